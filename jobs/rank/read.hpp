// Reads and checks what the ranking is computed from.
#pragma once

#include <vector>

#include "jobs/rank/inputs.hpp"
#include "jobs/rank/options.hpp"
#include "jobs/rank/result.hpp"
#include "jobs/report/report.hpp"
#include "layers/profile.hpp"

namespace bareland::rank {

using report::ReadFile;

struct ReadInputs {
    Inputs inputs;
    std::vector<Finding> findings;
    std::vector<ReadFile> files;
    std::string id_field, name_field;  // as found
};

// Units grouped by id, repaired, checked for overlaps and gaps; masks of the month; zones of the month;
// rasters or patches. Every defect that makes the input unusable is an Error; every other one a finding.
ReadInputs read_inputs(const Options& options, const Profile& profile);

}  // namespace bareland::rank
