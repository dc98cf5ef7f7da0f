#include "tests/support/plan.hpp"

#include <utility>

#include "tests/support/earth.hpp"

namespace bareland::testing {

MultiPolygon drawn(Ring corners) {
    corners.push_back(corners.front());
    return {{std::move(corners), {}}};
}

Cell hashed_cell(int col, int row, int seed) {
    std::uint64_t key = static_cast<std::uint64_t>(col + 1000) * 0x9E3779B97F4A7C15U;
    key ^= static_cast<std::uint64_t>(row + 1000) * 0xC2B2AE3D27D4EB4FU + static_cast<std::uint64_t>(seed);
    key = (key ^ (key >> 29U)) * 0xBF58476D1CE4E5B9U;
    const auto percent = static_cast<int>((key ^ (key >> 32U)) % 100);
    if (percent < 40) return Cell::bare;
    if (percent < 55) return Cell::netted;
    return percent < 67 ? Cell::unobserved : Cell::other;
}

SceneRaster make_raster(const std::string& crs, const Affine& cell_to_crs, int cols, int rows, int seed) {
    SceneRaster out;
    out.crs = crs;
    out.cell_to_crs = cell_to_crs;
    out.cols = cols;
    out.rows = rows;
    for (int row = 0; row < rows; ++row) {
        for (int col = 0; col < cols; ++col)
            out.cells.push_back(hashed_cell(col, row, seed));
    }
    return out;
}

Scene plan_scene(const std::string& crs, const Affine& cell_to_crs) {
    Scene out;
    out.units_crs = out.excluded.crs = out.controlled_crs = out.zones_crs = crs;
    const auto shape = [&](Ring corners) { return mapped(drawn(std::move(corners)), cell_to_crs); };

    MultiPolygon with_hole = drawn({{1, 12}, {6.5, 11.6}, {7.6, 22}, {-1, 21.5}});
    with_hole[0].holes.push_back({{2.5, 14.5}, {2.4, 17.1}, {4.5, 17}, {4.6, 14.3}, {2.5, 14.5}});
    MultiPolygon two_pieces =
        drawn({{20, 17}, {23.9, 17.02}, {24.5, 19}, {20.1, 17.03}});  // a sliver at its left
    two_pieces.push_back(drawn({{16.25, 19.5}, {18.5, 19.25}, {18.75, 23}})[0]);
    out.units = {
        {"a", "甲镇", false, shape({{-3, -2}, {10.3, -1.5}, {9.7, 8.2}, {12.1, 10.4}, {4.4, 9.1}, {-2, 11}})},
        {"b", "乙镇", false, shape({{10.3, -1.5}, {26.5, -3}, {25.2, 7.7}, {12.1, 10.4}, {9.7, 8.2}})},
        {"c", "丙乡", false, shape({{8, 7}, {20.2, 6.1}, {22.4, 15.3}, {14.2, 18.8}, {7.1, 14.2}})},
        {"d", "丁街道", false, shape({{3.2, 15.3}, {3.7, 15.35}, {3.5, 15.9}})},
        {"e", "戊街道", false, mapped(with_hole, cell_to_crs)},
        {"f", "己街道", false, mapped(two_pieces, cell_to_crs)},
    };
    out.excluded.shapes = {shape({{1.2, 1.4}, {9.1, 2.2}, {6.6, 7.9}}),
                           shape({{5, 3}, {13, 4}, {12, 9}, {6, 6}}),
                           shape({{17.5, 11}, {21, 13.3}, {16.2, 17.7}})};
    out.permanent = {shape({{3.3, 2}, {11.6, 0.8}, {8.8, 5.2}}),
                     shape({{15, 2}, {19.4, 3}, {18, 9.6}, {14.2, 7.1}})};
    out.temporary = {shape({{7, 4}, {17, 1}, {16.1, 8.3}}), shape({{14, 5}, {21.7, 6.6}, {19, 12.4}}),
                     shape({{0.4, 13}, {5.1, 12.2}, {4.7, 18.9}})};
    out.unknown = {shape({{9.3, 12.2}, {15.1, 10.3}, {13, 17.7}}),
                   shape({{2.2, 8.1}, {5.7, 7.3}, {5.1, 10.2}}),
                   shape({{21.3, 1.2}, {23.9, 2.4}, {22.1, 5.5}})};
    out.expired = {shape({{0, 0}, {24, 0}, {24, 20}, {0, 20}}), shape({{2, 2}, {20, 2}, {20, 18}, {2, 18}})};
    out.zones = {{"z1", shape({{2, 1}, {8, 1}, {8, 8}, {2, 8}})},
                 {"z1", shape({{6, 3}, {15, 2.5}, {14.5, 11}, {6.3, 10.6}})},
                 {"z2", shape({{11, 5}, {23, 4}, {23, 16}, {12, 16.5}})}};
    out.rasters = {make_raster(crs, cell_to_crs, plan_cols, plan_rows)};
    return out;
}

}  // namespace bareland::testing
