#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "jobs/rank/ranking.hpp"
#include "results.hpp"

namespace bareland::rank {
namespace {

Rule limit_rule(Rule::Target target, Figure measure, double limit) {
    Rule rule;
    rule.id = "limit";
    rule.kind = Rule::Kind::limit;
    rule.target = target;
    rule.measure = measure;
    rule.limit = limit;
    rule.clause = "第一条";
    rule.text = {"{name}：{value}>{limit}", "{name}: {value}>{limit}"};
    return rule;
}

Rule bottom_rule(int n, Rule::Level level) {
    Rule rule;
    rule.id = fmt::format("bottom-{}", n);
    rule.kind = Rule::Kind::bottom_n;
    rule.n = n;
    rule.level = level;
    rule.text = {"{name} {value} {rank}/{total} 后{n}", "{name} {value} {rank}/{total} bottom {n}"};
    return rule;
}

Profile with_rules(std::vector<Rule> rules, Profile::Scope scope = Profile::Scope::district) {
    Profile profile = default_profile();
    profile.name = {"通州区", "Tongzhou"};
    profile.district_id = "110112";
    profile.scope = scope;
    profile.rules = std::move(rules);
    return profile;
}

void judge(Result& result, const Profile& profile, const std::optional<CityTable>& city = std::nullopt) {
    rate_and_rank(result, profile);
    apply_rules(result, profile, city);
}

// Others of the city with the given areas; names that no unit of make_result has.
CityTable city_of(const std::vector<double>& others, const std::vector<CityTable::Row>& own = {}) {
    CityTable city;
    city.rows = own;
    std::size_t line = 2;
    for (const double area : others) {
        city.rows.push_back({fmt::format("外{}街道", line), "", area, line});
        ++line;
    }
    return city;
}

std::string levels(const std::vector<Flag>& flags) {
    std::string out;
    for (const Flag& flag : flags) {
        out += flag.level == Flag::Level::breach ? 'B' : flag.level == Flag::Level::warning ? 'W' : '-';
    }
    return out;
}

TEST(LimitRule, ExactlyAtTheLimitIsNoBreach) {
    const Profile profile = with_rules({limit_rule(Rule::Target::unit, Figure::bare_area, 1000)});
    Result result = make_result({1000, std::nextafter(1000, 2000), std::nextafter(1000, 0)});
    judge(result, profile);
    EXPECT_EQ(levels(result.units[0].flags), "");
    EXPECT_EQ(levels(result.units[1].flags), "B");
    EXPECT_EQ(levels(result.units[2].flags), "");
    const Flag& flag = result.units[1].flags[0];
    EXPECT_EQ(flag.rule, "limit");
    EXPECT_EQ(flag.limit, 1000);
    EXPECT_EQ(flag.value, std::nextafter(1000, 2000));
    EXPECT_EQ(flag.clause, "第一条");
    EXPECT_TRUE(breached(result));
    EXPECT_TRUE(result.district.flags.empty());
}

TEST(LimitRule, ShareOfTheUnit) {
    // 5 per ten thousand of 1 km2 is 500 m2.
    const Profile profile = with_rules({limit_rule(Rule::Target::unit, Figure::bare_permyriad, 5)});
    Result result = make_result({500, 500.001, 501});
    judge(result, profile);
    EXPECT_EQ(levels(result.units[0].flags), "");
    EXPECT_EQ(levels(result.units[1].flags), "B");
    // The text tells the value from the limit, however close.
    EXPECT_EQ(result.units[1].flags[0].text.zh, "乙乙街道：5.00001>5");
    EXPECT_EQ(result.units[2].flags[0].text.zh, "丙丙街道：5.01>5");
}

TEST(LimitRule, CertifiedUnitsAreExemptFromTheRuleForTheUncertified) {
    Profile profile = with_rules({limit_rule(Rule::Target::uncertified_units, Figure::bare_area, 10)});
    profile.certified = {"甲甲街道办事处", "u1"};
    Result result = make_result({20, 20, 20});
    judge(result, profile);
    EXPECT_EQ(levels(result.units[0].flags), "");  // by name
    EXPECT_EQ(levels(result.units[1].flags), "");  // by id
    EXPECT_EQ(levels(result.units[2].flags), "B");
}

TEST(LimitRule, UnratedUnitsAreNotJudgedAndOverlaysHaveNoRule) {
    const Profile profile = with_rules({limit_rule(Rule::Target::unit, Figure::bare_area, 10)});
    Result result = make_result({20, 20, 20});
    result.units[0].areas.observed = 1;
    result.units[1].areas.observed = 0;
    result.units[2].status = Status::overlay;
    judge(result, profile);
    EXPECT_EQ(levels(result.units[0].flags), "-");
    EXPECT_EQ(levels(result.units[1].flags), "-");
    EXPECT_EQ(levels(result.units[2].flags), "");
    EXPECT_FALSE(result.units[0].flags[0].value);
    EXPECT_EQ(result.units[0].flags[0].text.zh, "甲甲街道本月不参评，未判定。");
    EXPECT_FALSE(breached(result));
}

TEST(LimitRule, DistrictSumIsALowerBoundWhileSomeUnitIsUnrated) {
    const Profile profile = with_rules({limit_rule(Rule::Target::district, Figure::bare_area, 100)});
    Result kept = make_result({60, 40});
    judge(kept, profile);
    EXPECT_EQ(levels(kept.district.flags), "");
    EXPECT_TRUE(kept.units[0].flags.empty());

    Result above = make_result({60, 40.5});
    judge(above, profile);
    EXPECT_EQ(levels(above.district.flags), "B");
    EXPECT_EQ(above.district.flags[0].text.en, "通州区: 100.5>100");
    EXPECT_TRUE(breached(above));

    Result unknown = make_result({60, 40});
    unknown.units[1].areas.observed = 1;
    judge(unknown, profile);
    EXPECT_EQ(levels(unknown.district.flags), "-");
    EXPECT_EQ(unknown.district.flags[0].value, 100);
    EXPECT_FALSE(breached(unknown));

    Result above_already = make_result({60, 41});
    above_already.units[1].areas.observed = 1;
    judge(above_already, profile);
    EXPECT_EQ(levels(above_already.district.flags), "B");

    Result overlay = make_result({60, 40});
    overlay.units[1].status = Status::overlay;
    overlay.units[1].areas.observed = 0;
    judge(overlay, profile);
    EXPECT_EQ(levels(overlay.district.flags), "");
}

TEST(LimitRule, WarningIsNotRepeatedBesideABreach) {
    Rule warning = limit_rule(Rule::Target::unit, Figure::bare_area, 10);
    warning.id = "warning";
    warning.level = Rule::Level::warning;
    const Profile profile = with_rules({warning, limit_rule(Rule::Target::unit, Figure::bare_area, 100)});
    Result result = make_result({5, 50, 500});
    judge(result, profile);
    EXPECT_EQ(levels(result.units[0].flags), "");
    EXPECT_EQ(levels(result.units[1].flags), "W");
    EXPECT_EQ(levels(result.units[2].flags), "B");
}

TEST(BottomRule, IsNotJudgedWithoutTheCity) {
    Result result = make_result({1, 2});
    judge(result, with_rules({bottom_rule(10, Rule::Level::breach)}));
    ASSERT_EQ(levels(result.units[0].flags), "-");
    EXPECT_EQ(result.units[0].flags[0].text.en,
              "no city table (--city-table) was given: whether it is among the bottom 10 of the city is not "
              "judged.");
    EXPECT_EQ(result.units[0].flags[0].limit, 10);
}

TEST(BottomRule, TenthFromTheWorstIsInEleventhIsNot) {
    // Others: 9 above 500, so 500 is the 10th from the worst; 499 the 11th; and 20 below.
    std::vector<double> others(9, 1000);
    for (int i = 0; i < 20; ++i)
        others.push_back(i);
    Result result = make_result({500, 499, 3});
    const Profile profile =
        with_rules({bottom_rule(10, Rule::Level::breach), bottom_rule(30, Rule::Level::warning)});
    judge(result, profile, city_of(others));
    EXPECT_EQ(levels(result.units[0].flags), "B");  // and no warning beside it
    EXPECT_EQ(result.units[0].flags[0].value, 10);
    EXPECT_EQ(result.units[0].flags[0].text.zh, "甲甲街道 500 10/32 后10");
    EXPECT_EQ(levels(result.units[1].flags), "W");
    EXPECT_EQ(result.units[1].flags[0].value, 11);
    // 9 + 2 + 16 (4..19) are larger, and one other of 3: the 28th.
    EXPECT_EQ(levels(result.units[2].flags), "W");
    EXPECT_EQ(result.units[2].flags[0].value, 28);
}

TEST(BottomRule, TiesAtTheBoundaryAreAllIn) {
    std::vector<double> others(8, 1000);
    others.push_back(500);
    others.push_back(500.3);  // the same as displayed
    others.push_back(1);
    Result result = make_result({500.4});
    judge(result, with_rules({bottom_rule(9, Rule::Level::breach)}), city_of(others));
    EXPECT_EQ(levels(result.units[0].flags), "B");
    EXPECT_EQ(result.units[0].flags[0].value, 9);
}

TEST(BottomRule, NothingBareIsNeverAmongTheWorst) {
    Result result = make_result({0, 0.4, 0.6});
    judge(result, with_rules({bottom_rule(2, Rule::Level::breach)}), city_of({0, 0, 0, 0}));
    EXPECT_EQ(levels(result.units[0].flags), "");
    EXPECT_EQ(levels(result.units[1].flags), "");  // displayed as 0
    EXPECT_EQ(levels(result.units[2].flags), "B");
}

TEST(BottomRule, PoolNotLargerThanNIsJudgedAndReported) {
    const auto reported = [](const Result& result) {
        return std::any_of(result.findings.begin(), result.findings.end(),
                           [](const Finding& finding) { return finding.code == "BL-4262"; });
    };
    Result small = make_result({5, 6});
    judge(small, with_rules({bottom_rule(4, Rule::Level::breach)}), city_of({1, 2}));
    EXPECT_EQ(levels(small.units[0].flags), "B");
    EXPECT_TRUE(reported(small));
    Result large = make_result({5, 6});
    judge(large, with_rules({bottom_rule(4, Rule::Level::breach)}), city_of({1, 2, 3}));
    EXPECT_EQ(levels(large.units[0].flags), "B");
    EXPECT_FALSE(reported(large));
}

TEST(BottomRule, ComputedFiguresReplaceTheTablesRows) {
    // By the table 甲甲街道 would be the worst; as computed it is the 2nd from the worst.
    Result result = make_result({100, 5});
    CityTable city = city_of({200, 1}, {{"甲甲街道办事处", "", 300, 20}, {"乙乙街道", "", 5.04, 21}});
    judge(result, with_rules({bottom_rule(1, Rule::Level::breach)}), city);
    EXPECT_EQ(levels(result.units[0].flags), "");
    ASSERT_EQ(codes(result), (std::vector<std::string>{"BL-4230"}));
    EXPECT_EQ(result.findings[0].text.en,
              "\"甲甲街道\" has 300 m2 in the city table and 100 m2 computed, 200.0% apart; the computed "
              "figure was ranked");
}

TEST(BottomRule, DifferenceIsToldAboveOnePercentOfTheComputed) {
    const auto differs = [](double computed, double in_table) {
        Result result = make_result({computed});
        judge(result, with_rules({bottom_rule(1, Rule::Level::breach)}),
              city_of({1, 2}, {{"甲甲街道", "", in_table, 9}}));
        return codes(result) == std::vector<std::string>{"BL-4230"};
    };
    EXPECT_FALSE(differs(10000, 10100));
    EXPECT_TRUE(differs(10000, 10100.5));
    EXPECT_TRUE(differs(10000, 9899));
    EXPECT_FALSE(differs(0, 0.9));  // within the rounding of the ranking
    EXPECT_TRUE(differs(0, 50));
}

TEST(BottomRule, UnitMissingFromTheTableJoinsThePool) {
    Result result = make_result({100, 50});
    judge(result, with_rules({bottom_rule(1, Rule::Level::breach)}),
          city_of({10}, {{"乙乙街道", "", 50, 9}}));
    EXPECT_EQ(codes(result), (std::vector<std::string>{"BL-4231"}));
    EXPECT_EQ(levels(result.units[0].flags), "B");
    EXPECT_EQ(result.units[0].flags[0].text.en, "甲甲街道 100 1/3 bottom 1");
    EXPECT_EQ(levels(result.units[1].flags), "");
}

TEST(BottomRule, UnratedUnitKeepsTheTablesFigureInThePool) {
    Result result = make_result({100, 50});
    result.units[0].areas.observed = 0;
    judge(result, with_rules({bottom_rule(1, Rule::Level::breach)}),
          city_of({10}, {{"甲甲街道", "", 400, 8}, {"乙乙街道", "", 50, 9}}));
    EXPECT_EQ(levels(result.units[0].flags), "-");
    EXPECT_EQ(levels(result.units[1].flags), "");  // 400 of the table is worse
    EXPECT_TRUE(result.findings.empty());
}

TEST(BottomRule, DistrictColumnTellsUnitsOfOneNameApart) {
    Result result = make_result({100});
    CityTable city;
    city.has_districts = true;
    city.rows = {
        {"甲甲街道", "房山区", 100, 2}, {"甲甲街道", "通州", 100, 3}, {"外外街道", "房山区", 300, 4}};
    judge(result, with_rules({bottom_rule(1, Rule::Level::breach), bottom_rule(2, Rule::Level::warning)}),
          city);
    EXPECT_EQ(levels(result.units[0].flags), "W");
    EXPECT_EQ(result.units[0].flags[0].text.en, "甲甲街道 100 2/3 bottom 2");
    EXPECT_TRUE(result.findings.empty());
}

TEST(BottomRule, WithoutADistrictOfItsOwnTheNameAloneTells) {
    Profile profile = with_rules({bottom_rule(1, Rule::Level::breach)});
    profile.district_id.clear();
    Result result = make_result({100, 50});
    CityTable city;
    city.has_districts = true;
    city.rows = {
        {"甲甲街道", "房山区", 100, 2}, {"甲甲街道", "通州区", 100, 3}, {"乙乙街道", "房山区", 50, 4}};
    judge(result, profile, city);
    EXPECT_EQ(levels(result.units[0].flags), "-");  // either row may be the unit
    EXPECT_EQ(levels(result.units[1].flags), "");
    EXPECT_EQ(codes(result), (std::vector<std::string>{"BL-4232"}));
}

TEST(BottomRule, NameOfSeveralRowsIsNotJudged) {
    Result result = make_result({100});
    result.units[0].name = "永顺";
    CityTable city = city_of({1, 2, 3}, {{"永顺镇", "", 100, 8}, {"永顺街道", "", 5, 9}});
    judge(result, with_rules({bottom_rule(1, Rule::Level::breach)}), city);
    EXPECT_EQ(levels(result.units[0].flags), "-");
    EXPECT_EQ(codes(result), (std::vector<std::string>{"BL-4232"}));
}

TEST(BottomRule, TableProblemsAreFindings) {
    Result result = make_result({100});
    CityTable city =
        city_of({1}, {{"甲甲街道", "", 100, 7}, {"永顺镇", "", 1, 8}, {"永顺地区办事处", "", 1, 9}});
    city.totals = {{"合计", 10}};
    judge(result, with_rules({}), city);
    sort_findings(result);
    EXPECT_EQ(codes(result), (std::vector<std::string>{"BL-4233", "BL-4234"}));
}

TEST(BottomRule, ScopeCityNeedsNoTable) {
    Result result = make_result({10, 20, 30});
    result.units[1].areas.observed = 0;  // does not take part
    judge(result, with_rules({bottom_rule(1, Rule::Level::breach)}, Profile::Scope::city));
    EXPECT_EQ(levels(result.units[0].flags), "");
    EXPECT_EQ(levels(result.units[1].flags), "-");
    EXPECT_EQ(levels(result.units[2].flags), "B");
    EXPECT_EQ(result.units[2].flags[0].text.en, "丙丙街道 30 1/2 bottom 1");
}

// Against a count done the long way, for random pools, and in any order of units.
TEST(BottomRule, AgreesWithCountingForRandomPools) {
    std::mt19937 random(3);
    std::uniform_int_distribution<int> area(0, 40);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> own(8);
        std::vector<double> others(30);
        for (double& value : own)
            value = area(random) / 2.0;
        for (double& value : others)
            value = area(random) / 2.0;
        Result result = make_result(own);
        std::shuffle(result.units.begin(), result.units.end(), random);
        judge(result,
              with_rules({bottom_rule(5, Rule::Level::breach), bottom_rule(15, Rule::Level::warning)}),
              city_of(others));
        std::vector<double> all = own;
        all.insert(all.end(), others.begin(), others.end());
        for (const Unit& unit : result.units) {
            const double value = std::round(unit.areas.uncontrolled);
            int worse = 0;
            for (const double other : all)
                worse += std::round(other) > value ? 1 : 0;
            const std::string expected = value == 0 ? "" : worse < 5 ? "B" : worse < 15 ? "W" : "";
            EXPECT_EQ(levels(unit.flags), expected) << value;
        }
    }
}

TEST(Rules, ShippedTexts) {
    const Profile tongzhou = load_profile(std::string(BARELAND_SOURCE_DIR) + "/data/profiles/tongzhou.toml");
    Result result = make_result({1234567.4});
    judge(result, tongzhou, city_of(std::vector<double>(40, 5)));
    ASSERT_EQ(levels(result.units[0].flags), "B");
    EXPECT_EQ(result.units[0].flags[0].text.zh,
              "甲甲街道未管控裸地 1,234,567 ㎡，全市 41 个街乡镇中倒数第 1，进入后 10 名。");

    const Profile miyun = load_profile(std::string(BARELAND_SOURCE_DIR) + "/data/profiles/miyun.toml");
    Result other = make_result({1000000.5});
    other.district.name = "密云区";
    judge(other, miyun);
    ASSERT_EQ(levels(other.district.flags), "B");
    EXPECT_EQ(other.district.flags[0].text.zh,
              "密云区裸露区域面积 1,000,000.5 ㎡，超过 1,000,000 ㎡（1 平方公里）的控制目标。");
    ASSERT_EQ(levels(other.units[0].flags), "B");
    EXPECT_EQ(other.units[0].flags[0].text.zh,
              "甲甲街道裸露区域面积占辖区面积的万分之 10,000.01，超过万分之 5 的控制目标。");
}

}  // namespace
}  // namespace bareland::rank
