#include <fmt/format.h>

#include <iterator>

#include "geo/overlay.hpp"
#include "jobs/patches/outputs.hpp"
#include "jobs/report/json.hpp"
#include "layers/utf8.hpp"

namespace bareland::patches {
namespace {

using report::Json;

constexpr double tolerance_degrees = 1e-8;  // a millimetre; as many decimals are written

Json value_of(const Table::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return valid_utf8(*text);
    if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
    if (const auto* number = std::get_if<double>(&value)) return report::number(*number);
    return nullptr;
}

Json row_of(const Table& table, const Table::Row& row) {
    Json out;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        out[table.columns[i].key] = value_of(row.cells.at(i).value);
    return out;
}

Json rows_of(const Table& table) {
    Json out = Json::array();
    for (const Table::Row& row : table.rows)
        out.push_back(row_of(table, row));
    return out;
}

void put_ring(std::string& out, const Ring& ring) {
    out += '[';
    for (std::size_t i = 0; i < ring.size(); ++i)
        fmt::format_to(std::back_inserter(out), "{}[{:.8f},{:.8f}]", i == 0 ? "" : ",", ring[i].x, ring[i].y);
    out += ']';
}

// Outer rings run counter-clockwise, holes clockwise (canonical order).
std::string coordinates(const MultiPolygon& shape) {
    std::string out = "[";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        out += i == 0 ? "[" : ",[";
        put_ring(out, shape[i].outer);
        for (const Ring& hole : shape[i].holes) {
            out += ',';
            put_ring(out, hole);
        }
        out += ']';
    }
    return out + "]";
}

Json about(const Result& result, Lang lang) {
    Json out;
    out["month"] = result.month;
    out["min_patch_m2"] = report::number(result.min_patch_m2);
    out["simplified_m2"] = report::number(std::round(result.simplified_m2 * 100) / 100);
    out["units"] = rows_of(summary_table(result, lang));
    out["sensitivity"] = rows_of(sensitivity_table(result, lang));
    out["findings"] = report::findings_json(result.findings, lang);
    out["parameters"] = report::parameters_json(result.parameters);
    out["inputs"] = report::inputs_json(result.inputs);
    out["software"] = report::software_json();
    return out;
}

}  // namespace

std::string geojson(const Result& result, Lang lang) {
    const Table table = patch_table(result, lang, false);
    const Table units = patch_unit_table(result, lang);
    const Transform to_geographic(result.crs, Crs::cgcs2000());
    std::string out = "{\"type\":\"FeatureCollection\",\"name\":\"patches\",\n\"bareland\":";
    out += report::dumped(about(result, lang), -1) + ",\n\"features\":[";
    std::size_t unit = 0;
    for (std::size_t i = 0; i < result.patches.size(); ++i) {
        const Patch& patch = result.patches[i];
        Json properties = row_of(table, table.rows[i]);
        Json& parts = properties["by_unit"] = Json::array();
        for (std::size_t k = 0; k < patch.units.size(); ++k, ++unit) {
            parts.push_back(row_of(units, units.rows.at(unit)));
            parts.back().erase("number");
        }
        MultiPolygon shape = patch.shape;
        if (!to_geographic.identity())
            shape = transform_borders(shape, to_geographic, {}, tolerance_degrees, "patches");
        out += i == 0 ? "\n" : ",\n";
        out += fmt::format(
            R"({{"type":"Feature","id":{},"properties":{},"geometry":{{"type":"MultiPolygon","coordinates":{}}}}})",
            patch.number, report::dumped(properties, -1), coordinates(overlay::canonical(shape)));
    }
    return out + "\n]}\n";
}

}  // namespace bareland::patches
