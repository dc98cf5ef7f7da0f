// The demo's wells, schools and projects: names of wells and plants as the district's documents print them,
// places made up.
#pragma once

#include <span>
#include <vector>

#include "synthetic/demo.hpp"

namespace bareland::synthetic {

// The ground that the 28 wells of the primary zone cover together, as the document states it. The demo's
// wells stand so close that theirs is the same: the least made-up explanation of why it is less than the sum
// of the discs.
inline constexpr double stated_primary_m2 = 620'707.89;

std::vector<DemoWell> demo_wells();
std::vector<DemoZone> demo_schools();
std::vector<DemoProject> demo_projects(std::span<const DemoWell> wells);

}  // namespace bareland::synthetic
