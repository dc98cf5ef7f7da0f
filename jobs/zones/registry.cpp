#include "jobs/zones/registry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "geo/messages_zones.hpp"
#include "geo/text.hpp"

namespace bareland::zones {
namespace {

constexpr std::array<std::string_view, 10> kinds{
    "key",           "strict",       "water_primary", "water_secondary", "water_township",
    "water_village", "water_source", "livestock_ban", "school",          "redline"};

template <class Wanted>
std::vector<const ZoneRecord*> sorted_zones(std::span<const ZoneRecord> zones, Wanted wanted) {
    std::vector<const ZoneRecord*> out;
    for (const ZoneRecord& zone : zones) {
        if (wanted(zone)) out.push_back(&zone);
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const ZoneRecord* a, const ZoneRecord* b) { return in_order(*a, *b); });
    return out;
}

[[noreturn]] void complain_unknown(const Registry& registry, const std::string& wanted) {
    std::vector<std::string> known;
    for (const ZoneRecord& zone : registry.zones) {
        known.push_back(zone.id);
        known.push_back(zone.name);
    }
    if (const auto near = closest(wanted, known)) {
        throw Error(messages::zone_unknown_close, wanted, registry.place, *near);
    }
    throw Error(messages::zone_unknown, wanted, registry.place);
}

}  // namespace

std::vector<const ZoneRecord*> zones_on(std::span<const ZoneRecord> zones, const Date& day) {
    return sorted_zones(zones, [&](const ZoneRecord& zone) { return zone.validity.holds(day); });
}

std::vector<const ZoneRecord*> all_versions(std::span<const ZoneRecord> zones) {
    return sorted_zones(zones, [](const ZoneRecord&) { return true; });
}

std::size_t kind_order(const std::string& kind) {
    return static_cast<std::size_t>(std::find(kinds.begin(), kinds.end(), kind) - kinds.begin());
}

bool in_order(const ZoneRecord& a, const ZoneRecord& b) {
    const auto key = [](const ZoneRecord& zone) {
        return std::tuple(kind_order(zone.kind), std::string_view(zone.kind), std::string_view(zone.id),
                          zone.validity.from, zone.validity.to);
    };
    return key(a) < key(b);
}

bool overrides(const SiteRules& rules, const std::string& kind, const std::string& other) {
    return std::any_of(rules.overrides.begin(), rules.overrides.end(), [&](const SiteRules::Override& one) {
        return one.kind == kind && std::find(one.over.begin(), one.over.end(), other) != one.over.end();
    });
}

std::vector<Text> duties_of(const ZoneRecord& zone, const SiteRules& rules, const Date& day) {
    if (!zone.duties.empty()) return {{zone.duties, zone.duties}};
    std::vector<Text> out;
    for (const SiteRules::Duty& duty : rules.duties) {
        const bool conditional = !duty.unless_in.empty() || !duty.types.empty() || !duty.rule.empty();
        if (duty.kind != zone.kind || conditional || !duty.validity.holds(day)) continue;
        out.push_back(duty.clause.empty() ? duty.text
                                          : Text{fmt::format("{}（{}）", duty.text.zh, duty.clause),
                                                 fmt::format("{} ({})", duty.text.en, duty.clause)});
    }
    return out;
}

Text zone_text(const ZoneRecord& zone) {
    if (zone.name.empty() || zone.name == zone.id) {
        return {fmt::format("分区“{}”", zone.id), fmt::format("zone {}", zone.id)};
    }
    return {fmt::format("“{}”（{}）", zone.name, zone.id), fmt::format("{} ({})", zone.name, zone.id)};
}

std::string basis_of(const ZoneRecord& zone) {
    const bool both = !zone.document.empty() && !zone.clause.empty();
    return zone.document + (both ? " " : "") + zone.clause;
}

std::vector<const ZoneRecord*> versions_of(const Registry& registry, const std::string& wanted) {
    auto by_id = sorted_zones(registry.zones, [&](const ZoneRecord& zone) { return zone.id == wanted; });
    if (!by_id.empty()) return by_id;
    const std::string folded = folded_name(wanted);
    auto by_name = sorted_zones(registry.zones, [&](const ZoneRecord& zone) {
        return folded_name(zone.name) == folded || folded_name(zone.id) == folded;
    });
    std::set<std::string> ids;
    for (const ZoneRecord* zone : by_name)
        ids.insert(zone->id);
    if (ids.empty()) complain_unknown(registry, wanted);
    if (ids.size() > 1) {
        throw Error(messages::zone_ambiguous, wanted, fmt::format("{}", fmt::join(ids, ", ")));
    }
    return by_name;
}

}  // namespace bareland::zones
