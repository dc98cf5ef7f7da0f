#include "geo/names.hpp"

#include <gtest/gtest.h>

namespace bareland {
namespace {

using Aliases = std::map<std::string, std::vector<std::string>>;

TEST(FoldedName, DropsBlanksAndWidth) {
    EXPECT_EQ(folded_name(" 永乐店镇　"), "永乐店镇");
    EXPECT_EQ(folded_name("\uFEFF永乐店镇\r\n"), "永乐店镇");
    EXPECT_EQ(folded_name("面积（㎡）"), "面积(㎡)");
    EXPECT_EQ(folded_name("Ｔｏｗｎ１"), "town1");
    EXPECT_EQ(folded_name("—街道"), "一街道");
    EXPECT_EQ(folded_name(""), "");
}

TEST(NameParts, TakesTheEndingOff) {
    using Kind = NameParts::Kind;
    const auto expect = [](const char* name, const char* stem, Kind kind) {
        EXPECT_EQ(name_parts(name).stem, stem) << name;
        EXPECT_EQ(name_parts(name).kind, kind) << name;
    };
    expect("北苑街道", "北苑", Kind::street);
    expect("北苑街道办事处", "北苑", Kind::street);
    expect("梨园镇", "梨园", Kind::town);
    expect("梨园地区办事处", "梨园", Kind::town);
    expect("于家务回族乡", "于家务", Kind::town);
    expect("檀营满族蒙古族乡", "檀营", Kind::town);
    expect("于家务", "于家务", Kind::none);
    expect("良乡", "良乡", Kind::none);  // the 乡 is part of the name
    expect("良乡地区办事处", "良乡", Kind::town);
}

TEST(UnitNames, KnowsOneUnitUnderItsUsualNames) {
    const UnitNames names;
    EXPECT_TRUE(names.same("中仓街道", "中仓街道办事处"));
    EXPECT_TRUE(names.same("梨园镇", "梨园地区办事处"));
    EXPECT_TRUE(names.same("于家务", "于家务回族乡"));
    EXPECT_TRUE(names.same("于家务乡", "于家务回族乡"));
    EXPECT_TRUE(names.same("永乐店镇", "永乐店 "));
    EXPECT_TRUE(names.same("檀营地区", "檀营满族蒙古族乡"));
}

TEST(UnitNames, KeepsUnitsApartThatOnlyLookAlike) {
    const UnitNames names;
    EXPECT_FALSE(names.same("潞源街道", "潞邑街道"));
    EXPECT_FALSE(names.same("新华街道", "新华镇"));
    EXPECT_FALSE(names.same("大城子镇", "新城子镇"));
    EXPECT_FALSE(names.same("通运街道", "中关村密云园"));
}

TEST(UnitNames, AliasesJoinWhatNoRuleWould) {
    const UnitNames names(Aliases{{"文景街道", {"环球小镇"}}});
    EXPECT_TRUE(names.same("环球小镇", "文景街道办事处"));
    EXPECT_EQ(names.canonical(" 环球小镇"), "文景街道");
    EXPECT_EQ(names.canonical("别的"), "别的");
    EXPECT_FALSE(UnitNames().same("环球小镇", "文景街道"));
}

TEST(UnitNames, TheWeakestRuleThatAnswersDecides) {
    const std::vector<std::string> among{"永顺镇", "永顺地区办事处", "永顺街道", "梨园镇"};
    const UnitNames names;
    EXPECT_EQ(names.match("永顺镇", among).found, (std::vector<std::size_t>{0}));  // same text
    EXPECT_EQ(names.match("永顺街道办事处", among).found,
              (std::vector<std::size_t>{2}));                                         // same kind of ending
    EXPECT_EQ(names.match("永顺乡", among).found, (std::vector<std::size_t>{0, 1}));  // cannot be told
    EXPECT_EQ(names.match("永顺", among).found, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_TRUE(names.match("台湖镇", among).found.empty());
    const UnitNames aliased(Aliases{{"梨园镇", {"永顺"}}});
    EXPECT_EQ(aliased.match("永顺", among).found, (std::vector<std::size_t>{3}));
}

}  // namespace
}  // namespace bareland
