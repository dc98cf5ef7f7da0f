// Road records to a network.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/network/network.hpp"

namespace bareland::network {

struct BuildOptions {
    std::optional<Date> date{};
    // Of records without node ids: ends closer than this to another line's end are one junction; an end that
    // lies this near to a line's inside splits it.
    double join_m = 0.5;
    // Records without node ids also meet where they cross with equal layer (and neither a bridge nor a tunnel
    // alone). Otherwise they meet only at shared vertices.
    bool crossings_at_grade = false;
    // A dead end this near to another line of its layer is suspicious.
    double gap_m = 5;
};

// What the builder found, for `import roads` to print.
struct BuildReport {
    std::size_t roads = 0, links = 0, junctions = 0;
    std::size_t components = 0;  // weakly connected
    double largest_share = 1;    // of the length, in the largest component
    std::size_t dead_ends = 0;
    double length_km = 0;              // of pieces of road
    std::size_t not_for_motor = 0;     // records left out: footways, cycleways, car parks ...
    std::size_t closed_to_trucks = 0;  // records kept, closed
    std::size_t joined_ends = 0;
    std::size_t split_at_grade = 0;
    std::size_t bans = 0, bans_conditional = 0;
    std::vector<std::pair<Point, double>> suspicious_gaps;  // dead ends with another line near, and how far
    std::vector<Finding> findings;                          // bans whose roads are missing, ...
};

struct Built {
    Network network;
    BuildReport report;
};
Built build_network(std::span<const RoadRecord> roads, std::span<const TurnBanRecord> bans,
                    const BuildOptions& options = {});

}  // namespace bareland::network
