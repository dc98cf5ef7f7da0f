#include "tests/shared/ground_truth.hpp"

#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "tests/support/shapes.hpp"

namespace bareland::testing {

std::string shared_data() {
    const char* named = std::getenv("BARELAND_SHARED_DATA");
    const std::filesystem::path folder =
        named != nullptr ? std::filesystem::path(named)
                         : std::filesystem::path(BARELAND_SOURCE_DIR).parent_path() / "shared" / "data";
    return std::filesystem::is_directory(folder / "tongzhou") ? folder.string() : std::string();
}

ByteRaster read_bytes(const std::string& file, int col0, int row0, int cols, int rows) {
    GDALAllRegister();
    auto* dataset = static_cast<GDALDataset*>(GDALOpen(file.c_str(), GA_ReadOnly));
    if (dataset == nullptr) throw std::runtime_error("cannot open " + file);
    ByteRaster out;
    char* wkt = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    dataset->GetSpatialRef()->exportToWkt(&wkt, options);
    out.crs = wkt;
    CPLFree(wkt);
    double g[6];
    dataset->GetGeoTransform(g);
    out.cell_to_crs = {g[0] + g[1] * col0 + g[2] * row0, g[1], g[2],
                       g[3] + g[4] * col0 + g[5] * row0, g[4], g[5]};
    out.cols = cols > 0 ? cols : dataset->GetRasterXSize();
    out.rows = rows > 0 ? rows : dataset->GetRasterYSize();
    out.cells.resize(static_cast<std::size_t>(out.cols) * static_cast<std::size_t>(out.rows));
    const CPLErr failed =
        dataset->GetRasterBand(1)->RasterIO(GF_Read, col0, row0, out.cols, out.rows, out.cells.data(),
                                            out.cols, out.rows, GDT_Byte, 0, 0, nullptr);
    GDALClose(dataset);
    if (failed != CE_None) throw std::runtime_error("cannot read " + file);
    return out;
}

CellGround::CellGround(const ByteRaster& raster)
    : nodes_across_(static_cast<std::size_t>(raster.cols / spacing) + 2) {
    const Affine& g = raster.cell_to_crs;
    const Earth earth(raster.crs, g.apply({raster.cols / 2.0, raster.rows / 2.0}));
    constexpr double half = 4;  // a block of 8 x 8 cells: eight times the digits of one cell
    for (int row = 0; row <= raster.rows + spacing; row += spacing) {
        for (std::size_t i = 0; i < nodes_across_; ++i) {
            const double x = static_cast<double>(i) * spacing, y = row;
            const Ring block = mapped(rectangle(x - half, y - half, x + half, y + half), g)[0].outer;
            nodes_.push_back(earth.ring_area(block, 2) / (4 * half * half));
        }
    }
}

double CellGround::at(int col, int row) const {
    const auto i = static_cast<std::size_t>(col / spacing), j = static_cast<std::size_t>(row / spacing);
    const double u = (col + 0.5) / spacing - static_cast<double>(i);
    const double v = (row + 0.5) / spacing - static_cast<double>(j);
    const double* a = &nodes_[j * nodes_across_ + i];
    const double* b = a + nodes_across_;
    return (1 - v) * ((1 - u) * a[0] + u * a[1]) + v * ((1 - u) * b[0] + u * b[1]);
}

namespace {

// Cells of each row that a border may cross: columns between the ends of its edges in that row, and one more
// each side.
class BorderCells {
  public:
    BorderCells(const MultiPolygon& shape, int cols, int rows)
        : cols_(cols), columns_(static_cast<std::size_t>(rows)) {
        for (const Polygon& polygon : shape) {
            add(polygon.outer);
            for (const Ring& hole : polygon.holes)
                add(hole);
        }
        for (auto& row : columns_) {
            std::sort(row.begin(), row.end());
            row.erase(std::unique(row.begin(), row.end()), row.end());
        }
    }
    const std::vector<int>& row(int r) const { return columns_[static_cast<std::size_t>(r)]; }

  private:
    void add(const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point& top = ring[i].y <= ring[i + 1].y ? ring[i] : ring[i + 1];
            const Point& bottom = ring[i].y <= ring[i + 1].y ? ring[i + 1] : ring[i];
            const auto x_at = [&](double y) {
                if (bottom.y == top.y) return top.x;
                return top.x +
                       (bottom.x - top.x) * (std::clamp(y, top.y, bottom.y) - top.y) / (bottom.y - top.y);
            };
            const int first = std::max(0, static_cast<int>(std::floor(top.y)) - 1);
            const int last =
                std::min(static_cast<int>(columns_.size()) - 1, static_cast<int>(std::floor(bottom.y)) + 1);
            for (int r = first; r <= last; ++r) {
                double x0 = x_at(r - 0.01), x1 = x_at(r + 1.01);
                if (bottom.y - top.y < 1e-9) x0 = std::min(top.x, bottom.x), x1 = std::max(top.x, bottom.x);
                const int from = std::max(0, static_cast<int>(std::floor(std::min(x0, x1))) - 1);
                const int to = std::min(cols_ - 1, static_cast<int>(std::floor(std::max(x0, x1))) + 1);
                for (int c = from; c <= to; ++c)
                    columns_[static_cast<std::size_t>(r)].push_back(c);
            }
        }
    }

    int cols_;
    std::vector<std::vector<int>> columns_;
};

bool inside(const MultiPolygon& shape, Point p) {
    bool in = false;
    const auto cross = [&](const Ring& ring) {
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const Point& a = ring[i];
            const Point& b = ring[i + 1];
            if ((a.y > p.y) == (b.y > p.y)) continue;
            if (p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) in = !in;
        }
    };
    for (const Polygon& polygon : shape) {
        cross(polygon.outer);
        for (const Ring& hole : polygon.holes)
            cross(hole);
    }
    return in;
}

}  // namespace

void each_cell(const MultiPolygon& shape, int cols, int rows,
               const std::function<void(int col, int row, double share)>& piece) {
    const BorderCells border(shape, cols, rows);
    const Geos whole = to_geos(shape);
    const Box box = box_of(shape);
    for (int r = 0; r < rows; ++r) {
        if (r + 1 < box.min_y || r > box.max_y) continue;
        // The polygon cut to the row first, so that a cell is overlaid with little.
        const std::vector<int>& cells = border.row(r);
        Geos band;
        if (!cells.empty()) {
            const Geos row =
                to_geos(rectangle(std::floor(box.min_x) - 1, r, std::ceil(box.max_x) + 1, r + 1));
            band.reset(GEOSIntersection_r(geos(), whole.get(), row.get()));
        }
        int next = 0;
        const auto run = [&](int to) {
            if (next < to && inside(shape, {next + 0.5, r + 0.5})) {
                for (int c = next; c < to; ++c)
                    piece(c, r, 1.0);
            }
        };
        for (const int c : cells) {
            run(c);
            const double share = geos_share(band, c, r);
            if (share > 0) piece(c, r, share);
            next = c + 1;
        }
        run(cols);
    }
}

}  // namespace bareland::testing
