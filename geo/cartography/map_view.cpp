#include "geo/cartography/map_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace bareland::cartography {
namespace {

// The smallest round scale number that is not below `least`.
double round_denominator(double least) {
    constexpr std::array<double, 18> steps{1,    1.25, 1.5,  1.75, 2,   2.25, 2.5, 2.75, 3,
                                           3.25, 3.5,  3.75, 4,    4.5, 5,    6,   7.5,  10};
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double step : steps) {
        if (step * power >= least * (1 - 1e-12)) return step * power;
    }
    return 10 * power;
}

double signed_area(const Ring& ring) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        sum += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
    return sum / 2;
}

Ring thinned(const Ring& ring, double tolerance) {
    Ring out;
    for (const Point& p : ring) {
        if (out.empty() || std::hypot(p.x - out.back().x, p.y - out.back().y) >= tolerance) out.push_back(p);
    }
    if (out.size() > 1 && !(out.back() == out.front())) {
        if (std::hypot(out.back().x - out.front().x, out.back().y - out.front().y) < tolerance)
            out.pop_back();
        out.push_back(out.front());
    }
    return out;
}

Ring square(const Ring& ring, double side) {
    Box box;
    for (const Point& p : ring)
        box.add(p);
    const Point middle{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    const double h = side / 2;
    return {{middle.x - h, middle.y - h},
            {middle.x + h, middle.y - h},
            {middle.x + h, middle.y + h},
            {middle.x - h, middle.y + h},
            {middle.x - h, middle.y - h}};
}

}  // namespace

Point MapView::to_page(const Point& world) const {
    return {(frame.min_x + frame.max_x) / 2 + (world.x - centre.x) * mm_per_unit,
            (frame.min_y + frame.max_y) / 2 - (world.y - centre.y) * mm_per_unit};
}

Point MapView::to_world(const Point& page) const {
    return {centre.x + (page.x - (frame.min_x + frame.max_x) / 2) / mm_per_unit,
            centre.y - (page.y - (frame.min_y + frame.max_y) / 2) / mm_per_unit};
}

Box MapView::world() const {
    Box box;
    box.add(to_world({frame.min_x, frame.min_y}));
    box.add(to_world({frame.max_x, frame.max_y}));
    return box;
}

Ring MapView::to_page(const Ring& world) const {
    Ring out;
    out.reserve(world.size());
    for (const Point& p : world)
        out.push_back(to_page(p));
    return out;
}

MultiPolygon MapView::to_page(const MultiPolygon& world) const {
    MultiPolygon out;
    out.reserve(world.size());
    for (const Polygon& polygon : world) {
        Polygon& page = out.emplace_back();
        page.outer = to_page(polygon.outer);
        for (const Ring& hole : polygon.holes)
            page.holes.push_back(to_page(hole));
    }
    return out;
}

MapView fit(const Box& frame, const Box& world, double margin, double least_width) {
    const double free = 1 - 2 * std::clamp(margin, 0.0, 0.45);
    const double wide = std::max(world.max_x - world.min_x, least_width);
    const double high = std::max(world.max_y - world.min_y, least_width);
    const double room =
        std::min((frame.max_x - frame.min_x) * free / wide, (frame.max_y - frame.min_y) * free / high);
    MapView view;
    view.frame = frame;
    view.centre = {(world.min_x + world.max_x) / 2, (world.min_y + world.max_y) / 2};
    view.mm_per_unit = 1000 / round_denominator(1000 / room);
    return view;
}

Orientation orientation_for(const Box& world) {
    const bool tall = world.max_y - world.min_y > world.max_x - world.min_x;
    return tall ? Orientation::portrait : Orientation::landscape;
}

MultiPolygon drawn(const MultiPolygon& world, const MapView& view, double tolerance_mm, double least_mm) {
    MultiPolygon out;
    for (const Polygon& polygon : world) {
        const Ring whole = view.to_page(polygon.outer);
        Polygon page;
        page.outer = thinned(whole, tolerance_mm);
        if (page.outer.size() < 4 || std::abs(signed_area(page.outer)) < least_mm * least_mm) {
            page.outer = square(whole, least_mm);
            out.push_back(std::move(page));
            continue;
        }
        for (const Ring& hole : polygon.holes) {
            Ring thin = thinned(view.to_page(hole), tolerance_mm);
            if (thin.size() >= 4) page.holes.push_back(std::move(thin));
        }
        out.push_back(std::move(page));
    }
    return out;
}

}  // namespace bareland::cartography
