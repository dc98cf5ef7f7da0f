#include <algorithm>
#include <utility>
#include <vector>

#include "geo/network/open_moves.hpp"
#include "geo/network/router_impl.hpp"
#include "geo/network/zone_moves.hpp"

namespace bareland::network {

Bounds::Bounds(const SearchGraph& graph, const Landmarks& landmarks, const Places& origins,
               const Places& goals) {
    struct Candidate {
        std::int32_t worth = 0;
        bool ahead = false;
        Column column;
    };
    std::vector<Candidate> candidates;
    for (std::size_t i = 0; i < landmarks.junctions.size(); ++i) {
        const std::uint32_t* const to = landmarks.to.data() + i * graph.rows();
        const std::uint32_t* const from = landmarks.from.data() + i * graph.rows();
        std::int64_t ahead = 0;  // never below nothing, which bounds less
        std::int64_t behind = Landmarks::no_way;
        for (const Position& goal : goals) {
            const Index tail = graph.tail_of_link(goal.link);
            ahead = std::max(ahead, to[tail] == Landmarks::no_way ? std::int64_t{Landmarks::no_way}
                                                                  : std::int64_t{to[tail]} - goal.along_mm);
            behind = std::min(behind, std::int64_t{from[tail]} + goal.along_mm);
        }
        Candidate one{0, true, {to, static_cast<std::int32_t>(ahead)}};
        // From where no goal can be reached: nothing is bounded.
        Candidate other{0, false, {from, behind < Landmarks::no_way ? static_cast<std::int32_t>(behind) : 0}};
        for (const Position& origin : origins) {
            const Index head = graph.arc(graph.slot_of_link(origin.link)).head;
            one.worth = std::max(one.worth, static_cast<std::int32_t>(to[head]) - one.column.limit);
            other.worth = std::max(other.worth, other.column.limit - static_cast<std::int32_t>(from[head]));
        }
        candidates.push_back(one);
        candidates.push_back(other);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.worth > b.worth; });
    if (candidates.size() > most) candidates.erase(candidates.begin() + most, candidates.end());
    for (const Candidate& candidate : candidates) {
        if (candidate.worth == 0) break;
        if (candidate.ahead) {
            ahead_[ahead_count_++] = candidate.column;
        } else {
            behind_[behind_count_++] = candidate.column;
        }
    }
}

Router::Router(const Network& network, const Landmarks& landmarks)
    : impl_(std::make_unique<Impl>(
          network, landmarks,
          std::make_shared<const SearchGraph>(
              network, landmarks.row.empty() ? rows_along_a_curve(network) : landmarks.row))) {}
Router::Router(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;

Router Router::another() const {
    return Router(std::make_unique<Impl>(impl_->network, impl_->landmarks, impl_->graph));
}

std::size_t Router::settled() const {
    return impl_->metres.settled();
}

std::optional<Path> Router::shortest(const Places& from, const Places& to, const Rules& rules) {
    if (rules.destination != nullptr)
        return impl_->run(OpenMoves<true>(impl_->network, rules), from, to, rules.holds);
    return impl_->run(OpenMoves<false>(impl_->network, rules), from, to, rules.holds);
}

std::optional<Path> Router::least_inside(const Places& from, const Places& to, const ZoneLinks& zone,
                                         const Rules& rules) {
    return impl_->run(ZoneMoves(impl_->network, rules, &zone, nullptr), from, to, rules.holds);
}

}  // namespace bareland::network
