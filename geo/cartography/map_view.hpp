// How a map lies on its page: one scale, no turn, y of the page pointing down.
#pragma once

#include "geo/crs.hpp"
#include "geo/geometry.hpp"

namespace bareland::cartography {

// Guarantee: to_world(to_page(p)) == p but for rounding. Page coordinates are millimetres from the upper left
// corner of the page, world coordinates those of a projected CRS in metres.
struct MapView {
    Box frame;     // on the page
    Point centre;  // world, at the frame's centre
    double mm_per_unit = 1;

    Point to_page(const Point& world) const;
    Point to_world(const Point& page) const;
    Box world() const;  // what the frame shows
    MultiPolygon to_page(const MultiPolygon& world) const;
    Ring to_page(const Ring& world) const;
    // The scale's number: one millimetre on the page is so many millimetres of the plane.
    double denominator() const { return 1000 / mm_per_unit; }
};

// The view that shows all of `world` in the frame, with `margin` (share of the frame's sides, 0..0.45) free
// on each side, at a round scale: a quarter's multiple up to 4, then 4.5, 5, 6, 7.5, times 10^n. World boxes
// narrower than `least_width` are shown as if they were so wide: a tiny unit keeps its surroundings.
MapView fit(const Box& frame, const Box& world, double margin, double least_width);

enum class Orientation { landscape, portrait };
// Of a page for a shape: portrait when it is taller than wide.
Orientation orientation_for(const Box& world);

// The view's shapes thinned for paper: points nearer than `tolerance_mm` to the last one kept are dropped,
// rings that vanish become squares of `least_mm` (the eye must find every patch), holes that vanish are
// filled.
MultiPolygon drawn(const MultiPolygon& world, const MapView& view, double tolerance_mm, double least_mm);

}  // namespace bareland::cartography
