#include "geo/coverage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/support/shapes.hpp"

namespace bareland {
namespace {

using testing::polygon;
using testing::rectangle;
using testing::shares;

constexpr double tolerance = 1e-11;

// Shares of one region on a grid of the given size, as fractions.
std::vector<std::vector<double>> fractions(const MultiPolygon& shape, std::int64_t cols, std::int64_t rows,
                                           int strip_rows = 2) {
    Borders borders(cols, rows, strip_rows);
    borders.add(0, shape);
    std::vector<std::vector<double>> out;
    for (const auto& row : shares(borders, 0)) {
        out.emplace_back();
        for (const std::int64_t s : row)
            out.back().push_back(static_cast<double>(s) * share::to_double);
    }
    return out;
}

void expect_shares(const MultiPolygon& shape, const std::vector<std::vector<double>>& expected) {
    const auto rows = static_cast<std::int64_t>(expected.size());
    const auto cols = static_cast<std::int64_t>(expected[0].size());
    for (const int strip_rows : {1, 2, 3, 64}) {
        const auto got = fractions(shape, cols, rows, strip_rows);
        for (std::size_t r = 0; r < expected.size(); ++r) {
            for (std::size_t c = 0; c < expected[r].size(); ++c) {
                EXPECT_NEAR(got[r][c], expected[r][c], tolerance)
                    << "row " << r << " col " << c << " strips of " << strip_rows;
            }
        }
    }
}

TEST(Coverage, TriangleOnThreeByThree) {
    // The half of the square below its falling diagonal: cells on the diagonal are half covered.
    expect_shares(polygon({{0, 0}, {3, 3}, {0, 3}}), {{0.5, 0, 0}, {1, 0.5, 0}, {1, 1, 0.5}});
}

TEST(Coverage, OrientationDoesNotMatter) {
    expect_shares(polygon({{0, 3}, {3, 3}, {0, 0}}), {{0.5, 0, 0}, {1, 0.5, 0}, {1, 1, 0.5}});
}

TEST(Coverage, RingWithHole) {
    MultiPolygon ring = rectangle(0.5, 0.5, 2.5, 2.5);
    ring[0].holes.push_back(testing::rectangle_ring(1, 1, 2, 2));
    expect_shares(ring, {{0.25, 0.5, 0.25}, {0.5, 0, 0.5}, {0.25, 0.5, 0.25}});
}

TEST(Coverage, SliverThinnerThanACell) {
    expect_shares(rectangle(1.25, 0, 1.2501, 3), {{0, 1e-4, 0}, {0, 1e-4, 0}, {0, 1e-4, 0}});
    expect_shares(rectangle(0, 1.25, 3, 1.2501), {{0, 0, 0}, {1e-4, 1e-4, 1e-4}, {0, 0, 0}});
}

TEST(Coverage, EdgesAlongCellBordersAndCorners) {
    expect_shares(rectangle(1, 1, 2, 2), {{0, 0, 0}, {0, 1, 0}, {0, 0, 0}});
    // A diamond whose corners are the middles of the sides of the 2 x 2 block: every corner on a cell corner
    // or edge.
    expect_shares(polygon({{1, 0}, {2, 1}, {1, 2}, {0, 1}}), {{0.5, 0.5, 0}, {0.5, 0.5, 0}, {0, 0, 0}});
}

TEST(Coverage, SmallerThanACell) {
    expect_shares(rectangle(1.2, 1.4, 1.3, 1.6), {{0, 0, 0}, {0, 0.02, 0}, {0, 0, 0}});
}

TEST(Coverage, BeyondEverySideOfTheGrid) {
    expect_shares(rectangle(-5, -7, 1.5, 9), {{1, 0.5, 0}, {1, 0.5, 0}, {1, 0.5, 0}});
    expect_shares(rectangle(-1e9, -1e9, 1e9, 1e9), {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}});
    expect_shares(rectangle(-3, 0, -1, 3), {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}});
    expect_shares(rectangle(4, 0, 5, 3), {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}});
    // A triangle whose slanted side crosses the left edge of the grid at y = 1.5.
    expect_shares(polygon({{-3, 0}, {3, 3}, {-3, 3}}), {{0, 0, 0}, {0.25, 0, 0}, {1, 0.75, 0.25}});
}

TEST(Coverage, LongFlatEdgeInsideOneRow) {
    // The border runs level through the middle of row 1: no cell of it is touched by an edge of any height.
    expect_shares(rectangle(0, 0.5, 4, 1.5), {{0.5, 0.5, 0.5, 0.5}, {0.5, 0.5, 0.5, 0.5}});
}

TEST(Coverage, BackgroundIsTheRest) {
    Borders borders(3, 3, 2);
    const MultiPolygon half = polygon({{0, 0}, {3, 3}, {0, 3}});
    borders.add(0, half);
    borders.add(1, half, true);
    const auto inside = shares(borders, 0);
    const auto outside = shares(borders, 1, share::one);
    for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t c = 0; c < 3; ++c)
            EXPECT_EQ(inside[r][c] + outside[r][c], share::one);
    }
}

TEST(Coverage, EqualsGeosOnRandomShapes) {
    std::mt19937_64 random(20240501);
    std::uniform_real_distribution<double> place(-2, 12);
    std::uniform_real_distribution<double> size(0.05, 8);
    for (int trial = 0; trial < 150; ++trial) {
        MultiPolygon shape = {{testing::random_star(random, {place(random), place(random)}, size(random),
                                                    3 + static_cast<int>(random() % 40)),
                               {}}};
        const auto got = fractions(shape, 10, 10, 1 + static_cast<int>(random() % 11));
        const testing::Geos slow = testing::to_geos(shape);
        for (std::int64_t r = 0; r < 10; ++r) {
            for (std::int64_t c = 0; c < 10; ++c) {
                ASSERT_NEAR(got[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)],
                            testing::geos_share(slow, c, r), 1e-9)
                    << "trial " << trial << " row " << r << " col " << c;
            }
        }
    }
}

// Regions that meet along ragged shared borders: a grid of corners, each moved at random, joined by ragged
// lines.
std::vector<MultiPolygon> ragged_partition(std::mt19937_64& random, int across, double side) {
    std::uniform_real_distribution<double> shift(-0.3, 0.3);
    const auto n = static_cast<std::size_t>(across);
    std::vector<std::vector<Point>> corner(n + 1, std::vector<Point>(n + 1));
    for (std::size_t j = 0; j <= n; ++j) {
        for (std::size_t i = 0; i <= n; ++i) {
            corner[j][i] = {static_cast<double>(i) * side, static_cast<double>(j) * side};
            if (i > 0 && i < n) corner[j][i].x += side * shift(random);
            if (j > 0 && j < n) corner[j][i].y += side * shift(random);
        }
    }
    const auto ragged = [&](Point a, Point b) {  // straight line with small teeth, both ends included
        Ring line = {a};
        for (int k = 1; k < 12; ++k) {
            const double t = k / 12.0;
            const double tooth = 0.02 * side * shift(random);
            line.push_back(
                {a.x + t * (b.x - a.x) - tooth * (b.y - a.y), a.y + t * (b.y - a.y) + tooth * (b.x - a.x)});
        }
        line.push_back(b);
        return line;
    };
    std::vector<std::vector<Ring>> level(n + 1), upright(n + 1);
    for (std::size_t j = 0; j <= n; ++j) {
        for (std::size_t i = 0; i < n; ++i)
            level[j].push_back(ragged(corner[j][i], corner[j][i + 1]));
    }
    for (std::size_t i = 0; i <= n; ++i) {
        for (std::size_t j = 0; j < n; ++j)
            upright[i].push_back(ragged(corner[j][i], corner[j + 1][i]));
    }
    std::vector<MultiPolygon> out;
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t i = 0; i < n; ++i) {
            Ring ring = level[j][i];
            const auto append = [&](Ring line, bool backwards) {
                if (backwards) std::reverse(line.begin(), line.end());
                ring.insert(ring.end(), line.begin() + 1, line.end());
            };
            append(upright[i + 1][j], false);
            append(level[j + 1][i], true);
            append(upright[i][j], true);
            out.push_back({{ring, {}}});
        }
    }
    return out;
}

TEST(Coverage, PartitionSumsToExactlyOneInEveryCell) {
    std::mt19937_64 random(7);
    for (int trial = 0; trial < 20; ++trial) {
        const auto units = ragged_partition(random, 4, 6.37);
        Borders borders(25, 25, 7);
        for (RegionIndex r = 0; r < units.size(); ++r)
            borders.add(r, units[r]);
        std::vector<std::vector<std::int64_t>> sum(25, std::vector<std::int64_t>(25, 0));
        for (RegionIndex u = 0; u < units.size(); ++u) {
            const auto part = shares(borders, u);
            for (std::size_t r = 0; r < 25; ++r) {
                for (std::size_t c = 0; c < 25; ++c)
                    sum[r][c] += part[r][c];
            }
        }
        for (std::size_t r = 0; r < 25; ++r) {
            for (std::size_t c = 0; c < 25; ++c) {
                // Interior cells; the outer rim of the partition is ragged too and cuts the first and last
                // cells.
                if (r >= 2 && r < 23 && c >= 2 && c < 23) {
                    ASSERT_EQ(sum[r][c], share::one) << r << ' ' << c;
                }
            }
        }
    }
}

TEST(Coverage, SharedBorderIsWalkedOnce) {
    const MultiPolygon left = polygon({{0, 0}, {2, 0}, {3, 5}, {0, 5}});
    const MultiPolygon right = polygon({{2, 0}, {6, 0}, {6, 5}, {3, 5}});
    Borders both(6, 5, 5), alone(6, 5, 5);
    both.add(0, left);
    both.add(1, right);
    alone.add(0, left);
    StripWalker walker;
    const auto touches_with_minus = [&](const Borders& borders) {
        std::size_t shared = 0;
        walker.walk(borders, 0, 6);
        for (const TouchRun& run : walker.runs())
            shared += run.plus != no_region && run.minus != no_region ? run.count : 0;
        return shared;
    };
    EXPECT_EQ(touches_with_minus(alone), 0u);
    EXPECT_GE(touches_with_minus(both), 5u);  // every touch of the slanted border serves both sides
}

TEST(Coverage, OverlappingEqualBordersCountForEachRegion) {
    Borders borders(3, 3, 3);
    const MultiPolygon square = rectangle(0.5, 0.5, 2.5, 2.5);
    for (RegionIndex r = 0; r < 3; ++r)
        borders.add(r, square);
    const auto first = shares(borders, 0);
    EXPECT_EQ(first[1][1], share::one);
    for (RegionIndex r = 1; r < 3; ++r)
        EXPECT_EQ(shares(borders, r), first);
}

// More threads than areas, too; regions in parts, with holes, inverted.
TEST(Coverage, AreasMayBeAddedOnSeveralThreads) {
    std::mt19937_64 random(11);
    auto units = ragged_partition(random, 4, 6.37);
    units[3].insert(units[3].end(), units[5].begin(), units[5].end());
    units[5] = rectangle(3, 3, 9, 9);
    units[5][0].holes.push_back(rectangle(4, 4, 8, 7)[0].outer);
    std::vector<Borders::Area> areas;
    Borders one_by_one(25, 25, 7);
    for (RegionIndex r = 0; r < units.size(); ++r) {
        areas.push_back({r, &units[r], r == 2});
        one_by_one.add(r, units[r], r == 2);
    }
    StripWalker expected, walker;
    for (const int threads : {1, 2, 3, 40}) {
        Borders at_once(25, 25, 7);
        at_once.add(areas, threads);
        for (std::size_t s = 0; s < at_once.strips(); ++s) {
            expected.walk(one_by_one, s, 8);
            walker.walk(at_once, s, 8);
            const Touches &a = expected.touches(), &b = walker.touches();
            ASSERT_EQ(walker.runs().size(), expected.runs().size());
            for (std::size_t i = 0; i < walker.runs().size(); ++i) {
                const TouchRun &x = expected.runs()[i], &y = walker.runs()[i];
                ASSERT_EQ(std::tie(x.window, x.plus, x.minus, x.first, x.count),
                          std::tie(y.window, y.plus, y.minus, y.first, y.count));
                for (std::size_t t = x.first; t < x.first + x.count; ++t)
                    ASSERT_EQ(std::tie(a.cells[t], a.covers[t], a.areas[t]),
                              std::tie(b.cells[t], b.covers[t], b.areas[t]));
            }
        }
    }
}

TEST(Coverage, ShapesMayBeInAnotherPlane) {
    // Columns grow to the east, rows to the south (the usual raster), to the north, and with both swapped.
    const MultiPolygon shape = polygon({{500010, 4400005}, {500045, 4400020}, {500020, 4400060}});
    for (const Affine& to_cells :
         {Affine{-50000, 0.1, 0, 440008, 0, -0.1}, Affine{-50000, 0.1, 0, -440000, 0, 0.1},
          Affine{-440000, 0, 0.1, -50000, 0.1, 0}, Affine{440008, 0, -0.1, -50000, 0.1, 0}}) {
        MultiPolygon in_cells = shape;
        for (Point& p : in_cells[0].outer)
            p = to_cells.apply(p);
        Borders here(8, 8, 3), there(8, 8, 3, to_cells);
        here.add(0, in_cells);
        there.add(0, shape);
        EXPECT_EQ(shares(here, 0), shares(there, 0));
        std::int64_t sum = 0;
        for (const auto& row : shares(there, 0))
            sum = std::accumulate(row.begin(), row.end(), sum);
        EXPECT_NEAR(static_cast<double>(sum) * share::to_double, 0.5 * (35 * 55 - 10 * 15) / 100, 1e-9);
    }
}

TEST(Coverage, RunsStayInTheirWindow) {
    std::mt19937_64 random(3);
    const auto units = ragged_partition(random, 4, 6.37);
    Borders borders(25, 25, 7);
    for (RegionIndex r = 0; r < units.size(); ++r)
        borders.add(r, units[r]);
    StripWalker walker;
    std::size_t windows = 0;
    for (std::size_t s = 0; s < borders.strips(); ++s) {
        walker.walk(borders, s, 4);
        for (const TouchRun& run : walker.runs()) {
            windows = std::max<std::size_t>(windows, run.window);
            for (std::size_t i = run.first; i < run.first + run.count; ++i)
                ASSERT_EQ(walker.touches()[i].col / 4, run.window);
        }
    }
    EXPECT_EQ(windows, 6U);
}

// Edges of all lengths, from many in a cell to hundreds of cells, on and off the grid, along its lines, too.
TEST(Coverage, WideInstructionsChangeNothing) {
    std::mt19937_64 random(17);
    for (int trial = 0; trial < 200; ++trial) {
        const double radius = std::pow(10.0, std::uniform_real_distribution<>(-1, 2.5)(random));
        const int corners = std::uniform_int_distribution<>(3, 600)(random);
        Ring ring = testing::random_star(random, {60.3, 41.7}, radius, corners);
        if (trial % 3 == 0) {  // on a lattice of quarters of cells
            for (Point& p : ring)
                p = {std::round(p.x * 4) / 4, std::round(p.y * 4) / 4};
        }
        Borders borders(130, 90, 37);
        const MultiPolygon shape = polygon(ring);
        borders.add(0, shape);
        const auto plain = shares(borders, 0, 0, 3, false);
        for (const int window_cols : {1, 50, 128, 1000})
            EXPECT_EQ(shares(borders, 0, 0, window_cols, true), plain) << trial << ' ' << window_cols;
    }
}

TEST(Coverage, OrderOfRegionsChangesNothing) {
    std::mt19937_64 random(11);
    const auto units = ragged_partition(random, 3, 5.1);
    Borders forward(15, 15, 4), backward(15, 15, 4);
    for (RegionIndex r = 0; r < units.size(); ++r)
        forward.add(r, units[r]);
    for (auto r = static_cast<RegionIndex>(units.size()); r-- > 0;)
        backward.add(r, units[r]);
    for (RegionIndex r = 0; r < units.size(); ++r)
        EXPECT_EQ(shares(forward, r), shares(backward, r));
}

}  // namespace
}  // namespace bareland
