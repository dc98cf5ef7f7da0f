// What `bareland rank` is asked to do: the command line, the HTTP service and tests fill the same struct.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/month.hpp"
#include "layers/raster.hpp"
#include "layers/vector.hpp"

namespace bareland::rank {

enum class PatchStatus { bare, netted };

struct Options {
    // Empty: none. Else what is not given as a file comes from it (units, zones, earlier months, profile),
    // and the month goes into it.
    std::string workspace;
    VectorSource units;     // its `file` is empty: the workspace's
    std::string unit_id;    // empty: found by its usual names
    std::string unit_name;  // empty: found by its usual names

    std::vector<std::string> rasters;
    std::string raster_crs;
    int band = 1;
    CellValues values;

    std::optional<VectorSource> patches;  // instead of rasters
    std::string status_field;
    std::map<std::string, PatchStatus> status_map;

    std::optional<VectorSource> controlled;
    std::string measure_field, from_field, to_field;
    std::optional<VectorSource> excluded;
    std::optional<VectorSource> zones;

    Month month{2000, 1};
    std::string previous, previous_year, city_table, profile;  // empty: not given
    bool whole_raster = true;                                  // --balance raster

    std::string out;
    Lang lang = Lang::zh;
    int threads = 0;  // 0: as many as there are processors
    bool quiet = false;
    bool fail_on_breach = false;
};

}  // namespace bareland::rank
