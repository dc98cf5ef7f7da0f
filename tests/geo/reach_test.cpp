#include "geo/reach.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace bareland {
namespace {

// Metres round 116.65 E, 39.9 N by the radii of curvature.
constexpr Point base{116.65, 39.9};
Point at(double east, double north) {
    constexpr double degree = 3.14159265358979323846 / 180, f = 1 / 298.257222101, e2 = f * (2 - f);
    const double s = std::sin(base.y * degree);
    const double n = 6378137.0 / std::sqrt(1 - e2 * s * s);
    const double m = n * (1 - e2) / (1 - e2 * s * s);
    return {base.x + east / (n * std::cos(base.y * degree)) / degree, base.y + north / m / degree};
}
MultiPolygon box(double west, double south, double east, double north) {
    const Point a = at(west, south), b = at(east, north);
    return {{{{a.x, a.y}, {b.x, a.y}, {b.x, b.y}, {a.x, b.y}, {a.x, a.y}}, {}}};
}

TEST(Reach, AStripAlongAnEdge) {
    const MultiPolygon zone = box(-500, -500, 500, 500);
    EXPECT_TRUE(reaches_deeper(box(480, -50, 600, 50), zone, 19.9));
    EXPECT_FALSE(reaches_deeper(box(480, -50, 600, 50), zone, 20.1));
    EXPECT_FALSE(reaches_deeper(box(520, -50, 600, 50), zone, 0));
    EXPECT_TRUE(reaches_deeper(box(499, -50, 600, 50), zone, 0));
}

TEST(Reach, InACornerTheNearerEdgeCounts) {
    const MultiPolygon zone = box(-500, -500, 500, 500);
    EXPECT_TRUE(reaches_deeper(box(400, 470, 600, 600), zone, 29.9));
    EXPECT_FALSE(reaches_deeper(box(400, 470, 600, 600), zone, 30.1));
}

TEST(Reach, HolesHaveEdgesToo) {
    MultiPolygon zone = box(-500, -500, 500, 500);
    zone[0].holes.push_back(box(-100, -100, 100, 100)[0].outer);
    EXPECT_FALSE(reaches_deeper(box(-120, -120, 120, 120), zone, 28.4));  // 20 sqrt(2) = 28.28 in the corners
    EXPECT_TRUE(reaches_deeper(box(-120, -120, 120, 120), zone, 28.2));
    EXPECT_FALSE(reaches_deeper(box(-90, -90, 90, 90), zone, 0));
}

TEST(Reach, ANarrowZoneWhollyInTheArea) {
    EXPECT_TRUE(reaches_deeper(box(-900, -900, 900, 900), box(-10, -200, 10, 200), 9.9));
    EXPECT_FALSE(reaches_deeper(box(-900, -900, 900, 900), box(-10, -200, 10, 200), 10.1));
}

TEST(Reach, DiscsByTheDistanceToTheirCentres) {
    const std::array discs{Disc{"a", at(0, 0), 100}, Disc{"b", at(1000, 0), 50}};
    EXPECT_TRUE(reaches_deeper(box(30, -5, 200, 5), discs, 69.9));
    EXPECT_FALSE(reaches_deeper(box(30, -5, 200, 5), discs, 70.1));
    EXPECT_TRUE(reaches_deeper(box(-5, -5, 5, 5), discs, 99.9));
    EXPECT_TRUE(reaches_deeper(box(960, -5, 2000, 5), discs, 49.9));
    EXPECT_FALSE(reaches_deeper(box(960, 10, 2000, 20), discs, 40.1));
}

}  // namespace
}  // namespace bareland
