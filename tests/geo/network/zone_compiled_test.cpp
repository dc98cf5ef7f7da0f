// From a recipe over the compiler to links: the zone and the network come from the same roads.
#include <gtest/gtest.h>

#include "geo/network/build.hpp"
#include "geo/network/zone_links.hpp"
#include "tests/geo/zone_case.hpp"

namespace bareland::testing {
namespace {

using network::Network;
using network::ZoneLinks;
using network::ZoneSpan;
using recipe::Piece;
using Role = ZoneSpan::Role;

// Two blocks side by side; 中路 lies between them, 外街 leads in from the north, 内街 lies within the east
// one.
const char* const drawing = R"(
                    x
a         b         c    y
     p    |
d         e   q     f
     |
g         h         i
)";

World world_of(const AsciiMap& map) {
    World world;
    world.roads = map.roads({{"北街", "abc"},
                             {"中街", "deqf"},
                             {"西街", "adg"},
                             {"中路", "beh"},
                             {"东街", "xcfi"},
                             {"南街", "ghi"},
                             {"北街", "cy"}});
    world.units = {map.unit("u", "甲镇", "adfc")};
    return world;
}

// Metres of each role, by road.
std::map<std::pair<std::string, Role>, double> metres(const Network& network, const ZoneLinks& zone) {
    std::map<std::pair<std::string, Role>, double> out;
    for (const ZoneSpan& span : zone.spans) {
        if (network.links[span.link].reversed) continue;
        const network::Road& road = network.roads[network.links[span.link].road];
        out[{road.name + road.id, span.role}] += (span.to_mm - span.from_mm) / 1000.0;
    }
    return out;
}

ZoneLinks links_of(const ZoneRecord& zone, const Network& network) {
    std::vector<Finding> findings;
    ZoneLinks links = network::zone_links(network, zone, {}, findings);
    EXPECT_TRUE(findings.empty());
    return links;
}

double length(const AsciiMap& map, const std::string& letters) {
    return ground::length(map.line(letters));
}

TEST(ZoneCompiled, ALoopIsItsRoadsFromCornerToCorner) {
    const AsciiMap map(drawing);
    World world = world_of(map);
    const ZoneRecord zone = world.compile(loop({"北街", "东街", "南街", "西街"}, 0, 30)).record;
    const Network network = network::build_network(world.roads, {}).network;
    const auto found = metres(network, links_of(zone, network));
    EXPECT_EQ(found.size(), 6U);
    EXPECT_NEAR(found.at({"北街1", Role::loop}), length(map, "abc"), 0.01);
    EXPECT_NEAR(found.at({"东街5", Role::loop}), length(map, "cfi"), 0.01);
    EXPECT_NEAR(found.at({"中街2", Role::inside}), length(map, "deqf"), 0.01);
    EXPECT_NEAR(found.at({"中路4", Role::inside}), length(map, "beh"), 0.01);
    // A zones file of an earlier version has no edge.
    ZoneRecord old = zone;
    old.edge.clear();
    EXPECT_EQ(links_of(old, network), links_of(zone, network));
}

TEST(ZoneCompiled, OfAnIntersectionOnlyThatPartOfTheLoop) {
    const AsciiMap map(drawing);
    World world = world_of(map);
    Piece unit;
    unit.kind = Piece::Kind::unit;
    unit.label = "甲镇";
    unit.names = {"甲镇"};
    Piece both;
    both.kind = Piece::Kind::intersect;
    both.label = "both";
    both.parts = {loop({"北街", "东街", "南街", "西街"}, 0, 30), unit};
    const ZoneRecord zone = world.compile(both).record;
    ASSERT_EQ(zone.links.size(), 4U);
    const Network network = network::build_network(world.roads, {}).network;
    const auto found = metres(network, links_of(zone, network));
    EXPECT_NEAR(found.at({"北街1", Role::loop}), length(map, "abc"), 0.01);
    EXPECT_NEAR(found.at({"东街5", Role::loop}), length(map, "cf"), 0.01);
    EXPECT_NEAR(found.at({"西街3", Role::loop}), length(map, "ad"), 0.01);
    EXPECT_FALSE(found.contains({"南街6", Role::loop}));
    EXPECT_NEAR(found.at({"中路4", Role::inside}), length(map, "be"), 0.01);
    // What is left out of the loop may be missing from the network.
    world.roads.erase(world.roads.begin() + 5);
    const Network without = network::build_network(world.roads, {}).network;
    EXPECT_NO_THROW(links_of(zone, without));
}

TEST(ZoneCompiled, RoadsThatCrossWithoutVerticesHaveTheirCornersWhereTheyCross) {
    const AsciiMap map(R"(
     e    s   g

a                 b


 c               d
     f    t   h
)");
    World world;
    world.roads = map.roads({{"北路", "ab"}, {"南路", "cd"}, {"西路", "ef"}, {"东路", "gh"}, {"中街", "st"}});
    const ZoneRecord zone = world.compile(loop({"北路", "东路", "南路", "西路"}, 0, 30)).record;
    network::BuildOptions options;
    options.crossings_at_grade = true;
    const Network split = network::build_network(world.roads, {}, options).network;
    const auto found = metres(split, links_of(zone, split));
    ASSERT_EQ(found.size(), 5U);
    double loop_m = 0;
    for (const auto& [key, length_m] : found) {
        if (key.second == Role::loop) loop_m += length_m;
    }
    EXPECT_NEAR(loop_m, ground::length(zone.edge[0].outer), 0.02);
    for (const ZoneSpan& span : links_of(zone, split).spans)
        EXPECT_EQ(span.to_mm - span.from_mm, split.links[span.link].length_mm);
    // Without crossings at grade the links are cut instead, and the street has no junction with the loop.
    const Network whole = network::build_network(world.roads, {}).network;
    std::vector<Finding> findings;
    const auto cut = metres(whole, network::zone_links(whole, zone, {}, findings));
    EXPECT_EQ(findings.size(), 1U);
    for (const auto& [key, length_m] : found)
        EXPECT_NEAR(cut.at(key), length_m, 0.01) << key.first;
}

}  // namespace
}  // namespace bareland::testing
