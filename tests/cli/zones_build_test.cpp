// bareland zones build, run as users run it.
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "tests/cli/command.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::test {
namespace {

// Four roads that overshoot a block of about 850 m by 1100 m, and the wells of a source.
const char* const roads = R"({"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"id": "1", "name": "京榆旧线"}, "geometry": {"type": "LineString", "coordinates": [[116.69, 39.95], [116.72, 39.95]]}},
{"type": "Feature", "properties": {"id": "2", "name": "陈列馆路"}, "geometry": {"type": "LineString", "coordinates": [[116.71, 39.96], [116.71, 39.93]]}},
{"type": "Feature", "properties": {"id": "3", "name": "潞苑五街"}, "geometry": {"type": "LineString", "coordinates": [[116.72, 39.94], [116.69, 39.94]]}},
{"type": "Feature", "properties": {"id": "4", "name": "潞苑西路"}, "geometry": {"type": "LineString", "coordinates": [[116.70, 39.93], [116.70, 39.96]]}}
]})";
const char* const wells =
    "编号,名称,水源地,类型,半径,经度,纬度\nw1,水源1#,甲,urban,100,116.705,39.945\nw2,水源2#,甲,urban,100,116."
    "7055,39.945\n";
const char* const recipe = R"(
[[zone]]
id = "strict-a"
name = "严控区（北片）"
kind = "strict"
valid_from = 2024-01-01
loop = ["京榆旧线", "陈列馆路", "潞苑五街", "潞苑西路"]
both_sides_m = 20
[[zone]]
id = "water"
name = "一级保护区"
kind = "water_primary"
stated_area_m2 = 50000
disc = ["水源1#—水源2#"]
)";

class ZonesBuild : public ::testing::Test {
  protected:
    void SetUp() override {
        dir_.write("roads.geojson", roads);
        dir_.write("wells.csv", wells);
        dir_.write("r.toml", recipe);
    }
    Ran build(const Words& more = {}) {
        const Words words{"zones",          "build",   "r.toml",    "--roads",
                          "roads.geojson",  "--wells", "wells.csv", "--out",
                          "out/zones.gpkg", "--lang",  "en"};
        return run_bareland(words + more, dir_.path());
    }
    std::string bytes(const std::string& name) const {
        std::ifstream file(dir_.file(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    TempDir dir_;
};

TEST_F(ZonesBuild, WritesZonesReportAndWhatWasFound) {
    const Ran outcome = build();
    ASSERT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_NE(outcome.out.find("strict-a 严控区（北片） (strict, 2024-01-01/..)"), std::string::npos)
        << outcome.out;
    EXPECT_NE(outcome.out.find("1. 京榆旧线 854."), std::string::npos) << outcome.out;
    EXPECT_NE(outcome.out.find("2 discs: 62,831.85 m2 separately"), std::string::npos) << outcome.out;
    const auto report = nlohmann::json::parse(bytes("out/zones_report.json"));
    EXPECT_EQ(report["schema"], "bareland/zones-build/1");
    ASSERT_EQ(report["zones"].size(), 2U);
    EXPECT_EQ(report["zones"][0]["piece"]["steps"][1]["line"], "陈列馆路");
    EXPECT_EQ(report["zones"][1]["discs"]["discs"], 2);
    EXPECT_EQ(report["inputs"].size(), 3U);
    EXPECT_TRUE(std::filesystem::exists(dir_.file("out/zones_found.gpkg")));
    GDALAllRegister();
    const std::unique_ptr<GDALDataset> file(
        GDALDataset::Open(dir_.file("out/zones.gpkg").c_str(), GDAL_OF_VECTOR));
    ASSERT_TRUE(file);
    EXPECT_EQ(file->GetLayerByName("zones")->GetFeatureCount(), 2);
    EXPECT_EQ(file->GetLayerByName("zone_links")->GetFeatureCount(), 4);
    EXPECT_EQ(file->GetLayerByName("zone_discs")->GetFeatureCount(), 2);
}

TEST_F(ZonesBuild, ARecipeThatDoesNotWorkOutLeavesTheOldZonesAndALayer) {
    ASSERT_EQ(build().status, 0);
    const std::string before = bytes("out/zones.gpkg");
    std::filesystem::remove(dir_.file("out/zones_found.gpkg"));
    std::string wrong = recipe;
    wrong.replace(wrong.find("陈列馆路"), std::string("陈列馆路").size(), "陈列馆南路");
    dir_.write("r.toml", wrong);
    const Ran outcome = build();
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(outcome.err,
              "bareland: BL-3621: r.toml, zone \"strict-a\", loop: no line is called \"陈列馆南路\" in the "
              "road layers. "
              "Similar names: \"陈列馆路\" (0.00 m from 京榆旧线). Names must be exactly the same; where two "
              "names are one "
              "road, say so in [synonyms] of the recipe\n");
    EXPECT_EQ(bytes("out/zones.gpkg"), before);
    EXPECT_TRUE(std::filesystem::exists(dir_.file("out/zones_found.gpkg")));
}

TEST_F(ZonesBuild, AnUnknownKeyIsToldWithTheClosest) {
    dir_.write("r.toml", "[[zone]]\nid = \"a\"\nname = \"A\"\nkind = \"strict\"\nlopp = [\"甲\", \"乙\"]\n");
    const Ran outcome = build();
    EXPECT_EQ(outcome.status, 3);
    EXPECT_EQ(outcome.err,
              "bareland: BL-3602: r.toml, line 5: unknown key \"lopp\" in [[zone]] #1; the closest known key "
              "is \"loop\"\n");
    dir_.write("r.toml",
               "[[zone]]\nid = \"a\"\nname = \"A\"\nkind = \"strict\"\nloop = [\"甲\", \"乙\"]\ngap = 3\n");
    EXPECT_NE(build().err.find("unknown key \"gap\""), std::string::npos);
}

TEST_F(ZonesBuild, OptionsThatGoTogether) {
    const Ran outcome = build({"--units-crs", "EPSG:4326"});
    EXPECT_EQ(outcome.status, 2);
    EXPECT_EQ(outcome.err, "bareland: BL-2000: --units-crs goes with --units only\n");
    EXPECT_EQ(run_bareland({"zones"}, dir_.path()).status, 2);
}

}  // namespace
}  // namespace bareland::test
