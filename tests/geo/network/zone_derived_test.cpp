// Zones that are only polygons: where links cross their edges.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "geo/geos.hpp"
#include "geo/network/shape_cuts.hpp"
#include "geo/overlay.hpp"
#include "tests/geo/network/zone_case.hpp"

namespace bareland::network {
namespace {

using test::AsciiMap;
using Role = ZoneSpan::Role;

using Shares = std::vector<std::pair<double, double>>;

// The parts inside of the straight line from (0, y) to (10, y) or over given places, by x of their ends.
Shares cut(const MultiPolygon& shape, const std::vector<Point>& line) {
    Shares out;
    for (const ShapeCuts::Part& part : ShapeCuts(shape).inside(line))
        out.emplace_back(part.from.x, part.to.x);
    return out;
}

Ring box(double x0, double y0, double x1, double y1) {
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
}

TEST(ShapeCuts, CrossingsTouchesAndEdges) {
    const MultiPolygon square{{box(2, 2, 6, 6), {}}};
    EXPECT_EQ(cut(square, {{0, 4}, {10, 4}}), (Shares{{2, 6}}));
    EXPECT_EQ(cut(square, {{3, 4}, {4, 4}}), (Shares{{3, 4}}));
    EXPECT_EQ(cut(square, {{0, 1}, {10, 1}}), Shares{});
    EXPECT_EQ(cut(square, {{0, 2}, {10, 2}}), (Shares{{2, 6}}));  // along the edge
    EXPECT_EQ(cut(square, {{0, 2}, {3, 2}, {4, 2}, {10, 2}}), (Shares{{2, 6}}));
    EXPECT_EQ(cut(square, {{0, 4}, {4, 0}}), Shares{});                  // touches the corner (2, 2)
    EXPECT_EQ(cut(square, {{0, 4}, {2, 2}, {4, 0}}), Shares{});          // with a vertex on it
    EXPECT_EQ(cut(square, {{0, 0}, {8, 8}}), (Shares{{2, 6}}));          // corner to corner
    EXPECT_EQ(cut(square, {{0, 3}, {2, 4}, {0, 5}}), Shares{});          // touches with a vertex
    EXPECT_EQ(cut(square, {{4, 4}, {2, 4}, {4, 5}}), (Shares{{4, 4}}));  // the same from inside
    EXPECT_EQ(cut(square, {{0, 3}, {2, 4}, {4, 5}}), (Shares{{2, 4}}));  // enters at a vertex
    EXPECT_EQ(cut(square, {{0, 4}, {3, 4}, {3, 7}, {5, 7}, {5, 5}}), (Shares{{2, 3}, {5, 5}}));
    EXPECT_EQ(cut(square, {{0, 0}, {2, 2}, {6, 2}, {10, 0}}), (Shares{{2, 6}}));
    EXPECT_EQ(cut({}, {{0, 4}, {10, 4}}), Shares{});
}

TEST(ShapeCuts, HolesAndSeveralPolygons) {
    const MultiPolygon ring{{box(1, 1, 9, 9), {box(3, 3, 7, 7)}}};
    EXPECT_EQ(cut(ring, {{0, 5}, {10, 5}}), (Shares{{1, 3}, {7, 9}}));
    EXPECT_EQ(cut(ring, {{0, 3}, {10, 3}}), (Shares{{1, 9}}));  // along the hole's edge
    EXPECT_EQ(cut(ring, {{4, 5}, {6, 5}}), Shares{});
    EXPECT_EQ(cut(ring, {{1, 5}, {3, 5}, {5, 5}}), (Shares{{1, 3}}));
    const MultiPolygon two{{box(1, 1, 3, 3), {}}, {box(5, 1, 8, 3), {}}};
    EXPECT_EQ(cut(two, {{0, 2}, {10, 2}}), (Shares{{1, 3}, {5, 8}}));
    // A tooth of many corners, crossed through each.
    MultiPolygon comb{{{}, {}}};
    for (int i = 0; i < 8; ++i) {
        comb[0].outer.push_back({1.0 + i, 4});
        comb[0].outer.push_back({1.5 + i, 6});
    }
    comb[0].outer.push_back({9, 2});
    comb[0].outer.push_back({1, 2});
    comb[0].outer.push_back({1, 4});
    EXPECT_EQ(cut(comb, {{0, 5}, {10, 5}}).size(), 8U);
    EXPECT_EQ(cut(comb, {{0, 6}, {10, 6}}), Shares{});   // touches eight teeth
    EXPECT_EQ(cut(comb, {{0, 4}, {10, 4}}).size(), 1U);  // through the gaps' bottoms
}

TEST(ZoneDerived, LinksAreSplitAtTheEdgeAndTheirFreePartsAreFree) {
    const AsciiMap map(R"(
  A-------B-------C
      +-------+
      |   |   |
      +-------+
          D
)",
                       50);
    // The polygon's north edge lies 25 m south of B: BD enters within the link.
    ZoneRecord zone;
    zone.id = "drawn";
    const Point b = map.at('B');
    const Point d = map.at('D');
    const double north = b.y - (b.y - d.y) / 8;
    const double west = b.x - 0.001;
    zone.shape = {{box(west, b.y - (b.y - d.y) * 0.75, b.x + 0.001, north), {}}};
    const ZoneCase c(map, {named(map, "ABC", "北路"), named(map, "BD", "中街")}, zone);
    EXPECT_TRUE(c.zone.derived);
    EXPECT_TRUE(c.findings.empty());
    const Index bd = c.link('B', 'D');
    const auto spans = c.zone.of(bd);
    ASSERT_EQ(spans.size(), 1U);
    EXPECT_NEAR(spans[0].from_mm / 1000.0, geodesic::distance(b, {b.x, north}), 1e-3);
    EXPECT_NEAR(spans[0].to_mm / 1000.0, geodesic::distance(b, {b.x, b.y - (b.y - d.y) * 0.75}), 1e-3);
    EXPECT_FALSE(c.zone.holds({bd, spans[0].from_mm}));
    EXPECT_TRUE(c.zone.holds({bd, spans[0].from_mm + 1}));
    // Out of the street's free part: not in.
    Path path = c.way("DB");
    path.from.along_mm = static_cast<std::uint32_t>(c.length("DB")) - spans[0].from_mm + 5;
    path.length_mm -= path.from.along_mm;
    EXPECT_TRUE(visits(c.network, c.zone, path).empty());
    path.from.along_mm -= 10;
    path.length_mm += 10;
    EXPECT_EQ(inside_mm(visits(c.network, c.zone, path)), 5U);
    EXPECT_TRUE(visits(c.network, c.zone, path)[0].begins_inside);
}

TEST(ZoneDerived, AZoneWithoutRoadsIsReported) {
    const AsciiMap map("A---B");
    ZoneRecord zone;
    zone.id = "far";
    zone.shape = {{box(115, 39, 115.1, 39.1), {}}};
    const ZoneCase c(map, {named(map, "AB", "北路")}, zone);
    ASSERT_EQ(c.findings.size(), 1U);
    EXPECT_EQ(c.findings[0].code, "BL-4951");
    EXPECT_EQ(
        c.findings[0].text.en,
        "zone far holds no road of the network, so no route can concern it; check what the network covers");
}

// ---- against GEOS, place by place -------------------------------------------------------------------

Network crooked_network(std::mt19937& random) {
    std::uniform_real_distribution<double> place(0, 0.02);
    std::uniform_real_distribution<double> step(-0.003, 0.003);
    std::vector<RoadRecord> roads;
    for (int i = 0; i < 25; ++i) {
        RoadRecord road;
        road.id = std::to_string(i);
        road.oneway =
            std::array{Oneway::no, Oneway::forward, Oneway::backward}[static_cast<std::size_t>(i) % 3];
        road.line.push_back({116.6 + place(random), 39.9 + place(random)});
        for (int k = 0; k < 6; ++k)
            road.line.push_back({road.line.back().x + step(random), road.line.back().y + step(random)});
        roads.push_back(road);
    }
    return build_network(roads, {}).network;
}

MultiPolygon star(std::mt19937& random, const Point& middle, double radius) {
    std::uniform_real_distribution<double> share(0.3, 1);
    Polygon polygon;
    for (int i = 0; i < 24; ++i) {
        const double r = radius * share(random);
        const double a = i * std::numbers::pi / 12;
        polygon.outer.push_back({middle.x + r * std::cos(a), middle.y + r * std::sin(a)});
    }
    polygon.outer.push_back(polygon.outer.front());
    return {polygon};
}

TEST(ZoneDerived, AgreesWithGeosEveryFewMetres) {
    std::mt19937 random(11);
    std::size_t in = 0;
    std::size_t out = 0;
    for (int round = 0; round < 4; ++round) {
        const Network network = crooked_network(random);
        ZoneRecord zone;
        zone.id = "star";
        const std::vector<MultiPolygon> stars{star(random, {116.607, 39.907}, 0.008),
                                              star(random, {116.614, 39.914}, 0.007)};
        zone.shape = overlay::difference(overlay::dissolve(stars), star(random, {116.609, 39.91}, 0.004));
        std::vector<Finding> findings;
        const ZoneLinks links = zone_links(network, zone, {}, findings);
        const geos::Geometry shape = geos::from(zone.shape);
        const GEOSPreparedGeometry* prepared = GEOSPrepare_r(geos::context(), shape.get());
        const auto holds = [&](const Position& position) {
            const Point p = point_at(network, position);
            const geos::Geometry point(GEOSGeom_createPointFromXY_r(geos::context(), p.x, p.y));
            return GEOSPreparedContains_r(geos::context(), prepared, point.get()) == 1;
        };
        for (std::size_t i = 0; i < network.links.size(); ++i) {
            const auto link = static_cast<Index>(i);
            for (std::uint32_t mm = 1; mm < network.links[i].length_mm; mm += 7919) {
                const bool expected = holds({link, mm});
                // They may differ only where the edge is as near as millimetres are coarse.
                if (links.holds({link, mm}) != expected) {
                    EXPECT_NE(holds({link, mm - 1}), holds({link, mm + 2})) << link << " " << mm;
                }
                (expected ? in : out) += 1;
            }
        }
        GEOSPreparedGeom_destroy_r(geos::context(), prepared);
    }
    EXPECT_GT(in, 1000U);
    EXPECT_GT(out, 1000U);
}

TEST(ZoneDerived, PartsOfThePlaneSumToEachLink) {
    std::mt19937 random(12);
    const Network network = crooked_network(random);
    std::vector<ZoneLinks> parts;
    const MultiPolygon all{{box(116.5, 39.8, 116.7, 40.0), {}}};
    const MultiPolygon a = star(random, {116.607, 39.907}, 0.008);
    const MultiPolygon b = overlay::difference(star(random, {116.612, 39.912}, 0.008), a);
    const std::vector<MultiPolygon> both{a, b};
    const MultiPolygon rest = overlay::difference(all, overlay::dissolve(both));
    std::vector<Finding> findings;
    const ZoneLinker linker(network);
    for (const MultiPolygon* shape : {&a, &b, &rest}) {
        ZoneRecord zone;
        zone.id = "part";
        zone.shape = *shape;
        parts.push_back(linker.links(zone, {}, findings));
    }
    for (std::size_t i = 0; i < network.links.size(); ++i) {
        std::uint64_t sum = 0;
        for (const ZoneLinks& part : parts)
            sum += part.inside_mm(static_cast<Index>(i), 0, network.links[i].length_mm);
        // An overlay moves the corners it makes by its rounding: a millimetre a crossing at most.
        EXPECT_NEAR(static_cast<double>(sum), network.links[i].length_mm, 2) << i;
    }
}

}  // namespace
}  // namespace bareland::network
