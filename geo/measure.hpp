// Lengths, areas and the ground of zones, on the CGCS2000 ellipsoid; coordinates are longitude and latitude
// in degrees.
#pragma once

#include <span>

#include "geo/geometry.hpp"
#include "geo/registry.hpp"

namespace bareland {

// Sum of the geodesics between consecutive points, metres.
double geodesic_length(std::span<const Point> line);

// Of all rings, holes included, metres.
double perimeter(const MultiPolygon& shape);

// What a zone covers, for areas and overlays: its discs dissolved where it has any (geo/geodesic), else its
// polygons, repaired where they are not valid.
MultiPolygon ground_of(const ZoneRecord& zone);

// Ground area in m2 of polygons in longitude and latitude; 0 for none.
double area_on_ground(const MultiPolygon& shape);

}  // namespace bareland
