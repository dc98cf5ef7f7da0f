#include "geo/network/shape_cuts.hpp"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/predicates.hpp"

namespace bareland::network {
namespace {

struct Cut {
    double t = 0;  // along the segment, 0 to 1
    Point at;
};

bool less(const Point& a, const Point& b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

// Of a place on the segment from a to b.
Cut cut_at(const Point& a, const Point& b, const Point& p) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double t = std::abs(dx) >= std::abs(dy) ? (p.x - a.x) / dx : (p.y - a.y) / dy;
    return {std::clamp(t, 0.0, 1.0), p};
}

double twice_area(const Point& a, const Point& b, const Point& p) {
    return (a.x - p.x) * (b.y - p.y) - (a.y - p.y) * (b.x - p.x);
}

Cut crossing(const Point& a, const Point& b, const Point& c, const Point& d) {
    const double from = std::abs(twice_area(c, d, a));
    const double to = std::abs(twice_area(c, d, b));
    const double t = from + to > 0 ? from / (from + to) : 0.5;
    return {t, {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}};
}

}  // namespace

// What a segment has in common with edges of the polygon.
struct ShapeCuts::Crossed {
    bool near = false;  // an edge comes near it
    std::vector<Cut> cuts;
    std::vector<std::pair<double, double>> along;  // stretches that an edge runs along
};

ShapeCuts::ShapeCuts(const MultiPolygon& shape)
    : tree_(shape.empty() ? Point{} : shape.front().outer.front()), part_(tree_.add(shape)) {
    tree_.finish();
}

bool ShapeCuts::holds(const Point& place) const {
    return tree_.side(part_, EdgeTree::Query(tree_, place)) != Side::outside;
}

bool ShapeCuts::near_edge(const Point& place, double metres) const {
    EdgeTree::Nearest nearest;
    nearest.distance_m = metres;
    tree_.nearest(part_, EdgeTree::Query(tree_, place), nearest);
    return nearest.found();
}

void ShapeCuts::cross(const Point& a, const Point& b, Crossed& out) const {
    out.near = false;
    out.cuts.clear();
    out.along.clear();
    Box box;
    box.add(a);
    box.add(b);
    tree_.each(part_, box, [&](EdgeTree::Item item, std::uint32_t i) {
        if (item != EdgeTree::Item::edge) return false;
        Point c = tree_.vertex(i);
        Point d = tree_.vertex(i + 1);
        if (less(d, c)) std::swap(c, d);
        Box edge;
        edge.add(c);
        edge.add(d);
        if (!edge.meets(box)) return false;
        out.near = true;
        const int c_side = orientation(a, b, c);
        const int d_side = orientation(a, b, d);
        const bool has_c = c_side == 0 && on_edge(c, a, b);
        const bool has_d = d_side == 0 && on_edge(d, a, b);
        if (has_c) out.cuts.push_back(cut_at(a, b, c));
        if (has_d) out.cuts.push_back(cut_at(a, b, d));
        if (c_side == 0 && d_side == 0) {
            const double s = cut_at(a, b, c).t;
            const double t = cut_at(a, b, d).t;
            if (s != t) out.along.emplace_back(std::min(s, t), std::max(s, t));
        } else if (c_side * d_side < 0 && orientation(c, d, a) * orientation(c, d, b) < 0) {
            out.cuts.push_back(crossing(a, b, c, d));
        }
        return false;
    });
    std::sort(out.cuts.begin(), out.cuts.end(), [](const Cut& l, const Cut& r) { return l.t < r.t; });
}

std::vector<ShapeCuts::Part> ShapeCuts::inside(std::span<const Point> line) const {
    std::vector<Part> parts;
    if (part_.empty()) return parts;
    Crossed crossed;
    double gone_m = 0;
    bool in = false;         // what was last looked at
    bool known = false;      // whether it holds for what follows, unless an edge is near
    bool adjoining = false;  // the last part ends where we are
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const Point& a = line[i];
        const Point& b = line[i + 1];
        if (a == b) continue;
        const double metres = geodesic::distance(a, b);
        cross(a, b, crossed);
        Cut from{0, a};
        crossed.cuts.push_back({1, b});
        for (const Cut& to : crossed.cuts) {
            if (to.t <= from.t) continue;
            const bool along = std::any_of(crossed.along.begin(), crossed.along.end(), [&](const auto& s) {
                return s.first <= from.t && to.t <= s.second;
            });
            if (along) {
                in = true;
            } else if (crossed.near || !known) {
                const double t = (from.t + to.t) / 2;
                in = holds({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
            }
            known = true;
            if (in) {
                const auto place = [&](const Cut& cut) {
                    if (cut.t >= 1) return gone_m + metres;
                    return cut.t <= 0 ? gone_m : gone_m + geodesic::distance(a, cut.at);
                };
                if (!adjoining) parts.push_back({place(from), 0, from.at, {}});
                parts.back().to_m = place(to);
                parts.back().to = to.at;
            }
            adjoining = in;
            from = to;
        }
        gone_m += metres;
    }
    return parts;
}

}  // namespace bareland::network
