// The demo's data: Tongzhou as it might be. Names of townships, roads, rivers, wells and water plants and the
// district's extent are real, everything else (borders, courses, places, codes, rasters, plots, farmland,
// measures, zones, projects, city table) is made up.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/geometry.hpp"
#include "synthetic/terrain.hpp"

namespace bareland::synthetic {

inline constexpr const char* demo_crs = "EPSG:4548";         // rasters; CGCS2000 3-degree Gauss-Kruger, 117 E
inline constexpr const char* demo_vector_crs = "EPSG:4490";  // layers; CGCS2000 longitude and latitude
inline constexpr double demo_vector_resolution = 1e-7;       // degrees: about a centimetre

// All shapes are in demo_crs here.
struct DemoUnit {
    std::string id, name;
    MultiPolygon shape;
};
struct DemoMeasure {
    std::string id, measure, valid_from, valid_to;  // YYYY-MM-DD; valid_to "" is open
    MultiPolygon shape;
    bool valid_in(const std::string& month) const;  // any day of it; YYYY-MM
};
struct DemoZone {
    std::string id, name, kind;
    MultiPolygon shape;
};
struct DemoRoad {
    std::string id, name, road_class, oneway, bridge, layer, maxspeed;
    std::vector<Point> line;
};
struct DemoWell {
    std::string id, name, source, kind;
    double radius_m = 0;
    Point place;
};
struct DemoProject {
    std::string name, type, large_scale, compliant, species, pollution, uncertainty_m, remark;
    Point place;
};
struct DemoVehicle {
    std::string plate, vehicle_class, energy, standard, valid_from, valid_to;
};
struct DemoGate {
    std::string id, site_id;
    Point place;
};
struct DemoRoute {
    std::string id, plate, vehicle_class, site, date;
    std::vector<Point> line;
};
struct DemoMonth {
    std::string month;
    TerrainSpec terrain;
};
struct DemoData {
    std::vector<DemoUnit> units;
    std::vector<MultiPolygon> farmland;
    std::vector<DemoMeasure> measures;
    std::vector<DemoZone> zones;
    std::vector<DemoRoad> roads;
    std::vector<DemoWell> wells;
    std::vector<DemoZone> schools;
    std::vector<DemoProject> projects;
    std::vector<DemoVehicle> vehicles;
    std::vector<DemoGate> gates;
    std::vector<DemoRoute> routes;
    std::vector<DemoMonth> months;
};
DemoData demo_data();

// What the ranking will find, by the centre-point rule and with cells of 100 m2: good to a per cent or so. It
// serves to make a city table that fits and to check that the figures are plausible.
struct DemoTally {
    double unit_m2 = 0, observed_m2 = 0, bare_m2 = 0, excluded_m2 = 0, controlled_m2 = 0, uncontrolled_m2 = 0;
};
std::vector<DemoTally> tally(const DemoData& data, const DemoMonth& month);

struct CityRow {
    std::string district, name;
    double uncontrolled_m2 = 0;
};
// 330 units: the demo's own with their tally, and made-up ones of made-up districts.
std::vector<CityRow> city_rows(const DemoData& data, std::span<const DemoTally> own,
                               const std::string& month);

// Burns `value` into the cells whose centre is inside the shape (even-odd rule).
void burn(const MultiPolygon& shape, const TerrainSpec& grid, std::uint8_t value,
          std::span<std::uint8_t> cells);

// Writes townships.gpkg, farmland.gpkg, controlled.gpkg, zones.gpkg, roads.gpkg, schools.gpkg, routes.gpkg,
// wells.csv, projects.csv, vehicles.csv, gates.csv, and for each month bare_MONTH.tif and city_MONTH.csv. The
// same call always writes the same content.
void write_demo(const std::string& folder);

}  // namespace bareland::synthetic
