// `bareland routes check`, `plan` and `exit` from options to exit status: the command line, the HTTP service
// and tests all call this.
#pragma once

#include "jobs/routes/options.hpp"
#include "jobs/routes/result.hpp"

namespace bareland::routes {

// Reads and judges; write nothing.
Result run_check(const CheckOptions& options);
Result run_plan(const PlanOptions& options);
Result run_exit(const ExitOptions& options);

// The whole command: run, write the outputs into the output directory, print the summary. Returns the exit
// status: 0, or 4 with fail_on_breach when a trip is to be guided (is_breach).
int execute_check(const CheckOptions& options);
int execute_plan(const PlanOptions& options);
int execute_exit(const ExitOptions& options);

}  // namespace bareland::routes
