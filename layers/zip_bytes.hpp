// Zip archives made in memory.
#pragma once

#include <span>
#include <string>

namespace bareland {

struct ZipEntry {
    std::string name;  // with "/" between folders
    std::string bytes;
};

// The archive's bytes, deflated, entries in the order given, each dated 1 January 1980: the same entries give
// the same bytes. Throws Error(messages::internal) when libzip fails (no memory, a name given twice).
std::string zip_bytes(std::span<const ZipEntry> entries);

}  // namespace bareland
