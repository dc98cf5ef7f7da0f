// Made-up wells and zones for the benchmark of the project check: a district's worth, ragged, all from one
// seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/registry.hpp"
#include "geo/zone_index.hpp"

namespace bareland::bench {

struct District {
    std::vector<MultiPolygon> shapes;  // zones
    std::vector<Disc> wells;
    std::vector<std::size_t> shape_kinds, well_kinds;
    std::size_t kinds = 0;
    Box extent;  // where projects are

    std::size_t vertices() const;
    std::vector<IndexedZone> zones() const;  // the shapes, then each well as a zone of its own
};

// 45 wells in two kinds and 30 zones in six, in a box of 0.5 by 0.4 degrees. The zones have vertices[i %
// size] vertices each; the same seed gives the same outlines, drawn more or less finely.
District make_district(const std::vector<std::size_t>& vertices, std::uint64_t seed);

std::vector<Point> random_places(const Box& extent, std::size_t count, std::uint64_t seed);

}  // namespace bareland::bench
