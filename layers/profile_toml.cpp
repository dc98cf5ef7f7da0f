// A profile from TOML. Every table is checked for unknown keys before its values are read, so that a mistyped
// key is told as such and not as a missing one.
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "geo/crs.hpp"
#include "geo/messages.hpp"
#include "layers/profile.hpp"
#include "layers/profile_patches.hpp"
#include "layers/profile_routes.hpp"
#include "layers/profile_sites.hpp"
#include "layers/text_file.hpp"
#include "layers/toml_table.hpp"

namespace bareland {
namespace {

using toml_file::check_placeholders;
using toml_file::Choice;
using toml_file::in_both;
using toml_file::line_of;
using toml_file::Table;

constexpr const char* schema = "bareland/profile/1";

Figure read_figure(const Table& table, std::string_view key) {
    Text expected{"以下之一：", "one of "};
    for (int i = 0; i <= static_cast<int>(Figure::uncontrolled_permyriad); ++i) {
        const std::string name =
            fmt::format("{}\"{}\"", i > 0 ? ", " : "", figure_name(static_cast<Figure>(i)));
        expected.zh += name;
        expected.en += name;
    }
    const toml::node& node = table.need(key, expected);
    const auto value = node.value_exact<std::string>();
    const auto figure = value ? figure_named(*value) : std::nullopt;
    if (!figure) table.refuse(key, node, expected);
    return *figure;
}

void read_rank(const Table& root, Profile& profile) {
    if (!root.has("rank")) return;
    const Table rank = root.table("rank", "[rank]", {"key", "round_m2", "min_observed_share"});
    if (rank.has("key")) profile.rank_key = read_figure(rank, "key");
    if (rank.has("round_m2")) {
        profile.round_m2 =
            rank.number("round_m2", 0, false, 1e9, {"大于 0 的数（㎡）", "a number above 0 (m2)"});
    }
    if (rank.has("min_observed_share")) {
        profile.min_observed_share =
            rank.number("min_observed_share", 0, true, 1, {"0 到 1 之间的数", "a number from 0 to 1"});
    }
}

void read_aliases(const Table& root, const std::string& file, Profile& profile) {
    if (!root.has("aliases")) return;
    const toml::node& node = *root.find("aliases");
    const toml::table* raw = node.as_table();
    if (!raw)
        root.refuse("aliases", node,
                    {"一个表：正式名称 = [其他名称]", "a table of canonical name = [other names]"});
    std::vector<std::string> keys;
    for (const auto& [key, value] : *raw)
        keys.emplace_back(key.str());
    const Table table(*raw, in_both("[aliases]"), file, keys);
    std::map<std::string, std::string> owner;  // folded name -> canonical name
    const auto claim = [&](const std::string& name, const std::string& canonical, std::size_t line) {
        const auto [entry, added] = owner.emplace(folded_name(name), canonical);
        if (!added && entry->second != canonical) {
            throw Error(messages::profile_alias_twice, file, line, name, entry->second, canonical);
        }
    };
    for (const std::string& key : keys) {
        std::vector<std::string> others = table.texts(key);
        claim(key, key, line_of(*table.find(key)));
        for (const std::string& other : others)
            claim(other, key, line_of(*table.find(key)));
        profile.aliases[key] = std::move(others);
    }
    profile.names = UnitNames(profile.aliases);
}

void read_measures(const Table& root, Profile& profile) {
    if (!root.has("measures")) return;
    const Table table = root.table("measures", "[measures]", {"temporary", "permanent"});
    if (table.has("temporary")) profile.temporary_measures = table.texts("temporary");
    if (table.has("permanent")) profile.permanent_measures = table.texts("permanent");
}

void read_status_words(const Table& root, Profile& profile) {
    if (!root.has("status_words")) return;
    const Table table =
        root.table("status_words", "[status_words]", {"ranked", "not_rated", "overlay", "no_cover"});
    const auto read = [&](const char* key, Text& word) {
        if (table.has(key)) word = table.both_languages(key, fmt::format("[status_words] {}", key));
    };
    read("ranked", profile.status_words.ranked);
    read("not_rated", profile.status_words.not_rated);
    read("overlay", profile.status_words.overlay);
    read("no_cover", profile.status_words.no_cover);
}

void read_reference(const Table& root, Profile& profile) {
    if (!root.has("reference")) return;
    const Table table = root.table("reference", "[reference]", {"extent"});
    const Text expected{"[最小经度, 最小纬度, 最大经度, 最大纬度]（度）",
                        "[min_lon, min_lat, max_lon, max_lat] in degrees"};
    const toml::node& node = table.need("extent", expected);
    const toml::array* array = node.as_array();
    if (!array || array->size() != 4) table.refuse("extent", node, expected);
    std::array<double, 4> v{};
    auto next = v.begin();
    for (const toml::node& entry : *array) {
        const auto value = entry.is_number() ? entry.value<double>() : std::nullopt;
        if (!value || !std::isfinite(*value)) table.refuse("extent", entry, expected);
        *next++ = *value;
    }
    const bool box = v[0] < v[2] && v[1] < v[3] && v[0] >= -180 && v[2] <= 180 && v[1] >= -90 && v[3] <= 90;
    if (!box) table.refuse("extent", node, expected);
    profile.reference_extent = Extent{v[0], v[1], v[2], v[3]};
}

void read_map(const Table& root, Profile& profile) {
    if (!root.has("map")) return;
    const Table table = root.table("map", "[map]", {"crs"});
    const Text expected{"投影坐标系，如 \"EPSG:4548\"", "a projected CRS such as \"EPSG:4548\""};
    const toml::node& node = table.need("crs", expected);
    const auto text = node.value<std::string>();
    const bool projected = text && [&] {
        try {
            return !Crs(*text).is_geographic();
        } catch (const Error&) {
            return false;
        }
    }();
    if (!projected) table.refuse("crs", node, expected);
    profile.map_crs = *text;
}

constexpr std::array<Choice<Rule::Kind>, 2> kinds{
    {{"limit", Rule::Kind::limit}, {"bottom_n", Rule::Kind::bottom_n}}};
constexpr std::array<Choice<Rule::Target>, 3> targets{
    {{"unit", Rule::Target::unit},
     {"district", Rule::Target::district},
     {"uncertified_units", Rule::Target::uncertified_units}}};
constexpr std::array<Choice<Rule::Level>, 2> levels{
    {{"breach", Rule::Level::breach}, {"warning", Rule::Level::warning}}};
constexpr std::array<Choice<bool>, 2> limit_units{{{"m2", false}, {"permyriad", true}}};

void read_limit(const Table& table, Rule& rule) {
    rule.measure = read_figure(table, "measure");
    rule.limit = table.number("limit", 0, true, 1e15, {"不小于 0 的数", "a number not below 0"});
    const bool permyriad = table.choice("unit", limit_units);
    if (permyriad != is_permyriad(rule.measure)) {
        const char* unit = is_permyriad(rule.measure) ? "permyriad" : "m2";
        table.refuse("unit", *table.find("unit"),
                     {fmt::format("\"{}\"，因为 measure 是 {}", unit, figure_name(rule.measure)),
                      fmt::format("\"{}\", because measure is {}", unit, figure_name(rule.measure))});
    }
}

void read_bottom_n(const Table& table, Profile::Scope scope, Rule& rule) {
    rule.measure = read_figure(table, "measure");
    if (scope == Profile::Scope::district && rule.measure != Figure::uncontrolled_area) {
        table.refuse("measure", *table.find("measure"),
                     {"\"uncontrolled_area\"：全市表只有未管控裸地面积",
                      "\"uncontrolled_area\": a city table has no other figure"});
    }
    if (rule.target == Rule::Target::district) {
        table.refuse("target", *table.find("target"),
                     {"\"unit\" 或 \"uncertified_units\"：全区不参加街乡镇排名",
                      "\"unit\" or \"uncertified_units\": the district is not ranked among units"});
    }
    const Text expected{"不小于 1 的整数", "an integer not below 1"};
    const toml::node& n = table.need("n", expected);
    const auto value = n.value_exact<std::int64_t>();
    if (!value || *value < 1 || *value > std::numeric_limits<int>::max()) table.refuse("n", n, expected);
    rule.n = static_cast<int>(*value);
}

Rule read_rule(const toml::table& raw, std::size_t index, const std::string& file, Profile::Scope scope) {
    const std::string name = fmt::format("[[rule]] #{}", index + 1);
    const std::vector<std::string> all{"id",   "kind", "target", "measure", "limit",
                                       "unit", "n",    "level",  "clause",  "text"};
    Rule rule;
    rule.kind = Table(raw, in_both(name), file, all).choice("kind", kinds);
    const bool limit = rule.kind == Rule::Kind::limit;
    std::vector<std::string> known = all;
    std::erase_if(
        known, [&](const std::string& key) { return limit ? key == "n" : key == "limit" || key == "unit"; });
    const Table table(raw, in_both(fmt::format("{} (kind = \"{}\")", name, limit ? "limit" : "bottom_n")),
                      file, known);
    rule.id = table.text("id");
    rule.target = table.choice("target", targets);
    rule.level = table.choice("level", levels);
    rule.clause = table.text("clause");
    if (limit) {
        read_limit(table, rule);
    } else {
        read_bottom_n(table, scope, rule);
    }
    rule.text = table.both_languages("text", name + " text");
    check_placeholders(rule.text, placeholders(rule.kind), table, name + " text");
    return rule;
}

void read_rules(const Table& root, const std::string& file, Profile& profile) {
    std::set<std::string> ids;
    for (const toml::table* entry : root.tables("rule", "[[rule]]")) {
        profile.rules.push_back(read_rule(*entry, profile.rules.size(), file, profile.scope));
        const std::string& id = profile.rules.back().id;
        if (!ids.insert(id).second) throw Error(messages::profile_rule_twice, file, line_of(*entry), id);
    }
}

toml::table parse(const std::string& text, const std::string& file) {
    try {
        return toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        const auto where = error.source().begin;
        throw Error(messages::profile_syntax, file, where.line, where.column,
                    std::string(error.description()));
    }
}

Profile read_profile(const toml::table& raw, const std::string& file) {
    const Table root(raw, {"顶层", "the top level"}, file,
                     {"schema", "name", "scope", "district", "rank", "aliases", "certified", "overlay_units",
                      "measures", "status_words", "rule", "reference", "map", "sites", "routes", "patches"});
    constexpr std::array<Choice<bool>, 1> schemas{{{schema, true}}};
    constexpr std::array<Choice<Profile::Scope>, 2> scopes{
        {{"district", Profile::Scope::district}, {"city", Profile::Scope::city}}};
    root.choice("schema", schemas);
    Profile profile;
    profile.file = file;
    profile.name = root.both_languages("name", "[name]");
    profile.scope = root.choice("scope", scopes);
    profile.district_id = root.text("district");
    read_rank(root, profile);
    read_aliases(root, file, profile);
    if (root.has("certified")) profile.certified = root.texts("certified");
    if (root.has("overlay_units")) profile.overlay_units = root.texts("overlay_units");
    read_measures(root, profile);
    read_status_words(root, profile);
    read_reference(root, profile);
    read_map(root, profile);
    read_rules(root, file, profile);
    if (root.has("sites")) read_site_rules(root, profile.sites);
    if (root.has("routes")) read_route_rules(root, profile.routes);
    if (root.has("patches")) read_patch_rules(root, profile.patches);
    return profile;
}

}  // namespace

Profile load_profile(const std::string& path_or_name) {
    const std::string file = find_profile(path_or_name);
    return parse_profile(read_text_file(file, messages::profile_unreadable), file);
}

Profile parse_profile(const std::string& text, const std::string& file) {
    return read_profile(parse(text, file), file);
}

}  // namespace bareland
