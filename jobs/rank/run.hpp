// The monthly ranking: plain options in, plain result out. The command line, the HTTP service and tests call
// this.
#pragma once

#include <functional>

#include "jobs/rank/options.hpp"
#include "jobs/rank/result.hpp"

namespace bareland::rank {

// Reads, measures, ranks and judges; writes nothing. `progress` may be empty and may be called from any
// thread.
Result run(const Options& options,
           const std::function<void(std::size_t done, std::size_t of)>& progress = {});

// The whole command: run, write the outputs into options.out, print the table and what was written on stdout.
// Returns the exit status: 0, or 4 with fail_on_breach and a breach.
int execute(const Options& options);

}  // namespace bareland::rank
