// A loop of 100 km, and a thousand zones.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "tests/geo/network/zone_case.hpp"

namespace bareland::network {
namespace {

using Role = ZoneSpan::Role;

// A ring of 2,000 vertices about 100 km long in 50 roads, each 20th vertex with a street that crosses it.
struct Ring {
    std::vector<RoadRecord> roads;
    ZoneRecord zone;
    double length_m = 0;

    explicit Ring(std::size_t vertices) {
        const Point middle{116.66, 39.9};
        const auto at = [&](std::size_t i, double radius) {
            const double a =
                2 * std::numbers::pi * static_cast<double>(i % vertices) / static_cast<double>(vertices);
            // Not a plain circle: it bends in and out.
            const double r = radius * (1 + 0.05 * std::sin(9 * a));
            return Point{middle.x + r * std::cos(a) / 0.767, middle.y + r * std::sin(a)};
        };
        constexpr double radius = 0.135;
        Polygon edge;
        for (std::size_t first = 0; first < vertices; first += 40) {
            RoadRecord road;
            road.id = "ring" + std::to_string(first);
            road.name = "大环路";
            for (std::size_t i = first; i <= first + 40; ++i) {
                road.line.push_back(at(i, radius));
                if (i > first) length_m += geodesic::distance(at(i - 1, radius), at(i, radius));
                if (i > first) edge.outer.push_back(at(i, radius));
            }
            zone.links.push_back(loop_link(road));
            roads.push_back(road);
        }
        for (std::size_t i = 0; i < vertices; i += 20) {
            RoadRecord street;
            street.id = "street" + std::to_string(i);
            street.name = street.id;
            street.line = {at(i, radius * 1.02), at(i, radius), at(i, radius * 0.98)};
            roads.push_back(street);
        }
        edge.outer.push_back(edge.outer.front());
        zone.id = "large";
        zone.edge = {edge};
        zone.shape = zone.edge;
    }
};

TEST(ZoneScale, ALoopOfAHundredKilometres) {
    const Ring ring(2000);
    EXPECT_NEAR(ring.length_m, 100'000, 20'000);
    const Network network = build_network(ring.roads, {}).network;
    std::vector<Finding> findings;
    const ZoneLinks zone = zone_links(network, ring.zone, {}, findings);
    EXPECT_TRUE(findings.empty());
    double loop = 0;
    std::size_t inner = 0;
    for (const ZoneSpan& span : zone.spans) {
        EXPECT_EQ(span.from_mm, 0U);
        EXPECT_EQ(span.to_mm, network.links[span.link].length_mm);
        if (span.role == Role::loop) loop += (span.to_mm - span.from_mm) / 1000.0;
        inner += span.role == Role::inside ? 1 : 0;
    }
    EXPECT_NEAR(loop, 2 * ring.length_m, 1);
    EXPECT_EQ(inner, 2U * 100);
}

TEST(ZoneScale, AThousandZones) {
    const test::AsciiMap map(R"(
A---B---C---D
|   |   |   |
E---F---G---H
|   |   |   |
I---J---K---L
)");
    std::vector<RoadRecord> roads;
    for (const char* nodes : {"ABCD", "EFGH", "IJKL", "AEI", "BFJ", "CGK", "DHL"})
        roads.push_back(named(map, nodes, nodes));
    const Network network = build_network(roads, {}).network;
    const ZoneLinker linker(network);
    const Point a = map.at('A');
    const Point l = map.at('L');
    std::uint64_t sum = 0;
    std::vector<Finding> findings;
    // Strips that part the map from west to east, and zones that lie elsewhere.
    for (int i = 0; i < 1000; ++i) {
        ZoneRecord zone;
        zone.id = std::to_string(i);
        const double west = a.x - 0.001 + (l.x - a.x + 0.002) * i / 1000;
        const double east = a.x - 0.001 + (l.x - a.x + 0.002) * (i + 1) / 1000;
        zone.shape = {{{{west, l.y - 0.01},
                        {east, l.y - 0.01},
                        {east, a.y + 0.01},
                        {west, a.y + 0.01},
                        {west, l.y - 0.01}},
                       {}}};
        const ZoneLinks zone_of = linker.links(zone, {}, findings);
        for (const ZoneSpan& span : zone_of.spans)
            sum += span.to_mm - span.from_mm;
    }
    std::uint64_t length = 0;
    for (const Link& link : network.links)
        length += link.length_mm;
    EXPECT_EQ(sum, length);
}

}  // namespace
}  // namespace bareland::network
