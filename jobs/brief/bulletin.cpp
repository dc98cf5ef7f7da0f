#include "jobs/brief/bulletin.hpp"

#include <cmath>
#include <optional>

#include "jobs/brief/bulletin_text.hpp"
#include "jobs/brief/wording.hpp"

namespace bareland::brief {
namespace {

using docx::Align;

constexpr const char* breach_colour = "B3200D";

// ---- styles

class Styles {
  public:
    Styles(const Texts& say, const PageTemplate& page) : say_(say), page_(page) {
        const double lines = page.number("bulletin_lines");
        const double height_pt = page.number("bulletin_height_mm") / 25.4 * 72;
        // To a twentieth of a point downwards: the last line must still fit.
        line_pt_ = lines > 0 ? std::floor(height_pt / lines * 20) / 20 : 0;
        // Square characters are set a little closer or wider, so that the line holds as many as it should.
        const double characters = page.number("bulletin_characters");
        const double width_pt = page.number("bulletin_width_mm") / 25.4 * 72;
        if (characters > 0 && say.lang() == Lang::zh)
            spacing_pt_ = std::floor((width_pt / characters - page.number("bulletin_text_pt")) * 20) / 20;
    }

    std::vector<docx::Style> all() const {
        const double text = page_.number("bulletin_text_pt");
        const double table = page_.number("bulletin_table_pt");
        std::vector<docx::Style> out;
        const auto add = [&](docx::Style style, const char* name, const char* face) {
            style.name = name == nullptr ? style.id : say_(name);
            style.faces = say_.list(face);
            style.latin = say_("latin");
            style.on_grid = style.line_pt < 0;
            if (style.on_grid) {
                style.line_pt = line_pt_;
                style.spacing_pt = spacing_pt_;
            }
            out.push_back(std::move(style));
        };
        constexpr double whole_line = -1;
        const double indent = say_.lang() == Lang::zh ? 2 : 0;
        const double title = page_.number("bulletin_title_pt");
        const Align block = Align::justified;
        add({.id = "Normal", .pt = text, .align = block, .first_line_chars = indent, .line_pt = whole_line},
            nullptr, "face_text");
        // A title of two lines needs more than the pitch of the text.
        add({.id = "Title",
             .pt = title,
             .align = Align::centre,
             .line_pt = title * 1.45,
             .after_pt = line_pt_,
             .keep_with_next = true},
            "style_title", "face_title");
        add({.id = "Addressee", .pt = text, .line_pt = whole_line}, "style_addressee", "face_text");
        add({.id = "Heading1",
             .pt = text,
             .align = block,
             .first_line_chars = indent,
             .line_pt = whole_line,
             .outline = 1,
             .keep_with_next = true},
            "style_heading", "face_heading");
        add({.id = "Heading2",
             .pt = text,
             .align = block,
             .first_line_chars = indent,
             .line_pt = whole_line,
             .outline = 2,
             .keep_with_next = true},
            "style_subheading", "face_subheading");
        add({.id = "Item", .pt = text, .align = block, .first_line_chars = indent, .line_pt = whole_line},
            "style_list", "face_text");
        add({.id = "TableTitle",
             .pt = text,
             .align = Align::centre,
             .line_pt = whole_line,
             .keep_with_next = true},
            "style_table_title", "face_heading");
        add({.id = "TableHead", .pt = table, .align = Align::centre, .line_pt = table * 1.3},
            "style_table_head", "face_heading");
        add({.id = "TableText", .pt = table, .line_pt = table * 1.7}, "style_table", "face_table");
        add({.id = "Note", .pt = table, .align = block, .line_pt = table * 1.5, .before_pt = table / 2},
            "style_note", "face_table");
        add({.id = "Signature",
             .pt = text,
             .align = Align::right,
             .right_chars = 2,
             .line_pt = whole_line,
             .before_pt = line_pt_,
             .keep_with_next = true},
            "style_signature", "face_text");
        add({.id = "Date", .pt = text, .align = Align::right, .right_chars = 4, .line_pt = whole_line},
            "style_date", "face_text");
        add({.id = "PageNumber", .pt = page_.number("bulletin_number_pt")}, "style_number", "face_number");
        return out;
    }

  private:
    const Texts& say_;
    const PageTemplate& page_;
    double line_pt_ = 0;
    double spacing_pt_ = 0;
};

docx::Page page_of(const PageTemplate& from) {
    docx::Page page;
    page.left_mm = from.number("bulletin_left_mm");
    page.top_mm = from.number("bulletin_top_mm");
    page.text_width_mm = from.number("bulletin_width_mm");
    page.text_height_mm = from.number("bulletin_height_mm");
    page.lines = static_cast<int>(from.number("bulletin_lines"));
    return page;
}

// ---- the table

struct TableColumn {
    const char* title;
    double share;  // of the text's width, when all columns are there
    Align align;
    bool of_last_month = false;  // left out where no earlier month is known
};

constexpr TableColumn all_columns[] = {
    {"column_rank", 0.08, Align::centre},         {"column_name", 0.145, Align::left},
    {"column_unit", 0.1, Align::right},           {"column_bare", 0.135, Align::right},
    {"column_controlled", 0.125, Align::right},   {"column_uncontrolled", 0.135, Align::right},
    {"column_permyriad", 0.09, Align::right},     {"column_previous", 0.065, Align::centre, true},
    {"column_change", 0.125, Align::right, true},
};

class UnitTable {
  public:
    UnitTable(const Briefing& briefing, const Texts& say)
        : briefing_(briefing), say_(say), last_month_(compared(briefing.district)) {
        for (const UnitFacts& unit : briefing.units)
            last_month_ = last_month_ || compared(unit);
    }

    docx::Table table(double width_mm) const {
        docx::Table out;
        out.head_style = "TableHead";
        out.body_style = "TableText";
        out.total_rows = 1;
        std::vector<docx::Run> head;
        double shares = 0;
        for (const TableColumn& column : all_columns)
            shares += has(column) ? column.share : 0;
        for (const TableColumn& column : all_columns) {
            if (!has(column)) continue;
            out.columns.push_back({column.share / shares * width_mm, column.align});
            head.push_back({say_(column.title)});
        }
        out.rows.push_back(std::move(head));
        for (const UnitFacts& unit : briefing_.units)
            out.rows.push_back(row(unit, false));
        out.rows.push_back(row(briefing_.district, true));
        return out;
    }

  private:
    static bool compared(const UnitFacts& unit) { return unit.change_m2 || unit.previous_rank; }

    bool has(const TableColumn& column) const { return last_month_ || !column.of_last_month; }

    std::string or_none(const std::optional<int>& rank) const {
        return rank ? std::to_string(*rank) : say_("none");
    }

    std::string change(const std::optional<double>& change) const {
        if (!change) return say_("none");
        std::string size = square_metres(std::abs(*change));
        if (size == "0") return size;
        return say_(*change < 0 ? "minus" : "plus") + size;
    }

    static bool breaks_a_rule(const UnitFacts& unit) {
        for (const Judgement& judgement : unit.judgements) {
            if (judgement.outcome == Judgement::Outcome::breach) return true;
        }
        return false;
    }

    std::vector<docx::Run> row(const UnitFacts& unit, bool district) const {
        const bool seen = district || unit.status != UnitStatus::no_cover;
        const auto area = [&](double m2) { return seen ? square_metres(m2) : say_("none"); };
        const Areas& areas = unit.areas;
        const std::string rank = district ? "" : unit.rank ? std::to_string(*unit.rank) : unit.status_word;
        std::vector<std::string> words{rank,
                                       district ? say_("total") : unit.name,
                                       square_kilometres(areas.unit),
                                       area(areas.bare),
                                       area(areas.controlled),
                                       area(areas.uncontrolled),
                                       seen ? two_decimals(areas.uncontrolled_permyriad) : say_("none")};
        if (last_month_) {
            words.push_back(district ? "" : or_none(unit.previous_rank));
            words.push_back(change(unit.change_m2));
        }
        std::vector<docx::Run> out;
        const bool breach = !district && breaks_a_rule(unit);
        for (std::string& word : words) {
            // Grey printing has no red: rank and name are bold as well.
            const bool bold = (breach || district) && out.size() < 2;
            out.push_back({std::move(word), bold, breach ? breach_colour : ""});
        }
        return out;
    }

    const Briefing& briefing_;
    const Texts& say_;
    bool last_month_;
};

// ---- the end

std::string sources(const Briefing& briefing, const Texts& say) {
    std::vector<std::string> parts;
    for (const Source& source : briefing.sources) {
        parts.push_back(say(source.date.empty() ? "source_without_date" : "source",
                            {{"role", say.role(source.role)}, {"name", source.name}, {"date", source.date}}));
    }
    return say("sources", {{"sources", joined(parts, say("source_join"))}});
}

const char* style_of(Line::Kind kind) {
    switch (kind) {
        case Line::Kind::heading:
            return "Heading1";
        case Line::Kind::subheading:
            return "Heading2";
        case Line::Kind::item:
            return "Item";
        case Line::Kind::text:
            break;
    }
    return "Normal";
}

}  // namespace

docx::Document bulletin(const Briefing& briefing, const PageTemplate& page) {
    const Texts say(page, "bulletin", briefing.lang);
    const std::string& maker = page.maker.in(briefing.lang);
    const report::Words named{{"month", say.month(briefing.month)}, {"district", briefing.district_name}};
    docx::Document out;
    out.lang = briefing.lang;
    out.title = say("title", named);
    out.creator = maker;
    out.created = briefing.made_at;
    out.page = page_of(page);
    out.styles = Styles(say, page).all();
    out.before_number = say("before_number");
    out.after_number = say("after_number");
    out.number_style = "PageNumber";
    const auto add = [&](const char* style, const std::string& text, bool on_new_page = false) {
        if (!text.empty()) out.blocks.emplace_back(docx::Paragraph{style, {{text}}, on_new_page});
    };
    add("Title", out.title);
    add("Addressee", say("addressee"));
    const auto most_named = static_cast<std::size_t>(page.number("bulletin_named"));
    for (const Line& line : bulletin_text(briefing, say, maker, most_named))
        add(style_of(line.kind), line.text);
    add("TableTitle", say("table_title", named), true);
    out.blocks.emplace_back(UnitTable(briefing, say).table(out.page.text_width_mm));
    if (!briefing.sources.empty()) add("Note", sources(briefing, say));
    add("Note", say("method"));
    add("Signature", maker);
    add("Date", say.day(briefing.made_at));
    return out;
}

void write_bulletin(const std::filesystem::path& file, const Briefing& briefing, const PageTemplate& page) {
    docx::write(file, bulletin(briefing, page));
}

}  // namespace bareland::brief
