// Masks are overlaid as geometry, and the split of the bare area is exact.
#include <gtest/gtest.h>

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

MultiPolygon cells(Ring corners) {
    return mapped(drawn(std::move(corners)), ten_metres);
}

rank::Result ranked(const Scene& scene) {
    const test::TempDir folder;
    return rank::run(write_scene(scene, folder.path().string()));
}

// One raster of equal cells, and no masks yet.
Scene bare_ground(Cell cell = Cell::bare) {
    Scene scene;
    scene.units_crs = scene.excluded.crs = scene.controlled_crs = scene.zones_crs = utm;
    scene.rasters = {make_raster(utm, ten_metres, 6, 6)};
    for (Cell& c : scene.rasters[0].cells)
        c = cell;
    return scene;
}

// The unit's border crosses cell (2, 2) near one diagonal, the mask's on the other. What both cover there is
// a triangle that GEOS knows and that no product of shares gives.
TEST(MeasureMasks, TwoDiagonalsInOneCell) {
    Scene scene = bare_ground();
    scene.units = {{"a", "甲镇", false, cells({{2.1, 2}, {3.1, 3}, {0, 3}, {0, 2}})}};
    scene.excluded.shapes = {cells({{3, 2}, {2, 3}, {6, 3}, {6, 2}})};
    const rank::Areas areas = ranked(scene).units[0].areas;
    // By hand, in cells: the diagonals y = x - 0.1 and y = 5 - x meet at (2.55, 2.45). Right of the second
    // and left of the first lies the triangle (2.55, 2.45), (3.1, 3), (2, 3): base 1.1, height 0.55.
    const Earth earth(utm, {450025, 4418975});
    const double cell = earth.ring_area(cells({{2, 2}, {3, 2}, {3, 3}, {2, 3}})[0].outer, 4);
    const double east = earth.ring_area(cells({{3, 2}, {4, 2}, {4, 3}, {3, 3}})[0].outer, 4);
    const double beyond = 0.1 * 0.1 / 2;  // of the triangle, in the cell east of it
    EXPECT_NEAR(areas.excluded, (1.1 * 0.55 / 2 - beyond) * cell + beyond * east, 1e-9 * areas.unit);
    expect_areas(ranked(scene), expect(scene));
}

// All seven ways to lie in excluded, permanent and temporary, on bare and on netted ground: squares of one
// cell.
TEST(MeasureMasks, EveryCombination) {
    for (const Cell ground : {Cell::bare, Cell::netted}) {
        Scene scene = bare_ground(ground);
        scene.units = {{"a", "甲镇", false, cells({{0, 0}, {6, 0}, {6, 6}, {0, 6}})}};
        // Venn: excluded covers columns 0-2, permanent rows 0-2 of columns 0-3, temporary columns 2-5 of rows
        // 1-4.
        scene.excluded.shapes = {cells({{0, 0}, {3, 0}, {3, 6}, {0, 6}})};
        scene.permanent = {cells({{0, 0}, {4, 0}, {4, 3}, {0, 3}})};
        scene.temporary = {cells({{2, 1}, {6, 1}, {6, 5}, {2, 5}})};
        const rank::Areas areas = ranked(scene).units[0].areas;
        const double cell = areas.unit / 36;  // cells of one scale, to 1e-7 over 60 m
        const double near = 1e-6 * areas.unit;
        const bool netted = ground == Cell::netted;
        EXPECT_NEAR(areas.bare, 36 * cell, near);
        EXPECT_NEAR(areas.excluded, 18 * cell, near);
        EXPECT_NEAR(areas.controlled_permanent, 3 * cell, near);  // column 3, rows 0-2
        EXPECT_NEAR(areas.controlled_temporary, (netted ? 15 : 10) * cell,
                    near);  // 12 in columns 3-5, 2 permanent
        EXPECT_NEAR(areas.uncontrolled, (netted ? 0 : 5) * cell, near);
        // Controlled anywhere: 12 permanent, and 16 temporary of which (2-3) x (1-2) = 4 are both.
        EXPECT_NEAR(areas.uncontrolled_without_exclusion, (netted ? 0 : 36 - 12 - 16 + 4) * cell, near);
        expect_areas(ranked(scene), expect(scene));
    }
}

// Excluded polygons that overlap are dissolved; so are measures of one kind. Twice the same polygon changes
// nothing.
TEST(MeasureMasks, OverlappingPolygonsCountOnce) {
    Scene scene = plan_scene(utm, ten_metres);
    const rank::Result once = ranked(scene);
    scene.excluded.shapes.push_back(scene.excluded.shapes[0]);
    scene.temporary.push_back(scene.temporary[1]);
    scene.permanent.insert(scene.permanent.begin(), scene.permanent[1]);
    EXPECT_EQ(settled_json(ranked(scene)), settled_json(once));
}

// Two rows of one zone id are one zone; two zones that overlap both count.
TEST(MeasureMasks, ZonesDissolveWithinOneIdOnly) {
    Scene scene = bare_ground();
    scene.units = {{"a", "甲镇", false, cells({{0.5, 0.5}, {5.5, 0.5}, {5.5, 5.5}, {0.5, 5.5}})}};
    scene.zones = {{"z1", cells({{1, 1}, {3, 1}, {3, 3}, {1, 3}})},
                   {"z1", cells({{2, 2}, {4, 2}, {4, 4}, {2, 4}})},
                   {"z2", cells({{1, 1}, {3, 1}, {3, 3}, {1, 3}})},
                   {"far", cells({{7, 7}, {9, 7}, {9, 9}})}};
    const rank::Unit unit = ranked(scene).units[0];
    const double cell = unit.areas.unit / 25;
    ASSERT_EQ(unit.zones.size(), 2U);
    EXPECT_NEAR(unit.zones.at("z1").bare, 7 * cell, 1e-6 * cell);
    EXPECT_NEAR(unit.zones.at("z2").bare, 4 * cell, 1e-6 * cell);
    EXPECT_NEAR(unit.zones.at("z2").unit, 4 * cell, 1e-6 * cell);
    expect_areas(ranked(scene), expect(scene));
}

// 2024-05: a measure that ends on 30 April or starts on 1 June is none; one that holds on a single day is
// one.
TEST(MeasureMasks, OnlyMeasuresOfTheMonthCount) {
    Scene scene = bare_ground();
    scene.units = {{"a", "甲镇", false, cells({{0, 0}, {6, 0}, {6, 6}, {0, 6}})}};
    const auto square = [&](double x) { return cells({{x, 1}, {x + 1, 1}, {x + 1, 2}, {x, 2}}); };
    scene.expired = {square(0), square(1)};
    scene.temporary = {square(2), square(3)};  // from 31 May; 31 May to 1 June
    scene.permanent = {square(4), square(5)};  // to 1 May; without dates
    const rank::Areas areas = ranked(scene).units[0].areas;
    const double cell = areas.unit / 36;
    EXPECT_NEAR(areas.controlled_temporary, 2 * cell, 1e-6 * cell);
    EXPECT_NEAR(areas.controlled_permanent, 2 * cell, 1e-6 * cell);
    EXPECT_NEAR(areas.uncontrolled, 32 * cell, 1e-5 * cell);
}

// 中关村密云园 lies over townships: measured, but not in the district, the balance or the overlaps.
TEST(MeasureMasks, OverlayUnitsStayOutOfTheBalance) {
    Scene scene = plan_scene(utm, ten_metres);
    const rank::Result without = ranked(scene);
    scene.units.push_back({"park", "中关村密云园", true, cells({{6, 3}, {16, 2}, {17, 12}, {9, 13}})});
    const test::TempDir folder;
    rank::Options options = write_scene(scene, folder.path().string());
    options.profile = std::string(BARELAND_SOURCE_DIR) + "/data/profiles/miyun.toml";
    const rank::Result with = rank::run(options);
    expect_areas(with, expect(scene));
    ASSERT_EQ(with.units.back().id, "park");
    EXPECT_EQ(with.units.back().status, rank::Status::overlay);
    EXPECT_FALSE(with.units.back().rank);
    EXPECT_GT(with.units.back().areas.bare, 0);
    EXPECT_EQ(with.balance.in_units, without.balance.in_units);
    EXPECT_EQ(with.balance.outside_units, without.balance.outside_units);
    EXPECT_EQ(with.balance.unit_overlap, without.balance.unit_overlap);
    EXPECT_EQ(with.district.areas.bare, without.district.areas.bare);
}

// Masks that reach in from beyond every edge.
TEST(MeasureMasks, MasksBeyondTheRaster) {
    Scene scene = plan_scene(utm, ten_metres);
    scene.excluded.shapes.push_back(cells({{-9, 3}, {2, 2.5}, {1, 6}, {-8, 7}}));
    scene.temporary.push_back(cells({{20, -5}, {30, -6}, {31, 4}, {22, 3}}));
    scene.permanent.push_back(cells({{-4, 17}, {40, 18}, {40, 30}, {-4, 30}}));
    expect_areas(ranked(scene), expect(scene));
}

// Several rows of one id and name are one unit, dissolved.
TEST(MeasureMasks, RowsOfOneUnitAreDissolved) {
    Scene scene = plan_scene(utm, ten_metres);
    scene.units.push_back({"a", "甲镇", false, cells({{4, 4}, {9, 4.5}, {8, 12}, {3, 13}})});
    expect_areas(ranked(scene), expect(scene));
}

}  // namespace
}  // namespace bareland
