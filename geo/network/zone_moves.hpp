// Moves of the searches that put up with what they should keep out of: first the least of that, then metres.
#pragma once

#include "geo/network/open_moves.hpp"
#include "geo/network/search_graph.hpp"
#include "geo/network/search_rules.hpp"

namespace bareland::network {

// What of a link, or of a part of it, lies in the zone that is put up with. A visit of the zone that uses
// only corners and passages costs nothing; otherwise its corners count.
struct Inside {
    enum class Kind : std::uint8_t {
        zone,     // it counts, or lies outside in part
        corner,   // of the loop within a junction, all of it
        passage,  // a connector within a junction: it never counts
    };
    std::uint32_t mm = 0;  // that count
    bool begins = false;   // the zone holds its tail
    bool ends = false;     // the zone holds its head
    Kind kind = Kind::zone;
};

// Links of the zone that is put up with. Made once a search.
class PutUpWith {
  public:
    // `corners`: as visits count them; else only what a search that avoids the zone may not enter.
    PutUpWith(const Network& network, const ZoneLinks* zone, bool corners);

    bool has(Index link) const { return zone_ != nullptr && any_.has(link); }
    Inside of(Index link, std::uint32_t from_mm, std::uint32_t to_mm) const;
    bool holds(const Position& place) const { return zone_ != nullptr && zone_->holds(place); }
    Inside of(Index link) const { return of(link, 0, network_.links[link].length_mm); }

  private:
    const Network& network_;
    const ZoneLinks* zone_;
    bool corners_;
    LinkSet any_;
};

// Layers: bit 0 is "late" (see Through); above it, how the present visit of the zone stands: 0 open, or as
// the link says; 1 a visit that is not to count, and must leave the zone before it comes to more than
// corners; 2, on passages only: it counts.
class ZoneMoves {
  public:
    using Cost = std::uint64_t;  // mm put up with, then mm in all
    using Arc = SearchGraph::Arc;
    static constexpr Index layers = 6;

    // `barred` is not used; `zone` and, where given, `closed` are put up with. Where links are closed, too,
    // it is about what is in the way, and a corner never is.
    ZoneMoves(const Network& network, const Rules& barred, const ZoneLinks* zone, const LinkSet* closed)
        : network_(network),
          barrier_(barred),
          through_(barred.destination),
          inside_(network, zone, closed == nullptr),
          closed_(closed) {}

    bool covers(const Arc& at, Index layer) const {
        return layer == 0 && !through_.holds(at.link) && !inside_.has(at.link);
    }
    bool covered(const Arc& at, Index layer) const { return (layer & 1U) == 1 || !through_.holds(at.link); }

    template <class Take>
    void step(const Arc& from, Index layer, const Arc& to, const Take& take) const {
        const bool late = (layer & 1U) != 0;
        if (!barrier_.open(to.link) || !through_.may_turn(from.link, late, to.link)) return;
        const Index next = through_.late_after(from.link, late, to.link) ? 1U : 0U;
        if (!inside_.has(to.link)) return take(next, cost(to.link, 0, to.length_mm()));
        const Inside inside = inside_.of(to.link);
        enter(from, layer, inside,
              [&](Index run, std::uint32_t mm) { take(next | run, cost(to.link, mm, to.length_mm())); });
    }
    template <class Take>
    void part(const Arc& from, Index layer, Index link, std::uint32_t to_mm, const Take& take) const {
        const bool late = (layer & 1U) != 0;
        if (!barrier_.open(link, 0, to_mm) || !through_.may_turn(from.link, late, link)) return;
        const Inside inside = inside_.has(link) ? inside_.of(link, 0, to_mm) : Inside{};
        const bool stays = inside_.holds({link, to_mm});
        enter(from, layer, inside, [&](Index visit, std::uint32_t mm) {
            // Who comes to stay does not merely cross.
            if (visit != free_visit || !stays) take(cost(link, mm, to_mm));
        });
    }
    template <class Take>
    void start(const Position& at, const Take& take) const {
        const std::uint32_t length = network_.links[at.link].length_mm;
        if (!barrier_.open(at.link, at.along_mm, length)) return;
        const Inside inside = inside_.has(at.link) ? inside_.of(at.link, at.along_mm, length) : Inside{};
        const Cost whole = cost(at.link, inside.mm, length - at.along_mm);
        if (inside_.holds(at)) return take(inside.kind == Inside::Kind::passage ? counted_visit : 0U, whole);
        take(0U, whole);
        // Who starts at the zone's edge, at the very end of a link, has not been in it yet.
        if (inside.kind == Inside::Kind::corner || at.along_mm == length)
            take(free_visit, cost(at.link, 0, length - at.along_mm));
    }
    template <class Take>
    void along(const Position& at, std::uint32_t to_mm, const Take& take) const {
        if (!barrier_.open(at.link, at.along_mm, to_mm)) return;
        const Inside inside = inside_.has(at.link) ? inside_.of(at.link, at.along_mm, to_mm) : Inside{};
        const bool crosses =
            inside.kind == Inside::Kind::corner && !inside_.holds(at) && !inside_.holds({at.link, to_mm});
        take(cost(at.link, crosses ? 0 : inside.mm, to_mm - at.along_mm));
    }

  private:
    Cost cost(Index link, std::uint32_t inside_mm, std::uint32_t mm) const {
        // A closed link costs something even to who only stands at its end.
        const bool closed = closed_ != nullptr && closed_->has(link);
        const std::uint32_t bad = closed ? std::max(mm, 1U) : inside_mm;
        return (Cost{bad} << 32U) | mm;
    }

    // take(visit, mm): what the visit is after it.
    template <class Take>
    void enter(const Arc& from, Index layer, const Inside& to, const Take& take) const {
        const Index visit = layer & ~1U;
        if (to.kind == Inside::Kind::zone) {
            if (visit != free_visit || !to.begins) take(0U, to.mm);
            return;
        }
        const bool counted = visit == counted_visit || (visit == 0 && counts(from));
        if (to.kind == Inside::Kind::passage) return take(counted ? counted_visit : visit, 0U);
        if (visit != free_visit) take(0U, to.mm);
        if (!counted) take(free_visit, 0U);
    }
    // Whether a visit that stands as the link says counts at the link's head.
    bool counts(const Arc& at) const {
        if (!inside_.has(at.link)) return false;
        const Inside inside = inside_.of(at.link);
        return inside.ends && inside.kind != Inside::Kind::passage;
    }
    static constexpr Index free_visit = 2;
    static constexpr Index counted_visit = 4;

    const Network& network_;
    Barrier barrier_;
    Through through_;
    PutUpWith inside_;
    const LinkSet* closed_;
};

}  // namespace bareland::network
