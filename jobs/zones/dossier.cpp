#include "jobs/zones/dossier.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "geo/geodesic.hpp"
#include "geo/messages_zones.hpp"
#include "jobs/report/report.hpp"

namespace bareland::zones {
namespace {

using Type = DossierEvent::Type;

class Compiler {
  public:
    Compiler(const Registry& registry, const std::string& asked, const Date& day, double within_m)
        : registry_(registry), members_(members_of(registry, asked)), units_(registry.units, day) {
        out_.asked = asked;
        out_.title = members_.title;
        out_.source = members_.source;
        out_.day = day;
        out_.within_m = within_m;
    }
    Dossier compile(const std::function<Measure(const std::vector<SiteTarget>&)>& measure);

  private:
    void add_wells();
    void add_zones();
    void add_well_events();
    void add_zone_events();
    void add_sites(const std::function<Measure(const std::vector<SiteTarget>&)>& measure);
    void add_findings();
    std::vector<SiteTarget> targets() const;
    std::vector<std::string> places_of(const SiteRecord& site) const;
    void drop_overridden(std::vector<DossierHit>& hits) const;
    std::string kind_of_disc(const WellRecord& well) const;

    const Registry& registry_;
    DossierMembers members_;
    UnitLayer units_;
    std::vector<Disc> discs_;  // of the wells in force, in the order of members_.wells
    Dossier out_;
};

void Compiler::add_wells() {
    for (const WellRecord* well : members_.wells) {
        const Disc disc{well->id, well->place, well->radius_m};
        DossierWell& one = out_.wells.emplace_back();
        one.well = well;
        one.in_force = well->validity.holds(out_.day);
        one.places = units_.at(well->place);
        if (well->radius_m <= 0) continue;
        one.disc_m2 = geodesic::disc_area(well->place, well->radius_m);
        one.units = units_.shares(geodesic::disc_polygon(disc), one.disc_m2);
        if (one.in_force) discs_.push_back(disc);
    }
    if (discs_.empty()) return;
    out_.discs = disc_sums(discs_);
    out_.disc_units = units_.shares(geodesic::disc_polygons(discs_), out_.discs->dissolved_m2);
}

void Compiler::add_zones() {
    for (const auto& [zone, link] : members_.zones)
        out_.zones.push_back({link, zone->validity.holds(out_.day), facts_of(*zone, units_),
                              duties_of(*zone, registry_.rules, out_.day)});
}

// Versions of one thing that follow each other without a gap are one life.
template <class Record>
bool follows(const Record& later, const Record& earlier) {
    return later.id == earlier.id && later.validity.from && earlier.validity.to &&
           day_before(*later.validity.from) == *earlier.validity.to;
}

template <class Record, class List>
const Record* neighbour(const List& list, const Record& of, bool earlier) {
    for (const Record* other : list) {
        if (earlier ? follows(of, *other) : follows(*other, of)) return other;
    }
    return nullptr;
}

void Compiler::add_well_events() {
    for (const WellRecord* well : members_.wells) {
        const auto& [from, to] = well->validity;
        if (from && neighbour(members_.wells, *well, true) == nullptr) {
            out_.history.push_back({Type::well_begins, *from, well->id, well->name, "", 0, 0});
        }
        if (to && neighbour(members_.wells, *well, false) == nullptr) {
            out_.history.push_back({Type::well_ends, *to, well->id, well->name, "", 0, 0});
        }
    }
}

void Compiler::add_zone_events() {
    std::vector<const ZoneRecord*> zones;
    for (const auto& [zone, link] : members_.zones)
        zones.push_back(zone);
    for (const ZoneRecord* zone : zones) {
        const auto& [from, to] = zone->validity;
        if (from) {
            const ZoneRecord* before = neighbour(zones, *zone, true);
            const ZoneChange change = compare_versions(before, zone);
            out_.history.push_back({before != nullptr ? Type::zone_changes : Type::zone_begins, *from,
                                    zone->id, zone->name, basis_of(*zone), change.added_m2,
                                    change.removed_m2});
        }
        if (to && neighbour(zones, *zone, false) == nullptr) {
            out_.history.push_back({Type::zone_ends, *to, zone->id, zone->name, basis_of(*zone), 0,
                                    area_on_ground(ground_of(*zone))});
        }
    }
}

// Zones in force, and wells in force that no such zone is made of.
std::vector<SiteTarget> Compiler::targets() const {
    std::vector<SiteTarget> out;
    std::vector<std::string> in_zones;
    for (const DossierZone& one : out_.zones) {
        const ZoneRecord& zone = *one.facts.zone;
        if (!one.in_force || one.facts.ground.empty()) continue;
        out.push_back({{&zone.shape, zone.discs, out.size()}, zone.id, zone.name, zone.kind});
        for (const Disc& disc : zone.discs)
            in_zones.push_back(disc.well_id);
    }
    for (const Disc& disc : discs_) {
        if (std::find(in_zones.begin(), in_zones.end(), disc.well_id) != in_zones.end()) continue;
        const auto well = std::find_if(members_.wells.begin(), members_.wells.end(),
                                       [&](const WellRecord* one) { return one->id == disc.well_id; });
        out.push_back({{nullptr, {&disc, 1}, out.size()}, disc.well_id, (*well)->name, kind_of_disc(**well)});
    }
    return out;
}

// The units of a place; of an area, the largest part first.
std::vector<std::string> Compiler::places_of(const SiteRecord& site) const {
    if (site.place) return units_.at(*site.place);
    std::vector<std::string> out;
    for (const UnitShare& share : units_.shares(site.shape, 0))
        out.push_back(share.name);
    return out;
}

// A place inside a primary zone is reported as primary alone.
void Compiler::drop_overridden(std::vector<DossierHit>& hits) const {
    std::vector<std::string> inside;
    for (const DossierHit& hit : hits) {
        if (hit.relation == Relation::inside) inside.push_back(hit.kind);
    }
    hits.erase(std::remove_if(hits.begin(), hits.end(),
                              [&](const DossierHit& hit) {
                                  return std::any_of(inside.begin(), inside.end(),
                                                     [&](const std::string& kind) {
                                                         return overrides(registry_.rules, kind, hit.kind);
                                                     });
                              }),
               hits.end());
}

// As the project check names it: by the profile, for the well's kind.
std::string Compiler::kind_of_disc(const WellRecord& well) const {
    const auto known = registry_.rules.wells.find(well.kind);
    return known == registry_.rules.wells.end() ? "water_source" : known->second.zone_kind;
}

void Compiler::add_sites(const std::function<Measure(const std::vector<SiteTarget>&)>& measure) {
    out_.sites_known = !registry_.sites.empty();
    const std::vector<SiteTarget> zones = targets();
    if (!out_.sites_known || zones.empty()) return;
    const Measure hits_of = measure(zones);
    for (const SiteRecord& site : registry_.sites) {
        std::vector<DossierHit> hits = hits_of(site, out_.within_m);
        drop_overridden(hits);
        if (hits.empty()) continue;
        std::stable_sort(hits.begin(), hits.end(), [](const DossierHit& a, const DossierHit& b) {
            return std::tie(a.distance_m, a.zone_id) < std::tie(b.distance_m, b.zone_id);
        });
        out_.sites.push_back({&site, places_of(site), std::move(hits)});
    }
    std::stable_sort(out_.sites.begin(), out_.sites.end(), [](const DossierSite& a, const DossierSite& b) {
        return std::tie(a.hits.front().distance_m, a.site->id) <
               std::tie(b.hits.front().distance_m, b.site->id);
    });
}

void Compiler::add_findings() {
    std::vector<std::string> ids;
    for (const DossierZone& zone : out_.zones)
        ids.push_back(zone.facts.zone->id);
    out_.findings = registry_.findings;
    if (!ids.empty()) {
        Check check = check_of(registry_, out_.day, ids);
        std::move(check.findings.begin(), check.findings.end(), std::back_inserter(out_.findings));
    } else if (units_.empty()) {
        out_.findings.push_back(find(messages::units_not_given, ""));
    }
    if (!out_.sites_known) out_.findings.push_back(find(messages::sites_not_given, ""));
    report::sort_findings(out_.findings);
}

Dossier Compiler::compile(const std::function<Measure(const std::vector<SiteTarget>&)>& measure) {
    add_wells();
    add_zones();
    add_well_events();
    add_zone_events();
    std::stable_sort(out_.history.begin(), out_.history.end(),
                     [](const DossierEvent& a, const DossierEvent& b) {
                         return std::tie(a.day, a.type, a.id) < std::tie(b.day, b.type, b.id);
                     });
    add_sites(measure);
    add_findings();
    return std::move(out_);
}

}  // namespace

Dossier dossier_of(const Registry& registry, const std::string& asked, const Date& day, double within_m,
                   const std::function<Measure(const std::vector<SiteTarget>&)>& measure) {
    return Compiler(registry, asked, day, within_m).compile(measure);
}

const char* link_key(DossierZone::Link link) {
    switch (link) {
        case DossierZone::Link::asked:
            return "asked";
        case DossierZone::Link::discs:
            return "discs";
        case DossierZone::Link::contains:
            break;
    }
    return "contains";
}

namespace {

struct EventWords {
    const char* key;
    Text text;
};

const EventWords& words_of(Type type) {
    static const std::map<Type, EventWords> words{
        {Type::well_begins, {"well_begins", {"水源井启用", "well in use"}}},
        {Type::well_ends, {"well_ends", {"水源井停用", "well out of use"}}},
        {Type::zone_begins, {"zone_begins", {"划定", "zone laid down"}}},
        {Type::zone_changes, {"zone_changes", {"调整", "zone changed"}}},
        {Type::zone_ends, {"zone_ends", {"失效", "zone ends"}}}};
    return words.at(type);
}

}  // namespace

const char* event_key(Type type) {
    return words_of(type).key;
}

Text event_text(Type type) {
    return words_of(type).text;
}

}  // namespace bareland::zones
