#include "layers/city_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "geo/messages.hpp"
#include "geo/names.hpp"
#include "geo/numbers.hpp"
#include "layers/headers.hpp"
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

struct Columns {
    std::size_t header_row = 0;
    std::optional<std::size_t> name, area, district;
    double to_m2 = 1;
};

double factor(const std::string& unit, const std::string& cell, const std::string& path) {
    if (unit.empty()) return 1;
    if (const auto known = area_unit(unit)) return *known;
    throw Error(messages::table_unknown_unit, path, cell, unit);
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

std::optional<double> area_of(const std::string& cell) {
    const auto value = parse_number(folded_name(cell));
    return value && *value >= 0 ? value : std::nullopt;
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
