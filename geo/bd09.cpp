#include "geo/bd09.hpp"

#include <cmath>
#include <numbers>

#include "geo/gcj02.hpp"

namespace bareland::bd09 {
namespace {

constexpr double ripple = std::numbers::pi * 3000.0 / 180.0;  // radians a degree
constexpr double east_offset = 0.0065;
constexpr double north_offset = 0.006;

}  // namespace

Point from_gcj02(Point lon_lat) {
    const Point p = lon_lat;
    const double radius = std::hypot(p.x, p.y) + 0.00002 * std::sin(p.y * ripple);
    const double angle = std::atan2(p.y, p.x) + 0.000003 * std::cos(p.x * ripple);
    return {radius * std::cos(angle) + east_offset, radius * std::sin(angle) + north_offset};
}

Point to_gcj02(Point lon_lat) {
    const Point p = lon_lat;
    Point guess{p.x - east_offset, p.y - north_offset};
    for (int i = 0; i < 40; ++i) {  // the offset changes by less than 1 in 50, so each turn gains 1.7 digits
        const Point there = from_gcj02(guess);
        const Point miss{p.x - there.x, p.y - there.y};
        guess = {guess.x + miss.x, guess.y + miss.y};
        if (std::abs(miss.x) < 1e-13 && std::abs(miss.y) < 1e-13) break;
    }
    return guess;
}

Point from_wgs84(Point lon_lat) {
    return from_gcj02(gcj02::from_wgs84(lon_lat));
}

Point to_wgs84(Point lon_lat) {
    return gcj02::to_wgs84(to_gcj02(lon_lat));
}

}  // namespace bareland::bd09
