#include "geo/zonal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <numeric>
#include <span>
#include <utility>

#include "geo/wide.hpp"
#include "geo/window_cells.hpp"
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

// Of one region within one window.
struct WindowSums {
    ShareSums values{};
    bool used = false;
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
          wide_(plan.wide && wide_instructions()),
          walker_(wide_),
          cells_(wide_),
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

    // The same regions cover all rows from end to end: they get the window's whole area.
    void uniform_window() {
        CellTotals totals = cells_.totals(0, static_cast<std::size_t>(height_));
        totals[covered] = window_areas_.total();
        add_totals(rows_[0], totals);
        if (plan_.whole_raster) add(whole_, totals, share::one);
    }

    void mixed_window(const CellWindow& where, std::span<const TouchRun> runs) {
        const auto rows = static_cast<std::size_t>(height_);
        for (std::size_t from = 0, to = 0; from < rows; from = to) {  // rows that the same covers
            while (++to < rows && rows_[to] == rows_[from]) {
            }
            if (!rows_[from].empty()) add_totals(rows_[from], cells_.totals(from, to));
        }
        if (plan_.whole_raster) add(whole_, cells_.totals(0, rows), share::one);
        for (const TouchRun& run : runs)
            add_run(run, static_cast<std::uint32_t>(where.col0));
    }

    // What a border adds for one region and takes from the other, and what it leaves of them in the rows.
    void add_run(const TouchRun& run, std::uint32_t col0) {
        ShareSums sums{};
        cells_.add_touches(walker_.touches(), run.first, run.count, col0, sums);
        std::size_t low = turns_.size();
        std::size_t high = 0;
        for (std::size_t i = run.first; i < run.first + run.count; ++i) {
            const auto row = static_cast<std::size_t>(walker_.touches().cells[i] >> 32);
            turns_[row] += walker_.touches().covers[i];
            low = std::min(low, row);
            high = std::max(high, row);
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
            to.values[m] += WideInteger{totals[m]} * part;
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
    bool wide_;
    StripWalker walker_;
    WindowCells cells_;
    std::size_t windows_;
    int height_ = 0;
    std::vector<TouchRun> sorted_;
    std::vector<std::size_t> starts_, fill_;
    std::vector<RowCover> rows_;       // what covers each row where the window begins
    std::vector<std::int64_t> turns_;  // by the run at hand; zeros in between
    ClassMasks masks_;
    WindowAreas window_areas_;
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
