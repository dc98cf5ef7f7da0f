// `bareland routes tracks` from options to exit status: GPS tracks of vehicles, cut into trips, laid on the
// roads and judged.
#pragma once

#include <cstddef>
#include <functional>

#include "geo/error.hpp"
#include "jobs/routes/context.hpp"
#include "jobs/routes/options.hpp"
#include "jobs/routes/result.hpp"
#include "jobs/routes/tracks_read.hpp"
#include "layers/tracks.hpp"

namespace bareland::routes {

struct TracksOptions {
    Sources sources;
    Output output;
    TrackSource tracks;
};

// `done` of `of` vehicles.
using ProgressOf = std::function<void(std::size_t done, std::size_t of)>;

// Reads, matches and judges; writes nothing. Trips come by plate, then in order of time. A trip that cannot
// have been in the zone is judged without being matched. Of a file too large for memory only vehicles that
// may have been in the zone are listed, and a finding says so.
Result run_tracks(const TracksOptions& options, const ProgressOf& progress = {});

// Tracks that have been read, in a context that holds everything else (of a ground as driven).
Result judge_tracks(Context& context, const Tracks& tracks, int utc_offset_s,
                    const ProgressOf& progress = {});

// The whole command: run, write the outputs, print the summary. Returns the exit status.
int execute_tracks(const TracksOptions& options);

}  // namespace bareland::routes
