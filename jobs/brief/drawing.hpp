// What the parts of a page share while it is drawn. For jobs/brief/*.cpp only.
#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/cartography/labels.hpp"
#include "geo/cartography/measures.hpp"
#include "jobs/brief/page.hpp"
#include "jobs/report/report.hpp"

namespace bareland::brief {

struct Drawing {
    const Briefing& briefing;
    const PageTemplate& layout;
    const PageLayout& frames;
    DrawnPage& page;
    std::string table;  // of texts: "sheet", "overview"
    std::string name;   // of the page, as findings call it

    Canvas& canvas() const { return page.canvas; }
    const Box& frame(std::string_view key) const;
    // A text of the template with its words filled in.
    std::string say(std::string_view key, const report::Words& words = {}) const;
    std::string say_in(std::string_view of, std::string_view key, const report::Words& words = {}) const;
    const TextStyle& style(std::string_view key) const { return layout.style(key); }

    // Text in a box, set smaller by steps down to 70 % until it fits; else a finding that names `block`.
    void fit_text(const Box& box, const std::string& text, TextStyle style, std::string_view block) const;
    void cut(std::string_view block) const;  // the finding page_block_cut
};

// What the map shows, for the legend.
struct Shown {
    std::set<std::string> items;  // keys of [texts.sheet] without "legend_"
    std::vector<int> roads;       // importances drawn
    void add(const std::string& item) { items.insert(item); }
    bool has(const std::string& item) const { return items.contains(item); }
};

// The map of a sheet into frame "map", and what lies round it.
Shown draw_map(const Drawing& drawing, const MapIndex& index, const UnitFacts& unit);
void draw_labels(const Drawing& drawing, const MapIndex& index, const UnitFacts& unit, Shown& shown);

// Shared with the overview.
void draw_graticule(const Drawing& drawing);
void draw_scale(const Drawing& drawing);  // frame "scale": scale bar, north, CRS
void draw_legend(const Drawing& drawing, const Shown& shown);
void draw_inset(const Drawing& drawing, const UnitFacts& unit);
void draw_title(const Drawing& drawing, const std::string& title, const std::string& subtitle);
void draw_imprint(const Drawing& drawing);  // frames "sources" and "imprint"
void draw_area(const Drawing& drawing, std::string_view area, const MultiPolygon& shape, bool border = true);
void report_missing_glyphs(const Drawing& drawing);

// The patches that a sheet numbers and lists: the largest, as many as the template says.
std::span<const PatchOfUnit> listed_patches(const Drawing& drawing, const UnitFacts& unit);

// The blocks of frame columns.
void draw_blocks(const Drawing& drawing, const UnitFacts& unit);

std::string month_text(const Drawing& drawing, const Month& month);
std::string area_text(double square_metres);  // "1,234,567"
std::string permyriad_text(double value);     // two digits after the point

}  // namespace bareland::brief
