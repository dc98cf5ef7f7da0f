// What took effect, for the outputs: the ranking's parameters of the same ground, and those of patches.
#pragma once

#include <vector>

#include "jobs/patches/options.hpp"
#include "jobs/patches/result.hpp"
#include "jobs/rank/kept.hpp"
#include "jobs/rank/read.hpp"

namespace bareland::patches {

std::vector<report::Parameter> parameters_of(const Options& options, const Profile& profile,
                                             const rank::ReadInputs& read, const rank::Kept* kept,
                                             const Result& result);

}  // namespace bareland::patches
