// One zone on one day, with its other versions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/zones/registry.hpp"
#include "jobs/zones/zone_facts.hpp"

namespace bareland::zones {

struct ShownZone {
    Date day;
    ZoneFacts facts;
    std::vector<const ZoneRecord*> versions;  // all of this id, by date
    std::vector<Text> duties;                 // the zone's own words, else the profile's for its kind
    // The zone is all that lies within so many metres of its shape (schools): areas are of the shape alone.
    std::optional<double> buffer_m;
    // Of a secondary zone: where a primary one lies over it and holds instead.
    std::optional<double> overridden_m2;
};

// `wanted`: an id, or a name that only one zone has. Throws Error(zone_unknown, zone_unknown_close,
// zone_ambiguous, zone_not_valid).
ShownZone shown_zone(const Registry& registry, const std::string& wanted, const Date& day);

}  // namespace bareland::zones
