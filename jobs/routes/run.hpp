// `bareland routes check`, `plan` and `exit` from options to exit status: the command line, the HTTP service
// and tests all call this.
#pragma once

#include <span>

#include "jobs/routes/context.hpp"
#include "jobs/routes/options.hpp"
#include "jobs/routes/result.hpp"

namespace bareland::routes {

// Reads and judges; write nothing.
Result run_check(const CheckOptions& options);
Result run_plan(const PlanOptions& options);
Result run_exit(const ExitOptions& options);

// The routes of one file, judged in a context that holds everything else.
Result check_routes(Context& context, std::span<const RouteRecord> routes, const Date& as_of);
// The exits of all gates of the context's sites.
Result site_exits(Context& context, const Date& day);
// One trip. `options.sources` and `.output` are not used.
Result planned(Context& context, const PlanOptions& options);

// The whole command: run, write the outputs into the output directory, print the summary. Returns the exit
// status: 0, or 4 with fail_on_breach when a trip is to be guided (is_breach).
int execute_check(const CheckOptions& options);
int execute_plan(const PlanOptions& options);
int execute_exit(const ExitOptions& options);

}  // namespace bareland::routes
