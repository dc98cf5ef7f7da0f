// Geodesics and discs on the CGCS2000 ellipsoid.
//
// Points are longitude and latitude in degrees, lengths metres, azimuths degrees clockwise from north.
// The inverse and the direct problem are Karney's ("Algorithms for geodesics", J. Geodesy 87, 2013; PROJ's
// geodesic.h), exact to 15 nanometres anywhere on the ellipsoid. Every function may be called from any
// thread.
#pragma once

#include <memory>
#include <span>

#include "geo/geometry.hpp"
#include "geo/registry.hpp"

struct geod_geodesic;

namespace bareland::geodesic {

// The geodesic between two points.
struct Course {
    double length_m = 0;
    double azimuth = 0;      // at its start
    double end_azimuth = 0;  // at its end, in the same direction
};
struct Arrival {
    Point at;
    double azimuth = 0;
};

class Ellipsoid {
  public:
    Ellipsoid(double semi_major_m, double inverse_flattening);
    static const Ellipsoid& cgcs2000();

    Course inverse(const Point& from, const Point& to) const;
    Arrival direct(const Point& from, double azimuth, double length_m) const;

  private:
    std::shared_ptr<const geod_geodesic> solver_;
};

// Geodesic distance on CGCS2000. Below 20 km, and not within 20 degrees of a pole, by Gauss's mid-latitude
// formulas with the terms of third order, which agree with the exact one to two micrometres at a twentieth of
// its cost; else Karney's.
double distance(const Point& a, const Point& b);

// The point `length_m` from `from` on the geodesic to `to`, which is `distance_m` away; due north when that
// is 0. To five micrometres.
Point towards(const Point& from, const Point& to, double distance_m, double length_m);

// Ground area in m2 of the disc of this geodesic radius: the cap of the sphere that has the ellipsoid's
// Gaussian curvature at the centre, 2 pi R^2 (1 - cos(r/R)) with R^2 = M N. Exact to 1e-9 of it up to 10 km
// (the curvature's change evens out but for terms in r^4/R^4).
double disc_area(const Point& centre, double radius_m);

// The ring of a polygon that stays within `chord_error_m` of the circle and has the disc's area to 1e-8:
// corners lie up to a third of the error outside the circle, middles of the sides up to two thirds inside.
// Counter-clockwise, closed, starting due north.
Ring disc_ring(const Point& centre, double radius_m, double chord_error_m = 0.001);

// The disc as a polygon to overlay with others, and several of them dissolved.
MultiPolygon disc_polygon(const Disc& disc, double chord_error_m = 0.001);
MultiPolygon disc_polygons(std::span<const Disc> discs, double chord_error_m = 0.001);

// Ground area in m2 of the union of discs, from the arcs themselves, no polygon: the arcs' ends are where two
// geodesic circles meet, and each arc is integrated in the authalic plane (geo/ellipsoid) in parabolas of one
// degree of azimuth. Exact to 1e-9 of it for radii up to 10 km.
double union_area(std::span<const Disc> discs);

}  // namespace bareland::geodesic
