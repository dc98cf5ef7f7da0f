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

// Bytes as stored: classes are ranges of cell values.
CellClasses byte_classes(const RasterInfo& raster, const CellValues& values);
// Cells already classified: these codes.
enum CellCode : std::uint8_t { code_other = 0, code_bare = 1, code_netted = 2, code_unobserved = 3 };
CellClasses coded_classes();

std::unique_ptr<CellSource> open_cells(const RasterInfo& raster, const CellValues& values,
                                       const std::vector<EarlierRaster>& earlier, bool raw, int window_rows,
                                       int window_cols);

}  // namespace bareland
