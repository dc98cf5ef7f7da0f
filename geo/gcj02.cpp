#include "geo/gcj02.hpp"

#include <cmath>
#include <numbers>

namespace bareland::gcj02 {
namespace {

constexpr double pi = std::numbers::pi;
constexpr double semi_major = 6378245.0;
constexpr double eccentricity2 = 0.00669342162296594323;

bool in_china(Point p) {
    return p.x >= 72.004 && p.x <= 137.8347 && p.y >= 0.8293 && p.y <= 55.8271;
}

// The part of both series that depends on longitude east of 105 alone.
double ripple(double x) {
    return (20.0 * std::sin(6.0 * x * pi) + 20.0 * std::sin(2.0 * x * pi)) * 2.0 / 3.0;
}

// The shift in metres, east and north, at x degrees east of 105 and y degrees north of 35.
Point shift_metres(double x, double y) {
    const double root = std::sqrt(std::abs(x));
    const double north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + ripple(x) +
                         (20.0 * std::sin(y * pi) + 40.0 * std::sin(y / 3.0 * pi)) * 2.0 / 3.0 +
                         (160.0 * std::sin(y / 12.0 * pi) + 320.0 * std::sin(y * pi / 30.0)) * 2.0 / 3.0;
    const double east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + ripple(x) +
                        (20.0 * std::sin(x * pi) + 40.0 * std::sin(x / 3.0 * pi)) * 2.0 / 3.0 +
                        (150.0 * std::sin(x / 12.0 * pi) + 300.0 * std::sin(x / 30.0 * pi)) * 2.0 / 3.0;
    return {east, north};
}

}  // namespace

Point from_wgs84(Point lon_lat) {
    const Point p = lon_lat;
    if (!in_china(p)) return p;
    const Point shift = shift_metres(p.x - 105.0, p.y - 35.0);
    const double latitude = p.y * pi / 180.0;
    const double sine = std::sin(latitude);
    const double magic = 1.0 - eccentricity2 * sine * sine;
    const double meridian = semi_major * (1.0 - eccentricity2) / (magic * std::sqrt(magic)) * pi / 180.0;
    const double parallel = semi_major / std::sqrt(magic) * std::cos(latitude) * pi / 180.0;
    return {p.x + shift.x / parallel, p.y + shift.y / meridian};
}

Point to_wgs84(Point lon_lat) {
    Point guess = lon_lat;
    for (int i = 0; i < 30; ++i) {  // the shift changes by less than 1 in 100, so each turn gains two digits
        const Point there = from_wgs84(guess);
        const Point miss{lon_lat.x - there.x, lon_lat.y - there.y};
        guess = {guess.x + miss.x, guess.y + miss.y};
        if (std::abs(miss.x) < 1e-12 && std::abs(miss.y) < 1e-12) break;
    }
    return guess;
}

}  // namespace bareland::gcj02
