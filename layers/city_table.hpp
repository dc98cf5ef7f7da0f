// The city's monthly table: name and uncontrolled area of every unit of the city.
//
// Guarantees: areas are in m2, finite and not negative; every row has a name; no name (with its district,
// where the table tells districts) occurs twice in the same spelling.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bareland {

struct CityTable {
    struct Row {
        std::string name;
        std::string district;  // empty without a district column
        double uncontrolled_m2 = 0;
        std::size_t line = 0;
    };
    struct Total {  // a row that adds others up (合计, 全市): no unit
        std::string name;
        std::size_t line = 0;
    };

    std::string file;  // as the user named it, for messages
    std::vector<Row> rows;
    std::vector<Total> totals;
    bool has_districts = false;
};

// Reads CSV, XLSX or ODS (layers/spreadsheet.hpp). The header is the first row, of the first sheet that has
// one, in which both columns are found; a unit in its brackets (㎡ m2 平方米 公顷 亩 万平方米 平方公里 ...)
// converts the area, without one it is m2 (1 亩 = 10000/15 m2). An empty district cell means the district
// above it, as in merged cells. Errors (exit 3): file unreadable, no such column (lists headers and what is
// accepted), unit unknown, area that is no number or negative, name empty or given twice, no rows.
CityTable read_city_table(const std::string& path);

}  // namespace bareland
