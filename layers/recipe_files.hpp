// The files that pieces of a recipe read: polygons to take as they are, or anything to draw a buffer round.
#pragma once

#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/ground.hpp"
#include "geo/zone_recipe.hpp"

namespace bareland {

struct RecipeShapes {
    ground::Shapes shapes;  // CGCS2000 degrees; polygons valid
    std::vector<Finding> findings;
    std::vector<std::string> files;  // that were read, main file first
};

// Names of files are relative to the recipe's folder. Of the layer's features those that have all of `where`.
// Errors: those of read_features, no feature that fits.
RecipeShapes read_recipe_shapes(const recipe::FileNeed& need, const std::string& recipe_file);

}  // namespace bareland
