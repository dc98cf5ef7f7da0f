// Where a zone begins for links: ZoneRecord::edge.
#include <gtest/gtest.h>

#include "geo/geodesic.hpp"
#include "tests/geo/zone_case.hpp"

namespace bareland::testing {
namespace {

using recipe::Piece;

const char* const drawing = R"(
a         b         c


d         e         f


g         h         i
)";

// Two blocks side by side, and a well on their common side's upper end.
World world_of(const AsciiMap& map) {
    World world;
    world.roads = map.roads({{"北街", "abc"},
                             {"中街", "def"},
                             {"西街", "adg"},
                             {"中路", "beh"},
                             {"东街", "cfi"},
                             {"南街", "ghi"}});
    world.wells = {map.well("w", "水源1#", 'b', 50)};
    world.units = {map.unit("u", "甲镇", "adfc")};
    return world;
}

Piece set_of(Piece::Kind kind, std::vector<Piece> parts) {
    Piece piece;
    piece.kind = kind;
    piece.label = "set";
    piece.parts = std::move(parts);
    return piece;
}

Piece named(Piece::Kind kind, const std::string& name) {
    Piece piece;
    piece.kind = kind;
    piece.label = name;
    piece.names = {name};
    return piece;
}

const Piece west = loop({"北街", "中路", "中街", "西街"}, 0, 30);
const Piece east = loop({"北街", "东街", "中街", "中路"}, 0, 30);

TEST(ZoneEdge, OfALoopIsItsRoadsWithoutTheStrip) {
    const AsciiMap map(drawing);
    World world = world_of(map);
    const ZoneRecord zone = world.compile(west).record;
    EXPECT_NEAR(difference_m2(zone.edge, drawn(map, "adeb")), 0, 1e-3);
    EXPECT_GT(area_of(zone.shape), area_of(zone.edge) + 30 * 1000) << "the strip is in the shape";
    EXPECT_NEAR(difference_m2(overlay::intersection(zone.shape, zone.edge), zone.edge), 0, 1e-3);
}

TEST(ZoneEdge, OfDiscsAndUnitsThereIsNone) {
    const AsciiMap map(drawing);
    World world = world_of(map);
    EXPECT_TRUE(world.compile(named(Piece::Kind::disc, "水源1#")).record.edge.empty());
    EXPECT_TRUE(world.compile(named(Piece::Kind::unit, "甲镇")).record.edge.empty());
}

TEST(ZoneEdge, OfAUnionJoinsThem) {
    const AsciiMap map(drawing);
    World world = world_of(map);
    const ZoneRecord both = world.compile(set_of(Piece::Kind::unite, {west, east})).record;
    EXPECT_NEAR(difference_m2(both.edge, drawn(map, "adfc")), 0, 1e-3);
    // A part without a loop is in it as it is.
    Piece disc = named(Piece::Kind::disc, "水源1#");
    const ZoneRecord mixed = world.compile(set_of(Piece::Kind::unite, {disc, west})).record;
    const MultiPolygon expected =
        overlay::dissolve(std::vector{drawn(map, "adeb"), geodesic::disc_polygon({"w", map.at('b'), 50})});
    EXPECT_NEAR(difference_m2(mixed.edge, expected), 0, 0.1);
}

TEST(ZoneEdge, OfAnIntersectionAndADifference) {
    const AsciiMap map(drawing);
    World world = world_of(map);
    const Piece whole = loop({"北街", "东街", "南街", "西街"}, 0, 30);
    for (const auto& parts : {std::vector{whole, named(Piece::Kind::unit, "甲镇")},
                              std::vector{named(Piece::Kind::unit, "甲镇"), whole}}) {
        const ZoneRecord common = world.compile(set_of(Piece::Kind::intersect, parts)).record;
        EXPECT_NEAR(difference_m2(common.edge, drawn(map, "adfc")), 0, 1e-3);
    }
    Piece less = whole;
    less.minus = {named(Piece::Kind::unit, "甲镇")};
    EXPECT_NEAR(difference_m2(world.compile(less).record.edge, drawn(map, "dgif")), 0, 1e-3);
}

TEST(ZoneEdge, OfAZoneThatAnotherNames) {
    const AsciiMap map(drawing);
    World world = world_of(map);
    const auto zones = world.compile({west, named(Piece::Kind::zone, "z1")});
    EXPECT_EQ(zones[1].record.edge, zones[0].record.edge);
    EXPECT_FALSE(zones[1].record.edge.empty());
}

}  // namespace
}  // namespace bareland::testing
