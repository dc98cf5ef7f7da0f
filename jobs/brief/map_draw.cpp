// The map of a sheet: areas and lines, from the ground up.
#include <algorithm>
#include <array>
#include <cmath>

#include "geo/overlay.hpp"
#include "jobs/brief/drawing.hpp"

namespace bareland::brief {
namespace {

using cartography::MapView;

constexpr std::array status_names{"uncontrolled", "controlled", "excluded"};
constexpr std::array kind_names{"key", "strict", "water_source", "other"};

Polygon frame_polygon(const Box& box) {
    return {{{box.min_x, box.min_y},
             {box.max_x, box.min_y},
             {box.max_x, box.max_y},
             {box.min_x, box.max_y},
             {box.min_x, box.min_y}},
            {}};
}

// What of a shape the map shows: dashes and hatches of what lies far outside would cost time and bytes.
MultiPolygon visible(const MultiPolygon& shape, const MapView& view, double thin_mm) {
    if (!box_of(shape).meets(view.world())) return {};
    Box wide = view.world();
    const double rim = 5 / view.mm_per_unit;  // borders made by the cut stay out of sight
    wide = {wide.min_x - rim, wide.min_y - rim, wide.max_x + rim, wide.max_y + rim};
    return cartography::drawn(overlay::intersection(shape, {frame_polygon(wide)}), view, thin_mm, 0);
}

void draw_units(const Drawing& drawing, const UnitFacts& unit, Shown& shown) {
    const MapView& view = drawing.page.view;
    const double thin = drawing.layout.number("thin_mm");
    for (const MapUnit& other : drawing.briefing.map.units) {
        const MultiPolygon shape = visible(other.shape, view, thin);
        if (shape.empty()) continue;
        const bool own = other.id == unit.id;
        draw_area(drawing, own ? "unit" : "neighbour", shape);
        shown.add(own ? "unit" : "neighbour");
    }
}

void draw_water(const Drawing& drawing, Shown& shown) {
    for (const MultiPolygon& water : drawing.briefing.map.water) {
        const MultiPolygon shape = visible(water, drawing.page.view, drawing.layout.number("thin_mm"));
        if (shape.empty()) continue;
        draw_area(drawing, "water", shape);
        shown.add("water");
    }
}

struct DrawnZone {
    const char* kind;
    MultiPolygon shape;
};

// The tints of zones lie under roads and patches, so that these keep their colours; hatches and borders
// above.
std::vector<DrawnZone> tint_zones(const Drawing& drawing, Shown& shown) {
    std::vector<DrawnZone> out;
    for (const MapZone& zone : drawing.briefing.map.zones) {
        MultiPolygon shape = visible(zone.shape, drawing.page.view, drawing.layout.number("thin_mm"));
        if (shape.empty()) continue;
        const char* kind = kind_names.at(static_cast<std::size_t>(zone.kind));
        for (const Fill& fill : drawing.layout.area(kind).fills)
            drawing.canvas().fill(shape, fill);
        shown.add(kind);
        out.push_back({kind, std::move(shape)});
    }
    return out;
}

void outline_zones(const Drawing& drawing, const std::vector<DrawnZone>& zones) {
    for (const DrawnZone& zone : zones) {
        const AreaStyle& style = drawing.layout.area(zone.kind);
        for (const Hatch& hatch : style.hatches)
            drawing.canvas().hatch(zone.shape, hatch);
        for (const Pen& pen : style.borders)
            drawing.canvas().stroke(zone.shape, pen);
    }
}

int least_important(const Drawing& drawing) {
    const double denominator = drawing.page.view.denominator();
    if (denominator <= drawing.layout.number("minor_roads_below")) return 3;
    return denominator <= drawing.layout.number("secondary_roads_below") ? 2 : 1;
}

void draw_roads(const Drawing& drawing, const MapIndex& index, Shown& shown) {
    const MapView& view = drawing.page.view;
    const Box world = view.world();
    const int least = least_important(drawing);
    for (const MapIndex::Line& road : index.roads) {
        const int importance = std::clamp(road.line->importance, 0, 3);
        if (importance > least || !road.box.meets(world)) continue;
        const std::vector<Point> line = view.to_page(road.line->line);
        if (road.line->kind != MapLine::Kind::road) {
            const char* item = road.line->kind == MapLine::Kind::water ? "stream" : "railway";
            drawing.canvas().line(line, drawing.layout.pen(item));
            shown.add(item);
            continue;
        }
        drawing.canvas().line(line, drawing.layout.pen("road_" + std::to_string(importance)));
        shown.add("road");
        if (std::find(shown.roads.begin(), shown.roads.end(), importance) == shown.roads.end())
            shown.roads.push_back(importance);
    }
}

// Excluded and controlled land first: what has to be acted on lies on top.
void draw_patches(const Drawing& drawing, const MapIndex& index, Shown& shown) {
    const MapView& view = drawing.page.view;
    const Box world = view.world();
    const double thin = drawing.layout.number("thin_mm");
    const double least = drawing.layout.number("least_patch_mm");
    for (const PatchStatus status :
         {PatchStatus::excluded, PatchStatus::controlled, PatchStatus::uncontrolled}) {
        const char* name = status_names.at(static_cast<std::size_t>(status));
        const AreaStyle& area = drawing.layout.area(name);
        for (const MapIndex::Piece& piece : index.patches) {
            if (piece.status != status || !piece.box.meets(world)) continue;
            const MultiPolygon shape = cartography::drawn({*piece.shape}, view, thin, least);
            for (const Fill& fill : area.fills)
                drawing.canvas().fill(shape, fill);
            shown.add(name);
        }
    }
}

void draw_borders(const Drawing& drawing, const UnitFacts& unit) {
    const double thin = drawing.layout.number("thin_mm");
    for (const bool own : {false, true}) {
        for (const MapUnit& other : drawing.briefing.map.units) {
            if ((other.id == unit.id) != own) continue;
            const MultiPolygon shape = visible(other.shape, drawing.page.view, thin);
            drawing.canvas().stroke(shape, drawing.layout.pen(own ? "unit" : "neighbour"));
        }
    }
}

}  // namespace

void draw_area(const Drawing& drawing, std::string_view area, const MultiPolygon& shape, bool border) {
    const AreaStyle& style = drawing.layout.area(area);
    for (const Fill& fill : style.fills)
        drawing.canvas().fill(shape, fill);
    for (const Hatch& hatch : style.hatches)
        drawing.canvas().hatch(shape, hatch);
    if (!border) return;
    for (const Pen& pen : style.borders)
        drawing.canvas().stroke(shape, pen);
}

Shown draw_map(const Drawing& drawing, const MapIndex& index, const UnitFacts& unit) {
    Shown shown;
    const Box& frame = drawing.page.view.frame;
    {
        const Canvas::Clip clip(drawing.canvas(), frame);
        draw_units(drawing, unit, shown);
        draw_water(drawing, shown);
        const std::vector<DrawnZone> zones = tint_zones(drawing, shown);
        draw_roads(drawing, index, shown);
        draw_patches(drawing, index, shown);
        outline_zones(drawing, zones);
        draw_borders(drawing, unit);
    }
    draw_graticule(drawing);
    {
        const Canvas::Clip clip(drawing.canvas(), frame);
        draw_labels(drawing, index, unit, shown);
    }
    drawing.canvas().frame(frame, drawing.layout.pen("frame"));
    return shown;
}

}  // namespace bareland::brief
