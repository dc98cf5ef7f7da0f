// What is said of a patch's shape: how long its border is, a place inside it, what simplifying changed.
#pragma once

#include "geo/crs.hpp"
#include "geo/geometry.hpp"
#include "geo/patches/patch.hpp"
#include "geo/patches/simplify.hpp"

namespace bareland::patches {

// Of shapes in the plane that `to_crs` leads out of into the transform's source CRS. For one thread.
class Outline {
  public:
    // `to_geographic`: from the CRS to CGCS2000 longitude and latitude.
    Outline(const Affine& to_crs, Transform to_geographic);
    Outline clone() const { return {to_crs_, to_geographic_.clone()}; }
    const Transform& to_geographic() const { return to_geographic_; }

    // Geodesic length on CGCS2000 of all rings; edges are straight in the CRS, and are followed in pieces of
    // at most a kilometre (the chord of such a piece is short by less than a micrometre).
    double perimeter(const MultiPolygon& shape) const;
    // Inside the shape, CGCS2000 longitude and latitude.
    Point place(const MultiPolygon& shape) const;
    Point on_earth(Point p) const;                 // CGCS2000 longitude and latitude
    double area(const MultiPolygon& shape) const;  // on the ground
    MultiPolygon in_crs(const MultiPolygon& shape) const;
    // Lengths of cells on the ground, at a point of the plane.
    CellMetric metric(Point at) const;

  private:
    double distance(Point a, Point b) const;

    Affine to_crs_;
    Transform to_geographic_;
};

}  // namespace bareland::patches
