#include "layers/previous_month.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "geo/messages.hpp"
#include "layers/json_object.hpp"
#include "layers/text_file.hpp"

namespace bareland {
namespace {

using json_file::json;
using json_file::Object;
using json_file::parse;
using json_file::shown;

constexpr const char* schema = "bareland/ranking/1";

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
    if (!found.is_string() || found.get_ref<const std::string&>() != schema)
        throw Error(messages::previous_schema, file, shown(found), schema);
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
    for (auto entry = parameters.begin(); entry != parameters.end(); ++entry)
        out.parameters.emplace(entry.key(), entry.value().dump());
    return out;
}

}  // namespace bareland
