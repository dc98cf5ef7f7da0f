#include "jobs/sites/parameters.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

namespace bareland::sites {
namespace {

using Json = nlohmann::ordered_json;

Json given(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

template <class Record>
Json layer_of(const std::optional<RegistrySource>& source, const Layer<Record>& layer) {
    if (!source) return nullptr;
    Json out;
    out["file"] = std::filesystem::path(source->source.file).filename().string();
    out["layer"] = given(source->source.layer);
    out["crs_option"] = given(source->crs);
    out["crs"] = given(layer.crs);
    out["axes"] = given(source->axes);
    out["encoding"] = given(source->source.encoding);
    out["map"] = source->map;
    out["extra_uncertainty_m"] = layer.extra_m;
    return out;
}

}  // namespace

std::vector<report::Parameter> parameters_of(const Options& options, const Inputs& inputs) {
    std::vector<report::Parameter> out;
    const auto add = [&](const std::string& key, const Json& value) { out.push_back({key, value.dump()}); };
    add("as_of", options.as_of.text());
    add("projects", layer_of(std::optional(options.projects), inputs.projects));
    add("workspace", options.workspace.empty()
                         ? Json(nullptr)
                         : Json(std::filesystem::path(options.workspace).filename().string()));
    add("zones", layer_of(options.zones, inputs.zones));
    add("wells", layer_of(options.wells, inputs.wells));
    add("units", layer_of(options.units, inputs.units));
    add("distance", "geodesic distance on the CGCS2000 ellipsoid");
    add("area", "ground area on the CGCS2000 ellipsoid");
    add("uncertainty", "sum of the project's and the zone's");
    add("profile", inputs.profile.file.empty()
                       ? Json(nullptr)
                       : Json(std::filesystem::path(inputs.profile.file).filename().string()));
    add("rules", Json::parse(site_rules_json(inputs.profile.sites)));
    return out;
}

}  // namespace bareland::sites
