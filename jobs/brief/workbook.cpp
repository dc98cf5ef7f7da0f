#include "jobs/brief/workbook.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "jobs/brief/workbook_sheets.hpp"
#include "jobs/report/tables.hpp"

namespace bareland::brief {

// ---- one sheet

Sheet::Sheet(const Briefing& briefing, const Texts& say, const std::string& maker, std::string_view name)
    : briefing_(briefing), say_(say) {
    const std::string title =
        say("title", {{"month", say.month(briefing.month)}, {"district", briefing.district_name}});
    table_.name = say(name);
    table_.title = say("sheet_title", {{"title", title}, {"sheet", table_.name}});
    table_.note = say("note", {{"maker", maker}, {"time", say.day(briefing.made_at)}});
}

void Sheet::column(std::string key, const std::string& title, Table::Kind kind) {
    table_.columns.push_back({std::move(key), {title, title}, kind});
}

void Sheet::column(std::string_view key, Table::Kind kind) {
    column(std::string(key), say_(key), kind);
}

void Sheet::areas_columns() {
    for (const AreaFigure& figure : area_figures())
        column(figure.key, say_("area_column", {{"figure", say_(figure.key)}}), Table::Kind::area);
    for (const AreaFigure& figure : share_figures())
        column(figure.key, say_("share_column", {{"figure", say_(figure.key)}}), Table::Kind::permyriad);
}

void Sheet::row(std::vector<Table::Value> values, Table::Role role, Table::Mark mark) {
    Table::Row row;
    row.role = role;
    for (Table::Value& value : values)
        row.cells.push_back({std::move(value)});
    for (std::size_t i = 0; mark != Table::Mark::none && i < std::max<std::size_t>(1, table_.frozen_columns);
         ++i)
        row.cells.at(i).mark = mark;
    table_.rows.push_back(std::move(row));
}

std::span<const AreaFigure> area_figures() {
    static constexpr AreaFigure figures[]{
        {"unit_area", &Areas::unit, true},
        {"observed_area", &Areas::observed, true},
        {"bare_area", &Areas::bare, false},
        {"excluded_area", &Areas::excluded, false},
        {"controlled_area", &Areas::controlled, false},
        {"temporary_area", &Areas::controlled_temporary, false},
        {"permanent_area", &Areas::controlled_permanent, false},
        {"uncontrolled_area", &Areas::uncontrolled, false},
        {"whole_uncontrolled_area", &Areas::uncontrolled_without_exclusion, false},
    };
    return figures;
}

std::span<const AreaFigure> share_figures() {
    static constexpr AreaFigure figures[]{
        {"bare_share", &Areas::bare_permyriad, false},
        {"uncontrolled_share", &Areas::uncontrolled_permyriad, false},
    };
    return figures;
}

void add_areas(std::vector<Table::Value>& values, const Areas& areas, bool covered) {
    for (const auto figures : {area_figures(), share_figures()}) {
        for (const AreaFigure& figure : figures) {
            if (covered || figure.known_without_cover)
                values.emplace_back(areas.*figure.area);
            else
                values.emplace_back();
        }
    }
}

Table::Mark mark_of(Judgement::Outcome outcome) {
    if (outcome == Judgement::Outcome::breach) return Table::Mark::breach;
    return outcome == Judgement::Outcome::warning ? Table::Mark::warning : Table::Mark::none;
}

Table::Mark mark_of(const UnitFacts& unit) {
    Table::Mark worst = Table::Mark::none;
    for (const Judgement& judgement : unit.judgements) {
        const Table::Mark mark = mark_of(judgement.outcome);
        if (mark == Table::Mark::breach) return mark;
        if (mark == Table::Mark::warning) worst = mark;
    }
    return worst;
}

std::string_view outcome_key(Judgement::Outcome outcome) {
    switch (outcome) {
        case Judgement::Outcome::kept:
            return "outcome_kept";
        case Judgement::Outcome::breach:
            return "outcome_breach";
        case Judgement::Outcome::warning:
            return "outcome_warning";
        case Judgement::Outcome::not_judged:
            break;
    }
    return "outcome_not_judged";
}

// ---- the book

std::vector<Table> workbook(const Briefing& briefing, const PageTemplate& page) {
    const Texts say(page, "workbook", briefing.lang);
    const std::string& maker = page.maker.in(briefing.lang);
    std::vector<Table> out;
    for (const SheetMaker make : {overview_sheet, ranking_sheet, changes_sheet, patches_sheet, rules_sheet,
                                  zones_sheet, sites_sheet, routes_sheet, duties_sheet, sources_sheet}) {
        if (auto table = make(briefing, say, maker)) out.push_back(std::move(*table));
    }
    return out;
}

void write_workbook(const std::filesystem::path& file, const Briefing& briefing, const PageTemplate& page,
                    const std::filesystem::path& scratch) {
    const Texts say(page, "workbook", briefing.lang);
    const std::string title =
        say("title", {{"month", say.month(briefing.month)}, {"district", briefing.district_name}});
    write_xlsx(file, workbook(briefing, page), briefing.lang,
               {title, report::software_name(), briefing.made_at}, scratch);
}

}  // namespace bareland::brief
