// Verdicts in words: the profile's wording filled in, and the sentences that follow from a trip.
#pragma once

#include <string>
#include <vector>

#include "geo/error.hpp"
#include "jobs/routes/result.hpp"
#include "layers/route_rules.hpp"

namespace bareland::routes {

// What the wording of a trip names beyond the Route.
struct WordingFacts {
    Text zone;                  // name of the closed area
    std::vector<Text> missing;  // why it cannot be told
};

// The verdict in the profile's words.
Text verdict_sentence(const Route& route, const WordingFacts& facts, const RouteRules& rules);

// What follows it: the way that is suggested or why there is none, what crosses over or under. Of what is
// `planned`, the way is left to plan_sentence().
Text further_sentences(const Route& route, const Text& zone, bool planned);

// The way of a plan.
Text plan_sentence(const Suggestion& way, bool zones_heeded);

// Why there is no way, or none that keeps out of the zone.
Text obstacle_sentence(const Route& route, const Text& zone);

// "12.345 公里" without its unit, three decimals; metres rounded to a whole number.
std::string km_text(double metres);
std::string m_text(double metres);

// "a、b" / "a, b".
Text joined(const std::vector<std::string>& names);
Text joined(const std::vector<Text>& texts);

}  // namespace bareland::routes
