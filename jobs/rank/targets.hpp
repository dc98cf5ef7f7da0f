// The shapes that areas are measured for, brought into one plane and overlaid with the masks as geometry.
//
// Guarantee: parts of a target are exact polygon intersections (GEOS), never products of shares.
#pragma once

#include <array>
#include <compare>
#include <memory>
#include <optional>
#include <vector>

#include "geo/geometry.hpp"
#include "geo/overlay.hpp"
#include "geo/zonal.hpp"
#include "jobs/rank/inputs.hpp"
#include "jobs/rank/result.hpp"

namespace bareland::rank {

// The plane overlays happen in: `crs` followed by `after` (to cell coordinates for rasters).
struct Plane {
    Crs crs;
    Affine after;      // from the CRS's coordinates to the plane
    double tolerance;  // how far a transformed border may be from the true line, in units of the plane
};

// What is measured: a unit (or overlay unit), or what it overlaps of units before it, all of it or inside a
// zone.
struct Target {
    std::size_t unit = 0;
    bool overlap = false;
    std::optional<std::size_t> zone;
    auto operator<=>(const Target&) const = default;
};

// The parts of a target; those of a mask are disjoint but for `excluded_controlled`, which lies in
// `excluded`.
enum class Part : std::size_t { whole, excluded, permanent, temporary, excluded_controlled };
inline constexpr std::size_t parts = 5;

using PartSums = std::array<RegionSums, parts>;

// All areas of a target but `unit`, from the sums of its parts.
Areas areas_of(const PartSums& sums);

struct Targets {
    std::vector<Target> targets;
    std::vector<std::array<MultiPolygon, parts>> shapes;  // in the plane; an empty shape measures nothing
    std::vector<std::optional<double>>
        area;  // ground area where measured in the plane (targets inside zones)
};

// The masks of the month cut into parts that are counted once each, in a plane.
class Masks {
  public:
    Masks(const Inputs& inputs, const Plane& plane);
    ~Masks();
    Masks(const Masks&) = delete;
    Masks& operator=(const Masks&) = delete;

    // The parts of a shape.
    std::array<MultiPolygon, parts> cut(const MultiPolygon& whole) const;
    // The parts of the whole plane; nothing for Part::whole.
    const MultiPolygon& shape(Part part) const { return shapes_[static_cast<std::size_t>(part)]; }

  private:
    void set(Part part, MultiPolygon mask);

    std::array<MultiPolygon, parts> shapes_;
    std::array<std::unique_ptr<overlay::Clipper>, parts> clippers_;
    std::array<Box, parts> boxes_;
};

// Each zone in one piece, in the order of the inputs.
std::vector<MultiPolygon> zones_in_plane(const Inputs& inputs, const Plane& plane);

// All units and what they overlap.
Targets make_unit_targets(const Inputs& inputs, const Masks& masks, const Plane& plane);
// The same, and where they meet zones. Targets inside zones are listed where they meet.
Targets make_targets(const Inputs& inputs, const Plane& plane);
// The same less `minus`, polygons of the plane that do not count (footprints of other rasters).
Targets without(const Targets& targets, const MultiPolygon& minus);

}  // namespace bareland::rank
