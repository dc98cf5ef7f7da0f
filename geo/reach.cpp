#include "geo/reach.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "geo/ellipsoid.hpp"
#include "geo/geos.hpp"
#include "geo/overlay.hpp"
#include "geo/zone_index.hpp"

namespace bareland {
namespace {

constexpr double degree = 3.14159265358979323846 / 180;

// Metres east and north of a place: degrees scaled by the radii of curvature there.
class Plane {
  public:
    explicit Plane(const Box& box) : origin_{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2} {
        constexpr double f = 1 / ellipsoid::inverse_flattening;
        constexpr double e2 = f * (2 - f);
        const double sine = std::sin(origin_.y * degree);
        const double w2 = 1 - e2 * sine * sine;
        const double across = ellipsoid::semi_major_m / std::sqrt(w2);
        east_ = across * std::cos(origin_.y * degree) * degree;
        north_ = across * (1 - e2) / w2 * degree;
    }

    Point to(const Point& p) const { return {(p.x - origin_.x) * east_, (p.y - origin_.y) * north_}; }
    Point from(const Point& p) const { return {p.x / east_ + origin_.x, p.y / north_ + origin_.y}; }

  private:
    Point origin_;
    double east_ = 1;
    double north_ = 1;
};

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
std::vector<Ring> edges_near(const MultiPolygon& shape, const Plane& plane, const Box& near) {
    std::vector<Ring> out;
    const auto take = [&](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point a = plane.to(ring[i - 1]);
            const Point b = plane.to(ring[i]);
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

geos::Geometry buffered(const GEOSGeometry* geometry, double distance_m, int quadrant_segments) {
    return geos::checked(GEOSBuffer_r(geos::context(), geometry, distance_m, quadrant_segments));
}

}  // namespace

bool reaches_deeper(const MultiPolygon& area, const MultiPolygon& zone, double depth_m) {
    const MultiPolygon common = overlay::intersection(area, zone);
    if (common.empty()) return false;
    if (depth_m <= 0) return true;
    const Plane plane(box_of(common));
    const MultiPolygon local = moved(common, [&](const Point& p) { return plane.to(p); });
    // Round corners are drawn outside the true arc: what is left over is deeper for certain.
    constexpr int quadrant_segments = 64;
    const double margin = depth_m / std::cos(90.0 * degree / quadrant_segments / 2) + 1e-6;
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

MultiPolygon grown(const MultiPolygon& shape, double distance_m) {
    const Plane plane(box_of(shape));
    const MultiPolygon local = moved(shape, [&](const Point& p) { return plane.to(p); });
    // Sagitta of a side: d (1 - cos(angle / 2)) <= 1 mm.
    const double half_angle = std::acos(std::max(0.5, 1 - 0.001 / distance_m));
    const int quadrant_segments = std::max(8, static_cast<int>(std::ceil(90 * degree / (2 * half_angle))));
    const geos::Geometry out = buffered(geos::from(local).get(), distance_m, quadrant_segments);
    return moved(geos::polygons(out.get()), [&](const Point& p) { return plane.from(p); });
}

}  // namespace bareland
