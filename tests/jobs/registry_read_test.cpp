// The registry out of files and out of a workspace.
#include "jobs/zones/registry_read.hpp"

#include <gtest/gtest.h>

#include "layers/workspace.hpp"
#include "tests/jobs/dossier_sample.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::zones {
namespace {

using namespace test;
using bareland::test::TempDir;

RegistrySource source(const std::string& file) {
    RegistrySource out;
    out.source.file = file;
    return out;
}

TEST(RegistryRead, OutOfAWorkspaceWithAllVersions) {
    const TempDir dir;
    const std::string file = dir.file("w.sqlite");
    const Registry made = source_registry();
    Workspace::create(file, "tongzhou");
    {
        Workspace workspace = Workspace::open(file, Workspace::Access::write);
        InputRecord input;
        input.role = "zones";
        input.name = "分区.gpkg";
        input.sha256 = std::string(64, 'b');
        workspace.put_zones(made.zones, input);
        input.role = "wells";
        workspace.put_wells(made.wells, input);
        input.role = "units";
        workspace.put_units(made.units, input);
        input.role = "sites";
        workspace.put_sites(made.sites, input);
    }
    RegistrySources sources;
    sources.workspace = file;
    const Registry read = read_registry(sources, {true, true});
    EXPECT_EQ(read.zones.size(), made.zones.size());
    EXPECT_EQ(read.wells.size(), 4U);
    EXPECT_EQ(read.units.size(), 2U);
    EXPECT_EQ(read.sites.size(), 4U);
    EXPECT_EQ(read.place.zh, "工作区“w.sqlite”");
    EXPECT_EQ(read.events.size(), 4U);
    ASSERT_EQ(read.inputs.size(), 5U) << "four imports and the profile";
    EXPECT_EQ(read.inputs[0].sha256, std::string(64, 'b'));
    EXPECT_FALSE(read.rules.duties.empty()) << "the workspace's profile";

    const Date may = day("2024-05-01");
    const Dossier as_made = dossier_of(made, "东里水源", may, 1000);
    const Dossier as_read = dossier_of(read, "东里水源", may, 1000);
    EXPECT_EQ(as_read.discs->dissolved_m2, as_made.discs->dissolved_m2)
        << "coordinates come back bit for bit";
    EXPECT_EQ(as_read.sites.size(), as_made.sites.size());

    EXPECT_TRUE(read_registry(sources, {}).wells.empty()) << "only what is asked for";
}

TEST(RegistryRead, OutOfFiles) {
    const TempDir dir;
    dir.write("zones.geojson",
              R"({"type":"FeatureCollection","features":[{"type":"Feature",
"properties":{"id":"a","name":"甲区","kind":"strict","valid_from":"2024-01-01"},
"geometry":{"type":"Polygon","coordinates":[[[116.61,39.91],[116.63,39.91],[116.63,39.93],[116.61,39.91]]]}}]})");
    dir.write("wells.csv", "编号,名称,水源地,类型,半径,经度,纬度\n1,一号井,甲水源,urban,200,116.66,39.92\n");
    RegistrySources sources;
    sources.zones = source(dir.file("zones.geojson"));
    sources.wells = source(dir.file("wells.csv"));
    sources.profile = "tongzhou";
    const Registry read = read_registry(sources, {true, false});
    ASSERT_EQ(read.zones.size(), 1U);
    EXPECT_EQ(read.zones[0].validity, valid("2024-01-01"));
    ASSERT_EQ(read.wells.size(), 1U);
    EXPECT_EQ(read.wells[0].radius_m, 200);
    EXPECT_EQ(read.place.en, "the file zones.geojson");
    ASSERT_EQ(read.inputs.size(), 3U);
    EXPECT_EQ(read.inputs[0].role, "profile");
    EXPECT_EQ(read.inputs[1].name, "zones.geojson");
    EXPECT_EQ(read.inputs[1].sha256.size(), 64U);
    EXPECT_FALSE(read.findings.empty()) << "what was recognised is said";
}

}  // namespace
}  // namespace bareland::zones
