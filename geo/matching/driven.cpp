#include <algorithm>

#include "geo/matching/matching.hpp"

namespace bareland::matching {
namespace {

using network::Index;
using network::Link;
using network::Turn;

std::vector<std::vector<Index>> leaving_links(const Network& network) {
    std::vector<std::vector<Index>> leaving(network.junctions.size());
    for (std::size_t i = 0; i < network.links.size(); ++i)
        leaving[network.links[i].tail].push_back(static_cast<Index>(i));
    return leaving;
}

}  // namespace

Driven with_wrong_ways(const Network& network) {
    Driven out;
    out.network = network;
    Network& to = out.network;
    const auto legal = static_cast<Index>(network.links.size());
    std::vector<Index> reverse_of;  // by added link
    std::vector<Index> reversed(legal, network::none);
    for (Index i = 0; i < legal; ++i) {
        Link link = network.links[i];
        if (link.twin != network::none) continue;
        std::swap(link.tail, link.head);
        link.reversed = !link.reversed;
        reversed[i] = static_cast<Index>(to.links.size());
        reverse_of.push_back(i);
        to.links.push_back(link);
    }
    const auto all = static_cast<Index>(to.links.size());
    const Index shift = all - legal;
    out.against = network::LinkSet(all);
    for (Index i = legal; i < all; ++i)
        out.against.add(i);

    const auto leaving = leaving_links(to);
    to.turns.clear();
    to.first_turn.assign(1, 0);
    to.state_link.clear();
    const auto end_state = [&to](Index link) {
        to.state_link.push_back(link);
        to.first_turn.push_back(static_cast<Index>(to.turns.size()));
    };
    const auto add_state = [&](Index state) {
        const Index link = network.state_link[state];
        for (Turn turn : network.turns_of(state)) {
            if (turn.to >= legal) turn.to += shift;
            to.turns.push_back(turn);
        }
        for (const Index next : leaving[network.links[link].head]) {
            if (next >= legal && next != reversed[link]) to.turns.push_back({next, 0});
        }
        end_state(link);
    };
    for (Index state = 0; state < legal; ++state)
        add_state(state);
    for (Index i = legal; i < all; ++i) {
        for (const Index next : leaving[to.links[i].head]) {
            if (next != reverse_of[i - legal]) to.turns.push_back({next, 0});
        }
        end_state(i);
    }
    for (std::size_t state = legal; state < network.states(); ++state)
        add_state(static_cast<Index>(state));
    return out;
}

}  // namespace bareland::matching
