#include "geo/cartography/labels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "geo/geos.hpp"

namespace bareland::cartography {
namespace {

using Corners = std::array<Point, 4>;

Corners corners(const Place& place, double gap = 0) {
    const double turn = place.angle * std::numbers::pi / 180;
    const double c = std::cos(turn), s = std::sin(turn);
    const double w = place.width / 2 + gap, h = place.height / 2 + gap;
    const auto at = [&](double dx, double dy) {
        return Point{place.centre.x + dx * c - dy * s, place.centre.y + dx * s + dy * c};
    };
    return {at(-w, -h), at(w, -h), at(w, h), at(-w, h)};
}

// Some side of `a` has all of `b` beyond it (separating axes).
bool parted(const Corners& a, const Corners& b) {
    for (std::size_t i = 0; i < 4; ++i) {
        const Point& p = a.at(i);
        const Point& q = a.at((i + 1) % 4);
        const Point across{q.y - p.y, p.x - q.x};  // outwards, for corners in this order with y down
        const auto beyond = [&](const Point& r) {
            return (r.x - p.x) * across.x + (r.y - p.y) * across.y >= 0;
        };
        if (std::all_of(b.begin(), b.end(), beyond)) return true;
    }
    return false;
}

bool covers(const Ring& ring, const Point& p) {
    bool in = false;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point& a = ring[i];
        const Point& b = ring[i + 1];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
    }
    return in;
}

bool covers(const MultiPolygon& shape, const Point& p) {
    return std::any_of(shape.begin(), shape.end(), [&](const Polygon& polygon) {
        return covers(polygon.outer, p) && std::none_of(polygon.holes.begin(), polygon.holes.end(),
                                                        [&](const Ring& hole) { return covers(hole, p); });
    });
}

bool covers_place(const MultiPolygon& shape, const Place& place) {
    const Corners ends = corners(place);
    for (std::size_t i = 0; i < 4; ++i) {
        const Point& a = ends.at(i);
        const Point& b = ends.at((i + 1) % 4);
        const Point between{(a.x + b.x) / 2, (a.y + b.y) / 2};
        if (!covers(shape, a) || !covers(shape, between)) return false;
    }
    return covers(shape, place.centre);
}

double cross(const Point& a, const Point& b, const Point& p) {
    return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
}

// The stretch of a line from `from` that is as long as the label, with its two ends.
struct Stretch {
    Point start, end;
    double strays = 0;  // the largest distance of the line from the straight between them
};

std::optional<Stretch> stretch(const std::vector<Point>& line, const std::vector<double>& along, double from,
                               double length) {
    const auto at = [&](double distance) {
        const auto next = std::upper_bound(along.begin(), along.end() - 1, distance);
        const auto i = static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, next - along.begin()));
        const double piece = along[i] - along[i - 1];
        const double t = piece > 0 ? (distance - along[i - 1]) / piece : 0;
        return Point{line[i - 1].x + t * (line[i].x - line[i - 1].x),
                     line[i - 1].y + t * (line[i].y - line[i - 1].y)};
    };
    Stretch out{at(from), at(from + length), 0};
    const double straight = std::hypot(out.end.x - out.start.x, out.end.y - out.start.y);
    if (straight < length * 0.9) return std::nullopt;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (along[i] <= from || along[i] >= from + length) continue;
        out.strays = std::max(out.strays, std::abs(cross(out.start, out.end, line[i])) / straight);
    }
    return out;
}

}  // namespace

std::optional<Pole> pole_of(const MultiPolygon& shape, double tolerance) {
    std::optional<Pole> best;
    GEOSContextHandle_t context = geos::context();
    for (const Polygon& polygon : shape) {
        const geos::Geometry area = geos::from(MultiPolygon{polygon});
        const geos::Geometry radius(GEOSMaximumInscribedCircle_r(context, area.get(), tolerance));
        if (!radius) continue;  // no area
        double length = 0;
        GEOSLength_r(context, radius.get(), &length);
        if (best && length <= best->radius) continue;
        const GEOSCoordSequence* ends = GEOSGeom_getCoordSeq_r(context, radius.get());
        Pole pole{{}, length};
        GEOSCoordSeq_getXY_r(context, ends, 0, &pole.at.x, &pole.at.y);
        best = pole;
    }
    return best;
}

bool collide(const Place& a, const Place& b) {
    const Corners first = corners(a), second = corners(b);
    return !parted(first, second) && !parted(second, first);
}

bool within(const Place& place, const Box& box) {
    const Corners ends = corners(place);
    return std::all_of(ends.begin(), ends.end(), [&](const Point& p) {
        return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
    });
}

Labels::Labels(const Box& frame, double gap) : frame_(frame), gap_(gap) {}

bool Labels::free(const Place& place) const {
    Place wide = place;
    wide.width += 2 * gap_;
    wide.height += 2 * gap_;
    return within(wide, frame_) && std::none_of(taken_.begin(), taken_.end(),
                                                [&](const Place& other) { return collide(wide, other); });
}

bool Labels::take(const Place& place) {
    if (!free(place)) return false;
    taken_.push_back(place);
    return true;
}

void Labels::block(const Place& place) {
    taken_.push_back(place);
}

std::optional<Place> Labels::near(const Point& anchor, double width, double height, double reach) {
    Place place{anchor, width, height, 0};
    if (take(place)) return place;
    const double step = height / 2;
    for (double radius = step; radius <= reach; radius += step) {
        constexpr int directions = 24;
        for (int i = 0; i < directions; ++i) {
            const double turn = 2 * std::numbers::pi * i / directions;
            place.centre = {anchor.x + radius * std::cos(turn), anchor.y + radius * std::sin(turn)};
            if (take(place)) return place;
        }
    }
    return std::nullopt;
}

std::optional<Place> Labels::beside(const Point& anchor, double width, double height, double clear,
                                    double reach) {
    // Upper right is read first, then the other corners, then the sides (Imhof's order).
    constexpr std::array<Point, 8> sides{
        {{1, -1}, {1, 1}, {-1, -1}, {-1, 1}, {1, 0}, {-1, 0}, {0, -1}, {0, 1}}};
    for (double away = clear; away <= reach; away += height / 2) {
        for (const Point& side : sides) {
            const double slant = side.x != 0 && side.y != 0 ? std::numbers::sqrt2 / 2 : 1;
            const Place place{{anchor.x + side.x * (width / 2 + away * slant),
                               anchor.y + side.y * (height / 2 + away * slant)},
                              width,
                              height,
                              0};
            if (take(place)) return place;
        }
    }
    return std::nullopt;
}

std::optional<Place> Labels::along(const std::vector<Point>& line, double width, double height,
                                   double slack) {
    if (line.size() < 2) return std::nullopt;
    std::vector<double> way{0};
    for (std::size_t i = 1; i < line.size(); ++i)
        way.push_back(way.back() + std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y));
    const double room = way.back() - width;
    if (room < 0) return std::nullopt;
    const double step = height;
    for (double off = 0; off <= room / 2; off += step) {
        for (const double from : {room / 2 + off, room / 2 - off}) {
            const auto piece = stretch(line, way, from, width);
            if (!piece || piece->strays > slack) continue;
            double angle = std::atan2(piece->end.y - piece->start.y, piece->end.x - piece->start.x) * 180 /
                           std::numbers::pi;
            if (angle > 90) angle -= 180;
            if (angle <= -90) angle += 180;
            const Place place{{(piece->start.x + piece->end.x) / 2, (piece->start.y + piece->end.y) / 2},
                              width,
                              height,
                              angle};
            if (take(place)) return place;
        }
    }
    return std::nullopt;
}

std::optional<Place> Labels::inside(const MultiPolygon& shape, double width, double height) {
    Place place{{}, width, height, 0};
    const auto fits = [&] { return covers_place(shape, place) && take(place); };
    if (const auto pole = pole_of(shape, height / 10)) {
        place.centre = pole->at;
        if (fits()) return place;
    }
    const Box box = box_of(shape);
    const double step = height / 2;
    std::vector<Point> lattice;
    for (double y = std::max(box.min_y, frame_.min_y); y <= std::min(box.max_y, frame_.max_y); y += step) {
        for (double x = std::max(box.min_x, frame_.min_x); x <= std::min(box.max_x, frame_.max_x); x += step)
            lattice.push_back({x, y});
    }
    const Point middle{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    const auto away = [&](const Point& p) { return std::hypot(p.x - middle.x, p.y - middle.y); };
    std::stable_sort(lattice.begin(), lattice.end(),
                     [&](const Point& a, const Point& b) { return away(a) < away(b); });
    for (const Point& p : lattice) {
        place.centre = p;
        if (free(place) && fits()) return place;
    }
    return std::nullopt;
}

}  // namespace bareland::cartography
