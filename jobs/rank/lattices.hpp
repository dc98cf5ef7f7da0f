// Rasters by the lattice they lie on, and what one of them has observed of another's ground. For rank and
// patches, which must count the same cells.
#pragma once

#include <vector>

#include "jobs/rank/inputs.hpp"
#include "jobs/rank/targets.hpp"

namespace bareland::rank {

// How far borders may be from their true place: a tenth of what is promised (0.01 cell).
inline constexpr double border_tolerance_cells = 0.001;

// Rasters on one lattice (the tiles of a mosaic): their targets are made once, in the cells of the tile that
// comes first by place, so that the order of the files does not change a bit.
struct Lattice {
    Grid grid;  // of that tile
    Crs crs;
    std::vector<std::size_t> rasters;  // ascending
    std::vector<GridOffset> offsets;   // of each in that tile's cells
};

// In an order that depends on where the lattices are alone: the areas of zones are measured on the first that
// meets them.
std::vector<Lattice> group_by_lattice(const std::vector<RasterInfo>& rasters);

// The raster's outline in its CRS.
MultiPolygon outline(const RasterInfo& raster);

// What an earlier raster on another lattice has observed of this one's ground, in this one's cell plane.
MultiPolygon footprint_of(const RasterInfo& earlier, const CellValues& values, const RasterInfo& raster);

// A shape of a lattice's cell plane in the cells of the raster that starts at `offset`.
MultiPolygon shifted(MultiPolygon shape, const GridOffset& offset);

// Whether a raster that starts at `offset` meets a target.
bool any_meets(const Targets& targets, const Grid& grid, const GridOffset& offset);

// Throws Error(messages::rasters_units_apart).
[[noreturn]] void throw_apart(const Inputs& inputs);

}  // namespace bareland::rank
