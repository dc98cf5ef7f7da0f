#include "layers/raster_mosaic.hpp"

#include <algorithm>
#include <list>
#include <memory>
#include <utility>

#include "layers/raster_cells.hpp"

namespace bareland {
namespace {

constexpr int window_side = 512;
constexpr std::size_t most_open = 16;  // tiles of one source: a mosaic may have more than a process may open

class MosaicCells : public CellSource {
  public:
    MosaicCells(std::shared_ptr<const std::vector<MosaicTile>> tiles, const CellValues& values)
        : tiles_(std::move(tiles)), values_(values) {}

    CellBytes read(const CellWindow& window) override {
        codes_.assign(static_cast<std::size_t>(window.rows) * static_cast<std::size_t>(window.cols),
                      code_unobserved);
        // The last ones first: what comes before lies over them.
        for (std::size_t t = tiles_->size(); t-- > 0;)
            paint(t, window);
        return {codes_.data(), window.cols};
    }

  private:
    struct Open {
        std::size_t tile;
        std::unique_ptr<CellRectangles> cells;
    };

    void paint(std::size_t t, const CellWindow& window) {
        const MosaicTile& tile = (*tiles_)[t];
        const std::int64_t r0 = std::max(window.row0, tile.offset.row);
        const std::int64_t c0 = std::max(window.col0, tile.offset.col);
        const std::int64_t r1 = std::min(window.row0 + window.rows, tile.offset.row + tile.raster.grid.rows);
        const std::int64_t c1 = std::min(window.col0 + window.cols, tile.offset.col + tile.raster.grid.cols);
        if (r0 >= r1 || c0 >= c1) return;
        const CellWindow common{r0 - tile.offset.row, c0 - tile.offset.col, static_cast<int>(r1 - r0),
                                static_cast<int>(c1 - c0)};
        opened(t).read(common, part_);
        for (int r = 0; r < common.rows; ++r) {
            const std::uint8_t* from =
                part_.data() + static_cast<std::size_t>(r) * static_cast<std::size_t>(common.cols);
            std::uint8_t* to = codes_.data() + (r0 - window.row0 + r) * window.cols + (c0 - window.col0);
            for (int c = 0; c < common.cols; ++c) {
                if (from[c] != code_unobserved) to[c] = from[c];
            }
        }
    }

    CellRectangles& opened(std::size_t t) {
        const auto found =
            std::find_if(open_.begin(), open_.end(), [&](const Open& open) { return open.tile == t; });
        if (found != open_.end()) {
            open_.splice(open_.begin(), open_, found);
        } else {
            if (open_.size() == most_open) open_.pop_back();
            open_.push_front({t, open_rectangles((*tiles_)[t].raster, values_)});
        }
        return *open_.front().cells;
    }

    std::shared_ptr<const std::vector<MosaicTile>> tiles_;
    CellValues values_;
    std::list<Open> open_;  // used last first
    std::vector<std::uint8_t> codes_, part_;
};

}  // namespace

RasterReading plan_mosaic(std::vector<MosaicTile> tiles, const CellValues& values, std::int64_t cols,
                          std::int64_t rows) {
    for (const MosaicTile& tile : tiles)
        plan_reading(tile.raster, values, {});  // checks the values
    RasterReading reading;
    reading.window_cols = static_cast<int>(std::min<std::int64_t>(window_side, cols));
    reading.window_rows = static_cast<int>(std::min<std::int64_t>(window_side, rows));
    reading.classes = coded_classes();
    const auto shared = std::make_shared<const std::vector<MosaicTile>>(std::move(tiles));
    reading.open = [shared, values]() -> std::unique_ptr<CellSource> {
        return std::make_unique<MosaicCells>(shared, values);
    };
    return reading;
}

}  // namespace bareland
