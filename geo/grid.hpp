// A raster's grid and the true ground area of each of its cells.
//
// Cell coordinates: x = column, y = row, both growing from the raster's first corner; cell (row r, column c)
// is the unit square [c, c+1] x [r, r+1]. Polygons are brought into this plane; the raster is never
// resampled.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
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

// Areas within a window are whole numbers of a small unit, the window's quantum: a power of two of m2 chosen
// so that the whole window counts about 2^61 of them. A cell of a window of 512 x 512 then has 2^43 quanta,
// and sums and differences of areas are exact: no order of additions changes them.
using Quanta = std::int64_t;

// Ground area of the cells along one row of a window, as a polynomial in the column.
class RowArea {
  public:
    static constexpr int max_degree = 7;

    // From the window's middle to the left side of column `col` of the window (0-based); less than 0 on the
    // left. All areas are differences of these, so that neighbouring runs add up exactly.
    Quanta upto(int col) const { return static_cast<Quanta>(integral(col - centre_)); }
    // Ground area of the cells [from, to).
    Quanta run(int from, int to) const { return upto(to) - upto(from); }
    Quanta cell(int col) const { return run(col, col + 1); }
    // upto(col) and upto(col + 1), side by side: cheaper than one after the other.
    std::array<Quanta, 2> sides(int col) const {
        if (degree_ > 3) return {upto(col), upto(col + 1)};
        const std::array<double, 2> t = {col - centre_, col + 1 - centre_};
        std::array<double, 2> sum{};
        for (std::size_t i = 0; i < 2; ++i)
            sum[i] =
                (((integral_[3] * t[i] + integral_[2]) * t[i] + integral_[1]) * t[i] + integral_[0]) * t[i];
        return {static_cast<Quanta>(sum[0]), static_cast<Quanta>(sum[1])};
    }

  private:
    friend class WindowAreas;
    // Most windows have degree 3 (or 0, with zeros): written out, because this runs for every border cell.
    double integral(double t) const {
        double sum = ((integral_[3] * t + integral_[2]) * t + integral_[1]) * t + integral_[0];
        if (degree_ > 3) sum += higher(t);
        return sum * t;
    }
    double higher(double t) const;

    int degree_ = 0;
    double centre_ = 0;                              // column coordinate at which t = 0
    std::array<double, max_degree + 1> integral_{};  // antiderivative of the density, divided by t; in quanta
};

// The same for all rows of a window that is small against the ellipsoid: RowArea's coefficient j is the
// polynomial of coefficients [i][j] in the row.
struct AreaPlane {
    std::array<std::array<double, 4>, 4> integral{};
    double row_centre = 0, col_centre = 0;
};

// Areas of the cells of one window of a grid, row by row.
class WindowAreas {
  public:
    RowArea row(int r) const;  // r counts from the window's first row
    // Where there is none, rows follow no polynomial or one of a higher degree.
    const AreaPlane* plane() const { return plane_ ? &*plane_ : nullptr; }
    Quanta total() const { return total_; }  // ground area of the whole window
    // One quantum is 2^quantum_exponent() m2.
    int quantum_exponent() const { return quantum_exponent_; }

  private:
    friend class CellAreas;
    // Coefficient [i][j] of (row - row_centre)^i (col - col_centre)^j of the area right of the middle column,
    // mean over the row, divided by (col - col_centre).
    using Coefficients = std::array<std::array<double, RowArea::max_degree + 1>, RowArea::max_degree + 1>;

    void set_total(double square_metres);
    void set_rows(const std::vector<double>& cell_areas, int cols);
    void set_rows(const Coefficients& integral, int degree, int rows, int cols);

    int quantum_exponent_ = 0;
    Quanta total_ = 0;
    std::optional<AreaPlane> plane_;
    std::vector<RowArea> rows_;  // without a plane
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
