#include "jobs/rank/ranking.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "results.hpp"

namespace bareland::rank {
namespace {

using Ranks = std::vector<int>;

Ranks ranks(const Result& result) {
    Ranks out;
    for (const Unit& unit : result.units)
        out.push_back(unit.rank.value_or(0));
    return out;
}

Ranks from_worst(const Result& result) {
    Ranks out;
    for (const Unit& unit : result.units)
        out.push_back(unit.rank_from_worst.value_or(0));
    return out;
}

Result ranked(const std::vector<double>& uncontrolled, const Profile& profile = default_profile()) {
    Result result = make_result(uncontrolled);
    rate_and_rank(result, profile);
    return result;
}

TEST(Ranking, TiesShareARankAndTheNextIsSkipped) {
    const Result result = ranked({50, 10, 10, 70});
    EXPECT_EQ(ranks(result), (Ranks{3, 1, 1, 4}));
    EXPECT_EQ(from_worst(result), (Ranks{2, 3, 3, 1}));
}

TEST(Ranking, TieInTheMiddle) {
    const Result result = ranked({1, 2, 2, 3});
    EXPECT_EQ(ranks(result), (Ranks{1, 2, 2, 4}));
    EXPECT_EQ(from_worst(result), (Ranks{4, 2, 2, 1}));
}

TEST(Ranking, AllEqualOneAndNone) {
    EXPECT_EQ(ranks(ranked({5, 5, 5})), (Ranks{1, 1, 1}));
    EXPECT_EQ(from_worst(ranked({5, 5, 5})), (Ranks{1, 1, 1}));
    EXPECT_EQ(ranks(ranked({0})), (Ranks{1}));
    EXPECT_EQ(from_worst(ranked({0})), (Ranks{1}));
    EXPECT_TRUE(ranked({}).units.empty());
    EXPECT_EQ(ranked({}).district.status, Status::no_cover);
}

TEST(Ranking, RanksTheValueAsDisplayed) {
    // 12.5 is displayed 13 and 13.4999 too; 12.4999 is displayed 12.
    EXPECT_EQ(ranks(ranked({12.5, 13.4999, 12.4999, 13.5})), (Ranks{2, 2, 1, 4}));
    const Profile profile = default_profile();
    EXPECT_EQ(displayed(12.5, Figure::uncontrolled_area, profile), 13);
    EXPECT_EQ(displayed(0.5, Figure::uncontrolled_area, profile), 1);
    EXPECT_EQ(displayed(std::nextafter(0.5, 0), Figure::uncontrolled_area, profile), 0);
    EXPECT_DOUBLE_EQ(displayed(5.004, Figure::bare_permyriad, profile), 5.00);
    EXPECT_DOUBLE_EQ(displayed(5.006, Figure::bare_permyriad, profile), 5.01);
}

TEST(Ranking, RoundingStepComesFromTheProfile) {
    Profile profile = default_profile();
    profile.round_m2 = 100;
    EXPECT_EQ(ranks(ranked({149, 151, 150, 51}, profile)), (Ranks{1, 3, 3, 1}));
    profile.round_m2 = 0.1;
    EXPECT_EQ(ranks(ranked({0.31, 0.34, 0.36, 0.29}, profile)), (Ranks{1, 1, 4, 1}));
}

TEST(Ranking, KeyMayBeAShare) {
    Profile profile = default_profile();
    profile.rank_key = Figure::uncontrolled_permyriad;
    Result result = make_result({100, 60, 60.01});
    result.units[1].areas.unit = 5e5;  // 1.2 per ten thousand, more than 100 m2 of 1 km2 (1.0)
    result.units[1].areas.observed = 5e5;
    rate_and_rank(result, profile);
    EXPECT_EQ(ranks(result), (Ranks{2, 3, 1}));
}

TEST(Ranking, WithoutExclusionIsRankedOnItsOwn) {
    Result result = make_result({10, 20, 30});
    result.units[0].areas.excluded = 90;
    result.units[0].areas.uncontrolled_without_exclusion = 100;
    rate_and_rank(result, default_profile());
    EXPECT_EQ(ranks(result), (Ranks{1, 2, 3}));
    EXPECT_EQ(result.units[0].rank_without_exclusion, 3);
    EXPECT_EQ(result.units[1].rank_without_exclusion, 1);
    EXPECT_EQ(result.units[2].rank_without_exclusion, 2);
}

TEST(Ranking, OnlyRatedUnitsTakePart) {
    Result result = make_result({1, 2, 3, 4, 5});
    result.units[0].areas.observed = 0.8e6;     // exactly enough
    result.units[1].areas.observed = 0.7999e6;  // too little
    result.units[2].areas.observed = 0;
    result.units[3].status = Status::overlay;
    rate_and_rank(result, default_profile());
    EXPECT_EQ(result.units[0].status, Status::ranked);
    EXPECT_EQ(result.units[1].status, Status::not_rated);
    EXPECT_EQ(result.units[2].status, Status::no_cover);
    EXPECT_EQ(result.units[3].status, Status::overlay);
    EXPECT_EQ(ranks(result), (Ranks{1, 0, 0, 0, 2}));
    EXPECT_EQ(from_worst(result), (Ranks{2, 0, 0, 0, 1}));
    EXPECT_FALSE(result.units[3].rank_without_exclusion);
    EXPECT_EQ(result.district.status, Status::not_rated);
}

TEST(Ranking, WhollyObservedIsWholeDespiteTwoWaysOfMeasuring) {
    Profile profile = default_profile();
    profile.min_observed_share = 1;
    Result result = make_result({1, 2});
    result.units[0].areas.observed = 1e6 * (1 - 1e-7);  // border and cells agree to 1e-6
    result.units[1].areas.observed = 1e6 * (1 - 1e-5);
    rate_and_rank(result, profile);
    EXPECT_EQ(result.units[0].status, Status::ranked);
    EXPECT_EQ(result.units[1].status, Status::not_rated);
}

TEST(Ranking, DistrictIsRatedOnlyAsAWhole) {
    EXPECT_EQ(ranked({1, 2}).district.status, Status::ranked);
    Result none = make_result({1, 2});
    for (Unit& unit : none.units)
        unit.areas.observed = 0;
    rate_and_rank(none, default_profile());
    EXPECT_EQ(none.district.status, Status::no_cover);
    Result overlay = make_result({1, 2});
    overlay.units[1].status = Status::overlay;
    overlay.units[1].areas.observed = 0;
    rate_and_rank(overlay, default_profile());
    EXPECT_EQ(overlay.district.status, Status::ranked);
    EXPECT_FALSE(overlay.district.rank);
}

TEST(Ranking, EveryFigureIsReachable) {
    Areas areas;
    areas.unit = 20000;
    areas.observed = 2;
    areas.bare = 30;
    areas.excluded = 4;
    areas.controlled = 5;
    areas.controlled_temporary = 6;
    areas.controlled_permanent = 7;
    areas.uncontrolled = 8;
    areas.uncontrolled_without_exclusion = 9;
    const std::vector<double> expected{20000, 2, 30, 4, 5, 6, 7, 8, 9, 15, 4};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_DOUBLE_EQ(value_of(areas, static_cast<Figure>(i)), expected[i])
            << figure_name(static_cast<Figure>(i));
    }
}

// Random areas with many ties: order changes nothing, and the relations that define competition ranking hold.
TEST(Ranking, PropertiesHoldForRandomAreas) {
    std::mt19937 random(11);
    std::uniform_int_distribution<int> tenths(0, 80);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> areas(static_cast<std::size_t>(round % 25));
        for (double& area : areas)
            area = tenths(random) / 10.0;
        Result result = ranked(areas);
        const auto n = static_cast<int>(areas.size());
        std::map<long, int> ties;
        for (const double area : areas)
            ++ties[std::lround(area)];
        int sum = 0;
        for (const Unit& unit : result.units) {
            const int same = ties[std::lround(unit.areas.uncontrolled)];
            EXPECT_EQ(*unit.rank + *unit.rank_from_worst, n + 2 - same);
            sum += *unit.rank;
        }
        // A group of t shares the rank that its first would have: it loses 0 + 1 + ... + (t-1) from n(n+1)/2.
        int expected = n * (n + 1) / 2;
        for (const auto& [value, t] : ties)
            expected -= t * (t - 1) / 2;
        EXPECT_EQ(sum, expected);

        Result shuffled = make_result(areas);
        std::shuffle(shuffled.units.begin(), shuffled.units.end(), random);
        rate_and_rank(shuffled, default_profile());
        for (const Unit& unit : shuffled.units) {
            const auto same_id = [&](const Unit& other) { return other.id == unit.id; };
            const auto& other = *std::find_if(result.units.begin(), result.units.end(), same_id);
            EXPECT_EQ(unit.rank, other.rank);
            EXPECT_EQ(unit.rank_from_worst, other.rank_from_worst);
            EXPECT_EQ(unit.rank_without_exclusion, other.rank_without_exclusion);
        }
    }
}

TEST(CheckNames, FindsOneUnitUnderTwoNames) {
    Result result = make_result({1, 2, 3, 4});
    result.units[0].name = "永乐店镇";
    result.units[1].name = "永乐店";
    result.units[2].name = "潞源街道";
    result.units[3].name = "潞邑街道";
    check_names(result, default_profile());
    ASSERT_EQ(codes(result), (std::vector<std::string>{"BL-4200"}));
    EXPECT_EQ(result.findings[0].text.zh,
              "“永乐店镇”（编号 u0）与“永乐店”（编号 u1）名称几乎相同，可能是同一街乡镇，请核对边界图层。");
    std::reverse(result.units.begin(), result.units.end());
    Result reversed = result;
    reversed.findings.clear();
    check_names(reversed, default_profile());
    EXPECT_EQ(reversed.findings[0].text, result.findings[0].text);
}

TEST(CheckNames, FindsCertifiedNamesThatNoUnitHas) {
    Profile profile = default_profile();
    profile.certified = {"甲甲街道办事处", "u1", "丙丙镇"};
    Result result = make_result({1, 2});
    check_names(result, profile);
    ASSERT_EQ(codes(result), (std::vector<std::string>{"BL-4201"}));
    EXPECT_EQ(result.findings[0].key, "丙丙镇");
}

TEST(SortFindings, OrdersByCodeKeyAndPlace) {
    Result result;
    const auto add = [&](const char* code, const char* key, std::optional<double> lon) {
        Finding finding;
        finding.code = code;
        finding.key = key;
        finding.lon = lon;
        result.findings.push_back(finding);
    };
    add("BL-2", "a", 1);
    add("BL-1", "b", 2);
    add("BL-1", "b", 1);
    add("BL-1", "a", 9);
    sort_findings(result);
    EXPECT_EQ(codes(result), (std::vector<std::string>{"BL-1", "BL-1", "BL-1", "BL-2"}));
    EXPECT_EQ(result.findings[0].key, "a");
    EXPECT_EQ(result.findings[1].lon, 1);
}

}  // namespace
}  // namespace bareland::rank
