// Patches (图斑): connected pieces of bare land as polygons, with their exact areas.
//
// Guarantees:
//  - A piece is a set of cells of one class that hang together by sides (`connect` 4), or by sides or corners
//    (8). Its polygons run exactly along cell edges, are valid, and have a vertex where the border turns and
//    nowhere else. Pieces that touch at corners only are polygons of one multipolygon.
//  - Areas are ground areas (geo/grid.hpp); the area within a region is the sum of share x area over the
//    piece's cells, with exact shares (geo/coverage.hpp). Over all pieces they add up to what
//    geo/zonal.hpp finds for the class.
//  - Pieces arrive in order of their last row, then of their first cell in that row; neither the size of the
//    windows nor the number of threads changes a bit: borders and areas are worked out in strips and squares
//    of their own, always the same ones.
//  - Memory: a few strips of windows, and the pieces that have cells in the last row of what is done.
//
// Strips of windows are worked through in parallel: runs of cells are united with those of the row above
// (union-find), and borders are followed from row to row as chains of corners. Then strips are joined in
// order at their seams by the same steps.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "geo/coverage.hpp"
#include "geo/geometry.hpp"
#include "geo/grid.hpp"
#include "geo/zonal.hpp"

namespace bareland::patches {

enum class Class : std::uint8_t { bare, netted };

struct RegionArea {
    RegionIndex region;
    AreaSum area;
    bool operator==(const RegionArea&) const = default;
};

struct Piece {
    Class of = Class::bare;
    std::uint64_t cells = 0;
    AreaSum area;
    std::vector<RegionArea> regions;  // by region; none that covers nothing of it
    std::int64_t first_row = 0;       // of its topmost cells the leftmost
    std::int64_t first_col = 0;
    std::int64_t last_row = 0;  // of its lowest cells the leftmost
    std::int64_t last_col = 0;
    // In cell coordinates (geo/grid.hpp), in canonical order: each ring from its topmost corner, the leftmost
    // of those, on; outer rings turn so that their cells are on the left where rows grow downwards, holes the
    // other way. Empty for pieces of less than Plan::shapes_from_m2.
    MultiPolygon shape;
};

struct Plan {
    int window_rows = 256;  // how the source likes to be read; strips are this high
    int window_cols = 256;
    CellClasses classes;
    int connect = 4;  // or 8
    std::size_t regions = 0;
    RegionIndex background = no_region;  // as in ZonalPlan
    double shapes_from_m2 = 0;           // ground area of the smallest piece that gets its shape
    int threads = 1;
    std::function<void()> strip_done;  // called from workers; may be empty
    std::function<bool()> stop;        // polled; true abandons the work; may be empty
};

// The strips that find_pieces wants its borders in.
inline constexpr int border_rows = 256;

// `borders` must be in strips of `border_rows`. `open` is called once by each worker, on its own thread;
// `take` by one thread at a time, in order. False: stopped.
bool find_pieces(const Borders& borders, const CellAreas& areas, const Plan& plan,
                 const std::function<std::unique_ptr<CellSource>()>& open,
                 const std::function<void(Piece&&)>& take);

}  // namespace bareland::patches
