// GPS points and drawn lines to ways on the network: a hidden Markov model after Newson and Krumm, "Hidden
// Markov map matching through noise and sparseness" (ACM SIGSPATIAL 2009).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
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
    double sigma_m = 8;      // of the points' error
    double beta_m = 30;      // of the difference between the way's length and the straight distance
    double radius_m = 60;    // candidates
    double outliers = 0.03;  // share of the points that are off by anything; less than 1
    double gap_s = 120;      // longer: split
    double max_speed_kmh = 130;
    bool drawn = false;  // points of a drawn line: no times, no gaps, the line between them counts too

    // Another reading is one that the points cannot tell from the first: ln(odds) below `doubt`, and other
    // roads for `differ_m` or more. `offset_m`: standard deviation of what shifts all points alike (the map
    // is off, the aerial sits at the side).
    double doubt = 3;
    double offset_m = 5;
    double differ_m = 40;
    // Where only the use of some links matters (a zone's), another reading is one that uses them for
    // `differ_m` more or less; null: any other road.
    const network::LinkSet* watch = nullptr;
};

// A stretch that could be followed without a break.
struct Match {
    std::size_t first = 0, last = 0;  // samples, both included
    Path path;
    std::vector<std::uint64_t> at_mm;  // of each of these samples along the path; not decreasing
    std::vector<double> distance_m;    // from each sample to its place on the path
    double confidence = 1;  // 0 to 1: of this reading against the next best one, 1 / (1 + exp(-ln(odds)))
    // Another reading that the points cannot tell from this one (the side road beside the main road).
    std::optional<Path> other;
    std::vector<std::uint64_t> other_at_mm;  // at_mm along it
};
struct Matched {
    std::vector<Match> matches;         // by sample
    std::vector<std::size_t> off_road;  // samples with no road near
    std::vector<std::size_t> jumps;     // samples that cannot be reached in time and were dropped
};

// A network with a way back on every one-way link, because trucks are where they drove and not where they
// may: the links and turns of `network` with their numbers, then the links against one-way traffic (without
// twin). States of links that came some way (turn bans over ways) move up behind them.
struct Driven {
    Network network;
    network::LinkSet against;  // the links against one-way traffic: never legal
};
Driven with_wrong_ways(const Network& network);

// Of one thread; network, index and `against` must outlive it.
//
// What breaks a rule costs likelihood instead of being impossible: a turn that the network has not (a ban, a
// U-turn), a link closed to trucks, a link `against` one-way traffic. docs/network.md has the formulas.
class Matcher {
  public:
    Matcher(const Network& network, const SnapIndex& index, const network::LinkSet* against = nullptr);
    ~Matcher();
    Matcher(Matcher&&) noexcept;

    // Samples in order of time. Every sample is in one match or in one of the two lists.
    Matched match(std::span<const Sample> samples, const Options& options = {});

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::matching
