#include "geo/zonal.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <mutex>
#include <numeric>
#include <span>
#include <utility>

#include "geo/workers.hpp"

namespace bareland {

void AreaSum::add(double square_metres) {
    value_ += static_cast<Integer>(std::nearbyint(square_metres * static_cast<double>(share::one)));
}
void AreaSum::add_scaled(Integer value, int exponent) {
    if (exponent == 0) {
        value_ += value;
        return;
    }
    const int shift = std::min(-exponent, 120);
    value_ += (value + (Integer{1} << (shift - 1))) >> shift;
}
AreaSum& AreaSum::operator+=(const AreaSum& other) {
    value_ += other.value_;
    return *this;
}
AreaSum& AreaSum::operator-=(const AreaSum& other) {
    value_ -= other.value_;
    return *this;
}
double AreaSum::square_metres() const {
    return static_cast<double>(value_) * share::to_double;
}

RegionSums& RegionSums::operator+=(const RegionSums& other) {
    covered += other.covered;
    unobserved += other.unobserved;
    bare += other.bare;
    netted += other.netted;
    return *this;
}
RegionSums& RegionSums::operator-=(const RegionSums& other) {
    covered -= other.covered;
    unobserved -= other.unobserved;
    bare -= other.bare;
    netted -= other.netted;
    return *this;
}

namespace {

enum Measure : std::size_t { covered, unobserved, bare, netted, measures };
constexpr std::array classes = {unobserved, bare, netted};

// Of one region within one window, in quanta x 2^-40: shares times areas, exactly.
struct WindowSums {
    std::array<AreaSum::Integer, measures> values{};
    bool used = false;
};

// Areas of whole cells within one window.
struct CellTotals {
    std::array<Quanta, measures> values{};

    CellTotals& operator+=(const CellTotals& other) {
        for (std::size_t m = 0; m < measures; ++m)
            values[m] += other.values[m];
        return *this;
    }
};

// A region that covers cells from some place in a row on, with the share.
struct Cover {
    RegionIndex region;
    std::int64_t share;
    bool operator==(const Cover&) const = default;
};

// What covers a row at the sweep's position, in the order of the regions, so that equal covers compare equal;
// seldom more than two.
class RowCover {
  public:
    void clear() { size_ = 0; }
    void add(RegionIndex region, std::int64_t turn) {
        if (turn == 0) return;
        Cover* items = data();
        std::size_t i = 0;
        while (i < size_ && items[i].region < region)
            ++i;
        if (i == size_ || items[i].region != region) {
            insert(i, {region, turn});
        } else if ((items[i].share += turn) == 0) {
            erase(i);
        }
    }
    // A border that gives `plus` the share `turn` and takes it from `minus`; either may be no_region.
    void turn(RegionIndex plus, RegionIndex minus, std::int64_t turn) {
        if (turn < 0) {
            std::swap(plus, minus);
            turn = -turn;
        }
        if (size_ == 1 && plus != no_region && few_[0] == Cover{minus, turn}) {  // as most borders do
            few_[0].region = plus;
            return;
        }
        if (minus != no_region) add(minus, -turn);
        if (plus != no_region) add(plus, turn);
    }
    bool empty() const { return size_ == 0; }
    std::span<const Cover> items() const {
        return {size_ <= few_.size() ? few_.data() : more_.data(), size_};
    }
    bool operator==(const RowCover& other) const {
        return std::equal(items().begin(), items().end(), other.items().begin(), other.items().end());
    }

  private:
    Cover* data() { return size_ <= few_.size() ? few_.data() : more_.data(); }
    void insert(std::size_t i, Cover cover) {
        if (size_ == few_.size()) more_.assign(few_.begin(), few_.end());
        if (++size_ > few_.size() && more_.size() < size_) more_.resize(size_);
        Cover* items = data();
        std::move_backward(items + i, items + size_ - 1, items + size_);
        items[i] = cover;
    }
    void erase(std::size_t i) {
        Cover* items = data();
        std::move(items + i + 1, items + size_, items + i);
        if (--size_ == few_.size()) std::copy_n(items, size_, few_.begin());
    }

    std::size_t size_ = 0;
    std::array<Cover, 3> few_{};
    std::vector<Cover> more_;  // all of them when there are more than a few
};

// The cells of a window: their areas, and which are of each class.
class WindowCells {
  public:
    void set(const WindowAreas& areas, const ClassMasks& masks, int rows, int cols) {
        areas_ = &areas;
        masks_ = &masks;
        cols_ = cols;
        const auto height = static_cast<std::size_t>(rows);
        ends_.resize(height);
        for (const Measure c : classes)
            runs_[c].reset(height, masks.words());
    }

    CellTotals row_totals(std::size_t row) const {
        const RowArea& area = areas_->row(static_cast<int>(row));
        CellTotals out;
        out.values[covered] = area.upto(cols_) - area.upto(0);
        const unsigned seen = masks_->seen(row);
        for (const Measure c : classes) {
            if (is_seen(seen, c)) out.values[c] = area.masked(masks_->row(mask_of[c], row));
        }
        return out;
    }

    // The same, and prepares the row for `add_touch`.
    CellTotals prepare_row(std::size_t row) {
        const RowArea& area = areas_->row(static_cast<int>(row));
        CellTotals out;
        ends_[row] = area.upto(cols_);
        out.values[covered] = ends_[row] - area.upto(0);
        const unsigned seen = masks_->seen(row);
        for (const Measure c : classes) {
            if (is_seen(seen, c)) out.values[c] = runs_[c].add_row(row, area, masks_->row(mask_of[c], row));
        }
        return out;
    }

    // Adds what an edge that turns `touch.cover` on from its cell on, and `touch.area` in the cell itself,
    // covers within the window; `col` counts from the window's first column.
    void add_touch(const Touch& touch, std::uint32_t col,
                   std::array<AreaSum::Integer, measures>& sums) const {
        using Integer = AreaSum::Integer;
        const std::size_t row = touch.row;
        const RowArea& area = areas_->row(static_cast<int>(row));
        const auto [left, right] = area.sides(static_cast<int>(col));
        const Quanta cell = right - left;
        sums[covered] += Integer{touch.cover} * (ends_[row] - right) + Integer{touch.area} * cell;
        const unsigned seen = masks_->seen(row);
        if (seen == 0) return;
        for (const Measure c : classes) {
            if (!is_seen(seen, c)) continue;
            const std::uint64_t word = masks_->row(mask_of[c], row)[col / 64];
            const std::int64_t inside = -static_cast<std::int64_t>(word >> (col % 64) & 1);  // a mask
            sums[c] += Integer{touch.cover} * runs_[c].beyond(row, col + 1, right) +
                       Integer{touch.area & inside} * cell;
        }
    }

  private:
    // Where the cells of a class begin and end along each row, so that their area right of any column takes a
    // look-up and no sum.
    class ClassRuns {
      public:
        void reset(std::size_t rows, std::size_t words) {
            words_ = words + 1;
            changes_.resize(rows * words_);
            ranks_.resize(rows * words_);
            sums_.clear();
            areas_.resize(rows);
        }

        // Returns the area of the class in the row.
        Quanta add_row(std::size_t row, const RowArea& area, std::span<const std::uint64_t> mask) {
            std::uint64_t* const changes = changes_.data() + row * words_;
            std::uint32_t* const ranks = ranks_.data() + row * words_;
            std::uint64_t before = 0;  // the last cell's bit
            auto rank = static_cast<std::uint32_t>(sums_.size());
            for (std::size_t w = 0; w < words_; ++w) {
                const std::uint64_t bits = w < mask.size() ? mask[w] : 0;
                changes[w] = bits ^ (bits << 1 | before);
                before = bits >> 63;
                ranks[w] = rank;
                rank += static_cast<std::uint32_t>(std::popcount(changes[w]));
            }
            Quanta sum = 0;
            sums_.resize(rank + 1);
            Quanta* to = sums_.data() + ranks[0];
            *to = 0;
            // Of a run of cells the side where it begins is taken away, that where it ends is added.
            for (std::size_t w = 0; w < words_; ++w) {
                for (std::uint64_t left = changes[w]; left != 0; left &= left - 1) {
                    sum = area.upto(static_cast<int>(64 * w) + std::countr_zero(left)) - sum;
                    *++to = sum;
                }
            }
            areas_[row] = {ranks[0], sum};
            return sum;
        }

        // Area of the row's cells of the class from `col` on; `upto_col` is area.upto(col).
        Quanta beyond(std::size_t row, std::uint32_t col, Quanta upto_col) const {
            const std::size_t w = row * words_ + col / 64;
            const std::uint64_t upto = ~std::uint64_t{0} >> (63 - col % 64);
            const auto rank = ranks_[w] + static_cast<std::uint32_t>(std::popcount(changes_[w] & upto));
            const auto [first, total] = areas_[row];
            const Quanta inside = -static_cast<Quanta>((rank - first) & 1);  // a mask: col is within a run
            // sums_ alternate: after an even number of changes they are the area so far; after an odd number
            // what `upto` of the place is to be taken from, less that area.
            const Quanta sum = sums_[rank];
            return total - (((upto_col - sum) & inside) + (sum & ~inside));
        }

      private:
        struct Row {
            std::uint32_t first;  // of sums_
            Quanta area;
        };
        std::size_t words_ = 1;
        std::vector<std::uint64_t> changes_;  // bit set: the class begins or ends at that cell's left side
        std::vector<std::uint32_t> ranks_;    // index into sums_ before each word's changes
        std::vector<Quanta> sums_;            // by changes passed
        std::vector<Row> areas_;
    };

    static constexpr std::array<ClassMasks::Class, measures> mask_of = {
        ClassMasks::class_count, ClassMasks::unobserved, ClassMasks::bare, ClassMasks::netted};
    static bool is_seen(unsigned seen, Measure c) { return (seen >> mask_of[c] & 1) != 0; }

    const WindowAreas* areas_ = nullptr;
    const ClassMasks* masks_ = nullptr;
    int cols_ = 0;
    // Of prepared rows only:
    std::vector<Quanta> ends_;  // area.upto(cols)
    std::array<ClassRuns, measures> runs_;
};

// Works through strips: one object a worker.
//
// A touch counts from its cell to the window's end of the row, so touches need no order; what covers the row
// where it enters the window counts over all of it.
class StripSweep {
  public:
    StripSweep(const Borders& borders, const CellAreas& areas, const ZonalPlan& plan, CellSource& source)
        : borders_(borders),
          areas_(areas),
          plan_(plan),
          source_(source),
          classifier_(plan.classes),
          windows_(static_cast<std::size_t>((borders.cols() + plan.window_cols - 1) / plan.window_cols)),
          rows_(static_cast<std::size_t>(plan.window_rows)),
          turns_(static_cast<std::size_t>(plan.window_rows)),
          local_(plan.regions),
          sums_(plan.regions) {}

    void strip(std::size_t index) {
        const bool touched = !borders_.strip_empty(index);
        if (!touched && !plan_.whole_raster && plan_.background == no_region) return;
        height_ = static_cast<int>(std::min<std::int64_t>(
            plan_.window_rows, borders_.rows() - static_cast<std::int64_t>(index) * plan_.window_rows));
        for (RowCover& row : rows_) {
            row.clear();
            if (plan_.background != no_region) row.add(plan_.background, share::one);
        }
        walker_.walk(borders_, index, plan_.window_cols);
        sort_runs();
        for (std::size_t w = 0; w < windows_; ++w)
            window(index, w);
    }

    const std::vector<RegionSums>& sums() const { return sums_; }
    const RegionSums& raster() const { return raster_; }
    std::uint64_t windows_read() const { return windows_read_; }

  private:
    // Counting sort of the runs by window; starts_[w] .. starts_[w + 1] are those of window w.
    void sort_runs() {
        const std::span<const TouchRun> runs = walker_.runs();
        starts_.assign(windows_ + 1, 0);
        for (const TouchRun& run : runs)
            ++starts_[run.window + 1];
        std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
        fill_.assign(starts_.begin(), starts_.end() - 1);
        sorted_.resize(runs.size());
        for (const TouchRun& run : runs)
            sorted_[fill_[run.window]++] = run;
    }
    std::span<const TouchRun> runs_of(std::size_t window) const {
        return std::span(sorted_).subspan(starts_[window], starts_[window + 1] - starts_[window]);
    }

    void window(std::size_t strip_index, std::size_t w) {
        const std::span<const TouchRun> runs = runs_of(w);
        const bool has_cover = std::any_of(rows_.begin(), rows_.begin() + height_,
                                           [](const RowCover& row) { return !row.empty(); });
        if (runs.empty() && !has_cover && !plan_.whole_raster) return;
        CellWindow where;
        where.row0 = static_cast<std::int64_t>(strip_index) * plan_.window_rows;
        where.col0 = static_cast<std::int64_t>(w) * plan_.window_cols;
        where.rows = height_;
        where.cols =
            static_cast<int>(std::min<std::int64_t>(plan_.window_cols, borders_.cols() - where.col0));
        const CellBytes bytes = source_.read(where);
        ++windows_read_;
        areas_.window(where.row0, where.col0, where.rows, where.cols, window_areas_);
        classifier_.masks(bytes.first, bytes.stride, where.rows, where.cols, masks_);
        cells_.set(window_areas_, masks_, where.rows, where.cols);
        if (runs.empty() && uniform_rows()) {
            uniform_window();
        } else {
            mixed_window(where, runs);
        }
        flush();
    }

    bool uniform_rows() const {
        return std::all_of(rows_.begin() + 1, rows_.begin() + height_,
                           [&](const RowCover& row) { return row == rows_[0]; });
    }

    // Listed without a branch: whether a row has cells of a class cannot be foretold.
    std::span<const std::uint32_t> rows_with_classes() {
        class_rows_.resize(static_cast<std::size_t>(height_));
        std::size_t count = 0;
        for (std::uint32_t r = 0; r < class_rows_.size(); ++r) {
            class_rows_[count] = r;
            count += masks_.seen(r) != 0 ? 1u : 0u;
        }
        return std::span(class_rows_).first(count);
    }

    // The same regions cover all rows from end to end: they get the window's whole area, and its cells need
    // looking at only where they are of a class.
    void uniform_window() {
        CellTotals totals;
        for (const std::uint32_t r : rows_with_classes())
            totals += cells_.row_totals(r);
        totals.values[covered] = window_areas_.total();
        add_totals(rows_[0], totals);
        if (plan_.whole_raster) add(whole_, totals, share::one);
    }

    void mixed_window(const CellWindow& where, std::span<const TouchRun> runs) {
        mark_touched_rows(runs);
        CellTotals totals;  // of rows that like_ covers, not counted yet
        CellTotals whole;
        for (std::size_t r = 0; r < static_cast<std::size_t>(height_); ++r) {
            const RowCover& cover = rows_[r];
            const bool touched = touched_[r] != 0;
            if (cover.empty() && !touched && !plan_.whole_raster) continue;
            const CellTotals row = touched ? cells_.prepare_row(r) : cells_.row_totals(r);
            if (plan_.whole_raster) whole += row;
            if (!(cover == like_)) {
                add_totals(like_, totals);
                totals = {};
                like_ = cover;
            }
            totals += row;
        }
        add_totals(like_, totals);
        like_.clear();
        if (plan_.whole_raster) add(whole_, whole, share::one);
        for (const TouchRun& run : runs)
            add_run(run, static_cast<std::uint32_t>(where.col0));
    }

    void mark_touched_rows(std::span<const TouchRun> runs) {
        touched_.assign(static_cast<std::size_t>(height_), 0);
        for (const TouchRun& run : runs) {
            for (std::size_t i = run.first; i < run.first + run.count; ++i)
                touched_[walker_.touches()[i].row] = 1;
        }
    }

    // What a border adds for one region and takes from the other, and what it leaves of them in the rows.
    void add_run(const TouchRun& run, std::uint32_t col0) {
        std::array<AreaSum::Integer, measures> sums{};
        std::uint32_t low = ~0U;
        std::uint32_t high = 0;
        for (std::size_t i = run.first; i < run.first + run.count; ++i) {
            const Touch t = walker_.touches()[i];
            cells_.add_touch(t, t.col - col0, sums);
            turns_[t.row] += t.cover;
            low = std::min(low, t.row);
            high = std::max(high, t.row);
        }
        if (run.plus != no_region) {
            WindowSums& to = use(run.plus);
            for (std::size_t m = 0; m < measures; ++m)
                to.values[m] += sums[m];
        }
        if (run.minus != no_region) {
            WindowSums& to = use(run.minus);
            for (std::size_t m = 0; m < measures; ++m)
                to.values[m] -= sums[m];
        }
        for (std::size_t r = low; r <= high; ++r) {
            if (turns_[r] != 0) rows_[r].turn(run.plus, run.minus, turns_[r]);
            turns_[r] = 0;
        }
    }

    void add_totals(const RowCover& cover, const CellTotals& totals) {
        for (const Cover& c : cover.items())
            add(use(c.region), totals, c.share);
    }

    static void add(WindowSums& to, const CellTotals& totals, std::int64_t part) {
        for (std::size_t m = 0; m < measures; ++m)
            to.values[m] += AreaSum::Integer{totals.values[m]} * part;
    }

    WindowSums& use(RegionIndex region) {
        WindowSums& sum = local_[region];
        if (!sum.used) {
            sum.used = true;
            used_.push_back(region);
        }
        return sum;
    }

    void flush_one(WindowSums& from, RegionSums& to) const {
        const int exponent = window_areas_.quantum_exponent();
        to.covered.add_scaled(from.values[covered], exponent);
        to.unobserved.add_scaled(from.values[unobserved], exponent);
        to.bare.add_scaled(from.values[bare], exponent);
        to.netted.add_scaled(from.values[netted], exponent);
        from = {};
    }
    void flush() {
        for (const RegionIndex region : used_)
            flush_one(local_[region], sums_[region]);
        used_.clear();
        if (plan_.whole_raster) flush_one(whole_, raster_);
    }

    const Borders& borders_;
    const CellAreas& areas_;
    const ZonalPlan& plan_;
    CellSource& source_;
    Classifier classifier_;
    std::size_t windows_;
    int height_ = 0;
    StripWalker walker_;
    std::vector<TouchRun> sorted_;
    std::vector<std::size_t> starts_, fill_;
    std::vector<RowCover> rows_;       // what covers each row where the window begins
    std::vector<std::int64_t> turns_;  // by the run at hand; zeros in between
    std::vector<std::uint8_t> touched_;
    RowCover like_;
    ClassMasks masks_;
    std::vector<std::uint32_t> class_rows_;
    WindowAreas window_areas_;
    WindowCells cells_;
    std::vector<WindowSums> local_;
    std::vector<RegionIndex> used_;
    WindowSums whole_;
    std::vector<RegionSums> sums_;
    RegionSums raster_;
    std::uint64_t windows_read_ = 0;
};

}  // namespace

ZonalSums zonal_sums(const Borders& borders, const CellAreas& areas, const ZonalPlan& plan,
                     const std::function<std::unique_ptr<CellSource>()>& open) {
    ZonalSums total;
    total.regions.resize(plan.regions);
    std::mutex mutex;
    run_workers(plan.threads, borders.strips(), plan.pin_threads,
                [&](int, const std::function<std::size_t()>& next) {
                    const auto source = open();
                    StripSweep sweep(borders, areas, plan, *source);
                    bool stopped = false;
                    for (std::size_t s = next(); s < borders.strips(); s = next()) {
                        stopped = plan.stop && plan.stop();
                        if (stopped) break;
                        sweep.strip(s);
                        if (plan.strip_done) plan.strip_done();
                    }
                    const std::lock_guard lock(mutex);
                    for (std::size_t r = 0; r < plan.regions; ++r)
                        total.regions[r] += sweep.sums()[r];
                    total.raster += sweep.raster();
                    total.windows_read += sweep.windows_read();
                    total.stopped = total.stopped || stopped;
                });
    return total;
}

}  // namespace bareland
