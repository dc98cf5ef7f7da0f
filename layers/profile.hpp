// A district's profile: how its units are ranked, which rules hold, and in what words (docs/profiles.md).
//
// Guarantees: a Profile is complete and consistent: every value has been checked, and what a file does not
// say has the default written here. No threshold exists outside profiles.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/names.hpp"
#include "layers/route_rules.hpp"
#include "layers/site_rules.hpp"

namespace bareland {

// One of a unit's figures, as profiles name it: the JSON key of the outputs without "_m2".
enum class Figure {
    unit_area,
    observed_area,
    bare_area,
    excluded_area,
    controlled_area,
    controlled_temporary_area,
    controlled_permanent_area,
    uncontrolled_area,
    uncontrolled_without_exclusion,
    bare_permyriad,
    uncontrolled_permyriad,
};
std::string_view figure_name(Figure figure);
std::optional<Figure> figure_named(std::string_view name);
bool is_permyriad(Figure figure);  // in per ten thousand of the unit's area (‱); every other figure is in m2

struct Rule {
    enum class Kind {
        limit,     // the figure must not exceed `limit`
        bottom_n,  // the unit must not be among the `n` of the city with the largest figure
    };
    enum class Target { unit, district, uncertified_units };
    enum class Level { breach, warning };

    std::string id;
    Kind kind = Kind::limit;
    Target target = Target::unit;
    Figure measure = Figure::uncontrolled_area;
    double limit = 0;  // m2 or per ten thousand, as the measure is; with Kind::limit
    int n = 0;         // with Kind::bottom_n
    Level level = Level::breach;
    std::string clause;  // where the rule is written
    Text text;           // wording with placeholders, see placeholders()
};
// What the wording of a rule may name in braces, e.g. "{name}" and "{value}".
std::span<const std::string> placeholders(Rule::Kind kind);

enum class MeasureKind { temporary, permanent };

struct StatusWords {
    Text ranked{"参评", "ranked"};
    Text not_rated{"不参评", "not rated"};
    Text overlay{"单列", "listed apart"};
    Text no_cover{"无影像", "no cover"};
};

// A box of longitudes and latitudes, degrees, CGCS2000.
struct Extent {
    double min_lon = 0, min_lat = 0, max_lon = 0, max_lat = 0;
    bool operator==(const Extent&) const = default;
};

// What is listed of patches (docs/patches.md). No document names a smallest patch: the defaults are ours.
struct PatchRules {
    double min_area_m2 = 200;                               // of ground; smaller pieces are counted only
    std::vector<double> sensitivity_m2{0, 200, 400, 1000};  // minima of the sensitivity table, ascending
};

struct Profile {
    enum class Scope {
        district,  // the units are one district's; the rest of the city comes from a city table
        city,      // the units are all of the city
    };

    std::string file;  // as found; empty for the built-in profile
    Text name{"全区", "District"};
    Scope scope = Scope::district;
    std::string district_id;

    Figure rank_key = Figure::uncontrolled_area;
    double round_m2 = 1;  // areas are ranked on their value rounded to this step
    double min_observed_share = 0.8;

    std::map<std::string, std::vector<std::string>> aliases;  // canonical name -> other names
    UnitNames names;                                          // made of `aliases`
    std::vector<std::string> certified;      // names or ids of units with status 已完成创建
    std::vector<std::string> overlay_units;  // names or ids of units lying over others

    std::vector<std::string> temporary_measures{"苫盖", "压实", "生物覆盖"};
    std::vector<std::string> permanent_measures{"绿化", "硬化"};
    StatusWords status_words;
    std::vector<Rule> rules;
    std::optional<Extent> reference_extent;  // of the real district: recognises borders shifted by GCJ-02
    // [map] crs: what maps are drawn in; empty: the CGCS2000 3-degree Gauss-Kruger zone of the district.
    std::string map_crs;
    SiteRules sites;                            // [sites]
    RouteRules routes = default_route_rules();  // [routes]
    PatchRules patches;                         // [patches]

    bool is_certified(std::string_view id, std::string_view unit_name) const;
    bool is_overlay(std::string_view id, std::string_view unit_name) const;
    // Nothing for a text that is in neither list (blanks and full width do not matter).
    std::optional<MeasureKind> measure_kind(std::string_view measure) const;
};

// What holds without --profile: no rules, and the defaults above.
Profile default_profile();

// `path_or_name`: a TOML file, or the bare name of a profile that comes with bareland ("tongzhou").
// Errors (exit 3), each naming file and line: not found, not readable, not TOML, a key that is unknown (with
// the closest known one), missing, or whose value is wrong (with what was expected).
Profile load_profile(const std::string& path_or_name);

// A profile's TOML text; `file` is what errors call it, and Profile::file.
Profile parse_profile(const std::string& text, const std::string& file);

// The file that load_profile would read.
std::string find_profile(const std::string& path_or_name);

// The profile as it took effect, as one JSON object: for the outputs' parameters, so that a ranking can be
// repeated.
std::string profile_json(const Profile& profile);

// The other way round, of what profile_json writes (sites' and routes' rules are not in it). Errors: those of
// layers/json_object.hpp, naming `file`.
Profile profile_from_json(const std::string& text, const std::string& file);

}  // namespace bareland
