#include "geo/coverage.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace bareland {
namespace {

// Nearest integer of a value that is not negative; a plain conversion, because floor() is a call on baseline
// x86-64.
std::int64_t nearest(double value) {
    return static_cast<std::int64_t>(value + 0.5);
}

std::int64_t fixed_row(double y) {
    return static_cast<std::int64_t>(std::nearbyint(y * static_cast<double>(share::one)));
}

double ring_area(std::span<const Point> ring) {
    double twice = 0;
    const Point origin = ring.front();
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        twice += (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) -
                 (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
    }
    return twice * 0.5;
}

std::uint64_t hash_of(double x0, double y0, double x1, double y1) {
    constexpr std::uint64_t k = 0x9E3779B97F4A7C15u;
    std::uint64_t h = std::bit_cast<std::uint64_t>(x0) * k;
    h = (std::rotl(h, 23) ^ std::bit_cast<std::uint64_t>(y0)) * k;
    h = (std::rotl(h, 23) ^ std::bit_cast<std::uint64_t>(x1)) * k;
    h = (std::rotl(h, 23) ^ std::bit_cast<std::uint64_t>(y1)) * k;
    return h ^ (h >> 32);
}

}  // namespace

Borders::Borders(std::int64_t cols, std::int64_t rows, int strip_rows)
    : cols_(cols),
      rows_(rows),
      strip_rows_(strip_rows),
      bins_(static_cast<std::size_t>((rows + strip_rows - 1) / strip_rows)) {}

void Borders::add(RegionIndex region, const MultiPolygon& shape, bool inverted) {
    const int outer_sign = inverted ? -1 : 1;
    for (const Polygon& polygon : shape) {
        add_ring(region, polygon.outer, outer_sign);
        for (const Ring& hole : polygon.holes)
            add_ring(region, hole, -outer_sign);
    }
}

// `sign` +1: what the ring encloses belongs to the region, -1: is taken away from it.
void Borders::add_ring(RegionIndex region, std::span<const Point> ring, int sign) {
    if (ring.size() < 4) return;
    // With x right and y down the rows, a ring of positive shoelace area has its inside to the right of its
    // edges that go up the rows (y falling). Those add to what lies right of them: canonical edges have y
    // growing, hence the minus.
    const std::int32_t chain_sign = (ring_area(ring) > 0 ? -1 : 1) * sign;
    if (vertices_.size() + ring.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error("more than 2^32 border vertices");
    }
    const auto base = static_cast<std::uint32_t>(vertices_.size());
    vertices_.insert(vertices_.end(), ring.begin(), ring.end());
    const double per_strip = 1.0 / strip_rows_;
    const auto limit = static_cast<double>(rows_);
    const auto last_strip = static_cast<std::int64_t>(bins_.size()) - 1;
    const auto strip_of = [&](double y) {
        return std::min(last_strip, static_cast<std::int64_t>(std::clamp(y, 0.0, limit) * per_strip));
    };
    const auto right = static_cast<double>(cols_);
    for (std::uint32_t i = 0; i + 1 < ring.size(); ++i) {
        const Point& a = ring[i];
        const Point& b = ring[i + 1];
        const double low = std::min(a.y, b.y);
        const double high = std::max(a.y, b.y);
        if (low >= limit || high <= 0 || low == high) continue;
        if (a.x >= right && b.x >= right) continue;  // everything right of it is off the grid
        const std::int64_t s1 = strip_of(high);
        for (std::int64_t s = strip_of(low); s <= s1; ++s) {
            auto& bin = bins_[static_cast<std::size_t>(s)];
            if (!bin.empty() && bin.back().last == base + i && i > 0) {
                bin.back().last = base + i + 1;
            } else {
                bin.push_back({base + i, base + i + 1, region, chain_sign});
            }
        }
    }
}

std::span<const Touch> StripWalker::walk(const Borders& borders, std::size_t strip) {
    cols_ = static_cast<double>(borders.cols());
    top_ = static_cast<std::int64_t>(strip) * borders.strip_rows();
    bottom_ = std::min(borders.rows(), top_ + borders.strip_rows());
    touches_.clear();
    collect(borders, strip);
    for (const Edge& edge : edges_) {
        if (edge.plus != edge.minus) walk_edge(edge);
    }
    return touches_;
}

void StripWalker::collect(const Borders& borders, std::size_t strip) {
    edges_.clear();
    std::size_t expected = 0;
    for (const auto& chain : borders.bins_[strip])
        expected += chain.last - chain.first;
    table_.assign(std::bit_ceil(std::max<std::size_t>(16, expected * 2)), 0);
    for (const auto& chain : borders.bins_[strip]) {
        for (std::uint32_t i = chain.first; i < chain.last; ++i) {
            add_edge(borders.vertices_[i], borders.vertices_[i + 1], chain.region, chain.sign);
        }
    }
}

// Stores the edge from top to bottom, or gives its other side to the region when it is there already.
void StripWalker::add_edge(const Point& a, const Point& b, RegionIndex region, int sign) {
    const bool down = a.y < b.y;
    const Point& upper = down ? a : b;
    const Point& lower = down ? b : a;
    if (upper.y == lower.y) return;
    const bool adds = (down ? sign : -sign) > 0;
    const std::uint64_t mask = table_.size() - 1;
    // -0.0 and 0.0 hash apart although equal: adding 0.0 makes them one.
    std::uint64_t slot = hash_of(upper.x + 0.0, upper.y + 0.0, lower.x + 0.0, lower.y + 0.0) & mask;
    for (; table_[slot] != 0; slot = (slot + 1) & mask) {
        Edge& known = edges_[table_[slot] - 1];
        if (known.x0 != upper.x || known.y0 != upper.y || known.x1 != lower.x || known.y1 != lower.y)
            continue;
        RegionIndex& side = adds ? known.plus : known.minus;
        if (side != no_region) continue;  // both sides taken: overlapping regions; store it once more
        side = region;
        return;
    }
    edges_.push_back(
        {upper.x, upper.y, lower.x, lower.y, adds ? region : no_region, adds ? no_region : region});
    table_[slot] = static_cast<std::uint32_t>(edges_.size());
}

void StripWalker::walk_edge(const Edge& edge) {
    const std::int64_t strip_top = top_ << share::bits;
    const std::int64_t strip_bottom = bottom_ << share::bits;
    // Clamped before conversion: a vertex may lie far off the grid.
    const double low = std::clamp(edge.y0, static_cast<double>(top_) - 1, static_cast<double>(bottom_) + 1);
    const double high = std::clamp(edge.y1, static_cast<double>(top_) - 1, static_cast<double>(bottom_) + 1);
    const std::int64_t first = std::max(fixed_row(low), strip_top);
    const std::int64_t last = std::min(fixed_row(high), strip_bottom);
    if (first >= last) return;
    const double slope = (edge.x1 - edge.x0) / (edge.y1 - edge.y0);
    const double x_min = std::min(edge.x0, edge.x1);
    const double x_max = std::max(edge.x0, edge.x1);
    const auto x_at = [&](std::int64_t row) {
        return std::clamp(edge.x0 + (static_cast<double>(row) - edge.y0) * slope, x_min, x_max);
    };
    const std::int64_t row0 = first >> share::bits;
    const std::int64_t row1 = (last - 1) >> share::bits;
    double xa = edge.y0 >= static_cast<double>(top_) ? edge.x0 : x_at(top_);
    for (std::int64_t row = row0; row <= row1; ++row) {
        const std::int64_t from = std::max(first, row << share::bits);
        const std::int64_t to = std::min(last, (row + 1) << share::bits);
        const double xb = edge.y1 <= static_cast<double>(row + 1) ? edge.x1 : x_at(row + 1);
        walk_row(edge, static_cast<std::uint32_t>(row - top_), xa, xb, to - from);
        xa = xb;
    }
}

// One edge within one row: `height` (fixed point) is what it spans there, xa and xb where it enters and
// leaves. The height is split over the columns so that the pieces add up to it exactly.
void StripWalker::walk_row(const Edge& edge, std::uint32_t row, double xa, double xb, std::int64_t height) {
    const auto emit = [&](std::int64_t col, std::int64_t cover, double mean_x) {
        if (cover == 0) return;
        const auto area = nearest(static_cast<double>(cover) * (1.0 - mean_x));
        touches_.push_back({static_cast<std::uint32_t>(col), row, edge.plus, edge.minus, cover, area});
    };
    const double left = std::min(xa, xb);
    const double right = std::max(xa, xb);
    if (left >= cols_) return;
    if (right <= 0) return emit(0, height, 0.0);
    const auto first_col = static_cast<std::int64_t>(std::max(left, 0.0));
    if (left >= 0 && right <= static_cast<double>(first_col + 1)) {
        const auto col = static_cast<double>(first_col);
        return emit(first_col, height, 0.5 * ((left - col) + (right - col)));
    }
    const double per_x = static_cast<double>(height) / (right - left);
    std::int64_t done = 0;
    if (left < 0) {  // the part off the grid's left side covers column 0 from its left edge on
        done = std::min(height, nearest(-left * per_x));
        emit(0, done, 0.0);
    }
    const double stop = std::min(right, cols_);
    for (std::int64_t col = first_col; static_cast<double>(col) < stop; ++col) {
        const auto c = static_cast<double>(col);
        const double from = std::max(left, c) - c;
        const double to = std::min(right - c, 1.0);
        const std::int64_t upto =
            right <= c + 1 ? height : std::clamp(nearest((c + 1 - left) * per_x), done, height);
        emit(col, upto - done, 0.5 * (from + to));
        done = upto;
    }
}

}  // namespace bareland
