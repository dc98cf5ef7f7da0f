#include "geo/patches/strip.hpp"

#include <algorithm>
#include <bit>
#include <span>

namespace bareland::patches {
namespace {

constexpr std::array mask_of = {ClassMasks::bare, ClassMasks::netted};
constexpr std::int32_t area_side = border_rows;  // cells, of squares of areas
constexpr std::array class_of = {Class::bare, Class::netted};

// Sets the bits of `from` in `to`, counted from bit `first` on.
void put_bits(std::span<const std::uint64_t> from, std::size_t first, std::span<std::uint64_t> to) {
    const std::size_t word = first / 64;
    const std::size_t shift = first % 64;
    for (std::size_t w = 0; w < from.size(); ++w) {
        to[word + w] |= from[w] << shift;
        if (shift != 0 && from[w] >> (64 - shift) != 0) to[word + w + 1] |= from[w] >> (64 - shift);
    }
}

}  // namespace

StripReader::StripReader(const Borders& borders, const CellAreas& areas, const Plan& plan, CellSource& source)
    : borders_(borders),
      areas_(areas),
      plan_(plan),
      source_(source),
      classifier_(plan.classes),
      covers_(plan.background),
      words_(static_cast<std::size_t>((borders.cols() + 63) / 64)),
      area_cols_(static_cast<std::size_t>((borders.cols() + area_side - 1) / area_side)) {}

Strip StripReader::read(std::size_t index) {
    const std::int64_t row0 = static_cast<std::int64_t>(index) * plan_.window_rows;
    rows_ = static_cast<std::size_t>(std::min<std::int64_t>(plan_.window_rows, borders_.rows() - row0));
    row0_ = row0;
    read_windows(index);
    find_areas(row0);
    Strip strip{row0, {}, Pool(plan_.connect), {}, {}};
    Pool& pool = strip.rest;
    RowRuns above;
    RowRuns now;
    for (std::size_t r = 0; r < rows_; ++r) {
        const std::int64_t row = row0 + static_cast<std::int64_t>(r);
        find_runs(r, now);
        if (!now[0].empty() || !now[1].empty()) find_covers(row);
        for (std::size_t c = 0; c < classes; ++c) {
            if (r == 0) {
                pool.first_row(class_of[c], row, now[c]);
            } else {
                pool.next_row(class_of[c], row, above[c], now[c]);
            }
            for (const Run& run : now[c])
                pool.add_cells(run.piece, row, run, area_of(r, run.from, run.to, share::one));
            add_shares(pool, r, now[c]);
        }
        if (r == 0) strip.top = now;
        std::swap(above, now);
    }
    strip.bottom = std::move(above);
    const std::array ends = {&strip.top, &strip.bottom};
    strip.done = pool.finished(ends, plan_.shapes_from_m2);
    return strip;
}

// The strip's cells as bits of the classes, row by row over its whole width.
void StripReader::read_windows(std::size_t index) {
    for (std::vector<std::uint64_t>& bits : bits_)
        bits.assign(rows_ * words_, 0);
    for (std::int64_t col0 = 0; col0 < borders_.cols(); col0 += plan_.window_cols) {
        CellWindow where;
        where.row0 = static_cast<std::int64_t>(index) * plan_.window_rows;
        where.col0 = col0;
        where.rows = static_cast<int>(rows_);
        where.cols =
            static_cast<int>(std::min<std::int64_t>(plan_.window_cols, borders_.cols() - where.col0));
        const CellBytes cells = source_.read(where);
        classifier_.masks(cells.first, cells.stride, where.rows, where.cols, masks_);
        for (std::size_t r = 0; r < rows_; ++r) {
            for (std::size_t c = 0; c < classes; ++c) {
                if ((masks_.seen(r) >> mask_of[c] & 1) == 0) continue;
                put_bits(masks_.row(mask_of[c], r), static_cast<std::size_t>(where.col0),
                         std::span(bits_[c]).subspan(r * words_, words_));
            }
        }
    }
}

// What covers the cells of a row of the grid.
void StripReader::find_covers(std::int64_t row) {
    const std::int64_t strip = row / border_rows;
    const std::int64_t first = strip * border_rows;
    if (strip != walked_) {
        walker_.walk(borders_, static_cast<std::size_t>(strip), border_rows);
        covers_.set(walker_, static_cast<std::int32_t>(borders_.cols()),
                    static_cast<std::size_t>(std::min<std::int64_t>(border_rows, borders_.rows() - first)));
        walked_ = strip;
    }
    covers_.row(static_cast<std::size_t>(row - first), cover_row_);
}

void StripReader::find_areas(std::int64_t row0) {
    const std::int64_t first = row0 / area_side;
    const std::int64_t last = (row0 + static_cast<std::int64_t>(rows_) - 1) / area_side;
    const auto count = static_cast<std::size_t>(last - first + 1) * area_cols_;
    if (first == first_area_row_ && window_areas_.size() == count) return;  // low strips share them
    first_area_row_ = first;
    window_areas_.resize(count);
    const auto within = [](std::int64_t from, std::int64_t all) {
        return static_cast<int>(std::min<std::int64_t>(area_side, all - from));
    };
    for (std::size_t i = 0; i < count; ++i) {
        const std::int64_t row = (first + static_cast<std::int64_t>(i / area_cols_)) * area_side;
        const std::int64_t col = static_cast<std::int64_t>(i % area_cols_) * area_side;
        areas_.window(row, col, within(row, borders_.rows()), within(col, borders_.cols()), window_areas_[i]);
    }
}

void StripReader::find_runs(std::size_t row, RowRuns& out) const {
    for (std::size_t c = 0; c < classes; ++c) {
        out[c].clear();
        std::uint64_t before = 0;  // the last cell's bit
        bool open = false;
        const auto change_at = [&](std::size_t col) {
            const auto place = static_cast<std::int32_t>(col);
            if (open) {
                out[c].back().to = place;
            } else {
                out[c].push_back({place, place, no_id, no_id, no_id});
            }
            open = !open;
        };
        const std::uint64_t* const words = bits_[c].data() + row * words_;
        for (std::size_t w = 0; w < words_; ++w) {
            const std::uint64_t bits = words[w];
            for (std::uint64_t changes = bits ^ (bits << 1 | before); changes != 0; changes &= changes - 1)
                change_at(64 * w + static_cast<std::size_t>(std::countr_zero(changes)));
            before = bits >> 63;
        }
        if (open) change_at(static_cast<std::size_t>(borders_.cols()));
    }
}

AreaSum StripReader::area_of(std::size_t row, std::int32_t from, std::int32_t to, std::int64_t share) const {
    AreaSum sum;
    const std::int64_t at = row0_ + static_cast<std::int64_t>(row);
    const WindowAreas* const windows =
        window_areas_.data() + static_cast<std::size_t>(at / area_side - first_area_row_) * area_cols_;
    for (std::int32_t w = from / area_side; w * area_side < to; ++w) {
        const std::int32_t left = w * area_side;
        const WindowAreas& window = windows[w];
        const Quanta quanta = window.row(static_cast<int>(at % area_side))
                                  .run(std::max(from, left) - left, std::min(to - left, area_side));
        sum.add_scaled(AreaSum::Integer{quanta} * share, window.quantum_exponent());
    }
    return sum;
}

void StripReader::add_shares(Pool& pool, std::size_t row, std::span<const Run> runs) {
    auto span = cover_row_.spans.begin();
    for (const Run& run : runs) {
        while (span->to <= run.from)
            ++span;
        for (auto at = span; at != cover_row_.spans.end() && at->from < run.to; ++at) {
            const std::int32_t from = std::max(run.from, at->from);
            const std::int32_t to = std::min(run.to, at->to);
            for (const Cover& cover : cover_row_.of(*at))
                pool.add_share(run.piece, cover.region, area_of(row, from, to, cover.share));
        }
    }
}

}  // namespace bareland::patches
