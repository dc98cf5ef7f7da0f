// Metres round places on the CGCS2000 ellipsoid, and what lies within a distance of something.
//
// Points are longitude and latitude in degrees.
#pragma once

#include <span>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland::ground {

// Of a line whose vertices are joined by geodesics, metres.
double length(std::span<const Point> line);

// Metres round a place: differences of longitude and latitude times the radii of curvature there. For what is
// near: within 1 km of the origin distances are good to 2e-4 of themselves (the parallel's curvature).
class Local {
  public:
    explicit Local(const Point& origin);
    Point metres(const Point& p) const { return {(p.x - origin_.x) * east_, (p.y - origin_.y) * north_}; }
    Point degrees(const Point& m) const { return {origin_.x + m.x / east_, origin_.y + m.y / north_}; }
    double metres_per_degree_east() const { return east_; }
    double metres_per_degree_north() const { return north_; }

  private:
    Point origin_;
    double east_, north_;
};

// The point of the segment ab nearest to p, all in degrees, measured round p; an end where p is beyond it.
Point nearest_on_segment(const Point& p, const Point& a, const Point& b);

// All ground within `metres` of the shape, the lines or the points (edges straight in longitude and
// latitude). Worked out in a transverse Mercator projection whose central meridian runs through the middle:
// distances are true to x^2 / (2 R^2) at x east of it (2e-7 at 4 km, 1.1e-5 at 30 km), arcs to 1 mm, edges to
// 0.1 mm.
struct Shapes {
    MultiPolygon polygons;
    std::vector<std::vector<Point>> lines;
    std::vector<Point> points;
    bool empty() const { return polygons.empty() && lines.empty() && points.empty(); }
};
MultiPolygon within(const Shapes& shapes, double metres);

// Nothing of the polygons is left when `metres` are taken off their edges: nowhere are they 2 * metres wide.
bool narrower_than(const MultiPolygon& shape, double metres);

}  // namespace bareland::ground
