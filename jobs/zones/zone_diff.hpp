// What changed between the zones in force on two days.
//
// Guarantees: areas are ground areas in m2. Zones are the same zone when their ids are; the sums by kind are
// of dissolved ground, so that a zone that only got another id, or ground that passed from one zone to
// another of its kind, counts neither as added nor as removed there.
#pragma once

#include <string>
#include <vector>

#include "jobs/zones/registry.hpp"

namespace bareland::zones {

enum class Change { added, removed, changed, unchanged };
const char* change_key(Change change);
Text change_text(Change change);

struct ZoneChange {
    Change change = Change::unchanged;
    const ZoneRecord* before = nullptr;  // null: not in force on the first day
    const ZoneRecord* after = nullptr;
    double before_m2 = 0;
    double after_m2 = 0;
    double added_m2 = 0;
    double removed_m2 = 0;
    MultiPolygon added;  // in longitude and latitude
    MultiPolygon removed;
    // What differs, as keys of a zone: "shape", "name", "kind", "level", "document", "clause", "duties",
    // "owners", "stated_area_m2", "uncertainty_m", "links". Empty unless `changed`.
    std::vector<std::string> fields;

    const ZoneRecord& zone() const { return after != nullptr ? *after : *before; }
};

struct KindChange {
    std::string kind;
    double before_m2 = 0;  // of the dissolved zones
    double after_m2 = 0;
    double added_m2 = 0;
    double removed_m2 = 0;
};

struct Diff {
    Date first;
    Date second;
    std::vector<ZoneChange> zones;  // by kind, then id
    std::vector<KindChange> kinds;
    std::vector<Finding> findings;

    double added_m2() const;  // zone by zone, whatever overlaps
    double removed_m2() const;
};

// What one version became: also for the history in a dossier. Either may be null, not both.
ZoneChange compare_versions(const ZoneRecord* before, const ZoneRecord* after);

Diff diff_of(const Registry& registry, const Date& first, const Date& second);

}  // namespace bareland::zones
