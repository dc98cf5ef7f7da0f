// Trips as tables: the rows and columns that CSV, XLSX and GeoPackage share.
#pragma once

#include "jobs/routes/result.hpp"
#include "layers/tables.hpp"

namespace bareland::routes {

// Who reads the table: people (words of the run's language) or programs (words of the JSON).
enum class Reader { people, programs };

Table route_table(const Result& result, Lang lang, Reader reader);  // one row a trip, in their order
Table unit_table(const Result& result, Lang lang);                  // one row a township
Table zone_table(const Result& result, Lang lang);
Table finding_table(const Result& result, Lang lang);
Table parameter_table(const Result& result, Lang lang);  // parameters, inputs, software

// The rows of map layers: one a part, a suggested way, a crossing.
Table part_table(const Result& result, Lang lang);
Table suggestion_table(const Result& result, Lang lang);
Table crossing_table(const Result& result, Lang lang);

}  // namespace bareland::routes
