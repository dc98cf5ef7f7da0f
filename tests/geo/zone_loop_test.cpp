// Loops of roads on maps drawn as text.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "geo/ellipsoid.hpp"
#include "geo/geodesic.hpp"
#include "tests/geo/zone_case.hpp"

namespace bareland::testing {
namespace {

using recipe::Compass;
using recipe::Piece;

// A plain block: four roads that overshoot all four corners.
const char* const block = R"(
     h              g
     |              |
 a---1--------------2-----b
     |              |
     |              |
 e---4--------------3-----f
     |              |
     d              c
)";

World block_world() {
    const AsciiMap map(block);
    World world;
    world.roads = map.roads({{"北路", "ab"}, {"东路", "gc"}, {"南路", "fe"}, {"西路", "dh"}});
    return world;
}

TEST(ZoneLoop, OvershootingRoadsEncloseTheBlockBetweenThem) {
    const AsciiMap map(block);
    World world = block_world();
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}));
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "1234")), 1e-6);
    // Edges run along meridians and parallels: the area has a closed form.
    const Point p = map.at('4'), q = map.at('2');
    EXPECT_NEAR(zone.area_m2, ellipsoid::cell_area(p.y, q.y, p.x, q.x), 1e-4);
    EXPECT_NEAR(zone.area_m2, 750.0 * 300.0, 30);
    ASSERT_EQ(zone.piece.steps.size(), 4U);
    EXPECT_NEAR(zone.piece.steps[0].length_m, geodesic::distance(map.at('1'), map.at('2')), 1e-6);
    EXPECT_EQ(zone.piece.steps[0].from, map.at('1')) << "the north road begins where the west road meets it";
    EXPECT_EQ(zone.piece.steps[1].lines, 1U);
    EXPECT_TRUE(zone.findings.empty());
}

TEST(ZoneLoop, LinksAreThoseOfTheLoopCutAtTheCorners) {
    const AsciiMap map(block);
    World world = block_world();
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}));
    ASSERT_EQ(zone.record.links.size(), 4U);
    EXPECT_EQ(zone.record.links[0].road, "北路");
    EXPECT_EQ(zone.record.links[0].link_id, "1");
    EXPECT_EQ(zone.record.links[0].carriageway, 0);
    EXPECT_EQ(zone.record.links[0].line, map.line("12"));
    EXPECT_EQ(zone.record.links[2].line, map.line("34")) << "in the direction of the record";
}

TEST(ZoneLoop, TheOrderMayRunEitherWayRound) {
    World world = block_world();
    const CompiledZone there = world.compile(loop({"北路", "东路", "南路", "西路"}));
    const CompiledZone back = world.compile(loop({"南路", "东路", "北路", "西路"}));
    EXPECT_EQ(difference_m2(there.record.shape, back.record.shape), 0);
}

TEST(ZoneLoop, TheStripLiesOutsideTheRoads) {
    const AsciiMap map(block);
    World world = block_world();
    const double strip = 20;
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}, 0, strip));
    const CompiledZone bare = world.compile(loop({"北路", "东路", "南路", "西路"}));
    // A convex ring with a strip s: its area, its length times s, and pi s^2.
    const double rim = ground::length(map.ring("1234"));
    EXPECT_NEAR(zone.area_m2, bare.area_m2 + rim * strip + M_PI * strip * strip, 0.1);
    // Every corner of the outline lies 20 m from the block, to a millimetre.
    const Ring inner = bare.record.shape[0].outer;
    for (const Point& p : zone.record.shape[0].outer) {
        double least = 1e9;
        for (std::size_t i = 0; i + 1 < inner.size(); ++i) {
            least =
                std::min(least, geodesic::distance(p, ground::nearest_on_segment(p, inner[i], inner[i + 1])));
        }
        EXPECT_NEAR(least, strip, 1e-3);
    }
}

// Both roads are dual; the crossings of the carriageways make a box at each corner.
TEST(ZoneLoop, OutermostCarriagewaysBound) {
    const AsciiMap map(R"(
     q  r           s  t
     |  |           |  |
 a---1--2-----------3--4---b
 c---5--6-----------7--8---d
     |  |           |  |
     |  |           |  |
 e---9--A-----------B--C---f
 g---D--E-----------F--G---h
     |  |           |  |
     u  v           w  x
)",
                       20);
    World world;
    world.roads = map.roads({{"北路", "ab"},
                             {"北路", "dc"},
                             {"南路", "ef"},
                             {"南路", "hg"},
                             {"西路", "uq"},
                             {"西路", "rv"},
                             {"东路", "xt"},
                             {"东路", "sw"}});
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}));
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "14GD")), 1e-6);
    // All carriageways belong: the outermost are 0, the inner ones 1.
    std::map<std::string, int> number;
    for (const LoopLink& link : zone.record.links)
        number[link.link_id] = link.carriageway;
    const std::map<std::string, int> expected{{"1", 0}, {"2", 1}, {"3", 1}, {"4", 0},
                                              {"5", 0}, {"6", 1}, {"7", 0}, {"8", 1}};
    EXPECT_EQ(number, expected);
    for (const StepReport& step : zone.piece.steps)
        EXPECT_EQ(step.carriageways, 2U);
}

// The side road ends at the near carriageway; the far one belongs all the same.
TEST(ZoneLoop, TheFarCarriagewayBelongsWhereASideRoadEndsAtTheNearOne) {
    const AsciiMap map(R"(
 a----1----------2----b
 c----5----------6----d
      |          |
      |          |
      |          |
 e----9----------A----f
)",
                       30);
    World world;
    world.roads = map.roads({{"北路", "ab"}, {"北路", "dc"}, {"南路", "ef"}, {"西路", "59"}, {"东路", "6A"}});
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}));
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "12A9")), 1e-6);
    EXPECT_EQ(zone.record.links.size(), 5U);
}

// The road divides on its way and joins again.
TEST(ZoneLoop, ADividedStretchIsBoundedByItsOuterSide) {
    const AsciiMap map(R"(
              p----q
 a---1----m--<      >--n----2---b
     |        r----s        |
     |                      |
     |                      |
 e---4----------------------3---f
)",
                       20);
    World world;
    world.roads = map.roads({{"北路", "am"},
                             {"北路", "mpqn"},
                             {"北路", "nsrm"},
                             {"北路", "nb"},
                             {"东路", "23"},
                             {"南路", "fe"},
                             {"西路", "41"}});
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}));
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "1mpqn234")), 1e-6);
    for (const LoopLink& link : zone.record.links)
        EXPECT_EQ(link.carriageway, link.link_id == "3" ? 1 : 0) << link.link_id;
}

TEST(ZoneLoop, ConcaveLoopsAreOrdinary) {
    const AsciiMap map(R"(
 1-----------2
 |           |
 |     4-----3
 |     |
 |     5-----6
 |           |
 8-----------7
)");
    World world;
    world.roads = map.roads({{"一路", "12"},
                             {"二路", "23"},
                             {"三路", "34"},
                             {"四路", "45"},
                             {"五路", "56"},
                             {"六路", "67"},
                             {"七路", "78"},
                             {"八路", "81"}});
    const CompiledZone zone =
        world.compile(loop({"一路", "二路", "三路", "四路", "五路", "六路", "七路", "八路"}));
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "12345678")), 1e-6);
}

// The winding road meets the straight one three times.
TEST(ZoneLoop, SeveralMeetingsStopUnlessTheRecipeSaysWhich) {
    const AsciiMap map(R"(
 a---1-----2-----3----b
     |     |     |
     |     5--6  |
     |        |  |
     |     p--q  |
     |     |
 e---4-----r----------f
)");
    World world;
    // 曲路 starts at 2 and comes back to the north road at 3.
    world.roads =
        map.roads({{"北路", "ab"}, {"曲路", "2563"}, {"东路", "qpr"}, {"南路", "ef"}, {"西路", "14"}});
    world.roads.push_back(world.roads[1]);
    world.roads[5].id = "6";
    world.roads[5].line = map.line("6q");
    Piece piece = loop({"北路", "曲路", "东路", "南路", "西路"});
    EXPECT_EQ(
        world.complaint(piece),
        "BL-3631: r.toml, zone \"z1\", loop step 1: 北路 and 曲路 meet at 2 places: (116.706431, 39.899099), "
        "(116.709939, 39.899099); say which one with at");
    std::size_t meetings = 0;
    for (const FoundFeature& feature : world.trace)
        meetings += feature.role == "meeting" ? 1U : 0U;
    EXPECT_EQ(meetings, 2U) << "both places are in the layer to look at";
    piece.steps[0].at = Compass::west;
    const CompiledZone west = world.compile(piece);
    EXPECT_LT(difference_m2(west.record.shape, drawn(map, "1256qpr4")), 1e-6);
    EXPECT_EQ(west.piece.steps[0].meetings, 2U);
    EXPECT_EQ(west.piece.steps[0].chosen.en, "the one farthest west");
    piece.steps[0].at = map.at('3');
    const CompiledZone east = world.compile(piece);
    EXPECT_LT(difference_m2(east.record.shape, drawn(map, "136qpr4")), 1e-6);
}

TEST(ZoneLoop, RoadsThatCrossTwiceAwayFromTheCornerAreNoTrouble) {
    const AsciiMap map(R"(
          n--m
          |  |
 a---1----2--3------b
     |       |
     |       |
 e---4-------5---f
)");
    World world;
    // 东路 crosses the north road at 2 as well, beyond the corner at 3.
    world.roads = map.roads({{"北路", "ab"}, {"东路", "2nm35"}, {"南路", "ef"}, {"西路", "14"}});
    Piece piece = loop({"北路", "东路", "南路", "西路"});
    piece.carriageways_m = 10;
    piece.steps[0].at = Compass::east;
    EXPECT_LT(difference_m2(world.compile(piece).record.shape, drawn(map, "1354")), 1e-6);
}

TEST(ZoneLoop, TwoRoadsThatMeetTwiceEncloseWhatIsBetween) {
    const AsciiMap map(R"(
     2------3
     |      |
 a---1------4---b
)");
    World world;
    world.roads = map.roads({{"直路", "ab"}, {"环路", "1234"}});
    EXPECT_LT(difference_m2(world.compile(loop({"直路", "环路"})).record.shape, drawn(map, "1234")), 1e-6);
}

// ---- gaps ----

const char* const gapped = R"(
 1-----m n------2
 |              |
 |              |
 4--------------3
)";

TEST(ZoneLoop, GapsUpToTheToleranceAreBridgedAndTold) {
    const AsciiMap map(gapped, 40);
    World world;
    world.roads = map.roads({{"北路", "1m"}, {"北路", "2n"}, {"东路", "23"}, {"南路", "34"}, {"西路", "41"}});
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}, 45));
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "1234")), 1e-3);
    ASSERT_EQ(zone.piece.steps[0].gaps.size(), 1U);
    const double gap = geodesic::distance(map.at('m'), map.at('n'));
    EXPECT_NEAR(gap, 40, 0.01);
    EXPECT_NEAR(zone.piece.steps[0].gaps[0].metres, gap, 1e-6);
    ASSERT_EQ(zone.findings.size(), 1U);
    EXPECT_EQ(zone.findings[0].code, "BL-4603");
    EXPECT_EQ(zone.findings[0].text.zh,
              "分区“z1”：“北路”有 40.0 米的间隙（116.701637, 39.899640 至 116.702105, 39.899640），已按 "
              "gap_m 连接。");
}

TEST(ZoneLoop, WiderGapsStopWithTheirWidth) {
    const AsciiMap map(gapped, 40);
    World world;
    world.roads = map.roads({{"北路", "1m"}, {"北路", "2n"}, {"东路", "23"}, {"南路", "34"}, {"西路", "41"}});
    EXPECT_EQ(world.complaint(loop({"北路", "东路", "南路", "西路"}, 39)),
              "BL-3632: r.toml, zone \"z1\", loop step 1: 北路 is broken between 116.700234, 39.899640 and "
              "116.703742, 39.899640; the gap is 40.0 m (116.701637, 39.899640 to 116.702105, 39.899640), "
              "and gap_m "
              "allows 39 m");
}

TEST(ZoneLoop, RoadsThatStopShortOfTheCorner) {
    const AsciiMap map(R"(
 1--------------2
 |
 |              5
 |              |
 4--------------3
)",
                       20);
    World world;
    world.roads = map.roads({{"北路", "12"}, {"东路", "53"}, {"南路", "34"}, {"西路", "41"}});
    const double gap = geodesic::distance(map.at('2'), map.at('5'));
    EXPECT_NEAR(gap, 40, 0.01);
    EXPECT_EQ(world.complaint(loop({"北路", "东路", "南路", "西路"}, 30)),
              "BL-3630: r.toml, zone \"z1\", loop step 1: 北路 and 东路 do not meet; where they come nearest "
              "there are "
              "40.0 m between them (116.701871, 39.899820 and 116.701871, 39.899460), and gap_m allows 30 m");
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}, 41));
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "1234")), 1e-3);
    ASSERT_EQ(zone.piece.steps[0].gaps.size(), 1U);
    EXPECT_NEAR(zone.piece.steps[0].gaps[0].metres, gap, 1e-6);
}

TEST(ZoneLoop, AGapInOneCarriagewayIsBridgedAlongIt) {
    const AsciiMap map(R"(
 a---1-----m n------2---b
 c---5-----p q------6---d
     |              |
     |              |
 e---4--------------3---f
)",
                       15);
    World world;
    // Both carriageways have the same gap of 15 m, as far as they are apart from each other.
    world.roads = map.roads({{"北路", "am"},
                             {"北路", "nb"},
                             {"北路", "pc"},
                             {"北路", "dq"},
                             {"东路", "23"},
                             {"南路", "fe"},
                             {"西路", "41"}});
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}, 16));
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "1234")), 1e-3);
    EXPECT_EQ(zone.piece.steps[0].gaps.size(), 2U);
}

// The outer carriageway has a gap wider than allowed: it bounds the zone on either side of the gap all the
// same.
TEST(ZoneLoop, ABrokenOuterCarriagewayBelongsAndIsTold) {
    const AsciiMap map(R"(
 a---1-----m      n-----2---b
 c---5-----p------q-----6---d
     |                  |
     |                  |
 e---4------------------3---f
)",
                       20);
    World world;
    world.roads = map.roads(
        {{"北路", "am"}, {"北路", "nb"}, {"北路", "dqpc"}, {"东路", "23"}, {"南路", "fe"}, {"西路", "41"}});
    const CompiledZone zone = world.compile(loop({"北路", "东路", "南路", "西路"}, 30));
    EXPECT_LT(difference_m2(zone.record.shape, drawn(map, "1mpqn234")), 0.1);
    std::map<std::string, int> number;
    for (const LoopLink& link : zone.record.links)
        number[link.link_id] = link.carriageway;
    EXPECT_EQ(number,
              (std::map<std::string, int>{{"1", 0}, {"2", 0}, {"3", 0}, {"4", 0}, {"5", 0}, {"6", 0}}));
    ASSERT_EQ(zone.findings.size(), 2U);
    EXPECT_EQ(zone.findings[0].code, "BL-4605");
    const double gap = geodesic::distance(map.at('m'), map.at('n'));
    EXPECT_NEAR(zone.piece.steps[0].broken[0].metres, gap, 1e-6);
    EXPECT_NE(
        zone.findings[0].text.en.find(fmt::format("(nearest other end {:.1f} m away, gap_m 30 m)", gap)),
        std::string::npos);
}

// ---- names ----

TEST(ZoneLoop, ANameIsNeverTakenForAnother) {
    World world = block_world();
    world.roads[0].name = "通胡南路";
    const std::string complaint = world.complaint(loop({"通胡大街", "东路", "南路", "西路"}));
    EXPECT_EQ(complaint,
              "BL-3621: r.toml, zone \"z1\", loop: no line is called \"通胡大街\" in the road layers. Names "
              "must be "
              "exactly the same; where two names are one road, say so in [synonyms] of the recipe");
    world.roads[0].name = "原京榆旧线";
    EXPECT_EQ(world.complaint(loop({"京榆旧线", "东路", "南路", "西路"})),
              "BL-3621: r.toml, zone \"z1\", loop: no line is called \"京榆旧线\" in the road layers. "
              "Similar names: "
              "\"原京榆旧线\" (0.00 m from 东路). Names must be exactly the same; where two names are one "
              "road, say so "
              "in [synonyms] of the recipe");
    std::set<std::string> names;
    for (const FoundFeature& feature : world.trace)
        names.insert(feature.role + " " + feature.name);
    EXPECT_EQ(names, (std::set<std::string>{"line 东路", "line 南路", "line 西路", "candidate 原京榆旧线"}));
    world.synonyms = {{"京榆旧线", "京榆旧线"}, {"原京榆旧线", "京榆旧线"}};
    EXPECT_EQ(world.complaint(loop({"京榆旧线", "东路", "南路", "西路"})), "");
}

TEST(ZoneLoop, FullWidthAndBlanksAreNoOtherName) {
    World world = block_world();
    world.roads[0].name = " G１０３ 北路";
    EXPECT_EQ(world.complaint(loop({"g103北路", "东路", "南路", "西路"})), "");
}

// ---- what is no loop ----

TEST(ZoneLoop, AFigureOfEightIsRefused) {
    const AsciiMap map(R"(
 1           2
  \         /
    \     /
       x
    /     \
  /         \
 4-----------3
 |           |
 5-----------6
)");
    World world;
    world.roads = map.roads({{"顶路", "12"}, {"左上右下", "13"}, {"底路", "34"}, {"右上左下", "42"}});
    // They meet one another in this order, but the second crosses the fourth at x.
    EXPECT_EQ(
        world.complaint(loop({"顶路", "左上右下", "底路", "右上左下"})),
        "BL-3637: r.toml, zone \"z1\", loop: the border crosses itself at 116.704093, 39.896397 (左上右下, "
        "右上左下) and so encloses no single piece; check the order, or choose other meetings with at");
}

TEST(ZoneLoop, ARingRoadNeedsToBeToldWhichWay) {
    const AsciiMap map(R"(
 1-----2-----3
 |     |     |
 |     |     |
 8     |     4
 |     |     |
 7-----6-----5
       |
       s
)");
    World world;
    world.roads = map.roads({{"环路", "1234"}, {"环路", "45678"}, {"环路", "81"}, {"中轴路", "2s"}});
    Piece piece = loop({"环路", "中轴路"});
    EXPECT_EQ(
        world.complaint(piece),
        "BL-3635: r.toml, zone \"z1\", loop step 1: 环路 leads from 116.704093, 39.894596 to 116.704093, "
        "39.899099 in two ways; say which one with toward or turn");
    piece.steps[0].way.toward = Compass::east;
    EXPECT_LT(difference_m2(world.compile(piece).record.shape, drawn(map, "23456")), 1e-6);
    piece.steps[0].way.toward = Compass::west;
    EXPECT_LT(difference_m2(world.compile(piece).record.shape, drawn(map, "21876")), 1e-6);
    piece.steps[0].way = {{}, true};
    const double clockwise = world.compile(piece).area_m2;
    piece.steps[0].way = {{}, false};
    EXPECT_NEAR(world.compile(piece).area_m2 + clockwise, area_of(map, "1357"), 1e-3);
}

// ---- invariance ----

TEST(ZoneLoop, TheOrderAndDirectionOfLinesChangeNoByte) {
    const AsciiMap map(R"(
     q  r           s  t
     |  |           |  |
 a---1--2---i j-----3--4---b
 c---5--6---k l-----7--8---d
      \  \          |  |
       y  z         |  |
 e-----9--A---------B--C---f
 g-----D--E---------F--G---h
       |  |         |  |
       u  v         w  x
)",
                       25);
    World world;
    world.roads = map.roads({{"北路", "ai"},
                             {"北路", "jb"},
                             {"北路", "dl"},
                             {"北路", "kc"},
                             {"南路", "ef"},
                             {"南路", "hg"},
                             {"西路", "uDy5q"},
                             {"西路", "r6zv"},
                             {"东路", "xt"},
                             {"东路", "sw"}});
    const Piece piece = loop({"北路", "东路", "南路", "西路"}, 30, 17);
    const CompiledZone first = world.compile(piece);
    const std::vector<RoadRecord> original = world.roads;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        world.roads = shuffled(original, seed);
        const CompiledZone again = world.compile(piece);
        ASSERT_EQ(again.record.shape.size(), first.record.shape.size());
        EXPECT_EQ(again.record.shape[0].outer, first.record.shape[0].outer) << "seed " << seed;
        ASSERT_EQ(again.record.links.size(), first.record.links.size());
        for (std::size_t i = 0; i < first.record.links.size(); ++i) {
            EXPECT_EQ(again.record.links[i].link_id, first.record.links[i].link_id);
            EXPECT_EQ(again.record.links[i].carriageway, first.record.links[i].carriageway);
        }
        EXPECT_EQ(again.area_m2, first.area_m2);
    }
}

}  // namespace
}  // namespace bareland::testing
