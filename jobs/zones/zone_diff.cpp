#include "jobs/zones/zone_diff.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "geo/measure.hpp"
#include "geo/messages_zones.hpp"
#include "geo/overlay.hpp"
#include "jobs/report/report.hpp"

namespace bareland::zones {
namespace {

// Documents state areas to the second decimal of a square metre: what is smaller is rounding of coordinates.
constexpr double least_change_m2 = 0.01;

bool same_ground(const ZoneRecord& a, const ZoneRecord& b) {
    return a.discs == b.discs && (!a.discs.empty() || a.shape == b.shape);
}

std::vector<std::string> differing_fields(const ZoneRecord& a, const ZoneRecord& b) {
    std::vector<std::string> out;
    const auto check = [&](const char* key, bool same) {
        if (!same) out.emplace_back(key);
    };
    check("name", a.name == b.name);
    check("kind", a.kind == b.kind);
    check("level", a.level == b.level);
    check("document", a.document == b.document);
    check("clause", a.clause == b.clause);
    check("duties", a.duties == b.duties);
    check("owners", a.owners == b.owners);
    check("stated_area_m2", a.stated_area_m2 == b.stated_area_m2);
    check("uncertainty_m", a.uncertainty_m == b.uncertainty_m);
    check("links", a.links == b.links);
    return out;
}

struct Moved {
    MultiPolygon added, removed;
    double added_m2 = 0, removed_m2 = 0;
};

Moved moved(const MultiPolygon& before, const MultiPolygon& after) {
    Moved out;
    out.added = before.empty() ? after : overlay::difference(after, before);
    out.removed = after.empty() ? before : overlay::difference(before, after);
    out.added_m2 = area_on_ground(out.added);
    out.removed_m2 = area_on_ground(out.removed);
    const auto drop_rounding = [](MultiPolygon& shape, double& area) {
        if (area >= least_change_m2) return;
        shape.clear();
        area = 0;
    };
    drop_rounding(out.added, out.added_m2);
    drop_rounding(out.removed, out.removed_m2);
    return out;
}

// By id; where an id is there twice, which is a fault, the version that began last.
std::map<std::string, const ZoneRecord*> by_id(std::span<const ZoneRecord> zones, const Date& day,
                                               std::vector<Finding>& findings) {
    std::map<std::string, const ZoneRecord*> out;
    for (const ZoneRecord* zone : zones_on(zones, day)) {
        const auto [at, fresh] = out.try_emplace(zone->id, zone);
        if (fresh) continue;
        findings.push_back(find(messages::versions_overlap, zone->id, zone->id, at->second->validity.text(),
                                zone->validity.text()));
        if (at->second->validity.from <= zone->validity.from) at->second = zone;
    }
    return out;
}

using GroundByKind = std::map<std::string, std::vector<MultiPolygon>>;

std::vector<KindChange> kind_changes(const std::vector<ZoneChange>& zones) {
    GroundByKind before, after;
    std::set<std::string> kinds;
    for (const ZoneChange& change : zones) {
        for (const auto& [zone, to] : {std::pair(change.before, &before), std::pair(change.after, &after)}) {
            if (zone == nullptr) continue;
            kinds.insert(zone->kind);
            if (MultiPolygon ground = ground_of(*zone); !ground.empty()) {
                (*to)[zone->kind].push_back(std::move(ground));
            }
        }
    }
    std::vector<KindChange> out;
    for (const std::string& kind : kinds) {
        const MultiPolygon a = overlay::dissolve(before[kind]);
        const MultiPolygon b = overlay::dissolve(after[kind]);
        const Moved both = moved(a, b);
        out.push_back({kind, area_on_ground(a), area_on_ground(b), both.added_m2, both.removed_m2});
    }
    std::stable_sort(out.begin(), out.end(), [](const KindChange& a, const KindChange& b) {
        return kind_order(a.kind) < kind_order(b.kind);
    });
    return out;
}

}  // namespace

const char* change_key(Change change) {
    switch (change) {
        case Change::added:
            return "added";
        case Change::removed:
            return "removed";
        case Change::changed:
            return "changed";
        case Change::unchanged:
            break;
    }
    return "unchanged";
}

Text change_text(Change change) {
    switch (change) {
        case Change::added:
            return {"新划定", "new"};
        case Change::removed:
            return {"已撤销", "gone"};
        case Change::changed:
            return {"有调整", "changed"};
        case Change::unchanged:
            break;
    }
    return {"未变", "unchanged"};
}

double Diff::added_m2() const {
    return std::accumulate(zones.begin(), zones.end(), 0.0,
                           [](double sum, const ZoneChange& change) { return sum + change.added_m2; });
}

double Diff::removed_m2() const {
    return std::accumulate(zones.begin(), zones.end(), 0.0,
                           [](double sum, const ZoneChange& change) { return sum + change.removed_m2; });
}

ZoneChange compare_versions(const ZoneRecord* before, const ZoneRecord* after) {
    ZoneChange out;
    out.before = before;
    out.after = after;
    const MultiPolygon a = before != nullptr ? ground_of(*before) : MultiPolygon{};
    const MultiPolygon b = after != nullptr ? ground_of(*after) : MultiPolygon{};
    out.before_m2 = area_on_ground(a);
    out.after_m2 = area_on_ground(b);
    if (before == nullptr || after == nullptr || !same_ground(*before, *after)) {
        Moved parts = moved(a, b);
        out.added = std::move(parts.added);
        out.removed = std::move(parts.removed);
        out.added_m2 = parts.added_m2;
        out.removed_m2 = parts.removed_m2;
    }
    if (before == nullptr || after == nullptr) {
        out.change = before == nullptr ? Change::added : Change::removed;
        return out;
    }
    out.fields = differing_fields(*before, *after);
    if (out.added_m2 > 0 || out.removed_m2 > 0) out.fields.insert(out.fields.begin(), "shape");
    out.change = out.fields.empty() ? Change::unchanged : Change::changed;
    return out;
}

Diff diff_of(const Registry& registry, const Date& first, const Date& second) {
    Diff diff;
    diff.first = first;
    diff.second = second;
    const auto before = by_id(registry.zones, first, diff.findings);
    const auto after = by_id(registry.zones, second, diff.findings);
    std::set<std::string> done;
    const auto in = [](const auto& map, const std::string& id) {
        const auto at = map.find(id);
        return at == map.end() ? nullptr : at->second;
    };
    for (const ZoneRecord* zone : all_versions(registry.zones)) {
        const ZoneRecord* a = in(before, zone->id);
        const ZoneRecord* b = in(after, zone->id);
        if ((a == nullptr && b == nullptr) || !done.insert(zone->id).second) continue;
        if (a == b) {
            diff.zones.push_back({});
            diff.zones.back().before = diff.zones.back().after = a;
            diff.zones.back().before_m2 = diff.zones.back().after_m2 = area_on_ground(ground_of(*a));
        } else {
            diff.zones.push_back(compare_versions(a, b));
        }
    }
    diff.kinds = kind_changes(diff.zones);
    report::sort_findings(diff.findings);
    diff.findings.erase(
        std::unique(diff.findings.begin(), diff.findings.end(),
                    [](const Finding& a, const Finding& b) { return a.code == b.code && a.text == b.text; }),
        diff.findings.end());
    return diff;
}

}  // namespace bareland::zones
