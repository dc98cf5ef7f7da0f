#include "geo/network/search_graph.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace bareland::network {
namespace {

constexpr std::uint32_t curve_bits = 16;

// How far along a Hilbert curve of 2^16 by 2^16 cells a cell lies.
std::uint32_t along_curve(std::uint32_t x, std::uint32_t y) {
    std::uint32_t along = 0;
    for (std::uint32_t side = 1U << (curve_bits - 1); side > 0; side >>= 1U) {
        const bool right = (x & side) != 0;
        const bool upper = (y & side) != 0;
        along = (along << 2U) | (right ? (upper ? 2U : 3U) : (upper ? 1U : 0U));
        if (!upper) {
            if (right) {
                x = ~x;
                y = ~y;
            }
            std::swap(x, y);
        }
    }
    return along;
}

std::uint32_t cell(double value, double low, double high) {
    constexpr double last = (1U << curve_bits) - 1;
    return high > low ? static_cast<std::uint32_t>((value - low) / (high - low) * last) : 0;
}

}  // namespace

std::vector<Index> rows_along_a_curve(const Network& network) {
    Box box;
    for (const Point& place : network.junctions)
        box.add(place);
    std::vector<std::uint64_t> keys(network.junctions.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const Point& place = network.junctions[i];
        const std::uint32_t along = along_curve(cell(place.x, box.min_x, box.max_x),  //
                                                cell(place.y, box.min_y, box.max_y));
        keys[i] = (std::uint64_t{along} << 32U) | i;
    }
    std::sort(keys.begin(), keys.end());
    std::vector<Index> rows(keys.size());
    for (std::size_t row = 0; row < keys.size(); ++row)
        rows[static_cast<Index>(keys[row])] = static_cast<Index>(row);
    return rows;
}

SearchGraph::SearchGraph(const Network& network, std::vector<Index> rows) : rows_(std::move(rows)) {
    order_links(network);
    add_further_states(network);
    add_turns(network);
}

Index SearchGraph::tail_of_link(Index link) const {
    const auto after = std::upper_bound(first_.begin(), first_.end(), slot_of_link_[link]);
    return static_cast<Index>(after - first_.begin() - 1);
}

// By the row of their tail, then by number.
void SearchGraph::order_links(const Network& network) {
    first_.assign(network.junctions.size() + 1, 0);
    for (const Link& link : network.links)
        ++first_[rows_[link.tail] + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    slot_of_link_.resize(network.links.size());
    std::vector<Index> next(first_.begin(), first_.end() - 1);
    for (std::size_t i = 0; i < network.links.size(); ++i)
        slot_of_link_[i] = next[rows_[network.links[i].tail]]++;
    arcs_.resize(network.states());
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        const Link& link = network.links[i];
        arcs_[slot_of_link_[i]] = {rows_[link.head], static_cast<Index>(i),
                                   link.twin == none ? none : slot_of_link_[link.twin], link.length_mm << 1U};
    }
}

void SearchGraph::add_further_states(const Network& network) {
    for (std::size_t state = network.links.size(); state < network.states(); ++state) {
        arcs_[state] = arcs_[slot_of_link_[network.state_link[state]]];
    }
}

bool SearchGraph::is_plain(const Network& network, Index state) const {
    if (state >= network.links.size()) return false;
    const Link& link = network.links[state];
    const Index row = rows_[link.head];
    std::size_t others = first_[row + 1] - first_[row];
    if (link.twin != none) --others;
    const auto turns = network.turns_of(state);
    return turns.size() == others && std::all_of(turns.begin(), turns.end(), [&](const Turn& turn) {
               return turn.condition == 0 && turn.to < network.links.size() && turn.to != link.twin;
           });
}

void SearchGraph::add_turns(const Network& network) {
    special_.assign(network.states(), none);
    for (std::size_t i = 0; i < network.states(); ++i) {
        const auto state = static_cast<Index>(i);
        const Index slot = state < network.links.size() ? slot_of_link_[state] : state;
        if (is_plain(network, state)) {
            arcs_[slot].length_and_kind |= 1U;
            continue;
        }
        special_[slot] = static_cast<Index>(first_turn_.size());
        first_turn_.push_back(static_cast<Index>(turns_.size()));
        for (const Turn& turn : network.turns_of(state))
            turns_.push_back(
                {turn.to < network.links.size() ? slot_of_link_[turn.to] : turn.to, turn.condition});
    }
    first_turn_.push_back(static_cast<Index>(turns_.size()));
}

}  // namespace bareland::network
