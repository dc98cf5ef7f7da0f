#include "jobs/sites/outputs_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "jobs/report/tables.hpp"
#include "jobs/sites/words.hpp"

namespace bareland::sites {
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

Value date(const std::optional<Date>& value) {
    return value ? Value{value->text()} : Value{};
}

Mark mark_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::inside:
            return Mark::breach;
        case Verdict::needs_survey:
        case Verdict::cannot_tell:
            return Mark::warning;
        case Verdict::outside:
            break;
    }
    return Mark::none;
}

std::string verdict_word(Verdict verdict, Lang lang, Reader reader) {
    return reader == Reader::programs ? verdict_key(verdict) : verdict_text(verdict).in(lang);
}
std::string relation_word(Relation relation, Lang lang, Reader reader) {
    return reader == Reader::programs ? relation_key(relation) : relation_text(relation).in(lang);
}
std::string kind_word(const std::string& kind, Lang lang, Reader reader) {
    return reader == Reader::programs ? kind : kind_text(kind).in(lang);
}

// The cells of a hit: they are the same wherever hits are listed.
struct HitColumn {
    Table::Column head;
    std::function<Value(const Hit&, const Zone&)> value;
};

std::vector<HitColumn> hit_columns(Lang lang, Reader reader) {
    return {
        {{"zone_id", {"分区编号", "Zone"}}, [](const Hit&, const Zone& zone) { return Value{zone.id}; }},
        {{"zone_name", {"分区名称", "Zone name"}},
         [](const Hit&, const Zone& zone) { return words_or_empty(zone.name); }},
        {{"kind", {"分区类型", "Kind"}},
         [=](const Hit&, const Zone& zone) { return Value{kind_word(zone.kind, lang, reader)}; }},
        {{"relation", {"位置关系", "Relation"}},
         [=](const Hit& hit, const Zone&) { return Value{relation_word(hit.relation, lang, reader)}; }},
        {{"distance_m",
          {"到边界的距离（米，负数在内）", "Distance to the edge (m, negative inside)"},
          Kind::number},
         [](const Hit& hit, const Zone&) { return metres(hit.distance_m); }},
        {{"uncertainty_m", {"不确定度（米）", "Uncertainty (m)"}, Kind::number},
         [](const Hit& hit, const Zone&) { return metres(hit.uncertainty_m); }},
        {{"overlap_m2", {"重叠面积（平方米）", "Overlap (m2)"}, Kind::area},
         [](const Hit& hit, const Zone&) { return report::or_empty(hit.overlap_m2); }},
        {{"overlap_share", {"重叠占项目面积的比例", "Overlap, share of the project"}, Kind::number},
         [](const Hit& hit, const Zone&) { return report::or_empty(hit.overlap_share); }},
        {{"clause", {"依据", "Clause"}, Kind::long_text},
         [=](const Hit& hit, const Zone&) { return words_or_empty(clause_line(hit, lang)); }},
        {{"duties", {"要求", "Duties"}, Kind::long_text},
         [=](const Hit& hit, const Zone&) { return words_or_empty(duty_lines(hit, lang)); }},
    };
}

std::string title_of(const Result& result, const Text& what, Lang lang) {
    return lang == Lang::zh ? fmt::format("{}（{}）", what.zh, result.as_of.text())
                            : fmt::format("{}, as of {}", what.en, result.as_of.text());
}

Text note() {
    return {
        "距离为 CGCS2000 "
        "椭球面上的测地距离，负数表示在区内；面积为地面面积。红色：在区内；黄色：需实地测量或无法判定。",
        "Distances are geodesic on the CGCS2000 ellipsoid, negative inside; areas are ground areas. Red: "
        "inside; amber: needs survey or cannot tell."};
}

Table table_of_hits(const Result& result, Lang lang, std::vector<Hit> Project::*hits) {
    const std::vector<HitColumn> columns = hit_columns(lang, Reader::people);
    Table table;
    table.note = note().in(lang);
    table.frozen_columns = 2;
    table.columns = {{"project_id", {"项目编号", "Project"}},
                     {"project_name", {"项目名称", "Project name"}},
                     {"verdict", {"结论", "Verdict"}}};
    for (const HitColumn& column : columns)
        table.columns.push_back(column.head);
    for (const Project& project : result.projects) {
        for (const Hit& hit : project.*hits) {
            Table::Row row =
                text_row({project.id, words_or_empty(project.name), verdict_text(hit.verdict).in(lang)});
            row.cells.back().mark = mark_of(hit.verdict);
            for (const HitColumn& column : columns)
                row.cells.push_back({column.value(hit, result.zones.at(hit.zone))});
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

std::string hit_ids(const Project& project, const Result& result) {
    std::vector<std::string> ids;
    for (const Hit& hit : project.hits)
        ids.push_back(result.zones.at(hit.zone).id);
    return fmt::format("{}", fmt::join(ids, " "));
}

// Every duty and clause of all hits, each once.
void add_once(std::vector<std::string>& to, const std::string& text) {
    if (!text.empty() && std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
}

Value all_clauses(const Project& project, Lang lang) {
    std::vector<std::string> out;
    for (const Hit& hit : project.hits) {
        for (const std::string& clause : hit.clauses)
            add_once(out, clause);
    }
    return words_or_empty(fmt::format("{}", fmt::join(out, lang == Lang::zh ? "；" : "; ")));
}

Value all_duties(const Project& project, Lang lang) {
    std::vector<std::string> out;
    for (const Hit& hit : project.hits) {
        for (const Text& duty : hit.duties)
            add_once(out, duty.in(lang));
    }
    return words_or_empty(fmt::format("{}", fmt::join(out, "\n")));
}

}  // namespace

const Hit* worst_hit(const Project& project) {
    const Hit* worst = nullptr;
    for (const Hit& hit : project.hits) {
        const bool worse = worst == nullptr || hit.verdict > worst->verdict ||
                           (hit.verdict == worst->verdict && hit.distance_m < worst->distance_m);
        if (worse) worst = &hit;
    }
    return worst;
}

const Hit* nearest_of_all(const Project& project) {
    const auto nearest =
        std::min_element(project.nearest.begin(), project.nearest.end(),
                         [](const Hit& a, const Hit& b) { return a.distance_m < b.distance_m; });
    return nearest == project.nearest.end() ? nullptr : &*nearest;
}

std::string unit_names(const Project& project, const Result& result, Lang lang) {
    std::vector<std::string> names;
    for (const std::size_t unit : project.units) {
        const UnitUsed& used = result.units.at(unit);
        names.push_back(used.name.empty() ? used.id : used.name);
    }
    return fmt::format("{}", fmt::join(names, lang == Lang::zh ? "、" : ", "));
}

Table project_table(const Result& result, Lang lang, Reader reader) {
    const std::vector<HitColumn> columns = hit_columns(lang, reader);
    // Clause and duties are those of all hits: they come last.
    const std::size_t of_worst = columns.size() - 2;
    Table table;
    table.name = Text{"项目", "Projects"}.in(lang);
    table.title = title_of(result, {"项目选址核查结果", "project check"}, lang);
    table.note = note().in(lang);
    table.frozen_columns = 2;
    table.columns = {{"id", {"项目编号", "Project"}},  {"name", {"项目名称", "Project name"}},
                     {"type", {"类型", "Type"}},       {"units", {"所在街乡镇", "Townships"}},
                     {"verdict", {"结论", "Verdict"}}, {"hits", {"涉及的分区", "Zones hit"}}};
    for (std::size_t i = 0; i < of_worst; ++i)
        table.columns.push_back(columns[i].head);
    table.columns.push_back({"nearest_zone_id", {"最近的分区", "Nearest zone"}});
    table.columns.push_back({"nearest_kind", {"最近分区的类型", "Its kind"}});
    table.columns.push_back(
        {"nearest_distance_m", {"到最近分区的距离（米）", "Distance to it (m)"}, Kind::number});
    table.columns.push_back({"area_m2", {"项目面积（平方米）", "Project area (m2)"}, Kind::area});
    table.columns.push_back({"clauses", {"依据", "Clauses"}, Kind::long_text});
    table.columns.push_back({"all_duties", {"要求", "Duties"}, Kind::long_text});
    table.columns.push_back({"as_of", {"核查日期", "As of"}});
    for (const Project& project : result.projects) {
        Table::Row row =
            text_row({project.id, words_or_empty(project.name), words_or_empty(project.type),
                      words_or_empty(unit_names(project, result, lang)),
                      verdict_word(project.verdict, lang, reader), words_or_empty(hit_ids(project, result))});
        row.cells.at(4).mark = mark_of(project.verdict);
        const Hit* worst = worst_hit(project);
        for (std::size_t i = 0; i < of_worst; ++i) {
            row.cells.push_back(
                {worst == nullptr ? Value{} : columns[i].value(*worst, result.zones.at(worst->zone))});
        }
        const Hit* nearest = nearest_of_all(project);
        row.cells.push_back({nearest == nullptr ? Value{} : Value{result.zones.at(nearest->zone).id}});
        row.cells.push_back({nearest == nullptr
                                 ? Value{}
                                 : Value{kind_word(result.zones.at(nearest->zone).kind, lang, reader)}});
        row.cells.push_back({nearest == nullptr ? Value{} : metres(nearest->distance_m)});
        row.cells.push_back({report::or_empty(project.area_m2)});
        row.cells.push_back({all_clauses(project, lang)});
        row.cells.push_back({all_duties(project, lang)});
        row.cells.push_back({Value{result.as_of.text()}});
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table hit_table(const Result& result, Lang lang) {
    Table table = table_of_hits(result, lang, &Project::hits);
    table.name = Text{"涉及分区", "Hits"}.in(lang);
    table.title = title_of(result, {"涉及的分区", "zones that projects are in, or may be in"}, lang);
    return table;
}

Table nearest_table(const Result& result, Lang lang) {
    Table table = table_of_hits(result, lang, &Project::nearest);
    table.name = Text{"最近分区", "Nearest"}.in(lang);
    table.title = title_of(result, {"各类分区中最近的", "the nearest zone of each kind"}, lang);
    return table;
}

Table zone_table(const Result& result, Lang lang, Reader reader) {
    Table table;
    table.name = Text{"所用分区", "Zones used"}.in(lang);
    table.title = title_of(result, {"核查所用的分区版本", "versions of zones used"}, lang);
    table.frozen_columns = 2;
    table.columns = {{"id", {"编号", "Id"}},
                     {"name", {"名称", "Name"}},
                     {"kind", {"类型", "Kind"}},
                     {"level", {"级别", "Level"}},
                     {"source", {"水源地", "Water source"}},
                     {"valid_from", {"生效日期", "Valid from"}},
                     {"valid_to", {"失效日期", "Valid to"}},
                     {"radius_m", {"半径（米）", "Radius (m)"}, Kind::number},
                     {"buffer_m", {"外扩（米）", "Buffer (m)"}, Kind::number},
                     {"uncertainty_m", {"边界不确定度（米）", "Uncertainty of its edge (m)"}, Kind::number},
                     {"document", {"文件", "Document"}, Kind::long_text},
                     {"clause", {"依据", "Clause"}, Kind::long_text}};
    for (const Zone& zone : result.zones) {
        table.rows.push_back(text_row(
            {zone.id, words_or_empty(zone.name), kind_word(zone.kind, lang, reader),
             words_or_empty(zone.level), words_or_empty(zone.source), date(zone.validity.from),
             date(zone.validity.to), metres(zone.radius_m), metres(zone.buffer_m), metres(zone.uncertainty_m),
             words_or_empty(zone.document), words_or_empty(zone.clause)}));
    }
    return table;
}

Table finding_table(const Result& result, Lang lang) {
    return report::finding_table(result.findings,
                                 title_of(result, {"需要核查的事项", "findings to check"}, lang), lang);
}

Table parameter_table(const Result& result, Lang lang) {
    const Text words{"凭这些参数和校验值（SHA-256）相同的文件，可以重现本次核查。",
                     "With these parameters and files of the same SHA-256 anyone can repeat this check."};
    Table table = report::parameter_table(
        result.parameters, result.inputs,
        title_of(result, {"核查参数与来源", "parameters and sources"}, lang), words.in(lang), lang);
    report::add_software_rows(table, lang);
    return table;
}

}  // namespace bareland::sites
