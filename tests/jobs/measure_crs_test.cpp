// The nine areas of every unit against cell polygons overlaid by GEOS, in every kind of CRS and grid.
#include <gtest/gtest.h>

#include <cmath>

#include "jobs/rank/run.hpp"
#include "tests/support/compare.hpp"
#include "tests/support/earth.hpp"
#include "tests/support/plan.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using namespace testing;  // of this project: the scene and the oracle

const std::string albers =
    "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +x_0=0 +y_0=0 +ellps=krass +units=m";
// An oblique grid's cell vectors: turned by 17 degrees, cells of 10 m x 7 m, sheared a little.
const Affine turned{450000.3, 9.5630475596, -2.0466019, 4419000.7, 2.9237170473, 6.6941333};

struct Place {
    const char* name;
    std::string crs;
    Affine cell_to_crs;
};
std::ostream& operator<<(std::ostream& out, const Place& place) {
    return out << place.name;
}

class Measure : public ::testing::TestWithParam<Place> {};

TEST_P(Measure, AgreesWithCellPolygons) {
    const Scene scene = plan_scene(GetParam().crs, GetParam().cell_to_crs);
    const test::TempDir folder;
    expect_areas(rank::run(write_scene(scene, folder.path().string())), expect(scene));
}

INSTANTIATE_TEST_SUITE_P(
    Everywhere, Measure,
    ::testing::Values(
        Place{"utm", "EPSG:32650", {450000, 10, 0, 4419000, 0, -10}},
        Place{"utm_far_from_the_meridian", "EPSG:32650", {795000.5, 30, 0, 4419000.25, 0, -30}},
        Place{"gauss_krueger_3_degrees", "EPSG:4548", {470123.4, 2, 0, 4400000.1, 0, -2}},
        Place{"gauss_krueger_with_zone_prefix", "EPSG:4527", {39470123.4, 2, 0, 4400000.1, 0, -2}},
        Place{"web_mercator", "EPSG:3857", {12960000, 12.5, 0, 4865000, 0, -12.5}},
        Place{"wgs84_degrees", "EPSG:4326", {116.5, 1e-4, 0, 39.9, 0, -1e-4}},
        Place{"cgcs2000_degrees",
              "EPSG:4490",
              {116.5, 8.333333333333333e-5, 0, 39.9, 0, -8.333333333333333e-5}},
        Place{"degrees_turned", "EPSG:4490", {116.5, 9e-5, 3e-5, 39.9, 3.5e-5, -8e-5}},
        Place{"krasovsky_albers", albers, {955545.3, 90.0268, 0, 4384119.02, 0, -90.0268}},
        Place{"turned", "EPSG:32650", turned},
        Place{"south_up", "EPSG:32650", {450000, 10, 0, 4419000, 0, 10}},
        Place{"east_to_west", "EPSG:32650", {450000, -10, 0, 4419000, 0, -10}},
        Place{"south_up_degrees", "EPSG:4490", {116.5, 1e-4, 0, 39.9, 0, 1e-4}},
        Place{"large_cells", "EPSG:32650", {250000, 1000, 0, 4619000, 0, -1000}}),
    [](const auto& tested) { return tested.param.name; });

// Units in degrees, masks in Gauss-Krueger, zones in Web Mercator. Borders are drawn finely, so that straight
// in one CRS and straight in the other is the same to 1e-9.
TEST(MeasureAcross, EveryLayerInACrsOfItsOwn) {
    const std::string raster_crs = "EPSG:32650";
    Scene scene = plan_scene(raster_crs, {450000, 10, 0, 4419000, 0, -10});
    const auto into = [&](MultiPolygon& shape, const std::string& crs) {
        shape = moved(densified(shape, 1.0), raster_crs, crs);
    };
    scene.units_crs = "EPSG:4490";
    for (SceneUnit& unit : scene.units)
        into(unit.shape, scene.units_crs);
    scene.excluded.crs = "EPSG:4548";
    for (MultiPolygon& shape : scene.excluded.shapes)
        into(shape, scene.excluded.crs);
    scene.controlled_crs = "EPSG:4326";
    for (auto* shapes : {&scene.temporary, &scene.permanent, &scene.unknown, &scene.expired}) {
        for (MultiPolygon& shape : *shapes)
            into(shape, scene.controlled_crs);
    }
    scene.zones_crs = "EPSG:3857";
    for (auto& [id, shape] : scene.zones)
        into(shape, scene.zones_crs);
    const test::TempDir folder;
    expect_areas(rank::run(write_scene(scene, folder.path().string())), expect(scene));
}

// A unit of 6 km x 5 km with four corners, its sides straight in degrees: in the raster's plane they bend by
// metres. Drawn with a corner every 5 m it is the same to a millimetre of border.
TEST(MeasureAcross, LongBordersBendAsTheyShould) {
    const std::string raster_crs = "EPSG:32650";
    const Affine grid{450000, 250, 0, 4419000, 0, -250};
    Scene scene;
    scene.units_crs = "EPSG:4490";
    scene.units = {{"a", "甲镇", false,
                    drawn({{116.42, 39.87}, {116.49, 39.871}, {116.488, 39.916}, {116.421, 39.915}})}};
    scene.rasters = {make_raster(raster_crs, grid, plan_cols, plan_rows)};
    const test::TempDir folder;
    const rank::Result result = rank::run(write_scene(scene, folder.path().string()));
    scene.units[0].shape = densified(scene.units[0].shape, 5e-5);
    expect_areas(result, expect(scene), 22e3 * 0.01 * 250 / 30e6);  // perimeter x 0.01 cell over area
    const Earth earth(scene.units_crs, {116.45, 39.9});
    EXPECT_NEAR(result.units[0].areas.unit, earth.area(scene.units[0].shape, 1e-5),
                1e-9 * result.units[0].areas.unit);
}

// The same ground in seven CRSs, units and raster alike: unit areas agree to 1e-6, and so does what the cells
// of a wholly observed raster add up to.
TEST(MeasureAcross, UnitAreasDoNotDependOnTheCrs) {
    const std::string degrees = "EPSG:4490";
    const Affine fine{116.5, 1e-5, 0, 39.9, 0, -1e-5};
    const MultiPolygon ground =
        densified(mapped(drawn({{130, 90}, {1350, 60}, {1410, 700}, {800, 1120}, {90, 990}}), fine), 2e-5);
    const double truth = Earth(degrees, {116.505, 39.895}).area(ground, 1e-5);
    for (const std::string& crs :
         {degrees, std::string("EPSG:4326"), std::string("EPSG:32650"), std::string("EPSG:32649"),
          std::string("EPSG:4548"), std::string("EPSG:3857"),
          std::string("+proj=aea +lon_0=105 +lat_1=25 +lat_2=47 +ellps=GRS80 +units=m")}) {
        SCOPED_TRACE(crs);
        Scene scene;
        scene.units_crs = crs;
        scene.units = {{"a", "甲镇", false, moved(ground, degrees, crs)}};
        const Box box = box_of(scene.units[0].shape);
        const double cell = (box.max_x - box.min_x) / 20.3;
        const double margin = cell * 1.7;
        SceneRaster raster = make_raster(crs, {box.min_x - margin, cell, 0, box.max_y + margin, 0, -cell}, 24,
                                         static_cast<int>((box.max_y - box.min_y + 2 * margin) / cell) + 1);
        for (Cell& c : raster.cells)
            c = Cell::bare;
        scene.rasters = {raster};
        const test::TempDir folder;
        const rank::Areas areas = rank::run(write_scene(scene, folder.path().string())).units[0].areas;
        EXPECT_NEAR(areas.unit, truth, 1e-6 * truth);
        EXPECT_NEAR(areas.observed, truth, 1e-6 * truth);
        EXPECT_NEAR(areas.observed, areas.uncontrolled, 1e-9 * truth);
    }
}

}  // namespace
}  // namespace bareland
