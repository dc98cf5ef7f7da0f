#include "jobs/report/json.hpp"
#include "jobs/sites/words.hpp"
#include "jobs/zones/dossier_outputs.hpp"

namespace bareland::zones {
namespace {

using report::Json;
using report::number;
using report::or_null;
using report::text_or_null;

Json day_or_null(const std::optional<Date>& day) {
    return day ? Json(day->text()) : Json(nullptr);
}

Json units_of(const std::vector<UnitShare>& units) {
    Json out = Json::array();
    for (const UnitShare& unit : units) {
        out.push_back({{"id", unit.id},
                       {"name", unit.name},
                       {"area_m2", number(unit.area_m2)},
                       {"share", number(unit.share)}});
    }
    return out;
}

Json discs_of(const std::optional<DiscSums>& discs) {
    if (!discs) return nullptr;
    return {{"count", discs->count},
            {"separate_m2", number(discs->separate_m2)},
            {"dissolved_m2", number(discs->dissolved_m2)},
            {"overlap_m2", number(discs->overlap_m2)}};
}

Json well_of(const DossierWell& one) {
    const WellRecord& well = *one.well;
    return {{"id", well.id},
            {"name", text_or_null(well.name)},
            {"source", text_or_null(well.source)},
            {"kind", text_or_null(well.kind)},
            {"radius_m", number(well.radius_m)},
            {"lon", number(well.place.x)},
            {"lat", number(well.place.y)},
            {"uncertainty_m", or_null(well.uncertainty_m)},
            {"valid_from", day_or_null(well.validity.from)},
            {"valid_to", day_or_null(well.validity.to)},
            {"in_force", one.in_force},
            {"places", one.places},
            {"disc_m2", number(one.disc_m2)},
            {"units", units_of(one.units)}};
}

Json roads_of(const std::vector<RoadLength>& roads) {
    Json out = Json::array();
    for (const RoadLength& road : roads) {
        Json carriageways = Json::array();
        for (const auto& [carriageway, metres] : road.carriageways_m)
            carriageways.push_back({{"carriageway", carriageway}, {"length_m", number(metres)}});
        out.push_back({{"road", road.road},
                       {"links", road.links},
                       {"length_m", number(road.length_m)},
                       {"carriageways", std::move(carriageways)}});
    }
    return out;
}

Json extent_of(const Box& box) {
    if (box.empty()) return nullptr;
    return {{"min_lon", box.min_x}, {"min_lat", box.min_y}, {"max_lon", box.max_x}, {"max_lat", box.max_y}};
}

Json texts_of(const std::vector<Text>& texts, Lang lang) {
    Json out = Json::array();
    for (const Text& text : texts)
        out.push_back(text.in(lang));
    return out;
}

Json zone_of(const DossierZone& one, Lang lang) {
    const ZoneFacts& facts = one.facts;
    const ZoneRecord& zone = *facts.zone;
    return {{"id", zone.id},
            {"name", text_or_null(zone.name)},
            {"kind", zone.kind},
            {"level", text_or_null(zone.level)},
            {"valid_from", day_or_null(zone.validity.from)},
            {"valid_to", day_or_null(zone.validity.to)},
            {"in_force", one.in_force},
            {"link", link_key(one.link)},
            {"document", text_or_null(zone.document)},
            {"clause", text_or_null(zone.clause)},
            {"duties", texts_of(one.duties, lang)},
            {"owners", zone.owners},
            {"stated_area_m2", or_null(zone.stated_area_m2)},
            {"area_m2", number(facts.area_m2)},
            {"perimeter_m", number(facts.perimeter_m)},
            {"extent", extent_of(facts.extent)},
            {"parts", facts.parts},
            {"holes", facts.holes},
            {"uncertainty_m", or_null(zone.uncertainty_m)},
            {"outside_units_m2", or_null(facts.outside_units_m2)},
            {"units", units_of(facts.units)},
            {"discs", discs_of(facts.discs)},
            {"roads", roads_of(facts.roads)}};
}

Json event_of(const DossierEvent& event) {
    return {{"day", event.day.text()},
            {"event", event_key(event.type)},
            {"id", event.id},
            {"name", text_or_null(event.name)},
            {"basis", text_or_null(event.basis)},
            {"added_m2", number(event.added_m2)},
            {"removed_m2", number(event.removed_m2)}};
}

Json hit_of(const DossierHit& hit) {
    return {{"zone_id", hit.zone_id},
            {"zone_name", text_or_null(hit.zone_name)},
            {"kind", hit.kind},
            {"relation", sites::relation_key(hit.relation)},
            {"distance_m", number(hit.distance_m)},
            {"overlap_m2", or_null(hit.overlap_m2)},
            {"overlap_share", or_null(hit.overlap_share)}};
}

Json site_of(const DossierSite& one) {
    const SiteRecord& site = *one.site;
    Json hits = Json::array();
    for (const DossierHit& hit : one.hits)
        hits.push_back(hit_of(hit));
    return {{"id", site.id},
            {"name", text_or_null(site.name)},
            {"type", text_or_null(site.type)},
            {"scale", or_null(site.large_scale)},
            {"compliant", or_null(site.compliant)},
            {"species", text_or_null(site.species)},
            {"pollution", text_or_null(site.pollution)},
            {"lon", site.place ? number(site.place->x) : Json(nullptr)},
            {"lat", site.place ? number(site.place->y) : Json(nullptr)},
            {"uncertainty_m", or_null(site.uncertainty_m)},
            {"places", one.places},
            {"distance_m", number(one.hits.front().distance_m)},
            {"hits", std::move(hits)}};
}

Json input_of(const RegistryInput& input) {
    return {{"role", input.role},
            {"name", input.name},
            {"sha256", text_or_null(input.sha256)},
            {"crs", text_or_null(input.crs)},
            {"source", text_or_null(input.text)},
            {"imported_at", text_or_null(input.imported_at)}};
}

Json record_of(const RegistryEvent& event) {
    return {{"at", event.at}, {"action", event.action}, {"role", event.role}, {"detail", event.detail}};
}

template <class List, class Make>
Json list_of(const List& list, Make make) {
    Json out = Json::array();
    for (const auto& one : list)
        out.push_back(make(one));
    return out;
}

}  // namespace

std::string dossier_json(const Dossier& dossier, const Registry& registry, Lang lang) {
    Json json;
    json["schema"] = "bareland/dossier/1";
    json["asked"] = dossier.asked;
    json["title"] = dossier.title;
    json["source"] = text_or_null(dossier.source);
    json["as_of"] = dossier.day.text();
    json["wells"] = list_of(dossier.wells, well_of);
    json["discs"] = discs_of(dossier.discs);
    json["disc_units"] = units_of(dossier.disc_units);
    json["zones"] = list_of(dossier.zones, [lang](const DossierZone& zone) { return zone_of(zone, lang); });
    json["history"] = list_of(dossier.history, event_of);
    json["within_m"] = number(dossier.within_m);
    json["sites"] = dossier.sites_known ? list_of(dossier.sites, site_of) : Json(nullptr);
    json["findings"] = report::findings_json(dossier.findings, lang);
    json["records"] = list_of(registry.events, record_of);
    json["inputs"] = list_of(registry.inputs, input_of);
    json["software"] = report::software_json();
    return report::dumped(json, 2) + "\n";
}

}  // namespace bareland::zones
