#include "geo/coverage.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace bareland {
namespace {

// Nearest integer of a value that is not negative; a plain conversion, because floor() is a call on baseline
// x86-64.
std::int64_t nearest(double value) {
    return static_cast<std::int64_t>(value + 0.5);
}

// A height as fixed point: whole rows exactly, the rest rounded. y is not negative.
std::int64_t fixed_row(double y) {
    const auto row = static_cast<std::int64_t>(y);
    return (row << share::bits) + nearest((y - static_cast<double>(row)) * static_cast<double>(share::one));
}

// `cover` at `mean_x` on average from the left side of its cell.
Touch touch_of(std::int64_t col, std::int64_t row, RegionIndex plus, RegionIndex minus, std::int64_t cover,
               double mean_x) {
    return {static_cast<std::uint32_t>(col),
            static_cast<std::uint32_t>(row),
            plus,
            minus,
            cover,
            nearest(static_cast<double>(cover) * (1.0 - mean_x))};
}

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

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15u;

// -0.0 and 0.0 hash apart although equal: adding 0.0 makes them one.
std::uint64_t hash_of(const Point& p) {
    const auto x = std::bit_cast<std::uint64_t>(p.x + 0.0);
    const auto y = std::bit_cast<std::uint64_t>(p.y + 0.0);
    return (x ^ std::rotl(y * golden, 32)) * golden;
}
std::uint64_t hash_of(const Point& a, const Point& b) {
    const std::uint64_t h = (hash_of(a) ^ std::rotl(hash_of(b), 23)) * golden;
    return h ^ (h >> 32);
}

// One vertex in 16 is looked up to find borders that run together.
bool is_anchor(std::uint64_t hash) {
    return hash >> 60 == 0;
}

constexpr std::uint32_t free_slot = 0xFFFFFFFFu;

}  // namespace

Borders::Borders(std::int64_t cols, std::int64_t rows, int strip_rows)
    : cols_(cols),
      rows_(rows),
      strip_rows_(strip_rows),
      strips_per_row_(1.0 / strip_rows),
      bins_(static_cast<std::size_t>((rows + strip_rows - 1) / strip_rows)) {}

void Borders::add(RegionIndex region, const MultiPolygon& shape, bool inverted) {
    add(region, MultiPolygon(shape), inverted);
}

void Borders::add(RegionIndex region, MultiPolygon&& shape, bool inverted) {
    const int outer_sign = inverted ? -1 : 1;
    for (Polygon& polygon : shape) {
        add_ring(region, std::move(polygon.outer), outer_sign);
        for (Ring& hole : polygon.holes)
            add_ring(region, std::move(hole), -outer_sign);
    }
}

void Borders::add_ring(RegionIndex region, Ring ring, int sign) {
    if (ring.size() < 4) return;
    if (ring.size() > std::numeric_limits<std::uint32_t>::max()) {
        throw std::length_error("a ring of more than 2^32 vertices");
    }
    // With x right and y down the rows, a ring of positive shoelace area has its inside to the right of its
    // edges that go up the rows (y falling). Those add to what lies right of them: canonical edges have y
    // growing, hence the minus.
    const std::int32_t chain_sign = (ring_area(ring) > 0 ? -1 : 1) * sign;
    rings_.push_back(std::move(ring));
    bin_edges(region, rings_.back(), chain_sign);
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
void Borders::bin_edges(RegionIndex region, std::span<const Point> ring, std::int32_t sign) {
    const auto strips = static_cast<std::int64_t>(bins_.size());
    const Point* const last = &ring.back();
    for (const Point* from = ring.data(); from != last;) {
        const std::int64_t strip = strip_of(from->y);
        // Bounds of the strip; a vertex on one of them is looked at by itself.
        const double top = strip < 0 ? -HUGE_VAL : static_cast<double>(strip * strip_rows_);
        const double bottom = strip < 0        ? 0
                              : strip < strips ? static_cast<double>((strip + 1) * strip_rows_)
                                               : HUGE_VAL;
        const Point* to = from;
        while (to != last && to[1].y > top && to[1].y < bottom)
            ++to;
        const bool inside = strip >= 0 && strip < strips;
        if (to != from && inside) put(strip, {from, static_cast<std::uint32_t>(to - from), region, sign});
        if (to != last) {  // the edge that leaves
            const std::int64_t next = strip_of(to[1].y);
            const std::int64_t high = std::min(strips - 1, std::max(strip, next));
            for (std::int64_t s = std::max<std::int64_t>(0, std::min(strip, next)); s <= high; ++s)
                put(s, {to, 1, region, sign});
            ++to;
        }
        from = to;
    }
}

void Borders::put(std::int64_t strip, const Chain& chain) {
    auto& bin = bins_[static_cast<std::size_t>(strip)];
    // A ring's last vertex starts no edge, so a chain is continued by its own ring only.
    if (!bin.empty() && bin.back().first + bin.back().edges == chain.first) {
        bin.back().edges += chain.edges;
    } else {
        bin.push_back(chain);
    }
}

std::span<const Touch> StripWalker::walk(const Borders& borders, std::size_t strip) {
    cols_ = static_cast<double>(borders.cols());
    top_ = static_cast<std::int64_t>(strip) * borders.strip_rows();
    bottom_ = std::min(borders.rows(), top_ + borders.strip_rows());
    chains_ = borders.bins_[strip];
    touch_count_ = edge_start_ = 0;
    first_edge_.assign(1, 0);
    for (const Chain& chain : chains_)
        first_edge_.push_back(first_edge_.back() + chain.edges);
    matched_.assign(first_edge_.back(), 0);
    match_chains();
    walk_unmatched();
    return {touches_.data(), touch_count_};
}

// ---- borders that run together

void StripWalker::match_chains() {
    const std::size_t expected = first_edge_.back() / 16 + 2 * chains_.size();
    anchors_.assign(std::bit_ceil(std::max<std::size_t>(16, expected * 3)), {free_slot, 0});
    for (std::uint32_t c = 0; c < chains_.size(); ++c) {
        const Chain& chain = chains_[c];
        match_at({c, 0});
        for (std::uint32_t v = 1; v < chain.edges; ++v) {
            if (is_anchor(hash_of(chain.first[v]))) match_at({c, v});
        }
        match_at({c, chain.edges});
    }
}

// Follows the chain and those that have been at this vertex before, and notes that it was here.
void StripWalker::match_at(Anchor here) {
    const Chain& chain = chains_[here.chain];
    const std::uint8_t* matched = &matched_[first_edge_[here.chain]];
    const bool ahead_done = here.vertex == chain.edges || matched[here.vertex] != 0;
    const bool behind_done = here.vertex == 0 || matched[here.vertex - 1] != 0;
    if (ahead_done && behind_done) return;
    const Point& vertex = chain.first[here.vertex];
    const std::size_t mask = anchors_.size() - 1;
    const std::uint64_t hash = hash_of(vertex);
    std::size_t slot = (hash >> 20 ^ hash) & mask;
    std::size_t known = 0;
    for (; anchors_[slot].chain != free_slot; slot = (slot + 1) & mask) {
        const Anchor there = anchors_[slot];
        const Chain& other = chains_[there.chain];
        if (other.first[there.vertex] != vertex) continue;
        // Many chains at one vertex are not borders but a fan; the table must not degrade to a list.
        if (++known > 8) return;
        // Going apart in opposite directions, chains of one sign have their regions on the two sides.
        const int direction = other.sign == chain.sign ? -1 : 1;
        follow(here, 1, there, direction);
        follow(here, -1, there, -direction);
    }
    anchors_[slot] = here;
}

// Walks the edges that both chains have from the anchors on, in the directions of the steps.
void StripWalker::follow(Anchor a, int step_a, Anchor b, int step_b) {
    struct Cursor {
        Cursor(const Chain& chain, std::uint8_t* edges, std::uint32_t vertex, int direction)
            : at(chain.first + vertex),
              matched(edges + vertex - (direction < 0 ? 1 : 0)),
              left(direction < 0 ? vertex : chain.edges - vertex),
              step(direction) {}
        void advance() {
            *matched = 1;
            at += step;
            matched += step;
            --left;
        }
        const Point* at;
        std::uint8_t* matched;
        std::uint32_t left;
        int step;
    };
    const Chain& mine = chains_[a.chain];
    const Chain& other = chains_[b.chain];
    Cursor p(mine, matched_.data() + first_edge_[a.chain], a.vertex, step_a);
    Cursor q(other, matched_.data() + first_edge_[b.chain], b.vertex, step_b);
    while (p.left != 0 && q.left != 0 && p.at[p.step] == q.at[q.step] && p.matched != q.matched &&
           *p.matched == 0 && *q.matched == 0) {
        const Point& from = *p.at;
        const Point& to = p.at[p.step];
        const bool down = from.y < to.y;
        const bool adds = (down == (step_a > 0)) == (mine.sign > 0);
        const RegionIndex plus = adds ? mine.region : other.region;
        const RegionIndex minus = adds ? other.region : mine.region;
        if (plus != minus) walk_edge({down ? from : to, down ? to : from, plus, minus});
        p.advance();
        q.advance();
    }
}

// ---- the others

void StripWalker::walk_unmatched() {
    edges_.clear();
    const auto left = static_cast<std::size_t>(std::count(matched_.begin(), matched_.end(), 0));
    if (left == 0) return;
    table_.assign(std::bit_ceil(std::max<std::size_t>(16, left * 2)), 0);
    for (std::size_t c = 0; c < chains_.size(); ++c) {
        const Chain& chain = chains_[c];
        const std::uint8_t* matched = &matched_[first_edge_[c]];
        for (std::uint32_t e = 0; e < chain.edges; ++e) {
            if (matched[e] == 0) add_edge(chain.first[e], chain.first[e + 1], chain.region, chain.sign);
        }
    }
    for (const Edge& edge : edges_) {
        if (edge.plus != edge.minus) walk_edge(edge);
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
    std::uint64_t slot = hash_of(upper, lower) & mask;
    for (; table_[slot] != 0; slot = (slot + 1) & mask) {
        Edge& known = edges_[table_[slot] - 1];
        if (known.upper != upper || known.lower != lower) continue;
        RegionIndex& side = adds ? known.plus : known.minus;
        if (side != no_region) continue;  // both sides taken: overlapping regions; store it once more
        side = region;
        return;
    }
    edges_.push_back({upper, lower, adds ? region : no_region, adds ? no_region : region});
    table_[slot] = static_cast<std::uint32_t>(edges_.size());
}

// ---- one edge

void StripWalker::walk_edge(const Edge& edge) {
    const double left = std::min(edge.upper.x, edge.lower.x);
    const double right = std::max(edge.upper.x, edge.lower.x);
    if (left >= cols_ || edge.upper.y == edge.lower.y) return;
    const bool inside = left >= 0 && right < cols_ && edge.upper.y >= static_cast<double>(top_) &&
                        edge.lower.y <= static_cast<double>(bottom_);
    if (inside) {
        walk_inside(edge);
    } else {
        walk_clipped(edge);
    }
}

// Stores the touch and tells where.
inline std::size_t StripWalker::put(const Touch& touch) {
    touches_[touch_count_] = touch;
    return touch.cover != 0 ? touch_count_++ : touch_count_;
}

// Adds to the touch at `with` if that is of the same cell and regions: borders have many vertices in a cell.
inline std::size_t StripWalker::put_or_merge(const Touch& touch, std::size_t with) {
    if (with < touch_count_) {
        Touch& known = touches_[with];
        if (known.col == touch.col && known.row == touch.row && known.plus == touch.plus &&
            known.minus == touch.minus) {
            known.cover += touch.cover;
            known.area += touch.area;
            return with;
        }
    }
    return put(touch);
}

// From cell to cell, downwards. Coordinates count from the first cell's corner, so that no digits are lost.
void StripWalker::walk_inside(const Edge& edge) {
    auto col = static_cast<std::int64_t>(edge.upper.x);
    auto row = static_cast<std::int64_t>(edge.upper.y);
    const auto col_0 = static_cast<double>(col);
    const auto row_0 = static_cast<double>(row);
    const double x0 = edge.upper.x - col_0;
    const double y0 = edge.upper.y - row_0;
    const double x1 = edge.lower.x - col_0;
    const double y1 = edge.lower.y - row_0;
    const std::int64_t across = static_cast<std::int64_t>(edge.lower.x) - col;
    std::int64_t cols_left = std::abs(across);
    std::int64_t rows_left = static_cast<std::int64_t>(edge.lower.y) - row;
    const std::size_t most = touch_count_ + static_cast<std::size_t>(cols_left + rows_left) + 1;
    if (touches_.size() <= most) touches_.resize(2 * most + 1024);
    row -= top_;
    const auto fixed = [](double y) { return nearest(y * static_cast<double>(share::one)); };
    const std::int64_t last_height = fixed_row(y1);
    double x = x0;
    std::int64_t height = fixed(y0);
    if (cols_left + rows_left == 0) {
        const Touch touch = touch_of(col, row, edge.plus, edge.minus, last_height - height, 0.5 * (x0 + x1));
        const std::size_t before = touch_count_ - 1;
        edge_start_ = put_or_merge(touch, before < touch_count_ && touches_[before].col == touch.col &&
                                                  touches_[before].row == touch.row
                                              ? before
                                              : edge_start_);
        return;
    }
    const double never = std::numeric_limits<double>::infinity();
    const double step = across < 0 ? -1.0 : 1.0;
    const double dx_dy = (x1 - x0) / (y1 - y0);
    const double dy_dx = (y1 - y0) / (x1 - x0);
    double side = across < 0 ? 0.0 : 1.0;  // where the column ends that the edge is in
    double left = 0;                       // of that column
    double bottom = 1;                     // where its row ends
    std::size_t start = touch_count_ - 1;
    bool first = true;
    for (std::int64_t pieces = cols_left + rows_left; pieces != 0; --pieces) {
        const double y_side = cols_left != 0 ? y0 + (side - x0) * dy_dx : never;
        const double y_bottom = rows_left != 0 ? bottom : never;
        const bool sideways = y_side < y_bottom;
        const double y_end = std::min(y_side, y_bottom);
        const double x_end = sideways ? side : x0 + (bottom - y0) * dx_dy;
        const std::int64_t end = std::clamp(fixed(y_end), height, last_height);
        const double mean_x = std::clamp(0.5 * (x + x_end) - left, 0.0, 1.0);
        const Touch touch = touch_of(col, row, edge.plus, edge.minus, end - height, mean_x);
        if (first) {
            start = put_or_merge(touch, start);
            first = false;
        } else {
            put(touch);
        }
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
    put_or_merge(touch_of(col, row, edge.plus, edge.minus, last_height - height,
                          std::clamp(0.5 * (x + x1) - left, 0.0, 1.0)),
                 edge_start_);
    edge_start_ = start;
}

// Of an edge that leaves the strip or the grid, row by row what is within.
void StripWalker::walk_clipped(const Edge& edge) {
    // Clamped before conversion: a vertex may lie far off the grid.
    const auto top = static_cast<double>(top_);
    const auto bottom = static_cast<double>(bottom_);
    const std::int64_t first = fixed_row(std::clamp(edge.upper.y, top, bottom));
    const std::int64_t last = fixed_row(std::clamp(edge.lower.y, top, bottom));
    if (first >= last) return;
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
        walk_row(edge, static_cast<std::uint32_t>(row - top_), xa, xb, to - from, per_x);
        xa = xb;
    }
}

// One edge within one row: `height` (fixed point) is what it spans there, xa and xb where it enters and
// leaves, `per_x` how much height a column takes. The height is split over the columns so that the pieces add
// up to it exactly.
void StripWalker::walk_row(const Edge& edge, std::uint32_t row, double xa, double xb, std::int64_t height,
                           double per_x) {
    const double left = std::min(xa, xb);
    const double right = std::max(xa, xb);
    if (left >= cols_) return;
    const double stop = std::clamp(right, 0.0, cols_);
    const auto most = touch_count_ + 3 + static_cast<std::size_t>(stop - std::clamp(left, 0.0, stop));
    if (touches_.size() <= most) touches_.resize(2 * most + 1024);
    const auto touch = [&](std::int64_t col, std::int64_t cover, double mean_x) {
        put(touch_of(col, row, edge.plus, edge.minus, cover, mean_x));
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
