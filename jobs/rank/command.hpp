// The command line of `bareland rank`.
#pragma once

#include <functional>

#include "geo/error.hpp"

namespace CLI {
class App;
}

namespace bareland::rank {

// Adds the sub-command; help in `lang`. The returned function runs it after parsing and returns the exit
// status. What CLI11 cannot check is a usage Error.
std::function<int()> add_command(CLI::App& app, Lang lang);

}  // namespace bareland::rank
