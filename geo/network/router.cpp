#include <utility>

#include "geo/network/open_moves.hpp"
#include "geo/network/router_impl.hpp"
#include "geo/network/zone_moves.hpp"

namespace bareland::network {

Bounds::Bounds(const Network& network, const Landmarks& landmarks, const Places& goals)
    : landmarks_(landmarks), to_(landmarks.junctions.size()), from_(landmarks.junctions.size()) {
    for (std::size_t i = 0; i < to_.size(); ++i) {
        std::int64_t to = 0;  // never below nothing, which bounds less
        std::int64_t from = Landmarks::no_way;
        for (const Position& goal : goals) {
            const std::size_t at = landmarks.row[network.links[goal.link].tail] * to_.size() + i;
            to = std::max(to, landmarks.to[at] == Landmarks::no_way
                                  ? std::int64_t{Landmarks::no_way}
                                  : std::int64_t{landmarks.to[at]} - goal.along_mm);
            from = std::min(from, std::int64_t{landmarks.from[at]} + goal.along_mm);
        }
        // From where no goal can be reached: 0 - from bounds nothing.
        to_[i] = static_cast<std::int32_t>(to);
        from_[i] = from < Landmarks::no_way ? static_cast<std::int32_t>(from) : 0;
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
