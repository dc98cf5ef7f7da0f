#include "layers/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/messages.hpp"
#include "layers/os.hpp"
#include "layers/utf8.hpp"

namespace bareland {
namespace {

constexpr const char* byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t digits_a_spreadsheet_keeps = 11;

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string guarded(std::string text) {
    constexpr std::string_view formula_starts = "=+-@\t\r";
    if (!text.empty() && formula_starts.find(text.front()) != std::string_view::npos) return "'" + text;
    const bool leading_zero = text.size() > 1 && text.front() == '0';
    if (all_digits(text) && (leading_zero || text.size() > digits_a_spreadsheet_keeps)) return text + "\t";
    return text;
}

std::string decimals(double value, int count) {
    std::string text = fmt::format("{:.{}f}", value, count);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    return zero && text.front() == '-' ? text.substr(1) : text;
}

std::string number_text(double value, Table::Kind kind) {
    switch (kind) {
        case Table::Kind::area:
        case Table::Kind::change:
            return decimals(value, 2);
        case Table::Kind::permyriad:
            return decimals(value, 4);
        case Table::Kind::degrees:
            return decimals(value, 7);
        default:
            return fmt::format("{}", value);
    }
}

std::string quoted(const std::string& text) {
    if (text.find_first_of("\",\r\n\t ") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + '"';
}

void append_line(std::string& csv, const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) csv += ',';
        csv += quoted(fields[i]);
    }
    csv += "\r\n";
}

}  // namespace

std::string csv_text(const Table::Value& value, Table::Kind kind) {
    if (const auto* text = std::get_if<std::string>(&value)) return guarded(valid_utf8(*text));
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *integer);
    if (const auto* number = std::get_if<double>(&value)) {
        if (!std::isfinite(*number)) throw Error(messages::internal, "a table cell is not a finite number");
        return number_text(*number, kind);
    }
    return {};
}

void write_csv(const std::filesystem::path& file, const Table& table, Lang lang) {
    std::string csv = byte_order_mark;
    std::vector<std::string> fields;
    for (const Table::Column& column : table.columns)
        fields.push_back(valid_utf8(column.title.in(lang)));
    append_line(csv, fields);
    for (const Table::Row& row : table.rows) {
        fields.clear();
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            fields.push_back(csv_text(row.cells.at(i).value, table.columns[i].kind));
        }
        append_line(csv, fields);
    }
    write_whole(file, csv);
}

}  // namespace bareland
