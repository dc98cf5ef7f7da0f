// What the registry commands work on: the zones a bureau keeps, in all their versions, with the units, wells
// and sites round them. Plain records, wherever they came from.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/names.hpp"
#include "geo/registry.hpp"
#include "layers/site_rules.hpp"

namespace bareland::zones {

// A file that was read, or one that the workspace says was read into it.
struct RegistryInput {
    std::string role;  // workspace, zones, wells, units, sites, profile
    std::string name;  // without folder
    std::string sha256;
    std::string crs;
    std::string text;         // where it came from, in the importer's words
    std::string imported_at;  // ISO 8601, UTC; empty for a file read now
};

// A line of the workspace's history.
struct RegistryEvent {
    std::string at;
    std::string action;
    std::string role;
    std::string detail;
};

struct Registry {
    Text place;  // "工作区 bareland.sqlite" / "the workspace bareland.sqlite": for messages
    std::vector<ZoneRecord> zones;  // all versions
    std::vector<UnitRecord> units;
    std::vector<WellRecord> wells;
    std::vector<SiteRecord> sites;
    UnitNames names;                // with the profile's aliases
    SiteRules rules;                // of the profile: which kinds override which, duties, radii
    std::vector<Finding> findings;  // of reading
    std::vector<RegistryInput> inputs;
    std::vector<RegistryEvent> events;
};

// Versions in force on a day, by kind (in the order of kind_order()), then id, then start.
std::vector<const ZoneRecord*> zones_on(std::span<const ZoneRecord> zones, const Date& day);
std::vector<const ZoneRecord*> all_versions(std::span<const ZoneRecord> zones);  // the same order

// Air before water before the others; kinds that bareland does not know come last.
std::size_t kind_order(const std::string& kind);
// By kind, id and dates.
bool in_order(const ZoneRecord& a, const ZoneRecord& b);

// Whether a place in zones of both kinds is reported as of `kind` alone.
bool overrides(const SiteRules& rules, const std::string& kind, const std::string& other);

// What holds in a zone: its own words, else those the profile has for its kind on that day, each with its
// clause. Duties that depend on what a project is are for the project check.
std::vector<Text> duties_of(const ZoneRecord& zone, const SiteRules& rules, const Date& day);

// How sentences call a zone: "严控区（北片）"（strict-a）.
Text zone_text(const ZoneRecord& zone);

// Where a zone says so: document and clause, with a blank between.
std::string basis_of(const ZoneRecord& zone);

// The versions of the zone whose id is `wanted`, or, if there is none, of the one zone of that name. Throws
// Error(zone_unknown, zone_unknown_close, zone_ambiguous).
std::vector<const ZoneRecord*> versions_of(const Registry& registry, const std::string& wanted);

}  // namespace bareland::zones
