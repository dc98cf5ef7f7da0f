// Lines that cross at grade get a vertex in common there, so that the network's builder sees that they meet.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "geo/registry.hpp"

namespace bareland::network {

// Two roads are on one level where layer, bridge and tunnel are the same.
bool same_level(const RoadRecord& a, const RoadRecord& b);

// Where lines of one level that are both marked cross or touch each other, or one ends on another, each gets
// a vertex at that very place, if it has none. Vertices that are there keep their coordinates bit for bit;
// those that come in lie within 10 micrometres of the line. Records with nodes are left as they are. Returns
// the number of places where lines were cut that ran through. `marked`: one a road.
std::size_t meet_at_grade(std::span<RoadRecord> roads, const std::vector<bool>& marked);

// Two roads that cross and are not connected there.
struct Crossing {
    std::size_t one = 0, other = 0;  // roads, `one` before `other`
    Point at;
};
// Where roads for motor vehicles, of one level and not both marked, cross within both their lines without a
// vertex in common. By roads, each place once.
std::vector<Crossing> crossings_apart(std::span<const RoadRecord> roads, const std::vector<bool>& marked);

}  // namespace bareland::network
