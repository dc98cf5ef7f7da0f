// The demo's roads, wells and projects: what the recipes of data/zones need of them is there.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <string>
#include <vector>

#include "synthetic/demo.hpp"
#include "synthetic/demo_roads.hpp"
#include "synthetic/demo_sources.hpp"
#include "synthetic/partition.hpp"

namespace bareland::synthetic {
namespace {

double distance(const Point& a, const Point& b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

double distance(const Point& p, const Point& a, const Point& b) {
    const double ux = b.x - a.x, uy = b.y - a.y;
    const double share = std::clamp(((p.x - a.x) * ux + (p.y - a.y) * uy) / (ux * ux + uy * uy), 0.0, 1.0);
    return distance(p, {a.x + share * ux, a.y + share * uy});
}

bool cross(const Point& a, const Point& b, const Point& c, const Point& d) {
    const auto side = [](const Point& p, const Point& q, const Point& r) {
        return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x) > 0;
    };
    return side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b);
}

// Between all lines of two names; 0 where they cross.
double distance(const std::vector<DemoRoad>& roads, const std::string& first, const std::string& second) {
    double least = 1e9;
    for (const DemoRoad& a : roads) {
        if (a.name != first) continue;
        for (const DemoRoad& b : roads) {
            if (b.name != second) continue;
            for (std::size_t i = 0; i + 1 < a.line.size(); ++i) {
                for (std::size_t j = 0; j + 1 < b.line.size(); ++j) {
                    const Point &p = a.line[i], &q = a.line[i + 1], &r = b.line[j], &s = b.line[j + 1];
                    if (cross(p, q, r, s)) return 0;
                    least = std::min(
                        {least, distance(p, r, s), distance(q, r, s), distance(r, p, q), distance(s, p, q)});
                }
            }
        }
    }
    return least;
}

TEST(DemoRoads, MeetWhereTheDocumentsSayThatTheyMeet) {
    const std::vector<DemoRoad> roads = demo_roads();
    const std::vector<std::vector<std::string>> chains{
        {"京榆旧线", "陈列馆路", "潞苑五街", "潞苑西路", "京榆旧线"},
        {"通胡大街", "紫运中路", "玉带河大街", "滨河中路", "通胡大街"},
        {"紫运西路", "运河西大街", "玉桥中路", "故城东路", "通盛南路", "司空分署街", "滨惠北一街", "新华北路",
         "滨榆西路", "富河大街", "潞苑二街", "潞苑东路", "堡龙路", "东六环"},
        {"潞苑东路", "芙蓉北路"},
        {"运潮减河南堤", "宋梁路", "京秦铁路"},
        {"宋庄镇工业区路", "京榆旧线", "任李路", "原京榆旧路", "兴榆路", "辛疃路", "宋翟路", "北堤路"},
        {"潞苑北大街", "东部发展联络线", "京沈高速公路"},
    };
    for (const std::vector<std::string>& chain : chains) {
        for (std::size_t i = 0; i + 1 < chain.size(); ++i)
            EXPECT_LE(distance(roads, chain[i], chain[i + 1]), 30) << chain[i] << " " << chain[i + 1];
    }
    // The two that stop short, and what lies between the industrial road and the railway.
    EXPECT_NEAR(distance(roads, "潞苑五街", "潞苑西路"), 16, 4);
    EXPECT_NEAR(distance(roads, "故城东路", "玉桥中路"), 18, 4);
    EXPECT_GT(distance(roads, "宋庄镇工业区路", "京秦铁路"), 300);
}

TEST(DemoRoads, AreSplitAndJoinedAtCrossings) {
    std::map<std::pair<long long, long long>, std::set<std::string>> at;
    std::set<std::string> ids;
    std::map<std::string, std::map<std::string, int>> directions;
    for (const DemoRoad& road : demo_roads()) {
        SCOPED_TRACE(road.id + " " + road.name);
        EXPECT_TRUE(ids.insert(road.id).second);
        ASSERT_GE(road.line.size(), 2U);
        for (std::size_t i = 0; i + 1 < road.line.size(); ++i)
            EXPECT_GT(distance(road.line[i], road.line[i + 1]), 0.005);
        for (const Point& end : {road.line.front(), road.line.back()})
            at[{std::llround(end.x * 50), std::llround(end.y * 50)}].insert(road.name);
        ++directions[road.name][road.oneway];
    }
    const auto crossings =
        std::count_if(at.begin(), at.end(), [](const auto& e) { return e.second.size() > 1; });
    EXPECT_GT(crossings, 60);
    EXPECT_GT(directions["通胡大街"]["yes"], 1);
    EXPECT_EQ(directions["通胡大街"]["no"], 0);
    EXPECT_GT(directions["京榆旧线"]["-1"], 0);
    EXPECT_GT(directions["陈列馆路"]["no"], 0);
}

TEST(DemoWells, AreThoseOfTheDocument) {
    std::map<double, int> radii;
    std::set<std::string> names, plants, ids;
    double sum = 0;
    for (const DemoWell& well : demo_wells()) {
        EXPECT_TRUE(ids.insert(well.id).second);
        if (well.kind == "township") plants.insert(well.source);
        if (well.kind != "urban") continue;
        ++radii[well.radius_m];
        names.insert(well.name);
        sum += std::numbers::pi * well.radius_m * well.radius_m;
    }
    EXPECT_EQ(names.size(), 28U);
    EXPECT_EQ(radii, (std::map<double, int>{{50, 17}, {100, 9}, {200, 2}}));
    EXPECT_NEAR(sum, 667'588.44, 0.005);
    EXPECT_EQ(plants.size(), 17U);
}

// Counted on a lattice of half metres: each disc is measured where no earlier one has been.
TEST(DemoWells, CoverWhatTheDocumentStates) {
    std::vector<DemoWell> wells = demo_wells();
    std::erase_if(wells, [](const DemoWell& well) { return well.kind != "urban"; });
    constexpr double step = 0.5;
    double covered = 0;
    for (std::size_t i = 0; i < wells.size(); ++i) {
        const double r = wells[i].radius_m;
        for (double y = -r + step / 2; y < r; y += step) {
            for (double x = -r + step / 2; x < r; x += step) {
                if (x * x + y * y > r * r) continue;
                const Point p{wells[i].place.x + x, wells[i].place.y + y};
                bool counted = false;
                for (std::size_t j = 0; j < i && !counted; ++j)
                    counted = distance(p, wells[j].place) <= wells[j].radius_m;
                if (!counted) covered += step * step;
            }
        }
    }
    EXPECT_NEAR(covered, stated_primary_m2, 100);
}

TEST(DemoWells, TownshipPlantsLieInTheEightTownships) {
    const std::set<std::string> eight{"永乐店镇", "于家务回族乡", "马驹桥镇", "漷县镇",
                                      "潞城镇",   "台湖镇",       "西集镇",   "宋庄镇"};
    const std::vector<DemoUnit> units = demo_data().units;
    std::set<std::string> met;
    for (const DemoWell& well : demo_wells()) {
        if (well.kind != "township") continue;
        for (const DemoUnit& unit : units) {
            if (signed_distance(unit.shape.front().outer, well.place) < 0) continue;
            EXPECT_TRUE(eight.contains(unit.name)) << well.source << " " << unit.name;
            EXPECT_GT(signed_distance(unit.shape.front().outer, well.place), well.radius_m) << well.source;
            met.insert(unit.name);
        }
    }
    EXPECT_EQ(met, eight);
}

TEST(DemoProjects, AreOfEverySort) {
    const std::vector<DemoProject> projects = demo_projects(demo_wells());
    EXPECT_EQ(projects.size(), 64U);
    std::set<std::string> names, types, species, pollution;
    for (const DemoProject& project : projects) {
        EXPECT_TRUE(names.insert(project.name).second) << project.name;
        EXPECT_EQ(project.name.find("虚构"), 0U) << project.name;
        types.insert(project.type);
        if (!project.species.empty()) species.insert(project.species);
        if (!project.pollution.empty()) pollution.insert(project.pollution);
    }
    EXPECT_GE(types.size(), 5U);
    EXPECT_GE(species.size(), 8U);
    EXPECT_EQ(pollution, (std::set<std::string>{"厕所", "污水", "垃圾", "养殖粪污"}));
}

}  // namespace
}  // namespace bareland::synthetic
