// Class rasters, read block by block.
//
// Guarantees: one GDAL handle a thread; a block is decoded once for each window asked for; nothing is
// resampled. What GDAL cannot read is an Error that names the file and says what to do, never zeros.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/grid.hpp"
#include "geo/values.hpp"
#include "geo/zonal.hpp"

namespace bareland {

// Which cell values mean what. Nodata and masked cells are unobserved in any case.
struct CellValues {
    ValueSet bare;
    ValueSet netted;
    ValueSet unobserved;
};

// One file's band, as its header tells it.
struct RasterInfo {
    std::string file;
    int band = 1;
    Grid grid;
    Crs crs;
    int block_cols = 0, block_rows = 0;
    bool bytes = false;      // unsigned 8-bit cells
    bool mask_band = false;  // validity comes from a mask or alpha band, not only from a nodata value
    std::optional<double> nodata{};
    std::vector<std::string> files{};  // the file and its side files
};

// Opens and checks a raster. `crs` overrides or supplies the CRS (empty: the file's own).
// Errors: missing, unreadable, no such band, complex cells, no CRS (naming --raster-crs), no georeference.
RasterInfo inspect_raster(const std::string& file, int band, const std::string& crs);

// Rasters that lie on `of`'s lattice and come before it: where they were observed, `of` does not count.
struct EarlierRaster {
    RasterInfo raster;
    GridOffset offset;  // of its first cell in the later raster's cells
};

// How the cells of one raster are read: a factory of sources for zonal_sums and the window shape that suits
// the file.
struct RasterReading {
    int window_rows = 256;
    int window_cols = 256;
    CellClasses classes;
    std::function<std::unique_ptr<CellSource>()> open;
};
// Throws Error when a value of --bare or --netted is the raster's nodata value.
RasterReading plan_reading(const RasterInfo& raster, const CellValues& values,
                           const std::vector<EarlierRaster>& earlier);

// The distinct values of a band, ascending, at most `limit`; for the message that a value is not in the
// raster. `enough`, when given, sees each value as it is first met and ends the search by true.
std::vector<std::int64_t> distinct_values(const RasterInfo& raster, std::size_t limit,
                                          const std::function<bool(std::int64_t)>& enough = {});

// The part of `within` (in the raster's cells) that was observed, as polygons along cell edges, in cell
// coordinates.
MultiPolygon observed_footprint(const RasterInfo& raster, const CellValues& values, const Box& within);

}  // namespace bareland
