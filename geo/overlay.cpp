#include "geo/overlay.hpp"

#include <algorithm>
#include <utility>

#include "geo/box_index.hpp"
#include "geo/error.hpp"
#include "geo/geos.hpp"
#include "geo/messages.hpp"

namespace bareland::overlay {
namespace {

using geos::context;
using geos::Geometry;

struct ParametersDeleter {
    void operator()(GEOSMakeValidParams* p) const { GEOSMakeValidParams_destroy_r(context(), p); }
};

Geometry valid_geometry(const GEOSGeometry* geometry) {
    const std::unique_ptr<GEOSMakeValidParams, ParametersDeleter> parameters(
        GEOSMakeValidParams_create_r(context()));
    GEOSMakeValidParams_setMethod_r(context(), parameters.get(), GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(context(), parameters.get(), 0);
    return geos::checked(GEOSMakeValidWithParams_r(context(), geometry, parameters.get()));
}

std::optional<Point> point_of(const GEOSGeometry* point) {
    Point p;
    if (point == nullptr || GEOSisEmpty_r(context(), point) != 0 ||
        GEOSGeomGetX_r(context(), point, &p.x) != 1 || GEOSGeomGetY_r(context(), point, &p.y) != 1) {
        return std::nullopt;
    }
    return p;
}

using Overlay = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*);
using SnappedOverlay = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*,
                                         double);

MultiPolygon overlaid(const MultiPolygon& a, const MultiPolygon& b, Overlay full, SnappedOverlay snapped) {
    const Geometry left = geos::from(canonical(a));
    const Geometry right = geos::from(canonical(b));
    const double magnitude = std::max(geos::magnitude_of(left.get()), geos::magnitude_of(right.get()));
    const Geometry result = geos::robust(
        magnitude, [&] { return full(context(), left.get(), right.get()); },
        [&](double grid) { return snapped(context(), left.get(), right.get(), grid); });
    return canonical(geos::polygons(result.get()));
}

}  // namespace

Repair make_valid(const MultiPolygon& shape) {
    const Geometry geometry = geos::from(shape);
    char* reason = nullptr;
    GEOSGeometry* raw_where = nullptr;
    const char valid = GEOSisValidDetail_r(context(), geometry.get(), 0, &reason, &raw_where);
    const Geometry where(raw_where);
    Repair repair;
    if (reason != nullptr) {
        repair.reason = reason;
        GEOSFree_r(context(), reason);
    }
    if (valid == 1) {
        repair.shape = shape;
        repair.reason.clear();
        return repair;
    }
    if (valid != 0) throw Error(messages::internal, "GEOS: " + geos::last_message());
    if (repair.reason.empty()) repair.reason = "Invalid geometry";
    repair.where = point_of(where.get());
    const Geometry ordered = geos::from(canonical(shape));
    repair.shape = canonical(geos::polygons(valid_geometry(ordered.get()).get()));
    return repair;
}

MultiPolygon dissolve(std::span<const MultiPolygon> shapes) {
    std::vector<MultiPolygon> sorted;
    sorted.reserve(shapes.size());
    for (const MultiPolygon& shape : shapes)
        sorted.push_back(canonical(shape));
    std::sort(sorted.begin(), sorted.end(), canonical_less);
    const Geometry all = geos::from(sorted);
    const Geometry result = geos::robust(
        geos::magnitude_of(all.get()), [&] { return GEOSUnaryUnion_r(context(), all.get()); },
        [&](double grid) { return GEOSUnaryUnionPrec_r(context(), all.get(), grid); });
    return canonical(geos::polygons(result.get()));
}

MultiPolygon intersection(const MultiPolygon& a, const MultiPolygon& b) {
    if (!box_of(a).meets(box_of(b))) return {};
    // The same bits whichever comes first.
    const bool swap = canonical_less(b, a);
    return overlaid(swap ? b : a, swap ? a : b, GEOSIntersection_r, GEOSIntersectionPrec_r);
}

MultiPolygon difference(const MultiPolygon& a, const MultiPolygon& b) {
    if (!box_of(a).meets(box_of(b))) return canonical(a);
    return overlaid(a, b, GEOSDifference_r, GEOSDifferencePrec_r);
}

std::optional<Point> point_inside(const MultiPolygon& shape) {
    const Geometry geometry = geos::from(shape);
    if (GEOSisEmpty_r(context(), geometry.get()) != 0) return std::nullopt;
    return point_of(geos::checked(GEOSPointOnSurface_r(context(), geometry.get())).get());
}

struct Clipper::Impl {
    MultiPolygon mask;
    BoxIndex index;

    // The mask's polygons whose boxes meet the shape's: no other one can touch it.
    MultiPolygon near(const MultiPolygon& shape) const {
        MultiPolygon part;
        for (const std::size_t i : index.query(box_of(shape)))
            part.push_back(mask[i]);
        return part;
    }
};

namespace {

std::vector<Box> boxes_of(const MultiPolygon& shape) {
    std::vector<Box> boxes;
    boxes.reserve(shape.size());
    for (const Polygon& polygon : shape) {
        Box box;
        for (const Point& p : polygon.outer)
            box.add(p);
        boxes.push_back(box);
    }
    return boxes;
}

}  // namespace

Clipper::Clipper(const MultiPolygon& mask) {
    MultiPolygon sorted = canonical(mask);
    BoxIndex index(boxes_of(sorted));
    impl_ = new Impl{std::move(sorted), std::move(index)};
}
Clipper::~Clipper() {
    delete impl_;
}

MultiPolygon Clipper::intersection(const MultiPolygon& shape) const {
    return overlay::intersection(shape, impl_->near(shape));
}

MultiPolygon Clipper::difference(const MultiPolygon& shape) const {
    return overlay::difference(shape, impl_->near(shape));
}

}  // namespace bareland::overlay
