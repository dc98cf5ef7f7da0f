// What `bareland zones build` writes and prints.
#pragma once

#include <cstdio>
#include <filesystem>
#include <string>

#include "jobs/zones/build.hpp"

namespace bareland::zones {

// Everything of the report, {"schema": "bareland/zones-build/1", ...}; docs/formats.md describes it.
std::string build_json(const BuildResult& result, Lang lang);

// Layers `lines` and `places` with what was found on the way: zone, piece, role, name, note.
void write_found(const std::filesystem::path& file, const Trace& trace, Lang lang);

void print_build(std::FILE* stream, const BuildResult& result, Lang lang);

}  // namespace bareland::zones
