// From what a document says of its zones to polygons, and how each piece was found.
//
// Guarantees: polygons are valid, in CGCS2000 degrees, in canonical form; edges of roads and borders keep the
// vertices of their sources bit for bit, arcs deviate by at most 1 mm. The result does not depend on the
// order or the direction of the records. Names are compared whole (folded, with the recipe's synonyms);
// nothing is joined across more than the recipe allows, and what is joined is reported. Whatever does not fit
// is an Error(zone_*) that names zone, piece, nearest candidates and the gap; what was found until then is in
// the trace.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/ground.hpp"
#include "geo/registry.hpp"
#include "geo/zone_recipe.hpp"

namespace bareland {

// What recipes may refer to; nothing: not given.
struct ZoneSources {
    std::optional<std::span<const RoadRecord>> roads;
    std::optional<std::span<const UnitRecord>> units;
    std::optional<std::span<const WellRecord>> wells;
    std::map<recipe::FileNeed, ground::Shapes> files;  // every one that files_needed() names
};

// Something that was found on the way, for a layer to look at.
struct FoundFeature {
    std::string zone;
    std::string piece;
    std::string role;  // line, way, corner, meeting, gap, carriageway, candidate
    std::string name;
    std::string note;
    std::vector<Point> line;  // one point: a place
};
using Trace = std::vector<FoundFeature>;

struct GapReport {
    Point from, to;
    double metres = 0;
};

// One side of a loop or step of a path.
struct StepReport {
    Text line;                    // 京榆旧线; due north
    std::string kind;             // road, circle, border, ray
    std::size_t lines = 0;        // of the source, that belong to the way
    std::vector<GapReport> gaps;  // bridged
    std::vector<GapReport>
        broken;                // loose ends of further carriageways, each with the nearest other loose end
    Point from, to;            // corners
    std::size_t meetings = 1;  // at its end
    Text chosen;               // which of several, and why: "at = east"
    double length_m = 0;
    std::size_t carriageways = 0;  // most that run side by side
};

struct DiscReport {
    std::size_t discs = 0;
    double separate_m2 = 0;  // sum of each alone
    double dissolved_m2 = 0;
    double overlap_m2() const { return separate_m2 - dissolved_m2; }
};

struct PieceReport {
    std::string label;
    std::string kind;  // loop, path, disc, unit, buffer, file, zone, union, intersect, minus
    std::vector<std::string> names;
    double area_m2 = 0;
    double both_sides_m = 0;
    double gap_m = 0;
    std::vector<StepReport> steps;
    std::optional<DiscReport> discs;
    std::vector<PieceReport> parts;
};

struct CompiledZone {
    ZoneRecord record;
    double area_m2 = 0;
    std::optional<DiscReport> discs;  // the zone is a union of discs
    PieceReport piece;
    std::vector<Finding> findings;
};

// In the order of the recipe. `trace` grows as pieces are found, and keeps what it has when this throws.
std::vector<CompiledZone> compile_zones(const recipe::Recipe& recipe, const ZoneSources& sources,
                                        Trace& trace);

}  // namespace bareland
