// Making a workspace and bringing files into it: plain options in, plain result out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "geo/network/build.hpp"
#include "jobs/workspace/options.hpp"
#include "layers/workspace.hpp"

namespace bareland::workspace {

struct ImportResult {
    InputRecord input;
    ChangeRecord change;
    std::optional<network::BuildReport> network;  // of roads: what they make with those of their date
    std::optional<Date> network_date;
    std::vector<Finding> findings;  // what was recognised and repaired, then what became of versions
};

// Reads the file, then writes all of it in one transaction. Errors of layers/registry_files and
// layers/workspace; the workspace is as it was then.
ImportResult run(const ImportOptions& options);

// The whole commands: they do it, say what was done on stdout and return the exit status.
int execute(const InitOptions& options);
int execute(const ImportOptions& options);

}  // namespace bareland::workspace
