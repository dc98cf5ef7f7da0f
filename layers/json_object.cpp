#include "layers/json_object.hpp"

#include <cmath>
#include <utility>

#include "geo/messages.hpp"
#include "layers/text_file.hpp"

namespace bareland::json_file {
namespace {

// The library's sentence without its "[json.exception...] parse error at line 1, column 2: " in front.
std::string cause_of(const json::parse_error& error) {
    std::string text = error.what();
    const std::size_t position = text.find("column ");
    const std::size_t cause = position == std::string::npos ? position : text.find(": ", position);
    return cause == std::string::npos ? text : text.substr(cause + 2);
}

bool is_number(const json& value) {
    return value.is_number() && std::isfinite(value.get<double>());
}
bool is_area(const json& value) {
    return is_number(value) && value.get<double>() >= 0;
}

const Text a_text{"文字", "a text"};
const Text a_list{"列表", "a list"};

}  // namespace

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

Object::Object(const json& value, std::string path, const std::string& file)
    : value_(value), path_(std::move(path)), file_(file) {
    if (!value.is_object()) refuse(path_, value, {"一个对象", "an object"});
}

const json& Object::need(const char* key, const Text& expected) const {
    const auto found = value_.find(key);
    if (found == value_.end()) {
        throw Error(messages::previous_missing_key, file_, at(key), expected.zh, expected.en);
    }
    return *found;
}

Object Object::object(const char* key) const {
    return {need(key, {"一个对象", "an object"}), at(key), file_};
}

std::vector<Object> Object::objects(const char* key) const {
    const json& list = need(key, a_list);
    if (!list.is_array()) refuse(at(key), list, a_list);
    std::vector<Object> out;
    out.reserve(list.size());
    for (std::size_t i = 0; i < list.size(); ++i)
        out.emplace_back(list[i], fmt::format("{}[{}]", at(key), i), file_);
    return out;
}

std::vector<std::string> Object::texts(const char* key) const {
    const json& list = need(key, a_list);
    if (!list.is_array()) refuse(at(key), list, a_list);
    std::vector<std::string> out;
    for (const json& value : list) {
        if (!value.is_string()) refuse(at(key), list, {"文字的列表", "a list of texts"});
        out.push_back(value.get<std::string>());
    }
    return out;
}

std::string Object::text(const char* key) const {
    const json& value = need(key, a_text);
    if (!value.is_string()) refuse(at(key), value, a_text);
    return value.get<std::string>();
}

std::string Object::text_or_empty(const char* key) const {
    const json& value = need(key, a_text);
    return value.is_null() ? std::string() : text(key);
}

bool Object::flag(const char* key) const {
    const Text expected{"true 或 false", "true or false"};
    const json& value = need(key, expected);
    if (!value.is_boolean()) refuse(at(key), value, expected);
    return value.get<bool>();
}

double Object::number(const char* key) const {
    const Text expected{"一个数", "a number"};
    const json& value = need(key, expected);
    if (!is_number(value)) refuse(at(key), value, expected);
    return value.get<double>();
}

std::optional<double> Object::number_or_null(const char* key) const {
    if (need(key, {"一个数或 null", "a number or null"}).is_null()) return std::nullopt;
    return number(key);
}

std::optional<double> Object::area_or_null(const char* key) const {
    const Text expected{"不小于 0 的数（㎡）或 null", "a number not below 0 (m2) or null"};
    const json& value = need(key, expected);
    if (value.is_null()) return std::nullopt;
    if (!is_area(value)) refuse(at(key), value, expected);
    return value.get<double>();
}

double Object::area(const char* key) const {
    const Text expected{"不小于 0 的数（㎡）", "a number not below 0 (m2)"};
    const json& value = need(key, expected);
    if (!is_area(value)) refuse(at(key), value, expected);
    return value.get<double>();
}

std::optional<int> Object::rank(const char* key) const {
    const Text expected{"不小于 1 的整数或 null", "an integer not below 1 or null"};
    const json& value = need(key, expected);
    if (value.is_null()) return std::nullopt;
    const bool fits = value.is_number_integer() && value.get<double>() >= 1 && value.get<double>() <= 1e9;
    if (!fits) refuse(at(key), value, expected);
    return value.get<int>();
}

std::string Object::at(const char* key) const {
    return path_.empty() ? std::string(key) : path_ + "." + key;
}

void Object::refuse(const std::string& where, const json& value, const Text& expected) const {
    const Text place = where.empty() ? Text{"整个内容", "the whole"} : Text{where, where};
    throw Error(messages::previous_bad_value, file_, place, shown(value), expected.zh, expected.en);
}

}  // namespace bareland::json_file
