#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <random>
#include <string_view>
#include <tuple>
#include <vector>

#include "geo/overlay.hpp"
#include "geo/patches/patches.hpp"
#include "tests/geo/patches/cells.hpp"
#include "tests/geo/shapes.hpp"
#include "tests/support/shapes.hpp"

namespace bareland::patches {
namespace {

// ---- the slow way: flooding

struct Flooded {
    int value = 0;
    std::vector<std::pair<int, int>> cells;  // row, column
};

std::vector<Flooded> flood(const Cells& cells, int connect) {
    std::vector<bool> seen(cells.bytes.size(), false);
    std::vector<Flooded> out;
    for (int r = 0; r < cells.rows; ++r) {
        for (int c = 0; c < cells.cols; ++c) {
            if (cells.at(r, c) == 0 || seen[static_cast<std::size_t>(r * cells.cols + c)]) continue;
            Flooded piece{cells.at(r, c), {}};
            std::vector<std::pair<int, int>> open{{r, c}};
            seen[static_cast<std::size_t>(r * cells.cols + c)] = true;
            while (!open.empty()) {
                const auto [row, col] = open.back();
                open.pop_back();
                piece.cells.emplace_back(row, col);
                for (int dr = -1; dr <= 1; ++dr) {
                    for (int dc = -1; dc <= 1; ++dc) {
                        if (connect == 4 && dr != 0 && dc != 0) continue;
                        const int y = row + dr;
                        const int x = col + dc;
                        if (y < 0 || x < 0 || y >= cells.rows || x >= cells.cols) continue;
                        const auto at = static_cast<std::size_t>(y * cells.cols + x);
                        if (seen[at] || cells.bytes[at] != piece.value) continue;
                        seen[at] = true;
                        open.emplace_back(y, x);
                    }
                }
            }
            std::sort(piece.cells.begin(), piece.cells.end());
            out.push_back(std::move(piece));
        }
    }
    // By last row, then its leftmost cell.
    const auto last = [](const Flooded& piece) {
        const int row = piece.cells.back().first;
        const auto first = std::lower_bound(piece.cells.begin(), piece.cells.end(), std::pair{row, 0});
        return *first;
    };
    std::sort(out.begin(), out.end(), [&](const Flooded& a, const Flooded& b) { return last(a) < last(b); });
    return out;
}

// Whether the shape is valid, holds exactly these cells' middles and has their number as its area.
void expect_shape(const Piece& piece, const Flooded& flooded) {
    EXPECT_FALSE(overlay::make_valid(piece.shape).changed()) << overlay::make_valid(piece.shape).reason;
    EXPECT_DOUBLE_EQ(overlay::planar_area(piece.shape), static_cast<double>(flooded.cells.size()));
    const testing::Geos shape = testing::to_geos(piece.shape);
    for (const auto& [row, col] : flooded.cells)
        ASSERT_DOUBLE_EQ(testing::geos_share(shape, col, row), 1.0) << row << "," << col;
}

// A vertex where the ring goes straight on is one too many.
void expect_turns(const MultiPolygon& shape) {
    const auto check = [](const Ring& ring) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Point& a = ring[i - 1];
            const Point& b = ring[i];
            const Point& c = i + 1 < ring.size() ? ring[i + 1] : ring[1];
            EXPECT_TRUE((a.x == b.x) != (b.x == c.x)) << b.x << " " << b.y;
        }
    };
    for (const Polygon& polygon : shape) {
        check(polygon.outer);
        std::for_each(polygon.holes.begin(), polygon.holes.end(), check);
    }
}

void expect_as_flooded(const Scene& scene, const Way& way) {
    const std::vector<Flooded> expected = flood(scene.cells(), way.connect);
    const std::vector<Piece> pieces = scene.pieces(way);
    ASSERT_EQ(pieces.size(), expected.size());
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        ASSERT_EQ(piece.cells, expected[i].cells.size());
        EXPECT_EQ(piece.of, expected[i].value == 1 ? Class::bare : Class::netted);
        EXPECT_EQ(piece.first_row, expected[i].cells.front().first);
        EXPECT_EQ(piece.first_col, expected[i].cells.front().second);
        double area = 0;
        for (const auto& [row, col] : expected[i].cells)
            area += scene.cell_area(row);
        EXPECT_NEAR(piece.area.square_metres(), area, 1e-9 * area);
        expect_shape(piece, expected[i]);
        expect_turns(piece.shape);
    }
}

TEST(Pieces, AHoleIsAHole) {
    const Scene scene(drawn({"....", ".##.", ".#.#", ".###"}));
    const std::vector<Piece> pieces = scene.pieces({});
    ASSERT_EQ(pieces.size(), 1U);
    ASSERT_EQ(pieces[0].shape.size(), 1U);
    // The hole touches the outside at a corner only: two rings that touch, no ring that touches itself.
    EXPECT_EQ(pieces[0].shape[0].holes.size(), 1U);
    EXPECT_EQ(pieces[0].shape[0].outer.size(), 7U);
    EXPECT_EQ(pieces[0].cells, 7U);
}

TEST(Pieces, CornersJoinOrPart) {
    const Scene scene(drawn({"#.#", ".#.", "#.#"}));
    EXPECT_EQ(scene.pieces({4}).size(), 5U);
    const std::vector<Piece> one = scene.pieces({8});
    ASSERT_EQ(one.size(), 1U);
    EXPECT_EQ(one[0].shape.size(), 5U);
}

TEST(Pieces, ClassesDoNotJoin) {
    const Scene scene(drawn({"##nn", "##nn"}));
    const std::vector<Piece> pieces = scene.pieces({8});
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_EQ(pieces[0].of, Class::bare);
    EXPECT_EQ(pieces[1].of, Class::netted);
}

TEST(Pieces, NestedRings) {
    const Scene scene(drawn({"#######", "#.....#", "#.###.#", "#.#.#.#", "#.###.#", "#.....#", "#######"}));
    for (const int rows : {1, 2, 3, 7}) {
        for (const int connect : {4, 8})
            expect_as_flooded(scene, {connect, rows, 3});
    }
}

TEST(Pieces, ASpiralIsOnePieceWhateverTheStrips) {
    const Scene scene(drawn({"#########", "........#", "#######.#", "#.....#.#", "#.###.#.#", "#.#...#.#",
                             "#.#####.#", "#.......#", "#########"}));
    for (const int rows : {1, 2, 4, 9})
        expect_as_flooded(scene, {4, rows, 4});
    EXPECT_EQ(scene.pieces({}).size(), 1U);
}

TEST(Pieces, ACheckerboardIsAllPiecesOrOne) {
    Cells cells{20, 20, {}};
    for (int i = 0; i < 400; ++i)
        cells.bytes.push_back(static_cast<std::uint8_t>((i / 20 + i % 20) % 2));
    const Scene scene(cells);
    EXPECT_EQ(scene.pieces({4, 7, 6}).size(), 200U);
    EXPECT_EQ(scene.pieces({8, 7, 6}).size(), 1U);
    expect_as_flooded(scene, {8, 7, 6});
}

TEST(Pieces, RandomGridsAsByFlooding) {
    for (const int in_ten : {3, 5, 6, 8}) {
        for (const int connect : {4, 8})
            expect_as_flooded(Scene(random_cells(30, 17, in_ten, static_cast<unsigned>(in_ten))),
                              {connect, 5, 8});
    }
}

bool same(const Piece& a, const Piece& b) {
    return a.of == b.of && a.cells == b.cells && a.shape == b.shape && a.first_row == b.first_row &&
           a.first_col == b.first_col && a.last_row == b.last_row && a.last_col == b.last_col &&
           a.area == b.area && a.regions == b.regions;
}

TEST(Pieces, NeitherWindowsNorThreadsChangeThem) {
    const Scene scene(random_cells(150, 97, 6, 5),
                      testing_shapes::RaggedPartition(2, 2, 48, 2, 1, 3).units());
    const std::vector<Piece> all = scene.pieces({8, 97, 150});
    for (const Way& way : {Way{8, 1, 64}, Way{8, 10, 7}, Way{8, 16, 64, 4}, Way{8, 97, 33, 2}}) {
        const std::vector<Piece> some = scene.pieces(way);
        ASSERT_EQ(some.size(), all.size());
        for (std::size_t i = 0; i < all.size(); ++i)
            ASSERT_TRUE(same(some[i], all[i])) << i;
    }
}

TEST(Pieces, SharesOfRegionsAreThoseOfTheirCells) {
    const std::vector<MultiPolygon> units = testing_shapes::RaggedPartition(2, 2, 10, -1.5, -2.5, 3).units();
    const Scene scene(random_cells(20, 17, 5, 9), units);
    const std::vector<Flooded> expected = flood(scene.cells(), 4);
    const std::vector<Piece> pieces = scene.pieces({4, 6, 64});
    ASSERT_EQ(pieces.size(), expected.size());
    for (std::size_t u = 0; u < units.size(); ++u) {
        const testing::Geos shape = testing::to_geos(units[u]);
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            double area = 0;
            for (const auto& [row, col] : expected[i].cells)
                area += testing::geos_share(shape, col, row) * scene.cell_area(row);
            double found = 0;
            for (const RegionArea& region : pieces[i].regions)
                found += region.region == u ? region.area.square_metres() : 0;
            EXPECT_NEAR(found, area, 1e-9 * std::max(1.0, pieces[i].area.square_metres()));
        }
    }
}

TEST(Pieces, TogetherTheyAreTheRankingsSums) {
    const Scene scene(random_cells(200, 120, 5, 11),
                      testing_shapes::RaggedPartition(3, 2, 50, 20, 10, 4).units());
    const ZonalSums sums = scene.sums();
    std::map<std::pair<Class, RegionIndex>, AreaSum> regions;
    std::map<Class, AreaSum> all;
    for (const Piece& piece : scene.pieces({8, 32, 64, 2}, 1e12)) {
        EXPECT_TRUE(piece.shape.empty());  // small ones count, too
        all[piece.of] += piece.area;
        for (const RegionArea& region : piece.regions)
            regions[{piece.of, region.region}] += region.area;
    }
    const auto close = [](const AreaSum& a, const AreaSum& b) {
        EXPECT_NEAR(a.square_metres(), b.square_metres(), 1e-6);
    };
    close(all[Class::bare], sums.raster.bare);
    close(all[Class::netted], sums.raster.netted);
    for (RegionIndex r = 0; r < sums.regions.size(); ++r) {
        close(regions[std::pair(Class::bare, r)], sums.regions[r].bare);
        close(regions[std::pair(Class::netted, r)], sums.regions[r].netted);
    }
}

}  // namespace
}  // namespace bareland::patches
