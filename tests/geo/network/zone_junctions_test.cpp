// Dual carriageways, connectors, corners and roundabouts of a zone's loop.
#include <gtest/gtest.h>

#include "tests/geo/network/zone_case.hpp"

namespace bareland::network {
namespace {

using test::AsciiMap;
using Role = ZoneSpan::Role;
using Roles = std::vector<Role>;

// 北路 (a to f westwards, g to l eastwards, 20 m apart) and 西路 (b m w southwards, u o c northwards) are
// dual carriageways; both go on beyond their corner b c h i. The zone lies to the south-east; 中街 crosses
// 北路.
const AsciiMap dual(R"(
            p q         P
            | |         |
            | |         |
      a-----b-c---------e-------f
      g-----h-i---------k-------l
            | |         |       |
            | |         Q       |
            | |         |       |
            m-o---------R-------r
            | |
            w u
)",
                    10);

struct Dual {
    RoadRecord north_out = named(dual, "fecba", "北路", Oneway::forward);
    RoadRecord north_in = named(dual, "ghikl", "北路", Oneway::forward);
    RoadRecord west_out = named(dual, "pbhmw", "西路", Oneway::forward);
    RoadRecord west_in = named(dual, "uoicq", "西路", Oneway::forward);
    RoadRecord south = named(dual, "moRr", "南路");
    RoadRecord east = named(dual, "rlf", "东路");
    RoadRecord street = named(dual, "PekQR", "中街");
    std::vector<RoadRecord> roads() const {
        return {north_out, north_in, west_out, west_in, south, east, street};
    }
};

LoopLink part(const RoadRecord& road, const std::string& nodes, int carriageway) {
    LoopLink link = loop_link(road, carriageway);
    link.line.clear();
    for (const char node : nodes)
        link.line.push_back(dual.at(node));
    return link;
}

// As the compiler makes it: from corner to corner, all carriageways.
ZoneRecord compiled(const Dual& d) {
    ZoneRecord zone;
    zone.id = "dual";
    zone.links = {part(d.north_out, "fecb", 0), part(d.north_in, "hikl", 1), part(d.west_out, "bhm", 0),
                  part(d.west_in, "oic", 1),    part(d.south, "moRr", 0),    part(d.east, "rlf", 0)};
    zone.edge = dual.area("bfrm");
    return zone;
}

ZoneCase dual_case() {
    const Dual d;
    return {dual, d.roads(), compiled(d)};
}

TEST(ZoneJunctions, TheLoopTravelledOnItsOuterCarriagewayIsIn) {
    const ZoneCase c = dual_case();
    EXPECT_TRUE(c.findings.empty());
    EXPECT_EQ(c.roles('e', 'c'), Roles{Role::loop});
    EXPECT_EQ(c.inside("fec"), c.length("fec"));
    EXPECT_EQ(c.inside("Pec"), c.length("ec"));
    EXPECT_EQ(c.inside("hikl"), c.length("hikl"));
    // Through the corner as well, up to where the loop ends.
    EXPECT_EQ(c.inside("fecba"), c.length("fecb"));
}

TEST(ZoneJunctions, CrossingTheLoopAddsNoMetre) {
    const ZoneCase c = dual_case();
    EXPECT_EQ(c.roles('e', 'k'), Roles{Role::junction});
    EXPECT_EQ(c.roles('k', 'e'), Roles{Role::junction});
    EXPECT_FALSE(c.zone.touched.has(c.link('e', 'k')));
    // Into the zone, past both carriageways.
    const auto found = c.visited("PekR");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].inside_mm, c.length("kR"));
    EXPECT_EQ(found[0].entry, (Position{c.link('e', 'k'), 0}));
}

TEST(ZoneJunctions, ACornerThatIsCrossedOutsideIsNotIn) {
    const ZoneCase c = dual_case();
    for (const auto& [a, b] : {std::pair{'c', 'b'}, {'h', 'i'}, {'b', 'h'}, {'i', 'c'}}) {
        EXPECT_EQ(c.roles(a, b), Roles{Role::corner}) << a << b;
        EXPECT_FALSE(c.zone.touched.has(c.link(a, b)));
    }
    EXPECT_EQ(c.inside("ghicq"), 0U);                // from the west, turning left to the north
    EXPECT_EQ(c.inside("pba"), 0U);                  // from the north, turning right
    EXPECT_EQ(c.inside("pbhicq"), 0U);               // round, and back to the north
    EXPECT_EQ(c.visited("ghicq").size(), 1U);        // it was there
    EXPECT_EQ(c.inside("ghikl"), c.length("hikl"));  // straight on: along the loop
    EXPECT_EQ(c.inside("pbhm"), c.length("bhm"));
}

TEST(ZoneJunctions, ADualStreetThatEntersHasItsOwnSquare) {
    // 中街 as two carriageways: s southwards, n northwards.
    const AsciiMap map(R"(
      S---N
      |   |
  a---s---n-------f
  g---t---o-------l
  |   |   |       |
  |   T   M       |
  |   |   |       |
  d---v---w-------r
)",
                       10);
    const std::vector<RoadRecord> roads{named(map, "fnsa", "北路", Oneway::forward),
                                        named(map, "gtol", "北路", Oneway::forward),
                                        named(map, "agd", "西路"),
                                        named(map, "dvwr", "南路"),
                                        named(map, "rlf", "东路"),
                                        named(map, "SstTv", "中街", Oneway::forward),
                                        named(map, "wMonN", "中街", Oneway::forward),
                                        named(map, "NS", "横街")};
    ZoneRecord zone;
    zone.id = "z";
    for (std::size_t i = 0; i < 5; ++i)
        zone.links.push_back(loop_link(roads[i], i == 1 ? 1 : 0));
    zone.edge = map.area("afrd");
    const ZoneCase c(map, roads, zone);
    EXPECT_EQ(c.roles('n', 's'), Roles{Role::corner});
    EXPECT_EQ(c.roles('t', 'o'), Roles{Role::corner});
    EXPECT_EQ(c.roles('s', 't'), Roles{Role::junction});
    EXPECT_EQ(c.inside("Sston"), 0U);  // a turn round within the junction
    EXPECT_EQ(c.inside("fnsa"), c.length("fnsa"));
    EXPECT_EQ(c.inside("Sstv"), c.length("tv"));
}

TEST(ZoneJunctions, OfACarriagewayThatWasNotNamedBothCount) {
    // Only the inner carriageway of 北路 is in the zone's links; the zone's edge runs along it.
    const Dual d;
    ZoneRecord zone = compiled(d);
    zone.links[0] = part(d.north_in, "hikl", 0);
    zone.links.erase(zone.links.begin() + 1);
    zone.edge = dual.area("hlrm");
    const ZoneCase c(dual, d.roads(), zone);
    EXPECT_EQ(c.roles('f', 'e'), Roles{Role::loop});
    EXPECT_EQ(c.roles('e', 'c'), Roles{Role::loop});
    EXPECT_EQ(c.roles('b', 'a'), Roles{});
    EXPECT_EQ(c.roles('g', 'h'), Roles{});
    EXPECT_EQ(c.inside("Pec"), c.length("ec"));
    EXPECT_EQ(c.inside("PekR"), c.length("kR"));
    // Only the outer one was: what runs inside is the loop, too.
    ZoneRecord outer = compiled(d);
    outer.links.erase(outer.links.begin() + 1);
    EXPECT_EQ(ZoneCase(dual, d.roads(), outer).zone, dual_case().zone);
}

TEST(ZoneJunctions, ANamelessCarriagewayOfANamedRoadCounts) {
    Dual d;
    d.north_out.name.clear();  // the source names one direction only
    ZoneRecord zone = compiled(d);
    zone.links.erase(zone.links.begin());
    zone.edge = dual.area("hlrm");
    const ZoneCase c(dual, d.roads(), zone);
    EXPECT_EQ(c.roles('f', 'e'), Roles{Role::loop});
    EXPECT_EQ(c.roles('e', 'c'), Roles{Role::loop});
    EXPECT_EQ(c.roles('b', 'a'), Roles{});
    // Not one that leads the same way: a side road.
    Dual side = d;
    side.north_out = named(dual, "abcef", "", Oneway::forward);
    EXPECT_EQ(ZoneCase(dual, side.roads(), zone).roles('e', 'f'), Roles{});
    // Nor one of another class, nor a street both ways.
    side.north_out = d.north_out;
    side.north_out.road_class = "service";
    EXPECT_EQ(ZoneCase(dual, side.roads(), zone).roles('f', 'e'), Roles{});
    side.north_out = d.north_out;
    side.north_out.oneway = Oneway::no;
    EXPECT_EQ(ZoneCase(dual, side.roads(), zone).roles('f', 'e'), Roles{});
}

TEST(ZoneJunctions, ASideRoadOfAnotherNameOutsideIsNotTheLoop) {
    const AsciiMap map(R"(
  A-------B
  C-------D
  E-------F
)",
                       20);
    const std::vector<RoadRecord> lines{named(map, "AB", "北路辅路"), named(map, "CD", "北路"),
                                        named(map, "DFEC", "环路")};
    ZoneRecord zone;
    zone.id = "z";
    zone.links = {loop_link(lines[1]), loop_link(lines[2])};
    zone.edge = map.area("CDFE");
    EXPECT_EQ(ZoneCase(map, lines, zone).roles('A', 'B'), Roles{});
}

// A roundabout on the loop's north side: ring n w s e, one way; N comes from outside, S from inside.
const AsciiMap round_map(R"(
             N
             |
             |
             n
            / \
  A--------w   e--------B
  |         \ /         |
  |          s          |
  |          |          |
  |          S          |
  |                     |
  D---------------------C
)",
                         10);

std::vector<RoadRecord> round_roads() {
    return {named(round_map, "Aw", "北路"), named(round_map, "eB", "北路"),
            named(round_map, "BC", "东路"), named(round_map, "CD", "南路"),
            named(round_map, "DA", "西路"), named(round_map, "nwsen", "", Oneway::forward),
            named(round_map, "Nn", "中街"), named(round_map, "sS", "中街")};
}

ZoneRecord round_zone() {
    ZoneRecord zone;
    zone.id = "round";
    const auto roads = round_roads();
    for (std::size_t i = 0; i < 5; ++i)
        zone.links.push_back(loop_link(roads[i]));
    zone.edge = round_map.area("AweBCD");
    return zone;
}

TEST(ZoneJunctions, ARoundaboutOnTheLoopIsAJunction) {
    const ZoneCase c(round_map, round_roads(), round_zone());
    EXPECT_EQ(c.roles('n', 'w'), Roles{});
    EXPECT_EQ(c.roles('w', 's'), Roles{Role::junction});
    EXPECT_EQ(c.roles('s', 'e'), Roles{Role::junction});
    EXPECT_EQ(c.inside("NnwsenN"), 0U);  // round, and back
    EXPECT_EQ(c.inside("NnwsS"), c.length("sS"));
    EXPECT_EQ(c.inside("Nnw"), 0U);
    EXPECT_EQ(c.inside("AwseB"), c.length("Aw") + c.length("eB"));
}

TEST(ZoneJunctions, ARoundaboutOfTheLoopsNameCountsForWhoDrivesTheLoop) {
    auto roads = round_roads();
    roads[5].name = "北路";
    ZoneRecord zone = round_zone();
    zone.links.push_back(loop_link(roads[5]));
    zone.edge = round_map.area("AwneBCD");
    const ZoneCase c(round_map, roads, zone);
    EXPECT_EQ(c.roles('w', 's'), Roles{Role::corner});
    EXPECT_EQ(c.roles('n', 'w'), Roles{Role::corner});
    EXPECT_EQ(c.inside("NnwsenN"), 0U);
    EXPECT_EQ(c.inside("AwseB"), c.length("AwseB"));
    EXPECT_EQ(c.inside("NnwA"), c.length("nwA"));
}

TEST(ZoneJunctions, ABlockOfOneWayStreetsIsNoRoundabout) {
    // The same form, 400 m across.
    const AsciiMap map(R"(
  N
  |
  A---B
  |   |
  D---C
)",
                       100);
    const std::vector<RoadRecord> roads{named(map, "ADCBA", "环路", Oneway::forward), named(map, "NA", "街")};
    ZoneRecord zone;
    zone.id = "z";
    zone.links = {loop_link(roads[0])};
    zone.edge = map.area("ABCD");
    const ZoneCase c(map, roads, zone);
    EXPECT_EQ(c.inside("NA"), 0U);
    EXPECT_EQ(c.zone.spans.size(), 1U);
    EXPECT_EQ(c.zone.spans[0].role, Role::loop);
}

TEST(ZoneJunctions, StaggeredStreetsUseTheLoop) {
    // From P along 20 m of the loop to Q: on the loop.
    const AsciiMap map(R"(
    P Q
    | |
  A-B-C-D
  |     |
  F-----E
)",
                       10);
    const std::vector<RoadRecord> roads{named(map, "ABCDEFA", "环路"), named(map, "PB", "甲街"),
                                        named(map, "QC", "乙街")};
    ZoneRecord zone;
    zone.id = "z";
    zone.links = {loop_link(roads[0])};
    zone.edge = map.area("ADEF");
    const ZoneCase c(map, roads, zone);
    EXPECT_EQ(c.roles('B', 'C'), Roles{Role::loop});
    EXPECT_EQ(c.inside("PBCQ"), c.length("BC"));
}

}  // namespace
}  // namespace bareland::network
