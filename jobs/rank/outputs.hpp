// The last step of the monthly ranking: what is written and what is printed. docs/formats.md explains every
// key and column; docs/ranking.schema.json is the JSON's schema.
//
// Guarantee: `units`, `district`, `balance` and `findings` of the JSON, and every row of the tables, depend
// on nothing but the Result and the language.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "jobs/rank/result.hpp"
#include "layers/output_dir.hpp"

namespace bareland::rank {

// Writes ranking.csv, ranking.xlsx, ranking.gpkg and ranking.json into the staging directory; the caller
// commits. Throws Error(messages::output_failed) naming the file.
void write_outputs(OutputDir& directory, const Result& result, Lang lang);

// ranking.json: UTF-8, indented by 2, keys in the order of docs/formats.md, numbers that read back to the
// same double.
std::string ranking_json(const Result& result, Lang lang);

// The table, worst first, at most 120 columns wide; the sentences of breached rules; the balance; the first
// findings.
void print_ranking(std::FILE* stream, const Result& result, Lang lang, bool colour);

// What was written and where; for after the commit.
void print_written(std::FILE* stream, const OutputDir& directory, Lang lang);

}  // namespace bareland::rank
