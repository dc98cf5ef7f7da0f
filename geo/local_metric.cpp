#include "geo/local_metric.hpp"

#include <algorithm>
#include <numbers>

#include "geo/ellipsoid.hpp"

namespace bareland {
namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double flattening = 1 / ellipsoid::inverse_flattening;
constexpr double e2 = flattening * (2 - flattening);

}  // namespace

// With the radii of curvature M = a (1-e2) / w^3 and N = a / w, w^2 = 1 - e2 sin^2:
//   d(N cos)/dlat = -M sin, d(M sin)/dlat = M cos + M' sin, M' = 3 M e2 sin cos / w^2.
// A step dy of latitude moves the mean by dy/2.
LocalMetric::LocalMetric(const Point& place) {
    const double sine = std::sin(place.y * degree);
    const double cosine = std::cos(place.y * degree);
    const double w2 = 1 - e2 * sine * sine;
    const double normal = ellipsoid::semi_major_m / std::sqrt(w2);
    const double meridian = normal * (1 - e2) / w2;
    const double slope = 3 * meridian * e2 * sine * cosine / w2;
    const double half = degree / 2;
    c0_ = normal * cosine * degree;
    c1_ = -meridian * sine * half * degree;
    c2_ = -(meridian * cosine + slope * sine) / 2 * half * half * degree;
    m0_ = meridian * degree;
    m1_ = slope * half * degree;

    // A point within s metres is within s / M of latitude. There M changes by 3/2 e2 sin cos of that; the
    // term of C in dy^2 is less than a quarter of its square, what the model leaves out of the geodesic less
    // than (2 + 3 tan^2) / 24 of it. With room to spare.
    const double tangent = std::abs(sine) / std::max(cosine, 1e-3);
    per_metre_ = 1 / meridian;
    linear_ = 0.0051;
    quadratic_ = 0.4 + 0.3 * tangent * tangent;
}

double LocalMetric::nearest_on_edge(const Point& a, const Point& b) const {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double from_east = east(a.x, a.y);
    const double from_north = north(a.y);
    const double u = east(b.x, b.y) - from_east;
    const double v = north(b.y) - from_north;
    double t = std::clamp(-(from_east * u + from_north * v) / (u * u + v * v), 0.0, 1.0);
    constexpr double straight_m = 2e-6;
    if (std::abs(c1_ * dx * dy) < straight_m) return t;
    // Minimise (E^2 + V^2) / 2 with E = x C(y), V = y M(y) along x = a.x + t dx, y = a.y + t dy.
    for (int step = 0; step < 2; ++step) {
        const double x = a.x + t * dx;
        const double y = a.y + t * dy;
        const double scale = c0_ + y * (c1_ + y * c2_);
        const double scale1 = (c1_ + 2 * y * c2_) * dy;
        const double e = x * scale;
        const double e1 = dx * scale + x * scale1;
        const double e2nd = 2 * dx * scale1 + 2 * x * c2_ * dy * dy;
        const double n = y * (m0_ + y * m1_);
        const double n1 = dy * (m0_ + 2 * y * m1_);
        const double n2nd = 2 * m1_ * dy * dy;
        const double bend = e1 * e1 + n1 * n1 + e * e2nd + n * n2nd;
        if (!(bend > 0)) break;
        t = std::clamp(t - (e * e1 + n * n1) / bend, 0.0, 1.0);
    }
    return t;
}

// No degree of latitude is shorter than 110.5 km; one of longitude is shortest at the end nearer to the pole,
// and nowhere shorter than 110.5 km times the cosine there.
Box widened(const Box& box, double metres) {
    const double north = metres / 110500;
    const double pole_side = std::max(std::abs(box.min_y), std::abs(box.max_y)) + north;
    const double east = std::min(north / std::cos(std::min(pole_side, 89.9) * degree), 360.0);
    return {box.min_x - east, box.min_y - north, box.max_x + east, box.max_y + north};
}

}  // namespace bareland
