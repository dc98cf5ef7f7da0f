// check_partition (geo/overlay.hpp).
//
// Every edge that two units share, running one way round the one and the other way round the other, leaves
// the number of units that cover the ground unchanged when it is crossed. So only the other edges matter:
// noded against each other and turned into faces, each face is covered by one constant number of units: by
// none (a gap), by one, or by several (where overlaps must be sought). In a clean partition the other edges
// are its outline alone.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <utility>

#include "geo/box_index.hpp"
#include "geo/geos.hpp"
#include "geo/overlay.hpp"

namespace bareland::overlay {
namespace {

using geos::context;
using geos::Geometry;

bool less(Point a, Point b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

double twice_signed_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += (ring[i].x - ring[0].x) * (ring[i + 1].y - ring[0].y) -
                 (ring[i + 1].x - ring[0].x) * (ring[i].y - ring[0].y);
    }
    return twice;
}

// The rings of all units in one array, the unit always on the left of its edges. Edge i leads from point i to
// i + 1.
class Edges {
  public:
    explicit Edges(std::span<const MultiPolygon> units) {
        for (const MultiPolygon& unit : units) {
            for (const Polygon& polygon : unit) {
                add(polygon.outer, true);
                for (const Ring& hole : polygon.holes)
                    add(hole, false);
            }
        }
        match();
    }

    // Runs of edges that are not shared by exactly two units, one on either side.
    std::vector<Ring> unmatched_lines() const {
        std::vector<Ring> lines;
        std::size_t first = 0;
        for (const std::size_t end : ring_ends_) {
            bool open = false;
            for (std::size_t i = first; i + 1 < end; ++i) {
                const bool wanted = points_[i] != points_[i + 1] && !matched(i);
                if (wanted && !open) lines.push_back({points_[i]});
                if (wanted) lines.back().push_back(points_[i + 1]);
                open = wanted;
            }
            first = end;
        }
        return lines;
    }

  private:
    struct Count {
        std::uint8_t forward = 0;   // rings that run from the smaller end to the greater, capped at 2
        std::uint8_t backward = 0;  // and the other way
    };

    void add(const Ring& ring, bool counter_clockwise) {
        const bool keep = (twice_signed_area(ring) > 0) == counter_clockwise;
        const auto append = [&](Point p) { points_.push_back({p.x + 0.0, p.y + 0.0}); };  // no -0.0
        if (keep) {
            for (const Point& p : ring)
                append(p);
        } else {
            for (auto p = ring.rbegin(); p != ring.rend(); ++p)
                append(*p);
        }
        ring_ends_.push_back(points_.size());
    }

    static std::uint64_t mix(std::uint64_t h, double value) {
        h ^= std::bit_cast<std::uint64_t>(value);
        h *= 0x9E3779B97F4A7C15U;
        return h ^ (h >> 29U);
    }

    bool forward(std::size_t edge) const { return less(points_[edge], points_[edge + 1]); }
    const Point& smaller(std::size_t edge) const { return points_[forward(edge) ? edge : edge + 1]; }
    const Point& greater(std::size_t edge) const { return points_[forward(edge) ? edge + 1 : edge]; }

    // The slot of the edge, or the empty one where it belongs.
    std::size_t slot_of(std::size_t edge) const {
        const Point a = smaller(edge);
        const Point b = greater(edge);
        std::size_t slot = mix(mix(mix(mix(0, a.x), a.y), b.x), b.y) & (slots_.size() - 1);
        while (slots_[slot] != empty && !(smaller(slots_[slot]) == a && greater(slots_[slot]) == b)) {
            slot = (slot + 1) & (slots_.size() - 1);
        }
        return slot;
    }

    void match() {
        slots_.assign(std::bit_ceil(points_.size() * 2 + 1), empty);
        counts_.resize(slots_.size());
        std::size_t first = 0;
        for (const std::size_t end : ring_ends_) {
            for (std::size_t i = first; i + 1 < end; ++i) {
                if (points_[i] == points_[i + 1]) continue;
                const std::size_t slot = slot_of(i);
                if (slots_[slot] == empty) slots_[slot] = static_cast<std::uint32_t>(i);
                std::uint8_t& count = forward(i) ? counts_[slot].forward : counts_[slot].backward;
                if (count < 2) ++count;
            }
            first = end;
        }
    }

    bool matched(std::size_t edge) const {
        const Count& count = counts_[slot_of(edge)];
        return count.forward == 1 && count.backward == 1;
    }

    static constexpr std::uint32_t empty = std::numeric_limits<std::uint32_t>::max();
    std::vector<Point> points_;
    std::vector<std::size_t> ring_ends_;
    std::vector<std::uint32_t> slots_;  // an edge each
    std::vector<Count> counts_;         // beside slots_
};

// Whether points lie inside a unit: its edges sorted into strips of equal height, so that a point meets few
// of them.
class Locator {
  public:
    explicit Locator(const MultiPolygon& unit) : box_(box_of(unit)) {
        std::size_t edges = 0;
        for_each_edge(unit, [&](Point, Point) { ++edges; });
        strips_.resize(std::clamp<std::size_t>(edges / 8, 1, 4096));
        for_each_edge(unit, [&](Point a, Point b) {
            const std::size_t last = strip(std::max(a.y, b.y));
            for (std::size_t s = strip(std::min(a.y, b.y)); s <= last; ++s)
                strips_[s].push_back({a, b});
        });
    }

    bool inside(Point p) const {
        if (!(p.y >= box_.min_y && p.y <= box_.max_y)) return false;
        bool in = false;
        for (const auto& [a, b] : strips_[strip(p.y)]) {
            if ((a.y > p.y) == (b.y > p.y)) continue;
            if (p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) in = !in;
        }
        return in;
    }

  private:
    template <class Visit>
    static void for_each_edge(const MultiPolygon& unit, Visit visit) {
        const auto ring_edges = [&](const Ring& ring) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i)
                visit(ring[i], ring[i + 1]);
        };
        for (const Polygon& polygon : unit) {
            ring_edges(polygon.outer);
            for (const Ring& hole : polygon.holes)
                ring_edges(hole);
        }
    }

    std::size_t strip(double y) const {
        const double height = box_.max_y - box_.min_y;
        const double at = height > 0 ? (y - box_.min_y) / height * static_cast<double>(strips_.size()) : 0;
        return std::min(static_cast<std::size_t>(std::max(at, 0.0)), strips_.size() - 1);
    }

    Box box_;
    std::vector<std::vector<std::pair<Point, Point>>> strips_;
};

double perimeter(const Polygon& polygon) {
    double sum = 0;
    const auto add = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            sum += std::hypot(ring[i + 1].x - ring[i].x, ring[i + 1].y - ring[i].y);
        }
    };
    add(polygon.outer);
    for (const Ring& hole : polygon.holes)
        add(hole);
    return sum;
}

// No wider than what rounding of the coordinates moves a line by.
bool is_noise(const Polygon& polygon) {
    const Box box = box_of({polygon});
    const double magnitude =
        std::max({std::abs(box.min_x), std::abs(box.max_x), std::abs(box.min_y), std::abs(box.max_y)});
    const double width = 2 * planar_area({polygon}) / perimeter(polygon);
    return !(width > 16 * std::numeric_limits<double>::epsilon() * magnitude);
}

MultiPolygon without_noise(MultiPolygon shape) {
    std::erase_if(shape, is_noise);
    return shape;
}

// The faces the lines enclose.
MultiPolygon faces_of(const std::vector<Ring>& lines) {
    if (lines.empty()) return {};
    const Geometry raw = geos::from_lines(lines);
    const Geometry noded = geos::robust(
        geos::magnitude_of(raw.get()), [&] { return GEOSUnaryUnion_r(context(), raw.get()); },
        [&](double grid) { return GEOSUnaryUnionPrec_r(context(), raw.get(), grid); });
    const GEOSGeometry* const input = noded.get();
    return without_noise(geos::polygons(geos::checked(GEOSPolygonize_r(context(), &input, 1)).get()));
}

class Check {
  public:
    explicit Check(std::span<const MultiPolygon> units)
        : units_(units), boxes_(boxes_of(units)), index_(boxes_), locators_(units.size()) {}

    Partition run() {
        Partition result;
        std::set<std::pair<std::size_t, std::size_t>> pairs;
        for (const Polygon& face : faces_of(Edges(units_).unmatched_lines())) {
            const std::size_t depth = units_over(face);
            if (depth == 0) result.gaps.push_back(canonical({face}));
            if (depth > 1) add_pairs(box_of({face}), pairs);
        }
        std::sort(result.gaps.begin(), result.gaps.end(), canonical_less);
        for (const auto& [first, second] : pairs) {
            MultiPolygon common = without_noise(intersection(units_[first], units_[second]));
            if (!common.empty()) result.overlaps.push_back({first, second, std::move(common)});
        }
        return result;
    }

  private:
    static std::vector<Box> boxes_of(std::span<const MultiPolygon> units) {
        std::vector<Box> boxes;
        boxes.reserve(units.size());
        for (const MultiPolygon& unit : units)
            boxes.push_back(box_of(unit));
        return boxes;
    }

    std::size_t units_over(const Polygon& face) {
        const Point p = point_inside({face}).value_or(face.outer.front());
        std::size_t count = 0;
        for (const std::size_t unit : index_.query({p.x, p.y, p.x, p.y})) {
            if (!locators_[unit]) locators_[unit].emplace(units_[unit]);
            if (locators_[unit]->inside(p)) ++count;
        }
        return count;
    }

    void add_pairs(const Box& box, std::set<std::pair<std::size_t, std::size_t>>& pairs) const {
        const std::vector<std::size_t> near = index_.query(box);
        for (std::size_t i = 0; i < near.size(); ++i) {
            for (std::size_t j = i + 1; j < near.size(); ++j) {
                const Box& a = boxes_[near[i]];
                const Box& b = boxes_[near[j]];
                const Box common{std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y),
                                 std::min(a.max_x, b.max_x), std::min(a.max_y, b.max_y)};
                if (!common.empty() && common.meets(box)) pairs.emplace(near[i], near[j]);
            }
        }
    }

    std::span<const MultiPolygon> units_;
    std::vector<Box> boxes_;
    BoxIndex index_;
    std::vector<std::optional<Locator>> locators_;
};

}  // namespace

Partition check_partition(std::span<const MultiPolygon> units) {
    return Check(units).run();
}

}  // namespace bareland::overlay
