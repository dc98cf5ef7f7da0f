#include "geo/network/zone_links.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "geo/ground.hpp"
#include "tests/geo/network/zone_case.hpp"

namespace bareland::network {
namespace {

using test::AsciiMap;
using Role = ZoneSpan::Role;
using Roles = std::vector<Role>;

// A loop of four single carriageways; PBQS crosses it from north to south, X and Y lie outside its corner A.
const AsciiMap single(R"(
          P
      X   |
      |   |
  Y---A---B-------C
      |   |       |
      |   Q---R   |
      |   |       |
      D---S-------E
          |
          T
)",
                      50);

std::vector<RoadRecord> single_roads() {
    return {named(single, "ABC", "北路"), named(single, "CE", "东路"),    named(single, "ESD", "南路"),
            named(single, "DA", "西路"),  named(single, "PBQST", "中街"), named(single, "QR", "巷"),
            named(single, "XA", "西路"),  named(single, "AY", "北路")};
}

ZoneRecord single_zone() {
    ZoneRecord zone;
    zone.id = "strict";
    const auto roads = single_roads();
    for (std::size_t i = 0; i < 4; ++i)
        zone.links.push_back(loop_link(roads[i]));
    zone.edge = single.area("ACED");
    zone.shape = zone.edge;
    return zone;
}

ZoneCase single_case(ZoneLinkOptions options = {}) {
    return {single, single_roads(), single_zone(), options};
}

TEST(ZoneLinks, AStreetThatEntersIsOutsideUpToTheJunction) {
    const ZoneCase c = single_case();
    EXPECT_FALSE(c.zone.derived);
    EXPECT_TRUE(c.findings.empty());
    EXPECT_EQ(c.roles('P', 'B'), Roles{});
    EXPECT_EQ(c.roles('B', 'Q'), Roles{Role::inside});
    EXPECT_EQ(c.roles('A', 'B'), Roles{Role::loop});
    EXPECT_EQ(c.roles('B', 'A'), Roles{Role::loop});
    const auto found = c.visited("PBQR");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].inside_mm, c.length("BQR"));
    EXPECT_EQ(found[0].entry, (Position{c.link('B', 'Q'), 0}));
    EXPECT_FALSE(found[0].begins_inside);
    EXPECT_TRUE(found[0].ends_inside);
    EXPECT_EQ(found[0].from_mm, c.length("PB"));
    EXPECT_EQ(found[0].roads.size(), 2U);
}

TEST(ZoneLinks, WholeLengthIsFromEdgeToEdge) {
    const ZoneCase c = single_case();
    const auto found = c.visited("PBQST");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].inside_mm, c.length("BQS"));
    EXPECT_EQ(found[0].to_mm - found[0].from_mm, c.length("BQS"));
    EXPECT_FALSE(found[0].ends_inside);
    EXPECT_EQ(found[0].exit, (Position{c.link('Q', 'S'), c.network.links[c.link('Q', 'S')].length_mm}));
}

TEST(ZoneLinks, TouchingTheLoopAtAJunctionIsNotIn) {
    const ZoneCase c = single_case();
    EXPECT_TRUE(c.visited("XAY").empty());
    EXPECT_EQ(c.inside("XAB"), c.length("AB"));
}

TEST(ZoneLinks, PlacesOnTheEdgeAreNotHeldAndJunctionsInsideAre) {
    const ZoneCase c = single_case();
    const Index bq = c.link('B', 'Q');
    EXPECT_FALSE(c.zone.holds({bq, 0}));
    EXPECT_TRUE(c.zone.holds({bq, 1}));
    EXPECT_TRUE(c.zone.holds({bq, c.network.links[bq].length_mm}));
    EXPECT_FALSE(c.zone.holds({c.link('P', 'B'), c.network.links[c.link('P', 'B')].length_mm}));
    // On the loop, between its junctions.
    EXPECT_TRUE(c.zone.holds({c.link('A', 'B'), 1000}));
    // A corner where nothing from outside comes in.
    EXPECT_TRUE(c.zone.holds({c.link('B', 'C'), c.network.links[c.link('B', 'C')].length_mm}));
}

TEST(ZoneLinks, LeavingAndComingBackAreTwoStays) {
    // From Q over the loop's north side out to P and back is a U-turn at P: a dead end.
    const ZoneCase c = single_case();
    const auto found = c.visited("QBPBQ");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_TRUE(found[0].begins_inside);
    EXPECT_TRUE(found[1].ends_inside);
    EXPECT_EQ(inside_mm(found), 2 * c.length("BQ"));
}

TEST(ZoneLinks, InsideMillimetresOfPartsOfALinkAddUp) {
    const ZoneCase c = single_case();
    const Index bq = c.link('B', 'Q');
    const std::uint32_t length = c.network.links[bq].length_mm;
    EXPECT_EQ(c.zone.inside_mm(bq, 0, length), length);
    EXPECT_EQ(c.zone.inside_mm(bq, 1000, 3000), 2000U);
    EXPECT_EQ(c.zone.inside_mm(c.link('P', 'B'), 0, 1000), 0U);
    EXPECT_TRUE(c.zone.touched.has(bq));
    EXPECT_FALSE(c.zone.touched.has(c.link('P', 'B')));
}

TEST(ZoneLinks, TheOrderOfRecordsDoesNotMatter) {
    auto roads = single_roads();
    ZoneRecord zone = single_zone();
    const ZoneCase c = single_case();
    std::mt19937 random(1);
    for (int i = 0; i < 3; ++i) {
        std::shuffle(roads.begin(), roads.end(), random);
        std::shuffle(zone.links.begin(), zone.links.end(), random);
        EXPECT_EQ(ZoneCase(single, roads, zone).zone, c.zone);
    }
}

TEST(ZoneLinks, WithoutAnEdgeTheLoopsLinksAreIt) {
    ZoneRecord zone = single_zone();
    zone.edge.clear();
    zone.shape = ground::within({single_zone().edge, {}, {}}, 30);  // the strip does not count for links
    EXPECT_EQ(ZoneCase(single, single_roads(), zone).zone, single_case().zone);
    // A gap between two sides is closed.
    zone.links[0].line.pop_back();
    zone.links[0].line.push_back({(single.at('B').x + 9 * single.at('C').x) / 10, single.at('C').y});
    EXPECT_EQ(ZoneCase(single, single_roads(), zone).roles('B', 'Q'), Roles{Role::inside});
}

TEST(ZoneLinks, LinksThatEncloseNothingAreAnError) {
    ZoneRecord zone = single_zone();
    zone.edge.clear();
    zone.links.resize(2);
    try {
        const ZoneCase c(single, single_roads(), zone);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3952");
        EXPECT_EQ(error.text().en,
                  "zone strict has links but no edge, and its links, joined across gaps of at "
                  "most 60 m, enclose nothing; build the zone anew (bareland zones build)");
    }
}

TEST(ZoneLinks, ALoopRoadThatIsMissingIsAnErrorNotASubstitute) {
    auto roads = single_roads();
    roads.erase(roads.begin() + 1);  // 东路
    try {
        const ZoneCase c(single, roads, single_zone());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3950");
        EXPECT_EQ(error.exit(), Exit::input);
        EXPECT_EQ(error.text().en,
                  "zone strict: link CE of its loop road 东路 (at 116.610539, 39.898199) is not in the road "
                  "network, and no other road is put in its place; import the network of the zone's time "
                  "(bareland import roads), or build the zone anew with this one (bareland zones build)");
        EXPECT_NE(error.text().zh.find("不以其他道路代替"), std::string::npos);
    }
}

TEST(ZoneLinks, ALoopRoadThatLiesElsewhereIsAnError) {
    auto roads = single_roads();
    // A bend of 100 m that the zone's document did not know.
    roads[1].line = {single.at('C'), {single.at('C').x + 0.001, single.at('R').y}, single.at('E')};
    roads[1].nodes = {'C', 'z', 'E'};
    try {
        const ZoneCase c(single, roads, single_zone());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3951");
    }
}

TEST(ZoneLinks, ACornerThatIsMissingIsAnError) {
    auto roads = single_roads();
    roads[1] = named(single, "CE", "东路");
    roads[1].line.back() = {single.at('E').x, (single.at('E').y * 9 + single.at('C').y) / 10};  // 15 m short
    roads[1].nodes.back() = 'z';
    EXPECT_THROW(ZoneCase(single, roads, single_zone()), Error);
}

TEST(ZoneLinks, ARoadThatWasSplitUnderNewIdsIsStillTheSameRoad) {
    auto roads = single_roads();
    roads[0] = named(single, "AB", "北路");
    roads[0].id = "new1";
    roads.push_back(named(single, "BC", "北路"));
    roads.back().id = "new2";
    const ZoneCase c(single, roads, single_zone());
    EXPECT_EQ(c.roles('A', 'B'), Roles{Role::loop});
    EXPECT_EQ(c.roles('B', 'C'), Roles{Role::loop});
    EXPECT_EQ(c.roles('A', 'Y'), Roles{});
    // Under another name it is another road.
    roads[0].name = "改名路";
    EXPECT_THROW(ZoneCase(single, roads, single_zone()), Error);
}

TEST(ZoneLinks, TheLoopMayEndWithinALinkWhereRoadsCrossWithoutAVertex) {
    // 北路 and 东路 go on beyond the corner, and there is no common vertex.
    const AsciiMap map(R"(
                K
                |
  A-------------+--L
  |             |
  D-------------E
)",
                       50);
    const RoadRecord north = named(map, "AL", "北路");
    const RoadRecord east = named(map, "KE", "东路");
    const RoadRecord rest = named(map, "EDA", "南路");
    const Point corner{map.at('E').x, map.at('A').y};
    ZoneRecord zone;
    zone.id = "z";
    zone.links = {
        {"AL", "北路", 0, {map.at('A'), corner}}, {"KE", "东路", 0, {corner, map.at('E')}}, loop_link(rest)};
    zone.edge = {{{map.at('A'), corner, map.at('E'), map.at('D'), map.at('A')}, {}}};
    const ZoneCase c(map, {north, east, rest}, zone);
    ASSERT_EQ(c.roles('A', 'L'), Roles{Role::loop});
    const ZoneSpan span = c.zone.of(c.link('A', 'L'))[0];
    EXPECT_EQ(span.from_mm, 0U);
    EXPECT_NEAR(span.to_mm / 1000.0, geodesic::distance(map.at('A'), corner), 1e-3);
    const ZoneSpan back = c.zone.of(c.link('L', 'A'))[0];
    EXPECT_EQ(back.from_mm, c.network.links[c.link('A', 'L')].length_mm - span.to_mm);
    EXPECT_NEAR(static_cast<double>(c.inside("KE")) / 1000, geodesic::distance(corner, map.at('E')), 2e-3);
}

TEST(ZoneLinks, AZoneOfTwoPartsHasTwoLoops) {
    const AsciiMap map(R"(
  A---B   G---H
  |   |   |   |
  D---C-M-J---I
)");
    const std::vector<RoadRecord> roads{named(map, "ABCDA", "一环"), named(map, "GHIJG", "二环"),
                                        named(map, "CMJ", "街")};
    ZoneRecord zone;
    zone.id = "two";
    zone.links = {loop_link(roads[0]), loop_link(roads[1])};
    for (const char* ring : {"ABCD", "GHIJ"})
        zone.edge.push_back(map.area(ring)[0]);
    const ZoneCase c(map, roads, zone);
    EXPECT_EQ(c.inside("CJ"), 0U);
    EXPECT_EQ(c.inside("ACJ"), c.length("AC"));
    EXPECT_EQ(c.inside("CJG"), c.length("JG"));
    ZoneRecord bare = zone;
    bare.edge.clear();
    EXPECT_EQ(ZoneCase(map, roads, bare).zone, c.zone);
}

TEST(ZoneLinks, ARoadThatCrossesTheLoopWithoutAJunctionIsCutAndReported) {
    auto roads = single_roads();
    roads[4] = named(single, "PQST", "中街");  // no vertex at B
    const ZoneCase c(single, roads, single_zone());
    ASSERT_EQ(c.findings.size(), 1U);
    EXPECT_EQ(c.findings[0].code, "BL-4950");
    EXPECT_NEAR(*c.findings[0].lat, single.at('B').y, 1e-7);
    ASSERT_EQ(c.roles('P', 'Q'), Roles{Role::inside});
    EXPECT_NEAR(c.zone.of(c.link('P', 'Q'))[0].from_mm, static_cast<double>(c.length("PQ") - c.inside("PQ")),
                1);
    EXPECT_NEAR(static_cast<double>(c.inside("PQ")) / 1000,
                geodesic::distance(single.at('B'), single.at('Q')), 2e-3);
}

TEST(ZoneLinks, OverAndUnderTheZoneIsReportedAndFreeWhereTheProfileSaysSo) {
    auto roads = single_roads();
    roads.erase(roads.begin() + 4, roads.begin() + 6);
    RoadRecord viaduct = named(single, "PT", "高架");
    viaduct.bridge = true;
    viaduct.layer = 1;
    roads.push_back(viaduct);
    for (const bool allowed : {false, true}) {
        ZoneLinkOptions options;
        options.free_grade = allowed;
        const ZoneCase c(single, roads, single_zone(), options);
        EXPECT_TRUE(c.findings.empty());
        ASSERT_EQ(c.roles('P', 'T'), Roles{Role::grade});
        const auto found = c.visited("PT");
        ASSERT_EQ(found.size(), 1U);
        EXPECT_TRUE(found[0].over_or_under);
        const double across = geodesic::distance(single.at('B'), single.at('S'));
        EXPECT_NEAR(static_cast<double>(found[0].to_mm - found[0].from_mm) / 1000, across, 3e-3);
        EXPECT_NEAR(static_cast<double>(found[0].inside_mm) / 1000, allowed ? 0 : across, 3e-3);
        EXPECT_EQ(c.zone.touched.has(c.link('P', 'T')), !allowed);
    }
}

TEST(ZoneLinks, AViaductWithARampIntoTheZoneIsFreeOnlyUpToTheRamp) {
    const AsciiMap map(R"(
          P
  A-------------C
  |       |     |
  |       Q--R  |
  |       |     |
  D-------------E
          T
)",
                       50);
    std::vector<RoadRecord> roads{named(map, "ACEDA", "环路"), named(map, "PQ", "高架"),
                                  named(map, "QT", "高架"), named(map, "QR", "匝道")};
    roads[1].bridge = roads[2].bridge = true;
    ZoneRecord zone;
    zone.id = "z";
    zone.links = {loop_link(roads[0])};
    zone.edge = map.area("ACED");
    const ZoneCase c(map, roads, zone, {.free_grade = true});
    EXPECT_EQ(c.roles('P', 'Q'), Roles{Role::grade});
    EXPECT_EQ(c.inside("PQT"), 0U);
    EXPECT_TRUE(c.visited("PQT")[0].over_or_under);
    EXPECT_EQ(c.inside("PQR"), c.length("QR"));
    EXPECT_FALSE(c.visited("PQR")[0].over_or_under);
}

TEST(ZoneLinks, ABridgeOverARiverWithinTheZoneIsInTheZone) {
    auto roads = single_roads();
    roads[4] = named(single, "PBQ", "中街");
    RoadRecord bridge = named(single, "QS", "中街");
    bridge.bridge = true;
    roads.push_back(bridge);
    const ZoneCase c(single, roads, single_zone(), {.free_grade = true});
    EXPECT_EQ(c.roles('Q', 'S'), Roles{Role::inside});
    EXPECT_EQ(c.inside("BQS"), c.length("BQS"));
}

}  // namespace
}  // namespace bareland::network
