// Shortest ways on the network.
//
// Guarantees: costs are exact sums of millimetres, so every search here gives the same cost as Dijkstra's
// algorithm; of several ways of equal cost the one found does not depend on threads or on earlier searches.
// Turn bans hold, links in `closed` are not used, U-turns are made only where the network has them.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/network/network.hpp"
#include "geo/network/zone_links.hpp"

namespace bareland::network {

// Where one may begin or end: the trip may use any of them (both directions of a street).
using Places = std::vector<Position>;

// What holds for one search.
struct Rules {
    const LinkSet* closed = nullptr;   // not to be used at all
    std::span<const bool> holds = {};  // one a condition of the network; empty: all conditions hold
    const ZoneLinks* avoid = nullptr;  // no metre in this zone (but for its free crossings)
};

// Distances to and from chosen states on the open network: lower bounds for every search, whatever is closed
// and whatever zone is avoided. Made once a network, kept with it.
struct Landmarks {
    std::vector<Index> states;
    std::vector<std::uint32_t> to, from;  // mm by state, then landmark; saturated: no way
    bool operator==(const Landmarks&) const = default;
};
Landmarks make_landmarks(const Network& network, std::size_t count = 16, int threads = 0);

// Plain Dijkstra: the oracle of tests and benchmarks.
std::optional<Path> dijkstra(const Network& network, const Places& from, const Places& to,
                             const Rules& rules = {});

// Searches of one thread, with its working memory; the network and landmarks must outlive it.
class Router {
  public:
    Router(const Network& network, const Landmarks& landmarks);
    ~Router();
    Router(Router&&) noexcept;

    // The shortest way in metres. Nothing: there is none.
    std::optional<Path> shortest(const Places& from, const Places& to, const Rules& rules = {});
    // The way with the least metres inside the zone, and of those the shortest.
    std::optional<Path> least_inside(const Places& from, const Places& to, const ZoneLinks& zone,
                                     const Rules& rules = {});
    // From inside the zone to where it ends: least metres inside, then least metres to the end of the first
    // link outside. The path ends at the zone's edge.
    std::optional<Path> exit(const Places& from, const ZoneLinks& zone, const Rules& rules = {});

    // Why there is no way under `rules`: the links that would have to be used, on the way with the least
    // metres of forbidden links; empty where even without any rule there is none.
    struct Obstacle {
        Index link;
        bool zone = false;    // it lies in the zone to avoid
        bool closed = false;  // it is closed
    };
    std::vector<Obstacle> obstacles(const Places& from, const Places& to, const Rules& rules);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::network
