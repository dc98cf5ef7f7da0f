// The district's page: map of shades, ranked bars with the table, changes since last month.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/cartography/breaks.hpp"
#include "geo/overlay.hpp"
#include "jobs/brief/drawing.hpp"

namespace bareland::brief {
namespace {

struct Classes {
    std::vector<double> breaks;
    std::vector<std::size_t> counts;  // of units in each class

    Colour colour(double value) const {
        const auto rgb = cartography::shade(cartography::class_of(value, breaks), breaks.size() + 1);
        return {rgb[0], rgb[1], rgb[2]};
    }
};

bool has_figure(const UnitFacts& unit) {
    return unit.status == UnitStatus::ranked;
}

Classes classes_of(const Drawing& drawing) {
    std::vector<double> values;
    for (const UnitFacts& unit : drawing.briefing.units) {
        if (has_figure(unit)) values.push_back(unit.areas.uncontrolled_permyriad);
    }
    Classes out;
    out.breaks =
        cartography::class_breaks(values, static_cast<std::size_t>(drawing.layout.number("classes")));
    out.counts.assign(out.breaks.size() + 1, 0);
    for (const double value : values)
        ++out.counts[cartography::class_of(value, out.breaks)];
    return out;
}

const UnitFacts* facts_of(const Drawing& drawing, const std::string& id) {
    const auto& units = drawing.briefing.units;
    const auto found =
        std::find_if(units.begin(), units.end(), [&](const UnitFacts& unit) { return unit.id == id; });
    return found == units.end() ? nullptr : &*found;
}

void draw_names(const Drawing& drawing) {
    const cartography::MapView& view = drawing.page.view;
    cartography::Labels labels(view.frame, drawing.layout.number("label_gap_mm"));
    struct Name {
        const MapUnit* unit;
        MultiPolygon shape;
        double area;
    };
    std::vector<Name> names;
    for (const MapUnit& unit : drawing.briefing.map.units) {
        MultiPolygon shape = cartography::drawn(unit.shape, view, 0.05, 0);
        const double area = std::abs(overlay::planar_area(shape));
        names.push_back({&unit, std::move(shape), area});
    }
    // Small units first: large ones have more places to choose from.
    std::stable_sort(names.begin(), names.end(),
                     [](const Name& a, const Name& b) { return a.area < b.area; });
    for (const Name& name : names) {
        TextStyle style = drawing.style("map_class");
        for (const double part : {1.0, 0.85, 0.7}) {
            style.size_mm = drawing.style("map_class").size_mm * part;
            const Size size = drawing.canvas().measure(name.unit->name, style);
            auto place = labels.inside(name.shape, size.width, size.height);
            if (!place && part < 0.75) {
                if (const auto pole = cartography::pole_of(name.shape, 0.1))
                    place = labels.near(pole->at, size.width, size.height, 40);
            }
            if (!place) continue;
            drawing.canvas().turned_text(place->centre, name.unit->name, style, 0);
            break;
        }
    }
}

void draw_shades(const Drawing& drawing, const Classes& classes) {
    const cartography::MapView& view = drawing.page.view;
    {
        const Canvas::Clip clip(drawing.canvas(), view.frame);
        for (const bool border : {false, true}) {
            for (const MapUnit& unit : drawing.briefing.map.units) {
                const MultiPolygon shape = cartography::drawn(unit.shape, view, 0.05, 0.3);
                const UnitFacts* facts = facts_of(drawing, unit.id);
                const bool known = facts != nullptr && has_figure(*facts);
                if (border) {
                    drawing.canvas().stroke(shape, drawing.layout.pen("shade_border"));
                } else {
                    drawing.canvas().fill(shape, {known ? classes.colour(facts->areas.uncontrolled_permyriad)
                                                        : drawing.layout.colour("no_data")});
                }
            }
        }
    }
    draw_graticule(drawing);
    draw_names(drawing);
    drawing.canvas().frame(view.frame, drawing.layout.pen("frame"));
}

std::string class_text(const Drawing& drawing, const Classes& classes, std::size_t i) {
    const auto number = [](double value) { return fmt::format("{:g}", value); };
    const auto& breaks = classes.breaks;
    if (breaks.empty()) return drawing.say("class_all");
    if (i == 0)
        return drawing.say(breaks[0] == 0 ? "class_zero" : "class_first", {{"high", number(breaks[0])}});
    if (i == breaks.size()) return drawing.say("class_last", {{"low", number(breaks.back())}});
    return drawing.say("class_between", {{"low", number(breaks[i - 1])}, {"high", number(breaks[i])}});
}

void draw_classes(const Drawing& drawing, const Classes& classes) {
    const Box& frame = drawing.frame("legend");
    const TextStyle& style = drawing.style("body");
    double y = frame.min_y;
    y += drawing.canvas()
             .text({frame.min_x, y}, drawing.say("map"), drawing.style("heading"), Align::left,
                   frame.max_x - frame.min_x)
             .height +
         0.8;
    constexpr double row = 4.2, sample = 9;
    const auto entry = [&](const Colour& colour, const std::string& text, const std::string& count) {
        const Box box{frame.min_x, y + 0.4, frame.min_x + sample, y + row - 0.4};
        drawing.canvas().box(box, {colour});
        drawing.canvas().frame(box, drawing.layout.pen("axis"));
        const double high = drawing.canvas().measure(text, style).height;
        drawing.canvas().text({box.max_x + 2, y + (row - high) / 2}, text, style);
        if (!count.empty())
            drawing.canvas().text({frame.min_x + 50, y + (row - high) / 2}, count, drawing.style("small"));
        y += row;
    };
    for (std::size_t i = 0; i < classes.counts.size(); ++i) {
        const auto rgb = cartography::shade(i, classes.counts.size());
        entry({rgb[0], rgb[1], rgb[2]}, class_text(drawing, classes, i),
              drawing.say("class_count", {{"count", std::to_string(classes.counts[i])}}));
    }
    const auto& units = drawing.briefing.units;
    const auto without =
        std::count_if(units.begin(), units.end(), [](const UnitFacts& unit) { return !has_figure(unit); });
    if (without > 0) {
        entry(drawing.layout.colour("no_data"), drawing.say("no_data"),
              drawing.say("class_count", {{"count", std::to_string(without)}}));
    }
}

// ---- the table with bars

// Bars show the figure that the profile ranks by, which the order of the units tells.
bool ranked_by_area(const Briefing& briefing) {
    double last = 1e300;
    for (const UnitFacts& unit : briefing.units) {
        if (!unit.rank) continue;
        // Areas are ranked as rounded by the profile.
        if (unit.areas.uncontrolled > last * (1 + 1e-3) + 1) return false;
        last = unit.areas.uncontrolled;
    }
    return true;
}

struct Columns {
    double rank, name, bar, bar_end, other, bare, previous, change;  // left edges, or right ones of numbers
};

Columns columns_of(const Box& frame) {
    const double w = frame.max_x - frame.min_x;
    const auto at = [&](double part) { return frame.min_x + part * w; };
    return {at(0.05), at(0.065), at(0.235), at(0.515), at(0.64), at(0.76), at(0.845), at(1)};
}

// A triangle: up for more bare land, down for less.
void draw_change(const Drawing& drawing, double change, const Point& centre, double size) {
    if (std::lround(change) == 0) return;
    const double sign = change > 0 ? -1 : 1;
    const Point tip{centre.x, centre.y + sign * size / 2};
    const Point left{centre.x - size / 2, centre.y - sign * size / 2};
    const Point right{centre.x + size / 2, centre.y - sign * size / 2};
    drawing.canvas().fill(Polygon{{tip, left, right, tip}, {}},
                          {drawing.layout.colour(change > 0 ? "worse" : "better")});
}

struct TableRows {
    const Drawing& drawing;
    const Classes& classes;
    Columns at;
    double row, most;
    bool by_area;
    TextStyle style;

    void cell(double x, double y, const std::string& text, Align align) const {
        const double high = drawing.canvas().measure(text, style).height;
        drawing.canvas().text({x, y + (row - high) / 2}, text, style, align);
    }

    double ranked_value(const UnitFacts& unit) const {
        return by_area ? unit.areas.uncontrolled : unit.areas.uncontrolled_permyriad;
    }
    static std::string figure_text(const UnitFacts& unit, bool area) {
        return area ? area_text(unit.areas.uncontrolled) : permyriad_text(unit.areas.uncontrolled_permyriad);
    }

    void bar(const UnitFacts& unit, double y) const {
        const double value = ranked_value(unit);
        const double text = 15;
        const double length = most > 0 ? (at.bar_end - at.bar - text) * value / most : 0;
        const Box box{at.bar, y + row * 0.18, at.bar + length, y + row * 0.82};
        drawing.canvas().box(box, {classes.colour(unit.areas.uncontrolled_permyriad)});
        drawing.canvas().frame(box, drawing.layout.pen("hair_ink"));
        cell(box.max_x + 1, y, figure_text(unit, by_area), Align::left);
    }

    void draw(const UnitFacts& unit, double y, bool total) const {
        TextStyle name = style;
        const double wide = drawing.canvas().measure(unit.name, name).width;
        const double room = at.bar - at.name - 1;
        if (wide > room) name.size_mm *= room / wide;
        const double high = drawing.canvas().measure(unit.name, name).height;
        drawing.canvas().text({at.name, y + (row - high) / 2}, unit.name, name);
        if (!total) cell(at.rank, y, unit.rank ? std::to_string(*unit.rank) : unit.status_word, Align::right);
        if (total) {
            cell(at.bar + 1, y, figure_text(unit, by_area), Align::left);
        } else if (has_figure(unit)) {
            bar(unit, y);
        }
        cell(at.other, y, figure_text(unit, !by_area), Align::right);
        cell(at.bare, y, area_text(unit.areas.bare), Align::right);
        if (unit.previous_rank) cell(at.previous, y, std::to_string(*unit.previous_rank), Align::right);
        if (unit.change_m2) {
            const double change = *unit.change_m2;
            const std::string sign = std::lround(change) > 0 ? "+" : (std::lround(change) < 0 ? "−" : "");
            cell(at.change - 3.2, y, sign + area_text(std::abs(change)), Align::right);
            draw_change(drawing, change, {at.change - 1.4, y + row / 2}, std::min(2.0, row * 0.45));
        }
    }
};

void draw_heads(const Drawing& drawing, const Columns& at, double y, bool by_area) {
    const TextStyle& style = drawing.style("table_head");
    drawing.canvas().text({at.rank, y}, drawing.say("rank"), style, Align::right);
    drawing.canvas().text({at.name, y}, drawing.say("name"), style);
    drawing.canvas().text({at.bar, y}, drawing.say(by_area ? "uncontrolled" : "permyriad"), style);
    drawing.canvas().text({at.other, y}, drawing.say(by_area ? "permyriad" : "uncontrolled"), style,
                          Align::right);
    drawing.canvas().text({at.bare, y}, drawing.say("bare"), style, Align::right);
    drawing.canvas().text({at.previous, y}, drawing.say("previous"), style, Align::right);
    drawing.canvas().text({at.change, y}, drawing.say("change"), style, Align::right);
}

void draw_ranks(const Drawing& drawing, const Classes& classes) {
    const Box& frame = drawing.frame("ranks");
    const auto& units = drawing.briefing.units;
    double y = frame.min_y;
    y += drawing.canvas().text({frame.min_x, y}, drawing.say("ranks"), drawing.style("heading")).height + 0.8;
    const Columns at = columns_of(frame);
    const bool by_area = ranked_by_area(drawing.briefing);
    draw_heads(drawing, at, y, by_area);
    y += drawing.style("table_head").size_mm * 1.35;
    drawing.canvas().line({{frame.min_x, y}, {frame.max_x, y}}, drawing.layout.pen("axis"));
    const double row = std::min(6.5, (frame.max_y - y) / static_cast<double>(units.size() + 1));
    double most = 0;
    for (const UnitFacts& unit : units)
        most = std::max(most, !has_figure(unit) ? 0
                              : by_area         ? unit.areas.uncontrolled
                                                : unit.areas.uncontrolled_permyriad);
    TextStyle style = drawing.style("table");
    style.size_mm = std::min(style.size_mm, row * 0.75);
    TableRows rows{drawing, classes, at, row, most, by_area, style};
    for (const UnitFacts& unit : units) {
        rows.draw(unit, y, false);
        y += row;
        drawing.canvas().line({{frame.min_x, y}, {frame.max_x, y}}, drawing.layout.pen("hair"));
    }
    rows.style.face = drawing.style("strong").face;
    UnitFacts district = drawing.briefing.district;
    district.name = drawing.say("district");
    rows.draw(district, y, true);
}

}  // namespace

DrawnPage draw_overview(const Briefing& briefing, const PageTemplate& layout) {
    const PageLayout& frames = layout.page("overview");
    DrawnPage page{Canvas(frames.width_mm, frames.height_mm, briefing.lang), {}, {}, briefing.map.crs};
    const Drawing drawing{briefing, layout, frames, page, "overview", briefing.district_name};
    Box world;
    for (const MapUnit& unit : briefing.map.units) {
        const Box box = box_of(unit.shape);
        world.add({box.min_x, box.min_y});
        world.add({box.max_x, box.max_y});
    }
    page.view = cartography::fit(drawing.frame("map"), world, layout.number("overview_margin"),
                                 layout.number("least_width_m"));
    const Classes classes = classes_of(drawing);
    const std::string month = month_text(drawing, briefing.month);
    const std::string title = drawing.say("title", {{"district", briefing.district_name}});
    page.facts = {title, layout.maker.in(briefing.lang),
                  drawing.say_in("sheet", "subject", {{"month", month}}), briefing.made_at};
    draw_title(drawing, title, drawing.say("subtitle", {{"month", month}}));
    draw_shades(drawing, classes);
    draw_classes(drawing, classes);
    draw_scale(drawing);
    draw_ranks(drawing, classes);
    draw_imprint(drawing);
    report_missing_glyphs(drawing);
    return page;
}

}  // namespace bareland::brief
