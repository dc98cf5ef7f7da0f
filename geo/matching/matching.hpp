// GPS points and drawn lines to ways on the network: a hidden Markov model after Newson and Krumm, "Hidden
// Markov map matching through noise and sparseness" (ACM SIGSPATIAL 2009).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "geo/network/network.hpp"
#include "geo/network/snap.hpp"

namespace bareland::matching {

using network::Network;
using network::Path;
using network::Position;
using network::SnapIndex;

struct Sample {
    Point place;
    double seconds = 0;             // since any fixed moment; not decreasing
    std::optional<double> heading;  // degrees clockwise from north
    std::optional<double> speed_kmh;
};

struct Options {
    double sigma_m = 8;    // of the points' error
    double beta_m = 30;    // of the difference between the way's length and the straight distance
    double radius_m = 60;  // candidates
    double gap_s = 120;    // longer: split
    double max_speed_kmh = 130;
    bool drawn = false;  // points of a drawn line: no times, no gaps, the line between them counts too
};

// A stretch that could be followed without a break.
struct Match {
    std::size_t first = 0, last = 0;  // samples, both included
    Path path;
    std::vector<std::uint64_t> at_mm;  // of each of these samples along the path; not decreasing
    std::vector<double> distance_m;    // from each sample to its place on the path
    double confidence = 1;             // 0 to 1: of this reading against the next best one
    // Another reading that the points cannot tell from this one (the side road beside the main road).
    std::optional<Path> other;
};
struct Matched {
    std::vector<Match> matches;         // by sample
    std::vector<std::size_t> off_road;  // samples with no road near
    std::vector<std::size_t> jumps;     // samples that cannot be reached in time and were dropped
};

class Matcher {  // of one thread
  public:
    Matcher(const Network& network, const SnapIndex& index);
    ~Matcher();
    Matched match(std::span<const Sample> samples, const Options& options = {});

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::matching
