#include "synthetic/partition.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

namespace bareland::synthetic {
namespace {

using Edge = std::tuple<double, double, double, double>;

PartitionSpec ragged_rectangle() {
    PartitionSpec spec;
    spec.extent = {500, 1000, 8500, 7000};
    spec.seeds = scatter_seeds(spec.extent, 12, 5);
    spec.columns = 160;
    spec.rows = 120;
    spec.warp = 700;
    spec.wavelength = 2500;
    spec.gain = 0.7;
    spec.seed = 9;
    return spec;
}

double signed_area(const Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
    }
    return sum / 2;
}

template <class Visit>
void for_rings(const std::vector<MultiPolygon>& units, Visit visit) {
    for (const MultiPolygon& unit : units) {
        for (const Polygon& polygon : unit) {
            visit(polygon.outer);
            for (const Ring& hole : polygon.holes)
                visit(hole);
        }
    }
}

std::vector<Edge> edges_of(const std::vector<MultiPolygon>& units) {
    std::vector<Edge> edges;
    for_rings(units, [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            edges.emplace_back(ring[i].x, ring[i].y, ring[i + 1].x, ring[i + 1].y);
        }
    });
    return edges;
}

double total_area(const std::vector<MultiPolygon>& units) {
    double sum = 0;
    for_rings(units, [&](const Ring& ring) { sum += signed_area(ring); });
    return sum;
}

std::size_t vertices_of(const std::vector<MultiPolygon>& units) {
    return edges_of(units).size();
}

double turn(double ax, double ay, double bx, double by, double cx, double cy) {
    return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

// The two segments have a point in common that is not an end of both.
bool cross(const Edge& e, const Edge& f) {
    const auto [ax, ay, bx, by] = e;
    const auto [cx, cy, dx, dy] = f;
    if (std::max(ax, bx) < std::min(cx, dx) || std::max(cx, dx) < std::min(ax, bx)) return false;
    if (std::max(ay, by) < std::min(cy, dy) || std::max(cy, dy) < std::min(ay, by)) return false;
    const bool share_end =
        (ax == cx && ay == cy) || (ax == dx && ay == dy) || (bx == cx && by == cy) || (bx == dx && by == dy);
    const double c_side = turn(ax, ay, bx, by, cx, cy), d_side = turn(ax, ay, bx, by, dx, dy);
    const double a_side = turn(cx, cy, dx, dy, ax, ay), b_side = turn(cx, cy, dx, dy, bx, by);
    if (share_end) {
        // Only lying on each other in the same direction from the common end would be wrong.
        if (c_side != 0 || d_side != 0) return false;
        const Edge reversed{bx, by, ax, ay};
        if (e == f || reversed == f) return false;  // the same edge from both sides
        return (bx - ax) * (dx - cx) + (by - ay) * (dy - cy) != 0 &&
               std::hypot(std::max({ax, bx, cx, dx}) - std::min({ax, bx, cx, dx}),
                          std::max({ay, by, cy, dy}) - std::min({ay, by, cy, dy})) <
                   std::hypot(bx - ax, by - ay) + std::hypot(dx - cx, dy - cy) - 1e-9;
    }
    return c_side * d_side <= 0 && a_side * b_side <= 0;
}

TEST(Partition, SameSeedSameBytes) {
    PartitionSpec spec = ragged_rectangle();
    const std::vector<Edge> first = edges_of(partition(spec));
    EXPECT_EQ(first, edges_of(partition(spec)));
    spec.seed = 10;
    EXPECT_NE(first, edges_of(partition(spec)));
}

TEST(Partition, InnerEdgesOccurOnceInEachDirection) {
    const PartitionSpec spec = ragged_rectangle();
    std::map<Edge, int> count;
    for (const Edge& edge : edges_of(partition(spec)))
        ++count[edge];
    double rim = 0;
    for (const auto& [edge, times] : count) {
        EXPECT_EQ(times, 1);
        const auto [ax, ay, bx, by] = edge;
        if (count.contains(Edge{bx, by, ax, ay})) continue;
        const bool on_rim = (ax == bx && (ax == spec.extent.min_x || ax == spec.extent.max_x)) ||
                            (ay == by && (ay == spec.extent.min_y || ay == spec.extent.max_y));
        EXPECT_TRUE(on_rim) << ax << ' ' << ay << ' ' << bx << ' ' << by;
        rim += std::hypot(bx - ax, by - ay);
    }
    EXPECT_NEAR(rim, 2 * (8000 + 6000), 1e-6);
}

TEST(Partition, AreasAddUpToTheRectangle) {
    const std::vector<MultiPolygon> units = partition(ragged_rectangle());
    ASSERT_EQ(units.size(), 12U);
    EXPECT_NEAR(total_area(units), 8000.0 * 6000.0, 1e-3);
    for (const MultiPolygon& unit : units) {
        ASSERT_EQ(unit.size(), 1U);
        EXPECT_GT(signed_area(unit.front().outer), 0);
        for (const Ring& hole : unit.front().holes)
            EXPECT_LT(signed_area(hole), 0);
    }
}

TEST(Partition, NoTwoEdgesCross) {
    PartitionSpec spec = ragged_rectangle();
    spec.vertices = vertices_of(partition(spec)) * 3 / 2;  // with points that were moved sideways
    const std::vector<Edge> edges = edges_of(partition(spec));
    for (std::size_t i = 0; i < edges.size(); ++i) {
        for (std::size_t j = i + 1; j < edges.size(); ++j) {
            ASSERT_FALSE(cross(edges[i], edges[j])) << "edges " << i << " and " << j;
        }
    }
}

TEST(Partition, ReachesTheWantedNumberOfVertices) {
    PartitionSpec spec = ragged_rectangle();
    const std::size_t least = vertices_of(partition(spec));
    spec.vertices = least + least / 2;
    EXPECT_NEAR(static_cast<double>(vertices_of(partition(spec))), static_cast<double>(spec.vertices), 2);
    EXPECT_NEAR(total_area(partition(spec)), 8000.0 * 6000.0, 1e-3);
    spec.vertices = least - 1;
    EXPECT_THROW(partition(spec), std::runtime_error);
    spec.vertices = 3 * least;
    EXPECT_THROW(partition(spec), std::runtime_error);
}

// Without noise the border between two seeds is their perpendicular bisector.
TEST(Partition, WithoutWarpItIsAPowerDiagram) {
    PartitionSpec spec;
    spec.extent = {0, 0, 100, 100};
    spec.seeds = {{{30, 50}, 0}, {{70, 50}, 20}};  // power: the border is at x = 50 - 20^2 / (2 * 40) = 45
    spec.columns = 33;
    spec.rows = 33;
    const std::vector<MultiPolygon> units = partition(spec);
    EXPECT_NEAR(signed_area(units[0].front().outer), 45.0 * 100.0, 0.1);  // coordinates are rounded to 1 mm
    EXPECT_NEAR(signed_area(units[1].front().outer), 55.0 * 100.0, 0.1);
}

TEST(Partition, RaggedBordersAreLongerThanStraightOnes) {
    PartitionSpec spec = ragged_rectangle();
    const auto inner_length = [&] {
        double sum = -2 * (8000 + 6000);  // without the rectangle's own
        for (const auto& [ax, ay, bx, by] : edges_of(partition(spec)))
            sum += std::hypot(bx - ax, by - ay);
        return sum;
    };
    spec.warp = 0;
    const double straight = inner_length();
    spec.warp = 1000;
    EXPECT_GT(inner_length(), 1.15 * straight);
}

TEST(Partition, FollowsAnOutline) {
    PartitionSpec spec = ragged_rectangle();
    spec.warp = 0;
    // A circle of radius 2500: 200 corners take 0.016 % off its area, the lattice of 50 m about as much
    // again.
    for (int i = 0; i <= 200; ++i) {
        const double angle = 2 * std::numbers::pi * (i % 200) / 200;
        spec.outline.push_back({4500 + 2500 * std::cos(angle), 4000 + 2500 * std::sin(angle)});
    }
    spec.seeds = {{{3500, 4000}, 0}, {{5500, 3500}, 0}, {{5000, 5200}, 0}};
    const std::vector<MultiPolygon> units = partition(spec);
    const double circle = std::numbers::pi * 2500 * 2500;
    EXPECT_NEAR(total_area(units), circle, 0.002 * circle);
}

TEST(Partition, RefusesASeedWithoutGround) {
    PartitionSpec spec = ragged_rectangle();
    spec.seeds.push_back(spec.seeds.front());  // in the shade of its twin
    EXPECT_THROW(partition(spec), std::runtime_error);
}

TEST(SignedDistance, OfASquare) {
    const Ring square{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
    EXPECT_DOUBLE_EQ(signed_distance(square, {1, 2}), 1);
    EXPECT_DOUBLE_EQ(signed_distance(square, {7, 8}), -5);
    EXPECT_DOUBLE_EQ(signed_distance(square, {2, 0}), 0);
}

TEST(ScatterSeeds, GivesAnyNumberInside) {
    const Box box{0, 0, 160, 170};
    for (const std::size_t count : {1U, 2U, 22U, 350U, 353U}) {
        const std::vector<Seed> seeds = scatter_seeds(box, count, 1);
        ASSERT_EQ(seeds.size(), count);
        for (const Seed& seed : seeds) {
            EXPECT_GT(seed.at.x, 0);
            EXPECT_LT(seed.at.x, 160);
            EXPECT_GT(seed.at.y, 0);
            EXPECT_LT(seed.at.y, 170);
        }
    }
}

}  // namespace
}  // namespace bareland::synthetic
