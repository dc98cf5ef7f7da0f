#include "geo/month.hpp"

#include <gtest/gtest.h>

#include "geo/error.hpp"

namespace bareland {
namespace {

TEST(Month, ReadsOnlyYearDashMonth) {
    EXPECT_EQ(Month::parse("2024-05", "--month"), Month(2024, 5));
    EXPECT_EQ(Month::parse("1900-01", "--month"), Month(1900, 1));
    for (const char* text :
         {"", "2024", "2024-5", "2024-00", "2024-13", "24-05", "2024/05", "202405", " 2024-05", "2024-05 ",
          "2024-05-01", "2024-05x", "２０２４-05", "-024-05", "+024-05", "1899-12", "0000-01"}) {
        EXPECT_FALSE(Month::from_text(text)) << text;
    }
}

TEST(Month, RefusalIsAUsageErrorThatNamesOptionAndText) {
    try {
        Month::parse("2024-5", "--month");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::usage);
        EXPECT_EQ(error.code(), "BL-2001");
        EXPECT_EQ(error.text().en, "--month must be written YYYY-MM (such as 2024-05), not \"2024-5\"");
        EXPECT_EQ(error.text().zh, "--month 应写成 YYYY-MM（如 2024-05），而不是“2024-5”。");
    }
}

TEST(Month, LastDayKnowsLeapYears) {
    EXPECT_EQ(Month(2024, 2).last_day(), (Date{2024, 2, 29}));
    EXPECT_EQ(Month(2023, 2).last_day(), (Date{2023, 2, 28}));
    EXPECT_EQ(Month(1900, 2).last_day(), (Date{1900, 2, 28}));  // a century, not divisible by 400
    EXPECT_EQ(Month(2000, 2).last_day(), (Date{2000, 2, 29}));
    EXPECT_EQ(Month(2024, 4).last_day(), (Date{2024, 4, 30}));
    EXPECT_EQ(Month(2024, 12).last_day(), (Date{2024, 12, 31}));
    EXPECT_EQ(Month(2024, 12).first_day(), (Date{2024, 12, 1}));
}

TEST(Date, TheDayBeforeCrossesMonthsAndYears) {
    EXPECT_EQ(day_before({2024, 5, 17}), (Date{2024, 5, 16}));
    EXPECT_EQ(day_before({2024, 3, 1}), (Date{2024, 2, 29}));
    EXPECT_EQ(day_before({2023, 3, 1}), (Date{2023, 2, 28}));
    EXPECT_EQ(day_before({2024, 1, 1}), (Date{2023, 12, 31}));
    EXPECT_EQ(day_before({1900, 1, 1}), (Date{1899, 12, 31}));
}

TEST(Month, StepsBackOverTheYear) {
    EXPECT_EQ(Month(2024, 5).previous(), Month(2024, 4));
    EXPECT_EQ(Month(2024, 1).previous(), Month(2023, 12));
    EXPECT_EQ(Month(2024, 5).year_before(), Month(2023, 5));
    EXPECT_EQ(Month(1900, 1).previous().text(), "1899-12");
    EXPECT_LT(Month(2023, 12), Month(2024, 1));
    EXPECT_EQ(Month(2024, 5).text(), "2024-05");
}

TEST(Month, OverlapIncludesBothEnds) {
    const Month may(2024, 5);
    EXPECT_TRUE(may.overlaps(std::nullopt, std::nullopt));
    EXPECT_TRUE(may.overlaps(Date{2024, 5, 31}, std::nullopt));
    EXPECT_FALSE(may.overlaps(Date{2024, 6, 1}, std::nullopt));
    EXPECT_TRUE(may.overlaps(std::nullopt, Date{2024, 5, 1}));
    EXPECT_FALSE(may.overlaps(std::nullopt, Date{2024, 4, 30}));
    EXPECT_TRUE(may.overlaps(Date{2024, 5, 10}, Date{2024, 5, 10}));
    EXPECT_TRUE(may.overlaps(Date{2020, 1, 1}, Date{2030, 1, 1}));
    EXPECT_FALSE(may.overlaps(Date{2024, 5, 20}, Date{2024, 5, 10}));  // ends before it starts
}

DateRange one(int year, int month, int day) {
    return {{year, month, day}, {year, month, day}};
}

TEST(ParseDate, ReadsTheFormsPeopleWrite) {
    for (const char* text :
         {"2024-05-01", "2024/5/1", "2024/05/01", "20240501", "2024年5月1日", "2024年05月01日", "2024-5-1",
          " 2024-05-01 ", "2024-05-01T00:00:00", "2024/05/01 08:30:00+08", "2024-05-01T23:59:59.5Z"}) {
        const auto date = parse_date(text);
        ASSERT_TRUE(date) << text;
        EXPECT_EQ(*date, one(2024, 5, 1)) << text;
    }
    EXPECT_EQ(parse_date("2024-02"), (DateRange{{2024, 2, 1}, {2024, 2, 29}}));
    EXPECT_EQ(parse_date("20240229"), one(2024, 2, 29));
    EXPECT_EQ(parse_date("9999-12-31"), one(9999, 12, 31));
}

TEST(ParseDate, RefusesEverythingElse) {
    for (const char* text :
         {"",           "  ",         "2024",       "2024-02-30",  "2023-02-29",       "20230229",
          "2024-13-01", "2024-00-10", "2024-05-00", "1899-12-30",  "2024-05/01",       "2024.5.1",
          "01/05/2024", "2024年5月",  "2024年5月1", "2024-05-01x", "2024-05-01 early", "2024-05-01T8",
          "202405011",  "2024050",    "May 2024",   "长期"}) {
        EXPECT_FALSE(parse_date(text)) << text;
    }
}

// Every day of 1996-2004 and only those days, against a calendar counted by hand-written rules.
TEST(ParseDate, AgreesWithACalendarCountedDayByDay) {
    const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int year = 1996; year <= 2004; ++year) {
        for (int month = 1; month <= 12; ++month) {
            const int leap = month == 2 && (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 1 : 0;
            for (int day = 1; day <= 32; ++day) {
                const auto date = parse_date(fmt::format("{}-{:02}-{:02}", year, month, day));
                EXPECT_EQ(date.has_value(), day <= lengths[month - 1] + leap)
                    << year << '-' << month << '-' << day;
                if (!date) continue;
                EXPECT_EQ(date->first.text(), fmt::format("{}-{:02}-{:02}", year, month, day));
            }
        }
    }
}

}  // namespace
}  // namespace bareland
