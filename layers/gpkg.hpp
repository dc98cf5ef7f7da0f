// Writes one polygon layer as a GeoPackage (OGC 12-128).
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "geo/crs.hpp"
#include "geo/geometry.hpp"
#include "layers/tables.hpp"

namespace bareland {

// A fresh file with one layer of multipolygons, `shapes[i]` with the values of `table.rows[i]`; fields are
// called by the columns' keys, their titles are kept as aliases. Coordinates are x east, y north in `crs`.
// Throws Error(messages::output_failed) naming the file: every answer of the driver is checked, the file is
// closed and read back before this returns. Nothing is printed on stderr.
void write_gpkg(const std::filesystem::path& file, const std::string& layer, const Table& table,
                std::span<const MultiPolygon* const> shapes, const Crs& crs, Lang lang);

}  // namespace bareland
