// From records to the zones that take part in a check on one day.
#pragma once

#include <span>
#include <vector>

#include "geo/error.hpp"
#include "geo/registry.hpp"
#include "jobs/sites/result.hpp"
#include "layers/site_rules.hpp"

namespace bareland::sites {

// Zones and wells with what their layer adds to their uncertainty, metres; a record that says more itself
// (out of the workspace) is believed.
struct ZoneSources {
    std::span<const ZoneRecord> zones;
    std::span<const WellRecord> wells;
    double zones_extra_m = 0;
    double wells_extra_m = 0;
};

// Those in force on `day`, by id, then kind, zones before wells. Findings: what is not in force, ids that
// zones and wells share, wells without kind or radius. Errors: nothing in force (sites_no_zone_on_day), two
// versions of one id in force (sites_versions_overlap), kinds of wells that are unknown (sites_well_kind), no
// radius (sites_well_radius).
std::vector<Zone> zones_in_force(const ZoneSources& sources, const SiteRules& rules, const Date& day,
                                 std::vector<Finding>& findings);

// Findings about kinds that the profile has no rule for, or none in force on `day`.
void report_kinds_without_rule(std::span<const Zone> zones, const SiteRules& rules, const Date& day,
                               std::vector<Finding>& findings);

// "a, b, c …": at most `most` of them, then how many more.
Text listed(const std::vector<std::string>& names, std::size_t most = 12);

}  // namespace bareland::sites
