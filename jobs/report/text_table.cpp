#include "jobs/report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "geo/messages.hpp"
#include "jobs/report/terminal.hpp"
#include "layers/utf8.hpp"

namespace bareland::report {
namespace {

using report::grouped;

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest_text = 8;

bool is_text(Table::Kind kind) {
    return kind == Table::Kind::text || kind == Table::Kind::long_text || kind == Table::Kind::json;
}

std::string shown(const Table::Value& value, Table::Kind kind) {
    if (std::holds_alternative<std::monostate>(value)) return is_text(kind) ? "" : "-";
    if (const auto* text = std::get_if<std::string>(&value)) return valid_utf8(*text);
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr) return csv_text(value, kind);
    switch (kind) {
        case Table::Kind::area:
            return grouped(*number);
        case Table::Kind::change:
            return std::llround(*number) > 0 ? "+" + grouped(*number) : grouped(*number);
        case Table::Kind::permyriad:
            return fmt::format("{:.2f}", *number);
        case Table::Kind::degrees:
            return fmt::format("{:.5f}", *number);
        default:
            return csv_text(value, kind);
    }
}

// The report says once that areas are in square metres; the columns need not.
std::string title_of(const Table::Column& column, Lang lang) {
    std::string title = column.title.in(lang);
    if (column.kind != Table::Kind::area && column.kind != Table::Kind::change) return title;
    const std::string unit = lang == Lang::zh ? "（平方米）" : " (m2)";
    if (title.ends_with(unit)) title.resize(title.size() - unit.size());
    return title;
}

struct Column {
    std::size_t at = 0;  // in the table
    bool text = false;
    std::size_t width = 0;
};

std::size_t line_width(const std::vector<Column>& columns) {
    return std::accumulate(
        columns.begin(), columns.end(), std::size_t{0},
        [](std::size_t sum, const Column& column) { return sum + (sum == 0 ? 0 : gap) + column.width; });
}

std::vector<Column> columns_of(const Table& table, std::span<const std::string_view> keys, Lang lang,
                               std::size_t room) {
    std::vector<Column> out;
    for (const std::string_view key : keys) {
        const auto at = std::find_if(table.columns.begin(), table.columns.end(),
                                     [&](const Table::Column& column) { return column.key == key; });
        if (at == table.columns.end()) {
            throw Error(messages::internal, fmt::format("no column {} to print", key));
        }
        Column column{static_cast<std::size_t>(at - table.columns.begin()), is_text(at->kind),
                      display_width(title_of(*at, lang))};
        for (const Table::Row& row : table.rows) {
            column.width =
                std::max(column.width, display_width(shown(row.cells.at(column.at).value, at->kind)));
        }
        out.push_back(column);
    }
    while (line_width(out) > room) {
        const auto widest = std::max_element(out.begin(), out.end(), [](const Column& a, const Column& b) {
            return (a.text ? a.width : 0) < (b.text ? b.width : 0);
        });
        if (!widest->text || widest->width <= narrowest_text) break;
        --widest->width;
    }
    return out;
}

std::string line_of(const std::vector<Column>& columns, const std::vector<std::string>& fields,
                    std::size_t indent) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0) line.append(gap, ' ');
        const std::size_t width = columns[i].width;
        const std::string field = shortened(fields[i], width);
        line += columns[i].text ? padded_right(field, width) : padded_left(field, width);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

}  // namespace

std::string text_table(const Table& table, std::span<const std::string_view> keys, Lang lang,
                       std::size_t indent) {
    const std::vector<Column> columns = columns_of(table, keys, lang, widest_line - indent);
    std::vector<std::string> fields;
    for (const Column& column : columns)
        fields.push_back(title_of(table.columns[column.at], lang));
    const std::string rule = std::string(indent, ' ') + std::string(line_width(columns), '-') + "\n";
    std::string out = line_of(columns, fields, indent) + rule;
    bool body = true;
    for (const Table::Row& row : table.rows) {
        if (body && row.role == Table::Role::total) {
            out += rule;
            body = false;
        }
        fields.clear();
        for (const Column& column : columns)
            fields.push_back(shown(row.cells.at(column.at).value, table.columns[column.at].kind));
        out += line_of(columns, fields, indent);
    }
    return out;
}

}  // namespace bareland::report
