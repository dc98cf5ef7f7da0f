// Everything that can be measured of a zone.
//
// Guarantees: areas are ground areas in m2, lengths geodesic metres, both on the CGCS2000 ellipsoid. A zone
// of discs is measured as its discs, dissolved, not as the polygon it is stored with.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/measure.hpp"
#include "jobs/zones/registry.hpp"

namespace bareland::zones {

// A part smaller than this is where two borders were digitised a hand's breadth apart, and is left out.
inline constexpr double least_part_m2 = 1;

// Whether a place is in the shape, by the even-odd rule over all rings; its border belongs to it.
bool covers(const MultiPolygon& shape, const Point& place);

struct UnitShare {
    std::string id;
    std::string name;
    double area_m2 = 0;
    double share = 0;  // of the shape that was asked about
};

// The units in force on one day.
class UnitLayer {
  public:
    UnitLayer(std::span<const UnitRecord> units, const Date& day);  // the records must outlive it

    bool empty() const { return units_.empty(); }
    const std::vector<const UnitRecord*>& units() const { return units_; }
    std::vector<std::string> names() const;
    // Units with at least least_part_m2 of the shape, the largest part first. `whole_m2`: the shape's area.
    std::vector<UnitShare> shares(const MultiPolygon& shape, double whole_m2) const;
    // What no unit covers.
    double outside_m2(const MultiPolygon& shape) const;
    // The names of the units a place lies in; on a common border both.
    std::vector<std::string> at(const Point& place) const;

  private:
    std::vector<const UnitRecord*> units_;
    std::vector<Box> boxes_;
};

// Of the discs of a zone: added up one by one, dissolved, and what that counts twice.
struct DiscSums {
    std::size_t count = 0;
    double separate_m2 = 0;
    double dissolved_m2 = 0;
    double overlap_m2 = 0;  // separate - dissolved
};
// By closed form and from the arcs themselves (geo/geodesic), not from polygons. Where no two discs meet
// nothing overlaps, to the last digit.
std::optional<DiscSums> disc_sums(std::span<const Disc> discs);

// The links of a zone's loop that one road makes up.
struct RoadLength {
    std::string road;
    std::size_t links = 0;
    double length_m = 0;
    std::map<int, double> carriageways_m;  // length by carriageway
};
std::vector<RoadLength> road_lengths(std::span<const LoopLink> links);  // in the order of the loop

struct ZoneFacts {
    const ZoneRecord* zone = nullptr;
    MultiPolygon ground;  // what was measured
    double area_m2 = 0;
    double perimeter_m = 0;
    Box extent;  // degrees
    std::size_t parts = 0;
    std::size_t holes = 0;
    std::optional<double> outside_units_m2;  // nothing without units
    std::vector<UnitShare> units;
    std::optional<DiscSums> discs;
    std::vector<RoadLength> roads;
};
ZoneFacts facts_of(const ZoneRecord& zone, const UnitLayer& units);

}  // namespace bareland::zones
