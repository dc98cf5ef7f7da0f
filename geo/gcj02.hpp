// GCJ-02, the offset coordinates of Chinese web maps.
#pragma once

#include "geo/geometry.hpp"

namespace bareland::gcj02 {

// WGS 84 / CGCS2000 longitude and latitude (degrees) -> GCJ-02, by the published series; outside China
// (72.004-137.8347 E, 0.8293-55.8271 N) points stay as they are. Source: the series as independently
// published by eviltransform and coordtransform, with the Krasovsky 1940 axis 6378245 m and e^2 =
// 0.00669342162296594323.
Point from_wgs84(Point lon_lat);

// The inverse by fixed-point iteration: from_wgs84(to_wgs84(p)) is p to 1e-10 degrees (0.01 mm).
Point to_wgs84(Point lon_lat);

// What a place read off a GCJ-02 map is worth beyond its own accuracy, in metres. Not known exactly, because
// the official converter is not published: the series above is told to agree with the map services to 1-2 m
// (eviltransform's notes), the official one is said to add noise of a metre or so when a map is made, and
// what a map shows is drawn a few metres off. 10 m covers their sum.
inline constexpr double uncertainty_m = 10;

}  // namespace bareland::gcj02
