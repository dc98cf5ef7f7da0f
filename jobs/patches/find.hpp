// Finds the pieces: of rasters cell by cell (geo/patches), of polygons as they were drawn.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "jobs/patches/gather.hpp"
#include "jobs/patches/result.hpp"
#include "jobs/rank/inputs.hpp"

namespace bareland::patches {

struct FindOptions {
    int connect = 4;
    double min_patch_m2 = 0;
    double simplify_m = 0;
    bool small_shapes = false;
    int threads = 1;
    std::function<void(std::size_t done, std::size_t of)> progress;  // from any thread; may be empty
};

// A patch that is listed, not numbered yet.
struct Listed {
    Patch patch;
    Point corner;  // where it begins, from north-west on: longitude and latitude
};

// Small pieces' shapes, the CRS of all shapes and what simplifying moved go into the result. Throws Error
// when a raster cannot be read or no raster meets a unit.
std::vector<Listed> find_in_rasters(const rank::Inputs& inputs, const FindOptions& options, Gather& gather,
                                    Result& result);

// Each feature is a patch; ground that several cover belongs to the first of them, bare ones before netted
// ones, then in canonical order (geo/overlay.hpp). What was drawn both bare and netted is a finding.
std::vector<Listed> find_in_polygons(const rank::Inputs& inputs, const FindOptions& options, Gather& gather,
                                     Result& result);

}  // namespace bareland::patches
