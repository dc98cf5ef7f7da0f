#include "jobs/zones/registry_tables.hpp"

#include <fmt/format.h>

#include <cmath>

#include "jobs/report/json.hpp"
#include "jobs/report/tables.hpp"
#include "jobs/report/terminal.hpp"
#include "jobs/sites/words.hpp"

namespace bareland::zones {
namespace {

using Kind = Table::Kind;
using report::grouped;
using report::text_row;

Table::Value day_or_empty(const std::optional<Date>& day) {
    return day ? Table::Value(day->text()) : Table::Value{};
}

}  // namespace

std::string titled(const Text& what, const Text& when, Lang lang) {
    return lang == Lang::zh ? when.zh + what.zh : what.en + ", " + when.en;
}

Text on_day(const Date& day) {
    return {day.text() + " ", day.text()};
}

const char* area_note(Lang lang) {
    return lang == Lang::zh ? "面积为 CGCS2000 椭球上的地面面积，长度为大地线长度。"
                            : "Areas are ground areas on the CGCS2000 ellipsoid, lengths are geodesic.";
}

double to_millimetres(double metres) {
    return std::round(metres * 1000) / 1000;
}

Text validity_text(const Validity& validity) {
    const auto& [from, to] = validity;
    if (from && to) {
        return {from->text() + " 至 " + to->text(), from->text() + " to " + to->text()};
    }
    if (from) return {from->text() + " 起", "from " + from->text()};
    if (to) return {"至 " + to->text(), "until " + to->text()};
    return {"未注明", "not stated"};
}

Text state_text(const Validity& validity, const Date& day) {
    if (validity.holds(day)) return {"生效", "in force"};
    if (validity.from && validity.to && *validity.to < *validity.from) return {"日期有误", "wrong dates"};
    if (validity.from && day < *validity.from) return {"未生效", "not yet"};
    return {"已失效", "ended"};
}

std::string list_text(const std::vector<std::string>& words, Lang lang) {
    return fmt::format("{}", fmt::join(words, lang == Lang::zh ? "、" : ", "));
}

std::string units_text(const std::vector<UnitShare>& units, Lang lang) {
    std::vector<std::string> out;
    for (const UnitShare& unit : units) {
        out.push_back(
            lang == Lang::zh
                ? fmt::format("{} {} 平方米（{:.1f}%）", unit.name, grouped(unit.area_m2), 100 * unit.share)
                : fmt::format("{} {} m2 ({:.1f} %)", unit.name, grouped(unit.area_m2), 100 * unit.share));
    }
    return list_text(out, lang);
}

Table list_table(const Registry& registry, const Date& day, bool all, Lang lang) {
    Table table;
    table.name = Text{"分区", "Zones"}.in(lang);
    table.title = titled({"分区名录", "register of zones"}, on_day(day), lang);
    table.note = area_note(lang);
    table.columns = {
        {"id", {"编号", "Id"}},           {"name", {"名称", "Name"}},
        {"kind", {"类型", "Kind"}},       {"level", {"级别", "Level"}},
        {"state", {"状态", "State"}},     {"valid_from", {"生效日期", "From"}},
        {"valid_to", {"失效日期", "To"}}, {"area_m2", {"面积（平方米）", "Area (m2)"}, Kind::area},
        {"basis", {"依据", "Basis"}}};
    for (const ZoneRecord* zone : all ? all_versions(registry.zones) : zones_on(registry.zones, day)) {
        table.rows.push_back(
            text_row({zone->id, zone->name, sites::kind_text(zone->kind).in(lang), zone->level,
                      state_text(zone->validity, day).in(lang), day_or_empty(zone->validity.from),
                      day_or_empty(zone->validity.to), area_on_ground(ground_of(*zone)), basis_of(*zone)}));
    }
    return table;
}

Table unit_share_table(const std::vector<UnitShare>& units, Lang lang) {
    Table table;
    table.name = Text{"街乡镇", "Units"}.in(lang);
    table.columns = {{"id", {"编号", "Id"}},
                     {"name", {"街乡镇", "Township"}},
                     {"area_m2", {"面积（平方米）", "Area (m2)"}, Kind::area},
                     {"percent", {"占比（%）", "Share (%)"}, Kind::permyriad}};
    for (const UnitShare& unit : units)
        table.rows.push_back(text_row({unit.id, unit.name, unit.area_m2, 100 * unit.share}));
    return table;
}

Table road_table(const std::vector<RoadLength>& roads, Lang lang) {
    Table table;
    table.name = Text{"道路", "Roads"}.in(lang);
    table.columns = {{"road", {"道路", "Road"}},
                     {"links", {"路段数", "Links"}, Kind::integer},
                     {"length_m", {"长度（米）", "Length (m)"}, Kind::permyriad},
                     {"carriageways", {"各车行道（米）", "By carriageway (m)"}}};
    std::size_t links = 0;
    double length = 0;
    for (const RoadLength& road : roads) {
        std::vector<std::string> parts;
        for (const auto& [carriageway, metres] : road.carriageways_m)
            parts.push_back(fmt::format("{}: {:.2f}", carriageway, metres));
        table.rows.push_back(text_row({road.road, static_cast<std::int64_t>(road.links),
                                       to_millimetres(road.length_m), list_text(parts, lang)}));
        links += road.links;
        length += road.length_m;
    }
    table.rows.push_back(text_row({std::string(Text{"合计", "Total"}.in(lang)),
                                   static_cast<std::int64_t>(links),
                                   to_millimetres(length),
                                   {}}));
    table.rows.back().role = Table::Role::total;
    return table;
}

Table version_table(const std::vector<const ZoneRecord*>& versions, const Date& day, Lang lang) {
    Table table;
    table.name = Text{"版本", "Versions"}.in(lang);
    table.columns = {{"valid_from", {"生效日期", "From"}},
                     {"valid_to", {"失效日期", "To"}},
                     {"state", {"状态", "State"}},
                     {"name", {"名称", "Name"}},
                     {"area_m2", {"面积（平方米）", "Area (m2)"}, Kind::area},
                     {"basis", {"依据", "Basis"}}};
    for (const ZoneRecord* zone : versions) {
        table.rows.push_back(text_row({day_or_empty(zone->validity.from), day_or_empty(zone->validity.to),
                                       state_text(zone->validity, day).in(lang), zone->name,
                                       area_on_ground(ground_of(*zone)), basis_of(*zone)}));
    }
    return table;
}

Table source_table(const Registry& registry, const Parameters& parameters, Lang lang) {
    std::vector<report::Parameter> said;
    for (const auto& [key, value] : parameters)
        said.push_back({key, report::Json(value).dump()});
    std::vector<report::Input> inputs;
    for (const RegistryInput& input : registry.inputs)
        inputs.push_back({input.role, input.name, input.sha256});
    const Text note{"凭这些参数和校验值（SHA-256）相同的文件，可以重现本结果。",
                    "With these parameters and files of the same SHA-256 anyone can repeat this."};
    Table table = report::parameter_table(said, inputs, Text{"参数与来源", "Parameters and sources"}.in(lang),
                                          note.in(lang), lang);
    report::add_software_rows(table, lang);
    return table;
}

}  // namespace bareland::zones
