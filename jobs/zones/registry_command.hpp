// The command lines of `bareland zones list`, `show`, `diff`, `check` and `dossier`.
#pragma once

#include <functional>
#include <optional>

#include "geo/error.hpp"

namespace CLI {
class App;
}

namespace bareland::zones {

// Adds the five below the sub-command `zones`; help in `lang`. The returned function runs the one that was
// parsed and returns its exit status, nothing when none of them was. What CLI11 cannot check is a usage
// Error.
std::function<std::optional<int>()> add_registry_commands(CLI::App& zones, Lang lang);

}  // namespace bareland::zones
