// Lengths and discs on the CGCS2000 ellipsoid; coordinates are longitude and latitude in degrees.
//
// Geodesics are Karney's (PROJ's geodesic.h): lengths are exact to nanometres.
#pragma once

#include <cstddef>
#include <span>

#include "geo/geometry.hpp"
#include "geo/registry.hpp"

namespace bareland {

// Sum of the geodesics between consecutive points, metres.
double geodesic_length(std::span<const Point> line);

// Of all rings, holes included, metres.
double perimeter(const MultiPolygon& shape);

// Ground area in m2 of all that is within `radius_m` of a place, by geodesic distance:
//   A = 4 pi / K * sin^2(r sqrt(K) / 2),  K = 1 / (M N) the Gaussian curvature at the centre.
// Exact on a sphere; on the ellipsoid the change of K inside a disc of 10 km moves it by less than 1e-8 of
// itself.
double disc_area(const Point& centre, double radius_m);

// The disc as a polygon whose corners lie a little outside the circle, so that its ground area is that of the
// disc to 1e-8: for areas and maps, never to decide whether a place is inside. 720 corners stay within 8e-6
// of the radius (1.5 mm at 200 m).
MultiPolygon disc_polygon(const Disc& disc, std::size_t corners = 720);

// The discs dissolved.
MultiPolygon dissolved_discs(std::span<const Disc> discs);

// What a zone covers, for areas and overlays: its discs dissolved where it has any, else its polygons. Valid.
MultiPolygon ground_of(const ZoneRecord& zone);

// Ground area in m2 of polygons in longitude and latitude; 0 for none.
double area_on_ground(const MultiPolygon& shape);

}  // namespace bareland
