// The demo's ground plan, in demo_crs.
#pragma once

#include <vector>

#include "synthetic/demo.hpp"

namespace bareland::synthetic {

Ring demo_outline();  // of the district, before noise makes it ragged
std::vector<DemoUnit> demo_units();
std::vector<DemoZone> demo_zones();

}  // namespace bareland::synthetic
