// What a ZoneIndex is made of; for geo/zone_*.cpp only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/edge_tree.hpp"
#include "geo/zone_index.hpp"

namespace bareland {

struct ZoneIndex::Impl {
    struct Zone {
        EdgeTree::Part part;
        const MultiPolygon* shape = nullptr;
        std::span<const Disc> discs;
        std::size_t kind = 0;
        bool is_discs() const { return !discs.empty(); }
    };

    Impl(std::span<const IndexedZone> indexed, std::size_t kind_count);

    // The zone that an edge or a disc of the tree belongs to.
    std::size_t owner(const EdgeTree::Nearest& found) const;
    // Signed distance to one zone; no_zone when its edge is farther than `limit_m`. A zone that holds the
    // place is measured whatever the limit.
    ZoneDistance signed_distance(const EdgeTree::Query& query, std::size_t zone, double limit_m) const;
    // The same, only if the place is in it or on its edge.
    ZoneDistance depth(const EdgeTree::Query& query, std::size_t zone) const;
    // The nearest edge of a part that does not hold the place.
    ZoneDistance nearest(const EdgeTree::Query& query, const EdgeTree::Part& part, double limit_m) const;

    EdgeTree tree;
    std::vector<Zone> zones;
    std::vector<EdgeTree::Part> kinds;                  // all zones of a kind
    EdgeTree::Part boxes;                               // all zones, by number
    std::vector<std::uint32_t> vertex_ends, disc_ends;  // past each zone's last vertex and disc
};

}  // namespace bareland
