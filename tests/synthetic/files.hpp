// Made-up data written to files: GeoTIFF block by block, GeoPackage layers. Every function throws
// std::runtime_error with GDAL's own words when it fails.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "geo/geometry.hpp"
#include "synthetic/terrain.hpp"

namespace bareland::synthetic {

struct RasterFile {
    std::string path;
    std::string compression;  // DEFLATE, ZSTD
};

// Writes the same cells to each file, tiled 512 x 512, with nodata value and colours; needs the memory of one
// tile.
void write_rasters(const Terrain& terrain, const std::string& crs, std::span<const RasterFile> files);

// A raster over the same ground with cells of 1/`finer`: the tiles of `source` repeated side by side. For
// tests of memory, where only the number of cells matters.
void write_finer_raster(const std::string& source, const std::string& target, const std::string& compression,
                        double finer);

struct Column {
    std::string name;
    enum class Type { text, date, integer } type = Type::text;  // dates are YYYY-MM-DD; "" is NULL
};
struct Row {
    MultiPolygon shape;
    std::vector<std::string> values;
};
struct LineRow {
    std::vector<Point> line;
    std::vector<std::string> values;
};

// One layer in a new GeoPackage. The file's bytes depend on nothing but the arguments and the versions of
// GDAL and SQLite: the time stamp inside is fixed.
void write_geopackage(const std::string& path, const std::string& layer, const std::string& crs,
                      std::span<const Column> columns, std::span<const Row> rows);
void write_geopackage(const std::string& path, const std::string& layer, const std::string& crs,
                      std::span<const Column> columns, std::span<const LineRow> rows);

// x east / y north in and out.
Point transformed(const Point& point, const std::string& from, const std::string& to);
// Each point by itself, rounded to `resolution`: shared borders stay shared.
MultiPolygon transformed(const MultiPolygon& shape, const std::string& from, const std::string& to,
                         double resolution);
std::vector<Point> transformed(const std::vector<Point>& line, const std::string& from, const std::string& to,
                               double resolution);

}  // namespace bareland::synthetic
