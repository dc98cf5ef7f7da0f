// Page templates (data/templates/*.toml): frames, faces, colours, lines and every text that briefings print.
//
// Guarantees: a template is complete. What a file does not say is as in data/templates/default.toml, which
// also decides which keys there are: a key that it does not have is an error that names the nearest one, and
// a value of another kind than its value is an error too. Every face is one that is installed. Lengths are
// millimetres on A4; the page size scales them.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "layers/canvas.hpp"

namespace bareland {

// How an area is drawn: a colour, lines across it, a border; each may be absent.
struct AreaStyle {
    std::vector<Fill> fills;
    std::vector<Hatch> hatches;
    std::vector<Pen> borders;
};

// A frame whose blocks stand one below the other.
struct Column {
    Box frame;
    std::vector<std::string> blocks;
};

struct PageLayout {
    double width_mm = 297;
    double height_mm = 210;
    std::map<std::string, Box, std::less<>> frames;
    std::vector<Column> columns;
};

enum class PageSize { a4, a3 };

class PageTemplate {
  public:
    std::string file;  // as found
    Text maker;
    std::string approval;  // 审图号; empty: a blank to fill in is printed
    std::string logo;      // bytes of a PNG file; empty: none

    // What the template says under these names. Throws Error(messages::internal) for a name that is not in
    // default.toml.
    const Text& text(std::string_view table, std::string_view key) const;  // [texts.TABLE] key
    bool has_text(std::string_view table, std::string_view key) const;
    const TextStyle& style(std::string_view name) const;  // [styles]
    const Colour& colour(std::string_view name) const;    // [colours]
    const Pen& pen(std::string_view name) const;          // [lines]
    const AreaStyle& area(std::string_view name) const;   // [areas]
    double number(std::string_view name) const;           // [numbers]
    const PageLayout& page(std::string_view name) const;  // [pages]

    struct Parts;
    friend PageTemplate parse_template(const std::string&, const std::string&, const std::string&, PageSize);

  private:
    std::map<std::string, std::map<std::string, Text, std::less<>>, std::less<>> texts_;
    std::map<std::string, TextStyle, std::less<>> styles_;
    std::map<std::string, Colour, std::less<>> colours_;
    std::map<std::string, Pen, std::less<>> pens_;
    std::map<std::string, AreaStyle, std::less<>> areas_;
    std::map<std::string, double, std::less<>> numbers_;
    std::map<std::string, PageLayout, std::less<>> pages_;
};

// `path_or_name`: a TOML file, or the bare name of a template that comes with bareland; empty: "default".
// Errors (exit 3), each naming file and line: template_not_found, unreadable, not TOML, an unknown key (with
// the closest known one), a wrong value, a face list of which nothing is installed (template_no_font names
// the Debian package), a logo that cannot be read.
PageTemplate load_template(const std::string& path_or_name, PageSize size = PageSize::a4);

// `defaults`: the text of default.toml; `text`: of the template, empty for the default one; `file`: what
// errors call it.
PageTemplate parse_template(const std::string& defaults, const std::string& text, const std::string& file,
                            PageSize size = PageSize::a4);

}  // namespace bareland
