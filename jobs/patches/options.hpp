// What `bareland patches` is asked to do: the command line, the HTTP service and the briefing fill the same
// struct.
#pragma once

#include <optional>

#include "jobs/rank/options.hpp"

namespace bareland::patches {

struct Options {
    // Units, rasters (or patches), masks, zones, month, profile, workspace, threads, language: as for the
    // ranking, so that the two are of the same ground. `out` is the file to write. What concerns earlier
    // months and rules is not looked at.
    rank::Options input;
    int connect = 4;                     // or 8; of rasters
    std::optional<double> min_patch_m2;  // nothing: the profile's
    double simplify_m = 0;               // 0: shapes run exactly along cell edges
    bool small_shapes = false;           // also keep the shapes of pieces under the minimum (for maps)
};

}  // namespace bareland::patches
