#include "tests/support/oracle.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "tests/support/earth.hpp"
#include "tests/support/shapes.hpp"

namespace bareland::testing {
namespace {

using rank::Areas;

// ---- polygons of GEOS, with lines and points that overlays leave over dropped
// -------------------------------

void collect(const GEOSGeometry* from, std::vector<GEOSGeometry*>& into) {
    if (GEOSGeomTypeId_r(geos(), from) == GEOS_POLYGON) {
        if (GEOSisEmpty_r(geos(), from) == 0) into.push_back(GEOSGeom_clone_r(geos(), from));
        return;
    }
    if (GEOSGeomTypeId_r(geos(), from) < GEOS_MULTIPOINT) return;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos(), from); ++i) {
        collect(GEOSGetGeometryN_r(geos(), from, i), into);
    }
}

Geos only_polygons(GEOSGeometry* geometry) {
    if (geometry == nullptr) throw std::runtime_error("GEOS failed");
    const Geos all(geometry);
    std::vector<GEOSGeometry*> pieces;
    collect(all.get(), pieces);
    return Geos(GEOSGeom_createCollection_r(geos(), GEOS_MULTIPOLYGON, pieces.data(),
                                            static_cast<unsigned>(pieces.size())));
}

bool empty(const Geos& g) {
    return GEOSisEmpty_r(geos(), g.get()) == 1;
}
Geos common(const Geos& a, const Geos& b) {
    return only_polygons(GEOSIntersection_r(geos(), a.get(), b.get()));
}
Geos less(const Geos& a, const Geos& b) {
    return only_polygons(GEOSDifference_r(geos(), a.get(), b.get()));
}
Geos united(const std::vector<MultiPolygon>& shapes) {
    std::vector<GEOSGeometry*> each;
    for (const MultiPolygon& shape : shapes) {
        const Geos one = to_geos(shape);
        collect(one.get(), each);
    }
    const Geos all(GEOSGeom_createCollection_r(geos(), GEOS_GEOMETRYCOLLECTION, each.data(),
                                               static_cast<unsigned>(each.size())));
    return only_polygons(GEOSUnaryUnion_r(geos(), all.get()));
}

Ring ring_of(const GEOSGeometry* ring) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(geos(), ring);
    unsigned n = 0;
    GEOSCoordSeq_getSize_r(geos(), sequence, &n);
    Ring out(n);
    for (unsigned i = 0; i < n; ++i)
        GEOSCoordSeq_getXY_r(geos(), sequence, i, &out[i].x, &out[i].y);
    return out;
}

MultiPolygon from_geos(const Geos& shape) {
    MultiPolygon out;
    for (int i = 0; i < GEOSGetNumGeometries_r(geos(), shape.get()); ++i) {
        const GEOSGeometry* piece = GEOSGetGeometryN_r(geos(), shape.get(), i);
        Polygon polygon{ring_of(GEOSGetExteriorRing_r(geos(), piece)), {}};
        for (int h = 0; h < GEOSGetNumInteriorRings_r(geos(), piece); ++h) {
            polygon.holes.push_back(ring_of(GEOSGetInteriorRingN_r(geos(), piece, h)));
        }
        out.push_back(std::move(polygon));
    }
    return out;
}

// ---- one raster's plane: its CRS with the first corner as origin, so that coordinates are small
// ---------------

Affine to_origin(const SceneRaster& raster, double sign) {
    return {sign * raster.cell_to_crs.a, 1, 0, sign * raster.cell_to_crs.d, 0, 1};
}

std::vector<MultiPolygon> temporary_shapes(const Scene& scene) {
    std::vector<MultiPolygon> out = scene.temporary;
    out.insert(out.end(), scene.unknown.begin(), scene.unknown.end());
    return out;
}

class View {
  public:
    View(const Scene& scene, const SceneRaster& raster)
        : raster_(raster),
          earth_(raster.crs, raster.cell_to_crs.apply({raster.cols / 2.0, raster.rows / 2.0})),
          excluded_(united(here(scene.excluded.shapes, scene.excluded.crs))),
          temporary_(united(here(temporary_shapes(scene), scene.controlled_crs))),
          permanent_(united(here(scene.permanent, scene.controlled_crs))) {}

    const SceneRaster& raster() const { return raster_; }
    const Earth& earth() const { return earth_; }

    MultiPolygon here(const MultiPolygon& shape, const std::string& crs) const {
        return mapped(moved(shape, crs, raster_.crs), to_origin(raster_, -1));
    }
    std::vector<MultiPolygon> here(const std::vector<MultiPolygon>& shapes, const std::string& crs) const {
        std::vector<MultiPolygon> out;
        for (const MultiPolygon& shape : shapes)
            out.push_back(here(shape, crs));
        return out;
    }
    Ring corners(int col, int row) const {
        Affine g = raster_.cell_to_crs;
        g.a = g.d = 0;
        Ring out;
        for (const auto& [dx, dy] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}) {
            out.push_back(g.apply({static_cast<double>(col + dx), static_cast<double>(row + dy)}));
        }
        return out;
    }
    // Ground area of a shape of this plane.
    double ground(const Geos& shape) const {
        const double step = std::hypot(raster_.cell_to_crs.b, raster_.cell_to_crs.e) / 4;
        return earth_.area(mapped(from_geos(shape), to_origin(raster_, 1)), step);
    }
    double cell_ground(int col, int row) const {
        return earth_.ring_area(mapped(MultiPolygon{{corners(col, row), {}}}, to_origin(raster_, 1))[0].outer,
                                4);
    }

    // Adds a piece of a cell of class `cell` that lies in the target, `scale` being ground over planar area.
    void add(Areas& areas, Cell cell, const Geos& piece, double scale) const {
        areas.observed += geos_area(piece) * scale;
        if (cell != Cell::bare && cell != Cell::netted) return;
        const Geos counted = less(piece, excluded_);
        const double permanent = geos_area(common(counted, permanent_)) * scale;
        const Geos rest = less(counted, permanent_);
        const double all = geos_area(rest);
        const double temporary = (cell == Cell::netted ? all : geos_area(common(rest, temporary_))) * scale;
        areas.bare += geos_area(piece) * scale;
        areas.excluded += geos_area(common(piece, excluded_)) * scale;
        areas.controlled_permanent += permanent;
        areas.controlled_temporary += temporary;
        areas.controlled += permanent + temporary;
        if (cell == Cell::netted) return;
        areas.uncontrolled += geos_area(less(rest, temporary_)) * scale;
        areas.uncontrolled_without_exclusion += geos_area(less(less(piece, permanent_), temporary_)) * scale;
    }

  private:
    const SceneRaster& raster_;
    Earth earth_;
    Geos excluded_, temporary_, permanent_;
};

bool apart(const Geos& a, const Geos& b) {
    double ax0 = 0, ay0 = 0, ax1 = 0, ay1 = 0, bx0 = 0, by0 = 0, bx1 = 0, by1 = 0;
    if (empty(a) || empty(b)) return true;
    const auto box = [](const Geos& g, double& x0, double& y0, double& x1, double& y1) {
        GEOSGeom_getXMin_r(geos(), g.get(), &x0);
        GEOSGeom_getYMin_r(geos(), g.get(), &y0);
        GEOSGeom_getXMax_r(geos(), g.get(), &x1);
        GEOSGeom_getYMax_r(geos(), g.get(), &y1);
    };
    box(a, ax0, ay0, ax1, ay1);
    box(b, bx0, by0, bx1, by1);
    return ax1 < bx0 || bx1 < ax0 || ay1 < by0 || by1 < ay0;
}

// The target of a figure: a unit or the union of units, with what lies of it in each zone.
struct Target {
    Geos shape;
    std::map<std::string, Geos> zones;
};

class Oracle {
  public:
    explicit Oracle(const Scene& scene) : scene_(scene) {
        for (const auto& [id, shape] : scene.zones)
            zone_rows_[id].push_back(shape);
    }

    Expected run() {
        out_.balance.raster_bare = out_.balance.outside_units = 0;
        unit_areas();
        for (std::size_t k = 0; k < scene_.rasters.size(); ++k)
            add_raster(k);
        std::set<std::string> ranked;
        for (const SceneUnit& unit : scene_.units) {
            if (!unit.overlay) ranked.insert(unit.id);
        }
        for (const std::string& id : ranked)
            out_.balance.in_units += out_.units[id].areas.bare;
        out_.balance.unit_overlap = out_.balance.in_units - out_.district.areas.bare;
        return std::move(out_);
    }

  private:
    std::vector<MultiPolygon> rows_of(const SceneUnit& wanted) const {
        std::vector<MultiPolygon> out;
        for (const SceneUnit& unit : scene_.units) {
            if (unit.id == wanted.id) out.push_back(unit.shape);
        }
        return out;
    }
    std::vector<MultiPolygon> ranked_shapes() const {
        std::vector<MultiPolygon> out;
        for (const SceneUnit& unit : scene_.units) {
            if (!unit.overlay) out.push_back(unit.shape);
        }
        return out;
    }

    // Straight from the units' own CRS: no raster has a say in it.
    void unit_areas() {
        const Point somewhere = scene_.units.front().shape.front().outer.front();
        const Earth earth(scene_.units_crs, somewhere);
        const Affine back{somewhere.x, 1, 0, somewhere.y, 0, 1};
        const Affine near{-somewhere.x, 1, 0, -somewhere.y, 0, 1};
        const auto ground = [&](std::vector<MultiPolygon> shapes) {
            double longest = 0;
            for (MultiPolygon& shape : shapes) {
                shape = mapped(shape, near);
                const Box box = box_of(shape);
                longest = std::max({longest, box.max_x - box.min_x, box.max_y - box.min_y});
            }
            return earth.area(mapped(from_geos(united(shapes)), back), longest / 2048);
        };
        for (const SceneUnit& unit : scene_.units)
            out_.units[unit.id].areas.unit = ground(rows_of(unit));
        out_.district.areas.unit = ground(ranked_shapes());
    }

    Target target(const View& view, const std::vector<MultiPolygon>& shapes) const {
        Target out{united(view.here(shapes, scene_.units_crs)), {}};
        for (const auto& [id, rows] : zone_rows_) {
            Geos inside = common(out.shape, united(view.here(rows, scene_.zones_crs)));
            if (!empty(inside)) out.zones.emplace(id, std::move(inside));
        }
        return out;
    }

    static void add(ExpectedUnit& unit, const Target& target, const View& view, Cell cell, const Geos& piece,
                    double scale) {
        if (apart(target.shape, piece)) return;
        view.add(unit.areas, cell, common(target.shape, piece), scale);
        for (const auto& [id, shape] : target.zones) {
            if (!apart(shape, piece)) view.add(unit.zones[id], cell, common(shape, piece), scale);
        }
    }

    // Observed cells of rasters before number `k`, in the plane of number `k`.
    std::vector<Geos> earlier_cells(std::size_t k, const View& view) const {
        std::vector<Geos> out;
        for (std::size_t j = 0; j < k; ++j) {
            const SceneRaster& other = scene_.rasters[j];
            for (int row = 0; row < other.rows; ++row) {
                for (int col = 0; col < other.cols; ++col) {
                    if (other.at(col, row) == Cell::unobserved) continue;
                    const auto c = static_cast<double>(col), r = static_cast<double>(row);
                    const MultiPolygon there = mapped(rectangle(c, r, c + 1, r + 1), other.cell_to_crs);
                    out.push_back(to_geos(view.here(there, other.crs)));
                }
            }
        }
        return out;
    }

    void add_raster(std::size_t k) {
        const View view(scene_, scene_.rasters[k]);
        std::map<std::string, Target> targets;
        for (const SceneUnit& unit : scene_.units)
            targets.emplace(unit.id, target(view, rows_of(unit)));
        const Target all = target(view, ranked_shapes());
        if (k == 0) zone_areas(view, targets, all);
        const std::vector<Geos> earlier = earlier_cells(k, view);
        const SceneRaster& raster = view.raster();
        for (int row = 0; row < raster.rows; ++row) {
            for (int col = 0; col < raster.cols; ++col) {
                const Cell cell = raster.at(col, row);
                if (cell == Cell::unobserved) continue;
                const Geos whole = to_geos(MultiPolygon{{view.corners(col, row), {}}});
                out_.cell_area = view.cell_ground(col, row);
                const double scale = out_.cell_area / geos_area(whole);
                Geos piece(GEOSGeom_clone_r(geos(), whole.get()));
                for (const Geos& taken : earlier) {
                    if (!apart(piece, taken)) piece = less(piece, taken);
                }
                for (const auto& [id, shape] : targets)
                    add(out_.units[id], shape, view, cell, piece, scale);
                add(out_.district, all, view, cell, piece, scale);
                if (cell == Cell::other) continue;
                double& outside = *out_.balance.outside_units;
                *out_.balance.raster_bare += geos_area(piece) * scale;
                outside += geos_area(less(piece, all.shape)) * scale;
            }
        }
    }

    void zone_areas(const View& view, const std::map<std::string, Target>& targets, const Target& all) {
        for (const auto& [id, target] : targets) {
            for (const auto& [zone, shape] : target.zones)
                out_.units[id].zones[zone].unit = view.ground(shape);
        }
        for (const auto& [zone, shape] : all.zones)
            out_.district.zones[zone].unit = view.ground(shape);
    }

    const Scene& scene_;
    std::map<std::string, std::vector<MultiPolygon>> zone_rows_;
    Expected out_;
};

}  // namespace

Expected expect(const Scene& scene) {
    return Oracle(scene).run();
}

}  // namespace bareland::testing
