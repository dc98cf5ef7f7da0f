// Patches instead of a raster: the same outputs, by exact overlay.
#include <gtest/gtest.h>

#include <cmath>

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

rank::Options as_patches(rank::Options options, const std::string& file) {
    options.rasters.clear();
    options.values = {};
    options.patches.emplace();
    options.patches->file = file;
    options.status_field = "status";
    options.status_map = {{"未苫盖", rank::PatchStatus::bare}, {"已苫盖", rank::PatchStatus::netted}};
    return options;
}

SceneRow patch(MultiPolygon shape, const char* status) {
    return {std::move(shape), {{"status", status}}};
}

rank::Result ranked(const Scene& scene, const std::vector<SceneRow>& patches, const std::string& crs = utm) {
    const test::TempDir folder;
    write_polygons(folder.file("patches.fgb"), crs, patches);
    return rank::run(as_patches(write_scene(scene, folder.path().string()), folder.file("patches.fgb")));
}

std::vector<SceneRow> cell_by_cell(const SceneRaster& raster) {
    std::vector<SceneRow> out;
    for (int row = 0; row < raster.rows; ++row) {
        for (int col = 0; col < raster.cols; ++col) {
            const Cell cell = raster.at(col, row);
            if (cell != Cell::bare && cell != Cell::netted) continue;
            const auto c = static_cast<double>(col), r = static_cast<double>(row);
            out.push_back(patch(cells({{c, r}, {c + 1, r}, {c + 1, r + 1}, {c, r + 1}}),
                                cell == Cell::bare ? "未苫盖" : "已苫盖"));
        }
    }
    return out;
}

// What a raster and its cells drawn as patches differ by: ground area per cell, or of the piece itself. Over
// a cell of 10 m the scale of UTM changes by 2.5e-8, and only cells that borders cross feel it.
TEST(MeasurePatches, CellsDrawnAsPatchesAreTheRaster) {
    const Scene scene = plan_scene(utm, ten_metres);
    Expected expected = expect(scene);
    const rank::Result result = ranked(scene, cell_by_cell(scene.rasters[0]));
    // Patches say nothing of what was not looked at.
    for (auto& [id, unit] : expected.units) {
        unit.areas.observed = unit.areas.unit;
        for (auto& [zone, areas] : unit.zones)
            areas.observed = areas.unit;
    }
    expected.district.areas.observed = expected.district.areas.unit;
    for (auto& [zone, areas] : expected.district.zones)
        areas.observed = areas.unit;
    expect_areas(result, expected, 5e-9);
}

// Patches in degrees, units in UTM: a side of 10 m is straight in both to 1e-8 m.
TEST(MeasurePatches, InACrsOfTheirOwn) {
    const Scene scene = plan_scene(utm, ten_metres);
    const rank::Result same = ranked(scene, cell_by_cell(scene.rasters[0]));
    std::vector<SceneRow> patches = cell_by_cell(scene.rasters[0]);
    for (SceneRow& row : patches)
        row.shape = moved(row.shape, utm, "EPSG:4490");
    const rank::Result other = ranked(scene, patches, "EPSG:4490");
    for (std::size_t i = 0; i < same.units.size(); ++i) {
        const rank::Areas& a = same.units[i].areas;
        const rank::Areas& b = other.units[i].areas;
        // Borders of 200 m bend by 1e-4 m between UTM and degrees: they are kept to 0.001 m.
        const double near = 0.001 * 4 * std::sqrt(a.unit);
        EXPECT_NEAR(a.uncontrolled, b.uncontrolled, near) << same.units[i].id;
        EXPECT_NEAR(a.controlled_permanent, b.controlled_permanent, near) << same.units[i].id;
        EXPECT_NEAR(a.excluded, b.excluded, near) << same.units[i].id;
    }
    EXPECT_NEAR(*same.balance.raster_bare, *other.balance.raster_bare, 1e-9 * *same.balance.raster_bare);
}

// Patches that overlap one another count once; where bare and netted overlap the ground counts as bare, and
// it is said.
TEST(MeasurePatches, OverlapsAndConflicts) {
    Scene scene;
    scene.units_crs = utm;
    scene.units = {{"a", "甲镇", false, cells({{0, 0}, {4, 0}, {4, 6}, {0, 6}})},
                   {"b", "乙镇", false, cells({{4, 0}, {8, 0}, {8, 6}, {4, 6}})}};
    scene.rasters = {make_raster(utm, ten_metres, 1, 1)};
    const rank::Result result = ranked(scene, {patch(cells({{1, 1}, {5, 1}, {5, 3}, {1, 3}}), "未苫盖"),
                                               patch(cells({{3, 2}, {6, 2}, {6, 4}, {3, 4}}), "未苫盖"),
                                               patch(cells({{5, 0}, {9, 0}, {9, 5}, {5, 5}}), "已苫盖"),
                                               patch(cells({{5, 0}, {9, 0}, {9, 5}, {5, 5}}), "已苫盖")});
    const double cell = result.units[0].areas.unit / 24;
    const double near = 1e-5 * cell;
    const rank::Areas& a = result.units[0].areas;
    const rank::Areas& b = result.units[1].areas;
    EXPECT_NEAR(a.uncontrolled, 7 * cell, near);  // 3 x 2 of the first, 1 x 2 of the second, 1 in both
    EXPECT_NEAR(b.uncontrolled, (2 + 4 - 1) * cell,
                near);                                 // 1 x 2 of the first, 2 x 2 of the second, 1 in both
    EXPECT_NEAR(b.controlled, (15 - 2) * cell, near);  // netted 3 x 5, of which 1 x 2 is bare too
    EXPECT_NEAR(b.bare, 18 * cell, near);
    EXPECT_EQ(a.controlled, 0);
    EXPECT_NEAR(*result.balance.raster_bare, (12 + 18) * cell, near) << "conflict counted twice?";
    EXPECT_NEAR(*result.balance.outside_units, 5 * cell, near);
    int conflicts = 0;
    for (const Finding& finding : result.findings) {
        if (!finding.area_m2 || std::abs(*finding.area_m2 - 2 * cell) > near) continue;
        ++conflicts;
    }
    EXPECT_EQ(conflicts, 1);
}

// Cut in other pieces, patches are the same ground.
TEST(MeasurePatches, CutInOtherPieces) {
    const Scene scene = plan_scene(utm, ten_metres);
    const rank::Result whole =
        ranked(scene, {patch(cells({{2.3, 1.1}, {17.4, 2.2}, {15.5, 14.6}, {3.3, 12.9}}), "未苫盖")});
    const rank::Result cut = ranked(scene, {patch(cells({{2.3, 1.1}, {17.4, 2.2}, {15.5, 14.6}}), "未苫盖"),
                                            patch(cells({{2.3, 1.1}, {15.5, 14.6}, {3.3, 12.9}}), "未苫盖")});
    for (std::size_t i = 0; i < whole.units.size(); ++i) {
        EXPECT_NEAR(whole.units[i].areas.uncontrolled, cut.units[i].areas.uncontrolled,
                    1e-9 * whole.units[i].areas.unit);
        EXPECT_NEAR(whole.units[i].areas.excluded, cut.units[i].areas.excluded,
                    1e-9 * whole.units[i].areas.unit);
    }
}

}  // namespace
}  // namespace bareland
