#include "jobs/rank/outputs_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <tuple>

#include "jobs/rank/outputs_json.hpp"
#include "jobs/report/tables.hpp"

namespace bareland::rank {
namespace {

using Kind = Table::Kind;
using Value = Table::Value;
using Mark = Table::Mark;

using report::or_empty;
using report::text_row;

Value reason_of_change(const Change& change, Lang lang) {
    if (!change.reason) return {};
    return change.reason->in(lang);
}

struct AreaColumn {
    const char* key;
    const char* zh;
    const char* en;
    double Areas::*area;
    bool known_without_cover;
};

constexpr std::array area_columns{
    AreaColumn{"unit_area_m2", "辖区面积（平方米）", "Unit area (m2)", &Areas::unit, true},
    AreaColumn{"observed_area_m2", "有效观测面积（平方米）", "Observed area (m2)", &Areas::observed, true},
    AreaColumn{"bare_area_m2", "裸露面积（平方米）", "Bare area (m2)", &Areas::bare, false},
    AreaColumn{"excluded_area_m2", "其中：扣除面积（平方米）", "Of it excluded (m2)", &Areas::excluded,
               false},
    AreaColumn{"controlled_area_m2", "其中：已管控面积（平方米）", "Of it controlled (m2)",
               &Areas::controlled, false},
    AreaColumn{"controlled_temporary_area_m2", "已管控：临时措施（平方米）", "Controlled, temporary (m2)",
               &Areas::controlled_temporary, false},
    AreaColumn{"controlled_permanent_area_m2", "已管控：永久措施（平方米）", "Controlled, permanent (m2)",
               &Areas::controlled_permanent, false},
    AreaColumn{"uncontrolled_area_m2", "未管控面积（平方米）", "Uncontrolled area (m2)", &Areas::uncontrolled,
               false},
    AreaColumn{"uncontrolled_without_exclusion_m2", "未管控面积（不扣除，平方米）",
               "Uncontrolled, nothing excluded (m2)", &Areas::uncontrolled_without_exclusion, false},
};

bool covered(const Unit& unit, bool district) {
    return district || unit.status != Status::no_cover;
}

// Who reads the table: people (words of the run's language) or programs (words of the JSON).
struct Style {
    Lang lang = Lang::zh;
    bool words = true;
};

struct Column {
    Table::Column head;
    std::function<Value(const Unit&, bool district)> value;
    bool marked = false;  // shows the unit's worst flag
};

void add_area_columns(std::vector<Column>& columns) {
    for (const AreaColumn& column : area_columns) {
        columns.push_back({{column.key, {column.zh, column.en}, Kind::area},
                           [column](const Unit& unit, bool district) -> Value {
                               if (!column.known_without_cover && !covered(unit, district)) return {};
                               return unit.areas.*column.area;
                           }});
    }
}

void add_share_columns(std::vector<Column>& columns) {
    columns.push_back({{"bare_permyriad", {"裸露面积占比（‱）", "Bare (per 10,000)"}, Kind::permyriad},
                       [](const Unit& unit, bool district) -> Value {
                           if (!covered(unit, district)) return {};
                           return unit.areas.bare_permyriad();
                       }});
    columns.push_back(
        {{"uncontrolled_permyriad", {"未管控面积占比（‱）", "Uncontrolled (per 10,000)"}, Kind::permyriad},
         [](const Unit& unit, bool district) -> Value {
             if (!covered(unit, district)) return {};
             return unit.areas.uncontrolled_permyriad();
         }});
}

Column rank_column(const char* key, Text title, std::optional<int> Unit::*rank, bool marked) {
    return {{key, std::move(title), Kind::integer},
            [rank](const Unit& unit, bool) { return or_empty(unit.*rank); },
            marked};
}

Column from_worst() {
    return rank_column("rank_from_worst", {"名次（末位起）", "Rank from worst"}, &Unit::rank_from_worst,
                       true);
}
Column from_best() {
    return rank_column("rank", {"名次（由少到多）", "Rank (1 = least)"}, &Unit::rank, false);
}
Column without_exclusion() {
    return rank_column("rank_without_exclusion",
                       {"名次（不扣除，由少到多）", "Rank, nothing excluded (1 = least)"},
                       &Unit::rank_without_exclusion, false);
}

void add_name_columns(std::vector<Column>& columns, Style style) {
    const Text total{"合计", "Total"};
    columns.push_back(
        {{"id", {"编号", "Id"}, Kind::text}, [](const Unit& unit, bool) -> Value { return unit.id; }});
    columns.push_back({{"name", {"街乡镇", "Township"}, Kind::text},
                       [total, style](const Unit& unit, bool district) -> Value {
                           if (!district) return unit.name;
                           const std::string& word = total.in(style.lang);
                           return unit.name.empty() ? word : fmt::format("{} {}", unit.name, word);
                       },
                       true});
    columns.push_back(
        {{"status", {"状态", "Status"}, Kind::text}, [style](const Unit& unit, bool district) -> Value {
             if (district) return {};
             if (!style.words) return status_key(unit.status);
             return status_text(unit.status).in(style.lang);
         }});
}

void add_change_columns(std::vector<Column>& columns, Lang lang) {
    columns.push_back(
        {{"previous_rank", {"上月名次（由少到多）", "Rank last month (1 = least)"}, Kind::integer},
         [](const Unit& unit, bool) { return or_empty(unit.previous.rank); }});
    columns.push_back(
        {{"uncontrolled_change_m2",
          {"未管控面积较上月变化（平方米）", "Change since last month (m2)"},
          Kind::change},
         [](const Unit& unit, bool) { return or_empty(unit.previous.uncontrolled_change_m2); }});
    columns.push_back(
        {{"change_reason", {"较上月无法比较的原因", "Why not compared with last month"}, Kind::text},
         [lang](const Unit& unit, bool) { return reason_of_change(unit.previous, lang); }});
}

void add_year_columns(std::vector<Column>& columns, Lang lang) {
    columns.push_back({{"previous_year_rank",
                        {"去年同月名次（由少到多）", "Rank same month last year (1 = least)"},
                        Kind::integer},
                       [](const Unit& unit, bool) { return or_empty(unit.previous_year.rank); }});
    columns.push_back(
        {{"previous_year_uncontrolled_change_m2",
          {"未管控面积较去年同月变化（平方米）", "Change since the same month last year (m2)"},
          Kind::change},
         [](const Unit& unit, bool) { return or_empty(unit.previous_year.uncontrolled_change_m2); }});
    columns.push_back(
        {{"previous_year_change_reason",
          {"较去年同月无法比较的原因", "Why not compared with the same month last year"},
          Kind::text},
         [lang](const Unit& unit, bool) { return reason_of_change(unit.previous_year, lang); }});
}

std::string flag_sentences(const Unit& unit, Lang lang) {
    std::string sentences;
    for (const Flag& flag : unit.flags) {
        if (!sentences.empty()) sentences += lang == Lang::zh ? "；" : "; ";
        sentences += level_text(flag.level).in(lang) + (lang == Lang::zh ? "：" : ": ") + flag.text.in(lang);
    }
    return sentences;
}

Mark mark_of(const Unit& unit) {
    Mark worst = Mark::none;
    for (const Flag& flag : unit.flags) {
        if (flag.level == Flag::Level::breach) return Mark::breach;
        if (flag.level == Flag::Level::warning) worst = Mark::warning;
    }
    return worst;
}

Table::Row row_of(const Unit& unit, bool district, const std::vector<Column>& columns) {
    Table::Row row;
    const Mark mark = mark_of(unit);
    for (const Column& column : columns) {
        row.cells.push_back({column.value(unit, district), column.marked ? mark : Mark::none});
    }
    if (district) {
        row.role = Table::Role::total;
    } else if (unit.status != Status::ranked) {
        row.role = Table::Role::apart;
    }
    return row;
}

void set_heads(Table& table, const std::vector<Column>& columns) {
    for (const Column& column : columns)
        table.columns.push_back(column.head);
}

std::vector<Column> people_columns(const Result& result, Lang lang) {
    std::vector<Column> columns{from_worst()};
    add_name_columns(columns, {lang, true});
    columns.push_back(from_best());
    columns.push_back(without_exclusion());
    add_area_columns(columns);
    add_share_columns(columns);
    if (requested(result, "previous")) add_change_columns(columns, lang);
    if (requested(result, "previous_year")) add_year_columns(columns, lang);
    columns.push_back({{"flags", {"判定", "Verdicts"}, Kind::long_text},
                       [lang](const Unit& unit, bool) -> Value { return flag_sentences(unit, lang); },
                       true});
    const std::string month = result.month;
    columns.push_back({{"month", {"月份", "Month"}, Kind::text},
                       [month, lang](const Unit&, bool) -> Value { return month_text(month).in(lang); }});
    return columns;
}

std::vector<Column> all_columns(Lang lang) {
    std::vector<Column> columns;
    add_name_columns(columns, {lang, false});
    add_area_columns(columns);
    add_share_columns(columns);
    columns.push_back(from_best());
    columns.push_back(from_worst());
    columns.push_back(without_exclusion());
    add_change_columns(columns, lang);
    add_year_columns(columns, lang);
    columns.push_back({{"flags", {"判定（JSON）", "Verdicts (JSON)"}, Kind::json},
                       [lang](const Unit& unit, bool) -> Value { return flags_json(unit, lang); }});
    columns.push_back({{"flags_text", {"判定", "Verdicts"}, Kind::long_text},
                       [lang](const Unit& unit, bool) -> Value { return flag_sentences(unit, lang); }});
    columns.push_back({{"zones", {"分区面积（JSON）", "Areas by zone (JSON)"}, Kind::json},
                       [](const Unit& unit, bool) -> Value { return zones_json(unit); }});
    return columns;
}

std::string title_of(const Result& result, const Text& what, Lang lang) {
    const std::string month = month_text(result.month).in(lang);
    const std::string& name = result.district.name;
    if (lang == Lang::zh) return name + month + what.zh;
    return fmt::format("{}{}, {}", name.empty() ? "" : name + ": ", what.en, month);
}

Text area_note() {
    return {
        "面积为 CGCS2000 椭球面上的地面面积；‱ 为占辖区面积的万分比。末位起第 1 名为最多，由少到多第 1 "
        "名为最少。"
        "红色为超标，黄色为预警，灰色不参加排名。",
        "Areas are ground areas on the CGCS2000 ellipsoid; shares are per 10,000 of the unit's area. From "
        "the worst, "
        "rank 1 has the most. Red: breach; amber: warning; grey: not ranked."};
}

int status_order(Status status) {
    switch (status) {
        case Status::ranked:
            return 0;
        case Status::not_rated:
            return 1;
        case Status::no_cover:
            return 2;
        case Status::overlay:
            return 3;
    }
    return 4;
}

void add_balance_rows(Table& table, const Balance& balance, Lang lang) {
    const Text section{"平衡校验（平方米）", "Balance (m2)"};
    const auto add = [&](const Text& name, const std::optional<double>& value) {
        const Value shown = value ? Value(fmt::format("{:.2f}", *value)) : Value();
        table.rows.push_back(text_row({section.in(lang), name.in(lang), shown, Value{}}));
    };
    add({"影像中的裸露面积", "Bare in the raster"}, balance.raster_bare);
    add({"各街乡镇合计", "Sum over units"}, balance.in_units);
    add({"街乡镇以外", "Outside units"}, balance.outside_units);
    add({"街乡镇重叠部分", "Overlap of units"}, balance.unit_overlap);
}

}  // namespace

const char* status_key(Status status) {
    switch (status) {
        case Status::ranked:
            return "ranked";
        case Status::not_rated:
            return "not_rated";
        case Status::overlay:
            return "overlay";
        case Status::no_cover:
            break;
    }
    return "no_cover";
}

const char* level_key(Flag::Level level) {
    switch (level) {
        case Flag::Level::breach:
            return "breach";
        case Flag::Level::warning:
            return "warning";
        case Flag::Level::not_judged:
            break;
    }
    return "not_judged";
}

Text status_text(Status status) {
    switch (status) {
        case Status::ranked:
            return {"参评", "ranked"};
        case Status::not_rated:
            return {"不参评", "not rated"};
        case Status::overlay:
            return {"只列不排", "overlay"};
        case Status::no_cover:
            break;
    }
    return {"无影像", "no cover"};
}

Text level_text(Flag::Level level) {
    switch (level) {
        case Flag::Level::breach:
            return {"超标", "breach"};
        case Flag::Level::warning:
            return {"预警", "warning"};
        case Flag::Level::not_judged:
            break;
    }
    return {"未判定", "not judged"};
}

Text month_text(const std::string& month) {
    constexpr std::array names{"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};
    std::size_t number = 0;
    if (month.size() == 7) std::from_chars(month.data() + 5, month.data() + 7, number);
    if (number < 1 || number > names.size()) return {month, month};
    const std::string year = month.substr(0, 4);
    return {fmt::format("{}年{}月", year, number), fmt::format("{} {}", names.at(number - 1), year)};
}

bool requested(const Result& result, const char* change) {
    return std::find(result.changes_requested.begin(), result.changes_requested.end(), change) !=
           result.changes_requested.end();
}

std::vector<const Unit*> worst_first(const Result& result) {
    std::vector<const Unit*> units;
    for (const Unit& unit : result.units)
        units.push_back(&unit);
    const auto key = [](const Unit* unit) {
        return std::tuple<int, int, const std::string&>(status_order(unit->status),
                                                        unit->rank_from_worst.value_or(0), unit->id);
    };
    std::stable_sort(units.begin(), units.end(),
                     [&](const Unit* a, const Unit* b) { return key(a) < key(b); });
    return units;
}

Table ranking_table(const Result& result, Lang lang) {
    const std::vector<Column> columns = people_columns(result, lang);
    Table table;
    table.name = Text{"排名", "Ranking"}.in(lang);
    table.title = title_of(result, {"裸地排名", "bare land ranking"}, lang);
    table.note = area_note().in(lang);
    table.frozen_columns = 3;  // rank, id, name
    set_heads(table, columns);
    for (const Unit* unit : worst_first(result))
        table.rows.push_back(row_of(*unit, false, columns));
    table.rows.push_back(row_of(result.district, true, columns));
    return table;
}

Table unit_table(const Result& result, Lang lang) {
    const std::vector<Column> columns = all_columns(lang);
    Table table;
    table.name = "ranking";
    set_heads(table, columns);
    for (const Unit& unit : result.units)
        table.rows.push_back(row_of(unit, false, columns));
    return table;
}

Table zone_table(const Result& result, Lang lang) {
    Table table;
    table.name = Text{"分区", "Zones"}.in(lang);
    table.title = title_of(result, {"各分区裸地面积", "bare land by zone"}, lang);
    table.note = area_note().in(lang);
    table.frozen_columns = 3;
    table.columns = {{"id", {"编号", "Id"}}, {"name", {"街乡镇", "Township"}}, {"zone", {"分区", "Zone"}}};
    for (const AreaColumn& column : area_columns) {
        table.columns.push_back({column.key, {column.zh, column.en}, Kind::area});
    }
    table.columns.at(3).title = {"分区内面积（平方米）", "Area inside the zone (m2)"};
    for (const Unit* unit : worst_first(result)) {
        for (const auto& [zone, areas] : unit->zones) {
            Table::Row row = text_row({unit->id, unit->name, zone});
            for (const AreaColumn& column : area_columns) {
                const bool known = column.known_without_cover || covered(*unit, false);
                Table::Cell& cell = row.cells.emplace_back();
                if (known) cell.value = areas.*column.area;
            }
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

Table flag_table(const Result& result, Lang lang) {
    Table table;
    table.name = Text{"判定", "Verdicts"}.in(lang);
    table.title = title_of(result, {"各项规定判定情况", "verdicts by rule"}, lang);
    table.frozen_columns = 2;
    table.columns = {{"id", {"编号", "Id"}},
                     {"name", {"街乡镇", "Township"}},
                     {"level", {"结论", "Verdict"}},
                     {"rule", {"规则", "Rule"}},
                     {"value", {"实际值", "Value"}, Kind::number},
                     {"limit", {"限值", "Limit"}, Kind::number},
                     {"clause", {"依据", "Clause"}, Kind::long_text},
                     {"text", {"说明", "Explanation"}, Kind::long_text}};
    std::vector<const Unit*> units = worst_first(result);
    units.push_back(&result.district);
    for (const Unit* unit : units) {
        for (const Flag& flag : unit->flags) {
            Table::Row row =
                text_row({unit->id, unit->name, level_text(flag.level).in(lang), flag.rule,
                          or_empty(flag.value), or_empty(flag.limit), flag.clause, flag.text.in(lang)});
            if (flag.level == Flag::Level::breach) row.cells.at(2).mark = Mark::breach;
            if (flag.level == Flag::Level::warning) row.cells.at(2).mark = Mark::warning;
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

Table finding_table(const Result& result, Lang lang) {
    return report::finding_table(result.findings,
                                 title_of(result, {"需要核查的事项", "findings to check"}, lang), lang);
}

Table parameter_table(const Result& result, Lang lang) {
    const Text note{"凭这些参数和校验值（SHA-256）相同的文件，可以重现本次排名。",
                    "With these parameters and files of the same SHA-256 anyone can reproduce this ranking."};
    Table table = report::parameter_table(
        result.parameters, result.inputs,
        title_of(result, {"排名参数与来源", "parameters and sources"}, lang), note.in(lang), lang);
    add_balance_rows(table, result.balance, lang);
    report::add_software_rows(table, lang);
    return table;
}

}  // namespace bareland::rank
