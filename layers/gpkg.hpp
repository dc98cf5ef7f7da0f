// Writes layers of polygons, points or lines as a GeoPackage (OGC 12-128).
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/geometry.hpp"
#include "layers/tables.hpp"

namespace bareland {

// A layer: one feature a row of `table`, with `shapes[i]` as a multipolygon, `points[i]` or `lines[i]` (the
// others are empty); no geometry where a shape or a line is empty. With `of_nothing` a plain table.
struct MapLayer {
    std::string name;
    const Table* table = nullptr;
    std::vector<const MultiPolygon*> shapes;
    std::vector<Point> points;
    bool of_points = false;
    std::vector<std::vector<Point>> lines{};
    bool of_lines = false;
    bool of_nothing = false;
};

// A fresh file with these layers; fields are called by the columns' keys, their titles are kept as aliases.
// Coordinates are x east, y north in `crs`. Throws Error(messages::output_failed) naming the file: every
// answer of the driver is checked, the file is closed and read back before this returns. Nothing is printed
// on stderr.
void write_gpkg(const std::filesystem::path& file, std::span<const MapLayer> layers, const Crs& crs,
                Lang lang);

// The same with one layer of multipolygons.
void write_gpkg(const std::filesystem::path& file, const std::string& layer, const Table& table,
                std::span<const MultiPolygon* const> shapes, const Crs& crs, Lang lang);

}  // namespace bareland
