#include "synthetic/terrain.hpp"

#include <gtest/gtest.h>

#include <array>
#include <numbers>
#include <vector>

namespace bareland::synthetic {
namespace {

TerrainSpec small_terrain() {
    const Box box{0, 0, 20000, 15000};
    TerrainSpec spec;
    spec.left = box.min_x;
    spec.top = box.max_y;
    spec.cell = 10;
    spec.columns = 2000;
    spec.rows = 1500;
    spec.seed = 4;
    spec.patches = scatter_patches(box, 0.03, 12000, 5);
    spec.clouds = {{{4000, 4000}, 1500}};
    spec.coverage = [](const Point& p) { return 19000 - p.x; };
    return spec;
}

std::vector<std::uint8_t> window(const Terrain& terrain, int column, int row, int width, int height) {
    std::vector<std::uint8_t> cells(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    terrain.fill(column, row, width, height, cells);
    return cells;
}

TEST(Terrain, SameSpecSameCells) {
    const Terrain a(small_terrain()), b(small_terrain());
    EXPECT_EQ(window(a, 0, 0, 2000, 1500), window(b, 0, 0, 2000, 1500));
}

TEST(Terrain, AWindowIsPartOfTheWhole) {
    const Terrain terrain(small_terrain());
    const std::vector<std::uint8_t> whole = window(terrain, 0, 0, 2000, 1500);
    for (const auto& [column, row, width, height] :
         {std::array{0, 0, 512, 512}, std::array{512, 1024, 512, 300}, std::array{777, 333, 191, 77},
          std::array{1498, 1, 502, 6}}) {
        const std::vector<std::uint8_t> part = window(terrain, column, row, width, height);
        for (int j = 0; j < height; ++j) {
            for (int i = 0; i < width; ++i) {
                ASSERT_EQ(part[static_cast<std::size_t>(j * width + i)],
                          whole[static_cast<std::size_t>((row + j) * 2000 + column + i)])
                    << column + i << ' ' << row + j;
            }
        }
    }
}

TEST(Terrain, LooksLikeAClassification) {
    const Terrain terrain(small_terrain());
    const std::vector<std::uint8_t> cells = window(terrain, 0, 0, 2000, 1500);
    std::array<double, 256> share{};
    for (const std::uint8_t cell : cells)
        share[cell] += 1.0 / static_cast<double>(cells.size());
    int classes = 0;
    for (const double s : share)
        classes += s > 0.0002 ? 1 : 0;
    EXPECT_GE(classes, 12);
    EXPECT_GT(share[bare], 0.01);
    EXPECT_LT(share[bare], 0.04);
    EXPECT_GT(share[netted], 0.002);
    EXPECT_LT(share[netted], 0.02);
    EXPECT_GT(share[cloud], 0.01);
    EXPECT_GT(share[shadow], 0.005);
    // Neighbours agree: land, not noise.
    std::size_t alike = 0;
    for (std::size_t i = 0; i + 1 < cells.size(); ++i)
        alike += cells[i] == cells[i + 1] ? 1U : 0U;
    EXPECT_GT(static_cast<double>(alike), 0.85 * static_cast<double>(cells.size()));
}

TEST(Terrain, NodataBeyondTheSwath) {
    const Terrain terrain(small_terrain());
    const std::vector<std::uint8_t> row = window(terrain, 0, 700, 2000, 1);
    // Centres at 10 i + 5: the first beyond 19000 is i = 1900.
    EXPECT_NE(row[1899], nodata);
    EXPECT_EQ(row[1900], nodata);
    EXPECT_EQ(row[1999], nodata);
}

TEST(Patch, CoversAboutItsArea) {
    double wanted = 0, got = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const Patch patch = make_patch({1000, 1000}, 10000, seed);
        wanted += 10000;
        for (int y = 700; y < 1300; y += 4) {
            for (int x = 700; x < 1300; x += 4) {
                if (ground_at(patch, {x + 2.0, y + 2.0}) != Ground::elsewhere) got += 16;
            }
        }
    }
    EXPECT_NEAR(got / wanted, 1.0, 0.15);  // the frayed outline gains about what it loses
}

TEST(Patch, NetCoversTheLowerPartOfItsLength) {
    Patch patch;
    patch.half_length = 100;
    patch.half_width = 50;
    patch.angle = std::numbers::pi / 2;  // the length runs north
    patch.net = 0;
    EXPECT_EQ(ground_at(patch, {0, -45}), Ground::netted);
    EXPECT_EQ(ground_at(patch, {0, 45}), Ground::bare);
    EXPECT_EQ(ground_at(patch, {100, 0}), Ground::elsewhere);
    patch.net = 2;
    EXPECT_EQ(ground_at(patch, {0, 45}), Ground::netted);
    patch.net = -2;
    EXPECT_EQ(ground_at(patch, {0, -45}), Ground::bare);
}

}  // namespace
}  // namespace bareland::synthetic
