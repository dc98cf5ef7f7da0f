#include <gtest/gtest.h>

#include <algorithm>

#include "jobs/rank/ranking.hpp"
#include "results.hpp"

namespace bareland::rank {
namespace {

PreviousUnit then_unit(const std::string& id, const std::string& name, double uncontrolled, int rank) {
    return {id, name, "ranked", 1e6, 1e6, uncontrolled, rank};
}

PreviousMonth april(std::vector<PreviousUnit> units) {
    double sum = 0;
    double area = 0;
    for (const PreviousUnit& unit : units) {
        sum += unit.uncontrolled_area.value_or(0);
        area += unit.unit_area;
    }
    return {"april.json",
            Month(2024, 4),
            std::move(units),
            {"110112", "通州区", "ranked", area, area, sum, {}},
            {}};
}

Result may(const std::vector<double>& uncontrolled) {
    Result result = make_result(uncontrolled);
    rate_and_rank(result, default_profile());
    return result;
}

void compare_previous(Result& result, const PreviousMonth& then, const Profile& profile = default_profile()) {
    compare(result, then, Earlier::previous, profile);
}

TEST(Change, IsNowMinusThenOfTheSameId) {
    Result result = may({30, 20});
    compare_previous(result,
                     april({then_unit("u1", "乙乙街道", 5.5, 1), then_unit("u0", "甲甲街道", 70, 2)}));
    EXPECT_EQ(result.units[0].previous.uncontrolled_change_m2, -40);
    EXPECT_EQ(result.units[0].previous.rank, 2);
    EXPECT_EQ(result.units[1].previous.uncontrolled_change_m2, 14.5);
    EXPECT_FALSE(result.units[0].previous.reason);
    EXPECT_FALSE(result.units[0].previous_year.reason);
    EXPECT_EQ(result.district.previous.uncontrolled_change_m2, -25.5);
    EXPECT_EQ(result.changes_requested, (std::vector<std::string>{"previous"}));
    EXPECT_TRUE(result.findings.empty());
}

TEST(Change, UnitsWithoutTheIdAreFoundByName) {
    Profile profile = default_profile();
    profile.names = UnitNames(std::map<std::string, std::vector<std::string>>{{"乙乙街道", {"老乙"}}});
    Result result = may({30, 20});
    compare_previous(result, april({then_unit("a", "甲甲街道办事处", 10, 1), then_unit("b", "老乙", 15, 2)}),
                     profile);
    EXPECT_EQ(result.units[0].previous.uncontrolled_change_m2, 20);
    EXPECT_EQ(result.units[1].previous.uncontrolled_change_m2, 5);
    EXPECT_TRUE(result.findings.empty());
}

TEST(Change, IdGoesBeforeNameAndAnotherNameIsTold) {
    Result result = may({30, 20});
    compare_previous(result, april({then_unit("u1", "甲甲街道", 1, 1), then_unit("u0", "乙乙街道", 2, 2)}));
    EXPECT_EQ(result.units[0].previous.uncontrolled_change_m2, 28);
    EXPECT_EQ(result.units[1].previous.uncontrolled_change_m2, 19);
    EXPECT_EQ(codes(result), (std::vector<std::string>{"BL-4212", "BL-4212"}));
}

TEST(Change, NullWithAReasonWhereAMonthIsNotRated) {
    Result result = make_result({30, 20, 10});
    result.units[0].areas.observed = 1;
    rate_and_rank(result, default_profile());
    PreviousMonth then = april({then_unit("u0", "甲甲街道", 1, 1), then_unit("u1", "乙乙街道", 2, 2),
                                then_unit("u2", "丙丙街道", 3, 3)});
    then.units[1].status = "not_rated";
    then.units[1].rank.reset();
    then.units[2].uncontrolled_area.reset();
    compare_previous(result, then);
    EXPECT_FALSE(result.units[0].previous.uncontrolled_change_m2);
    EXPECT_EQ(result.units[0].previous.reason->zh, "本月不参评");
    EXPECT_EQ(result.units[0].previous.rank, 1);
    EXPECT_EQ(result.units[1].previous.reason->zh, "2024-04 不参评");
    EXPECT_FALSE(result.units[1].previous.rank);
    EXPECT_TRUE(result.units[2].previous.reason);
    EXPECT_EQ(result.district.previous.reason->en,
              "in 2024-05 some unit was not rated, so the district's sum is not whole");
}

TEST(Change, NullWhereTheUnitIsAnotherPieceOfLand) {
    Result result = may({30, 20, 10, 5});
    PreviousMonth then = april({then_unit("u0", "甲甲街道", 1, 1), then_unit("u1", "乙乙街道", 2, 2),
                                then_unit("u2", "丙丙街道", 3, 3), then_unit("u3", "丁丁街道", 4, 4)});
    then.units[0].unit_area = 1e6 / 1.000999;  // 0.0999 % more now
    then.units[1].unit_area = 1e6 / 1.001001;  // 0.1001 % more now
    then.units[2].unit_area = 1e6 / 0.9985;    // 0.15 % less now
    then.units[3].unit_area = 0;
    compare_previous(result, then);
    EXPECT_EQ(result.units[0].previous.uncontrolled_change_m2, 29);
    EXPECT_FALSE(result.units[1].previous.uncontrolled_change_m2);
    EXPECT_EQ(result.units[2].previous.reason->en,
              "its area differs from 2024-04 by 0.15 % (more than 0.1 %)");
    EXPECT_FALSE(result.units[3].previous.uncontrolled_change_m2);
}

TEST(Change, AbsentUnitsAreToldOnBothSides) {
    Result result = may({30, 20});
    compare_previous(result, april({then_unit("u0", "甲甲街道", 1, 1), then_unit("u9", "癸癸街道", 2, 2)}));
    EXPECT_EQ(result.units[1].previous.reason->zh, "2024-04 的结果中没有该街乡镇");
    sort_findings(result);
    ASSERT_EQ(codes(result), (std::vector<std::string>{"BL-4210", "BL-4211"}));
    EXPECT_EQ(result.findings[0].text.zh, "2024-04 有“癸癸街道”，本月没有：名称或区划可能已调整。");
    EXPECT_EQ(result.findings[1].text.zh, "本月有“乙乙街道”，2024-04 没有，无法计算变化量。");
}

TEST(Change, NameThatCouldBeSeveralIsNotCompared) {
    Result result = may({30});
    result.units[0].name = "永顺";
    compare_previous(result, april({then_unit("a", "永顺镇", 1, 1), then_unit("b", "永顺街道", 2, 2)}));
    EXPECT_FALSE(result.units[0].previous.uncontrolled_change_m2);
    EXPECT_EQ(result.units[0].previous.reason->en, "several units of 2024-04 answer to its name");

    Result split = may({30, 40});  // both would be the one of then
    split.units[0].name = "永顺镇";
    split.units[1].name = "永顺街道";
    compare_previous(split, april({then_unit("a", "永顺", 1, 1)}));
    EXPECT_FALSE(split.units[0].previous.uncontrolled_change_m2);
    EXPECT_FALSE(split.units[1].previous.uncontrolled_change_m2);
}

TEST(Change, OverlayUnitsAreComparedWhenObserved) {
    Result result = make_result({30, 20});
    result.units[1].status = Status::overlay;
    rate_and_rank(result, default_profile());
    PreviousMonth then = april({then_unit("u0", "甲甲街道", 1, 1), then_unit("u1", "乙乙街道", 2, 2)});
    then.units[1].status = "overlay";
    then.units[1].rank.reset();
    compare_previous(result, then);
    EXPECT_EQ(result.units[1].previous.uncontrolled_change_m2, 18);
    then.units[1].observed_area = 0.5e6;
    compare_previous(result, then);
    EXPECT_FALSE(result.units[1].previous.uncontrolled_change_m2);
}

TEST(Change, MonthsAreChecked) {
    const std::vector<PreviousUnit> units{then_unit("u0", "甲甲街道", 1, 1)};
    const auto found = [&](Month month, Earlier which) {
        Result result = may({30});
        PreviousMonth then = april(units);
        then.month = month;
        compare(result, then, which, default_profile());
        return codes(result);
    };
    using Codes = std::vector<std::string>;
    EXPECT_EQ(found(Month(2024, 4), Earlier::previous), Codes{});
    EXPECT_EQ(found(Month(2024, 3), Earlier::previous), Codes{"BL-4214"});
    EXPECT_EQ(found(Month(2023, 5), Earlier::previous_year), Codes{});
    EXPECT_EQ(found(Month(2024, 4), Earlier::previous_year), Codes{"BL-4215"});
    for (const Month month : {Month(2024, 5), Month(2024, 6), Month(2025, 1)}) {
        EXPECT_THROW(found(month, Earlier::previous), Error);
        EXPECT_THROW(found(month, Earlier::previous_year), Error);
    }
    try {
        found(Month(2024, 5), Earlier::previous);
    } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::input);
        EXPECT_EQ(
            error.text().en,
            "april.json is the ranking of 2024-05, not earlier than this one (2024-05): --previous takes the "
            "ranking.json of an earlier month");
    }
}

TEST(Change, FillsTheYearBeforeApart) {
    Result result = may({30});
    PreviousMonth then = april({then_unit("u0", "甲甲街道", 1, 4)});
    then.month = Month(2023, 5);
    compare(result, then, Earlier::previous_year, default_profile());
    EXPECT_EQ(result.units[0].previous_year.uncontrolled_change_m2, 29);
    EXPECT_FALSE(result.units[0].previous.uncontrolled_change_m2);
    EXPECT_EQ(result.changes_requested, (std::vector<std::string>{"previous_year"}));
}

std::string raster(const std::string& crs, const std::string& geotransform) {
    return "{\"crs\":\"" + crs + "\",\"geotransform\":" + geotransform + ",\"size\":[1000,2000]}";
}

std::vector<Finding> grid_findings(const std::string& now, const std::string& then) {
    Result result = may({30});
    if (!now.empty()) result.parameters.push_back({"rasters", now});
    PreviousMonth month = april({then_unit("u0", "甲甲街道", 1, 1)});
    if (!then.empty()) month.parameters["rasters"] = then;
    compare_previous(result, month);
    return result.findings;
}

TEST(Grid, SameLatticeIsNoFinding) {
    const std::string a = raster("EPSG:32650", "[440000,10,0,4430000,0,-10]");
    EXPECT_TRUE(grid_findings("[" + a + "]", "[" + a + "]").empty());
    // Another corner of the same lattice, and another cutting into tiles.
    const std::string b = raster("EPSG:32650", "[445120,10,0,4430010,0,-10]");
    EXPECT_TRUE(grid_findings("[" + b + "]", "[" + a + "]").empty());
    EXPECT_TRUE(grid_findings("[" + a + "," + b + "]", "[" + a + "]").empty());
    EXPECT_TRUE(grid_findings("", "").empty());
}

TEST(Grid, DifferencesAreTold) {
    const std::string then = "[" + raster("EPSG:32650", "[440000,10,0,4430000,0,-10]") + "]";
    const auto only = [&](const std::string& now) {
        const auto findings = grid_findings("[" + now + "]", then);
        return findings.size() == 1 ? findings[0].code + " " + findings[0].text.en : "not one finding";
    };
    EXPECT_EQ(
        only(raster("EPSG:4547", "[440000,10,0,4430000,0,-10]")),
        "BL-4216 the raster's CRS differs from 2024-04: EPSG:4547 now, EPSG:32650 then; changes contain the "
        "difference of the grids");
    EXPECT_EQ(only(raster("EPSG:32650", "[440000,2,0,4430000,0,-2]")),
              "BL-4217 the raster's cells differ from 2024-04: 2 × 2 now, 10 × 10 then; changes contain the "
              "difference of "
              "the grids");
    EXPECT_EQ(only(raster("EPSG:32650", "[440002.5,10,0,4430004,0,-10]")),
              "BL-4218 the raster's grid is shifted against 2024-04 by 0.250 columns and -0.400 rows; "
              "changes contain the "
              "difference of the grids");
    // 10.0001 m: over 2000 cells the lattices drift apart by 0.02 cell.
    EXPECT_EQ(only(raster("EPSG:32650", "[440000,10.0001,0,4430000,0,-10]")).substr(0, 7), "BL-4217");
    const std::string shifted = raster("EPSG:32650", "[440005,10,0,4430000,0,-10]");
    EXPECT_EQ(grid_findings("[" + shifted + "," + shifted + "]", then).size(), 1U);
}

TEST(Grid, RasterAgainstPatchesIsTold) {
    const std::string a = "[" + raster("EPSG:32650", "[440000,10,0,4430000,0,-10]") + "]";
    const auto findings = grid_findings(a, "");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].code, "BL-4219");
    EXPECT_EQ(grid_findings("", a).size(), 1U);
    EXPECT_EQ(grid_findings(a, "null").size(), 1U);
}

TEST(Change, OrderOfUnitsChangesNothing) {
    const PreviousMonth then =
        april({then_unit("u0", "甲甲街道", 1, 1), then_unit("x", "乙乙街道办事处", 2, 2),
               then_unit("y", "永顺", 3, 3), then_unit("z", "癸癸街道", 3, 3)});
    Result a = may({30, 20, 10, 7});
    a.units[2].name = "永顺镇";
    a.units[3].name = "永顺街道";
    Result b = a;
    std::reverse(b.units.begin(), b.units.end());
    compare_previous(a, then);
    compare_previous(b, then);
    std::reverse(b.units.begin(), b.units.end());
    for (std::size_t i = 0; i < a.units.size(); ++i) {
        EXPECT_EQ(a.units[i].previous.uncontrolled_change_m2, b.units[i].previous.uncontrolled_change_m2);
        EXPECT_EQ(a.units[i].previous.reason, b.units[i].previous.reason);
    }
    sort_findings(a);
    sort_findings(b);
    ASSERT_EQ(a.findings.size(), b.findings.size());
    for (std::size_t i = 0; i < a.findings.size(); ++i)
        EXPECT_EQ(a.findings[i].text, b.findings[i].text);
}

}  // namespace
}  // namespace bareland::rank
