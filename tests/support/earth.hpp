// Ground areas for tests, by a way of their own: PROJ's oblique Lambert azimuthal equal-area projection of
// the CGCS2000 ellipsoid, centred on the place, where planar area is ground area and coordinates are small.
// Shares nothing with geo/ellipsoid, geo/grid and geo/crs.
#pragma once

#include <proj.h>

#include <memory>
#include <string>
#include <vector>

#include "geo/crs.hpp"
#include "geo/geometry.hpp"

namespace bareland::testing {

class Earth {
  public:
    // For coordinates of `crs`; the equal-area plane is centred on `centre`, a point in that CRS.
    Earth(const std::string& crs, Point centre);
    ~Earth();
    Earth(const Earth&) = delete;
    Earth& operator=(const Earth&) = delete;

    Point to_lon_lat(Point p) const;  // CGCS2000, degrees
    Point to_plane(Point p) const;    // equal-area plane, metres
    // Ground area of a ring with straight edges in the CRS, each edge cut into `pieces`; never negative.
    double ring_area(const Ring& ring, int pieces) const;
    // Of a polygon with holes, edges cut into pieces of at most `piece` CRS units.
    double area(const MultiPolygon& shape, double piece) const;

  private:
    PJ_CONTEXT* context_;
    PJ* to_geographic_;
    PJ* equal_area_ = nullptr;
};

// Points from one CRS into another, vertices only.
MultiPolygon moved(const MultiPolygon& shape, const std::string& from, const std::string& to);
// Extra vertices on straight edges, pieces of at most `piece`; a shared edge gets the same points from both
// sides.
MultiPolygon densified(const MultiPolygon& shape, double piece);
// All vertices through an affine map.
MultiPolygon mapped(const MultiPolygon& shape, const Affine& map);

}  // namespace bareland::testing
