// Zone recipes from TOML files (docs/recipes.md).
//
// Guarantee: what comes back is complete in form: no unknown key, every value of its kind and in range, ids
// unique, zones referred to stand earlier, synonyms belong to one name each. Names are not looked up.
#pragma once

#include <string>

#include "geo/zone_recipe.hpp"

namespace bareland {

// Errors (exit 3), each naming file and line: unreadable, not TOML, a key that is unknown (with the closest
// known one), missing or whose value is wrong (with what was expected), a zone without a piece or with two.
recipe::Recipe load_recipe(const std::string& file);

}  // namespace bareland
