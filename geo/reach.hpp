// How far an area reaches into a zone: what a verdict on areas needs beyond the zone index. Coordinates are
// CGCS2000 longitude and latitude in degrees.
#pragma once

#include <span>

#include "geo/geometry.hpp"
#include "geo/registry.hpp"

namespace bareland {

// Whether some point that lies in `area` and in `zone` is more than `depth_m` from the zone's edge. Both
// valid. Decided in the plane of the common part's middle: right unless the true depth is within (1e-4 + H
// tan(lat) / R) of `depth_m` of it, H being half the height of the common part (0.1 % at 7 km); within that
// margin it may say false.
bool reaches_deeper(const MultiPolygon& area, const MultiPolygon& zone, double depth_m);

// The same for a zone of discs, whose depth at a point is the largest of radius less distance to the centre;
// exact as geo/zone_index is.
bool reaches_deeper(const MultiPolygon& area, std::span<const Disc> discs, double depth_m);

}  // namespace bareland
