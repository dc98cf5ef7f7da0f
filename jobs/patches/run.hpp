// `bareland patches` from options to exit status: the command line, the briefing and tests all call this.
#pragma once

#include <cstddef>
#include <functional>

#include "jobs/patches/options.hpp"
#include "jobs/patches/result.hpp"

namespace bareland::patches {

// Reads, finds and splits; writes nothing. The same bits whatever the number of threads and however the
// rasters are stored. `progress` may be empty and is called from any thread. Errors: those of the ranking's
// inputs, and geo/messages_patches.hpp.
Result run(const Options& options,
           const std::function<void(std::size_t done, std::size_t of)>& progress = {});

// The whole command: run, write options.input.out, print the summary. Returns the exit status.
int execute(const Options& options);

}  // namespace bareland::patches
