#include "geo/bd09.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "geo/gcj02.hpp"

namespace bareland {
namespace {

// The pair in coordtransform's documentation (MIT), the direction that is the definition.
TEST(Bd09, PublishedPair) {
    const Point there = bd09::from_gcj02({116.404, 39.915});
    EXPECT_NEAR(there.x, 116.41036949371029, 1e-12);
    EXPECT_NEAR(there.y, 39.92133699351021, 1e-12);
}

// The inverse coordtransform publishes (116.404, 39.915 -> 116.39762729119315, 39.90865673957631) is an
// approximation: put forward again it misses by 4e-7 degrees (5 cm). Ours comes back, and lies that near to
// it.
TEST(Bd09, TrueInverse) {
    const Point published{116.39762729119315, 39.90865673957631};
    const Point wanted{116.404, 39.915};
    const Point theirs = bd09::from_gcj02(published);
    const double their_miss = std::hypot(theirs.x - wanted.x, theirs.y - wanted.y);
    EXPECT_GT(their_miss, 1e-7);
    EXPECT_LT(their_miss, 1e-6);
    const Point ours = bd09::to_gcj02(wanted);
    const Point back = bd09::from_gcj02(ours);
    EXPECT_NEAR(back.x, wanted.x, 1e-12);
    EXPECT_NEAR(back.y, wanted.y, 1e-12);
    EXPECT_NEAR(ours.x, published.x, 5e-7);
    EXPECT_NEAR(ours.y, published.y, 5e-7);
}

// eviltransform's formula: the phase is pi times the degrees, where Baidu's is 3000 pi / 180, and both steps
// are turned back by one subtraction.
Point eviltransform_to_wgs84(Point bd) {
    const double x = bd.x - 0.0065, y = bd.y - 0.006, pi = std::numbers::pi;
    const double radius = std::hypot(x, y) - 0.00002 * std::sin(y * pi);
    const double angle = std::atan2(y, x) - 0.000003 * std::cos(x * pi);
    const Point gcj{radius * std::cos(angle), radius * std::sin(angle)};
    const Point twice = gcj02::from_wgs84(gcj);
    return {2 * gcj.x - twice.x, 2 * gcj.y - twice.y};
}

// Its published examples are exactly what that formula gives, slip and all; the true formula lies 10 and 40 m
// off.
TEST(Bd09, EviltransformsExamplesCarryItsSlip) {
    struct Pair {
        Point bd, wgs;
        double metres;
    };
    for (const Pair& pair : {Pair{{120.019809, 29.199786}, {120.00877901149691, 29.196131605295484}, 10},
                             Pair{{120.036455, 29.210504}, {120.0253853970846, 29.206795749156136}, 41}}) {
        const Point theirs = eviltransform_to_wgs84(pair.bd);
        EXPECT_NEAR(theirs.x, pair.wgs.x, 1e-9);
        EXPECT_NEAR(theirs.y, pair.wgs.y, 1e-9);
        const Point ours = bd09::to_wgs84(pair.bd);
        const double east = (ours.x - pair.wgs.x) * 111320 * std::cos(29.2 * std::numbers::pi / 180);
        const double north = (ours.y - pair.wgs.y) * 110850;
        EXPECT_NEAR(std::hypot(east, north), pair.metres, 2);
    }
}

// Over China: there and back to 1e-9 degrees (0.1 mm), both ways.
TEST(Bd09, ThereAndBack) {
    std::mt19937_64 random(20240502);
    std::uniform_real_distribution<double> longitude(73.5, 135.0), latitude(18.2, 53.5);
    for (int i = 0; i < 10000; ++i) {
        const Point p{longitude(random), latitude(random)};
        const Point back = bd09::to_wgs84(bd09::from_wgs84(p));
        ASSERT_NEAR(back.x, p.x, 1e-9);
        ASSERT_NEAR(back.y, p.y, 1e-9);
        const Point again = bd09::from_wgs84(bd09::to_wgs84(p));
        ASSERT_NEAR(again.x, p.x, 1e-9);
        ASSERT_NEAR(again.y, p.y, 1e-9);
        const Point gcj = bd09::to_gcj02(bd09::from_gcj02(p));
        ASSERT_NEAR(gcj.x, p.x, 1e-11);
        ASSERT_NEAR(gcj.y, p.y, 1e-11);
    }
}

// Some 0.0065 degrees east and 0.006 north of GCJ-02, everywhere.
TEST(Bd09, Offset) {
    const Point there = bd09::from_gcj02({116.66, 39.91});
    EXPECT_NEAR(there.x - 116.66, 0.0065, 0.0003);
    EXPECT_NEAR(there.y - 39.91, 0.006, 0.0004);
    EXPECT_GT(bd09::uncertainty_m, gcj02::uncertainty_m);
}

}  // namespace
}  // namespace bareland
