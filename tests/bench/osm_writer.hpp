// Roads and turn bans as an OpenStreetMap file, for programs that read nothing else.
#pragma once

#include <string>
#include <vector>

#include "geo/registry.hpp"

namespace bareland::bench {

// Nodes have the records' numbers, or, where they have none, one a place. Bans of a kind that
// OpenStreetMap's restrictions express; those under a condition are written as conditional ones.
void write_osm(const std::string& path, const std::vector<RoadRecord>& roads,
               const std::vector<TurnBanRecord>& bans);

}  // namespace bareland::bench
