#include "geo/ground.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "geo/crs.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/geodesic.hpp"
#include "geo/geos.hpp"
#include "geo/overlay.hpp"

namespace bareland::ground {
namespace {

constexpr double chord_m = 1e-3;       // of arcs, at most
constexpr double straight_m = 1e-4;    // of edges through projections, at most
constexpr double degree_m = 111320.0;  // about

// Radii of curvature in the meridian and across it.
struct Radii {
    double meridian, across;
};
Radii radii_at(double latitude) {
    const double f = 1 / ellipsoid::inverse_flattening;
    const double e2 = f * (2 - f);
    const double s = std::sin(latitude * std::numbers::pi / 180);
    const double w2 = 1 - e2 * s * s;
    return {ellipsoid::semi_major_m * (1 - e2) / (w2 * std::sqrt(w2)),
            ellipsoid::semi_major_m / std::sqrt(w2)};
}

// Points of a full circle for the chord limit; a multiple of four, so that the four main directions are
// there.
int corners_for(double radius_m) {
    const double half_angle = std::acos(1 - std::min(1.0, chord_m / radius_m));
    const int quarter = static_cast<int>(std::ceil(std::numbers::pi / half_angle / 4));
    return 4 * std::max(quarter, 16);
}

Crs plane_at(const Point& middle) {
    return Crs(
        fmt::format("+proj=tmerc +lat_0={:.17g} +lon_0={:.17g} +k=1 +x_0=0 +y_0=0 +a={} +rf={} +units=m "
                    "+no_defs +type=crs",
                    middle.y, middle.x, ellipsoid::semi_major_m, ellipsoid::inverse_flattening));
}

Crs degrees_of(const Crs& plane) {
    return Crs(plane.base_geographic());
}

std::vector<Ring> rings_between(const std::vector<std::vector<Point>>& lines, const Transform& to_plane) {
    // A line is carried over like a border: as a ring there and back, of which the way there is kept.
    std::vector<Ring> out;
    for (const std::vector<Point>& line : lines) {
        Ring dense;
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const Point a = line[i], b = line[i + 1];
            const double metres = geodesic::distance(a, b);
            // The bend of an edge in the plane grows with its square: 1 km bends by about 2 cm.
            const int pieces = std::max(1, static_cast<int>(std::ceil(metres / 50)));
            for (int k = 0; k < pieces; ++k) {
                const double t = static_cast<double>(k) / pieces;
                dense.push_back({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
            }
        }
        dense.push_back(line.back());
        to_plane.apply(dense);
        out.push_back(std::move(dense));
    }
    return out;
}

geos::Geometry collected(const Shapes& shapes, const Transform& to_plane) {
    std::vector<GEOSGeometry*> parts;
    if (!shapes.polygons.empty()) {
        const MultiPolygon plane =
            transform_borders(shapes.polygons, to_plane, Affine{}, straight_m, "buffer");
        parts.push_back(geos::from(plane).release());
    }
    std::vector<Ring> lines = rings_between(shapes.lines, to_plane);
    if (!lines.empty()) parts.push_back(geos::from_lines(lines).release());
    std::vector<Point> points = shapes.points;
    to_plane.apply(points);
    for (const Point& p : points)
        parts.push_back(GEOSGeom_createPointFromXY_r(geos::context(), p.x, p.y));
    return geos::checked(GEOSGeom_createCollection_r(geos::context(), GEOS_GEOMETRYCOLLECTION, parts.data(),
                                                     static_cast<unsigned>(parts.size())));
}

Point middle_of(const Shapes& shapes) {
    Box box = box_of(shapes.polygons);
    for (const auto& line : shapes.lines) {
        for (const Point& p : line)
            box.add(p);
    }
    for (const Point& p : shapes.points)
        box.add(p);
    return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

// Buffer in metres of the plane round the middle; negative: taken off.
MultiPolygon buffered(const Shapes& shapes, double metres, int quarter) {
    const Crs plane = plane_at(middle_of(shapes));
    const Transform to_plane(degrees_of(plane), plane);
    const geos::Geometry source = collected(shapes, to_plane);
    const geos::Geometry result = geos::checked(GEOSBuffer_r(geos::context(), source.get(), metres, quarter));
    MultiPolygon back = overlay::canonical(geos::polygons(result.get()));
    if (back.empty()) return back;
    const Transform to_degrees(plane, degrees_of(plane));
    return overlay::canonical(transform_borders(back, to_degrees, Affine{}, straight_m / degree_m, "buffer"));
}

}  // namespace

double length(std::span<const Point> line) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        sum += geodesic::distance(line[i], line[i + 1]);
    return sum;
}

Local::Local(const Point& origin) : origin_(origin) {
    const Radii r = radii_at(origin.y);
    const double radian = std::numbers::pi / 180;
    east_ = r.across * std::cos(origin.y * radian) * radian;
    north_ = r.meridian * radian;
}

Point nearest_on_segment(const Point& p, const Point& a, const Point& b) {
    const Local local(p);
    const Point u = local.metres(a), v = local.metres(b);
    const double dx = v.x - u.x, dy = v.y - u.y;
    const double square = dx * dx + dy * dy;
    if (square == 0) return a;
    const double t = -(u.x * dx + u.y * dy) / square;
    if (t <= 0) return a;
    if (t >= 1) return b;
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

MultiPolygon within(const Shapes& shapes, double metres) {
    if (shapes.empty()) return {};
    if (metres <= 0) return overlay::canonical(shapes.polygons);
    return buffered(shapes, metres, corners_for(metres) / 4);
}

bool narrower_than(const MultiPolygon& shape, double metres) {
    if (shape.empty()) return true;
    constexpr int coarse = 4;  // of corners that a negative buffer rounds
    return buffered({shape, {}, {}}, -metres, coarse).empty();
}

}  // namespace bareland::ground
