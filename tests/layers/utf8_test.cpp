#include "layers/utf8.hpp"

#include <gtest/gtest.h>

namespace bareland {
namespace {

TEST(Utf8, WidthCountsEastAsianCharactersTwice) {
    EXPECT_EQ(display_width(""), 0U);
    EXPECT_EQ(display_width("abc 1,234"), 9U);
    EXPECT_EQ(display_width("于家务回族乡"), 12U);
    EXPECT_EQ(display_width("甲a乙b"), 6U);
    EXPECT_EQ(display_width("（‱）"), 5U);  // full-width brackets, a narrow sign
    EXPECT_EQ(display_width("ａ１"), 4U);   // full-width Latin
    EXPECT_EQ(display_width("한글"), 4U);
    EXPECT_EQ(display_width("e\xCC\x81"), 1U);         // e with a combining acute
    EXPECT_EQ(display_width("\xF0\xA0\xAE\xB7"), 2U);  // U+20BB7, outside the basic plane
    EXPECT_EQ(display_width("\xFF\xFE"), 2U);          // no UTF-8: one replacement character each
}

TEST(Utf8, PadsAndShortensByWidth) {
    EXPECT_EQ(padded_right("甲镇", 6) + "|", "甲镇  |");
    EXPECT_EQ(padded_left("甲镇", 6), "  甲镇");
    EXPECT_EQ(padded_left("甲镇", 3), "甲镇");
    EXPECT_EQ(shortened("于家务回族乡", 12), "于家务回族乡");
    EXPECT_EQ(shortened("于家务回族乡", 11), "于家务回..");
    EXPECT_EQ(shortened("于家务回族乡", 9), "于家务..");  // half a character is no character
    EXPECT_EQ(shortened("abcdef", 1), ".");
}

TEST(Utf8, RepairsInvalidBytesAndNothingElse) {
    EXPECT_EQ(valid_utf8("甲镇 a\xF0\xA0\xAE\xB7"), "甲镇 a\xF0\xA0\xAE\xB7");
    EXPECT_EQ(valid_utf8("\xEF\xBF\xBD"), "\xEF\xBF\xBD");
    EXPECT_EQ(valid_utf8("a\x80z"), "a\xEF\xBF\xBDz");
    EXPECT_EQ(valid_utf8("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong
    EXPECT_EQ(valid_utf8("\xED\xA0\x80").substr(0, 3), "\xEF\xBF\xBD");             // a surrogate
    EXPECT_EQ(valid_utf8("\xE7\x94"), "\xEF\xBF\xBD\xEF\xBF\xBD");                  // cut in the middle
    EXPECT_EQ(valid_utf8("\xB1\xB1\xBE\xA9").find("\xB1\xB1"), std::string::npos);  // GBK
}

}  // namespace
}  // namespace bareland
