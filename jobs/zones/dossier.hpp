// 一源一档: all that is known of one water source, as plain results (rules: one file a source, kept up to
// date).
//
// Guarantees: areas are ground areas in m2, distances geodesic metres to the nearest edge, negative inside; a
// disc is decided by the distance to its well. Nothing is left out silently: what was not to be had (no
// units, no sites) is a finding.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/zone_index.hpp"
#include "jobs/zones/registry.hpp"
#include "jobs/zones/zone_check.hpp"
#include "jobs/zones/zone_diff.hpp"
#include "jobs/zones/zone_facts.hpp"

namespace bareland::zones {

struct DossierWell {
    const WellRecord* well = nullptr;
    bool in_force = false;
    std::vector<std::string> places;  // units it stands in
    double disc_m2 = 0;               // of its radius, alone
    std::vector<UnitShare> units;     // of its disc
};

struct DossierZone {
    enum class Link {
        asked,     // it is what was asked for
        discs,     // made of discs of the source's wells
        contains,  // a well of the source stands in its outline (holes filled)
    };
    Link link = Link::asked;
    bool in_force = false;
    ZoneFacts facts;
    std::vector<Text> duties;  // the zone's own words, else the profile's for its kind
};

struct DossierEvent {
    enum class Type { well_begins, well_ends, zone_begins, zone_changes, zone_ends };
    Type type = Type::zone_begins;
    Date day;
    std::string id;
    std::string name;
    std::string basis;  // of the version that begins
    double added_m2 = 0;
    double removed_m2 = 0;
};

// A site within `within_m` of a zone or well in force.
struct DossierHit {
    std::string zone_id;  // of a well without zone: the well's id
    std::string zone_name;
    std::string kind;  // of a well without zone: what the profile makes of its kind
    Relation relation = Relation::outside;
    double distance_m = 0;
    std::optional<double> overlap_m2;  // of sites that are areas
    std::optional<double> overlap_share;
};
struct DossierSite {
    const SiteRecord* site = nullptr;
    std::vector<std::string> places;
    std::vector<DossierHit> hits;  // innermost first
};

struct Dossier {
    std::string asked;
    std::string title;   // the source's name, or that of the well or zone asked for
    std::string source;  // empty: the wells name none
    Date day;
    double within_m = 0;  // sites farther from every edge are left out
    std::vector<DossierWell> wells;
    std::optional<DiscSums> discs;      // of the wells in force
    std::vector<UnitShare> disc_units;  // of their discs dissolved
    std::vector<DossierZone> zones;     // all versions, by kind, id and date
    std::vector<DossierEvent> history;  // by day
    std::vector<DossierSite> sites;     // by distance
    bool sites_known = false;           // sites were there to look among
    std::vector<Finding> findings;
};

// What belongs together. Throws Error(dossier_unknown, dossier_unknown_close, zone_ambiguous).
struct DossierMembers {
    std::string title;
    std::string source;
    std::vector<const WellRecord*> wells;  // all versions
    std::vector<std::pair<const ZoneRecord*, DossierZone::Link>> zones;
};
// Looks for `asked` among sources, then ids of wells, ids of zones, names of wells, names of zones. A source
// is all wells of its name; its zones are those of their discs and the water zones round them.
DossierMembers members_of(const Registry& registry, const std::string& asked);

// How sites are measured against the zones: ZoneIndex in the program; tests may put a slower way in its
// place.
struct SiteTarget {
    IndexedZone indexed;
    std::string id, name, kind;
};
using Measure = std::function<std::vector<DossierHit>(const SiteRecord&, double within_m)>;
Measure measure_by_index(const std::vector<SiteTarget>& targets);  // the targets must outlive it

Dossier dossier_of(const Registry& registry, const std::string& asked, const Date& day, double within_m,
                   const std::function<Measure(const std::vector<SiteTarget>&)>& measure = measure_by_index);

const char* link_key(DossierZone::Link link);
const char* event_key(DossierEvent::Type type);
Text event_text(DossierEvent::Type type);

}  // namespace bareland::zones
