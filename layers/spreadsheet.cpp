#include "layers/spreadsheet.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "geo/messages.hpp"
#include "layers/gdal_errors.hpp"
#include "layers/ogr_text.hpp"
#include "layers/text_file.hpp"

namespace bareland {
namespace {

Error unreadable(const std::string& path, const Text& reason) {
    return Error(messages::table_unreadable, path, reason.zh, reason.en);
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(blanks) - first + 1));
}

void add_row(Sheet& sheet, std::size_t line, std::vector<std::string> cells) {
    for (std::string& cell : cells)
        cell = trimmed(cell);
    const bool empty =
        std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); });
    if (!empty) sheet.rows.push_back({line, std::move(cells)});
}

// ---- CSV

struct Decoded {
    std::string text;
    std::string encoding;  // empty: UTF-8
};

Decoded to_utf8(std::string text, const std::string& path, const std::string& named) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    const bool marked = text.starts_with(mark);
    if (marked) text.erase(0, mark.size());
    if (!named.empty() && !marked) {
        auto decoded = ogr::Decoder(named).decode(text);
        if (!decoded) throw Error(messages::text_undecodable, path, "CSV", named);
        return {std::move(*decoded), named};
    }
    if (CPLIsUTF8(text.c_str(), static_cast<int>(text.size())) != 0) return {std::move(text), {}};
    CPLPushErrorHandler(CPLQuietErrorHandler);  // what is no GB18030 either shows up as headers nobody knows
    const std::unique_ptr<char, decltype(&VSIFree)> recoded(CPLRecode(text.c_str(), "GB18030", CPL_ENC_UTF8),
                                                            VSIFree);
    CPLPopErrorHandler();
    return {recoded.get(), "GB18030"};
}

char separator_of(const std::string& text) {
    constexpr std::array candidates{',', ';', '\t'};
    std::array<std::size_t, candidates.size()> count{};
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        for (std::size_t i = 0; i < candidates.size(); ++i)
            count.at(i) += c == candidates.at(i) ? 1U : 0U;
    }
    const auto most = std::max_element(count.begin(), count.end()) - count.begin();
    return candidates.at(static_cast<std::size_t>(most));
}

class CsvReader {
  public:
    CsvReader(const std::string& text, char separator) : text_(text), separator_(separator) {}

    Sheet read() {
        for (const char c : text_)
            take(c);
        end_record();
        return std::move(sheet_);
    }
    // A quote was opened and never closed: from there on the columns mean nothing.
    std::optional<std::size_t> open_quote() const {
        return quoted_ ? std::optional(quote_line_) : std::nullopt;
    }

  private:
    void take(char c) {
        if (c == '\n') ++line_;
        if (quoted_) {
            take_quoted(c);
        } else if (c == '"' && (cell_.empty() || after_quote_)) {
            // Right behind a closed quote this is the second half of a doubled one: it stands for itself.
            if (after_quote_) cell_ += '"';
            quoted_ = true;
            quote_line_ = line_;
        } else if (c == separator_) {
            end_cell();
        } else if (c == '\n') {
            end_record();
            start_ = line_;
        } else {
            after_quote_ = false;
            cell_ += c;
        }
    }
    void take_quoted(char c) {
        quoted_ = c != '"';
        after_quote_ = !quoted_;
        if (quoted_) cell_ += c;
    }
    void end_cell() {
        cells_.push_back(std::exchange(cell_, {}));
        after_quote_ = false;
    }
    void end_record() {
        end_cell();
        add_row(sheet_, start_, std::exchange(cells_, {}));
    }

    const std::string& text_;
    char separator_;
    Sheet sheet_;
    std::vector<std::string> cells_;
    std::string cell_;
    bool quoted_ = false;
    bool after_quote_ = false;
    std::size_t line_ = 1;
    std::size_t start_ = 1;
    std::size_t quote_line_ = 0;
};

Sheet read_csv(const std::string& path, const std::string& text) {
    CsvReader reader(text, separator_of(text));
    Sheet sheet = reader.read();
    if (const auto line = reader.open_quote()) {
        throw unreadable(path, {fmt::format("第 {} 行的引号没有结束", *line),
                                fmt::format("the quote opened in line {} is never closed", *line)});
    }
    return sheet;
}

// ---- XLSX and ODS, through OGR

struct DatasetCloser {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, DatasetCloser>;

// Numbers must come as they were written and no row may be taken for a header, for this thread and this file
// only.
class PlainCells {
  public:
    PlainCells() {
        for (const char* option : options)
            CPLSetThreadLocalConfigOption(option, "STRING");
        for (const char* option : headers)
            CPLSetThreadLocalConfigOption(option, "DISABLE");
        CPLPushErrorHandler(CPLQuietErrorHandler);
        CPLErrorReset();
    }
    ~PlainCells() {
        CPLPopErrorHandler();
        for (const char* option : options)
            CPLSetThreadLocalConfigOption(option, nullptr);
        for (const char* option : headers)
            CPLSetThreadLocalConfigOption(option, nullptr);
    }
    PlainCells(const PlainCells&) = delete;
    PlainCells& operator=(const PlainCells&) = delete;

  private:
    static constexpr std::array options{"OGR_XLSX_FIELD_TYPES", "OGR_ODS_FIELD_TYPES"};
    static constexpr std::array headers{"OGR_XLSX_HEADERS", "OGR_ODS_HEADERS"};
};

Sheet read_layer(OGRLayer& layer) {
    Sheet sheet;
    sheet.name = layer.GetName();
    std::size_t line = 0;
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
        ++line;
        std::vector<std::string> cells;
        for (int i = 0; i < feature->GetFieldCount(); ++i) {
            cells.emplace_back(feature->IsFieldSetAndNotNull(i) ? feature->GetFieldAsString(i) : "");
        }
        add_row(sheet, line, std::move(cells));
    }
    return sheet;
}

std::vector<Sheet> read_workbook(const std::string& path) {
    use_gdal();
    const PlainCells plain;
    constexpr std::array<const char*, 3> drivers{"XLSX", "ODS", nullptr};
    const Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR, drivers.data()));
    if (!dataset) {
        throw unreadable(path, {"不是完整的 XLSX 或 ODS 文件", "it is no complete XLSX or ODS file"});
    }
    std::vector<Sheet> sheets;
    for (int i = 0; i < dataset->GetLayerCount(); ++i)
        sheets.push_back(read_layer(*dataset->GetLayer(i)));
    return sheets;
}

}  // namespace

std::vector<Sheet> read_sheets(const std::string& path, const std::string& encoding) {
    const std::string bytes = read_text_file(path, messages::table_unreadable);
    if (bytes.starts_with("PK\x03\x04")) return read_workbook(path);
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
        throw unreadable(path,
                         {"这是旧版 XLS 文件，请另存为 XLSX", "it is an old XLS file: save it as XLSX"});
    }
    if (bytes.find('\0') != std::string::npos) {
        throw unreadable(path, {"不是文本或表格文件", "it is neither text nor a spreadsheet"});
    }
    const Decoded decoded = to_utf8(bytes, path, encoding);
    Sheet sheet = read_csv(path, decoded.text);
    sheet.encoding = decoded.encoding;
    return {std::move(sheet)};
}

}  // namespace bareland
