// Ways from the end of one link to the beginnings of others near it: what the matcher asks for a few times a
// point. For geo/matching/*.cpp only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/network/network.hpp"

namespace bareland::matching {

using network::Index;

// Natural logarithms of how much less likely it is that a truck does this.
struct Reluctance {
    double turn = 5;              // a turn that a ban forbids
    double u_turn = 5;            // on the road, where the network has none
    double closed = 2;            // from a road open to trucks into one that is not
    double against = 4;           // into a link against one-way traffic
    double against_per_m = 0.04;  // and along it
};

class RouteSearch {
  public:
    // Lengths in millimetres; `cost_mm` adds what is reluctantly done, as the metres that are as unlikely.
    struct Route {
        bool found = false;
        std::uint32_t cost_mm = 0;
        std::uint32_t metres_mm = 0;
        Index state = network::none;       // on the target link, having come this way
        Index chain = 0, chain_links = 0;  // into links(): those after the first link, up to the target
    };

    RouteSearch(const network::Network& network, const network::LinkSet* against);

    // One likelihood unit (a factor e) is worth `beta_m` metres.
    void start(double beta_m);

    // From the end of the link of `state` to the beginning of each target link, if the cost is at most
    // `limit_mm`. Answers stay until the next start().
    void find(Index state, std::span<const Index> targets, std::uint32_t limit_mm, std::vector<Route>& out);

    std::span<const Index> links(const Route& route) const {
        return std::span(arena_).subspan(route.chain, route.chain_links);
    }
    // What beginning on a link costs, as a logarithm.
    double reluctance_at_start(Index link) const {
        return against_ != nullptr && against_->has(link) ? reluctance_.against : 0;
    }
    // What driving along a part of a link costs.
    std::uint32_t cost_along(Index link, std::uint32_t mm) const;

  private:
    struct Arc {
        Index to = 0;
        std::uint32_t kinds = 0;
    };
    struct Label {
        std::uint32_t stamp = 0, cost = 0, metres = 0;
        Index before = network::none;
    };
    struct Slot {
        std::uint32_t stamp = 0, target = 0;
    };
    struct Kept {
        Index state = network::none, link = network::none;
        std::uint32_t limit = 0;  // of a search that did not get there
        Route route;
    };
    struct Waiting {
        std::uint32_t cost;
        Index state;
        bool operator>(const Waiting& other) const {
            return cost != other.cost ? cost > other.cost : state > other.state;
        }
    };

    void make_arcs();
    std::uint32_t kinds_of(Index from, Index to, bool allowed) const;
    Kept& kept(Index state, Index link);
    void search(Index state, std::span<const Index> targets, std::uint32_t limit_mm, std::vector<Route>& out);
    void relax(Index state, std::uint32_t cost, std::uint32_t metres, std::uint32_t limit_mm);
    Route reached(Index state, Index from);

    const network::Network& network_;
    const network::LinkSet* against_;
    Reluctance reluctance_;
    std::vector<Index> first_arc_;
    std::vector<Arc> arcs_;
    std::uint32_t penalty_[16] = {};
    double beta_m_ = 0;

    std::vector<Label> labels_;  // by state
    std::vector<Slot> slots_;    // by link
    std::uint32_t stamp_ = 0;
    std::vector<Waiting> heap_;
    std::vector<Index> open_targets_;
    std::vector<Kept> cache_;
    std::vector<Index> arena_;
    std::vector<Index> backwards_;
};

}  // namespace bareland::matching
