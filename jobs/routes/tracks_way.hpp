// The samples of one trip laid on the roads: the ways it may have taken, with times.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <vector>

#include "geo/matching/matching.hpp"
#include "jobs/routes/access.hpp"
#include "jobs/routes/context.hpp"
#include "jobs/routes/judge.hpp"

namespace bareland::routes {

// When a vehicle was how far along a way: straight between what is known.
struct Timing {
    struct Knot {
        std::uint64_t at_mm = 0;
        double seconds = 0;
    };
    std::vector<Knot> knots;  // neither decreases
    double seconds_at(std::uint64_t at_mm) const;
};

struct TimedPath {
    network::Path path;
    Timing timing;
};

struct Laid {
    std::vector<TimedPath> ways;  // the likeliest first; none: it could not be laid on the roads
    double confidence = 1;
    double snap_m = 0;  // the farthest of a point that was matched from the first way
    std::size_t gaps = 0, jumps = 0, off_road = 0;
    Text reason;  // why there is none
};

// Of one ground, zone and kind of truck; they must outlive it.
class TrackLayer {
  public:
    TrackLayer(Ground& ground, const ClosedArea& area, const RouteRules& rules, double extra_sigma_m);
    ~TrackLayer();

    // Where the track is broken the shortest way that trucks may use is taken; where the vehicle could also
    // have gone the other way about the zone in the time there was (through it, or round it), that is a
    // further way. Points that do not fit the roads (too many without one near, or too far from theirs) are
    // laid on none.
    Laid lay(std::span<const matching::Sample> samples, const Access& access);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland::routes
