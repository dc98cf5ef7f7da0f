// A dossier as JSON (docs/dossier.schema.json) and as sheets.
#pragma once

#include <string>
#include <vector>

#include "jobs/zones/dossier.hpp"
#include "jobs/zones/registry_tables.hpp"

namespace bareland::zones {

// UTF-8, indented by 2; every key is there, null where it does not apply.
std::string dossier_json(const Dossier& dossier, const Registry& registry, Lang lang);

// Overview, wells, zones, townships, history, projects, findings, sources.
std::vector<Table> dossier_tables(const Dossier& dossier, const Registry& registry, Lang lang);

}  // namespace bareland::zones
