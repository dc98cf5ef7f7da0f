// The file that `bareland patches` writes, by its extension, and what it prints. docs/patches.md lists the
// columns.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

#include "jobs/patches/result.hpp"
#include "layers/output_dir.hpp"
#include "layers/tables.hpp"

namespace bareland::patches {

// The absolute path. Throws Error(messages::patches_bad_extension).
std::filesystem::path output_file(const std::string& out);

void write_output(OutputDir& directory, const std::string& name, const Result& result, Lang lang);
void print_patches(std::FILE* stream, const Result& result, const std::string& file, Lang lang);

// GeoJSON (RFC 7946), coordinates CGCS2000; the run's parameters and sums as the member "bareland".
std::string geojson(const Result& result, Lang lang);

// ---- tables: `words` for people, else the words that programs read

const char* class_key(Class of);
const char* status_key(Status status);
Table patch_table(const Result& result, Lang lang, bool words);
Table patch_unit_table(const Result& result, Lang lang);
Table patch_zone_table(const Result& result, Lang lang);
Table summary_table(const Result& result, Lang lang);
Table sensitivity_table(const Result& result, Lang lang);
Table run_table(const Result& result, Lang lang);  // key, value

}  // namespace bareland::patches
