// The [patches] table of a profile. For layers/profile*.cpp only.
#pragma once

#include "layers/profile.hpp"

namespace bareland {

namespace toml_file {
class Table;
}

// What the file does not say keeps its default. Errors as load_profile.
void read_patch_rules(const toml_file::Table& root, PatchRules& rules);

}  // namespace bareland
