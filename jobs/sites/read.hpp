// Reads what the check needs, from files or from the workspace.
#pragma once

#include <vector>

#include "geo/error.hpp"
#include "jobs/report/report.hpp"
#include "jobs/sites/inputs.hpp"
#include "jobs/sites/options.hpp"

namespace bareland::sites {

struct ReadInputs {
    Inputs inputs;
    std::vector<Finding> findings;  // what was recognised
    std::vector<report::ReadFile> files;
    std::vector<report::Input> imported;  // files that the workspace was made of
};

// Errors of layers/registry_files, layers/workspace and layers/profile; sites_no_projects.
ReadInputs read_inputs(const Options& options);

// What must be added to the uncertainty of coordinates in `crs` (as RegistryLayer::crs names it): `datum_m`
// unless it rests on CGCS2000.
double datum_extra(const std::string& crs, double datum_m);

}  // namespace bareland::sites
