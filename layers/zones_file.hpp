// The zones file: a GeoPackage with the polygons of zones and, in further tables, what they are made of.
//
// Layers: `zones` (multipolygons, EPSG:4490; columns id, name, kind, level, valid_from, valid_to, document,
// clause, duties, owners, stated_area_m2, area_m2, uncertainty_m), `zone_links` (linestrings: zone_id,
// link_id, road, carriageway, position), `zone_discs` (points: zone_id, well_id, radius_m) and `zone_edges`
// (multipolygons: zone_id; ZoneRecord::edge, of zones with a loop). docs/zones.md explains it. Reading back
// gives equal records.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "geo/registry.hpp"

namespace bareland {

// A fresh file. Throws Error(messages::output_failed).
void write_zones_file(const std::filesystem::path& file, std::span<const ZoneRecord> zones);

// Whether the file has those tables (then read_zones of layers/registry_files.hpp goes through here).
bool is_zones_file(const std::string& file);
std::vector<ZoneRecord> read_zones_file(const std::string& file);

}  // namespace bareland
