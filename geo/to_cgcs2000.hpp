// From whatever a file's coordinates are to CGCS2000 longitude and latitude.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "geo/geometry.hpp"

namespace bareland {

// "gcj02" or "bd09", however it is written (GCJ-02, BD09 ...); every other definition as it is.
std::string named_crs(const std::string& definition);
bool is_web_map(const std::string& crs);  // "gcj02" or "bd09"

// Guarantee: points are transformed exactly (PROJ; GCJ-02 and BD-09 by iteration, to less than 1 mm);
// straight edges of areas and lines get points added so that they stay within 1 mm of their image
// (transform_borders), the same ones on either side of a shared border. Of web-map coordinates the corners
// alone are moved: an edge of 1 km bends by less than 0.1 m, far below `extra_uncertainty_m`.
class ToCgcs2000 {
  public:
    // `crs`: what Crs reads, "gcj02" or "bd09". Throws Error(messages::crs_unknown).
    explicit ToCgcs2000(const std::string& crs);
    ~ToCgcs2000();
    ToCgcs2000(ToCgcs2000&&) noexcept;
    ToCgcs2000& operator=(ToCgcs2000&&) noexcept;

    std::string name() const;  // "EPSG:4548", "GCJ-02", "BD-09"
    bool is_web_map() const;
    bool is_geographic() const;  // coordinates are degrees
    // Another ellipsoid, and PROJ knows no shift between the datums (Beijing 1954, Xian 1980): coordinates
    // pass as if the datums were one.
    bool datum_unknown() const;
    // In metres: of gcj02 and bd09; 200 of an unknown datum (the shifts published for Beijing 1954 and Xian
    // 1980 are 100 to 180 m long); else 0.
    double extra_uncertainty_m() const;

    // Each throws Error(messages::not_transformable) naming `what` where a point has no image.
    Point point(Point p, const std::string& what) const;
    MultiPolygon area(const MultiPolygon& shape, const std::string& what) const;
    std::vector<Point> line(const std::vector<Point>& line, const std::string& what) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland
