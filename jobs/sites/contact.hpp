// How a project and one zone stand to each other, on the way to a Hit.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/registry.hpp"
#include "jobs/sites/concern.hpp"
#include "jobs/sites/result.hpp"
#include "layers/site_rules.hpp"

namespace bareland::sites {

struct Contact {
    std::size_t zone = 0;
    Relation relation = Relation::outside;
    Verdict verdict = Verdict::outside;
    double distance_m = 0;
    std::optional<double> overlap_m2;
    std::optional<double> overlap_share;
    double uncertainty_m = 0;
    bool nearest = false;  // of its kind
};

// A project with what its contacts are: what duties depend on.
struct Situation {
    const SiteRecord& record;
    std::span<const Zone> zones;
    const SiteRules& rules;
    const Date& day;
    std::span<const Contact> contacts;

    // The verdict on some zone of the kind is inside.
    bool certainly_in(const std::string& kind) const;
};

// Clauses of the zone and, where the verdict is not outside, its duties: the zone's own words, else the
// profile's for its kind in force on the day, each with "must" or "should".
void add_duties(const Situation& situation, const Contact& contact, Hit& hit);

}  // namespace bareland::sites
