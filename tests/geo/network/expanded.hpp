// A second, slow opinion on shortest ways: links cut into pieces wherever anything changes, every piece and
// every piece of knowledge about the way so far a node of one big graph, Bellman and Ford's algorithm on it.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "geo/network/search.hpp"

namespace bareland::network::test {

struct Question {
    Places from, to;
    Rules rules;
    const ZoneLinks* zone = nullptr;  // to be in as little as possible; then in metres
};

// Millimetres inside `zone`, then in all. Nothing: there is no way.
std::optional<std::pair<std::uint64_t, std::uint64_t>> expanded_cost(const Network& network,
                                                                     const Question& question);

// Whether a way obeys the network and the rules, and what it costs: worked out link by link.
std::optional<std::pair<std::uint64_t, std::uint64_t>> cost_of(const Network& network, const Path& path,
                                                               const Rules& rules, const ZoneLinks* zone);

}  // namespace bareland::network::test
