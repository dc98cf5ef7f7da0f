// `bareland brief` from options to exit status.
#pragma once

#include "jobs/brief/options.hpp"

namespace bareland::brief {

// Reads, draws, writes and says what was written. A sheet that fails is named; the others are written, and
// the status is
// 1. Errors that concern all sheets are thrown, and nothing is written.
int execute(const Options& options);

}  // namespace bareland::brief
