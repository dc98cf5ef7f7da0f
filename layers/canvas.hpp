// One page to draw on: millimetres from its upper left corner, y down; written as PDF and as PNG.
//
// Guarantees: PDF and PNG show the same drawing, because it is recorded once and replayed into both. The same
// calls with the same fonts give the same bytes. Text in the PDF is real text with embedded fonts, broken
// into lines by the rules of its language (zh-Hans for Chinese: no closing punctuation at the start of a
// line). A character that no installed font has is never dropped silently: missing_glyphs() names its text.
// A Canvas belongs to one thread; several may be drawn at once, each in its own.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "geo/error.hpp"
#include "geo/geometry.hpp"

namespace bareland {

struct Colour {
    double red = 0, green = 0, blue = 0;  // 0..1
    bool operator==(const Colour&) const = default;
};

struct Pen {
    Colour colour;
    double width_mm = 0.2;
    std::vector<double> dashes_mm{};  // on, off, ...; none: a solid line
    double opacity = 1;
};

struct Fill {
    Colour colour;
    double opacity = 1;
};

// Parallel lines instead of a colour: tells areas apart where grey printing takes the colour away.
struct Hatch {
    Pen pen;
    double spacing_mm = 1.5;
    double angle = 45;  // degrees, counter-clockwise from the page's horizontal
};

// Installed families. `latin` is used for ASCII letters, digits and signs; empty: the other face has them.
struct Typeface {
    std::string family;
    std::string latin;
    bool bold = false;
};

struct TextStyle {
    Typeface face;
    double size_mm = 3;
    Colour colour{};
    double halo_mm = 0;  // width of a rim round the letters, so that they stand out from lines below
    Colour halo{1, 1, 1};
    double line_spacing = 1.25;  // from base line to base line, times the size
};

enum class Align { left, centre, right };

struct Size {
    double width = 0;
    double height = 0;
};

// What the PDF says of itself.
struct PageFacts {
    std::string title;
    std::string author;
    std::string subject;
    std::string created;  // ISO 8601, "2024-05-01T08:30:00Z"; empty: not said
};

class Canvas {
  public:
    Canvas(double width_mm, double height_mm, Lang lang);
    ~Canvas();
    Canvas(Canvas&&) noexcept;
    Canvas& operator=(Canvas&&) noexcept;

    double width() const;
    double height() const;

    void fill(const Polygon& shape, const Fill& fill);  // holes stay empty, whatever the rings' orientation
    void fill(const MultiPolygon& shape, const Fill& fill);
    void hatch(const MultiPolygon& shape, const Hatch& hatch);
    void stroke(const MultiPolygon& shape, const Pen& pen);
    void line(const std::vector<Point>& points, const Pen& pen);
    void circle(const Point& centre, double radius_mm, const Fill& fill, const Pen& pen);
    void box(const Box& box, const Fill& fill);
    void frame(const Box& box, const Pen& pen);

    // Everything drawn while the clip lives stays inside the box.
    class Clip {
      public:
        Clip(Canvas& canvas, const Box& box);
        ~Clip();
        Clip(const Clip&) = delete;
        Clip& operator=(const Clip&) = delete;

      private:
        Canvas& canvas_;
    };

    // Of the text as text() would set it; `max_width_mm` 0: one line.
    Size measure(std::string_view text, const TextStyle& style, double max_width_mm = 0) const;
    // `at`: the upper end of the text, on its left, in its middle or on its right. Returns its size.
    Size text(const Point& at, std::string_view text, const TextStyle& style, Align align = Align::left,
              double max_width_mm = 0);
    // The text's centre on `centre`, turned clockwise by `angle` degrees.
    void turned_text(const Point& centre, std::string_view text, const TextStyle& style, double angle);
    // A PNG file's picture, as large as the box allows, centred. False when `png` cannot be read.
    bool picture(const Box& box, const std::string& png);

    // The texts in which a character has no glyph, each once, in the order drawn.
    const std::vector<std::string>& missing_glyphs() const;
    // What all texts drawn so far cover, turned ones as well: nothing of it may lie off the page.
    const Box& text_extent() const;

    // The finished page. Throws Error(messages::page_not_drawn) when Cairo fails (no memory).
    std::string pdf(const PageFacts& facts) const;
    std::string png(double dpi) const;

    struct Impl;

  private:
    std::unique_ptr<Impl> impl_;
};

// Is a font of this family installed? Localised names ("仿宋_GB2312") count.
bool font_installed(const std::string& family);

}  // namespace bareland
