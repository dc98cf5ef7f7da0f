// Features from any OGR source, checked: polygons, lines or points.
//
// Guarantees: geometries are 2-D with finite coordinates, x east / y north; polygons have closed rings of
// three different points or more, curves are turned to lines (chords of a quarter of a degree); features
// whose geometry is missing or encloses nothing are listed apart. Polygons need not be valid:
// overlay::make_valid tells and repairs. Features come in the order of the source. Text is UTF-8. GDAL prints
// nothing. Every defect that makes a layer unusable is an Error that names file, layer, feature, value and
// what to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/error.hpp"
#include "geo/geometry.hpp"

namespace bareland {

// What the user wrote: FILE[:LAYER] with the options that go with it.
struct VectorSource {
    std::string file;
    std::string layer;  // empty: the only layer (an Error lists the layers when there are several)
    std::string crs;    // overrides or supplies the CRS; empty: the file's own
    // Of attribute text, e.g. "GBK"; empty: what the file says, else UTF-8 if all of it is, else GB18030.
    std::string encoding;
    std::string crs_option;  // the option that would supply the CRS, for the message: "--units-crs"

    // "a.gpkg:towns" -> file, layer. A ':' that is part of an existing file's name (or a drive letter) is not
    // a separator.
    static VectorSource parse(const std::string& text);
};

struct Feature {
    std::int64_t fid = 0;
    MultiPolygon shape;
    std::vector<std::optional<std::string>> values;  // as asked for, in that order; nothing for NULL or unset
    std::vector<std::vector<Point>> lines;           // each of two points or more
    std::vector<Point> points;
};

// What a layer may hold. Others are an Error.
enum class Shapes { polygons, lines, points, points_or_polygons, any };

struct FeatureLayer {
    std::string file;  // as the user named it, for messages
    std::string name;  // layer name
    Crs crs;
    std::vector<std::string> fields;  // all fields of the layer
    std::vector<Feature> features;
    std::vector<Feature> empty_features;  // without a geometry that encloses anything
    std::vector<std::string> files;       // every file it consists of (sidecars too), main file first
    std::string encoding;                 // what its text was decoded from, when that is not UTF-8
};
using PolygonLayer = FeatureLayer;

// Field names of the layer, without reading features.
std::vector<std::string> field_names(const VectorSource& source);

enum class NoRows { refused, allowed };

// Reads polygons and the named fields' values as text (dates as ISO 8601, integers without a decimal point).
// Errors: file missing or unreadable, truncated, no such layer, several layers, no such field (lists those
// there are and the closest), no CRS, not polygons, NaN or infinite coordinates, rings that cannot be closed,
// no features (unless `rows` allows that there are none: a month without any).
PolygonLayer read_polygons(const VectorSource& source, const std::vector<std::string>& fields,
                           NoRows rows = NoRows::refused);

// The same for other geometries. Errors also: a geometry of another kind than `wanted`.
FeatureLayer read_features(const VectorSource& source, const std::vector<std::string>& fields, Shapes wanted);

}  // namespace bareland
