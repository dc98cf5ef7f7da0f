// The command line of `bareland routes`.
#pragma once

#include <functional>

#include "geo/error.hpp"

namespace CLI {
class App;
}

namespace bareland::routes {

// Adds the sub-command `routes` with its own; help in `lang`. The returned function runs what was named after
// parsing and returns the exit status. What CLI11 cannot check is a usage Error.
std::function<int()> add_command(CLI::App& app, Lang lang);

}  // namespace bareland::routes
