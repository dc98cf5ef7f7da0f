// Dijkstra's algorithm on the network as it is: the plainest search there is, so that the others can be held
// against it.
#include <algorithm>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

#include "geo/network/open_moves.hpp"
#include "geo/network/search.hpp"
#include "geo/network/search_rules.hpp"

namespace bareland::network {
namespace {

class Dijkstra {
  public:
    Dijkstra(const Network& network, const Places& from, const Places& to, const Rules& rules)
        : network_(network),
          from_(on_links(network, from)),
          to_(on_links(network, to)),
          rules_(rules),
          barrier_(rules),
          through_(rules.destination),
          labels_(2 * network.states()) {}

    std::optional<Path> path() {
        for (std::size_t i = 0; i < from_.size(); ++i)
            start(static_cast<Index>(i));
        while (!open_.empty()) {
            const auto [cost, label] = open_.top();
            open_.pop();
            if (cost >= best_) break;
            if (cost == labels_[label].cost) settle(label, cost);
        }
        if (best_ == unreached) return std::nullopt;
        return trace();
    }

  private:
    static constexpr std::uint64_t unreached = std::numeric_limits<std::uint64_t>::max();
    struct Label {
        std::uint64_t cost = unreached;
        Index parent = none;  // label
        Index origin = 0;
    };

    void start(Index origin) {
        const Position& at = from_[origin];
        const std::uint32_t length = network_.links[at.link].length_mm;
        for (std::size_t i = 0; i < to_.size(); ++i) {
            if (to_[i].link == at.link && to_[i].along_mm >= at.along_mm &&
                barrier_.open(at.link, at.along_mm, to_[i].along_mm))
                arrive(to_[i].along_mm - at.along_mm, none, origin, i);
        }
        if (barrier_.open(at.link, at.along_mm, length))
            reach(2 * at.link, length - at.along_mm, none, origin);
    }

    // Labels are states twice: late ones (see Through) are odd.
    void settle(Index label, std::uint64_t cost) {
        const Index from = network_.state_link[label / 2];
        const bool late = label % 2 == 1;
        for (const Turn& turn : network_.turns_of(label / 2)) {
            const Index link = network_.state_link[turn.to];
            if (banned(turn, rules_.holds) || !through_.may_turn(from, late, link)) continue;
            for (std::size_t i = 0; i < to_.size(); ++i) {
                if (to_[i].link == link && barrier_.open(link, 0, to_[i].along_mm))
                    arrive(cost + to_[i].along_mm, label, labels_[label].origin, i);
            }
            if (!barrier_.open(link)) continue;
            const Index next = 2 * turn.to + (through_.late_after(from, late, link) ? 1U : 0U);
            reach(next, cost + network_.links[link].length_mm, label, labels_[label].origin);
        }
    }

    void reach(Index label, std::uint64_t cost, Index parent, Index origin) {
        if (cost >= labels_[label].cost || cost > longest_way_mm) return;
        labels_[label] = {cost, parent, origin};
        open_.emplace(cost, label);
    }

    void arrive(std::uint64_t cost, Index label, Index origin, std::size_t goal) {
        if (cost >= best_ || cost > longest_way_mm) return;
        best_ = cost;
        last_ = label;
        origin_ = origin;
        goal_ = goal;
    }

    Path trace() const {
        Path path;
        path.from = from_[origin_];
        path.to = to_[goal_];
        path.length_mm = best_;
        for (Index label = last_; label != none; label = labels_[label].parent)
            path.links.push_back(network_.state_link[label / 2]);
        std::reverse(path.links.begin(), path.links.end());
        path.links.push_back(path.to.link);
        return path;
    }

    const Network& network_;
    const Places from_, to_;
    const Rules& rules_;
    Barrier barrier_;
    Through through_;
    std::vector<Label> labels_;
    using Entry = std::pair<std::uint64_t, Index>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open_;
    std::uint64_t best_ = unreached;
    Index last_ = none;
    Index origin_ = 0;
    std::size_t goal_ = 0;
};

}  // namespace

std::optional<Path> dijkstra(const Network& network, const Places& from, const Places& to,
                             const Rules& rules) {
    return Dijkstra(network, from, to, rules).path();
}

}  // namespace bareland::network
