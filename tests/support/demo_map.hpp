// The committed demo data as records, read by the plainest means: no code of the product's importers.
#pragma once

#include <string>
#include <vector>

#include "geo/registry.hpp"

namespace bareland::testing {

struct DemoMap {
    std::vector<RoadRecord> roads;
    std::vector<UnitRecord> units;
    std::vector<WellRecord> wells;

    const UnitRecord& unit(const std::string& name) const;  // throws std::runtime_error
    const WellRecord& well(const std::string& name) const;
    std::vector<std::vector<Point>> lines(const std::string& road) const;
};

// data/demo of the source tree. Throws std::runtime_error.
DemoMap demo_map();

}  // namespace bareland::testing
