// Tables of text as people keep them: CSV, XLSX, ODS. No header is assumed: title rows above it are common.
//
// Guarantees: cells are UTF-8 without blanks round them. A row knows its line, counted as the user's program
// counts it (from 1; of a CSV record with line breaks in quotes, its first line). Rows whose cells are all
// empty are left out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bareland {

struct SheetRow {
    std::size_t line = 0;
    std::vector<std::string> cells;
};

struct Sheet {
    std::string name;  // empty for CSV
    std::vector<SheetRow> rows;
    std::string encoding;  // what a CSV's text was decoded from, when that is not UTF-8
};

// CSV: UTF-8 with or without byte order mark, else GB18030 (what WPS and Excel write in China); separated by
// comma, semicolon or tab, whichever the file has most of outside quotes; quotes as in RFC 4180. XLSX and
// ODS: every sheet. What kind a file is is told by its content, not its name. Throws
// Error(messages::table_unreadable).
// `encoding`: of a CSV, when the user names it; text that is none is an Error(messages::text_undecodable).
std::vector<Sheet> read_sheets(const std::string& path, const std::string& encoding = {});

}  // namespace bareland
