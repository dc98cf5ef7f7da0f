// Each line of the decision table, on roads.
#include <gtest/gtest.h>

#include "tests/jobs/routes_case.hpp"

namespace bareland::routes {
namespace {

using bareland::test::AsciiMap;

// The loop A B C E F D; streets enter at B (from P to Q) and leave at F (to T); a ring road W X Y Z goes
// round.
const AsciiMap square(R"(
    W-------P-------X
    |       |       |
    |   A---B---C   |
    |   |   |   |   |
    |   |   Q   G---H
    |   |   |   |   |
    |   D---F---E   |
    |       |       |
    Z-------T-------Y
)",
                      50);

std::vector<RoadRecord> square_loop() {
    return {named(square, "ABC", "北路"), named(square, "CGE", "东路"), named(square, "EFD", "南路"),
            named(square, "DA", "西路")};
}

RoutesCase square_case() {
    std::vector<RoadRecord> roads = square_loop();
    for (RoadRecord& road : std::vector<RoadRecord>{
             named(square, "PBQFT", "中街"), named(square, "WPX", "外北路"), named(square, "XHY", "外东路"),
             named(square, "YTZ", "外南路"), named(square, "ZW", "外西路"), named(square, "GH", "东街")})
        roads.push_back(road);
    RoutesCase c(square, roads);
    c.add_zone("严控区", square_loop(), "ACED");
    return c;
}

TEST(RoutesRules, ARouteRoundTheZoneIsClear) {
    RoutesCase c = square_case();
    const Route route = c.check("PXHYT");
    EXPECT_EQ(route.verdict, Verdict::clear);
    EXPECT_EQ(route.reading->inside_m, 0);
    EXPECT_FALSE(route.suggested);
    EXPECT_FALSE(route.least_inside_m);
    EXPECT_EQ(route.possible, std::vector{Verdict::clear});
}

TEST(RoutesRules, ARouteThroughTheZoneShouldDetour) {
    RoutesCase c = square_case();
    const Route route = c.check("PBQFT");
    EXPECT_EQ(route.verdict, Verdict::should_detour);
    EXPECT_NEAR(route.reading->inside_m, c.metres("BQF"), 0.01);
    ASSERT_EQ(route.reading->entries.size(), 1U);
    ASSERT_EQ(route.reading->exits.size(), 1U);
    expect_at(route.reading->entries[0], c.at('B'));
    expect_at(route.reading->exits[0], c.at('F'));
    EXPECT_EQ(route.reading->roads_inside, std::vector<std::string>{"中街"});
    ASSERT_TRUE(route.suggested);
    EXPECT_EQ(route.suggested->inside_m, 0);
    // Both ways round are as long as the other.
    EXPECT_NEAR(route.suggested->length_m, c.metres("PXHYT"), 0.01);
    EXPECT_NEAR(route.suggested->extra_m, c.metres("PXHYT") - c.metres("PBQFT"), 0.01);
    EXPECT_NE(route.text.zh.find("应引导绕行"), std::string::npos);
    EXPECT_EQ(route.text.zh.find("违法"), std::string::npos);
}

TEST(RoutesRules, PartsOfTheWayAddUp) {
    RoutesCase c = square_case();
    const Route route = c.check("PBQFT");
    ASSERT_EQ(route.reading->parts.size(), 3U);
    EXPECT_FALSE(route.reading->parts[0].inside);
    EXPECT_TRUE(route.reading->parts[1].inside);
    EXPECT_FALSE(route.reading->parts[2].inside);
    double sum = 0;
    for (const Part& part : route.reading->parts)
        sum += part.length_m;
    EXPECT_NEAR(sum, route.reading->length_m, 1e-6);
    EXPECT_EQ(route.reading->parts[1].line, c.line("BQF"));
}

TEST(RoutesRules, MetresOnTheLoopRoadCount) {
    RoutesCase c = square_case();
    const Route route = c.check("PBCGH");
    EXPECT_EQ(route.verdict, Verdict::should_detour);
    EXPECT_NEAR(route.reading->inside_m, c.metres("BCG"), 0.01);
    EXPECT_EQ(route.reading->roads_inside, (std::vector<std::string>{"北路", "东路"}));
}

TEST(RoutesRules, NewEnergyMuckTrucksAreExemptAndTheirMetresAreTold) {
    RoutesCase c = square_case();
    for (const Energy energy : {Energy::electric, Energy::hydrogen}) {
        const Route route = c.check("PBQFT", {VehicleClass::muck_truck, energy, {}});
        EXPECT_EQ(route.verdict, Verdict::exempt);
        EXPECT_NEAR(route.reading->inside_m, c.metres("BQF"), 0.01);
        EXPECT_FALSE(route.suggested);
        EXPECT_NE(route.text.zh.find("豁免"), std::string::npos);
    }
    for (const Energy energy : {Energy::gas, Energy::hybrid})
        EXPECT_EQ(c.check("PBQFT", {VehicleClass::muck_truck, energy, {}}).verdict, Verdict::should_detour);
    EXPECT_EQ(c.check("PBQFT", {VehicleClass::heavy_diesel, Energy::hybrid, 6}).verdict,
              Verdict::should_detour);
}

TEST(RoutesRules, OldDieselIsBannedWhereverItDrives) {
    RoutesCase c = square_case();
    EXPECT_EQ(c.check("PXHYT", {VehicleClass::muck_truck, Energy::diesel, 3}).verdict, Verdict::banned);
    EXPECT_EQ(c.check("PBQFT", {VehicleClass::heavy_diesel, Energy::diesel, 2}).verdict, Verdict::banned);
    EXPECT_EQ(c.check("PXHYT", {VehicleClass::muck_truck, Energy::diesel, 4}).verdict, Verdict::clear);
    EXPECT_EQ(c.check("PBQFT", {VehicleClass::other, Energy::diesel, 4}).verdict, Verdict::not_applicable);
}

TEST(RoutesRules, UnknownIsNeverExempt) {
    RoutesCase c = square_case();
    const Route energy = c.check("PBQFT", {VehicleClass::muck_truck, {}, 6});
    EXPECT_EQ(energy.verdict, Verdict::cannot_tell);
    EXPECT_EQ(energy.possible, (std::vector{Verdict::exempt, Verdict::should_detour}));
    EXPECT_NE(energy.text.zh.find("燃料不详"), std::string::npos);
    EXPECT_EQ(energy.text.zh.find("车型不详"), std::string::npos);
    EXPECT_EQ(c.check("PXHYT", {VehicleClass::muck_truck, Energy::diesel, {}}).verdict, Verdict::cannot_tell);
    // Whatever its energy, a heavy diesel vehicle of standard 5 that is no muck truck has to go round.
    EXPECT_EQ(c.check("PBQFT", {VehicleClass::heavy_diesel, {}, 5}).verdict, Verdict::should_detour);
    EXPECT_EQ(c.check("PBQFT", {{}, {}, {}}).verdict, Verdict::cannot_tell);
}

TEST(RoutesRules, FromASiteInsideTheShortestWayOut) {
    RoutesCase c = square_case();
    // From two fifths of the way from B to Q, north is shorter.
    const Point gate = c.between('B', 'Q', 0.4);
    std::vector<Point> north{gate, c.at('B'), c.at('P')};
    const Route ok = c.check(north);
    EXPECT_EQ(ok.verdict, Verdict::exit_ok);
    const double least = 0.4 * c.metres("BQ");
    EXPECT_NEAR(*ok.least_inside_m, least, 0.01);
    EXPECT_NEAR(ok.reading->inside_m, least, 0.01);
    EXPECT_FALSE(ok.reading->reentry);
    EXPECT_TRUE(ok.reading->entries.empty());
    ASSERT_EQ(ok.reading->exits.size(), 1U);

    const Route south = c.check({gate, c.at('Q'), c.at('F'), c.at('T')});
    EXPECT_EQ(south.verdict, Verdict::exit_not_shortest);
    EXPECT_NEAR(*south.least_inside_m, least, 0.01);
    ASSERT_TRUE(south.suggested);
    EXPECT_NEAR(south.suggested->inside_m, least, 0.01);
    EXPECT_NEAR(south.suggested->length_m, least + c.metres("BPXHYT"), 0.01);
}

TEST(RoutesRules, TheToleranceOfTheShortestExit) {
    RoutesCase c = square_case();
    // North is `least`, south 2 (1/2 BF - least) more; the tolerance is 20 m.
    const double half = c.metres("BQF") / 2;
    const auto south_of = [&](double excess_m) {
        const double share = (half - excess_m / 2) / c.metres("BQ");
        return c.check({c.between('B', 'Q', share), c.at('Q'), c.at('F'), c.at('T')}).verdict;
    };
    EXPECT_EQ(south_of(19.9), Verdict::exit_ok);
    EXPECT_EQ(south_of(20.1), Verdict::exit_not_shortest);
}

TEST(RoutesRules, LeavingAndComingBackIsNotTheShortestExit) {
    RoutesCase c = square_case();
    const Route route = c.check({c.between('B', 'Q', 0.4), c.at('B'), c.at('P'), c.at('X'), c.at('H'),
                                 c.at('G'), c.at('E'), c.at('F'), c.at('T')});
    EXPECT_EQ(route.verdict, Verdict::exit_not_shortest);
    EXPECT_TRUE(route.reading->reentry);
    ASSERT_EQ(route.reading->entries.size(), 1U);
    expect_at(route.reading->entries[0], c.at('G'));
    EXPECT_EQ(route.reading->exits.size(), 2U);
    EXPECT_NEAR(route.reading->inside_m, 0.4 * c.metres("BQ") + c.metres("GEF"), 0.01);
}

TEST(RoutesRules, ADestinationInsideIsNotCoveredWhateverTheOrigin) {
    RoutesCase c = square_case();
    EXPECT_EQ(c.check("PBQ").verdict, Verdict::not_covered);
    const Route both = c.check({c.between('B', 'Q', 0.2), c.at('Q'), c.between('Q', 'F', 0.8)});
    EXPECT_EQ(both.verdict, Verdict::not_covered);
    EXPECT_NEAR(both.reading->inside_m, 0.8 * c.metres("BQ") + 0.8 * c.metres("QF"), 0.01);
    // Out and in again ends inside, too.
    EXPECT_EQ(c.check("QBPXHGE").verdict, Verdict::not_covered);
}

TEST(RoutesRules, ASiteThatIsAnAreaNeedsAGate) {
    RoutesCase c = square_case();
    SiteRecord site;
    site.id = "S1";
    site.shape = square.area("AQF");
    c.context->sites.push_back(site);
    c.context->has_sites = true;
    const std::vector<Point> line{c.between('B', 'Q', 0.4), c.at('B'), c.at('P')};
    const Route without = c.check(line, {}, "S1");
    EXPECT_EQ(without.verdict, Verdict::cannot_tell);
    EXPECT_EQ(without.possible, (std::vector{Verdict::exit_ok, Verdict::exit_not_shortest}));
    EXPECT_FALSE(without.least_inside_m);
    EXPECT_NE(without.text.zh.find("没有出入口"), std::string::npos);
    c.context->gates.push_back({"G1", "S1", c.between('B', 'Q', 0.4)});
    EXPECT_EQ(c.check(line, {}, "S1").verdict, Verdict::exit_ok);
}

TEST(RoutesRules, WhatFollowsNoRoadIsNotJudged) {
    RoutesCase c = square_case();
    const Point far{c.at('P').x, c.at('P').y + 0.05};
    const Route route = c.check({far, {far.x + 0.001, far.y}});
    EXPECT_EQ(route.verdict, Verdict::cannot_tell);
    EXPECT_FALSE(route.reading);
    EXPECT_NE(route.text.en.find("vertex 1"), std::string::npos) << route.text.en;
    const Route across = c.check({c.at('W'), c.at('P'), c.between('P', 'X', 0.9), c.between('X', 'H', 0.9)});
    EXPECT_FALSE(across.reading && across.verdict != Verdict::cannot_tell) << across.text.en;
    // A banned vehicle is banned wherever it drives.
    EXPECT_EQ(c.check({far, {far.x + 0.001, far.y}}, {VehicleClass::muck_truck, Energy::diesel, 3}).verdict,
              Verdict::banned);
    // An exempt one is exempt; that it drove no metre inside is not said.
    const Route exempt =
        c.check({far, {far.x + 0.001, far.y}}, {VehicleClass::muck_truck, Energy::electric, {}});
    EXPECT_EQ(exempt.verdict, Verdict::exempt);
    EXPECT_NE(exempt.text.zh.find("内行驶 — 公里。区内里程不详：路线的第 1 个顶点离最近的道路"),
              std::string::npos)
        << exempt.text.zh;
}

TEST(RoutesRules, AVehicleOfTheTableIsTakenAsOfTheDay) {
    RoutesCase c = square_case();
    c.context->has_vehicles = true;
    c.context->vehicles = {{"京A1", VehicleClass::muck_truck, Energy::diesel, 5, {{}, Date{2024, 5, 31}}},
                           {"京A1", VehicleClass::muck_truck, Energy::electric, {}, {Date{2024, 6, 1}, {}}}};
    const auto verdict_on = [&](const Date& day) {
        RouteRecord record;
        record.id = "r";
        record.plate = "京A1";
        record.date = day;
        record.line = c.line("PBQFT");
        return check_routes(*c.context, std::span(&record, 1), {2030, 1, 1}).routes.at(0).verdict;
    };
    EXPECT_EQ(verdict_on({2024, 5, 31}), Verdict::should_detour);
    EXPECT_EQ(verdict_on({2024, 6, 1}), Verdict::exempt);
}

}  // namespace
}  // namespace bareland::routes
