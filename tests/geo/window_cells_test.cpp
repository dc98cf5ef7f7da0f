#include "geo/window_cells.hpp"

#include <gtest/gtest.h>

#include <random>

namespace bareland {
namespace {

struct Window {
    int rows, cols;
    WindowAreas areas;
    std::vector<std::uint8_t> cells;
    ClassMasks masks;

    Measure class_of(int row, int col) const {
        const int value = cells[static_cast<std::size_t>(row * cols + col)];
        return value == 1 ? bare : value == 2 ? netted : value == 3 ? unobserved : covered;
    }
};

// Cells of a class come in runs of all lengths; some rows have none.
Window make_window(std::mt19937_64& random, const Grid& grid, const char* epsg, int rows, int cols) {
    const Crs crs(epsg);
    Window window{rows, cols, {}, {}, {}};
    CellAreas(grid, crs, Transform(crs, Crs::cgcs2000())).window(3, 0, rows, cols, window.areas);
    for (int r = 0; r < rows; ++r) {
        const unsigned values = random() % 3 == 0 ? 1 : 4;
        const double mean_run = std::pow(10.0, std::uniform_real_distribution<>(0, 3)(random));
        for (int c = 0; c < cols;) {
            const auto value = static_cast<std::uint8_t>(random() % values);
            const int length = 1 + static_cast<int>(std::exponential_distribution<>(1 / mean_run)(random));
            for (const int end = std::min(cols, c + length); c < end; ++c)
                window.cells.push_back(value);
        }
    }
    Classifier({{{1, 1}}, {{2, 2}}, {{3, 3}}}).masks(window.cells.data(), cols, rows, cols, window.masks);
    return window;
}

Touches make_touches(std::mt19937_64& random, const Window& window, std::size_t count, std::uint32_t col0) {
    std::uniform_int_distribution<std::int64_t> part(-share::one, share::one);
    Touches out;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t row = random() % static_cast<unsigned>(window.rows);
        out.cells.push_back(row << 32 | (col0 + random() % static_cast<unsigned>(window.cols)));
        out.covers.push_back(i % 7 == 0 ? share::one : part(random));
        out.areas.push_back(i % 5 == 0 ? -share::one : part(random));
    }
    return out;
}

// By the definition, cell by cell.
ShareSums by_cells(const Window& window, const Touches& touches, std::size_t count, std::uint32_t col0) {
    ShareSums sums{};
    for (std::size_t i = 0; i < count; ++i) {
        const Touch touch = touches[i];
        const auto row = static_cast<int>(touch.row);
        const auto first = static_cast<int>(touch.col - col0);
        for (int col = first; col < window.cols; ++col) {
            const WideInteger sum =
                WideInteger{col == first ? touch.area : touch.cover} * window.areas.row(row).cell(col);
            sums[covered] += sum;
            if (const Measure c = window.class_of(row, col); c != covered) sums[c] += sum;
        }
    }
    return sums;
}

void expect_sums(const Window& window, bool wide, const Touches& touches, std::uint32_t col0) {
    WindowCells cells(wide);
    cells.set(window.areas, window.masks, window.rows, window.cols);
    CellTotals all{};
    for (int r = 0; r < window.rows; ++r) {
        CellTotals row{};
        for (int c = 0; c < window.cols; ++c) {
            const Quanta area = window.areas.row(r).cell(c);
            row[covered] += area;
            if (const Measure m = window.class_of(r, c); m != covered) row[m] += area;
        }
        const auto at = static_cast<std::size_t>(r);
        ASSERT_EQ(cells.totals(at, at + 1), row) << r;
        for (std::size_t m = 0; m < measures; ++m)
            all[m] += row[m];
    }
    EXPECT_EQ(cells.totals(0, static_cast<std::size_t>(window.rows)), all);
    for (const std::size_t count : {std::size_t{1}, std::size_t{13}, touches.cells.size()}) {
        ShareSums sums{};
        cells.add_touches(touches, 0, count, col0, sums);
        EXPECT_TRUE(sums == by_cells(window, touches, count, col0)) << count;
    }
}

TEST(WindowCells, SumsAreThoseOfTheirCells) {
    const Grid small{{430000, 10, 0, 4480000, 0, -10}, 1200, 1200};
    const Grid large{{300000, 100, 0, 4480000, 0, -100}, 1200, 1200};  // rows of degree 7
    const Grid degrees{{116, 0.0001, 0, 40, 0, -0.0001}, 1200, 1200};
    std::mt19937_64 random(29);
    for (const auto& [rows, cols] : {std::pair{40, 512}, {1, 1}, {1, 1000}, {33, 65}, {20, 64}, {64, 63}}) {
        for (const auto& [grid, epsg] :
             {std::pair{small, "EPSG:32650"}, {large, "EPSG:32650"}, {degrees, "EPSG:4490"}}) {
            const Window window = make_window(random, grid, epsg, rows, cols);
            const Touches touches = make_touches(random, window, rows == 40 ? 10000 : 100, 512);
            for (const bool wide : {false, wide_instructions()})
                expect_sums(window, wide, touches, 512);
        }
    }
}

}  // namespace
}  // namespace bareland
