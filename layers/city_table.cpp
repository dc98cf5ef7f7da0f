#include "layers/city_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "geo/messages.hpp"
#include "geo/names.hpp"
#include "layers/spreadsheet.hpp"

namespace bareland {
namespace {

using namespace std::string_view_literals;

// Spelt as folded_name() leaves them.
constexpr std::array name_headers{
    "名称"sv,         "街道乡镇"sv, "乡镇街道"sv, "街乡镇"sv,   "镇街"sv,       "街镇"sv,
    "乡镇"sv,         "街道"sv,     "单位"sv,     "单位名称"sv, "街乡镇名称"sv, "街道乡镇名称"sv,
    "乡镇街道名称"sv, "属地"sv,     "name"sv,     "unit"sv,     "township"sv};
constexpr std::array area_headers{"未管控裸地面积"sv, "未管控面积"sv,           "未管控裸露面积"sv,
                                  "未管控裸地"sv,     "uncontrolled_area_m2"sv, "uncontrolled_area"sv};
constexpr std::array district_headers{"区"sv,   "所属区"sv, "所在区"sv,  "行政区"sv,
                                      "区县"sv, "区名"sv,   "district"sv};
constexpr std::array total_names{"合计"sv, "总计"sv, "小计"sv, "全市"sv, "全市合计"sv, "total"sv, "sum"sv};
constexpr std::array<std::pair<std::string_view, double>, 20> units{{
    {"㎡", 1},         {"m2", 1},     {"m²", 1},     {"平方米", 1}, {"平米", 1},
    {"公顷", 1e4},     {"ha", 1e4},   {"hm2", 1e4},  {"hm²", 1e4},  {"亩", 1e4 / 15},
    {"万平方米", 1e4}, {"万㎡", 1e4}, {"万m2", 1e4}, {"万m²", 1e4}, {"平方公里", 1e6},
    {"平方千米", 1e6}, {"km2", 1e6},  {"km²", 1e6},  {"k㎡", 1e6},  {"万亩", 1e8 / 15},
}};

// "Uncontrolled area" is folded to one word: blanks and underscores do not matter.
std::string without_underscores(std::string_view text) {
    std::string out(text);
    std::erase(out, '_');
    return out;
}

template <std::size_t N>
bool is_one_of(const std::string& text, const std::array<std::string_view, N>& words) {
    const std::string plain = without_underscores(text);
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return without_underscores(word) == plain; });
}

template <std::size_t N>
std::string joined(const std::array<std::string_view, N>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

struct Header {
    std::string name;  // folded, without the unit
    std::string unit;  // folded; empty: none
};

Header header_of(const std::string& cell) {
    const std::string folded = folded_name(cell);
    const std::size_t open = folded.find_first_of("([");
    if (open == std::string::npos) return {folded, {}};
    const std::size_t close = folded.find_first_of(")]", open);
    return {folded.substr(0, open),
            folded.substr(open + 1, close == std::string::npos ? close : close - open - 1)};
}

struct Columns {
    std::size_t header_row = 0;
    std::optional<std::size_t> name, area, district;
    double to_m2 = 1;
};

double factor(const std::string& unit, const std::string& cell, const std::string& path) {
    std::string_view text = unit;
    constexpr std::string_view label = "单位:";  // （单位：公顷）
    if (text.starts_with(label)) text.remove_prefix(label.size());
    if (text.empty()) return 1;
    for (const auto& [known, to_m2] : units) {
        if (text == known) return to_m2;
    }
    throw Error(messages::table_unknown_unit, path, cell, text);
}

Columns find_columns(const SheetRow& row) {
    Columns columns;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Header header = header_of(row.cells[i]);
        if (!columns.name && is_one_of(header.name, name_headers)) columns.name = i;
        if (!columns.area && is_one_of(header.name, area_headers)) columns.area = i;
        if (!columns.district && is_one_of(header.name, district_headers)) columns.district = i;
    }
    return columns;
}

struct Found {
    const Sheet* sheet;
    Columns columns;
};

// Titles and notes take a few rows; a header further down is not looked for, lest data be taken for one.
constexpr std::size_t header_rows = 10;

[[noreturn]] void no_columns(const std::string& path, const std::vector<Sheet>& sheets) {
    const SheetRow* widest = nullptr;  // the likeliest header
    std::size_t most = 0;
    for (const Sheet& sheet : sheets) {
        for (std::size_t i = 0; i < std::min(header_rows, sheet.rows.size()); ++i) {
            const auto& cells = sheet.rows[i].cells;
            const auto filled = static_cast<std::size_t>(std::count_if(
                cells.begin(), cells.end(), [](const std::string& cell) { return !cell.empty(); }));
            const bool better =
                filled > most || find_columns(sheet.rows[i]).name || find_columns(sheet.rows[i]).area;
            if (!better) continue;
            widest = &sheet.rows[i];
            most = filled;
            if (find_columns(sheet.rows[i]).name || find_columns(sheet.rows[i]).area) break;
        }
    }
    if (!widest) throw Error(messages::table_empty, path);
    const std::string headers = fmt::format("{}", fmt::join(widest->cells, ", "));
    if (!find_columns(*widest).name) {
        throw Error(messages::table_no_column, path, "街乡镇名称", "the unit's name", headers,
                    joined(name_headers));
    }
    throw Error(messages::table_no_column, path, "未管控裸地面积", "the uncontrolled area", headers,
                joined(area_headers));
}

Found find_header(const std::string& path, const std::vector<Sheet>& sheets) {
    for (const Sheet& sheet : sheets) {
        for (std::size_t i = 0; i < std::min(header_rows, sheet.rows.size()); ++i) {
            Columns columns = find_columns(sheet.rows[i]);
            if (!columns.name || !columns.area) continue;
            columns.header_row = i;
            const std::string& cell = sheet.rows[i].cells[*columns.area];
            columns.to_m2 = factor(header_of(cell).unit, cell, path);
            return {&sheet, columns};
        }
    }
    no_columns(path, sheets);
}

// "1,234,567.8" with its separators of thousands, which must stand where they belong ("1,5" may be meant
// as 1.5).
std::optional<std::string> without_thousands(const std::string& text) {
    const std::size_t point = std::min(text.find('.'), text.size());
    if (text.find(',') == std::string::npos) return text;
    if (point % 4 == 0) return std::nullopt;  // four digits, or none, before the first separator
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool separator_here = i < point && i > 0 && (point - i) % 4 == 0;
        if ((text[i] == ',') != separator_here) return std::nullopt;
        if (text[i] != ',') out += text[i];
    }
    return out;
}

std::optional<double> area_of(const std::string& cell) {
    const auto text = without_thousands(folded_name(cell));
    if (!text) return std::nullopt;
    double value = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, value);
    if (error != std::errc{} || stop != end || !std::isfinite(value) || value < 0) return std::nullopt;
    return value;
}

std::string cell(const SheetRow& row, const std::optional<std::size_t>& column) {
    return column && *column < row.cells.size() ? row.cells[*column] : std::string();
}

// 合计 stands in the name's column or, where cells are merged, in any before it.
std::optional<std::string> total_label(const SheetRow& row) {
    for (const std::string& text : row.cells) {
        if (is_one_of(folded_name(text), total_names)) return text;
    }
    return std::nullopt;
}

void check_duplicates(const CityTable& table) {
    std::map<std::pair<std::string, std::string>, std::size_t> lines;
    for (const CityTable::Row& row : table.rows) {
        const auto [first, added] =
            lines.emplace(std::pair(folded_name(row.district), folded_name(row.name)), row.line);
        if (!added) throw Error(messages::table_duplicate, table.file, row.name, first->second, row.line);
    }
}

}  // namespace

CityTable read_city_table(const std::string& path) {
    const std::vector<Sheet> sheets = read_sheets(path);
    const auto [sheet, columns] = find_header(path, sheets);
    CityTable table;
    table.file = path;
    table.has_districts = columns.district.has_value();
    std::string district;
    for (std::size_t i = columns.header_row + 1; i < sheet->rows.size(); ++i) {
        const SheetRow& row = sheet->rows[i];
        const std::string name = cell(row, columns.name);
        const std::string area = cell(row, columns.area);
        const std::string own_district = cell(row, columns.district);
        if (const auto label = total_label(row)) {
            table.totals.push_back({*label, row.line});
            continue;
        }
        if (!own_district.empty()) district = own_district;
        if (name.empty() && area.empty())
            continue;  // a note below the table, or a serial number left standing
        if (name.empty()) throw Error(messages::table_no_name, path, row.line);
        const auto value = area_of(area);
        if (!value) throw Error(messages::table_bad_number, path, row.line, name, area);
        table.rows.push_back({name, district, *value * columns.to_m2, row.line});
    }
    if (table.rows.empty()) throw Error(messages::table_empty, path);
    check_duplicates(table);
    return table;
}

}  // namespace bareland
