#include "jobs/sites/check.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "geo/geodesic.hpp"
#include "geo/ground.hpp"
#include "geo/messages_sites.hpp"
#include "geo/overlay.hpp"
#include "geo/reach.hpp"
#include "jobs/sites/contact.hpp"

namespace bareland::sites {
namespace {

std::vector<std::string> kinds_of(std::span<const Zone> zones) {
    std::set<std::string> kinds;
    for (const Zone& zone : zones)
        kinds.insert(zone.kind);
    return {kinds.begin(), kinds.end()};
}

std::size_t kind_number(const std::vector<std::string>& kinds, const std::string& kind) {
    return static_cast<std::size_t>(std::lower_bound(kinds.begin(), kinds.end(), kind) - kinds.begin());
}

// What the zone covers, for overlays.
MultiPolygon ground_of(const Zone& zone) {
    return zone.discs.empty() ? zone.shape : geodesic::disc_polygons(zone.discs);
}

}  // namespace

struct Checker::Impl {
    Impl(std::span<const Zone> all, const SiteRules& site_rules, const Date& on)
        : zones(all), rules(site_rules), day(on), kinds(kinds_of(all)) {
        for (const Zone& zone : zones) {
            const double buffer = zone.buffer_m.value_or(0);
            widest = std::max(widest, zone.uncertainty_m);
            widest_with_buffer = std::max(widest_with_buffer, zone.uncertainty_m + buffer);
            grown_shapes.push_back(buffer > 0 && zone.discs.empty()
                                       ? ground::within({zone.shape, {}, {}}, buffer)
                                       : MultiPolygon{});
            grown_discs.push_back(zone.discs);
            for (Disc& disc : grown_discs.back())
                disc.radius_m += buffer;
        }
        places.emplace(indexed(false), kinds.size());
        areas.emplace(indexed(true), kinds.size());
    }

    std::vector<IndexedZone> indexed(bool with_buffers) const {
        std::vector<IndexedZone> out;
        for (std::size_t i = 0; i < zones.size(); ++i) {
            const bool grown_one = with_buffers && zones[i].buffer_m;
            out.push_back({grown_one && zones[i].discs.empty() ? &grown_shapes[i] : &zones[i].shape,
                           grown_one ? std::span<const Disc>(grown_discs[i]) : zones[i].discs,
                           kind_number(kinds, zones[i].kind)});
        }
        return out;
    }

    const MultiPolygon& reached_shape(std::size_t zone) const {
        return zones[zone].buffer_m ? grown_shapes[zone] : zones[zone].shape;
    }

    std::vector<Contact> contacts_of(const Point& place, double uncertainty_m, Scratch& scratch) const;
    std::vector<Contact> contacts_of(const MultiPolygon& area, double uncertainty_m) const;
    Verdict geometric(const SiteRecord& record, const Contact& contact) const;
    void apply_rule(const SiteRecord& record, Contact& contact, std::vector<RuleNote>& notes) const;
    double left_over(const MultiPolygon& area, const Contact& contact, std::span<const Contact* const> by,
                     Scratch& scratch) const;
    std::vector<const Contact*> overriding(const Contact& contact, std::span<const Contact> all) const;
    void apply_overrides(const SiteRecord& record, const Project& project, std::vector<Contact>& contacts,
                         Scratch& scratch) const;

    std::span<const Zone> zones;
    const SiteRules& rules;
    Date day;
    std::vector<std::string> kinds;  // sorted
    std::vector<MultiPolygon> grown_shapes;
    std::vector<std::vector<Disc>> grown_discs;
    // Shapes as they are: buffers are taken off the distances, which are exact. Areas are overlaid with
    // shapes that were grown by their buffers.
    std::optional<ZoneIndex> places;
    std::optional<ZoneIndex> areas;
    double widest = 0;
    double widest_with_buffer = 0;
};

std::vector<Contact> Checker::Impl::contacts_of(const Point& place, double uncertainty_m,
                                                Scratch& scratch) const {
    places->at(place, scratch.answer);
    places->within(place, uncertainty_m + widest_with_buffer, scratch.near);
    std::vector<Contact> out;
    const auto add = [&](const ZoneDistance& found, bool nearest) {
        if (found.zone == no_zone) return;
        const Zone& zone = zones[found.zone];
        auto known = std::find_if(out.begin(), out.end(),
                                  [&](const Contact& other) { return other.zone == found.zone; });
        if (known == out.end()) {
            Contact contact;
            contact.zone = found.zone;
            contact.distance_m = found.distance_m - zone.buffer_m.value_or(0);
            contact.relation = contact.distance_m <= 0 ? Relation::inside : Relation::outside;
            contact.uncertainty_m = uncertainty_m + zone.uncertainty_m;
            if (!nearest && contact.distance_m > contact.uncertainty_m) return;
            known = out.insert(out.end(), contact);
        }
        known->nearest = known->nearest || nearest;
    };
    for (const ZoneDistance& found : scratch.answer.containing)
        add(found, false);
    for (const ZoneDistance& found : scratch.near)
        add(found, false);
    for (const ZoneDistance& found : scratch.answer.nearest)
        add(found, true);
    return out;
}

std::vector<Contact> Checker::Impl::contacts_of(const MultiPolygon& area, double uncertainty_m) const {
    const ZoneIndex::AreaAnswer answer = areas->of_area(area, uncertainty_m + widest);
    std::vector<Contact> out;
    const auto add = [&](const AreaHit& found, bool nearest) {
        if (found.zone == no_zone) return;
        auto known = std::find_if(out.begin(), out.end(),
                                  [&](const Contact& other) { return other.zone == found.zone; });
        if (known == out.end()) {
            Contact contact;
            contact.zone = found.zone;
            contact.relation = found.relation;
            contact.distance_m = found.distance_m;
            contact.overlap_m2 = found.overlap_m2;
            contact.overlap_share = found.overlap_share;
            contact.uncertainty_m = uncertainty_m + zones[found.zone].uncertainty_m;
            known = out.insert(out.end(), contact);
        }
        known->nearest = known->nearest || nearest;
    };
    for (const AreaHit& found : answer.hits)
        add(found, false);
    for (const AreaHit& found : answer.nearest)
        add(found, true);
    return out;
}

Verdict Checker::Impl::geometric(const SiteRecord& record, const Contact& contact) const {
    const double u = contact.uncertainty_m;
    const double d = contact.distance_m;
    if (record.place) {
        if (std::abs(d) <= u) return Verdict::needs_survey;
        return d < 0 ? Verdict::inside : Verdict::outside;
    }
    if (contact.relation == Relation::outside) return d <= u ? Verdict::needs_survey : Verdict::outside;
    const std::size_t zone = contact.zone;
    // All of it is deep inside; or one of its corners is.
    if (contact.relation == Relation::inside && -d > u) return Verdict::inside;
    for (const Polygon& polygon : record.shape) {
        for (const Point& corner : polygon.outer) {
            if (areas->distance(corner, zone).distance_m < -u) return Verdict::inside;
        }
    }
    const bool deeper = grown_discs[zone].empty() ? reaches_deeper(record.shape, reached_shape(zone), u)
                                                  : reaches_deeper(record.shape, grown_discs[zone], u);
    return deeper ? Verdict::inside : Verdict::needs_survey;
}

void Checker::Impl::apply_rule(const SiteRecord& record, Contact& contact,
                               std::vector<RuleNote>& notes) const {
    if (contact.verdict == Verdict::outside) return;
    const SiteRules::Rule* rule = rule_for(rules, zones[contact.zone].kind, day);
    if (rule == nullptr) return;
    Concern concern = concern_of(*rule, record);
    if (concern.answer == Concern::Answer::yes) return;
    const bool unknown = concern.answer == Concern::Answer::unknown;
    if (!unknown) {
        contact.verdict = Verdict::outside;
    } else if (contact.verdict == Verdict::inside) {
        contact.verdict = Verdict::cannot_tell;
    }
    const bool told =
        std::any_of(notes.begin(), notes.end(), [&](const RuleNote& note) { return note.rule == rule->id; });
    if (!told) notes.push_back({rule->id, unknown, std::move(concern.reason)});
}

// Contacts on which another kind holds, and nothing of the project is left for them.
void give_way(std::span<const Contact* const> to, Contact& contact) {
    // The kind begins where the one that holds here ends.
    double way_out = std::max(0.0, contact.distance_m);
    for (const Contact* other : to)
        way_out = std::max(way_out, -other->distance_m);
    contact.relation = Relation::outside;
    contact.verdict = Verdict::outside;
    contact.distance_m = way_out;
    if (contact.overlap_m2) contact.overlap_m2 = 0;
    if (contact.overlap_share) contact.overlap_share = 0;
}

// What of an area's common part with a zone lies outside those that override it.
double Checker::Impl::left_over(const MultiPolygon& area, const Contact& contact,
                                std::span<const Contact* const> by, Scratch& scratch) const {
    MultiPolygon rest = overlay::intersection(area, ground_of(zones[contact.zone]));
    for (const Contact* other : by)
        rest = overlay::difference(rest, ground_of(zones[other->zone]));
    return ground_area(rest, scratch.to_geographic);
}

std::vector<const Contact*> Checker::Impl::overriding(const Contact& contact,
                                                      std::span<const Contact> all) const {
    std::vector<const Contact*> out;
    for (const SiteRules::Override& entry : rules.overrides) {
        const bool meant =
            std::find(entry.over.begin(), entry.over.end(), zones[contact.zone].kind) != entry.over.end();
        if (!meant) continue;
        for (const Contact& other : all) {
            if (other.verdict == Verdict::inside && zones[other.zone].kind == entry.kind)
                out.push_back(&other);
        }
    }
    return out;
}

void Checker::Impl::apply_overrides(const SiteRecord& record, const Project& project,
                                    std::vector<Contact>& contacts, Scratch& scratch) const {
    constexpr double nothing_m2 = 1e-3;  // what rounding leaves along a common edge
    const std::vector<Contact> before = contacts;
    for (Contact& contact : contacts) {
        const std::vector<const Contact*> by = overriding(contact, before);
        if (by.empty()) continue;
        const bool whole = record.place || std::any_of(by.begin(), by.end(), [](const Contact* other) {
                               return other->relation == Relation::inside;
                           });
        if (whole) {
            give_way(by, contact);
        } else if (contact.relation != Relation::outside) {
            const double left_m2 = left_over(record.shape, contact, by, scratch);
            if (left_m2 <= nothing_m2) {
                give_way(by, contact);
            } else if (contact.overlap_m2.value_or(0) - left_m2 > nothing_m2) {
                contact.relation = Relation::partly;
                contact.distance_m = 0;
                contact.overlap_m2 = left_m2;
                contact.overlap_share = left_m2 / project.area_m2.value_or(left_m2);
            }
        }
    }
}

Checker::Checker(std::span<const Zone> zones, const SiteRules& rules, const Date& day)
    : impl_(std::make_unique<Impl>(zones, rules, day)) {}

Checker::~Checker() = default;

Project Checker::check(const SiteRecord& record, double uncertainty_m, Scratch& scratch) const {
    if (!record.place && record.shape.empty())
        throw Error(messages::sites_no_geometry, record.id, record.name);
    Project project;
    project.id = record.id;
    project.name = record.name;
    project.type = record.type;
    project.place = record.place;
    if (!record.place) {
        project.shape = record.shape;
        project.area_m2 = ground_area(record.shape, scratch.to_geographic);
    }
    project.uncertainty_m = uncertainty_m;
    std::vector<Contact> contacts = record.place ? impl_->contacts_of(*record.place, uncertainty_m, scratch)
                                                 : impl_->contacts_of(record.shape, uncertainty_m);
    for (Contact& contact : contacts)
        contact.verdict = impl_->geometric(record, contact);
    impl_->apply_overrides(record, project, contacts, scratch);
    for (Contact& contact : contacts)
        impl_->apply_rule(record, contact, project.notes);

    std::sort(contacts.begin(), contacts.end(),
              [](const Contact& a, const Contact& b) { return a.zone < b.zone; });
    const Situation situation{record, impl_->zones, impl_->rules, impl_->day, contacts};
    for (const Contact& contact : contacts) {
        Hit hit{contact.zone,
                contact.relation,
                contact.verdict,
                contact.distance_m,
                contact.overlap_m2,
                contact.overlap_share,
                contact.uncertainty_m,
                {},
                {}};
        add_duties(situation, contact, hit);
        project.verdict = std::max(project.verdict, hit.verdict);
        if (contact.nearest) project.nearest.push_back(hit);
        if (hit.verdict != Verdict::outside) project.hits.push_back(std::move(hit));
    }
    std::sort(project.nearest.begin(), project.nearest.end(), [&](const Hit& a, const Hit& b) {
        return impl_->zones[a.zone].kind < impl_->zones[b.zone].kind;
    });
    return project;
}

}  // namespace bareland::sites
