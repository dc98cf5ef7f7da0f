#include "layers/patches_file.hpp"

#include <array>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "geo/messages_patches.hpp"
#include "layers/ogr_columns.hpp"

namespace bareland {
namespace {

using ogr::Columns;
using patches::Class;
using patches::Patch;
using patches::Status;
using patches::StatusAreas;

constexpr std::array tables{"patches", "patch_units", "patch_zones", "patch_summary", "patch_run"};

template <class Visit>
void each_row(const std::string& file, const char* name, Visit visit) {
    ogr::each_row(file, name, messages::patches_file_damaged, visit);
}

Class class_of(const Columns& row) {
    const std::string word = row.text("class");
    if (word != "bare" && word != "netted") row.damaged("class");
    return word == "bare" ? Class::bare : Class::netted;
}

Status status_of(const Columns& row) {
    const std::string word = row.text("status");
    if (word == "uncontrolled") return Status::uncontrolled;
    if (word == "controlled") return Status::controlled;
    if (word != "excluded") row.damaged("status");
    return Status::excluded;
}

StatusAreas areas_of(const Columns& row) {
    return {row.needed("uncontrolled_m2"), row.needed("controlled_m2"), row.needed("excluded_m2")};
}

// The patch of that number: they are 1, 2 ... in the order of the table.
Patch& patch_of(const Columns& row, std::vector<Patch>& patches) {
    const double number = row.needed("number");
    if (number < 1 || number > static_cast<double>(patches.size()) || number != std::floor(number))
        row.damaged("number");
    return patches[static_cast<std::size_t>(number) - 1];
}

void read_patches(const std::string& file, bool simplified, std::vector<Patch>& out) {
    each_row(file, "patches", [&](const Columns& row) {
        Patch patch;
        patch.number = static_cast<int>(out.size()) + 1;
        if (row.needed("number") != patch.number) row.damaged("number");
        patch.of = class_of(row);
        patch.status = status_of(row);
        patch.areas = areas_of(row);
        patch.perimeter_m = row.needed("perimeter_m");
        patch.outside_units = row.needed("outside_units_m2");
        if (simplified) patch.simplified_change_m2 = row.needed("simplified_change_m2");
        patch.place = {row.needed("lon"), row.needed("lat")};
        patch.shape = row.shape(Shapes::polygons).polygons;
        if (patch.shape.empty()) row.damaged("geom");
        out.push_back(std::move(patch));
    });
    each_row(file, "patch_units", [&](const Columns& row) {
        patch_of(row, out).units.push_back({row.text("unit_id"), areas_of(row)});
    });
    each_row(file, "patch_zones", [&](const Columns& row) {
        patch_of(row, out).zones.push_back({row.text("zone_id"), row.needed("area_m2")});
    });
}

// What the run says of itself, each value as JSON.
nlohmann::json read_run(const std::string& file) {
    nlohmann::json out = nlohmann::json::object();
    each_row(file, "patch_run", [&](const Columns& row) {
        auto value = nlohmann::json::parse(row.text("value"), nullptr, false);
        if (value.is_discarded()) row.damaged("value");
        out[row.text("key")] = std::move(value);
    });
    const auto need = [&](const char* key, bool right) {
        if (!right)
            throw Error(messages::patches_file_damaged, file, std::string("patch_run"), 0, std::string(key));
    };
    need("month", out.contains("month") && out["month"].is_string());
    need("min_patch_m2", out.contains("min_patch_m2") && out["min_patch_m2"].is_number());
    need("parameters", out.contains("parameters") && out["parameters"].is_object());
    need("parameters",
         out["parameters"].contains("simplify_m") && out["parameters"]["simplify_m"].is_number());
    need("inputs", out.contains("inputs") && out["inputs"].is_array());
    return out;
}

Crs crs_of(const std::string& file) {
    VectorSource source;
    source.file = file;
    source.layer = "patches";
    const ogr::OpenLayer opened = ogr::open_layer(source);
    const OGRSpatialReference* const srs = opened.layer->GetSpatialRef();
    if (srs == nullptr) throw Error(messages::patches_file_foreign, file, std::string("patches (CRS)"));
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    char* text = nullptr;
    srs->exportToWkt(&text, options);
    const std::unique_ptr<char, decltype(&VSIFree)> wkt(text, VSIFree);
    return Crs(wkt.get());
}

}  // namespace

PatchesFile read_patches_file(const std::string& file) {
    if (!std::filesystem::exists(file)) field_names(VectorSource::parse(file));  // says that it is missing
    for (const char* table : tables) {
        if (!ogr::has_layer(file, table))
            throw Error(messages::patches_file_foreign, file, std::string(table));
    }
    PatchesFile out;
    const nlohmann::json run = read_run(file);
    out.month = run["month"];
    out.min_patch_m2 = run["min_patch_m2"];
    out.parameters = run["parameters"].dump();
    out.inputs = run["inputs"].dump();
    out.files = {file};
    read_patches(file, run["parameters"]["simplify_m"] != 0, out.patches);
    each_row(file, "patch_summary", [&](const Columns& row) {
        out.small.push_back(
            {row.text("unit_id"), static_cast<std::size_t>(row.needed("small")), row.needed("small_m2")});
    });
    out.crs = crs_of(file);
    return out;
}

}  // namespace bareland
