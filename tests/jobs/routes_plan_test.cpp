// Plans and exits.
#include <gtest/gtest.h>

#include "tests/jobs/routes_case.hpp"

namespace bareland::routes {
namespace {

using bareland::test::AsciiMap;

const AsciiMap town(R"(
    W-------P-------X
    |       |       |
    |   A---B---C   |
    |   |   |   |   |
    |   |   Q   |   |
    |   |   |   |   |
    |   D---F---E   |
    |       |       |
    Z-------T-------Y
)",
                    50);

RoutesCase town_case() {
    const std::vector<RoadRecord> loop{named(town, "ABC", "北路"), named(town, "CE", "东路"),
                                       named(town, "EFD", "南路"), named(town, "DA", "西路")};
    std::vector<RoadRecord> roads = loop;
    roads.push_back(named(town, "PBQFT", "中街"));
    roads.push_back(named(town, "WPX", "外北路"));
    roads.push_back(named(town, "XY", "外东路"));
    roads.push_back(named(town, "YTZ", "外南路"));
    roads.push_back(named(town, "ZW", "外西路"));
    RoutesCase c(town, roads);
    c.add_zone("严控区", loop, "ACED");
    return c;
}

TEST(RoutesPlan, TheShortestWayThatKeepsOut) {
    RoutesCase c = town_case();
    const Route route = c.plan(c.at('P'), c.at('T'));
    EXPECT_EQ(route.verdict, Verdict::clear);
    EXPECT_NEAR(route.suggested->length_m, c.metres("PXYT"), 0.01);
    // More than the shortest way of all, which leads through the zone.
    EXPECT_NEAR(route.suggested->extra_m, c.metres("PXYT") - c.metres("PBQFT"), 0.01);
    // On either side.
    EXPECT_EQ(route.text.zh.find("只给出车型，按不豁免规划。已绕行“严控区”。规划路线：外北路、外"), 0U)
        << route.text.zh;
    EXPECT_NE(route.text.zh.find("，比不考虑分区的最短路线多 "), std::string::npos);
    EXPECT_NE(route.text.en.find("planned as not exempt"), std::string::npos);
}

TEST(RoutesPlan, WhoIsExemptMayGoThrough) {
    RoutesCase c = town_case();
    c.context->vehicles = {{"京A1", VehicleClass::muck_truck, Energy::electric, {}, {}},
                           {"京A2", VehicleClass::muck_truck, Energy::diesel, 3, {}}};
    PlanOptions options;
    options.from = {c.at('P'), {}, "P"};
    options.to = {c.at('T'), {}, "T"};
    options.as_of = {2024, 6, 1};
    options.plate = "京A1";
    const Route exempt = planned(*c.context, options).routes.at(0);
    EXPECT_EQ(exempt.verdict, Verdict::exempt);
    EXPECT_NEAR(exempt.suggested->length_m, c.metres("PBQFT"), 0.01);
    EXPECT_NEAR(exempt.suggested->inside_m, c.metres("BQF"), 0.01);
    EXPECT_EQ(exempt.text.en.find("planned as not exempt"), std::string::npos);
    options.plate = "京a·1";  // however the plate is written
    EXPECT_EQ(planned(*c.context, options).routes.at(0).plate, "京A1");
    options.plate = "京A2";
    const Route banned = planned(*c.context, options).routes.at(0);
    EXPECT_EQ(banned.verdict, Verdict::banned);
    EXPECT_FALSE(banned.suggested);
    options.plate = "京A3";
    EXPECT_THROW(planned(*c.context, options), Error);
}

TEST(RoutesPlan, WithoutAZoneNothingIsSaidOfOne) {
    RoutesCase c = town_case();
    c.context->zones.clear();
    const Route route = c.plan(c.at('P'), c.at('T'));
    EXPECT_EQ(route.text.en.find("Only a class was given: planned as not exempt. The way: 中街; "), 0U)
        << route.text.en;
    EXPECT_EQ(route.text.zh.find("已绕行"), std::string::npos);
    // Whom the rule does not speak of is not planned for as anything else.
    const Route other = c.plan(c.at('P'), c.at('T'), VehicleClass::other);
    EXPECT_EQ(other.text.en.find("Other vehicle is "), 0U) << other.text.en;
}

TEST(RoutesPlan, WhereThereIsNoWayItsEndsAreNamed) {
    const AsciiMap parted("A---B   C---D");
    RoutesCase c(parted, {named(parted, "AB", "甲街"), named(parted, "CD", "乙街")});
    const Route route = c.plan(c.at('A'), c.at('D'));
    EXPECT_EQ(route.verdict, Verdict::cannot_tell);
    EXPECT_NE(route.text.zh.find("起点在甲街，终点在乙街"), std::string::npos) << route.text.zh;
}

TEST(RoutesPlan, FromInsideOutByTheLeastMetresInside) {
    RoutesCase c = town_case();
    const Route route = c.plan(c.between('B', 'Q', 0.6), c.at('T'));
    EXPECT_EQ(route.verdict, Verdict::exit_ok);
    EXPECT_NEAR(route.suggested->inside_m, 0.6 * c.metres("BQ"), 0.02);
    // Not even when it is where it began.
    const Point inside = c.between('B', 'Q', 0.6);
    EXPECT_EQ(c.plan(inside, inside).verdict, Verdict::not_covered);
    EXPECT_EQ(c.plan(c.at('P'), c.at('P')).verdict, Verdict::clear);
    const Route into = c.plan(c.at('P'), c.between('B', 'Q', 0.6));
    EXPECT_EQ(into.verdict, Verdict::not_covered);
}

TEST(RoutesPlan, PlacesFarFromAnyRoadAreRefused) {
    RoutesCase c = town_case();
    const Point far{c.at('P').x, c.at('P').y + 0.01};
    try {
        c.plan(far, c.at('T'));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3998");
        EXPECT_NE(error.text().en.find("--from"), std::string::npos);
    }
}

// The gate of site S is 20 m from the motorway MN and 30 m from the street AB; that of T has the motorway
// only.
const AsciiMap beside_motorway(R"(
    A-----------B
    |           |
    |           |
    |   S       |
    C           |
    |    M------D-------N
    |           |      T
    |           |
    |           |
    |           |
    E-----------F
)",
                               10);

RoutesCase motorway_case() {
    RoadRecord motorway;
    motorway.road_class = "motorway";
    const auto road = [&](const std::string& nodes, const std::string& name) {
        return named(beside_motorway, nodes, name);
    };
    RoutesCase c(beside_motorway, {road("ACEF", "西街"), road("AB", "北街"), road("BDF", "东街"),
                                   named(beside_motorway, "MDN", "东六环", motorway)});
    for (const char gate : {'S', 'T'}) {
        SiteRecord site;
        site.id = gate;
        site.place = c.at(gate);
        c.context->sites.push_back(site);
    }
    c.context->profile.routes.snap_m.gate = 38;
    return c;
}

TEST(RoutesPlan, AGateIsNeverOnAMotorway) {
    RoutesCase c = motorway_case();
    PlanOptions options;
    options.from = {{}, "S", "S"};
    options.to = {c.at('F'), {}, "F"};
    options.vehicle_class = VehicleClass::muck_truck;
    options.as_of = {2024, 6, 1};
    Route route = planned(*c.context, options).routes.at(0);
    ASSERT_TRUE(route.suggested);
    EXPECT_EQ(route.suggested->roads.front(), "北街");
    options.from = {{}, "T", "T"};
    try {
        planned(*c.context, options);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3989");
        EXPECT_NE(error.text().en.find("only 东六环"), std::string::npos) << error.text().en;
    }
    // Coordinates need be no gate.
    options.from = {c.at('T'), {}, "T"};
    route = planned(*c.context, options).routes.at(0);
    ASSERT_TRUE(route.suggested);
    EXPECT_EQ(route.suggested->roads.front(), "东六环");
    // Nor do exits begin there.
    const Result exits = site_exits(*c.context, {2024, 6, 1});
    EXPECT_EQ(exits.routes.at(0).verdict, Verdict::clear);
    EXPECT_EQ(exits.routes.at(1).verdict, Verdict::cannot_tell);
    EXPECT_NE(exits.routes.at(1).text.zh.find("“东六环”不开设出入口"), std::string::npos);
}

TEST(RoutesExit, OfEveryGateTheShortestWayOut) {
    RoutesCase c = town_case();
    SiteRecord inside;
    inside.id = "S1";
    inside.place = c.between('B', 'Q', 0.4);
    SiteRecord area;
    area.id = "S2";
    area.shape = town.area("AQD");
    SiteRecord gated = area;
    gated.id = "S3";
    SiteRecord outside;
    outside.id = "S4";
    outside.place = c.between('P', 'X', 0.5);
    c.context->sites = {inside, area, gated, outside};
    c.context->gates = {{"东门", "S3", c.between('B', 'Q', 0.7)}, {"西门", "S3", c.between('A', 'D', 0.5)}};
    const Result result = site_exits(*c.context, {2024, 6, 1});
    ASSERT_EQ(result.routes.size(), 5U);
    EXPECT_EQ(result.routes[0].verdict, Verdict::exit_ok);
    EXPECT_NEAR(*result.routes[0].least_inside_m, 0.4 * c.metres("BQ"), 0.02);
    EXPECT_EQ(result.routes[1].verdict, Verdict::cannot_tell);
    EXPECT_NE(result.routes[1].text.zh.find("没有出入口"), std::string::npos);
    EXPECT_EQ(result.routes[2].id, "S3/东门");
    EXPECT_NEAR(*result.routes[2].least_inside_m, 0.7 * c.metres("BQ"), 0.02);
    EXPECT_EQ(result.routes[3].id, "S3/西门");
    // On the loop road, half way: to its corner and round it.
    EXPECT_GT(*result.routes[3].least_inside_m, 0.5 * c.metres("AD"));
    EXPECT_EQ(result.routes[4].verdict, Verdict::clear);
}

}  // namespace
}  // namespace bareland::routes
