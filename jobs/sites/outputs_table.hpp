// The check as tables: the rows and columns that CSV, XLSX and GeoPackage share.
#pragma once

#include <string>

#include "jobs/sites/result.hpp"
#include "layers/tables.hpp"

namespace bareland::sites {

// Who reads the table: people (words of the run's language, distances to a millimetre) or programs (words of
// the JSON).
enum class Reader { people, programs };

// One row a project, in the order of the file, with its worst hit and its nearest zone.
Table project_table(const Result& result, Lang lang, Reader reader);
Table hit_table(const Result& result, Lang lang);      // one row a hit
Table nearest_table(const Result& result, Lang lang);  // one row a project and kind
Table zone_table(const Result& result, Lang lang, Reader reader);
Table finding_table(const Result& result, Lang lang);
Table parameter_table(const Result& result, Lang lang);  // parameters, inputs, software

// The hit that decides the verdict; of several the one that reaches deepest. Null without hits.
const Hit* worst_hit(const Project& project);
// The zone of least distance; null without zones.
const Hit* nearest_of_all(const Project& project);
// Names of the units, else their ids.
std::string unit_names(const Project& project, const Result& result, Lang lang);

}  // namespace bareland::sites
