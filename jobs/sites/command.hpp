// The command line of `bareland sites`.
#pragma once

#include <functional>

#include "geo/error.hpp"

namespace CLI {
class App;
}

namespace bareland::sites {

// Adds the sub-command `sites` with its own, `check`; help in `lang`. The returned function runs it after
// parsing and returns the exit status. What CLI11 cannot check is a usage Error.
std::function<int()> add_command(CLI::App& app, Lang lang);

}  // namespace bareland::sites
