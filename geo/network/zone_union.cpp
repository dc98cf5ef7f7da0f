#include "geo/network/zone_union.hpp"

#include <algorithm>
#include <array>

namespace bareland::network {
namespace {

using Role = ZoneSpan::Role;

// The weaker first.
constexpr std::array<Role, 5> weakest_first{Role::junction, Role::grade, Role::corner, Role::loop,
                                            Role::inside};

int strength(Role role) {
    return static_cast<int>(std::find(weakest_first.begin(), weakest_first.end(), role) -
                            weakest_first.begin());
}

// Whether a place where a piece begins or ends lies in the zone and not at its edge: some span goes on there,
// or says so of its own end.
bool lies_inside(std::span<const ZoneSpan> spans, std::uint32_t at_mm) {
    return std::any_of(spans.begin(), spans.end(), [&](const ZoneSpan& span) {
        return (span.from_mm < at_mm && at_mm < span.to_mm) || (span.from_mm == at_mm && span.from_inside) ||
               (span.to_mm == at_mm && span.to_inside);
    });
}

// The spans of one link cut at all their ends; every piece takes the strongest role over it.
void unite_link(std::span<const ZoneSpan> spans, std::vector<ZoneSpan>& out) {
    std::vector<std::uint32_t> ends;
    for (const ZoneSpan& span : spans) {
        ends.push_back(span.from_mm);
        ends.push_back(span.to_mm);
    }
    std::sort(ends.begin(), ends.end());
    ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
    const std::size_t first = out.size();
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        const ZoneSpan* strongest = nullptr;
        for (const ZoneSpan& span : spans) {
            const bool covers = span.from_mm <= ends[i] && ends[i + 1] <= span.to_mm;
            if (covers && (strongest == nullptr || strength(span.role) > strength(strongest->role)))
                strongest = &span;
        }
        if (strongest == nullptr) continue;
        const bool follows = out.size() > first && out.back().to_mm == ends[i];
        if (follows && out.back().role == strongest->role) {
            out.back().to_mm = ends[i + 1];
            out.back().to_inside = lies_inside(spans, ends[i + 1]);
            continue;
        }
        if (follows) out.back().to_inside = true;
        out.push_back({strongest->link, ends[i], ends[i + 1], strongest->role,
                       follows || lies_inside(spans, ends[i]), lies_inside(spans, ends[i + 1])});
    }
}

}  // namespace

ZoneLinks united(std::span<const ZoneLinks* const> zones, std::size_t links) {
    if (zones.size() == 1) return *zones.front();
    ZoneLinks out;
    out.touched = LinkSet(links);
    std::vector<ZoneSpan> all;
    for (const ZoneLinks* zone : zones) {
        out.zone_id += (out.zone_id.empty() ? "" : "+") + zone->zone_id;
        out.derived = out.derived || zone->derived;
        out.free_grade = out.free_grade || zone->free_grade;
        out.touched.add(zone->touched);
        all.insert(all.end(), zone->spans.begin(), zone->spans.end());
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const ZoneSpan& a, const ZoneSpan& b) { return a.link < b.link; });
    for (auto first = all.begin(); first != all.end();) {
        const auto next =
            std::find_if(first, all.end(), [&](const ZoneSpan& other) { return other.link != first->link; });
        unite_link({first, next}, out.spans);
        first = next;
    }
    return out;
}

}  // namespace bareland::network
