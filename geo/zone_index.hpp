// Which zones a place or an area lies in, and how far the edges are.
//
// Guarantees:
//  - Distances are geodesic metres on the CGCS2000 ellipsoid: to a millimetre within 1 km of an edge, to 0.1
//  %
//    beyond. Negative inside. Edges are straight in the longitude/latitude plane, as stored.
//  - A disc is decided by the geodesic distance to its centre less its radius; a zone of discs by the least
//  of
//    those. Polygon corners play no part in it.
//  - A point exactly on an edge is inside (distance 0).
//  - One query costs O(log n) in the vertices; no allocation a query beyond the result. Immutable once made:
//    threads share it.
#pragma once

#include <cstddef>
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

enum class Relation { inside, partly, outside };

struct ZoneDistance {
    std::size_t zone = 0;   // index into the zones
    double distance_m = 0;  // signed, to the nearest edge
    Point edge;             // the point of the edge that is nearest, degrees
};

// Answers about one query; reused from query to query.
struct ZoneAnswer {
    std::vector<ZoneDistance> containing;  // in the order of zones
    std::vector<ZoneDistance>
        nearest;  // one a kind, in the order of kinds: the zone of least signed distance
};

struct AreaHit {
    std::size_t zone = 0;
    Relation relation = Relation::outside;
    double distance_m = 0;  // inside: minus the least distance to the edge; outside: to the edge; partly: 0
    double overlap_m2 = 0;  // ground area
    double overlap_share = 0;  // of the query's ground area
    Point edge;
};

class ZoneIndex {
  public:
    ZoneIndex(std::span<const IndexedZone> zones, std::size_t kinds);  // shapes and discs must outlive it
    ~ZoneIndex();
    ZoneIndex(ZoneIndex&&) noexcept;
    ZoneIndex& operator=(ZoneIndex&&) noexcept;

    void at(const Point& place, ZoneAnswer& answer) const;
    // Signed distance to one zone.
    ZoneDistance distance(const Point& place, std::size_t zone) const;
    // Zones that are not farther than `within_m` from any zone's edge, exactly: for verdicts by uncertainty.
    void within(const Point& place, double within_m, std::vector<ZoneDistance>& out) const;
    // Of an area (valid polygons): every zone met or within `within_m`, then the nearest of each kind.
    struct AreaAnswer {
        std::vector<AreaHit> hits;
        std::vector<AreaHit> nearest;
    };
    AreaAnswer of_area(const MultiPolygon& area, double within_m) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland
