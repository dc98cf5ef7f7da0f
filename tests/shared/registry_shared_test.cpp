// Imports of the real data.
#include <gtest/gtest.h>

#include <algorithm>

#include "geo/crs.hpp"
#include "geo/overlay.hpp"
#include "layers/registry_files.hpp"
#include "tests/shared/ground_truth.hpp"

namespace bareland {
namespace {

RegistrySource source(const std::string& file) {
    RegistrySource s;
    s.source = VectorSource::parse(testing::shared_data() + "/" + file);
    return s;
}

double area(const MultiPolygon& shape) {
    return ground_area(shape, Transform(Crs::cgcs2000(), Crs::cgcs2000()));
}

// The reservoir of the published zones is a broken multipolygon of 26 wrongly closed pieces of shoreline: a
// repair would move 8 % of it, so the file is refused, naming the feature.
TEST(SharedRegistry, BrokenReservoirIsRefused) {
    REQUIRE_SHARED_DATA();
    try {
        read_zones(source("beijing/zones_as_published_wgs84.geojson"));
        FAIL() << "it was taken";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3425") << error.text().en;
        EXPECT_NE(error.text().en.find("feature 0"), std::string::npos) << error.text().en;
        EXPECT_NE(error.text().en.find("(8.02 %), more than 1 %, so it is refused"), std::string::npos)
            << error.text().en;
    }
}

TEST(SharedRegistry, RepairedZones) {
    REQUIRE_SHARED_DATA();
    const auto layer = read_zones(source("beijing/zones_repaired_wgs84.geojson"));
    EXPECT_EQ(layer.records.size(), 8U);
    for (const ZoneRecord& zone : layer.records) {
        EXPECT_FALSE(overlay::make_valid(zone.shape).changed()) << zone.id;
        EXPECT_GT(area(zone.shape), 1e4) << zone.id;
    }
}

// The same borders twice: as published in GCJ-02, inverted here, and in WGS 84 by the data's own maker.
TEST(SharedRegistry, DistrictsInGcj02) {
    REQUIRE_SHARED_DATA();
    RegistrySource shifted = source("beijing/districts_gcj02.geojson");
    shifted.crs = "gcj02";
    const auto ours = read_units(shifted);
    const auto theirs = read_units(source("beijing/districts.geojson"));
    ASSERT_EQ(ours.records.size(), 16U);
    ASSERT_EQ(theirs.records.size(), 16U);
    EXPECT_EQ(ours.extra_uncertainty_m, 10);
    for (std::size_t i = 0; i < 16; ++i) {
        EXPECT_EQ(ours.records[i].id, theirs.records[i].id);
        const double mean = area(theirs.records[i].shape);
        EXPECT_NEAR(area(ours.records[i].shape) / mean, 1, 1e-4) << ours.records[i].name;
    }
}

TEST(SharedRegistry, RoadsOfCentralBeijing) {
    REQUIRE_SHARED_DATA();
    const auto layer = read_roads(source("beijing-core/roads.gpkg"));
    // 43350 links are in the file, as its README says, and 789 of them have no length (by OGR's SQLite
    // dialect: select count(*) from roads where st_length(geom) = 0).
    EXPECT_EQ(layer.records.size(), 43350U - 789U);
    const auto oneways = std::count_if(layer.records.begin(), layer.records.end(),
                                       [](const RoadRecord& road) { return road.oneway == Oneway::forward; });
    EXPECT_GT(oneways, 1000);
}

TEST(SharedRegistry, UnitsWithoutEpsgCode) {
    REQUIRE_SHARED_DATA();
    const auto layer = read_units(source("beijing-core/units.gpkg"));
    EXPECT_EQ(layer.records.size(), 111U);
    EXPECT_EQ(layer.extra_uncertainty_m, 200);  // Krasovsky 1940 and no shift known
    for (const UnitRecord& unit : layer.records) {
        EXPECT_FALSE(overlay::make_valid(unit.shape).changed()) << unit.id;
        EXPECT_NEAR(unit.shape.at(0).outer.at(0).x, 116.4, 0.3);
        EXPECT_NEAR(unit.shape.at(0).outer.at(0).y, 39.9, 0.3);
    }
}

TEST(SharedRegistry, Townships) {
    REQUIRE_SHARED_DATA();
    RegistrySource s = source("tongzhou/townships_synthetic.geojson");
    const auto layer = read_units(s);
    EXPECT_EQ(layer.records.size(), 15U);
    EXPECT_EQ(layer.records[0].id, layer.records[0].name);
}

}  // namespace
}  // namespace bareland
