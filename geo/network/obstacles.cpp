#include <algorithm>

#include "geo/network/router_impl.hpp"
#include "geo/network/zone_moves.hpp"

namespace bareland::network {
namespace {

// The links of a way that are used between other links: those before the first and after the last of these
// may be for destinations.
std::pair<std::size_t, std::size_t> through(const Path& path, const LinkSet& destination) {
    std::size_t first = 0, last = path.links.size();
    while (first < last && destination.has(path.links[first]))
        ++first;
    while (last > first && destination.has(path.links[last - 1]))
        --last;
    return {first, last};
}

std::vector<Router::Obstacle> named(const Network& network, const Path& path, const Rules& rules,
                                    bool destinations) {
    std::vector<Router::Obstacle> out;
    const auto [first, last] =
        destinations ? through(path, *rules.destination) : std::pair<std::size_t, std::size_t>{0, 0};
    for (std::size_t i = 0; i < path.links.size(); ++i) {
        const Index link = path.links[i];
        const std::uint32_t from = i == 0 ? path.from.along_mm : 0;
        const bool end = i + 1 == path.links.size();
        const std::uint32_t to = end ? path.to.along_mm : network.links[link].length_mm;
        Router::Obstacle obstacle{link};
        obstacle.zone = rules.avoid != nullptr && barred_mm(*rules.avoid, link, from, to) > 0;
        obstacle.closed = rules.closed != nullptr && rules.closed->has(link);
        obstacle.destination = first <= i && i < last && rules.destination->has(link);
        const bool any = obstacle.zone || obstacle.closed || obstacle.destination;
        if (any && (out.empty() || !(out.back() == obstacle))) out.push_back(obstacle);
    }
    return out;
}

}  // namespace

std::vector<Router::Obstacle> Router::obstacles(const Places& from, const Places& to, const Rules& rules) {
    Rules hard;
    hard.holds = rules.holds;
    hard.destination = rules.destination;
    const Network& network = impl_->network;
    const LinkSet nothing(network.links.size());
    const LinkSet& closed = rules.closed == nullptr ? nothing : *rules.closed;
    auto path = impl_->run(ZoneMoves(network, hard, rules.avoid, &closed), from, to, rules.holds);
    if (path) return named(network, *path, rules, false);
    if (rules.destination == nullptr) return {};
    // Even so, links for destinations only are in the way.
    hard.destination = nullptr;
    LinkSet soft = *rules.destination;
    soft.add(closed);
    path = impl_->run(ZoneMoves(network, hard, rules.avoid, &soft), from, to, rules.holds);
    return path ? named(network, *path, rules, true) : std::vector<Obstacle>{};
}

}  // namespace bareland::network
