// What `bareland zones diff`, `check` and `dossier` write: whole or not at all.
#pragma once

#include <filesystem>
#include <string>

#include "jobs/zones/dossier.hpp"
#include "jobs/zones/registry_tables.hpp"
#include "layers/output_dir.hpp"

namespace bareland::zones {

// zones_diff.csv, zones_diff.xlsx and zones_diff.gpkg into the staging directory; the caller commits.
void write_diff(OutputDir& directory, const Diff& diff, const Registry& registry, Lang lang);
// zones_check.csv, zones_check.xlsx and zones_check.gpkg (the overlaps).
void write_check(OutputDir& directory, const Check& check, const Registry& registry, Lang lang);
// By the ending of `name`: .json or .xlsx.
void write_dossier(OutputDir& directory, const std::string& name, const Dossier& dossier,
                   const Registry& registry, Lang lang);

// "已写入 out：" and what is in it, for after the commit.
std::string diff_written(const OutputDir& directory, Lang lang);
std::string check_written(const OutputDir& directory, Lang lang);

}  // namespace bareland::zones
