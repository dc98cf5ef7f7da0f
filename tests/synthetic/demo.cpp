#include "synthetic/demo.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "synthetic/demo_area.hpp"
#include "synthetic/demo_plots.hpp"
#include "synthetic/demo_roads.hpp"
#include "synthetic/demo_sources.hpp"
#include "synthetic/demo_trucks.hpp"
#include "synthetic/files.hpp"
#include "synthetic/partition.hpp"
#include "synthetic/random.hpp"

namespace bareland::synthetic {
namespace {

TerrainSpec demo_terrain(const std::vector<DemoUnit>& units) {
    Box box;
    for (const DemoUnit& unit : units) {
        for (const Point& p : unit.shape.front().outer)
            box.add(p);
    }
    TerrainSpec spec;
    spec.cell = 10;
    spec.left = std::floor(box.min_x / 10) * 10 - 500;
    spec.top = std::ceil(box.max_y / 10) * 10 + 500;
    spec.columns = static_cast<int>(std::ceil((box.max_x + 500 - spec.left) / 10));
    spec.rows = static_cast<int>(std::ceil((spec.top - box.min_y + 500) / 10));
    spec.land_cover = false;
    // The contractor clips with a margin round the district.
    spec.coverage = [outline = demo_outline()](const Point& p) { return signed_distance(outline, p) + 2000; };
    return spec;
}

Point centre_of(const DemoData& data, const std::string& name) {
    for (const DemoUnit& unit : data.units) {
        if (unit.name != name) continue;
        const Box box = box_of(unit.shape);
        return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    }
    throw std::runtime_error("no such unit: " + name);
}

}  // namespace

bool DemoMeasure::valid_in(const std::string& month) const {
    return valid_from <= month + "-31" && (valid_to.empty() || valid_to >= month + "-01");
}

DemoData demo_data() {
    DemoData data;
    data.units = demo_units();
    data.zones = demo_zones();
    DemoPlots plots = demo_plots(data.units);
    data.farmland = std::move(plots.farmland);
    data.measures = std::move(plots.measures);
    data.roads = demo_roads();
    data.wells = demo_wells();
    data.schools = demo_schools();
    data.projects = demo_projects(data.wells);
    data.vehicles = demo_vehicles();
    data.gates = demo_gates();
    data.routes = demo_routes();

    DemoMonth april{"2024-04", demo_terrain(data.units)};
    april.terrain.seed = 202404;
    april.terrain.patches = std::move(plots.april);
    // A few small clouds, far too few to keep a township out.
    april.terrain.clouds = {{centre_of(data, "马驹桥镇"), 900}, {centre_of(data, "宋庄镇"), 700}};
    DemoMonth may{"2024-05", april.terrain};
    may.terrain.seed = 202405;
    may.terrain.patches = std::move(plots.may);
    // The south lies under cloud: 永乐店镇 is not rated in May.
    const Point south = centre_of(data, "永乐店镇");
    may.terrain.clouds = {{{south.x + 1500, south.y - 2500}, 6000}, {centre_of(data, "台湖镇"), 700}};
    data.months = {std::move(april), std::move(may)};
    return data;
}

void burn(const MultiPolygon& shape, const TerrainSpec& grid, std::uint8_t value,
          std::span<std::uint8_t> cells) {
    const Box box = box_of(shape);
    const int first = std::max(0, static_cast<int>(std::floor((grid.top - box.max_y) / grid.cell - 0.5)));
    const int last =
        std::min(grid.rows - 1, static_cast<int>(std::ceil((grid.top - box.min_y) / grid.cell - 0.5)));
    std::vector<double> crossings;
    for (int row = first; row <= last; ++row) {
        const double y = grid.top - (row + 0.5) * grid.cell;
        crossings.clear();
        const auto cross = [&](const Ring& ring) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const Point &a = ring[i], &b = ring[i + 1];
                if ((a.y > y) == (b.y > y)) continue;
                const double x = a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x);
                crossings.push_back((x - grid.left) / grid.cell - 0.5);
            }
        };
        for (const Polygon& polygon : shape) {
            cross(polygon.outer);
            for (const Ring& hole : polygon.holes)
                cross(hole);
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const int from = std::max(0, static_cast<int>(std::ceil(crossings[i])));
            const int to = std::min(grid.columns, static_cast<int>(std::ceil(crossings[i + 1])));
            for (int column = from; column < to; ++column) {
                cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                      static_cast<std::size_t>(column)] = value;
            }
        }
    }
}

std::vector<DemoTally> tally(const DemoData& data, const DemoMonth& month) {
    const TerrainSpec& grid = month.terrain;
    const auto count = static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows);
    std::vector<std::uint8_t> classes(count), unit_of(count, 0), farmland(count, 0), measured(count, 0);
    Terrain(grid).fill(0, 0, grid.columns, grid.rows, classes);
    for (std::size_t i = 0; i < data.units.size(); ++i) {
        burn(data.units[i].shape, grid, static_cast<std::uint8_t>(i + 1), unit_of);
    }
    for (const MultiPolygon& field : data.farmland)
        burn(field, grid, 1, farmland);
    for (const DemoMeasure& measure : data.measures) {
        if (measure.valid_in(month.month)) burn(measure.shape, grid, 1, measured);
    }
    std::vector<DemoTally> result(data.units.size());
    const double cell = grid.cell * grid.cell;
    for (std::size_t i = 0; i < count; ++i) {
        if (unit_of[i] == 0) continue;
        DemoTally& unit = result[unit_of[i] - 1U];
        unit.unit_m2 += cell;
        if (classes[i] != nodata && classes[i] != cloud && classes[i] != shadow) unit.observed_m2 += cell;
        if (classes[i] != bare && classes[i] != netted) continue;
        unit.bare_m2 += cell;
        if (farmland[i] != 0) {
            unit.excluded_m2 += cell;
        } else if (classes[i] == netted || measured[i] != 0) {
            unit.controlled_m2 += cell;
        } else {
            unit.uncontrolled_m2 += cell;
        }
    }
    return result;
}

std::vector<CityRow> city_rows(const DemoData& data, std::span<const DemoTally> own,
                               const std::string& month) {
    constexpr std::array<const char*, 18> first{"云", "松", "柳", "岚", "澄", "杏", "榆", "枫", "梧",
                                                "桐", "槐", "桑", "芦", "荷", "兰", "菊", "竹", "梅"};
    constexpr std::array<const char*, 18> second{"溪", "岗", "湾", "坡", "桥", "塘", "坞", "岭", "渡",
                                                 "泉", "川", "原", "洲", "谷", "汀", "屏", "堤", "峪"};
    constexpr std::array<const char*, 14> districts{"甲", "乙", "丙", "丁", "戊", "己", "庚",
                                                    "辛", "壬", "癸", "子", "丑", "寅", "卯"};
    constexpr std::size_t others = 308;
    std::vector<CityRow> rows;
    for (std::size_t i = 0; i < data.units.size(); ++i) {
        rows.push_back({"通州区", data.units[i].name, std::round(own[i].uncontrolled_m2)});
    }
    Random base(330), monthly(mix(static_cast<std::uint64_t>(std::stoi(month.substr(5, 2)))));
    for (std::size_t i = 0; i < others; ++i) {
        const double usual = base.log_normal(50'000, 0.85);
        const bool town = base.chance(0.55);
        rows.push_back(
            {fmt::format("虚构{}区", districts[i * districts.size() / others]),
             fmt::format("{}{}{}", first[i % 18], second[(i / 18 + 7 * i) % 18], town ? "镇" : "街道"),
             std::round(usual * monthly.uniform(0.8, 1.2))});
    }
    return rows;
}

namespace {

void write_text(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error("cannot write " + path);
}

void write_city_table(const std::string& path, const std::vector<CityRow>& rows) {
    std::string text = "\xEF\xBB\xBF区,街道乡镇,未管控裸地面积（㎡）,备注\n";  // UTF-8 with a mark, as office
                                                                               // programs want it
    for (const CityRow& row : rows) {
        text += fmt::format("{},{},{:.0f},虚构数据\n", row.district, row.name, row.uncontrolled_m2);
    }
    write_text(path, text);
}

MultiPolygon in_degrees(const MultiPolygon& shape) {
    return transformed(shape, demo_crs, demo_vector_crs, demo_vector_resolution);
}

void write_layers(const DemoData& data, const std::string& folder) {
    const std::string marked = "虚构数据";
    std::vector<Row> rows;
    const auto write = [&](const char* name, const std::vector<Column>& columns) {
        write_geopackage(fmt::format("{}/{}.gpkg", folder, name), name, demo_vector_crs, columns, rows);
        rows.clear();
    };
    for (const DemoUnit& unit : data.units)
        rows.push_back({in_degrees(unit.shape), {unit.id, unit.name, marked}});
    write("townships", {{"id"}, {"name"}, {"note"}});
    for (std::size_t i = 0; i < data.farmland.size(); ++i) {
        rows.push_back({in_degrees(data.farmland[i]), {fmt::format("F{:04}", i + 1), "耕地", marked}});
    }
    write("farmland", {{"id"}, {"kind"}, {"note"}});
    for (const DemoMeasure& m : data.measures) {
        rows.push_back({in_degrees(m.shape), {m.id, m.measure, m.valid_from, m.valid_to, marked}});
    }
    write("controlled", {{"id"},
                         {"measure"},
                         {"valid_from", Column::Type::date},
                         {"valid_to", Column::Type::date},
                         {"note"}});
    for (const DemoZone& zone : data.zones)
        rows.push_back({in_degrees(zone.shape), {zone.id, zone.name, zone.kind, marked}});
    write("zones", {{"id"}, {"name"}, {"kind"}, {"note"}});
    for (const DemoZone& school : data.schools) {
        rows.push_back({in_degrees(school.shape),
                        {school.id, school.name, "school", school.kind, "2020-01-01",
                         "将学校周边 200 米范围内作为学生安全区域", marked}});
    }
    write("schools",
          {{"id"}, {"name"}, {"kind"}, {"level"}, {"valid_from", Column::Type::date}, {"clause"}, {"note"}});
    std::vector<LineRow> lines;
    for (const DemoRoad& road : data.roads) {
        lines.push_back({transformed(road.line, demo_crs, demo_vector_crs, demo_vector_resolution),
                         {road.id, road.name, road.road_class, road.oneway, road.bridge, "no", road.layer,
                          road.maxspeed, marked}});
    }
    const std::vector<Column> columns{{"id"},
                                      {"name"},
                                      {"class"},
                                      {"oneway"},
                                      {"bridge"},
                                      {"tunnel"},
                                      {"layer", Column::Type::integer},
                                      {"maxspeed", Column::Type::integer},
                                      {"note"}};
    write_geopackage(folder + "/roads.gpkg", "roads", demo_vector_crs, columns, lines);
}

// 116°45′07.214″: a thousandth of a second is three centimetres.
std::string degrees_minutes_seconds(double degrees) {
    const long long thousandths = std::llround(degrees * 3'600'000);
    return fmt::format("{}°{:02}′{:02}.{:03}″", thousandths / 3'600'000, thousandths / 60'000 % 60,
                       thousandths / 1000 % 60, thousandths % 1000);
}

void write_wells(const std::string& path, const std::vector<DemoWell>& wells) {
    std::string text = "\xEF\xBB\xBF编号,名称,水源地,类型,半径,经度,纬度,备注\n";
    for (const DemoWell& well : wells) {
        const Point at = transformed(well.place, demo_crs, demo_vector_crs);
        text += fmt::format("{},{},{},{},{:.0f},{:.8f},{:.8f},虚构数据\n", well.id, well.name, well.source,
                            well.kind, well.radius_m, at.x, at.y);
    }
    write_text(path, text);
}

// As such lists come: most places in decimal degrees, every third one as a hand-held receiver shows it.
void write_projects(const std::string& path, const std::vector<DemoProject>& projects) {
    std::string text = "\xEF\xBB\xBF编号,名称,类型,规模化,合规,畜种,污染类别,定位误差,经度,纬度,说明,备注\n";
    for (std::size_t i = 0; i < projects.size(); ++i) {
        const DemoProject& p = projects[i];
        const Point at = transformed(p.place, demo_crs, demo_vector_crs);
        const bool sexagesimal = i % 3 == 2;
        const std::string x = sexagesimal ? degrees_minutes_seconds(at.x) : fmt::format("{:.7f}", at.x);
        const std::string y = sexagesimal ? degrees_minutes_seconds(at.y) : fmt::format("{:.7f}", at.y);
        text +=
            fmt::format("虚构P{:02},{},{},{},{},{},{},{},{},{},{},虚构数据\n", i + 1, p.name, p.type,
                        p.large_scale, p.compliant, p.species, p.pollution, p.uncertainty_m, x, y, p.remark);
    }
    write_text(path, text);
}

// Routes as an officer would draw them: to a metre or so.
void write_trucks(const DemoData& data, const std::string& folder) {
    std::string vehicles = "\xEF\xBB\xBF车牌,车型,燃料,排放标准,生效日期,失效日期,备注\n";
    for (const DemoVehicle& v : data.vehicles) {
        vehicles += fmt::format("{},{},{},{},{},{},虚构数据\n", v.plate, v.vehicle_class, v.energy,
                                v.standard, v.valid_from, v.valid_to);
    }
    write_text(folder + "/vehicles.csv", vehicles);
    std::string gates = "\xEF\xBB\xBF出入口编号,工地编号,经度,纬度,备注\n";
    for (const DemoGate& gate : data.gates) {
        const Point at = transformed(gate.place, demo_crs, demo_vector_crs);
        gates += fmt::format("{},{},{:.7f},{:.7f},虚构数据\n", gate.id, gate.site_id, at.x, at.y);
    }
    write_text(folder + "/gates.csv", gates);
    std::vector<LineRow> lines;
    for (const DemoRoute& route : data.routes) {
        constexpr double resolution = 1e-5;
        lines.push_back({transformed(route.line, demo_crs, demo_vector_crs, resolution),
                         {route.id, route.plate, route.vehicle_class, route.site, route.date, "虚构数据"}});
    }
    const std::vector<Column> columns{{"id"},  {"plate"}, {"class"}, {"site"}, {"date", Column::Type::date},
                                      {"note"}};
    write_geopackage(folder + "/routes.gpkg", "routes", demo_vector_crs, columns, lines);
}

}  // namespace

void write_demo(const std::string& folder) {
    std::filesystem::create_directories(folder);
    const DemoData data = demo_data();
    write_layers(data, folder);
    write_wells(folder + "/wells.csv", data.wells);
    write_projects(folder + "/projects.csv", data.projects);
    write_trucks(data, folder);
    for (const DemoMonth& month : data.months) {
        const std::vector<RasterFile> files{{fmt::format("{}/bare_{}.tif", folder, month.month), "DEFLATE"}};
        write_rasters(Terrain(month.terrain), demo_crs, files);
        write_city_table(fmt::format("{}/city_{}.csv", folder, month.month),
                         city_rows(data, tally(data, month), month.month));
    }
}

}  // namespace bareland::synthetic
