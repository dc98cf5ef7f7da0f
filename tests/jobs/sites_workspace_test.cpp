// The project check against a workspace: versions, inputs and profile come from it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "layers/workspace.hpp"
#include "tests/jobs/sites_cases.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::sites {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

class SitesWorkspace : public ::testing::Test {
  protected:
    SitesWorkspace() {
        Workspace::create(path_, std::string(BARELAND_SOURCE_DIR) + "/data/profiles/tongzhou.toml");
        Workspace workspace = Workspace::open(path_, Workspace::Access::write);
        std::vector<ZoneRecord> zones{zone("k", "key", box(-100, -100, 100, 100)),
                                      zone("k", "key", box(-900, -900, 900, 900))};
        zones[0].validity = {Date{2020, 1, 1}, Date{2023, 12, 31}};
        zones[1].validity = {Date{2024, 1, 1}, {}};
        workspace.put_zones(std::span(zones).first(1), input("zones", "old.gpkg", 'a'));
        workspace.put_zones(std::span(zones).last(1), input("zones", "new.gpkg", 'b'));
        std::vector<WellRecord> wells{well("w", "urban", 50, offset(3000, 0))};
        wells[0].extra_uncertainty_m = 2;  // it was imported from GCJ-02
        workspace.put_wells(wells, input("wells", "wells.csv", 'c'));
        const std::vector<UnitRecord> units{{"110112001", "甲镇", {}, box(-5000, -5000, 5000, 5000)}};
        workspace.put_units(units, input("units", "units.gpkg", 'd'));
        const Point a = offset(500, 0), b = offset(3053, 0);
        folder_.write("projects.csv", fmt::format("编号,经度,纬度\na,{},{}\nb,{},{}\n", a.x, a.y, b.x, b.y));
    }

    static InputRecord input(const char* role, const char* name, char digit) {
        return {role, name, std::string(64, digit), "EPSG:4490", "", ""};
    }
    Options options(const Date& on) const {
        Options out;
        out.projects.source.file = folder_.file("projects.csv");
        out.workspace = path_;
        out.as_of = on;
        return out;
    }

    TempDir folder_;
    std::string path_ = folder_.file("bareland.sqlite");
};

std::vector<std::string> names(const Result& result) {
    std::vector<std::string> out;
    for (const report::Input& one : result.inputs)
        out.push_back(one.role + " " + one.name);
    return out;
}

TEST_F(SitesWorkspace, TheVersionsOfTheDay) {
    const Result now = run(options({2024, 6, 1}));
    ASSERT_EQ(now.zones.size(), 2U);
    EXPECT_EQ(now.zones[0].validity.text(), "2024-01-01/..");
    EXPECT_EQ(now.projects.at(0).verdict, Verdict::inside);
    EXPECT_EQ(now.projects[0].units.size(), 1U);
    const Result then = run(options({2023, 6, 1}));
    EXPECT_EQ(then.projects.at(0).verdict, Verdict::outside);
    EXPECT_EQ(names(now), (std::vector<std::string>{"workspace bareland.sqlite", "projects projects.csv",
                                                    "zones new.gpkg", "wells wells.csv", "units units.gpkg",
                                                    "profile tongzhou.toml"}));
    EXPECT_EQ(names(then).at(2), "zones old.gpkg");
}

TEST_F(SitesWorkspace, ProfileAndUncertaintiesComeWithIt) {
    const Result result = run(options({2024, 6, 1}));
    // The duties of Tongzhou's key zone.
    EXPECT_EQ(result.projects.at(0).hits.at(0).duties.size(), 4U);
    // 3 m from the disc: project 5 + well 1 + what GCJ-02 adds.
    ASSERT_EQ(result.projects.at(1).hits.size(), 1U);
    EXPECT_EQ(result.projects[1].verdict, Verdict::needs_survey);
    EXPECT_NEAR(result.projects[1].hits[0].distance_m, 3, 0.02);
    EXPECT_EQ(result.projects[1].hits[0].uncertainty_m, 8);
}

}  // namespace
}  // namespace bareland::sites
