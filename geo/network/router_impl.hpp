// What a Router keeps between searches.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "geo/network/search.hpp"
#include "geo/network/search_engine.hpp"
#include "geo/network/search_graph.hpp"

namespace bareland::network {

struct Router::Impl {
    Impl(const Network& its_network, const Landmarks& its_landmarks,
         std::shared_ptr<const SearchGraph> its_graph)
        : network(its_network),
          landmarks(its_landmarks),
          graph(std::move(its_graph)),
          metres(*graph),
          packed(*graph) {}

    // Costs in metres alone, or of something else first, then metres.
    template <class Moves>
    std::optional<Path> run(const Moves& moves, const Places& from, const Places& to,
                            std::span<const bool> holds) {
        const Places origins = on_links(network, from), goals = on_links(network, to);
        if (origins.empty() || goals.empty()) return std::nullopt;
        const Bounds bounds(*graph, landmarks, origins, goals);
        if constexpr (sizeof(typename Moves::Cost) == sizeof(std::uint32_t)) {
            return path(metres.run(moves, bounds, origins, goals, holds), origins, goals);
        } else {
            return path(packed.run(moves, bounds, origins, goals, holds), origins, goals);
        }
    }

    template <class Cost>
    std::optional<Path> path(const Found<Cost>& found, const Places& origins, const Places& goals) const {
        if (!found.any()) return std::nullopt;
        Path path;
        path.from = origins[found.from];
        path.to = goals[found.to];
        path.length_mm = static_cast<std::uint32_t>(found.cost);
        for (const Index slot : found.slots)
            path.links.push_back(graph->arc(slot).link);
        path.links.push_back(path.to.link);
        return path;
    }

    // Junctions from which a way leads to the main part of what is outside a zone, of the zone and closures
    // last asked for.
    const std::vector<bool>& leading_out(const ZoneLinks& zone, const LinkSet* closed);

    const Network& network;
    const Landmarks& landmarks;
    std::shared_ptr<const SearchGraph> graph;
    Engine<std::uint32_t> metres;
    Engine<std::uint64_t> packed;

  private:
    struct Outside {
        LinkSet touched, closed;
        std::vector<bool> leads;
    };
    Outside outside_;
};

}  // namespace bareland::network
