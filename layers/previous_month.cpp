#include "layers/previous_month.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "geo/messages.hpp"
#include "layers/text_file.hpp"

namespace bareland {
namespace {

using nlohmann::json;

constexpr const char* schema = "bareland/ranking/1";

// The library's sentence without its "[json.exception...] parse error at line 1, column 2: " in front.
std::string cause_of(const json::parse_error& error) {
    std::string text = error.what();
    const std::size_t position = text.find("column ");
    const std::size_t cause = position == std::string::npos ? position : text.find(": ", position);
    return cause == std::string::npos ? text : text.substr(cause + 2);
}

json parse(const std::string& text, const std::string& file) {
    try {
        return json::parse(text);
    } catch (const json::parse_error& error) {
        throw Error(messages::previous_syntax, file, line_at(text, error.byte > 0 ? error.byte - 1 : 0),
                    error.byte, cause_of(error));
    }
}

std::string shown(const json& value) {
    constexpr std::size_t longest = 60;
    const std::string text = value.dump(-1, ' ', true);  // ASCII only, so that cutting it breaks no character
    return text.size() <= longest ? text : text.substr(0, longest) + "...";
}

// One object of the file and its path, "units[3]".
class Object {
  public:
    Object(const json& value, std::string path, const std::string& file)
        : value_(value), path_(std::move(path)), file_(file) {
        if (!value.is_object()) refuse(path_, value, {"一个对象", "an object"});
    }

    const json& need(const char* key, const Text& expected) const {
        const auto found = value_.find(key);
        if (found == value_.end()) {
            throw Error(messages::previous_missing_key, file_, at(key), expected.zh, expected.en);
        }
        return *found;
    }

    std::string text(const char* key) const {
        const Text expected{"文字", "a text"};
        const json& value = need(key, expected);
        if (!value.is_string()) refuse(at(key), value, expected);
        return value.get<std::string>();
    }

    std::optional<double> area_or_null(const char* key) const {
        const Text expected{"不小于 0 的数（㎡）或 null", "a number not below 0 (m2) or null"};
        const json& value = need(key, expected);
        if (value.is_null()) return std::nullopt;
        if (!is_area(value)) refuse(at(key), value, expected);
        return value.get<double>();
    }

    double area(const char* key) const {
        const Text expected{"不小于 0 的数（㎡）", "a number not below 0 (m2)"};
        const json& value = need(key, expected);
        if (!is_area(value)) refuse(at(key), value, expected);
        return value.get<double>();
    }

    std::optional<int> rank(const char* key) const {
        const Text expected{"不小于 1 的整数或 null", "an integer not below 1 or null"};
        const json& value = need(key, expected);
        if (value.is_null()) return std::nullopt;
        const bool fits = value.is_number_integer() && value.get<double>() >= 1 && value.get<double>() <= 1e9;
        if (!fits) refuse(at(key), value, expected);
        return value.get<int>();
    }

    std::string at(const char* key) const { return path_.empty() ? std::string(key) : path_ + "." + key; }

    [[noreturn]] void refuse(const std::string& where, const json& value, const Text& expected) const {
        const Text place = where.empty() ? Text{"整个内容", "the whole"} : Text{where, where};
        throw Error(messages::previous_bad_value, file_, place, shown(value), expected.zh, expected.en);
    }

  private:
    static bool is_area(const json& value) {
        return value.is_number() && std::isfinite(value.get<double>()) && value.get<double>() >= 0;
    }

    const json& value_;
    std::string path_;
    const std::string& file_;
};

PreviousUnit read_unit(const json& value, const std::string& path, const std::string& file) {
    constexpr std::array statuses{"ranked", "not_rated", "overlay", "no_cover"};
    const Object object(value, path, file);
    PreviousUnit unit;
    unit.id = object.text("id");
    unit.name = object.text("name");
    unit.status = object.text("status");
    if (std::find(statuses.begin(), statuses.end(), unit.status) == statuses.end()) {
        object.refuse(object.at("status"), value.at("status"),
                      {"ranked、not_rated、overlay 或 no_cover", "ranked, not_rated, overlay or no_cover"});
    }
    unit.unit_area = object.area("unit_area_m2");
    unit.observed_area = object.area("observed_area_m2");
    unit.uncontrolled_area = object.area_or_null("uncontrolled_area_m2");
    unit.rank = object.rank("rank");
    return unit;
}

void check_schema(const Object& root, const std::string& file) {
    const json& found = root.need("schema", {fmt::format("\"{}\"", schema), fmt::format("\"{}\"", schema)});
    if (found != schema) throw Error(messages::previous_schema, file, shown(found), schema);
}

Month read_month(const Object& root) {
    const std::string text = root.text("month");
    const auto month = Month::from_text(text);
    if (!month) root.refuse("month", text, {"YYYY-MM 形式的月份", "a month as YYYY-MM"});
    return *month;
}

}  // namespace

PreviousMonth read_previous_month(const std::string& path) {
    return parse_previous_month(read_text_file(path, messages::previous_unreadable), path);
}

PreviousMonth parse_previous_month(const std::string& text, const std::string& path) {
    const json document = parse(text, path);
    const Object root(document, "", path);
    check_schema(root, path);
    PreviousMonth out{path, read_month(root), {}, {}, {}};
    const Text list{"街乡镇数组", "an array of units"};
    const json& units = root.need("units", list);
    if (!units.is_array()) root.refuse("units", units, list);
    std::set<std::string> ids;
    for (std::size_t i = 0; i < units.size(); ++i) {
        out.units.push_back(read_unit(units[i], fmt::format("units[{}]", i), path));
        const std::string& id = out.units.back().id;
        if (!ids.insert(id).second) throw Error(messages::previous_duplicate_id, path, id);
    }
    out.district = read_unit(root.need("district", {"全区数据", "the district's figures"}), "district", path);
    const json& parameters = root.need("parameters", {"参数对象", "an object of parameters"});
    if (!parameters.is_object())
        root.refuse("parameters", parameters, {"参数对象", "an object of parameters"});
    for (const auto& [key, value] : parameters.items())
        out.parameters[key] = value.dump();
    return out;
}

}  // namespace bareland
