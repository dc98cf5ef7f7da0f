#include "jobs/report/json.hpp"
#include "jobs/sites/outputs.hpp"
#include "jobs/sites/words.hpp"

namespace bareland::sites {
namespace {

using report::Json;
using report::number;
using report::or_null;
using report::text_or_null;

Json date_or_null(const std::optional<Date>& date) {
    return date ? Json(date->text()) : Json(nullptr);
}

Json duties_of(const Hit& hit, Lang lang) {
    Json out = Json::array();
    for (const Text& duty : hit.duties)
        out.push_back(duty.in(lang));
    return out;
}

Json hit_of(const Hit& hit, const Result& result, Lang lang) {
    const Zone& zone = result.zones.at(hit.zone);
    Json out;
    out["zone_id"] = zone.id;
    out["kind"] = zone.kind;
    out["relation"] = relation_key(hit.relation);
    out["verdict"] = verdict_key(hit.verdict);
    out["distance_m"] = number(hit.distance_m);
    out["overlap_m2"] = or_null(hit.overlap_m2);
    out["overlap_share"] = or_null(hit.overlap_share);
    out["uncertainty_m"] = number(hit.uncertainty_m);
    out["clause"] = text_or_null(clause_line(hit, lang));
    out["duties"] = duties_of(hit, lang);
    return out;
}

Json hits_of(const std::vector<Hit>& hits, const Result& result, Lang lang) {
    Json out = Json::array();
    for (const Hit& hit : hits)
        out.push_back(hit_of(hit, result, lang));
    return out;
}

Json project_of(const Project& project, const Result& result, Lang lang) {
    Json out;
    out["id"] = project.id;
    out["name"] = project.name;
    out["units"] = Json::array();
    for (const std::size_t unit : project.units)
        out["units"].push_back(result.units.at(unit).id);
    out["verdict"] = verdict_key(project.verdict);
    out["hits"] = hits_of(project.hits, result, lang);
    out["nearest"] = hits_of(project.nearest, result, lang);
    return out;
}

Json zone_of(const Zone& zone) {
    Json out;
    out["id"] = zone.id;
    out["name"] = zone.name;
    out["kind"] = zone.kind;
    out["level"] = text_or_null(zone.level);
    out["from"] = zone.well ? "well" : "zone";
    out["source"] = text_or_null(zone.source);
    out["valid_from"] = date_or_null(zone.validity.from);
    out["valid_to"] = date_or_null(zone.validity.to);
    out["document"] = text_or_null(zone.document);
    out["clause"] = text_or_null(zone.clause);
    out["radius_m"] = or_null(zone.radius_m);
    out["buffer_m"] = or_null(zone.buffer_m);
    out["uncertainty_m"] = number(zone.uncertainty_m);
    return out;
}

Json unit_of(const UnitUsed& unit) {
    Json out;
    out["id"] = unit.id;
    out["name"] = unit.name;
    out["valid_from"] = date_or_null(unit.validity.from);
    out["valid_to"] = date_or_null(unit.validity.to);
    return out;
}

Json summary_of(const Result& result) {
    const Counts counts = counts_of(result);
    return {{"projects", result.projects.size()},
            {"inside", counts.inside},
            {"needs_survey", counts.needs_survey},
            {"cannot_tell", counts.cannot_tell},
            {"outside", counts.outside}};
}

template <class Item, class Make>
Json array_of(const std::vector<Item>& items, Make make) {
    Json out = Json::array();
    for (const Item& item : items)
        out.push_back(make(item));
    return out;
}

}  // namespace

std::string sites_json(const Result& result, Lang lang) {
    Json json;
    json["schema"] = "bareland/sites/1";
    json["as_of"] = result.as_of.text();
    json["summary"] = summary_of(result);
    json["projects"] =
        array_of(result.projects, [&](const Project& project) { return project_of(project, result, lang); });
    json["zones"] = array_of(result.zones, zone_of);
    json["units"] = array_of(result.units, unit_of);
    json["findings"] = report::findings_json(result.findings, lang);
    json["parameters"] = report::parameters_json(result.parameters);
    json["inputs"] = report::inputs_json(result.inputs);
    json["software"] = report::software_json();
    return report::dumped(json, 2) + "\n";
}

}  // namespace bareland::sites
