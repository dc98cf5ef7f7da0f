// BD-09, Baidu's coordinates: GCJ-02 with one more offset.
//
// Source: the formula as published by coordtransform and eviltransform. The inverse that both publish beside
// it is an approximation, up to 5 cm off; here the formula itself is inverted by iteration.
#pragma once

#include "geo/geometry.hpp"

namespace bareland::bd09 {

// Degrees in, degrees out.
Point from_gcj02(Point lon_lat);
Point from_wgs84(Point lon_lat);

// from_gcj02(to_gcj02(p)) is p to 1e-11 degrees; with gcj02::to_wgs84 the way back is good to 1e-9 degrees
// (0.1 mm).
Point to_gcj02(Point lon_lat);
Point to_wgs84(Point lon_lat);

// What a place read off a Baidu map is worth beyond its own accuracy, in metres: that of GCJ-02 (see
// geo/gcj02.hpp), and 5 m for Baidu's own converter and drawing, which nobody has published.
inline constexpr double uncertainty_m = 15;

}  // namespace bareland::bd09
