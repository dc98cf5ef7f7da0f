// The network as searches walk it: compact arrays in an order in which near places are near in memory.
//
// Guarantee: a slot is a state of the network and a row a junction, one to one; the turns from a slot are
// those of its state. Made in linear time (but for one sort of the junctions); never changed, so threads
// share it.
//
// Most states allow every turn at their head but the U-turn. They are `plain`: their turns are the slots of
// the junction's own range less their twin, and nothing is stored for them. For two plain slots that arrive
// at one junction holds: whatever the later may reach, the earlier has reached at no greater cost, but for
// the earlier's twin. Searches use that (see search_engine.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/network/network.hpp"

namespace bareland::network {

// A row for each junction, along a Hilbert curve over the network's extent.
std::vector<Index> rows_along_a_curve(const Network& network);

class SearchGraph {
  public:
    struct Arc {
        Index head = 0;     // row
        Index link = 0;     // of the network
        Index twin = none;  // slot
        std::uint32_t length_and_kind = 0;

        std::uint32_t length_mm() const { return length_and_kind >> 1U; }
        bool plain() const { return (length_and_kind & 1U) != 0; }
    };

    SearchGraph(const Network& network, std::vector<Index> rows);

    std::size_t slots() const { return arcs_.size(); }
    std::size_t rows() const { return first_.size() - 1; }
    Index row_of(Index junction) const { return rows_[junction]; }
    Index slot_of_link(Index link) const { return slot_of_link_[link]; }
    const Arc& arc(Index slot) const { return arcs_[slot]; }

    // The row of a link's tail.
    Index tail_of_link(Index link) const;
    // Slots of the links that leave a row: from first_of(row) up to, not including, first_of(row + 1).
    Index first_of(Index row) const { return first_[row]; }
    // Of a slot that is not plain; `to` is a slot.
    std::span<const Turn> special_turns(Index slot) const {
        const Index i = special_[slot];
        return std::span(turns_).subspan(first_turn_[i], first_turn_[i + 1] - first_turn_[i]);
    }

  private:
    void order_links(const Network& network);
    void add_further_states(const Network& network);
    void add_turns(const Network& network);
    bool is_plain(const Network& network, Index state) const;

    std::vector<Index> rows_;   // by junction
    std::vector<Index> first_;  // by row, and one more
    std::vector<Index> slot_of_link_;
    std::vector<Arc> arcs_;       // by slot
    std::vector<Index> special_;  // by slot: none, or into first_turn_
    std::vector<Index> first_turn_;
    std::vector<Turn> turns_;
};

}  // namespace bareland::network
