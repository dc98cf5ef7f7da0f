// The shortest way out of a zone.
#include <limits>
#include <map>
#include <queue>
#include <tuple>

#include "geo/network/open_moves.hpp"
#include "geo/network/parts.hpp"
#include "geo/network/router_impl.hpp"

namespace bareland::network {
namespace {

// Dijkstra's algorithm over the zone alone, on the states of the network. Labels live in a map: ways out are
// short against the network.
class WayOut {
  public:
    WayOut(const Network& network, const ZoneLinks& zone, const Rules& rules, const std::vector<bool>& leads)
        : network_(network),
          zone_(zone),
          rules_(rules),
          barrier_(rules),
          through_(rules.destination),
          leads_(leads) {}

    std::optional<Path> path(const Places& from) {
        for (std::size_t i = 0; i < from.size(); ++i)
            start(from[i], static_cast<Index>(i));
        while (!open_.empty()) {
            const auto [cost, state] = open_.top();
            open_.pop();
            // What leads on to nowhere is passed over while there is hope for better.
            if (!best_.pocket && cost >= best_.cost) break;
            if (cost == labels_.at(state).cost) settle(state, cost);
        }
        if (best_.end.link == none) return std::nullopt;
        return trace(from);
    }

  private:
    // Costs are packed: mm that count as inside, then mm in all.
    using Cost = std::uint64_t;
    struct Label {
        Cost cost = 0;
        Index parent = none;  // state
        Index origin = 0;
    };
    // An end of the zone, and how good it is.
    struct End {
        bool pocket = true;                            // no way leads on from it
        Cost cost = std::numeric_limits<Cost>::max();  // with the rest of the first link outside
        Position end;
        Index parent = none;  // the state before end.link
        Index origin = 0;
        std::uint32_t length_mm = 0;
        bool operator<(const End& o) const {
            return std::tie(pocket, cost, end.link, end.along_mm) <
                   std::tie(o.pocket, o.cost, o.end.link, o.end.along_mm);
        }
    };

    std::uint32_t length(Index link) const { return network_.links[link].length_mm; }

    // Where the zone ends that holds the link from a place on; the place itself: it does not hold it.
    std::uint32_t edge(Index link, std::uint32_t from_mm) const {
        for (const ZoneSpan& span : zone_.of(link)) {
            if (span.from_mm <= from_mm && from_mm < span.to_mm && zone_.counts(span.role))
                return edge(link, span.to_mm);
        }
        return from_mm;
    }
    // Connectors within a junction are neither inside nor out: the zone ends where it ends behind them.
    bool passage(Index link) const {
        const auto spans = zone_.of(link);
        return !spans.empty() && spans.front().role == ZoneSpan::Role::junction;
    }

    void start(const Position& at, Index origin) {
        if (!barrier_.open(at.link, at.along_mm, length(at.link))) return;
        drive(at.link, at.link, at.along_mm, 0, none, origin);
    }

    // On along `link` from a place in the zone, or at its edge.
    void drive(Index state, Index link, std::uint32_t from_mm, Cost cost, Index parent, Index origin) {
        const std::uint32_t end = passage(link) ? length(link) : edge(link, from_mm);
        const Cost there = cost + (zone_.inside_mm(link, from_mm, end) << 32U) + (end - from_mm);
        if (end < length(link)) {
            offer({!leads_[network_.links[link].head],
                   there + (length(link) - end),
                   {link, end},
                   parent,
                   origin,
                   static_cast<std::uint32_t>(there)});
            return;
        }
        const auto [found, fresh] = labels_.try_emplace(state);
        if (!fresh && found->second.cost <= there) return;
        found->second = {there, parent, origin};
        open_.emplace(there, state);
    }

    void settle(Index state, Cost cost) {
        const Index from = network_.state_link[state];
        const Label label = labels_.at(state);
        for (const Turn& turn : network_.turns_of(state)) {
            const Index to = network_.state_link[turn.to];
            if (banned(turn, rules_.holds) || !barrier_.open(to)) continue;
            // A street for destinations leads nowhere but there, unless one comes from it.
            if (through_.holds(to) && !through_.holds(from)) continue;
            if (passage(to) || edge(to, 0) > 0) {
                drive(turn.to, to, 0, cost, state, label.origin);
            } else {
                offer({!leads_[network_.links[to].head],
                       cost + length(to),
                       {from, length(from)},
                       label.parent,
                       label.origin,
                       static_cast<std::uint32_t>(cost)});
            }
        }
    }

    void offer(const End& end) {
        if (end < best_) best_ = end;
    }

    Path trace(const Places& from) const {
        Path path;
        path.from = from[best_.origin];
        path.to = best_.end;
        for (Index state = best_.parent; state != none; state = labels_.at(state).parent)
            path.links.push_back(network_.state_link[state]);
        std::reverse(path.links.begin(), path.links.end());
        path.links.push_back(best_.end.link);
        path.length_mm = best_.length_mm;
        return path;
    }

    const Network& network_;
    const ZoneLinks& zone_;
    const Rules& rules_;
    Barrier barrier_;
    Through through_;
    const std::vector<bool>& leads_;
    std::map<Index, Label> labels_;  // by state
    using Entry = std::pair<Cost, Index>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open_;
    End best_;
};

}  // namespace

const std::vector<bool>& Router::Impl::leading_out(const ZoneLinks& zone, const LinkSet* closed) {
    const LinkSet none_closed(network.links.size());
    const LinkSet& shut = closed == nullptr ? none_closed : *closed;
    if (!outside_.leads.empty() && outside_.touched == zone.touched && outside_.closed == shut)
        return outside_.leads;
    LinkSet used(network.links.size());
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        const auto link = static_cast<Index>(i);
        if (!shut.has(link) && !zone.touched.has(link)) used.add(link);
    }
    outside_ = {zone.touched, shut, leading_to(network, used, main_parts(network, used))};
    return outside_.leads;
}

std::optional<Path> Router::exit(const Places& from, const ZoneLinks& zone, const Rules& rules) {
    const std::vector<bool>& leads = impl_->leading_out(zone, rules.closed);
    return WayOut(impl_->network, zone, rules, leads).path(on_links(impl_->network, from));
}

}  // namespace bareland::network
