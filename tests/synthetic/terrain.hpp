// Made-up class rasters that look like classified imagery: fields, villages, rivers, roads; bare patches with
// ragged outlines, some under green net; clouds with their shadows; nodata beyond the swath.
//
// Guarantee: the class of a cell depends on the spec and the cell alone, so any window can be made by itself
// and a raster of any size needs the memory of one block.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland::synthetic {

// Class values of made-up rasters; 1, 2, 8, 9 and 255 are the ones a ranking is told about.
enum Class : std::uint8_t {
    other = 0,
    bare = 1,
    netted = 2,
    built = 3,
    road = 4,
    greenhouse = 5,
    water = 6,
    forest = 7,
    cloud = 8,
    shadow = 9,
    grass = 10,
    wheat = 11,
    maize = 12,
    vegetables = 13,
    orchard = 14,
    shrub = 15,
    nodata = 255,
};

// A bare plot: a rounded, rotated rectangle with a ragged outline.
struct Patch {
    Point centre;
    double half_length = 0, half_width = 0;  // m
    double angle = 0;                        // of the length from east, radians
    double net =
        -2;  // the share of the length under green net: all of it where net > 1.5, none where net < -1.5
    std::uint64_t seed = 0;
};

struct Blob {
    Point centre;
    double radius = 0;
};

struct TerrainSpec {
    double left = 0, top = 0, cell = 10;  // north-up, square cells
    int columns = 0, rows = 0;
    std::uint64_t seed = 1;
    bool land_cover = true;  // false: everything that is not bare is `other`
    std::vector<Patch> patches;
    std::vector<Blob> clouds;
    Point shadow_shift{-1100, 1400};
    double speckle = 0.004;  // share of single wrong cells
    std::function<double(const Point&)>
        coverage{};  // nodata where negative; smooth; empty: everything is covered
};

// Patches scattered at random: `area_share` of the box, log-normal sizes with this median (m2 of one patch).
std::vector<Patch> scatter_patches(const Box& box, double area_share, double median_area, std::uint64_t seed);
// A plot of about this area.
Patch make_patch(const Point& centre, double area, std::uint64_t seed);
// Whether the ground at this point is in the patch, and whether it is under net there.
enum class Ground { elsewhere, bare, netted };
Ground ground_at(const Patch& patch, const Point& point);

class Terrain {
  public:
    explicit Terrain(TerrainSpec spec);
    const TerrainSpec& spec() const { return spec_; }

    // Fills `cells` (width * height, row by row) with the window at (column, row). Thread-safe.
    void fill(int column, int row, int width, int height, std::span<std::uint8_t> cells) const;

  private:
    struct Fields;
    Point centre_of(double column, double row) const {
        return {spec_.left + (column + 0.5) * spec_.cell, spec_.top - (row + 0.5) * spec_.cell};
    }
    void sample(Fields& fields, int node_column, int node_row, std::size_t node) const;
    void paint_land(const Fields& fields, int column, int row, int width, int height,
                    std::span<std::uint8_t> cells) const;
    void paint_patches(int column, int row, int width, int height, std::span<std::uint8_t> cells) const;
    void paint_sky(const Fields& fields, int column, int row, int width, int height,
                   std::span<std::uint8_t> cells) const;

    TerrainSpec spec_;
    int bucket_columns_ = 0, bucket_rows_ = 0;
    std::vector<std::vector<std::uint32_t>> buckets_;  // patches by 512-cell square
};

}  // namespace bareland::synthetic
