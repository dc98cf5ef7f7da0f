// sweep.csv, sweep.xlsx, sweep.gpkg, sweep.json, and what the command prints.
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "geo/crs.hpp"
#include "jobs/report/json.hpp"
#include "jobs/report/tables.hpp"
#include "jobs/report/terminal.hpp"
#include "jobs/routes/sweep.hpp"
#include "layers/gpkg.hpp"
#include "layers/os.hpp"
#include "layers/output_dir.hpp"
#include "layers/utf8.hpp"

namespace bareland::routes {
namespace {

using report::Json;
using report::number;
using report::text_or_null;
using Kind = Table::Kind;
using Value = Table::Value;

struct File {
    const char* name;
    Text what;
};
const std::array<File, 4>& written() {
    static const std::array<File, 4> all{
        File{"sweep.csv",
             {"每段一行，可用 WPS、Excel 打开", "one row a stretch, for spreadsheets and scripts"}},
        File{"sweep.xlsx", {"出口、路段、核查事项和参数", "gates, stretches, findings and parameters"}},
        File{"sweep.gpkg", {"路段和出口图层，可用 QGIS 打开", "stretches and gates as map layers"}},
        File{"sweep.json", {"全部结果，用于复核和其他程序", "everything, for review and other programs"}}};
    return all;
}

Value words(const std::string& text) {
    return text.empty() ? Value{} : Value{text};
}
// To a centimetre; without -0.
double metres(double value) {
    return std::round(value * 100) / 100 + 0.0;
}

std::string heading(const SweepResult& result, Lang lang) {
    return Text{fmt::format("工地出口两侧各 {} 米清扫保洁范围", result.each_side_m),
                fmt::format("Road to be swept, {} m each side of the exits", result.each_side_m)}
        .in(lang);
}

std::string note_of(const SweepResult& result, Lang lang) {
    std::string out = result.duty.in(lang);
    if (!result.clause.empty()) out += (out.empty() ? "" : " ") + result.clause;
    if (result.to_be_confirmed)
        out += lang == Lang::zh ? "（“每侧”待确认）" : " (\"each side\" to be confirmed)";
    return out;
}

Table gate_table(const SweepResult& result, Lang lang, bool programs) {
    Table table;
    table.name = lang == Lang::zh ? "出口" : "Gates";
    table.title = heading(result, lang);
    table.note = note_of(result, lang);
    table.frozen_columns = 3;
    table.columns = {{"site_id", {"工地编号", "Site"}},
                     {"site_name", {"工地名称", "Site name"}},
                     {"gate_id", {"出口编号", "Gate"}},
                     {"status", {"结果", "Result"}},
                     {"length_m", {"清扫长度（米）", "Length (m)"}, Kind::number},
                     {"snap_m", {"出口到道路（米）", "Gate to road (m)"}, Kind::number},
                     {"lon", {"经度", "Longitude"}, Kind::degrees},
                     {"lat", {"纬度", "Latitude"}, Kind::degrees},
                     {"text", {"说明", "In words"}, Kind::long_text}};
    for (const SweptGate& gate : result.gates) {
        const bool swept = gate.status == SweepStatus::swept;
        Table::Row row = report::text_row(
            {words(gate.site_id), words(gate.site), words(gate.gate_id),
             Value{programs ? std::string(status_key(gate.status)) : status_text(gate.status).in(lang)},
             swept ? Value{metres(gate.length_m())} : Value{}, swept ? Value{metres(gate.snap_m)} : Value{},
             gate.place ? Value{gate.place->x} : Value{}, gate.place ? Value{gate.place->y} : Value{},
             words(gate.text.in(lang))});
        if (!swept) row.cells[3].mark = Table::Mark::warning;
        table.rows.push_back(std::move(row));
    }
    return table;
}

// One row a stretch, in the order of gates, arms and distance.
Table part_table(const SweepResult& result, Lang lang, bool programs) {
    Table table;
    table.name = lang == Lang::zh ? "路段" : "Stretches";
    table.title = heading(result, lang);
    table.note = note_of(result, lang);
    table.frozen_columns = 3;
    table.columns = {{"site_id", {"工地编号", "Site"}},
                     {"site_name", {"工地名称", "Site name"}},
                     {"gate_id", {"出口编号", "Gate"}},
                     {"side", {"方向", "Side"}},
                     {"road", {"道路", "Road"}},
                     {"road_id", {"道路编号", "Road id"}},
                     {"road_class", {"道路等级", "Class"}},
                     {"from_m", {"起（米）", "From (m)"}, Kind::number},
                     {"to_m", {"止（米）", "To (m)"}, Kind::number},
                     {"length_m", {"长度（米）", "Length (m)"}, Kind::number},
                     {"end", {"止于", "Ends"}},
                     {"unit_id", {"街乡镇编号", "Unit"}},
                     {"unit", {"街乡镇", "Unit name"}},
                     {"sweepers", {"清扫保洁单位", "Swept by"}}};
    for (const SweptGate& gate : result.gates) {
        for (const SweptArm& arm : gate.arms) {
            for (const SweptPart& part : arm.parts) {
                const bool last = &part == &arm.parts.back();
                const char* side = side_key(arm.side);
                const std::string side_word =
                    programs && side != nullptr ? std::string(side) : side_text(arm).in(lang);
                const Value end = !last      ? Value{}
                                  : programs ? Value{std::string(end_key(arm.end))}
                                             : Value{end_text(arm.end).in(lang)};
                table.rows.push_back(
                    report::text_row({words(gate.site_id), words(gate.site), words(gate.gate_id),
                                      Value{side_word}, words(part.road), words(part.road_id),
                                      words(part.road_class), Value{metres(part.from_m)},
                                      Value{metres(part.to_m)}, Value{metres(part.to_m - part.from_m)}, end,
                                      words(part.unit_id), words(part.unit), words(part.sweepers.in(lang))}));
            }
        }
    }
    return table;
}

Json line_json(const std::vector<Point>& line) {
    Json coordinates = Json::array();
    for (const Point& p : line)
        coordinates.push_back({number(p.x), number(p.y)});
    return {{"type", "LineString"}, {"coordinates", coordinates}};
}

Json arm_json(const SweptArm& arm, Lang lang) {
    Json out;
    const char* side = side_key(arm.side);
    out["side"] = side == nullptr ? Json(nullptr) : Json(side);
    out["azimuth"] = number(arm.azimuth);
    out["length_m"] = number(arm.length_m);
    out["end"] = end_key(arm.end);
    out["stretches"] = Json::array();
    for (const SweptPart& part : arm.parts) {
        Json one;
        one["road"] = text_or_null(part.road);
        one["road_id"] = part.road_id;
        one["class"] = text_or_null(part.road_class);
        one["one_way"] = part.one_way;
        one["from_m"] = number(part.from_m);
        one["to_m"] = number(part.to_m);
        one["unit_id"] = text_or_null(part.unit_id);
        one["unit"] = text_or_null(part.unit);
        one["sweeper"] = text_or_null(part.sweeper);
        one["sweepers"] = text_or_null(part.sweepers.in(lang));
        one["geometry"] = line_json(part.line);
        out["stretches"].push_back(std::move(one));
    }
    return out;
}

Json gate_json(const SweptGate& gate, Lang lang) {
    Json out;
    out["site_id"] = gate.site_id;
    out["site"] = text_or_null(gate.site);
    out["gate_id"] = text_or_null(gate.gate_id);
    out["lon"] = gate.place ? number(gate.place->x) : Json(nullptr);
    out["lat"] = gate.place ? number(gate.place->y) : Json(nullptr);
    out["status"] = status_key(gate.status);
    const bool swept = gate.status == SweepStatus::swept;
    out["snap_m"] = swept ? number(gate.snap_m) : Json(nullptr);
    out["length_m"] = swept ? number(gate.length_m()) : Json(nullptr);
    out["arms"] = Json::array();
    for (const SweptArm& arm : gate.arms)
        out["arms"].push_back(arm_json(arm, lang));
    out["text"] = gate.text.in(lang);
    return out;
}

std::string sweep_json(const SweepResult& result, Lang lang) {
    Json json;
    json["schema"] = "bareland/sweep/1";
    json["as_of"] = result.as_of.text();
    json["range"] = {{"each_side_m", number(result.each_side_m)},
                     {"to_be_confirmed", result.to_be_confirmed},
                     {"clause", text_or_null(result.clause)},
                     {"duty", text_or_null(result.duty.in(lang))}};
    json["gates"] = Json::array();
    for (const SweptGate& gate : result.gates)
        json["gates"].push_back(gate_json(gate, lang));
    json["findings"] = report::findings_json(result.findings, lang);
    json["parameters"] = report::parameters_json(result.parameters);
    json["inputs"] = report::inputs_json(result.inputs);
    json["software"] = report::software_json();
    return report::dumped(json, 2) + "\n";
}

void write_map(OutputDir& directory, const SweepResult& result, Lang lang) {
    const Table parts = part_table(result, lang, true);
    MapLayer lines{"sweep", &parts, {}, {}, false};
    lines.of_lines = true;
    const Table all = gate_table(result, lang, true);
    Table gates = all;
    gates.rows.clear();
    MapLayer points{"gates", &gates, {}, {}, true};
    for (std::size_t i = 0; i < result.gates.size(); ++i) {
        for (const SweptArm& arm : result.gates[i].arms) {
            for (const SweptPart& part : arm.parts)
                lines.lines.push_back(part.line);
        }
        if (!result.gates[i].place) continue;
        gates.rows.push_back(all.rows[i]);
        points.points.push_back(*result.gates[i].place);
    }
    std::vector<MapLayer> layers{std::move(lines)};
    if (!gates.rows.empty()) layers.push_back(std::move(points));
    write_gpkg(directory.file("sweep.gpkg"), layers, Crs::cgcs2000(), lang);
}

void write_all(OutputDir& directory, const SweepResult& result, Lang lang) {
    const Table parts = part_table(result, lang, false);
    write_csv(directory.file("sweep.csv"), parts, lang);
    const std::array sheets{
        gate_table(result, lang, false), parts,
        report::finding_table(result.findings, lang == Lang::zh ? "核查事项" : "Findings", lang), [&] {
            Table table = report::parameter_table(result.parameters, result.inputs,
                                                  lang == Lang::zh ? "参数" : "Parameters", "", lang);
            report::add_software_rows(table, lang);
            return table;
        }()};
    write_xlsx(directory.file("sweep.xlsx"), sheets, lang, {heading(result, lang), report::software_name()},
               directory.staging());
    write_map(directory, result, lang);
    write_whole(directory.file("sweep.json"), sweep_json(result, lang));
}

void print(std::FILE* stream, const SweepResult& result, const OutputDir& directory, Lang lang) {
    constexpr std::size_t most = 40;
    std::size_t swept = 0;
    double length = 0;
    for (const SweptGate& gate : result.gates) {
        swept += gate.status == SweepStatus::swept ? 1 : 0;
        length += gate.length_m();
    }
    const auto say = [&](const Text& text) { fmt::print(stream, "{}\n", valid_utf8(text.in(lang))); };
    say({fmt::format("工地出口 {} 个，已划定 {} 个，两侧各 {} 米，共 {} 米。", result.gates.size(), swept,
                     result.each_side_m, report::grouped(length)),
         fmt::format("{} exit{}, {} with a road, {} m each side, {} m in all.", result.gates.size(),
                     result.gates.size() == 1 ? "" : "s", swept, result.each_side_m,
                     report::grouped(length))});
    for (std::size_t i = 0; i < std::min(most, result.gates.size()); ++i) {
        const SweptGate& gate = result.gates[i];
        const std::string name = gate.site.empty() ? gate.site_id : gate.site;
        say({fmt::format("  {}（{}）：{}", name, gate.gate_id.empty() ? "-" : gate.gate_id, gate.text.zh),
             fmt::format("  {} ({}): {}", name, gate.gate_id.empty() ? "-" : gate.gate_id, gate.text.en)});
    }
    if (result.gates.size() > most) {
        say({fmt::format("  另有 {} 个见 sweep.csv。", result.gates.size() - most),
             fmt::format("  {} more in sweep.csv.", result.gates.size() - most)});
    }
    report::print_findings(stream, result.findings, {"sweep.json 和 sweep.xlsx", "sweep.json and sweep.xlsx"},
                           lang);
    say({fmt::format("已写入 {}：", directory.target().string()),
         fmt::format("Written to {}:", directory.target().string())});
    for (const File& file : written())
        fmt::print(stream, "  {:<10} {}\n", file.name, file.what.in(lang));
}

}  // namespace

int execute_sweep(const SweepOptions& options) {
    OutputDir directory(options.output.out);
    const SweepResult result = run_sweep(options);
    write_all(directory, result, options.output.lang);
    directory.commit();
    if (!options.output.quiet) print(stdout, result, directory, options.output.lang);
    return 0;
}

}  // namespace bareland::routes
