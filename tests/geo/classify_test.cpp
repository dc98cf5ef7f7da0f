#include "geo/classify.hpp"

#include <gtest/gtest.h>

#include <random>

namespace bareland {
namespace {

bool in(const std::vector<ByteRange>& ranges, std::uint8_t value) {
    for (const ByteRange& range : ranges) {
        if (range.first <= value && value <= range.last) return true;
    }
    return false;
}

bool bit(const ClassMasks& masks, ClassMasks::Class c, std::size_t row, int col) {
    const auto column = static_cast<std::size_t>(col);
    if ((masks.seen(row) >> c & 1U) == 0) return false;
    return (masks.row(c, row)[column / 64] >> (column % 64) & 1) != 0;
}

// Against the definition, cell by cell.
void expect_masks(const CellClasses& classes, const std::vector<std::uint8_t>& cells, std::ptrdiff_t stride,
                  int rows, int cols, const ClassMasks& masks) {
    ASSERT_EQ(masks.words(), static_cast<std::size_t>((cols + 63) / 64));
    for (int r = 0; r < rows; ++r) {
        const auto row = static_cast<std::size_t>(r);
        unsigned seen = 0;
        for (int c = 0; c < cols; ++c) {
            const std::uint8_t value = cells[static_cast<std::size_t>(r * stride + c)];
            const bool unobserved = in(classes.unobserved, value);
            const bool bare = !unobserved && in(classes.bare, value);
            const bool netted = !unobserved && !bare && in(classes.netted, value);
            ASSERT_EQ(bit(masks, ClassMasks::unobserved, row, c), unobserved) << r << ' ' << c;
            ASSERT_EQ(bit(masks, ClassMasks::bare, row, c), bare) << r << ' ' << c;
            ASSERT_EQ(bit(masks, ClassMasks::netted, row, c), netted) << r << ' ' << c;
            seen |= (bare ? 1u : 0u) << ClassMasks::bare | (netted ? 1u : 0u) << ClassMasks::netted |
                    (unobserved ? 1u : 0u) << ClassMasks::unobserved;
        }
        EXPECT_EQ(masks.seen(row), seen);
        if (cols % 64 == 0) continue;
        for (const auto c : {ClassMasks::bare, ClassMasks::netted, ClassMasks::unobserved}) {
            if ((seen >> c & 1U) == 0) continue;
            EXPECT_EQ(masks.row(c, row).back() >> (cols % 64), 0u) << "bits beyond the row";
        }
    }
}

void expect_all_ways(const CellClasses& classes, const std::vector<std::uint8_t>& cells,
                     std::ptrdiff_t stride, int rows, int cols) {
    using Way = Classifier::Way;
    const Classifier classifier(classes);
    ClassMasks masks;
    // Masks are used again and again: what an earlier window left must not shine through.
    const std::vector<std::uint8_t> full(cells.size(), 7);
    Classifier({{{7, 7}}, {}, {}}).masks(full.data(), stride, rows, cols, masks);
    for (const Way way : {Way::plain, Way::avx2, Way::avx512}) {
        if (!Classifier::available(way)) continue;
        SCOPED_TRACE(static_cast<int>(way));
        classifier.masks_by(way, cells.data(), stride, rows, cols, masks);
        expect_masks(classes, cells, stride, rows, cols, masks);
    }
    classifier.masks(cells.data(), stride, rows, cols, masks);
    expect_masks(classes, cells, stride, rows, cols, masks);
}

TEST(Classify, EveryByteValue) {
    std::vector<std::uint8_t> cells;
    for (int v = 0; v < 256; ++v)
        cells.push_back(static_cast<std::uint8_t>(v));
    for (const int v : {0, 1, 15, 16, 127, 128, 200, 255}) {
        const auto value = static_cast<std::uint8_t>(v);
        expect_all_ways({{{value, value}}, {}, {}}, cells, 256, 1, 256);
        expect_all_ways({{}, {{value, 255}}, {{0, 0}}}, cells, 256, 1, 256);
    }
    expect_all_ways({{{0, 255}}, {}, {}}, cells, 256, 1, 256);
    expect_all_ways({}, cells, 256, 1, 256);
}

TEST(Classify, UnobservedWinsOverTheOthers) {
    const std::vector<std::uint8_t> cells = {1, 2, 3, 4};
    expect_all_ways({{{1, 2}}, {{2, 3}}, {{2, 2}}}, cells, 4, 1, 4);
}

TEST(Classify, RandomRangesAndLengths) {
    std::mt19937 random(5);
    std::uniform_int_distribution<int> byte(0, 255);
    std::uniform_int_distribution<int> choice(0, 2);
    const auto ranges = [&] {
        std::vector<ByteRange> out;
        for (int n = choice(random); n > 0; --n) {
            const int a = byte(random), b = byte(random);
            out.push_back(
                {static_cast<std::uint8_t>(std::min(a, b)), static_cast<std::uint8_t>(std::max(a, b))});
        }
        return out;
    };
    std::vector<std::uint8_t> cells(3 * 210);  // NOLINT(bugprone-implicit-widening-of-multiplication-result)
    for (int cols = 0; cols <= 200; ++cols) {
        for (std::uint8_t& cell : cells)
            cell = static_cast<std::uint8_t>(byte(random));
        expect_all_ways({ranges(), ranges(), ranges()}, cells, 210, 3, cols);
        // Few cells of a class, the classes near each other, as nearly all rasters have them.
        for (std::uint8_t& cell : cells)
            cell = byte(random) < 250 ? 0 : static_cast<std::uint8_t>(byte(random));
        expect_all_ways({{{1, 3}}, {{4, 4}}, {{8, 20}, {255, 255}}}, cells, 210, 3, cols);
        if (HasFatalFailure()) return;
    }
}

}  // namespace
}  // namespace bareland
