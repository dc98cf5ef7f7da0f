// CSV, XLSX and ODS as rows of the registry (layers/registry_source.hpp).
#include <ogr_geometry.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>
#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_import.hpp"
#include "geo/names.hpp"
#include "layers/ogr_access.hpp"
#include "layers/ogr_shapes.hpp"
#include "layers/registry_header.hpp"
#include "layers/registry_source.hpp"

namespace bareland::registry {
namespace {

// What lines that are no records hold instead of a name: alone, or before a colon, a bracket or a number.
constexpr std::array note_words{"合计", "总计",     "小计",  "注",  "备注", "说明",
                                "单位", "填报单位", "total", "sum", "note"};
// Signatures below the table, and numbered headings between its rows, by how they begin.
constexpr std::array signatures{"填表", "制表", "审核", "填报", "编制"};
constexpr std::array numerals{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

bool is_note(const std::string& folded) {
    const auto noted = [&](const std::string_view word) {
        if (!folded.starts_with(word)) return false;
        const std::string rest = folded.substr(word.size());
        return rest.empty() || std::string_view(":(0123456789").find(rest.front()) != std::string_view::npos;
    };
    const auto begins = [&](const std::string_view word) { return folded.starts_with(word); };
    return std::any_of(note_words.begin(), note_words.end(), noted) ||
           std::any_of(signatures.begin(), signatures.end(), begins);
}

// "一、在建", "（二）已完工", "第三部分"
bool is_heading(const std::string& folded) {
    return std::any_of(numerals.begin(), numerals.end(), [&](const std::string& numeral) {
        return folded.starts_with(numeral + "、") || folded.starts_with("(" + numeral) ||
               folded.starts_with("第" + numeral);
    });
}

struct ChosenSheet {
    const Sheet* sheet = nullptr;
    HeaderRows header;
};

class TableReader {
  public:
    TableReader(const RegistrySource& source, const Role& role)
        : source_(source), role_(role), path_(source.source.file) {}

    Rows read() {
        const std::vector<Sheet> sheets = read_sheets(path_, source_.source.encoding);
        rows_.file = {path_, path_};
        rows_.files = {path_};
        const auto [sheet, header] = choose(sheets);
        sheet_ = sheet;
        headers_ = header.headers;
        rows_.file = file_text(*sheet);
        rows_.found = find_columns(role_, headers_, source_.map, rows_.file);
        if (!role_.placeless) places_ = find_places(role_, headers_, source_.map, rows_.file);
        require_columns(role_, rows_.found, headers_, rows_.file);
        if (!role_.placeless && !places_.complete()) throw_no_places();
        say_recognised(header);
        for (std::size_t i = header.last + 1; i < sheet->rows.size(); ++i)
            take(sheet->rows[i]);
        if (taken_.empty()) throw Error(messages::import_no_rows, rows_.file);
        say_left_out();
        if (places_.geometry) {
            shapes_from_wkt();
        } else if (!role_.placeless) {
            places_from_columns();
        }
        return std::move(rows_);
    }

  private:
    // ---- which sheet

    Text file_text(const Sheet& sheet) const {
        if (sheet.name.empty()) return {path_, path_};
        return {path_ + "（工作表“" + sheet.name + "”）", path_ + ", sheet " + sheet.name};
    }

    // The named one; else the only one with all that is needed; else, for the message, the likeliest.
    ChosenSheet choose(const std::vector<Sheet>& sheets) const {
        std::vector<std::string> names;
        std::vector<ChosenSheet> complete;
        std::optional<ChosenSheet> likeliest;
        for (const Sheet& sheet : sheets) {
            names.push_back(sheet.name);
            if (!source_.source.layer.empty() && sheet.name != source_.source.layer) continue;
            auto header = find_header(sheet, role_, source_.map);
            if (!header) continue;
            ChosenSheet chosen{&sheet, std::move(*header)};
            if (!likeliest || chosen.header.recognised > likeliest->header.recognised) likeliest = chosen;
            if (chosen.header.complete) complete.push_back(std::move(chosen));
        }
        const std::string& layer = source_.source.layer;
        if (!layer.empty() && std::find(names.begin(), names.end(), layer) == names.end())
            throw Error(messages::no_such_layer, path_, layer, listed(names));
        if (complete.size() > 1) {
            std::vector<std::string> several;
            for (const ChosenSheet& chosen : complete)
                several.push_back(chosen.sheet->name);
            throw Error(messages::several_layers, path_, listed(several));
        }
        if (!complete.empty()) return complete.front();
        if (likeliest) return *likeliest;
        throw Error(messages::import_no_header, rows_.file, header_rows);
    }

    [[noreturn]] void throw_no_places() const {
        if (role_.from_coordinates)
            throw Error(messages::import_no_coordinates, rows_.file, listed(headers_));
        throw Error(messages::import_no_column, rows_.file, "几何图形", "the geometry (WKT)",
                    listed(headers_), "geometry, wkt, geom, 几何, 几何图形", "geometry");
    }

    void say_recognised(const HeaderRows& header) {
        std::string columns = recognised(role_, rows_.found, headers_);
        const auto add = [&](const std::string& key, const std::string& value) {
            columns += (columns.empty() ? "" : ", ") + key + " = " + value;
        };
        if (places_.geometry) {
            add("geometry", headers_[*places_.geometry]);
        } else if (!role_.placeless) {
            add("coordinates", places_.first->header + ", " + places_.second->header);
        }
        rows_.findings.push_back(find(messages::columns_recognised, "", rows_.file, columns));
        if (header.last > header.first) {
            rows_.findings.push_back(find(messages::merged_header, "", rows_.file,
                                          sheet_->rows[header.first].line, sheet_->rows[header.last].line));
        }
        if (!sheet_->encoding.empty())
            rows_.findings.push_back(find(messages::encoding_recognised, "", rows_.file, sheet_->encoding));
    }

    // ---- which rows

    static std::string cell(const SheetRow& row, const std::optional<std::size_t>& column) {
        return column && *column < row.cells.size() ? row.cells[*column] : std::string();
    }

    static std::string first_text(const SheetRow& row) {
        const auto filled = std::find_if(row.cells.begin(), row.cells.end(),
                                         [](const std::string& text) { return !text.empty(); });
        return filled == row.cells.end() ? std::string() : *filled;
    }

    bool has_place(const SheetRow& row) const {
        if (role_.placeless) return false;
        if (places_.geometry) return !cell(row, places_.geometry).empty();
        const auto filled = [&](const PlaceColumns::Coordinate& coordinate) {
            return std::any_of(coordinate.parts.begin(), coordinate.parts.end(),
                               [&](std::size_t part) { return !cell(row, part).empty(); });
        };
        return filled(*places_.first) || filled(*places_.second);
    }

    // Titles of sections, totals, notes, the header once more on every printed page. Whatever else lacks its
    // place is taken for a record, so that none is lost.
    bool is_no_record(const SheetRow& row) const {
        bool header_again = true;
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            header_again = header_again && row.cells[i] == (i < headers_.size() ? headers_[i] : "");
        if (header_again) return true;
        if (has_place(row)) return false;
        std::vector<std::string> texts;
        for (const std::string& text : row.cells) {
            if (!text.empty()) texts.push_back(folded_name(text));
        }
        if (std::any_of(texts.begin(), texts.end(), is_note)) return true;
        return texts.size() == 1 && is_heading(texts.front());
    }

    void take(const SheetRow& source) {
        if (is_no_record(source)) {
            if (left_out_++ == 0) first_left_out_ = &source;
            return;
        }
        Row row;
        row.number = std::to_string(source.line);
        row.ref = {"第 " + row.number + " 行", "row " + row.number};
        row.where = {rows_.file.zh + " " + row.ref.zh, rows_.file.en + ", " + row.ref.en};
        for (const Found& found : rows_.found)
            row.values.push_back(found.constant ? *found.constant : cell(source, found.index));
        if (!role_.placeless && !has_place(source)) throw_no_place(row);
        rows_.rows.push_back(std::move(row));
        taken_.push_back(&source);
    }

    [[noreturn]] void throw_no_place(const Row& row) const {
        if (places_.geometry)
            throw Error(messages::import_empty_value, row.where, headers_[*places_.geometry]);
        throw Error(messages::import_no_place, row.where, places_.first->header, places_.second->header);
    }

    void say_left_out() {
        if (left_out_ == 0) return;
        rows_.findings.push_back(find(messages::rows_left_out, "", rows_.file, left_out_,
                                      first_left_out_->line, first_text(*first_left_out_)));
    }

    // ---- coordinates

    std::string text_of(const SheetRow& row, const Row& labels,
                        const PlaceColumns::Coordinate& coordinate) const {
        constexpr std::array marks{"°", "′", "″"};
        if (coordinate.parts.size() == 1) {
            std::string text = cell(row, coordinate.parts.front());
            if (text.empty()) throw Error(messages::import_empty_value, labels.where, coordinate.header);
            return text;
        }
        std::string text;
        for (std::size_t i = 0; i < coordinate.parts.size(); ++i) {
            const std::string part = cell(row, coordinate.parts[i]);
            if (part.empty() && i + 1 < coordinate.parts.size())
                throw Error(messages::import_empty_value, labels.where, headers_[coordinate.parts[i]]);
            if (!part.empty()) text += part + (part.back() >= '0' && part.back() <= '9' ? marks.at(i) : "");
        }
        return text;
    }

    void places_from_columns() {
        coordinates::Question question;
        question.file = rows_.file;
        question.first_header = places_.first->header;
        question.second_header = places_.second->header;
        question.first = places_.first->axis;
        question.second = places_.second->axis;
        question.axes = source_.axes;
        question.crs = source_.crs;
        question.crs_option = source_.crs_option;
        if (const auto& d = source_.district)
            question.district = Box{d->min_lon, d->min_lat, d->max_lon, d->max_lat};
        for (std::size_t i = 0; i < taken_.size(); ++i) {
            const Row& row = rows_.rows[i];
            question.pairs.push_back({row.where, text_of(*taken_[i], row, *places_.first),
                                      text_of(*taken_[i], row, *places_.second)});
        }
        coordinates::Answer answer = coordinates::recognise(question);
        std::move(answer.findings.begin(), answer.findings.end(), std::back_inserter(rows_.findings));
        Shaper shaper(source_, answer.crs, rows_);
        for (std::size_t i = 0; i < taken_.size(); ++i)
            shaper.set(rows_.rows[i], {}, {}, {answer.places[i]});
        shaper.finish();
    }

    // ---- WKT

    struct FreeGeometry {
        void operator()(OGRGeometry* geometry) const { OGRGeometryFactory::destroyGeometry(geometry); }
    };

    ogr::Parts parse(const Row& row, const std::string& text) const {
        const ogr::CapturedErrors quiet;
        OGRGeometry* raw = nullptr;
        const char* wkt = text.c_str();
        const OGRErr failure = OGRGeometryFactory::createFromWkt(&wkt, nullptr, &raw);
        const std::unique_ptr<OGRGeometry, FreeGeometry> geometry(raw);
        const bool whole =
            wkt == nullptr || std::string_view(wkt).find_first_not_of(" \t\r\n;") == std::string::npos;
        if (failure != OGRERR_NONE || !geometry || !whole)
            throw Error(messages::import_bad_wkt, row.where, headers_[*places_.geometry]);
        if (geometry->IsEmpty()) throw Error(messages::import_no_geometry, row.where);
        const std::string layer =
            sheet_->name.empty() ? std::filesystem::path(path_).stem().string() : sheet_->name;
        return ogr::parts_of(*geometry, source_.axes == "ne", {path_, layer, row.number}, role_.shapes);
    }

    static bool is_degrees(const ogr::Parts& parts) {
        const auto degrees = [](Point p) { return std::abs(p.x) <= 180 && std::abs(p.y) <= 180; };
        if (!parts.points.empty()) return degrees(parts.points.front());
        if (!parts.lines.empty()) return degrees(parts.lines.front().front());
        return parts.polygons.empty() || degrees(parts.polygons.front().outer.front());
    }

    void shapes_from_wkt() {
        std::vector<ogr::Parts> parts;
        for (std::size_t i = 0; i < taken_.size(); ++i) {
            parts.push_back(parse(rows_.rows[i], cell(*taken_[i], places_.geometry)));
            if (source_.crs.empty() && !is_degrees(parts.back()))
                throw Error(messages::no_crs, path_, headers_[*places_.geometry], source_.crs_option);
        }
        const std::string crs = source_.crs.empty() ? "EPSG:4490" : source_.crs;
        if (source_.crs.empty()) {
            rows_.findings.push_back(find(messages::degrees_recognised, "", rows_.file, Text{"WKT", "WKT"}));
        }
        Shaper shaper(source_, crs, rows_);
        for (std::size_t i = 0; i < taken_.size(); ++i) {
            const ogr::Parts& own = parts[i];
            if (own.polygons.empty() && own.lines.empty() && own.points.empty())
                throw Error(messages::import_no_geometry, rows_.rows[i].where);
            shaper.set(rows_.rows[i], own.polygons, own.lines, own.points);
        }
        shaper.finish();
    }

    const RegistrySource& source_;
    const Role& role_;
    const std::string& path_;
    const Sheet* sheet_ = nullptr;
    std::vector<std::string> headers_;
    PlaceColumns places_;
    std::vector<const SheetRow*> taken_;  // as rows_.rows
    std::size_t left_out_ = 0;
    const SheetRow* first_left_out_ = nullptr;
    Rows rows_;
};

}  // namespace

Rows read_table_rows(const RegistrySource& source, const Role& role) {
    return TableReader(source, role).read();
}

}  // namespace bareland::registry
