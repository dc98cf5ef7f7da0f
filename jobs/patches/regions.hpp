// The regions that pieces are split by (units, masks, zones), and from a piece's areas within them to what is
// said of it.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "geo/patches/patch.hpp"
#include "jobs/rank/inputs.hpp"
#include "jobs/rank/targets.hpp"

namespace bareland::patches {

StatusAreas status_areas(const rank::PartSums& sums);

// A piece's areas, exactly.
struct Split {
    rank::PartSums all;
    AreaSum outside_units;
    std::vector<std::pair<std::size_t, rank::PartSums>> units;  // index of the unit, ascending
    std::vector<std::pair<std::size_t, AreaSum>> zones;         // index of the zone, ascending
    AreaSum elsewhere;  // of the piece, what another raster counts: in none of the others
};

class Regions {
  public:
    // In the cell plane of a lattice. `elsewhere`: where rasters of other lattices count.
    Regions(const rank::Inputs& inputs, const rank::Plane& plane, MultiPolygon elsewhere);

    std::size_t size() const;
    // Valid for as long as this object is where it is.
    std::vector<Borders::Area> borders() const;
    const rank::Targets& targets() const { return targets_; }
    const MultiPolygon& elsewhere() const { return elsewhere_; }

    Split split(const Piece& piece) const;

  private:
    const rank::Inputs& inputs_;
    rank::Targets targets_;
    std::vector<MultiPolygon> masks_;  // parts of the whole plane but Part::whole
    std::vector<MultiPolygon> zones_;
    MultiPolygon elsewhere_;
};

// Adds what a split says of units and zones to a patch.
void describe(const Split& split, const rank::Inputs& inputs, Patch& patch);

}  // namespace bareland::patches
