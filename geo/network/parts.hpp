// Strongly connected parts: junctions each of which can be reached from each other.
#pragma once

#include <vector>

#include "geo/network/network.hpp"

namespace bareland::network {

// The number of each junction's part, over the links of `used` alone and without turn bans. Linear time
// (Tarjan, "Depth-first search and linear graph algorithms", 1972).
std::vector<Index> strong_parts(const Network& network, const LinkSet& used);

// Of each component of the whole network the part, over `used` alone, with the greatest length of links
// between its junctions: whether a junction lies in it.
std::vector<bool> main_parts(const Network& network, const LinkSet& used);

// Junctions from which one of `wanted` can be reached over `used`; those of `wanted` included.
std::vector<bool> leading_to(const Network& network, const LinkSet& used, std::vector<bool> wanted);

}  // namespace bareland::network
