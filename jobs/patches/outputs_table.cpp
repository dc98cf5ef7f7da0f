#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "jobs/patches/outputs.hpp"
#include "jobs/report/json.hpp"
#include "jobs/report/tables.hpp"

namespace bareland::patches {
namespace {

using Kind = Table::Kind;
using Value = Table::Value;
using report::text_row;

// To a hundredth: what is written does not depend on the last bits of a sum.
Value hundredths(double value) {
    const double rounded = std::round(value * 100) / 100;
    return rounded == 0 ? 0.0 : rounded;
}
Value degrees(double value) {
    return std::round(value * 1e7) / 1e7;
}
Value count(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

std::string class_word(Class of, Lang lang) {
    return (of == Class::bare ? Text{"裸露", "bare"} : Text{"苫盖", "netted"}).in(lang);
}
std::string status_word(Status status, Lang lang) {
    switch (status) {
        case Status::uncontrolled:
            return Text{"未管控", "uncontrolled"}.in(lang);
        case Status::controlled:
            return Text{"已管控", "controlled"}.in(lang);
        case Status::excluded:
            break;
    }
    return Text{"扣除", "excluded"}.in(lang);
}

std::map<std::string, std::string> unit_names(const Result& result) {
    std::map<std::string, std::string> out;
    for (const UnitPatches& unit : result.units)
        out[unit.id] = unit.name;
    return out;
}

// The units it lies in, the one with most of it first.
std::vector<const PatchInUnit*> largest_first(const Patch& patch) {
    std::vector<const PatchInUnit*> out;
    for (const PatchInUnit& unit : patch.units)
        out.push_back(&unit);
    std::stable_sort(out.begin(), out.end(), [](const PatchInUnit* a, const PatchInUnit* b) {
        return std::llround(a->areas.all() * 100) > std::llround(b->areas.all() * 100);
    });
    return out;
}

void add_areas(Table::Row& row, const StatusAreas& areas) {
    for (const double area : {areas.all(), areas.uncontrolled, areas.controlled, areas.excluded})
        row.cells.push_back({hundredths(area)});
}

void add_area_columns(Table& table) {
    table.columns.push_back({"area_m2", {"面积（平方米）", "Area (m2)"}, Kind::area});
    table.columns.push_back({"uncontrolled_m2", {"其中：未管控（平方米）", "Uncontrolled (m2)"}, Kind::area});
    table.columns.push_back({"controlled_m2", {"其中：已管控（平方米）", "Controlled (m2)"}, Kind::area});
    table.columns.push_back({"excluded_m2", {"其中：扣除（平方米）", "Excluded (m2)"}, Kind::area});
}

}  // namespace

const char* class_key(Class of) {
    return of == Class::bare ? "bare" : "netted";
}

const char* status_key(Status status) {
    switch (status) {
        case Status::uncontrolled:
            return "uncontrolled";
        case Status::controlled:
            return "controlled";
        case Status::excluded:
            break;
    }
    return "excluded";
}

Table patch_table(const Result& result, Lang lang, bool words) {
    Table table;
    table.name = Text{"图斑", "Patches"}.in(lang);
    table.columns = {{"number", {"编号", "Number"}, Kind::integer},
                     {"class", {"类别", "Class"}},
                     {"status", {"状态", "Status"}}};
    add_area_columns(table);
    for (const Table::Column& column : std::initializer_list<Table::Column>{
             {"perimeter_m", {"周长（米）", "Perimeter (m)"}, Kind::number},
             {"unit_id", {"所在街乡镇编号", "Township id"}},
             {"unit_name", {"所在街乡镇", "Township"}},
             {"units", {"涉及的街乡镇", "All townships"}, Kind::long_text},
             {"outside_units_m2", {"街乡镇以外（平方米）", "Outside all townships (m2)"}, Kind::area},
             {"zones", {"所在分区", "Zones"}, Kind::long_text},
             {"lon", {"经度", "Longitude"}, Kind::degrees},
             {"lat", {"纬度", "Latitude"}, Kind::degrees}})
        table.columns.push_back(column);
    const bool simplified = result.simplify_m > 0;
    if (simplified)
        table.columns.push_back({"simplified_change_m2",
                                 {"化简引起的面积变化（平方米）", "Change by simplifying (m2)"},
                                 Kind::change});
    const std::map<std::string, std::string> names = unit_names(result);
    const char* const comma = words && lang == Lang::zh ? "、" : ", ";
    for (const Patch& patch : result.patches) {
        std::vector<std::string> units, zones;
        const std::vector<const PatchInUnit*> by_area = largest_first(patch);
        for (const PatchInUnit* unit : by_area)
            units.push_back(names.at(unit->unit));
        for (const PatchInZone& zone : patch.zones)
            zones.push_back(zone.zone);
        const auto main = [&](const std::string& text) { return by_area.empty() ? Value{} : Value{text}; };
        Table::Row row =
            text_row({std::int64_t{patch.number}, words ? class_word(patch.of, lang) : class_key(patch.of),
                      words ? status_word(patch.status, lang) : status_key(patch.status)});
        add_areas(row, patch.areas);
        for (const Value& value : std::initializer_list<Value>{
                 hundredths(patch.perimeter_m), main(by_area.empty() ? "" : by_area.front()->unit),
                 main(units.empty() ? "" : units.front()), main(fmt::format("{}", fmt::join(units, comma))),
                 hundredths(patch.outside_units),
                 zones.empty() ? Value{} : Value{fmt::format("{}", fmt::join(zones, comma))},
                 degrees(patch.place.x), degrees(patch.place.y)})
            row.cells.push_back({value});
        if (simplified) row.cells.push_back({hundredths(patch.simplified_change_m2)});
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table patch_unit_table(const Result& result, Lang lang) {
    Table table;
    table.name = Text{"图斑与街乡镇", "Patches by township"}.in(lang);
    table.columns = {{"number", {"图斑编号", "Patch"}, Kind::integer},
                     {"unit_id", {"街乡镇编号", "Township id"}},
                     {"unit_name", {"街乡镇", "Township"}}};
    add_area_columns(table);
    const std::map<std::string, std::string> names = unit_names(result);
    for (const Patch& patch : result.patches) {
        for (const PatchInUnit& unit : patch.units) {
            Table::Row row = text_row({std::int64_t{patch.number}, unit.unit, names.at(unit.unit)});
            add_areas(row, unit.areas);
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

Table patch_zone_table(const Result& result, Lang lang) {
    Table table;
    table.name = Text{"图斑与分区", "Patches by zone"}.in(lang);
    table.columns = {{"number", {"图斑编号", "Patch"}, Kind::integer},
                     {"zone_id", {"分区", "Zone"}},
                     {"area_m2", {"分区内面积（平方米）", "Area inside (m2)"}, Kind::area}};
    for (const Patch& patch : result.patches) {
        for (const PatchInZone& zone : patch.zones)
            table.rows.push_back(text_row({std::int64_t{patch.number}, zone.zone, hundredths(zone.area)}));
    }
    return table;
}

Table summary_table(const Result& result, Lang lang) {
    Table table;
    table.name = Text{"各街乡镇", "Townships"}.in(lang);
    table.columns = {{"unit_id", {"编号", "Id"}}, {"unit_name", {"街乡镇", "Township"}}};
    add_area_columns(table);
    table.columns.push_back({"listed", {"列出图斑", "Listed"}, Kind::integer});
    table.columns.push_back({"listed_m2", {"列出面积（平方米）", "Listed area (m2)"}, Kind::area});
    table.columns.push_back({"small", {"未列出", "Not listed"}, Kind::integer});
    table.columns.push_back({"small_m2", {"未列出面积（平方米）", "Not listed area (m2)"}, Kind::area});
    for (const UnitPatches& unit : result.units) {
        Table::Row row = text_row({unit.id, unit.name});
        add_areas(row, unit.areas);
        for (const Value& value :
             std::initializer_list<Value>{count(unit.listed.count), hundredths(unit.listed.areas.all()),
                                          count(unit.small.count), hundredths(unit.small.areas.all())})
            row.cells.push_back({value});
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table sensitivity_table(const Result& result, Lang lang) {
    Table table;
    table.name = Text{"最小面积", "Minimum area"}.in(lang);
    table.columns = {{"minimum_m2", {"最小面积（平方米）", "Minimum (m2)"}, Kind::area},
                     {"listed", {"列出图斑", "Listed"}, Kind::integer},
                     {"listed_m2", {"列出面积（平方米）", "Listed area (m2)"}, Kind::area},
                     {"small", {"未列出", "Not listed"}, Kind::integer},
                     {"small_m2", {"未列出面积（平方米）", "Not listed area (m2)"}, Kind::area}};
    for (const Sensitivity& one : result.sensitivity) {
        table.rows.push_back(text_row({one.minimum_m2, count(one.listed), hundredths(one.listed_m2),
                                       count(one.small), hundredths(one.small_m2)}));
    }
    return table;
}

Table run_table(const Result& result, Lang lang) {
    Table table;
    table.name = Text{"参数与来源", "Parameters and sources"}.in(lang);
    table.columns = {{"key", {"项目", "Item"}}, {"value", {"值", "Value"}, Kind::json}};
    const auto add = [&](const char* key, const report::Json& value) {
        table.rows.push_back(text_row({std::string(key), report::dumped(value, -1)}));
    };
    add("month", result.month);
    add("min_patch_m2", report::number(result.min_patch_m2));
    add("simplified_m2", report::number(std::round(result.simplified_m2 * 100) / 100));
    add("parameters", report::parameters_json(result.parameters));
    add("inputs", report::inputs_json(result.inputs));
    add("findings", report::findings_json(result.findings, lang));
    add("software", report::software_json());
    return table;
}

}  // namespace bareland::patches
