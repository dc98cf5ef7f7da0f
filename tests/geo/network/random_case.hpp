// Little made-up networks with everything that a search must mind, drawn by a seed.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "geo/network/network.hpp"
#include "geo/network/search.hpp"
#include "geo/network/zone_links.hpp"

namespace bareland::network::test {

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    std::uint32_t below(std::size_t count) { return static_cast<std::uint32_t>(engine_() % count); }
    bool chance(unsigned percent) { return below(100) < percent; }

  private:
    std::mt19937_64 engine_;
};

// A grid of `side` by `side` junctions with missing, one-way, parallel and dead-end streets, lengths between
// 1 and 60 mm (so that ways of equal length are common), turn bans without and with via ways (further states)
// and conditional ones (conditions 1 and 2).
Network random_network(Dice& dice, int side);

// A patch of links: whole ones, ones with free parts, and, with `junctions`, connectors, corners and bridges.
ZoneLinks random_zone(const Network& network, Dice& dice, bool junctions);

LinkSet random_links(const Network& network, Dice& dice, unsigned percent);

// One to three places, now and then at a link's end, and often both directions of a street.
Places random_places(const Network& network, Dice& dice);

// Rules and what they point to.
struct RandomRules {
    LinkSet closed, destination;
    ZoneLinks zone;
    std::unique_ptr<bool[]> holds;
    Rules rules;
};
RandomRules random_rules(const Network& network, Dice& dice);

}  // namespace bareland::network::test
