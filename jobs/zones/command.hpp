// The command line of `bareland zones`.
#pragma once

#include <functional>

#include "geo/error.hpp"

namespace CLI {
class App;
}

namespace bareland::zones {

// Adds the sub-command `zones` with `build` (and those of the registry); help in `lang`. The returned
// function runs the one that was parsed and returns the exit status. What CLI11 cannot check is a usage
// Error.
std::function<int()> add_command(CLI::App& app, Lang lang);

}  // namespace bareland::zones
