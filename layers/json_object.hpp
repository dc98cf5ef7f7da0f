// JSON files that bareland wrote, read back: every value is asked for by its key, and what is missing or of
// another kind is an Error that names its path in the file ("units[3].unit_area_m2"). For layers/*.cpp and
// jobs that read such files: it includes the whole of nlohmann/json.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"

namespace bareland::json_file {

using nlohmann::json;

// Throws Error(messages::previous_syntax): cut short, or no JSON.
json parse(const std::string& text, const std::string& file);
// A value in few words, for messages.
std::string shown(const json& value);

// One object of the file and its path, "units[3]". The value and the file's name must outlive it. Every
// member throws Error(messages::previous_missing_key) or Error(messages::previous_bad_value).
class Object {
  public:
    Object(const json& value, std::string path, const std::string& file);

    const json& need(const char* key, const Text& expected) const;
    Object object(const char* key) const;
    // The elements of a list of objects.
    std::vector<Object> objects(const char* key) const;
    std::vector<std::string> texts(const char* key) const;
    std::string text(const char* key) const;
    std::string text_or_empty(const char* key) const;  // null: empty
    bool flag(const char* key) const;
    double number(const char* key) const;
    std::optional<double> number_or_null(const char* key) const;
    double area(const char* key) const;  // m2, not below 0
    std::optional<double> area_or_null(const char* key) const;
    std::optional<int> rank(const char* key) const;  // from 1; or null

    const json& value() const { return value_; }
    std::string at(const char* key) const;
    [[noreturn]] void refuse(const std::string& where, const json& value, const Text& expected) const;

  private:
    const json& value_;
    std::string path_;
    const std::string& file_;
};

}  // namespace bareland::json_file
