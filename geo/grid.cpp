#include "geo/grid.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "geo/ellipsoid.hpp"

namespace bareland {
namespace {

constexpr int lattice_points = 6;        // of the interpolation in each direction: degree 5
constexpr double lattice_metres = 40e3;  // largest spacing of nodes
constexpr int quanta_bits = 61;          // of a window's area

double radians(double degrees) {
    return degrees * (std::numbers::pi / 180.0);
}

// Weights of Lagrange interpolation at `x` for nodes 0, 1 ... n-1.
std::array<double, lattice_points> lagrange(double x) {
    std::array<double, lattice_points> weights{};
    for (std::size_t i = 0; i < weights.size(); ++i) {
        double w = 1;
        for (std::size_t j = 0; j < weights.size(); ++j) {
            if (j != i) w *= (x - static_cast<double>(j)) / (static_cast<double>(i) - static_cast<double>(j));
        }
        weights[i] = w;
    }
    return weights;
}

// First node of the six that interpolate at lattice coordinate `u`: centred, but inside the lattice.
std::size_t first_node(double u, std::size_t nodes) {
    const auto wanted = static_cast<std::int64_t>(std::floor(u)) - (lattice_points / 2 - 1);
    const auto last = static_cast<std::int64_t>(nodes) - lattice_points;
    return static_cast<std::size_t>(std::clamp<std::int64_t>(wanted, 0, last));
}

// Monomial coefficients of the polynomial through `values` at the nodes `at` (Newton's divided differences).
std::array<double, RowArea::max_degree + 1> fit(std::span<const double> at, std::span<const double> values) {
    std::array<double, RowArea::max_degree + 1> difference{};
    std::copy(values.begin(), values.end(), difference.begin());
    const std::size_t n = at.size();
    for (std::size_t level = 1; level < n; ++level) {
        for (std::size_t i = n - 1; i >= level; --i) {
            difference[i] = (difference[i] - difference[i - 1]) / (at[i] - at[i - level]);
        }
    }
    std::array<double, RowArea::max_degree + 1> out{};
    out[0] = difference[n - 1];
    for (std::size_t i = n - 1; i-- > 0;) {  // out = out * (t - at[i]) + difference[i]
        for (std::size_t k = n - 1; k > 0; --k)
            out[k] = out[k - 1] - at[i] * out[k];
        out[0] = difference[i] - at[i] * out[0];
    }
    return out;
}

// Replaces a polynomial by its mean over [t - 1/2, t + 1/2]:
// mean of t^k = sum over even m of C(k, m) t^(k-m) (1/2)^m / (m + 1).
void mean_over_unit(std::span<double> coefficients) {
    for (std::size_t k = 0; k < coefficients.size(); ++k) {
        double binomial = 1;  // C(k, m)
        double half = 1;      // (1/2)^m
        for (std::size_t m = 1; m <= k; ++m) {
            binomial = binomial * static_cast<double>(k - m + 1) / static_cast<double>(m);
            half *= 0.5;
            if (m % 2 == 0)
                coefficients[k - m] += coefficients[k] * binomial * half / static_cast<double>(m + 1);
        }
    }
}

// Integral of (sum over i of c[i] y^i) x^j over a window centred on the origin: odd powers cancel.
double window_integral(std::span<const double> c, std::size_t j, int rows, int cols) {
    const auto whole = [](double half, std::size_t power) {
        return power % 2 == 1
                   ? 0.0
                   : 2 * std::pow(half, static_cast<double>(power + 1)) / static_cast<double>(power + 1);
    };
    double sum = 0;
    for (std::size_t i = 0; i < c.size(); ++i)
        sum += c[i] * whole(rows * 0.5, i);
    return sum * whole(cols * 0.5, j);
}

}  // namespace

std::optional<GridOffset> lattice_offset(const Grid& outer, const Grid& inner) {
    constexpr double tolerance = 1e-3;
    const Affine to_outer = outer.cell_to_crs.inverse();
    const auto corner = [&](double col, double row) {
        return to_outer.apply(inner.cell_to_crs.apply({col, row}));
    };
    const Point first = corner(0, 0);
    const double col = std::round(first.x);
    const double row = std::round(first.y);
    const auto cols = static_cast<double>(inner.cols);
    const auto rows = static_cast<double>(inner.rows);
    for (const Point& cell : {Point{0, 0}, Point{cols, 0}, Point{0, rows}, Point{cols, rows}}) {
        const Point there = corner(cell.x, cell.y);
        if (!(std::abs(there.x - (col + cell.x)) <= tolerance)) return std::nullopt;
        if (!(std::abs(there.y - (row + cell.y)) <= tolerance)) return std::nullopt;
    }
    return GridOffset{static_cast<std::int64_t>(col), static_cast<std::int64_t>(row)};
}

double RowArea::higher(double t) const {
    const auto& c = integral_;
    return (((c[7] * t + c[6]) * t + c[5]) * t + c[4]) * (t * t * t * t);
}

void WindowAreas::set_total(double square_metres) {
    quantum_exponent_ = square_metres > 0 ? std::ilogb(square_metres) - quanta_bits : 0;
    total_ = static_cast<Quanta>(std::ldexp(square_metres, -quantum_exponent_));
}

// Rows of equal cells: parallels of a geographic grid.
void WindowAreas::set_rows(const std::vector<double>& cell_areas, int cols) {
    set_total(std::accumulate(cell_areas.begin(), cell_areas.end(), 0.0) * cols);
    plane_.reset();
    rows_.resize(cell_areas.size());
    for (std::size_t r = 0; r < rows_.size(); ++r) {
        rows_[r].degree_ = 0;
        rows_[r].centre_ = cols * 0.5;
        rows_[r].integral_ = {std::ldexp(cell_areas[r], -quantum_exponent_)};
    }
}

void WindowAreas::set_rows(const Coefficients& integral, int degree, int rows, int cols) {
    const double per_quantum = std::ldexp(1.0, -quantum_exponent_);
    plane_.reset();
    if (degree <= 3) {
        plane_ = {.integral = {}, .row_centre = rows * 0.5, .col_centre = cols * 0.5};
        for (std::size_t i = 0; i < 4; ++i) {
            for (std::size_t j = 0; j < 4; ++j)
                plane_->integral[i][j] = integral[i][j] * per_quantum;
        }
        return;
    }
    rows_.resize(static_cast<std::size_t>(rows));
    for (int r = 0; r < rows; ++r) {
        RowArea& row = rows_[static_cast<std::size_t>(r)];
        row.degree_ = degree;
        row.centre_ = cols * 0.5;
        const double t = r + 0.5 - rows * 0.5;
        for (std::size_t j = 0; j < row.integral_.size(); ++j) {
            double sum = 0;
            for (std::size_t i = integral.size(); i-- > 0;)
                sum = sum * t + integral[i][j] * per_quantum;
            row.integral_[j] = sum;
        }
    }
}

RowArea WindowAreas::row(int r) const {
    if (!plane_) return rows_[static_cast<std::size_t>(r)];
    const auto& c = plane_->integral;
    const double t = r + 0.5 - plane_->row_centre;
    RowArea row;
    row.degree_ = 3;
    row.centre_ = plane_->col_centre;
    for (std::size_t j = 0; j < 4; ++j)
        row.integral_[j] = ((c[3][j] * t + c[2][j]) * t + c[1][j]) * t + c[0][j];
    return row;
}

CellAreas::CellAreas(const Grid& grid, const Crs& crs, const Transform& to_cgcs2000) : grid_(grid) {
    const Affine& g = grid.cell_to_crs;
    // Only where PROJ leaves degrees as they are (WGS 84, say) are rows parallels of the ellipsoid.
    per_row_ = crs.is_geographic() && g.c == 0 && g.e == 0 && to_cgcs2000.identity();
    if (!per_row_) build_lattice(to_cgcs2000);
}

// density = |d(lon, q)/d(col, row)| by central differences of sixth order with the given step (in cells).
double CellAreas::exact_density(const Transform& to_cgcs2000, double col, double row, double step) const {
    constexpr std::array<double, 3> weights = {45.0 / 60.0, -9.0 / 60.0, 1.0 / 60.0};
    std::array<Point, 12> points;
    for (std::size_t k = 0; k < 3; ++k) {
        const double d = step * static_cast<double>(k + 1);
        points[4 * k] = grid_.cell_to_crs.apply({col + d, row});
        points[4 * k + 1] = grid_.cell_to_crs.apply({col - d, row});
        points[4 * k + 2] = grid_.cell_to_crs.apply({col, row + d});
        points[4 * k + 3] = grid_.cell_to_crs.apply({col, row - d});
    }
    to_cgcs2000.apply(points);
    double lon_c = 0, q_c = 0, lon_r = 0, q_r = 0;
    const auto degrees_apart = [](double a, double b) { return std::remainder(a - b, 360.0); };
    for (std::size_t k = 0; k < 3; ++k) {
        const Point* p = &points[4 * k];
        lon_c += weights[k] * radians(degrees_apart(p[0].x, p[1].x));
        lon_r += weights[k] * radians(degrees_apart(p[2].x, p[3].x));
        q_c += weights[k] * (ellipsoid::authalic_q(p[0].y) - ellipsoid::authalic_q(p[1].y));
        q_r += weights[k] * (ellipsoid::authalic_q(p[2].y) - ellipsoid::authalic_q(p[3].y));
    }
    return std::abs(lon_c * q_r - lon_r * q_c) / (step * step);
}

void CellAreas::build_lattice(const Transform& to_cgcs2000) {
    const auto cols = static_cast<double>(grid_.cols);
    const auto rows = static_cast<double>(grid_.rows);
    // A first density at the centre gives the cell's size on the ground, and with it steps in metres.
    const double rough =
        exact_density(to_cgcs2000, cols / 2, rows / 2, std::min(1.0, std::min(cols, rows) / 8));
    cell_m_ = std::isfinite(rough) && rough > 0 ? std::sqrt(rough) : 1;
    const auto node_count = [&](double cells) {
        const double spacing = std::min(cells / (lattice_points - 1), lattice_metres / cell_m_);
        return static_cast<std::size_t>(
            std::max<double>(lattice_points, std::ceil(cells / spacing - 1e-9) + 1));
    };
    nodes_x_ = node_count(cols);
    nodes_y_ = node_count(rows);
    spacing_x_ = cols / static_cast<double>(nodes_x_ - 1);
    spacing_y_ = rows / static_cast<double>(nodes_y_ - 1);
    nodes_.resize(nodes_x_ * nodes_y_);
    const double step = 500.0 / cell_m_;
    for (std::size_t j = 0; j < nodes_y_; ++j) {
        for (std::size_t i = 0; i < nodes_x_; ++i) {
            nodes_[j * nodes_x_ + i] = exact_density(to_cgcs2000, static_cast<double>(i) * spacing_x_,
                                                     static_cast<double>(j) * spacing_y_, step);
        }
    }
}

double CellAreas::density(double col, double row) const {
    const double u = col / spacing_x_;
    const double v = row / spacing_y_;
    const std::size_t i0 = first_node(u, nodes_x_);
    const std::size_t j0 = first_node(v, nodes_y_);
    const auto wx = lagrange(u - static_cast<double>(i0));
    const auto wy = lagrange(v - static_cast<double>(j0));
    double sum = 0;
    for (std::size_t j = 0; j < lattice_points; ++j) {
        const double* node = &nodes_[(j0 + j) * nodes_x_ + i0];
        double along = 0;
        for (std::size_t i = 0; i < lattice_points; ++i)
            along += wx[i] * node[i];
        sum += wy[j] * along;
    }
    return sum;
}

void CellAreas::window(std::int64_t row0, std::int64_t col0, int rows, int cols, WindowAreas& out) const {
    if (per_row_) {
        const Affine& g = grid_.cell_to_crs;
        std::vector<double> cells;
        for (std::int64_t r = row0; r < row0 + rows; ++r) {
            const double lat0 = g.d + g.f * static_cast<double>(r);
            const double lat1 = g.d + g.f * static_cast<double>(r + 1);
            cells.push_back(std::abs(ellipsoid::cell_area(lat0, lat1, 0, g.b)));
        }
        return out.set_rows(cells, cols);
    }
    const double row_centre = rows * 0.5;
    const double col_centre = cols * 0.5;
    const double span = std::max(rows, cols) * cell_m_;
    const int degree = span <= 30e3 ? 3 : RowArea::max_degree;
    const auto n = static_cast<std::size_t>(degree + 1);
    std::array<double, RowArea::max_degree + 1> at_row{}, at_col{};
    for (std::size_t k = 0; k < n; ++k) {  // Chebyshev nodes of the window
        const double c = std::cos(std::numbers::pi * (static_cast<double>(k) + 0.5) / static_cast<double>(n));
        at_row[k] = row_centre * c;
        at_col[k] = col_centre * c;
    }
    double total = 0;
    WindowAreas::Coefficients along{}, integral{};
    for (std::size_t i = 0; i < n; ++i) {
        std::array<double, RowArea::max_degree + 1> values{};
        for (std::size_t j = 0; j < n; ++j) {
            values[j] = density(static_cast<double>(col0) + col_centre + at_col[j],
                                static_cast<double>(row0) + row_centre + at_row[i]);
        }
        along[i] = fit(std::span(at_col).first(n), std::span(values).first(n));
    }
    for (std::size_t j = 0; j < n; ++j) {
        std::array<double, RowArea::max_degree + 1> values{};
        for (std::size_t i = 0; i < n; ++i)
            values[i] = along[i][j];
        auto down = fit(std::span(at_row).first(n), std::span(values).first(n));
        total += window_integral(std::span(down).first(n), j, rows, cols);
        mean_over_unit(std::span(down).first(n));
        for (std::size_t i = 0; i < n; ++i)
            integral[i][j] = down[i] / static_cast<double>(j + 1);
    }
    out.set_total(total);
    out.set_rows(integral, degree, rows, cols);
}

}  // namespace bareland
