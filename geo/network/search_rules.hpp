// What the rules of one search say about a link.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "geo/network/search.hpp"

namespace bareland::network {

// A span that a search which avoids the zone may not enter. Corners of the loop within a junction are none:
// over them alone one crosses the junction.
inline bool barred(const ZoneLinks& zone, const ZoneSpan& span) {
    return zone.counts(span.role) && span.role != ZoneSpan::Role::corner;
}

// Millimetres of a link, between two places on it, that a search which avoids the zone must not drive.
inline std::uint32_t barred_mm(const ZoneLinks& zone, Index link, std::uint32_t from_mm,
                               std::uint32_t to_mm) {
    std::uint32_t sum = 0;
    for (const ZoneSpan& span : zone.of(link)) {
        const std::uint32_t from = std::max(span.from_mm, from_mm);
        const std::uint32_t to = std::min(span.to_mm, to_mm);
        if (from < to && barred(zone, span)) sum += to - from;
    }
    return sum;
}

// Links that a search may not use.
class Barrier {
  public:
    explicit Barrier(const Rules& rules) : closed_(rules.closed), avoid_(rules.avoid) {}

    bool open(Index link) const {
        return (closed_ == nullptr || !closed_->has(link)) &&
               (avoid_ == nullptr || !avoid_->touched.has(link));
    }
    bool open(Index link, std::uint32_t from_mm, std::uint32_t to_mm) const {
        if (closed_ != nullptr && closed_->has(link)) return false;
        return avoid_ == nullptr || !avoid_->touched.has(link) ||
               barred_mm(*avoid_, link, from_mm, to_mm) == 0;
    }

  private:
    const LinkSet* closed_;
    const ZoneLinks* avoid_;
};

// Places that have a link, none of them beyond its end.
inline Places on_links(const Network& network, const Places& places) {
    Places usable;
    for (const Position& place : places) {
        if (place.link != none)
            usable.push_back({place.link, std::min(place.along_mm, network.links[place.link].length_mm)});
    }
    return usable;
}

// A turn whose ban holds under these rules.
inline bool banned(const Turn& turn, std::span<const bool> holds) {
    return turn.condition != 0 && (holds.empty() || holds[turn.condition]);
}

}  // namespace bareland::network
