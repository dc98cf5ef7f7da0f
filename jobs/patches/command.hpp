// `bareland patches`: its words, options and help.
#pragma once

#include <functional>

#include "geo/error.hpp"

namespace CLI {
class App;
}

namespace bareland::patches {

// Adds the sub-command; the returned function runs it after parsing and returns the exit status.
std::function<int()> add_command(CLI::App& app, Lang lang);

}  // namespace bareland::patches
