// What lies on the demo's ground: bare plots from month to month, measures on them, farmland.
#pragma once

#include <span>
#include <vector>

#include "synthetic/demo.hpp"

namespace bareland::synthetic {

struct DemoPlots {
    std::vector<Patch> april, may;
    std::vector<DemoMeasure> measures;
    std::vector<MultiPolygon> farmland;
};
DemoPlots demo_plots(std::span<const DemoUnit> units);

}  // namespace bareland::synthetic
