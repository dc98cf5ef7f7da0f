// What the import of roads, road networks and their builder complain about; continues geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-224x wrong usage ------------------------------------------------------------------------
// (jobs/workspace) {0} the layer
inline constexpr Message date_without_roads{
    "BL-2240", Exit::usage, "--date 只用于 roads（路网数据的日期）：{0} 请用 --valid-from、--valid-to。",
    "--date is the date of a road network and goes with roads only: {0} have --valid-from and --valid-to"};
// {0} its text
inline constexpr Message network_day{
    "BL-2241", Exit::usage, "--date 应为某一天，如 2024-05-01，而不是“{0}”。请写明路网数据的日期。",
    "--date must be a day, such as 2024-05-01, not \"{0}\"; name the day the road data are of"};

}  // namespace bareland::messages
