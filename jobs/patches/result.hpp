// What `bareland patches` finds: plain data, no file, no formatting. Areas are ground areas in m2 on the
// CGCS2000 ellipsoid. docs/patches.md explains the words.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/error.hpp"
#include "geo/patches/patch.hpp"
#include "jobs/report/report.hpp"

namespace bareland::patches {

// A number of pieces, and their area.
struct Amount {
    std::size_t count = 0;
    StatusAreas areas;
};

// A unit with all pieces that have ground in it: a piece on a border counts in both, its area is split.
struct UnitPatches {
    std::string id;
    std::string name;
    bool overlay = false;  // lies over other units
    StatusAreas areas;     // of all pieces together: equal to the ranking's figures
    Amount listed;
    Amount small;  // under the minimum
};

struct ZonePatches {
    std::string id;
    std::size_t listed = 0;  // patches with ground in it
    double area = 0;         // theirs
};

// What a minimum of so many m2 would list and leave out.
struct Sensitivity {
    double minimum_m2 = 0;
    std::size_t listed = 0;
    double listed_m2 = 0;
    std::size_t small = 0;
    double small_m2 = 0;
};

// A piece under the minimum, when Options::small_shapes asks for it.
struct SmallPiece {
    Status status = Status::uncontrolled;
    MultiPolygon shape;
};

struct Result {
    std::string month;  // YYYY-MM
    std::string district;
    Crs crs = Crs::cgcs2000();  // of all shapes: the rasters', or CGCS2000 where those have several
    double min_patch_m2 = 0;
    int connect = 4;  // 0: the patches were given as polygons
    double simplify_m = 0;
    double simplified_m2 = 0;    // ground that simplifying gave to or took from some patch
    std::vector<Patch> patches;  // by number: area (to 0.01 m2) descending, then from north-west on
    std::vector<SmallPiece> small_pieces;
    std::vector<UnitPatches> units;  // by id
    std::vector<ZonePatches> zones;  // by id; of the month
    Amount bare, netted;             // all pieces, small ones included, by class
    Amount small;
    double outside_units = 0;              // of all pieces
    std::vector<Sensitivity> sensitivity;  // by minimum
    std::vector<Finding> findings;         // sorted by code, key, place
    std::vector<report::Parameter> parameters;
    std::vector<report::Input> inputs;
};

}  // namespace bareland::patches
