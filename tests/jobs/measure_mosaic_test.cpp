// Several rasters are one input: tiles, overlapping tiles, tiles on grids that do not align, tiles of two UTM
// zones.
#include <gtest/gtest.h>

#include <algorithm>

#include "jobs/rank/run.hpp"
#include "tests/support/compare.hpp"
#include "tests/support/earth.hpp"
#include "tests/support/plan.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using namespace testing;

const std::string utm = "EPSG:32650";
const Affine ten_metres{450000, 10, 0, 4419000, 0, -10};

rank::Result ranked(const Scene& scene) {
    const test::TempDir folder;
    return rank::run(write_scene(scene, folder.path().string()));
}

Affine shifted(Affine g, double col, double row) {
    const Point at = g.apply({col, row});
    g.a = at.x;
    g.d = at.y;
    return g;
}

// Columns [col, col + cols) and rows [row, row + rows) of a raster as a raster of its own.
SceneRaster cut(const SceneRaster& whole, int col, int row, int cols, int rows) {
    SceneRaster out = whole;
    out.cell_to_crs = shifted(whole.cell_to_crs, col, row);
    out.cols = cols;
    out.rows = rows;
    out.cells.clear();
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < cols; ++c)
            out.cells.push_back(whole.at(col + c, row + r));
    }
    return out;
}

// Tiles that do not overlap, in any order: the same bytes; and the areas of the raster they were cut from.
TEST(MeasureMosaic, TilesInAnyOrderAreTheWhole) {
    Scene scene = plan_scene(utm, ten_metres);
    const Expected expected = expect(scene);
    const SceneRaster whole = scene.rasters[0];
    scene.rasters = {cut(whole, 0, 0, 10, 7), cut(whole, 10, 0, 14, 7), cut(whole, 0, 7, 10, 13),
                     cut(whole, 10, 7, 14, 13)};
    const rank::Result first = ranked(scene);
    expect_areas(first, expected);
    const std::string bytes = settled_json(first);
    std::vector<std::size_t> order{0, 1, 2, 3};
    const std::vector<SceneRaster> tiles = scene.rasters;
    int tried = 0;
    while (std::next_permutation(order.begin(), order.end())) {
        if (++tried % 4 != 0) continue;
        for (std::size_t k = 0; k < order.size(); ++k)
            scene.rasters[k] = tiles[order[k]];
        ASSERT_EQ(settled_json(ranked(scene)), bytes) << "order number " << tried;
    }
}

// An origin and a cell size that no double holds exactly: every tile's geotransform is rounded in its own
// way.
TEST(MeasureMosaic, TilesInAnyOrderOnAnAwkwardGrid) {
    Scene scene = plan_scene(utm, {450000.37, 10.0013, 0, 4419000.11, 0, -9.9987});
    const SceneRaster whole = scene.rasters[0];
    scene.rasters = {cut(whole, 0, 0, 11, 7), cut(whole, 11, 0, 13, 7), cut(whole, 0, 7, 11, 13),
                     cut(whole, 11, 7, 13, 13)};
    std::vector<std::size_t> order{0, 1, 2, 3};
    const std::vector<SceneRaster> tiles = scene.rasters;
    const std::string bytes = settled_json(ranked(scene));
    for (int turn = 0; turn < 4; ++turn) {
        std::rotate(order.begin(), order.begin() + 1, order.end());
        for (std::size_t k = 0; k < order.size(); ++k)
            scene.rasters[k] = tiles[order[k]];
        ASSERT_EQ(settled_json(ranked(scene)), bytes) << "turned by " << turn + 1;
    }
}

// Tiles of two UTM zones that do not meet, with zones over both: the order says nothing either.
TEST(MeasureMosaic, TilesOfTwoUtmZonesInAnyOrder) {
    const Affine fine{114.0, 1e-4, 0, 39.9, 0, -1e-4};
    const auto ground = [&](Ring corners) { return mapped(drawn(std::move(corners)), fine); };
    const auto corner = [&](const std::string& crs, double x, double y) {
        return moved(ground({{x, y}, {x + 1, y}, {x, y + 1}}), "EPSG:4490", crs)[0].outer[0];
    };
    Scene scene;
    scene.units_crs = scene.zones_crs = "EPSG:4490";
    scene.units = {{"a", "甲镇", false, ground({{-40, -3}, {3, -2}, {-2, 14}, {-42, 18}})},
                   {"b", "乙镇", false, ground({{3, -2}, {48, -4}, {41, 17}, {-2, 14}})}};
    scene.zones = {{"z", ground({{-30, 2}, {31, 1}, {28, 11}, {-33, 12}})}};
    const Point west = corner("EPSG:32649", -40, 0);
    const Point east = corner(utm, 5, 0);
    scene.rasters = {make_raster("EPSG:32649", {west.x, 10, 0, west.y, 0, -10}, 30, 16, 4),
                     make_raster(utm, {east.x, 10, 0, east.y, 0, -10}, 30, 15, 5)};
    const std::string bytes = settled_json(ranked(scene));
    std::swap(scene.rasters[0], scene.rasters[1]);
    EXPECT_EQ(settled_json(ranked(scene)), bytes);
}

// The same with units in degrees and long borders, which are bent on their way into each tile.
TEST(MeasureMosaic, TilesInAnyOrderWithBordersOfAnotherCrs) {
    Scene scene;
    scene.units_crs = "EPSG:4490";
    scene.units = {{"a", "甲镇", false,
                    drawn({{116.42, 39.87}, {116.49, 39.871}, {116.488, 39.916}, {116.421, 39.915}})},
                   {"b", "乙镇", false, drawn({{116.485, 39.86}, {116.52, 39.871}, {116.51, 39.93}})}};
    const SceneRaster whole = make_raster(utm, {450000, 250, 0, 4419000, 0, -250}, 24, 20);
    scene.rasters = {cut(whole, 0, 0, 9, 20), cut(whole, 9, 0, 15, 12), cut(whole, 9, 12, 15, 8)};
    const std::string bytes = settled_json(ranked(scene));
    std::rotate(scene.rasters.begin(), scene.rasters.begin() + 1, scene.rasters.end());
    EXPECT_EQ(settled_json(ranked(scene)), bytes);
    std::reverse(scene.rasters.begin(), scene.rasters.end());
    EXPECT_EQ(settled_json(ranked(scene)), bytes);
}

// Three tiles that overlap on one lattice, of different months' clouds: per cell the first that saw it.
TEST(MeasureMosaic, FirstObservedCellWinsOnOneLattice) {
    for (const Gaps gaps : {Gaps::value, Gaps::nodata, Gaps::mask}) {
        Scene scene = plan_scene(utm, ten_metres);
        scene.rasters = {make_raster(utm, ten_metres, 15, 14, 1),
                         make_raster(utm, shifted(ten_metres, 8, 5), 16, 15, 2),
                         make_raster(utm, shifted(ten_metres, 3, -2), 12, 22, 3)};
        for (SceneRaster& raster : scene.rasters)
            raster.storage.gaps = gaps;
        expect_areas(ranked(scene), expect(scene), 2e-9);
    }
}

// Half a cell apart: the first file's observed cells cut out of the second's.
TEST(MeasureMosaic, HalfACellApart) {
    Scene scene = plan_scene(utm, ten_metres);
    scene.rasters = {make_raster(utm, ten_metres, 15, 14, 1),
                     make_raster(utm, shifted(ten_metres, 8.5, 5.5), 14, 13, 2)};
    expect_areas(ranked(scene), expect(scene));
    std::swap(scene.rasters[0], scene.rasters[1]);
    expect_areas(ranked(scene), expect(scene));
}

// Cells of another size, turned, and a third raster on the lattice of the first.
TEST(MeasureMosaic, GridsUnlikeInSizeAndDirection) {
    Scene scene = plan_scene(utm, ten_metres);
    scene.rasters = {make_raster(utm, ten_metres, 10, 9, 1),
                     make_raster(utm, {450060, 15, 4, 4418960, 4, -14}, 10, 8, 2),
                     make_raster(utm, shifted(ten_metres, 9, 4), 15, 16, 3)};
    scene.rasters[1].storage.gaps = Gaps::nodata;
    expect_areas(ranked(scene), expect(scene), 2e-9);
}

// Where 49N meets 50N (114 E): nothing twice, nothing lost. The footprint's long sides are straight in its
// own CRS and bend in the other; borders are kept to 0.001 cell.
TEST(MeasureMosaic, TwoUtmZones) {
    const std::string west = "EPSG:32649";
    const std::string degrees = "EPSG:4490";
    Scene scene;
    scene.units_crs = degrees;
    const Affine fine{114.0, 1e-4, 0, 39.9, 0, -1e-4};
    const auto ground = [&](Ring corners) {
        return densified(mapped(drawn(std::move(corners)), fine), 5e-5);
    };
    scene.units = {{"a", "甲镇", false, ground({{-25, -3}, {3, -2}, {-2, 14}, {-22, 18}})},
                   {"b", "乙镇", false, ground({{3, -2}, {28, -4}, {21, 17}, {-2, 14}})}};
    const auto corner = [&](const std::string& crs, double x, double y) {
        return moved(mapped(drawn({{x, y}, {x + 1, y}, {x, y + 1}}), fine), degrees, crs)[0].outer[0];
    };
    const Point a = corner(west, -24, -1);
    const Point b = corner(utm, -6, 0);
    scene.rasters = {make_raster(west, {a.x, 10, 0, a.y, 0, -10}, 24, 16, 4),
                     make_raster(utm, {b.x, 10, 0, b.y, 0, -10}, 22, 15, 5)};
    for (SceneRaster& raster : scene.rasters) {
        for (Cell& cell : raster.cells)
            cell = cell == Cell::unobserved ? cell : Cell::bare;
    }
    const Expected expected = expect(scene);
    const rank::Result result = ranked(scene);
    expect_areas(result, expected, 1e-7);
    // Both rasters observe the strip between them, each with gaps of its own: less than the sum, more than
    // either.
    EXPECT_GT(*result.balance.raster_bare, 0);
    std::swap(scene.rasters[0], scene.rasters[1]);
    const rank::Result other_way = ranked(scene);
    // All observed cells are bare: the union has one area, whichever raster comes first.
    EXPECT_NEAR(*other_way.balance.raster_bare, *result.balance.raster_bare,
                1e-6 * *result.balance.raster_bare);
    EXPECT_NEAR(other_way.units[0].areas.bare, result.units[0].areas.bare, 1e-6 * result.units[0].areas.unit);
}

// The same file twice is one file.
TEST(MeasureMosaic, TheSameRasterTwice) {
    Scene scene = plan_scene(utm, ten_metres);
    const rank::Result once = ranked(scene);
    scene.rasters.push_back(scene.rasters[0]);
    const rank::Result twice = ranked(scene);
    expect_areas(twice, expect(scene), 2e-9);
    EXPECT_DOUBLE_EQ(*twice.balance.raster_bare, *once.balance.raster_bare);
}

}  // namespace
}  // namespace bareland
