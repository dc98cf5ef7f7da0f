#include "jobs/patches/outline.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "geo/geodesic.hpp"
#include "geo/overlay.hpp"

namespace bareland::patches {
namespace {

constexpr double longest_piece_m = 1000;

template <class Use>
void each_ring(const MultiPolygon& shape, const Use& use) {
    for (const Polygon& polygon : shape) {
        use(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), use);
    }
}

}  // namespace

Outline::Outline(const Affine& to_crs, Transform to_geographic)
    : to_crs_(to_crs), to_geographic_(std::move(to_geographic)) {}

double Outline::distance(Point a, Point b) const {
    Ring both{to_crs_.apply(a), to_crs_.apply(b)};
    to_geographic_.apply(both);
    return geodesic::distance(both[0], both[1]);
}

double Outline::perimeter(const MultiPolygon& shape) const {
    double sum = 0;
    Ring line;
    each_ring(shape, [&](const Ring& ring) {
        line = ring;
        for (Point& p : line)
            p = to_crs_.apply(p);
        to_geographic_.apply(line);
        for (std::size_t i = 1; i < line.size(); ++i) {
            const double chord = geodesic::distance(line[i - 1], line[i]);
            if (chord <= longest_piece_m) {
                sum += chord;
                continue;
            }
            const int pieces = static_cast<int>(std::ceil(chord / longest_piece_m));
            const auto at = [&](int k) {
                const double t = static_cast<double>(k) / pieces;
                return Point{ring[i - 1].x + t * (ring[i].x - ring[i - 1].x),
                             ring[i - 1].y + t * (ring[i].y - ring[i - 1].y)};
            };
            for (int k = 0; k < pieces; ++k)
                sum += distance(at(k), at(k + 1));
        }
    });
    return sum;
}

Point Outline::place(const MultiPolygon& shape) const {
    return on_earth(overlay::point_inside(shape).value_or(shape.at(0).outer.at(0)));
}

Point Outline::on_earth(Point p) const {
    p = to_crs_.apply(p);
    to_geographic_.apply({&p, 1});
    return p;
}

double Outline::area(const MultiPolygon& shape) const {
    return shape.empty() ? 0 : ground_area(in_crs(shape), to_geographic_);
}

MultiPolygon Outline::in_crs(const MultiPolygon& shape) const {
    MultiPolygon out = shape;
    const auto move = [&](Ring& ring) {
        for (Point& p : ring)
            p = to_crs_.apply(p);
    };
    for (Polygon& polygon : out) {
        move(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), move);
    }
    return out;
}

CellMetric Outline::metric(Point at) const {
    const double across = distance(at, {at.x + 1, at.y});
    const double down = distance(at, {at.x, at.y + 1});
    const double both = distance(at, {at.x + 1, at.y + 1});
    return {across * across, (both * both - across * across - down * down) / 2, down * down};
}

}  // namespace bareland::patches
