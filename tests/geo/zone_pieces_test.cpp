// Discs, units, buffers, files and set operations.
#include <gtest/gtest.h>

#include <cmath>

#include "geo/geodesic.hpp"
#include "tests/geo/zone_case.hpp"

namespace bareland::testing {
namespace {

using recipe::Piece;

Piece discs(std::vector<std::string> names, std::optional<double> radius_m = {}) {
    Piece piece;
    piece.kind = Piece::Kind::disc;
    piece.label = "disc";
    piece.names = std::move(names);
    piece.radius_m = radius_m;
    return piece;
}

Piece of(Piece::Kind kind, std::vector<Piece> parts) {
    Piece piece;
    piece.kind = kind;
    piece.label = "set";
    piece.parts = std::move(parts);
    return piece;
}

Piece unit(const std::string& name) {
    Piece piece;
    piece.kind = Piece::Kind::unit;
    piece.label = "unit";
    piece.names = {name};
    return piece;
}

World wells_world() {
    const AsciiMap map(R"(
 a  b                 c
       d
)");
    World world;
    world.wells = {map.well("w1", "基岩1#", 'a', 50), map.well("w2", "基岩 2#", 'b', 50),
                   map.well("w3", "基岩３＃", 'c', 50), map.well("w4", "深6#", 'd')};
    world.wells[0].source = world.wells[1].source = "甲水厂水源地";
    world.wells[2].kind = "village";
    return world;
}

TEST(ZoneDisc, RangesCountUpAndNamesAreFolded) {
    World world = wells_world();
    const CompiledZone zone = world.compile(discs({"基岩1#—基岩3#"}, 50));
    ASSERT_EQ(zone.record.discs.size(), 3U);
    EXPECT_EQ(zone.record.discs[1].well_id, "w2");
    EXPECT_EQ(zone.record.discs[2].well_id, "w3");
    EXPECT_EQ(world.compile(discs({"基岩1#－3#"}, 50)).record.discs.size(), 3U);
    EXPECT_EQ(world.compile(discs({"基岩2#至3#"}, 50)).record.discs.size(), 2U);
    EXPECT_EQ(world.compile(discs({"w4"}, 50)).record.discs.size(), 1U) << "by id";
}

TEST(ZoneDisc, OverlappingDiscsAreDissolvedAndTold) {
    World world = wells_world();
    world.wells[1].place = ground::Local(world.wells[0].place).degrees({60, 0});
    const CompiledZone zone = world.compile(discs({"基岩1#—3#"}, 50));
    ASSERT_TRUE(zone.discs);
    const double r = 50, d = geodesic::distance(world.wells[0].place, world.wells[1].place);
    // A lens of two circles: 2 r^2 acos(d/2r) - d/2 sqrt(4r^2 - d^2).
    const double lens = 2 * r * r * std::acos(d / (2 * r)) - d / 2 * std::sqrt(4 * r * r - d * d);
    EXPECT_NEAR(zone.discs->separate_m2, 3 * M_PI * r * r, 1e-5);
    EXPECT_NEAR(zone.discs->overlap_m2(), lens, 1e-3);
    EXPECT_NEAR(zone.area_m2, 3 * M_PI * r * r - lens, 1e-3);
    EXPECT_NEAR(area_of(zone.record.shape), zone.area_m2, 0.05) << "the polygon has the discs' area";
    ASSERT_EQ(zone.findings.size(), 1U);
    EXPECT_EQ(zone.findings[0].code, "BL-4601");
}

// The 28 wells of 2020: 2 of 200 m, 9 of 100 m, 17 of 50 m.
TEST(ZoneDisc, TheSumOfTheTwentyEightWells) {
    World world;
    const ground::Local local({116.75, 39.95});
    std::vector<Piece> parts;
    const std::vector<std::pair<int, double>> groups{{2, 200}, {9, 100}, {17, 50}};
    int n = 0;
    for (const auto& [count, radius] : groups) {
        std::vector<std::string> names;
        for (int i = 0; i < count; ++i, ++n) {
            WellRecord well;
            well.id = std::to_string(n);
            well.name = "井" + well.id + "#";
            well.place = local.degrees({n * 450.0, 0});
            names.push_back(well.name);
            world.wells.push_back(well);
        }
        parts.push_back(discs(names, radius));
    }
    const CompiledZone zone = world.compile(of(Piece::Kind::unite, parts));
    ASSERT_TRUE(zone.discs);
    EXPECT_EQ(zone.record.discs.size(), 28U) << "a union of discs keeps them";
    EXPECT_NEAR(zone.discs->separate_m2, 667588.44, 0.005);
    EXPECT_NEAR(zone.discs->dissolved_m2, zone.discs->separate_m2, 0.01) << "these do not overlap";
    EXPECT_NEAR(area_of(zone.record.shape), 667588.44, 0.1);
}

TEST(ZoneDisc, BySourceAndByKind) {
    World world = wells_world();
    Piece piece = discs({"甲水厂水源地"}, 30);
    piece.by = Piece::By::source;
    EXPECT_EQ(world.compile(piece).record.discs.size(), 2U);
    piece = discs({"village"});
    piece.by = Piece::By::kind;
    const CompiledZone village = world.compile(piece);
    ASSERT_EQ(village.record.discs.size(), 1U);
    EXPECT_EQ(village.record.discs[0].radius_m, 50) << "the radius on file";
    piece = discs({"乙水厂水源地"}, 30);
    piece.by = Piece::By::source;
    EXPECT_EQ(world.complaint(piece),
              "BL-3622: r.toml, zone \"z1\", disc: the wells have no \"乙水厂水源地\". Similar names: "
              "\"甲水厂水源地\". "
              "Names must be exactly the same; where two names are one, say so in [synonyms] of the recipe");
}

TEST(ZoneDisc, WhatIsWrongWithWells) {
    World world = wells_world();
    EXPECT_TRUE(world.complaint(discs({"基岩1#—基岩4#"}, 50))
                    .starts_with("BL-3622: r.toml, zone \"z1\", disc: the wells have no \"基岩4#\""));
    EXPECT_TRUE(world.complaint(discs({"基岩3#—基岩1#"}, 50)).starts_with("BL-3624"));
    EXPECT_TRUE(world.complaint(discs({"基岩1#—深6#"}, 50)).starts_with("BL-3624"));
    EXPECT_EQ(world.complaint(discs({"深6#"})),
              "BL-3625: r.toml, zone \"z1\", disc: the well \"深6#\" has no radius; write radius_m into the "
              "recipe, or "
              "complete the wells");
    world.wells[1].name = "基岩1#";
    EXPECT_EQ(world.complaint(discs({"基岩1#"}, 50)),
              "BL-3623: r.toml, zone \"z1\", disc: 2 wells answer to \"基岩1#\" (ids w1, w2); write the id, "
              "or name their "
              "source with the key source");
}

TEST(ZoneDisc, TheRecipesRadiusAgainstTheOneOnFile) {
    World world = wells_world();
    const CompiledZone zone = world.compile(discs({"基岩3#"}, 100));
    ASSERT_EQ(zone.findings.size(), 1U);
    EXPECT_EQ(zone.findings[0].text.zh, "分区“z1”：井“基岩３＃”按方案取半径 100 米，水源井图层中是 50 米。");
}

TEST(ZoneRange, Forms) {
    using recipe::names_of_range;
    EXPECT_EQ(names_of_range("基岩9#—基岩11#"), (std::vector<std::string>{"基岩9#", "基岩10#", "基岩11#"}));
    EXPECT_EQ(names_of_range("W08~W10"), (std::vector<std::string>{"w08", "w09", "w10"}));
    EXPECT_EQ(names_of_range("水源10#"), (std::vector<std::string>{"水源10#"}));
    EXPECT_EQ(names_of_range("ZK-3"), (std::vector<std::string>{"ZK-3"})) << "a dash in a name";
    EXPECT_EQ(names_of_range("基岩5#—水源7#"), std::nullopt);
    EXPECT_EQ(names_of_range("1-20000"), std::nullopt) << "too many to be meant";
}

// ---- units and sets ----

const char* const towns = R"(
 1---------2---------3
 |         |         |
 |         |         |
 6---------5---------4
)";

World towns_world() {
    const AsciiMap map(towns);
    World world;
    world.units = {map.unit("110112001", "中仓街道", "1256"), map.unit("110112002", "潞源街道", "2345")};
    return world;
}

TEST(ZoneUnit, ByNameIdAndDistrict) {
    const AsciiMap map(towns);
    World world = towns_world();
    EXPECT_LT(difference_m2(world.compile(unit("潞源街道")).record.shape, drawn(map, "2345")), 1e-6);
    EXPECT_LT(difference_m2(world.compile(unit("110112001")).record.shape, drawn(map, "1256")), 1e-6);
    EXPECT_LT(difference_m2(world.compile(unit("district")).record.shape, drawn(map, "1346")), 1e-6);
    EXPECT_EQ(world.complaint(unit("潞邑街道")),
              "BL-3626: r.toml, zone \"z1\", unit: the units have no \"潞邑街道\". Similar names: "
              "\"潞源街道\". Names must "
              "be exactly the same; where two names are one unit, say so in [synonyms] of the recipe");
}

TEST(ZoneUnit, TheVersionOfTheZonesDay) {
    const AsciiMap map(towns);
    World world = towns_world();
    world.units[0].validity.to = Date{2022, 12, 31};
    world.units.push_back(map.unit("110112001", "中仓街道", "1346"));
    world.units[2].validity.from = Date{2023, 1, 1};
    recipe::Recipe recipe;
    recipe::Zone zone;
    zone.record.id = "z";
    zone.piece = unit("中仓街道");
    for (const auto& [day, ring] : {std::pair{Date{2020, 5, 1}, "1256"}, {Date{2024, 1, 1}, "1346"}}) {
        zone.record.validity.from = day;
        recipe.zones = {zone};
        const auto compiled =
            compile_zones(recipe, {std::nullopt, world.units, std::nullopt, {}}, world.trace);
        EXPECT_LT(difference_m2(compiled[0].record.shape, drawn(map, ring)), 1e-6);
    }
}

TEST(ZoneSets, UnionIntersectMinusAndEarlierZones) {
    const AsciiMap map(towns);
    World world = towns_world();
    Piece west = unit("中仓街道"), all = unit("district");
    EXPECT_LT(difference_m2(world.compile(of(Piece::Kind::unite, {west, unit("潞源街道")})).record.shape,
                            drawn(map, "1346")),
              1e-6);
    EXPECT_LT(difference_m2(world.compile(of(Piece::Kind::intersect, {all, west})).record.shape,
                            drawn(map, "1256")),
              1e-6);
    all.minus = {west};
    EXPECT_LT(difference_m2(world.compile(all).record.shape, drawn(map, "2345")), 1e-6);
    Piece earlier;
    earlier.kind = Piece::Kind::zone;
    earlier.label = "zone";
    earlier.names = {"z1"};
    const auto both = world.compile({west, earlier});
    EXPECT_EQ(difference_m2(both[0].record.shape, both[1].record.shape), 0);
    west.minus = {west};
    EXPECT_EQ(world.complaint(west), "BL-3639: r.toml, zone \"z1\", unit: this encloses nothing");
}

TEST(ZoneSets, MinusADiscLeavesAHoleAndNoDiscs) {
    const AsciiMap map(towns);
    World world = towns_world();
    world.wells = {map.well("w", "井", '1')};
    world.wells[0].place = ground::Local(map.at('1')).degrees({250, -150});
    Piece piece = unit("中仓街道");
    piece.minus = {discs({"井"}, 100)};
    const CompiledZone zone = world.compile(piece);
    ASSERT_EQ(zone.record.shape.size(), 1U);
    EXPECT_EQ(zone.record.shape[0].holes.size(), 1U);
    EXPECT_NEAR(zone.area_m2, area_of(map, "1256") - M_PI * 1e4, 0.05);
    Piece annulus = discs({"井"}, 100);
    annulus.minus = {discs({"井"}, 50)};
    const CompiledZone ring = world.compile(annulus);
    EXPECT_TRUE(ring.record.discs.empty()) << "no longer a union of discs";
    EXPECT_NEAR(ring.area_m2, M_PI * 7500, 0.05);
}

// ---- buffers and files ----

TEST(ZoneBuffer, OfLinesPiecesAndFiles) {
    const AsciiMap map(R"(
 a---------b
)");
    World world;
    world.roads = map.roads({{"南大沟", "ab"}});
    Piece piece;
    piece.kind = Piece::Kind::buffer;
    piece.label = "buffer";
    piece.names = {"南大沟"};
    piece.distance_m = 30;
    const double length = geodesic::distance(map.at('a'), map.at('b'));
    EXPECT_NEAR(world.compile(piece).area_m2, 60 * length + M_PI * 900, 0.5);
    piece.names.clear();
    piece.file = "schools.gpkg";
    world.files[{"schools.gpkg", {}, "", false}] = {{}, {}, {map.at('a')}};
    piece.distance_m = 200;
    const CompiledZone school = world.compile(piece);
    EXPECT_NEAR(school.area_m2, geodesic::disc_area(map.at('a'), 200), 1);
    for (const Point& p : school.record.shape[0].outer)
        EXPECT_NEAR(geodesic::distance(p, map.at('a')), 200, 1e-3);
    Piece of_unit;
    of_unit.kind = Piece::Kind::buffer;
    of_unit.label = "buffer";
    of_unit.distance_m = 100;
    const AsciiMap town(towns);
    world.units = {town.unit("1", "甲镇", "1346")};
    of_unit.parts = {unit("甲镇")};
    EXPECT_NEAR(world.compile(of_unit).area_m2,
                area_of(town, "1346") + 100 * ground::length(town.ring("1346")) + M_PI * 1e4, 1.0);
}

TEST(ZoneSources, WhatIsNotGivenIsAskedFor) {
    recipe::Recipe recipe;
    recipe.file = "r.toml";
    recipe::Zone zone;
    zone.record.id = "z";
    const auto complaint = [&](const Piece& piece) -> std::string {
        zone.piece = piece;
        recipe.zones = {zone};
        Trace trace;
        try {
            compile_zones(recipe, {}, trace);
        } catch (const Error& error) {
            return error.text().zh;
        }
        return "";
    };
    EXPECT_EQ(complaint(loop({"甲路", "乙路"})),
              "r.toml，分区“z”，loop：需要线路图层，请用 --roads FILE 给出。");
    EXPECT_EQ(complaint(unit("甲镇")), "r.toml，分区“z”，unit：需要街乡镇图层，请用 --units FILE 给出。");
    EXPECT_EQ(complaint(discs({"井"})), "r.toml，分区“z”，disc：需要水源井图层，请用 --wells FILE 给出。");
}

TEST(ZoneAreas, AgainstWhatTheDocumentStates) {
    World world = towns_world();
    recipe::Recipe recipe;
    recipe::Zone zone;
    zone.record.id = "z";
    zone.record.stated_area_m2 = 100000;
    zone.piece = unit("中仓街道");
    recipe.zones = {zone};
    const auto compiled = compile_zones(recipe, {std::nullopt, world.units, std::nullopt, {}}, world.trace);
    ASSERT_EQ(compiled[0].findings.size(), 1U);
    EXPECT_EQ(compiled[0].findings[0].code, "BL-4600");
    EXPECT_NEAR(*compiled[0].findings[0].area_m2, compiled[0].area_m2 - 100000, 1e-9);
}

}  // namespace
}  // namespace bareland::testing
