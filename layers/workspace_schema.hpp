// The tables of a workspace and how older ones become today's (docs/workspace.md). For layers/workspace*.cpp
// only.
//
// A new file is made by the same steps that bring an old one forward, so both end up alike. A step is never
// changed once it has been released: what changes the tables is a further step.
#pragma once

#include <string>

#include "layers/workspace_db.hpp"

namespace bareland::store {

int schema_version();  // what this program reads and writes

// Brings the tables from whatever version the file has (0: none at all) to schema_version() in one
// transaction. Nothing happens where they are there already; a newer file is Error(workspace_newer).
void migrate(Database& database);

// Opens a workspace with today's tables; an older one is migrated first, and where that is impossible because
// it cannot be written Error(workspace_older) says so.
Database open_current(const std::string& path, Database::Mode mode);

}  // namespace bareland::store
