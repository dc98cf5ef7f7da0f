// The last step of the routes commands: what is written and what is printed. docs/routes.md explains every
// key and column; docs/routes.schema.json is the JSON's schema.
//
// Guarantee: all but `parameters`, `inputs` and `software` depends on nothing but the Result and the
// language.
#pragma once

#include <cstdio>
#include <string>

#include "geo/error.hpp"
#include "jobs/routes/options.hpp"
#include "jobs/routes/result.hpp"
#include "layers/output_dir.hpp"
#include "layers/tables.hpp"

namespace bareland::routes {

// Writes routes.csv, routes.xlsx, routes.gpkg and routes.json into the staging directory; the caller commits.
// Throws Error(messages::output_failed) naming the file.
void write_outputs(OutputDir& directory, const Result& result, Lang lang);

// routes.json: UTF-8, indented by 1, keys in the order of docs/routes.md, numbers that read back to the same
// double.
std::string routes_json(const Result& result, Lang lang);

// The summary, the versions used, the trips to look at, townships, the first findings.
void print_routes(std::FILE* stream, const Result& result, Lang lang);

// What was written and where; for after the commit.
void print_written(std::FILE* stream, const OutputDir& directory, Lang lang);

// Writes, commits, prints and returns the exit status.
int finish(const Result& result, const Output& output, OutputDir& directory);

}  // namespace bareland::routes
