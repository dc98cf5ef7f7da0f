#include "jobs/rank/fields.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "geo/messages.hpp"

namespace bareland::rank {
namespace {

using namespace std::string_view_literals;

// XZQDM and XZQMC are the code and name of an administrative area in the national land survey's database
// standard (TD/T 1016).
constexpr std::array unit_ids = {"id"sv,        "unit_id"sv,      "代码"sv,     "编码"sv,
                                 "编号"sv,      "code"sv,         "adcode"sv,   "town_id"sv,
                                 "town_code"sv, "行政区划代码"sv, "区划代码"sv, "XZQDM"sv};
constexpr std::array unit_names = {"name"sv,      "unit_name"sv, "名称"sv,   "town"sv,
                                   "town_name"sv, "街道乡镇"sv,  "街乡镇"sv, "乡镇"sv,
                                   "乡镇名称"sv,  "街道名称"sv,  "镇街"sv,   "XZQMC"sv};
constexpr std::array zone_ids = {"id"sv, "zone_id"sv, "编号"sv, "代码"sv, "name"sv, "名称"sv};
constexpr std::array zone_from = {"valid_from"sv, "生效日期"sv};
constexpr std::array zone_to = {"valid_to"sv, "失效日期"sv};

bool same_letters(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](char x, char y) { return lower(x) == lower(y); });
}

std::string first_of(std::span<const std::string_view> wanted, const std::vector<std::string>& fields) {
    for (const std::string_view name : wanted) {
        for (const std::string& field : fields) {
            if (same_letters(name, field)) return field;
        }
    }
    return {};
}

std::string listed(const std::vector<std::string>& fields) {
    return fmt::format("{}", fmt::join(fields, ", "));
}

}  // namespace

UnitFields unit_fields(const std::vector<std::string>& fields, const std::string& id, const std::string& name,
                       const std::string& file) {
    UnitFields out{id.empty() ? first_of(unit_ids, fields) : id,
                   name.empty() ? first_of(unit_names, fields) : name};
    if (out.id.empty() && out.name.empty()) throw Error(messages::no_unit_field, file, listed(fields));
    if (out.id.empty()) out.id = out.name;
    if (out.name.empty()) out.name = out.id;
    return out;
}

ZoneFields zone_fields(const std::vector<std::string>& fields, const std::string& file) {
    ZoneFields out{first_of(zone_ids, fields), first_of(zone_from, fields), first_of(zone_to, fields)};
    if (out.id.empty()) throw Error(messages::no_zone_field, file, listed(fields));
    return out;
}

}  // namespace bareland::rank
