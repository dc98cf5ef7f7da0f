// What maps of a briefing show, in one projected CRS: units, zones, roads and water out of files or a
// workspace.
#pragma once

#include <string>
#include <vector>

#include "geo/registry.hpp"
#include "jobs/brief/model.hpp"
#include "layers/ranking_file.hpp"

namespace bareland::brief {

// What maps are made of, in CGCS2000 longitude and latitude; empty where nothing was given.
struct MapRecords {
    std::vector<UnitRecord> units;
    std::vector<ZoneRecord> zones;
    std::vector<WellRecord> wells;
    std::vector<RoadRecord> roads;
};

// Of a zone's kind as registries name it ("key", "strict", "water_primary").
ZoneKind zone_kind_of(const std::string& kind);

// `crs`: as the profile has it; empty: the CGCS2000 3-degree Gauss-Kruger zone in which the units lie.
// Errors: what cannot be transformed.
MapData map_data_of(const MapRecords& records, const std::string& crs);

// Every ranked unit must be among the records: Error(brief_unit_missing) names the first that is not. `file`:
// the units, for the message.
void require_same_units(const RankingFile& ranking, const std::vector<UnitRecord>& units,
                        const std::string& file);

}  // namespace bareland::brief
