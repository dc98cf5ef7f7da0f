#include "layers/profile.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>

#include "geo/messages.hpp"
#include "layers/shipped.hpp"

namespace bareland {
namespace {

using namespace std::string_view_literals;

constexpr std::array<std::pair<Figure, std::string_view>, 11> figures{{
    {Figure::unit_area, "unit_area"},
    {Figure::observed_area, "observed_area"},
    {Figure::bare_area, "bare_area"},
    {Figure::excluded_area, "excluded_area"},
    {Figure::controlled_area, "controlled_area"},
    {Figure::controlled_temporary_area, "controlled_temporary_area"},
    {Figure::controlled_permanent_area, "controlled_permanent_area"},
    {Figure::uncontrolled_area, "uncontrolled_area"},
    {Figure::uncontrolled_without_exclusion, "uncontrolled_without_exclusion"},
    {Figure::bare_permyriad, "bare_permyriad"},
    {Figure::uncontrolled_permyriad, "uncontrolled_permyriad"},
}};

bool lists(const std::vector<std::string>& list, const UnitNames& names, std::string_view id,
           std::string_view name) {
    return std::any_of(list.begin(), list.end(),
                       [&](const std::string& entry) { return entry == id || names.same(entry, name); });
}

bool has_measure(const std::vector<std::string>& list, const std::string& folded) {
    return std::any_of(list.begin(), list.end(),
                       [&](const std::string& entry) { return folded_name(entry) == folded; });
}

nlohmann::ordered_json json_of(const Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

nlohmann::ordered_json json_of(const Rule& rule) {
    constexpr std::array targets{"unit", "district", "uncertified_units"};
    nlohmann::ordered_json out;
    out["id"] = rule.id;
    out["kind"] = rule.kind == Rule::Kind::limit ? "limit" : "bottom_n";
    out["target"] = targets.at(static_cast<std::size_t>(rule.target));
    out["measure"] = figure_name(rule.measure);
    if (rule.kind == Rule::Kind::limit) {
        out["limit"] = rule.limit;
        out["unit"] = is_permyriad(rule.measure) ? "permyriad" : "m2";
    } else {
        out["n"] = rule.n;
    }
    out["level"] = rule.level == Rule::Level::breach ? "breach" : "warning";
    out["clause"] = rule.clause;
    out["text"] = json_of(rule.text);
    return out;
}

}  // namespace

std::string_view figure_name(Figure figure) {
    for (const auto& [value, name] : figures) {
        if (value == figure) return name;
    }
    throw Error(messages::internal, "figure without a name");
}

std::optional<Figure> figure_named(std::string_view name) {
    for (const auto& [value, known] : figures) {
        if (known == name) return value;
    }
    return std::nullopt;
}

bool is_permyriad(Figure figure) {
    return figure == Figure::bare_permyriad || figure == Figure::uncontrolled_permyriad;
}

std::span<const std::string> placeholders(Rule::Kind kind) {
    static const std::vector<std::string> of_limit{"name", "value", "limit"};
    static const std::vector<std::string> of_bottom_n{"name", "value", "n", "rank", "total"};
    return kind == Rule::Kind::limit ? of_limit : of_bottom_n;
}

bool Profile::is_certified(std::string_view id, std::string_view unit_name) const {
    return lists(certified, names, id, unit_name);
}

bool Profile::is_overlay(std::string_view id, std::string_view unit_name) const {
    return lists(overlay_units, names, id, unit_name);
}

std::optional<MeasureKind> Profile::measure_kind(std::string_view measure) const {
    const std::string folded = folded_name(measure);
    if (has_measure(permanent_measures, folded)) return MeasureKind::permanent;
    if (has_measure(temporary_measures, folded)) return MeasureKind::temporary;
    return std::nullopt;
}

Profile default_profile() {
    return {};
}

std::string find_profile(const std::string& path_or_name) {
    if (auto file = find_shipped("profiles", path_or_name)) return *file;
    throw Error(messages::profile_not_found, path_or_name, shipped_names("profiles"));
}

std::string profile_json(const Profile& profile) {
    nlohmann::ordered_json out;
    out["name"] = json_of(profile.name);
    out["scope"] = profile.scope == Profile::Scope::district ? "district" : "city";
    out["district"] = profile.district_id;
    out["rank"] = {{"key", figure_name(profile.rank_key)},
                   {"round_m2", profile.round_m2},
                   {"min_observed_share", profile.min_observed_share}};
    out["aliases"] = profile.aliases;
    out["certified"] = profile.certified;
    out["overlay_units"] = profile.overlay_units;
    out["measures"] = {{"temporary", profile.temporary_measures}, {"permanent", profile.permanent_measures}};
    out["status_words"] = {{"ranked", json_of(profile.status_words.ranked)},
                           {"not_rated", json_of(profile.status_words.not_rated)},
                           {"overlay", json_of(profile.status_words.overlay)},
                           {"no_cover", json_of(profile.status_words.no_cover)}};
    out["rules"] = nlohmann::ordered_json::array();
    for (const Rule& rule : profile.rules)
        out["rules"].push_back(json_of(rule));
    if (profile.reference_extent) {
        const Extent& e = *profile.reference_extent;
        out["reference"] = {{"extent", {e.min_lon, e.min_lat, e.max_lon, e.max_lat}}};
    } else {
        out["reference"] = nullptr;
    }
    if (profile.patches.min_area_m2 != PatchRules{}.min_area_m2)
        out["patches"] = {{"min_area_m2", profile.patches.min_area_m2}};
    if (!profile.map_crs.empty()) out["map"] = {{"crs", profile.map_crs}};
    return out.dump();
}

}  // namespace bareland
