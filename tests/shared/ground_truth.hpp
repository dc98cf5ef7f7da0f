// Sums per unit over a large raster by a way of their own: cells that a border may cross are polygons
// overlaid by GEOS, all others are in or out by one ray from their row's left; cell areas come from corners
// in an equal-area projection (tests/support/earth.hpp), one block of cells in sixteen by sixteen, linear
// between.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/geometry.hpp"
#include "tests/support/earth.hpp"

namespace bareland::testing {

// A window of a raster file, read by GDAL as bytes.
struct ByteRaster {
    std::string crs;
    Affine cell_to_crs;  // of the window
    int cols = 0, rows = 0;
    std::vector<std::uint8_t> cells;
};
ByteRaster read_bytes(const std::string& file, int col0 = 0, int row0 = 0, int cols = 0, int rows = 0);

class CellGround {
  public:
    explicit CellGround(const ByteRaster& raster);
    double at(int col, int row) const;

  private:
    static constexpr int spacing = 16;
    std::size_t nodes_across_;
    std::vector<double> nodes_;  // area of a cell round (16 i, 16 j)
};

// Calls `piece(col, row, share)` for every cell of the raster that the shape covers; `share` is 1 within.
// `shape` is in cell coordinates and valid.
void each_cell(const MultiPolygon& shape, int cols, int rows,
               const std::function<void(int col, int row, double share)>& piece);

// Where the shared data are, or empty: BARELAND_SHARED_DATA, else ../shared/data beside the sources.
std::string shared_data();

}  // namespace bareland::testing

#define REQUIRE_SHARED_DATA()                                                                           \
    if (bareland::testing::shared_data().empty())                                                       \
    GTEST_SKIP()                                                                                        \
        << "the shared real data are not here: put them at ../shared/data beside the sources, or name " \
           "their folder in BARELAND_SHARED_DATA"
