#include "jobs/routes/outputs_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <functional>

#include "jobs/report/tables.hpp"

namespace bareland::routes {
namespace {

using report::text_row;
using Kind = Table::Kind;
using Mark = Table::Mark;
using Value = Table::Value;

Value words_or_empty(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}

// Metres to a millimetre; without -0.
Value metres(double value) {
    return std::round(value * 1000) / 1000 + 0.0;
}

Value metres(const std::optional<double>& value) {
    return value ? metres(*value) : Value{};
}

// Moments are interpolated between points: tenths are more than anyone knows.
Value seconds(const std::optional<double>& value) {
    return value ? Value{std::round(*value * 10) / 10 + 0.0} : Value{};
}

Value yes_no(const std::optional<bool>& value, Lang lang, Reader reader) {
    if (!value) return {};
    if (reader == Reader::programs) return std::string(*value ? "true" : "false");
    return *value ? Text{"是", "yes"}.in(lang) : Text{"否", "no"}.in(lang);
}

Mark mark_of(Verdict verdict) {
    if (is_breach(verdict)) return Mark::breach;
    if (verdict == Verdict::cannot_tell || verdict == Verdict::not_covered) return Mark::warning;
    return Mark::none;
}

std::string verdict_word(Verdict verdict, Lang lang, Reader reader) {
    return reader == Reader::programs ? std::string(verdict_key(verdict)) : verdict_text(verdict).in(lang);
}

Value listed(const std::vector<std::string>& names, Lang lang) {
    return words_or_empty(fmt::format("{}", fmt::join(names, lang == Lang::zh ? "、" : ", ")));
}

std::string place_text(const Crossing& crossing) {
    std::string out = fmt::format("{:.6f},{:.6f}", crossing.at.x, crossing.at.y);
    if (!crossing.time.empty()) out += " " + crossing.time;
    return out;
}

Value places(const std::vector<Crossing>& crossings) {
    std::vector<std::string> out;
    for (const Crossing& crossing : crossings)
        out.push_back(place_text(crossing));
    return words_or_empty(fmt::format("{}", fmt::join(out, "; ")));
}

Value unit_names(const Route& route, Lang lang) {
    std::vector<std::string> names;
    for (const UnitRef& unit : route.units)
        names.push_back(unit.name.empty() ? unit.id : unit.name);
    return listed(names, lang);
}

// A column with how its cell is made.
struct RouteColumn {
    Table::Column head;
    std::function<Value(const Route&)> value;
};

template <class T>
Value of_reading(const Route& route, const T& make) {
    return route.reading ? Value{make(*route.reading)} : Value{};
}
template <class T>
Value of_suggestion(const Route& route, const T& make) {
    return route.suggested ? Value{make(*route.suggested)} : Value{};
}

std::vector<RouteColumn> described_columns(Lang lang, Reader reader) {
    const bool programs = reader == Reader::programs;
    return {
        {{"id", {"路线编号", "Route"}}, [](const Route& r) { return Value{r.id}; }},
        {{"plate", {"车牌", "Plate"}}, [](const Route& r) { return words_or_empty(r.plate); }},
        {{"class", {"车型", "Class"}},
         [=](const Route& r) -> Value {
             if (!r.vehicle_class) return {};
             return programs ? std::string(class_key(*r.vehicle_class))
                             : class_text(*r.vehicle_class).in(lang);
         }},
        {{"energy", {"燃料", "Energy"}},
         [=](const Route& r) -> Value {
             if (!r.energy) return {};
             return programs ? std::string(energy_key(*r.energy)) : energy_text(*r.energy).in(lang);
         }},
        {{"emission_standard", {"排放标准", "Emission standard"}},
         [=](const Route& r) -> Value {
             if (!r.standard) return {};
             return programs ? std::to_string(*r.standard) : standard_text(*r.standard).in(lang);
         }},
        {{"site", {"工地", "Site"}}, [](const Route& r) { return words_or_empty(r.site); }},
        {{"date", {"日期", "Date"}}, [](const Route& r) { return r.date ? Value{r.date->text()} : Value{}; }},
        {{"units", {"属地", "Townships"}}, [=](const Route& r) { return unit_names(r, lang); }},
    };
}

// Of what was driven; routes as filed and plans have no times.
std::vector<RouteColumn> timed_columns() {
    return {
        {{"start_time", {"出发时间", "Start"}}, [](const Route& r) { return words_or_empty(r.start_time); }},
        {{"end_time", {"到达时间", "End"}}, [](const Route& r) { return words_or_empty(r.end_time); }},
        {{"inside_s", {"区内时间（秒）", "Inside (s)"}, Kind::number},
         [](const Route& r) { return seconds(r.inside_s); }},
    };
}

std::vector<RouteColumn> judged_columns(Lang lang, Reader reader) {
    return {
        {{"verdict", {"结论", "Verdict"}},
         [=](const Route& r) { return Value{verdict_word(r.verdict, lang, reader)}; }},
        {{"inside_m", {"区内里程（米）", "Inside (m)"}, Kind::number},
         [](const Route& r) { return of_reading(r, [](const Reading& x) { return metres(x.inside_m); }); }},
        {{"least_inside_m", {"最短可能（米）", "Least possible (m)"}, Kind::number},
         [](const Route& r) { return metres(r.least_inside_m); }},
        {{"reentry", {"驶离后再次进入", "Comes back"}},
         [=](const Route& r) {
             return of_reading(r, [&](const Reading& x) { return yes_no(x.reentry, lang, reader); });
         }},
        {{"entries", {"驶入点（经度,纬度）", "Entries (lon,lat)"}},
         [](const Route& r) { return of_reading(r, [](const Reading& x) { return places(x.entries); }); }},
        {{"exits", {"驶出点（经度,纬度）", "Exits (lon,lat)"}},
         [](const Route& r) { return of_reading(r, [](const Reading& x) { return places(x.exits); }); }},
        {{"roads_inside", {"区内经过的道路", "Roads inside"}, Kind::long_text},
         [=](const Route& r) {
             return of_reading(r, [&](const Reading& x) { return listed(x.roads_inside, lang); });
         }},
        {{"suggested_m", {"建议路线（米）", "Suggested way (m)"}, Kind::number},
         [](const Route& r) {
             return of_suggestion(r, [](const Suggestion& x) { return metres(x.length_m); });
         }},
        {{"suggested_inside_m", {"建议路线区内（米）", "Inside on it (m)"}, Kind::number},
         [](const Route& r) {
             return of_suggestion(r, [](const Suggestion& x) { return metres(x.inside_m); });
         }},
        {{"extra_m", {"多行（米）", "Extra (m)"}, Kind::number},
         [](const Route& r) {
             return of_suggestion(r, [](const Suggestion& x) { return metres(x.extra_m); });
         }},
        {{"suggested_roads", {"建议经过的道路", "Roads suggested"}, Kind::long_text},
         [=](const Route& r) {
             return of_suggestion(r, [&](const Suggestion& x) { return listed(x.roads, lang); });
         }},
        {{"obstacles", {"绕不开的道路", "Roads in the way"}, Kind::long_text},
         [=](const Route& r) { return listed(r.obstacles, lang); }},
        {{"length_m", {"全程（米）", "Length (m)"}, Kind::number},
         [](const Route& r) { return of_reading(r, [](const Reading& x) { return metres(x.length_m); }); }},
        {{"confidence", {"置信度", "Confidence"}, Kind::number},
         [](const Route& r) { return metres(r.confidence); }},
        {{"snap_m", {"与道路的最大距离（米）", "Farthest from the road (m)"}, Kind::number},
         [](const Route& r) { return metres(r.snap_m); }},
        {{"clause", {"依据", "Clause"}, Kind::long_text},
         [](const Route& r) { return words_or_empty(r.clause); }},
        {{"text", {"说明", "Explanation"}, Kind::long_text},
         [=](const Route& r) { return Value{r.text.in(lang)}; }},
    };
}

std::string title_of(const Result& result, const Text& what, Lang lang) {
    return lang == Lang::zh ? fmt::format("{}（{}）", what.zh, result.as_of.text())
                            : fmt::format("{}, as of {}", what.en, result.as_of.text());
}

Text note() {
    return {"里程为沿道路的椭球面长度（CGCS2000）。红色：应引导或不得通行；黄色：无法判定或文件未规定。",
            "Lengths are along roads on the CGCS2000 ellipsoid. Red: to be guided, or may not drive; amber: "
            "cannot tell, or not covered."};
}

}  // namespace

Table route_table(const Result& result, Lang lang, Reader reader) {
    std::vector<RouteColumn> columns = described_columns(lang, reader);
    const std::size_t verdict = columns.size();
    for (RouteColumn& column : judged_columns(lang, reader))
        columns.push_back(std::move(column));
    if (result.command == "tracks") {
        std::vector<RouteColumn> timed = timed_columns();
        columns.insert(columns.begin() + static_cast<std::ptrdiff_t>(verdict) + 2,
                       std::make_move_iterator(timed.begin()), std::make_move_iterator(timed.end()));
    }
    Table table;
    table.name = Text{"路线", "Routes"}.in(lang);
    table.title = title_of(result, {"行车路线判定结果", "routes judged"}, lang);
    table.note = note().in(lang);
    table.frozen_columns = 2;
    for (const RouteColumn& column : columns)
        table.columns.push_back(column.head);
    for (const Route& route : result.routes) {
        Table::Row row;
        for (const RouteColumn& column : columns)
            row.cells.push_back({column.value(route)});
        row.cells.at(verdict).mark = mark_of(route.verdict);
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table unit_table(const Result& result, Lang lang) {
    Table table;
    table.name = Text{"属地", "Townships"}.in(lang);
    table.title =
        title_of(result, {"各属地路线驶入严控区情况", "townships whose routes enter the zone"}, lang);
    table.frozen_columns = 2;
    table.columns = {{"id", {"代码", "Id"}},
                     {"name", {"街乡镇", "Township"}},
                     {"routes", {"路线数", "Routes"}, Kind::integer},
                     {"entering", {"驶入区内", "Entering"}, Kind::integer},
                     {"to_guide", {"应引导", "To be guided"}, Kind::integer},
                     {"exempt", {"豁免", "Exempt"}, Kind::integer},
                     {"cannot_tell", {"无法判定", "Cannot tell"}, Kind::integer},
                     {"inside_m", {"区内里程（米）", "Inside (m)"}, Kind::number},
                     {"sites", {"有路线驶入的工地", "Sites with routes that enter"}, Kind::long_text}};
    const auto count = [](std::size_t n) { return Value{static_cast<std::int64_t>(n)}; };
    for (const UnitRow& row : result.units) {
        table.rows.push_back(text_row(
            {row.id, words_or_empty(row.name), count(row.routes), count(row.entering), count(row.to_guide),
             count(row.exempt), count(row.cannot_tell), metres(row.inside_m), listed(row.sites, lang)}));
    }
    return table;
}

Table zone_table(const Result& result, Lang lang) {
    Table table;
    table.name = Text{"所用分区", "Zones used"}.in(lang);
    table.title = title_of(result, {"判定所用的分区版本", "versions of zones used"}, lang);
    table.frozen_columns = 2;
    table.columns = {{"id", {"编号", "Id"}},
                     {"name", {"名称", "Name"}},
                     {"kind", {"类型", "Kind"}},
                     {"valid_from", {"生效日期", "Valid from"}},
                     {"valid_to", {"失效日期", "Valid to"}},
                     {"derived", {"由多边形推定", "Derived from a polygon"}},
                     {"document", {"文件", "Document"}, Kind::long_text},
                     {"clause", {"依据", "Clause"}, Kind::long_text}};
    const auto date = [](const std::optional<Date>& day) { return day ? Value{day->text()} : Value{}; };
    for (const ZoneUsed& zone : result.zones) {
        table.rows.push_back(
            text_row({zone.id, words_or_empty(zone.name), zone.kind, date(zone.validity.from),
                      date(zone.validity.to), yes_no(zone.derived, lang, Reader::people),
                      words_or_empty(zone.document), words_or_empty(zone.clause)}));
    }
    return table;
}

Table finding_table(const Result& result, Lang lang) {
    return report::finding_table(result.findings,
                                 title_of(result, {"需要核查的事项", "findings to check"}, lang), lang);
}

Table parameter_table(const Result& result, Lang lang) {
    const Text words{"凭这些参数和校验值（SHA-256）相同的文件，可以重现本次判定。",
                     "With these parameters and files of the same SHA-256 anyone can repeat this."};
    Table table = report::parameter_table(result.parameters, result.inputs,
                                          title_of(result, {"参数与来源", "parameters and sources"}, lang),
                                          words.in(lang), lang);
    report::add_software_rows(table, lang);
    return table;
}

Table part_table(const Result& result, Lang lang) {
    Table table;
    table.columns = {{"route_id", {"路线编号", "Route"}},
                     {"plate", {"车牌", "Plate"}},
                     {"verdict", {"结论", "Verdict"}},
                     {"part", {"序号", "Part"}, Kind::integer},
                     {"inside", {"在区内", "Inside"}},
                     {"length_m", {"长度（米）", "Length (m)"}, Kind::number},
                     {"text", {"说明", "Explanation"}, Kind::long_text}};
    for (const Route& route : result.routes) {
        if (!route.reading) continue;
        std::int64_t number = 0;
        for (const Part& part : route.reading->parts) {
            table.rows.push_back(text_row(
                {route.id, words_or_empty(route.plate), std::string(verdict_key(route.verdict)), ++number,
                 std::string(part.inside ? "in" : "out"), metres(part.length_m), route.text.in(lang)}));
        }
    }
    return table;
}

Table suggestion_table(const Result& result, Lang lang) {
    Table table;
    table.columns = {{"route_id", {"路线编号", "Route"}},
                     {"plate", {"车牌", "Plate"}},
                     {"verdict", {"结论", "Verdict"}},
                     {"length_m", {"长度（米）", "Length (m)"}, Kind::number},
                     {"inside_m", {"区内（米）", "Inside (m)"}, Kind::number},
                     {"extra_m", {"多行（米）", "Extra (m)"}, Kind::number},
                     {"roads", {"经过的道路", "Roads"}, Kind::long_text}};
    for (const Route& route : result.routes) {
        if (!route.suggested) continue;
        const Suggestion& way = *route.suggested;
        table.rows.push_back(text_row({route.id, words_or_empty(route.plate),
                                       std::string(verdict_key(route.verdict)), metres(way.length_m),
                                       metres(way.inside_m), metres(way.extra_m), listed(way.roads, lang)}));
    }
    return table;
}

Table crossing_table(const Result& result, Lang) {
    Table table;
    table.columns = {{"route_id", {"路线编号", "Route"}},
                     {"plate", {"车牌", "Plate"}},
                     {"kind", {"驶入或驶出", "Entry or exit"}},
                     {"time", {"时间", "Time"}}};
    const auto add = [&](const Route& route, const Crossing& crossing, const char* kind) {
        table.rows.push_back(text_row(
            {route.id, words_or_empty(route.plate), std::string(kind), words_or_empty(crossing.time)}));
    };
    for (const Route& route : result.routes) {
        if (!route.reading) continue;
        for (const Crossing& crossing : route.reading->entries)
            add(route, crossing, "entry");
        for (const Crossing& crossing : route.reading->exits)
            add(route, crossing, "exit");
    }
    return table;
}

}  // namespace bareland::routes
