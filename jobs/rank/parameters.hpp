// What took effect, for the outputs: anyone must be able to repeat a ranking from its own JSON.
#pragma once

#include <vector>

#include "jobs/rank/kept.hpp"
#include "jobs/rank/options.hpp"
#include "jobs/rank/read.hpp"
#include "jobs/rank/result.hpp"

namespace bareland::rank {

std::vector<Parameter> parameters_of(const Options& options, const Profile& profile, const ReadInputs& read,
                                     const Kept* kept);

}  // namespace bareland::rank
