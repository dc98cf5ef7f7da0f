#include "geo/network/network.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "geo/geodesic.hpp"
#include "geo/network/build.hpp"
#include "tests/support/ascii_map.hpp"

namespace bareland::network {
namespace {

using test::AsciiMap;

const AsciiMap map(R"(
    A---B---C
        |
        D
)");

RoadRecord one_way() {
    RoadRecord road;
    road.oneway = Oneway::forward;
    return road;
}

TEST(Network, RoadsAreSplitWhereOthersMeetThem) {
    const std::vector<RoadRecord> roads{map.road("ABC"), map.road("BD", one_way())};
    const Network network = build_network(roads, {}).network;
    EXPECT_EQ(network.junctions.size(), 4U);
    EXPECT_EQ(network.links.size(), 5U);  // two streets both ways, one one-way
    for (const Link& link : network.links)
        EXPECT_EQ(link.length_mm,
                  std::lround(geodesic::distance(network.junctions[link.tail], network.junctions[link.head]) *
                              1000));
}

TEST(Network, PlacesAlongALinkAreWhereTheLengthSays) {
    const std::vector<RoadRecord> roads{map.road("AB")};
    const Network network = build_network(roads, {}).network;
    const Position quarter{0, network.links[0].length_mm / 4};
    EXPECT_NEAR(geodesic::distance(network.junctions[network.links[0].tail], point_at(network, quarter)),
                network.links[0].length_mm / 4000.0, 1e-3);
    const Point twin = point_at(network, on_twin(network, quarter));
    EXPECT_NEAR(geodesic::distance(twin, point_at(network, quarter)), 0, 2e-3);
}

}  // namespace
}  // namespace bareland::network
