#include "geo/zonal.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <mutex>
#include <span>

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

// The cells of one row of a window: their areas, and which are of each class.
class RowCells {
  public:
    void set(const WindowAreas& areas, const ClassMasks& masks, std::size_t row, int cols) {
        area_ = &areas.row(static_cast<int>(row));
        end_ = area_->upto(cols);
        words_ = masks.words();
        const unsigned seen = masks.seen(row);
        const auto of = [&](ClassMasks::Class c) {
            return (seen >> c & 1) != 0 ? masks.row(c, row).data() : nullptr;
        };
        masks_ = {nullptr, of(ClassMasks::unobserved), of(ClassMasks::bare), of(ClassMasks::netted)};
    }

    CellTotals totals() const {
        CellTotals out;
        out.values[covered] = end_ - area_->upto(0);
        for (const Measure c : classes) {
            if (masks_[c] != nullptr) out.values[c] = area_->masked({masks_[c], words_});
        }
        return out;
    }

    // The same, and prepares what `add_touch` asks for.
    CellTotals totals_with_suffixes() {
        CellTotals out;
        out.values[covered] = end_ - area_->upto(0);
        for (const Measure c : classes) {
            if (masks_[c] == nullptr) continue;
            auto& suffix = suffixes_[c];
            suffix.resize(words_ + 1);
            suffix[words_] = 0;
            for (std::size_t w = words_; w-- > 0;)
                suffix[w] = suffix[w + 1] + area_->word(masks_[c][w], static_cast<int>(64 * w));
            out.values[c] = suffix[0];
        }
        return out;
    }

    // Adds what an edge that turns `cover` on from cell `col` on, and `part` in the cell itself, covers.
    void add_touch(int col, std::int64_t cover, std::int64_t part,
                   std::array<AreaSum::Integer, measures>& sums) const {
        using Integer = AreaSum::Integer;
        const auto [left, right] = area_->sides(col);
        const Quanta cell = right - left;
        sums[covered] += Integer{cover} * (end_ - right) + Integer{part} * cell;
        const auto w = static_cast<std::size_t>(col) / 64;
        const int bit = col % 64;
        for (const Measure c : classes) {
            if (masks_[c] == nullptr) continue;
            const std::uint64_t word = masks_[c][w];
            const std::uint64_t beyond = word & (~std::uint64_t{1} << bit);
            Quanta area = suffixes_[c][w + 1];
            if (beyond != 0) area += area_->word(beyond, static_cast<int>(64 * w));
            sums[c] += Integer{cover} * area;
            if ((word >> bit & 1) != 0) sums[c] += Integer{part} * cell;
        }
    }

  private:
    const RowArea* area_ = nullptr;
    Quanta end_ = 0;
    std::size_t words_ = 0;
    std::array<const std::uint64_t*, measures> masks_{};  // null: no cell of the class
    std::array<std::vector<Quanta>, measures> suffixes_;  // area of the class in this word and those after it
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
        sort_touches(walker_.walk(borders_, index));
        for (std::size_t w = 0; w < windows_; ++w)
            window(index, w);
    }

    const std::vector<RegionSums>& sums() const { return sums_; }
    const RegionSums& raster() const { return raster_; }
    std::uint64_t windows_read() const { return windows_read_; }

  private:
    // Counting sort of the touches by (window, row); starts_[k] .. starts_[k + 1] are those of bucket k.
    void sort_touches(std::span<const Touch> touches) {
        const auto rows = static_cast<std::uint32_t>(plan_.window_rows);
        const auto cols = static_cast<std::uint32_t>(plan_.window_cols);
        const bool power_of_two = std::has_single_bit(cols);
        const int shift = std::countr_zero(cols);
        const auto bucket_of = [&](const Touch& t) {
            return (power_of_two ? t.col >> shift : t.col / cols) * rows + t.row;
        };
        starts_.assign(windows_ * rows + 1, 0);
        for (const Touch& t : touches)
            ++starts_[bucket_of(t) + 1];
        for (std::size_t k = 1; k < starts_.size(); ++k)
            starts_[k] += starts_[k - 1];
        fill_.assign(starts_.begin(), starts_.end() - 1);
        sorted_.resize(touches.size());
        for (const Touch& t : touches)
            sorted_[fill_[bucket_of(t)]++] = t;
    }

    void window(std::size_t strip_index, std::size_t w) {
        const std::size_t bucket = w * static_cast<std::size_t>(plan_.window_rows);
        const bool has_touches =
            starts_[bucket] != starts_[bucket + static_cast<std::size_t>(plan_.window_rows)];
        const bool has_cover = std::any_of(rows_.begin(), rows_.begin() + height_,
                                           [](const RowCover& row) { return !row.empty(); });
        if (!has_touches && !has_cover && !plan_.whole_raster) return;
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
        if (!has_touches && uniform_rows()) {
            uniform_window(where);
        } else {
            mixed_window(where, bucket);
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
    void uniform_window(const CellWindow& where) {
        CellTotals totals;
        for (const std::uint32_t r : rows_with_classes()) {
            cells_.set(window_areas_, masks_, r, where.cols);
            totals += cells_.totals();
        }
        totals.values[covered] = window_areas_.total();
        add_totals(rows_[0], totals);
        if (plan_.whole_raster) add(whole_, totals, share::one);
    }

    void mixed_window(const CellWindow& where, std::size_t bucket) {
        CellTotals totals;  // of rows that like_ covers, not counted yet
        CellTotals whole;
        for (int r = 0; r < height_; ++r) {
            const std::size_t k = bucket + static_cast<std::size_t>(r);
            const std::span<const Touch> touches(sorted_.data() + starts_[k], starts_[k + 1] - starts_[k]);
            RowCover& cover = rows_[static_cast<std::size_t>(r)];
            if (cover.empty() && touches.empty() && !plan_.whole_raster) continue;
            cells_.set(window_areas_, masks_, static_cast<std::size_t>(r), where.cols);
            const CellTotals row = touches.empty() ? cells_.totals() : cells_.totals_with_suffixes();
            if (plan_.whole_raster) whole += row;
            if (!(cover == like_)) {
                add_totals(like_, totals);
                totals = {};
                like_ = cover;
            }
            totals += row;
            add_touches(touches, static_cast<std::uint32_t>(where.col0), cover);
        }
        add_totals(like_, totals);
        like_.clear();
        if (plan_.whole_raster) add(whole_, whole, share::one);
    }

    // Touches of one border follow each other: what they add for one region and take from the other is summed
    // up first.
    void add_touches(std::span<const Touch> touches, std::uint32_t col0, RowCover& cover) {
        for (std::size_t k = 0; k < touches.size();) {
            const RegionIndex plus = touches[k].plus;
            const RegionIndex minus = touches[k].minus;
            std::array<AreaSum::Integer, measures> sums{};
            std::int64_t turn = 0;
            for (; k < touches.size() && touches[k].plus == plus && touches[k].minus == minus; ++k) {
                const Touch& t = touches[k];
                cells_.add_touch(static_cast<int>(t.col - col0), t.cover, t.area, sums);
                turn += t.cover;
            }
            if (plus != no_region) {
                WindowSums& to = use(plus);
                for (std::size_t m = 0; m < measures; ++m)
                    to.values[m] += sums[m];
                cover.add(plus, turn);
            }
            if (minus != no_region) {
                WindowSums& to = use(minus);
                for (std::size_t m = 0; m < measures; ++m)
                    to.values[m] -= sums[m];
                cover.add(minus, -turn);
            }
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
    std::vector<Touch> sorted_;
    std::vector<std::uint32_t> starts_, fill_;
    std::vector<RowCover> rows_;
    RowCover like_;
    ClassMasks masks_;
    std::vector<std::uint32_t> class_rows_;
    WindowAreas window_areas_;
    RowCells cells_;
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
