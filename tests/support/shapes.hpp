// Small shapes and slow, independent arithmetic for tests.
#pragma once

#include <geos_c.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <random>
#include <vector>

#include "geo/coverage.hpp"
#include "geo/geometry.hpp"

namespace bareland::testing {

inline Ring rectangle_ring(double x0, double y0, double x1, double y1) {
    return {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
}
inline MultiPolygon rectangle(double x0, double y0, double x1, double y1) {
    return {{rectangle_ring(x0, y0, x1, y1), {}}};
}
inline MultiPolygon polygon(Ring ring) {
    ring.push_back(ring.front());
    return {{std::move(ring), {}}};
}

// A random star-shaped polygon: never crosses itself, concave, with edges of all directions.
inline Ring random_star(std::mt19937_64& random, Point centre, double radius, int corners) {
    std::uniform_real_distribution<double> factor(0.2, 1.0);
    Ring ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners;
        const double r = radius * factor(random);
        ring.push_back({centre.x + r * std::cos(angle), centre.y + r * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return ring;
}

// Shares of all cells of a small grid, from the touches that the product sums up itself in geo/zonal.cpp.
inline std::vector<std::vector<std::int64_t>> shares(const Borders& borders, RegionIndex region,
                                                     std::int64_t background = 0, int window_cols = 3,
                                                     bool wide = wide_instructions()) {
    const auto rows = static_cast<std::size_t>(borders.rows());
    const auto cols = static_cast<std::size_t>(borders.cols());
    std::vector<std::vector<std::int64_t>> cover(rows, std::vector<std::int64_t>(cols + 1, 0));
    std::vector<std::vector<std::int64_t>> out(rows, std::vector<std::int64_t>(cols, 0));
    StripWalker walker(wide);
    for (std::size_t s = 0; s < borders.strips(); ++s) {
        walker.walk(borders, s, window_cols);
        for (const TouchRun& run : walker.runs()) {
            const int sign = (run.plus == region ? 1 : 0) - (run.minus == region ? 1 : 0);
            for (std::size_t i = run.first; i < run.first + run.count; ++i) {
                const Touch t = walker.touches()[i];
                const std::size_t row = s * static_cast<std::size_t>(borders.strip_rows()) + t.row;
                out[row][t.col] += sign * t.area;
                cover[row][t.col + 1] += sign * t.cover;
            }
        }
    }
    for (std::size_t r = 0; r < rows; ++r) {
        std::int64_t running = background;
        for (std::size_t c = 0; c < cols; ++c) {
            running += cover[r][c];
            out[r][c] += running;
        }
    }
    return out;
}

// A GEOS geometry that frees itself; one context for the test program.
inline GEOSContextHandle_t geos() {
    static const std::unique_ptr<std::remove_pointer_t<GEOSContextHandle_t>, void (*)(GEOSContextHandle_t)>
        context(GEOS_init_r(), GEOS_finish_r);
    return context.get();
}
struct GeosFree {
    void operator()(GEOSGeometry* g) const { GEOSGeom_destroy_r(geos(), g); }
};
using Geos = std::unique_ptr<GEOSGeometry, GeosFree>;

inline GEOSGeometry* geos_ring(const Ring& ring) {
    GEOSCoordSequence* sequence = GEOSCoordSeq_create_r(geos(), static_cast<unsigned>(ring.size()), 2);
    for (unsigned i = 0; i < ring.size(); ++i)
        GEOSCoordSeq_setXY_r(geos(), sequence, i, ring[i].x, ring[i].y);
    return GEOSGeom_createLinearRing_r(geos(), sequence);
}
inline Geos to_geos(const MultiPolygon& shape) {
    std::vector<GEOSGeometry*> parts;
    for (const Polygon& p : shape) {
        std::vector<GEOSGeometry*> holes;
        for (const Ring& hole : p.holes)
            holes.push_back(geos_ring(hole));
        parts.push_back(GEOSGeom_createPolygon_r(geos(), geos_ring(p.outer), holes.data(),
                                                 static_cast<unsigned>(holes.size())));
    }
    return Geos(GEOSGeom_createCollection_r(geos(), GEOS_MULTIPOLYGON, parts.data(),
                                            static_cast<unsigned>(parts.size())));
}
inline double geos_area(const Geos& g) {
    double area = 0;
    GEOSArea_r(geos(), g.get(), &area);
    return area;
}
// Area of shape ∩ cell, cell by cell: the slow way, for comparison.
inline double geos_share(const Geos& shape, std::int64_t col, std::int64_t row) {
    const auto c = static_cast<double>(col);
    const auto r = static_cast<double>(row);
    const Geos cell = to_geos(rectangle(c, r, c + 1, r + 1));
    const Geos common(GEOSIntersection_r(geos(), shape.get(), cell.get()));
    return geos_area(common);
}

}  // namespace bareland::testing
