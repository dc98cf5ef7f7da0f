#include "geo/redaction.hpp"

#include <gtest/gtest.h>

namespace bareland {
namespace {

std::string clean(const std::string& text, const std::vector<std::string>& plates = {}) {
    return redacted(text, plates);
}

TEST(Redaction, TakesPlatesHoweverTheyAreWritten) {
    for (const std::string plate : {"京A12345", "京A·12345", "京 a 12345", "冀R1234D", "京AD12345",
                                    "京ＡＤ１２３４５", "京A1234学", "粤Z1234港", "京A-12345"}) {
        EXPECT_EQ(clean("车辆" + plate + "进入严控区"), "车辆***进入严控区") << plate;
        EXPECT_EQ(clean(plate), "***") << plate;
    }
    // Three, four and seven characters behind the letter are no plate.
    for (const std::string other :
         {"京A123", "京A1234", "京A1234567", "京东12345", "通州区 2024 年", "K12345"})
        EXPECT_EQ(clean(other), other);
}

TEST(Redaction, TakesPlatesOnRecordThatLookLikeNone) {
    const std::vector<std::string> plates{"TEST01", "WJ1234", "AB"};
    EXPECT_EQ(clean("trip of test-01, then WJ·1234; AB", plates), "trip of ***, then ***; AB");
    EXPECT_EQ(clean("ATEST01 TEST012", plates), "ATEST01 TEST012");  // a part of another word
}

TEST(Redaction, TakesTelephonesAndMail) {
    for (const std::string number :
         {"13800138000", "138 0013 8000", "138-0013-8000", "+8613800138000", "+86-13800138000",
          "010-69546666", "010-6954 6666", "+86 (10) 6954-6666", "01069546666", "(010)69546666",
          "0411-1234567", "１３８００１３８０００"}) {
        EXPECT_EQ(clean("请致电" + number + "。"), "请致电***。") << number;
    }
    EXPECT_EQ(clean("联系电话：69546666"), "联系电话：***");
    EXPECT_EQ(clean("tel 81234 ext"), "tel *** ext");
    EXPECT_EQ(clean("a.b-c@mail.tz.gov.cn."), "***.");
    // Areas, codes of units, dates and years are no telephones.
    for (const std::string other : {"裸地 13,800,138 平方米", "110112001000", "2024-05-01", "12345678 ㎡",
                                    "第 12 条", "69546666", "113800138000", "0.13800138000", "a @ b"})
        EXPECT_EQ(clean(other), other);
}

TEST(Redaction, TakesRadiiAndCoordinatesOfWellsOnly) {
    EXPECT_EQ(clean("以水源井为核心的 30 米范围"), "以水源井为核心的 *** 米范围");
    EXPECT_EQ(clean("水源井半径40m、1.5公里"), "水源井半径***m、***公里");
    EXPECT_EQ(clean("a well's radius of 30 metres"), "a well's radius of *** metres");
    EXPECT_EQ(clean("井位 116.65432, 39.90123，39°54′"), "井位 ***, ***，***°54′");
    EXPECT_EQ(clean("井边裸地 30 ㎡、30 m2、1200 平方米，2 处"), "井边裸地 30 ㎡、30 m2、1200 平方米，2 处");
    EXPECT_EQ(clean("距道路 30 米，116.65432"), "距道路 30 米，116.65432");  // of no well
}

TEST(Redaction, LeavesTheRestAndItsOwnWork) {
    EXPECT_EQ(clean(""), "");
    EXPECT_EQ(clean("潞城镇 <&> 🚚 \xFF\xE4"), "潞城镇 <&> 🚚 \xFF\xE4");
    const std::string once = clean("京A12345 电话 69546666 井 30 米");
    EXPECT_EQ(once, "*** 电话 *** 井 *** 米");
    EXPECT_EQ(clean(once), once);
}

}  // namespace
}  // namespace bareland
