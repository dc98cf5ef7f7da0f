// Moves of the plain search: what is closed or in a zone to avoid is not used, every metre costs the same.
#pragma once

#include "geo/network/search_graph.hpp"
#include "geo/network/search_rules.hpp"

namespace bareland::network {

// A way over `destination` links and others: it may use the former at its beginning and at its end. Late is
// who has come from another link to one of them, and leaves them no more.
class Through {
  public:
    explicit Through(const LinkSet* destination) : destination_(destination) {}

    bool holds(Index link) const { return destination_ != nullptr && destination_->has(link); }
    bool may_turn(Index from, bool late, Index to) const { return !late || !holds(from) || holds(to); }
    bool late_after(Index from, bool late, Index to) const { return holds(to) && (late || !holds(from)); }

  private:
    const LinkSet* destination_;
};

// Layers: 1 is "late", where there are destination links.
template <bool WithDestination>
class OpenMoves {
  public:
    using Cost = std::uint32_t;
    using Arc = SearchGraph::Arc;
    static constexpr Index layers = WithDestination ? 2 : 1;

    OpenMoves(const Network& network, const Rules& rules)
        : network_(network), barrier_(rules), through_(rules.destination) {}

    // Whoever arrives so may go on to whatever others may who arrive at the same junction ...
    bool covers(const Arc& at, Index) const { return !WithDestination || !through_.holds(at.link); }
    // ... of these.
    bool covered(const Arc& at, Index late) const {
        return !WithDestination || late == 1 || !through_.holds(at.link);
    }

    // On from a link to all of the next one: take(layer, cost).
    template <class Take>
    void step(const Arc& from, Index late, const Arc& to, const Take& take) const {
        if (!barrier_.open(to.link)) return;
        if constexpr (WithDestination) {
            if (!through_.may_turn(from.link, late == 1, to.link)) return;
            take(through_.late_after(from.link, late == 1, to.link) ? 1U : 0U, to.length_mm());
        } else {
            take(0U, to.length_mm());
        }
    }
    // On to the beginning of the next one: take(cost).
    template <class Take>
    void part(const Arc& from, Index late, Index link, std::uint32_t to_mm, const Take& take) const {
        if (WithDestination && !through_.may_turn(from.link, late == 1, link)) return;
        if (barrier_.open(link, 0, to_mm)) take(to_mm);
    }
    // From a place to the end of its link: take(layer, cost).
    template <class Take>
    void start(const Position& at, const Take& take) const {
        const std::uint32_t length = network_.links[at.link].length_mm;
        if (barrier_.open(at.link, at.along_mm, length)) take(0U, length - at.along_mm);
    }
    // Ahead on one link.
    template <class Take>
    void along(const Position& at, std::uint32_t to_mm, const Take& take) const {
        if (barrier_.open(at.link, at.along_mm, to_mm)) take(to_mm - at.along_mm);
    }

  private:
    const Network& network_;
    Barrier barrier_;
    Through through_;
};

}  // namespace bareland::network
