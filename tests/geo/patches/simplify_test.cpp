#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "geo/overlay.hpp"
#include "geo/patches/simplify.hpp"
#include "tests/geo/patches/cells.hpp"

namespace bareland::patches {
namespace {

std::vector<MultiPolygon> simplified(std::vector<MultiPolygon> shapes, double tolerance,
                                     const CellMetric& metric = {}) {
    std::vector<MultiPolygon*> all;
    for (MultiPolygon& shape : shapes)
        all.push_back(&shape);
    simplify(all, metric, tolerance);
    return shapes;
}

double total(const std::vector<MultiPolygon>& shapes) {
    double sum = 0;
    for (const MultiPolygon& shape : shapes)
        sum += overlay::planar_area(shape);
    return sum;
}

std::vector<Ring> rings_of(const MultiPolygon& shape) {
    std::vector<Ring> out;
    for (const Polygon& polygon : shape) {
        out.push_back(polygon.outer);
        out.insert(out.end(), polygon.holes.begin(), polygon.holes.end());
    }
    return out;
}

double distance(const Point& p, const Point& a, const Point& b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double along = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
    const double t = std::clamp(along, 0.0, 1.0);
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

double distance(const Point& p, const MultiPolygon& shape) {
    double least = 1e300;
    for (const Ring& ring : rings_of(shape)) {
        for (std::size_t i = 1; i < ring.size(); ++i)
            least = std::min(least, distance(p, ring[i - 1], ring[i]));
    }
    return least;
}

// A staircase of eight steps, and what lies on its two sides.
std::vector<MultiPolygon> stairs() {
    Ring upper;
    for (int i = 0; i < 8; ++i) {
        upper.push_back({double(i), double(i)});
        upper.push_back({double(i + 1), double(i)});
    }
    upper.push_back({8, 8});
    Ring lower = upper;
    for (const Point& p : {Point{0, 8}, Point{0, 0}})
        upper.push_back(p);
    for (const Point& p : {Point{11, 8}, Point{11, -3}, Point{0, -3}, Point{0, 0}})
        lower.push_back(p);
    return {{{upper, {}}}, {{lower, {}}}};
}

TEST(Simplify, AStaircaseBecomesALineForBothSides) {
    const auto shapes = simplified(stairs(), 1);
    // What is left of it are its ends, where the two shapes part.
    EXPECT_EQ(shapes[0][0].outer.size(), 4U);
    EXPECT_EQ(shapes[1][0].outer.size(), 6U);
    EXPECT_DOUBLE_EQ(overlay::planar_area(shapes[0]), 32);
    EXPECT_DOUBLE_EQ(total(shapes), 121);
    EXPECT_TRUE(overlay::intersection(shapes[0], shapes[1]).empty());
}

TEST(Simplify, TheToleranceIsMetres) {
    // Steps of one cell stand 0.707 cells off the diagonal; cells of 10 m.
    const CellMetric ten{100, 0, 100};
    EXPECT_EQ(simplified(stairs(), 7.0, ten), simplified(stairs(), 0));
    EXPECT_EQ(simplified(stairs(), 7.2, ten)[0][0].outer.size(), 4U);
}

TEST(Simplify, NothingVanishes) {
    const MultiPolygon cell{{{{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}}, {}}};
    const MultiPolygon ring{
        {{{10, 0}, {10, 9}, {19, 9}, {19, 0}, {10, 0}}, {{{12, 2}, {13, 2}, {13, 3}, {12, 3}, {12, 2}}}}};
    for (const MultiPolygon& shape : simplified({cell, ring}, 1000)) {
        EXPECT_FALSE(overlay::make_valid(shape).changed());
        EXPECT_GT(overlay::planar_area(shape), 0);
    }
    EXPECT_EQ(simplified({cell, ring}, 1000)[1][0].holes.size(), 1U);
}

class Random : public ::testing::TestWithParam<int> {};

TEST_P(Random, ShapesStayValidApartAndNear) {
    const auto seed = static_cast<unsigned>(GetParam());
    std::vector<MultiPolygon> before;
    for (const Piece& piece : Scene(random_cells(40, 30, 5, seed)).pieces({seed % 2 == 0 ? 4 : 8}))
        before.push_back(piece.shape);
    const double tolerance = 1.5;
    const std::vector<MultiPolygon> after = simplified(before, tolerance);
    std::size_t fewer = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const overlay::Repair repair = overlay::make_valid(after[i]);
        ASSERT_FALSE(repair.changed()) << repair.reason;
        const std::vector<Ring> was = rings_of(before[i]), is = rings_of(after[i]);
        ASSERT_EQ(is.size(), was.size());
        for (std::size_t r = 0; r < is.size(); ++r) {
            fewer += is[r].size() < was[r].size() ? 1U : 0U;
            for (const Point& p : was[r])
                ASSERT_LE(distance(p, {{is[r], {}}}), tolerance + 1e-9);
        }
    }
    EXPECT_GT(fewer, 5U);
    // No two overlap: their areas add up to the area of the union.
    EXPECT_NEAR(total(after), overlay::planar_area(overlay::dissolve(after)), 1e-9);
    // The order of the shapes does not matter.
    std::vector<MultiPolygon> turned(before.rbegin(), before.rend());
    turned = simplified(turned, tolerance);
    std::reverse(turned.begin(), turned.end());
    EXPECT_EQ(turned, after);
}

INSTANTIATE_TEST_SUITE_P(Simplify, Random, ::testing::Range(1, 9));

}  // namespace
}  // namespace bareland::patches
