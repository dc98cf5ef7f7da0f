// `bareland sites check` from options to exit status: the command line, the HTTP service and tests all call
// this.
#pragma once

#include <cstddef>
#include <functional>

#include "jobs/sites/inputs.hpp"
#include "jobs/sites/options.hpp"
#include "jobs/sites/result.hpp"

namespace bareland::sites {

using ProgressOf = std::function<void(std::size_t done, std::size_t of)>;

// Checks every project against what is in force on `day`; reads and writes nothing. The same whatever the
// number of threads (0: all processors) and the order of zones, wells and units. `progress` may be empty and
// is called from any thread.
Result check_projects(const Inputs& inputs, const Date& day, int threads, const ProgressOf& progress = {});

// Reads and checks; writes nothing.
Result run(const Options& options, const ProgressOf& progress = {});

// The whole command: run, write the outputs into options.out, print the summary, the hits and what was
// written on stdout. Returns the exit status: 0, or 4 with fail_on_breach when a project is inside a zone.
int execute(const Options& options);

}  // namespace bareland::sites
