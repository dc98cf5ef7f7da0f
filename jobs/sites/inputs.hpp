// What the check has read: records as they stand in the files or the workspace, whatever their dates.
#pragma once

#include <string>
#include <vector>

#include "geo/registry.hpp"
#include "jobs/report/report.hpp"
#include "layers/profile.hpp"

namespace bareland::sites {

// A layer with what the way its coordinates came by adds to their uncertainty.
template <class Record>
struct Layer {
    std::vector<Record> records;
    std::string crs;  // what the coordinates were; empty: not read
    double extra_m = 0;
};

struct Inputs {
    Profile profile;
    Layer<SiteRecord> projects;
    Layer<ZoneRecord> zones;
    Layer<WellRecord> wells;
    Layer<UnitRecord> units;
    bool has_units = false;
};

}  // namespace bareland::sites
