// Zones and streets of every shape: carriageways, pockets, bridges, parts, ends within the zone.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/jobs/routes_case.hpp"

namespace bareland::routes {
namespace {

using bareland::test::AsciiMap;

bool has(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// A loop whose northern road has two carriageways: A B C outer (westbound, one way), a b c inner (eastbound).
const AsciiMap dual(R"(
    W---P-------X
    |   |       |
    A---B---C---K
    |   |   |   |
    a---b---c   |
    |       |   |
    D-------E---L
)",
                    30);

std::vector<RoadRecord> dual_loop() {
    RoadRecord one_way;
    one_way.oneway = Oneway::forward;
    return {named(dual, "CBA", "北路", one_way), named(dual, "abc", "北路", one_way),
            named(dual, "CcE", "东路"), named(dual, "ED", "南路"), named(dual, "AaD", "西路")};
}

// The recipe names one direction; the loop's links are all carriageways, as the compiler makes them.
RoutesCase dual_case(std::size_t carriageways) {
    std::vector<RoadRecord> roads = dual_loop();
    const std::vector<RoadRecord> loop(roads.begin(), roads.end());
    roads.push_back(named(dual, "WPX", "外北路"));
    roads.push_back(named(dual, "WA", "外西路"));
    roads.push_back(named(dual, "PBb", "中街"));
    roads.push_back(named(dual, "XKL", "外东路"));
    roads.push_back(named(dual, "CK", "连接路"));
    roads.push_back(named(dual, "EL", "外南路"));
    std::vector<RoadRecord> named_loop;
    for (std::size_t i = 0; i < loop.size(); ++i) {
        if (carriageways == 2 || i != 1) named_loop.push_back(loop[i]);
    }
    RoutesCase c(dual, roads);
    c.add_zone("严控区", named_loop, "ABCED");
    return c;
}

TEST(RoutesLayouts, TheLoopsOuterCarriagewayIsInside) {
    RoutesCase c = dual_case(2);
    const Route route = c.check("KCBPW");
    EXPECT_EQ(route.verdict, Verdict::should_detour);
    EXPECT_NEAR(route.reading->inside_m, c.metres("CB"), 0.01);
    EXPECT_EQ(route.reading->roads_inside, std::vector<std::string>{"北路"});
    ASSERT_TRUE(route.suggested);
    EXPECT_EQ(route.suggested->inside_m, 0);
    EXPECT_NEAR(route.suggested->length_m, c.metres("KXPW"), 0.01);
}

TEST(RoutesLayouts, BothCarriagewaysCountThoughOneWasNamed) {
    for (const std::size_t carriageways : {1U, 2U}) {
        RoutesCase c = dual_case(carriageways);
        const Route inner = c.check("WAabcCK");
        EXPECT_EQ(inner.verdict, Verdict::should_detour) << carriageways;
        EXPECT_NEAR(inner.reading->inside_m, c.metres("AabcC"), 0.01) << carriageways;
    }
}

// Q hangs on the loop from outside, by a street that meets it at B only; R beyond it.
const AsciiMap pocket(R"(
        Q---R
        |
    A---B---C-------V
    |       |       |
    D---G---E       |
        |           |
        H-----------U
)",
                      60);

RoutesCase pocket_case() {
    std::vector<RoadRecord> loop{named(pocket, "ABC", "北路"), named(pocket, "CE", "东路"),
                                 named(pocket, "EGD", "南路"), named(pocket, "DA", "西路")};
    std::vector<RoadRecord> roads = loop;
    roads.push_back(named(pocket, "RQB", "袋形路"));
    roads.push_back(named(pocket, "CVUH", "外路"));
    roads.push_back(named(pocket, "GH", "南街"));
    RoutesCase c(pocket, roads);
    c.add_zone("严控区", loop, "ACED");
    return c;
}

TEST(RoutesLayouts, OutOfAPocketEveryWayLeadsThroughTheZone) {
    RoutesCase c = pocket_case();
    const Route route = c.check("RQBCVUH");
    EXPECT_EQ(route.verdict, Verdict::should_detour);
    EXPECT_NEAR(route.reading->inside_m, c.metres("BC"), 0.01);
    EXPECT_TRUE(has(route.obstacles, "北路"));
    ASSERT_TRUE(route.suggested);  // the least there is
    EXPECT_NEAR(route.suggested->inside_m, c.metres("BC"), 0.01);
    EXPECT_NE(route.text.zh.find("必须经过北路"), std::string::npos) << route.text.zh;
    const Route longer = c.check("RQBAD");
    EXPECT_EQ(longer.verdict, Verdict::not_covered);  // it ends on the loop road
}

TEST(RoutesLayouts, APlanOutOfAPocketNamesTheLinks) {
    RoutesCase c = pocket_case();
    const Route route = c.plan(c.at('R'), c.at('H'));
    EXPECT_EQ(route.verdict, Verdict::should_detour);
    EXPECT_TRUE(has(route.obstacles, "北路"));
    EXPECT_GT(route.suggested->inside_m, 0);
    const Route within = c.plan(c.at('R'), c.between('Q', 'B', 0.9));
    EXPECT_EQ(within.verdict, Verdict::clear);
    EXPECT_NEAR(within.suggested->length_m, c.metres("RQ") + 0.9 * c.metres("QB"), 0.01);
}

TEST(RoutesLayouts, TheFreePartOfAStreetThatEntersIsFree) {
    RoutesCase c = pocket_case();
    // From close to the loop on the street that enters, away from it.
    EXPECT_EQ(c.check({c.between('Q', 'B', 0.95), c.at('Q'), c.at('R')}).verdict, Verdict::clear);
    // Up to the loop, but not onto it.
    EXPECT_EQ(c.check({c.at('R'), c.at('Q'), c.between('Q', 'B', 0.99)}).verdict, Verdict::clear);
    EXPECT_EQ(c.check({c.between('G', 'H', 0.05), c.at('H'), c.at('U')}).verdict, Verdict::clear);
}

TEST(RoutesLayouts, OriginAndDestinationOnOneLink) {
    RoutesCase c = pocket_case();
    const Route out = c.check({c.between('V', 'U', 0.2), c.between('V', 'U', 0.7)});
    EXPECT_EQ(out.verdict, Verdict::clear);
    EXPECT_NEAR(out.reading->length_m, 0.5 * c.metres("VU"), 0.02);
    const Route in = c.check({c.between('C', 'E', 0.2), c.between('C', 'E', 0.7)});
    EXPECT_EQ(in.verdict, Verdict::not_covered);
    EXPECT_NEAR(in.reading->inside_m, 0.5 * c.metres("CE"), 0.02);
    const Route plan = c.plan(c.between('V', 'U', 0.7), c.between('V', 'U', 0.2));
    EXPECT_EQ(plan.verdict, Verdict::clear);
    EXPECT_NEAR(plan.suggested->length_m, 0.5 * c.metres("VU"), 0.02);
}

// P, T outside; the through street turns at the loop's junction B without driving on the loop. S U crosses
// the zone without meeting its roads; V W goes round.
const AsciiMap touching(R"(
    P       T
     \     /
      \   /   S---V
       \ /    |   |
    A---B-----|-C |
    |         | | |
    |         | | |
    |         | | |
    D---------|-E |
              |   |
              U---W
)",
                        50);

RoutesCase touching_case(bool bridge, bool free_over_under = true) {
    std::vector<RoadRecord> loop{named(touching, "ABC", "北路"), named(touching, "CE", "东路"),
                                 named(touching, "ED", "南路"), named(touching, "DA", "西路")};
    std::vector<RoadRecord> roads = loop;
    roads.push_back(named(touching, "PBT", "斜街"));
    RoadRecord like;
    like.bridge = bridge;
    like.layer = bridge ? 1 : 0;
    roads.push_back(named(touching, "SU", "高架路", like));
    RoadRecord low;
    low.maxheight_m = 3;
    roads.push_back(named(touching, "SVWU", "低路", low));
    RoutesCase c(touching, roads);
    c.context->profile.routes.free_over_under = free_over_under;
    c.add_zone("严控区", loop, "ACED");
    return c;
}

TEST(RoutesLayouts, TouchingTheLoopAtAJunctionAddsNoMetre) {
    RoutesCase c = touching_case(false);
    const Route route = c.check("PBT");
    EXPECT_EQ(route.verdict, Verdict::clear);
    EXPECT_EQ(route.reading->inside_m, 0);
    EXPECT_TRUE(route.reading->entries.empty());
}

TEST(RoutesLayouts, OverTheZoneOnABridgeIsAllowedWhereTheProfileSaysSoAndAlwaysTold) {
    RoutesCase free = touching_case(true);
    const Route over = free.check("SU");
    EXPECT_EQ(over.verdict, Verdict::clear);
    EXPECT_EQ(over.reading->inside_m, 0);
    EXPECT_EQ(over.reading->over_or_under, std::vector<std::string>{"高架路"});
    EXPECT_NE(over.text.zh.find("高架路"), std::string::npos);
    RoutesCase counted = touching_case(true, false);
    const Route inside = counted.check("SU");
    EXPECT_EQ(inside.verdict, Verdict::should_detour);
    // From the northern road to the southern one.
    EXPECT_NEAR(inside.reading->inside_m, counted.metres("AD"), 1);
    EXPECT_EQ(inside.reading->over_or_under, std::vector<std::string>{"高架路"});
}

// Two loops, and a street through both.
const AsciiMap two(R"(
    W-------------------X
    |                   |
    |   A---C   a---c   |
    |   |   |   |   |   |
    P---B---F---b---f---Q
        |   |   |   |
        D---E   d---e
)",
                   50);

RoutesCase two_case(bool one_record) {
    const std::vector<RoadRecord> west{named(two, "AC", "西北路"), named(two, "CFE", "西东路"),
                                       named(two, "ED", "西南路"), named(two, "DBA", "西西路")};
    const std::vector<RoadRecord> east{named(two, "ac", "东北路"), named(two, "cfe", "东东路"),
                                       named(two, "ed", "东南路"), named(two, "dba", "东西路")};
    std::vector<RoadRecord> roads = west;
    roads.insert(roads.end(), east.begin(), east.end());
    roads.push_back(named(two, "PBFbfQ", "中街"));
    roads.push_back(named(two, "PWXQ", "环路"));
    RoutesCase c(two, roads);
    c.add_zone("甲", west, "ACED");
    if (one_record) {
        c.add_part(east, "aced");
    } else {
        c.add_zone("乙", east, "aced");
    }
    return c;
}

TEST(RoutesLayouts, AZoneOfTwoPartsAndTwoZonesAreOneArea) {
    for (const bool one_record : {true, false}) {
        RoutesCase c = two_case(one_record);
        const Route route = c.check("PBFbfQ");
        EXPECT_EQ(route.verdict, Verdict::should_detour);
        EXPECT_NEAR(route.reading->inside_m, c.metres("BF") + c.metres("bf"), 0.01);
        EXPECT_EQ(route.reading->entries.size(), 2U);
        EXPECT_EQ(route.reading->exits.size(), 2U);
        EXPECT_FALSE(route.reading->reentry);
        EXPECT_NEAR(route.suggested->length_m, c.metres("PWXQ"), 0.01);
        // Out of the one into the other is coming back.
        const Route from_inside =
            c.check({c.between('B', 'F', 0.9), c.at('F'), c.at('b'), c.at('f'), c.at('Q')});
        EXPECT_EQ(from_inside.verdict, Verdict::exit_not_shortest);
        EXPECT_TRUE(from_inside.reading->reentry);
        // What lies between the two is a pocket: the least possible way out is the one that leads on.
        EXPECT_NEAR(*from_inside.least_inside_m, 0.9 * c.metres("BF"), 0.01);
    }
}

TEST(RoutesLayouts, AUTurnInsideIsDriven) {
    RoutesCase c = pocket_case();
    // Out and back on the same street, from the dead end.
    const Route route = c.check("QRQ");
    EXPECT_EQ(route.verdict, Verdict::clear) << route.text.en;
    EXPECT_NEAR(route.reading->length_m, 2 * c.metres("QR"), 0.01);
}

TEST(RoutesLayouts, RoadsTooLowForTheTruckAreNotSuggested) {
    RoutesCase c = touching_case(true, false);
    const Route route = c.check("SU");
    EXPECT_EQ(route.verdict, Verdict::should_detour);
    EXPECT_TRUE(has(route.obstacles, "高架路"));
    EXPECT_GT(route.suggested->inside_m, 0);
    c.context->profile.routes.trucks[VehicleClass::heavy_diesel] = {10, 2.8, 2};
    const Route lower = c.check("SU", {VehicleClass::heavy_diesel, Energy::diesel, 6});
    EXPECT_TRUE(lower.obstacles.empty());
    EXPECT_NEAR(lower.suggested->length_m, c.metres("SVWU"), 0.01);
}

}  // namespace
}  // namespace bareland::routes
