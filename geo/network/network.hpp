// The road network: directed links between junctions, and the turns from link to link that are allowed.
//
// Guarantees: coordinates are CGCS2000 longitude and latitude in degrees; lengths are whole millimetres of
// geodesic length, so that sums are exact and every algorithm that finds a shortest way finds the same cost.
// The same records in another order give an equal network. Only roads that a motor vehicle could drive on
// are in it; those closed to trucks are kept and say so.
//
// What a search walks on are *states*. The first states are the links themselves. Where a turn ban has via
// ways, a link has further states ("on it, having come this way"), from which fewer turns are allowed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/registry.hpp"

namespace bareland::network {

using Index = std::uint32_t;
inline constexpr Index none = 0xffffffffU;

// What the links of one road record have in common.
struct Road {
    std::string id;
    std::string name;
    std::string road_class;
    bool bridge = false;
    bool tunnel = false;
    int layer = 0;
    std::optional<double> maxspeed_kmh;
    TruckAccess truck = TruckAccess::yes;
    std::string truck_when;
    std::optional<double> maxweight_t, maxheight_m, maxwidth_m;
    std::string sweeper;  // who sweeps it; empty: not known
    bool operator==(const Road&) const = default;
};

struct Link {
    Index tail = 0, head = 0;     // junctions
    Index twin = none;            // the same piece of road the other way
    Index road = 0;               // into Network::roads
    std::uint32_t length_mm = 0;  // 1 at least
    Index first_point = 0;        // into Network::points: the piece of road, in the digitised direction
    std::uint32_t point_count = 0;
    bool reversed = false;  // the link runs against the digitised direction
    bool operator==(const Link&) const = default;
};

struct Turn {
    Index to = 0;         // state
    Index condition = 0;  // 0: always allowed; else forbidden while Network::conditions[condition] holds
    bool operator==(const Turn&) const = default;
};

struct Network {
    std::optional<Date> date;  // of the data
    std::vector<Road> roads;
    std::vector<Point> junctions;
    std::vector<Point> points;
    std::vector<Link> links;
    // Turns of state s are turns[first_turn[s]] up to, not including, turns[first_turn[s + 1]].
    std::vector<Index> first_turn;
    std::vector<Turn> turns;
    std::vector<Index> state_link;        // link of each state; state i < links.size() is link i
    std::vector<std::string> conditions;  // times as OSM writes them; [0] is empty
    bool operator==(const Network&) const = default;

    std::size_t states() const { return state_link.size(); }
    std::span<const Turn> turns_of(Index state) const {
        return std::span(turns).subspan(first_turn[state], first_turn[state + 1] - first_turn[state]);
    }
    // The link's points in the direction of travel.
    std::vector<Point> line_of(Index link) const;
};

// A place on a link. The same place on the twin is length_mm - along_mm.
struct Position {
    Index link = none;
    std::uint32_t along_mm = 0;  // from the link's tail
    bool operator==(const Position&) const = default;
};
Point point_at(const Network& network, const Position& position);
Position on_twin(const Network& network, const Position& position);  // link none where there is no twin

// A way: from a place on its first link to a place on its last one, over whole links between.
struct Path {
    Position from, to;
    std::vector<Index> links;     // the first holds `from`, the last `to`; one: along a single link
    std::uint64_t length_mm = 0;  // from place to place
    bool operator==(const Path&) const = default;
};
std::vector<Point> line_of(const Network& network, const Path& path);

// One bit a link.
class LinkSet {
  public:
    LinkSet() = default;
    explicit LinkSet(std::size_t links) : words_((links + 63) / 64, 0) {}
    bool has(Index link) const { return (words_[link >> 6U] >> (link & 63U)) & 1U; }
    void add(Index link) { words_[link >> 6U] |= std::uint64_t{1} << (link & 63U); }
    void remove(Index link) { words_[link >> 6U] &= ~(std::uint64_t{1} << (link & 63U)); }
    void add(const LinkSet& other) {
        for (std::size_t i = 0; i < words_.size(); ++i)
            words_[i] |= other.words_[i];
    }
    bool operator==(const LinkSet&) const = default;

  private:
    std::vector<std::uint64_t> words_;
};

}  // namespace bareland::network
