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

}  // namespace bareland::gcj02
