#include "jobs/zones/zone_diff.hpp"

#include <gtest/gtest.h>

#include <numbers>

#include "geo/measure.hpp"
#include "jobs/zones/registry_tables.hpp"
#include "tests/jobs/zones_sample.hpp"

namespace bareland::zones {
namespace {

using namespace test;
using Strings = std::vector<std::string>;

// 2020: a, b, c. 2024: a moved east, b gone, c with another clause, d new.
Registry four_zones() {
    Registry registry = registry_of(
        {zone("a", "strict", rectangle(116.61, 39.91, 116.63, 39.93), valid("2020-02-14", "2023-12-31")),
         zone("a", "strict", rectangle(116.62, 39.91, 116.64, 39.93), valid("2024-01-01")),
         zone("b", "strict", rectangle(116.66, 39.91, 116.67, 39.92), valid("2020-02-14", "2022-06-30")),
         zone("c", "key", rectangle(116.61, 39.94, 116.62, 39.95), valid("2020-02-14", "2023-12-31")),
         zone("c", "key", rectangle(116.61, 39.94, 116.62, 39.95), valid("2024-01-01")),
         zone("d", "water_primary", {}, valid("2024-01-01"))});
    registry.zones[4].clause = "2024 行动计划";
    registry.zones[4].owners = {"西关街道"};
    registry.zones[5].discs = {{"1", {116.65, 39.93}, 50}};
    return registry;
}

TEST(ZoneDiff, AddedAndRemovedPerZone) {
    const Registry registry = four_zones();
    const Diff diff = diff_of(registry, day("2021-01-01"), day("2024-05-01"));
    ASSERT_EQ(diff.zones.size(), 4U);
    EXPECT_EQ(diff.zones[0].zone().id, "c") << "by kind: key, strict, water";

    const ZoneChange& reworded = diff.zones[0];
    EXPECT_EQ(reworded.change, Change::changed);
    EXPECT_EQ(reworded.fields, (Strings{"clause", "owners"}));
    EXPECT_EQ(reworded.added_m2, 0);
    EXPECT_EQ(reworded.removed_m2, 0);

    const ZoneChange& moved = diff.zones[1];
    EXPECT_EQ(moved.zone().id, "a");
    EXPECT_EQ(moved.change, Change::changed);
    EXPECT_EQ(moved.fields, Strings{"shape"});
    EXPECT_NEAR(moved.added_m2, area(116.63, 39.91, 116.64, 39.93), 1e-4);
    EXPECT_NEAR(moved.removed_m2, area(116.61, 39.91, 116.62, 39.93), 1e-4);
    EXPECT_NEAR(area_on_ground(moved.added), moved.added_m2, 1e-6);
    EXPECT_EQ(box_of(moved.removed).max_x, 116.62);

    const ZoneChange& gone = diff.zones[2];
    EXPECT_EQ(gone.zone().id, "b");
    EXPECT_EQ(gone.change, Change::removed);
    EXPECT_NEAR(gone.removed_m2, area(116.66, 39.91, 116.67, 39.92), 1e-4);
    EXPECT_EQ(gone.after, nullptr);

    const ZoneChange& fresh = diff.zones[3];
    EXPECT_EQ(fresh.change, Change::added);
    EXPECT_NEAR(fresh.added_m2, std::numbers::pi * 2500, 1e-3);

    EXPECT_NEAR(diff.added_m2(), moved.added_m2 + fresh.added_m2, 1e-9);
    EXPECT_NEAR(diff.removed_m2(), moved.removed_m2 + gone.removed_m2, 1e-9);
    for (const ZoneChange& change : diff.zones) {
        EXPECT_NEAR(change.after_m2 - change.before_m2, change.added_m2 - change.removed_m2, 1e-3)
            << change.zone().id;
    }
    EXPECT_TRUE(diff.findings.empty());
}

TEST(ZoneDiff, DatesIncludeBothEnds) {
    const Registry registry = four_zones();
    const auto change_of = [&](const char* first, const char* second, std::size_t i) {
        return diff_of(registry, day(first), day(second)).zones.at(i).change;
    };
    EXPECT_EQ(change_of("2020-02-13", "2020-02-14", 0), Change::added);
    EXPECT_EQ(change_of("2020-02-14", "2023-12-31", 1), Change::unchanged) << "one version";
    EXPECT_EQ(change_of("2022-06-30", "2022-07-01", 2), Change::removed);
    EXPECT_EQ(change_of("2023-12-31", "2024-01-01", 1), Change::changed);
    EXPECT_TRUE(diff_of(registry, day("2000-01-01"), day("2001-01-01")).zones.empty());
}

// Ground that only passes to another id is neither gained nor lost for its kind.
TEST(ZoneDiff, SumsByKindAreDissolved) {
    const Registry registry =
        registry_of({zone("old", "strict", rectangle(116.61, 39.91, 116.63, 39.93), valid("", "2023-12-31")),
                     zone("n1", "strict", rectangle(116.61, 39.91, 116.62, 39.93), valid("2024-01-01")),
                     zone("n2", "strict", rectangle(116.615, 39.91, 116.64, 39.93), valid("2024-01-01"))});
    const Diff diff = diff_of(registry, day("2023-01-01"), day("2024-01-01"));
    ASSERT_EQ(diff.kinds.size(), 1U);
    EXPECT_NEAR(diff.kinds[0].before_m2, area(116.61, 39.91, 116.63, 39.93), 1e-4);
    EXPECT_NEAR(diff.kinds[0].after_m2, area(116.61, 39.91, 116.64, 39.93), 1e-4);
    EXPECT_NEAR(diff.kinds[0].added_m2, area(116.63, 39.91, 116.64, 39.93), 1e-4);
    EXPECT_EQ(diff.kinds[0].removed_m2, 0);
    EXPECT_NEAR(diff.added_m2(), area(116.61, 39.91, 116.62, 39.93) + area(116.615, 39.91, 116.64, 39.93),
                1e-3);
}

TEST(ZoneDiff, AKindThatChangedMovesBetweenKinds) {
    Registry registry = registry_of(
        {zone("a", "water_secondary", rectangle(116.61, 39.91, 116.63, 39.93), valid("", "2023-12-31")),
         zone("a", "water_primary", rectangle(116.61, 39.91, 116.63, 39.93), valid("2024-01-01"))});
    const Diff diff = diff_of(registry, day("2023-01-01"), day("2024-01-01"));
    ASSERT_EQ(diff.zones.size(), 1U);
    EXPECT_EQ(diff.zones[0].fields, Strings{"kind"});
    ASSERT_EQ(diff.kinds.size(), 2U);
    const double all = area(116.61, 39.91, 116.63, 39.93);
    EXPECT_EQ(diff.kinds[0].kind, "water_primary");
    EXPECT_NEAR(diff.kinds[0].added_m2, all, 1e-4);
    EXPECT_NEAR(diff.kinds[1].removed_m2, all, 1e-4);
}

TEST(ZoneDiff, ARadiusOfADiscChanges) {
    Registry registry = registry_of({zone("w", "water_primary", {}, valid("", "2023-12-31")),
                                     zone("w", "water_primary", {}, valid("2024-01-01"))});
    registry.zones[0].discs = {{"1", {116.65, 39.93}, 100}};
    registry.zones[1].discs = {{"1", {116.65, 39.93}, 200}};
    const Diff diff = diff_of(registry, day("2023-01-01"), day("2024-01-01"));
    EXPECT_NEAR(diff.zones.at(0).added_m2, std::numbers::pi * (40000 - 10000), 1e-2);
    EXPECT_EQ(diff.zones.at(0).removed_m2, 0);
}

TEST(ZoneDiff, TwoVersionsInForceAreTold) {
    const Registry registry =
        registry_of({zone("a", "strict", rectangle(116.61, 39.91, 116.63, 39.93), valid("2020-01-01")),
                     zone("a", "strict", rectangle(116.61, 39.91, 116.64, 39.93), valid("2022-01-01"))});
    const Diff diff = diff_of(registry, day("2021-01-01"), day("2024-01-01"));
    EXPECT_EQ(codes(diff.findings), Strings{"BL-4808"});
    EXPECT_NEAR(diff.zones.at(0).added_m2, area(116.63, 39.91, 116.64, 39.93), 1e-4)
        << "the later one counts";
}

TEST(ZoneDiff, LayerHoldsWhatWasAddedAndRemoved) {
    const Registry registry = four_zones();
    const Diff diff = diff_of(registry, day("2021-01-01"), day("2024-05-01"));
    const ShapeTable layer = diff_layer(diff);
    ASSERT_EQ(layer.table.rows.size(), 4U);
    ASSERT_EQ(layer.shapes.size(), 4U);
    Strings rows;
    for (std::size_t i = 0; i < layer.shapes.size(); ++i) {
        const auto& cells = layer.table.rows[i].cells;
        rows.push_back(std::get<std::string>(cells[0].value) + " " + std::get<std::string>(cells[4].value));
        EXPECT_NEAR(area_on_ground(*layer.shapes[i]), std::get<double>(cells[5].value), 1e-6);
    }
    EXPECT_EQ(rows, (Strings{"a added", "a removed", "b removed", "d added"}));
}

}  // namespace
}  // namespace bareland::zones
