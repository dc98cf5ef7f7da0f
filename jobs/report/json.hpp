// Pieces of JSON that the outputs of all jobs share. For *.cpp that write JSON only: it includes the whole of
// nlohmann/json.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <type_traits>

#include "jobs/report/report.hpp"

namespace bareland::report {

using Json = nlohmann::ordered_json;

// Throws Error(messages::internal) where it is not finite; -0 becomes 0.
Json number(double value);
Json text_or_null(const std::string& text);
Json findings_json(std::span<const Finding> findings, Lang lang);
Json parameters_json(std::span<const Parameter> parameters);
Json inputs_json(std::span<const Input> inputs);
Json software_json();
// A parameter's value without JSON's quotes when it is a string, else the JSON text on one line.
std::string parameter_text(const Parameter& parameter);
// Bytes that are no UTF-8 (a file name of another encoding) become U+FFFD instead of ending the run. `indent`
// -1: on one line.
std::string dumped(const Json& json, int indent);

template <class T>
Json or_null(const std::optional<T>& value) {
    if (!value) return nullptr;
    if constexpr (std::is_same_v<T, double>) {
        return number(*value);
    } else {
        return *value;
    }
}

}  // namespace bareland::report
