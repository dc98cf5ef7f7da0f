// The demo's townships and zones: seeds and outline set by hand, roughly where the real ones are.
#include "synthetic/demo_area.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "synthetic/files.hpp"
#include "synthetic/partition.hpp"
#include "synthetic/random.hpp"

namespace bareland::synthetic {
namespace {

struct Place {
    const char* name;
    double lon, lat;
};

// Subdistricts first (small, in the north-west), then towns.
constexpr Place places[] = {
    {"北苑街道", 116.634, 39.906},     {"中仓街道", 116.657, 39.899}, {"玉桥街道", 116.676, 39.886},
    {"新华街道", 116.659, 39.915},     {"潞源街道", 116.722, 39.906}, {"通运街道", 116.688, 39.911},
    {"潞邑街道", 116.692, 39.936},     {"文景街道", 116.668, 39.846}, {"临河里街道", 116.687, 39.865},
    {"九棵树街道", 116.652, 39.879},   {"杨庄街道", 116.629, 39.889}, {"梨园镇", 116.634, 39.868},
    {"永顺镇", 116.654, 39.936},       {"宋庄镇", 116.722, 39.978},   {"潞城镇", 116.778, 39.898},
    {"台湖镇", 116.607, 39.828},       {"马驹桥镇", 116.580, 39.757}, {"张家湾镇", 116.712, 39.822},
    {"漷县镇", 116.793, 39.775},       {"西集镇", 116.862, 39.808},   {"永乐店镇", 116.800, 39.672},
    {"于家务回族乡", 116.696, 39.715},
};

constexpr Point outline[] = {
    {116.611, 39.901}, {116.606, 39.930}, {116.621, 39.952}, {116.640, 39.975}, {116.668, 39.986},
    {116.690, 40.012}, {116.727, 40.026}, {116.762, 40.024}, {116.778, 39.995}, {116.772, 39.965},
    {116.790, 39.945}, {116.812, 39.935}, {116.815, 39.900}, {116.842, 39.885}, {116.875, 39.868},
    {116.905, 39.846}, {116.925, 39.832}, {116.944, 39.800}, {116.935, 39.782}, {116.908, 39.772},
    {116.895, 39.748}, {116.912, 39.725}, {116.900, 39.700}, {116.868, 39.682}, {116.852, 39.650},
    {116.838, 39.615}, {116.805, 39.596}, {116.775, 39.610}, {116.755, 39.615}, {116.715, 39.622},
    {116.700, 39.655}, {116.672, 39.680}, {116.640, 39.700}, {116.602, 39.703}, {116.565, 39.720},
    {116.527, 39.745}, {116.528, 39.780}, {116.552, 39.800}, {116.570, 39.828}, {116.590, 39.852},
    {116.612, 39.872},
};

Point in_plane(const Point& degrees) {
    return transformed(degrees, demo_vector_crs, demo_crs);
}

// A ragged round shape.
MultiPolygon zone_shape(const Point& centre, double radius_x, double radius_y, std::uint64_t seed) {
    Random random(seed);
    Ring ring;
    constexpr int corners = 18;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners, stretch = random.uniform(0.86, 1.14);
        ring.push_back({centre.x + radius_x * stretch * std::cos(angle),
                        centre.y + radius_y * stretch * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return {Polygon{ring, {}}};
}

}  // namespace

Ring demo_outline() {
    Ring ring;
    for (const Point& corner : outline)
        ring.push_back(in_plane(corner));
    ring.push_back(ring.front());
    return ring;
}

std::vector<DemoUnit> demo_units() {
    PartitionSpec spec;
    spec.outline = demo_outline();
    for (const Point& p : spec.outline)
        spec.extent.add(p);
    spec.extent = {std::floor(spec.extent.min_x) - 2000, std::floor(spec.extent.min_y) - 2000,
                   std::ceil(spec.extent.max_x) + 2000, std::ceil(spec.extent.max_y) + 2000};
    for (const Place& place : places)
        spec.seeds.push_back({in_plane({place.lon, place.lat}), 0});
    spec.columns = 680;
    spec.rows = 880;
    spec.warp = 1500;
    spec.wavelength = 5000;
    spec.octaves = 7;
    spec.gain = 0.68;
    spec.seed = 110112;
    const std::vector<MultiPolygon> shapes = partition(spec);
    std::vector<DemoUnit> units;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        // 110112 is Tongzhou; 9xx is a range no township has: the code is made up and looks it.
        units.push_back({fmt::format("110112{}000", 901 + i), places[i].name, shapes[i]});
    }
    return units;
}

std::vector<DemoZone> demo_zones() {
    return {{"KZ-1", "虚构重点区域", "重点区域", zone_shape(in_plane({116.696, 39.918}), 3300, 3000, 71)},
            {"SC-A", "虚构严控区甲", "严控区", zone_shape(in_plane({116.699, 39.936}), 900, 700, 72)},
            {"SC-B", "虚构严控区乙", "严控区", zone_shape(in_plane({116.690, 39.906}), 1000, 800, 73)}};
}

}  // namespace bareland::synthetic
