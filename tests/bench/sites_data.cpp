#include "sites_data.hpp"

#include <cmath>
#include <numbers>

#include "synthetic/random.hpp"

namespace bareland::bench {
namespace {

constexpr std::size_t zone_count = 30;
constexpr std::size_t zone_kinds = 6;
constexpr std::size_t well_count = 45;
constexpr double metres_a_degree = 111000;

// A closed ragged outline: the radius is noise of many wavelengths along a circle, so that the ring never
// crosses itself.
Ring ragged_ring(const Point& centre, double radius_m, std::size_t vertices, std::uint64_t seed) {
    const double north = 1 / metres_a_degree;
    const double east = north / std::cos(centre.y * std::numbers::pi / 180);
    Ring ring;
    ring.reserve(vertices + 1);
    for (std::size_t i = 0; i < vertices; ++i) {
        const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(vertices);
        const double noise =
            synthetic::fractal_noise(seed, 3 * std::cos(angle), 3 * std::sin(angle), 12, 0.6);
        const double r = radius_m * (1 + 0.8 * noise);
        ring.push_back({centre.x + r * std::cos(angle) * east, centre.y + r * std::sin(angle) * north});
    }
    ring.push_back(ring.front());
    return ring;
}

}  // namespace

std::size_t District::vertices() const {
    std::size_t count = 0;
    for (const MultiPolygon& shape : shapes) {
        for (const Polygon& polygon : shape)
            count += polygon.outer.size() - 1;
    }
    return count;
}

std::vector<IndexedZone> District::zones() const {
    std::vector<IndexedZone> out;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        out.push_back({&shapes[i], {}, shape_kinds[i]});
    for (std::size_t i = 0; i < wells.size(); ++i)
        out.push_back({nullptr, {&wells[i], 1}, well_kinds[i]});
    return out;
}

District make_district(const std::vector<std::size_t>& vertices, std::uint64_t seed) {
    District district;
    district.extent = {116.5, 39.6, 117.0, 40.0};
    district.kinds = zone_kinds + 2;
    synthetic::Random random(seed);
    const auto place = [&] {
        const double x = random.uniform(district.extent.min_x, district.extent.max_x);
        return Point{x, random.uniform(district.extent.min_y, district.extent.max_y)};
    };
    for (std::size_t i = 0; i < zone_count; ++i) {
        const Point centre = place();
        const double radius = random.uniform(800, 6000);
        district.shapes.push_back(
            {{ragged_ring(centre, radius, vertices[i % vertices.size()], random.next()), {}}});
        district.shape_kinds.push_back(i % zone_kinds);
    }
    for (std::size_t i = 0; i < well_count; ++i) {
        const double radii[] = {30, 40, 50, 100, 200};
        district.wells.push_back({"", place(), radii[random.below(5)]});
        district.well_kinds.push_back(zone_kinds + (i < 28 ? 0 : 1));
    }
    return district;
}

std::vector<Point> random_places(const Box& extent, std::size_t count, std::uint64_t seed) {
    synthetic::Random random(seed);
    std::vector<Point> places;
    places.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double x = random.uniform(extent.min_x, extent.max_x);
        places.push_back({x, random.uniform(extent.min_y, extent.max_y)});
    }
    return places;
}

}  // namespace bareland::bench
