// `bareland brief`: its command line.
#pragma once

#include <functional>

#include "geo/error.hpp"

namespace CLI {
class App;
}

namespace bareland::brief {

// Adds the sub-command; the returned function runs it once the command line has been read, and gives the exit
// status.
std::function<int()> add_command(CLI::App& app, Lang lang);

}  // namespace bareland::brief
