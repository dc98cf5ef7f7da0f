#include "geo/geodesic.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "geo/crs.hpp"
#include "geo/overlay.hpp"

namespace bareland::geodesic {
namespace {

const Point tongzhou{116.66, 39.91};

double karney(const Point& a, const Point& b) {
    return Ellipsoid::cgcs2000().inverse(a, b).length_m;
}

TEST(Distance, AgreesWithTheExactGeodesicNearAndFar) {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> unit(-1, 1);
    for (const double latitude : {0.0, 18.0, 40.0, 53.5, -33.0, 68.0}) {
        for (int i = 0; i < 2000; ++i) {
            const Point a{116 + unit(random), latitude + unit(random)};
            const double length = 60000 * std::pow(std::abs(unit(random)), 3);
            const Point b = Ellipsoid::cgcs2000().direct(a, 180 * unit(random), length).at;
            ASSERT_NEAR(distance(a, b), karney(a, b), 2e-6) << a.x << ' ' << a.y << ' ' << length;
        }
    }
    EXPECT_EQ(distance(tongzhou, tongzhou), 0);
    EXPECT_EQ(distance({10, 80}, {10.01, 80}),
              karney({10, 80}, {10.01, 80}));  // too near the pole for the series
}

TEST(Distance, OfAMeridianArcIsTheIntegralOfItsRadius) {
    // From the equator to the pole, as published for GRS80, whose axes differ from CGCS2000's by 0.1 mm.
    EXPECT_NEAR(distance({116, 0}, {116, 90}), 10001965.7293, 0.001);
}

TEST(Towards, LiesOnTheGeodesic) {
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> unit(-1, 1);
    for (int i = 0; i < 3000; ++i) {
        const Point from{116 + unit(random), 40 + unit(random)};
        const double far = i % 10 == 0 ? 80000 : 15000;
        const Point to =
            Ellipsoid::cgcs2000().direct(from, 180 * unit(random), far * std::abs(unit(random))).at;
        const Course course = Ellipsoid::cgcs2000().inverse(from, to);
        const double length = 2000 * std::abs(unit(random));
        const Point expected = Ellipsoid::cgcs2000().direct(from, course.azimuth, length).at;
        ASSERT_LT(karney(towards(from, to, course.length_m, length), expected), 5e-6);
    }
    const Point north = towards(tongzhou, tongzhou, 0, 50);
    EXPECT_EQ(north.x, tongzhou.x);
    EXPECT_NEAR(karney(tongzhou, north), 50, 1e-8);
    EXPECT_GT(north.y, tongzhou.y);
}

TEST(DiscArea, IsPiRSquaredLessTheCurvature) {
    // On a sphere of R^2 = M N: pi r^2 (1 - r^2 / 12 R^2 + ...); 6.37e6 is good to four digits of the term.
    for (const double r : {30.0, 50.0, 100.0, 200.0, 1000.0}) {
        const double expected = std::numbers::pi * r * r * (1 - r * r / 12 / 6.37e6 / 6.37e6);
        EXPECT_NEAR(disc_area(tongzhou, r) / expected, 1, 1e-11) << r;
    }
    EXPECT_NEAR(disc_area(tongzhou, 50), 7853.98, 0.005);  // rules.md's table of separate discs
    EXPECT_NEAR(disc_area(tongzhou, 200), 125663.71, 0.005);
    EXPECT_EQ(disc_area(tongzhou, 0), 0);
}

TEST(DiscArea, OfLargeDiscsIsThatOfTheirArcs) {
    for (const double r : {200.0, 5000.0, 10000.0}) {
        const Disc disc{"", {116.5, 40.5}, r};
        EXPECT_NEAR(union_area({&disc, 1}) / disc_area(disc.centre, r), 1, 1e-9) << r;
    }
}

TEST(DiscRing, StaysWithinTheChordErrorAndHasTheDiscsArea) {
    const Transform same(Crs::cgcs2000(), Crs::cgcs2000());
    for (const double r : {30.0, 200.0, 1000.0}) {
        for (const double error : {0.001, 0.1}) {
            const Ring ring = disc_ring(tongzhou, r, error);
            ASSERT_EQ(ring.front(), ring.back());
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                for (int k = 0; k < 8; ++k) {
                    const double t = k / 8.0;
                    const Point p{ring[i].x + (ring[i + 1].x - ring[i].x) * t,
                                  ring[i].y + (ring[i + 1].y - ring[i].y) * t};
                    ASSERT_NEAR(karney(tongzhou, p), r, error) << r << ' ' << error;
                }
            }
            EXPECT_NEAR(ground_area({{ring, {}}}, same) / disc_area(tongzhou, r), 1, 1e-8);
        }
    }
}

// Area of two equal circles of radius r, the centres d apart, in the plane.
double lens(double r, double d) {
    return 2 * r * r * std::acos(d / 2 / r) - d / 2 * std::sqrt(4 * r * r - d * d);
}

TEST(UnionArea, OfOverlappingDiscsLosesTheLens) {
    const double r = 200, d = 150;
    const Point other = Ellipsoid::cgcs2000().direct(tongzhou, 37, d).at;
    const std::vector<Disc> two{{"", tongzhou, r}, {"", other, r}};
    // The plane is good to (r/R)^2 here.
    EXPECT_NEAR(union_area(two), 2 * std::numbers::pi * r * r - lens(r, d), 2e-4);
}

TEST(UnionArea, OfApartTouchingEqualAndNestedDiscs) {
    const auto at = [](double azimuth, double metres) {
        return Ellipsoid::cgcs2000().direct(tongzhou, azimuth, metres).at;
    };
    const double one = disc_area(tongzhou, 100);
    const auto area = [](std::vector<Disc> discs) { return union_area(discs); };
    EXPECT_NEAR(area({{"", tongzhou, 100}, {"", at(90, 500), 100}}), 2 * one, 1e-3);
    EXPECT_NEAR(area({{"", tongzhou, 100}, {"", at(90, 200), 100}}), 2 * one, 1e-3);
    EXPECT_NEAR(area({{"", tongzhou, 100}, {"", tongzhou, 100}, {"", tongzhou, 100}}), one, 1e-4);
    EXPECT_NEAR(area({{"", tongzhou, 100}, {"", at(10, 20), 50}}), one, 1e-4);
    EXPECT_EQ(area({}), 0);
}

TEST(UnionArea, OfManyDiscsIsThatOfTheirPolygons) {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> unit(0, 1);
    const Transform same(Crs::cgcs2000(), Crs::cgcs2000());
    for (int round = 0; round < 5; ++round) {
        std::vector<Disc> discs;
        for (int i = 0; i < 28; ++i) {
            const double radius = i < 2 ? 200 : i < 11 ? 100 : 50;
            discs.push_back({"", {116.7 + 0.015 * unit(random), 39.95 + 0.01 * unit(random)}, radius});
        }
        const double exact = union_area(discs);
        EXPECT_NEAR(exact, ground_area(disc_polygons(discs), same), 1e-6 * exact);
    }
}

}  // namespace
}  // namespace bareland::geodesic
