// Coordinate reference systems and transforms between them (PROJ, which is kept off the network: the same
// input gives the same coordinates on every machine).
//
// Guarantees: points are always (x = east or longitude, y = north or latitude); geographic coordinates are
// degrees. The axis order of the CRS's authority never leaks out (PROJ's "normalized for visualization"
// form).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "geo/geometry.hpp"

namespace bareland {

class Crs {
  public:
    // `definition`: anything PROJ reads: "EPSG:4490" (or bare "4490"), WKT, PROJ string, name. Of a compound
    // or 3-D CRS the horizontal part is kept. Throws Error(messages::crs_unknown).
    explicit Crs(const std::string& definition);

    // CGCS2000 longitude and latitude (EPSG:4490): the frame every place is reported in.
    static Crs cgcs2000();

    bool is_geographic() const;
    // Short name for people: "EPSG:32650" where the CRS has a code, else its name.
    std::string name() const;
    std::optional<int> epsg() const;
    double semi_major_m() const;          // of its ellipsoid; 0 where it has none
    std::string base_geographic() const;  // WKT2 of the geographic CRS it rests on
    const std::string& wkt() const;       // WKT2:2019
    // The same coordinates mean the same place (axis order ignored). A datum of another name is another
    // datum.
    bool equivalent(const Crs& other) const;

    struct Impl;
    const Impl& impl() const { return *impl_; }

  private:
    std::shared_ptr<const Impl> impl_;
};

// A transform usable from one thread at a time; copies are cheap to make with `clone()`.
class Transform {
  public:
    Transform(const Crs& from, const Crs& to);
    ~Transform();
    Transform(Transform&&) noexcept;
    Transform& operator=(Transform&&) noexcept;
    Transform clone() const;

    const Crs& from() const;
    const Crs& to() const;
    // Points pass unchanged: the CRSs are equivalent, or differ in a datum only between which PROJ knows no
    // shift (WGS 84 and CGCS2000).
    bool identity() const;
    // In place. A point that cannot be transformed becomes infinite in both coordinates.
    void apply(std::span<Point> points) const;
    void apply_inverse(std::span<Point> points) const;

  private:
    struct Impl;
    explicit Transform(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

// x' = a + b*col + c*row, y' = d + e*col + f*row: GDAL's geotransform order.
struct Affine {
    double a = 0, b = 1, c = 0, d = 0, e = 0, f = 1;

    Point apply(Point p) const { return {a + b * p.x + c * p.y, d + e * p.x + f * p.y}; }
    double determinant() const { return b * f - c * e; }
    Affine inverse() const;  // throws Error(messages::internal) when the determinant is 0
    bool operator==(const Affine&) const = default;
};

// Borders in another CRS, in the plane `after(transform(p))`, with points added so that the straight pieces
// stay within `tolerance` (in units of the target plane) of the image of the source's straight edge.
// Guarantee: the points added depend on the edge alone, not on its direction nor on the shape it belongs to,
// so borders shared in the source stay shared. The deviation is tested at a quarter, half and three quarters
// of an edge and of each piece it is split into; edges so short that the map's second derivative, sampled in
// lattice cells of the source plane, keeps them within a quarter of the tolerance (|D2 f| L^2 / 8) are passed
// without test. Longitudes are not wrapped: a shape across 180 degrees comes out torn. A ring that is not
// closed is followed as the open line it is. Throws
// Error(messages::not_transformable) naming `what` when a vertex has no image.
MultiPolygon transform_borders(const MultiPolygon& shape, const Transform& transform, const Affine& after,
                               double tolerance, const std::string& what);

// Ground area in m2 on the CGCS2000 ellipsoid of a polygon whose edges are straight in the CRS that
// `to_geographic` starts from (it must end in CGCS2000 longitude/latitude). Orientation is ignored: each
// outer ring counts positive, each hole negative. Every edge is integrated in the authalic plane (longitude,
// q(latitude)) as the parabola through its ends and middle, after splitting it into pieces of at most 2 km:
// exact to 1e-10 of the area (tests/geo/crs_test.cpp compares with closed forms and geodesic polygons).
// Throws Error(messages::area_not_computable) when a vertex has no longitude and latitude.
double ground_area(const MultiPolygon& shape, const Transform& to_geographic);

}  // namespace bareland
