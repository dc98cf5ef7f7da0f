// Trips out of tracks summed up: per vehicle and day, and per vehicle.
#pragma once

#include <vector>

#include "jobs/routes/result.hpp"
#include "layers/tables.hpp"

namespace bareland::routes {

// One row a vehicle and day by plate, then day; behind the days of a vehicle with several one row for all of
// them (without date). The verdict of a row is the gravest of its trips: what is to be guided before what
// cannot be told, that before the rest.
std::vector<DayRow> days_of(const std::vector<Route>& routes);

Table day_table(const Result& result, Lang lang);

}  // namespace bareland::routes
