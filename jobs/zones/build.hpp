// `bareland zones build`: from a recipe to a zones file and a report.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/zone_compiler.hpp"
#include "jobs/report/report.hpp"
#include "layers/registry_files.hpp"

namespace bareland::zones {

struct BuildOptions {
    std::string recipe;
    std::vector<RegistrySource> roads;  // one or more files; none: the workspace's, if there is one
    std::optional<RegistrySource> units;
    std::optional<RegistrySource> wells;
    std::string workspace;  // empty: none; else zones are kept there as well
    std::string out;        // the zones file; empty: none (a workspace is given)
    Lang lang = Lang::zh;
    bool quiet = false;
};

struct BuildResult {
    std::string recipe;  // name of the file
    std::vector<CompiledZone> zones;
    std::vector<Finding> findings;  // of reading and of building
    std::vector<report::Input> inputs;
};

// Reads and compiles; writes nothing. `trace` keeps what was found also when this throws.
BuildResult build(const BuildOptions& options, Trace& trace);

// The whole command: build, write OUT, OUT's stem with _report.json and _found.gpkg beside it, keep the zones
// in the workspace, print the report. When the recipe does not work out, the layer of what was found is
// written and the Error goes on.
int execute_build(const BuildOptions& options);

}  // namespace bareland::zones
