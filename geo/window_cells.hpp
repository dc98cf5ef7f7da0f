// The cells of a window: their areas and classes, made ready to be summed up to the right of any cell.
//
// Guarantee: exact integers, and so the same on every processor; wide instructions (geo/wide.hpp) only make
// them faster.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/classify.hpp"
#include "geo/coverage.hpp"
#include "geo/grid.hpp"

namespace bareland {

enum Measure : std::size_t { covered, unobserved, bare, netted, measures };

// Areas of whole cells within one window.
using CellTotals = std::array<Quanta, measures>;

__extension__ using WideInteger = __int128;
// Sums of shares times areas, exactly: quanta x 2^-40.
using ShareSums = std::array<WideInteger, measures>;

class WindowCells {
  public:
    // Without `wide`: with instructions that every processor has.
    explicit WindowCells(bool wide) : may_be_wide_(wide) {}

    void set(const WindowAreas& areas, const ClassMasks& masks, int rows, int cols);

    // All cells of the rows [from, to).
    CellTotals totals(std::size_t from, std::size_t to) const;
    // What the touches [first, first + count) cover within the window: each its `area` in its own cell and
    // its `cover` right of it; the window's first column is the grid's `col0`.
    void add_touches(const Touches& touches, std::size_t first, std::size_t count, std::uint32_t col0,
                     ShareSums& sums) const;

  private:
    // Where the cells of a class begin and end along the rows. Of a run of cells the `upto` of the side where
    // it begins is taken away and that of the side where it ends is added; summed up over all of them from
    // the window's first row on, a difference of two such sums is the area of all that lies between.
    struct ClassEnds {
        std::size_t count = 0;                 // of ends; of the rest only if there are any
        std::vector<std::uint64_t> changes;    // bit set: a run begins or ends at that cell's left side
        std::vector<std::uint32_t> ranks;      // how many do before each word of changes
        std::vector<std::uint32_t> row_ranks;  // and before each row
        std::vector<std::uint64_t> ends;       // row << 32 | column of each, with room to spare
        std::vector<Quanta> sums;              // over those before each of the ends, and over all
        std::vector<Quanta> row_sums;          // over those before each row, and over all
    };
    void find_ends(Measure c);
    void list_rows(ClassMasks::Class mask);
    void list_rows_wide(ClassMasks::Class mask);
    void find_ends_plain(ClassMasks::Class mask, ClassEnds& to);
    void find_ends_wide(ClassMasks::Class mask, ClassEnds& to);
    void sum_ends(ClassEnds& of) const;
    void sum_ends_wide(ClassEnds& of) const;
    void set_rows();
    void set_rows_wide();
    void add_touch(const Touch& touch, std::uint32_t col0, ShareSums& sums) const;
    void add_touches_wide(const Touches& touches, std::size_t first, std::size_t count, std::uint32_t col0,
                          ShareSums& sums) const;

    static constexpr std::array classes = {unobserved, bare, netted};
    static constexpr ClassMasks::Class mask_of(Measure c) {
        return c == unobserved ? ClassMasks::unobserved : c == bare ? ClassMasks::bare : ClassMasks::netted;
    }
    // Makes a vector longer, never shorter: shrinking and growing would fill it with zeros each time.
    template <class T>
    static void grow(std::vector<T>& items, std::size_t size) {
        if (items.size() < size) items.resize(size);
    }

    bool may_be_wide_;
    bool wide_ = false;  // at this window
    const WindowAreas* areas_ = nullptr;
    const ClassMasks* masks_ = nullptr;
    std::size_t rows_ = 0;
    int cols_ = 0;
    std::vector<RowArea> areas_of_rows_;  // for the plain way
    std::vector<Quanta> row_ends_;        // and upto() of each row's right end
    std::vector<Quanta> row_sums_;        // areas of all rows before each, and of all
    std::array<ClassEnds, measures> classes_;
    std::vector<std::uint32_t> row_seen_;        // ClassMasks::seen
    std::vector<std::uint32_t> rows_with_;       // of the class at hand
    std::vector<std::uint64_t> words_, places_;  // of changes, and where they begin; with room to spare
};

}  // namespace bareland
