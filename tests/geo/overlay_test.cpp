#include "geo/overlay.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>
#include <vector>

#include "geo/box_index.hpp"
#include "tests/geo/shapes.hpp"

namespace bareland::overlay {
namespace {

using testing_shapes::box;
using testing_shapes::star;

bool same(const MultiPolygon& a, const MultiPolygon& b) {
    return !canonical_less(a, b) && !canonical_less(b, a);
}

TEST(PlanarArea, HandWorked) {
    MultiPolygon shape = box(0, 0, 4, 3);
    shape[0].holes.push_back({{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}});
    EXPECT_DOUBLE_EQ(planar_area(shape), 11);
    std::reverse(shape[0].outer.begin(), shape[0].outer.end());
    std::reverse(shape[0].holes[0].begin(), shape[0].holes[0].end());
    EXPECT_DOUBLE_EQ(planar_area(shape), 11);
    EXPECT_EQ(planar_area({}), 0);
    // A metre square far from the origin keeps all its digits.
    EXPECT_DOUBLE_EQ(planar_area(box(4e5, 4.4e6, 4e5 + 1, 4.4e6 + 1)), 1);
}

TEST(Canonical, StartsAtTheSmallestPointCounterClockwise) {
    const MultiPolygon turned{
        {{{4, 3}, {4, 0}, {0, 0}, {0, 3}, {4, 3}},
         {{{2, 2}, {2, 1}, {1, 1}, {1, 2}, {2, 2}}, {{3, 1}, {3.5, 1}, {3, 2}, {3, 1}}}}};
    const MultiPolygon expected{
        {{{0, 0}, {4, 0}, {4, 3}, {0, 3}, {0, 0}},
         {{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}, {{3, 1}, {3, 2}, {3.5, 1}, {3, 1}}}}};
    EXPECT_TRUE(same(canonical(turned), expected));
    EXPECT_EQ(canonical(turned)[0].outer, expected[0].outer);
    EXPECT_EQ(canonical(turned)[0].holes, expected[0].holes);
}

TEST(Canonical, DoesNotDependOnStartOrientationOrOrder) {
    std::mt19937 random(3);
    for (int round = 0; round < 50; ++round) {
        MultiPolygon shape = star(random, 0, 0, 5, 9);
        shape.push_back(star(random, 20, 0, 5, 7)[0]);
        const MultiPolygon expected = canonical(shape);
        std::shuffle(shape.begin(), shape.end(), random);
        for (Polygon& polygon : shape) {
            polygon.outer.pop_back();
            std::rotate(polygon.outer.begin(), polygon.outer.begin() + round % 7, polygon.outer.end());
            polygon.outer.push_back(polygon.outer.front());
            if (round % 2 == 0) std::reverse(polygon.outer.begin(), polygon.outer.end());
        }
        EXPECT_TRUE(same(canonical(shape), expected));
    }
}

TEST(Canonical, RingThatPassesItsSmallestPointTwice) {
    // Two triangles hanging together at (0,0).
    const Ring a{{0, 0}, {2, -1}, {2, -2}, {0, 0}, {1, 1}, {1, 2}, {0, 0}};
    Ring b{{0, 0}, {1, 1}, {1, 2}, {0, 0}, {2, -1}, {2, -2}, {0, 0}};
    EXPECT_TRUE(same(canonical({{a, {}}}), canonical({{b, {}}})));
    std::reverse(b.begin(), b.end());
    EXPECT_EQ(canonical({{a, {}}})[0].outer.size(), canonical({{b, {}}})[0].outer.size());
}

TEST(MakeValid, LeavesValidOnesAlone) {
    const MultiPolygon shape = box(3, 3, 1, 1);
    const Repair repair = make_valid(shape);
    EXPECT_FALSE(repair.changed());
    EXPECT_FALSE(repair.where.has_value());
    EXPECT_EQ(repair.shape[0].outer, shape[0].outer);
}

TEST(MakeValid, RepairsABowTie) {
    const Repair repair = make_valid({{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}, {}}});
    EXPECT_TRUE(repair.changed());
    EXPECT_EQ(repair.reason, "Self-intersection");
    ASSERT_TRUE(repair.where.has_value());
    EXPECT_EQ(*repair.where, (Point{1, 1}));
    EXPECT_DOUBLE_EQ(planar_area(repair.shape), 2);  // two triangles of area 1
    EXPECT_FALSE(make_valid(repair.shape).changed());
}

TEST(MakeValid, HoleBeyondTheShellIsTakenAway) {
    MultiPolygon shape = box(0, 0, 2, 2);
    shape[0].holes.push_back(box(1, 1, 3, 3)[0].outer);
    const Repair repair = make_valid(shape);
    EXPECT_TRUE(repair.changed());
    EXPECT_DOUBLE_EQ(planar_area(repair.shape), 3);
}

TEST(MakeValid, OverlappingPartsCountOnce) {
    MultiPolygon shape = box(0, 0, 2, 2);
    shape.push_back(box(1, 1, 3, 3)[0]);
    const Repair repair = make_valid(shape);
    EXPECT_TRUE(repair.changed());
    EXPECT_DOUBLE_EQ(planar_area(repair.shape), 7);
}

TEST(MakeValid, CollapsedShapeBecomesEmpty) {
    const Repair repair = make_valid({{{{0, 0}, {1, 0}, {2, 0}, {0, 0}}, {}}});
    EXPECT_TRUE(repair.changed());
    EXPECT_TRUE(repair.shape.empty());
}

TEST(Overlay, HandWorkedBoxes) {
    const MultiPolygon a = box(0, 0, 2, 2), b = box(1, 1, 3, 3);
    EXPECT_TRUE(same(intersection(a, b), box(1, 1, 2, 2)));
    EXPECT_DOUBLE_EQ(planar_area(difference(a, b)), 3);
    const std::vector<MultiPolygon> both{a, b};
    EXPECT_DOUBLE_EQ(planar_area(dissolve(both)), 7);
    EXPECT_TRUE(intersection(a, box(5, 5, 6, 6)).empty());
    EXPECT_TRUE(intersection(a, box(2, 0, 4, 2)).empty());  // a common side is a line, and dropped
    EXPECT_TRUE(same(difference(a, box(2, 0, 4, 2)), a));
    EXPECT_TRUE(difference(a, a).empty());
    EXPECT_TRUE(same(difference(a, {}), a));
    EXPECT_TRUE(dissolve({}).empty());
}

TEST(Overlay, AreasAddUpOnRandomPolygons) {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> shift(-6, 6);
    for (int round = 0; round < 200; ++round) {
        // In UTM-like coordinates, where an absolute tolerance would show.
        const MultiPolygon a = star(random, 4e5, 4.4e6, 5, 25);
        const MultiPolygon b = star(random, 4e5 + shift(random), 4.4e6 + shift(random), 5, 25);
        const double both = planar_area(intersection(a, b));
        const double whole = planar_area(a);
        EXPECT_NEAR(both + planar_area(difference(a, b)), whole, 1e-7);  // coordinates are rounded to 1e-9
        const std::vector<MultiPolygon> pair{a, b};
        EXPECT_NEAR(planar_area(dissolve(pair)), whole + planar_area(b) - both, 1e-7);
    }
}

TEST(Overlay, TheOrderOfTheInputChangesNoBit) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> place(0, 30);
    std::vector<MultiPolygon> shapes;
    for (int i = 0; i < 40; ++i)
        shapes.push_back(star(random, place(random), place(random), 5, 15));
    const MultiPolygon expected = dissolve(shapes);
    for (int round = 0; round < 5; ++round) {
        std::shuffle(shapes.begin(), shapes.end(), random);
        EXPECT_TRUE(same(dissolve(shapes), expected));
    }
    EXPECT_TRUE(same(intersection(shapes[0], shapes[1]), intersection(shapes[1], shapes[0])));
}

TEST(PointInside, LiesInsideAlsoOfARing) {
    MultiPolygon ring = box(0, 0, 10, 10);
    ring[0].holes.push_back(box(1, 1, 9, 9)[0].outer);
    const auto p = point_inside(ring);
    ASSERT_TRUE(p.has_value());
    EXPECT_TRUE(p->x < 1 || p->x > 9 || p->y < 1 || p->y > 9);
    EXPECT_FALSE(point_inside({}).has_value());
}

TEST(Clipper, EqualsPlainOverlay) {
    std::mt19937 random(23);
    std::uniform_real_distribution<double> place(0, 60);
    std::vector<MultiPolygon> patches;
    for (int i = 0; i < 60; ++i)
        patches.push_back(star(random, place(random), place(random), 4, 12));
    const MultiPolygon mask = dissolve(patches);
    const Clipper clipper(mask);
    for (int i = 0; i < 30; ++i) {
        const MultiPolygon shape = star(random, place(random), place(random), 9, 20);
        EXPECT_NEAR(planar_area(clipper.intersection(shape)), planar_area(intersection(shape, mask)), 1e-10);
        EXPECT_NEAR(planar_area(clipper.difference(shape)), planar_area(difference(shape, mask)), 1e-10);
    }
    EXPECT_TRUE(Clipper({}).intersection(box(0, 0, 1, 1)).empty());
    EXPECT_TRUE(same(Clipper({}).difference(box(0, 0, 1, 1)), box(0, 0, 1, 1)));
    EXPECT_TRUE(clipper.intersection({}).empty());
}

TEST(Clipper, ServesManyThreads) {
    std::mt19937 random(29);
    const MultiPolygon mask =
        dissolve(std::vector<MultiPolygon>{star(random, 0, 0, 9, 40), box(20, 0, 30, 10)});
    const Clipper clipper(mask);
    const MultiPolygon shape = star(random, 3, 3, 25, 60);
    const MultiPolygon expected = clipper.intersection(shape);
    std::vector<int> equal(4, 0);
    std::vector<std::thread> threads;
    for (int& count : equal) {
        threads.emplace_back([&] {
            for (int i = 0; i < 50; ++i)
                count += same(clipper.intersection(shape), expected) ? 1 : 0;
        });
    }
    for (auto& thread : threads)
        thread.join();
    for (const int count : equal)
        EXPECT_EQ(count, 50);
}

TEST(BoxIndex, FindsWhatBruteForceFinds) {
    std::mt19937 random(31);
    std::uniform_real_distribution<double> place(0, 100), size(0, 8);
    std::vector<Box> boxes(1, Box{});  // an empty one meets nothing
    for (int i = 0; i < 500; ++i) {
        const double x = place(random), y = place(random);
        boxes.push_back({x, y, x + size(random), y + size(random)});
    }
    const BoxIndex index(boxes);
    for (int i = 0; i < 200; ++i) {
        const double x = place(random), y = place(random);
        const Box wanted{x, y, x + size(random), y + size(random)};
        std::vector<std::size_t> expected;
        for (std::size_t k = 1; k < boxes.size(); ++k) {
            if (boxes[k].meets(wanted)) expected.push_back(k);
        }
        EXPECT_EQ(index.query(wanted), expected);
    }
    EXPECT_TRUE(BoxIndex({}).query({0, 0, 1, 1}).empty());
}

}  // namespace
}  // namespace bareland::overlay
