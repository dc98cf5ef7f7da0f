// Where the roads of a line layer meet: by the nodes that its columns name, and where they do not.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/registry.hpp"

namespace bareland::registry {

// Nodes as the layer writes them, of the line's first and last vertex; empty: it does not say.
struct RoadEnds {
    std::string from, to;
};

// The nodes of one layer as numbers.
class NodeNumbers {
  public:
    // A road without length: its nodes are one.
    void join(const RoadEnds& ends);
    // Numbers the nodes of a road whose ends are named; other roads are left as they are. Whole numbers stay
    // what they are, other words become numbers below zero, the same word the same number in all files (of
    // joined nodes the least one stands for all). Vertices between the ends are this road's alone, but for
    // those of a road that meets others at grade: they are known by their place.
    void put(RoadRecord& road, const RoadEnds& ends, bool at_grade) const;

  private:
    std::int64_t number(const std::string& word) const;
    std::map<std::int64_t, std::int64_t> joined_;  // to a lesser one
};

// Where roads cross that nothing connects (network::crossings_apart); nothing where there is no such place.
std::optional<Finding> roads_apart(const std::vector<RoadRecord>& roads, const std::vector<bool>& at_grade,
                                   const Text& file);

}  // namespace bareland::registry
