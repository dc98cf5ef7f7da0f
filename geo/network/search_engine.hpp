// A* over a SearchGraph, for whatever may be driven and whatever it costs.
//
// A label is a slot in a layer (what must be known of the way so far beyond where it is); its cost is that of
// the way up to the slot's head, its key that cost plus a lower bound for the rest, which depends on the head
// alone. So labels that arrive at one junction are taken up in the order of their costs, and the first plain
// one covers the junction: it reaches every link there but its own twin at no greater cost than any later
// one. The second reaches that twin, and further ones nothing. This holds for layers too, where `Moves` says
// that whoever arrives so may go on to whatever others may.
//
// Memory is stamped with the number of the search: nothing is cleared between searches.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "geo/network/search.hpp"
#include "geo/network/search_graph.hpp"
#include "geo/network/search_heap.hpp"
#include "geo/network/search_rules.hpp"

namespace bareland::network {

// Lower bounds for the metres that are left to the nearest of several places, by landmarks. For landmark L
// and every place t at `along` on its link, with d the distance between junctions,
//     d(v, t) + along >= d(v, L) - max over t (d(t, L) - along)  and
//     d(v, t) + along >= min over t (d(L, t) + along) - d(L, v),
// and the largest of these over all landmarks is used. They are consistent: bound(v) <= length + bound(w)
// for every link from v to w.
class Bounds {
  public:
    // Only the landmarks that bound most at the origins take part: a few tell nearly as much as all, and less
    // memory is read.
    Bounds(const SearchGraph& graph, const Landmarks& landmarks, const Places& origins, const Places& goals);

    std::uint32_t operator()(Index row) const {
        std::int32_t best = 0;
        for (std::size_t i = 0; i < ahead_count_; ++i)
            best = std::max(best, static_cast<std::int32_t>(ahead_[i].mm[row]) - ahead_[i].limit);
        for (std::size_t i = 0; i < behind_count_; ++i)
            best = std::max(best, behind_[i].limit - static_cast<std::int32_t>(behind_[i].mm[row]));
        return static_cast<std::uint32_t>(best);
    }
    void fetch(Index row) const {
        for (std::size_t i = 0; i < ahead_count_; ++i)
            __builtin_prefetch(ahead_[i].mm + row);
        for (std::size_t i = 0; i < behind_count_; ++i)
            __builtin_prefetch(behind_[i].mm + row);
    }

  private:
    static constexpr std::size_t most = 8;
    struct Column {
        const std::uint32_t* mm = nullptr;  // by row
        std::int32_t limit = 0;
    };
    Column ahead_[most], behind_[most];
    std::size_t ahead_count_ = 0, behind_count_ = 0;
};

// Steps cost metres alone (32 bits), or something above metres (64 bits: it, then metres, in mm each).
template <class Cost>
bool too_long(Cost cost) {
    return static_cast<std::uint32_t>(cost) > longest_way_mm;
}

struct Start {
    Index layer = 0;
    Index place = 0;  // into the search's origins
};

// What a search found: labels from the first link's to the last link but one's; empty: both ends lie on one
// link and the way goes ahead on it.
template <class Cost>
struct Found {
    Cost cost = std::numeric_limits<Cost>::max();
    std::vector<Index> slots;
    Index from = 0, to = 0;  // into origins and goals
    bool any() const { return cost != std::numeric_limits<Cost>::max(); }
};

template <class Cost>
class Engine {
  public:
    explicit Engine(const SearchGraph& graph) : graph_(graph), places_(graph.rows()) {}

    // `moves` says what may be driven, see OpenMoves. Origins and goals have links.
    template <class Moves>
    Found<Cost> run(const Moves& moves, const Bounds& bounds, const Places& origins, const Places& goals,
                    std::span<const bool> holds) {
        begin(Moves::layers);
        mark_goals(goals);
        start(moves, bounds, origins);
        while (!heap_.empty()) {
            const auto top = heap_.pop();
            const Cost key = top.key();
            const Index label = top.label();
            if (key >= best_.cost) break;
            const Index slot = label % slots();
            const SearchGraph::Arc& arc = graph_.arc(slot);
            Place& place = places_[arc.head];
            if (key != labels_[label].cost + place.bound) continue;  // a better one was taken up
            settle(moves, bounds, label, slot, place, holds);
        }
        return trace();
    }

    // Labels taken up by the last run, for benchmarks.
    std::size_t settled() const { return settled_; }

  private:
    static constexpr Index uncovered = none;
    static constexpr Index covered = none - 1;
    static constexpr Index start_mark = 0x80000000U;

    struct Label {
        Cost cost = 0;
        Index parent = 0;  // label, or start_mark | origin
        std::uint32_t stamp = 0;
    };
    struct Place {
        std::uint32_t stamp = 0;
        std::uint32_t bound = 0;
        Index left = uncovered;  // the slot that no one has reached yet from here
        bool goal = false;       // goals lie on links that leave here
    };
    struct Goal {
        Position position;
        Index index = 0;
    };

    Index slots() const { return static_cast<Index>(graph_.slots()); }

    void begin(Index layers) {
        if (labels_.size() < graph_.slots() * layers) labels_.resize(graph_.slots() * layers);
        if (++stamp_ == 0) {
            for (Label& label : labels_)
                label.stamp = 0;
            for (Place& place : places_)
                place.stamp = 0;
            stamp_ = 1;
        }
        heap_.clear();
        goals_.clear();
        best_ = {};
        best_label_ = none;
        settled_ = 0;
    }

    void mark_goals(const Places& goals) {
        for (std::size_t i = 0; i < goals.size(); ++i)
            goals_.push_back({goals[i], static_cast<Index>(i)});
    }

    template <class Moves>
    void start(const Moves& moves, const Bounds& bounds, const Places& origins) {
        for (const Goal& goal : goals_)
            place_at(tail_of(goal.position.link), bounds).goal = true;
        for (std::size_t i = 0; i < origins.size(); ++i) {
            const Position& at = origins[i];
            const auto index = static_cast<Index>(i);
            for (const Goal& goal : goals_) {
                if (goal.position.link != at.link || goal.position.along_mm < at.along_mm) continue;
                moves.along(at, goal.position.along_mm,
                            [&](Cost cost) { offer(cost, start_mark | index, goal.index); });
            }
            const Index slot = graph_.slot_of_link(at.link);
            moves.start(at, [&](Index layer, Cost cost) {
                push(bounds, layer * slots() + slot, graph_.arc(slot).head, cost, start_mark | index);
            });
        }
    }

    Index tail_of(Index link) const { return graph_.tail_of_link(link); }

    Place& place_at(Index row, const Bounds& bounds) {
        Place& place = places_[row];
        if (place.stamp != stamp_) place = {stamp_, bounds(row), uncovered, false};
        return place;
    }

    void offer(Cost cost, Index label, Index goal) {
        if (cost >= best_.cost || too_long(cost)) return;
        best_.cost = cost;
        best_.to = goal;
        best_label_ = label;
    }

    void push(const Bounds& bounds, Index label, Index head, Cost cost, Index parent) {
        if (too_long(cost)) return;
        Label& at = labels_[label];
        if (at.stamp == stamp_ && at.cost <= cost) return;
        at = {cost, parent, stamp_};
        const Cost key = cost + place_at(head, bounds).bound;
        if (key < best_.cost) heap_.push(key, label);
    }

    template <class Moves>
    void settle(const Moves& moves, const Bounds& bounds, Index label, Index slot, Place& place,
                std::span<const bool> holds) {
        ++settled_;
        const Index layer = label / slots();
        const SearchGraph::Arc& arc = graph_.arc(slot);
        const bool all = place.goal || place.left == uncovered || !moves.covered(arc, layer);
        if (!all && place.left == covered) return;
        const Index only = all ? none : place.left;
        if (arc.plain()) {
            if (only != none) {
                if (only == arc.twin) return;
                turn(moves, bounds, label, only, place.goal);
                if (moves.covers(arc, layer)) place.left = covered;
                return;
            }
            if (place.left == uncovered && moves.covers(arc, layer))
                place.left = arc.twin == none ? covered : arc.twin;
            const bool goal = place.goal;
            const Index begin = graph_.first_of(arc.head), end = graph_.first_of(arc.head + 1);
            for (Index to = begin; to < end; ++to)
                fetch(bounds, graph_.arc(to).head);
            for (Index to = begin; to < end; ++to) {
                if (to != arc.twin) turn(moves, bounds, label, to, goal);
            }
            return;
        }
        for (const Turn& way : graph_.special_turns(slot)) {
            if (only != none && graph_.arc(way.to).link != graph_.arc(only).link) continue;
            if (!banned(way, holds)) turn(moves, bounds, label, way.to, place.goal);
        }
    }

    // What the next steps will read, from memory ahead of them.
    void fetch(const Bounds& bounds, Index row) const {
        __builtin_prefetch(&places_[row]);
        bounds.fetch(row);
    }

    template <class Moves>
    void turn(const Moves& moves, const Bounds& bounds, Index label, Index to, bool goal) {
        const Index layer = label / slots();
        const SearchGraph::Arc& from = graph_.arc(label % slots());
        const SearchGraph::Arc& arc = graph_.arc(to);
        const Cost cost = labels_[label].cost;
        if (goal) try_goals(moves, label, from, layer, arc.link);
        moves.step(from, layer, arc, [&](Index next, Cost more) {
            const Place& ahead = places_[arc.head];
            if (ahead.stamp == stamp_ && ahead.left == covered && !ahead.goal && moves.covered(arc, next))
                return;
            push(bounds, next * slots() + to, arc.head, cost + more, label);
        });
    }

    template <class Moves>
    void try_goals(const Moves& moves, Index label, const SearchGraph::Arc& from, Index layer, Index link) {
        for (const Goal& goal : goals_) {
            if (goal.position.link != link) continue;
            moves.part(from, layer, link, goal.position.along_mm,
                       [&](Cost more) { offer(labels_[label].cost + more, label, goal.index); });
        }
    }

    Found<Cost> trace() {
        if (!best_.any()) return best_;
        Index at = best_label_;
        for (; (at & start_mark) == 0; at = labels_[at].parent)
            best_.slots.push_back(at % slots());
        best_.from = at & ~start_mark;
        std::reverse(best_.slots.begin(), best_.slots.end());
        return best_;
    }

    const SearchGraph& graph_;
    std::vector<Place> places_;
    std::vector<Label> labels_;
    Heap<Cost> heap_;
    std::vector<Goal> goals_;
    Found<Cost> best_;
    Index best_label_ = none;
    std::uint32_t stamp_ = 0;
    std::size_t settled_ = 0;
};

}  // namespace bareland::network
