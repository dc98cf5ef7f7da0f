#include "geo/gcj02.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

namespace bareland {
namespace {

// The pair in coordtransform's documentation (MIT).
TEST(Gcj02, PublishedPair) {
    const Point there = gcj02::from_wgs84({116.404, 39.915});
    EXPECT_NEAR(there.x, 116.41024449916938, 1e-9);
    EXPECT_NEAR(there.y, 39.91640428150164, 1e-9);
}

// 10,000 points over China: there and back to 1e-9 degrees (0.1 mm), the shift between 0 and 1 km.
TEST(Gcj02, ThereAndBack) {
    std::mt19937_64 random(20240501);
    std::uniform_real_distribution<double> longitude(73.5, 135.0), latitude(18.2, 53.5);
    for (int i = 0; i < 10000; ++i) {
        const Point p{longitude(random), latitude(random)};
        const Point there = gcj02::from_wgs84(p);
        const Point back = gcj02::to_wgs84(there);
        ASSERT_NEAR(back.x, p.x, 1e-9);
        ASSERT_NEAR(back.y, p.y, 1e-9);
        const Point again = gcj02::from_wgs84(gcj02::to_wgs84(p));
        ASSERT_NEAR(again.x, p.x, 1e-9);
        ASSERT_NEAR(again.y, p.y, 1e-9);
        const double east = (there.x - p.x) * 111320 * std::cos(p.y * std::numbers::pi / 180);
        const double north = (there.y - p.y) * 111000;
        ASSERT_GT(std::hypot(east, north), 1.0);
        ASSERT_LT(std::hypot(east, north), 1000.0);
    }
}

// In Beijing the shift is some 500 m to the east and 150 m to the north.
TEST(Gcj02, BeijingShift) {
    const Point there = gcj02::from_wgs84({116.66, 39.91});
    EXPECT_NEAR((there.x - 116.66) * 111320 * std::cos(39.91 * std::numbers::pi / 180), 510, 60);
    EXPECT_NEAR((there.y - 39.91) * 111000, 100, 80);
}

TEST(Gcj02, AbroadNothingMoves) {
    for (const Point& p : {Point{2.35, 48.85}, Point{140.0, 36.0}, Point{116.0, -1.0}, Point{100.0, 60.0}}) {
        EXPECT_EQ(gcj02::from_wgs84(p), p);
        EXPECT_EQ(gcj02::to_wgs84(p), p);
    }
}

}  // namespace
}  // namespace bareland
