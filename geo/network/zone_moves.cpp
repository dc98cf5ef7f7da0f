#include "geo/network/zone_moves.hpp"

namespace bareland::network {

PutUpWith::PutUpWith(const Network& network, const ZoneLinks* zone) : network_(network), zone_(zone) {
    if (zone_ == nullptr) return;
    any_ = LinkSet(network.links.size());
    for (const ZoneSpan& span : zone_->spans)
        any_.add(span.link);
}

// A link with a span that counts is no light one: where it has light spans, too, they count with it.
Inside PutUpWith::of(Index link, std::uint32_t from_mm, std::uint32_t to_mm) const {
    Inside inside;
    bool all_light = true;
    for (const ZoneSpan& span : zone_->of(link)) {
        const std::uint32_t from = std::max(span.from_mm, from_mm);
        const std::uint32_t to = std::min(span.to_mm, to_mm);
        if (from >= to) continue;
        inside.mm += to - from;
        inside.begins = inside.begins || from == from_mm;
        inside.ends = inside.ends || to == to_mm;
        all_light = all_light && light(*zone_, span);
    }
    inside.light = all_light && inside.begins && inside.ends;
    return inside;
}

}  // namespace bareland::network
