// Every number by a second way: closed forms, brute force, figures worked out by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

#include "geo/cartography/breaks.hpp"
#include "geo/cartography/labels.hpp"
#include "geo/cartography/map_view.hpp"
#include "geo/cartography/measures.hpp"
#include "geo/geodesic.hpp"

namespace bareland::cartography {
namespace {

constexpr double central_meridian = 117;

Transform from_gauss_kruger() {
    return Transform(Crs("EPSG:4548"), Crs::cgcs2000());
}

MapView view_at(const Point& centre, double denominator) {
    MapView view;
    view.frame = {10, 20, 190, 150};
    view.centre = centre;
    view.mm_per_unit = 1000 / denominator;
    return view;
}

Ring rectangle(double x0, double y0, double x1, double y1) {
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
}

TEST(MapView, FitsAtARoundScaleAndGoesBackAndForth) {
    // 15 km on 162 mm: 1 : 92593 at least, so 1 : 100000.
    const MapView view = fit({10, 20, 190, 150}, {480000, 4400000, 495000, 4405000}, 0.05, 1000);
    EXPECT_DOUBLE_EQ(view.denominator(), 100000);
    const Point middle = view.to_page(Point{487500, 4402500});
    EXPECT_DOUBLE_EQ(middle.x, 100);
    EXPECT_DOUBLE_EQ(middle.y, 85);
    const Point corner = view.to_page(Point{480000, 4405000});  // north-west: left of and above the middle
    EXPECT_DOUBLE_EQ(corner.x, 25);
    EXPECT_DOUBLE_EQ(corner.y, 60);
    const Point back = view.to_world(corner);
    EXPECT_NEAR(back.x, 480000, 1e-6);
    EXPECT_NEAR(back.y, 4405000, 1e-6);
}

TEST(MapView, KeepsTheSurroundingsOfATinyShape) {
    const MapView view = fit({0, 0, 100, 100}, {480000, 4400000, 480010, 4400010}, 0.05, 2500);
    EXPECT_GE(view.world().max_x - view.world().min_x, 2500);
}

TEST(MapView, DrawsWhatIsTooSmallAsASquare) {
    const MapView view = view_at({480000, 4400000}, 100000);  // 1 mm is 100 m
    const MultiPolygon tiny{{rectangle(480000, 4400000, 480005, 4400005), {}}};
    const MultiPolygon page = drawn(tiny, view, 0.03, 0.3);
    ASSERT_EQ(page.size(), 1U);
    const Box box = box_of(page);
    EXPECT_NEAR(box.max_x - box.min_x, 0.3, 1e-12);
    EXPECT_NEAR((box.min_x + box.max_x) / 2, 100.025, 1e-9);  // 2.5 m east of the middle

    MultiPolygon stairs{{{}, {rectangle(480100, 4400100, 480101, 4400101)}}};
    for (int i = 0; i <= 1000; ++i)
        stairs[0].outer.push_back({480000.0 + i, 4400000});
    stairs[0].outer.insert(stairs[0].outer.end(), {{481000, 4401000}, {480000, 4401000}, {480000, 4400000}});
    const MultiPolygon thin = drawn(stairs, view, 0.03, 0.3);
    EXPECT_LT(thin[0].outer.size(), 350U);  // 10 mm in steps of 0.03 mm
    EXPECT_TRUE(thin[0].holes.empty());     // a hole of 0.01 mm
}

TEST(ScaleBar, IsGeodesicallyRightAtTheCentre) {
    const Transform transform = from_gauss_kruger();
    for (const double x : {420000.0, 500000.0, 610000.0}) {  // 610 km: 110 km off the meridian, scale 1.00015
        const MapView view = view_at({x, 4400000}, 75000);
        const ScaleBar bar = scale_bar(view, transform, 34);
        EXPECT_DOUBLE_EQ(bar.ground_m, 2000);
        EXPECT_EQ(bar.parts, 4);
        EXPECT_EQ(bar.unit, "km");
        std::array<Point, 2> ends{view.to_world({100 - bar.length_mm / 2, 85}),
                                  view.to_world({100 + bar.length_mm / 2, 85})};
        transform.apply(ends);
        EXPECT_NEAR(geodesic::distance(ends[0], ends[1]), 2000, 0.002);
        // Gauss-Krüger's scale is 1 + d^2 / 2R^2.
        const double d = (x - 500000) / 6371000;
        EXPECT_NEAR(bar.length_mm, 2000 * (1 + d * d / 2) * 1000 / 75000, 1e-4);
    }
    EXPECT_EQ(scale_bar(view_at({500000, 4400000}, 10000), transform, 34).unit, "m");
}

TEST(North, ConvergesByTheSineOfLatitude) {
    const Transform transform = from_gauss_kruger();
    for (const double x : {430000.0, 500000.0, 560000.0}) {
        Point place{x, 4400000};
        transform.apply({&place, 1});
        const double expected = (place.x - central_meridian) * std::sin(place.y * std::numbers::pi / 180);
        EXPECT_NEAR(convergence({x, 4400000}, transform), expected, 2e-4);
    }
}

TEST(Graticule, LiesOnItsDegreesAndEndsOnTheFrame) {
    const Transform transform = from_gauss_kruger();
    const MapView view = view_at({476000, 4405000}, 50000);
    const auto lines = graticule(view, transform, 2);
    int meridians = 0, parallels = 0;
    for (const GraticuleLine& line : lines) {
        (line.meridian ? meridians : parallels) += 1;
        for (const Point& page : line.points) {
            Point place = view.to_world(page);
            transform.apply({&place, 1});
            EXPECT_NEAR(line.meridian ? place.x : place.y, line.degrees, 1e-7);
        }
        for (const Point& end : {line.points.front(), line.points.back()}) {
            const double off = std::min(
                {std::abs(end.x - 10), std::abs(end.x - 190), std::abs(end.y - 20), std::abs(end.y - 150)});
            EXPECT_LT(off, 1e-9);
        }
        const double minutes = line.degrees * 60;
        EXPECT_NEAR(minutes, std::round(minutes), 1e-9);
    }
    EXPECT_GE(meridians, 2);
    EXPECT_GE(parallels, 2);
    EXPECT_EQ(degrees_text(116.675, true), "116°40′30″E");
    EXPECT_EQ(degrees_text(39.75, false), "39°45′N");
}

// The least sum of squares within classes over all ways to cut.
double least_spread(const std::vector<double>& sorted, std::size_t from, std::size_t classes) {
    const auto spread = [&](std::size_t a, std::size_t b) {
        double mean = 0, sum = 0;
        for (std::size_t i = a; i < b; ++i)
            mean += sorted[i] / static_cast<double>(b - a);
        for (std::size_t i = a; i < b; ++i)
            sum += (sorted[i] - mean) * (sorted[i] - mean);
        return sum;
    };
    if (classes == 1) return spread(from, sorted.size());
    double best = 1e300;
    for (std::size_t cut = from + 1; cut + classes - 1 <= sorted.size(); ++cut)
        best = std::min(best, spread(from, cut) + least_spread(sorted, cut, classes - 1));
    return best;
}

TEST(Breaks, AreFishersOptimumAtRoundValues) {
    std::mt19937 random(7);
    std::lognormal_distribution<double> any(2, 1);
    for (int round = 0; round < 20; ++round) {
        std::vector<double> values(12);
        for (double& value : values)
            value = any(random);
        std::sort(values.begin(), values.end());
        const auto breaks = class_breaks(values, 4);
        ASSERT_EQ(breaks.size(), 3U);
        std::vector<std::vector<double>> classes(4);
        for (const double value : values)
            classes[class_of(value, breaks)].push_back(value);
        double sum = 0;
        for (const auto& one : classes) {
            ASSERT_FALSE(one.empty());
            const double mean =
                std::accumulate(one.begin(), one.end(), 0.0) / static_cast<double>(one.size());
            for (const double value : one)
                sum += (value - mean) * (value - mean);
        }
        EXPECT_NEAR(sum, least_spread(values, 0, 4), 1e-9 * sum);
    }
}

TEST(Breaks, AreRoundAndTellZeroApart) {
    EXPECT_EQ(class_breaks(std::vector<double>{0, 0, 3, 4, 21, 22}, 3), (std::vector<double>{0, 10}));
    EXPECT_EQ(class_breaks(std::vector<double>{5, 5, 5}, 5), std::vector<double>{});
    EXPECT_EQ(class_breaks(std::vector<double>{}, 5), std::vector<double>{});
    const std::vector<double> breaks{0, 10};
    EXPECT_EQ(class_of(0, breaks), 0U);
    EXPECT_EQ(class_of(10, breaks), 1U);
    EXPECT_EQ(class_of(10.01, breaks), 2U);
}

TEST(Shades, FallEvenlyInLightness) {
    for (std::size_t count = 2; count <= 5; ++count) {
        const double step = (lightness(shade(0, count)) - lightness(shade(count - 1, count))) /
                            static_cast<double>(count - 1);
        EXPECT_GT(step, 15);  // plain in grey
        for (std::size_t i = 1; i < count; ++i)
            EXPECT_NEAR(lightness(shade(i - 1, count)) - lightness(shade(i, count)), step, 0.01);
    }
    EXPECT_NEAR(lightness({1, 1, 1}), 100, 1e-9);
    EXPECT_NEAR(lightness({0.5, 0.5, 0.5}), 53.389, 1e-3);  // CIE 1976 of sRGB middle grey
}

TEST(Pole, IsTheMiddleOfTheWidestPart) {
    // An L whose arms are 4 and 2 wide: the circle in the wider one, of radius 2, is the largest.
    const MultiPolygon arms{{{{0, 0}, {20, 0}, {20, 4}, {2, 4}, {2, 20}, {0, 20}, {0, 0}}, {}}};
    const auto pole = pole_of(arms, 0.001);
    ASSERT_TRUE(pole);
    EXPECT_NEAR(pole->radius, 2, 0.01);
    EXPECT_NEAR(pole->at.y, 2, 0.01);
    const MultiPolygon pieces{{rectangle(0, 0, 2, 2), {}}, {rectangle(10, 0, 16, 6), {}}};
    const auto larger = pole_of(pieces, 0.001);
    ASSERT_TRUE(larger);
    EXPECT_NEAR(larger->at.x, 13, 0.01);
    EXPECT_NEAR(larger->radius, 3, 0.01);
    EXPECT_FALSE(pole_of({}, 0.001));
}

TEST(Labels, CollideWhenTheirBoxesDo) {
    const Place flat{{0, 0}, 10, 2, 0};
    EXPECT_TRUE(collide(flat, {{5, 1.5}, 4, 2, 0}));
    EXPECT_FALSE(collide(flat, {{5, 2.5}, 4, 2, 0}));
    // Turned by 45 degrees its corner reaches 7.07 to the side; upright boxes round both would meet.
    EXPECT_FALSE(collide({{0, 0}, 10, 0.1, 45}, {{4.5, -4.5}, 2, 2, 0}));
    EXPECT_TRUE(collide({{0, 0}, 10, 0.1, 45}, {{3, 3}, 2, 2, 0}));
}

TEST(Labels, NeverMeetEachOtherNorTheFrame) {
    const Box frame{0, 0, 120, 80};
    Labels labels(frame, 0.5);
    std::mt19937 random(3);
    std::uniform_real_distribution<double> x(0, 120), y(0, 80);
    std::size_t placed = 0;
    for (int i = 0; i < 60; ++i) {
        const Point anchor{x(random), y(random)};
        if (i % 3 == 0) placed += labels.beside(anchor, 4, 4, 1, 30) ? 1U : 0U;
        if (i % 3 == 1) placed += labels.near(anchor, 14, 3, 60) ? 1U : 0U;
        if (i % 3 == 2) placed += labels.along({anchor, {x(random), y(random)}}, 10, 2, 0.5) ? 1U : 0U;
    }
    EXPECT_GT(placed, 40U);
    const auto& taken = labels.taken();
    EXPECT_EQ(taken.size(), placed);
    for (std::size_t i = 0; i < taken.size(); ++i) {
        EXPECT_TRUE(within(taken[i], frame));
        for (std::size_t k = 0; k < i; ++k)
            EXPECT_FALSE(collide(taken[i], taken[k])) << i << " " << k;
    }
}

TEST(Labels, StandInsideTheirShape) {
    Labels labels({0, 0, 100, 100}, 0.5);
    const MultiPolygon shape{{rectangle(10, 10, 50, 30), {}}};
    const auto first = labels.inside(shape, 12, 4);
    ASSERT_TRUE(first);
    EXPECT_NEAR(first->centre.y, 20, 0.5);
    const auto second = labels.inside(shape, 12, 4);  // the middle is taken now
    ASSERT_TRUE(second);
    EXPECT_FALSE(collide(*first, *second));
    EXPECT_GE(second->centre.x - 6, 10);
    EXPECT_LE(second->centre.y + 2, 30);
    EXPECT_FALSE(labels.inside(shape, 60, 4));
}

TEST(Labels, FollowStraightLinesFromLeftToRight) {
    Labels labels({0, 0, 100, 100}, 0.5);
    const auto place = labels.along({{90, 90}, {10, 10}}, 20, 3, 0.5);
    ASSERT_TRUE(place);
    EXPECT_NEAR(place->angle, 45, 1e-9);
    EXPECT_NEAR(place->centre.x, 50, 1e-9);
    EXPECT_FALSE(labels.along({{0, 90}, {5, 80}, {10, 90}, {15, 80}, {20, 90}}, 15, 3, 0.5));  // zigzag
}

}  // namespace
}  // namespace bareland::cartography
