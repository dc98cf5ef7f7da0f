// Parameters as they took effect, for the outputs (jobs/routes/summary.hpp).
#include <filesystem>
#include <nlohmann/json.hpp>

#include "jobs/routes/summary.hpp"

namespace bareland::routes {
namespace {

using Json = nlohmann::ordered_json;

Json given(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

std::string short_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

void add(std::vector<report::Parameter>& to, const std::string& key, const Json& value) {
    to.push_back({key, value.dump()});
}

Json json_of(const Stop& stop) {
    return stop.text;
}

}  // namespace

report::Parameter parameter_of(const std::string& key, const std::optional<RegistrySource>& source) {
    if (!source) return {key, "null"};
    Json out;
    out["file"] = short_name(source->source.file);
    out["layer"] = given(source->source.layer);
    out["crs_option"] = given(source->crs);
    out["encoding"] = given(source->source.encoding);
    out["map"] = source->map;
    return {key, out.dump()};
}

std::vector<report::Parameter> common_parameters(const Sources& sources, const Date& as_of,
                                                 const Context& context) {
    std::vector<report::Parameter> out;
    add(out, "as_of", as_of.text());
    add(out, "zones", sources.zone_ids);
    add(out, "workspace", given(short_name(sources.workspace)));
    out.push_back(parameter_of("roads_file", sources.roads));
    if (sources.roads) {
        add(out, "roads_build",
            Json{{"date", sources.roads_date ? Json(sources.roads_date->text()) : Json(nullptr)},
                 {"join_m", sources.join_m.value_or(context.rules().network.join_m)},
                 {"crossings_at_grade", sources.crossings_at_grade}});
    }
    out.push_back(parameter_of("zones_file", sources.zones));
    out.push_back(parameter_of("units_file", sources.units));
    out.push_back(parameter_of("vehicles_file", sources.vehicles));
    out.push_back(parameter_of("sites_file", sources.sites));
    out.push_back(parameter_of("gates_file", sources.gates));
    add(out, "length", "geodesic length on the CGCS2000 ellipsoid along roads, whole millimetres a link");
    add(out, "profile", given(short_name(context.profile.file)));
    out.push_back({"rules", route_rules_json(context.rules())});
    return out;
}

std::vector<report::Parameter> parameters_of(const CheckOptions& options, const Context& context) {
    std::vector<report::Parameter> out = common_parameters(options.sources, options.as_of, context);
    out.insert(out.begin() + 1, parameter_of("routes_file", options.routes));
    return out;
}

std::vector<report::Parameter> parameters_of(const PlanOptions& options, const Context& context) {
    std::vector<report::Parameter> out = common_parameters(options.sources, options.as_of, context);
    add(out, "from", json_of(options.from));
    add(out, "to", json_of(options.to));
    add(out, "vehicle",
        options.vehicle_class ? Json(class_key(*options.vehicle_class)) : Json(options.plate));
    return out;
}

std::vector<report::Parameter> parameters_of(const ExitOptions& options, const Context& context) {
    return common_parameters(options.sources, options.as_of, context);
}

}  // namespace bareland::routes
