// What time it is: the only clock of the program.
#pragma once

#include <string>

#include "geo/month.hpp"

namespace bareland {

std::string utc_now();    // "2024-05-01T08:30:00Z", ISO 8601, whole seconds
std::string local_now();  // the same moment as the machine's clock on the wall: "2024-05-01T16:30:00+08:00"
Date today();             // where the machine stands (its time zone)

}  // namespace bareland
