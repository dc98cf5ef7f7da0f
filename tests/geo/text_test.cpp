#include "geo/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace bareland {
namespace {

TEST(EditDistance, CountsCodePointsNotBytes) {
    EXPECT_EQ(edit_distance("", ""), 0U);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);  // the textbook example
    EXPECT_EQ(edit_distance("", "abc"), 3U);
    EXPECT_EQ(edit_distance("乡镇名称", "乡镇名"), 1U);
    EXPECT_EQ(edit_distance("梨园镇", "梨园地区办事处"), 5U);
    EXPECT_EQ(edit_distance("名", "码"), 1U);
}

TEST(EditDistance, BrokenBytesCountOneEach) {
    EXPECT_EQ(edit_distance("\xE4\xB8", ""), 2U);
    EXPECT_EQ(edit_distance("\xFF\x80", "\xFF\x81"), 2U - 1U);
}

TEST(Closest, FindsTheMistypedName) {
    const std::vector<std::string> names{"town", "code", "area_km2", "乡镇代码"};
    EXPECT_EQ(closest("twon", names), "town");
    EXPECT_EQ(closest("TOWN", names), "town");
    EXPECT_EQ(closest("area_km", names), "area_km2");
    EXPECT_EQ(closest("乡镇代号", names), "乡镇代码");
}

TEST(Closest, SaysNothingWhenNothingIsNear) {
    const std::vector<std::string> names{"town", "code"};
    EXPECT_EQ(closest("population", names), std::nullopt);
    EXPECT_EQ(closest("id", names), std::nullopt);                           // "code" is 3 away
    EXPECT_EQ(closest("ab", std::vector<std::string>{"xy"}), std::nullopt);  // 2 away, and nothing of it left
    EXPECT_EQ(closest("town", {}), std::nullopt);
}

TEST(Closest, PrefersTheNearestThenTheFirst) {
    const std::vector<std::string> names{"measures", "measure", "measurf"};
    EXPECT_EQ(closest("measur", names), "measure");
    EXPECT_EQ(closest("measure", names), "measure");
}

TEST(Closest, AllowsAThirdOfALongWord) {
    const std::vector<std::string> names{"min_observed_share"};
    EXPECT_EQ(closest("minimum_observd_shar", names), "min_observed_share");  // 6 away of 20
}

}  // namespace
}  // namespace bareland
