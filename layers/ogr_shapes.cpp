#include "layers/ogr_shapes.hpp"

#include <ogr_geometry.h>

#include <cmath>
#include <memory>
#include <utility>

#include "geo/error.hpp"
#include "geo/messages.hpp"

namespace bareland::ogr {
namespace {

constexpr double curve_step_degrees = 0.25;  // 2.4 mm off an arc of 1 km radius

// 0 to 3; three is as many as anyone asks for.
std::size_t different_points(const Ring& ring) {
    std::size_t first = 0, second = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        if (ring[i] == ring[first]) continue;
        if (second == 0) {
            second = i;
        } else if (ring[i] != ring[second]) {
            return 3;
        }
    }
    return ring.empty() ? 0 : (second == 0 ? 1 : 2);
}

class Converter {
  public:
    Converter(bool swap, const FeaturePlace& place) : swap_(swap), place_(place) {}

    void add(const OGRGeometry& geometry) {
        if (geometry.IsEmpty()) return;
        if (geometry.hasCurveGeometry(TRUE)) {
            const std::unique_ptr<OGRGeometry> lines(geometry.getLinearGeometry(curve_step_degrees));
            if (!lines) throw_type(geometry);
            add(*lines);
            return;
        }
        switch (wkbFlatten(geometry.getGeometryType())) {
            case wkbPolygon:
            case wkbTriangle:
                add_polygon(*geometry.toPolygon());
                return;
            case wkbMultiPolygon:
            case wkbMultiSurface:
            case wkbGeometryCollection:
                for (const OGRGeometry* part : *geometry.toGeometryCollection())
                    add(*part);
                return;
            default:
                throw_type(geometry);
        }
    }

    MultiPolygon take() { return std::move(result_); }

  private:
    [[noreturn]] void throw_type(const OGRGeometry& geometry) const {
        throw Error(messages::feature_not_polygon, place_.file, place_.layer, place_.feature,
                    std::string(geometry.getGeometryName()));
    }

    void add_polygon(const OGRPolygon& source) {
        const OGRLinearRing* outer = source.getExteriorRing();
        if (outer == nullptr) return;
        Polygon polygon;
        polygon.outer = ring_of(*outer);
        if (polygon.outer.empty()) return;
        for (int i = 0; i < source.getNumInteriorRings(); ++i) {
            Ring hole = ring_of(*source.getInteriorRing(i));
            if (!hole.empty()) polygon.holes.push_back(std::move(hole));
        }
        result_.push_back(std::move(polygon));
    }

    // Closed; empty when the source's ring is, or closes without enclosing anything (there and back between
    // two points).
    Ring ring_of(const OGRLinearRing& source) const {
        constexpr int stride = sizeof(Point);
        Ring ring(static_cast<std::size_t>(source.getNumPoints()));
        if (ring.empty()) return ring;
        source.getPoints(&ring[0].x, stride, &ring[0].y, stride);
        for (Point& p : ring) {
            if (swap_) std::swap(p.x, p.y);
            if (std::isfinite(p.x) && std::isfinite(p.y)) continue;
            throw Error(messages::not_finite, place_.file, place_.layer, place_.feature, p.x, p.y);
        }
        const bool closed = ring.size() > 1 && ring.front() == ring.back();
        const std::size_t points = different_points(ring);
        if (points < 3 && closed) return {};
        if (points < 3) {
            throw Error(messages::ring_not_closable, place_.file, place_.layer, place_.feature, points);
        }
        if (!closed) ring.push_back(ring.front());
        return ring;
    }

    bool swap_;
    const FeaturePlace& place_;
    MultiPolygon result_;
};

}  // namespace

MultiPolygon polygons_of(const OGRGeometry& geometry, bool swap, const FeaturePlace& place) {
    Converter converter(swap, place);
    converter.add(geometry);
    return converter.take();
}

std::unique_ptr<OGRGeometry> multipolygon_of(const MultiPolygon& shape) {
    const auto ring_of = [](const Ring& points) {
        auto ring = std::make_unique<OGRLinearRing>();
        ring->setNumPoints(static_cast<int>(points.size()), FALSE);
        for (std::size_t i = 0; i < points.size(); ++i)
            ring->setPoint(static_cast<int>(i), points[i].x, points[i].y);
        return ring;
    };
    auto whole = std::make_unique<OGRMultiPolygon>();
    for (const Polygon& polygon : shape) {
        auto part = std::make_unique<OGRPolygon>();
        part->addRingDirectly(ring_of(polygon.outer).release());
        for (const Ring& hole : polygon.holes)
            part->addRingDirectly(ring_of(hole).release());
        whole->addGeometryDirectly(part.release());
    }
    return whole;
}

}  // namespace bareland::ogr
