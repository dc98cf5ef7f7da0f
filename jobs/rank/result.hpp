// What the monthly ranking computes: plain data, no file, no formatting. Every area is ground area in m2 on
// the CGCS2000 ellipsoid. JSON keys, columns and words are those of docs/formats.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/error.hpp"
#include "geo/geometry.hpp"
#include "jobs/report/report.hpp"

namespace bareland::rank {

struct Areas {
    double unit = 0;      // the whole polygon
    double observed = 0;  // its cells less nodata, masked and unobserved ones
    double bare = 0;      // = excluded + controlled + uncontrolled
    double excluded = 0;
    double controlled = 0;  // = controlled_temporary + controlled_permanent
    double controlled_temporary = 0;
    double controlled_permanent = 0;
    double uncontrolled = 0;
    double uncontrolled_without_exclusion = 0;

    double bare_permyriad() const { return unit > 0 ? bare / unit * 1e4 : 0; }
    double uncontrolled_permyriad() const { return unit > 0 ? uncontrolled / unit * 1e4 : 0; }
    double observed_share() const { return unit > 0 ? observed / unit : 0; }
};

enum class Status { ranked, not_rated, overlay, no_cover };

struct Flag {
    enum class Level { breach, warning, not_judged };
    std::string rule;  // the rule's id in the profile
    Level level = Level::not_judged;
    std::optional<double> value;  // of the rule's measure, in the unit the limit has
    std::optional<double> limit;
    std::string clause;
    Text text;
};

// Against one earlier month.
struct Change {
    std::optional<int> rank;                       // then
    std::optional<double> uncontrolled_change_m2;  // now - then
    std::optional<Text> reason;                    // why there is no change figure; null when there is one
};

struct Unit {
    std::string id;
    std::string name;
    Status status = Status::no_cover;
    Areas areas;
    std::optional<int> rank;                    // 1 = least
    std::optional<int> rank_from_worst;         // 1 = most
    std::optional<int> rank_without_exclusion;  // 1 = least
    Change previous;
    Change previous_year;
    std::vector<Flag> flags;
    std::map<std::string, Areas> zones;  // by zone id: the areas inside that zone, where they meet
    MultiPolygon shape;                  // in `Result::units_crs`, repaired
};

struct Balance {
    std::optional<double> raster_bare;    // nothing with --balance units
    double in_units = 0;                  // sum over ranked and not-rated units
    std::optional<double> outside_units;  // nothing with --balance units
    double unit_overlap = 0;
};

using report::Input;
using report::Parameter;

struct Result {
    std::string month;        // YYYY-MM
    std::vector<Unit> units;  // sorted by id
    Unit district;  // the union of ranked and not-rated units; id and name from the profile, never ranked
    Balance balance;
    std::vector<Finding> findings;  // sorted by code, key, place
    std::vector<Parameter> parameters;
    std::vector<Input> inputs;
    std::vector<std::string> changes_requested;  // of "previous", "previous_year": which were given
    Crs units_crs = Crs::cgcs2000();
};

bool breached(const Result& result);  // any flag of level breach, of a unit or of the district

}  // namespace bareland::rank
