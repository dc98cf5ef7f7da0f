// What stands beside the map of a sheet.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

#include "geo/messages.hpp"
#include "jobs/brief/flow.hpp"
#include "jobs/brief/wording.hpp"

namespace bareland::brief {
namespace {

constexpr std::array status_keys{"uncontrolled", "controlled", "excluded"};
constexpr std::array outcome_keys{"kept", "breach", "warning", "not_judged"};

struct Item {
    std::string label, value, note;
};

void draw_figures(const Drawing& drawing, const UnitFacts& unit, Flow& flow) {
    const Areas& areas = unit.areas;
    const auto metres = [&](double area) {
        return drawing.say("square_metres", {{"value", area_text(area)}});
    };
    std::vector<Item> items{
        {drawing.say("uncontrolled_area"), metres(areas.uncontrolled), ""},
        {drawing.say("permyriad"),
         drawing.say("permyriad_value", {{"value", permyriad_text(areas.uncontrolled_permyriad)}}), ""}};
    if (unit.rank) {
        items.push_back({drawing.say("rank"),
                         drawing.say("rank_value", {{"rank", std::to_string(*unit.rank)}}),
                         drawing.say("rank_of", {{"count", std::to_string(drawing.briefing.ranked_units)}})});
    } else {
        items.push_back({drawing.say("rank"), unit.status_word, ""});
    }
    if (unit.previous_rank || drawing.briefing.previous_month) {
        items.push_back({drawing.say("previous_rank"),
                         unit.previous_rank
                             ? drawing.say("rank_value", {{"rank", std::to_string(*unit.previous_rank)}})
                             : drawing.say("no_value"),
                         unit.previous_rank ? "" : unit.change_reason});
    }
    items.push_back({drawing.say("bare_area"), metres(areas.bare), ""});
    if (unit.change_m2) {
        const std::string sign = *unit.change_m2 > 0 ? "+" : (*unit.change_m2 < 0 ? "−" : "");
        items.push_back({drawing.say("change"), sign + metres(std::abs(*unit.change_m2)), ""});
    }
    items.push_back({drawing.say("controlled_area"), metres(areas.controlled), ""});
    items.push_back({drawing.say("unit_area"),
                     drawing.say("square_kilometres", {{"value", fmt::format("{:.2f}", areas.unit / 1e6)}}),
                     ""});
    const TextStyle& small = drawing.style("table_head");
    const TextStyle& number = drawing.style("number");
    const double row = small.size_mm * 1.25 + number.size_mm * 1.25 + 1.4;
    const double column = flow.width() / 2;
    for (std::size_t i = 0; i < items.size(); i += 2) {
        if (!flow.room(row)) return;
        for (std::size_t k = i; k < std::min(i + 2, items.size()); ++k) {
            const double x = flow.left() + column * static_cast<double>(k - i);
            const std::string label =
                items[k].note.empty() ? items[k].label : items[k].label + " · " + items[k].note;
            TextStyle head = small, value = number;
            const double wide = drawing.canvas().measure(label, head).width;
            head.size_mm *= std::min(1.0, (column - 1.5) / wide);
            const double long_value = drawing.canvas().measure(items[k].value, value).width;
            value.size_mm *= std::min(1.0, (column - 1.5) / long_value);
            drawing.canvas().text({x, flow.y()}, label, head);
            drawing.canvas().text({x, flow.y() + small.size_mm * 1.25}, items[k].value, value);
        }
        flow.skip(row);
    }
}

void draw_history(const Drawing& drawing, const UnitFacts& unit, Flow& flow) {
    constexpr double high = 26;
    if (!flow.room(high)) return;
    draw_trend(drawing, unit.history, {flow.left(), flow.y(), flow.right(), flow.y() + high});
    flow.skip(high);
}

TextStyle outcome_style(const Drawing& drawing) {
    TextStyle style = drawing.style("strong");
    style.size_mm *= 0.85;
    return style;
}

// The widest of the lozenges below, and a gap: where the texts beside them begin.
double outcome_width(const Drawing& drawing) {
    double widest = 0;
    for (const char* key : outcome_keys)
        widest = std::max(widest, drawing.canvas().measure(drawing.say(key), outcome_style(drawing)).width);
    return widest + 1.6 + 1.5;
}

// A lozenge with the outcome's word, so that it is told in grey print as well.
void draw_outcome(const Drawing& drawing, Judgement::Outcome outcome, const Point& at) {
    const char* key = outcome_keys.at(static_cast<std::size_t>(outcome));
    TextStyle style = outcome_style(drawing);
    const bool full = outcome == Judgement::Outcome::breach || outcome == Judgement::Outcome::warning;
    const Colour& colour = drawing.layout.colour(key);
    style.colour = full ? drawing.layout.colour("paper") : colour;
    const std::string word = drawing.say(key);
    const Size size = drawing.canvas().measure(word, style);
    const Box box{at.x, at.y, at.x + size.width + 1.6, at.y + size.height + 0.2};
    if (full) drawing.canvas().box(box, {colour});
    drawing.canvas().frame(box, {colour, 0.2});
    drawing.canvas().text({at.x + 0.8, at.y + 0.1}, word, style);
}

// What the profile says of a rule that is not kept; of one that is, the figure and its limit.
std::string rule_text(const Drawing& drawing, const Judgement& rule) {
    if (!rule.text.empty() || rule.outcome != Judgement::Outcome::kept) return rule.text;
    if (!rule.value || !rule.limit) return {};
    const bool share = rule.measure.ends_with("permyriad");
    const auto amount = [&](double value) {
        return share ? drawing.say("permyriad_value", {{"value", two_decimals(value)}})
                     : drawing.say("square_metres", {{"value", square_metres(value)}});
    };
    const std::string limit = rule.bottom_n ? grouped(*rule.limit, 0) : amount(*rule.limit);
    return drawing.say(rule.bottom_n ? "kept_rank" : "kept_limit",
                       {{"measure", drawing.say_in("measures", rule.measure)},
                        {"value", amount(*rule.value)},
                        {"limit", limit}});
}

void draw_rules(const Drawing& drawing, const UnitFacts& unit, Flow& flow) {
    if (unit.judgements.empty()) {
        flow.paragraph(drawing.say("no_rules"), drawing.style("small"));
        return;
    }
    const TextStyle& body = drawing.style("body");
    const double mark = outcome_width(drawing);
    for (const Judgement& rule : unit.judgements) {
        const std::string text = rule_text(drawing, rule);
        const double high = drawing.canvas().measure(text, body, flow.width() - mark).height;
        if (!flow.room(high)) return;
        draw_outcome(drawing, rule.outcome, {flow.left(), flow.y()});
        drawing.canvas().text({flow.left() + mark, flow.y()}, text, body, Align::left, flow.width() - mark);
        flow.skip(high);
        if (!rule.clause.empty()) {
            if (!flow.paragraph(drawing.say("clause", {{"clause", rule.clause}}), drawing.style("small"),
                                mark))
                return;
        }
        flow.skip(0.7);
    }
}

struct TableColumn {
    std::string head;
    double share;
    Align align;
};

// The other columns share its room.
std::vector<TableColumn> without_last(std::vector<TableColumn> columns) {
    const double rest = 1 - columns.back().share;
    columns.pop_back();
    for (TableColumn& column : columns)
        column.share /= rest;
    return columns;
}

void table_row(const Drawing& drawing, const Flow& flow, const std::vector<TableColumn>& columns,
               const std::vector<std::string>& cells, const TextStyle& style) {
    double x = flow.left();
    for (std::size_t i = 0; i < columns.size(); ++i) {  // cells beyond the columns are not shown
        const double width = flow.width() * columns[i].share;
        TextStyle fitted = style;
        const double wide = drawing.canvas().measure(cells[i], style).width;
        if (wide > width - 0.6) fitted.size_mm *= (width - 0.6) / wide;
        double at = x;
        if (columns[i].align == Align::right) at = x + width - 0.6;
        if (columns[i].align == Align::centre) at = x + width / 2;
        drawing.canvas().text({at, flow.y() + (style.size_mm - fitted.size_mm) * 0.6}, cells[i], fitted,
                              columns[i].align);
        x += width;
    }
}

void rule_off(const Drawing& drawing, const Flow& flow, const char* pen) {
    drawing.canvas().line({{flow.left(), flow.y()}, {flow.right(), flow.y()}}, drawing.layout.pen(pen));
}

void draw_patch_table(const Drawing& drawing, const UnitFacts& unit, Flow& flow) {
    const std::span<const PatchOfUnit> patches = listed_patches(drawing, unit);
    if (patches.empty()) {
        flow.paragraph(drawing.say("no_patches"), drawing.style("small"));
    } else {
        std::vector<TableColumn> columns{
            {"patch_number", 0.08, Align::centre},  {"patch_status", 0.19, Align::left},
            {"patch_area", 0.17, Align::right},     {"patch_longitude", 0.20, Align::right},
            {"patch_latitude", 0.19, Align::right}, {"patch_zones", 0.17, Align::left}};
        const bool zoned = std::any_of(patches.begin(), patches.end(),
                                       [](const PatchOfUnit& patch) { return !patch.zones.empty(); });
        if (!zoned) columns = without_last(columns);
        std::vector<std::string> heads;
        for (const TableColumn& column : columns)
            heads.push_back((column.head == "patch_zones" ? "  " : "") + drawing.say(column.head));
        const TextStyle& style = drawing.style("table");
        const double row = style.size_mm * 1.42;
        if (!flow.room(row)) return;
        table_row(drawing, flow, columns, heads, drawing.style("table_head"));
        flow.skip(row);
        rule_off(drawing, flow, "axis");
        for (const PatchOfUnit& patch : patches) {
            if (!flow.room(row)) return;
            const char* status = status_keys.at(static_cast<std::size_t>(patch.status));
            const double swatch = style.size_mm * 0.7;
            const double x = flow.left() + flow.width() * columns[0].share;
            drawing.canvas().box({x, flow.y() + row * 0.28, x + swatch, flow.y() + row * 0.28 + swatch},
                                 {drawing.layout.colour(status)});
            table_row(drawing, flow, columns,
                      {std::to_string(patch.number), "    " + drawing.say(status), area_text(patch.area),
                       fmt::format("{:.5f}°", patch.place.x), fmt::format("{:.5f}°", patch.place.y),
                       fmt::format("  {}", fmt::join(patch.zones, drawing.say("source_join")))},
                      style);
            flow.skip(row);
            rule_off(drawing, flow, "hair");
        }
        flow.skip(0.6);
    }
    std::string notes;
    if (unit.patches.size() > patches.size()) {
        notes =
            drawing.say("more_patches", {{"count", std::to_string(unit.patches.size() - patches.size())}});
    }
    if (unit.small_patches > 0) {
        if (!notes.empty() && drawing.briefing.lang == Lang::en) notes += ' ';
        notes += drawing.say("small_patches", {{"count", std::to_string(unit.small_patches)},
                                               {"area", area_text(unit.small_patch_area)}});
    }
    if (!notes.empty()) flow.paragraph(notes, drawing.style("small"));
}

void draw_duties(const Drawing& drawing, const UnitFacts& unit, Flow& flow) {
    if (!unit.owner.empty() &&
        !flow.paragraph(drawing.say("owner", {{"owner", unit.owner}}), drawing.style("strong")))
        return;
    for (const Duty& duty : unit.duties) {
        std::string text = duty.where.empty() ? duty.what : duty.where + drawing.say("colon") + duty.what;
        if (!duty.owner.empty()) text += drawing.say("by_owner", {{"owner", duty.owner}});
        if (!flow.paragraph("· " + text, drawing.style("body"))) return;
        if (!duty.clause.empty() &&
            !flow.paragraph(drawing.say("clause", {{"clause", duty.clause}}), drawing.style("small"), 2.5)) {
            return;
        }
    }
}

void draw_sites(const Drawing& drawing, const UnitFacts& unit, Flow& flow) {
    for (const SiteOfUnit& site : unit.sites) {
        if (!site.breach) continue;
        const std::string clause =
            site.clause.empty() ? "" : drawing.say("in_brackets", {{"text", site.clause}});
        if (!flow.paragraph("· " + site.name + drawing.say("colon") + site.verdict + clause,
                            drawing.style("body")))
            return;
    }
}

void draw_routes(const Drawing& drawing, const UnitFacts& unit, Flow& flow) {
    for (const RouteOfUnit& route : unit.routes) {
        if (!route.breach) continue;
        const std::string who = route.plate.empty() ? route.id : route.plate;
        if (!flow.paragraph(
                "· " + who + drawing.say("colon") + (route.text.empty() ? route.verdict : route.text),
                drawing.style("body"))) {
            return;
        }
    }
}

template <class Checked>
report::Words counted(const std::vector<Checked>& checked) {
    const auto breaches =
        std::count_if(checked.begin(), checked.end(), [](const Checked& one) { return one.breach; });
    return {{"count", std::to_string(checked.size())}, {"breaches", std::to_string(breaches)}};
}

struct Block {
    std::function<bool(const Briefing&, const UnitFacts&)> wanted;
    std::function<report::Words(const Drawing&, const UnitFacts&)> words;
    std::function<void(const Drawing&, const UnitFacts&, Flow&)> draw;
};

const std::map<std::string, Block, std::less<>>& blocks() {
    const auto none = [](const Drawing&, const UnitFacts&) { return report::Words{}; };
    static const std::map<std::string, Block, std::less<>> all{
        {"figures", {[](const Briefing&, const UnitFacts&) { return true; }, none, draw_figures}},
        {"trend",
         {[](const Briefing&, const UnitFacts& unit) { return unit.history.size() > 1; }, none,
          draw_history}},
        {"rules", {[](const Briefing&, const UnitFacts&) { return true; }, none, draw_rules}},
        {"patches",
         {[](const Briefing& briefing, const UnitFacts&) { return briefing.has_patches; },
          [](const Drawing& drawing, const UnitFacts& unit) {
              return report::Words{{"count", std::to_string(listed_patches(drawing, unit).size())}};
          },
          draw_patch_table}},
        {"duties",
         {[](const Briefing&, const UnitFacts& unit) { return !unit.duties.empty() || !unit.owner.empty(); },
          none, draw_duties}},
        {"sites",
         {[](const Briefing& briefing, const UnitFacts& unit) {
              return briefing.has_sites && !unit.sites.empty();
          },
          [](const Drawing&, const UnitFacts& unit) { return counted(unit.sites); }, draw_sites}},
        {"routes",
         {[](const Briefing& briefing, const UnitFacts& unit) {
              return briefing.has_routes && !unit.routes.empty();
          },
          [](const Drawing&, const UnitFacts& unit) { return counted(unit.routes); }, draw_routes}},
    };
    return all;
}

}  // namespace

std::span<const PatchOfUnit> listed_patches(const Drawing& drawing, const UnitFacts& unit) {
    const auto most = static_cast<std::size_t>(drawing.layout.number("patches_listed"));
    return std::span(unit.patches).first(std::min(most, unit.patches.size()));
}

bool Flow::room(double height) {
    const TextStyle& style = drawing_.style("small");
    const std::string note = drawing_.say("cut_short");
    const double note_height = drawing_.canvas().measure(note, style, width()).height;
    if (y_ + height + note_height <= frame_.max_y + 1e-6) return true;
    if (!full_) {
        drawing_.cut(block_);
        if (y_ + note_height <= frame_.max_y + 1e-6)
            drawing_.canvas().text({left(), y_}, note, style, Align::left, width());
        y_ += note_height;
    }
    full_ = true;
    return false;
}

bool Flow::heading(const std::string& text) {
    const TextStyle& style = drawing_.style("heading");
    const double high = drawing_.canvas().measure(text, style, width()).height;
    if (!room(high + 1)) return false;
    drawing_.canvas().text({left(), y_}, text, style, Align::left, width());
    y_ += high + 0.2;
    drawing_.canvas().line({{left(), y_}, {right(), y_}}, drawing_.layout.pen("heading"));
    y_ += 0.9;
    return true;
}

bool Flow::paragraph(const std::string& text, const TextStyle& style, double indent) {
    const double high = drawing_.canvas().measure(text, style, width() - indent).height;
    if (!room(high)) return false;
    drawing_.canvas().text({left() + indent, y_}, text, style, Align::left, width() - indent);
    y_ += high + 0.3;
    return true;
}

void draw_blocks(const Drawing& drawing, const UnitFacts& unit) {
    for (const Column& column : drawing.frames.columns) {
        Flow flow(drawing, column.frame);
        for (const std::string& name : column.blocks) {
            const auto block = blocks().find(name);
            if (block == blocks().end()) {
                throw Error(messages::internal,
                            fmt::format("the page template has an unknown block \"{}\"", name));
            }
            if (!block->second.wanted(drawing.briefing, unit)) continue;
            flow.begin(name);
            const bool none = name == "patches" && unit.patches.empty();
            if (!flow.heading(drawing.say(none ? "patches_none" : name, block->second.words(drawing, unit))))
                continue;
            block->second.draw(drawing, unit, flow);
            flow.end();
        }
    }
}

}  // namespace bareland::brief
