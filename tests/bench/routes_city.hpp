// A made-up city for the benchmarks of the road network, drawn by a seed: streets in an uneven grid with gaps
// and one-way streets, every few blocks a main road with two carriageways, two rivers with few bridges, turn
// bans at a junction, over a connector (no U-turn on a main road) and at certain hours.
#pragma once

#include <cstdint>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/network/network.hpp"
#include "geo/network/zone_links.hpp"
#include "geo/registry.hpp"

namespace bareland::bench {

struct City {
    std::vector<RoadRecord> roads;  // a piece from junction to junction each, with node ids
    std::vector<TurnBanRecord> bans;
    Box extent;
};

// `blocks` a side; about 4 directed links a block.
City make_city(int blocks, std::uint64_t seed);

// Every link with both ends in a square of `share` of each side, at the middle or `dx`, `dy` of the side off
// it: a zone with its loop.
network::ZoneLinks square_zone(const network::Network& network, const Box& extent, double share,
                               double dx = 0, double dy = 0);

}  // namespace bareland::bench
