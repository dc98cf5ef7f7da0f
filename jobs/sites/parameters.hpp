// Parameters as they took effect, for the outputs.
#pragma once

#include <vector>

#include "jobs/report/report.hpp"
#include "jobs/sites/inputs.hpp"
#include "jobs/sites/options.hpp"

namespace bareland::sites {

std::vector<report::Parameter> parameters_of(const Options& options, const Inputs& inputs);

}  // namespace bareland::sites
