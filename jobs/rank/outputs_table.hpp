// The ranking as tables: the rows and columns that CSV, XLSX and GeoPackage share.
#pragma once

#include <vector>

#include "jobs/rank/result.hpp"
#include "layers/tables.hpp"

namespace bareland::rank {

// Ranked units from the most to the least, then not rated ones, those without cover, overlay units; by id
// among equals.
std::vector<const Unit*> worst_first(const Result& result);

// For people: worst first, the district last. Changes only where a comparison was asked for.
Table ranking_table(const Result& result, Lang lang);
// For GeoPackage: one row a unit in the order of Result, all columns, words of the JSON.
Table unit_table(const Result& result, Lang lang);
Table zone_table(const Result& result, Lang lang);  // unit by zone; no rows without zones
Table flag_table(const Result& result, Lang lang);  // every rule's verdict, district last
Table finding_table(const Result& result, Lang lang);
Table parameter_table(const Result& result, Lang lang);  // parameters, balance, inputs, software

Text status_text(Status status);
Text level_text(Flag::Level level);
// "2024年5月" / "May 2024"; the month as it is when it is no month.
Text month_text(const std::string& month);
bool requested(const Result& result, const char* change);  // "previous", "previous_year"

// JSON's words: "not_rated", "breach".
const char* status_key(Status status);
const char* level_key(Flag::Level level);

}  // namespace bareland::rank
