// Areas on the CGCS2000 ellipsoid in closed form.
#pragma once

namespace bareland::ellipsoid {

// CGCS2000 (GB 22021-2008; EPSG ellipsoid 1024).
inline constexpr double semi_major_m = 6378137.0;
inline constexpr double inverse_flattening = 298.257222101;

// q(latitude): the area in m2 between the equator and a parallel, per radian of longitude:
//   q = a^2 (1-e^2)/2 * [ sin(lat)/(1-e^2 sin^2(lat)) + atanh(e sin(lat))/e ]
// (Snyder 1987, eq. 3-12, times a^2/2). In the plane (longitude in radians, q) planar area is ground area.
double authalic_q(double latitude_degrees);

// q(lat1) - q(lat0), degrees, without the cancellation that would cost a cell of half a metre all but nine
// digits.
double authalic_q_between(double lat0, double lat1);

// Ground area in m2 of the cell between two parallels and two meridians, degrees; positive for lat1 > lat0,
// lon1 > lon0.
double cell_area(double lat0, double lat1, double lon0, double lon1);

}  // namespace bareland::ellipsoid
