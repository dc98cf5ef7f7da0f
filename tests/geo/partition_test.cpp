// check_partition.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include "geo/overlay.hpp"
#include "tests/geo/shapes.hpp"

namespace bareland::overlay {
namespace {

using testing_shapes::box;
using testing_shapes::RaggedPartition;
using testing_shapes::star;

using Units = std::vector<MultiPolygon>;
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

Pairs pairs_of(const Partition& partition) {
    Pairs pairs;
    for (const Overlap& overlap : partition.overlaps)
        pairs.emplace_back(overlap.first, overlap.second);
    return pairs;
}

double gap_area(const Partition& partition) {
    double area = 0;
    for (const MultiPolygon& gap : partition.gaps)
        area += planar_area(gap);
    return area;
}

TEST(Partition, CleanOnesHaveNothing) {
    EXPECT_TRUE(pairs_of(check_partition({})).empty());
    const Units units = RaggedPartition(6, 5, 1000, 4e5, 4.4e6, 6).units();
    const Partition partition = check_partition(units);
    EXPECT_TRUE(partition.overlaps.empty());
    EXPECT_TRUE(partition.gaps.empty());
}

TEST(Partition, NeighbourWithAnExtraVertexOnTheLineIsClean) {
    const Units units{box(0, 0, 1, 2), {{{{1, 0}, {2, 0}, {2, 2}, {1, 2}, {1, 0.7}, {1, 0}}, {}}}};
    const Partition partition = check_partition(units);
    EXPECT_TRUE(partition.overlaps.empty());
    EXPECT_TRUE(partition.gaps.empty());
}

TEST(Partition, HandWorkedOverlapAndGap) {
    // 0 and 1 overlap in 1 x 4; 2 and 3 close a ring round a gap of 2 x 2.
    const Units units{box(0, 0, 3, 4),
                      box(2, 0, 4, 4),
                      box(4, 0, 8, 1),
                      {{{{4, 4}, {4, 3}, {6, 3}, {6, 1}, {8, 1}, {8, 4}, {4, 4}}, {}}}};
    const Partition partition = check_partition(units);
    ASSERT_EQ(pairs_of(partition), (Pairs{{0, 1}}));
    EXPECT_DOUBLE_EQ(planar_area(partition.overlaps[0].shape), 4);
    ASSERT_EQ(partition.gaps.size(), 1U);
    EXPECT_DOUBLE_EQ(planar_area(partition.gaps[0]), 4);
    EXPECT_EQ(partition.gaps[0][0].outer.front(), (Point{4, 1}));
}

TEST(Partition, FindsDuplicatesAmongNeighbours) {
    Units units = RaggedPartition(3, 3, 100, 0, 0, 3).units();
    units.push_back(units[4]);  // the middle one again
    const Partition partition = check_partition(units);
    EXPECT_EQ(pairs_of(partition), (Pairs{{4, 9}}));
    EXPECT_NEAR(planar_area(partition.overlaps.at(0).shape), planar_area(units[4]), 1e-9);
}

TEST(Partition, FindsUnitsUnderAWholeDistrict) {
    // Unit 9 covers all nine; the middle one shares no edge with it.
    Units units = RaggedPartition(3, 3, 100, 0, 0, 3).units();
    units.push_back(dissolve(units));
    const Partition partition = check_partition(units);
    Pairs expected;
    for (std::size_t i = 0; i < 9; ++i)
        expected.emplace_back(i, 9);
    EXPECT_EQ(pairs_of(partition), expected);
    EXPECT_TRUE(partition.gaps.empty());
}

TEST(Partition, FindsIslandsInsideUnits) {
    const Units units{box(0, 0, 10, 10), box(4, 4, 5, 5)};
    EXPECT_EQ(pairs_of(check_partition(units)), (Pairs{{0, 1}}));
}

TEST(Partition, AHoleFilledByItsUnitIsClean) {
    MultiPolygon ring = box(0, 0, 10, 10);
    ring[0].holes.push_back(box(4, 4, 5, 5)[0].outer);
    EXPECT_TRUE(check_partition(Units{ring, box(4, 4, 5, 5)}).gaps.empty());
    const Partition open = check_partition(Units{ring});
    ASSERT_EQ(open.gaps.size(), 1U);
    EXPECT_DOUBLE_EQ(planar_area(open.gaps[0]), 1);
    const Partition island = check_partition(Units{ring, box(4.25, 4.25, 4.75, 4.75)});
    EXPECT_DOUBLE_EQ(gap_area(island), 0.75);
}

TEST(Partition, TwoPartitionsOnTopOfEachOther) {
    // Two clean grids, shifted by half a cell: each of the first 4 meets those it covers, and no outline
    // helps.
    Units units;
    for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 4; ++x)
            units.push_back(box(x, y, x + 1, y + 1));
    }
    for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 3; ++x)
            units.push_back(box(x + 0.5, y + 0.5, x + 1.5, y + 1.5));
    }
    const Partition partition = check_partition(units);
    EXPECT_EQ(partition.overlaps.size(), 9U * 4U);
    for (const Overlap& overlap : partition.overlaps)
        EXPECT_DOUBLE_EQ(planar_area(overlap.shape), 0.25);
}

// Brute force: every pair overlaid, gaps as the holes of the union.
TEST(Partition, EqualsBruteForceOnRandomShapes) {
    std::mt19937 random(41);
    std::uniform_real_distribution<double> place(0, 22);
    for (int round = 0; round < 20; ++round) {
        Units units;
        for (int i = 0; i < 14; ++i)
            units.push_back(star(random, 4e5 + place(random), 4.4e6 + place(random), 6, 12));
        const Partition partition = check_partition(units);
        Pairs expected;
        std::vector<double> areas;
        for (std::size_t i = 0; i < units.size(); ++i) {
            for (std::size_t j = i + 1; j < units.size(); ++j) {
                const double area = planar_area(intersection(units[i], units[j]));
                if (area > 1e-7) {
                    expected.emplace_back(i, j);
                    areas.push_back(area);
                }
            }
        }
        ASSERT_EQ(pairs_of(partition), expected);
        for (std::size_t k = 0; k < areas.size(); ++k) {
            EXPECT_NEAR(planar_area(partition.overlaps[k].shape), areas[k], 1e-7);
        }
        double holes = 0;
        for (const Polygon& polygon : dissolve(units)) {
            for (const Ring& hole : polygon.holes)
                holes += planar_area({{hole, {}}});
        }
        EXPECT_NEAR(gap_area(partition), holes, 1e-7);
    }
}

TEST(Partition, ARaggedPartitionWithAMovedVertex) {
    const Units clean = RaggedPartition(5, 4, 1000, 4e5, 4.4e6, 5).units();
    Units units = clean;
    units[7][0].outer[40].x += 30;  // unit 7's own copy of a vertex it shares with unit 8
    ASSERT_FALSE(make_valid(units[7]).changed());
    const Partition partition = check_partition(units);
    // What unit 7 took is an overlap, what it left is a gap.
    double overlapped = 0;
    for (const Overlap& overlap : partition.overlaps)
        overlapped += planar_area(overlap.shape);
    EXPECT_NEAR(overlapped, planar_area(difference(units[7], clean[7])), 1e-5);
    EXPECT_NEAR(gap_area(partition), planar_area(difference(clean[7], units[7])), 1e-5);
    EXPECT_GT(overlapped + gap_area(partition), 100);
}

TEST(Partition, OrderOfUnitsOnlyRenamesThem) {
    Units units = RaggedPartition(4, 4, 1000, 0, 0, 4).units();
    units[5][0].outer[20].x += 25;
    units[5][0].outer[30].y -= 25;
    const Partition expected = check_partition(units);
    std::reverse(units.begin(), units.end());
    const Partition reversed = check_partition(units);
    ASSERT_EQ(reversed.gaps.size(), expected.gaps.size());
    for (std::size_t i = 0; i < expected.gaps.size(); ++i) {
        EXPECT_EQ(reversed.gaps[i][0].outer, expected.gaps[i][0].outer);
    }
    ASSERT_EQ(reversed.overlaps.size(), expected.overlaps.size());
    double before = 0, after = 0;
    for (const Overlap& overlap : expected.overlaps)
        before += planar_area(overlap.shape);
    for (const Overlap& overlap : reversed.overlaps)
        after += planar_area(overlap.shape);
    EXPECT_DOUBLE_EQ(before, after);
}

TEST(Partition, LargeCleanLayer) {
    // 350 units and 1.4 million vertices, as large as the largest city layers.
    const Units units = RaggedPartition(25, 14, 8000, 4e5, 4.3e6, 10).units();
    const Partition partition = check_partition(units);
    EXPECT_TRUE(partition.overlaps.empty());
    EXPECT_TRUE(partition.gaps.empty());
}

}  // namespace
}  // namespace bareland::overlay
