// What tables say of vehicles, in our words. For layers/fleet_*.cpp only.
#pragma once

#include <optional>
#include <string_view>

#include "geo/fleet.hpp"

namespace bareland::fleet {

// Nothing where the word is not known.
std::optional<VehicleClass> class_of(std::string_view word);
std::optional<Energy> energy_of(std::string_view word);
// 3, 国三, 国Ⅲ, 国III, 国3, 国六b, 第六阶段, National VI.
std::optional<int> standard_of(std::string_view word);
// A cell that says nothing: "-", "/", 无, 未知.
bool is_blank(std::string_view word);

}  // namespace bareland::fleet
