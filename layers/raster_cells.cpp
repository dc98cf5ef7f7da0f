#include "layers/raster_cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

#include "geo/messages.hpp"
#include "layers/gdal_errors.hpp"

namespace bareland {
namespace {

std::vector<ByteRange> byte_ranges(const ValueSet& values) {
    std::vector<ByteRange> out;
    for (const ValueSet::Range& range : values.ranges()) {
        const auto first = std::max<std::int64_t>(range.first, 0);
        const auto last = std::min<std::int64_t>(range.last, 255);
        if (first <= last) out.push_back({static_cast<std::uint8_t>(first), static_cast<std::uint8_t>(last)});
    }
    return out;
}

// A raster's blocks read into one buffer of whole blocks, through a handle of its own.
class BlockBuffer {
  public:
    BlockBuffer(const RasterInfo& raster, int window_rows, int window_cols)
        : raster_(raster),
          dataset_(open_raster(raster.file)),
          band_(dataset_->GetRasterBand(raster.band)),
          cell_bytes_(static_cast<std::size_t>(GDALGetDataTypeSizeBytes(band_->GetRasterDataType()))),
          rows_(window_rows),
          // One block across: windows are parts of it, and the buffer holds it whole.
          cols_(raster.block_cols >= raster.grid.cols ? raster.block_cols : window_cols),
          cells_(cell_bytes_ * static_cast<std::size_t>(rows_) * static_cast<std::size_t>(cols_)) {}

    GDALRasterBand* band() const { return band_; }
    std::size_t cell_bytes() const { return cell_bytes_; }
    std::ptrdiff_t stride_cells() const { return cols_; }

    // First cell of the window; rows are stride_cells() cells apart.
    const std::byte* read(const CellWindow& window) {
        const std::int64_t col0 = window.col0 / cols_ * cols_;
        if (window.row0 != row0_ || col0 != col0_) fill(window.row0, col0);
        return cells_.data() + cell_bytes_ * static_cast<std::size_t>(window.col0 - col0);
    }

  private:
    void fill(std::int64_t row0, std::int64_t col0) {
        row0_ = col0_ = -1;
        const int bc = raster_.block_cols;
        const int br = raster_.block_rows;
        const bool direct = rows_ == br && cols_ == bc;
        for (std::int64_t r = row0; r < std::min<std::int64_t>(row0 + rows_, raster_.grid.rows); r += br) {
            for (std::int64_t c = col0; c < std::min<std::int64_t>(col0 + cols_, raster_.grid.cols);
                 c += bc) {
                if (direct) {
                    read_block(c / bc, r / br, cells_.data());
                } else {
                    block_.resize(cell_bytes_ * static_cast<std::size_t>(bc) * static_cast<std::size_t>(br));
                    read_block(c / bc, r / br, block_.data());
                    place(r - row0, c - col0);
                }
            }
        }
        row0_ = row0;
        col0_ = col0;
    }

    void place(std::int64_t row, std::int64_t col) {
        const std::size_t line = cell_bytes_ * static_cast<std::size_t>(raster_.block_cols);
        for (int r = 0; r < raster_.block_rows && row + r < rows_; ++r) {
            std::memcpy(cells_.data() + cell_bytes_ * static_cast<std::size_t>((row + r) * cols_ + col),
                        block_.data() + line * static_cast<std::size_t>(r), line);
        }
    }

    void read_block(std::int64_t bx, std::int64_t by, std::byte* to) {
        const GdalErrors errors;
        if (band_->ReadBlock(static_cast<int>(bx), static_cast<int>(by), to) != CE_None || errors.failed()) {
            throw Error(messages::raster_damaged, raster_.file, bx * raster_.block_cols,
                        by * raster_.block_rows, errors.first_failure());
        }
    }

    const RasterInfo& raster_;
    GdalDataset dataset_;
    GDALRasterBand* band_;
    std::size_t cell_bytes_;
    int rows_, cols_;
    std::vector<std::byte> cells_;
    std::vector<std::byte> block_;
    std::int64_t row0_ = -1, col0_ = -1;
};

class RawCells : public CellSource {
  public:
    RawCells(const RasterInfo& raster, int rows, int cols) : raster_(raster), buffer_(raster_, rows, cols) {}
    CellBytes read(const CellWindow& window) override {
        return {reinterpret_cast<const std::uint8_t*>(buffer_.read(window)), buffer_.stride_cells()};
    }

  private:
    RasterInfo raster_;
    BlockBuffer buffer_;
};

// Turns cells of any type into codes.
class Coder {
  public:
    Coder(const RasterInfo& raster, const CellValues& values) : nodata_(raster.nodata), values_(values) {
        for (std::int64_t v = 0; v < 256; ++v)
            table_[static_cast<std::size_t>(v)] = code_of(v);
    }

    CellCode code_of(std::int64_t value) const {
        if (nodata_ && static_cast<double>(value) == *nodata_) return code_unobserved;
        if (values_.unobserved.contains(value)) return code_unobserved;
        if (values_.bare.contains(value)) return code_bare;
        return values_.netted.contains(value) ? code_netted : code_other;
    }
    CellCode code_of(double value) const {
        if (!std::isfinite(value) || (nodata_ && value == *nodata_)) return code_unobserved;
        if (value != std::floor(value) || std::abs(value) > 9e15)
            return code_other;  // classes are whole numbers
        return code_of(static_cast<std::int64_t>(value));
    }

    void code(GDALDataType type, bool bytes, const std::byte* cells, int count, std::uint8_t* codes) {
        if (bytes) {
            const auto* from = reinterpret_cast<const std::uint8_t*>(cells);
            for (int i = 0; i < count; ++i)
                codes[i] = table_[from[i]];
            return;
        }
        wide_.resize(static_cast<std::size_t>(count));
        GDALCopyWords(cells, type, GDALGetDataTypeSizeBytes(type), wide_.data(), GDT_Float64, sizeof(double),
                      count);
        // Signed bytes are stored as GDT_Byte in this GDAL; bring them back below zero.
        if (type == GDT_Byte) {
            for (double& v : wide_)
                v = v > 127 ? v - 256 : v;
        }
        double last = std::numeric_limits<double>::quiet_NaN();
        CellCode last_code = code_unobserved;
        for (int i = 0; i < count; ++i) {
            const double v = wide_[static_cast<std::size_t>(i)];
            if (v != last) {
                last_code = code_of(v);
                last = v;
            }
            codes[i] = last_code;
        }
    }

  private:
    std::optional<double> nodata_;
    CellValues values_;
    std::array<std::uint8_t, 256> table_{};
    std::vector<double> wide_;
};

// Cells as codes: of any type, with mask bands, and less what earlier rasters on the same lattice have
// observed.
class CodedCells : public CellSource {
  public:
    CodedCells(const RasterInfo& raster, const CellValues& values, const std::vector<EarlierRaster>& earlier,
               int rows, int cols)
        : raster_(raster),
          buffer_(raster_, rows, cols),
          validity_(raster_.mask_band ? validity_band(*buffer_.band()) : nullptr),
          coder_(raster, values),
          cols_(cols),
          codes_(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols)) {
        for (const EarlierRaster& e : earlier)
            earlier_.push_back(std::make_unique<Earlier>(e, values));
    }

    CellBytes read(const CellWindow& window) override {
        const std::byte* cells = buffer_.read(window);
        const GDALDataType type = buffer_.band()->GetRasterDataType();
        const std::size_t line = buffer_.cell_bytes() * static_cast<std::size_t>(buffer_.stride_cells());
        for (int r = 0; r < window.rows; ++r) {
            coder_.code(type, raster_.bytes, cells + line * static_cast<std::size_t>(r), window.cols, row(r));
        }
        if (validity_ != nullptr) apply_mask(window);
        for (const auto& e : earlier_)
            yield_to(*e, window);
        return {codes_.data(), cols_};
    }

    // Codes of any rectangle that lies within the raster, through GDAL's cache: for overlaps.
    void read_rectangle(const CellWindow& window, std::vector<std::uint8_t>& out) {
        const auto count = static_cast<std::size_t>(window.rows) * static_cast<std::size_t>(window.cols);
        const GDALDataType type = buffer_.band()->GetRasterDataType();
        scratch_.resize(count * buffer_.cell_bytes());
        out.resize(count);
        io(*buffer_.band(), window, scratch_.data(), type);
        for (int r = 0; r < window.rows; ++r) {
            const std::size_t at = static_cast<std::size_t>(r) * static_cast<std::size_t>(window.cols);
            coder_.code(type, raster_.bytes, scratch_.data() + at * buffer_.cell_bytes(), window.cols,
                        out.data() + at);
        }
        if (validity_ == nullptr) return;
        mask_.resize(count);
        io(*validity_, window, mask_.data(), GDT_Byte);
        for (std::size_t i = 0; i < count; ++i) {
            if (mask_[i] == 0) out[i] = code_unobserved;
        }
    }

  private:
    struct Earlier {
        Earlier(const EarlierRaster& e, const CellValues& values)
            : info(e.raster),
              offset(e.offset),
              cells(std::make_unique<CodedCells>(info, values, std::vector<EarlierRaster>{}, 1, 1)) {}
        RasterInfo info;
        GridOffset offset;
        std::unique_ptr<CodedCells> cells;
        std::vector<std::uint8_t> codes;
    };

    std::uint8_t* row(int r) {
        return codes_.data() + static_cast<std::size_t>(r) * static_cast<std::size_t>(cols_);
    }

    void io(GDALRasterBand& band, const CellWindow& window, void* to, GDALDataType type) const {
        const GdalErrors errors;
        if (band.RasterIO(GF_Read, static_cast<int>(window.col0), static_cast<int>(window.row0), window.cols,
                          window.rows, to, window.cols, window.rows, type, 0, 0, nullptr) != CE_None) {
            throw Error(messages::raster_damaged, raster_.file, window.col0, window.row0,
                        errors.first_failure());
        }
    }

    void apply_mask(const CellWindow& window) {
        mask_.resize(static_cast<std::size_t>(window.rows) * static_cast<std::size_t>(window.cols));
        io(*validity_, window, mask_.data(), GDT_Byte);
        for (int r = 0; r < window.rows; ++r) {
            const std::uint8_t* mask =
                mask_.data() + static_cast<std::size_t>(r) * static_cast<std::size_t>(window.cols);
            std::uint8_t* codes = row(r);
            for (int c = 0; c < window.cols; ++c) {
                if (mask[c] == 0) codes[c] = code_unobserved;
            }
        }
    }

    // Cells that the earlier raster observed are counted there.
    void yield_to(Earlier& e, const CellWindow& window) {
        const std::int64_t r0 = std::max(window.row0, e.offset.row);
        const std::int64_t c0 = std::max(window.col0, e.offset.col);
        const std::int64_t r1 = std::min(window.row0 + window.rows, e.offset.row + e.info.grid.rows);
        const std::int64_t c1 = std::min(window.col0 + window.cols, e.offset.col + e.info.grid.cols);
        if (r0 >= r1 || c0 >= c1) return;
        const CellWindow common{r0 - e.offset.row, c0 - e.offset.col, static_cast<int>(r1 - r0),
                                static_cast<int>(c1 - c0)};
        e.cells->read_rectangle(common, e.codes);
        for (int r = 0; r < common.rows; ++r) {
            const std::uint8_t* theirs =
                e.codes.data() + static_cast<std::size_t>(r) * static_cast<std::size_t>(common.cols);
            std::uint8_t* ours = row(static_cast<int>(r0 - window.row0) + r) + (c0 - window.col0);
            for (int c = 0; c < common.cols; ++c) {
                if (theirs[c] != code_unobserved) ours[c] = code_unobserved;
            }
        }
    }

    RasterInfo raster_;
    BlockBuffer buffer_;
    GDALRasterBand* validity_;  // null where nodata alone tells, or nothing
    Coder coder_;
    int cols_;
    std::vector<std::uint8_t> codes_;
    std::vector<std::uint8_t> mask_;
    std::vector<std::byte> scratch_;
    std::vector<std::unique_ptr<Earlier>> earlier_;
};

class CodedRectangles : public CellRectangles {
  public:
    CodedRectangles(const RasterInfo& raster, const CellValues& values) : cells_(raster, values, {}, 1, 1) {}
    void read(const CellWindow& window, std::vector<std::uint8_t>& codes) override {
        cells_.read_rectangle(window, codes);
    }

  private:
    CodedCells cells_;
};

}  // namespace

GDALRasterBand* validity_band(GDALRasterBand& cells) {
    if ((cells.GetMaskFlags() & (GMF_ALL_VALID | GMF_NODATA)) == 0) return cells.GetMaskBand();
    GDALDataset* dataset = cells.GetDataset();
    for (int b = 1; dataset != nullptr && b <= dataset->GetRasterCount(); ++b) {
        GDALRasterBand* band = dataset->GetRasterBand(b);
        if (band != &cells && band->GetColorInterpretation() == GCI_AlphaBand) return band;
    }
    return nullptr;
}

CellClasses byte_classes(const RasterInfo& raster, const CellValues& values) {
    CellClasses classes{byte_ranges(values.bare), byte_ranges(values.netted), byte_ranges(values.unobserved)};
    const auto nodata = raster.nodata.value_or(-1);
    if (nodata >= 0 && nodata <= 255 && nodata == std::floor(nodata)) {
        const auto byte = static_cast<std::uint8_t>(nodata);
        classes.unobserved.push_back({byte, byte});
    }
    return classes;
}

CellClasses coded_classes() {
    return {{{code_bare, code_bare}}, {{code_netted, code_netted}}, {{code_unobserved, code_unobserved}}};
}

std::unique_ptr<CellSource> open_cells(const RasterInfo& raster, const CellValues& values,
                                       const std::vector<EarlierRaster>& earlier, bool raw, int window_rows,
                                       int window_cols) {
    if (raw) return std::make_unique<RawCells>(raster, window_rows, window_cols);
    return std::make_unique<CodedCells>(raster, values, earlier, window_rows, window_cols);
}

std::unique_ptr<CellRectangles> open_rectangles(const RasterInfo& raster, const CellValues& values) {
    return std::make_unique<CodedRectangles>(raster, values);
}

// ---- footprints
// -------------------------------------------------------------------------------------------------

MultiPolygon observed_footprint(const RasterInfo& raster, const CellValues& values, const Box& within) {
    // Row by row, runs of observed cells; a run equal to the one above it grows the rectangle. Rectangles of
    // one raster do not overlap, so together they are the footprint; who needs it in one piece dissolves
    // them.
    const auto c0 = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(within.min_x)));
    const auto r0 = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(within.min_y)));
    const auto c1 = std::min(raster.grid.cols, static_cast<std::int64_t>(std::ceil(within.max_x)));
    const auto r1 = std::min(raster.grid.rows, static_cast<std::int64_t>(std::ceil(within.max_y)));
    MultiPolygon out;
    if (within.empty() || c0 >= c1 || r0 >= r1) return out;
    CodedCells cells(raster, values, {}, 1, 1);
    struct Open {
        std::int64_t from, to, since;
    };
    std::vector<Open> open, next;
    const auto close = [&](const Open& o, std::int64_t row) {
        const auto x0 = static_cast<double>(o.from), x1 = static_cast<double>(o.to);
        const auto y0 = static_cast<double>(o.since), y1 = static_cast<double>(row);
        out.push_back({{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}});
    };
    constexpr std::int64_t rows_at_once = 256;
    std::vector<std::uint8_t> codes;
    for (std::int64_t top = r0; top < r1; top += rows_at_once) {
        const CellWindow window{top, c0, static_cast<int>(std::min(rows_at_once, r1 - top)),
                                static_cast<int>(c1 - c0)};
        cells.read_rectangle(window, codes);
        for (int r = 0; r < window.rows; ++r) {
            const std::uint8_t* row =
                codes.data() + static_cast<std::size_t>(r) * static_cast<std::size_t>(window.cols);
            next.clear();
            for (int c = 0; c < window.cols;) {
                if (row[c] == code_unobserved) {
                    ++c;
                    continue;
                }
                const int from = c;
                while (c < window.cols && row[c] != code_unobserved)
                    ++c;
                next.push_back({c0 + from, c0 + c, top + r});
            }
            for (const Open& o : open) {
                const auto same =
                    std::lower_bound(next.begin(), next.end(), o.from,
                                     [](const Open& n, std::int64_t from) { return n.from < from; });
                if (same != next.end() && same->from == o.from && same->to == o.to) {
                    same->since = o.since;
                } else {
                    close(o, top + r);
                }
            }
            std::swap(open, next);
        }
    }
    for (const Open& o : open)
        close(o, r1);
    return out;
}

}  // namespace bareland
