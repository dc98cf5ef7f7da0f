#include "geo/window_cells.hpp"

#include <bit>

namespace bareland {
void WindowCells::set(const WindowAreas& areas, const ClassMasks& masks, int rows, int cols) {
    areas_ = &areas;
    masks_ = &masks;
    rows_ = static_cast<std::size_t>(rows);
    cols_ = cols;
    wide_ = may_be_wide_ && areas.plane() != nullptr;
    row_sums_.resize(rows_ + 1);
    row_seen_.resize(rows_);
    for (std::size_t r = 0; r < rows_; ++r)
        row_seen_[r] = masks.seen(r);
    if (wide_) {
        set_rows_wide();
    } else {
        set_rows();
    }
    for (const Measure c : classes)
        find_ends(c);
}

void WindowCells::set_rows() {
    areas_of_rows_.clear();
    row_ends_.resize(rows_);
    Quanta sum = 0;
    for (std::size_t r = 0; r < rows_; ++r) {
        const RowArea& area = areas_of_rows_.emplace_back(areas_->row(static_cast<int>(r)));
        row_sums_[r] = sum;
        row_ends_[r] = area.upto(cols_);
        sum += row_ends_[r] - area.upto(0);
    }
    row_sums_[rows_] = sum;
}

void WindowCells::find_ends(Measure c) {
    ClassEnds& to = classes_[c];
    if (wide_) {
        list_rows_wide(mask_of(c));
    } else {
        list_rows(mask_of(c));
    }
    to.count = 0;
    if (rows_with_.empty()) return;
    to.changes.resize(rows_ * masks_->words());
    to.ranks.resize(rows_ * masks_->words());
    to.row_ranks.assign(rows_ + 1, 0);
    if (wide_) {
        find_ends_wide(mask_of(c), to);
        sum_ends_wide(to);
    } else {
        find_ends_plain(mask_of(c), to);
        sum_ends(to);
    }
    to.row_sums.resize(rows_ + 1);
    std::uint32_t rank = 0;
    for (std::size_t r = 0; r <= rows_; ++r) {
        rank += to.row_ranks[r];
        to.row_sums[r] = to.sums[rank];
    }
}

// Without a branch: whether a row has cells of a class cannot be foretold.
void WindowCells::list_rows(ClassMasks::Class mask) {
    rows_with_.resize(rows_);
    std::size_t count = 0;
    for (std::uint32_t r = 0; r < rows_; ++r) {
        rows_with_[count] = r;
        count += row_seen_[r] >> mask & 1;
    }
    rows_with_.resize(count);
}

// row_ranks get how many ends the row before has.
void WindowCells::find_ends_plain(ClassMasks::Class mask, ClassEnds& to) {
    const std::size_t words = masks_->words();
    to.ends.clear();
    for (const std::uint32_t r : rows_with_) {
        const std::span<const std::uint64_t> bits = masks_->row(mask, r);
        const std::size_t first = to.ends.size();
        std::uint64_t before = 0;  // the last cell's bit
        for (std::size_t w = 0; w < words; ++w) {
            const std::uint64_t changes = bits[w] ^ (bits[w] << 1 | before);
            before = bits[w] >> 63;
            to.changes[r * words + w] = changes;
            to.ranks[r * words + w] = static_cast<std::uint32_t>(to.ends.size());
            const std::uint64_t place = std::uint64_t{r} << 32 | 64 * w;
            for (std::uint64_t left = changes; left != 0; left &= left - 1)
                to.ends.push_back(place + static_cast<unsigned>(std::countr_zero(left)));
        }
        if (before != 0) to.ends.push_back(std::uint64_t{r} << 32 | 64 * words);
        to.row_ranks[r + 1] = static_cast<std::uint32_t>(to.ends.size() - first);
    }
    to.count = to.ends.size();
}

void WindowCells::sum_ends(ClassEnds& of) const {
    grow(of.sums, of.count + 1);
    Quanta sum = 0;
    for (std::size_t i = 0; i < of.count; ++i) {
        of.sums[i] = sum;
        const Quanta upto = areas_of_rows_[of.ends[i] >> 32].upto(static_cast<int>(of.ends[i] & 0xFFFFFFFFU));
        sum += i % 2 == 0 ? -upto : upto;
    }
    of.sums[of.count] = sum;
}

CellTotals WindowCells::totals(std::size_t from, std::size_t to) const {
    CellTotals out{};
    out[covered] = row_sums_[to] - row_sums_[from];
    for (const Measure c : classes) {
        if (classes_[c].count != 0) out[c] = classes_[c].row_sums[to] - classes_[c].row_sums[from];
    }
    return out;
}

void WindowCells::add_touches(const Touches& touches, std::size_t first, std::size_t count,
                              std::uint32_t col0, ShareSums& sums) const {
    if (wide_) return add_touches_wide(touches, first, count, col0, sums);
    for (std::size_t i = first; i < first + count; ++i)
        add_touch(touches[i], col0, sums);
}

void WindowCells::add_touch(const Touch& touch, std::uint32_t col0, ShareSums& sums) const {
    const std::size_t row = touch.row;
    const std::uint32_t col = touch.col - col0;
    const auto [left, right] = areas_of_rows_[row].sides(static_cast<int>(col));
    const Quanta cell = right - left;
    const WideInteger cover = touch.cover;
    sums[covered] += cover * (row_ends_[row] - right) + WideInteger{touch.area} * cell;
    for (const Measure c : classes) {
        if ((row_seen_[row] >> mask_of(c) & 1) == 0) continue;
        const ClassEnds& ends = classes_[c];
        const std::size_t word = row * masks_->words() + col / 64;
        const std::uint64_t upto = ~std::uint64_t{0} >> (63 - col % 64);
        const auto rank =
            ends.ranks[word] + static_cast<std::uint32_t>(std::popcount(ends.changes[word] & upto));
        // Each row has an even number of ends: after an odd one the cell is of the class.
        const Quanta inside = -static_cast<Quanta>(rank & 1);  // a mask
        const Quanta beyond = ends.row_sums[row + 1] - ends.sums[rank] - (right & inside);
        sums[c] += cover * beyond + WideInteger{touch.area} * (cell & inside);
    }
}

}  // namespace bareland
