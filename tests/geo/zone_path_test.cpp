// Paths from place to place: lines, rays, circles and borders on maps drawn as text.
#include <gtest/gtest.h>

#include <cmath>

#include "geo/geodesic.hpp"
#include "tests/geo/zone_case.hpp"

namespace bareland::testing {
namespace {

using recipe::Compass;
using recipe::Piece;
using recipe::Step;

// "X路（A路至B路段）": the roads go on beyond their sections.
TEST(ZonePath, SectionsOfRoads) {
    const AsciiMap map(R"(
      n         m
      |         |
 a----1---------2---b
      |         |
      |         |
 c----4---------3---d
      |         |
      s         t
)");
    World world;
    world.roads = map.roads({{"甲路", "ab"}, {"乙路", "mt"}, {"丙路", "dc"}, {"丁路", "sn"}});
    Piece piece = path({follow(road("甲路")), follow(road("乙路"), road("丙路")),
                        follow(road("丙路"), road("丁路")), follow(road("丁路"), road("甲路"))});
    piece.steps[1].from = road("甲路");
    piece.steps[3].from = road("丙路");
    const CompiledZone zone = world.compile(piece);
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "1234")), 1e-6);
    ASSERT_EQ(zone.record.links.size(), 4U) << "roads of a path are links as well";
    EXPECT_EQ(zone.record.links[1].line, map.line("23"));
}

// The recipe says that the second road's section begins at a place where the first one did not end.
TEST(ZonePath, ASectionThatBeginsElsewhereStops) {
    const AsciiMap map(R"(
 a----1---------2---b
      |         |
 e----5---------6---f
      |         |
 c----4---------3---d
)");
    World world;
    world.roads = map.roads({{"甲路", "ab"}, {"乙路", "23"}, {"丙路", "dc"}, {"丁路", "41"}, {"戊路", "ef"}});
    Piece piece = path({follow(road("甲路")), follow(road("乙路"), road("丙路")),
                        follow(road("丙路"), road("丁路")), follow(road("丁路"), road("甲路"))});
    piece.steps[1].from = road("戊路");
    const double gap = geodesic::distance(map.at('2'), map.at('6'));
    const std::string complaint = world.complaint(piece);
    EXPECT_TRUE(complaint.starts_with("BL-3633: r.toml, zone \"z1\", path step 2: the step before ends at "))
        << complaint;
    EXPECT_NE(complaint.find(fmt::format("乙路 is {:.1f} m away", gap)), std::string::npos) << complaint;
}

TEST(ZonePath, ARingThatDoesNotCloseStopsWithTheGap) {
    const AsciiMap map(R"(
 1--------------2
 |              |
 4----x---------3
      y
)");
    World world;
    world.roads =
        map.roads({{"甲路", "12"}, {"乙路", "23"}, {"丙路", "3x4"}, {"丁路", "41"}, {"戊路", "xy"}});
    Piece piece = path({follow(road("甲路"), road("乙路")), follow(road("乙路"), road("丙路")),
                        follow(road("丙路"), road("戊路"))});
    piece.start = recipe::Start{{road("甲路"), road("丁路")}, {}, {}};
    const double gap = geodesic::distance(map.at('x'), map.at('1'));
    EXPECT_EQ(
        world.complaint(piece),
        fmt::format(
            "BL-3634: r.toml, zone \"z1\", path step 3: the ring does not close; its end {:.6f}, {:.6f} is "
            "{:.1f} m from its start {:.6f}, {:.6f}, and gap_m allows 0 m",
            map.at('x').x, map.at('x').y, gap, map.at('1').x, map.at('1').y));
    // A path that leads on along nothing stops as well.
    piece.steps.push_back(follow(road("丁路")));
    const double apart = geodesic::distance(map.at('x'), map.at('4'));
    EXPECT_EQ(
        world.complaint(piece),
        fmt::format(
            "BL-3633: r.toml, zone \"z1\", path step 4: the step before ends at {:.6f}, {:.6f}, and 丁路 "
            "is {:.1f} m away from there (at {:.6f}, {:.6f}); gap_m allows 0 m",
            map.at('x').x, map.at('x').y, apart, map.at('4').x, map.at('4').y));
}

// ---- rays ----

TEST(ZonePath, RaysRunDueEastAndNorthToTheFirstLine) {
    const AsciiMap map(R"(
 a--1-------2   m   q
            |   |   |
            |   |   |
    5-------3   n   r
    |
 e--4-----------7---f
)");
    World world;
    // From the end of 甲路 due east: 近线 comes before 远线.
    world.roads =
        map.roads({{"甲路", "a2"}, {"近线", "mn7"}, {"远线", "qr"}, {"底路", "ef"}, {"左路", "14"}});
    Piece piece =
        path({follow(road("甲路")), straight(Compass::east, road("近线")), follow(road("近线"), road("底路")),
              follow(road("底路"), road("左路")), follow(road("左路"), road("甲路"))});
    piece.steps[0].end = Step::End::end;
    piece.steps[0].way.toward = Compass::east;
    const CompiledZone zone = world.compile(piece);
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "1m74")), 1e-6);
    EXPECT_EQ(zone.piece.steps[1].kind, "ray");
    EXPECT_EQ(zone.piece.steps[1].line.zh, "正东方向的直线");
    EXPECT_NEAR(zone.piece.steps[1].length_m, geodesic::distance(map.at('2'), map.at('m')), 1e-6);
    // Along the parallel and nothing else: the ray adds no latitude of its own.
    for (const Point& p : zone.record.shape[0].outer)
        EXPECT_TRUE(p.y <= map.at('a').y);
    // West there is nothing.
    piece.steps[1].ray = Compass::west;
    const std::string complaint = world.complaint(piece);
    EXPECT_TRUE(complaint.starts_with("BL-3641: r.toml, zone \"z1\", path step 2: going due west from "))
        << complaint;
    EXPECT_NE(complaint.find("does not reach 近线"), std::string::npos);
}

// "至京秦铁路与宋庄镇工业区路的正南向延长线相交处，沿正北至宋庄镇工业区路"
TEST(ZonePath, TheDueSouthExtensionOfARoad) {
    const AsciiMap map(R"(
 1-----------2----b
 |           |
 |           3
 |
 |
 5--------------6
     7--------------8
)");
    World world;
    const Point west = map.at('5'), east = map.at('8');
    world.roads = map.roads({{"北路", "1b"}, {"工业区路", "23"}, {"西路", "15"}, {"铁路", "58"}});
    Piece piece =
        path({follow(road("西路"), road("铁路")), follow(road("铁路"), extension("工业区路", Compass::south)),
              straight(Compass::north, road("工业区路")), follow(road("工业区路"), road("北路")),
              follow(road("北路"), road("西路"))});
    piece.steps[1].way.toward = Compass::east;
    const CompiledZone zone = world.compile(piece);
    // The railway at the longitude of the road's end.
    const double t = (map.at('3').x - west.x) / (east.x - west.x);
    const Point foot{map.at('3').x, west.y + (east.y - west.y) * t};
    MultiPolygon expected{{{map.at('1'), map.at('5'), foot, map.at('3'), map.at('2'), map.at('1')}, {}}};
    EXPECT_LT(difference_m2(zone.record.shape, expected), 1e-4);
    EXPECT_EQ(zone.piece.steps[2].from.x, map.at('3').x);
    EXPECT_NEAR(zone.piece.steps[2].to.y, map.at('3').y, 1e-12)
        << "the road begins there and runs on due north";
}

TEST(ZonePath, TheWordOfTheRecipeOnTheDirectionIsChecked) {
    const AsciiMap map(R"(
 1-----------2
 |           |
 4-----------3
)");
    World world;
    world.roads = map.roads({{"北路", "12"}, {"东路", "23"}, {"南路", "34"}, {"西路", "41"}});
    Piece piece =
        path({follow(road("北路")), follow(road("东路")), follow(road("南路")), follow(road("西路"))});
    piece.steps[0].way.toward = Compass::east;
    EXPECT_EQ(world.complaint(piece), "");
    piece.steps[0].way.toward = Compass::west;
    EXPECT_TRUE(world.complaint(piece).starts_with(
        "BL-3636: r.toml, zone \"z1\", path step 1: the recipe says west along 北路, but "));
    EXPECT_NE(world.complaint(piece).find("check the recipe and the lines"), std::string::npos);
}

// ---- circles and borders ----

// The circle meets the dyke at two ends; the zone is the half disc north of it.
TEST(ZonePath, ArcsOfACircleFromALineAndBack) {
    const AsciiMap map(R"(
 a-----------c-----------b
)");
    World world;
    world.roads = map.roads({{"南堤", "ab"}});
    world.wells = {map.well("w", "水源10#", 'c')};
    const double radius = 400;
    Piece piece = path({follow(road("南堤"), circle("水源 10#", radius)), follow(circle("水源10#", radius))});
    piece.start = recipe::Start{{circle("水源10#", radius), road("南堤")}, Compass::east, {}};
    piece.steps[0].at = Compass::west;
    piece.steps[0].way.toward = Compass::west;
    EXPECT_TRUE(world.complaint(piece).starts_with(
        "BL-3635: r.toml, zone \"z1\", path step 2: the circle of 400 m round "
        "水源 10# leads from "));
    piece.steps[1].way.clockwise = true;
    const CompiledZone north = world.compile(piece);
    piece.steps[1].way.clockwise = false;
    const CompiledZone south = world.compile(piece);
    const double disc = geodesic::disc_area(map.at('c'), radius);
    EXPECT_NEAR(north.area_m2 + south.area_m2, disc, 0.01);
    // The parallel through the centre bends away from the geodesic by a few metres square, no more.
    EXPECT_NEAR(north.area_m2, disc / 2, 5);
    EXPECT_GT(overlay::point_inside(north.record.shape)->y, map.at('c').y);
    EXPECT_LT(overlay::point_inside(south.record.shape)->y, map.at('c').y);
    EXPECT_NEAR(north.piece.steps[1].length_m, M_PI * radius, 0.1);
    EXPECT_TRUE(north.record.discs.empty());
    // toward does the same.
    piece.steps[1].way = {Compass::north, {}};
    EXPECT_EQ(difference_m2(world.compile(piece).record.shape, north.record.shape), 0);
}

const char* const two_towns = R"(
 1---------2---------3
 |         |         |
 |         |    w    |
 |         |         |
 6---------5---------4
)";

World two_towns_world() {
    const AsciiMap map(two_towns);
    World world;
    world.units = {map.unit("1", "甲镇", "1256"), map.unit("2", "乙镇", "2345")};
    world.wells = {map.well("w", "傍8#", 'w')};
    return world;
}

// The outer border of all units, not the border between them.
TEST(ZonePath, TheDistrictsBorderBetweenTwoMeetings) {
    const AsciiMap map(R"(
 1---------2---------3
 |         |         |
 p-------------------q
 |         |         |
 6---------5---------4
)");
    World world = two_towns_world();
    world.units = {map.unit("1", "甲镇", "1256"), map.unit("2", "乙镇", "2345")};
    world.roads = map.roads({{"中路", "pq"}});
    Piece piece = path({follow(road("中路"), border("district")), follow(border("district"), road("中路"))});
    piece.start = recipe::Start{{road("中路"), border("district")}, Compass::west, {}};
    piece.steps[0].at = Compass::east;
    piece.steps[1].at = Compass::west;
    EXPECT_TRUE(world.complaint(piece).starts_with(
        "BL-3635: r.toml, zone \"z1\", path step 2: the district's border leads"));
    piece.steps[1].way.toward = Compass::north;
    const CompiledZone zone = world.compile(piece);
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "13qp")), 1e-4);
    piece.steps[1].way.toward = Compass::south;
    EXPECT_LT(difference_m2(world.compile(piece).record.shape, drawn(map, "pq46")), 1e-4);
}

// "沿区界向南至以水源傍8#为中心的圆与区界在南端的交点"
TEST(ZonePath, TheSouthernOfTwoMeetingsOfCircleAndBorder) {
    const AsciiMap map(two_towns);
    World world = two_towns_world();
    const double radius = 300;  // the eastern border is 250 m away
    Piece piece = path({follow(border("district"), circle("傍8#", radius)), follow(circle("傍8#", radius))});
    piece.start = recipe::Start{{border("district"), circle("傍8#", radius)}, Compass::northeast, {}};
    // North and south borders are 200 m away, so there are six meetings.
    EXPECT_TRUE(world.complaint(piece).starts_with("BL-3631"));
    piece.steps[0].at = map.at('4');
    piece.steps[0].way.toward = Compass::south;
    piece.steps[1].way.clockwise = true;
    const CompiledZone zone = world.compile(piece);
    EXPECT_EQ(zone.piece.steps[0].meetings, 6U);
    // Out of the disc the zone takes what lies west of the eastern border between the two places.
    EXPECT_LT(zone.area_m2, geodesic::disc_area(map.at('w'), radius));
    EXPECT_LE(box_of(zone.record.shape).max_x, map.at('4').x + 1e-12);
}

TEST(ZonePath, ABorderWithTheRoadRunningAlongItIsOneMeeting) {
    const AsciiMap map(R"(
 1------------2
 |            |
 |            3----a
 |            |
 |            4----b
 |            |
 6------------5
)");
    World world;
    world.units = {map.unit("1", "甲镇", "123456")};
    world.roads = map.roads({{"边路", "a34b"}});
    // 边路 touches the border from 3 to 4: one meeting, not two.
    Piece piece = path({follow(road("边路")), follow(road("外路"))});
    world.roads.push_back(map.roads({{"外路", "ab"}})[0]);
    piece.carriageways_m = 20;
    piece.start = recipe::Start{{road("边路"), road("外路")}, map.at('a'), {}};
    piece.steps[0].at = map.at('b');
    EXPECT_LT(difference_m2(world.compile(piece).record.shape, drawn(map, "a34b")), 1e-6);
    NamedNet net({}, {}, std::vector<NetLine>{{map.line("a34b"), 0}});
    NamedNet edge({}, {}, std::vector<NetLine>{{map.ring("123456"), 0}});
    edge.road = false;
    EXPECT_EQ(corners_of(net, edge, 0, 20).size(), 1U);
}

// ---- ends ----

TEST(ZonePath, TheEndOfARoad) {
    const AsciiMap map(R"(
 a----1-------e
      |
 b----2-------f
)");
    World world;
    world.roads = map.roads({{"北路", "ae"}, {"南路", "bf"}, {"西路", "12"}, {"东路", "ef"}});
    Piece piece = path({follow(road("北路")), follow(road("东路"), road("南路")),
                        follow(road("南路"), road("西路")), follow(road("西路"), road("北路"))});
    piece.steps[0].end = Step::End::end;
    EXPECT_TRUE(
        world.complaint(piece).starts_with("BL-3638: r.toml, zone \"z1\", path step 1: 北路 has 2 ends ("));
    piece.steps[0].way.toward = Compass::east;
    EXPECT_LT(difference_m2(world.compile(piece).record.shape, drawn(map, "1ef2")), 1e-6);
}

// There and back on the same road encloses nothing there.
TEST(ZonePath, ARoadThatIsOnlyRunAlongThereAndBackIsTold) {
    const AsciiMap map(R"(
 1-----------2-----x
 |           |
 4-----------3
)");
    World world;
    world.roads =
        map.roads({{"北路", "1x"}, {"东路", "23"}, {"南路", "34"}, {"西路", "41"}, {"断头路", "2x"}});
    Piece piece =
        path({follow(road("断头路")), follow(road("北路"), road("西路")), follow(road("西路"), road("南路")),
              follow(road("南路"), road("东路")), follow(road("东路"), road("断头路"))});
    piece.start = recipe::Start{{}, {}, map.at('2')};
    piece.steps[0].end = Step::End::place;
    piece.steps[0].place = map.at('x');
    piece.steps[4].end = Step::End::start;
    const std::string complaint = world.complaint(piece);
    EXPECT_TRUE(complaint.starts_with("BL-3637") || complaint.starts_with("BL-3640")) << complaint;
}

TEST(ZonePath, TheSameFromShuffledRoads) {
    const AsciiMap map(R"(
 1-----------2----b
 |           |
 |           3
 |      w
 |
 5--------------6----8
)");
    World world;
    world.roads = map.roads({{"北路", "1b"}, {"工业区路", "23"}, {"西路", "15"}, {"铁路", "568"}});
    world.wells = {map.well("w", "井", 'w')};
    Piece piece =
        path({follow(road("西路"), road("铁路")), follow(road("铁路"), extension("工业区路", Compass::south)),
              straight(Compass::north, road("工业区路")), follow(road("工业区路"), road("北路")),
              follow(road("北路"), road("西路"))});
    piece.both_sides_m = 10;
    const CompiledZone first = world.compile(piece);
    const auto original = world.roads;
    for (unsigned seed = 1; seed < 10; ++seed) {
        world.roads = shuffled(original, seed);
        EXPECT_EQ(world.compile(piece).record.shape[0].outer, first.record.shape[0].outer);
    }
}

}  // namespace
}  // namespace bareland::testing
