// Tables for people: one description, written as CSV or as sheets of an XLSX workbook.
//
// Guarantees: numbers are written as numbers (XLSX: unrounded, with a number format), a cell without a value
// is empty, never 0. Every write is checked: a full disk is an Error(messages::output_failed) naming the
// file, never a short file. Text that is not valid UTF-8 is repaired with U+FFFD.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "geo/error.hpp"

namespace bareland {

struct Table {
    // What a column holds: its unit and how it is shown (CSV; XLSX).
    enum class Kind {
        text,       // as it is
        long_text,  // the same, in a wide column that wraps
        json,       // JSON text
        integer,    // 12; 12
        area,       // m2: 1234567.89; 1,234,568
        change,     // m2 with sign: -1234.50; -1,235
        permyriad,  // per ten thousand: 4.5678; 4.57
        degrees,    // 116.7123456; 116.71235
        number,     // shortest text that reads back the same
    };
    struct Column {
        std::string key;  // the name in JSON and GeoPackage
        Text title;
        Kind kind = Kind::text;
    };
    using Value = std::variant<std::monostate, std::string, std::int64_t, double>;
    enum class Mark { none, warning, breach };
    struct Cell {
        Value value{};
        Mark mark = Mark::none;
        std::optional<Kind> kind{};  // where it is not its column's (lists of figures)
    };
    enum class Role { body, apart, total };  // apart: listed but not ranked; total: the last line, set off
    struct Row {
        std::vector<Cell> cells;  // one a column
        Role role = Role::body;
    };

    // A chart in an XLSX sheet, beside or below its rows, that follows cells of this or another sheet of the
    // workbook.
    struct Cells {
        static constexpr std::size_t header = static_cast<std::size_t>(-1);
        std::string sheet;                        // name
        std::size_t first_row = 0, last_row = 0;  // of that table's rows, none a total; or the header row
        std::size_t first_column = 0, last_column = 0;
    };
    struct Series {
        std::string name;
        Cells categories, values;  // equally many
    };
    struct Chart {
        enum class Kind { bars, lines };  // bars: lying, the first row on top
        Kind kind = Kind::bars;
        std::string title;
        std::string values;  // what is measured, with its unit
        std::vector<Series> series;
    };

    std::string name;   // sheet name: at most 31 characters, none of []:*?/\ .
    std::string title;  // first line of the sheet; not in the CSV
    std::string note;   // second line of the sheet; not in the CSV
    std::vector<Column> columns;
    std::vector<Row> rows;
    std::size_t frozen_columns = 0;  // stay in view when a sheet is scrolled
    std::vector<Chart> charts{};     // not in the CSV
};

// RFC 4180 with a byte order mark (spreadsheets take it for UTF-8) and CRLF; a header line, then the rows.
// Text that a spreadsheet would run as a formula (it starts with = + - @, tab or carriage return) gets a
// leading apostrophe; text of digits that it would round or strip (12 digits and more, or a leading zero) a
// trailing tab.
void write_csv(const std::filesystem::path& file, const Table& table, Lang lang);

struct WorkbookProperties {
    std::string title;
    std::string software;  // name and version
    // ISO 8601 with offset; empty: the clock's. With it, the same tables give the same bytes.
    std::string created{};
};

// One sheet a table: title, note, header row that stays in view with the frozen columns, filter buttons over
// body rows, column widths by content, breaches red and warnings amber, totals below an empty line, then
// charts. The print area is all of it: landscape, one page wide, the header row on every page. `scratch`
// takes temporary files and must be on the file's own file system, so that a full disk is seen.
void write_xlsx(const std::filesystem::path& file, std::span<const Table> tables, Lang lang,
                const WorkbookProperties& properties, const std::filesystem::path& scratch);

// The words of a CSV cell, before quoting.
std::string csv_text(const Table::Value& value, Table::Kind kind);

}  // namespace bareland
