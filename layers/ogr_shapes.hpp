// OGR geometries as checked points, lines and polygons. For layers/*.cpp only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/geometry.hpp"
#include "layers/vector.hpp"

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

// A geometry taken apart into what it consists of. The same rules; lines of one point are left out.
struct Parts {
    MultiPolygon polygons;
    std::vector<std::vector<Point>> lines;
    std::vector<Point> points;
};
// Errors also: a part of another kind than `wanted`.
Parts parts_of(const OGRGeometry& geometry, bool swap, const FeaturePlace& place, Shapes wanted);

// "points" ..., for messages.
Text shapes_text(Shapes wanted);

// The way back: a multipolygon with exactly these coordinates.
std::unique_ptr<OGRGeometry> multipolygon_of(const MultiPolygon& shape);

}  // namespace bareland::ogr
