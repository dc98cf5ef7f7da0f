#include "geo/network/sweep.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "geo/ground.hpp"
#include "geo/network/build.hpp"
#include "tests/geo/network/zone_case.hpp"

namespace bareland::network {
namespace {

using test::AsciiMap;
using End = SweepArm::End;
using Side = SweepArm::Side;

struct Swept {
    Network network;
    std::optional<Sweep> sweep;

    Swept(const std::vector<RoadRecord>& roads, const Point& gate, double each_side_m, double limit_m = 100)
        : network(build_network(roads, {}).network) {
        sweep = network::sweep(Pieces(network), SnapIndex(network), gate, limit_m, each_side_m);
    }
    const SweepArm& arm(Side side) const { return sweep->arms[sweep->arms[0].side == side ? 0 : 1]; }
    // "road:metres road:metres"
    std::string text(Side side) const {
        std::string out;
        for (const SweepStretch& stretch : arm(side).stretches) {
            out += (out.empty() ? "" : " ") + network.roads[stretch.road].id + ":" +
                   std::to_string(std::lround(static_cast<double>(stretch.to_mm - stretch.from_mm) / 1000));
            EXPECT_NEAR(ground::length(stretch.line) * 1000,
                        static_cast<double>(stretch.to_mm - stretch.from_mm), 2);
        }
        return out;
    }
};

Point beside(const Point& p, double north_m) {
    return {p.x, p.y + north_m / 111'030.0};
}

TEST(Sweep, AlongTheRoadOnThroughJunctions) {
    // The gate lies south of the road at G: who leaves it looks north, west is on the left.
    const AsciiMap map(R"(
        N
        |
A---G---B---C---D
        |
        S
)",
                       20);
    const Swept s({named(map, "AGBCD", "大街"), named(map, "NBS", "小街")}, beside(map.at('G'), -10), 100);
    ASSERT_TRUE(s.sweep);
    EXPECT_NEAR(s.sweep->snap.distance_m, 10, 0.1);
    EXPECT_EQ(s.text(Side::right), "AGBCD:100");
    EXPECT_EQ(s.arm(Side::right).end, End::range);
    EXPECT_EQ(s.arm(Side::right).length_mm, 100'000U);
    EXPECT_NEAR(s.arm(Side::right).azimuth, 90, 0.1);
    EXPECT_EQ(s.text(Side::left), "AGBCD:80");  // clipped at the dead end
    EXPECT_EQ(s.arm(Side::left).end, End::dead_end);
    EXPECT_NEAR(s.arm(Side::left).azimuth, 270, 0.1);
    EXPECT_EQ(s.sweep->length_mm(), s.arm(Side::left).length_mm + 100'000);
}

TEST(Sweep, TheSameNameBeforeTheStraightestThenStraightOn) {
    // 大街 turns north at B; beyond C another name goes on; D is where it ends at a crossing road.
    const AsciiMap map(R"(
            E
            |
        C---D
        |   |
A---G---B-- F
        |
        X
)",
                       20);
    const std::vector<RoadRecord> roads{named(map, "AGB", "大街"), named(map, "BC", "大街"),
                                        named(map, "BX", "直街"), named(map, "CD", "东街"),
                                        named(map, "EDF", "横街")};
    const Swept s(roads, beside(map.at('G'), -10), 300);
    EXPECT_EQ(s.text(Side::right), "AGB:80 BC:40");  // at C it is a right angle: the road ends
    EXPECT_EQ(s.arm(Side::right).end, End::road_end);
    // Straight on where the name changes.
    const AsciiMap line("A---G---B---C");
    const Swept t({named(line, "AGB", "大街"), named(line, "BC", "新街")}, beside(line.at('G'), 10), 500);
    EXPECT_EQ(t.text(Side::left), "AGB:401 BC:99");
    // Named roads do not stop nameless ones.
    const Swept u({named(line, "AG", ""), named(line, "GB", ""), named(line, "BC", "新街")},
                  beside(line.at('A'), 10), 1000);
    EXPECT_EQ(u.text(Side::left), "AG:401 GB:401 BC:199");
}

TEST(Sweep, OnADualCarriagewayItsOwnSideUpAndDownstream) {
    const AsciiMap map(R"(
a---b---c---d
e---f---g---h---i
        |
        S
)",
                       20);
    // Eastwards in the south; both carriageways join at h.
    const std::vector<RoadRecord> roads{named(map, "hdcba", "大街", Oneway::forward),
                                        named(map, "efgh", "大街", Oneway::forward), named(map, "hi", "大街"),
                                        named(map, "gS", "小街")};
    const Swept s(roads, beside(map.at('f'), -8), 250);
    ASSERT_TRUE(s.sweep);
    EXPECT_EQ(s.text(Side::right), "efgh:160 hi:80");
    EXPECT_EQ(s.arm(Side::right).end, End::dead_end);
    EXPECT_EQ(s.text(Side::left), "efgh:80");
    EXPECT_TRUE(s.arm(Side::left).stretches[0].one_way);
}

TEST(Sweep, ARoadThatComesRoundIsSweptOnce) {
    const AsciiMap map(R"(
A---B
|   |
D---C
)",
                       10);
    const Swept s({named(map, "ABCDA", "环街")},
                  beside({(map.at('A').x + map.at('B').x) / 2, map.at('A').y}, 3), 100);
    ASSERT_TRUE(s.sweep);
    EXPECT_EQ(s.sweep->length_mm(), s.network.links[0].length_mm);
    EXPECT_EQ(s.arm(Side::left).end == End::ring ? s.arm(Side::right).length_mm : s.arm(Side::left).length_mm,
              100'000U);
}

TEST(Sweep, OnTheRoadItselfThereIsNoLeftAndRight) {
    const AsciiMap map("A---G---B");
    const Swept s({named(map, "AGB", "大街")}, map.at('G'), 100);
    ASSERT_TRUE(s.sweep);
    EXPECT_EQ(s.sweep->arms[0].side, Side::unknown);
    EXPECT_EQ(s.sweep->length_mm(), 200'000U);
}

TEST(Sweep, AGateFarFromAnyRoadHasNone) {
    const AsciiMap map("A---G---B");
    EXPECT_FALSE(Swept({named(map, "AGB", "大街")}, beside(map.at('G'), 60), 100, 50).sweep);
}

}  // namespace
}  // namespace bareland::network
