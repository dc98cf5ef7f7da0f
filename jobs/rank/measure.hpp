// Areas of every unit and class: rasters through geo/zonal, patches through exact vector overlay.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "jobs/rank/inputs.hpp"
#include "jobs/rank/targets.hpp"

namespace bareland::rank {

struct Measured {
    PartSums sums;
    std::optional<double> area;  // ground area of the target, for those inside zones
};

struct Measurement {
    std::map<Target, Measured> targets;
    AreaSum whole_bare;            // bare and netted of all rasters or patches, each place once
    AreaSum outside_bare;          // of it, outside every unit
    bool whole = false;            // the two above were measured
    double patch_conflict_m2 = 0;  // drawn both as bare and as netted
};

struct MeasureOptions {
    bool whole_raster = true;  // --balance raster
    int threads = 1;
    std::function<void(std::size_t done, std::size_t of)> progress;  // from any thread; may be empty
    std::function<bool()> stop;
};

// Throws Error when a raster cannot be read or no raster meets a unit.
Measurement measure_rasters(const Inputs& inputs, const MeasureOptions& options);
Measurement measure_patches(const Inputs& inputs, const MeasureOptions& options);

}  // namespace bareland::rank
