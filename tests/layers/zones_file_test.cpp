// The zones file: what is written comes back equal.
#include "layers/zones_file.hpp"

#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <fstream>

#include "geo/geodesic.hpp"
#include "layers/registry_files.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

std::vector<ZoneRecord> sample() {
    ZoneRecord full;
    full.id = "strict-a";
    full.name = "严控区（北片）";
    full.kind = "strict";
    full.level = "区级";
    full.validity = {Date{2024, 1, 1}, Date{2024, 12, 31}};
    full.document = "行动计划";
    full.clause = "蓝天 59";
    full.duties = "常态化开启喷淋";
    full.owners = {"通运街道", "潞邑 \"街道\"，甲;乙"};
    full.stated_area_m2 = 1234567.25;
    full.uncertainty_m = 5;
    full.shape = {{{{116.70, 39.90}, {116.71, 39.90}, {116.71, 39.91}, {116.70, 39.90}}, {}}};
    full.edge = {{{{116.701, 39.901}, {116.709, 39.901}, {116.709, 39.908}, {116.701, 39.901}}, {}}};
    full.links = {{"12", "京榆旧线", 0, {{116.70, 39.90}, {116.71, 39.90}}},
                  {"13", "", 1, {{116.71, 39.90}, {116.705, 39.905}, {116.70, 39.90}}}};
    ZoneRecord bare;
    bare.id = "w";
    bare.name = "水源";
    bare.kind = "water_primary";
    bare.discs = {{"水源1#", {116.75, 39.95}, 200}, {"水源3#", {116.7512345678901, 39.95}, 200}};
    bare.shape = geodesic::disc_polygons(bare.discs);
    return {full, bare};
}

bool same(const MultiPolygon& a, const MultiPolygon& b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](const Polygon& p, const Polygon& q) {
               return p.outer == q.outer && p.holes == q.holes;
           });
}

TEST(ZonesFile, ComesBackEqual) {
    const test::TempDir dir;
    const std::string file = (dir.path() / "zones.gpkg").string();
    const std::vector<ZoneRecord> zones = sample();
    write_zones_file(file, zones);
    ASSERT_TRUE(is_zones_file(file));
    const std::vector<ZoneRecord> back = read_zones_file(file);
    ASSERT_EQ(back.size(), zones.size());
    for (std::size_t i = 0; i < zones.size(); ++i) {
        const ZoneRecord &a = zones[i], &b = back[i];
        EXPECT_EQ(a.id, b.id);
        EXPECT_EQ(a.name, b.name);
        EXPECT_EQ(a.kind, b.kind);
        EXPECT_EQ(a.level, b.level);
        EXPECT_EQ(a.validity, b.validity);
        EXPECT_EQ(a.document, b.document);
        EXPECT_EQ(a.clause, b.clause);
        EXPECT_EQ(a.duties, b.duties);
        EXPECT_EQ(a.owners, b.owners);
        EXPECT_EQ(a.stated_area_m2, b.stated_area_m2);
        EXPECT_EQ(a.uncertainty_m, b.uncertainty_m);
        EXPECT_TRUE(same(a.shape, b.shape));
        EXPECT_TRUE(same(a.edge, b.edge));
        ASSERT_EQ(a.links.size(), b.links.size());
        for (std::size_t k = 0; k < a.links.size(); ++k) {
            EXPECT_EQ(a.links[k].link_id, b.links[k].link_id);
            EXPECT_EQ(a.links[k].road, b.links[k].road);
            EXPECT_EQ(a.links[k].carriageway, b.links[k].carriageway);
            EXPECT_EQ(a.links[k].line, b.links[k].line);
        }
        ASSERT_EQ(a.discs.size(), b.discs.size());
        for (std::size_t k = 0; k < a.discs.size(); ++k) {
            EXPECT_EQ(a.discs[k].well_id, b.discs[k].well_id);
            EXPECT_EQ(a.discs[k].centre, b.discs[k].centre);
            EXPECT_EQ(a.discs[k].radius_m, b.discs[k].radius_m);
        }
    }
}

TEST(ZonesFile, OpensWithItsCrsAndAreas) {
    const test::TempDir dir;
    const std::string file = (dir.path() / "zones.gpkg").string();
    write_zones_file(file, sample());
    GDALAllRegister();
    const std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
    ASSERT_TRUE(dataset);
    ASSERT_EQ(dataset->GetLayerCount(), 4);
    for (OGRLayer* layer : dataset->GetLayers())
        EXPECT_STREQ(layer->GetSpatialRef()->GetAuthorityCode(nullptr), "4490") << layer->GetName();
    OGRLayer* zones = dataset->GetLayerByName("zones");
    zones->SetAttributeFilter("id = 'w'");
    const std::unique_ptr<OGRFeature> feature(zones->GetNextFeature());
    EXPECT_NEAR(feature->GetFieldAsDouble("area_m2"), geodesic::union_area(sample()[1].discs), 1e-6);
}

// As they were written before zones had edges.
TEST(ZonesFile, WithoutTheLayerOfEdges) {
    const test::TempDir dir;
    const std::string file = (dir.path() / "zones.gpkg").string();
    write_zones_file(file, sample());
    GDALAllRegister();
    {
        const std::unique_ptr<GDALDataset> dataset(
            GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        for (int i = 0; i < dataset->GetLayerCount(); ++i) {
            if (std::string(dataset->GetLayer(i)->GetName()) == "zone_edges") dataset->DeleteLayer(i--);
        }
    }
    ASSERT_TRUE(is_zones_file(file));
    const std::vector<ZoneRecord> back = read_zones_file(file);
    ASSERT_EQ(back.size(), 2U);
    EXPECT_TRUE(back[0].edge.empty());
    EXPECT_EQ(back[0].links.size(), 2U);
}

TEST(ZonesFile, TheImporterReadsItWhole) {
    const test::TempDir dir;
    const std::string file = (dir.path() / "zones.gpkg").string();
    write_zones_file(file, sample());
    RegistrySource source;
    source.source.file = file;
    const RegistryLayer<ZoneRecord> layer = read_zones(source);
    ASSERT_EQ(layer.records.size(), 2U);
    EXPECT_EQ(layer.records[1].discs.size(), 2U);
    EXPECT_EQ(layer.records[0].links.size(), 2U);
    EXPECT_EQ(layer.files, std::vector<std::string>{file});
}

TEST(ZonesFile, OthersAreNone) {
    const test::TempDir dir;
    EXPECT_FALSE(is_zones_file((dir.path() / "none.gpkg").string()));
    std::ofstream(dir.path() / "a.gpkg") << "text";
    EXPECT_FALSE(is_zones_file((dir.path() / "a.gpkg").string()));
}

TEST(ZonesFile, NoZones) {
    const test::TempDir dir;
    const std::string file = (dir.path() / "zones.gpkg").string();
    write_zones_file(file, {});
    EXPECT_TRUE(is_zones_file(file));
    EXPECT_TRUE(read_zones_file(file).empty());
}

TEST(ZonesFile, AFolderThatCannotBeWritten) {
    const test::TempDir dir;
    EXPECT_THROW(write_zones_file(dir.path() / "no" / "zones.gpkg", sample()), Error);
}

}  // namespace
}  // namespace bareland
