// Stops of plans and exits on the network.
#pragma once

#include <string>
#include <vector>

#include "geo/network/search.hpp"
#include "jobs/routes/context.hpp"
#include "jobs/routes/options.hpp"

namespace bareland::routes {

// Where a place is on the network: the street a truck may use nearest to it, on the right side of it.
struct OnNetwork {
    network::Places places;  // empty: none within the limit
    double snap_m = 0;       // to the nearest of them; without any, to the nearest such street at all
    Point at;                // the place itself
    std::string street;      // name of the nearest of them, its id where it has none
    std::string barred;      // of no places: a road within the limit that no gate opens on; empty: none
};
OnNetwork on_network(const Ground& ground, const Access& access, const Point& place, double limit_m,
                     const network::Gateless& gateless);
// Why there are none: of a gate without places.
Text no_street_text(const OnNetwork& gate, double limit_m);

// A stop of a plan: its place, or all gates of the site. Errors: routes_no_such_site, routes_no_gate,
// routes_too_far, routes_gate_barred.
OnNetwork stop_on_network(Context& context, const Ground& ground, const Access& access, const Stop& stop,
                          const char* option);

}  // namespace bareland::routes
