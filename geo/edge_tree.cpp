#include "geo/edge_tree.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "geo/geodesic.hpp"
#include "geo/predicates.hpp"

namespace bareland {
namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();

constexpr auto passed = std::numeric_limits<std::uint64_t>::max();

bool less(const Point& a, const Point& b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

}  // namespace

EdgeTree::Query::Query(const EdgeTree& tree, const Point& place)
    : place_(place),
      metric_(place),
      low_x_(std::nextafter(static_cast<float>(place.x - tree.origin_.x), -infinite)),
      high_x_(std::nextafter(static_cast<float>(place.x - tree.origin_.x), infinite)),
      low_y_(std::nextafter(static_cast<float>(place.y - tree.origin_.y), -infinite)),
      high_y_(std::nextafter(static_cast<float>(place.y - tree.origin_.y), infinite)),
      c0_(static_cast<float>(metric_.c0())),
      c1_(static_cast<float>(metric_.c1())),
      m0_(static_cast<float>(metric_.m0())) {}

// ---- nearest
// -------------------------------------------------------------------------------------------------

// The distance in the model's plane beyond which nothing can be as near as `distance_m`, with room for the
// roundings of single precision.
EdgeTree::Reach EdgeTree::reach(const Query& query, double distance_m) {
    constexpr double whole_earth_m = 2.1e7;
    if (!(distance_m < whole_earth_m)) return {std::numeric_limits<double>::infinity(), infinite};
    const double metres = distance_m > 0 ? distance_m : 0;
    const double reach = metres * query.metric_.stretch(metres) * (1 + 2e-6);
    return {reach, static_cast<float>(reach * reach) * (1 + 2e-7F)};
}

// Pushes the children within reach, the nearest last. A sorting network and four stores, whatever the number:
// jumps that cannot be foreseen cost more.
std::size_t EdgeTree::expand(const Node& node, const Query& query, float reach2, Open* open,
                             std::size_t depth) {
    std::array<float, 4> near2;
    for (std::size_t k = 0; k < 4; ++k) {
        const float left = node.min_x[k] - query.high_x_;
        const float right = query.low_x_ - node.max_x[k];
        const float below = node.min_y[k] - query.high_y_;
        const float above = query.low_y_ - node.max_y[k];
        float x = left > right ? left : right;
        float y = below > above ? below : above;
        // The scale of longitude is least at one end of the box, in latitude.
        const float at_bottom = below * query.c1_;
        const float at_top = -above * query.c1_;
        const float scale = query.c0_ + (at_bottom < at_top ? at_bottom : at_top);
        x = (x > 0 ? x : 0) * (scale > 0 ? scale : 0);
        y = (y > 0 ? y : 0) * query.m0_;
        near2[k] = x * x + y * y;
    }
    // What is missing has a distance of infinity or none, and the largest of references: beyond any limit.
    const Open limit = Open{std::bit_cast<std::uint32_t>(reach2)} << 32 | (nothing - 1);
    const auto key = [&](std::size_t k) {
        return Open{std::bit_cast<std::uint32_t>(near2[k])} << 32 | node.child[k];
    };
    Open a = key(0), b = key(1), c = key(2), d = key(3);
    const auto order = [](Open& larger, Open& smaller) {
        const Open one = larger, other = smaller;
        larger = one < other ? other : one;
        smaller = one < other ? one : other;
    };
    order(a, b);
    order(c, d);
    order(a, c);
    order(b, d);
    order(b, c);
    for (const Open next : {a, b, c, d}) {
        open[depth] = next;
        depth += next <= limit ? 1U : 0U;
    }
    return depth;
}

void EdgeTree::nearest(const Part& part, const Query& query, Nearest& best) const {
    if (part.empty()) return;
    std::array<Open, most_open> open;
    std::size_t depth = 0;
    open[depth++] = part.ref;
    Reach limit = reach(query, best.distance_m);
    while (depth > 0) {
        const Open next = open[--depth];
        if (std::bit_cast<float>(static_cast<std::uint32_t>(next >> 32)) > limit.squared) continue;
        const auto ref = static_cast<std::uint32_t>(next);
        switch (kind_of(ref)) {
            case Kind::node:
                depth = expand(nodes_[number_of(ref)], query, limit.squared, open.data(), depth);
                break;
            case Kind::edges:
                search_edges(ref, query, limit, best);
                break;
            case Kind::discs:
                search_discs(ref, query, best);
                limit = reach(query, best.distance_m);
                break;
            case Kind::part:
                break;  // only each() looks for parts
        }
    }
}

// All edges of a leaf as chords in the model's plane (the compiler makes vectors of it), then those within
// reach one by one, nearest first, as they are.
void EdgeTree::search_edges(std::uint32_t ref, const Query& query, Reach& limit, Nearest& best) const {
    const std::uint32_t first = number_of(ref);
    const double* x = &x_[first];
    const double* y = &y_[first];
    const LocalMetric metric = query.metric_;
    const Point place = query.place_;
    std::array<double, leaf_size + 1> u;
    std::array<double, leaf_size + 1> v;
    for (std::size_t i = 0; i <= leaf_size; ++i) {
        const double dy = y[i] - place.y;
        u[i] = metric.east(x[i] - place.x, dy);
        v[i] = metric.north(dy);
    }
    std::array<double, leaf_size> near2;
    std::array<double, leaf_size> length2;
    for (std::size_t i = 0; i < leaf_size; ++i) {
        const double du = u[i + 1] - u[i];
        const double dv = v[i + 1] - v[i];
        length2[i] = du * du + dv * dv;
        double t = -(u[i] * du + v[i] * dv) / length2[i];
        t = t > 0 ? t : 0;
        t = t < 1 ? t : 1;
        const double a = u[i] + t * du;
        const double b = v[i] + t * dv;
        near2[i] = a * a + b * b;
    }
    // The bits of numbers that are not negative sort as the numbers do; the last three make room for which
    // edge it is. So the nearest is found without jumps.
    const std::uint32_t count = count_of(ref);
    std::array<std::uint64_t, leaf_size> keys;
    double longest2 = 0;
    for (std::uint32_t i = 0; i < leaf_size; ++i) {
        const bool is_edge = i < count;
        keys[i] = is_edge ? (std::bit_cast<std::uint64_t>(near2[i]) & ~std::uint64_t{7}) | i : passed;
        longest2 = is_edge && length2[i] > longest2 ? length2[i] : longest2;
    }
    const double longest = std::sqrt(longest2);
    for (std::uint32_t tried = 0; tried < count; ++tried) {
        std::uint64_t least = keys[0];
        for (std::uint32_t i = 1; i < leaf_size; ++i)
            least = keys[i] < least ? keys[i] : least;
        const auto which = static_cast<std::uint32_t>(least & 7);
        const double distance = std::sqrt(near2[which]);
        if (!(distance <= limit.metres + metric.bulge(longest2, distance + longest))) return;
        keys[which] = passed;
        try_edge(first + which, query, best);
        limit = reach(query, best.distance_m);
    }
}

// Edges are measured in one direction, whichever way the ring runs: neighbours get equal distances.
void EdgeTree::try_edge(std::uint32_t i, const Query& query, Nearest& best) const {
    Point a = vertex(i);
    Point b = vertex(i + 1);
    if (less(b, a)) std::swap(a, b);
    const Point from{a.x - query.place_.x, a.y - query.place_.y};
    const Point to{b.x - query.place_.x, b.y - query.place_.y};
    const double t = query.metric_.nearest_on_edge(from, to);
    const double dx = t < 1 ? from.x + t * (to.x - from.x) : to.x;
    const double dy = t < 1 ? from.y + t * (to.y - from.y) : to.y;
    const double distance = query.metric_.model(dx, dy);
    if (distance > best.distance_m || (distance == best.distance_m && (best.disc || i >= best.item))) return;
    best.distance_m = distance;
    best.at = t < 1 ? Point{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)} : b;
    best.item = i;
    best.disc = false;
}

void EdgeTree::search_discs(std::uint32_t ref, const Query& query, Nearest& best) const {
    const std::uint32_t first = number_of(ref);
    for (std::uint32_t i = first; i < first + count_of(ref); ++i) {
        const Centre& disc = discs_[i];
        const double distance =
            query.metric_.model(disc.at.x - query.place_.x, disc.at.y - query.place_.y) - disc.radius_m;
        const bool first_of_equals = !best.found() || (best.disc && i < best.item);
        if (distance > best.distance_m || (distance == best.distance_m && !first_of_equals)) continue;
        best.distance_m = distance;
        best.at = disc.at;
        best.item = i;
        best.disc = true;
    }
}

// The children whose boxes hold the place, pushed.
std::size_t EdgeTree::enter(const Node& node, const Query& query, std::uint32_t* open, std::size_t depth) {
    std::array<int, 4> held;
    for (std::size_t k = 0; k < 4; ++k) {
        held[k] = static_cast<int>(node.min_x[k] <= query.high_x_) &
                  static_cast<int>(query.low_x_ <= node.max_x[k]) &
                  static_cast<int>(node.min_y[k] <= query.high_y_) &
                  static_cast<int>(query.low_y_ <= node.max_y[k]);
    }
    for (std::size_t k = 0; k < 4; ++k) {
        open[depth] = node.child[k];
        depth += held[k] != 0 ? 1U : 0U;
    }
    return depth;
}

void EdgeTree::deepest(const Part& part, const Query& query, Nearest& best) const {
    each_at(part, query, [&](std::uint32_t ref) {
        if (kind_of(ref) == Kind::discs) search_discs(ref, query, best);
    });
}

void EdgeTree::settle(const Query& query, Nearest& found) const {
    if (!found.found()) return;
    constexpr double near_m = 10000;  // where the series is good to 2 micrometres, but for the poles
    const double dx = found.at.x - query.place_.x, dy = found.at.y - query.place_.y;
    const double near = query.metric_.distance(dx, dy);
    const bool series = near < near_m && std::abs(query.place_.y) < 70;
    found.distance_m = series ? near : geodesic::distance(query.place_, found.at);
    if (!found.disc) return;
    const Centre& disc = discs_[found.item];
    const double to_centre = found.distance_m;
    found.distance_m -= disc.radius_m;
    found.at = geodesic::towards(disc.at, query.place_, to_centre, disc.radius_m);
}

// ---- side
// ----------------------------------------------------------------------------------------------------

// Edges of a leaf against the ray to the east; true: the place is on one of them.
bool EdgeTree::crosses(std::uint32_t ref, const Point& place, bool& odd) const {
    const std::uint32_t first = number_of(ref);
    for (std::uint32_t i = first; i < first + count_of(ref); ++i) {
        const Point a = vertex(i);
        const Point b = vertex(i + 1);
        if ((a.y > place.y) == (b.y > place.y)) {
            // Only an end or an edge along the ray can hold the place.
            if ((a.y == place.y || b.y == place.y) && on_edge(place, a, b)) return true;
            continue;
        }
        if (a.x < place.x && b.x < place.x) continue;
        if (a.x > place.x && b.x > place.x) {
            odd = !odd;
            continue;
        }
        const int turn = orientation(a, b, place);
        if (turn == 0) return true;
        if ((turn > 0) == (b.y > a.y)) odd = !odd;
    }
    return false;
}

EdgeTree::Ends EdgeTree::ends_of(std::uint32_t ref) const {
    if (kind_of(ref) == Kind::node) return ends_[number_of(ref)];
    if (kind_of(ref) == Kind::edges) return {number_of(ref), number_of(ref) + count_of(ref)};
    return {};
}

Side EdgeTree::side(const Part& part, const Query& query) const {
    if (part.empty()) return Side::outside;
    std::array<std::uint32_t, most_open> open;
    std::size_t depth = 0;
    open[depth++] = part.ref;
    bool odd = false;
    while (depth > 0) {
        const std::uint32_t ref = open[--depth];
        if (kind_of(ref) == Kind::edges && crosses(ref, query.place_, odd)) return Side::edge;
        if (kind_of(ref) != Kind::node) continue;
        const Node& node = nodes_[number_of(ref)];
        for (std::size_t k = 0; k < 4; ++k) {
            if (node.max_y[k] < query.low_y_ || node.min_y[k] > query.high_y_ || node.max_x[k] < query.low_x_)
                continue;
            if (node.min_x[k] > query.high_x_) {
                const Ends ends = ends_of(node.child[k]);
                if ((y_[ends.first] > query.place_.y) != (y_[ends.last] > query.place_.y)) odd = !odd;
            } else {
                open[depth++] = node.child[k];
            }
        }
    }
    return odd ? Side::inside : Side::outside;
}

}  // namespace bareland
