// From a way on the network to a verdict: what every command does with a trip once it knows where it drove.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geo/network/network.hpp"
#include "geo/network/search.hpp"
#include "jobs/routes/context.hpp"
#include "jobs/routes/result.hpp"

namespace bareland::routes {

// One way that a trip may have taken.
struct Way {
    network::Path path;
    // When it was so many millimetres along the path, ISO 8601. Empty: not known.
    std::function<std::string(std::uint64_t)> time_at{};
};

struct Trip {
    // What is known of it: id, plate, class, energy, standard, site, date, times, confidence, snap_m.
    Route route;
    Date day;  // whose zones and roads hold
    // The readings that cannot be told from each other, the likeliest first; none: it could not be laid on
    // the roads, and `route.text` says why.
    std::vector<Way> ways;
    // Where it may begin and end: the street in both directions. Empty: where the first way does.
    network::Places from, to;
    // It surely stayed out of the zone: judged without a way, `ways` are not looked at. Its length, as the
    // crow flies from point to point.
    std::optional<double> kept_out_m;
    // What is judged by in place of the route's own facts (plans are made for what a vehicle may be).
    std::optional<VehicleFacts> assumed;
    // What was recorded begins (ends) while it drove, and nobody knows where it came from (went).
    bool origin_unknown = false, destination_unknown = false;
    bool planned = false;       // the way is a plan's: there is none that it stands in for
    bool gate_unknown = false;  // its site is an area without a gate: the least way out is not known
};

// A way as a suggestion. `instead_of_m`: the length of the way it stands in for.
Suggestion suggestion_of(Context& context, const Date& day, const network::Path& path, double instead_of_m);

// Names of the roads that every way under `rules` would have to use, each once; empty: there is none at all.
std::vector<std::string> obstacles_of(Ground& ground, const network::Places& from, const network::Places& to,
                                      const network::Rules& rules);

// The trip with its readings, verdict, wording and suggestion.
Route judged(Context& context, Trip trip);

}  // namespace bareland::routes
