#include "geo/geos.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "geo/error.hpp"
#include "geo/messages.hpp"

namespace bareland::geos {
namespace {

static_assert(sizeof(Point) == 2 * sizeof(double), "rings are handed to GEOS as x, y, x, y ...");

class Context {
  public:
    Context() : handle_(GEOS_init_r()) {
        GEOSContext_setNoticeMessageHandler_r(handle_, ignore, nullptr);
        GEOSContext_setErrorMessageHandler_r(handle_, remember, this);
    }
    ~Context() { GEOS_finish_r(handle_); }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    GEOSContextHandle_t handle() const { return handle_; }
    const std::string& message() const { return message_; }

  private:
    static void ignore(const char*, void*) {}
    static void remember(const char* text, void* self) { static_cast<Context*>(self)->message_ = text; }

    GEOSContextHandle_t handle_;
    std::string message_;
};

const Context& this_thread() {
    thread_local const Context context;
    return context;
}

GEOSCoordSequence* sequence(const Ring& points) {
    const auto count = static_cast<unsigned int>(points.size());
    return GEOSCoordSeq_copyFromBuffer_r(context(), &points[0].x, count, 0, 0);
}

Geometry linear_ring(const Ring& ring) {
    return checked(GEOSGeom_createLinearRing_r(context(), sequence(ring)));
}

// GEOS takes the parts over, also when it fails.
template <class Make>
Geometry hand_over(std::vector<Geometry>& parts, Make make) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(parts.size());
    for (Geometry& part : parts)
        raw.push_back(part.release());
    return checked(make(raw.data(), static_cast<unsigned int>(raw.size())));
}

Geometry polygon(const Polygon& source) {
    std::vector<Geometry> holes;
    holes.reserve(source.holes.size());
    for (const Ring& hole : source.holes)
        holes.push_back(linear_ring(hole));
    Geometry outer = linear_ring(source.outer);
    return hand_over(holes, [&](GEOSGeometry** raw, unsigned int count) {
        return GEOSGeom_createPolygon_r(context(), outer.release(), raw, count);
    });
}

Geometry collection(std::vector<Geometry>& parts, int type) {
    return hand_over(parts, [type](GEOSGeometry** raw, unsigned int count) {
        return GEOSGeom_createCollection_r(context(), type, raw, count);
    });
}

Ring ring_of(const GEOSGeometry* geometry) {
    const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(context(), geometry);
    unsigned int count = 0;
    GEOSCoordSeq_getSize_r(context(), points, &count);
    Ring ring(count);
    if (count > 0) GEOSCoordSeq_copyToBuffer_r(context(), points, &ring[0].x, 0, 0);
    return ring;
}

void collect(const GEOSGeometry* geometry, MultiPolygon& out) {
    const int type = GEOSGeomTypeId_r(context(), geometry);
    if (type == GEOS_POLYGON) {
        if (GEOSisEmpty_r(context(), geometry) != 0) return;
        Polygon polygon;
        polygon.outer = ring_of(GEOSGetExteriorRing_r(context(), geometry));
        const int holes = GEOSGetNumInteriorRings_r(context(), geometry);
        for (int i = 0; i < holes; ++i) {
            polygon.holes.push_back(ring_of(GEOSGetInteriorRingN_r(context(), geometry, i)));
        }
        out.push_back(std::move(polygon));
    } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(context(), geometry);
        for (int i = 0; i < parts; ++i)
            collect(GEOSGetGeometryN_r(context(), geometry, i), out);
    }
}

}  // namespace

GEOSContextHandle_t context() {
    return this_thread().handle();
}
const std::string& last_message() {
    return this_thread().message();
}

void Deleter::operator()(GEOSGeometry* geometry) const {
    GEOSGeom_destroy_r(context(), geometry);
}

Geometry checked(GEOSGeometry* geometry) {
    if (geometry == nullptr) throw Error(messages::internal, "GEOS: " + last_message());
    return Geometry(geometry);
}

Geometry from(std::span<const MultiPolygon> shapes) {
    std::vector<Geometry> parts;
    for (const MultiPolygon& shape : shapes) {
        for (const Polygon& part : shape)
            parts.push_back(polygon(part));
    }
    return collection(parts, GEOS_MULTIPOLYGON);
}

Geometry from(const MultiPolygon& shape) {
    return from(std::span(&shape, 1));
}

Geometry from_lines(std::span<const Ring> lines) {
    std::vector<Geometry> parts;
    parts.reserve(lines.size());
    for (const Ring& line : lines) {
        parts.push_back(checked(GEOSGeom_createLineString_r(context(), sequence(line))));
    }
    return collection(parts, GEOS_MULTILINESTRING);
}

MultiPolygon polygons(const GEOSGeometry* geometry) {
    MultiPolygon out;
    collect(geometry, out);
    return out;
}

double grid_for(double magnitude) {
    return std::exp2(std::ceil(std::log2(std::max(magnitude, 1.0))) - 44);
}

double magnitude_of(const GEOSGeometry* geometry) {
    if (GEOSisEmpty_r(context(), geometry) != 0) return 0;
    double x0 = 0, x1 = 0, y0 = 0, y1 = 0;
    GEOSGeom_getXMin_r(context(), geometry, &x0);
    GEOSGeom_getXMax_r(context(), geometry, &x1);
    GEOSGeom_getYMin_r(context(), geometry, &y0);
    GEOSGeom_getYMax_r(context(), geometry, &y1);
    return std::max({std::abs(x0), std::abs(x1), std::abs(y0), std::abs(y1)});
}

}  // namespace bareland::geos
