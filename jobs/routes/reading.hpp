// A way on the network seen from the zone: where it enters and leaves, what of it lies inside.
#pragma once

#include "geo/network/zone_links.hpp"
#include "jobs/routes/judge.hpp"
#include "jobs/routes/result.hpp"
#include "jobs/routes/verdict.hpp"

namespace bareland::routes {

struct Read {
    Reading reading;
    WayFacts facts;  // all but least_mm
};

// `free_over_under`: bridges over and tunnels under the zone are not driving into it.
Read read_way(const network::Network& network, const network::ZoneLinks& zone, const Way& way,
              bool free_over_under);

// The stretch of a way between two distances from its start.
network::Path stretch(const network::Network& network, const network::Path& path, std::uint64_t from_mm,
                      std::uint64_t to_mm);

// Names of roads, ids of those without one, in order, each once.
std::vector<std::string> road_names(const network::Network& network, const network::Path& path);

}  // namespace bareland::routes
