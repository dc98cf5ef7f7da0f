#include "geo/coverage.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>

#include "geo/workers.hpp"

namespace bareland {
namespace {

// Only its sign is asked for. Four sums side by side: one would wait for each addition.
double ring_area(std::span<const Point> ring) {
    std::array<double, 4> twice{};
    const Point origin = ring.front();
    const auto corner = [&](std::size_t i) {
        return (ring[i].x - origin.x) * (ring[i + 1].y - origin.y) -
               (ring[i + 1].x - origin.x) * (ring[i].y - origin.y);
    };
    std::size_t i = 1;
    for (; i + 4 < ring.size(); i += 4) {
        for (std::size_t k = 0; k < 4; ++k)
            twice[k] += corner(i + k);
    }
    for (; i + 1 < ring.size(); ++i)
        twice[0] += corner(i);
    return ((twice[0] + twice[1]) + (twice[2] + twice[3])) * 0.5;
}

std::size_t vertices_of(const MultiPolygon& shape) {
    std::size_t count = 0;
    for (const Polygon& polygon : shape) {
        count += polygon.outer.size();
        for (const Ring& hole : polygon.holes)
            count += hole.size();
    }
    return count;
}

// Where `threads` shares of about as many vertices each begin and end: 0 ... areas.size().
std::vector<std::size_t> even_shares(std::span<const Borders::Area> areas, int threads) {
    std::vector<std::size_t> upto{0};
    for (const Borders::Area& area : areas)
        upto.push_back(upto.back() + vertices_of(*area.shape));
    const auto shares = static_cast<std::size_t>(std::max(1, threads));
    std::vector<std::size_t> bounds{0};
    for (std::size_t s = 1; s < shares; ++s) {
        const auto half = std::lower_bound(upto.begin(), upto.end(), upto.back() / shares * s);
        bounds.push_back(static_cast<std::size_t>(half - upto.begin()));
    }
    bounds.push_back(areas.size());
    return bounds;
}

}  // namespace

Borders::Borders(std::int64_t cols, std::int64_t rows, int strip_rows, const Affine& to_cells)
    : cols_(cols),
      rows_(rows),
      strip_rows_(strip_rows),
      strips_per_row_(1.0 / strip_rows),
      to_cells_(to_cells),
      mirrored_(to_cells.determinant() < 0),
      bins_(static_cast<std::size_t>((rows + strip_rows - 1) / strip_rows)) {}

void Borders::add(RegionIndex region, const MultiPolygon& shape, bool inverted) {
    add_to(bins_, {region, &shape, inverted});
}

// Each worker bins areas of its own share, which follow each other, so that the bins come out in the areas'
// order.
void Borders::add(std::span<const Area> areas, int threads, bool pin) {
    const std::vector<std::size_t> bounds = even_shares(areas, threads);
    const std::size_t shares = bounds.size() - 1;
    std::vector<Bins> bins(shares, Bins(bins_.size()));
    run_workers(static_cast<int>(shares), shares, pin, [&](int, const std::function<std::size_t()>& next) {
        for (std::size_t s = next(); s < shares; s = next()) {
            for (const Area& area : areas.subspan(bounds[s], bounds[s + 1] - bounds[s]))
                add_to(bins[s], area);
        }
    });
    for (const Bins& part : bins) {
        for (std::size_t strip = 0; strip < bins_.size(); ++strip)
            bins_[strip].insert(bins_[strip].end(), part[strip].begin(), part[strip].end());
    }
}

void Borders::add_to(Bins& bins, const Area& area) const {
    const int outer_sign = area.inverted ? -1 : 1;
    for (const Polygon& polygon : *area.shape) {
        add_ring(bins, area.region, polygon.outer, outer_sign);
        for (const Ring& hole : polygon.holes)
            add_ring(bins, area.region, hole, -outer_sign);
    }
}

void Borders::add_ring(Bins& bins, RegionIndex region, const Ring& ring, int sign) const {
    if (ring.size() < 4) return;
    if (ring.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error("a ring of more than 2^32 vertices");
    }
    // With x right and y down the rows, a ring of positive shoelace area has its inside to the right of its
    // edges that go up the rows (y falling).
    const bool right_of_rising = (ring_area(ring) > 0) != mirrored_;
    bin_edges(bins, region, ring, right_of_rising ? -sign : sign);
}

// The strip that holds y; -1 above the grid, strips() below it.
std::int64_t Borders::strip_of(double y) const {
    if (!(y > 0)) return -1;
    if (y >= static_cast<double>(rows_)) return static_cast<std::int64_t>(bins_.size());
    const auto strip = static_cast<std::int64_t>(y * strips_per_row_);
    // The reciprocal may round across a strip's edge.
    if (static_cast<double>(strip * strip_rows_) > y) return strip - 1;
    return static_cast<double>((strip + 1) * strip_rows_) <= y ? strip + 1 : strip;
}

// Most vertices are in the strip of the one before: such runs are put into its bin at once. The bins may get
// edges that are level or right of the grid, too: the walker drops them.
void Borders::bin_edges(Bins& bins, RegionIndex region, std::span<const Point> ring,
                        std::int32_t sign) const {
    const auto strips = static_cast<std::int64_t>(bins.size());
    const Point* const last = &ring.back();
    for (const Point* from = ring.data(); from != last;) {
        const std::int64_t strip = strip_of(row_of(*from));
        // Bounds of the strip; a vertex on one of them is looked at by itself.
        const double top = strip < 0 ? -HUGE_VAL : static_cast<double>(strip * strip_rows_);
        const double bottom = strip < 0        ? 0
                              : strip < strips ? static_cast<double>((strip + 1) * strip_rows_)
                                               : HUGE_VAL;
        const Point* to = from;
        double next_row = 0;
        while (to != last && (next_row = row_of(to[1]), next_row > top && next_row < bottom))
            ++to;
        const bool inside = strip >= 0 && strip < strips;
        if (to != from && inside)
            put(bins, strip, {from, static_cast<std::uint32_t>(to - from), region, sign});
        if (to != last) {  // the edge that leaves
            const std::int64_t next = strip_of(next_row);
            const std::int64_t high = std::min(strips - 1, std::max(strip, next));
            for (std::int64_t s = std::max<std::int64_t>(0, std::min(strip, next)); s <= high; ++s)
                put(bins, s, {to, 1, region, sign});
            ++to;
        }
        from = to;
    }
}

void Borders::put(Bins& bins, std::int64_t strip, const Chain& chain) {
    auto& bin = bins[static_cast<std::size_t>(strip)];
    // A ring's last vertex starts no edge, so a chain is continued by its own ring only.
    if (!bin.empty() && bin.back().first + bin.back().edges == chain.first) {
        bin.back().edges += chain.edges;
    } else {
        bin.push_back(chain);
    }
}

}  // namespace bareland
