// Shortest ways on the network.
//
// Guarantees: costs are exact sums of millimetres, so every search here gives the same cost as Dijkstra's
// algorithm; of several ways of equal cost the one found does not depend on threads or on earlier searches.
// Turn bans hold, links in `closed` are not used, U-turns are made only where the network has them. Ways
// longer than `longest_way_mm` are not found.
//
// Sources: Dijkstra, "A note on two problems in connexion with graphs" (1959); Goldberg and Harrelson,
// "Computing the shortest path: A* search meets graph theory" (SODA 2005) for landmarks.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/network/network.hpp"
#include "geo/network/zone_links.hpp"

namespace bareland::network {

// Costs and bounds are kept in 32 bits: 2,147 km.
inline constexpr std::uint32_t longest_way_mm = 0x7ffffffeU;

// Where one may begin or end: the trip may use any of them (both directions of a street). Positions without
// a link (on_twin of a one-way street) are passed over.
using Places = std::vector<Position>;

// What holds for one search.
struct Rules {
    const LinkSet* closed = nullptr;   // not to be used at all
    std::span<const bool> holds = {};  // one a condition of the network; empty: all conditions hold
    const ZoneLinks* avoid = nullptr;  // no metre in this zone (but for its free crossings)
    // Links for trips only that begin or end on them or behind them: a way may use them before it comes to
    // its first other link and after its last. See with_links_behind.
    const LinkSet* destination = nullptr;
};

// `destination` and the links behind them: those that cannot be come by, or left, over other links alone
// (of each component's other links, the largest strongly connected part is what lies before them). Links in
// `closed` count as missing.
LinkSet with_links_behind(const Network& network, const LinkSet& destination,
                          const LinkSet* closed = nullptr);

// Distances from every junction to chosen ones, and back, on the open network and without turn bans: lower
// bounds for every search, whatever is closed, banned or avoided. Made once a network, kept with it.
struct Landmarks {
    std::vector<Index> junctions;         // where they stand; fewer than asked for on a tiny network
    std::vector<Index> row;               // of each junction: near ones have near rows
    std::vector<std::uint32_t> to, from;  // mm by landmark, then row; `no_way`: there is none
    bool operator==(const Landmarks&) const = default;

    static constexpr std::uint32_t no_way = 0x7fffffffU;
};
Landmarks make_landmarks(const Network& network, std::size_t count = 16, int threads = 0);

// Plain Dijkstra: the oracle of tests and benchmarks.
std::optional<Path> dijkstra(const Network& network, const Places& from, const Places& to,
                             const Rules& rules = {});

// Searches of one thread, with its working memory; the network and landmarks must outlive it. Without
// landmarks (an empty value) it works, more slowly.
class Router {
  public:
    Router(const Network& network, const Landmarks& landmarks);
    Router another() const;  // for another thread; shares what does not change
    ~Router();
    Router(Router&&) noexcept;

    // The shortest way in metres. Nothing: there is none.
    std::optional<Path> shortest(const Places& from, const Places& to, const Rules& rules = {});
    // The way with the least metres inside the zone, and of those the shortest.
    std::optional<Path> least_inside(const Places& from, const Places& to, const ZoneLinks& zone,
                                     const Rules& rules = {});
    // From inside the zone to where it ends: least metres inside, then least metres up to the end of the
    // first link outside. The path ends at the zone's edge; it has no length where a place lies outside. An
    // edge behind which no way leads on but through the zone again (a dead end, a pocket) is taken only when
    // there is no other.
    std::optional<Path> exit(const Places& from, const ZoneLinks& zone, const Rules& rules = {});

    // Why there is no way under `rules`: the links that would have to be used, on the way with the least
    // metres of forbidden links; empty where even without any rule there is none.
    struct Obstacle {
        Index link = none;
        bool zone = false;         // it lies in the zone to avoid
        bool closed = false;       // it is closed
        bool destination = false;  // it may be used only by who begins or ends there
        bool operator==(const Obstacle&) const = default;
    };
    std::vector<Obstacle> obstacles(const Places& from, const Places& to, const Rules& rules);

    // Labels that the last call of `shortest` took up, for benchmarks.
    std::size_t settled() const;

  private:
    struct Impl;
    explicit Router(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::network
