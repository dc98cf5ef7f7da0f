#include "layers/profile_sites.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "geo/messages_sites.hpp"
#include "layers/toml_table.hpp"

namespace bareland {
namespace {

using toml_file::Choice;
using toml_file::in_both;
using toml_file::Table;
using Rule = SiteRules::Rule;
using Duty = SiteRules::Duty;

constexpr double farthest_m = 1e5;

const Text& metres_from_zero() {
    static const Text text{"不小于 0、不大于 100000 的数（米）", "a number from 0 to 100000 (metres)"};
    return text;
}
const Text& metres_above_zero() {
    static const Text text{"大于 0、不大于 100000 的数（米）", "a number above 0, at most 100000 (metres)"};
    return text;
}

void read_uncertainty(const Table& sites, SiteRules::Uncertainty& to) {
    if (!sites.has("uncertainty")) return;
    const Table table =
        sites.table("uncertainty", "[sites.uncertainty]", {"project_m", "zone_m", "well_m", "datum_m"});
    const auto read = [&](const char* key, double& value) {
        if (table.has(key)) value = table.number(key, 0, true, farthest_m, metres_from_zero());
    };
    read("project_m", to.project);
    read("zone_m", to.zone);
    read("well_m", to.well);
    read("datum_m", to.datum);
}

void read_wells(const Table& sites, SiteRules& rules) {
    if (!sites.has("wells")) return;
    const Table table = sites.open_table("wells", "[sites.wells]");
    for (const std::string& kind : table.keys()) {
        const Table well = table.table(kind, fmt::format("[sites.wells] {}", kind), {"kind", "radius_m"});
        SiteRules::WellZone zone{well.text("kind"), {}};
        if (well.has("radius_m")) {
            zone.radius_m = well.number("radius_m", 0, false, farthest_m, metres_above_zero());
        }
        rules.wells[kind] = std::move(zone);
    }
}

void read_buffers(const Table& sites, SiteRules& rules) {
    if (!sites.has("buffers")) return;
    const Table table = sites.open_table("buffers", "[sites.buffers]");
    for (const std::string& kind : table.keys())
        rules.buffers_m[kind] = table.number(kind, 0, false, farthest_m, metres_above_zero());
}

void read_overrides(const Table& sites, SiteRules& rules) {
    if (!sites.has("override")) return;
    rules.overrides.clear();
    for (const toml::table* raw : sites.tables("override", "[[sites.override]]")) {
        const Table table(*raw, in_both("[[sites.override]]"), sites.file(), {"kind", "over", "clause"});
        SiteRules::Override entry{table.text("kind"), table.texts("over"), {}};
        if (table.has("clause")) entry.clause = table.text("clause");
        rules.overrides.push_back(std::move(entry));
    }
}

Rule read_rule(const toml::table& raw, const std::string& file) {
    constexpr std::array<Choice<Rule::Test>, 2> tests{
        {{"livestock", Rule::Test::livestock}, {"pollution", Rule::Test::pollution}}};
    const std::vector<std::string> all{"id",   "test", "kinds",      "types",    "listed", "unclear",
                                       "none", "open", "valid_from", "valid_to", "clause"};
    Rule rule;
    rule.test = Table(raw, in_both("[[sites.rule]]"), file, all).choice("test", tests);
    const bool livestock = rule.test == Rule::Test::livestock;
    std::vector<std::string> known = all;
    std::erase_if(known, [&](const std::string& key) {
        return livestock ? key == "unclear" || key == "none" : key == "types";
    });
    const Table table(
        raw, in_both(fmt::format("[[sites.rule]] (test = \"{}\")", livestock ? "livestock" : "pollution")),
        file, known);
    rule.id = table.text("id");
    rule.kinds = table.texts("kinds");
    rule.listed = table.texts("listed");
    if (livestock) rule.types = table.texts("types");
    if (table.has("unclear")) rule.unclear = table.texts("unclear");
    if (table.has("none")) rule.none = table.texts("none");
    if (table.has("open")) rule.open = table.boolean("open");
    rule.validity = table.validity();
    rule.clause = table.text("clause");
    return rule;
}

// Two wordings of one rule, or two rules of one kind of zone, on one day: nobody could say which holds.
void check_versions(const Table& table, const std::vector<Rule>& rules, const Rule& rule) {
    for (const Rule& other : rules) {
        if (!other.validity.overlaps(rule.validity)) continue;
        const auto shared =
            std::find_first_of(rule.kinds.begin(), rule.kinds.end(), other.kinds.begin(), other.kinds.end());
        if (other.id == rule.id || shared != rule.kinds.end()) {
            throw Error(messages::site_rules_overlap, table.file(), table.line(), rule.id,
                        other.validity.text(), rule.validity.text());
        }
    }
}

void read_rules(const Table& sites, SiteRules& rules) {
    for (const toml::table* raw : sites.tables("rule", "[[sites.rule]]")) {
        Rule rule = read_rule(*raw, sites.file());
        check_versions(Table(*raw, in_both("[[sites.rule]]"), sites.file(),
                             {"id", "test", "kinds", "types", "listed", "unclear", "none", "open",
                              "valid_from", "valid_to", "clause"}),
                       rules.rules, rule);
        rules.rules.push_back(std::move(rule));
    }
}

Duty read_duty(const Table& table, const SiteRules& rules) {
    constexpr std::array<Choice<Duty::Strength>, 2> strengths{
        {{"mandatory", Duty::Strength::mandatory}, {"advisory", Duty::Strength::advisory}}};
    Duty duty;
    duty.kind = table.text("kind");
    duty.strength = table.choice("strength", strengths);
    if (table.has("unless_in")) duty.unless_in = table.texts("unless_in");
    if (table.has("types")) duty.types = table.texts("types");
    if (table.has("rule")) {
        duty.rule = table.text("rule");
        const bool known = std::any_of(rules.rules.begin(), rules.rules.end(),
                                       [&](const Rule& rule) { return rule.id == duty.rule; });
        if (!known) {
            table.refuse("rule", *table.find("rule"),
                         {"某个 [[sites.rule]] 的 id", "the id of a [[sites.rule]]"});
        }
    }
    duty.validity = table.validity();
    duty.clause = table.text("clause");
    duty.text = table.both_languages("text", "[[sites.duty]] text");
    return duty;
}

void read_duties(const Table& sites, SiteRules& rules) {
    for (const toml::table* raw : sites.tables("duty", "[[sites.duty]]")) {
        const Table table(
            *raw, in_both("[[sites.duty]]"), sites.file(),
            {"kind", "strength", "unless_in", "types", "rule", "valid_from", "valid_to", "clause", "text"});
        rules.duties.push_back(read_duty(table, rules));
    }
}

using Json = nlohmann::ordered_json;

Json date_or_null(const std::optional<Date>& date) {
    return date ? Json(date->text()) : Json(nullptr);
}

Json json_of(const Rule& rule) {
    Json out;
    out["id"] = rule.id;
    out["test"] = rule.test == Rule::Test::livestock ? "livestock" : "pollution";
    out["kinds"] = rule.kinds;
    out["types"] = rule.types;
    out["listed"] = rule.listed;
    out["unclear"] = rule.unclear;
    out["none"] = rule.none;
    out["open"] = rule.open;
    out["valid_from"] = date_or_null(rule.validity.from);
    out["valid_to"] = date_or_null(rule.validity.to);
    out["clause"] = rule.clause;
    return out;
}

Json json_of(const Duty& duty) {
    Json out;
    out["kind"] = duty.kind;
    out["strength"] = duty.strength == Duty::Strength::mandatory ? "mandatory" : "advisory";
    out["unless_in"] = duty.unless_in;
    out["types"] = duty.types;
    out["rule"] = duty.rule.empty() ? Json(nullptr) : Json(duty.rule);
    out["valid_from"] = date_or_null(duty.validity.from);
    out["valid_to"] = date_or_null(duty.validity.to);
    out["clause"] = duty.clause;
    out["text"] = {{"zh", duty.text.zh}, {"en", duty.text.en}};
    return out;
}

}  // namespace

bool SiteRules::has_rule_for(std::string_view kind) const {
    return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
        return std::find(rule.kinds.begin(), rule.kinds.end(), kind) != rule.kinds.end();
    });
}

void read_site_rules(const Table& root, SiteRules& rules) {
    const Table sites =
        root.table("sites", "[sites]", {"uncertainty", "wells", "buffers", "override", "rule", "duty"});
    read_uncertainty(sites, rules.uncertainty_m);
    read_wells(sites, rules);
    read_buffers(sites, rules);
    read_overrides(sites, rules);
    read_rules(sites, rules);
    read_duties(sites, rules);
}

std::string site_rules_json(const SiteRules& rules) {
    const SiteRules::Uncertainty& u = rules.uncertainty_m;
    Json out;
    out["uncertainty"] = {
        {"project_m", u.project}, {"zone_m", u.zone}, {"well_m", u.well}, {"datum_m", u.datum}};
    out["wells"] = Json::object();
    for (const auto& [kind, zone] : rules.wells)
        out["wells"][kind] = {{"kind", zone.zone_kind},
                              {"radius_m", zone.radius_m ? Json(*zone.radius_m) : Json(nullptr)}};
    out["buffers"] = Json::object();
    for (const auto& [kind, metres] : rules.buffers_m)
        out["buffers"][kind] = metres;
    out["overrides"] = Json::array();
    for (const SiteRules::Override& entry : rules.overrides)
        out["overrides"].push_back({{"kind", entry.kind}, {"over", entry.over}, {"clause", entry.clause}});
    out["rules"] = Json::array();
    for (const Rule& rule : rules.rules)
        out["rules"].push_back(json_of(rule));
    out["duties"] = Json::array();
    for (const Duty& duty : rules.duties)
        out["duties"].push_back(json_of(duty));
    return out.dump();
}

}  // namespace bareland
