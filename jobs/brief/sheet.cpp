// One unit's sheet.
#include <algorithm>

#include "geo/messages_pages.hpp"
#include "jobs/brief/drawing.hpp"

namespace bareland::brief {

DrawnPage draw_sheet(const Briefing& briefing, const MapIndex& index, const UnitFacts& unit,
                     const PageTemplate& layout) {
    const auto shown_unit = std::find_if(briefing.map.units.begin(), briefing.map.units.end(),
                                         [&](const MapUnit& other) { return other.id == unit.id; });
    if (shown_unit == briefing.map.units.end() || shown_unit->shape.empty()) {
        throw Error(messages::unit_without_shape, unit.name, unit.id);
    }
    const Box world = box_of(shown_unit->shape);
    const bool portrait = cartography::orientation_for(world) == cartography::Orientation::portrait;
    const PageLayout& frames = layout.page(portrait ? "portrait" : "landscape");
    DrawnPage page{Canvas(frames.width_mm, frames.height_mm, briefing.lang), {}, {}, briefing.map.crs};
    const Drawing drawing{briefing, layout, frames, page, "sheet", unit.name};
    page.view = cartography::fit(drawing.frame("map"), world, layout.number("map_margin"),
                                 layout.number("least_width_m"));

    const std::string title =
        drawing.say("title", {{"name", unit.name}, {"district", briefing.district_name}});
    const std::string month = month_text(drawing, briefing.month);
    page.facts = {title, layout.maker.in(briefing.lang), drawing.say("subject", {{"month", month}}),
                  briefing.made_at};
    draw_title(drawing, title,
               drawing.say("subtitle", {{"district", briefing.district_name}, {"month", month}}));
    const Shown shown = draw_map(drawing, index, unit);
    draw_legend(drawing, shown);
    draw_scale(drawing);
    draw_inset(drawing, unit);
    draw_blocks(drawing, unit);
    draw_imprint(drawing);
    report_missing_glyphs(drawing);
    return page;
}

}  // namespace bareland::brief
