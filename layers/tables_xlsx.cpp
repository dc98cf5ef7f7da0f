#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>
#include <tuple>

#include "geo/messages.hpp"
#include "layers/gdal_errors.hpp"
#include "layers/os.hpp"
#include "layers/tables.hpp"
#include "layers/tables_chart.hpp"
#include "layers/track_time.hpp"
#include "layers/utf8.hpp"

namespace bareland {
namespace {

constexpr lxw_row_t header_row = xlsx_header_row;
constexpr std::size_t narrowest = 6;
constexpr std::size_t widest_number = 20;
constexpr std::size_t widest_text = 40;
constexpr std::size_t long_text_width = 60;
constexpr std::size_t longest_cell = 30000;  // bytes; a cell holds 32,767 characters
constexpr double line_height = 15;           // points

constexpr lxw_color_t breach_fill = 0xFFC7CE;
constexpr lxw_color_t breach_ink = 0x9C0006;
constexpr lxw_color_t warning_fill = 0xFFE699;
constexpr lxw_color_t warning_ink = 0x7F6000;
constexpr lxw_color_t header_fill = 0xD9E1F2;
constexpr lxw_color_t apart_ink = 0x7F7F7F;

[[noreturn]] void fail(const std::filesystem::path& file, const Text& reason) {
    throw Error(messages::output_failed, file.filename().string(), reason);
}

Text incomplete() {
    return {"文件不完整，可能是磁盘空间不足", "the file is incomplete, the disk is probably full"};
}

// Codes of the file system have words; the rest are our mistakes in calling the library.
void check(lxw_error code, const std::filesystem::path& file) {
    if (code == LXW_NO_ERROR) return;
    const int error_number = errno;
    const bool file_system = code == LXW_ERROR_CREATING_XLSX_FILE || code == LXW_ERROR_CREATING_TMPFILE ||
                             code == LXW_ERROR_READING_TMPFILE || code == LXW_ERROR_ZIP_FILE_OPERATION ||
                             code == LXW_ERROR_ZIP_FILE_ADD || code == LXW_ERROR_ZIP_CLOSE;
    if (file_system) fail(file, error_number != 0 ? reason_of(error_number) : incomplete());
    throw Error(messages::internal, fmt::format("xlsx: {}", lxw_strerror(code)));
}

// The library tells its errors on stderr besides returning them; the officer gets one sentence, from us.
class QuietStderr {
  public:
    QuietStderr()
        : saved_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)),
          null_(::open("/dev/null", O_WRONLY | O_CLOEXEC)) {
        std::fflush(stderr);
        if (saved_ && null_) ::dup2(null_.get(), STDERR_FILENO);
    }
    ~QuietStderr() {
        std::fflush(stderr);
        if (saved_ && null_) ::dup2(saved_.get(), STDERR_FILENO);
    }
    QuietStderr(const QuietStderr&) = delete;
    QuietStderr& operator=(const QuietStderr&) = delete;

  private:
    Fd saved_;
    Fd null_;
};

const char* number_format(Table::Kind kind) {
    switch (kind) {
        case Table::Kind::integer:
            return "0";
        case Table::Kind::area:
            return "#,##0";
        case Table::Kind::change:
            return "+#,##0;-#,##0;0";
        case Table::Kind::permyriad:
            return "0.00";
        case Table::Kind::degrees:
            return "0.00000";
        case Table::Kind::number:
            return "General";
        default:
            return "@";
    }
}

bool is_text(Table::Kind kind) {
    return kind == Table::Kind::text || kind == Table::Kind::long_text || kind == Table::Kind::json;
}

std::string short_enough(const std::string& text) {
    std::string valid = valid_utf8(text);
    if (valid.size() > longest_cell) valid = valid_utf8(valid.substr(0, longest_cell)) + "...";
    return valid;
}

// About what Excel shows, for column widths only.
std::string shown(const Table::Value& value, Table::Kind kind) {
    if (const auto* number = std::get_if<double>(&value)) {
        if (kind == Table::Kind::area || kind == Table::Kind::change) {
            const std::string digits = fmt::format("{:.0f}", std::abs(*number));
            return digits + std::string((digits.size() - 1) / 3 + 1, ',');
        }
        return kind == Table::Kind::permyriad ? fmt::format("{:.2f}", *number) : csv_text(value, kind);
    }
    return csv_text(value, kind);
}

class Book {
  public:
    Book(const std::filesystem::path& file, const std::filesystem::path& scratch)
        : file_(file), path_(file.string()), scratch_(scratch.string()) {
        lxw_workbook_options options{};
        options.tmpdir = scratch_.data();
        book_.reset(workbook_new_opt(path_.c_str(), &options));
        if (!book_) throw Error(messages::internal, "xlsx: out of memory");
    }

    void describe(const WorkbookProperties& properties);
    void add(const Table& table, Lang lang);
    void close();

  private:
    lxw_format* format(Table::Kind kind, Table::Mark mark, Table::Role role);
    lxw_format* heading(bool large);
    lxw_format* header_format();
    void write_head(lxw_worksheet* sheet, const Table& table, Lang lang);
    void write_row(lxw_worksheet* sheet, lxw_row_t at, const Table& table, const Table::Row& row);
    // Returns the table's width, as spreadsheets count it.
    std::size_t set_columns(lxw_worksheet* sheet, const Table& table, Lang lang);
    static void set_page(lxw_worksheet* sheet);

    std::filesystem::path file_;
    std::string path_;
    std::string scratch_;
    std::unique_ptr<lxw_workbook, decltype(&lxw_workbook_free)> book_{nullptr, lxw_workbook_free};
    std::map<std::tuple<Table::Kind, Table::Mark, Table::Role>, lxw_format*> formats_;
    lxw_format* header_ = nullptr;
    bool first_ = true;
};

void Book::describe(const WorkbookProperties& properties) {
    std::string title = properties.title;
    std::string software = properties.software;
    lxw_doc_properties document{};
    document.title = title.data();
    document.author = software.data();
    document.comments = software.data();
    if (const auto moment = parse_moment(properties.created))
        document.created = static_cast<std::time_t>(moment->seconds);
    check(workbook_set_properties(book_.get(), &document), file_);
    check(workbook_set_custom_property_string(book_.get(), "software", software.c_str()), file_);
}

lxw_format* Book::format(Table::Kind kind, Table::Mark mark, Table::Role role) {
    lxw_format*& known = formats_[{kind, mark, role}];
    if (known != nullptr) return known;
    known = workbook_add_format(book_.get());
    format_set_num_format(known, number_format(kind));
    format_set_align(known, LXW_ALIGN_VERTICAL_CENTER);
    if (kind == Table::Kind::long_text || kind == Table::Kind::json) format_set_text_wrap(known);
    if (role == Table::Role::apart) format_set_font_color(known, apart_ink);
    if (role == Table::Role::total) {
        format_set_bold(known);
        format_set_top(known, LXW_BORDER_DOUBLE);
    }
    if (mark == Table::Mark::breach) {
        format_set_bg_color(known, breach_fill);
        format_set_font_color(known, breach_ink);
        format_set_bold(known);
    } else if (mark == Table::Mark::warning) {
        format_set_bg_color(known, warning_fill);
        format_set_font_color(known, warning_ink);
    }
    return known;
}

lxw_format* Book::heading(bool large) {
    lxw_format* format = workbook_add_format(book_.get());
    if (large) {
        format_set_bold(format);
        format_set_font_size(format, 16);
    } else {
        format_set_font_color(format, apart_ink);
    }
    return format;
}

lxw_format* Book::header_format() {
    if (header_ != nullptr) return header_;
    header_ = workbook_add_format(book_.get());
    format_set_bold(header_);
    format_set_text_wrap(header_);
    format_set_align(header_, LXW_ALIGN_CENTER);
    format_set_align(header_, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bg_color(header_, header_fill);
    format_set_border(header_, LXW_BORDER_THIN);
    return header_;
}

std::size_t column_width(const Table& table, std::size_t column) {
    const Table::Kind kind = table.columns[column].kind;
    if (kind == Table::Kind::long_text || kind == Table::Kind::json) return long_text_width;
    std::size_t width = narrowest;
    for (const Table::Row& row : table.rows) {
        const Table::Cell& cell = row.cells.at(column);
        width = std::max(width, display_width(shown(cell.value, cell.kind.value_or(kind))));
    }
    return std::min(width, is_text(kind) ? widest_text : widest_number);
}

// A header may wrap into three lines: a third of its width, and room for the filter button.
std::size_t header_width(const std::string& title) {
    return (display_width(title) + 2) / 3 + 4;
}

std::size_t Book::set_columns(lxw_worksheet* sheet, const Table& table, Lang lang) {
    std::size_t all = 0;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const std::size_t width =
            std::max(column_width(table, i), header_width(table.columns[i].title.in(lang)));
        const auto at = static_cast<lxw_col_t>(i);
        check(worksheet_set_column(sheet, at, at, static_cast<double>(width) + 2, nullptr), file_);
        all += width + 2;
    }
    return all;
}

void Book::set_page(lxw_worksheet* sheet) {
    constexpr std::uint8_t a4 = 9;
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, a4);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, header_row, header_row);
    worksheet_set_footer(sheet, "&C&P / &N");
}

// "辖区面积（平方米）" breaks before its unit, not inside it.
std::string broken_before_unit(std::string title) {
    if (const auto unit = title.find("（"); unit != std::string::npos && unit > 0)
        title.insert(unit, 1, '\n');
    return title;
}

void Book::write_head(lxw_worksheet* sheet, const Table& table, Lang lang) {
    check(worksheet_set_row(sheet, 0, 2 * line_height, nullptr), file_);
    check(worksheet_write_string(sheet, 0, 0, short_enough(table.title).c_str(), heading(true)), file_);
    check(worksheet_write_string(sheet, 1, 0, short_enough(table.note).c_str(), heading(false)), file_);
    check(worksheet_set_row(sheet, header_row, 3 * line_height + 3, nullptr), file_);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const std::string title = broken_before_unit(short_enough(table.columns[i].title.in(lang)));
        check(worksheet_write_string(sheet, header_row, static_cast<lxw_col_t>(i), title.c_str(),
                                     header_format()),
              file_);
    }
}

// Lines that the row's longest wrapped text takes: spreadsheets do not grow rows of a file by themselves.
std::size_t lines_of(const Table& table, const Table::Row& row) {
    constexpr std::size_t most = 20;
    std::size_t lines = 1;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Table::Kind kind = table.columns[i].kind;
        if (kind != Table::Kind::long_text && kind != Table::Kind::json) continue;
        const std::size_t width = display_width(shown(row.cells.at(i).value, kind));
        lines = std::max(lines, (width + long_text_width - 1) / long_text_width);
    }
    return std::min(lines, most);
}

void Book::write_row(lxw_worksheet* sheet, lxw_row_t at, const Table& table, const Table::Row& row) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Table::Cell& cell = row.cells.at(i);
        const auto column = static_cast<lxw_col_t>(i);
        lxw_format* style = format(cell.kind.value_or(table.columns[i].kind), cell.mark, row.role);
        if (const auto* text = std::get_if<std::string>(&cell.value)) {
            check(worksheet_write_string(sheet, at, column, short_enough(*text).c_str(), style), file_);
        } else if (const auto* integer = std::get_if<std::int64_t>(&cell.value)) {
            check(worksheet_write_number(sheet, at, column, static_cast<double>(*integer), style), file_);
        } else if (const auto* number = std::get_if<double>(&cell.value)) {
            if (!std::isfinite(*number))
                throw Error(messages::internal, "a table cell is not a finite number");
            check(worksheet_write_number(sheet, at, column, *number, style), file_);
        } else {
            check(worksheet_write_blank(sheet, at, column, style), file_);
        }
    }
}

void Book::add(const Table& table, Lang lang) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_.get(), table.name.c_str());
    if (sheet == nullptr) throw Error(messages::internal, "xlsx: sheet name " + table.name);
    const std::size_t width = set_columns(sheet, table, lang);
    set_page(sheet);
    write_head(sheet, table, lang);
    lxw_row_t at = header_row;
    lxw_row_t last_body = header_row;
    for (const Table::Row& row : table.rows) {
        ++at;
        if (row.role == Table::Role::total) {
            ++at;  // an empty line keeps the total out of what the filter sorts
        } else {
            last_body = at;
        }
        if (const std::size_t lines = lines_of(table, row); lines > 1) {
            check(worksheet_set_row(sheet, at, static_cast<double>(lines) * line_height, nullptr), file_);
        }
        write_row(sheet, at, table, row);
    }
    const auto last_column = static_cast<lxw_col_t>(table.columns.size() - 1);
    check(worksheet_autofilter(sheet, header_row, 0, last_body, last_column), file_);
    worksheet_freeze_panes(sheet, header_row + 1, static_cast<lxw_col_t>(table.frozen_columns));
    const CellPlace end = insert_charts(book_.get(), sheet, table, {at, last_column}, width);
    check(worksheet_print_area(sheet, 0, 0, end.row, end.column), file_);
    // Identifiers are text made of digits on purpose.
    const std::string range = fmt::format("A1:ZZ{}", at + 2);
    check(worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range.c_str()), file_);
    if (first_) worksheet_activate(sheet);
    first_ = false;
}

void Book::close() {
    const QuietStderr quiet;
    errno = 0;
    check(workbook_close(book_.release()), file_);
}

std::string read_member(const std::string& path) {
    std::string text;
    VSILFILE* file = VSIFOpenL(path.c_str(), "rb");
    if (file == nullptr) return text;
    std::vector<char> chunk(std::size_t{1} << 16);
    while (const std::size_t count = VSIFReadL(chunk.data(), 1, chunk.size(), file))
        text.append(chunk.data(), count);
    VSIFCloseL(file);
    return text;
}

// An XML part is complete when it ends by closing the element it began with.
bool complete_xml(const std::string& text) {
    std::size_t start = text.find('<');
    while (start != std::string::npos && start + 1 < text.size() && text[start + 1] == '?') {
        start = text.find('<', start + 1);
    }
    if (start == std::string::npos) return false;
    const std::string root = text.substr(start + 1, text.find_first_of(" />\r\n", start + 1) - start - 1);
    const std::size_t end = text.find_last_not_of(" \r\n\t");
    const std::string_view tail = std::string_view(text).substr(0, end + 1);
    return tail.ends_with("</" + root + ">") ||
           (tail.ends_with("/>") && text.find('<', start + 1) == std::string::npos);
}

// The library does not look whether its temporary files took everything, so a disk that is full for a moment
// could leave a sound archive with half a sheet in it. Every part is read back.
void verify(const std::filesystem::path& file, std::size_t sheets) {
    const GdalErrors quiet;
    const std::string archive = "/vsizip/{" + file.string() + "}";
    char** names = VSIReadDirRecursive(archive.c_str());
    std::size_t sheets_found = 0;
    bool complete = names != nullptr;
    for (char** name = names; name != nullptr && *name != nullptr; ++name) {
        const std::string part = *name;
        if (part.ends_with("/")) continue;
        complete = complete && complete_xml(read_member(fmt::format("{}/{}", archive, part)));
        if (part.starts_with("xl/worksheets/sheet")) ++sheets_found;
    }
    CSLDestroy(names);
    VSICurlPartialClearCache(archive.c_str());
    if (!complete || sheets_found != sheets) fail(file, incomplete());
}

}  // namespace

void write_xlsx(const std::filesystem::path& file, std::span<const Table> tables, Lang lang,
                const WorkbookProperties& properties, const std::filesystem::path& scratch) {
    Book book(file, scratch);
    book.describe(properties);
    for (const Table& table : tables)
        book.add(table, lang);
    book.close();
    verify(file, tables.size());
}

}  // namespace bareland
