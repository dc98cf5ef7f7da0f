#include "geo/values.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <set>

#include "geo/error.hpp"

namespace bareland {
namespace {

ValueSet values(const char* text) {
    return ValueSet::parse(text, "--bare");
}

TEST(ValueSet, ReadsIntegersAndRanges) {
    const ValueSet set = values("1,3-5");
    EXPECT_FALSE(set.contains(0));
    EXPECT_TRUE(set.contains(1));
    EXPECT_FALSE(set.contains(2));
    EXPECT_TRUE(set.contains(3));
    EXPECT_TRUE(set.contains(4));
    EXPECT_TRUE(set.contains(5));
    EXPECT_FALSE(set.contains(6));
    EXPECT_EQ(set.text(), "1,3-5");
}

TEST(ValueSet, ReadsNegativeNumbers) {
    EXPECT_EQ(values("-9999").text(), "-9999");
    EXPECT_TRUE(values("-9999").contains(-9999));
    const ValueSet range = values("-3--1");
    EXPECT_EQ(range.ranges().size(), 1U);
    EXPECT_EQ(range.ranges()[0], (ValueSet::Range{-3, -1}));
    EXPECT_EQ(values("-2-2").ranges()[0], (ValueSet::Range{-2, 2}));
}

TEST(ValueSet, MergesWhatTouches) {
    EXPECT_EQ(values("5,1,2,3").text(), "1-3,5");
    EXPECT_EQ(values("1-4,2,4-6,6").text(), "1-6");
    EXPECT_EQ(values("7,7").text(), "7");
    EXPECT_EQ(values(" 1 , 3 - 5 ").text(), "1,3-5");
    EXPECT_EQ(
        values("9223372036854775806-9223372036854775807,9223372036854775807,-9223372036854775808").text(),
        "-9223372036854775808,9223372036854775806-9223372036854775807");
}

TEST(ValueSet, RefusesEverythingElseNamingOptionTextAndItem) {
    for (const char* text : {"",
                             ",",
                             "1,",
                             ",1",
                             "1,,2",
                             "a",
                             "1-",
                             "-",
                             "--1",
                             "5-3",
                             "-1--3",
                             "1-3-5",
                             "1.5",
                             "0x1",
                             "+1",
                             "1 2",
                             "1;2",
                             "1，2",
                             "9223372036854775808",
                             "1-a"}) {
        EXPECT_THROW(values(text), Error) << text;
    }
    try {
        values("1,5-3");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::usage);
        EXPECT_EQ(error.code(), "BL-2002");
        EXPECT_NE(error.text().en.find("--bare: \"1,5-3\" is no list of values: \"5-3\""), std::string::npos)
            << error.text().en;
    }
}

TEST(ValueSet, TellsWhetherListsMeet) {
    EXPECT_TRUE(values("1,3-5").disjoint(values("2,6-9")));
    EXPECT_FALSE(values("1,3-5").disjoint(values("5")));
    EXPECT_EQ(values("1-10").common(values("8,4-5")), 4);
    EXPECT_TRUE(values("1").disjoint(ValueSet()));
    EXPECT_NO_THROW(require_disjoint(values("1"), "--bare", values("2"), "--netted"));
    try {
        require_disjoint(values("1-3"), "--bare", values("2,3"), "--netted");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::usage);
        EXPECT_EQ(error.text().en,
                  "--bare and --netted both contain the value 2: a cell value belongs to one class; take it "
                  "out of one "
                  "of them");
    }
}

// Random lists against a std::set of their values.
TEST(ValueSet, AgreesWithAPlainSet) {
    std::mt19937 random(7);
    std::uniform_int_distribution<int> start(-30, 30);
    std::uniform_int_distribution<int> length(0, 6);
    for (int round = 0; round < 500; ++round) {
        std::set<int> plain[2];
        ValueSet sets[2];
        for (int k = 0; k < 2; ++k) {
            std::string text;
            for (int item = 0; item < 4; ++item) {
                const int first = start(random);
                const int last = first + length(random);
                text += fmt::format("{}{}", item > 0 ? "," : "", first);
                if (last > first) text += fmt::format("-{}", last);
                for (int value = first; value <= last; ++value)
                    plain[k].insert(value);
            }
            sets[k] = ValueSet::parse(text, "--bare");
            EXPECT_EQ(ValueSet::parse(sets[k].text(), "--bare"), sets[k]) << text;
            for (int value = -40; value <= 40; ++value) {
                EXPECT_EQ(sets[k].contains(value), plain[k].contains(value)) << text << " " << value;
            }
        }
        std::optional<std::int64_t> smallest;
        for (const int value : plain[0]) {
            if (plain[1].contains(value) && !smallest) smallest = value;
        }
        EXPECT_EQ(sets[0].common(sets[1]), smallest);
        EXPECT_EQ(sets[0].disjoint(sets[1]), !smallest);
    }
}

}  // namespace
}  // namespace bareland
