// The GeoPackage that `bareland patches` writes, read back.
#pragma once

#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/patches/patch.hpp"

namespace bareland {

// What a unit has of pieces that are too small to be listed.
struct SmallInUnit {
    std::string unit;  // its id
    std::size_t count = 0;
    double area_m2 = 0;
};

struct PatchesFile {
    std::string month;  // YYYY-MM
    double min_patch_m2 = 0;
    Crs crs = Crs::cgcs2000();            // of the shapes
    std::vector<patches::Patch> patches;  // by number
    std::vector<SmallInUnit> small;       // by unit
    std::string parameters;               // the run's, as JSON text
    std::string inputs;                   // JSON array of role, name, sha256
    std::vector<std::string> files;       // what the file consists of, for its hash
};

// Throws Error: missing, unreadable, no file of `bareland patches`, incomplete.
PatchesFile read_patches_file(const std::string& file);

}  // namespace bareland
