// What the project check finds: plain data, no file, no formatting. Coordinates are CGCS2000 longitude and
// latitude in degrees; distances are geodesic metres, areas ground areas in m2. docs/sites.md explains the
// words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/registry.hpp"
#include "geo/zone_index.hpp"
#include "jobs/report/report.hpp"

namespace bareland::sites {

// From the best to the worst: a project's verdict is the worst of its hits.
enum class Verdict { outside, cannot_tell, needs_survey, inside };

// A zone as it took part: a zone record, or the disc round a well.
struct Zone {
    std::string id;  // of the zone or of the well
    std::string name;
    std::string kind;
    std::string level;
    bool well = false;
    std::string source;  // water source of a well
    Validity validity;
    std::string document;
    std::string clause;
    std::string duties;              // the zone's own words; empty: the profile's
    std::optional<double> radius_m;  // of a well
    std::optional<double> buffer_m;  // the zone is what lies within so many metres of `shape`
    double uncertainty_m = 0;        // of its edge, with what datum and offset coordinates add
    MultiPolygon shape;              // as in ZoneRecord
    std::vector<Disc> discs;
};

struct UnitUsed {
    std::string id;
    std::string name;
    Validity validity;
};

struct Hit {
    std::size_t zone = 0;  // index into Result::zones
    Relation relation = Relation::outside;
    Verdict verdict = Verdict::outside;
    double distance_m = 0;                // signed, to the zone's edge; of an area partly inside 0
    std::optional<double> overlap_m2;     // of areas
    std::optional<double> overlap_share;  // of the project's ground area
    double uncertainty_m = 0;
    std::vector<std::string> clauses;  // the zone's, then those of rules and duties, each once
    std::vector<Text> duties;          // what follows; none where the verdict is outside
};

// What attributes said about a rule, for the findings.
struct RuleNote {
    std::string rule;
    bool unknown = false;  // else: the rule does not concern the project
    Text reason;
};

struct Project {
    std::string id;
    std::string name;
    std::string type;
    std::optional<Point> place;  // of a point
    MultiPolygon shape;          // of an area
    std::optional<double> area_m2;
    double uncertainty_m = 0;        // of its place, with what datum and offset coordinates add
    std::vector<std::size_t> units;  // indices into Result::units: those it lies in, by id
    Verdict verdict = Verdict::outside;
    std::vector<Hit> hits;     // not outside, by zone
    std::vector<Hit> nearest;  // one a kind, by kind
    std::vector<RuleNote> notes;
};

struct Result {
    Date as_of;
    std::vector<Project> projects;  // in the order of the file
    std::vector<Zone> zones;        // in force on that day, by id, then kind
    std::vector<UnitUsed> units;    // in force on that day, by id
    bool has_units = false;
    std::vector<Finding> findings;  // sorted by code, key, place
    std::vector<report::Parameter> parameters;
    std::vector<report::Input> inputs;
};

struct Counts {
    std::size_t inside = 0, needs_survey = 0, cannot_tell = 0, outside = 0;
};
Counts counts_of(const Result& result);

bool breached(const Result& result);  // some project's verdict is inside

}  // namespace bareland::sites
