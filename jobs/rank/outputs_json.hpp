// Pieces of ranking.json that other outputs carry too, as JSON text on one line.
#pragma once

#include <string>

#include "jobs/rank/result.hpp"

namespace bareland::rank {

std::string flags_json(const Unit& unit, Lang lang);
std::string zones_json(const Unit& unit);

}  // namespace bareland::rank
