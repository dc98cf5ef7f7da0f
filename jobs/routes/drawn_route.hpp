// A route as filed, a line on a map, to the way on the network that it draws.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "geo/error.hpp"
#include "geo/matching/matching.hpp"
#include "jobs/routes/context.hpp"

namespace bareland::routes {

struct DrawnRoute {
    std::vector<network::Path> paths;  // the readings, the likeliest first; none: it follows no road
    double confidence = 1;
    double snap_m = 0;  // the farthest of the line from the way, up to what is refused
    Text reason;        // why there is none
};

// Of one network. The ground must outlive it.
class DrawnRoutes {
  public:
    DrawnRoutes(const Ground& ground, double limit_m);

    // A vertex farther than the limit from any road, or a stretch of the line (or of the way) that the other
    // leaves by more: no reading, and the reason says where. `watch`: links whose use matters.
    DrawnRoute follow(std::span<const Point> line, const network::LinkSet& watch);

  private:
    DrawnRoute matched(std::span<const Point> line, const network::LinkSet& watch);
    std::optional<Text> off_the_way(std::span<const Point> line, const matching::Match& match,
                                    double& farthest_m) const;

    const Ground& ground_;
    double limit_m_;
    std::unique_ptr<matching::Matcher> matcher_;
};

}  // namespace bareland::routes
