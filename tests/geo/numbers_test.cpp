#include "geo/numbers.hpp"

#include <gtest/gtest.h>

namespace bareland {
namespace {

TEST(ParseNumber, TakesThousandsWhereTheyBelong) {
    EXPECT_EQ(parse_number("1234.5"), 1234.5);
    EXPECT_EQ(parse_number("1,234,567.5"), 1234567.5);
    EXPECT_EQ(parse_number("-1,234"), -1234);
    EXPECT_EQ(parse_number("123"), 123);
    EXPECT_EQ(parse_number("3.95e7"), 3.95e7);
    EXPECT_EQ(parse_number(".5"), 0.5);
}

TEST(ParseNumber, RefusesTheRest) {
    for (const char* text : {"", "1,5", "1234,567", "1,234,56", ",123", "-,123", "1,234,", "12m", "nan",
                             "inf", "1e400", "0x10", "1.2.3", "--1", " 1"}) {
        EXPECT_FALSE(parse_number(text)) << text;
    }
}

}  // namespace
}  // namespace bareland
