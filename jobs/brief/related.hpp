// What other jobs found, for the units of a briefing: project checks (sites.json), trips (routes.json),
// patches.
#pragma once

#include <string>
#include <vector>

#include "geo/patches/patch.hpp"
#include "jobs/brief/map_data.hpp"
#include "jobs/brief/model.hpp"

namespace bareland::brief {

// Projects, and what must be done about them, to the units they lie in. Errors: no sites.json
// (brief_other_schema), and those of layers/json_object.hpp.
void add_sites(const std::string& file, Briefing& to);

// Trips to the units they pass through.
void add_routes(const std::string& file, Briefing& to);

// Names, kinds, duties and owners of the zones that the ranking names by their ids.
void add_zones(const std::vector<ZoneRecord>& zones, Briefing& to);

// Patches to their units, the largest first, as many of each as `most`; shapes to the map.
struct KnownPatches {
    std::vector<patches::Patch> patches;  // by number
    Crs crs = Crs::cgcs2000();            // of their shapes
    struct Small {
        std::string unit;
        std::size_t count = 0;
        double area = 0;
    };
    std::vector<Small> small;  // too small to be listed
    struct SmallShape {
        patches::Status status = patches::Status::uncontrolled;
        MultiPolygon shape;
    };
    std::vector<SmallShape> small_shapes;
};
void add_patches(KnownPatches&& known, Briefing& to);

}  // namespace bareland::brief
