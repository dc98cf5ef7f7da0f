// The bridge to GEOS: one context a thread, geometries that free themselves, conversion both ways.
// For geo/*.cpp only: no public header includes it.
#pragma once

#include <geos_c.h>

#include <memory>
#include <span>
#include <string>

#include "geo/geometry.hpp"

namespace bareland::geos {

// This thread's context. Its messages are caught, never printed.
GEOSContextHandle_t context();
// What GEOS last complained about on this thread.
const std::string& last_message();

struct Deleter {
    void operator()(GEOSGeometry* geometry) const;
};
using Geometry = std::unique_ptr<GEOSGeometry, Deleter>;

// `geometry`, or Error(messages::internal) with GEOS's message when it is null.
Geometry checked(GEOSGeometry* geometry);

// A MULTIPOLYGON. Rings must be closed with at least four points.
Geometry from(const MultiPolygon& shape);
Geometry from(std::span<const MultiPolygon> shapes);
// A MULTILINESTRING; each line has at least two points.
Geometry from_lines(std::span<const Ring> lines);

// The polygons in `geometry`, whatever it is nested in; points and lines are dropped.
MultiPolygon polygons(const GEOSGeometry* geometry);

// Runs `full` (null on failure), and when GEOS fails on it `snapped` with a grid of 2^-44 of the coordinates'
// size (0.3 micrometres in UTM). Error(messages::internal) when that fails as well: never an empty result
// instead.
template <class Full, class Snapped>
Geometry robust(double magnitude, Full full, Snapped snapped);

double grid_for(double magnitude);
double magnitude_of(const GEOSGeometry* geometry);

template <class Full, class Snapped>
Geometry robust(double magnitude, Full full, Snapped snapped) {
    if (GEOSGeometry* result = full()) return Geometry(result);
    return checked(snapped(grid_for(magnitude)));
}

}  // namespace bareland::geos
