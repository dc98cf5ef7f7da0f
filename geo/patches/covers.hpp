// What covers each cell of a strip of rows, as spans: which regions, and with what share. For geo/patches
// only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage.hpp"

namespace bareland::patches {

struct Cover {
    RegionIndex region;
    std::int64_t share;  // of each cell; share::one: all of it
};

// Cells [from, to) of a row with the same covers.
struct CoverSpan {
    std::int32_t from, to;
    std::uint32_t first, count;  // of CoverRow::covers
};

struct CoverRow {
    std::vector<CoverSpan> spans;  // from the left; together all cells of the row
    std::vector<Cover> covers;
    std::span<const Cover> of(const CoverSpan& span) const {
        return std::span(covers).subspan(span.first, span.count);
    }
};

class StripCovers {
  public:
    explicit StripCovers(RegionIndex background) : background_(background) {}
    // Of the strip that was walked last.
    void set(const StripWalker& walker, std::int32_t cols, std::size_t rows);
    void row(std::size_t row, CoverRow& out);

  private:
    struct Turn {
        std::uint32_t col;
        RegionIndex region;
        std::int64_t cover, area;
    };
    // Adds to the region's share; regions are in order, none has share 0.
    static void add(std::vector<Cover>& covers, RegionIndex region, std::int64_t share);
    static void put(CoverRow& out, std::int32_t from, std::int32_t to, std::span<const Cover> covers);

    RegionIndex background_;
    std::int32_t cols_ = 0;
    std::vector<Turn> turns_;         // by row
    std::vector<std::size_t> first_;  // of each row; then the total
    std::vector<Cover> now_, in_cell_;
};

}  // namespace bareland::patches
