// Which versions of zones, wells and units take part, and that nothing depends on order or threads.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "jobs/sites/outputs.hpp"
#include "tests/jobs/sites_cases.hpp"

namespace bareland::sites {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

std::string error_of(const Inputs& inputs, const Date& on = day) {
    try {
        checked(inputs, on);
    } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::input);
        return error.code() + " " + error.text().en;
    }
    return "no error";
}

std::vector<std::string> codes(const Result& result) {
    std::vector<std::string> out;
    for (const Finding& finding : result.findings)
        out.push_back(finding.code);
    return out;
}

bool has(const Result& result, const std::string& code) {
    const auto all = codes(result);
    return std::find(all.begin(), all.end(), code) != all.end();
}

// The same zone small until 2023 and large from 2024.
Inputs two_versions() {
    Inputs inputs;
    inputs.zones.records = {zone("k", "key", box(-100, -100, 100, 100)),
                            zone("k", "key", box(-900, -900, 900, 900))};
    inputs.zones.records[0].validity = {Date{2020, 1, 1}, Date{2023, 12, 31}};
    inputs.zones.records[1].validity = {Date{2024, 1, 1}, {}};
    inputs.projects.records = {place("p", offset(500, 0))};
    return inputs;
}

TEST(SitesZones, TheVersionOfTheDayCounts) {
    const Inputs inputs = two_versions();
    const Result before = checked(inputs, {2023, 12, 31});
    EXPECT_EQ(before.projects[0].verdict, Verdict::outside);
    ASSERT_EQ(before.zones.size(), 1U);
    EXPECT_EQ(before.zones[0].validity.text(), "2020-01-01/2023-12-31");
    EXPECT_TRUE(has(before, "BL-4700"));
    const Result after = checked(inputs, {2024, 1, 1});
    EXPECT_EQ(after.projects[0].verdict, Verdict::inside);
    EXPECT_EQ(after.zones[0].validity.text(), "2024-01-01/..");
    EXPECT_EQ(
        error_of(inputs, {2019, 6, 1}),
        "BL-3700 no zone or well is in force on 2019-06-01, so there is nothing to check against; there "
        "are: k (2020-01-01/2023-12-31), k (2024-01-01/..); give another day with --as-of, or supply "
        "the data");
}

TEST(SitesZones, TwoVersionsOfOneDayAreRefused) {
    Inputs inputs = two_versions();
    inputs.zones.records[0].validity.to.reset();
    EXPECT_EQ(error_of(inputs).substr(0, 60), "BL-3701 two versions of the zone k are in force on 2024-06-0");
    EXPECT_EQ(error_of(inputs, {2023, 1, 1}), "no error");
    inputs = {};
    inputs.wells.records = {well("w", "urban", 50, base), well("w", "urban", 60, base)};
    EXPECT_EQ(error_of(inputs).substr(0, 34), "BL-3701 two versions of the well w");
    inputs.wells.records.pop_back();
    inputs.units.records = {{"u", "甲", {}, box(0, 0, 9, 9)}, {"u", "乙", {}, box(0, 0, 9, 9)}};
    EXPECT_EQ(error_of(inputs).substr(0, 34), "BL-3701 two versions of the unit u");
}

TEST(SitesZones, WellsOfNoOrAStrangeKind) {
    Inputs inputs;
    inputs.wells.records = {well("w", "", 50, base)};
    inputs.projects.records = {place("p", base)};
    const Result result = checked(inputs);
    EXPECT_EQ(result.zones[0].kind, "water_source");
    EXPECT_TRUE(has(result, "BL-4706"));
    inputs.wells.records[0].kind = "private";
    EXPECT_EQ(error_of(inputs).substr(0, 40), "BL-3703 well w is of kind \"private\", exp");
    inputs.wells.records[0].kind = "village";
    inputs.wells.records[0].radius_m = 0;
    EXPECT_EQ(error_of(inputs).substr(0, 40), "BL-3704 well w (village) has no radius; ");
}

TEST(SitesZones, AZoneAndAWellOfOneId) {
    Inputs inputs = two_versions();
    inputs.wells.records = {well("k", "urban", 50, base)};
    const Result result = checked(inputs);
    EXPECT_TRUE(has(result, "BL-4705"));
    EXPECT_EQ(result.zones.size(), 2U);
}

TEST(SitesZones, AProjectWithoutAPlaceIsRefused) {
    Inputs inputs = two_versions();
    inputs.projects.records = {SiteRecord{}};
    inputs.projects.records[0].id = "空";
    EXPECT_EQ(error_of(inputs),
              "BL-3702 project 空 () has no place; supply its coordinates or its border, or remove it");
}

TEST(SitesUnits, ThoseAProjectLiesIn) {
    Inputs inputs = two_versions();
    EXPECT_TRUE(has(checked(inputs), "BL-4710"));
    inputs.has_units = true;
    inputs.units.records = {{"2", "东镇", {}, box(0, -900, 900, 900)},
                            {"1", "西镇", {}, box(-900, -900, 0, 900)}};
    const double middle = inputs.units.records[0].shape[0].outer[0].x;
    inputs.projects.records = {place("e", offset(5, 0)), place("border", {middle, base.y}),
                               area("both", box(-10, -10, 10, 10)), area("touches", box(0, -10, 10, 10)),
                               place("away", offset(5000, 0))};
    const Result result = checked(inputs);
    const auto units = [&](std::size_t i) {
        std::string out;
        for (const std::size_t unit : result.projects.at(i).units)
            out += result.units.at(unit).id;
        return out;
    };
    EXPECT_EQ(units(0), "2");
    EXPECT_EQ(units(1), "12");
    EXPECT_EQ(units(2), "12");
    EXPECT_EQ(units(3), "2");
    EXPECT_EQ(units(4), "");
    EXPECT_TRUE(has(result, "BL-4711"));
}

TEST(SitesRun, NeitherOrderNorThreadsMatter) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> metres(-3000, 3000);
    std::uniform_real_distribution<double> size(20, 900);
    Inputs inputs;
    inputs.profile = load_profile(std::string(BARELAND_SOURCE_DIR) + "/data/profiles/tongzhou.toml");
    inputs.has_units = true;
    const std::vector<std::string> kinds{"key", "strict", "water_secondary", "school", "livestock_ban"};
    for (int i = 0; i < 30; ++i) {
        const double x = metres(random), y = metres(random);
        inputs.zones.records.push_back(zone(fmt::format("z{}", i), kinds[static_cast<std::size_t>(i) % 5],
                                            box(x, y, x + size(random), y + size(random))));
        inputs.wells.records.push_back(well(fmt::format("w{}", i), i % 2 == 0 ? "urban" : "village", 30 + i,
                                            offset(metres(random), metres(random))));
        inputs.units.records.push_back({fmt::format("u{}", i), "", {}, box(x, y, x + 500, y + 500)});
    }
    for (int i = 0; i < 300; ++i) {
        const double x = metres(random), y = metres(random);
        inputs.projects.records.push_back(
            i % 3 == 0 ? area(fmt::format("p{}", i), box(x, y, x + size(random) / 5, y + size(random) / 5))
                       : place(fmt::format("p{}", i), offset(x, y)));
    }
    const std::string once = sites_json(check_projects(inputs, day, 1), Lang::zh);
    EXPECT_GT(counts_of(check_projects(inputs, day, 1)).needs_survey, 5U);
    EXPECT_EQ(once, sites_json(check_projects(inputs, day, 4), Lang::zh));
    std::shuffle(inputs.zones.records.begin(), inputs.zones.records.end(), random);
    std::shuffle(inputs.wells.records.begin(), inputs.wells.records.end(), random);
    std::shuffle(inputs.units.records.begin(), inputs.units.records.end(), random);
    EXPECT_EQ(once, sites_json(check_projects(inputs, day, 3), Lang::zh));
}

}  // namespace
}  // namespace bareland::sites
