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

#include "geo/crs.hpp"
#include "geo/geometry.hpp"
#include "geo/wide.hpp"

namespace bareland {

using RegionIndex = std::uint32_t;
inline constexpr RegionIndex no_region = 0xFFFFFFFFu;

namespace share {
inline constexpr int bits = 40;
inline constexpr std::int64_t one = std::int64_t{1} << bits;  // a whole cell
inline constexpr double to_double = 1.0 / static_cast<double>(one);
}  // namespace share

// What an edge (or a few that follow each other) does to one cell: adds `area` to the cell's share and
// `cover` to all cells right of it.
struct Touch {
    std::uint32_t col;
    std::uint32_t row;  // within the strip
    std::int64_t cover;
    std::int64_t area;
};

// Touches field by field, so that wide instructions can work on several at once.
struct Touches {
    std::vector<std::uint64_t> cells;  // row << 32 | col
    std::vector<std::int64_t> covers;
    std::vector<std::int64_t> areas;

    Touch operator[](std::size_t i) const {
        return {static_cast<std::uint32_t>(cells[i]), static_cast<std::uint32_t>(cells[i] >> 32), covers[i],
                areas[i]};
    }
};

// Touches of a piece of border within a window of columns: they count for region `plus`, and with the
// opposite sign for region `minus`.
struct TouchRun {
    std::uint32_t window;  // counted from the left
    RegionIndex plus;
    RegionIndex minus;
    std::size_t first;  // of StripWalker::touches
    std::size_t count;
};

// The borders of regions, binned by strips of `strip_rows` rows. Shapes are not copied: they must stay where
// they are and as they are for as long as the borders are used.
class Borders {
  public:
    // `to_cells` leads from the plane of the shapes to cell coordinates.
    Borders(std::int64_t cols, std::int64_t rows, int strip_rows, const Affine& to_cells = {});

    // Adds a region's polygons (valid; any orientation). The same region may be added to in parts that do not
    // overlap. With `inverted` the region is the complement: the part of the grid outside the polygons; call
    // it at most once a region, or with polygons that do not overlap.
    void add(RegionIndex region, const MultiPolygon& shape, bool inverted = false);
    void add(RegionIndex region, MultiPolygon&& shape, bool inverted = false) = delete;
    // A shape to be added as above.
    struct Area {
        RegionIndex region;
        const MultiPolygon* shape;
        bool inverted = false;
    };
    // Adds many on several threads, with the same result as one by one; `pin` as in geo/workers.hpp.
    void add(std::span<const Area> areas, int threads, bool pin = false);

    std::int64_t cols() const { return cols_; }
    std::int64_t rows() const { return rows_; }
    int strip_rows() const { return strip_rows_; }
    std::size_t strips() const { return bins_.size(); }
    bool strip_empty(std::size_t strip) const { return bins_[strip].empty(); }

  private:
    friend class StripWalker;
    // Consecutive vertices first[0] .. first[edges] of a ring; `sign` is +1 when an edge that goes down the
    // rows (y growing) adds to what is on its right, and so one that goes up takes away.
    struct Chain {
        const Point* first;
        std::uint32_t edges;
        RegionIndex region;
        std::int32_t sign;
    };

    using Bins = std::vector<std::vector<Chain>>;  // by strip

    void add_to(Bins& bins, const Area& area) const;
    // `sign` +1: what the ring encloses belongs to the region, -1: is taken away from it.
    void add_ring(Bins& bins, RegionIndex region, const Ring& ring, int sign) const;
    double row_of(const Point& p) const { return to_cells_.d + to_cells_.e * p.x + to_cells_.f * p.y; }
    std::int64_t strip_of(double y) const;
    void bin_edges(Bins& bins, RegionIndex region, std::span<const Point> ring, std::int32_t sign) const;
    static void put(Bins& bins, std::int64_t strip, const Chain& chain);

    std::int64_t cols_;
    std::int64_t rows_;
    int strip_rows_;
    double strips_per_row_;
    Affine to_cells_;
    bool mirrored_;  // to_cells_ turns left into right
    Bins bins_;
};

// Turns edges into touches; the inner loop of StripWalker.
//
// Guarantee: the same sums of touches on every processor; wide instructions (geo/wide.hpp) only make it
// faster. They may leave touches of one cell apart that the plain way joins.
class EdgeWalker {
  public:
    explicit EdgeWalker(bool wide) : wide_(wide) {}

    // Forgets all touches; from now on rows [top, bottom) of a grid of `cols` columns are worked on, in
    // windows of `window_cols` columns. `to_cells` leads from the plane of the points to cell coordinates.
    void start(std::int64_t cols, std::int64_t top, std::int64_t bottom, int window_cols,
               const Affine& to_cells);
    // The edges points[0] - points[1], ... points[count - 1] - points[count] of a border: one that goes down
    // (y growing) adds to `plus` what is on its right and takes it from `minus`; one that goes up the
    // opposite.
    void walk(const Point* points, std::size_t count, RegionIndex plus, RegionIndex minus);

    const Touches& touches() const { return touches_; }
    std::span<const TouchRun> runs() const { return runs_; }

  private:
    struct Edge {  // from top to bottom; `sign` -1: the border goes up along it
        Point upper, lower;
        std::int64_t sign;
    };
    // Where the next touch goes, and the last one of this run. Passed about by value or kept in a local
    // variable, so that it stays in registers.
    struct Pen {
        std::size_t next;
        std::uint64_t cell;  // of the last touch; no_cell when nothing may be added to it
        std::int64_t cover, area;
    };
    static constexpr std::uint64_t no_cell = ~std::uint64_t{0};

    Pen walk_plain(Pen pen, const Point* points, std::size_t count);
    void walk_edge(Pen& pen, const Point& from, const Point& to);
    Pen walk_apart(Pen pen, const Point& from, const Point& to);
    void walk_near(Pen& pen, const Edge& edge, std::int64_t col, std::int64_t row, std::int64_t across,
                   std::int64_t down);
    void walk_far(Pen& pen, const Edge& edge, std::int64_t col, std::int64_t row, std::int64_t across,
                  std::int64_t down);
    Pen walk_clipped(Pen pen, const Edge& edge);
    void walk_row(Pen& pen, const Edge& edge, std::int64_t row, double xa, double xb, std::int64_t height,
                  double per_x);
    void put(Pen& pen, std::int64_t col, std::int64_t row, std::int64_t sign, std::int64_t height,
             double mean_x);
    // Room for so many touches more, and one that is written but not taken.
    void make_room(const Pen& pen, std::size_t more) {
        if (touches_.cells.size() - pen.next <= more) [[unlikely]]
            grow(2 * (pen.next + more) + 1024);
    }
    void grow(std::size_t size);
    Pen next_run(Pen pen, std::uint32_t col);
    void end_run(const Pen& pen);

    // geo/edge_walker_wide.cpp
    struct Wide;
    Pen walk_wide(Pen pen, const Point* points, std::size_t count);

    bool wide_;
    Affine to_cells_;
    double cols_ = 0;
    std::int64_t top_ = 0, bottom_ = 0;
    std::uint32_t window_cols_ = 1;
    std::uint32_t window_first_ = 0;  // first column of the window that is written to
    RegionIndex plus_ = no_region, minus_ = no_region;
    Touches touches_;  // with room to spare; the first is never used
    std::size_t run_first_ = 0;
    std::vector<TouchRun> runs_;
};

// Walks the borders of one strip; reused from strip to strip so that memory is allocated once.
//
// Neighbours' borders run together for hundreds of edges, mostly in opposite directions. So they are matched
// as text is by `diff`: a few vertices (those of a certain hash, and the ends of chains) are looked up in a
// table; from a vertex that two chains have in common both are followed for as long as their vertices are
// equal. What is left over is looked up edge by edge.
class StripWalker {
  public:
    // Without `wide`: with instructions that every processor has (for tests).
    explicit StripWalker(bool wide = wide_instructions()) : walker_(wide) {}

    // Finds all touches of the strip, in no particular order; the runs tell of which border they are.
    void walk(const Borders& borders, std::size_t strip, int window_cols);
    const Touches& touches() const { return walker_.touches(); }
    std::span<const TouchRun> runs() const { return walker_.runs(); }

  private:
    using Chain = Borders::Chain;
    struct Anchor {
        std::uint32_t chain;
        std::uint32_t vertex;  // of the chain
    };
    // An edge without a match so far, in the direction of its chain.
    struct Single {
        const Point* from;
        RegionIndex plus, minus;
    };

    void match_chains();
    void match_at(Anchor here);
    void follow(Anchor a, int step_a, Anchor b, int step_b);
    void walk_unmatched();
    void add_single(const Point* from, RegionIndex region, int sign);

    EdgeWalker walker_;
    std::span<const Chain> chains_;        // of the strip
    std::vector<std::size_t> first_edge_;  // of each chain, counted over the strip; then the total
    std::vector<std::uint8_t> matched_;    // edges that have been walked with their other side
    std::vector<Anchor> anchors_;          // open addressing by vertex; chain free_slot = free
    std::vector<Single> singles_;          // edges without a match
    std::vector<std::uint32_t> table_;     // open addressing over singles_, 0 = free, else index + 1
};

}  // namespace bareland
