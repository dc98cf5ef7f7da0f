#include "geo/predicates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace bareland {
namespace {

TEST(Orientation, OfPlainTriangles) {
    EXPECT_EQ(orientation({0, 0}, {1, 0}, {0, 1}), 1);
    EXPECT_EQ(orientation({0, 0}, {0, 1}, {1, 0}), -1);
    EXPECT_EQ(orientation({0, 0}, {1, 1}, {2, 2}), 0);
}

TEST(Orientation, IsExactWhereDoublesAreNot) {
    // Kettner, Mehlhorn and others, "Classroom examples of robustness problems": whole multiples of 2^-53
    // round (0.5, 0.5) against the line through (12, 12) and (24, 24); the exact sign is that of y - x.
    const double step = 0x1.0p-53;
    int wrong = 0;
    for (int i = 0; i < 128; ++i) {
        for (int j = 0; j < 128; ++j) {
            const Point p{0.5 + i * step, 0.5 + j * step};
            const int expected = p.y > p.x ? 1 : p.y < p.x ? -1 : 0;
            ASSERT_EQ(orientation({12, 12}, {24, 24}, p), expected) << i << ' ' << j;
            const double naive = (24.0 - 12.0) * (p.y - 12) - (24.0 - 12.0) * (p.x - 12);
            wrong += (naive > 0 ? 1 : naive < 0 ? -1 : 0) != expected ? 1 : 0;
        }
    }
    EXPECT_GT(wrong, 0);  // or the case is too easy
}

TEST(Orientation, DoesNotDependOnTheOrderOfThePoints) {
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < 20000; ++i) {
        const Point a{116 + unit(random), 39 + unit(random)}, b{116 + unit(random), 39 + unit(random)};
        const double t = unit(random) * 1.2 - 0.1;
        const Point c{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};  // on the line but for rounding
        const int sign = orientation(a, b, c);
        ASSERT_EQ(orientation(b, c, a), sign);
        ASSERT_EQ(orientation(c, a, b), sign);
        ASSERT_EQ(orientation(b, a, c), -sign);
    }
}

TEST(EdgesMeet, CrossTouchOverlapAndMiss) {
    EXPECT_TRUE(edges_meet({0, 0}, {2, 2}, {0, 2}, {2, 0}));
    EXPECT_TRUE(edges_meet({0, 0}, {2, 0}, {1, 0}, {1, 5}));   // an end on the other
    EXPECT_TRUE(edges_meet({0, 0}, {2, 0}, {2, 0}, {3, 1}));   // end to end
    EXPECT_TRUE(edges_meet({0, 0}, {2, 0}, {1, 0}, {3, 0}));   // along each other
    EXPECT_TRUE(edges_meet({0, 0}, {4, 0}, {1, 0}, {2, 0}));   // one within the other
    EXPECT_FALSE(edges_meet({0, 0}, {1, 0}, {2, 0}, {3, 0}));  // on one line, apart
    EXPECT_FALSE(edges_meet({0, 0}, {2, 0}, {0, 1}, {2, 1}));
    EXPECT_FALSE(edges_meet({0, 0}, {2, 0}, {3, -1}, {3, 1}));
}

TEST(OnEdge, TakesEndsInAndNotWhatIsBeyond) {
    EXPECT_TRUE(on_edge({1, 1}, {0, 0}, {2, 2}));
    EXPECT_TRUE(on_edge({2, 2}, {0, 0}, {2, 2}));
    EXPECT_FALSE(on_edge({3, 3}, {0, 0}, {2, 2}));
    EXPECT_FALSE(on_edge({1, std::nextafter(1.0, 2.0)}, {0, 0}, {2, 2}));
}

}  // namespace
}  // namespace bareland
