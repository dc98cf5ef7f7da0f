#include "layers/workspace.hpp"

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <memory>
#include <set>

#include "geo/messages_workspace.hpp"
#include "layers/gdal_errors.hpp"
#include "layers/sha256.hpp"
#include "tests/layers/workspace_samples.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using test::between;
using test::from;
using test::TempDir;
using Access = Workspace::Access;

class WorkspaceTest : public ::testing::Test {
  protected:
    WorkspaceTest() { Workspace::create(path, ""); }

    Workspace writing() const { return Workspace::open(path, Access::write); }
    Workspace reading() const { return Workspace::open(path, Access::read); }
    std::set<std::string> files() const {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(dir.path()))
            names.insert(entry.path().filename().string());
        return names;
    }

    TempDir dir;
    std::string path = dir.file("通州.sqlite");
};

TEST_F(WorkspaceTest, IsOneFileBeforeAndAfterUse) {
    const std::set<std::string> one{"通州.sqlite"};
    EXPECT_EQ(files(), one);
    writing().put_zones(std::vector{test::full_zone()}, test::input("zones"));
    EXPECT_EQ(files(), one);
    const std::string before = sha256_of_file(path);
    EXPECT_EQ(reading().zones({}).size(), 1U);
    EXPECT_EQ(files(), one);
    EXPECT_EQ(sha256_of_file(path), before) << "reading changed the file";
}

TEST_F(WorkspaceTest, GivesBackEqualRecords) {
    const std::vector units{test::unit("110112001", "中仓街道", from(2020), test::with_hole()),
                            test::unit("110112002", "新华街道")};
    const std::vector zones{test::full_zone(), test::zone("严控-A", from(2024))};
    const std::vector wells{test::well("1"), test::well("10#", between(2020, 2023))};
    const std::vector sites{test::site_place("a"), test::site_area("b")};
    const std::vector roads{test::road("1"), test::road("2", Oneway::forward), test::road("3", Oneway::no),
                            test::truck_road("4"), test::truck_road("5", TruckAccess::destination)};
    TurnBanRecord plain;
    plain.id = "b";
    plain.from = "2";
    plain.to = "1";
    plain.via_node = -1'234'567'890'123;
    const std::vector bans{test::turn_ban("a"), plain};
    {
        Workspace workspace = writing();
        workspace.put_units(units, test::input("units"));
        workspace.put_zones(zones, test::input("zones"));
        workspace.put_wells(wells, test::input("wells"));
        workspace.put_sites(sites, test::input("sites"));
        workspace.put_roads(roads, bans, {}, test::input("roads"));
        EXPECT_EQ(workspace.zones({}), zones) << "by the one who wrote them";
    }
    const Workspace workspace = reading();
    EXPECT_EQ(workspace.units({}), units);
    EXPECT_EQ(workspace.zones({}), zones);
    EXPECT_EQ(workspace.wells({}), wells);
    EXPECT_EQ(workspace.sites(), sites);
    EXPECT_EQ(workspace.roads(), roads);
    EXPECT_EQ(workspace.turn_bans(), bans);
}

TEST_F(WorkspaceTest, ShowsTheVersionOfADay) {
    writing().put_zones(std::vector{test::zone("A", between(2020, 2023)), test::zone("A", from(2024), 116.7),
                                    test::zone("B", {})},
                        test::input("zones"));
    const Workspace workspace = reading();
    const auto on = [&](Date day) {
        std::vector<std::string> out;
        for (const ZoneRecord& zone : workspace.zones(day))
            out.push_back(zone.id + " " + zone.validity.text());
        return out;
    };
    using Texts = std::vector<std::string>;
    EXPECT_EQ(on({2019, 12, 31}), (Texts{"B ../.."}));
    EXPECT_EQ(on({2020, 1, 1}), (Texts{"A 2020-01-01/2023-12-31", "B ../.."}));
    EXPECT_EQ(on({2023, 12, 31}), (Texts{"A 2020-01-01/2023-12-31", "B ../.."}));
    EXPECT_EQ(on({2024, 1, 1}), (Texts{"A 2024-01-01/..", "B ../.."}));
    EXPECT_EQ(workspace.zones({}).size(), 3U);
}

TEST_F(WorkspaceTest, ALaterVersionEndsTheOneBefore) {
    Workspace workspace = writing();
    workspace.put_zones(std::vector{test::zone("A", from(2020))}, test::input("zones", "2020.gpkg"));
    const PutReport report = workspace.put_zones(std::vector{test::zone("A", from(2024), 116.7)},
                                                 test::input("zones", "2024.gpkg"));
    EXPECT_EQ(report.change.added, 1);
    EXPECT_EQ(report.change.replaced, 0);
    EXPECT_EQ(report.change.ended, 1);
    EXPECT_EQ(report.change.unchanged, 0);
    const auto zones = workspace.zones({});
    ASSERT_EQ(zones.size(), 2U);
    EXPECT_EQ(zones[0].validity, between(2020, 2023));
    EXPECT_EQ(zones[1].validity, from(2024));

    const auto names = [&](Date first, Date last) {
        std::vector<std::string> out;
        for (const InputRecord& one : workspace.inputs_of("zones", {first, last}))
            out.push_back(one.name);
        return out;
    };
    using Texts = std::vector<std::string>;
    EXPECT_EQ(names({2023, 12, 1}, {2023, 12, 31}), Texts{"2020.gpkg"});
    EXPECT_EQ(names({2024, 1, 1}, {2024, 1, 31}), Texts{"2024.gpkg"});
    EXPECT_EQ(names({2023, 12, 31}, {2024, 1, 1}), (Texts{"2020.gpkg", "2024.gpkg"}));
}

TEST_F(WorkspaceTest, TheSameImportTwiceAddsToTheHistoryOnly) {
    const std::vector zones{test::full_zone(), test::zone("严控-A", from(2024))};
    Workspace workspace = writing();
    workspace.put_zones(zones, test::input("zones"));
    const auto before = workspace.zones({});
    const PutReport report = workspace.put_zones(zones, test::input("zones"));
    EXPECT_EQ(report.change.unchanged, 2);
    EXPECT_EQ(report.change.added + report.change.replaced + report.change.ended, 0);
    EXPECT_EQ(workspace.zones({}), before);
    EXPECT_EQ(workspace.inputs().size(), 2U);
    EXPECT_EQ(workspace.changes().size(), 2U);
}

TEST_F(WorkspaceTest, SitesAndRoadsOfOneIdAreReplaced) {
    Workspace workspace = writing();
    workspace.put_sites(std::vector{test::site_place("a"), test::site_place("b")}, test::input("sites"));
    // A place becomes an area: another table.
    const PutReport report = workspace.put_sites(std::vector{test::site_area("a")}, test::input("sites"));
    EXPECT_EQ(report.change.replaced, 1);
    EXPECT_EQ(workspace.sites(), (std::vector{test::site_area("a"), test::site_place("b")}));
    workspace.put_roads(std::vector{test::road("1")}, {}, {}, test::input("roads"));
    workspace.put_roads(std::vector{test::road("1", Oneway::no), test::road("2")}, {}, {},
                        test::input("roads"));
    EXPECT_EQ(workspace.roads(), (std::vector{test::road("1", Oneway::no), test::road("2")}));
}

TEST_F(WorkspaceTest, KeepsTheHistory) {
    Workspace workspace = writing();
    workspace.put_wells(std::vector{test::well("1")}, test::input("wells", "井.csv"));
    InputRecord built = test::input("zones", "配方.toml");
    built.imported_at.clear();
    workspace.put_zones(std::vector{test::zone("A", {})}, built, "build");
    const auto changes = workspace.changes();
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].at, "2024-05-01T08:00:00Z");
    EXPECT_EQ(changes[0].action, "import");
    EXPECT_EQ(changes[0].role, "wells");
    EXPECT_EQ(changes[0].detail, "井.csv");
    EXPECT_EQ(changes[0].added, 1);
    EXPECT_EQ(changes[1].action, "build");
    EXPECT_GT(changes[1].at, "2026-01-01T00:00:00Z") << "the time of day is filled in";
    const auto inputs = workspace.inputs();
    ASSERT_EQ(inputs.size(), 2U);
    EXPECT_EQ(inputs[0].sha256, std::string(64, 'a'));
    EXPECT_EQ(inputs[0].crs, "EPSG:4549");
    EXPECT_EQ(inputs[0].text, "区规自分局 2024");
}

TEST_F(WorkspaceTest, KeepsMonths) {
    Workspace workspace = writing();
    EXPECT_EQ(workspace.ranking(Month(2024, 4)), std::nullopt);
    workspace.put_ranking(Month(2024, 5), "{\"月\": 5}");
    workspace.put_ranking(Month(2024, 4), "{}");
    const std::string large(3'000'000, 'x');
    workspace.put_ranking(Month(2024, 5), large);
    EXPECT_EQ(workspace.ranking(Month(2024, 5)), large);
    EXPECT_EQ(workspace.ranking(Month(2024, 4)), "{}");
    EXPECT_EQ(workspace.months(), (std::vector{Month(2024, 4), Month(2024, 5)}));
    const auto changes = workspace.changes();
    ASSERT_EQ(changes.size(), 3U);
    EXPECT_EQ(changes[2].replaced, 1);

    struct Stop {};
    EXPECT_THROW(workspace.put_ranking(Month(2024, 6), "{}", [] { throw Stop(); }), Stop);
    EXPECT_EQ(workspace.months().size(), 2U);
    EXPECT_EQ(workspace.changes().size(), 3U);
}

TEST_F(WorkspaceTest, KeepsTheProfile) {
    EXPECT_EQ(reading().profile_input().name, "");
    EXPECT_EQ(reading().profile().name, default_profile().name);
    const std::string shipped = BARELAND_SOURCE_DIR "/data/profiles/tongzhou.toml";
    Workspace::create(dir.file("p.sqlite"), shipped);
    const Workspace workspace = Workspace::open(dir.file("p.sqlite"), Access::read);
    EXPECT_EQ(profile_json(workspace.profile()), profile_json(load_profile(shipped)));
    EXPECT_EQ(workspace.profile_input().name, "tongzhou.toml");
    EXPECT_EQ(workspace.profile_input().sha256, sha256_of_file(shipped));
}

TEST_F(WorkspaceTest, AReaderSeesOneStateWhileAnotherWrites) {
    writing().put_wells(std::vector{test::well("1")}, test::input("wells"));
    const Workspace reader = reading();
    Workspace writer = writing();
    writer.put_wells(std::vector{test::well("2")}, test::input("wells"));
    EXPECT_EQ(reader.wells({}).size(), 1U);
    EXPECT_EQ(writer.wells({}).size(), 2U);
    EXPECT_EQ(reading().wells({}).size(), 2U);
    EXPECT_EQ(reader.inputs().size(), 1U);
}

// ---- what GIS programs see ----------------------------------------------------------------------------

struct CloseDataset {
    void operator()(void* dataset) const { GDALClose(dataset); }
};

TEST_F(WorkspaceTest, OpensAsLayersWithCrsAndChineseText) {
    {
        Workspace workspace = writing();
        workspace.put_units(std::vector{test::unit("1", "潞城镇")}, test::input("units"));
        workspace.put_zones(std::vector{test::full_zone()}, test::input("zones"));
        workspace.put_wells(std::vector{test::well("1")}, test::input("wells"));
        workspace.put_sites(std::vector{test::site_place("a"), test::site_area("b")}, test::input("sites"));
        workspace.put_roads(std::vector{test::road("1")}, {}, {}, test::input("roads"));
    }
    use_gdal();
    const std::unique_ptr<void, CloseDataset> dataset(
        GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
    ASSERT_NE(dataset, nullptr);
    struct Expected {
        const char* layer;
        OGRwkbGeometryType type;
        std::int64_t features;
    };
    for (const auto& [name, type, features] : std::vector<Expected>{{"units", wkbMultiPolygon, 1},
                                                                    {"zones", wkbMultiPolygon, 1},
                                                                    {"zone_links", wkbLineString, 2},
                                                                    {"zone_discs", wkbPoint, 2},
                                                                    {"wells", wkbPoint, 1},
                                                                    {"sites", wkbPoint, 1},
                                                                    {"site_areas", wkbMultiPolygon, 1},
                                                                    {"roads", wkbLineString, 1}}) {
        OGRLayerH layer = GDALDatasetGetLayerByName(dataset.get(), name);
        ASSERT_NE(layer, nullptr) << name;
        EXPECT_EQ(OGR_L_GetGeomType(layer), type) << name;
        EXPECT_EQ(OGR_L_GetFeatureCount(layer, TRUE), features) << name;
        OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer);
        ASSERT_NE(srs, nullptr) << name;
        EXPECT_STREQ(OSRGetAuthorityName(srs, nullptr), "EPSG") << name;
        EXPECT_STREQ(OSRGetAuthorityCode(srs, nullptr), "4490") << name;
        EXPECT_EQ(OGR_L_TestCapability(layer, OLCFastSpatialFilter), 1) << name << " has no spatial index";
    }
    OGRLayerH units = GDALDatasetGetLayerByName(dataset.get(), "units");
    OGRFeatureH unit = OGR_L_GetNextFeature(units);
    ASSERT_NE(unit, nullptr);
    EXPECT_STREQ(OGR_F_GetFieldAsString(unit, OGR_F_GetFieldIndex(unit, "name")), "潞城镇");
    OGR_F_Destroy(unit);
    // The index finds what is there and leaves out what is not.
    OGR_L_SetSpatialFilterRect(units, 116.605, 39.805, 116.606, 39.806);
    EXPECT_EQ(OGR_L_GetFeatureCount(units, TRUE), 1);
    OGR_L_SetSpatialFilterRect(units, 116.7, 39.9, 116.8, 39.95);
    EXPECT_EQ(OGR_L_GetFeatureCount(units, TRUE), 0);
}

}  // namespace
}  // namespace bareland
