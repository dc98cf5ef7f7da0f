#include "jobs/rank/outputs_json.hpp"

#include <nlohmann/json.hpp>

#include "jobs/rank/outputs.hpp"
#include "jobs/rank/outputs_table.hpp"
#include "jobs/report/json.hpp"

namespace bareland::rank {
namespace {

using report::Json;
using report::number;
using report::or_null;
using report::text_or_null;

// Of a unit that no raster covers nothing is known but its own area.
void add_areas(Json& to, const Areas& areas, bool covered) {
    const auto known = [covered](double value) { return covered ? number(value) : Json(nullptr); };
    to["unit_area_m2"] = number(areas.unit);
    to["observed_area_m2"] = number(areas.observed);
    to["bare_area_m2"] = known(areas.bare);
    to["excluded_area_m2"] = known(areas.excluded);
    to["controlled_area_m2"] = known(areas.controlled);
    to["controlled_temporary_area_m2"] = known(areas.controlled_temporary);
    to["controlled_permanent_area_m2"] = known(areas.controlled_permanent);
    to["uncontrolled_area_m2"] = known(areas.uncontrolled);
    to["uncontrolled_without_exclusion_m2"] = known(areas.uncontrolled_without_exclusion);
}

void add_change(Json& to, const Change& change, const std::string& prefix, const std::string& area_key,
                const std::string& reason_key, Lang lang) {
    to[prefix + "rank"] = or_null(change.rank);
    to[area_key] = or_null(change.uncontrolled_change_m2);
    to[reason_key] = change.reason ? Json(change.reason->in(lang)) : Json(nullptr);
}

Json flags_of(const Unit& unit, Lang lang) {
    Json flags = Json::array();
    for (const Flag& flag : unit.flags) {
        flags.push_back({{"rule", flag.rule},
                         {"level", level_key(flag.level)},
                         {"value", or_null(flag.value)},
                         {"limit", or_null(flag.limit)},
                         {"clause", text_or_null(flag.clause)},
                         {"text", flag.text.in(lang)}});
    }
    return flags;
}

Json zones_of(const Unit& unit) {
    Json zones = Json::object();
    for (const auto& [id, areas] : unit.zones)
        add_areas(zones[id], areas, unit.status != Status::no_cover);
    return zones;
}

enum class Kind { unit, district };

Json unit_of(const Unit& unit, Lang lang, Kind kind) {
    const bool district = kind == Kind::district;
    const bool covered = district || unit.status != Status::no_cover;
    Json json;
    json["id"] = district ? text_or_null(unit.id) : Json(unit.id);
    json["name"] = district ? text_or_null(unit.name) : Json(unit.name);
    json["status"] = status_key(unit.status);
    add_areas(json, unit.areas, covered);
    json["bare_permyriad"] = covered ? number(unit.areas.bare_permyriad()) : Json(nullptr);
    json["uncontrolled_permyriad"] = covered ? number(unit.areas.uncontrolled_permyriad()) : Json(nullptr);
    json["rank"] = or_null(unit.rank);
    json["rank_from_worst"] = or_null(unit.rank_from_worst);
    json["rank_without_exclusion"] = or_null(unit.rank_without_exclusion);
    add_change(json, unit.previous, "previous_", "uncontrolled_change_m2", "change_reason", lang);
    add_change(json, unit.previous_year, "previous_year_", "previous_year_uncontrolled_change_m2",
               "previous_year_change_reason", lang);
    json["flags"] = flags_of(unit, lang);
    json["zones"] = zones_of(unit);
    return json;
}

Json balance_of(const Balance& balance) {
    return {{"raster_bare_m2", or_null(balance.raster_bare)},
            {"in_units_m2", number(balance.in_units)},
            {"outside_units_m2", or_null(balance.outside_units)},
            {"unit_overlap_m2", number(balance.unit_overlap)}};
}

}  // namespace

std::string ranking_json(const Result& result, Lang lang) {
    Json units = Json::array();
    for (const Unit& unit : result.units)
        units.push_back(unit_of(unit, lang, Kind::unit));
    Json json;
    json["schema"] = "bareland/ranking/1";
    json["month"] = result.month;
    json["units"] = std::move(units);
    json["district"] = unit_of(result.district, lang, Kind::district);
    json["balance"] = balance_of(result.balance);
    json["findings"] = report::findings_json(result.findings, lang);
    json["parameters"] = report::parameters_json(result.parameters);
    json["inputs"] = report::inputs_json(result.inputs);
    json["software"] = report::software_json();
    return report::dumped(json, 2) + "\n";
}

std::string flags_json(const Unit& unit, Lang lang) {
    return report::dumped(flags_of(unit, lang), -1);
}

std::string zones_json(const Unit& unit) {
    return report::dumped(zones_of(unit), -1);
}

}  // namespace bareland::rank
