// A patch (图斑) as it is listed: plain data that passes between the job, its files and the briefing.
//
// Areas are ground areas in m2 on the CGCS2000 ellipsoid, of the cells (or of the polygon as it was given),
// whether or not the shape was simplified since.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/patches/patches.hpp"

namespace bareland::patches {

// What holds for bare ground that month. Excluded wins over controlled.
enum class Status : std::uint8_t { uncontrolled, controlled, excluded };

struct StatusAreas {
    double uncontrolled = 0;
    double controlled = 0;
    double excluded = 0;
    double all() const { return uncontrolled + controlled + excluded; }
    bool operator==(const StatusAreas&) const = default;
};

// The status that most of the area has; of equal ones the weaker claim of control.
inline Status largest(const StatusAreas& areas) {
    if (areas.uncontrolled >= areas.controlled && areas.uncontrolled >= areas.excluded)
        return Status::uncontrolled;
    return areas.controlled >= areas.excluded ? Status::controlled : Status::excluded;
}

struct PatchInUnit {
    std::string unit;  // its id
    StatusAreas areas;
    bool operator==(const PatchInUnit&) const = default;
};

struct PatchInZone {
    std::string zone;  // its id
    double area = 0;
    bool operator==(const PatchInZone&) const = default;
};

struct Patch {
    int number = 0;  // 1 = the largest
    Class of = Class::bare;
    Status status = Status::uncontrolled;
    StatusAreas areas;
    double perimeter_m = 0;           // geodesic, of all rings, before simplification
    double outside_units = 0;         // of the area, what lies in no unit
    std::vector<PatchInUnit> units;   // by id; where units overlap, a place counts in both
    std::vector<PatchInZone> zones;   // by id
    double simplified_change_m2 = 0;  // ground area of `shape` less areas.all()
    Point place;                      // inside it; CGCS2000 longitude and latitude
    MultiPolygon shape;               // in the CRS that goes with the list
};

}  // namespace bareland::patches
