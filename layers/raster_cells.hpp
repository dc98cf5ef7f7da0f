// Inside of layers/raster: the sources of cells. Includes GDAL; only layers/ may include it.
#pragma once

#include <gdal_priv.h>

#include <memory>
#include <string>
#include <vector>

#include "layers/raster.hpp"

namespace bareland {

struct GdalClose {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using GdalDataset = std::unique_ptr<GDALDataset, GdalClose>;

GdalDataset open_raster(const std::string& file);

// The band that tells which cells are valid (0 = not): GDAL's mask band, be it the file's, a .msk beside it
// or an alpha band; or an alpha band that GDAL leaves aside, because its type is not one GDAL looks for or
// because there is a nodata value as well. Null where there is none.
GDALRasterBand* validity_band(GDALRasterBand& cells);

// Bytes as stored: classes are ranges of cell values.
CellClasses byte_classes(const RasterInfo& raster, const CellValues& values);
// Cells already classified: these codes.
enum CellCode : std::uint8_t { code_other = 0, code_bare = 1, code_netted = 2, code_unobserved = 3 };
CellClasses coded_classes();

std::unique_ptr<CellSource> open_cells(const RasterInfo& raster, const CellValues& values,
                                       const std::vector<EarlierRaster>& earlier, bool raw, int window_rows,
                                       int window_cols);

// Codes of any rectangle that lies within a raster, row by row, through GDAL's cache; for one thread.
class CellRectangles {
  public:
    CellRectangles() = default;
    CellRectangles(const CellRectangles&) = delete;
    CellRectangles& operator=(const CellRectangles&) = delete;
    virtual ~CellRectangles() = default;
    virtual void read(const CellWindow& window, std::vector<std::uint8_t>& codes) = 0;
};
std::unique_ptr<CellRectangles> open_rectangles(const RasterInfo& raster, const CellValues& values);

}  // namespace bareland
