#include "jobs/zones/zone_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "geo/geodesic.hpp"
#include "geo/messages_zones.hpp"
#include "geo/overlay.hpp"
#include "jobs/report/report.hpp"
#include "jobs/sites/words.hpp"

namespace bareland::zones {
namespace {

std::string m2(double area) {
    return fmt::format("{:.2f}", area);
}

std::string percent(double share) {
    return fmt::format("{:.2f}", 100 * share);
}

// A disc is at its well when it is within a decimetre: coordinates are written to the 7th decimal of a degree
// (a centimetre).
constexpr double least_shift_m = 0.1;

class Checker {
  public:
    Checker(const Registry& registry, const Date& day, const std::vector<std::string>& only)
        : registry_(registry), units_(registry.units, day), only_(only.begin(), only.end()) {
        check_.day = day;
    }
    Check run();

  private:
    bool wanted(const ZoneRecord& zone) const { return only_.empty() || only_.contains(zone.id); }
    void add(Finding finding, const MultiPolygon* where = nullptr);
    void check_dates();
    void check_versions(const std::vector<const ZoneRecord*>& versions);
    void check_zone(CheckedZone& checked);
    void check_stated_area(CheckedZone& checked);
    void check_parts(const ZoneFacts& facts);
    void check_discs(const ZoneRecord& zone);
    void check_places(const ZoneFacts& facts);
    void check_owners(const ZoneFacts& facts);
    void check_pairs();
    void add_overlap(ZoneOverlap::Type type, const ZoneFacts& a, const ZoneFacts& b);

    const Registry& registry_;
    UnitLayer units_;
    std::set<std::string> only_;
    Check check_;
};

void Checker::add(Finding finding, const MultiPolygon* where) {
    if (where != nullptr) {
        if (const auto place = overlay::point_inside(*where)) {
            finding.lon = place->x;
            finding.lat = place->y;
        }
    }
    check_.findings.push_back(std::move(finding));
}

// Of all versions, in force or not: a version that is never in force would else never be seen.
void Checker::check_dates() {
    std::map<std::string, std::vector<const ZoneRecord*>> by_id;
    for (const ZoneRecord& zone : registry_.zones) {
        if (!wanted(zone)) continue;
        const auto& [from, to] = zone.validity;
        if (from && to && *to < *from) {
            add(find(messages::validity_reversed, zone.id, zone_text(zone), from->text(), to->text()));
        } else {
            by_id[zone.id].push_back(&zone);
        }
    }
    for (auto& [id, versions] : by_id) {
        std::stable_sort(versions.begin(), versions.end(), [](const ZoneRecord* a, const ZoneRecord* b) {
            return a->validity.from < b->validity.from;
        });
        check_versions(versions);
    }
}

void Checker::check_versions(const std::vector<const ZoneRecord*>& versions) {
    for (std::size_t i = 0; i < versions.size(); ++i) {
        for (std::size_t j = i + 1; j < versions.size(); ++j) {
            const ZoneRecord& a = *versions[i];
            const ZoneRecord& b = *versions[j];
            if (!a.validity.overlaps(b.validity)) continue;
            add(find(messages::versions_overlap, a.id, a.id, a.validity.text(), b.validity.text()));
        }
    }
    for (std::size_t i = 1; i < versions.size(); ++i) {
        const auto& to = versions[i - 1]->validity.to;
        const auto& from = versions[i]->validity.from;
        if (!to || !from || *from <= *to || day_before(*from) == *to) continue;
        add(find(messages::versions_gap, versions[i]->id, versions[i]->id, to->text(), from->text()));
    }
}

void Checker::check_stated_area(CheckedZone& checked) {
    const ZoneRecord& zone = *checked.facts.zone;
    if (!zone.stated_area_m2) return;
    checked.difference_m2 = checked.facts.area_m2 - *zone.stated_area_m2;
    if (*zone.stated_area_m2 > 0) {
        checked.difference_percent = 100 * *checked.difference_m2 / *zone.stated_area_m2;
    }
    if (m2(checked.facts.area_m2) == m2(*zone.stated_area_m2)) return;
    Finding finding =
        find(messages::stated_area_differs, zone.id, zone_text(zone), m2(checked.facts.area_m2),
             m2(*zone.stated_area_m2), fmt::format("{:+.2f}", *checked.difference_m2),
             checked.difference_percent ? fmt::format("{:+.2f}", *checked.difference_percent) : "-");
    finding.area_m2 = std::abs(*checked.difference_m2);
    add(std::move(finding), &checked.facts.ground);
}

void Checker::check_parts(const ZoneFacts& facts) {
    const ZoneRecord& zone = *facts.zone;
    if (facts.discs) {
        if (facts.discs->overlap_m2 < least_part_m2) return;
        Finding finding =
            find(messages::discs_overlap, zone.id, zone_text(zone), facts.discs->count,
                 m2(facts.discs->separate_m2), m2(facts.discs->dissolved_m2), m2(facts.discs->overlap_m2));
        finding.area_m2 = facts.discs->overlap_m2;
        return add(std::move(finding));
    }
    std::vector<Box> boxes;
    for (const Polygon& part : zone.shape)
        boxes.push_back(box_of({part}));
    std::vector<MultiPolygon> common;
    for (std::size_t i = 0; i < zone.shape.size(); ++i) {
        for (std::size_t j = i + 1; j < zone.shape.size(); ++j) {
            if (boxes[i].meets(boxes[j]))
                common.push_back(overlay::intersection({zone.shape[i]}, {zone.shape[j]}));
        }
    }
    ZoneOverlap overlap{ZoneOverlap::Type::parts, &zone, &zone, 0, overlay::dissolve(common)};
    overlap.area_m2 = area_on_ground(overlap.shape);
    if (overlap.area_m2 < least_part_m2) return;
    Finding finding = find(messages::parts_overlap, zone.id, zone_text(zone), m2(overlap.area_m2));
    finding.area_m2 = overlap.area_m2;
    add(std::move(finding), &overlap.shape);
    check_.overlaps.push_back(std::move(overlap));
}

// A disc is a copy of its well; wells move and get other radii.
void Checker::check_discs(const ZoneRecord& zone) {
    if (registry_.wells.empty()) return;
    for (const Disc& disc : zone.discs) {
        const auto well = std::find_if(
            registry_.wells.begin(), registry_.wells.end(),
            [&](const WellRecord& one) { return one.id == disc.well_id && one.validity.holds(check_.day); });
        Finding finding;
        if (well == registry_.wells.end()) {
            finding = find(messages::disc_without_well, zone.id, zone_text(zone), disc.well_id);
        } else {
            const double shift = geodesic::distance(disc.centre, well->place);
            if (shift < least_shift_m && disc.radius_m == well->radius_m) continue;
            finding = find(messages::disc_differs_from_well, zone.id, zone_text(zone), disc.well_id,
                           fmt::format("{}", disc.radius_m), fmt::format("{}", well->radius_m),
                           fmt::format("{:.2f}", shift));
        }
        finding.lon = disc.centre.x;
        finding.lat = disc.centre.y;
        add(std::move(finding));
    }
}

void Checker::check_places(const ZoneFacts& facts) {
    if (!facts.outside_units_m2) return;
    const ZoneRecord& zone = *facts.zone;
    if (facts.units.empty()) {
        Finding finding = find(messages::zone_outside_units, zone.id, zone_text(zone));
        finding.area_m2 = facts.area_m2;
        add(std::move(finding), &facts.ground);
    } else if (*facts.outside_units_m2 >= least_part_m2) {
        Finding finding = find(messages::zone_partly_outside_units, zone.id, zone_text(zone),
                               m2(*facts.outside_units_m2), percent(*facts.outside_units_m2 / facts.area_m2));
        finding.area_m2 = *facts.outside_units_m2;
        add(std::move(finding));
    }
}

// Owners are units and departments. A name that looks like a unit's must be one that the zone meets; and
// where the owners name units at all, every unit it meets must be among them.
void Checker::check_owners(const ZoneFacts& facts) {
    if (units_.empty()) return;
    const ZoneRecord& zone = *facts.zone;
    const std::vector<std::string> names = units_.names();
    std::set<std::string> owner_ids;
    for (const std::string& owner : zone.owners) {
        const UnitNames::Match match = registry_.names.match(owner, names);
        if (match.found.empty()) {
            if (name_parts(owner).kind != NameParts::Kind::none) {
                add(find(messages::owner_unknown, zone.id, zone_text(zone), owner));
            }
            continue;
        }
        bool met = false;
        for (const std::size_t at : match.found) {
            const std::string& id = units_.units()[at]->id;
            owner_ids.insert(id);
            met = met || std::any_of(facts.units.begin(), facts.units.end(),
                                     [&](const UnitShare& share) { return share.id == id; });
        }
        if (!met) add(find(messages::owner_not_met, zone.id, zone_text(zone), owner), &facts.ground);
    }
    if (owner_ids.empty()) return;
    for (const UnitShare& share : facts.units) {
        if (owner_ids.contains(share.id)) continue;
        Finding finding = find(messages::unit_not_owner, zone.id, zone_text(zone), share.name,
                               m2(share.area_m2), percent(share.share));
        finding.area_m2 = share.area_m2;
        add(std::move(finding));
    }
}

void Checker::check_zone(CheckedZone& checked) {
    const ZoneRecord& zone = *checked.facts.zone;
    if (checked.facts.ground.empty()) {
        return add(find(messages::zone_without_ground, zone.id, zone_text(zone)));
    }
    check_stated_area(checked);
    check_parts(checked.facts);
    check_discs(zone);
    check_places(checked.facts);
    check_owners(checked.facts);
}

void Checker::add_overlap(ZoneOverlap::Type type, const ZoneFacts& a, const ZoneFacts& b) {
    ZoneOverlap overlap{type, a.zone, b.zone, 0, overlay::intersection(a.ground, b.ground)};
    overlap.area_m2 = area_on_ground(overlap.shape);
    if (overlap.area_m2 < least_part_m2) return;
    Finding finding = type == ZoneOverlap::Type::same_kind
                          ? find(messages::zones_overlap, a.zone->id, zone_text(*a.zone), zone_text(*b.zone),
                                 sites::kind_text(a.zone->kind), m2(overlap.area_m2))
                          : find(messages::primary_over_secondary, a.zone->id, zone_text(*a.zone),
                                 zone_text(*b.zone), m2(overlap.area_m2));
    finding.area_m2 = overlap.area_m2;
    add(std::move(finding), &overlap.shape);
    check_.overlaps.push_back(std::move(overlap));
}

void Checker::check_pairs() {
    const auto& zones = check_.zones;
    for (std::size_t i = 0; i < zones.size(); ++i) {
        for (std::size_t j = i + 1; j < zones.size(); ++j) {
            const ZoneFacts& a = zones[i].facts;
            const ZoneFacts& b = zones[j].facts;
            if (!a.extent.meets(b.extent) || a.zone->id == b.zone->id) continue;
            if (!wanted(*a.zone) && !wanted(*b.zone)) continue;
            if (a.zone->kind == b.zone->kind) {
                add_overlap(ZoneOverlap::Type::same_kind, a, b);
            } else if (overrides(registry_.rules, a.zone->kind, b.zone->kind)) {
                add_overlap(ZoneOverlap::Type::primary_over_secondary, a, b);
            } else if (overrides(registry_.rules, b.zone->kind, a.zone->kind)) {
                add_overlap(ZoneOverlap::Type::primary_over_secondary, b, a);
            }
        }
    }
}

Check Checker::run() {
    check_dates();
    for (const ZoneRecord* zone : zones_on(registry_.zones, check_.day))
        check_.zones.push_back({facts_of(*zone, units_), {}, {}});
    if (check_.zones.empty()) add(find(messages::no_zone_on_day, "", check_.day.text()));
    if (units_.empty()) add(find(messages::units_not_given, ""));
    for (CheckedZone& checked : check_.zones) {
        if (wanted(*checked.facts.zone)) check_zone(checked);
    }
    check_pairs();
    report::sort_findings(check_.findings);
    return std::move(check_);
}

}  // namespace

Check check_of(const Registry& registry, const Date& day, const std::vector<std::string>& only) {
    return Checker(registry, day, only).run();
}

}  // namespace bareland::zones
