// From samples as devices record them to what the model takes: duplicates and standing taken out, jumps
// dropped, drawn lines made dense. For geo/matching/*.cpp only.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "geo/matching/matching.hpp"

namespace bareland::matching {

inline constexpr std::size_t no_sample = static_cast<std::size_t>(-1);

// One step of the model.
struct Fix {
    Point place;
    double seconds = 0;
    std::optional<double> heading;   // where it can be believed
    double distance_m = 0;           // straight, from the step before
    double interval_s = 0;           // since the step before
    bool gap = false;                // no samples for longer than Options::gap_s since the step before
    std::size_t sample = no_sample;  // none: put in between two vertices of a drawn line
    std::size_t after = 0;           // the sample at it or before it
};

struct Prepared {
    std::vector<std::vector<Fix>> runs;  // each without a break that samples alone show
    std::vector<std::size_t> jumps;      // samples
    std::vector<std::size_t> standing;   // by sample: the sample it stands with (itself: it has a Fix)
};
Prepared prepare(std::span<const Sample> samples, const Options& options);

}  // namespace bareland::matching
