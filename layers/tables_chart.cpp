#include "layers/tables_chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/messages.hpp"
#include "layers/utf8.hpp"

namespace bareland {
namespace {

// Pixels, as libxlsxwriter counts them: a row, the header row, a character and the rest of a column, and a
// column of which nothing was said.
constexpr std::size_t row_pixels = 20;
constexpr std::size_t header_pixels = 64;
constexpr std::size_t character_pixels = 7;
constexpr std::size_t padding_pixels = 5;
constexpr std::size_t column_pixels = 64;

constexpr std::size_t chart_width = 640;
constexpr std::size_t lines_height = 340;
constexpr std::size_t bar_height = 24;
constexpr std::size_t frame_height = 110;  // title and axis of a bar chart
constexpr std::size_t gap = 24;
constexpr std::size_t widest_page = 1600;  // wider ones print too small to read
constexpr lxw_color_t bar_fill = 0xC62F14;
constexpr double title_size = 14;
constexpr double text_size = 10;

lxw_row_t sheet_row(std::size_t row) {
    return row == Table::Cells::header ? xlsx_header_row : xlsx_header_row + 1 + static_cast<lxw_row_t>(row);
}

using SetRange = void (*)(lxw_chart_series*, const char*, lxw_row_t, lxw_col_t, lxw_row_t, lxw_col_t);

void refer(SetRange set, lxw_chart_series* series, const Table::Cells& cells) {
    set(series, cells.sheet.c_str(), sheet_row(cells.first_row), static_cast<lxw_col_t>(cells.first_column),
        sheet_row(cells.last_row), static_cast<lxw_col_t>(cells.last_column));
}

void set_axes(lxw_chart* chart, const Table::Chart& from) {
    const bool bars = from.kind == Table::Chart::Kind::bars;
    lxw_chart_axis* values = bars ? chart->x_axis : chart->y_axis;
    lxw_chart_axis* categories = bars ? chart->y_axis : chart->x_axis;
    lxw_chart_font font{};
    font.size = text_size;
    chart_axis_set_num_font(categories, &font);
    chart_axis_set_num_font(values, &font);
    chart_axis_set_name(values, valid_utf8(from.values).c_str());
    chart_axis_set_num_format(values, "#,##0");
    chart_axis_set_min(values, 0);
    if (bars) {
        chart_axis_set_reverse(categories);
        chart_axis_set_interval_unit(categories, 1);  // every name, however many there are
        // Turned round, the axis of categories would take that of values to the top.
        chart_axis_set_crossing_max(categories);
    }
}

lxw_chart* chart_of(lxw_workbook* book, const Table::Chart& from) {
    const bool bars = from.kind == Table::Chart::Kind::bars;
    lxw_chart* chart =
        workbook_add_chart(book, static_cast<std::uint8_t>(bars ? LXW_CHART_BAR : LXW_CHART_LINE));
    if (chart == nullptr) throw Error(messages::internal, "xlsx: no chart");
    for (const Table::Series& one : from.series) {
        lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
        if (series == nullptr) throw Error(messages::internal, "xlsx: no series");
        refer(chart_series_set_categories, series, one.categories);
        refer(chart_series_set_values, series, one.values);
        chart_series_set_name(series, valid_utf8(one.name).c_str());
        if (bars) {
            lxw_chart_fill fill{};
            fill.color = bar_fill;
            chart_series_set_fill(series, &fill);
        } else {
            // Markers of different shapes tell the lines apart in grey as well.
            chart_series_set_marker_type(series, static_cast<std::uint8_t>(LXW_CHART_MARKER_AUTOMATIC));
        }
    }
    chart_title_set_name(chart, valid_utf8(from.title).c_str());
    lxw_chart_font font{};
    font.size = title_size;
    font.bold = LXW_TRUE;
    chart_title_set_name_font(chart, &font);
    if (from.series.size() == 1)
        chart_legend_set_position(chart, static_cast<std::uint8_t>(LXW_CHART_LEGEND_NONE));
    else
        chart_legend_set_position(chart, static_cast<std::uint8_t>(LXW_CHART_LEGEND_BOTTOM));
    set_axes(chart, from);
    return chart;
}

std::size_t height_of(const Table::Chart& chart) {
    if (chart.kind == Table::Chart::Kind::lines || chart.series.empty()) return lines_height;
    const Table::Cells& values = chart.series.front().values;
    return frame_height + bar_height * (values.last_row - values.first_row + 1);
}

}  // namespace

CellPlace insert_charts(lxw_workbook* book, lxw_worksheet* sheet, const Table& table, CellPlace end,
                        std::size_t width) {
    if (table.charts.empty()) return end;
    const std::size_t table_pixels = width * character_pixels + table.columns.size() * padding_pixels;
    const bool beside = table_pixels + table.charts.size() * (gap + chart_width) <= widest_page;
    const lxw_row_t first = beside ? xlsx_header_row : end.row + 2;
    std::size_t x = beside ? table_pixels + gap : 0;
    std::size_t highest = 0;
    for (const Table::Chart& from : table.charts) {
        constexpr double default_width = 480;
        constexpr double default_height = 288;
        lxw_chart_options options{};
        options.x_offset = static_cast<std::int32_t>(x);
        options.x_scale = static_cast<double>(chart_width) / default_width;
        options.y_scale = static_cast<double>(height_of(from)) / default_height;
        const lxw_error code = worksheet_insert_chart_opt(sheet, first, 0, chart_of(book, from), &options);
        if (code != LXW_NO_ERROR)
            throw Error(messages::internal, fmt::format("xlsx: {}", lxw_strerror(code)));
        x += chart_width + gap;
        highest = std::max(highest, height_of(from));
    }
    const std::size_t above = beside ? std::min(highest, header_pixels) : 0;
    const auto rows = static_cast<lxw_row_t>((highest - above) / row_pixels + 1);
    end.row = std::max(end.row, first + rows);
    if (x > table_pixels)
        end.column = static_cast<lxw_col_t>(end.column + (x - table_pixels) / column_pixels + 1);
    worksheet_fit_to_pages(sheet, 1, 1);
    return end;
}

}  // namespace bareland
