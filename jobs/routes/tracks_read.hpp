// The tracks of the vehicles that are to be judged, out of a file of any size.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/matching/screen.hpp"
#include "jobs/report/report.hpp"
#include "layers/tracks.hpp"

namespace bareland::routes {

struct VehicleTrack {
    std::string plate;
    std::vector<matching::Sample> samples;  // in order of time, each once
};

struct Tracks {
    std::vector<VehicleTrack> vehicles;  // by plate
    std::size_t not_listed = 0;          // vehicles that cannot have been in the zone and are left out
    std::size_t duplicates = 0;
    std::vector<Finding> findings;
    std::vector<std::string> files;
    double extra_uncertainty_m = 0;
};

// Points that are kept in memory whatever they concern; of a file with more of them, those of vehicles that
// may have been in the zone are, and the file is read twice.
inline constexpr std::size_t points_in_memory = 8'000'000;

// Throws what TrackReader throws; tracks_too_many.
Tracks read_tracks(const TrackSource& source, const matching::Screen& screen,
                   std::size_t most_in_memory = points_in_memory);

}  // namespace bareland::routes
