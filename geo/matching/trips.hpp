// The samples of one vehicle cut into trips, and the sites they begin and end at.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/matching/matching.hpp"
#include "geo/registry.hpp"

namespace bareland::matching {

struct TripRules {
    double stop_s = 300;          // a stop this long ends a trip
    double stop_radius_m = 60;    // within this a vehicle has not moved
    double longest_gap_s = 1800;  // without samples for longer a trip ends
    double shortest_m = 200;      // what stays nearer than this to its beginning is no trip
};

// In order of time; of samples at the same time and place one is left. Returns how many were taken out.
std::size_t sort_and_deduplicate(std::vector<Sample>& samples);

struct Trip {
    // What it begins and ends with: a stop, a gap in the samples, or the first and last of them.
    enum class End { stop, gap, track };
    std::size_t first = 0, last = 0;  // samples, both included: the last of one stop, the first of the next
    End begins = End::track, ends = End::track;
    Point from, to;  // where it stopped (the middle of the stop's samples), else the sample
    bool operator==(const Trip&) const = default;
};

// A stop is a run of samples within `stop_radius_m` of its first one for `stop_s` or longer; single samples
// outside it do not interrupt it, and it may be a gap.
std::vector<Trip> cut_trips(std::span<const Sample> sorted, const TripRules& rules);

// Finds the site a trip begins or ends at. Sites and gates must outlive it.
class SiteFinder {
  public:
    struct Gate {
        Point place;
        std::size_t site = 0;  // into the sites
    };
    SiteFinder(std::span<const SiteRecord> sites, std::span<const Gate> gates);
    ~SiteFinder();
    SiteFinder(SiteFinder&&) noexcept;

    // The site whose area, place or gate is nearest and not farther than `within_m` (0 inside an area).
    std::optional<std::size_t> at(const Point& place, double within_m) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::matching
