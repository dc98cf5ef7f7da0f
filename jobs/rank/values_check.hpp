// Whether the values of --bare are in the rasters at all.
#pragma once

#include <vector>

#include "geo/error.hpp"
#include "jobs/rank/inputs.hpp"

namespace bareland::rank {

// A finding for what no cell has of the values that --bare names: perhaps the month is clean, more often the
// value is wrong. A range is there when one of its values is. `any_bare`: some cell of a unit has one.
void check_values(const Inputs& inputs, bool any_bare, std::vector<Finding>& findings);

}  // namespace bareland::rank
