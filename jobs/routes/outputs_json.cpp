#include <cmath>

#include "jobs/report/json.hpp"
#include "jobs/routes/outputs.hpp"

namespace bareland::routes {
namespace {

using report::Json;
using report::number;
using report::or_null;
using report::text_or_null;

Json date_or_null(const std::optional<Date>& date) {
    return date ? Json(date->text()) : Json(nullptr);
}

Json crossings_of(const std::vector<Crossing>& crossings) {
    Json out = Json::array();
    for (const Crossing& crossing : crossings) {
        out.push_back({{"lon", number(crossing.at.x)},
                       {"lat", number(crossing.at.y)},
                       {"time", text_or_null(crossing.time)}});
    }
    return out;
}

// Ways are whole millimetres long; what sums of doubles add to them is no length.
Json metres(double value) {
    return number(std::round(value * 1000) / 1000 + 0.0);
}
Json metres_or_null(const std::optional<double>& value) {
    return value ? metres(*value) : Json(nullptr);
}

// Moments are interpolated between points.
Json tenths(double seconds) {
    return number(std::round(seconds * 10) / 10 + 0.0);
}

// RFC 7946.
Json geometry_of(const std::vector<Point>& line) {
    Json places = Json::array();
    for (const Point& p : line)
        places.push_back({number(p.x), number(p.y)});
    return {{"type", "LineString"}, {"coordinates", std::move(places)}};
}

Json suggestion_of(const std::optional<Suggestion>& way) {
    if (!way) return nullptr;
    Json out;
    out["length_m"] = metres(way->length_m);
    out["inside_m"] = metres(way->inside_m);
    out["extra_m"] = metres(way->extra_m);
    out["geometry"] = geometry_of(way->line);
    return out;
}

Json route_of(const Route& route, Lang lang) {
    const Reading* reading = route.reading ? &*route.reading : nullptr;
    Json out;
    out["id"] = route.id;
    out["plate"] = text_or_null(route.plate);
    out["verdict"] = verdict_key(route.verdict);
    out["clause"] = text_or_null(route.clause);
    out["inside_m"] = reading != nullptr ? metres(reading->inside_m) : Json(nullptr);
    out["least_inside_m"] = metres_or_null(route.least_inside_m);
    out["reentry"] = reading != nullptr ? Json(reading->reentry) : Json(nullptr);
    out["entries"] = reading != nullptr ? crossings_of(reading->entries) : Json(nullptr);
    out["exits"] = reading != nullptr ? crossings_of(reading->exits) : Json(nullptr);
    out["roads_inside"] = reading != nullptr ? Json(reading->roads_inside) : Json(nullptr);
    out["suggested"] = suggestion_of(route.suggested);
    out["confidence"] = or_null(route.confidence);
    out["snap_m"] = or_null(route.snap_m);
    out["text"] = route.text.in(lang);
    return out;
}

Json reading_of(const std::optional<Reading>& reading) {
    if (!reading) return nullptr;
    Json out;
    out["length_m"] = metres(reading->length_m);
    out["inside_m"] = metres(reading->inside_m);
    out["begins_inside"] = reading->begins_inside;
    out["ends_inside"] = reading->ends_inside;
    out["reentry"] = reading->reentry;
    out["roads_inside"] = reading->roads_inside;
    out["over_or_under"] = reading->over_or_under;
    return out;
}

// What of a trip is not in the table of verdicts.
Json detail_of(const Route& route) {
    Json out;
    out["id"] = route.id;
    out["class"] = route.vehicle_class ? Json(class_key(*route.vehicle_class)) : Json(nullptr);
    out["energy"] = route.energy ? Json(energy_key(*route.energy)) : Json(nullptr);
    out["emission_standard"] = or_null(route.standard);
    out["site"] = text_or_null(route.site);
    out["date"] = date_or_null(route.date);
    out["start_time"] = text_or_null(route.start_time);
    out["end_time"] = text_or_null(route.end_time);
    out["inside_s"] = route.inside_s ? tenths(*route.inside_s) : Json(nullptr);
    out["units"] = Json::array();
    for (const UnitRef& unit : route.units)
        out["units"].push_back(unit.id);
    out["possible"] = Json::array();
    for (const Verdict verdict : route.possible)
        out["possible"].push_back(verdict_key(verdict));
    out["obstacles"] = route.obstacles;
    out["suggested_roads"] = route.suggested ? Json(route.suggested->roads) : Json(nullptr);
    out["reading"] = reading_of(route.reading);
    out["other_reading"] = reading_of(route.other);
    return out;
}

Json summary_of(const Result& result) {
    const Counts counts = counts_of(result);
    Json out;
    out["routes"] = result.routes.size();
    for (std::size_t i = 0; i < verdict_keys.size(); ++i)
        out[std::string(verdict_keys.at(i))] = counts.by_verdict.at(i);
    out["exempt_share"] = or_null(result.exempt_share);
    return out;
}

Json zone_of(const ZoneUsed& zone) {
    Json out;
    out["id"] = zone.id;
    out["name"] = zone.name;
    out["kind"] = zone.kind;
    out["valid_from"] = date_or_null(zone.validity.from);
    out["valid_to"] = date_or_null(zone.validity.to);
    out["document"] = text_or_null(zone.document);
    out["clause"] = text_or_null(zone.clause);
    out["derived"] = zone.derived;
    return out;
}

Json unit_of(const UnitRow& row) {
    Json out;
    out["id"] = row.id;
    out["name"] = row.name;
    out["routes"] = row.routes;
    out["entering"] = row.entering;
    out["to_guide"] = row.to_guide;
    out["exempt"] = row.exempt;
    out["cannot_tell"] = row.cannot_tell;
    out["inside_m"] = metres(row.inside_m);
    out["sites"] = row.sites;
    return out;
}

Json day_of(const DayRow& row) {
    Json out;
    out["plate"] = row.plate;
    out["date"] = date_or_null(row.date);
    out["verdict"] = verdict_key(row.verdict);
    out["trips"] = row.trips;
    out["to_guide"] = row.to_guide;
    out["cannot_tell"] = row.cannot_tell;
    out["entries"] = row.entries;
    out["inside_m"] = metres(row.inside_m);
    out["inside_s"] = tenths(row.inside_s);
    out["complete"] = row.complete;
    out["first_time"] = text_or_null(row.first_time);
    out["last_time"] = text_or_null(row.last_time);
    return out;
}

template <class Item, class Make>
Json array_of(const std::vector<Item>& items, Make make) {
    Json out = Json::array();
    for (const Item& item : items)
        out.push_back(make(item));
    return out;
}

}  // namespace

std::string routes_json(const Result& result, Lang lang) {
    Json json;
    json["schema"] = "bareland/routes/1";
    json["command"] = result.command;
    json["as_of"] = result.as_of.text();
    json["summary"] = summary_of(result);
    json["routes"] = array_of(result.routes, [&](const Route& route) { return route_of(route, lang); });
    json["details"] = array_of(result.routes, detail_of);
    json["zones"] = array_of(result.zones, zone_of);
    json["networks"] = array_of(result.networks, [&](const NetworkUsed& network) {
        return Json{{"source", network.source.in(lang)}, {"date", date_or_null(network.date)}};
    });
    json["units"] = array_of(result.units, unit_of);
    json["days"] = array_of(result.days, day_of);
    json["findings"] = report::findings_json(result.findings, lang);
    json["parameters"] = report::parameters_json(result.parameters);
    json["inputs"] = report::inputs_json(result.inputs);
    json["software"] = report::software_json();
    return report::dumped(json, 1) + "\n";
}

}  // namespace bareland::routes
