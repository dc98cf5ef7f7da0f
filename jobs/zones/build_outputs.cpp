#include "jobs/zones/build_outputs.hpp"

#include <fmt/format.h>

#include <array>

#include "geo/crs.hpp"
#include "jobs/report/tables.hpp"
#include "jobs/report/terminal.hpp"
#include "layers/gpkg.hpp"
#include "layers/utf8.hpp"

namespace bareland::zones {
namespace {

std::string place(const Point& p) {
    return fmt::format("{:.6f}, {:.6f}", p.x, p.y);
}

// With two decimals and thousands separators.
std::string area(double m2) {
    const std::string text = fmt::format("{:.2f}", m2);
    const std::size_t dot = text.find('.');
    std::string out;
    for (std::size_t i = 0; i < dot; ++i) {
        const bool digit = text[i] != '-';
        if (i > 0 && digit && (dot - i) % 3 == 0 && text[i - 1] != '-') out += ',';
        out += text[i];
    }
    return out + text.substr(dot);
}

class Screen {
  public:
    Screen(std::FILE* stream, Lang lang) : stream_(stream), lang_(lang) {}

    void print(const CompiledZone& zone) const {
        const ZoneRecord& record = zone.record;
        line(0, {fmt::format("{} {}（{}，{}）", record.id, record.name, record.kind, record.validity.text()),
                 fmt::format("{} {} ({}, {})", record.id, record.name, record.kind, record.validity.text())});
        Text text{fmt::format("面积 {} 平方米", area(zone.area_m2)),
                  fmt::format("area {} m2", area(zone.area_m2))};
        if (record.stated_area_m2) {
            const double stated = *record.stated_area_m2, difference = zone.area_m2 - stated;
            text.zh += fmt::format("；文件写明 {}，相差 {}", area(stated), area(difference));
            text.en += fmt::format("; stated {}, difference {}", area(stated), area(difference));
        }
        if (!record.links.empty()) {
            text.zh += fmt::format("；路段 {} 条", record.links.size());
            text.en += fmt::format("; {} links", record.links.size());
        }
        line(1, text);
        print(zone.piece, 1);
    }

  private:
    void line(std::size_t depth, const Text& text) const {
        fmt::print(stream_, "{}{}\n", std::string(2 * depth, ' '), valid_utf8(text.in(lang_)));
    }

    void print(const PieceReport& piece, std::size_t depth) const {
        std::string names;
        for (const std::string& name : piece.names)
            names += (names.empty() ? "" : ", ") + name;
        const std::string label = piece.label == piece.kind || piece.label.ends_with(" " + piece.kind)
                                      ? piece.label
                                      : fmt::format("{} [{}]", piece.label, piece.kind);
        Text text{fmt::format("{}：{} 平方米", label, area(piece.area_m2)),
                  fmt::format("{}: {} m2", label, area(piece.area_m2))};
        if (!names.empty()) {
            text.zh += "，" + names;
            text.en += ", " + names;
        }
        if (piece.kind == "loop" || piece.kind == "path") {
            text.zh += fmt::format("，gap_m {} 米，两侧 {} 米", piece.gap_m, piece.both_sides_m);
            text.en += fmt::format(", gap_m {}, both_sides_m {}", piece.gap_m, piece.both_sides_m);
        }
        line(depth, text);
        if (piece.discs) print(*piece.discs, depth + 1);
        for (std::size_t i = 0; i < piece.steps.size(); ++i)
            print(piece.steps[i], i + 1, depth + 1);
        for (const PieceReport& part : piece.parts)
            print(part, depth + 1);
    }

    void print(const DiscReport& discs, std::size_t depth) const {
        line(depth,
             {fmt::format("{} 个圆：分别合计 {} 平方米，合并后 {}，重叠 {}", discs.discs,
                          area(discs.separate_m2), area(discs.dissolved_m2), area(discs.overlap_m2())),
              fmt::format("{} discs: {} m2 separately, {} dissolved, {} overlap", discs.discs,
                          area(discs.separate_m2), area(discs.dissolved_m2), area(discs.overlap_m2()))});
    }

    void print(const StepReport& step, std::size_t number, std::size_t depth) const {
        Text text{fmt::format("{}. {} {:.1f} 米：{} → {}", number, step.line.zh, step.length_m,
                              place(step.from), place(step.to)),
                  fmt::format("{}. {} {:.1f} m: {} -> {}", number, step.line.en, step.length_m,
                              place(step.from), place(step.to))};
        if (step.lines > 0) {
            text.zh += fmt::format("；{} 条线", step.lines);
            text.en += fmt::format("; {} line{}", step.lines, step.lines == 1 ? "" : "s");
        }
        if (step.carriageways > 1) {
            text.zh += fmt::format("，车行道 {} 条", step.carriageways);
            text.en += fmt::format(", {} carriageways", step.carriageways);
        }
        if (step.meetings > 1) {
            text.zh += fmt::format("；终点有 {} 处可选，取{}", step.meetings, step.chosen.zh);
            text.en += fmt::format("; {} places to end at, taken: {}", step.meetings, step.chosen.en);
        }
        for (const GapReport& gap : step.gaps) {
            text.zh += fmt::format("；间隙 {:.2f} 米（{}）", gap.metres, place(gap.from));
            text.en += fmt::format("; gap of {:.2f} m ({})", gap.metres, place(gap.from));
        }
        line(depth, text);
    }

    std::FILE* stream_;
    Lang lang_;
};

}  // namespace

void write_found(const std::filesystem::path& file, const Trace& trace, Lang lang) {
    Table lines;
    lines.columns = {{"zone", {"分区", "Zone"}, Table::Kind::text},
                     {"piece", {"块", "Piece"}, Table::Kind::text},
                     {"role", {"作用", "Role"}, Table::Kind::text},
                     {"name", {"名称", "Name"}, Table::Kind::text},
                     {"note", {"说明", "Note"}, Table::Kind::text}};
    Table places = lines;
    MapLayer line_layer{"lines", &lines, {}, {}, false};
    line_layer.of_lines = true;
    MapLayer place_layer{"places", &places, {}, {}, true};
    for (const FoundFeature& found : trace) {
        Table::Row row = report::text_row({found.zone, found.piece, found.role, found.name, found.note});
        if (found.line.size() == 1) {
            places.rows.push_back(std::move(row));
            place_layer.points.push_back(found.line[0]);
        } else {
            lines.rows.push_back(std::move(row));
            line_layer.lines.push_back(found.line);
        }
    }
    const std::array<MapLayer, 2> layers{line_layer, place_layer};
    write_gpkg(file, layers, Crs::cgcs2000(), lang);
}

void print_build(std::FILE* stream, const BuildResult& result, Lang lang) {
    const Screen screen(stream, lang);
    for (const CompiledZone& zone : result.zones)
        screen.print(zone);
    report::print_findings(stream, result.findings, {"报告 JSON", "the report in JSON"}, lang);
}

}  // namespace bareland::zones
