// A zone as the links that are in it, and what of a way lies inside.
//
// A zone from a recipe: the links of its loop, in both directions and on all carriageways, and every link
// within its edge (ZoneRecord::edge, the loop's outer carriageway). A street that enters is outside up to the
// junction with the loop. A zone that is only a polygon: whatever lies in the polygon; links that cross its
// edge are in with a part, the rest of them is free.
//
// Inside spans of a link are metres along it. No turning is possible where a span begins within a link, so a
// link with a span cannot be driven through without entering, but its free part can be used from its end.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/network/network.hpp"
#include "geo/registry.hpp"

namespace bareland::network {

struct ZoneSpan {
    enum class Role : std::uint8_t {
        loop,      // of the loop itself
        inside,    // within the edge
        junction,  // a short connector within a junction of the loop: adds no metre
        grade,     // inside on a bridge or in a tunnel (not of the loop): over or under the zone
        corner,    // of the loop, within a junction: crossing junctions alone adds no metre, else it counts
    };
    Index link = 0;
    std::uint32_t from_mm = 0, to_mm = 0;
    Role role = Role::inside;
    // Whether the place where the span begins (ends) lies in the zone, too, and not at its edge: the next
    // span of the link begins there, or all other links at that junction are in the zone there.
    bool from_inside = false, to_inside = false;
    bool operator==(const ZoneSpan&) const = default;
};

struct ZoneLinks {
    std::string zone_id;
    bool derived = false;         // from a polygon without links
    std::vector<ZoneSpan> spans;  // by link, then from_mm; not overlapping
    LinkSet touched;          // links with a span to be avoided: all roles but junction, corner, free grade
    bool free_grade = false;  // spans of role grade are not avoided
    bool operator==(const ZoneLinks&) const = default;

    std::span<const ZoneSpan> of(Index link) const;
    // Strictly inside a span, or at an end of it that lies inside. At the zone's edge: not.
    bool holds(const Position& position) const;
    // Metres that count: all roles but junction and free grade. Additive along a way.
    std::uint64_t inside_mm(Index link, std::uint32_t from_mm, std::uint32_t to_mm) const;
    bool counts(ZoneSpan::Role role) const {
        return role != ZoneSpan::Role::junction && !(free_grade && role == ZoneSpan::Role::grade);
    }
};

struct ZoneLinkOptions {
    bool free_grade = false;    // profile: crossing over or under is allowed
    double junction_m = 50;     // the longest connector within a junction of the loop
    double carriageway_m = 60;  // how far apart carriageways of one road may run
};

// Makes zones to links of one network: what they share is made once. Any number of threads may ask.
class ZoneLinker {
  public:
    explicit ZoneLinker(const Network& network);  // must outlive it
    ~ZoneLinker();
    ZoneLinker(ZoneLinker&&) noexcept;

    // Throws Error: a loop's link is not in the network (the record's road is missing from it, or its date is
    // another one): zone, road and link are named. `findings`: roads cut by the edge without a junction ...
    ZoneLinks links(const ZoneRecord& zone, const ZoneLinkOptions& options,
                    std::vector<Finding>& findings) const;

  private:
    struct Impl;
    std::unique_ptr<const Impl> impl_;
};
// The same for a single zone.
ZoneLinks zone_links(const Network& network, const ZoneRecord& zone, const ZoneLinkOptions& options,
                     std::vector<Finding>& findings);

// One stay of a way in the zone, from entry to exit.
struct Visit {
    Position entry, exit;                  // on the path's links
    std::size_t first = 0, last = 0;       // into Path::links
    std::uint64_t from_mm = 0, to_mm = 0;  // along the path, from its start
    std::uint64_t inside_mm = 0;           // counted metres: 0 for a mere crossing of a junction
    bool begins_inside = false;            // the path starts here
    bool ends_inside = false;
    bool over_or_under = false;  // on bridges or in tunnels all the way: not counted when that is allowed
    std::vector<Index> roads;    // into Network::roads, in order, each once
};
std::vector<Visit> visits(const Network& network, const ZoneLinks& zone, const Path& path);
std::uint64_t inside_mm(std::span<const Visit> visits);  // sum

}  // namespace bareland::network
