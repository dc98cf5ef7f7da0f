#include "geo/measure.hpp"

#include <geodesic.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "geo/crs.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/overlay.hpp"

namespace bareland {
namespace {

const geod_geodesic& earth() {
    static const geod_geodesic cgcs2000 = [] {
        geod_geodesic made;
        geod_init(&made, ellipsoid::semi_major_m, 1 / ellipsoid::inverse_flattening);
        return made;
    }();
    return cgcs2000;
}

// M N = a^2 (1-e^2) / (1 - e^2 sin^2(lat))^2
double gaussian_curvature(double latitude) {
    constexpr double f = 1 / ellipsoid::inverse_flattening;
    constexpr double e2 = f * (2 - f);
    constexpr double a = ellipsoid::semi_major_m;
    const double s = std::sin(latitude * std::numbers::pi / 180);
    const double w2 = 1 - e2 * s * s;
    return w2 * w2 / (a * a * (1 - e2));
}

}  // namespace

double geodesic_length(std::span<const Point> line) {
    double sum = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        double metres = 0;
        geod_inverse(&earth(), line[i - 1].y, line[i - 1].x, line[i].y, line[i].x, &metres, nullptr, nullptr);
        sum += metres;
    }
    return sum;
}

double perimeter(const MultiPolygon& shape) {
    double sum = 0;
    for (const Polygon& polygon : shape) {
        sum += geodesic_length(polygon.outer);
        for (const Ring& hole : polygon.holes)
            sum += geodesic_length(hole);
    }
    return sum;
}

double disc_area(const Point& centre, double radius_m) {
    const double curvature = gaussian_curvature(centre.y);
    const double s = std::sin(radius_m * std::sqrt(curvature) / 2);
    return 4 * std::numbers::pi / curvature * s * s;
}

// A regular polygon of n corners at distance R covers n/2 sin(2 pi/n) R^2; equal to pi r^2 where
// R = r sqrt((2 pi/n) / sin(2 pi/n)).
MultiPolygon disc_polygon(const Disc& disc, std::size_t corners) {
    const double step = 2 * std::numbers::pi / static_cast<double>(corners);
    const double reach = disc.radius_m * std::sqrt(step / std::sin(step));
    Ring ring;
    ring.reserve(corners + 1);
    for (std::size_t i = 0; i < corners; ++i) {
        // Counter-clockwise: azimuths run clockwise from north.
        const double azimuth = -360.0 * static_cast<double>(i) / static_cast<double>(corners);
        Point corner;
        geod_direct(&earth(), disc.centre.y, disc.centre.x, azimuth, reach, &corner.y, &corner.x, nullptr);
        ring.push_back(corner);
    }
    ring.push_back(ring.front());
    return {Polygon{std::move(ring), {}}};
}

MultiPolygon dissolved_discs(std::span<const Disc> discs) {
    std::vector<MultiPolygon> shapes;
    shapes.reserve(discs.size());
    for (const Disc& disc : discs)
        shapes.push_back(disc_polygon(disc));
    return overlay::dissolve(shapes);
}

MultiPolygon ground_of(const ZoneRecord& zone) {
    return zone.discs.empty() ? overlay::make_valid(zone.shape).shape : dissolved_discs(zone.discs);
}

double area_on_ground(const MultiPolygon& shape) {
    if (shape.empty()) return 0;
    static const Crs degrees = Crs::cgcs2000();
    return ground_area(shape, Transform(degrees, degrees));
}

}  // namespace bareland
