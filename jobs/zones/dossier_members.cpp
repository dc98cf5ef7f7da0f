// Which wells and zones make up one water source (jobs/zones/dossier.hpp).
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "geo/messages_zones.hpp"
#include "geo/text.hpp"
#include "jobs/zones/dossier.hpp"

namespace bareland::zones {
namespace {

bool is_water(const std::string& kind) {
    return kind.starts_with("water_");
}

// A secondary zone has holes where the primary one is, and the wells are there: holes are filled.
bool outline_covers(const MultiPolygon& shape, const Point& place) {
    MultiPolygon filled = shape;
    for (Polygon& polygon : filled)
        polygon.holes.clear();
    // Polygons of one zone do not overlap, so each is asked by itself.
    return std::any_of(filled.begin(), filled.end(),
                       [&](const Polygon& polygon) { return covers({polygon}, place); });
}

class Members {
  public:
    Members(const Registry& registry, const std::string& asked)
        : registry_(registry), asked_(asked), folded_(folded_name(asked)) {}
    DossierMembers find();

  private:
    using Test = std::function<bool(const WellRecord&)>;
    bool take_wells(const Test& test);
    bool take_source();
    bool take_well(const Test& test);
    bool take_zone(const std::vector<const ZoneRecord*>& zones);
    void take_source_of_wells();
    void take_zones_of_wells();
    void add_zone(const ZoneRecord* zone, DossierZone::Link link);
    [[noreturn]] void complain() const;
    std::vector<const ZoneRecord*> zones_where(const std::function<bool(const ZoneRecord&)>& test) const;
    bool one_id(const std::vector<const ZoneRecord*>& zones) const;

    const Registry& registry_;
    const std::string& asked_;
    std::string folded_;
    DossierMembers out_;
};

bool Members::take_wells(const Test& test) {
    for (const WellRecord& well : registry_.wells) {
        if (test(well)) out_.wells.push_back(&well);
    }
    return !out_.wells.empty();
}

bool Members::take_source() {
    if (folded_.empty() ||
        !take_wells([&](const WellRecord& well) { return folded_name(well.source) == folded_; })) {
        return false;
    }
    out_.source = out_.title = out_.wells.front()->source;
    return true;
}

// The well's source with all its wells; a well without source stands alone.
bool Members::take_well(const Test& test) {
    if (!take_wells(test)) return false;
    std::set<std::string> ids;
    for (const WellRecord* well : out_.wells)
        ids.insert(well->id);
    if (ids.size() > 1) {
        throw Error(messages::zone_ambiguous, asked_, fmt::format("{}", fmt::join(ids, ", ")));
    }
    const WellRecord& well = *out_.wells.back();
    out_.title = well.name.empty() ? well.id : well.name;
    take_source_of_wells();
    return true;
}

// Where all the wells name one source, the rest of its wells belong to it too.
void Members::take_source_of_wells() {
    std::set<std::string> sources;
    for (const WellRecord* well : out_.wells)
        sources.insert(folded_name(well->source));
    if (sources.size() != 1 || sources.begin()->empty()) return;
    out_.source = out_.title = out_.wells.front()->source;
    out_.wells.clear();
    take_wells([&](const WellRecord& well) { return folded_name(well.source) == *sources.begin(); });
}

bool Members::one_id(const std::vector<const ZoneRecord*>& zones) const {
    std::set<std::string> ids;
    for (const ZoneRecord* zone : zones)
        ids.insert(zone->id);
    if (ids.size() > 1) {
        throw Error(messages::zone_ambiguous, asked_, fmt::format("{}", fmt::join(ids, ", ")));
    }
    return !ids.empty();
}

bool Members::take_zone(const std::vector<const ZoneRecord*>& zones) {
    if (!one_id(zones)) return false;
    const ZoneRecord& last = *zones.back();
    out_.title = last.name.empty() ? last.id : last.name;
    std::set<std::string> in_discs;
    for (const ZoneRecord* zone : zones) {
        add_zone(zone, DossierZone::Link::asked);
        for (const Disc& disc : zone->discs)
            in_discs.insert(disc.well_id);
    }
    take_wells([&](const WellRecord& well) {
        if (!in_discs.empty()) return in_discs.contains(well.id);
        return std::any_of(zones.begin(), zones.end(), [&](const ZoneRecord* zone) {
            return is_water(zone->kind) && outline_covers(zone->shape, well.place);
        });
    });
    std::set<std::string> sources;
    for (const WellRecord* well : out_.wells)
        sources.insert(well->source);
    if (sources.size() == 1) out_.source = *sources.begin();
    return true;
}

void Members::add_zone(const ZoneRecord* zone, DossierZone::Link link) {
    const bool there = std::any_of(out_.zones.begin(), out_.zones.end(),
                                   [zone](const auto& one) { return one.first == zone; });
    if (!there) out_.zones.emplace_back(zone, link);
}

void Members::take_zones_of_wells() {
    for (const ZoneRecord& zone : registry_.zones) {
        const bool of_discs = std::any_of(zone.discs.begin(), zone.discs.end(), [&](const Disc& disc) {
            return std::any_of(out_.wells.begin(), out_.wells.end(),
                               [&](const WellRecord* well) { return well->id == disc.well_id; });
        });
        if (of_discs) {
            add_zone(&zone, DossierZone::Link::discs);
        } else if (is_water(zone.kind) && zone.discs.empty() &&
                   std::any_of(out_.wells.begin(), out_.wells.end(), [&](const WellRecord* well) {
                       return outline_covers(zone.shape, well->place);
                   })) {
            add_zone(&zone, DossierZone::Link::contains);
        }
    }
}

std::vector<const ZoneRecord*> Members::zones_where(
    const std::function<bool(const ZoneRecord&)>& test) const {
    std::vector<const ZoneRecord*> out;
    for (const ZoneRecord* zone : all_versions(registry_.zones)) {
        if (test(*zone)) out.push_back(zone);
    }
    return out;
}

void Members::complain() const {
    std::vector<std::string> known;
    for (const WellRecord& well : registry_.wells) {
        for (const std::string* word : {&well.source, &well.id, &well.name}) {
            if (!word->empty()) known.push_back(*word);
        }
    }
    for (const ZoneRecord& zone : registry_.zones) {
        known.push_back(zone.id);
        if (!zone.name.empty()) known.push_back(zone.name);
    }
    if (const auto near = closest(asked_, known)) {
        throw Error(messages::dossier_unknown_close, asked_, registry_.place, *near);
    }
    throw Error(messages::dossier_unknown, asked_, registry_.place);
}

DossierMembers Members::find() {
    const bool found =
        take_source() || take_well([&](const WellRecord& well) { return well.id == asked_; }) ||
        take_zone(zones_where([&](const ZoneRecord& zone) { return zone.id == asked_; })) ||
        take_well([&](const WellRecord& well) { return folded_name(well.name) == folded_; }) ||
        take_zone(zones_where([&](const ZoneRecord& zone) { return folded_name(zone.name) == folded_; }));
    if (!found) complain();
    take_zones_of_wells();
    std::stable_sort(out_.wells.begin(), out_.wells.end(), [](const WellRecord* a, const WellRecord* b) {
        return std::tie(a->id, a->validity.from) < std::tie(b->id, b->validity.from);
    });
    std::stable_sort(out_.zones.begin(), out_.zones.end(),
                     [](const auto& a, const auto& b) { return in_order(*a.first, *b.first); });
    return std::move(out_);
}

}  // namespace

DossierMembers members_of(const Registry& registry, const std::string& asked) {
    return Members(registry, asked).find();
}

}  // namespace bareland::zones
