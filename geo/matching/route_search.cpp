#include "geo/matching/route_search.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace bareland::matching {
namespace {

enum Kind : std::uint32_t { ban = 1, u_turn = 2, closed = 4, wrong_way = 8 };

constexpr std::size_t cache_size = std::size_t{1} << 17U;
// Beyond this many links of kept ways all are forgotten: 64 MB.
constexpr std::size_t arena_limit = std::size_t{1} << 24U;

}  // namespace

RouteSearch::RouteSearch(const network::Network& network, const network::LinkSet* against)
    : network_(network),
      against_(against),
      labels_(network.states()),
      slots_(network.links.size()),
      cache_(cache_size) {
    make_arcs();
}

std::uint32_t RouteSearch::kinds_of(Index from, Index to, bool allowed) const {
    const network::Link& a = network_.links[from];
    const network::Link& b = network_.links[to];
    std::uint32_t kinds = 0;
    if (!allowed) kinds |= a.first_point == b.first_point ? u_turn : ban;
    if (network_.roads[b.road].truck == TruckAccess::no && network_.roads[a.road].truck != TruckAccess::no)
        kinds |= closed;
    if (against_ != nullptr && against_->has(to) && !against_->has(from)) kinds |= wrong_way;
    return kinds;
}

void RouteSearch::make_arcs() {
    const std::size_t links = network_.links.size();
    std::vector<Index> first(network_.junctions.size() + 1, 0);
    for (const network::Link& link : network_.links)
        ++first[link.tail + 1];
    for (std::size_t i = 1; i < first.size(); ++i)
        first[i] += first[i - 1];
    std::vector<Index> leaving(links);
    std::vector<Index> next(first.begin(), first.end() - 1);
    for (std::size_t i = 0; i < links; ++i)
        leaving[next[network_.links[i].tail]++] = static_cast<Index>(i);

    first_arc_.assign(1, 0);
    for (std::size_t state = 0; state < network_.states(); ++state) {
        const Index link = network_.state_link[state];
        const auto turns = network_.turns_of(static_cast<Index>(state));
        for (const network::Turn& turn : turns)
            arcs_.push_back({turn.to, kinds_of(link, network_.state_link[turn.to], true)});
        const Index head = network_.links[link].head;
        for (Index i = first[head]; i < first[head + 1]; ++i) {
            const Index to = leaving[i];
            const bool allowed = std::any_of(turns.begin(), turns.end(), [&](const network::Turn& turn) {
                return network_.state_link[turn.to] == to;
            });
            if (!allowed) arcs_.push_back({to, kinds_of(link, to, false)});
        }
        first_arc_.push_back(static_cast<Index>(arcs_.size()));
    }
}

void RouteSearch::start(double beta_m) {
    if (beta_m == beta_m_ && arena_.size() < arena_limit) return;
    beta_m_ = beta_m;
    arena_.clear();
    std::fill(cache_.begin(), cache_.end(), Kept{});
    for (std::uint32_t kinds = 0; kinds < 16; ++kinds) {
        double sum = 0;
        if ((kinds & ban) != 0) sum += reluctance_.turn;
        if ((kinds & u_turn) != 0) sum += reluctance_.u_turn;
        if ((kinds & closed) != 0) sum += reluctance_.closed;
        if ((kinds & wrong_way) != 0) sum += reluctance_.against;
        penalty_[kinds] = static_cast<std::uint32_t>(std::lround(sum * beta_m * 1000));
    }
}

std::uint32_t RouteSearch::cost_along(Index link, std::uint32_t mm) const {
    if (against_ == nullptr || !against_->has(link)) return mm;
    return mm + static_cast<std::uint32_t>(mm * reluctance_.against_per_m * beta_m_);
}

RouteSearch::Kept& RouteSearch::kept(Index state, Index link) {
    const std::uint64_t key = (std::uint64_t{state} << 32U) | link;
    return cache_[(key * 0x9e3779b97f4a7c15U) >> 47U];
}

void RouteSearch::find(Index state, std::span<const Index> targets, std::uint32_t limit_mm,
                       std::vector<Route>& out) {
    out.assign(targets.size(), {});
    open_targets_.clear();
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const Kept& known = kept(state, targets[i]);
        if (known.state == state && known.link == targets[i] &&
            (known.route.found || known.limit >= limit_mm)) {
            if (known.route.found && known.route.cost_mm <= limit_mm) out[i] = known.route;
        } else {
            open_targets_.push_back(static_cast<Index>(i));
        }
    }
    if (!open_targets_.empty()) search(state, targets, limit_mm, out);
}

void RouteSearch::relax(Index state, std::uint32_t cost, std::uint32_t metres, std::uint32_t limit_mm) {
    for (Index i = first_arc_[state]; i < first_arc_[state + 1]; ++i) {
        const Arc& arc = arcs_[i];
        const std::uint32_t there = cost + penalty_[arc.kinds];
        if (there > limit_mm) continue;
        Label& label = labels_[arc.to];
        if (label.stamp == stamp_ && label.cost <= there) continue;
        label = {stamp_, there, metres, state};
        heap_.push_back({there, arc.to});
        std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
    }
}

RouteSearch::Route RouteSearch::reached(Index state, Index from) {
    Route route;
    route.found = true;
    route.cost_mm = labels_[state].cost;
    route.metres_mm = labels_[state].metres;
    route.state = state;
    route.chain = static_cast<Index>(arena_.size());
    backwards_.clear();
    // The way may come back to the state it began on: that one's label is of its second time.
    Index at = state;
    do {
        backwards_.push_back(network_.state_link[at]);
        at = labels_[at].before;
    } while (at != network::none && at != from);
    arena_.insert(arena_.end(), backwards_.rbegin(), backwards_.rend());
    route.chain_links = static_cast<Index>(backwards_.size());
    return route;
}

void RouteSearch::search(Index state, std::span<const Index> targets, std::uint32_t limit_mm,
                         std::vector<Route>& out) {
    ++stamp_;
    for (const Index i : open_targets_)
        slots_[targets[i]] = {stamp_, i};
    std::size_t open = open_targets_.size();
    heap_.clear();
    relax(state, 0, 0, limit_mm);
    while (!heap_.empty() && open > 0) {
        const Waiting at = heap_.front();
        std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
        heap_.pop_back();
        const Label label = labels_[at.state];
        if (label.cost != at.cost) continue;
        const Index link = network_.state_link[at.state];
        Slot& slot = slots_[link];
        if (slot.stamp == stamp_) {
            slot.stamp = 0;
            --open;
            out[slot.target] = reached(at.state, state);
            kept(state, link) = {state, link, 0, out[slot.target]};
        }
        const std::uint32_t length = network_.links[link].length_mm;
        const std::uint32_t cost = label.cost + cost_along(link, length);
        if (cost <= limit_mm) relax(at.state, cost, label.metres + length, limit_mm);
    }
    for (const Index i : open_targets_) {
        if (slots_[targets[i]].stamp == stamp_) kept(state, targets[i]) = {state, targets[i], limit_mm, {}};
    }
}

}  // namespace bareland::matching
