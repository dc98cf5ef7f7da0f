#include "geo/patches/covers.hpp"

#include <algorithm>
#include <numeric>

namespace bareland::patches {

void StripCovers::set(const StripWalker& walker, std::int32_t cols, std::size_t rows) {
    cols_ = cols;
    first_.assign(rows + 1, 0);
    const auto each = [&](const auto& use) {
        for (const TouchRun& run : walker.runs()) {
            for (std::size_t i = run.first; i < run.first + run.count; ++i) {
                const Touch touch = walker.touches()[i];
                if (run.plus != no_region) use(touch, run.plus, 1);
                if (run.minus != no_region) use(touch, run.minus, -1);
            }
        }
    };
    each([&](const Touch& touch, RegionIndex, int) { ++first_[touch.row + 1]; });
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    turns_.resize(first_.back());
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    each([&](const Touch& touch, RegionIndex region, int sign) {
        turns_[next[touch.row]++] = {touch.col, region, sign * touch.cover, sign * touch.area};
    });
}

void StripCovers::add(std::vector<Cover>& covers, RegionIndex region, std::int64_t share) {
    if (share == 0) return;
    const auto at = std::lower_bound(covers.begin(), covers.end(), region,
                                     [](const Cover& c, RegionIndex r) { return c.region < r; });
    if (at == covers.end() || at->region != region) {
        covers.insert(at, {region, share});
    } else if ((at->share += share) == 0) {
        covers.erase(at);
    }
}

void StripCovers::put(CoverRow& out, std::int32_t from, std::int32_t to, std::span<const Cover> covers) {
    if (from >= to) return;
    out.spans.push_back(
        {from, to, static_cast<std::uint32_t>(out.covers.size()), static_cast<std::uint32_t>(covers.size())});
    out.covers.insert(out.covers.end(), covers.begin(), covers.end());
}

void StripCovers::row(std::size_t row, CoverRow& out) {
    out.spans.clear();
    out.covers.clear();
    now_.clear();
    if (background_ != no_region) now_.push_back({background_, share::one});
    const auto turns = std::span(turns_).subspan(first_[row], first_[row + 1] - first_[row]);
    std::sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.col < b.col; });
    std::int32_t done = 0;
    for (std::size_t i = 0; i < turns.size();) {
        const auto col = static_cast<std::int32_t>(turns[i].col);
        put(out, done, col, now_);
        in_cell_ = now_;
        for (; i < turns.size() && static_cast<std::int32_t>(turns[i].col) == col; ++i) {
            add(in_cell_, turns[i].region, turns[i].area);
            add(now_, turns[i].region, turns[i].cover);
        }
        put(out, col, col + 1, in_cell_);
        done = col + 1;
    }
    put(out, done, cols_, now_);
}

}  // namespace bareland::patches
