#include "jobs/report/json.hpp"
#include "jobs/zones/build_outputs.hpp"

namespace bareland::zones {
namespace {

using report::Json;

Json place_json(const Point& p) {
    return {{"lon", p.x}, {"lat", p.y}};
}

Json discs_json(const std::optional<DiscReport>& discs) {
    if (!discs) return nullptr;
    return {{"discs", discs->discs},
            {"separate_m2", report::number(discs->separate_m2)},
            {"dissolved_m2", report::number(discs->dissolved_m2)},
            {"overlap_m2", report::number(discs->overlap_m2())}};
}

Json gaps_json(const std::vector<GapReport>& gaps) {
    Json out = Json::array();
    for (const GapReport& gap : gaps)
        out.push_back({{"from", place_json(gap.from)}, {"to", place_json(gap.to)}, {"metres", gap.metres}});
    return out;
}

Json step_json(const StepReport& step, Lang lang) {
    return {{"line", step.line.in(lang)},
            {"kind", step.kind},
            {"lines", step.lines},
            {"carriageways", step.carriageways},
            {"length_m", step.length_m},
            {"from", place_json(step.from)},
            {"to", place_json(step.to)},
            {"meetings", step.meetings},
            {"chosen", report::text_or_null(step.chosen.in(lang))},
            {"gaps", gaps_json(step.gaps)},
            {"broken_carriageways", gaps_json(step.broken)}};
}

Json piece_json(const PieceReport& piece, Lang lang) {
    Json json{{"label", piece.label},
              {"kind", piece.kind},
              {"names", piece.names},
              {"area_m2", report::number(piece.area_m2)}};
    if (piece.kind == "loop" || piece.kind == "path") {
        json["gap_m"] = piece.gap_m;
        json["both_sides_m"] = piece.both_sides_m;
        Json steps = Json::array();
        for (const StepReport& step : piece.steps)
            steps.push_back(step_json(step, lang));
        json["steps"] = std::move(steps);
    }
    if (piece.kind == "buffer") json["distance_m"] = piece.both_sides_m;
    if (piece.discs) json["discs"] = discs_json(piece.discs);
    if (!piece.parts.empty()) {
        Json parts = Json::array();
        for (const PieceReport& part : piece.parts)
            parts.push_back(piece_json(part, lang));
        json["parts"] = std::move(parts);
    }
    return json;
}

Json zone_json(const CompiledZone& zone, Lang lang) {
    const ZoneRecord& record = zone.record;
    Json difference = nullptr;
    if (record.stated_area_m2) difference = report::number(zone.area_m2 - *record.stated_area_m2);
    return {{"id", record.id},
            {"name", record.name},
            {"kind", record.kind},
            {"validity", record.validity.text()},
            {"document", report::text_or_null(record.document)},
            {"clause", report::text_or_null(record.clause)},
            {"area_m2", report::number(zone.area_m2)},
            {"stated_area_m2", report::or_null(record.stated_area_m2)},
            {"difference_m2", std::move(difference)},
            {"links", record.links.size()},
            {"discs", discs_json(zone.discs)},
            {"piece", piece_json(zone.piece, lang)}};
}

}  // namespace

std::string build_json(const BuildResult& result, Lang lang) {
    Json zones = Json::array();
    for (const CompiledZone& zone : result.zones)
        zones.push_back(zone_json(zone, lang));
    const Json json{{"schema", "bareland/zones-build/1"},
                    {"recipe", result.recipe},
                    {"zones", std::move(zones)},
                    {"findings", report::findings_json(result.findings, lang)},
                    {"inputs", report::inputs_json(result.inputs)},
                    {"software", report::software_json()}};
    return report::dumped(json, 2) + "\n";
}

}  // namespace bareland::zones
