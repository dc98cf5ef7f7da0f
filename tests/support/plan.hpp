// The scene most tests of the measurement start from, drawn in cell coordinates: units that share borders,
// overlap, leave gaps, reach beyond every edge of the raster, lie within one cell or are thinner than one;
// masks that overlap themselves and one another; zones of two rows. Classes of cells come from a fixed hash.
#pragma once

#include <string>

#include "tests/support/scene.hpp"

namespace bareland::testing {

// `col`, `row` of a cell -> its class: 40 % bare, 15 % netted, 12 % unobserved.
Cell hashed_cell(int col, int row, int seed);
SceneRaster make_raster(const std::string& crs, const Affine& cell_to_crs, int cols, int rows, int seed = 0);

inline constexpr int plan_cols = 24;
inline constexpr int plan_rows = 20;
// On one raster of plan_cols x plan_rows, everything in its CRS.
Scene plan_scene(const std::string& crs, const Affine& cell_to_crs);

// A closed ring from its corners, as a shape.
MultiPolygon drawn(Ring corners);

}  // namespace bareland::testing
