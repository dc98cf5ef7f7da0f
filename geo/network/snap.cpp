#include "geo/network/snap.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "geo/geodesic.hpp"
#include "geo/local_metric.hpp"
#include "geo/network/pieces.hpp"
#include "geo/predicates.hpp"

namespace bareland::network {
namespace {

constexpr std::size_t fan = 8;

// A straight part of a piece of road.
struct Segment {
    Point a, b;
    Index piece = 0;
    std::uint32_t number = 0;  // of the segment in its piece
    double gone_m = 0;         // from the piece's start to a
    double length_m = 0;
};

// Boxes of up to eight children, single precision, rounded outwards, relative to an origin.
struct alignas(32) Boxes {
    std::array<float, fan> min_x, min_y, max_x, max_y;
};

float rounded(double value, bool up) {
    const auto near = static_cast<float>(value);
    const bool beyond = up ? static_cast<double>(near) < value : static_cast<double>(near) > value;
    const float infinity = std::numeric_limits<float>::infinity();
    return beyond ? std::nextafter(near, up ? infinity : -infinity) : near;
}

// What is nearest of one piece.
struct Found {
    Index piece = 0;
    std::uint32_t segment = 0;  // into segments
    double t = 0;
    double distance_m = 0;
    Point off;  // from the place asked about, degrees
};

}  // namespace

// A tree of segments, packed level by level: those near each other on a curve through the plane are eight to
// a leaf, eight leaves to a node, and so on. Node k of a level holds children 8 k to 8 k + 7 of the one
// below.
struct SnapIndex::Impl {
    explicit Impl(const Network& net) : network(net), pieces(net) {
        gather();
        pack();
    }

    void near(const Point& place, double radius_m, std::vector<Found>& out) const;
    Snap snap(const Point& place, const Found& found) const;
    int side_of(const Point& place, const Found& found) const;
    bool legal(Index link, const LinkSet* closed) const {
        return link != none && (closed == nullptr || !closed->has(link)) &&
               network.roads[network.links[link].road].truck != TruckAccess::no;
    }

    const Network& network;
    Pieces pieces;
    std::vector<Segment> segments;
    std::vector<std::vector<Boxes>> levels;  // from the leaves up to one node
    Point origin;

  private:
    void gather();
    void pack();
};

void SnapIndex::Impl::gather() {
    for (std::size_t i = 0; i < pieces.count(); ++i) {
        const std::span<const Point> line = pieces.line(i);
        double gone = 0;
        for (std::size_t k = 0; k + 1 < line.size(); ++k) {
            const double metres = geodesic::distance(line[k], line[k + 1]);
            if (metres == 0 && line.size() > 2) continue;
            segments.push_back(
                {line[k], line[k + 1], static_cast<Index>(i), static_cast<std::uint32_t>(k), gone, metres});
            gone += metres;
        }
    }
}

// Sorted by squares of a Hilbert curve over all middles.
void SnapIndex::Impl::pack() {
    if (segments.empty()) return;
    Box all;
    for (const Segment& s : segments) {
        all.add(s.a);
        all.add(s.b);
    }
    origin = {(all.min_x + all.max_x) / 2, (all.min_y + all.max_y) / 2};
    constexpr std::uint32_t side = 1U << 16U;
    const double scale = (side - 1) / std::max({all.max_x - all.min_x, all.max_y - all.min_y, 1e-12});
    const auto rank = [&](const Segment& s) {
        auto x = static_cast<std::uint32_t>(((s.a.x + s.b.x) / 2 - all.min_x) * scale);
        auto y = static_cast<std::uint32_t>(((s.a.y + s.b.y) / 2 - all.min_y) * scale);
        std::uint64_t out = 0;
        for (std::uint32_t half = side / 2; half > 0; half /= 2) {
            const std::uint32_t right = (x & half) != 0 ? 1 : 0;
            const std::uint32_t top = (y & half) != 0 ? 1 : 0;
            out = out * 4 + ((3 * right) ^ top);
            if (top == 0) {
                if (right == 1) {
                    x = side - 1 - x;
                    y = side - 1 - y;
                }
                std::swap(x, y);
            }
        }
        return out;
    };
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order(segments.size());
    for (std::size_t i = 0; i < segments.size(); ++i)
        order[i] = {rank(segments[i]), static_cast<std::uint32_t>(i)};
    std::sort(order.begin(), order.end());
    std::vector<Segment> sorted;
    sorted.reserve(segments.size());
    for (const auto& [key, i] : order)
        sorted.push_back(segments[i]);
    segments = std::move(sorted);

    std::vector<Box> boxes;
    for (const Segment& s : segments) {
        Box box;
        box.add(s.a);
        box.add(s.b);
        boxes.push_back(box);
    }
    do {
        const std::size_t count = (boxes.size() + fan - 1) / fan;
        std::vector<Boxes> level(count);
        std::vector<Box> above(count);
        constexpr float infinity = std::numeric_limits<float>::infinity();
        for (std::size_t i = 0; i < count * fan; ++i) {
            Boxes& node = level[i / fan];
            const std::size_t k = i % fan;
            node.min_x[k] = node.min_y[k] = infinity;
            node.max_x[k] = node.max_y[k] = -infinity;
            if (i >= boxes.size()) continue;
            const Box& box = boxes[i];
            node.min_x[k] = rounded(box.min_x - origin.x, false);
            node.min_y[k] = rounded(box.min_y - origin.y, false);
            node.max_x[k] = rounded(box.max_x - origin.x, true);
            node.max_y[k] = rounded(box.max_y - origin.y, true);
            above[i / fan].add({box.min_x, box.min_y});
            above[i / fan].add({box.max_x, box.max_y});
        }
        levels.push_back(std::move(level));
        boxes = std::move(above);
    } while (boxes.size() > 1);
}

// The nearest place of each piece that is not farther than the radius; in no order.
void SnapIndex::Impl::near(const Point& place, double radius_m, std::vector<Found>& out) const {
    out.clear();
    if (segments.empty() || !(radius_m >= 0)) return;
    Box box;
    box.add(place);
    box = widened(box, radius_m);
    const LocalMetric metric(place);
    const float low_x = rounded(box.min_x - origin.x, false);
    const float low_y = rounded(box.min_y - origin.y, false);
    const float high_x = rounded(box.max_x - origin.x, true);
    const float high_y = rounded(box.max_y - origin.y, true);
    // Level and node; a search keeps at most seven siblings open a level.
    std::array<std::pair<std::uint32_t, std::uint32_t>, 128> open;
    std::size_t depth = 0;
    open[depth++] = {static_cast<std::uint32_t>(levels.size() - 1), 0};
    while (depth > 0) {
        const auto [level, number] = open[--depth];
        const Boxes& node = levels[level][number];
        // Without branches: eight comparisons at once.
        std::array<int, fan> meets{};
        for (std::size_t k = 0; k < fan; ++k)
            meets[k] = static_cast<int>(node.min_x[k] <= high_x) & static_cast<int>(low_x <= node.max_x[k]) &
                       static_cast<int>(node.min_y[k] <= high_y) & static_cast<int>(low_y <= node.max_y[k]);
        for (std::uint32_t k = 0; k < fan; ++k) {
            if (meets[k] == 0) continue;
            const auto child = static_cast<std::uint32_t>(number * fan + k);
            if (level > 0) {
                open[depth++] = {level - 1, child};
                continue;
            }
            const Segment& s = segments[child];
            const Point a{s.a.x - place.x, s.a.y - place.y};
            const Point b{s.b.x - place.x, s.b.y - place.y};
            const double t = foot_on(metric, a, b);
            const Point q = t <= 0 ? a : t >= 1 ? b : Point{a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
            const double metres = metric.distance(q.x, q.y);
            if (metres > radius_m) continue;
            const auto same =
                std::find_if(out.begin(), out.end(), [&](const Found& f) { return f.piece == s.piece; });
            if (same == out.end()) {
                out.push_back({s.piece, child, t, metres, q});
            } else if (std::tuple(metres, s.number) <
                       std::tuple(same->distance_m, segments[same->segment].number)) {
                *same = {s.piece, child, t, metres, q};
            }
        }
    }
}

// On which side of the piece in its digitised direction the place lies: 1 left, -1 right, 0 on its line.
// Where a bend is nearest and its two segments do not agree, the place is on the bend's outer side.
int SnapIndex::Impl::side_of(const Point& place, const Found& found) const {
    const Segment& s = segments[found.segment];
    const std::span<const Point> line = pieces.line(s.piece);
    const int own = orientation(s.a, s.b, place);
    if (found.t > 0 && found.t < 1) return own;
    const std::size_t bend = found.t <= 0 ? s.number : s.number + 1;
    if (bend == 0 || bend + 1 >= line.size() || found.distance_m == 0) return own;
    const int before = orientation(line[bend - 1], line[bend], place);
    const int after = orientation(line[bend], line[bend + 1], place);
    if (before == after) return own;
    return -orientation(line[bend - 1], line[bend], line[bend + 1]);
}

// The snap onto the piece in its digitised direction; its link is to be filled in.
Snap SnapIndex::Impl::snap(const Point& place, const Found& found) const {
    const Segment& s = segments[found.segment];
    Snap out;
    out.on = found.t <= 0 ? s.a : found.t >= 1 ? s.b : Point{place.x + found.off.x, place.y + found.off.y};
    // Along a short segment metres are as degrees: to L^2 tan(latitude) / 8 R, 0.2 mm for 100 m.
    constexpr double short_m = 100;
    const double along_m = found.t <= 0                           ? 0
                           : found.t >= 1 || s.length_m < short_m ? std::min(found.t, 1.0) * s.length_m
                                                                  : geodesic::distance(s.a, out.on);
    out.position.along_mm = millimetres(s.gone_m + along_m, pieces.length_mm(s.piece));
    out.distance_m = found.distance_m;
    return out;
}

SnapIndex::SnapIndex(const Network& network) : impl_(std::make_unique<Impl>(network)) {}
SnapIndex::~SnapIndex() = default;
SnapIndex::SnapIndex(SnapIndex&&) noexcept = default;

std::vector<Snap> SnapIndex::near(const Point& place, double radius_m, const LinkSet* closed,
                                  std::size_t most) const {
    thread_local std::vector<Found> found;
    impl_->near(place, radius_m, found);
    std::sort(found.begin(), found.end(), [](const Found& l, const Found& r) {
        return std::tuple(l.distance_m, l.piece) < std::tuple(r.distance_m, r.piece);
    });
    std::vector<Snap> out;
    out.reserve(std::min(most, 2 * found.size()));
    for (const Found& f : found) {
        const Pieces::Piece& piece = impl_->pieces[f.piece];
        Snap snap = impl_->snap(place, f);
        const std::uint32_t along = snap.position.along_mm;
        const int side = f.distance_m == 0 ? 0 : impl_->side_of(place, f);
        for (const Index link :
             {std::min(piece.forward, piece.backward), std::max(piece.forward, piece.backward)}) {
            if (link == none || (closed != nullptr && closed->has(link))) continue;
            if (out.size() == most) return out;
            const bool back = link == piece.backward;
            snap.position = {link, back ? impl_->pieces.length_mm(f.piece) - along : along};
            snap.right_side = back ? side >= 0 : side <= 0;
            out.push_back(snap);
        }
    }
    return out;
}

namespace {

// Seen from the place, whether two places on links lie to opposite sides.
bool opposite(const Point& place, const Point& a, const Point& b) {
    const LocalMetric metric(place);
    const Point u{metric.east(a.x - place.x, a.y - place.y), metric.north(a.y - place.y)};
    const Point v{metric.east(b.x - place.x, b.y - place.y), metric.north(b.y - place.y)};
    return u.x * v.x + u.y * v.y < 0;
}

}  // namespace

Gateless gateless(const Network& network, std::span<const std::string> classes, bool barred) {
    Gateless out{LinkSet(network.links.size()), LinkSet(network.links.size())};
    for (Index i = 0; i < network.links.size(); ++i) {
        const Road& road = network.roads[network.links[i].road];
        const bool named = std::find(classes.begin(), classes.end(), road.road_class) != classes.end();
        if (named && barred) out.never.add(i);
        if (named || road.bridge || road.tunnel) out.seldom.add(i);
    }
    return out;
}

std::vector<Snap> SnapIndex::gate(const Point& place, double limit_m, const LinkSet* closed,
                                  const Gateless* gateless) const {
    std::vector<Snap> all = near(place, limit_m, closed, std::numeric_limits<std::size_t>::max());
    std::erase_if(all, [&](const Snap& snap) { return !impl_->legal(snap.position.link, closed); });
    if (gateless != nullptr) {
        std::erase_if(all, [&](const Snap& snap) { return gateless->never.has(snap.position.link); });
        const auto seldom = [&](const Snap& snap) { return gateless->seldom.has(snap.position.link); };
        if (!std::all_of(all.begin(), all.end(), seldom)) std::erase_if(all, seldom);
    }
    if (all.empty()) return all;
    constexpr double same_m = 0.001;
    const Snap nearest = all.front();
    const auto end = std::find_if(all.begin(), all.end(), [&](const Snap& snap) {
        return snap.distance_m > nearest.distance_m + same_m;
    });
    std::vector<Snap> best(all.begin(), end);
    const auto fits = [&](const Snap& snap) {
        return snap.right_side || impl_->network.links[snap.position.link].twin != none;
    };
    if (std::any_of(best.begin(), best.end(), fits)) {
        std::erase_if(best, [&](const Snap& snap) { return !fits(snap); });
        return best;
    }
    // To the left of a one-way link: between carriageways it belongs to the one that has it on its right.
    const auto other = std::find_if(all.begin(), all.end(), [&](const Snap& snap) {
        const Index twin = impl_->network.links[snap.position.link].twin;
        return twin == none && snap.right_side && opposite(place, nearest.on, snap.on);
    });
    if (other != all.end()) return {*other};
    return best;
}

}  // namespace bareland::network
