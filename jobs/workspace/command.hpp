// The command lines of `bareland init` and `bareland import`.
#pragma once

#include <functional>

#include "geo/error.hpp"

namespace CLI {
class App;
}

namespace bareland::workspace {

// Each adds its sub-command; help in `lang`. The returned function runs it after parsing and returns the exit
// status. What CLI11 cannot check is a usage Error.
std::function<int()> add_init(CLI::App& app, Lang lang);
std::function<int()> add_import(CLI::App& app, Lang lang);

}  // namespace bareland::workspace
