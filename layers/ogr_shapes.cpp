#include "layers/ogr_shapes.hpp"

#include <ogr_geometry.h>

#include <cmath>
#include <memory>
#include <utility>

#include "geo/error.hpp"
#include "geo/messages.hpp"
#include "geo/messages_import.hpp"

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
    Converter(bool swap, const FeaturePlace& place, Shapes wanted)
        : swap_(swap), place_(place), wanted_(wanted) {}

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
                if (wanted_ == Shapes::lines || wanted_ == Shapes::points) throw_type(geometry);
                add_polygon(*geometry.toPolygon());
                return;
            case wkbLineString:
                if (!takes_lines()) throw_type(geometry);
                add_line(*geometry.toLineString());
                return;
            case wkbPoint:
                if (!takes_points()) throw_type(geometry);
                add_point(*geometry.toPoint());
                return;
            case wkbMultiPoint:
                if (!takes_points()) throw_type(geometry);
                add_parts(geometry);
                return;
            case wkbMultiLineString:
                if (!takes_lines()) throw_type(geometry);
                add_parts(geometry);
                return;
            case wkbMultiPolygon:
            case wkbMultiSurface:
            case wkbGeometryCollection:
                add_parts(geometry);
                return;
            default:
                throw_type(geometry);
        }
    }

    Parts take() { return std::move(result_); }

  private:
    bool takes_points() const {
        return wanted_ == Shapes::points || wanted_ == Shapes::points_or_polygons || wanted_ == Shapes::any;
    }
    bool takes_lines() const { return wanted_ == Shapes::lines || wanted_ == Shapes::any; }

    void add_parts(const OGRGeometry& geometry) {
        for (const OGRGeometry* part : *geometry.toGeometryCollection())
            add(*part);
    }

    [[noreturn]] void throw_type(const OGRGeometry& geometry) const {
        const std::string type = geometry.getGeometryName();
        if (wanted_ == Shapes::polygons) {
            throw Error(messages::feature_not_polygon, place_.file, place_.layer, place_.feature, type);
        }
        throw Error(messages::import_wrong_kind,
                    Text{place_.file + "（图层 " + place_.layer + "）的要素 " + place_.feature,
                         place_.file + ", layer " + place_.layer + ", feature " + place_.feature},
                    Text{" " + type, "a " + type}, shapes_text(wanted_));
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
        result_.polygons.push_back(std::move(polygon));
    }

    void add_line(const OGRLineString& source) {
        std::vector<Point> line = points_of(source);
        if (line.size() > 1) result_.lines.push_back(std::move(line));
    }

    void add_point(const OGRPoint& source) {
        Point p{source.getX(), source.getY()};
        check(p);
        result_.points.push_back(p);
    }

    // North before east is put right here.
    void check(Point& p) const {
        if (swap_) std::swap(p.x, p.y);
        if (std::isfinite(p.x) && std::isfinite(p.y)) return;
        throw Error(messages::not_finite, place_.file, place_.layer, place_.feature, p.x, p.y);
    }

    std::vector<Point> points_of(const OGRSimpleCurve& source) const {
        constexpr int stride = sizeof(Point);
        std::vector<Point> points(static_cast<std::size_t>(source.getNumPoints()));
        if (points.empty()) return points;
        source.getPoints(&points[0].x, stride, &points[0].y, stride);
        for (Point& p : points)
            check(p);
        return points;
    }

    // Closed; empty when the source's ring is, or closes without enclosing anything (there and back between
    // two points).
    Ring ring_of(const OGRLinearRing& source) const {
        Ring ring = points_of(source);
        if (ring.empty()) return ring;
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
    Shapes wanted_;
    Parts result_;
};

}  // namespace

MultiPolygon polygons_of(const OGRGeometry& geometry, bool swap, const FeaturePlace& place) {
    return parts_of(geometry, swap, place, Shapes::polygons).polygons;
}

Parts parts_of(const OGRGeometry& geometry, bool swap, const FeaturePlace& place, Shapes wanted) {
    Converter converter(swap, place, wanted);
    converter.add(geometry);
    return converter.take();
}

Text shapes_text(Shapes wanted) {
    switch (wanted) {
        case Shapes::lines:
            return {"线", "lines"};
        case Shapes::points:
            return {"点", "points"};
        case Shapes::points_or_polygons:
            return {"点或面", "points or polygons"};
        case Shapes::any:
            return {"点、线或面", "points, lines or polygons"};
        case Shapes::polygons:
            break;
    }
    return {"面", "polygons"};
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
