#include "geo/zonal.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <mutex>

#include "geo/workers.hpp"

namespace bareland {

void AreaSum::add(double square_metres) {
    value_ += static_cast<Integer>(std::nearbyint(square_metres * static_cast<double>(share::one)));
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

// Sums of one region within one window.
struct WindowSums {
    double covered = 0, unobserved = 0, bare = 0, netted = 0;
    bool used = false;
};

// A region that covers (part of) the cells at the sweep's position in a row.
struct Active {
    RegionIndex region;
    std::int64_t cover;     // share of the cells to the right
    std::int64_t area = 0;  // pending for the current cell
    std::int64_t turn = 0;  // pending change of cover after the current cell
};

bool bit(const std::vector<std::uint64_t>& words, int col) {
    return ((words[static_cast<std::size_t>(col) / 64] >> (col % 64)) & 1) != 0;
}

// Works through strips: one object a worker.
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
        for (auto& row : rows_) {
            row.clear();
            if (plan_.background != no_region) row.push_back({plan_.background, share::one});
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
                                           [](const std::vector<Active>& row) { return !row.empty(); });
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
        // Rows that regions cover from end to end, with no border in them, add up to the window's whole area;
        // their cells need looking at only where they are of a class.
        const bool uniform = !has_touches && uniform_rows();
        if (uniform) add_whole_window(rows_[0]);
        if (plan_.whole_raster) whole_.covered += window_areas_.total();
        for (int r = 0; r < height_; ++r) {
            const std::size_t k = bucket + static_cast<std::size_t>(r);
            auto& active = rows_[static_cast<std::size_t>(r)];
            if (active.empty() && starts_[k] == starts_[k + 1] && !plan_.whole_raster) continue;
            classifier_.masks(bytes.first + r * bytes.stride, where.cols, masks_);
            if (uniform && !masks_.any()) continue;
            area_ = window_areas_.row(r);
            if (plan_.whole_raster) add_classes(whole_, 0, where.cols, 1.0);
            if (uniform) {
                for (const Active& a : active) {
                    add_classes(use(a.region), 0, where.cols,
                                static_cast<double>(a.cover) * share::to_double);
                }
                continue;
            }
            sweep_row(active, std::span(sorted_).subspan(starts_[k], starts_[k + 1] - starts_[k]),
                      static_cast<std::uint32_t>(where.col0), where.cols);
        }
        flush();
    }

    bool uniform_rows() const {
        const auto same = [](const Active& a, const Active& b) {
            return a.region == b.region && a.cover == b.cover;
        };
        const std::vector<Active>& first = rows_[0];
        return std::all_of(rows_.begin() + 1, rows_.begin() + height_, [&](const std::vector<Active>& row) {
            return std::equal(row.begin(), row.end(), first.begin(), first.end(), same);
        });
    }

    void add_whole_window(const std::vector<Active>& active) {
        for (const Active& a : active) {
            use(a.region).covered += static_cast<double>(a.cover) * share::to_double * window_areas_.total();
        }
    }

    void sweep_row(std::vector<Active>& active, std::span<Touch> touches, std::uint32_t col0, int cols) {
        insertion_sort(touches);
        int at = 0;
        for (std::size_t k = 0; k < touches.size();) {
            const std::uint32_t col = touches[k].col;
            const int here = static_cast<int>(col - col0);
            add_runs(active, at, here);
            for (; k < touches.size() && touches[k].col == col; ++k) {
                const Touch& t = touches[k];
                if (t.plus != no_region) pend(active, t.plus, t.area, t.cover);
                if (t.minus != no_region) pend(active, t.minus, -t.area, -t.cover);
            }
            settle(active, here);
            at = here + 1;
        }
        add_runs(active, at, cols);
    }

    // Few and nearly in order: edges of a border follow each other.
    static void insertion_sort(std::span<Touch> touches) {
        for (std::size_t i = 1; i < touches.size(); ++i) {
            if (touches[i - 1].col <= touches[i].col) continue;
            const Touch moved = touches[i];
            std::size_t j = i;
            for (; j > 0 && touches[j - 1].col > moved.col; --j)
                touches[j] = touches[j - 1];
            touches[j] = moved;
        }
    }

    static void pend(std::vector<Active>& active, RegionIndex region, std::int64_t area, std::int64_t turn) {
        for (Active& a : active) {
            if (a.region != region) continue;
            a.area += area;
            a.turn += turn;
            return;
        }
        active.push_back({region, 0, area, turn});
    }

    // Counts the cell under the sweep for each region there, and takes over the covers to its right.
    void settle(std::vector<Active>& active, int col) {
        const double ground = area_.cell(col);
        const bool unobserved = masks_.any_unobserved && bit(masks_.unobserved, col);
        const bool bare = masks_.any_bare && bit(masks_.bare, col);
        const bool netted = masks_.any_netted && bit(masks_.netted, col);
        std::size_t kept = 0;
        for (Active& a : active) {
            if (const std::int64_t part = a.cover + a.area; part != 0) {
                const double square_metres = static_cast<double>(part) * share::to_double * ground;
                WindowSums& sum = use(a.region);
                sum.covered += square_metres;
                if (unobserved) sum.unobserved += square_metres;
                if (bare) sum.bare += square_metres;
                if (netted) sum.netted += square_metres;
            }
            a.cover += a.turn;
            a.area = a.turn = 0;
            if (a.cover != 0) active[kept++] = a;
        }
        active.resize(kept, Active{no_region, 0});
    }

    void add_runs(const std::vector<Active>& active, int from, int to) {
        if (from >= to) return;
        for (const Active& a : active)
            add_run(use(a.region), from, to, static_cast<double>(a.cover) * share::to_double);
    }

    void add_run(WindowSums& sum, int from, int to, double part) const {
        sum.covered += part * area_.run(from, to);
        add_classes(sum, from, to, part);
    }

    void add_classes(WindowSums& sum, int from, int to, double part) const {
        if (masks_.any_unobserved) sum.unobserved += part * area_.masked(masks_.unobserved, from, to);
        if (masks_.any_bare) sum.bare += part * area_.masked(masks_.bare, from, to);
        if (masks_.any_netted) sum.netted += part * area_.masked(masks_.netted, from, to);
    }

    WindowSums& use(RegionIndex region) {
        WindowSums& sum = local_[region];
        if (!sum.used) {
            sum.used = true;
            used_.push_back(region);
        }
        return sum;
    }

    static void flush_one(WindowSums& from, RegionSums& to) {
        to.covered.add(from.covered);
        to.unobserved.add(from.unobserved);
        to.bare.add(from.bare);
        to.netted.add(from.netted);
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
    std::vector<std::vector<Active>> rows_;
    RowMasks masks_;
    WindowAreas window_areas_;
    RowArea area_;
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
