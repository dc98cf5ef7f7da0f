// Which zones a place or an area lies in, and how far the edges are.
//
// Guarantees:
//  - Distances are geodesic metres on the CGCS2000 ellipsoid: to a millimetre within 1 km of an edge, to 0.1
//  %
//    beyond (tests go to 300 km). Negative inside. Edges are straight in the longitude/latitude plane, as
//    stored; holes have edges, too. Only a zone's own edges count for it.
//  - A disc is decided by the geodesic distance to its centre less its radius; a zone of discs by the least
//  of
//    those. Polygon corners play no part in it.
//  - A point exactly on an edge is inside (distance 0); the side is decided exactly, whatever the rounding.
//  - One query costs O(log n) in the vertices; no allocation a query beyond the result (areas allocate).
//    Immutable once made: threads share it.
//  - Answers do not depend on where rings start, how they run, or how polygons are sorted, bit for bit.
//    Of zones equally near the one of the lower index is named.
// Places must be finite, and neither they nor zones may lie across the 180th meridian from each other.
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "geo/registry.hpp"

namespace bareland {

// What the index holds of one zone. `kind` numbers the kinds: the nearest edge is found once for each.
struct IndexedZone {
    const MultiPolygon* shape = nullptr;  // CGCS2000 degrees, valid; not used when there are discs
    std::span<const Disc> discs;
    std::size_t kind = 0;
};

inline constexpr std::size_t no_zone = std::numeric_limits<std::size_t>::max();

enum class Relation { inside, partly, outside };

struct ZoneDistance {
    std::size_t zone = no_zone;  // index into the zones
    // Signed, to the nearest edge; infinite where there is none.
    double distance_m = std::numeric_limits<double>::infinity();
    Point edge;  // the point of the edge that is nearest, degrees
};

// Answers about one query; reused from query to query.
struct ZoneAnswer {
    std::vector<ZoneDistance> containing;  // in the order of zones
    // One a kind, at the kind's number: the zone of least signed distance (the deepest, where several hold
    // the place); no_zone for a kind without zones.
    std::vector<ZoneDistance> nearest;
};

struct AreaHit {
    std::size_t zone = no_zone;
    // Ground in common decides: what only touches along edges is outside at distance 0. What is no wider than
    // the rounding of coordinates (2 area / perimeter <= 16 eps |coordinate|) counts neither as common ground
    // nor as ground left out. Discs are decided by distance, to a micrometre, several discs that only
    // together hold an area to a millimetre.
    Relation relation = Relation::outside;
    // Inside: minus the least distance to the edge; outside: to the edge; partly: 0.
    double distance_m = std::numeric_limits<double>::infinity();
    double overlap_m2 = 0;     // ground area in common
    double overlap_share = 0;  // of the query's ground area
    Point edge;                // a point of the edge: the nearest one; one that is in the area, if partly
};

class ZoneIndex {
  public:
    ZoneIndex(std::span<const IndexedZone> zones, std::size_t kinds);  // shapes and discs must outlive it
    ~ZoneIndex();
    ZoneIndex(ZoneIndex&&) noexcept;
    ZoneIndex& operator=(ZoneIndex&&) noexcept;

    void at(const Point& place, ZoneAnswer& answer) const;
    // Signed distance to one zone; no_zone and infinite for one without edges.
    ZoneDistance distance(const Point& place, std::size_t zone) const;
    // Every zone whose edge is not farther than `within_m`, on whichever side of it, in the order of zones:
    // what an uncertain place may or may not lie in.
    void within(const Point& place, double within_m, std::vector<ZoneDistance>& out) const;
    // Of an area (valid polygons): every zone met or not farther than `within_m`, in the order of zones, then
    // the nearest of each kind as for a place (of several that an area lies partly in, the one with most
    // overlap).
    struct AreaAnswer {
        std::vector<AreaHit> hits;
        std::vector<AreaHit> nearest;
    };
    AreaAnswer of_area(const MultiPolygon& area, double within_m) const;

    struct Impl;

  private:
    std::unique_ptr<const Impl> impl_;
};

}  // namespace bareland
