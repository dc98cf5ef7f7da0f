#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/coverage.hpp"

namespace bareland {
namespace {

// Nearest integer of a value that is not negative; a plain conversion, because floor() is a call on baseline
// x86-64.
std::int64_t nearest(double value) {
    return static_cast<std::int64_t>(value + 0.5);
}

// A height as fixed point. y is not negative and less than a strip is high.
std::int64_t fixed(double y) {
    return nearest(y * static_cast<double>(share::one));
}

// The same of any y that is not negative: whole rows exactly, the rest rounded.
std::int64_t fixed_row(double y) {
    const auto row = static_cast<std::int64_t>(y);
    return (row << share::bits) + fixed(y - static_cast<double>(row));
}

}  // namespace

void EdgeWalker::start(std::int64_t cols, std::int64_t top, std::int64_t bottom, int window_cols,
                       const Affine& to_cells) {
    to_cells_ = to_cells;
    cols_ = static_cast<double>(cols);
    top_ = top;
    bottom_ = bottom;
    window_cols_ = static_cast<std::uint32_t>(window_cols);
    runs_.clear();
    run_first_ = 1;
    if (touches_.cells.empty()) grow(1024);
}

void EdgeWalker::walk(const Point* points, std::size_t count, RegionIndex plus, RegionIndex minus) {
    plus_ = plus;
    minus_ = minus;
    window_first_ = 0;
    const Pen pen{run_first_, no_cell, 0, 0};
    end_run(wide_ ? walk_wide(pen, points, count) : walk_plain(pen, points, count));
}

EdgeWalker::Pen EdgeWalker::walk_plain(Pen pen, const Point* points, std::size_t count) {
    Point from = to_cells_.apply(points[0]);
    for (std::size_t i = 1; i <= count; ++i) {
        const Point to = to_cells_.apply(points[i]);
        walk_edge(pen, from, to);
        from = to;
    }
    return pen;
}

EdgeWalker::Pen EdgeWalker::walk_apart(Pen pen, const Point& from, const Point& to) {
    walk_edge(pen, from, to);
    return pen;
}

void EdgeWalker::grow(std::size_t size) {
    touches_.cells.resize(size);
    touches_.covers.resize(size);
    touches_.areas.resize(size);
}

void EdgeWalker::end_run(const Pen& pen) {
    if (pen.next == run_first_) return;
    runs_.push_back({window_first_ / window_cols_, plus_, minus_, run_first_, pen.next - run_first_});
    run_first_ = pen.next;
}

EdgeWalker::Pen EdgeWalker::next_run(Pen pen, std::uint32_t col) {
    end_run(pen);
    window_first_ = col - col % window_cols_;
    pen.cell = no_cell;
    return pen;
}

// ---- one edge

inline __attribute__((always_inline)) void EdgeWalker::walk_edge(Pen& pen, const Point& from,
                                                                 const Point& to) {
    const bool goes_down = from.y < to.y;
    const Edge edge{goes_down ? from : to, goes_down ? to : from, goes_down ? 1 : -1};
    make_room(pen, 3);
    const double left = std::min(edge.upper.x, edge.lower.x);
    const double right = std::max(edge.upper.x, edge.lower.x);
    if (left >= cols_ || edge.upper.y == edge.lower.y) return;
    const bool inside = left >= 0 && right < cols_ && edge.upper.y >= static_cast<double>(top_) &&
                        edge.lower.y <= static_cast<double>(bottom_);
    if (!inside) [[unlikely]] {
        pen = walk_clipped(pen, edge);
        return;
    }
    const auto col = static_cast<std::int64_t>(edge.upper.x);
    const auto row = static_cast<std::int64_t>(edge.upper.y);
    const std::int64_t across = static_cast<std::int64_t>(edge.lower.x) - col;
    const std::int64_t down = static_cast<std::int64_t>(edge.lower.y) - row;
    if (std::abs(across) <= 1 && down <= 1) {
        walk_near(pen, edge, col, row, across, down);
    } else {
        walk_far(pen, edge, col, row, across, down);
    }
}

// Adds `height` that the border spans in a cell, at `mean_x` on average from the cell's left side; to the
// touch before if that is of the same cell: borders have many vertices in a cell. Nothing of no height is
// kept. No branches: whether a cell is the same cannot be foretold.
inline __attribute__((always_inline)) void EdgeWalker::put(Pen& pen, std::int64_t col, std::int64_t row,
                                                           std::int64_t sign, std::int64_t height,
                                                           double mean_x) {
    const auto column = static_cast<std::uint32_t>(col);
    if (column - window_first_ >= window_cols_) [[unlikely]] {
        if (height == 0) return;
        pen = next_run(pen, column);
    }
    const std::uint64_t cell = static_cast<std::uint64_t>(row) << 32 | column;
    const bool same = cell == pen.cell;
    const bool taken = same || height != 0;
    const std::int64_t kept = same ? -1 : 0;  // a mask
    const std::int64_t cover = (pen.cover & kept) + sign * height;
    const std::int64_t area =
        (pen.area & kept) + sign * nearest(static_cast<double>(height) * (1.0 - mean_x));
    const std::size_t to = pen.next - (same ? 1 : 0);
    touches_.cells[to] = cell;
    touches_.covers[to] = cover;
    touches_.areas[to] = area;
    pen.next = to + (taken ? 1 : 0);
    pen.cell = taken ? cell : pen.cell;
    pen.cover = taken ? cover : pen.cover;
    pen.area = taken ? area : pen.area;
}

// An edge that ends in the cell it starts in or in one of that cell's neighbours has three pieces at most.
// All three are reckoned, without a branch; those of no height leave nothing behind. Coordinates count from
// the first cell's corner, so that no digits are lost.
inline __attribute__((always_inline)) void EdgeWalker::walk_near(Pen& pen, const Edge& edge, std::int64_t col,
                                                                 std::int64_t row, std::int64_t across,
                                                                 std::int64_t down) {
    const auto col_0 = static_cast<double>(col);
    const auto row_0 = static_cast<double>(row);
    const double x0 = edge.upper.x - col_0;
    const double y0 = edge.upper.y - row_0;
    const double x1 = edge.lower.x - col_0;
    const double y1 = edge.lower.y - row_0;
    const double side = across < 0 ? 0.0 : 1.0;  // where the first column ends
    const double y_side = across != 0 ? y0 + (side - x0) * ((y1 - y0) / (x1 - x0)) : y1;
    const double y_bottom = down != 0 ? 1.0 : y1;
    const double x_side = across != 0 ? side : x1;
    const double x_bottom = down != 0 ? x0 + (1.0 - y0) * ((x1 - x0) / (y1 - y0)) : x1;
    const bool sideways = y_side < y_bottom;  // it leaves the first column before the first row
    const double xa = sideways ? x_side : x_bottom;
    const double xb = sideways ? x_bottom : x_side;
    const std::int64_t start = fixed(y0);
    const std::int64_t end = fixed(y1);
    const std::int64_t a = std::clamp(fixed(std::min(y_side, y_bottom)), start, end);
    const std::int64_t b = std::clamp(fixed(std::max(y_side, y_bottom)), a, end);
    struct Piece {
        std::int64_t col, row, height;
        double mean_x;
    };
    const auto mean = [](double from, double to, std::int64_t left) {
        return std::clamp(0.5 * (from + to) - static_cast<double>(left), 0.0, 1.0);
    };
    const std::int64_t col_a = sideways ? across : 0;
    const Piece first{0, 0, a - start, mean(x0, xa, 0)};
    const Piece second{col_a, sideways ? 0 : down, b - a, mean(xa, xb, col_a)};
    const Piece third{across, down, end - b, mean(xb, x1, across)};
    // In the border's direction, so that touches of one cell follow each other.
    const bool forward = edge.sign > 0;
    const Piece& front = forward ? first : third;
    const Piece& back = forward ? third : first;
    row -= top_;
    put(pen, col + front.col, row + front.row, edge.sign, front.height, front.mean_x);
    put(pen, col + second.col, row + second.row, edge.sign, second.height, second.mean_x);
    put(pen, col + back.col, row + back.row, edge.sign, back.height, back.mean_x);
}

// From cell to cell, downwards.
inline __attribute__((always_inline)) void EdgeWalker::walk_far(Pen& pen, const Edge& edge, std::int64_t col,
                                                                std::int64_t row, std::int64_t across,
                                                                std::int64_t down) {
    const auto col_0 = static_cast<double>(col);
    const auto row_0 = static_cast<double>(row);
    const double x0 = edge.upper.x - col_0;
    const double y0 = edge.upper.y - row_0;
    const double x1 = edge.lower.x - col_0;
    const double y1 = edge.lower.y - row_0;
    std::int64_t cols_left = std::abs(across);
    std::int64_t rows_left = down;
    make_room(pen, static_cast<std::size_t>(cols_left + rows_left) + 1);
    row -= top_;
    const std::int64_t last_height = fixed_row(y1);
    const double never = std::numeric_limits<double>::infinity();
    const double step = across < 0 ? -1.0 : 1.0;
    const double dx_dy = (x1 - x0) / (y1 - y0);
    const double dy_dx = (y1 - y0) / (x1 - x0);
    double side = across < 0 ? 0.0 : 1.0;  // where the column ends that the edge is in
    double left = 0;                       // of that column
    double bottom = 1;                     // where its row ends
    double x = x0;
    std::int64_t height = fixed(y0);
    for (std::int64_t pieces = cols_left + rows_left; pieces != 0; --pieces) {
        const double y_side = cols_left != 0 ? y0 + (side - x0) * dy_dx : never;
        const double y_bottom = rows_left != 0 ? bottom : never;
        const bool sideways = y_side < y_bottom;
        const double y_end = std::min(y_side, y_bottom);
        const double x_end = sideways ? side : x0 + (bottom - y0) * dx_dy;
        const std::int64_t end = std::clamp(fixed(y_end), height, last_height);
        put(pen, col, row, edge.sign, end - height, std::clamp(0.5 * (x + x_end) - left, 0.0, 1.0));
        x = x_end;
        height = end;
        const std::int64_t moved = sideways ? 1 : 0;
        cols_left -= moved;
        rows_left -= 1 - moved;
        col += sideways ? static_cast<std::int64_t>(step) : 0;
        row += 1 - moved;
        side += sideways ? step : 0;
        left += sideways ? step : 0;
        bottom += sideways ? 0 : 1;
    }
    put(pen, col, row, edge.sign, last_height - height, std::clamp(0.5 * (x + x1) - left, 0.0, 1.0));
}

// Of an edge that leaves the strip or the grid, row by row what is within.
EdgeWalker::Pen EdgeWalker::walk_clipped(Pen pen, const Edge& edge) {
    // Clamped before conversion: a vertex may lie far off the grid.
    const auto top = static_cast<double>(top_);
    const auto bottom = static_cast<double>(bottom_);
    const std::int64_t first = fixed_row(std::clamp(edge.upper.y, top, bottom));
    const std::int64_t last = fixed_row(std::clamp(edge.lower.y, top, bottom));
    if (first >= last) return pen;
    const double x0 = edge.upper.x;
    const double y0 = edge.upper.y;
    const double dx = edge.lower.x - x0;
    const double dy = edge.lower.y - y0;
    const double slope = dx / dy;
    const double per_x = static_cast<double>(share::one) * std::abs(dy / dx);  // infinite for upright edges
    const double x_min = std::min(x0, edge.lower.x);
    const double x_max = std::max(x0, edge.lower.x);
    const auto x_at = [&](std::int64_t row) {
        return std::clamp(x0 + (static_cast<double>(row) - y0) * slope, x_min, x_max);
    };
    const std::int64_t row0 = first >> share::bits;
    const std::int64_t row1 = (last - 1) >> share::bits;
    double xa = y0 >= top ? x0 : x_at(top_);
    for (std::int64_t row = row0; row <= row1; ++row) {
        const std::int64_t from = std::max(first, row << share::bits);
        const std::int64_t to = std::min(last, (row + 1) << share::bits);
        const double xb = edge.lower.y <= static_cast<double>(row + 1) ? edge.lower.x : x_at(row + 1);
        walk_row(pen, edge, row - top_, xa, xb, to - from, per_x);
        xa = xb;
    }
    return pen;
}

// One edge within one row: `height` (fixed point) is what it spans there, xa and xb where it enters and
// leaves, `per_x` how much height a column takes. The height is split over the columns so that the pieces add
// up to it exactly.
void EdgeWalker::walk_row(Pen& pen, const Edge& edge, std::int64_t row, double xa, double xb,
                          std::int64_t height, double per_x) {
    const double left = std::min(xa, xb);
    const double right = std::max(xa, xb);
    if (left >= cols_) return;
    const double stop = std::clamp(right, 0.0, cols_);
    make_room(pen, static_cast<std::size_t>(stop - std::clamp(left, 0.0, stop)) + 3);
    const auto touch = [&](std::int64_t col, std::int64_t cover, double mean_x) {
        put(pen, col, row, edge.sign, cover, mean_x);
    };
    if (right <= 0) return touch(0, height, 0.0);
    const auto first_col = static_cast<std::int64_t>(std::max(left, 0.0));
    if (left >= 0 && right <= static_cast<double>(first_col + 1)) {
        const auto col = static_cast<double>(first_col);
        return touch(first_col, height, 0.5 * ((left - col) + (right - col)));
    }
    // What the edge has spanned when it leaves a column; compared as a double first: the last row of a steep
    // edge may overflow an integer.
    const auto whole = static_cast<double>(height);
    const auto spanned = [&](double x) {
        const double height_at = (x - left) * per_x;
        return height_at < whole ? nearest(height_at) : height;
    };
    std::int64_t done = 0;
    if (left < 0) {  // the part off the grid's left side covers column 0 from its left edge on
        done = std::min(height, spanned(0));
        touch(0, done, 0.0);
    }
    for (std::int64_t col = first_col; static_cast<double>(col) < stop; ++col) {
        const auto c = static_cast<double>(col);
        const double from = std::max(left, c) - c;
        const double to = std::min(right - c, 1.0);
        const std::int64_t upto = right <= c + 1 ? height : std::clamp(spanned(c + 1), done, height);
        touch(col, upto - done, 0.5 * (from + to));
        done = upto;
    }
}

}  // namespace bareland
