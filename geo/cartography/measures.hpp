// What makes a drawing a map: scale bar, north, graticule.
#pragma once

#include <string>
#include <vector>

#include "geo/cartography/map_view.hpp"
#include "geo/crs.hpp"
#include "geo/geometry.hpp"

namespace bareland::cartography {

// Guarantee: laid east-west through the frame's centre, the bar of `length_mm` covers exactly `ground_m` of
// geodesic on CGCS2000 (to 1e-6 of it), whatever the projection's scale is there.
struct ScaleBar {
    double ground_m = 0;  // {1, 2, 5} * 10^n
    double length_mm = 0;
    int parts = 2;       // 1 -> 2 parts, 2 -> 4 (half a unit each), 5 -> 5: every part a round length
    std::string unit;    // "m", or "km" from 1000 m on
    double in_unit = 0;  // ground_m in that unit
};
// The longest round one that is no longer than `longest_mm`. `to_geographic`: from the view's CRS.
ScaleBar scale_bar(const MapView& view, const Transform& to_geographic, double longest_mm);

// Grid convergence at a point of the plane, degrees: the azimuth (clockwise from true north) of the direction
// in which y grows. True north so lies at -convergence from grid north, clockwise positive.
double convergence(const Point& world, const Transform& to_geographic);

// How far the map's scale at a point is from 1, along x: planar length / geodesic length.
double scale_factor(const Point& world, const Transform& to_geographic, double length_m);

// One meridian or parallel as it crosses the frame.
struct GraticuleLine {
    bool meridian = true;
    double degrees = 0;
    std::vector<Point> points;  // on the page, inside the frame
};
// Lines at the widest round step (degrees, then minutes, then seconds of arc: 1, 2, 5, 10, 15, 30) that gives
// at least `least` lines each way; their ends lie on the frame.
std::vector<GraticuleLine> graticule(const MapView& view, const Transform& to_geographic, int least);

// "116°40′E", "39°52′30″N": seconds only where they are not 0.
std::string degrees_text(double degrees, bool meridian);

}  // namespace bareland::cartography
