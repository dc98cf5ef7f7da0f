// Several rasters of one lattice, read as one.
#pragma once

#include <vector>

#include "layers/raster.hpp"

namespace bareland {

struct MosaicTile {
    RasterInfo raster;
    GridOffset offset;  // of its first cell in the mosaic's cells
};

// How the cells of a mosaic of `cols` x `rows` cells are read: a cell is that of the first tile that has
// observed it, and unobserved where none has. Blocks are decoded through GDAL's cache; each source keeps a
// few tiles open. Throws Error when a value of --bare or --netted is the nodata value of a tile.
RasterReading plan_mosaic(std::vector<MosaicTile> tiles, const CellValues& values, std::int64_t cols,
                          std::int64_t rows);

}  // namespace bareland
