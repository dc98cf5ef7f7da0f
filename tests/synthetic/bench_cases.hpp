// The benchmark's data: two cases of made-up townships and rasters, and one of them with ten times the cells.
#pragma once

#include <string>
#include <vector>

#include "synthetic/partition.hpp"
#include "synthetic/terrain.hpp"

namespace bareland::synthetic {

struct BenchCase {
    std::string name;
    std::string crs;
    PartitionSpec units;
    TerrainSpec terrain;
    double finer = 1;  // > 1: the raster of `base` with its tiles repeated on cells this much smaller
    std::string base;  // the case whose units and tiles it takes
};

// a2: 22 townships, 82,000 vertices, 40 x 48 km at 2 m (480 Mpx). b10: 350 townships, 1.2 million vertices,
// 160 x 170 km at 10 m (272 Mpx). a2x10: a2 on cells of 0.632 m (4.8 Gpx).
std::vector<BenchCase> bench_cases();

// Writes DIR/NAME_units.gpkg (layer "units", fields id and name), DIR/NAME_deflate.tif and DIR/NAME_zstd.tif;
// for a case with a base only DIR/NAME_zstd.tif, after the base if that is not there yet. What is there stays
// as it is: files are written beside their place and renamed. Returns the paths of the files of the case.
std::vector<std::string> make_bench_case(const BenchCase& bench_case, const std::string& folder);

}  // namespace bareland::synthetic
