#include "jobs/zones/zone_facts.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "geo/messages_zones.hpp"
#include "jobs/zones/zone_show.hpp"
#include "tests/jobs/zones_sample.hpp"

namespace bareland::zones {
namespace {

using namespace test;

constexpr double degree = std::numbers::pi / 180;

// Length along a parallel: N cos(lat) times the angle.
double along_parallel(double lat, double angle) {
    const double f = 1 / ellipsoid::inverse_flattening, e2 = f * (2 - f);
    const double s = std::sin(lat * degree);
    return ellipsoid::semi_major_m / std::sqrt(1 - e2 * s * s) * std::cos(lat * degree) * angle * degree;
}

// Length along a meridian: the integral of M, by Simpson's rule in 1000 steps.
double along_meridian(double lat0, double lat1) {
    const double f = 1 / ellipsoid::inverse_flattening, e2 = f * (2 - f);
    const auto m = [&](double lat) {
        const double s = std::sin(lat * degree);
        return ellipsoid::semi_major_m * (1 - e2) / std::pow(1 - e2 * s * s, 1.5);
    };
    constexpr int n = 1000;
    const double step = (lat1 - lat0) / n;
    double sum = m(lat0) + m(lat1);
    for (int i = 1; i < n; ++i)
        sum += (i % 2 == 1 ? 4 : 2) * m(lat0 + i * step);
    return sum * step * degree / 3;
}

// Two circles of radii r and s whose centres are d apart, in the plane.
double lens(double r, double s, double d) {
    const double a = std::acos((d * d + r * r - s * s) / (2 * d * r));
    const double b = std::acos((d * d + s * s - r * r) / (2 * d * s));
    return r * r * (a - std::sin(2 * a) / 2) + s * s * (b - std::sin(2 * b) / 2);
}

TEST(ZoneFacts, MeasureARectangle) {
    const std::vector<UnitRecord> units = two_units();
    // A quarter in the west, three quarters in the east; the northern half beyond both.
    const ZoneRecord strict = zone("a", "strict", rectangle(116.64, 39.94, 116.68, 39.96));
    const ZoneFacts facts = facts_of(strict, UnitLayer(units, day("2024-05-01")));
    EXPECT_NEAR(facts.area_m2, area(116.64, 39.94, 116.68, 39.96), 1e-4);
    EXPECT_NEAR(facts.perimeter_m,
                along_parallel(39.94, 0.04) + along_parallel(39.96, 0.04) + 2 * along_meridian(39.94, 39.96),
                1e-3);
    ASSERT_EQ(facts.units.size(), 2U);
    EXPECT_EQ(facts.units[0].name, "东里镇");
    EXPECT_NEAR(facts.units[0].area_m2, area(116.65, 39.94, 116.68, 39.95), 1e-4);
    EXPECT_NEAR(facts.units[1].area_m2, area(116.64, 39.94, 116.65, 39.95), 1e-4);
    EXPECT_NEAR(facts.units[0].share, facts.units[0].area_m2 / facts.area_m2, 1e-12);
    EXPECT_NEAR(facts.outside_units_m2.value(), area(116.64, 39.95, 116.68, 39.96), 1e-4);
    EXPECT_EQ(facts.extent.min_x, 116.64);
    EXPECT_EQ(facts.extent.max_y, 39.96);
    EXPECT_EQ(facts.parts, 1U);
    EXPECT_EQ(facts.holes, 0U);
    EXPECT_FALSE(facts.discs);
}

TEST(ZoneFacts, CountHolesAndParts) {
    MultiPolygon shape = rectangle(116.61, 39.91, 116.63, 39.93);
    shape[0].holes.push_back(rectangle(116.615, 39.915, 116.62, 39.92)[0].outer);
    shape.push_back(rectangle(116.64, 39.91, 116.645, 39.92)[0]);
    const ZoneRecord record = zone("a", "strict", shape);
    const ZoneFacts facts = facts_of(record, UnitLayer({}, day("2024-05-01")));
    EXPECT_NEAR(facts.area_m2,
                area(116.61, 39.91, 116.63, 39.93) - area(116.615, 39.915, 116.62, 39.92) +
                    area(116.64, 39.91, 116.645, 39.92),
                1e-4);
    EXPECT_EQ(facts.parts, 2U);
    EXPECT_EQ(facts.holes, 1U);
    EXPECT_NEAR(facts.perimeter_m,
                along_parallel(39.91, 0.025) + along_parallel(39.93, 0.02) + along_parallel(39.915, 0.005) +
                    along_parallel(39.92, 0.01) + 2 * along_meridian(39.91, 39.93) +
                    2 * along_meridian(39.915, 39.92) + 2 * along_meridian(39.91, 39.92),
                1e-3);
    EXPECT_FALSE(facts.outside_units_m2) << "without units nobody knows";
    EXPECT_TRUE(facts.units.empty());
}

TEST(ZoneFacts, MeasureDiscsNotTheirPolygon) {
    ZoneRecord water = zone("w", "water_primary", rectangle(116.60, 39.90, 116.70, 39.95));
    const Point centre{116.62, 39.92};
    const double d = 150;
    const Point east{116.62 + d / along_parallel(39.92, 1), 39.92};
    water.discs = {{"1", centre, 200}, {"2", east, 100}, {"3", {116.66, 39.92}, 50}};
    const std::vector<UnitRecord> units = two_units();
    const ZoneFacts facts = facts_of(water, UnitLayer(units, day("2024-05-01")));
    ASSERT_TRUE(facts.discs);
    const double pi = std::numbers::pi;
    EXPECT_EQ(facts.discs->count, 3U);
    EXPECT_NEAR(facts.discs->separate_m2, pi * (200 * 200 + 100 * 100 + 50 * 50), 1e-3);
    EXPECT_NEAR(facts.discs->overlap_m2, lens(200, 100, d), 0.01);
    EXPECT_NEAR(facts.discs->dissolved_m2 + facts.discs->overlap_m2, facts.discs->separate_m2, 1e-6);
    EXPECT_EQ(facts.area_m2, facts.discs->dissolved_m2);
    ASSERT_EQ(facts.units.size(), 2U);
    EXPECT_NEAR(facts.units[1].area_m2, pi * 50 * 50, 0.01) << "the third disc is in the east";
    EXPECT_EQ(facts.parts, 2U);
}

// rules.md 4D: 28 wells far from each other add up to what the seed's figure exceeds.
TEST(ZoneFacts, SumTheDiscsOfTwentyEightWells) {
    std::vector<Disc> discs;
    for (int i = 0; i < 28; ++i) {
        const double radius = i < 2 ? 200 : i < 11 ? 100 : 50;
        discs.push_back({std::to_string(i), {116.60 + 0.01 * i, 39.9 + 0.001 * i}, radius});
    }
    ZoneRecord water = zone("w", "water_primary", {});
    water.discs = discs;
    const ZoneFacts apart = facts_of(water, UnitLayer({}, day("2020-05-01")));
    EXPECT_NEAR(apart.discs->separate_m2, 667588.44, 0.01);
    EXPECT_EQ(apart.discs->overlap_m2, 0) << "no two meet";
    EXPECT_NEAR(area_on_ground(apart.ground), 667588.44, 0.02) << "the polygon covers what the discs do";
}

TEST(ZoneFacts, LengthsOfTheRoadsOfALoop) {
    ZoneRecord strict = zone("a", "strict", rectangle(116.61, 39.91, 116.63, 39.93));
    strict.links = {{"11", "京榆旧线", 0, {{116.61, 39.93}, {116.62, 39.93}}},
                    {"12", "京榆旧线", 0, {{116.62, 39.93}, {116.63, 39.93}}},
                    {"13", "京榆旧线", 1, {{116.63, 39.9299}, {116.61, 39.9299}}},
                    {"20", "陈列馆路", 0, {{116.63, 39.93}, {116.63, 39.92}, {116.63, 39.91}}}};
    const auto roads = road_lengths(strict.links);
    ASSERT_EQ(roads.size(), 2U);
    EXPECT_EQ(roads[0].road, "京榆旧线");
    EXPECT_EQ(roads[0].links, 3U);
    EXPECT_NEAR(roads[0].carriageways_m.at(0), along_parallel(39.93, 0.02), 1e-3);
    EXPECT_NEAR(roads[0].carriageways_m.at(1), along_parallel(39.9299, 0.02), 1e-3);
    EXPECT_NEAR(roads[0].length_m, roads[0].carriageways_m.at(0) + roads[0].carriageways_m.at(1), 1e-9);
    EXPECT_NEAR(roads[1].length_m, along_meridian(39.91, 39.93), 1e-3);
}

TEST(ZoneFacts, UnitsOfTheDayOnly) {
    std::vector<UnitRecord> units = two_units();
    units[0].validity = valid("", "2021-12-31");
    units.push_back({"110112009", "新华街道", valid("2022-01-01"), rectangle(116.60, 39.90, 116.65, 39.95)});
    const ZoneRecord record = zone("a", "strict", rectangle(116.61, 39.91, 116.63, 39.93));
    EXPECT_EQ(facts_of(record, UnitLayer(units, day("2021-12-31"))).units.at(0).name, "西关街道");
    EXPECT_EQ(facts_of(record, UnitLayer(units, day("2022-01-01"))).units.at(0).name, "新华街道");
    EXPECT_EQ(UnitLayer(units, day("2022-01-01")).at({116.65, 39.92}),
              (std::vector<std::string>{"东里镇", "新华街道"}))
        << "a place on the border is in both";
    EXPECT_TRUE(UnitLayer(units, day("2022-01-01")).at({116.59, 39.92}).empty());
}

TEST(ZoneFacts, CoversByTheEvenOddRule) {
    MultiPolygon shape = rectangle(0, 0, 10, 10);
    shape[0].holes.push_back(rectangle(4, 4, 6, 6)[0].outer);
    EXPECT_TRUE(covers(shape, {1, 1}));
    EXPECT_TRUE(covers(shape, {0, 0})) << "a corner";
    EXPECT_TRUE(covers(shape, {10, 5})) << "an edge";
    EXPECT_TRUE(covers(shape, {4, 5})) << "an edge of the hole";
    EXPECT_FALSE(covers(shape, {5, 5}));
    EXPECT_FALSE(covers(shape, {11, 5}));
    EXPECT_FALSE(covers(shape, {-1, 10}));
}

TEST(ShownZone, IsTheVersionOfTheDay) {
    const Registry registry = registry_of(
        {zone("a", "strict", rectangle(116.61, 39.91, 116.62, 39.92), valid("2020-02-14", "2023-12-31")),
         zone("a", "strict", rectangle(116.61, 39.91, 116.63, 39.92), valid("2024-01-01"))});
    EXPECT_NEAR(shown_zone(registry, "a", day("2023-12-31")).facts.area_m2,
                area(116.61, 39.91, 116.62, 39.92), 1e-4);
    const ShownZone now = shown_zone(registry, "ａ区", day("2024-01-01"));
    EXPECT_NEAR(now.facts.area_m2, area(116.61, 39.91, 116.63, 39.92), 1e-4);
    EXPECT_EQ(now.versions.size(), 2U);
    EXPECT_FALSE(now.overridden_m2) << "no zone overrides it";
    try {
        shown_zone(registry, "a", day("2020-02-13"));
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3803");
        EXPECT_EQ(error.text().en,
                  "zone a has no version in force on 2020-02-13; its versions are of 2020-02-14/2023-12-31, "
                  "2024-01-01/..; give a day in one of them with --as-of");
    }
}

TEST(ShownZone, SaysWhereAPrimaryZoneHoldsInstead) {
    const Registry registry = registry_of(
        {zone("two", "water_secondary", rectangle(116.61, 39.91, 116.63, 39.93)),
         zone("one", "water_primary", rectangle(116.62, 39.92, 116.64, 39.94)),
         zone("old", "water_primary", rectangle(116.61, 39.91, 116.63, 39.93), valid("", "2019-12-31"))});
    const ShownZone shown = shown_zone(registry, "two", day("2024-01-01"));
    EXPECT_NEAR(shown.overridden_m2.value(), area(116.62, 39.92, 116.63, 39.93), 1e-4);
    EXPECT_FALSE(shown_zone(registry, "one", day("2024-01-01")).overridden_m2);
}

TEST(ShownZone, NotFoundNamesTheClosest) {
    const Registry registry = registry_of({zone("strict-a", "strict", {}), zone("strict-b", "strict", {})});
    const auto complaint = [&](const std::string& wanted) {
        try {
            versions_of(registry, wanted);
        } catch (const Error& error) {
            return error.code() + " " + error.text().zh;
        }
        return std::string();
    };
    EXPECT_EQ(complaint("strict-c"),
              "BL-3801 工作区“a.sqlite”中没有编号或名称为“strict-c”的分区，是否应为“strict-a”？");
    EXPECT_EQ(complaint("水源"),
              "BL-3800 工作区“a.sqlite”中没有编号或名称为“水源”的分区。用 bareland zones list --all "
              "查看全部分区。");
    Registry twins = registry_of({zone("x", "strict", {}), zone("y", "strict", {})});
    twins.zones[0].name = twins.zones[1].name = "严控区";
    EXPECT_THROW(versions_of(twins, "严控区"), Error);
}

}  // namespace
}  // namespace bareland::zones
