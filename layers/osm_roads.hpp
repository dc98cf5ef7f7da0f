// Roads and turn bans out of an OpenStreetMap file, for layers/registry_files.
#pragma once

#include <string>

#include "layers/osm_file.hpp"
#include "layers/registry_files.hpp"

namespace bareland::osm {

// Errors: what layers/osm_file.hpp throws, osm_option (--map, --crs ... say nothing about OSM data),
// osm_without_roads. Findings: what was left out and why, in counts.
RoadLayer read_roads(const RegistrySource& source);

// The same of what was read.
RoadLayer roads_of(const File& file, const std::string& path);

}  // namespace bareland::osm
