#include "geo/grid.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

#include "geo/ellipsoid.hpp"

namespace bareland {
namespace {

constexpr int lattice_points = 6;        // of the interpolation in each direction: degree 5
constexpr double lattice_metres = 40e3;  // largest spacing of nodes
constexpr double linear_tolerance = 1e-10;

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

std::uint64_t bits_between(int from, int to) {  // bits [from, to) of a word, 0 <= from < to <= 64
    const std::uint64_t below = to == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << to) - 1;
    return below & (~std::uint64_t{0} << from);
}

// Sum of the positions of the set bits.
int position_sum(std::uint64_t bits) {
    return std::popcount(bits & 0xAAAAAAAAAAAAAAAAu) + 2 * std::popcount(bits & 0xCCCCCCCCCCCCCCCCu) +
           4 * std::popcount(bits & 0xF0F0F0F0F0F0F0F0u) + 8 * std::popcount(bits & 0xFF00FF00FF00FF00u) +
           16 * std::popcount(bits & 0xFFFF0000FFFF0000u) + 32 * std::popcount(bits & 0xFFFFFFFF00000000u);
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

double RowArea::slope(double t) const {
    double sum = (3 * mean_[3] * t + 2 * mean_[2]) * t + mean_[1];
    if (degree_ > 3)
        sum += (((7 * mean_[7] * t + 6 * mean_[6]) * t + 5 * mean_[5]) * t + 4 * mean_[4]) * (t * t * t);
    return sum;
}

double RowArea::word(std::uint64_t bits, int first_col) const {
    if (degree_ == 0) return std::popcount(bits) * mean_[0];
    if (bits == ~std::uint64_t{0}) return run(first_col, first_col + 64);
    double sum = 0;
    if (step_ == 1) {
        for (; bits != 0; bits &= bits - 1)
            sum += cell(first_col + std::countr_zero(bits));
        return sum;
    }
    const std::uint64_t piece_bits = step_ == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << step_) - 1;
    for (int at = 0; bits != 0; at += step_, bits = step_ == 64 ? 0 : bits >> step_) {
        const std::uint64_t piece = bits & piece_bits;
        if (piece == 0) continue;
        const int count = std::popcount(piece);
        const int col = first_col + at;
        const double middle = (step_ - 1) * 0.5;
        const double t = col + middle + 0.5 - centre_;
        sum += count * mean(t) + slope(t) * (position_sum(piece) - middle * count);
    }
    return sum;
}

double RowArea::masked(std::span<const std::uint64_t> words, int from, int to) const {
    if (from >= to) return 0;
    const int first = from / 64;
    const int last = (to - 1) / 64;
    double sum = 0;
    for (int w = first; w <= last; ++w) {
        std::uint64_t bits = words[static_cast<std::size_t>(w)];
        if (bits == 0) continue;
        if (w == first || w == last) {
            bits &= bits_between(w == first ? from - 64 * w : 0, w == last ? to - 64 * w : 64);
            if (bits == 0) continue;
        }
        sum += word(bits, 64 * w);
    }
    return sum;
}

RowArea WindowAreas::row(int r) const {
    RowArea out;
    out.centre_ = col_centre_;
    out.degree_ = degree_;
    out.step_ = step_;
    if (!per_row_.empty()) {
        out.mean_[0] = out.integral_[0] = per_row_[static_cast<std::size_t>(r)];
        return out;
    }
    const double t = r + 0.5 - row_centre_;
    constexpr std::array<double, RowArea::max_degree + 1> power = {1,      1 / 2., 1 / 3., 1 / 4.,
                                                                   1 / 5., 1 / 6., 1 / 7., 1 / 8.};
    const auto collapse = [&](const Coefficients& c, std::size_t j) {
        return ((c[3][j] * t + c[2][j]) * t + c[1][j]) * t + c[0][j];
    };
    for (std::size_t j = 0; j < 4; ++j) {
        out.mean_[j] = collapse(mean_, j);
        out.integral_[j] = collapse(density_, j) * power[j];
    }
    if (degree_ <= 3) return out;
    const double t4 = t * t * t * t;
    const auto higher = [&](const Coefficients& c, std::size_t j) {
        return (((c[7][j] * t + c[6][j]) * t + c[5][j]) * t + c[4][j]) * t4;
    };
    for (std::size_t j = 0; j < power.size(); ++j) {
        if (j >= 4) {
            out.mean_[j] = collapse(mean_, j);
            out.integral_[j] = collapse(density_, j) * power[j];
        }
        out.mean_[j] += higher(mean_, j);
        out.integral_[j] += higher(density_, j) * power[j];
    }
    return out;
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
    out.row_centre_ = rows * 0.5;
    out.col_centre_ = cols * 0.5;
    if (per_row_) {
        const Affine& g = grid_.cell_to_crs;
        out.per_row_.clear();
        for (std::int64_t r = row0; r < row0 + rows; ++r) {
            const double lat0 = g.d + g.f * static_cast<double>(r);
            const double lat1 = g.d + g.f * static_cast<double>(r + 1);
            out.per_row_.push_back(std::abs(ellipsoid::cell_area(lat0, lat1, 0, g.b)));
        }
        out.total_ = std::accumulate(out.per_row_.begin(), out.per_row_.end(), 0.0) * cols;
        return;
    }
    const double span = std::max(rows, cols) * cell_m_;
    out.degree_ = span <= 30e3 ? 3 : RowArea::max_degree;
    const auto n = static_cast<std::size_t>(out.degree_ + 1);
    std::array<double, RowArea::max_degree + 1> at_row{}, at_col{};
    for (std::size_t k = 0; k < n; ++k) {  // Chebyshev nodes of the window
        const double c = std::cos(std::numbers::pi * (static_cast<double>(k) + 0.5) / static_cast<double>(n));
        at_row[k] = out.row_centre_ * c;
        at_col[k] = out.col_centre_ * c;
    }
    out.total_ = 0;
    std::array<std::array<double, RowArea::max_degree + 1>, RowArea::max_degree + 1> along{};
    for (std::size_t i = 0; i < n; ++i) {
        std::array<double, RowArea::max_degree + 1> values{};
        for (std::size_t j = 0; j < n; ++j) {
            values[j] = density(static_cast<double>(col0) + out.col_centre_ + at_col[j],
                                static_cast<double>(row0) + out.row_centre_ + at_row[i]);
        }
        along[i] = fit(std::span(at_col).first(n), std::span(values).first(n));
    }
    for (std::size_t j = 0; j < n; ++j) {
        std::array<double, RowArea::max_degree + 1> values{};
        for (std::size_t i = 0; i < n; ++i)
            values[i] = along[i][j];
        auto down = fit(std::span(at_row).first(n), std::span(values).first(n));
        out.total_ += window_integral(std::span(down).first(n), j, rows, cols);
        mean_over_unit(std::span(down).first(n));
        for (std::size_t i = 0; i < n; ++i)
            out.density_[i][j] = out.mean_[i][j] = down[i];
    }
    for (std::size_t i = 0; i < n; ++i)
        mean_over_unit(std::span(out.mean_[i]).first(n));
    // Largest number of cells over which leaving out the square term stays under the tolerance.
    const double curvature = std::abs(out.mean_[0][2]) / out.mean_[0][0];
    out.step_ = curvature * 32 * 32 < linear_tolerance ? 64 : curvature * 8 * 8 < linear_tolerance ? 16 : 1;
}

}  // namespace bareland
