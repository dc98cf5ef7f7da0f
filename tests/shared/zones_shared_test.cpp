// Loops of real roads in central Beijing (about 2012, OpenStreetMap) compile and enclose what they must.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "geo/crs.hpp"
#include "geo/geodesic.hpp"
#include "geo/overlay.hpp"
#include "geo/zone_compiler.hpp"
#include "layers/vector.hpp"
#include "tests/shared/ground_truth.hpp"
#include "tests/support/recipe_map.hpp"

namespace bareland {
namespace {

// WGS 84 degrees are taken as CGCS2000: centimetres, where the map is good to metres.
const std::vector<RoadRecord>& roads() {
    static const std::vector<RoadRecord> all = [] {
        VectorSource source;
        source.file = testing::shared_data() + "/beijing-core/roads.gpkg";
        std::vector<RoadRecord> out;
        for (const Feature& feature : read_features(source, {"name"}, Shapes::lines).features) {
            for (const std::vector<Point>& line : feature.lines) {
                RoadRecord road;
                road.id = std::to_string(feature.fid);
                road.name = feature.values[0].value_or("");
                road.line = line;
                if (!(line.front() == line.back())) out.push_back(std::move(road));  // two links go nowhere
            }
        }
        return out;
    }();
    return all;
}

CompiledZone compile(const std::vector<std::string>& names, double gap_m,
                     const std::vector<RoadRecord>& from) {
    recipe::Recipe recipe;
    recipe.file = "beijing.toml";
    recipe::Zone zone;
    zone.record.id = "z";
    zone.piece.kind = recipe::Piece::Kind::loop;
    zone.piece.label = "loop";
    zone.piece.gap_m = gap_m;
    zone.piece.carriageways_m = 80;
    for (const std::string& name : names) {
        recipe::Step step;
        step.follow = recipe::Line{};
        step.follow->name = name;
        zone.piece.steps.push_back(step);
    }
    recipe.zones = {zone};
    Trace trace;
    return compile_zones(recipe, {from, std::nullopt, std::nullopt, {}}, trace)[0];
}

// By counting crossings of a ray: nothing of the product's own.
bool holds(const MultiPolygon& shape, const Point& p) {
    bool inside = false;
    for (const Polygon& polygon : shape) {
        std::vector<Ring> rings = polygon.holes;
        rings.push_back(polygon.outer);
        for (const Ring& ring : rings) {
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const Point &a = ring[i], &b = ring[i + 1];
                if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y))
                    inside = !inside;
            }
        }
    }
    return inside;
}

struct Landmark {
    const char* name;
    Point place;
    bool inside;
};
struct Loop {
    std::vector<std::string> names;
    double gap_m;
    double area_km2;  // of the quadrangle of its corners, about
    std::vector<Landmark> landmarks;
};

TEST(SharedZones, LoopsOfRealRoadsEncloseTheirLandmarks) {
    REQUIRE_SHARED_DATA();
    const std::vector<Loop> loops{
        {{"北四环西路", "中关村东路", "北三环西路", "中关村大街"},
         40,
         2.7,
         {{"中科院计算技术研究所", {116.3208, 39.9802}, true},
          {"双榆树公园", {116.3200, 39.9700}, true},
          {"中国人民大学", {116.3085, 39.9700}, false},
          {"清华大学", {116.3265, 40.0000}, false},
          {"北京航空航天大学", {116.3425, 39.9800}, false}}},
        {{"成府路", "中关村东路", "知春路", "学院路"},
         40,
         3.1,
         {{"北京航空航天大学", {116.3425, 39.9800}, true},
          {"北京语言大学", {116.3415, 39.9900}, true},
          {"清华大学", {116.3265, 40.0000}, false},
          {"中国地质大学", {116.3420, 39.9945}, false}}},
        {{"朝阳公园路", "农展馆南路", "东三环北路", "亮马桥路"},
         40,
         1.7,
         {{"全国农业展览馆", {116.4610, 39.9400}, true},
          {"东三环北路西侧辅路", {116.45535, 39.9400}, true},
          {"朝阳公园", {116.4760, 39.9420}, false},
          {"工人体育场", {116.4405, 39.9300}, false}}},
    };
    for (const Loop& loop : loops) {
        const CompiledZone zone = compile(loop.names, loop.gap_m, roads());
        EXPECT_EQ(zone.record.shape.size(), 1U) << loop.names[0];
        EXPECT_NEAR(zone.area_m2 / 1e6, loop.area_km2, 0.35) << loop.names[0];
        for (const Landmark& landmark : loop.landmarks)
            EXPECT_EQ(holds(zone.record.shape, landmark.place), landmark.inside)
                << loop.names[0] << " " << landmark.name;
        // No link lies outside: the outermost carriageways bound. A centimetre for those on the border.
        const MultiPolygon grown = ground::within({zone.record.shape, {}, {}}, 0.01);
        for (const LoopLink& link : zone.record.links) {
            EXPECT_NE(std::find(loop.names.begin(), loop.names.end(), link.road), loop.names.end())
                << link.road;
            const Point middle{(link.line[0].x + link.line[1].x) / 2, (link.line[0].y + link.line[1].y) / 2};
            EXPECT_TRUE(holds(grown, middle)) << link.road << " " << link.link_id;
        }
    }
}

TEST(SharedZones, ShuffledAndReversedLinksGiveTheSameBytes) {
    REQUIRE_SHARED_DATA();
    const std::vector<std::string> names{"朝阳公园路", "农展馆南路", "东三环北路", "亮马桥路"};
    const CompiledZone first = compile(names, 40, roads());
    for (unsigned seed = 1; seed <= 3; ++seed) {
        const CompiledZone again = compile(names, 40, testing::shuffled(roads(), seed));
        EXPECT_EQ(again.record.shape[0].outer, first.record.shape[0].outer);
        ASSERT_EQ(again.record.links.size(), first.record.links.size());
        for (std::size_t i = 0; i < first.record.links.size(); ++i) {
            EXPECT_EQ(again.record.links[i].link_id, first.record.links[i].link_id);
            EXPECT_EQ(again.record.links[i].carriageway, first.record.links[i].carriageway);
        }
    }
}

// The pedestrian part of 王府井大街 has another name: the gap is told to the decimetre, and nothing is made
// up.
TEST(SharedZones, ARealGapIsToldAndNotBridged) {
    REQUIRE_SHARED_DATA();
    try {
        compile({"东长安街", "王府井大街", "五四大街", "北池子大街", "南池子大街"}, 30, roads());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3632");
        EXPECT_NE(error.text().en.find("王府井大街 is broken between"), std::string::npos) << error.text().en;
        EXPECT_NE(error.text().en.find("the gap is 550.9 m"), std::string::npos) << error.text().en;
    }
}

TEST(SharedZones, SimilarNamesAreNotTaken) {
    REQUIRE_SHARED_DATA();
    try {
        compile({"中关村大街", "北四环", "中关村东路", "北三环西路"}, 40, roads());
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3621");
        EXPECT_NE(error.text().zh.find("“北四环西路”"), std::string::npos) << error.text().zh;
    }
}

}  // namespace
}  // namespace bareland
