// Distances seen from one place: what a search through thousands of edges can afford.
//
// Points are given by their differences of longitude and latitude from the place, in degrees.
//
// The model is Gauss's mid-latitude distance without its terms of third order:
//   E = dx C(dy),  V = dy M(dy),  distance = sqrt(E^2 + V^2)
// with C and M the metres of a degree at the mean latitude, as Taylor polynomials in dy. Against the geodesic
// it is off by about s^3 / 10 R^2: 2 micrometres at 1 km, a millimetre at 10 km. Near the place (E, V) is a
// plane in which edges that are straight in longitude and latitude are all but straight: they bulge by
// |c1 dx dy| / 4 at most.
#pragma once

#include <cmath>

#include "geo/geometry.hpp"

namespace bareland {

class LocalMetric {
  public:
    explicit LocalMetric(const Point& place);

    // East scale C(dy) = c0 + dy (c1 + dy c2), north scale M(dy) = m0 + dy m1, metres a degree.
    double c0() const { return c0_; }
    double c1() const { return c1_; }
    double m0() const { return m0_; }

    double east(double dx, double dy) const { return dx * (c0_ + dy * (c1_ + dy * c2_)); }
    double north(double dy) const { return dy * (m0_ + dy * m1_); }
    double model(double dx, double dy) const {
        const double e = east(dx, dy);
        const double n = north(dy);
        return std::sqrt(e * e + n * n);
    }

    // hypot(dx (c0 + dy c1), dy m0) <= stretch(s) * s for every point not farther than s metres: what lets a
    // search pass over what is surely too far.
    double stretch(double s) const {
        const double angle = s * per_metre_;
        return 1 / std::fmax(0.2, 1 - angle * (linear_ + angle * quadratic_));
    }

    // The parameter, 0 to 1, of the point nearest to the place on the edge from a to b (differences of
    // degrees, straight in longitude and latitude), by the model: from the chord's foot by Newton's method,
    // where the edge bulges by more than half a micrometre.
    double nearest_on_edge(const Point& a, const Point& b) const;

  private:
    double c0_, c1_, c2_;  // metres a degree of longitude at the mean latitude of the place and place + dy
    double m0_, m1_;       // of latitude
    double per_metre_, linear_, quadratic_;
};

// A box of degrees that holds everything within `metres` of `box` for certain; no tighter than within a
// percent.
Box widened(const Box& box, double metres);

}  // namespace bareland
