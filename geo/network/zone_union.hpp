// Several zones as one.
#pragma once

#include <span>

#include "geo/network/network.hpp"
#include "geo/network/zone_links.hpp"

namespace bareland::network {

// What lies in any of the zones, on the same network. Where spans overlap, the metres count once, as what
// keeps out most: inside before loop, loop before its corners, those before what crosses over or under, that
// before connectors of junctions. Ids are joined with "+"; `derived` and `free_grade` where one of them is.
// One zone comes back as it is.
ZoneLinks united(std::span<const ZoneLinks* const> zones, std::size_t links);

}  // namespace bareland::network
