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

struct Kind {
    std::string_view key;
    const char* zh;
    const char* en;
};

constexpr std::array kinds{Kind{"key", "重点区域", "key zone"},
                           Kind{"strict", "严控区", "strict zone"},
                           Kind{"water_primary", "水源一级保护区", "primary water zone"},
                           Kind{"water_secondary", "水源二级保护区", "secondary water zone"},
                           Kind{"water_township", "乡镇水源保护区", "township water zone"},
                           Kind{"water_village", "村级水源保护范围", "village water range"},
                           Kind{"livestock_ban", "畜禽养殖禁养区", "no-breeding zone"},
                           Kind{"school", "学生安全区域", "school safety zone"},
                           Kind{"redline", "生态保护红线", "ecological redline"}};

constexpr auto keys = [] {
    std::array<std::string_view, kinds.size()> out{};
    for (std::size_t i = 0; i < kinds.size(); ++i)
        out[i] = kinds[i].key;
    return out;
}();

std::size_t kind_order(const std::string& kind) {
    return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), kind) - keys.begin());
}

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

bool in_order(const ZoneRecord& a, const ZoneRecord& b) {
    const auto key = [](const ZoneRecord& zone) {
        return std::tuple(kind_order(zone.kind), std::string_view(zone.kind), std::string_view(zone.id),
                          zone.validity.from, zone.validity.to);
    };
    return key(a) < key(b);
}

std::span<const std::string_view> zone_kinds() {
    return keys;
}

Text kind_text(const std::string& kind) {
    const std::size_t at = kind_order(kind);
    return at < kinds.size() ? Text{kinds.at(at).zh, kinds.at(at).en} : Text{kind, kind};
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
    const auto by_id =
        sorted_zones(registry.zones, [&](const ZoneRecord& zone) { return zone.id == wanted; });
    if (!by_id.empty()) return by_id;
    const std::string folded = folded_name(wanted);
    const auto by_name = sorted_zones(registry.zones, [&](const ZoneRecord& zone) {
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

void sort_findings(std::vector<Finding>& findings) {
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        return std::tie(a.code, a.key) < std::tie(b.code, b.key);
    });
}

}  // namespace bareland::zones
