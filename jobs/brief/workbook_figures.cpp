// The sheets of figures: overview, ranking, changes.
#include <algorithm>

#include "jobs/brief/workbook_sheets.hpp"
#include "jobs/report/tables.hpp"

namespace bareland::brief {
namespace {

using Kind = Table::Kind;
using Role = Table::Role;
using Value = Table::Value;
using report::or_empty;

constexpr std::size_t worst_in_chart = 5;
constexpr std::size_t name_column = 1;  // of the ranking, for its chart

std::size_t count_of(const Briefing& briefing, Judgement::Outcome outcome) {
    const auto in = [&](const UnitFacts& unit) {
        return std::count_if(unit.judgements.begin(), unit.judgements.end(),
                             [&](const Judgement& judgement) { return judgement.outcome == outcome; });
    };
    auto count = in(briefing.district);
    for (const UnitFacts& unit : briefing.units)
        count += in(unit);
    return static_cast<std::size_t>(count);
}

// One figure a line.
class Figures {
  public:
    explicit Figures(Sheet& sheet) : sheet_(sheet) {}

    void add(std::string_view key, double value, Kind kind, std::string_view unit,
             Table::Mark mark = Table::Mark::none) {
        Table::Row row;
        row.cells = {{sheet_.say(key)}, {value, mark, kind}, {sheet_.say(unit)}};
        sheet_.table().rows.push_back(std::move(row));
    }
    void add_count(std::string_view key, std::size_t count, Table::Mark mark = Table::Mark::none) {
        Table::Row row;
        row.cells = {{sheet_.say(key)},
                     {static_cast<std::int64_t>(count), count > 0 ? mark : Table::Mark::none, Kind::integer},
                     {sheet_.say("count")}};
        sheet_.table().rows.push_back(std::move(row));
    }

  private:
    Sheet& sheet_;
};

// The column of uncontrolled areas in the ranking's sheet.
std::size_t uncontrolled_column(const Table& ranking) {
    const auto column =
        std::find_if(ranking.columns.begin(), ranking.columns.end(),
                     [](const Table::Column& known) { return known.key == "uncontrolled_area"; });
    return static_cast<std::size_t>(column - ranking.columns.begin());
}

Table::Chart rank_chart(const Briefing& briefing, const Texts& say, const std::string& maker) {
    const Table ranking = ranking_sheet(briefing, say, maker).value();
    const auto cells = [&](std::size_t column) {
        return Table::Cells{ranking.name, 0, briefing.ranked_units - 1, column, column};
    };
    return {Table::Chart::Kind::bars,
            say("chart_ranks"),
            say("axis_area"),
            {{say("uncontrolled_area"), cells(name_column), cells(uncontrolled_column(ranking))}}};
}

// Which earlier months anything is known of: without, there are no columns for them.
struct Earlier {
    bool month = false;
    bool year = false;
};

Earlier earlier_of(const Briefing& briefing) {
    Earlier out;
    const auto look = [&](const UnitFacts& unit) {
        out.month = out.month || unit.change_m2 || unit.previous_rank;
        out.year = out.year || unit.previous_year_change_m2 || unit.previous_year_rank;
    };
    look(briefing.district);
    for (const UnitFacts& unit : briefing.units)
        look(unit);
    return out;
}

void add_unit(Sheet& sheet, const UnitFacts& unit, const Texts& say, bool district, Earlier earlier) {
    const bool covered = district || unit.status != UnitStatus::no_cover;
    std::vector<Value> values{or_empty(unit.rank_from_worst), district ? say("total") : unit.name,
                              or_empty(unit.rank), district ? Value() : Value(unit.status_word)};
    if (earlier.month) {
        values.emplace_back(or_empty(unit.previous_rank));
        values.emplace_back(or_empty(unit.change_m2));
    }
    if (earlier.year) {
        values.emplace_back(or_empty(unit.previous_year_rank));
        values.emplace_back(or_empty(unit.previous_year_change_m2));
    }
    add_areas(values, unit.areas, covered);
    if (earlier.month) values.emplace_back(unit.change_reason);
    values.emplace_back(unit.owner);
    values.emplace_back(district ? Value() : Value(unit.id));
    const Role role = district ? Role::total : unit.rank ? Role::body : Role::apart;
    sheet.row(std::move(values), role, mark_of(unit));
}

}  // namespace

std::optional<Table> overview_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    Sheet sheet(briefing, say, maker, "sheet_overview");
    sheet.column("item");
    sheet.column("value", Kind::number);
    sheet.column("unit");
    Figures figures(sheet);
    const UnitFacts& district = briefing.district;
    figures.add_count("ranked", briefing.ranked_units);
    figures.add_count("others", briefing.units.size() - briefing.ranked_units);
    for (const AreaFigure& figure : area_figures())
        figures.add(figure.key, district.areas.*figure.area, Kind::area, "square_metres");
    for (const AreaFigure& figure : share_figures())
        figures.add(figure.key, district.areas.*figure.area, Kind::permyriad, "permyriad");
    if (district.change_m2) figures.add("change", *district.change_m2, Kind::change, "square_metres");
    if (district.previous_year_change_m2)
        figures.add("year_change", *district.previous_year_change_m2, Kind::change, "square_metres");
    if (briefing.has_patches && district.patch_count) figures.add_count("patch_count", *district.patch_count);
    figures.add_count("breach_count", count_of(briefing, Judgement::Outcome::breach), Table::Mark::breach);
    figures.add_count("warning_count", count_of(briefing, Judgement::Outcome::warning), Table::Mark::warning);
    if (briefing.ranked_units > 0) sheet.table().charts.push_back(rank_chart(briefing, say, maker));
    return sheet.done();
}

std::optional<Table> ranking_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    Sheet sheet(briefing, say, maker, "sheet_ranking");
    sheet.table().frozen_columns = 2;
    const Earlier earlier = earlier_of(briefing);
    sheet.column("rank_from_worst", Kind::integer);
    sheet.column("name");
    sheet.column("rank", Kind::integer);
    sheet.column("status");
    if (earlier.month) {
        sheet.column("previous_rank", Kind::integer);
        sheet.column("change_m2", say("area_column", {{"figure", say("change")}}), Kind::change);
    }
    if (earlier.year) {
        sheet.column("year_rank", Kind::integer);
        sheet.column("year_change", say("area_column", {{"figure", say("year_change")}}), Kind::change);
    }
    sheet.areas_columns();
    if (earlier.month) sheet.column("change_reason");
    sheet.column("owner");
    sheet.column("id");
    for (const UnitFacts& unit : briefing.units)
        add_unit(sheet, unit, say, false, earlier);
    add_unit(sheet, briefing.district, say, true, earlier);
    return sheet.done();
}

std::optional<Table> changes_sheet(const Briefing& briefing, const Texts& say, const std::string& maker) {
    const std::vector<MonthValue>& months = briefing.district.history;
    if (months.size() < 2) return std::nullopt;
    Sheet sheet(briefing, say, maker, "sheet_changes");
    Table& table = sheet.table();
    table.frozen_columns = 1;
    table.note = say("area_column", {{"figure", say("uncontrolled_area")}});
    sheet.column("name");
    for (const MonthValue& month : months)
        sheet.column(month.month.text(), month.month.text(), Kind::area);
    const auto add = [&](const UnitFacts& unit, const std::string& name, Role role) {
        std::vector<Value> values{name};
        for (const MonthValue& month : months) {
            const auto same = std::find_if(unit.history.begin(), unit.history.end(),
                                           [&](const MonthValue& own) { return own.month == month.month; });
            values.emplace_back(same == unit.history.end() ? Value() : or_empty(same->uncontrolled));
        }
        sheet.row(std::move(values), role);
    };
    add(briefing.district, say("total"), Role::body);
    for (const UnitFacts& unit : briefing.units)
        add(unit, unit.name, unit.rank ? Role::body : Role::apart);
    const auto line = [&](std::size_t row, const std::string& name) {
        const Table::Cells header{table.name, Table::Cells::header, Table::Cells::header, 1, months.size()};
        return Table::Series{name, header, {table.name, row, row, 1, months.size()}};
    };
    const auto chart = [&](const std::string& title, std::vector<Table::Series> lines) {
        table.charts.push_back({Table::Chart::Kind::lines, title, say("axis_area"), std::move(lines)});
    };
    chart(say("chart_district", {{"district", briefing.district_name}}), {line(0, briefing.district_name)});
    std::vector<Table::Series> worst;
    for (std::size_t i = 0; i < std::min(worst_in_chart, briefing.ranked_units); ++i)
        worst.push_back(line(i + 1, briefing.units[i].name));
    if (!worst.empty()) chart(say("chart_worst", {{"count", std::to_string(worst.size())}}), worst);
    return sheet.done();
}

}  // namespace bareland::brief
