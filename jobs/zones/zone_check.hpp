// What the zones in force on a day say of themselves against what can be computed, and what does not fit.
//
// Guarantees: nothing is corrected; every discrepancy is a Finding with the areas in m2 and a place to look
// at. What cannot be checked, because there are no units, is said.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/zones/registry.hpp"
#include "jobs/zones/zone_facts.hpp"

namespace bareland::zones {

struct ZoneOverlap {
    enum class Type {
        same_kind,               // two zones of one kind
        primary_over_secondary,  // the primary zone holds there
        parts,                   // polygons of one zone
    };
    Type type = Type::same_kind;
    const ZoneRecord* first = nullptr;
    const ZoneRecord* second = nullptr;  // the same for `parts`
    double area_m2 = 0;
    MultiPolygon shape;
};

struct CheckedZone {
    ZoneFacts facts;
    std::optional<double> difference_m2;       // computed - stated
    std::optional<double> difference_percent;  // of the stated area
};

struct Check {
    Date day;
    std::vector<CheckedZone> zones;  // versions in force on the day
    std::vector<ZoneOverlap> overlaps;
    std::vector<Finding> findings;
};

// `only`: findings about these zone ids alone (overlaps with at least one of them); empty: about all.
Check check_of(const Registry& registry, const Date& day, const std::vector<std::string>& only = {});

}  // namespace bareland::zones
