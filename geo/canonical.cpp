// Canonical form and order of shapes, planar area (geo/overlay.hpp).
#include <algorithm>
#include <cmath>
#include <compare>

#include "geo/overlay.hpp"

namespace bareland::overlay {
namespace {

bool less(Point a, Point b) {
    return a.x != b.x ? a.x < b.x : a.y < b.y;
}

// Negative, zero or positive like strcmp.
int compare(const Ring& a, const Ring& b) {
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (a[i] != b[i]) return less(a[i], b[i]) ? -1 : 1;
    }
    return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

int compare(const Polygon& a, const Polygon& b) {
    if (const int outer = compare(a.outer, b.outer); outer != 0) return outer;
    const std::size_t common = std::min(a.holes.size(), b.holes.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (const int hole = compare(a.holes[i], b.holes[i]); hole != 0) return hole;
    }
    return a.holes.size() == b.holes.size() ? 0 : (a.holes.size() < b.holes.size() ? -1 : 1);
}

// Twice the signed area, counted from the first vertex so that large coordinates cost no digits.
double twice_signed_area(const Ring& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double ax = ring[i].x - ring[0].x, ay = ring[i].y - ring[0].y;
        const double bx = ring[i + 1].x - ring[0].x, by = ring[i + 1].y - ring[0].y;
        twice += ax * by - bx * ay;
    }
    return twice;
}

// `a` and `b`: positions in an open ring of n points; which one begins the smaller sequence.
bool starts_smaller(const Ring& open, std::size_t a, std::size_t b) {
    const std::size_t n = open.size();
    for (std::size_t k = 0; k < n; ++k) {
        const Point p = open[(a + k) % n];
        const Point q = open[(b + k) % n];
        if (p != q) return less(p, q);
    }
    return false;
}

// Starts at the smallest point; where the ring passes it twice, at the passage that gives the smaller
// sequence.
Ring rotated(const Ring& ring) {
    Ring open(ring.begin(), ring.end() - 1);
    std::size_t start = 0;
    for (std::size_t i = 1; i < open.size(); ++i) {
        if (less(open[i], open[start]) || (open[i] == open[start] && starts_smaller(open, i, start)))
            start = i;
    }
    std::rotate(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(start), open.end());
    open.push_back(open.front());
    return open;
}

Ring canonical_ring(const Ring& ring, bool counter_clockwise) {
    if (ring.size() < 2) return ring;
    Ring result = rotated(ring);
    const double area = twice_signed_area(result);
    if (area == 0) {  // no orientation to go by: the smaller of both
        Ring reversed = rotated(Ring(ring.rbegin(), ring.rend()));
        return compare(reversed, result) < 0 ? reversed : result;
    }
    if ((area > 0) == counter_clockwise) return result;
    return rotated(Ring(ring.rbegin(), ring.rend()));
}

Polygon canonical_polygon(const Polygon& polygon) {
    Polygon result;
    result.outer = canonical_ring(polygon.outer, true);
    result.holes.reserve(polygon.holes.size());
    for (const Ring& hole : polygon.holes)
        result.holes.push_back(canonical_ring(hole, false));
    std::sort(result.holes.begin(), result.holes.end(),
              [](const Ring& a, const Ring& b) { return compare(a, b) < 0; });
    return result;
}

}  // namespace

bool canonical_less(const MultiPolygon& a, const MultiPolygon& b) {
    const std::size_t common = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < common; ++i) {
        if (const int order = compare(a[i], b[i]); order != 0) return order < 0;
    }
    return a.size() < b.size();
}

MultiPolygon canonical(const MultiPolygon& shape) {
    MultiPolygon result;
    result.reserve(shape.size());
    for (const Polygon& polygon : shape)
        result.push_back(canonical_polygon(polygon));
    std::sort(result.begin(), result.end(),
              [](const Polygon& a, const Polygon& b) { return compare(a, b) < 0; });
    return result;
}

double planar_area(const MultiPolygon& shape) {
    double twice = 0;
    for (const Polygon& polygon : shape) {
        twice += std::abs(twice_signed_area(polygon.outer));
        for (const Ring& hole : polygon.holes)
            twice -= std::abs(twice_signed_area(hole));
    }
    return twice / 2;
}

}  // namespace bareland::overlay
