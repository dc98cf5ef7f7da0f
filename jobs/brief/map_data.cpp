#include "jobs/brief/map_data.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "geo/messages_brief.hpp"
#include "geo/network/road_class.hpp"

namespace bareland::brief {
namespace {

// The CGCS2000 3-degree zones without a zone prefix: EPSG:4534 (75 E) to EPSG:4554 (135 E).
std::string zone_of(double longitude) {
    const auto central =
        static_cast<int>(std::lround(std::clamp(longitude, 75.0, 135.0) / 3));  // in steps of 3 degrees
    return fmt::format("EPSG:{}", 4534 + central - 25);
}

// "EPSG:4548, CGCS2000 / 3-degree Gauss-Kruger CM 117E": the code, and what WKT calls it.
std::string title_of(const Crs& crs) {
    const std::size_t from = crs.wkt().find('"');
    const std::size_t to = crs.wkt().find('"', from + 1);
    if (from == std::string::npos || to == std::string::npos) return crs.name();
    const std::string name = crs.wkt().substr(from + 1, to - from - 1);
    return name == crs.name() ? name : crs.name() + ", " + name;
}

double middle_longitude(const std::vector<UnitRecord>& units) {
    double west = 180;
    double east = -180;
    for (const UnitRecord& unit : units) {
        for (const Polygon& polygon : unit.shape) {
            for (const Point& p : polygon.outer) {
                west = std::min(west, p.x);
                east = std::max(east, p.x);
            }
        }
    }
    return west <= east ? (west + east) / 2 : 117;
}

// How far out a road is still drawn, by the class OSM and the importers know.
int importance_of(const std::string& road_class) {
    static const std::map<std::string, int, std::less<>> known{
        {"motorway", 0},     {"motorway_link", 2}, {"trunk", 0},          {"trunk_link", 2}, {"primary", 1},
        {"primary_link", 2}, {"secondary", 2},     {"secondary_link", 3}, {"tertiary", 3},
    };
    const auto found = known.find(road_class);
    return found == known.end() ? 3 : found->second;
}

// Layers of roads hold other lines as well, which zone recipes need; nothing: one that maps do not show (a
// dyke runs along its river, a footway is no road for trucks).
std::optional<MapLine::Kind> line_kind(const std::string& line_class) {
    static const std::set<std::string, std::less<>> water{"river", "stream", "canal", "waterway",
                                                          "河流",  "河道",   "水渠"};
    static const std::set<std::string, std::less<>> railway{"railway", "rail", "light_rail", "铁路"};
    if (water.contains(line_class)) return MapLine::Kind::water;
    if (railway.contains(line_class)) return MapLine::Kind::railway;
    if (network::use_of(line_class) == network::RoadUse::not_motor) return std::nullopt;
    return MapLine::Kind::road;
}

class Projected {
  public:
    explicit Projected(const Crs& crs) : transform_(Crs::cgcs2000(), crs) {}

    // Edges are followed to a centimetre on the ground.
    MultiPolygon shape(const MultiPolygon& shape, const std::string& what) const {
        return transform_borders(shape, transform_, {}, 0.01, what);
    }
    std::vector<Point> line(std::vector<Point> points) const {
        transform_.apply(points);
        return points;
    }

  private:
    Transform transform_;
};

}  // namespace

ZoneKind zone_kind_of(const std::string& kind) {
    if (kind == "key") return ZoneKind::key;
    if (kind == "strict") return ZoneKind::strict;
    return kind.starts_with("water_") ? ZoneKind::water_source : ZoneKind::other;
}

MapData map_data_of(const MapRecords& records, const std::string& crs) {
    MapData out;
    out.crs = Crs(crs.empty() ? zone_of(middle_longitude(records.units)) : crs);
    out.crs_name = title_of(out.crs);
    const Projected projected(out.crs);
    std::map<std::string, MapUnit> units;  // features of one id are one unit
    for (const UnitRecord& unit : records.units) {
        MapUnit& to = units[unit.id];
        to.id = unit.id;
        to.name = unit.name;
        MultiPolygon shape = projected.shape(unit.shape, unit.name);
        to.shape.insert(to.shape.end(), shape.begin(), shape.end());
    }
    for (auto& [id, unit] : units)
        out.units.push_back(std::move(unit));
    for (const ZoneRecord& zone : records.zones) {
        if (zone.shape.empty()) continue;
        const std::string name = zone.name.empty() ? zone.id : zone.name;
        out.zones.push_back({zone.id, name, zone_kind_of(zone.kind), projected.shape(zone.shape, name)});
    }
    for (const RoadRecord& road : records.roads) {
        const auto kind = line_kind(road.road_class);
        if (!kind) continue;
        const int importance = *kind == MapLine::Kind::road ? importance_of(road.road_class) : 1;
        out.roads.push_back({road.name, importance, projected.line(road.line), *kind});
    }
    return out;
}

void require_same_units(const RankingFile& ranking, const std::vector<UnitRecord>& units,
                        const std::string& file) {
    std::set<std::string> known;
    for (const UnitRecord& unit : units)
        known.insert(unit.id);
    for (const RankingUnit& unit : ranking.units) {
        if (!known.contains(unit.id))
            throw Error(messages::brief_unit_missing, ranking.file, unit.id, unit.name, file);
    }
}

}  // namespace bareland::brief
