// The demo's vehicles, gates and filed routes: all of them made up, on the made-up roads.
#pragma once

#include <string>
#include <vector>

#include "geo/geometry.hpp"
#include "synthetic/demo.hpp"

namespace bareland::synthetic {

// One of each line of the decision table (docs/routes.md), in their order.
std::vector<DemoVehicle> demo_vehicles();
// Of building sites among demo_projects().
std::vector<DemoGate> demo_gates();
std::vector<DemoRoute> demo_routes();

}  // namespace bareland::synthetic
