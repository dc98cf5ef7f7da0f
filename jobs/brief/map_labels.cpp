// Names and numbers on the map of a sheet. The first to ask has the first choice: patch numbers, which must
// all be there, then the unit, its neighbours, zones, roads.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "geo/messages_pages.hpp"
#include "geo/overlay.hpp"
#include "jobs/brief/drawing.hpp"

namespace bareland::brief {
namespace {

using cartography::Labels;
using cartography::MapView;
using cartography::Place;

struct Labelling {
    const Drawing& drawing;
    Labels labels;
    std::vector<std::string> left_out{};
};

MultiPolygon framed(const MultiPolygon& shape, const MapView& view) {
    const Box w = view.world();
    const Polygon frame{
        {{w.min_x, w.min_y}, {w.max_x, w.min_y}, {w.max_x, w.max_y}, {w.min_x, w.max_y}, {w.min_x, w.min_y}},
        {}};
    return view.to_page(overlay::intersection(shape, {frame}));
}

void draw_number(const Drawing& drawing, const Place& place, const Point& anchor, int number) {
    const double radius = drawing.layout.number("number_radius_mm");
    const double away = std::hypot(place.centre.x - anchor.x, place.centre.y - anchor.y);
    if (away > radius) {
        const double part = radius / away;
        const Point rim{place.centre.x + (anchor.x - place.centre.x) * part,
                        place.centre.y + (anchor.y - place.centre.y) * part};
        drawing.canvas().line({rim, anchor}, drawing.layout.pen("leader"));
    }
    drawing.canvas().circle(place.centre, radius, {drawing.layout.colour("paper")},
                            drawing.layout.pen("number"));
    const TextStyle& style = drawing.style("map_number");
    const std::string text = std::to_string(number);
    const double high = drawing.canvas().measure(text, style).height;
    drawing.canvas().text({place.centre.x, place.centre.y - high / 2}, text, style, Align::centre);
    drawing.page.numbers.push_back({number, place.centre});
}

void label_patches(Labelling& work, const UnitFacts& unit, Shown& shown) {
    const MapView& view = work.drawing.page.view;
    const double side = 2 * work.drawing.layout.number("number_radius_mm");
    const double reach = view.frame.max_x - view.frame.min_x + view.frame.max_y - view.frame.min_y;
    // The patches themselves stay visible under the numbers of others.
    const std::span<const PatchOfUnit> patches = listed_patches(work.drawing, unit);
    for (const PatchOfUnit& patch : patches)
        work.labels.block({view.to_page(patch.on_map), side / 4, side / 4, 0});
    for (const PatchOfUnit& patch : patches) {
        const Point anchor = view.to_page(patch.on_map);
        auto place = work.labels.beside(anchor, side, side, side / 4, side * 2);
        if (!place) place = work.labels.near(anchor, side, side, reach);
        draw_number(work.drawing, place.value_or(Place{anchor, side, side, 0}), anchor, patch.number);
        shown.add("number");
    }
}

bool put(Labelling& work, const std::optional<Place>& place, const std::string& text,
         const TextStyle& style) {
    if (!place) return false;
    work.drawing.canvas().turned_text(place->centre, text, style, place->angle);
    return true;
}

void label_shape(Labelling& work, const MultiPolygon& shape, const std::string& name,
                 const std::string& style_name, bool needed) {
    if (shape.empty() || name.empty()) return;
    TextStyle style = work.drawing.style(style_name);
    const double full = style.size_mm;
    std::optional<Place> place;
    // Smaller letters before a name that leaves its shape.
    for (const double part : {1.0, 0.85, 0.7}) {
        style.size_mm = full * part;
        const Size size = work.drawing.canvas().measure(name, style);
        place = work.labels.inside(shape, size.width, size.height);
        if (place) break;
    }
    if (!place && needed) {
        const Size size = work.drawing.canvas().measure(name, style);
        if (const auto pole = cartography::pole_of(shape, 0.1))
            place = work.labels.near(pole->at, size.width, size.height, 80);
    }
    if (!put(work, place, name, style) && needed) work.left_out.push_back(name);
}

void label_units(Labelling& work, const UnitFacts& unit) {
    const MapView& view = work.drawing.page.view;
    for (const bool own : {true, false}) {
        for (const MapUnit& other : work.drawing.briefing.map.units) {
            if ((other.id == unit.id) != own || !box_of(other.shape).meets(view.world())) continue;
            label_shape(work, framed(other.shape, view), other.name, own ? "map_unit" : "map_neighbour", own);
        }
    }
}

void label_zones(Labelling& work) {
    const MapView& view = work.drawing.page.view;
    for (const MapZone& zone : work.drawing.briefing.map.zones) {
        if (!box_of(zone.shape).meets(view.world())) continue;
        label_shape(work, framed(zone.shape, view), zone.name, "map_zone", false);
    }
}

// The part of a straight piece inside the box (Liang and Barsky's clipping), as shares of its length.
std::optional<std::pair<double, double>> inside_part(const Point& a, const Point& b, const Box& box) {
    double from = 0, to = 1;
    const auto cut = [&](double step, double room) {  // step * t <= room
        if (step == 0) return room >= 0;
        if (step > 0) to = std::min(to, room / step);
        if (step < 0) from = std::max(from, room / step);
        return from <= to;
    };
    const double dx = b.x - a.x, dy = b.y - a.y;
    if (!cut(-dx, a.x - box.min_x) || !cut(dx, box.max_x - a.x)) return std::nullopt;
    if (!cut(-dy, a.y - box.min_y) || !cut(dy, box.max_y - a.y)) return std::nullopt;
    return std::pair{from, to};
}

// The pieces of a line inside the frame, on the page.
std::vector<std::vector<Point>> pieces_inside(const std::vector<Point>& page, const Box& frame) {
    std::vector<std::vector<Point>> out;
    bool open = false;
    for (std::size_t i = 1; i < page.size(); ++i) {
        const Point& a = page[i - 1];
        const Point& b = page[i];
        const auto part = inside_part(a, b, frame);
        if (!part) {
            open = false;
            continue;
        }
        const auto at = [&](double t) { return Point{a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)}; };
        if (!open) out.push_back({at(part->first)});
        out.back().push_back(at(part->second));
        open = part->second == 1;
    }
    return out;
}

// Each name once, on the most important and then the longest of its pieces.
void label_roads(Labelling& work, const MapIndex& index, const Shown& shown) {
    const MapView& view = work.drawing.page.view;
    struct Piece {
        int importance;
        double length;
        std::vector<Point> line;
    };
    std::map<std::string, std::vector<Piece>> names;
    for (const MapIndex::Line& road : index.roads) {
        const int importance = std::clamp(road.line->importance, 0, 3);
        const bool drawn = road.line->kind != MapLine::Kind::road ||
                           std::find(shown.roads.begin(), shown.roads.end(), importance) != shown.roads.end();
        if (road.line->name.empty() || !drawn || !road.box.meets(view.world())) continue;
        for (auto& piece : pieces_inside(view.to_page(road.line->line), view.frame)) {
            double length = 0;
            for (std::size_t i = 1; i < piece.size(); ++i)
                length += std::hypot(piece[i].x - piece[i - 1].x, piece[i].y - piece[i - 1].y);
            if (length > 0) names[road.line->name].push_back({importance, length, std::move(piece)});
        }
    }
    std::vector<std::pair<std::string, std::vector<Piece>>> order(names.begin(), names.end());
    for (auto& [name, pieces] : order) {
        std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
            return a.importance != b.importance ? a.importance < b.importance : a.length > b.length;
        });
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.second.front().importance < b.second.front().importance;
    });
    const TextStyle& style = work.drawing.style("map_road");
    for (const auto& [name, pieces] : order) {
        const Size size = work.drawing.canvas().measure(name, style);
        for (const Piece& piece : pieces) {
            if (put(work, work.labels.along(piece.line, size.width, size.height, size.height / 3), name,
                    style))
                break;
        }
    }
}

}  // namespace

void draw_labels(const Drawing& drawing, const MapIndex& index, const UnitFacts& unit, Shown& shown) {
    Labelling work{drawing, Labels(drawing.page.view.frame, drawing.layout.number("label_gap_mm"))};
    label_patches(work, unit, shown);
    label_units(work, unit);
    label_zones(work);
    label_roads(work, index, shown);
    if (!work.left_out.empty()) {
        drawing.page.findings.push_back(find(messages::page_labels_left_out, drawing.name, drawing.name,
                                             fmt::format("{}", fmt::join(work.left_out, ", "))));
    }
}

}  // namespace bareland::brief
