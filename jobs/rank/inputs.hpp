// What the ranking is computed from: everything read and checked, nothing computed yet.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/geometry.hpp"
#include "layers/raster.hpp"

namespace bareland::rank {

struct UnitInput {
    std::string id;
    std::string name;
    bool overlay = false;  // lies over other units: reported, unranked, outside the balance
    MultiPolygon shape;    // valid, in the units' CRS
};

// Polygons of one meaning, not dissolved, in their own CRS.
struct MaskInput {
    Crs crs = Crs::cgcs2000();
    std::vector<MultiPolygon> shapes;
};

struct ZoneInput {
    std::string id;
    std::vector<MultiPolygon> shapes;  // of one zone id, in the zones' CRS
};

struct PatchInput {
    Crs crs = Crs::cgcs2000();
    std::vector<MultiPolygon> bare;
    std::vector<MultiPolygon> netted;
};

struct Inputs {
    Crs units_crs = Crs::cgcs2000();
    std::vector<UnitInput> units;  // sorted by id
    std::vector<MultiPolygon>
        overlaps;  // of unit i with units before it, dissolved; empty where there is none
    MaskInput excluded;
    MaskInput temporary;
    MaskInput permanent;
    Crs zones_crs = Crs::cgcs2000();
    std::vector<ZoneInput> zones;     // sorted by id
    std::vector<RasterInfo> rasters;  // in the order given
    CellValues values;
    std::optional<PatchInput> patches;  // instead of rasters
};

}  // namespace bareland::rank
