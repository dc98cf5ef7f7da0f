#include "geo/reach.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "geo/geos.hpp"
#include "geo/ground.hpp"
#include "geo/overlay.hpp"
#include "geo/zone_index.hpp"

namespace bareland {
namespace {

constexpr double half_turn = 3.14159265358979323846;

template <class Move>
MultiPolygon moved(MultiPolygon shape, Move move) {
    const auto each = [&](Ring& ring) {
        for (Point& p : ring)
            p = move(p);
    };
    for (Polygon& polygon : shape) {
        each(polygon.outer);
        for (Ring& hole : polygon.holes)
            each(hole);
    }
    return shape;
}

// Edges of `shape`, in the plane, that come near a box of the plane.
std::vector<Ring> edges_near(const MultiPolygon& shape, const ground::Local& plane, const Box& near) {
    std::vector<Ring> out;
    const auto take = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point a = plane.metres(ring[i - 1]);
            const Point b = plane.metres(ring[i]);
            Box box;
            box.add(a);
            box.add(b);
            if (box.meets(near) && a != b) out.push_back({a, b});
        }
    };
    for (const Polygon& polygon : shape) {
        take(polygon.outer);
        for (const Ring& hole : polygon.holes)
            take(hole);
    }
    return out;
}

Point middle(const Box& box) {
    return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

geos::Geometry buffered(const GEOSGeometry* geometry, double distance_m, int quadrant_segments) {
    return geos::checked(GEOSBuffer_r(geos::context(), geometry, distance_m, quadrant_segments));
}

}  // namespace

bool reaches_deeper(const MultiPolygon& area, const MultiPolygon& zone, double depth_m) {
    const MultiPolygon common = overlay::intersection(area, zone);
    if (common.empty()) return false;
    if (depth_m <= 0) return true;
    const ground::Local plane(middle(box_of(common)));
    const MultiPolygon local = moved(common, [&](const Point& p) { return plane.metres(p); });
    // Round corners are drawn outside the true arc: what is left over is deeper for certain.
    constexpr int quadrant_segments = 64;
    const double margin = depth_m / std::cos(half_turn / 2 / quadrant_segments / 2) + 1e-6;
    Box near = box_of(local);
    near.add({near.min_x - margin, near.min_y - margin});
    near.add({near.max_x + margin, near.max_y + margin});
    const std::vector<Ring> edges = edges_near(zone, plane, near);
    if (edges.empty()) return true;
    const geos::Geometry shallow = buffered(geos::from_lines(edges).get(), margin, quadrant_segments);
    return !overlay::difference(local, geos::polygons(shallow.get())).empty();
}

bool reaches_deeper(const MultiPolygon& area, std::span<const Disc> discs, double depth_m) {
    const std::array<IndexedZone, 1> one{IndexedZone{&area, {}, 0}};
    const ZoneIndex index(one, 1);
    return std::any_of(discs.begin(), discs.end(), [&](const Disc& disc) {
        const double nearest = std::max(0.0, index.distance(disc.centre, 0).distance_m);
        return nearest < disc.radius_m - depth_m;
    });
}

}  // namespace bareland
