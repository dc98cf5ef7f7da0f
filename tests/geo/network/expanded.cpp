#include "tests/geo/network/expanded.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace bareland::network::test {
namespace {

using Pair = std::pair<std::uint64_t, std::uint64_t>;
using Role = ZoneSpan::Role;

// How the way stands: 0 nothing but destination links yet, 1 on through roads, 2 on destination links after
// those; and of the present visit of the zone: 0 none, 1 it is to count nothing, 2 it counts.
struct Mind {
    int phase = 0;
    int visit = 0;
    auto operator<=>(const Mind&) const = default;
};

// A state, a cut of its link, and what is in mind there.
using Node = std::tuple<Index, std::uint32_t, Mind>;

struct Edge {
    Node from, to;
    Pair cost;
};

class Expanded {
  public:
    Expanded(const Network& network, const Question& question) : network_(network), q_(question) {
        cuts_.resize(network.links.size());
        for (std::size_t i = 0; i < cuts_.size(); ++i)
            cuts_[i] = {0, network.links[i].length_mm};
        for (const Places* places : {&q_.from, &q_.to}) {
            for (const Position& place : *places) {
                if (place.link != none) cuts_[place.link].insert(place.along_mm);
            }
        }
        for (const ZoneLinks* zone : {q_.zone, q_.rules.avoid}) {
            if (zone == nullptr) continue;
            for (const ZoneSpan& span : zone->spans)
                cuts_[span.link].insert({span.from_mm, span.to_mm});
        }
        for (std::size_t state = 0; state < network.states(); ++state)
            expand(static_cast<Index>(state));
    }

    std::optional<Pair> cost() {
        std::map<Node, Pair> costs;
        for (const Position& place : q_.from) {
            if (place.link == none || closed(place.link)) continue;
            const int phase = destination(place.link) ? 0 : 1;
            for (int visit = held(place) ? 2 : 0; visit < 3; ++visit)
                costs[{place.link, place.along_mm, {phase, visit}}] = {0, 0};
        }
        for (bool changed = true; changed;) {
            changed = false;
            for (const Edge& edge : edges_) {
                const auto at = costs.find(edge.from);
                if (at == costs.end()) continue;
                const Pair cost{at->second.first + edge.cost.first, at->second.second + edge.cost.second};
                const auto [to, fresh] = costs.try_emplace(edge.to, cost);
                if (fresh || cost < to->second) {
                    to->second = cost;
                    changed = true;
                }
            }
        }
        std::optional<Pair> best;
        for (const auto& [node, cost] : costs) {
            for (const Position& place : q_.to) {
                const Index link = network_.state_link[std::get<0>(node)];
                if (held(place) && std::get<2>(node).visit == 1) continue;
                if (place.link == link && place.along_mm == std::get<1>(node) && !closed(link) &&
                    (!best || cost < *best))
                    best = cost;
            }
        }
        return best;
    }

  private:
    bool closed(Index link) const { return q_.rules.closed != nullptr && q_.rules.closed->has(link); }
    bool held(const Position& place) const { return q_.zone != nullptr && q_.zone->holds(place); }
    bool destination(Index link) const {
        return q_.rules.destination != nullptr && q_.rules.destination->has(link);
    }
    static const ZoneSpan* span_at(const ZoneLinks* zone, Index link, std::uint32_t from, std::uint32_t to) {
        if (zone == nullptr) return nullptr;
        for (const ZoneSpan& span : zone->spans) {
            if (span.link == link && span.from_mm <= from && to <= span.to_mm) return &span;
        }
        return nullptr;
    }

    void expand(Index state) {
        const Index link = network_.state_link[state];
        if (closed(link)) return;
        for (auto cut = cuts_[link].begin(); std::next(cut) != cuts_[link].end(); ++cut)
            piece(state, link, *cut, *std::next(cut));
        const std::uint32_t length = network_.links[link].length_mm;
        for (Index i = network_.first_turn[state]; i < network_.first_turn[state + 1]; ++i) {
            const Turn& turn = network_.turns[i];
            if (turn.condition != 0 && (q_.rules.holds.empty() || q_.rules.holds[turn.condition])) continue;
            const bool to_destination = destination(network_.state_link[turn.to]);
            if (closed(network_.state_link[turn.to])) continue;
            for (int phase = 0; phase < 3; ++phase) {
                if (phase == 2 && !to_destination) continue;
                const int next = !to_destination ? 1 : phase == 0 ? 0 : 2;
                for (int visit = 0; visit < 3; ++visit)
                    edges_.push_back({{state, length, {phase, visit}}, {turn.to, 0, {next, visit}}, {0, 0}});
            }
        }
    }

    void piece(Index state, Index link, std::uint32_t from, std::uint32_t to) {
        const ZoneSpan* barred = span_at(q_.rules.avoid, link, from, to);
        if (barred != nullptr && barred->role != Role::junction && barred->role != Role::corner &&
            !(barred->role == Role::grade && q_.rules.avoid->free_grade))
            return;
        const ZoneSpan* span = span_at(q_.zone, link, from, to);
        for (int phase = 0; phase < 3; ++phase) {
            for (int visit = 0; visit < 3; ++visit) {
                for (const auto& [next, inside] : visits(span, visit, to - from))
                    edges_.push_back(
                        {{state, from, {phase, visit}}, {state, to, {phase, next}}, {inside, to - from}});
            }
        }
    }

    std::vector<std::pair<int, std::uint64_t>> visits(const ZoneSpan* span, int visit,
                                                      std::uint64_t mm) const {
        if (span == nullptr) return {{0, 0}};
        if (span->role == Role::junction) return {{visit, 0}};
        if (span->role == Role::grade && q_.zone->free_grade) mm = 0;
        std::vector<std::pair<int, std::uint64_t>> out;
        if (visit != 1) out.emplace_back(2, mm);
        if (visit != 2 && span->role == Role::corner) out.emplace_back(1, 0);
        return out;
    }

    const Network& network_;
    const Question& q_;
    std::vector<std::set<std::uint32_t>> cuts_;
    std::vector<Edge> edges_;
};

bool allowed(const Network& network, const Rules& rules, const std::vector<Index>& links) {
    std::set<Index> states{links.front()};
    for (std::size_t i = 1; i < links.size(); ++i) {
        std::set<Index> next;
        for (const Index state : states) {
            for (const Turn& turn : network.turns_of(state)) {
                const bool banned =
                    turn.condition != 0 && (rules.holds.empty() || rules.holds[turn.condition]);
                if (!banned && network.state_link[turn.to] == links[i]) next.insert(turn.to);
            }
        }
        states = next;
    }
    return !states.empty();
}

}  // namespace

std::optional<Pair> expanded_cost(const Network& network, const Question& question) {
    return Expanded(network, question).cost();
}

// Only what the way itself uses remains of the network: then its cost is that of the only way there is.
std::optional<Pair> cost_of(const Network& network, const Path& path, const Rules& rules,
                            const ZoneLinks* zone) {
    if (path.links.empty() || path.links.front() != path.from.link || path.links.back() != path.to.link ||
        !allowed(network, rules, path.links))
        return std::nullopt;
    Network chain;
    chain.junctions = network.junctions;
    ZoneLinks its_zone, its_avoid;
    LinkSet closed(path.links.size()), destination(path.links.size());
    for (std::size_t i = 0; i < path.links.size(); ++i) {
        const auto index = static_cast<Index>(i);
        const Index link = path.links[i];
        chain.links.push_back(network.links[link]);
        chain.state_link.push_back(index);
        chain.first_turn.push_back(index);
        if (i + 1 < path.links.size()) chain.turns.push_back({index + 1, 0});
        if (rules.closed != nullptr && rules.closed->has(link)) closed.add(index);
        if (rules.destination != nullptr && rules.destination->has(link)) destination.add(index);
        for (const auto& [from, to] : {std::pair{zone, &its_zone}, {rules.avoid, &its_avoid}}) {
            if (from == nullptr) continue;
            to->free_grade = from->free_grade;
            for (ZoneSpan span : from->of(link)) {
                span.link = index;
                to->spans.push_back(span);
            }
        }
    }
    chain.first_turn.push_back(static_cast<Index>(chain.turns.size()));
    Question question;
    question.from = {{0, path.from.along_mm}};
    question.to = {{static_cast<Index>(path.links.size() - 1), path.to.along_mm}};
    question.rules.closed = &closed;
    question.rules.destination = &destination;
    question.rules.avoid = rules.avoid == nullptr ? nullptr : &its_avoid;
    question.zone = zone == nullptr ? nullptr : &its_zone;
    return expanded_cost(chain, question);
}

}  // namespace bareland::network::test
