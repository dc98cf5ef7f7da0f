// Charts of the tables of a workbook (libxlsxwriter); for layers/tables_xlsx.cpp alone.
#pragma once

#include <xlsxwriter.h>

#include "layers/tables.hpp"

namespace bareland {

constexpr lxw_row_t xlsx_header_row = 2;  // below title and note

struct CellPlace {
    lxw_row_t row = 0;
    lxw_col_t column = 0;
};

// Puts the table's charts beside its rows or, when the page would be too wide, below them; all of it then
// prints on one page. `end`: the table's last cell; `width`: of all its columns, in characters. Returns the
// last cell that the sheet then has or a chart covers. Throws Error(messages::internal) when the library
// refuses a chart.
CellPlace insert_charts(lxw_workbook* book, lxw_worksheet* sheet, const Table& table, CellPlace end,
                        std::size_t width);

}  // namespace bareland
