// One strip of windows: its pieces. For geo/patches only.
#pragma once

#include <cstddef>
#include <vector>

#include "geo/classify.hpp"
#include "geo/patches/covers.hpp"
#include "geo/patches/pool.hpp"

namespace bareland::patches {

struct Strip {
    std::int64_t first_row = 0;
    std::vector<Piece> done;  // without cells in its first and last row, in order
    Pool rest;
    RowRuns top, bottom;  // runs of the first and last row; their numbers are `rest`'s
};

// Works through strips; one object a worker.
class StripReader {
  public:
    StripReader(const Borders& borders, const CellAreas& areas, const Plan& plan, CellSource& source);
    Strip read(std::size_t index);

  private:
    void read_windows(std::size_t index);
    void find_areas(std::int64_t row0);
    void find_covers(std::int64_t row);
    void find_runs(std::size_t row, RowRuns& out) const;
    AreaSum area_of(std::size_t row, std::int32_t from, std::int32_t to, std::int64_t share) const;
    void add_shares(Pool& pool, std::size_t row, std::span<const Run> runs);

    const Borders& borders_;
    const CellAreas& areas_;
    const Plan& plan_;
    CellSource& source_;
    Classifier classifier_;
    StripWalker walker_;
    std::int64_t walked_ = -1;  // strip of borders
    StripCovers covers_;
    CoverRow cover_row_;
    std::size_t rows_ = 0;   // of the strip at hand
    std::size_t words_ = 0;  // of a row's bits
    std::array<std::vector<std::uint64_t>, classes> bits_;
    // Squares of cells, from where the strip at hand begins.
    std::int64_t row0_ = 0;            // of the strip at hand
    std::int64_t first_area_row_ = 0;  // in such squares
    std::size_t area_cols_ = 0;        // a row has so many
    std::vector<WindowAreas> window_areas_;
    ClassMasks masks_;
};

}  // namespace bareland::patches
