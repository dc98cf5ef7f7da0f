// What a bureau keeps on file: units, zones, wells, sites and roads, as plain records.
//
// Guarantees: coordinates are CGCS2000 longitude and latitude in degrees (x east, y north), whatever the
// source's CRS was; polygons are valid; ids are not empty and unique within what is valid on one day; text is
// UTF-8. Dates are whole days; both ends of a validity are included, a missing end is open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/month.hpp"

namespace bareland {

struct Validity {
    std::optional<Date> from;
    std::optional<Date> to;

    bool holds(const Date& day) const;
    bool overlaps(const Validity& other) const;
    std::string text() const;  // "2024-01-01/..", ISO 8601 with an open end as "..", like OGC API
    bool operator==(const Validity&) const = default;
};

struct UnitRecord {
    std::string id;
    std::string name;
    Validity validity;
    MultiPolygon shape;
    bool operator==(const UnitRecord&) const = default;
};

struct WellRecord {
    std::string id;
    std::string name;
    std::string source;  // the water source it belongs to (水源地)
    std::string kind;    // urban, township, village
    double radius_m = 0;
    Validity validity;
    std::optional<double> uncertainty_m;  // of its place
    Point place;
    // What the way its coordinates came by adds to uncertainty_m, or to the profile's default (GCJ-02,
    // BD-09).
    double extra_uncertainty_m = 0;
    bool operator==(const WellRecord&) const = default;
};

// Ground within `radius_m` of a well, by geodesic distance.
struct Disc {
    std::string well_id;
    Point centre;
    double radius_m = 0;
    bool operator==(const Disc&) const = default;
};

// A road link that belongs to the loop of a zone ("两侧及以内").
struct LoopLink {
    std::string link_id;  // id of the road record
    std::string road;     // its name
    int carriageway = 0;  // 0: the only one or the outermost; others count inwards
    std::vector<Point> line;
    bool operator==(const LoopLink&) const = default;
};

struct ZoneRecord {
    std::string id;
    std::string name;
    // key, strict, water_primary, water_secondary, water_township, water_village, livestock_ban, school,
    // redline and whatever else a bureau needs
    std::string kind;
    std::string level;
    Validity validity;
    std::string document;             // what lays it down
    std::string clause;               // where it says so
    std::string duties;               // what holds in it; empty: the profile's words for its kind
    std::vector<std::string> owners;  // units and departments that answer for it
    std::optional<double> stated_area_m2;
    std::optional<double> uncertainty_m;  // of its edge (digitising, datum)
    MultiPolygon shape;
    // Of a zone with links: what its loop's outer carriageways enclose, without the strip of both sides. For
    // links the zone begins here. Empty: the zone has no loop.
    MultiPolygon edge;
    // Not empty: the zone is exactly the union of these discs, and distances are taken from them, not from
    // the polygon.
    std::vector<Disc> discs;
    std::vector<LoopLink> links;
    double extra_uncertainty_m = 0;  // as a well's
    bool operator==(const ZoneRecord&) const = default;
};

struct SiteRecord {
    std::string id;
    std::string name;
    std::string type;
    std::optional<double> uncertainty_m;
    std::optional<bool> large_scale;  // 规模化
    std::optional<bool> compliant;    // 合规
    std::string species;              // 畜种
    std::string pollution;            // 污染类别
    // A site is a place or an area.
    std::optional<Point> place;
    MultiPolygon shape;
    double extra_uncertainty_m = 0;  // as a well's
    bool operator==(const SiteRecord&) const = default;
};

enum class Oneway { no, forward, backward };

// How far trucks may use a road: `destination` where the trip begins or ends on it (or behind it) only.
enum class TruckAccess { yes, destination, no };

struct RoadRecord {
    std::string id;
    std::string name;
    std::string road_class;
    Oneway oneway = Oneway::no;
    bool bridge = false;
    bool tunnel = false;
    int layer = 0;
    std::optional<double> maxspeed_kmh;
    std::vector<Point> line;  // two points or more, in the digitised direction

    TruckAccess truck = TruckAccess::yes;
    std::string truck_when;  // truck access at certain times, as OSM writes it: "no @ (07:00-19:00)"
    std::optional<double> maxweight_t, maxheight_m, maxwidth_m;
    // Of the source (OSM node ids), one a vertex: roads meet where they share one. Empty: where they share a
    // place.
    std::vector<std::int64_t> nodes;
    std::string sweeper;  // who sweeps it; empty: the source does not say
    bool operator==(const RoadRecord&) const = default;
};

// From one road over a junction, or over further roads, on to another: forbidden, or the only way allowed.
struct TurnBanRecord {
    std::string id;
    bool only = false;                     // `only_*`: whoever comes by `from` and `via` must go on to `to`
    std::string from, to;                  // road ids
    std::vector<std::string> via_roads;    // in order; empty: via_node
    std::optional<std::int64_t> via_node;  // as in RoadRecord::nodes
    std::string except;                    // vehicles it is not for, as OSM writes them: "psv;hgv"
    std::string when;                      // holds only then: "Mo-Fr 07:00-09:00"; empty: always
    bool operator==(const TurnBanRecord&) const = default;
};

}  // namespace bareland
