// Distances to zones the slow way: Karney's geodesic, minimised along every edge that may be the nearest.
#pragma once

#include <cmath>
#include <limits>
#include <random>
#include <vector>

#include "geo/geodesic.hpp"
#include "geo/geometry.hpp"

namespace bareland::oracle {

inline double karney(const Point& a, const Point& b) {
    return geodesic::Ellipsoid::cgcs2000().inverse(a, b).length_m;
}
inline Point going(const Point& from, double azimuth, double metres) {
    return geodesic::Ellipsoid::cgcs2000().direct(from, azimuth, metres).at;
}
inline Point on_line(const Point& a, const Point& b, double t) {
    return {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

template <class Visit>
void each_edge(const MultiPolygon& shape, Visit visit) {
    const auto ring = [&](const Ring& points) {
        for (std::size_t i = 0; i + 1 < points.size(); ++i)
            visit(points[i], points[i + 1]);
    };
    for (const Polygon& polygon : shape) {
        ring(polygon.outer);
        for (const Ring& hole : polygon.holes)
            ring(hole);
    }
}

// Golden section along the edge: the distance has one minimum on it.
inline double to_edge(const Point& p, const Point& a, const Point& b) {
    const double golden = (std::sqrt(5.0) - 1) / 2;
    double low = 0, high = 1;
    for (int i = 0; i < 60; ++i) {
        const double left = high - golden * (high - low), right = low + golden * (high - low);
        if (karney(p, on_line(a, b, left)) < karney(p, on_line(a, b, right))) {
            high = right;
        } else {
            low = left;
        }
    }
    return std::min({karney(p, on_line(a, b, (low + high) / 2)), karney(p, a), karney(p, b)});
}

// Unsigned distance to the nearest edge. Edges that a rough plane puts a fifth farther than the nearest are
// left out.
inline double to_border(const Point& p, const MultiPolygon& shape) {
    const double east = 111320 * std::cos(p.y * 3.14159265358979 / 180), north = 111000;
    const auto rough = [&](const Point& a, const Point& b) {
        const double ax = (a.x - p.x) * east, ay = (a.y - p.y) * north;
        const double dx = (b.x - a.x) * east, dy = (b.y - a.y) * north;
        const double along = -(ax * dx + ay * dy) / (dx * dx + dy * dy);
        const double t = std::fmin(1, std::fmax(0, along));
        return std::hypot(ax + t * dx, ay + t * dy);
    };
    double least = std::numeric_limits<double>::infinity();
    each_edge(shape, [&](const Point& a, const Point& b) { least = std::min(least, rough(a, b)); });
    double best = std::numeric_limits<double>::infinity();
    each_edge(shape, [&](const Point& a, const Point& b) {
        if (rough(a, b) <= least * 1.2 + 50) best = std::min(best, to_edge(p, a, b));
    });
    return best;
}

// Crossing count, for places that are not on an edge.
inline bool inside(const Point& p, const MultiPolygon& shape) {
    bool odd = false;
    each_edge(shape, [&](const Point& a, const Point& b) {
        if ((a.y > p.y) == (b.y > p.y)) return;
        if (a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) > p.x) odd = !odd;
    });
    return odd;
}

inline double signed_distance(const Point& p, const MultiPolygon& shape) {
    const double distance = to_border(p, shape);
    return inside(p, shape) ? -distance : distance;
}

// A star with a star-shaped hole, sizes in metres, at random.
inline MultiPolygon holed_star(std::mt19937_64& random, const Point& centre, double radius, int corners) {
    std::uniform_real_distribution<double> share(0.55, 1.0);
    const auto ring = [&](double size) {
        Ring points;
        for (int i = 0; i < corners; ++i)
            points.push_back(going(centre, -360.0 * i / corners, size * share(random)));
        points.push_back(points.front());
        return points;
    };
    return {{ring(radius), {ring(radius / 2)}}};
}

inline MultiPolygon box(double x0, double y0, double x1, double y1) {
    return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}};
}

}  // namespace bareland::oracle
