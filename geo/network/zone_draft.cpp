#include "geo/network/zone_draft.hpp"

#include <algorithm>

namespace bareland::network {

using Role = ZoneSpan::Role;

Draft::Draft(const Pieces& pieces, std::vector<std::size_t> candidates)
    : pieces_(pieces), candidates_(std::move(candidates)), stretches_(candidates_.size()) {}

std::size_t Draft::index_of(std::size_t piece) const {
    const auto found = std::lower_bound(candidates_.begin(), candidates_.end(), piece);
    return found != candidates_.end() && *found == piece
               ? static_cast<std::size_t>(found - candidates_.begin())
               : candidates_.size();
}

const std::vector<Stretch>& Draft::of_piece(std::size_t piece) const {
    static const std::vector<Stretch> nothing;
    const std::size_t i = index_of(piece);
    return i < candidates_.size() ? stretches_[i] : nothing;
}

void Draft::add(std::size_t i, std::uint32_t from_mm, std::uint32_t to_mm, Role role) {
    std::vector<Stretch>& all = stretches_[i];
    std::vector<Stretch> fresh;
    std::uint32_t at = from_mm;
    for (const Stretch& old : all) {
        if (old.to_mm <= at || old.from_mm >= to_mm) continue;
        if (old.from_mm > at) fresh.push_back({at, old.from_mm, role});
        at = std::max(at, old.to_mm);
    }
    if (at < to_mm) fresh.push_back({at, to_mm, role});
    all.insert(all.end(), fresh.begin(), fresh.end());
    std::sort(all.begin(), all.end(),
              [](const Stretch& l, const Stretch& r) { return l.from_mm < r.from_mm; });
    // Neighbours of one role are one.
    std::vector<Stretch> joined;
    for (const Stretch& s : all) {
        if (!joined.empty() && joined.back().to_mm == s.from_mm && joined.back().role == s.role) {
            joined.back().to_mm = s.to_mm;
        } else {
            joined.push_back(s);
        }
    }
    all = std::move(joined);
}

const Stretch* Draft::at(const Pieces::End& end) const {
    const std::vector<Stretch>& all = of_piece(end.piece);
    if (all.empty()) return nullptr;
    if (end.last) return all.back().to_mm == pieces_.length_mm(end.piece) ? &all.back() : nullptr;
    return all.front().from_mm == 0 ? &all.front() : nullptr;
}

bool Draft::on_loop(const Pieces::End& end) const {
    const Stretch* stretch = at(end);
    return stretch != nullptr && (stretch->role == Role::loop || stretch->role == Role::corner);
}

bool Draft::loop_junction(Index junction) const {
    const auto ends = pieces_.at(junction);
    return std::any_of(ends.begin(), ends.end(), [&](const Pieces::End& end) { return on_loop(end); });
}

}  // namespace bareland::network
