// One project against all zones: what it lies in, what is nearest, and what follows.
#pragma once

#include <memory>
#include <span>

#include "geo/crs.hpp"
#include "geo/registry.hpp"
#include "geo/zone_index.hpp"
#include "jobs/sites/result.hpp"
#include "layers/site_rules.hpp"

namespace bareland::sites {

// Verdict of one zone, with u = the project's uncertainty + the zone's:
//   a place   needs_survey when |distance| <= u, else inside or outside;
//   an area   not meeting the zone: needs_survey when distance <= u, else outside;
//             meeting it: inside when some point of it lies deeper in the zone than u, else needs_survey.
// A rule for the zone's kind that does not concern the project makes it outside; one that cannot be told
// turns inside into cannot_tell. Where the verdict on a zone is inside, the kinds it overrides are left out
// for a place and for an area wholly in it; of other areas only what lies outside it counts for them.
class Checker {
  public:
    // `zones` as zones_in_force gives them; they and the rules must outlive it.
    Checker(std::span<const Zone> zones, const SiteRules& rules, const Date& day);
    ~Checker();
    Checker(const Checker&) = delete;
    Checker& operator=(const Checker&) = delete;

    // What one thread needs from project to project.
    struct Scratch {
        Transform to_geographic{Crs::cgcs2000(), Crs::cgcs2000()};
        ZoneAnswer answer;
        std::vector<ZoneDistance> near;
    };

    // Fills everything but `units`. `uncertainty_m`: of the project's place, all told. From any thread.
    // Throws Error(messages::sites_no_geometry).
    Project check(const SiteRecord& record, double uncertainty_m, Scratch& scratch) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::sites
