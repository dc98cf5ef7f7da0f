#include "geo/network/zone_moves.hpp"

namespace bareland::network {

PutUpWith::PutUpWith(const Network& network, const ZoneLinks* zone, bool corners)
    : network_(network), zone_(zone), corners_(corners) {
    if (zone_ == nullptr) return;
    any_ = LinkSet(network.links.size());
    for (const ZoneSpan& span : zone_->spans) {
        if (corners_ || barred(*zone_, span)) any_.add(span.link);
    }
}

Inside PutUpWith::of(Index link, std::uint32_t from_mm, std::uint32_t to_mm) const {
    Inside inside;
    bool corner = true, passage = true;
    for (const ZoneSpan& span : zone_->of(link)) {
        const std::uint32_t from = std::max(span.from_mm, from_mm);
        const std::uint32_t to = std::min(span.to_mm, to_mm);
        if (from >= to || (!corners_ && !barred(*zone_, span))) continue;
        if (zone_->counts(span.role)) inside.mm += to - from;
        passage = passage && span.role == ZoneSpan::Role::junction;
        corner = corner && span.role == ZoneSpan::Role::corner;
        inside.begins = inside.begins || from == from_mm;
        inside.ends = inside.ends || to == to_mm;
    }
    const bool whole = inside.begins && inside.ends;
    if (passage && !whole) return {};
    if (passage) inside.kind = Inside::Kind::passage;
    if (corner && !passage && whole) inside.kind = Inside::Kind::corner;
    return inside;
}

}  // namespace bareland::network
