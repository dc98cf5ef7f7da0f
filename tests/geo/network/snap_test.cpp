#include "geo/network/snap.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "geo/geodesic.hpp"
#include "geo/network/build.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::network {
namespace {

using test::AsciiMap;

RoadRecord of(const AsciiMap& map, const std::string& nodes, Oneway oneway = Oneway::no,
              TruckAccess truck = TruckAccess::yes) {
    RoadRecord like;
    like.oneway = oneway;
    like.truck = truck;
    return map.road(nodes, like);
}

Network crooked_network(std::size_t roads, std::mt19937& random) {
    std::uniform_real_distribution<double> place(0, 0.02);
    std::uniform_real_distribution<double> step(-0.002, 0.002);
    std::vector<RoadRecord> records;
    for (std::size_t i = 0; i < roads; ++i) {
        RoadRecord road;
        road.id = std::to_string(i);
        road.oneway = std::array{Oneway::no, Oneway::forward, Oneway::backward}[i % 3];
        road.line.push_back({116.6 + place(random), 39.9 + place(random)});
        for (std::size_t k = 0; k < 1 + i % 7; ++k)
            road.line.push_back({road.line.back().x + step(random), road.line.back().y + step(random)});
        records.push_back(road);
    }
    return build_network(records, {}).network;
}

// The least distance to a line by trying places on it ever more closely, with geodesics.
double distance_by_trying(const std::vector<Point>& line, const Point& p) {
    double best = 1e300;
    for (std::size_t k = 0; k + 1 < line.size(); ++k) {
        double low = 0;
        double high = 1;
        const auto at = [&](double t) {
            return geodesic::distance(p, {line[k].x + (line[k + 1].x - line[k].x) * t,
                                          line[k].y + (line[k + 1].y - line[k].y) * t});
        };
        for (int i = 0; i < 45; ++i) {
            const double a = low + (high - low) / 3;
            const double b = high - (high - low) / 3;
            (at(a) < at(b) ? high : low) = at(a) < at(b) ? b : a;
        }
        best = std::min({best, at(low), at(0), at(1)});
    }
    return best;
}

TEST(Snap, AgreesWithTryingEveryLink) {
    std::mt19937 random(5);
    const Network network = crooked_network(60, random);
    const SnapIndex index(network);
    std::uniform_real_distribution<double> place(-0.001, 0.021);
    std::size_t found = 0;
    for (int i = 0; i < 40; ++i) {
        const Point p{116.6 + place(random), 39.9 + place(random)};
        const double radius = 10 + 10 * i;
        std::vector<double> expected(network.links.size());
        std::size_t within = 0;
        for (std::size_t k = 0; k < network.links.size(); ++k) {
            expected[k] = distance_by_trying(network.line_of(static_cast<Index>(k)), p);
            within += expected[k] <= radius ? 1U : 0U;
        }
        const std::vector<Snap> all = index.near(p, radius, nullptr, 10000);
        ASSERT_EQ(all.size(), within);
        for (const Snap& snap : all) {
            EXPECT_NEAR(snap.distance_m, expected[snap.position.link], 1e-4);
            EXPECT_NEAR(geodesic::distance(snap.on, point_at(network, snap.position)), 0, 2e-3);
        }
        EXPECT_TRUE(std::is_sorted(all.begin(), all.end(),
                                   [](const Snap& l, const Snap& r) { return l.distance_m < r.distance_m; }));
        found += within;
        const std::vector<Snap> some = index.near(p, radius, nullptr, 3);
        ASSERT_EQ(some.size(), std::min<std::size_t>(3, within));
        for (std::size_t k = 0; k < some.size(); ++k)
            EXPECT_EQ(some[k].position, all[k].position);
    }
    EXPECT_GT(found, 150U);
}

TEST(Snap, BothDirectionsOfAStreetAndTheirSides) {
    const AsciiMap map("A---B");
    const std::vector<RoadRecord> roads{of(map, "AB")};
    const Network network = build_network(roads, {}).network;
    const SnapIndex index(network);
    const Point north{(map.at('A').x + map.at('B').x) / 2, map.at('A').y + 0.0001};
    const auto found = index.near(north, 20);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_NEAR(found[0].distance_m, geodesic::distance(north, {north.x, map.at('A').y}), 1e-3);
    for (const Snap& snap : found) {
        const bool eastwards = !network.links[snap.position.link].reversed;
        EXPECT_EQ(snap.right_side, !eastwards);
        EXPECT_NEAR(snap.position.along_mm, network.links[0].length_mm / 2.0, 2);
    }
    for (const Snap& snap : index.near(map.at('B'), 1))
        EXPECT_TRUE(snap.right_side);  // on it
    EXPECT_TRUE(index.near(north, 10).empty());
    LinkSet closed(network.links.size());
    closed.add(0);
    ASSERT_EQ(index.near(north, 20, &closed).size(), 1U);
    EXPECT_EQ(index.near(north, 20, &closed)[0].position.link, 1U);
}

TEST(Snap, AtABendTheOuterSideIsOneSide) {
    // A sharp bend to the left at B: what lies beyond it is on the right of both segments' way.
    const AsciiMap map(R"(
    C
A-------B
)");
    const std::vector<RoadRecord> roads{of(map, "ABC", Oneway::forward)};
    const Network network = build_network(roads, {}).network;
    const SnapIndex index(network);
    const Point b = map.at('B');
    for (const double north : {-0.0002, 0.00005, 0.0002}) {
        const auto found = index.near({b.x + 0.0004, b.y + north}, 100);
        ASSERT_EQ(found.size(), 1U);
        EXPECT_TRUE(found[0].right_side) << north;
    }
    EXPECT_FALSE(index.near({b.x - 0.0015, b.y + 0.0001}, 100)[0].right_side);  // between them
}

TEST(Snap, AGateLeadsOntoTheNearestStreetBothWays) {
    const AsciiMap map(R"(
A-------B
  G
C-------D
)",
                       20);
    const std::vector<RoadRecord> roads{of(map, "AB"), of(map, "CD", Oneway::forward)};
    const Network network = build_network(roads, {}).network;
    const SnapIndex index(network);
    const Point near_a{map.at('G').x, map.at('G').y + 0.00005};
    const auto found = index.gate(near_a, 50);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(network.links[found[0].position.link].twin, found[1].position.link);
    EXPECT_TRUE(index.gate(near_a, 10).empty());
}

TEST(Snap, AGateBesideADualCarriagewayLeadsOntoItsOwnSide) {
    // Traffic keeps to the right: westwards on AB, eastwards on CD.
    const AsciiMap map(R"(
  N
A-------B
  M
C-------D
  S
)",
                       20);
    const std::vector<RoadRecord> roads{of(map, "BA", Oneway::forward), of(map, "CD", Oneway::forward)};
    const Network network = build_network(roads, {}).network;
    const SnapIndex index(network);
    const auto road_at = [&](const Point& p) {
        const auto found = index.gate(p, 60);
        EXPECT_EQ(found.size(), 1U);
        return found.empty() ? std::string() : network.roads[network.links[found[0].position.link].road].id;
    };
    EXPECT_EQ(road_at(map.at('N')), "BA");
    EXPECT_EQ(road_at(map.at('S')), "CD");
    EXPECT_EQ(road_at({map.at('M').x, map.at('M').y + 0.00003}), "BA");  // the nearer one, left of both
    // Between a carriageway and its side road, both eastwards: the one that has the place on its right.
    const std::vector<RoadRecord> same{of(map, "AB", Oneway::forward), of(map, "CD", Oneway::forward)};
    const Network side = build_network(same, {}).network;
    const SnapIndex side_index(side);
    const auto between = side_index.gate({map.at('M').x, map.at('M').y - 0.00003}, 60);
    ASSERT_EQ(between.size(), 1U);
    EXPECT_EQ(side.roads[side.links[between[0].position.link].road].id, "AB");
    EXPECT_LT(between[0].distance_m, 30);
}

TEST(Snap, AGateLeadsOntoNoRoadThatIsClosedToTrucks) {
    const AsciiMap map(R"(
A-------B
  G
C-------D
)",
                       20);
    const std::vector<RoadRecord> roads{of(map, "AB", Oneway::no, TruckAccess::no),
                                        of(map, "CD", Oneway::no, TruckAccess::destination)};
    const Network network = build_network(roads, {}).network;
    const SnapIndex index(network);
    const Point gate{map.at('G').x, map.at('G').y + 0.0001};
    const auto found = index.gate(gate, 60);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(network.roads[network.links[found[0].position.link].road].id, "CD");
    EXPECT_TRUE(index.gate(gate, 20).empty());
    LinkSet closed(network.links.size());
    for (const Snap& snap : found)
        closed.add(snap.position.link);
    EXPECT_TRUE(index.gate(gate, 60, &closed).empty());
}

TEST(Snap, AGateOpensOnNoMotorwayAndOnABridgeOnlyWhereThereIsNothingElse) {
    // From the gate 10 m to the motorway, 20 m to the bridge, 30 m to the street.
    const AsciiMap map(R"(
A-------B
C-------D
    G


E-------F
)",
                       10);
    RoadRecord motorway = of(map, "CD"), bridge = of(map, "AB");
    motorway.road_class = "motorway";
    bridge.bridge = true;
    const std::vector<std::string> classes{"motorway", "motorway_link"};
    const auto street = [&](const std::vector<RoadRecord>& roads, double limit_m, bool barred) {
        const Network network = build_network(roads, {}).network;
        const Gateless gateless = network::gateless(network, classes, barred);
        std::string out;
        for (const Snap& snap : SnapIndex(network).gate(map.at('G'), limit_m, nullptr, &gateless)) {
            const std::string& id = network.roads[network.links[snap.position.link].road].id;
            if (out.find(id) == std::string::npos) out += id;
        }
        return out;
    };
    const std::vector<RoadRecord> all{motorway, bridge, of(map, "EF")};
    EXPECT_EQ(SnapIndex(build_network(all, {}).network).gate(map.at('G'), 15).size(), 2U);  // the motorway
    EXPECT_EQ(street(all, 35, true), "EF");
    EXPECT_EQ(street(all, 25, true), "AB");
    EXPECT_EQ(street(all, 15, true), "");
    // What need not be a gate may lie on the motorway, where there is nothing else.
    EXPECT_EQ(street(all, 35, false), "EF");
    EXPECT_EQ(street(all, 15, false), "CD");
}

TEST(Snap, AGateAtAJunctionMayUseEveryStreetThere) {
    const AsciiMap map(R"(
A---B---C
    |
    D
)");
    const std::vector<RoadRecord> roads{of(map, "ABC"), of(map, "BD")};
    const Network network = build_network(roads, {}).network;
    EXPECT_EQ(SnapIndex(network).gate(map.at('B'), 5).size(), 6U);
}

TEST(Snap, AnEmptyNetworkHasNothingNear) {
    const Network network = build_network({}, {}).network;
    const SnapIndex index(network);
    EXPECT_TRUE(index.near({116.6, 39.9}, 1000).empty());
    EXPECT_TRUE(index.gate({116.6, 39.9}, 1000).empty());
}

}  // namespace
}  // namespace bareland::network
