// The shipped recipes on the demo's map: each compiles, and what comes out is what the lines enclose when
// they are flooded instead of followed.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numbers>
#include <set>
#include <string>
#include <vector>

#include "geo/overlay.hpp"
#include "geo/zone_compiler.hpp"
#include "layers/recipe.hpp"
#include "tests/support/demo_map.hpp"
#include "tests/support/earth.hpp"
#include "tests/support/flood.hpp"

namespace bareland {
namespace {

using testing::Earth;
using testing::Flood;

const testing::DemoMap& map() {
    static const testing::DemoMap read = testing::demo_map();
    return read;
}

std::vector<CompiledZone> compiled(const std::string& recipe, const testing::DemoMap& with) {
    ZoneSources sources;
    sources.roads = with.roads;
    sources.units = with.units;
    sources.wells = with.wells;
    Trace trace;
    return compile_zones(load_recipe(std::string(BARELAND_SOURCE_DIR) + "/data/zones/" + recipe), sources,
                         trace);
}

const std::vector<CompiledZone>& zones_2024() {
    static const std::vector<CompiledZone> zones = compiled("tongzhou-2024.toml", map());
    return zones;
}
const std::vector<CompiledZone>& zones_2020() {
    static const std::vector<CompiledZone> zones = compiled("tongzhou-2020.toml", map());
    return zones;
}

const CompiledZone& zone(const std::vector<CompiledZone>& zones, const std::string& id) {
    const auto found =
        std::find_if(zones.begin(), zones.end(), [&](const CompiledZone& z) { return z.record.id == id; });
    if (found == zones.end()) throw std::runtime_error("no such zone: " + id);
    return *found;
}

// Places in thousandths of a degree from 116 E, 39 N.
Point place(double x, double y) {
    return {116 + x / 1000, 39 + y / 1000};
}

// Round the middle of the new town: planar areas are ground areas here.
const Earth& earth() {
    static const Earth plane("EPSG:4490", place(720, 920));
    return plane;
}

double ground_m2(const MultiPolygon& shape) {
    return shape.empty() ? 0 : earth().area(shape, 0.001);
}

double common_m2(const MultiPolygon& a, const MultiPolygon& b) {
    return ground_m2(overlay::intersection(a, b));
}

bool inside(const MultiPolygon& shape, const Point& p) {
    bool in = false;
    const auto count = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point &a = ring[i], &b = ring[i + 1];
            if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) in = !in;
        }
    };
    for (const Polygon& polygon : shape) {
        count(polygon.outer);
        for (const Ring& hole : polygon.holes)
            count(hole);
    }
    return in;
}

// Lines on the way to being fences, in degrees.
class Survey {
  public:
    // A box in thousandths of a degree.
    Survey(double west, double south, double east, double north, double cell, double reach)
        : flood_(box(west, south, east, north), cell, reach) {}

    static Box box(double west, double south, double east, double north) {
        Box result;
        for (const Point& corner :
             {place(west, south), place(east, south), place(east, north), place(west, north)})
            result.add(earth().to_plane(corner));
        return result;
    }

    // Segments whose middle lies within the window only.
    void fence(const std::vector<Point>& line, double west = -1e3, double south = -1e3, double east = 1e4,
               double north = 1e4) {
        const Point low = place(west, south), high = place(east, north);
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            const Point middle{(line[i].x + line[i + 1].x) / 2, (line[i].y + line[i + 1].y) / 2};
            if (middle.x < low.x || middle.x > high.x || middle.y < low.y || middle.y > high.y) continue;
            flood_.fence({earth().to_plane(line[i]), earth().to_plane(line[i + 1])});
        }
    }
    void road(const std::string& name, double west = -1e3, double south = -1e3, double east = 1e4,
              double north = 1e4) {
        for (const std::vector<Point>& line : map().lines(name))
            fence(line, west, south, east, north);
    }
    void border(const MultiPolygon& shape, double west = -1e3, double south = -1e3, double east = 1e4,
                double north = 1e4) {
        for (const Polygon& polygon : shape)
            fence(polygon.outer, west, south, east, north);
    }
    void circle(const std::string& well, double west, double south, double east, double north) {
        const Point centre = earth().to_plane(map().well(well).place);
        constexpr int pieces = 720;
        for (int i = 0; i < pieces; ++i) {
            const auto at = [&](int k) {
                const double angle = 2 * std::numbers::pi * k / pieces;
                return Point{centre.x + 1000 * std::cos(angle), centre.y + 1000 * std::sin(angle)};
            };
            const Point middle = at(i);
            const Box window = box(west, south, east, north);
            if (middle.x < window.min_x || middle.x > window.max_x || middle.y < window.min_y ||
                middle.y > window.max_y)
                continue;
            flood_.fence({at(i), at(i + 1)});
        }
    }
    Flood& flood() { return flood_; }

  private:
    Flood flood_;
};

MultiPolygon district() {
    std::vector<MultiPolygon> shapes;
    for (const UnitRecord& unit : map().units)
        shapes.push_back(unit.shape);
    return overlay::dissolve(shapes);
}

// The end of a road that is farthest in a direction.
Point end_of(const std::string& road, double east, double north) {
    Point best;
    double farthest = -1e300;
    for (const std::vector<Point>& line : map().lines(road)) {
        for (const Point& p : line) {
            if (const double far = p.x * east + p.y * north; far > farthest) {
                farthest = far;
                best = p;
            }
        }
    }
    return best;
}

// The area of the zone against what was flooded; and every cell of a coarse lattice is in both or in neither,
// but for those near the edge.
void expect_same_ground(const CompiledZone& zone, const Flood& flood, double m2, double share) {
    EXPECT_NEAR(zone.area_m2, ground_m2(zone.record.shape), 1e-6 * zone.area_m2) << zone.record.id;
    EXPECT_NEAR(zone.area_m2, m2, share * m2) << zone.record.id;
    const Box box = box_of(zone.record.shape);
    int both = 0, one = 0;
    constexpr int steps = 120;
    for (int i = -6; i <= steps + 6; ++i) {
        for (int k = -6; k <= steps + 6; ++k) {
            const Point p{box.min_x + (box.max_x - box.min_x) * (i + 0.31) / steps,
                          box.min_y + (box.max_y - box.min_y) * (k + 0.37) / steps};
            const bool a = inside(zone.record.shape, p), b = flood.holds(earth().to_plane(p));
            both += a && b ? 1 : 0;
            one += a != b ? 1 : 0;
        }
    }
    EXPECT_GT(both, 1000) << zone.record.id;
    EXPECT_LT(one, 0.02 * both) << zone.record.id;
}

TEST(OfficialRecipes, SayWhatLaysThemDown) {
    ASSERT_EQ(zones_2024().size(), 3U);
    ASSERT_EQ(zones_2020().size(), 2U + 17U + 2U);
    for (const auto& [zones, from] :
         {std::pair{&zones_2024(), Date{2024, 1, 1}}, std::pair{&zones_2020(), Date{2020, 2, 14}}}) {
        for (const CompiledZone& z : *zones) {
            SCOPED_TRACE(z.record.id);
            EXPECT_FALSE(z.record.document.empty());
            EXPECT_FALSE(z.record.clause.empty());
            EXPECT_FALSE(z.record.level.empty());
            ASSERT_TRUE(z.record.validity.from);
            EXPECT_EQ(*z.record.validity.from, from);
            EXPECT_FALSE(z.record.validity.to);
            EXPECT_GT(z.area_m2, 0);
            EXPECT_FALSE(overlay::make_valid(z.record.shape).changed());
        }
    }
    std::map<std::string, int> kinds;
    for (const CompiledZone& z : zones_2020())
        ++kinds[z.record.kind];
    EXPECT_EQ(
        kinds,
        (std::map<std::string, int>{
            {"water_primary", 1}, {"water_secondary", 1}, {"water_township", 17}, {"livestock_ban", 2}}));
}

TEST(OfficialRecipes, PrimaryZoneIsTheDissolvedDiscs) {
    const CompiledZone& primary = zone(zones_2020(), "water-primary-2020");
    ASSERT_TRUE(primary.discs);
    EXPECT_EQ(primary.discs->discs, 28U);
    EXPECT_EQ(primary.record.discs.size(), 28U);
    const auto disc = [](double r) { return std::numbers::pi * r * r; };
    EXPECT_NEAR(primary.discs->separate_m2, 2 * disc(200) + 9 * disc(100) + 17 * disc(50), 0.01);
    EXPECT_NEAR(primary.discs->separate_m2, 667'588.44, 0.01);
    // The demo's wells stand so that they cover what the document states.
    EXPECT_NEAR(primary.discs->dissolved_m2, 620'707.89, 15);
    EXPECT_LT(primary.discs->dissolved_m2, primary.discs->separate_m2 - 46'000);
    ASSERT_TRUE(primary.record.stated_area_m2);
    EXPECT_DOUBLE_EQ(*primary.record.stated_area_m2, 620'707.89);
    EXPECT_NEAR(ground_m2(primary.record.shape), 620'707.89, 30);
}

TEST(OfficialRecipes, SecondaryZoneIsWhatTheWalkEnclosesWithoutThePrimary) {
    const CompiledZone& secondary = zone(zones_2020(), "water-secondary-2020");
    const CompiledZone& primary = zone(zones_2020(), "water-primary-2020");
    EXPECT_NEAR(common_m2(secondary.record.shape, primary.record.shape), 0, 0.01);

    Survey survey(737.5, 935, 797, 999, 4, 16);
    survey.road("运潮减河南堤", 743, 930, 772, 950);
    survey.road("宋梁路", 730, 935.8, 750, 947.4);
    survey.road("京秦铁路", 742, 940, 759, 955);
    const Point industry = end_of("宋庄镇工业区路", 0, -1);
    survey.fence({industry, {industry.x, industry.y - 0.008}});
    survey.road("宋庄镇工业区路", 750, 950, 765, 966);
    survey.road("京榆旧线", 753, 955, 759, 970);
    survey.road("任李路", 750, 962, 756, 974);
    survey.road("原京榆旧路", 746, 965, 754, 980);
    survey.road("兴榆路");
    survey.road("辛疃路", 745.6, 980, 762, 990);
    survey.road("宋翟路", 755, 984.4, 765, 992.2);
    survey.road("北堤路", 760, 985, 775, 999);
    const Point dyke = end_of("北堤路", 1, 0);
    survey.fence({dyke, {dyke.x + 0.01, dyke.y}});
    survey.border(district(), 765, 948, 800, 994);
    survey.circle("傍8#", 768, 940, 791, 949.4);
    survey.circle("水源10#", 771, 942, 775, 946.4);
    survey.flood().enclose();
    const double enclosed = survey.flood().area();
    EXPECT_NEAR(secondary.area_m2 + ground_m2(primary.record.shape), enclosed, 0.003 * enclosed);
    // All wells of the primary zone stand in it, so their discs are its holes.
    for (const WellRecord& well : map().wells) {
        if (well.kind != "urban") continue;
        EXPECT_TRUE(survey.flood().holds(earth().to_plane(well.place))) << well.name;
        EXPECT_FALSE(inside(secondary.record.shape, well.place)) << well.name;
    }
    EXPECT_TRUE(inside(secondary.record.shape, place(745, 944)));
    EXPECT_FALSE(inside(secondary.record.shape, place(748, 955))) << "west of the industrial road";
    EXPECT_FALSE(inside(secondary.record.shape, place(766, 937))) << "south of the dyke";
    EXPECT_FALSE(inside(secondary.record.shape, place(752, 990))) << "west of 宋翟路";
    EXPECT_FALSE(inside(secondary.record.shape, place(788, 945.4))) << "outside the circles";
}

TEST(OfficialRecipes, TownshipZonesAreDiscsInTheEightTownships) {
    const std::set<std::string> eight{"永乐店镇", "于家务回族乡", "马驹桥镇", "漷县镇",
                                      "潞城镇",   "台湖镇",       "西集镇",   "宋庄镇"};
    std::set<std::string> met;
    for (const CompiledZone& z : zones_2020()) {
        if (z.record.kind != "water_township") continue;
        SCOPED_TRACE(z.record.name);
        ASSERT_TRUE(z.discs);
        const double radius = z.record.discs.front().radius_m;
        const double separate = static_cast<double>(z.discs->discs) * std::numbers::pi * radius * radius;
        EXPECT_NEAR(z.discs->separate_m2, separate, 0.01);
        if (z.discs->discs == 1) {
            EXPECT_NEAR(z.discs->dissolved_m2, separate, 0.01);
        }
        // “X 米范围” of the clause.
        const std::string metres = " " + std::to_string(static_cast<int>(radius)) + " 米";
        EXPECT_NE(z.record.clause.find(metres), std::string::npos) << z.record.clause;
        for (const UnitRecord& unit : map().units) {
            if (common_m2(z.record.shape, unit.shape) < 1e-3) continue;
            EXPECT_TRUE(eight.contains(unit.name)) << unit.name;
            met.insert(unit.name);
        }
    }
    EXPECT_EQ(met, eight);
}

TEST(OfficialRecipes, UrbanAreaIsWhatItsFourSidesEnclose) {
    const CompiledZone& urban = zone(zones_2020(), "urban-2020");
    Survey survey(572, 836, 776, 964, 15, 30);
    for (const char* name : {"潞苑北大街", "东部发展联络线", "京沈高速公路"})
        survey.road(name);
    survey.border(district());
    survey.flood().enclose();
    expect_same_ground(urban, survey.flood(), survey.flood().area(), 0.002);
    EXPECT_NEAR(urban.area_m2, *urban.record.stated_area_m2, 0.001 * *urban.record.stated_area_m2);
}

TEST(OfficialRecipes, LivestockBanIsAllOfThemTogether) {
    const CompiledZone& ban = zone(zones_2020(), "livestock-ban-2020");
    std::vector<MultiPolygon> parts;
    for (const CompiledZone& z : zones_2020()) {
        if (z.record.id != ban.record.id) parts.push_back(z.record.shape);
    }
    ASSERT_EQ(parts.size(), 20U);
    for (const MultiPolygon& part : parts)
        EXPECT_NEAR(ground_m2(overlay::difference(part, ban.record.shape)), 0, 0.1);
    // Of the parts only the urban area overlaps others.
    const CompiledZone& urban = zone(zones_2020(), "urban-2020");
    double sum = 0, overlap = 0;
    for (const MultiPolygon& part : parts) {
        sum += ground_m2(part);
        overlap += common_m2(part, urban.record.shape);
    }
    overlap -= urban.area_m2;
    EXPECT_GT(overlap, 0);
    EXPECT_NEAR(ban.area_m2, sum - overlap, 5);
}

TEST(OfficialRecipes, StrictZonesAreTheLoopsAndTheirFarSides) {
    const CompiledZone& north = zone(zones_2024(), "strict-a-2024");
    Survey a(685.6, 933, 706.4, 947, 2, 15);
    for (const char* name : {"京榆旧线", "陈列馆路", "潞苑五街", "潞苑西路"})
        a.road(name);
    a.flood().enclose();
    a.flood().grow(20);
    expect_same_ground(north, a.flood(), a.flood().area(), 0.004);

    const CompiledZone& south = zone(zones_2024(), "strict-b-2024");
    Survey b(660.6, 895.6, 694, 912.6, 2, 15);
    for (const char* name : {"通胡大街", "紫运中路", "玉带河大街", "滨河中路"})
        b.road(name);
    b.flood().enclose();
    b.flood().grow(20);
    expect_same_ground(south, b.flood(), b.flood().area(), 0.004);

    // No stub of a road beyond a corner is taken for a broken carriageway.
    for (const CompiledZone* z : {&north, &south}) {
        for (const Finding& finding : z->findings)
            EXPECT_NE(finding.code, "BL-4605") << finding.text.en;
    }

    // Both carriageways of a dual road are links of the loop; nothing but the four roads is.
    for (const auto& [z, dual] : {std::pair{&north, "京榆旧线"}, std::pair{&south, "通胡大街"}}) {
        std::set<std::string> roads;
        std::set<int> carriageways;
        for (const LoopLink& link : z->record.links) {
            roads.insert(link.road);
            if (link.road == dual) carriageways.insert(link.carriageway);
        }
        EXPECT_EQ(roads.size(), 4U);
        EXPECT_EQ(carriageways.size(), 2U) << dual;
    }
}

TEST(OfficialRecipes, StrictZonesMeetTheThreeSubdistrictsThatAnswerForThem) {
    std::set<std::string> met;
    for (const char* id : {"strict-a-2024", "strict-b-2024"}) {
        const ZoneRecord& record = zone(zones_2024(), id).record;
        EXPECT_EQ(record.owners, (std::vector<std::string>{"通运街道", "潞邑街道", "中仓街道"}));
        for (const std::string& owner : record.owners) {
            if (common_m2(record.shape, map().unit(owner).shape) > 10'000) met.insert(owner);
        }
    }
    EXPECT_EQ(met, (std::set<std::string>{"通运街道", "潞邑街道", "中仓街道"}));
}

TEST(OfficialRecipes, KeyZoneIsTheRingAndTheWholeSubdistrict) {
    const CompiledZone& key = zone(zones_2024(), "key-2024");
    const MultiPolygon& luyuan = map().unit("潞源街道").shape;
    EXPECT_NEAR(ground_m2(overlay::difference(luyuan, key.record.shape)), 0, 0.1);

    Survey survey(650, 862, 765, 960, 5, 15);
    for (const char* name : {"潞苑二街", "潞苑东路", "富河大街", "滨榆西路", "新华北路", "滨惠北一街",
                             "司空分署街", "通盛南路", "故城东路", "玉桥中路", "运河西大街", "紫运西路"})
        survey.road(name);
    survey.road("堡龙路", 700, 920, 724.5, 940);
    survey.road("东六环", 720, 920, 730, 929.2);
    survey.border(luyuan);
    survey.flood().enclose();
    expect_same_ground(key, survey.flood(), survey.flood().area(), 0.004);
    // Far more than the circle of 1.5 km diameter that the text begins with.
    EXPECT_GT(key.area_m2, 10 * std::numbers::pi * 750 * 750);
    // On this map the strict zones lie within it.
    for (const char* id : {"strict-a-2024", "strict-b-2024"}) {
        EXPECT_NEAR(ground_m2(overlay::difference(zone(zones_2024(), id).record.shape, key.record.shape)), 0,
                    0.1)
            << id;
    }
}

// A name that is not there is not replaced by one that looks like it.
TEST(OfficialRecipes, StopWithoutARoadRatherThanTakeAnother) {
    const auto without = [](const std::string& name) {
        testing::DemoMap less = map();
        std::erase_if(less.roads, [&](const RoadRecord& road) { return road.name == name; });
        return less;
    };
    for (const auto& [recipe, name] :
         {std::pair{"tongzhou-2024.toml", "通胡大街"}, std::pair{"tongzhou-2024.toml", "玉带河大街"},
          std::pair{"tongzhou-2024.toml", "紫运西路"}, std::pair{"tongzhou-2020.toml", "京榆旧线"},
          std::pair{"tongzhou-2020.toml", "原京榆旧路"}}) {
        try {
            compiled(recipe, without(name));
            ADD_FAILURE() << "compiled without " << name;
        } catch (const Error& error) {
            EXPECT_NE(error.text().zh.find(name), std::string::npos) << error.text().zh;
        }
    }
    testing::DemoMap less = map();
    std::erase_if(less.wells, [](const WellRecord& well) { return well.name == "基岩8#"; });
    EXPECT_THROW(compiled("tongzhou-2020.toml", less), Error);
}

}  // namespace
}  // namespace bareland
