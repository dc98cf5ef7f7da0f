// Trucks, gates and filed routes, as plain records. As in geo/registry.hpp, coordinates are CGCS2000
// longitude and latitude in degrees, and both ends of a validity are included.
//
// What a record does not say is unknown (no value), never a default: the rules about trucks exempt nobody of
// whom they do not know.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/month.hpp"
#include "geo/registry.hpp"

namespace bareland {

enum class VehicleClass { muck_truck, heavy_diesel, other };
enum class Energy { diesel, gas, hybrid, electric, hydrogen };

// Emission standards, 国零 to 国六.
inline constexpr int lowest_standard = 0;
inline constexpr int highest_standard = 6;

const char* class_key(VehicleClass value);  // "muck_truck"
const char* energy_key(Energy value);       // "diesel"
std::optional<VehicleClass> class_named(std::string_view key);
std::optional<Energy> energy_named(std::string_view key);
Text class_text(VehicleClass value);  // 渣土车, muck truck
Text energy_text(Energy value);
Text standard_text(int standard);  // 国五, National V

struct VehicleRecord {
    std::string plate;  // upper case, without blanks and dots
    std::optional<VehicleClass> vehicle_class;
    std::optional<Energy> energy;
    std::optional<int> standard;
    Validity validity;
    bool operator==(const VehicleRecord&) const = default;
};

// Where vehicles leave a site.
struct GateRecord {
    std::string id;
    std::string site_id;
    Point place;
    bool operator==(const GateRecord&) const = default;
};

// A route as it was filed; the first vertex is where it begins.
struct RouteRecord {
    std::string id;
    std::string plate;  // may be empty
    std::optional<VehicleClass> vehicle_class;
    std::optional<Energy> energy;
    std::optional<int> standard;
    std::string site_id;  // may be empty
    std::optional<Date> date;
    std::vector<Point> line;  // two points or more
    bool operator==(const RouteRecord&) const = default;
};

// "京A·12345", "京 a12345" and "京A12345" are one plate.
std::string plain_plate(std::string_view plate);

}  // namespace bareland
