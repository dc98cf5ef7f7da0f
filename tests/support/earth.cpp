#include "tests/support/earth.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

namespace bareland::testing {
namespace {

PJ* normalized(PJ_CONTEXT* context, const std::string& from, const std::string& to) {
    const auto completed = [](const std::string& crs) {
        return crs.rfind("+proj", 0) == 0 ? crs + " +type=crs" : crs;
    };
    PJ* raw = proj_create_crs_to_crs(context, completed(from).c_str(), completed(to).c_str(), nullptr);
    if (raw == nullptr) throw std::runtime_error("PROJ knows no way from " + from + " to " + to);
    PJ* out = proj_normalize_for_visualization(context, raw);
    proj_destroy(raw);
    return out;
}

// Operations made so far; they go before the context they live in.
class Operations {
  public:
    PJ* between(const std::string& from, const std::string& to) {
        auto& operation = made_[{from, to}];
        if (operation == nullptr) operation.reset(normalized(context_.get(), from, to));
        return operation.get();
    }

  private:
    struct Destroy {
        void operator()(PJ* operation) const { proj_destroy(operation); }
        void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
    };
    std::unique_ptr<PJ_CONTEXT, Destroy> context_{proj_context_create()};
    std::map<std::pair<std::string, std::string>, std::unique_ptr<PJ, Destroy>> made_;
};

template <class Change>
MultiPolygon each_point(MultiPolygon shape, Change change) {
    const auto ring = [&](Ring& points) {
        for (Point& p : points)
            p = change(p);
    };
    for (Polygon& polygon : shape) {
        ring(polygon.outer);
        for (Ring& hole : polygon.holes)
            ring(hole);
    }
    return shape;
}

Ring finer(const Ring& ring, double piece) {
    Ring out;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a = ring[i], b = ring[i + 1];
        const bool forward = a.x < b.x || (a.x == b.x && a.y < b.y);
        const Point& p = forward ? a : b;
        const Point& q = forward ? b : a;
        const int n = std::max(1, static_cast<int>(std::ceil(std::hypot(b.x - a.x, b.y - a.y) / piece)));
        out.push_back(a);
        for (int k = 1; k < n; ++k) {
            const double t = static_cast<double>(forward ? k : n - k) / n;
            out.push_back({p.x + (q.x - p.x) * t, p.y + (q.y - p.y) * t});
        }
    }
    out.push_back(ring.back());
    return out;
}

}  // namespace

Earth::Earth(const std::string& crs, Point centre)
    : context_(proj_context_create()), to_geographic_(normalized(context_, crs, "EPSG:4490")) {
    proj_context_set_enable_network(context_, 0);
    const Point at = to_lon_lat(centre);
    const std::string definition = "+proj=laea +a=6378137 +rf=298.257222101 +lon_0=" + std::to_string(at.x) +
                                   " +lat_0=" + std::to_string(at.y);
    equal_area_ = proj_create(context_, definition.c_str());
    if (equal_area_ == nullptr) throw std::runtime_error("PROJ does not take " + definition);
}

Earth::~Earth() {
    proj_destroy(equal_area_);
    proj_destroy(to_geographic_);
    proj_context_destroy(context_);
}

Point Earth::to_lon_lat(Point p) const {
    const PJ_COORD out = proj_trans(to_geographic_, PJ_FWD, proj_coord(p.x, p.y, 0, 0));
    return {out.xy.x, out.xy.y};
}

Point Earth::to_plane(Point p) const {
    const Point at = to_lon_lat(p);
    const PJ_COORD out =
        proj_trans(equal_area_, PJ_FWD, proj_coord(proj_torad(at.x), proj_torad(at.y), 0, 0));
    return {out.xy.x, out.xy.y};
}

double Earth::ring_area(const Ring& ring, int pieces) const {
    double twice = 0;
    const Point first = to_plane(ring.front());
    Point last{0, 0};
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        for (int k = 1; k <= pieces; ++k) {
            const double t = static_cast<double>(k) / pieces;
            const Point at{ring[i].x + (ring[i + 1].x - ring[i].x) * t,
                           ring[i].y + (ring[i + 1].y - ring[i].y) * t};
            const Point in_plane = to_plane(at);
            const Point next{in_plane.x - first.x, in_plane.y - first.y};
            twice += last.x * next.y - next.x * last.y;
            last = next;
        }
    }
    return std::abs(twice) / 2;
}

double Earth::area(const MultiPolygon& shape, double piece) const {
    double sum = 0;
    for (const Polygon& polygon : shape) {
        sum += ring_area(finer(polygon.outer, piece), 1);
        for (const Ring& hole : polygon.holes)
            sum -= ring_area(finer(hole, piece), 1);
    }
    return sum;
}

MultiPolygon moved(const MultiPolygon& shape, const std::string& from, const std::string& to) {
    if (from == to) return shape;
    static Operations known;  // making one takes longer than the test
    PJ* const operation = known.between(from, to);
    return each_point(shape, [&](Point p) {
        const PJ_COORD there = proj_trans(operation, PJ_FWD, proj_coord(p.x, p.y, 0, 0));
        return Point{there.xy.x, there.xy.y};
    });
}

MultiPolygon densified(const MultiPolygon& shape, double piece) {
    MultiPolygon out = shape;
    for (Polygon& polygon : out) {
        polygon.outer = finer(polygon.outer, piece);
        for (Ring& hole : polygon.holes)
            hole = finer(hole, piece);
    }
    return out;
}

MultiPolygon mapped(const MultiPolygon& shape, const Affine& map) {
    return each_point(shape, [&](Point p) { return map.apply(p); });
}

}  // namespace bareland::testing
