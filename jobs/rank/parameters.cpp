#include "jobs/rank/parameters.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace bareland::rank {
namespace {

using Json = nlohmann::ordered_json;

Json given(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json layer_of(const std::optional<VectorSource>& source) {
    if (!source) return nullptr;
    Json out;
    out["file"] = std::filesystem::path(source->file).filename().string();
    out["layer"] = given(source->layer);
    return out;
}

Json rasters_of(const std::vector<RasterInfo>& rasters) {
    Json out = Json::array();
    for (const RasterInfo& raster : rasters) {
        const Affine& g = raster.grid.cell_to_crs;
        Json one;
        one["file"] = std::filesystem::path(raster.file).filename().string();
        one["band"] = raster.band;
        one["crs"] = raster.crs.name();
        one["geotransform"] = {g.a, g.b, g.c, g.d, g.e, g.f};
        one["size"] = {raster.grid.cols, raster.grid.rows};
        one["nodata"] = raster.nodata ? Json(*raster.nodata) : Json(nullptr);
        out.push_back(std::move(one));
    }
    return out;
}

Json status_map_of(const Options& options) {
    if (!options.patches) return nullptr;
    Json out = Json::object();
    for (const auto& [word, status] : options.status_map)
        out[word] = status == PatchStatus::bare ? "bare" : "netted";
    return out;
}

template <class Record>
Json versions_of(const std::vector<Record>& records) {
    Json out = Json::array();
    for (const Record& record : records)
        out.push_back({{"id", record.id}, {"valid", record.validity.text()}});
    return out;
}

// Which versions of what it keeps were used; null for what came from a file.
Json workspace_of(const Options& options, const Kept* kept) {
    if (kept == nullptr) return nullptr;
    Json out;
    out["file"] = std::filesystem::path(options.workspace).filename().string();
    out["units"] = options.units.file.empty() ? versions_of(kept->units) : Json(nullptr);
    out["zones"] = options.zones ? Json(nullptr) : versions_of(kept->zones);
    return out;
}

}  // namespace

std::vector<Parameter> parameters_of(const Options& options, const Profile& profile, const ReadInputs& read,
                                     const Kept* kept) {
    std::vector<Parameter> out;
    const auto add = [&](const std::string& key, const Json& value) { out.push_back({key, value.dump()}); };
    add("workspace", workspace_of(options, kept));
    add("units", options.units.file.empty() ? Json(nullptr) : layer_of(options.units));
    add("unit_id", read.id_field);
    add("unit_name", read.name_field);
    add("units_crs", read.inputs.units_crs.name());
    add("encoding", given(options.units.encoding));
    add("rasters", rasters_of(read.inputs.rasters));
    add("bare", given(options.values.bare.text()));
    add("netted", given(options.values.netted.text()));
    add("unobserved", given(options.values.unobserved.text()));
    add("patches", layer_of(options.patches));
    add("status_field", given(options.status_field));
    add("status_map", status_map_of(options));
    add("controlled", layer_of(options.controlled));
    add("measure_field", given(options.measure_field));
    add("from_field", given(options.from_field));
    add("to_field", given(options.to_field));
    add("excluded", layer_of(options.excluded));
    add("zones", layer_of(options.zones));
    add("balance", options.whole_raster ? "raster" : "units");
    add("area", "ground area on the CGCS2000 ellipsoid");
    add("profile", Json::parse(profile_json(profile)));
    return out;
}

}  // namespace bareland::rank
