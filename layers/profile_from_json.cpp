// profile_from_json (layers/profile.hpp): a profile out of a ranking's parameters.
#include <string_view>

#include "layers/json_object.hpp"
#include "layers/profile.hpp"

namespace bareland {
namespace {

using json_file::json;
using json_file::Object;

Text both(const Object& from, const char* key) {
    const Object text = from.object(key);
    return {text.text("zh"), text.text("en")};
}

Figure figure(const Object& from, const char* key) {
    const std::string name = from.text(key);
    const auto known = figure_named(name);
    if (!known) from.refuse(from.at(key), name, {"一项指标的名称", "the name of a figure"});
    return *known;
}

Rule rule_of(const Object& from) {
    Rule rule;
    rule.id = from.text("id");
    rule.kind = from.text("kind") == "limit" ? Rule::Kind::limit : Rule::Kind::bottom_n;
    const std::string target = from.text("target");
    rule.target = target == "unit"       ? Rule::Target::unit
                  : target == "district" ? Rule::Target::district
                                         : Rule::Target::uncertified_units;
    rule.measure = figure(from, "measure");
    if (rule.kind == Rule::Kind::limit) {
        rule.limit = from.number("limit");
    } else {
        rule.n = static_cast<int>(from.number("n"));
    }
    rule.level = from.text("level") == "breach" ? Rule::Level::breach : Rule::Level::warning;
    rule.clause = from.text_or_empty("clause");
    rule.text = both(from, "text");
    return rule;
}

}  // namespace

Profile profile_from_json(const std::string& text, const std::string& file) {
    const json document = json_file::parse(text, file);
    const Object root(document, "parameters.profile", file);
    Profile out;
    out.name = both(root, "name");
    out.scope = root.text("scope") == "city" ? Profile::Scope::city : Profile::Scope::district;
    out.district_id = root.text("district");
    const Object rank = root.object("rank");
    out.rank_key = figure(rank, "key");
    out.round_m2 = rank.number("round_m2");
    out.min_observed_share = rank.number("min_observed_share");
    const Object aliases = root.object("aliases");
    for (const auto& [name, others] : aliases.value().items())
        out.aliases[name] = aliases.texts(name.c_str());
    out.names = UnitNames(out.aliases);
    out.certified = root.texts("certified");
    out.overlay_units = root.texts("overlay_units");
    out.temporary_measures = root.object("measures").texts("temporary");
    out.permanent_measures = root.object("measures").texts("permanent");
    const Object words = root.object("status_words");
    out.status_words = {both(words, "ranked"), both(words, "not_rated"), both(words, "overlay"),
                        both(words, "no_cover")};
    for (const Object& rule : root.objects("rules"))
        out.rules.push_back(rule_of(rule));
    if (root.value().contains("patches"))
        out.patches.min_area_m2 = root.object("patches").number("min_area_m2");
    if (root.value().contains("map")) out.map_crs = root.object("map").text("crs");
    return out;
}

}  // namespace bareland
