#include "geo/patches/simplify.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <queue>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

namespace bareland::patches {
namespace {

using Index = std::uint32_t;
constexpr Index nowhere = 0xffffffffU;

struct Spot {
    std::int64_t x = 0, y = 0;
    auto operator<=>(const Spot&) const = default;
};

Spot spot_of(const Point& p) {
    return {std::llround(p.x), std::llround(p.y)};
}

// > 0: c lies to the left of a -> b.
std::int64_t turn(const Spot& a, const Spot& b, const Spot& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

// The different corners of all rings, and the straight edges between neighbouring ones.
class Corners {
  public:
    explicit Corners(std::span<MultiPolygon* const> shapes) {
        each_ring(shapes, [&](const Ring& ring) {
            for (const Point& p : ring)
                rows_.push_back(spot_of(p));
        });
        // By row and by column: what lies on an edge is found as a stretch of either.
        std::sort(rows_.begin(), rows_.end(), by_row);
        rows_.erase(std::unique(rows_.begin(), rows_.end()), rows_.end());
        columns_ = rows_;
        std::sort(columns_.begin(), columns_.end());
        on_.assign(rows_.size(), true);
    }

    template <class Shapes, class Use>
    static void each_ring(const Shapes& shapes, const Use& use) {
        for (MultiPolygon* const shape : shapes) {
            for (Polygon& polygon : *shape) {
                use(polygon.outer);
                for (Ring& hole : polygon.holes)
                    use(hole);
            }
        }
    }

    std::size_t size() const { return rows_.size(); }
    const Spot& at(Index i) const { return rows_[i]; }
    Index index_of(const Spot& spot) const {
        return static_cast<Index>(std::lower_bound(rows_.begin(), rows_.end(), spot, by_row) - rows_.begin());
    }
    void take_out(Index i) { on_[i] = false; }

    // The corners from `a` on to `b`, without `b`, along the straight edge between them.
    void along(const Spot& a, const Spot& b, std::vector<Index>& out) const {
        const std::size_t before = out.size();
        if (a.y == b.y) {
            stretch(rows_, std::min(a, b), std::max(a, b), by_row, out);
        } else {
            stretch(columns_, std::min(a, b), std::max(a, b), std::less<>(), out);
        }
        if (a < b) {
            out.pop_back();
        } else {
            std::reverse(out.begin() + static_cast<std::ptrdiff_t>(before), out.end());
            out.pop_back();
        }
    }

    // Whether a corner that is left, other than those three, lies in their triangle or on its border.
    bool any_within(Index ia, Index ib, Index ic) const {
        const Spot &a = rows_[ia], &b = rows_[ib], &c = rows_[ic];
        const std::int64_t whole = turn(a, b, c);
        const std::int64_t sign = whole < 0 ? -1 : 1;
        const auto [low_x, high_x] = std::minmax({a.x, b.x, c.x});
        const auto [low_y, high_y] = std::minmax({a.y, b.y, c.y});
        for (std::int64_t y = low_y; y <= high_y; ++y) {
            for (Index i = index_of({low_x, y}); i < rows_.size() && rows_[i].y == y && rows_[i].x <= high_x;
                 ++i) {
                if (!on_[i] || i == ia || i == ib || i == ic) continue;
                const Spot& p = rows_[i];
                if (sign * turn(a, b, p) >= 0 && sign * turn(b, c, p) >= 0 && sign * turn(c, a, p) >= 0)
                    return true;
            }
        }
        return false;
    }

  private:
    static bool by_row(const Spot& a, const Spot& b) { return a.y != b.y ? a.y < b.y : a.x < b.x; }

    template <class Less>
    void stretch(const std::vector<Spot>& sorted, const Spot& from, const Spot& to, const Less& less,
                 std::vector<Index>& out) const {
        for (auto p = std::lower_bound(sorted.begin(), sorted.end(), from, less);
             p != sorted.end() && !less(to, *p); ++p)
            out.push_back(index_of(*p));
    }

    std::vector<Spot> rows_;     // by row
    std::vector<Spot> columns_;  // the same by column
    std::vector<bool> on_;       // still there, in the order of rows_
};

// The borders as a graph: corners joined by edges that each stand for a stretch of the original border.
class Linework {
  public:
    Linework(std::span<MultiPolygon* const> shapes, const CellMetric& metric, double tolerance)
        : corners_(shapes), metric_(metric), square_(tolerance * tolerance) {
        Corners::each_ring(shapes, [&](const Ring& ring) { rings_.push_back(full(ring)); });
        find_neighbours();
    }

    void simplify() {
        for (Index i = 0; i < corners_.size(); ++i)
            propose(i);
        while (!open_.empty()) {
            const Proposal first = open_.top();
            open_.pop();
            if (first.round == round_[first.corner]) try_without(first.corner);
        }
    }

    // The ring of that number, of the corners that are left.
    Ring ring(std::size_t number) const {
        Ring out;
        for (const Index i : rings_[number]) {
            if (gone_[i]) continue;
            const Spot& spot = corners_.at(i);
            out.push_back({static_cast<double>(spot.x), static_cast<double>(spot.y)});
        }
        out.push_back(out.front());
        return out;
    }

  private:
    struct Proposal {
        double area;
        Index corner;
        std::uint32_t round;
        bool operator<(const Proposal& other) const {  // the smallest area is on top
            return std::tie(other.area, other.corner) < std::tie(area, corner);
        }
    };

    std::vector<Index> full(const Ring& ring) const {
        std::vector<Index> out;
        for (std::size_t i = 1; i < ring.size(); ++i)
            corners_.along(spot_of(ring[i - 1]), spot_of(ring[i]), out);
        return out;
    }

    static std::uint64_t key(Index a, Index b) {
        return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
    }

    // A corner where other than two different edges end is a node and stays.
    void find_neighbours() {
        const std::size_t n = corners_.size();
        gone_.assign(n, false);
        round_.assign(n, 0);
        passed_.resize(n);
        neighbours_.assign(n, {nowhere, nowhere});
        std::vector<std::uint8_t> degree(n, 0);
        const auto add = [&](Index at, Index to) {
            if (degree[at] < 2) neighbours_[at][degree[at]] = to;
            if (degree[at] < 3) ++degree[at];
        };
        for (const std::vector<Index>& ring : rings_) {
            for (std::size_t i = 0; i < ring.size(); ++i) {
                const Index a = ring[i];
                const Index b = ring[(i + 1) % ring.size()];
                if (!edges_.insert(key(a, b)).second) continue;
                add(a, b);
                add(b, a);
            }
        }
        for (Index i = 0; i < n; ++i) {
            if (degree[i] != 2) neighbours_[i] = {nowhere, nowhere};
        }
    }

    bool node(Index i) const { return neighbours_[i][0] == nowhere; }

    void propose(Index i) {
        if (node(i) || gone_[i]) return;
        const auto& [a, c] = neighbours_[i];
        const auto area =
            static_cast<double>(std::llabs(turn(corners_.at(a), corners_.at(i), corners_.at(c))));
        open_.push({area, i, ++round_[i]});
    }

    // Metres^2 from a place to the edge between two.
    double distance2(const Spot& p, const Spot& a, const Spot& c) const {
        const auto dot = [&](double ux, double uy, double vx, double vy) {
            return metric_.xx * ux * vx + metric_.xy * (ux * vy + uy * vx) + metric_.yy * uy * vy;
        };
        const auto ex = static_cast<double>(c.x - a.x), ey = static_cast<double>(c.y - a.y);
        const auto px = static_cast<double>(p.x - a.x), py = static_cast<double>(p.y - a.y);
        const double length2 = dot(ex, ey, ex, ey);
        const double t = length2 > 0 ? std::clamp(dot(px, py, ex, ey) / length2, 0.0, 1.0) : 0.0;
        return dot(px - t * ex, py - t * ey, px - t * ex, py - t * ey);
    }

    // What is passed over by the edge from a corner to its neighbour is kept at the corner that went last.
    void try_without(Index b) {
        const Index a = neighbours_[b][0];
        const Index c = neighbours_[b][1];
        if (a == c || edges_.contains(key(a, c))) return;
        std::vector<Index> over = between(a, b);
        const std::vector<Index> more = between(b, c);
        over.push_back(b);
        over.insert(over.end(), more.begin(), more.end());
        const bool near = std::all_of(over.begin(), over.end(), [&](Index i) {
            return distance2(corners_.at(i), corners_.at(a), corners_.at(c)) <= square_;
        });
        if (!near || corners_.any_within(a, b, c)) return;
        gone_[b] = true;
        corners_.take_out(b);
        edges_.erase(key(a, b));
        edges_.erase(key(b, c));
        edges_.insert(key(a, c));
        forget(a, b);
        forget(b, c);
        passed_[std::min(a, c)].push_back({std::max(a, c), std::move(over)});
        replace(a, b, c);
        replace(c, b, a);
        propose(a);
        propose(c);
    }

    struct Passed {
        Index to;
        std::vector<Index> corners;
    };

    std::vector<Index> between(Index a, Index b) const {
        for (const Passed& passed : passed_[std::min(a, b)]) {
            if (passed.to == std::max(a, b)) return passed.corners;
        }
        return {};
    }
    void forget(Index a, Index b) {
        std::erase_if(passed_[std::min(a, b)],
                      [&](const Passed& passed) { return passed.to == std::max(a, b); });
    }
    void replace(Index at, Index old, Index by) {
        if (node(at)) return;
        auto& [first, second] = neighbours_[at];
        (first == old ? first : second) = by;
    }

    Corners corners_;
    CellMetric metric_;
    double square_;  // of the tolerance
    std::vector<std::vector<Index>> rings_;
    std::vector<std::array<Index, 2>> neighbours_;  // nowhere, nowhere: a node
    std::vector<bool> gone_;
    std::vector<std::uint32_t> round_;         // of the corner's last proposal
    std::vector<std::vector<Passed>> passed_;  // by the lower corner of an edge
    std::unordered_set<std::uint64_t> edges_;
    std::priority_queue<Proposal> open_;
};

}  // namespace

void simplify(std::span<MultiPolygon* const> shapes, const CellMetric& metric, double tolerance_m) {
    Linework linework(shapes, metric, tolerance_m);
    linework.simplify();
    std::size_t number = 0;
    Corners::each_ring(shapes, [&](Ring& ring) { ring = linework.ring(number++); });
}

}  // namespace bareland::patches
