// What the tags of an OpenStreetMap way mean for a truck. docs/imports.md has the tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/registry.hpp"
#include "layers/osm_file.hpp"

namespace bareland::osm {

// A value that is left out because it cannot be read.
struct Unread {
    std::string key, value;
};

// All of a road but its id, nodes and line. Nothing: no motor vehicle drives there (footways, cycleways, car
// parks, roads under construction, areas). Adds to `unread`.
std::optional<RoadRecord> road_of(const Tags& tags, std::vector<Unread>& unread);

// A value of access=*, hgv=* ...; nothing for words that say nothing to a truck.
std::optional<TruckAccess> access_word(std::string_view value);
// Values that say there is no limit, or none that is known: none, default, unsigned ...
bool is_no_limit(std::string_view value);

// How far trucks may use it, by the most specific of access, vehicle, motor_vehicle, goods, hgv that says
// something; else `otherwise`.
TruckAccess truck_access(const Tags& tags, TruckAccess otherwise);

// Metres of "4.2", "4.2 m", "14'6\"", "13 ft"; tonnes of "7.5", "7.5 t", "7500 kg", "8 st", "16000 lbs";
// km/h of "50", "30 mph". Nothing for what is no measure.
std::optional<double> metres_of(std::string_view text);
std::optional<double> tonnes_of(std::string_view text);
std::optional<double> kmh_of(std::string_view text);

}  // namespace bareland::osm
