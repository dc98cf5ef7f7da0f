// What stands round a map: graticule, scale, north, legend, inset, title, imprint.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "jobs/brief/drawing.hpp"

namespace bareland::brief {
namespace {

double width_of(const Box& box) {
    return box.max_x - box.min_x;
}

Transform to_geographic(const Drawing& drawing) {
    return Transform(drawing.page.crs, Crs::cgcs2000());
}

// The number with thin spaces between every three digits, as maps print scales.
std::string spaced(double value) {
    std::string digits = fmt::format("{:.0f}", value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), " ");
    return digits;
}

void draw_bar(const Drawing& drawing, const cartography::ScaleBar& bar, const Point& at) {
    constexpr double high = 1.4;
    const double part = bar.length_mm / bar.parts;
    const Pen& pen = drawing.layout.pen("scale");
    for (int i = 0; i < bar.parts; ++i) {
        const Box box{at.x + part * i, at.y, at.x + part * (i + 1), at.y + high};
        drawing.canvas().box(box,
                             {i % 2 == 0 ? drawing.layout.colour("ink") : drawing.layout.colour("paper")});
        drawing.canvas().frame(box, pen);
    }
    const TextStyle& style = drawing.style("small");
    const double below = at.y + high + 0.3;
    drawing.canvas().text({at.x, below}, "0", style, Align::centre);
    const int half = bar.parts / 2;
    if (bar.parts % 2 == 0) {
        drawing.canvas().text({at.x + part * half, below}, fmt::format("{:g}", bar.in_unit / 2), style,
                              Align::centre);
    }
    drawing.canvas().text({at.x + bar.length_mm, below}, fmt::format("{:g} {}", bar.in_unit, bar.unit), style,
                          Align::centre);
}

void draw_arrow(const Drawing& drawing, const Point& tip, double high) {
    const double half = high * 0.22;
    const Point foot{tip.x, tip.y + high * 0.72};
    const Point left{tip.x - half, tip.y + high}, right{tip.x + half, tip.y + high};
    drawing.canvas().fill(Polygon{{tip, foot, left, tip}, {}}, {drawing.layout.colour("ink")});
    drawing.canvas().stroke({Polygon{{tip, right, foot, tip}, {}}}, drawing.layout.pen("scale"));
}

std::string north_text(const Drawing& drawing) {
    const double turn = cartography::convergence(drawing.page.view.centre, to_geographic(drawing));
    if (std::abs(turn) < drawing.layout.number("north_tolerance"))
        return drawing.say_in("sheet", "north_is_true");
    // Grid north lies `turn` east of true north, so true north lies as much to the west of it.
    const std::string side = drawing.say_in("sheet", turn > 0 ? "west" : "east");
    return drawing.say_in("sheet", "north_differs",
                          {{"side", side}, {"degrees", fmt::format("{:.2f}", std::abs(turn))}});
}

// "2024-06-03T09:30:00+08:00" as people read it.
std::string time_text(const std::string& iso) {
    std::string out = iso.substr(0, 16);
    if (out.size() > 10) out[10] = ' ';
    return out;
}

std::string source_text(const Drawing& drawing, const Source& source) {
    const std::string role =
        drawing.layout.has_text("roles", source.role) ? drawing.say_in("roles", source.role) : source.role;
    const report::Words words{{"role", role}, {"name", source.name}, {"date", source.date}};
    return drawing.say_in("sheet", source.date.empty() ? "source_without_date" : "source", words);
}

// A sample of an item in the legend.
void draw_sample(const Drawing& drawing, const std::string& item, const Box& box, const Shown& shown) {
    const double middle = (box.min_y + box.max_y) / 2;
    const Polygon whole{{{box.min_x, box.min_y},
                         {box.max_x, box.min_y},
                         {box.max_x, box.max_y},
                         {box.min_x, box.max_y},
                         {box.min_x, box.min_y}},
                        {}};
    if (item == "road") {
        const int best = *std::min_element(shown.roads.begin(), shown.roads.end());
        drawing.canvas().line({{box.min_x, middle}, {box.max_x, middle}},
                              drawing.layout.pen("road_" + std::to_string(best)));
    } else if (item == "railway" || item == "stream") {
        drawing.canvas().line({{box.min_x, middle}, {box.max_x, middle}}, drawing.layout.pen(item));
    } else if (item == "number") {
        const Point centre{(box.min_x + box.max_x) / 2, middle};
        drawing.canvas().circle(centre, (box.max_y - box.min_y) / 2, {drawing.layout.colour("paper")},
                                drawing.layout.pen("number"));
        TextStyle style = drawing.style("map_number");
        style.size_mm *= 0.8;
        const double high = drawing.canvas().measure("1", style).height;
        drawing.canvas().text({centre.x, middle - high / 2}, "1", style, Align::centre);
    } else {
        draw_area(drawing, item, {whole});
        if (item == "unit" || item == "neighbour") drawing.canvas().stroke({whole}, drawing.layout.pen(item));
    }
}

}  // namespace

void draw_graticule(const Drawing& drawing) {
    const cartography::MapView& view = drawing.page.view;
    const auto lines = cartography::graticule(view, to_geographic(drawing),
                                              static_cast<int>(drawing.layout.number("graticule_lines")));
    const TextStyle& style = drawing.style("graticule");
    for (const cartography::GraticuleLine& line : lines) {
        drawing.canvas().line(line.points, drawing.layout.pen("graticule"));
        const std::string text = cartography::degrees_text(line.degrees, line.meridian);
        const Size size = drawing.canvas().measure(text, style);
        // Meridians are told at the upper edge, parallels at the left one; points run to the north and east.
        if (line.meridian) {
            const Point& top = line.points.back();
            if (std::abs(top.y - view.frame.min_y) > 0.1) continue;
            drawing.canvas().text({top.x, top.y - size.height - 0.3}, text, style, Align::centre);
        } else {
            const Point& left = line.points.front();
            const bool fits =
                left.y - size.width / 2 > view.frame.min_y && left.y + size.width / 2 < view.frame.max_y;
            if (std::abs(left.x - view.frame.min_x) > 0.1 || !fits) continue;
            drawing.canvas().turned_text({left.x - size.height / 2 - 0.4, left.y}, text, style, -90);
        }
    }
}

void draw_scale(const Drawing& drawing) {
    const Box& frame = drawing.frame("scale");
    const double longest = std::min(drawing.layout.number("scale_bar_mm"), width_of(frame) - 12);
    const auto bar = cartography::scale_bar(drawing.page.view, to_geographic(drawing), longest);
    const TextStyle& small = drawing.style("small");
    double y = frame.min_y;
    y += drawing.canvas()
             .text(
                 {frame.min_x, y},
                 drawing.say_in("sheet", "scale", {{"denominator", spaced(drawing.page.view.denominator())}}),
                 drawing.style("body"))
             .height;
    y += 0.8;
    draw_bar(drawing, bar, {frame.min_x + 1, y});
    y += 5.5;
    constexpr double arrow = 9;
    draw_arrow(drawing, {frame.min_x + 3, y}, arrow);
    const double beside = frame.min_x + 7;
    const double high =
        drawing.canvas().text({beside, y}, drawing.say_in("sheet", "north"), drawing.style("body")).height;
    drawing.canvas().text({beside, y + high}, north_text(drawing), small, Align::left, frame.max_x - beside);
    y += arrow + 1.5;
    drawing.fit_text({frame.min_x, y, frame.max_x, frame.max_y},
                     drawing.say_in("sheet", "crs", {{"crs", drawing.briefing.map.crs_name}}), small,
                     "legend");
}

void draw_legend(const Drawing& drawing, const Shown& shown) {
    static const std::vector<std::string> order{
        "uncontrolled", "controlled",   "excluded", "number", "unit",    "neighbour", "key",
        "strict",       "water_source", "other",    "road",   "railway", "stream",    "water"};
    std::vector<std::string> items;
    std::copy_if(order.begin(), order.end(), std::back_inserter(items),
                 [&](const auto& item) { return shown.has(item); });
    const Box& frame = drawing.frame("legend");
    const double head = drawing.canvas()
                            .text({frame.min_x, frame.min_y}, drawing.say("legend"), drawing.style("heading"))
                            .height +
                        0.8;
    constexpr double sample = 7;
    TextStyle style = drawing.style("body");
    double widest = 0;
    for (const std::string& item : items)
        widest = std::max(widest, drawing.canvas().measure(drawing.say("legend_" + item), style).width);
    const double column = sample + 1.5 + widest + 3;
    const auto columns = std::max(1, static_cast<int>((width_of(frame) + 3) / column));
    const auto rows = (static_cast<int>(items.size()) + columns - 1) / columns;
    const double row = rows == 0 ? 0 : std::min(4.8, (frame.max_y - frame.min_y - head) / rows);
    style.size_mm = std::min(style.size_mm, row * 0.75);
    for (int i = 0; i < static_cast<int>(items.size()); ++i) {
        const std::string& item = items[static_cast<std::size_t>(i)];
        const int across = i / rows;
        const double x = frame.min_x + column * across;
        const double y = frame.min_y + head + row * (i % rows);
        draw_sample(drawing, item, {x, y + row * 0.12, x + sample, y + row * 0.82}, shown);
        const std::string text = drawing.say("legend_" + item);
        const double high = drawing.canvas().measure(text, style).height;
        drawing.canvas().text({x + sample + 1.5, y + row * 0.47 - high / 2}, text, style);
    }
}

void draw_inset(const Drawing& drawing, const UnitFacts& unit) {
    const Box& frame = drawing.frame("inset");
    Box world;
    for (const MapUnit& other : drawing.briefing.map.units) {
        const Box box = box_of(other.shape);
        world.add({box.min_x, box.min_y});
        world.add({box.max_x, box.max_y});
    }
    const double head = drawing.canvas()
                            .text({frame.min_x, frame.min_y}, drawing.say("inset"), drawing.style("heading"))
                            .height +
                        0.8;
    const Box map{frame.min_x, frame.min_y + head, frame.max_x, frame.max_y};
    cartography::MapView view;
    view.frame = map;
    view.centre = {(world.min_x + world.max_x) / 2, (world.min_y + world.max_y) / 2};
    view.mm_per_unit = 0.94 * std::min(width_of(map) / (world.max_x - world.min_x),
                                       (map.max_y - map.min_y) / (world.max_y - world.min_y));
    for (const MapUnit& other : drawing.briefing.map.units) {
        const bool own = other.id == unit.id;
        const MultiPolygon shape = cartography::drawn(other.shape, view, 0.08, 0.8);
        drawing.canvas().fill(shape,
                              {own ? drawing.layout.colour("accent") : drawing.layout.colour("neighbour")});
        drawing.canvas().stroke(shape, {drawing.layout.colour("paper"), 0.15});
    }
    const Box shown = drawing.page.view.world();
    const Point upper_left = view.to_page({shown.min_x, shown.max_y});
    const Point lower_right = view.to_page({shown.max_x, shown.min_y});
    const Canvas::Clip clip(drawing.canvas(), map);
    drawing.canvas().frame({upper_left.x, upper_left.y, lower_right.x, lower_right.y},
                           drawing.layout.pen("scale"));
}

void draw_title(const Drawing& drawing, const std::string& title, const std::string& subtitle) {
    const Box& frame = drawing.frame("title");
    double left = frame.min_x;
    const double high = frame.max_y - frame.min_y;
    if (!drawing.layout.logo.empty()) {
        drawing.canvas().picture({left, frame.min_y, left + high, frame.max_y}, drawing.layout.logo);
        left += high + 3;
    }
    const TextStyle& small = drawing.style("subtitle");
    const Size beside = drawing.canvas().measure(subtitle, small);
    const double room = frame.max_x - left - beside.width - 6;
    TextStyle style = drawing.style("title");
    // A long name is set smaller, on one line.
    const double wide = drawing.canvas().measure(title, style).width;
    if (wide > room) style.size_mm *= room / wide;
    const double tall = drawing.canvas().measure(title, style).height;
    const double base = frame.max_y - 2.2;
    drawing.canvas().text({left, base - tall}, title, style);
    drawing.canvas().text({frame.max_x, base - beside.height - 0.6}, subtitle, small, Align::right);
    drawing.canvas().line({{frame.min_x, frame.max_y - 1}, {frame.max_x, frame.max_y - 1}},
                          drawing.layout.pen("heading"));
}

void draw_imprint(const Drawing& drawing) {
    std::string sources;
    for (const Source& source : drawing.briefing.sources) {
        if (!sources.empty()) sources += drawing.say_in("sheet", "source_join");
        sources += source_text(drawing, source);
    }
    if (!sources.empty()) {
        drawing.fit_text(drawing.frame("sources"), drawing.say_in("sheet", "sources", {{"sources", sources}}),
                         drawing.style("imprint"), "sources");
    }
    const Box& frame = drawing.frame("imprint");
    const TextStyle& style = drawing.style("imprint");
    const std::string approval =
        drawing.layout.approval.empty() ? drawing.say_in("sheet", "approval_blank") : drawing.layout.approval;
    drawing.canvas().text({frame.min_x + 4.5, frame.min_y},
                          drawing.say_in("sheet", "approval", {{"approval", approval}}), style);
    const std::string maker = drawing.layout.maker.in(drawing.briefing.lang);
    drawing.canvas().text(
        {frame.max_x, frame.min_y},
        drawing.say_in("sheet", "made", {{"maker", maker}, {"time", time_text(drawing.briefing.made_at)}}),
        style, Align::right);
}

}  // namespace bareland::brief
