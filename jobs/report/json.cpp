#include "jobs/report/json.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "geo/messages.hpp"
#include "layers/versions.hpp"

namespace bareland::report {
namespace {

Json value_of(const Parameter& parameter) {
    try {
        return Json::parse(parameter.json);
    } catch (const Json::parse_error&) {
        throw Error(messages::internal, "parameter " + parameter.key + " is not JSON: " + parameter.json);
    }
}

}  // namespace

Json number(double value) {
    if (!std::isfinite(value)) throw Error(messages::internal, "a result is not a finite number");
    return value == 0 ? 0.0 : value;  // -0 reads as an odd 0
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json findings_json(std::span<const Finding> findings, Lang lang) {
    Json out = Json::array();
    for (const Finding& finding : findings) {
        out.push_back({{"code", finding.code},
                       {"text", finding.text.in(lang)},
                       {"area_m2", or_null(finding.area_m2)},
                       {"lon", or_null(finding.lon)},
                       {"lat", or_null(finding.lat)}});
    }
    return out;
}

Json parameters_json(std::span<const Parameter> parameters) {
    Json out = Json::object();
    for (const Parameter& parameter : parameters)
        out[parameter.key] = value_of(parameter);
    return out;
}

Json inputs_json(std::span<const Input> inputs) {
    Json out = Json::array();
    for (const Input& input : inputs)
        out.push_back({{"role", input.role}, {"name", input.name}, {"sha256", input.sha256}});
    return out;
}

Json software_json() {
    const Versions versions = library_versions();
    return {{"name", "bareland"},
            {"version", BARELAND_VERSION},
            {"gdal", versions.gdal},
            {"geos", versions.geos},
            {"proj", versions.proj}};
}

std::string parameter_text(const Parameter& parameter) {
    const Json value = value_of(parameter);
    return value.is_string() ? value.get<std::string>() : dumped(value, -1);
}

std::string dumped(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace bareland::report
