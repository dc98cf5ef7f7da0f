// A raster's grid and the true ground area of each of its cells.
//
// Cell coordinates: x = column, y = row, both growing from the raster's first corner; cell (row r, column c)
// is the unit square [c, c+1] x [r, r+1]. Polygons are brought into this plane; the raster is never
// resampled.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/crs.hpp"

namespace bareland {

struct Grid {
    Affine cell_to_crs;  // GDAL's geotransform; rotated and south-up ones included
    std::int64_t cols = 0;
    std::int64_t rows = 0;

    bool operator==(const Grid&) const = default;
};

// Cells of one grid that lie on the lattice of another: same cell vectors, offset a whole number of cells.
struct GridOffset {
    std::int64_t col = 0;
    std::int64_t row = 0;
};
// The offset of `inner`'s first cell in `outer`'s cell coordinates, when the two share a lattice: cell
// vectors agree so well that corners stay within 1e-3 cell of the lattice over all of `inner`.
std::optional<GridOffset> lattice_offset(const Grid& outer, const Grid& inner);

// Ground area of the cells along one row of a window, as a polynomial in the column.
class RowArea {
  public:
    static constexpr int max_degree = 7;

    // Ground area in m2 of the cell in column `col` of the window (0-based).
    double cell(int col) const { return mean(col + 0.5 - centre_); }
    // Ground area of the cells [from, to).
    double run(int from, int to) const { return integral(to - centre_) - integral(from - centre_); }
    // Ground area of the cells whose bit is set; bit i of words[w] is column 64 w + i; only columns [from,
    // to) count.
    double masked(std::span<const std::uint64_t> words, int from, int to) const;

  private:
    friend class WindowAreas;
    // Most windows have degree 3 (or 0, with zeros): written out, because this runs for every border cell.
    double mean(double t) const {
        double sum = ((mean_[3] * t + mean_[2]) * t + mean_[1]) * t + mean_[0];
        if (degree_ > 3) sum += higher(mean_, t);
        return sum;
    }
    double integral(double t) const {
        double sum = ((integral_[3] * t + integral_[2]) * t + integral_[1]) * t + integral_[0];
        if (degree_ > 3) sum += higher(integral_, t);
        return sum * t;
    }
    static double higher(const std::array<double, max_degree + 1>& c, double t) {
        return (((c[7] * t + c[6]) * t + c[5]) * t + c[4]) * (t * t * t * t);
    }
    double word(std::uint64_t bits, int first_col) const;
    double slope(double t) const;

    int degree_ = 0;
    int step_ = 64;                              // cells over which the area is linear to 1e-10 (64, 16 or 1)
    double centre_ = 0;                          // column coordinate at which t = 0
    std::array<double, max_degree + 1> mean_{};  // area of the unit cell centred at t
    std::array<double, max_degree + 1> integral_{};  // antiderivative of the density, divided by t
};

// Areas of the cells of one window of a grid; `row(r)` is cheap enough to call once a row.
class WindowAreas {
  public:
    RowArea row(int r) const;                // r counts from the window's first row
    double total() const { return total_; }  // ground area of the whole window

  private:
    friend class CellAreas;
    int degree_ = 0;
    int step_ = 64;
    double total_ = 0;
    double row_centre_ = 0;
    double col_centre_ = 0;
    std::vector<double> per_row_;  // geographic grids: area of a cell of each row, closed form
    // Otherwise coefficient [i][j] of (row - row_centre)^i (col - col_centre)^j: of the mean over a cell in
    // both directions, and of the mean over the row only (whose integral along columns gives runs).
    using Coefficients = std::array<std::array<double, RowArea::max_degree + 1>, RowArea::max_degree + 1>;
    Coefficients mean_{};
    Coefficients density_{};
};

// True ground area (CGCS2000 ellipsoid) of every cell of a grid.
//
// Geographic, unrotated grids: closed form per row, dlon * (q(lat1) - q(lat0)). All others: the density
// |d(lon, q) / d(col, row)| (q = authalic function, geo/ellipsoid.hpp), from central differences of sixth
// order over about 1 km, on a lattice of nodes at most 40 km apart, interpolated by polynomials of degree 5.
// With spacing h the error is about (h/R)^6 < 1e-13 of the area; windows then carry polynomials of degree 3
// (spans to 30 km) or 7. Immutable after construction: threads share it.
class CellAreas {
  public:
    // `to_cgcs2000` leads from the grid's CRS to CGCS2000 longitude/latitude.
    CellAreas(const Grid& grid, const Crs& crs, const Transform& to_cgcs2000);

    void window(std::int64_t row0, std::int64_t col0, int rows, int cols, WindowAreas& out) const;
    // Straight from the lattice: area density at a point of the cell plane, m2 per cell.
    double density(double col, double row) const;

  private:
    double exact_density(const Transform& to_cgcs2000, double col, double row, double step) const;
    void build_lattice(const Transform& to_cgcs2000);

    Grid grid_;
    bool per_row_ = false;  // geographic and unrotated
    double cell_m_ = 1;     // a typical cell size on the ground, metres
    std::size_t nodes_x_ = 0, nodes_y_ = 0;
    double spacing_x_ = 1, spacing_y_ = 1;  // of nodes, in cells
    std::vector<double> nodes_;             // densities, row-major
};

}  // namespace bareland
