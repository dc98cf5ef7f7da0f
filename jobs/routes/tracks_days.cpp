#include "jobs/routes/tracks_days.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "jobs/report/tables.hpp"

namespace bareland::routes {
namespace {

// The gravest first.
constexpr std::array gravity{Verdict::banned,      Verdict::should_detour, Verdict::exit_not_shortest,
                             Verdict::cannot_tell, Verdict::not_covered,   Verdict::exit_ok,
                             Verdict::exempt,      Verdict::clear,         Verdict::not_applicable};

Verdict graver(Verdict a, Verdict b) {
    return std::find(gravity.begin(), gravity.end(), a) < std::find(gravity.begin(), gravity.end(), b) ? a
                                                                                                       : b;
}

void add(DayRow& row, const Route& route) {
    row.verdict = row.trips == 0 ? route.verdict : graver(row.verdict, route.verdict);
    ++row.trips;
    if (is_breach(route.verdict)) ++row.to_guide;
    if (route.verdict == Verdict::cannot_tell) ++row.cannot_tell;
    if (route.reading) {
        row.inside_m += route.reading->inside_m;
        row.entries += route.reading->entries.size();
    } else {
        row.complete = false;
    }
    row.inside_s += route.inside_s.value_or(0);
    if (row.first_time.empty() || route.start_time < row.first_time) row.first_time = route.start_time;
    row.last_time = std::max(row.last_time, route.end_time);
}

}  // namespace

std::vector<DayRow> days_of(const std::vector<Route>& routes) {
    std::map<std::string, std::map<Date, DayRow>> days;
    std::map<std::string, DayRow> vehicles;
    for (const Route& route : routes) {
        add(days[route.plate][route.date.value_or(Date{})], route);
        add(vehicles[route.plate], route);
    }
    std::vector<DayRow> out;
    for (auto& [plate, rows] : days) {
        for (auto& [day, row] : rows) {
            row.plate = plate;
            row.date = day;
            out.push_back(row);
        }
        if (rows.size() < 2) continue;
        vehicles[plate].plate = plate;
        out.push_back(vehicles[plate]);
    }
    return out;
}

Table day_table(const Result& result, Lang lang) {
    using Kind = Table::Kind;
    const auto in = [lang](const char* zh, const char* en) {
        return std::string(lang == Lang::zh ? zh : en);
    };
    Table table;
    table.name = in("车辆逐日", "Vehicles by day");
    table.title = in("按车辆和日期汇总", "By vehicle and day");
    table.note =
        in("没有日期的行是该车各日合计；结论取各行程中最重的",
           "rows without a date sum up all days of a vehicle; the verdict is the gravest of its trips");
    table.columns = {{"plate", {"车牌", "Plate"}},
                     {"date", {"日期", "Date"}},
                     {"verdict", {"结论", "Verdict"}},
                     {"trips", {"行程数", "Trips"}, Kind::integer},
                     {"to_guide", {"应引导", "To guide"}, Kind::integer},
                     {"cannot_tell", {"无法判定", "Cannot tell"}, Kind::integer},
                     {"entries", {"驶入次数", "Entries"}, Kind::integer},
                     {"inside_m", {"区内里程（米）", "Inside (m)"}, Kind::number},
                     {"inside_s", {"区内时间（秒）", "Inside (s)"}, Kind::number},
                     {"first_time", {"最早", "First"}},
                     {"last_time", {"最晚", "Last"}}};
    table.frozen_columns = 2;
    const auto count = [](std::size_t value) { return Table::Value{static_cast<std::int64_t>(value)}; };
    const auto rounded = [](double value, double parts) { return std::round(value * parts) / parts; };
    for (const DayRow& row : result.days) {
        Table::Row line =
            report::text_row({row.plate, row.date ? Table::Value{row.date->text()} : Table::Value{},
                              verdict_text(row.verdict).in(lang), count(row.trips), count(row.to_guide),
                              count(row.cannot_tell), count(row.entries), rounded(row.inside_m, 1000),
                              rounded(row.inside_s, 10), row.first_time, row.last_time});
        if (is_breach(row.verdict)) line.cells[2].mark = Table::Mark::breach;
        if (row.verdict == Verdict::cannot_tell) line.cells[2].mark = Table::Mark::warning;
        table.rows.push_back(std::move(line));
    }
    return table;
}

}  // namespace bareland::routes
