// The [routes] table of a profile. For layers/profile*.cpp only.
#pragma once

#include "layers/route_rules.hpp"

namespace bareland {

namespace toml_file {
class Table;
}

// What the file does not say keeps its default. Errors as load_profile.
void read_route_rules(const toml_file::Table& root, RouteRules& rules);

}  // namespace bareland
