// OGR geometries as checked polygons. For layers/*.cpp only.
#pragma once

#include <memory>
#include <string>

#include "geo/geometry.hpp"

class OGRGeometry;

namespace bareland::ogr {

// Where a geometry comes from, for messages.
struct FeaturePlace {
    const std::string& file;
    const std::string& layer;
    std::string feature;  // "12" or "12 (name=value)"
};

// The polygons of `geometry`, in two dimensions, curves as chords of at most a quarter of a degree, rings
// closed. Parts that are empty or that close without enclosing anything (there and back between two points)
// are left out, so the result may be empty. `swap`: the source gives north before east. Errors: other than
// polygons, coordinates that are not finite, open rings of less than three different points.
MultiPolygon polygons_of(const OGRGeometry& geometry, bool swap, const FeaturePlace& place);

// The way back: a multipolygon with exactly these coordinates.
std::unique_ptr<OGRGeometry> multipolygon_of(const MultiPolygon& shape);

}  // namespace bareland::ogr
