#include "geo/network/zone_links.hpp"

#include <algorithm>

namespace bareland::network {

std::span<const ZoneSpan> ZoneLinks::of(Index link) const {
    const auto first =
        std::partition_point(spans.begin(), spans.end(), [&](const ZoneSpan& s) { return s.link < link; });
    auto last = first;
    while (last != spans.end() && last->link == link)
        ++last;
    return {first, last};
}

bool ZoneLinks::holds(const Position& position) const {
    const std::span<const ZoneSpan> all = of(position.link);
    return std::any_of(all.begin(), all.end(), [&](const ZoneSpan& span) {
        const std::uint32_t along = position.along_mm;
        return (span.from_mm < along && along < span.to_mm) || (along == span.from_mm && span.from_inside) ||
               (along == span.to_mm && span.to_inside);
    });
}

std::uint64_t ZoneLinks::inside_mm(Index link, std::uint32_t from_mm, std::uint32_t to_mm) const {
    std::uint64_t sum = 0;
    for (const ZoneSpan& span : of(link)) {
        const std::uint32_t from = std::max(from_mm, span.from_mm);
        const std::uint32_t to = std::min(to_mm, span.to_mm);
        if (from < to && counts(span.role)) sum += to - from;
    }
    return sum;
}

}  // namespace bareland::network
