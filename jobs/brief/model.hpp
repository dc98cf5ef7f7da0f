// What is known of a month, ready to be told: plain data, no file, no drawing. Sheets, overview, workbook and
// bulletin are made of this and of the template alone.
//
// Areas are ground area in m2 on the CGCS2000 ellipsoid; places are longitude and latitude in degrees
// (CGCS2000) unless they are in MapData, which is in one projected CRS. What an input would have told that
// was not given is empty: its block is left out, and nothing else.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/error.hpp"
#include "geo/geometry.hpp"
#include "geo/month.hpp"

namespace bareland::brief {

enum class UnitStatus { ranked, not_rated, overlay, no_cover };

struct Areas {
    double unit = 0;
    double observed = 0;
    double bare = 0;
    double excluded = 0;
    double controlled = 0;  // = temporary + permanent
    double controlled_temporary = 0;
    double controlled_permanent = 0;
    double uncontrolled = 0;
    double uncontrolled_without_exclusion = 0;
    double bare_permyriad = 0;
    double uncontrolled_permyriad = 0;
};

// A rule of the profile that concerns the unit, and how it came out.
struct Judgement {
    enum class Outcome { kept, breach, warning, not_judged };
    std::string rule;
    Outcome outcome = Outcome::not_judged;
    std::optional<double> value, limit;  // as ranking.json gives them
    std::string clause;
    std::string text;       // in the briefing's language; empty where the rule is kept
    std::string measure{};  // the figure that it limits, by the name that ranking.json gives it
    bool bottom_n = false;  // `limit` counts the worst units of the city, else it is the figure's own
};

// One month of a unit's line, oldest first; nothing where the month gave no figure.
struct MonthValue {
    Month month{2000, 1};
    std::optional<double> uncontrolled;  // m2
    std::optional<int> rank;
};

enum class ZoneKind { key, strict, water_source, other };

enum class PatchStatus { uncontrolled, controlled, excluded };
enum class PatchClass { bare, netted };

// A patch (图斑) as it concerns one unit.
struct PatchOfUnit {
    int number = 0;  // in the unit, 1 = largest; the number on the map and in the table
    std::string id;  // of the patch in the district's list
    PatchClass of = PatchClass::bare;
    PatchStatus status = PatchStatus::uncontrolled;
    double area = 0;                 // within this unit
    double uncontrolled = 0;         // of that
    double whole_area = 0;           // of the whole patch, when it lies in several units
    Point place;                     // inside it, longitude and latitude
    Point on_map;                    // the same place in MapData's CRS
    std::vector<std::string> zones;  // names of the zones it lies in
};

// What somebody has to do, and who: from sites and the profile.
struct Duty {
    std::string what;
    std::string owner;   // empty: not known
    std::string clause;  // empty: none
    std::string where;   // a project, a zone
    bool water = false;  // of a water-source zone
};

struct SiteOfUnit {
    std::string id, name;
    std::string verdict;  // in the briefing's language
    bool breach = false;
    std::string zone;  // the one that decided, may be empty
    std::string clause;
    std::optional<double> distance_m;
    bool water = false;  // that zone is a water-source zone
};

struct RouteOfUnit {
    std::string id;
    std::string plate;  // empty in what is published
    std::string verdict;
    bool breach = false;
    double inside_m = 0;
    std::string text;
};

struct ZoneAreas {
    std::string id, name, kind;  // kind in words
    ZoneKind of = ZoneKind::other;
    Areas areas;
};

struct UnitFacts {
    std::string id;
    std::string name;
    UnitStatus status = UnitStatus::no_cover;
    std::string status_word;
    Areas areas;
    std::optional<int> rank, rank_from_worst, previous_rank, previous_year_rank;
    std::optional<double> change_m2, previous_year_change_m2;  // uncontrolled, now - then
    std::string change_reason;                                 // why there is no change
    std::vector<Judgement> judgements;
    std::vector<MonthValue> history;         // up to twelve, this month last
    std::vector<PatchOfUnit> patches;        // largest first; a sheet shows the first of them
    std::optional<std::size_t> patch_count;  // listed ones in the unit, when patches are known
    std::size_t small_patches = 0;           // not listed for their size
    double small_patch_area = 0;
    std::vector<ZoneAreas> zones;
    std::vector<SiteOfUnit> sites;
    std::vector<RouteOfUnit> routes;
    std::vector<Duty> duties;
    std::string owner;  // who answers for the unit; empty: not known
};

// Where a figure comes from.
struct Source {
    std::string role;  // units, raster, zones ... as in ranking.json
    std::string name;  // file
    std::string date;  // of the data, ISO 8601; empty: not known
    std::string sha256;
};

// ---- the map

struct MapUnit {
    std::string id, name;
    MultiPolygon shape;
};
struct MapZone {
    std::string id, name;
    ZoneKind kind = ZoneKind::other;
    MultiPolygon shape;
};
struct MapPatch {
    PatchStatus status = PatchStatus::uncontrolled;
    MultiPolygon shape;
};
struct MapLine {
    enum class Kind { road, railway, water };
    std::string name;
    int importance = 0;  // 0 motorway, 1 main, 2 secondary, 3 minor: which are drawn at which scale
    std::vector<Point> line;
    Kind kind = Kind::road;
};

// Everything that maps show, in `crs`: projected, metres, x east, y north.
struct MapData {
    Crs crs = Crs::cgcs2000();
    std::string crs_name;        // as printed: "EPSG:4548, CGCS2000 / 3-degree Gauss-Kruger CM 117E"
    std::vector<MapUnit> units;  // all units, the neighbours of each among them
    std::vector<MapZone> zones;
    std::vector<MapPatch> patches;  // bare land by status, the small pieces too
    std::vector<MapLine> roads;
    std::vector<MultiPolygon> water;
};

struct Briefing {
    Lang lang = Lang::zh;
    Month month{2000, 1};
    std::optional<Month> previous_month;
    std::string district_name;
    UnitFacts district;            // never ranked
    std::vector<UnitFacts> units;  // by rank from the worst; those without a rank last, by id
    std::size_t ranked_units = 0;
    std::vector<Source> sources;
    std::vector<std::string> findings;
    MapData map;
    bool has_patches = false, has_zones = false, has_sites = false, has_routes = false, has_roads = false;
    bool published = false;  // --public: what may not be published has been taken out already
    std::string made_at;     // ISO 8601 with offset, from the clock or given; printed and in metadata
};

}  // namespace bareland::brief
