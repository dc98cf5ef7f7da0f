// Exact share of each cell that polygons cover.
//
// The method is that of anti-aliased font rasterisers: every edge adds, to the cells it touches and to no
// others, the signed height it spans (cover) and the part of the cell to its right (area); a running sum of
// covers along a row then gives each cell's share. Edges are binned by strips of rows, so a strip is worked
// on with what it needs.
//
// Guarantees:
//  - share(cell) = area of (polygon ∩ cell) in the cell plane, to 1e-12 of a cell for each edge in the cell;
//  no
//    sampling, no centre rule. Interior cells have exactly `one`.
//  - Shares are integers (multiples of 2^-40): the order in which edges are added cannot change them.
//  - An edge that two regions share, with equal end points in either direction, is walked once and given to
//  one with
//    the opposite sign of the other: over a partition the shares of every cell sum to exactly `one`.
//  - What lies left, right, above or below the grid is cut off exactly.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland {

using RegionIndex = std::uint32_t;
inline constexpr RegionIndex no_region = 0xFFFFFFFFu;

namespace share {
inline constexpr int bits = 40;
inline constexpr std::int64_t one = std::int64_t{1} << bits;  // a whole cell
inline constexpr double to_double = 1.0 / static_cast<double>(one);
}  // namespace share

// What an edge (or a few that follow each other) does to one cell: adds `area` to the cell's share and
// `cover` to all cells right of it, for region `plus`; the opposite for region `minus`.
struct Touch {
    std::uint32_t col;
    std::uint32_t row;  // within the strip
    RegionIndex plus;
    RegionIndex minus;
    std::int64_t cover;
    std::int64_t area;
};

// The borders of regions in cell coordinates, binned by strips of `strip_rows` rows.
class Borders {
  public:
    Borders(std::int64_t cols, std::int64_t rows, int strip_rows);
    Borders(Borders&&) = default;
    Borders& operator=(Borders&&) = default;

    // Adds a region's polygons (valid; any orientation) in cell coordinates. The same region may be added to
    // in parts that do not overlap. With `inverted` the region is the complement: the part of the grid
    // outside the polygons; call it at most once a region, or with polygons that do not overlap. A shape that
    // is given away is not copied.
    void add(RegionIndex region, const MultiPolygon& shape, bool inverted = false);
    void add(RegionIndex region, MultiPolygon&& shape, bool inverted = false);
    // `sign` +1: what the ring encloses belongs to the region, -1: is taken away from it.
    void add_ring(RegionIndex region, Ring ring, int sign);

    std::int64_t cols() const { return cols_; }
    std::int64_t rows() const { return rows_; }
    int strip_rows() const { return strip_rows_; }
    std::size_t strips() const { return bins_.size(); }
    bool strip_empty(std::size_t strip) const { return bins_[strip].empty(); }

  private:
    friend class StripWalker;
    // Consecutive vertices first[0] .. first[edges] of a ring; `sign` is +1 when a descending edge (y
    // growing) lies on the region's left, so that it takes away from what is on its right.
    struct Chain {
        const Point* first;
        std::uint32_t edges;
        RegionIndex region;
        std::int32_t sign;
    };

    std::int64_t strip_of(double y) const;
    void bin_edges(RegionIndex region, std::span<const Point> ring, std::int32_t sign);
    void put(std::int64_t strip, const Chain& chain);

    std::int64_t cols_;
    std::int64_t rows_;
    int strip_rows_;
    double strips_per_row_;
    std::vector<Ring> rings_;  // what the chains point into
    std::vector<std::vector<Chain>> bins_;
};

// Walks the borders of one strip; reused from strip to strip so that memory is allocated once.
//
// Neighbours' borders run together for hundreds of edges, mostly in opposite directions. So they are matched
// as text is by `diff`: a few vertices (those of a certain hash, and the ends of chains) are looked up in a
// table; from a vertex that two chains have in common both are followed for as long as their vertices are
// equal. What is left over is looked up edge by edge.
class StripWalker {
  public:
    // All touches of the strip, in no particular order.
    std::span<const Touch> walk(const Borders& borders, std::size_t strip);

  private:
    using Chain = Borders::Chain;
    struct Edge {
        Point upper, lower;
        RegionIndex plus, minus;
    };
    struct Anchor {
        std::uint32_t chain;
        std::uint32_t vertex;  // of the chain
    };

    void match_chains();
    void match_at(Anchor here);
    void follow(Anchor a, int step_a, Anchor b, int step_b);
    void walk_unmatched();
    void add_edge(const Point& a, const Point& b, RegionIndex region, int sign);
    void walk_edge(const Edge& edge);
    void walk_inside(const Edge& edge);
    void walk_clipped(const Edge& edge);
    void walk_row(const Edge& edge, std::uint32_t row, double xa, double xb, std::int64_t height,
                  double per_x);
    std::size_t put(const Touch& touch);
    std::size_t put_or_merge(const Touch& touch, std::size_t with);

    double cols_ = 0;
    std::int64_t top_ = 0, bottom_ = 0;    // rows of the strip
    std::span<const Chain> chains_;        // of the strip
    std::vector<std::size_t> first_edge_;  // of each chain, counted over the strip; then the total
    std::vector<std::uint8_t> matched_;    // edges that have been walked with their other side
    std::vector<Anchor> anchors_;          // open addressing by vertex; chain free_slot = free
    std::vector<Edge> edges_;              // those without a match
    std::vector<std::uint32_t> table_;     // open addressing over edges_, 0 = free, else index + 1
    std::vector<Touch> touches_;           // with room to spare
    std::size_t touch_count_ = 0;
    std::size_t edge_start_ = 0;  // the touch at the upper end of the edge walked last
};

}  // namespace bareland
