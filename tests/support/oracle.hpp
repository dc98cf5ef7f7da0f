// What the ranking must say of a scene, the slow way: every cell is a polygon, overlaid with units and masks
// by GEOS; its ground area is that of its corners in an equal-area projection (earth.hpp). No share, no row
// sum, no density and no byte code of the product is used.
#pragma once

#include <map>
#include <string>

#include "jobs/rank/result.hpp"
#include "tests/support/scene.hpp"

namespace bareland::testing {

struct ExpectedUnit {
    rank::Areas areas;
    std::map<std::string, rank::Areas> zones;
};

struct Expected {
    std::map<std::string, ExpectedUnit> units;  // by id
    ExpectedUnit district;
    rank::Balance balance;
    double cell_area = 0;  // of a typical cell, m2
};

Expected expect(const Scene& scene);

}  // namespace bareland::testing
