// Polygon overlay: validity, dissolve, intersection, difference, and the check that units form a partition
// (GEOS).
//
// Guarantees: results are valid polygons (points and lines that an overlay leaves over are dropped); the
// order of the input never changes a bit of the result, because every function that takes several shapes
// sorts them first and returns canonical form. Shapes that are overlaid must be valid (make_valid). GEOS's
// OverlayNG works in full precision; where that fails it falls back to snapping, and where even that fails
// the functions here throw Error(messages::internal): there is no silent empty result. Every function may be
// called from any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland::overlay {

struct Repair {
    MultiPolygon shape;          // valid
    std::string reason;          // GEOS's reason, "Self-intersection", in English; empty when it was valid
    std::optional<Point> where;  // where it is invalid
    bool changed() const { return !reason.empty(); }
};
// Makes a polygon valid by the structure method (outer rings united, holes taken away). A valid one passes
// unchanged.
Repair make_valid(const MultiPolygon& shape);

// Canonical order of shapes: by coordinates, so that a sort gives the same sequence whatever the input's
// order.
bool canonical_less(const MultiPolygon& a, const MultiPolygon& b);
// Rings rotated to start at their smallest point, outer counter-clockwise, holes clockwise, holes and
// polygons sorted.
MultiPolygon canonical(const MultiPolygon& shape);

MultiPolygon dissolve(std::span<const MultiPolygon> shapes);
MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b);
MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b);

// Planar area (shoelace), outer rings positive, holes negative, whatever their orientation.
double planar_area(const MultiPolygon& shape);
// A point inside the shape (GEOS point on surface); nothing for an empty shape.
std::optional<Point> point_inside(const MultiPolygon& shape);

// Intersection of many shapes with one large valid mask: its polygons are indexed once. Usable from many
// threads.
class Clipper {
  public:
    explicit Clipper(const MultiPolygon& mask);
    ~Clipper();
    Clipper(const Clipper&) = delete;
    Clipper& operator=(const Clipper&) = delete;
    MultiPolygon intersection(const MultiPolygon& shape) const;  // shape ∩ mask
    MultiPolygon difference(const MultiPolygon& shape) const;    // shape − mask

  private:
    struct Impl;
    Impl* impl_;
};

struct Overlap {
    std::size_t first;  // indices into the units, first < second
    std::size_t second;
    MultiPolygon shape;  // their common part
};
struct Partition {
    std::vector<Overlap>
        overlaps;  // every pair with a common part of positive area, sorted by (first, second)
    std::vector<MultiPolygon> gaps;  // pieces enclosed by units and belonging to none, canonical order
};
// The units must be valid. Edges that exactly two units share, one on either side, are matched and set aside;
// only the others are noded into faces, and pairs are overlaid only near faces that several units cover. A
// clean partition so costs little more than one pass over its edges. What is no wider than the rounding of
// the coordinates (mean width 2 area / perimeter <= 16 eps |coordinate|, 20 nanometres in UTM) is neither gap
// nor overlap.
Partition check_partition(std::span<const MultiPolygon> units);

}  // namespace bareland::overlay
