// The last step of the project check: what is written and what is printed. docs/sites.md explains every key
// and column; docs/sites.schema.json is the JSON's schema.
//
// Guarantee: all but `parameters`, `inputs` and `software` depends on nothing but the Result and the
// language.
#pragma once

#include <cstdio>
#include <string>

#include "geo/error.hpp"
#include "jobs/sites/result.hpp"
#include "layers/output_dir.hpp"

namespace bareland::sites {

// Writes sites.csv, sites.xlsx, sites.gpkg and sites.json into the staging directory; the caller commits.
// Throws Error(messages::output_failed) naming the file.
void write_outputs(OutputDir& directory, const Result& result, Lang lang);

// sites.json: UTF-8, indented by 2, keys in the order of docs/sites.md, numbers that read back to the same
// double.
std::string sites_json(const Result& result, Lang lang);

// The summary in one line, the versions used, the hits, the first findings.
void print_check(std::FILE* stream, const Result& result, Lang lang, bool colour);

// What was written and where; for after the commit.
void print_written(std::FILE* stream, const OutputDir& directory, Lang lang);

}  // namespace bareland::sites
