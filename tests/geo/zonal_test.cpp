#include "geo/zonal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <memory>
#include <numbers>
#include <random>

#include "tests/geo/shapes.hpp"
#include "tests/support/shapes.hpp"

namespace bareland {
namespace {

// A small raster in memory.
struct Cells {
    int cols, rows;
    std::vector<std::uint8_t> bytes;

    std::uint8_t at(std::int64_t row, std::int64_t col) const {
        return bytes[static_cast<std::size_t>(row * cols + col)];
    }
};

Cells random_cells(int cols, int rows, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    Cells cells{cols, rows, std::vector<std::uint8_t>(static_cast<std::size_t>(cols * rows))};
    std::uint8_t value = 0;
    for (std::uint8_t& cell : cells.bytes) {  // runs of values, as in real classes
        if (random() % 4 == 0) value = static_cast<std::uint8_t>(random() % 4);
        cell = value;
    }
    return cells;
}

class MemorySource : public CellSource {
  public:
    MemorySource(const Cells& cells, std::atomic<int>* reads) : cells_(cells), reads_(reads) {}
    CellBytes read(const CellWindow& window) override {
        if (reads_ != nullptr) ++*reads_;
        return {cells_.bytes.data() + window.row0 * cells_.cols + window.col0, cells_.cols};
    }

  private:
    const Cells& cells_;
    std::atomic<int>* reads_;
};

// 1: bare, 2: netted, 3: unobserved.
ZonalPlan plan_of(std::size_t regions, int window_rows, int window_cols, int threads = 1) {
    ZonalPlan plan;
    plan.classes = {{{1, 1}}, {{2, 2}}, {{3, 3}}};
    plan.regions = regions;
    plan.window_rows = window_rows;
    plan.window_cols = window_cols;
    plan.threads = threads;
    return plan;
}

struct Scene {
    Cells cells;
    Grid grid;
    Crs crs;
    CellAreas areas;

    // In UTM: rows of a window then follow a polynomial.
    struct Utm {};
    Scene(Utm, int cols, int rows, std::uint64_t seed)
        : cells(random_cells(cols, rows, seed)),
          grid{{430000, 10, 0, 4480000, 0, -10}, cols, rows},
          crs("EPSG:32650"),
          areas(grid, crs, Transform(crs, Crs::cgcs2000())) {}
    Scene(int cols, int rows, std::uint64_t seed)
        : cells(random_cells(cols, rows, seed)),
          grid{{116, 0.001, 0, 40, 0, -0.001}, cols, rows},
          crs(Crs::cgcs2000()),
          areas(grid, crs, Transform(crs, crs)) {}

    ZonalSums sums(const std::vector<MultiPolygon>& shapes, const ZonalPlan& plan,
                   std::atomic<int>* reads = nullptr, const std::vector<RegionIndex>& order = {}) const {
        Borders borders(cells.cols, cells.rows, plan.window_rows);
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            const RegionIndex r = order.empty() ? static_cast<RegionIndex>(i) : order[i];
            borders.add(r, shapes[r]);
            if (plan.background != no_region) borders.add(plan.background, shapes[r], true);
        }
        return zonal_sums(borders, areas, plan, [&] { return std::make_unique<MemorySource>(cells, reads); });
    }
    double cell_area(std::int64_t row) const {
        const double north = 40 - 0.001 * static_cast<double>(row);
        return ellipsoid_area(north);
    }

  private:
    // The zone between two parallels by Simpson's rule over the radii of curvature: not the product's
    // formula.
    static double ellipsoid_area(double north) {
        constexpr double degree = std::numbers::pi / 180;
        constexpr double a = 6378137, f = 1 / 298.257222101, e2 = f * (2 - f);
        const auto density = [&](double lat) {
            const double w2 = 1 - e2 * std::sin(lat * degree) * std::sin(lat * degree);
            return a * a * (1 - e2) / (w2 * w2) * std::cos(lat * degree);
        };
        const double mean = (density(north) + 4 * density(north - 0.0005) + density(north - 0.001)) / 6;
        return mean * (0.001 * degree) * (0.001 * degree);
    }
};

struct Expected {
    double covered = 0, unobserved = 0, bare = 0, netted = 0;
};

// Cell by cell, shares by GEOS.
Expected brute_force(const Scene& scene, const MultiPolygon& shape) {
    const testing::Geos geos = testing::to_geos(shape);
    Expected out;
    for (int r = 0; r < scene.cells.rows; ++r) {
        for (int c = 0; c < scene.cells.cols; ++c) {
            const double area = testing::geos_share(geos, c, r) * scene.cell_area(r);
            out.covered += area;
            const std::uint8_t value = scene.cells.at(r, c);
            out.bare += value == 1 ? area : 0;
            out.netted += value == 2 ? area : 0;
            out.unobserved += value == 3 ? area : 0;
        }
    }
    return out;
}

void expect_near(const RegionSums& sums, const Expected& expected) {
    const double tolerance = 1e-9 * std::max(1.0, expected.covered);
    EXPECT_NEAR(sums.covered.square_metres(), expected.covered, tolerance);
    EXPECT_NEAR(sums.unobserved.square_metres(), expected.unobserved, tolerance);
    EXPECT_NEAR(sums.bare.square_metres(), expected.bare, tolerance);
    EXPECT_NEAR(sums.netted.square_metres(), expected.netted, tolerance);
}

bool equal(const RegionSums& a, const RegionSums& b) {
    return a.covered == b.covered && a.unobserved == b.unobserved && a.bare == b.bare && a.netted == b.netted;
}

TEST(Zonal, ThreeByThreeByHand) {
    Scene scene(3, 3, 1);
    scene.cells.bytes = {1, 2, 3, 1, 2, 3, 1, 2, 3};
    // The half below the falling diagonal: whole cells (1,0), (2,0), (2,1), halves on the diagonal.
    const auto sums = scene.sums({testing::polygon({{0, 0}, {3, 3}, {0, 3}})}, plan_of(1, 2, 2)).regions[0];
    const double a0 = scene.cell_area(0), a1 = scene.cell_area(1), a2 = scene.cell_area(2);
    expect_near(sums, {0.5 * a0 + 1.5 * a1 + 2.5 * a2, 0.5 * a2, 0.5 * a0 + a1 + a2, 0.5 * a1 + a2});
}

TEST(Zonal, EqualsBruteForceWithGeosShares) {
    std::mt19937_64 random(20240502);
    std::uniform_real_distribution<double> x(-4, 80), y(-4, 34), size(0.05, 30);
    const Scene scene(75, 30, 9);
    for (int trial = 0; trial < 25; ++trial) {
        const MultiPolygon shape = {{testing::random_star(random, {x(random), y(random)}, size(random),
                                                          3 + static_cast<int>(random() % 60)),
                                     {}}};
        const Expected expected = brute_force(scene, shape);
        for (const auto& [rows, cols] : {std::pair{8, 16}, {30, 75}, {1, 75}, {7, 1}, {64, 128}}) {
            SCOPED_TRACE(::testing::Message() << trial << ": " << rows << " x " << cols);
            expect_near(scene.sums({shape}, plan_of(1, rows, cols)).regions[0], expected);
        }
    }
}

TEST(Zonal, WindowsWithinOneRegionNeedNoBorders) {
    const Scene scene(64, 64, 4);
    const MultiPolygon shape = testing::rectangle(-5, -5, 70, 63.5);
    expect_near(scene.sums({shape}, plan_of(1, 16, 16)).regions[0], brute_force(scene, shape));
}

TEST(Zonal, ReadsOnlyWindowsThatARegionTouches) {
    const Scene scene(64, 64, 4);
    std::atomic<int> reads{0};
    scene.sums({testing::rectangle(17, 17, 46, 30)}, plan_of(1, 16, 16), &reads);
    EXPECT_EQ(reads, 2);
    reads = 0;
    ZonalPlan whole = plan_of(1, 16, 16);
    whole.whole_raster = true;
    EXPECT_EQ(scene.sums({testing::rectangle(17, 17, 46, 30)}, whole, &reads).windows_read, 16u);
    EXPECT_EQ(reads, 16);
}

std::vector<MultiPolygon> partition() {
    return testing_shapes::RaggedPartition(4, 3, 23.7, 3.3, 2.1, 5).units();
}

TEST(Zonal, ThreadsAndOrderChangeNoBit) {
    const Scene scene(100, 80, 17);
    auto units = partition();
    units.push_back(units[3]);  // an overlay that doubles one of them
    units.push_back(testing::rectangle(20, 20, 60.5, 50));
    const auto once = scene.sums(units, plan_of(units.size(), 8, 16)).regions;
    std::vector<RegionIndex> order(units.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<RegionIndex>(i);
    std::mt19937 random(1);
    for (const int threads : {1, 2, 5}) {
        for (int shuffle = 0; shuffle < 4; ++shuffle) {
            std::shuffle(order.begin(), order.end(), random);
            const auto again =
                scene.sums(units, plan_of(units.size(), 8, 16, threads), nullptr, order).regions;
            for (std::size_t r = 0; r < units.size(); ++r)
                EXPECT_TRUE(equal(once[r], again[r])) << threads << " threads, region " << r;
        }
    }
    EXPECT_TRUE(equal(once[3], once[12]));
}

TEST(Zonal, WideInstructionsChangeNoBit) {
    for (const Scene& scene : {Scene(100, 80, 23), Scene(Scene::Utm{}, 100, 80, 23)}) {
        auto units = partition();
        units.push_back(testing::rectangle(20, 20, 60.5, 50));
        for (const auto& [rows, cols] : {std::pair{8, 16}, {80, 100}, {40, 64}}) {
            ZonalPlan plan = plan_of(units.size(), rows, cols, 2);
            plan.whole_raster = true;
            const ZonalSums wide = scene.sums(units, plan);
            plan.wide = false;
            const ZonalSums plain = scene.sums(units, plan);
            EXPECT_TRUE(equal(wide.raster, plain.raster)) << rows << " x " << cols;
            for (std::size_t r = 0; r < units.size(); ++r)
                EXPECT_TRUE(equal(wide.regions[r], plain.regions[r])) << rows << " x " << cols << ' ' << r;
        }
    }
}

TEST(Zonal, NumbersOfRegionsChangeNoBit) {
    const Scene scene(100, 80, 17);
    const auto units = partition();
    std::vector<MultiPolygon> reversed(units.rbegin(), units.rend());
    const auto once = scene.sums(units, plan_of(units.size(), 8, 16)).regions;
    const auto again = scene.sums(reversed, plan_of(units.size(), 8, 16)).regions;
    for (std::size_t r = 0; r < units.size(); ++r)
        EXPECT_TRUE(equal(once[r], again[units.size() - 1 - r])) << r;
}

TEST(Zonal, RegionsAndBackgroundAreTheWholeRaster) {
    const Scene scene(100, 80, 23);
    const auto units = partition();
    ZonalPlan plan = plan_of(units.size() + 1, 16, 32);
    plan.background = static_cast<RegionIndex>(units.size());
    plan.whole_raster = true;
    const ZonalSums sums = scene.sums(units, plan);
    RegionSums all;
    for (const RegionSums& region : sums.regions)
        all += region;
    // Each region rounds once a window to 2^-40 m2.
    EXPECT_NEAR((all.covered - sums.raster.covered).square_metres(), 0, 1e-4);
    EXPECT_NEAR((all.bare - sums.raster.bare).square_metres(), 0, 1e-8);
    EXPECT_NEAR((all.netted - sums.raster.netted).square_metres(), 0, 1e-8);
    EXPECT_NEAR((all.unobserved - sums.raster.unobserved).square_metres(), 0, 1e-8);
    expect_near(sums.raster, brute_force(scene, testing::rectangle(0, 0, 100, 80)));
}

TEST(Zonal, ManyRegionsOverOneCell) {
    const Scene scene(20, 5, 3);
    std::vector<MultiPolygon> shapes;
    for (int i = 0; i < 9; ++i)
        shapes.push_back(testing::rectangle(0.1 * i, 0.05 * i, 19.5 - i, 4.9));
    const auto sums = scene.sums(shapes, plan_of(shapes.size(), 2, 4)).regions;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        expect_near(sums[i], brute_force(scene, shapes[i]));
}

TEST(Zonal, StopsWhenAsked) {
    const Scene scene(64, 64, 4);
    ZonalPlan plan = plan_of(1, 16, 16);
    plan.stop = [] { return true; };
    EXPECT_TRUE(scene.sums({testing::rectangle(0, 0, 64, 64)}, plan).stopped);
}

TEST(AreaSum, AddsScaledIntegersRounded) {
    AreaSum sum;
    sum.add_scaled(AreaSum::Integer{3} << 41, -1);  // 3 x 2^40 x 2^-40
    EXPECT_EQ(sum.square_metres(), 3);
    sum.add_scaled(-(AreaSum::Integer{1} << 60), -20);
    EXPECT_EQ(sum.square_metres(), 2);
    sum.add_scaled(1, -100);
    EXPECT_EQ(sum.square_metres(), 2);
}

}  // namespace
}  // namespace bareland
