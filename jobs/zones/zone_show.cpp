#include "jobs/zones/zone_show.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/messages_zones.hpp"
#include "geo/overlay.hpp"

namespace bareland::zones {
namespace {

std::optional<double> overridden(const Registry& registry, const ZoneFacts& facts, const Date& day) {
    std::vector<MultiPolygon> primary;
    bool any = false;
    for (const ZoneRecord* zone : zones_on(registry.zones, day)) {
        if (!overrides(registry.rules, zone->kind, facts.zone->kind)) continue;
        any = true;
        MultiPolygon ground = ground_of(*zone);
        if (box_of(ground).meets(facts.extent)) primary.push_back(std::move(ground));
    }
    if (!any) return std::nullopt;
    if (primary.empty()) return 0;
    return area_on_ground(overlay::intersection(facts.ground, overlay::dissolve(primary)));
}

}  // namespace

ShownZone shown_zone(const Registry& registry, const std::string& wanted, const Date& day) {
    ShownZone out;
    out.day = day;
    out.versions = versions_of(registry, wanted);
    // Of two versions in force, which is a fault that `zones check` tells, the one that began last.
    const auto found = std::find_if(out.versions.rbegin(), out.versions.rend(),
                                    [&](const ZoneRecord* zone) { return zone->validity.holds(day); });
    if (found == out.versions.rend()) {
        std::vector<std::string> spans;
        for (const ZoneRecord* zone : out.versions)
            spans.push_back(zone->validity.text());
        throw Error(messages::zone_not_valid, out.versions.front()->id, day.text(),
                    fmt::format("{}", fmt::join(spans, ", ")));
    }
    out.facts = facts_of(**found, UnitLayer(registry.units, day));
    out.duties = duties_of(**found, registry.rules, day);
    out.overridden_m2 = overridden(registry, out.facts, day);
    const auto buffer = registry.rules.buffers_m.find((*found)->kind);
    if (buffer != registry.rules.buffers_m.end()) out.buffer_m = buffer->second;
    return out;
}

}  // namespace bareland::zones
