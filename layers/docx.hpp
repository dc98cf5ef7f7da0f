// Word documents (.docx, ISO/IEC 29500 transitional): styled paragraphs and tables on one kind of page.
//
// Guarantees: the same document gives the same bytes, whatever the clock and the time zone. Texts are
// escaped; what is not valid UTF-8 and characters that XML cannot hold (controls) become U+FFFD, so that no
// name out of a file can spoil the document; a line feed breaks the line, a tab is one. Faces are the
// reader's: a document names the first of a style's faces and, for programs that lack it, the others.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "geo/error.hpp"

namespace bareland::docx {

enum class Align { left, centre, right, justified };

struct Style {
    std::string id{};                  // Latin letters and digits; "Normal" is what the others are made of
    std::string name{};                // as Word lists it
    std::vector<std::string> faces{};  // of Chinese, the best first; at least one
    std::string latin{};               // face of Latin letters and digits; empty: faces[0]
    double pt = 16;
    bool bold = false;
    Align align = Align::left;
    double first_line_chars = 0;  // indent of the first line, in characters of this style
    double right_chars = 0;       // kept free on the right
    double spacing_pt = 0;        // more (or, negative, less) room for each character
    double line_pt = 0;           // from base line to base line, exactly; 0: as the face has it
    double before_pt = 0, after_pt = 0;
    bool on_grid = true;          // keeps to the page's lines; else its own pitch alone counts
    int outline = 0;              // 1..9: a heading of that level; 0: text
    bool keep_with_next = false;  // never the last on its page
};

struct Run {
    std::string text;
    bool bold = false;
    std::string colour{};  // "C62F14"; empty: the reader's text colour
};

struct Paragraph {
    std::string style;
    std::vector<Run> runs;
    bool on_new_page = false;
};

struct Column {
    double width_mm = 20;
    Align align = Align::left;
};

// Thin lines round all cells. The first `head_rows` are repeated on every page; no row is broken across
// pages.
struct Table {
    std::string head_style, body_style;
    std::vector<Column> columns;
    std::vector<std::vector<Run>> rows;  // of each row one run a column
    std::size_t head_rows = 1;
    std::size_t total_rows = 0;  // the last ones: set off by a heavier line
};

using Block = std::variant<Paragraph, Table>;

struct Page {
    double width_mm = 210, height_mm = 297;
    double left_mm = 28, top_mm = 37;                  // margins
    double text_width_mm = 156, text_height_mm = 225;  // the rest is margin
    int lines = 0;                                     // a page, as Word's page setup shows them; 0: not said
    double number_below_mm = 7;                        // upper edge of the page number's line below the text
};

struct Document {
    std::string title, creator;
    std::string created;  // ISO 8601 with offset or Z: "2024-06-03T08:30:00+08:00"
    Lang lang = Lang::zh;
    Page page;
    std::vector<Style> styles;
    // Round the page number: "— " and " —". Odd pages have it on the right, even ones on the left, a
    // character in.
    std::string before_number, after_number;
    std::string number_style;
    std::vector<Block> blocks;
};

// The file's bytes. Throws Error(messages::internal) for a style that is not there, a table whose rows do not
// have one run a column, or a date that is none.
std::string bytes_of(const Document& document);

// Throws as bytes_of and Error(messages::output_failed), naming the file.
void write(const std::filesystem::path& file, const Document& document);

}  // namespace bareland::docx
