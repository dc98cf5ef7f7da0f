// Loops and paths of a recipe, and the small values that recipes are made of. For layers/recipe*.cpp only.
#pragma once

#include <string>
#include <vector>

#include "geo/zone_recipe.hpp"
#include "layers/toml_table.hpp"

namespace bareland::recipe_toml {

extern const toml_file::Complaints complaints;

// What zones and pieces have when they do not say otherwise.
struct Defaults {
    ZoneRecord record;
    double gap_m = 0;
    double carriageways_m = 60;
};

// A number of metres (or m2), not above 1e9. `zero`: 0 is allowed.
double metres(const toml_file::Table& table, std::string_view key, bool zero);
// A TOML date, or a text that is one day.
Date day(const toml_file::Table& table, std::string_view key);
// A text, or an array of texts with one entry or more.
std::vector<std::string> text_or_texts(const toml_file::Table& table, std::string_view key);

// The keys of `loop` and `path` into `piece`, whose kind is set. `name`: of the piece, for messages.
void read_route(const toml_file::Table& table, const std::string& name, const Defaults& defaults,
                recipe::Piece& piece);

}  // namespace bareland::recipe_toml
