// Ragged townships: a made-up partition of an area whose shared borders are identical point for point.
//
// How: a power diagram of the seeds, seen through fractal noise, is sampled on a lattice; labels are cleaned
// so that each is one 4-connected region; the borders are the contours between unlike lattice points
// (marching squares). Guarantees, by construction: every piece of border lies inside its own lattice square,
// so no two cross; both neighbours have the very same points; polygons are valid and single; with no outline
// they tile the extent exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland::synthetic {

struct Seed {
    Point at;
    double radius =
        0;  // of the power diagram: where two seeds are near each other, the larger radius takes more
};

struct PartitionSpec {
    Box extent;
    std::vector<Seed> seeds;
    Ring outline;  // empty: the whole extent; else it must lie inside the extent with room to spare
    std::size_t columns = 0;  // lattice squares; their size is about the distance of border points
    std::size_t rows = 0;
    double warp = 0;        // how far the noise pulls borders, in units of the extent
    double wavelength = 1;  // of its coarsest octave
    int octaves = 8;
    double gain = 0.55;
    std::size_t vertices =
        0;  // ring points in all (closing points not counted), reached to within 2; 0: as they come
    std::uint64_t seed = 1;
    double resolution = 1e-3;  // coordinates are multiples of it
};

// A seeded jittered lattice of `count` seeds over the extent: areas that differ by a factor of a few.
std::vector<Seed> scatter_seeds(const Box& extent, std::size_t count, std::uint64_t seed);

// One polygon a seed, in their order, outer rings counter-clockwise. Throws std::runtime_error when a seed
// gets no ground or `vertices` is out of reach (fewer than the lattice gives, or more than twice as many).
std::vector<MultiPolygon> partition(const PartitionSpec& spec);

// Signed distance to a ring, positive inside.
double signed_distance(const Ring& ring, const Point& point);

}  // namespace bareland::synthetic
