#include "jobs/brief/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/messages.hpp"
#include "geo/messages_pages.hpp"
#include "jobs/brief/drawing.hpp"
#include "jobs/report/terminal.hpp"
#include "layers/pdf_georeference.hpp"

namespace bareland::brief {

MapIndex index_map(const MapData& map) {
    MapIndex index;
    for (const MapPatch& patch : map.patches) {
        for (const Polygon& polygon : patch.shape) {
            MapIndex::Piece& piece = index.patches.emplace_back();
            piece.status = patch.status;
            piece.shape = &polygon;
            for (const Point& p : polygon.outer)
                piece.box.add(p);
        }
    }
    for (const MapLine& road : map.roads) {
        MapIndex::Line& line = index.roads.emplace_back();
        line.line = &road;
        for (const Point& p : road.line)
            line.box.add(p);
    }
    std::stable_sort(index.roads.begin(), index.roads.end(),
                     [](const auto& a, const auto& b) { return a.line->importance > b.line->importance; });
    return index;
}

const Box& Drawing::frame(std::string_view key) const {
    const auto found = frames.frames.find(key);
    if (found == frames.frames.end()) {
        throw Error(messages::internal, fmt::format("the page has no frame \"{}\"", key));
    }
    return found->second;
}

std::string Drawing::say_in(std::string_view of, std::string_view key, const report::Words& words) const {
    return report::fill(layout.text(of, key).in(briefing.lang), words);
}

std::string Drawing::say(std::string_view key, const report::Words& words) const {
    return say_in(table, key, words);
}

void Drawing::cut(std::string_view block) const {
    // Headings that count what is below them have a plain name as well.
    const std::string plain = "block_" + std::string(block);
    const Text& text = layout.text("sheet", layout.has_text("sheet", plain) ? plain : std::string(block));
    page.findings.push_back(find(messages::page_block_cut, name, name, text.zh, text.en));
}

void Drawing::fit_text(const Box& box, const std::string& text, TextStyle style,
                       std::string_view block) const {
    const double width = box.max_x - box.min_x, height = box.max_y - box.min_y;
    const double smallest = style.size_mm * 0.7;
    while (canvas().measure(text, style, width).height > height + 1e-6 && style.size_mm * 0.95 >= smallest)
        style.size_mm *= 0.95;
    if (canvas().measure(text, style, width).height > height + 1e-6) cut(block);
    const Canvas::Clip clip(canvas(), box);
    canvas().text({box.min_x, box.min_y}, text, style, Align::left, width);
}

std::string month_text(const Drawing& drawing, const Month& month) {
    return drawing.say_in("sheet", "month",
                          {{"year", std::to_string(month.year())},
                           {"number", std::to_string(month.month())},
                           {"text", month.text()}});
}

std::string area_text(double square_metres) {
    return report::grouped(square_metres);
}

std::string permyriad_text(double value) {
    return fmt::format("{:.2f}", value);
}

std::string page_pdf(const DrawnPage& page) {
    const Box world = page.view.world();
    PdfMap map{page.view.frame, world, page.canvas.height()};
    return georeferenced_pdf(page.canvas.pdf(page.facts), map, page.crs);
}

std::string page_png(const DrawnPage& page, double dpi) {
    return page.canvas.png(dpi);
}

std::string world_file(const DrawnPage& page, double dpi) {
    const double pixel_mm = 25.4 / dpi;
    const double side = pixel_mm / page.view.mm_per_unit;
    const Point first = page.view.to_world({pixel_mm / 2, pixel_mm / 2});
    return fmt::format("{:.12g}\n0\n0\n{:.12g}\n{:.6f}\n{:.6f}\n", side, -side, first.x, first.y);
}

void report_missing_glyphs(const Drawing& drawing) {
    for (const std::string& text : drawing.canvas().missing_glyphs()) {
        drawing.page.findings.push_back(find(messages::page_missing_glyph, drawing.name, drawing.name, text));
    }
}

}  // namespace bareland::brief
