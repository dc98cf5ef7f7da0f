// Plain planar geometry: what passes between the layers and the mathematics.
//
// Guarantees: x is always east (or longitude), y always north (or latitude), whatever order the CRS's
// authority prints its axes in. Rings are closed (first point == last point) and have at least four points.
// Orientation is not promised by the type: whoever needs it sets it.
#pragma once

#include <vector>

namespace bareland {

struct Point {
    double x = 0;
    double y = 0;
    bool operator==(const Point&) const = default;
};

using Ring = std::vector<Point>;

struct Polygon {
    Ring outer;
    std::vector<Ring> holes;
    bool operator==(const Polygon&) const = default;
};

using MultiPolygon = std::vector<Polygon>;

// Axis-aligned box; empty while min > max.
struct Box {
    double min_x = 1e300, min_y = 1e300, max_x = -1e300, max_y = -1e300;

    bool empty() const { return min_x > max_x || min_y > max_y; }
    void add(const Point& p) {
        if (p.x < min_x) min_x = p.x;
        if (p.x > max_x) max_x = p.x;
        if (p.y < min_y) min_y = p.y;
        if (p.y > max_y) max_y = p.y;
    }
    bool meets(const Box& o) const {
        return min_x <= o.max_x && o.min_x <= max_x && min_y <= o.max_y && o.min_y <= max_y;
    }
};

inline Box box_of(const MultiPolygon& shape) {
    Box box;
    for (const Polygon& polygon : shape) {
        for (const Point& p : polygon.outer)
            box.add(p);
    }
    return box;
}

}  // namespace bareland
