// What the kernel is measured against besides its floor.
#pragma once

#include <string>
#include <vector>

#include "geo/geometry.hpp"
#include "layers/raster.hpp"

namespace bareland::bench {

// GDAL's rasterize by the centre-point rule, strip by strip into memory, and a histogram of the cells under
// each unit: the usual way. Returns the seconds it took, on one thread.
double rasterize_and_count(const RasterInfo& raster, const std::vector<MultiPolygon>& units, int strip_rows);

// Another program's run: `seconds` on the wall and its largest memory.
struct Command {
    double seconds = 0;
    double peak_megabytes = 0;
    int exit_code = 0;
};
Command run_command(const std::vector<std::string>& words);

}  // namespace bareland::bench
