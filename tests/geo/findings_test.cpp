// The sentences about geometry: every argument is used, in both languages.
#include <gtest/gtest.h>

#include <string>

#include "geo/messages.hpp"

namespace bareland {
namespace {

TEST(GeometryFindings, ReadAsSentences) {
    const Finding repaired = find(messages::geometry_repaired, "12", std::string("u.shp 12"),
                                  std::string("Self-intersection"), 3.14159);
    EXPECT_EQ(repaired.code, "BL-4001");
    EXPECT_EQ(repaired.text.en, "u.shp 12: invalid border (Self-intersection) repaired, which moved 3.14 m2");
    EXPECT_EQ(repaired.text.zh,
              "u.shp 12 的边界不合法（Self-intersection），已自动修复，面积变动 3.14 平方米。");
    const Finding overlap = find(messages::units_overlap, "1 2", std::string("1"), std::string("宋庄镇"),
                                 std::string("2"), std::string("潞城镇"), 250.0);
    EXPECT_EQ(overlap.text.zh,
              "宋庄镇（1）与 潞城镇（2）的范围重叠 250.00 平方米，重叠部分在两者中各计一次。");
    EXPECT_EQ(overlap.text.en, "宋庄镇 (1) and 潞城镇 (2) overlap by 250.00 m2, which counts in both");
    const Finding gap = find(messages::units_gap, "", 7.25);
    EXPECT_EQ(gap.text.zh, "街道（乡镇）之间有 7.25 平方米的空隙，不属于任何一个。");
    EXPECT_EQ(gap.text.en, "a gap of 7.25 m2 between the units belongs to none");
}

}  // namespace
}  // namespace bareland
