// What the parts of the network builder share. For geo/network/build*.cpp only.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geo/network/build.hpp"

namespace bareland::network::building {

// The line of a record, and at each of its points the number of the place it is: points of one number, of
// whatever lines, are one place. No two neighbours are the same place.
struct Line {
    std::vector<Point> points;
    std::vector<Index> places;
};
struct Lines {
    std::vector<Line> lines;    // one a record
    std::vector<Point> places;  // where each place is
    // Places of the source's nodes. Of a node in two places (two sources number alike) the first.
    std::unordered_map<std::int64_t, Index> nodes;
};

// Where records meet: by node ids, or by places, ends within the tolerance, and crossings at grade. Counts
// joined ends and splits in `report`, and finds nodes that are in two places.
Lines meet(std::span<const RoadRecord> roads, const BuildOptions& options, BuildReport& report);

// The turns of the links and, with bans, the further states. Counts bans in `report`, and finds those that
// cannot be placed. `via_junctions`: where the node of each ban is; none: it has none, or it is no junction.
void add_turns(Network& network, std::span<const TurnBanRecord> bans, std::span<const Index> via_junctions,
               BuildReport& report);

// What of the report is seen in the finished network.
void survey(const Network& network, const BuildOptions& options, BuildReport& report);

}  // namespace bareland::network::building
