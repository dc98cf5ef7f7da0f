// Small grids of cells for tests of geo/patches, drawn or drawn by lot.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/patches/patches.hpp"

namespace bareland::patches {

struct Cells {
    int cols, rows;
    std::vector<std::uint8_t> bytes;
    std::uint8_t at(int row, int col) const { return bytes[static_cast<std::size_t>(row * cols + col)]; }
};

// '#' bare, 'n' netted.
inline Cells drawn(const std::vector<std::string_view>& rows) {
    Cells cells{static_cast<int>(rows.front().size()), static_cast<int>(rows.size()), {}};
    for (const std::string_view row : rows) {
        for (const char c : row)
            cells.bytes.push_back(c == '#' ? 1 : c == 'n' ? 2 : 0);
    }
    return cells;
}

inline Cells random_cells(int cols, int rows, int in_ten, unsigned seed) {
    std::mt19937 random(seed);
    Cells cells{cols, rows, std::vector<std::uint8_t>(static_cast<std::size_t>(cols * rows))};
    for (std::uint8_t& cell : cells.bytes) {
        const auto draw = static_cast<int>(random() % 20);
        cell = static_cast<std::uint8_t>(draw < 2 * in_ten ? 1 : draw == 19 ? 2 : 0);
    }
    return cells;
}

class MemorySource : public CellSource {
  public:
    explicit MemorySource(const Cells& cells) : cells_(cells) {}
    CellBytes read(const CellWindow& window) override {
        return {cells_.bytes.data() + window.row0 * cells_.cols + window.col0, cells_.cols};
    }

  private:
    const Cells& cells_;
};

struct Way {
    int connect = 4;
    int window_rows = 8;
    int window_cols = 8;
    int threads = 1;
};

class Scene {
  public:
    explicit Scene(Cells cells, std::vector<MultiPolygon> regions = {})
        : cells_(std::move(cells)),
          regions_(std::move(regions)),
          grid_{{116, 0.001, 0, 40, 0, -0.001}, cells_.cols, cells_.rows},
          areas_(grid_, Crs::cgcs2000(), Transform(Crs::cgcs2000(), Crs::cgcs2000())) {}

    std::vector<Piece> pieces(const Way& way, double shapes_from_m2 = 0) const {
        Plan plan;
        plan.classes = {{{1, 1}}, {{2, 2}}, {{3, 3}}};
        plan.connect = way.connect;
        plan.window_rows = way.window_rows;
        plan.window_cols = way.window_cols;
        plan.threads = way.threads;
        plan.regions = regions_.size();
        plan.shapes_from_m2 = shapes_from_m2;
        std::vector<Piece> out;
        EXPECT_TRUE(find_pieces(
            borders(), areas_, plan, [&] { return std::make_unique<MemorySource>(cells_); },
            [&](Piece&& piece) { out.push_back(std::move(piece)); }));
        return out;
    }

    ZonalSums sums() const {
        ZonalPlan plan;
        plan.classes = {{{1, 1}}, {{2, 2}}, {{3, 3}}};
        plan.regions = regions_.size();
        plan.whole_raster = true;
        return zonal_sums(borders(), areas_, plan, [&] { return std::make_unique<MemorySource>(cells_); });
    }

    const Cells& cells() const { return cells_; }
    double cell_area(int row) const {
        WindowAreas window;
        areas_.window(row, 0, 1, 1, window);
        return std::ldexp(static_cast<double>(window.total()), window.quantum_exponent());
    }

  private:
    Borders borders() const {
        Borders borders(cells_.cols, cells_.rows, border_rows);
        for (std::size_t i = 0; i < regions_.size(); ++i)
            borders.add(static_cast<RegionIndex>(i), regions_[i]);
        return borders;
    }
    Cells cells_;
    std::vector<MultiPolygon> regions_;
    Grid grid_;
    CellAreas areas_;
};

}  // namespace bareland::patches
