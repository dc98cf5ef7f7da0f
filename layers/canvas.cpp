#include "layers/canvas.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "layers/canvas_impl.hpp"

namespace bareland {
namespace {

void set_colour(cairo_t* cairo, const Colour& colour, double opacity) {
    cairo_set_source_rgba(cairo, colour.red, colour.green, colour.blue, opacity);
}

void set_pen(cairo_t* cairo, const Pen& pen) {
    set_colour(cairo, pen.colour, pen.opacity);
    cairo_set_line_width(cairo, pen.width_mm);
    cairo_set_dash(cairo, pen.dashes_mm.data(), static_cast<int>(pen.dashes_mm.size()), 0);
}

void add_ring(cairo_t* cairo, const Ring& ring) {
    if (ring.size() < 4) return;
    cairo_move_to(cairo, ring.front().x, ring.front().y);
    for (std::size_t i = 1; i + 1 < ring.size(); ++i)
        cairo_line_to(cairo, ring[i].x, ring[i].y);
    cairo_close_path(cairo);
}

void add_polygon(cairo_t* cairo, const Polygon& polygon) {
    add_ring(cairo, polygon.outer);
    for (const Ring& hole : polygon.holes)
        add_ring(cairo, hole);
}

void add_box(cairo_t* cairo, const Box& box) {
    cairo_rectangle(cairo, box.min_x, box.min_y, box.max_x - box.min_x, box.max_y - box.min_y);
}

}  // namespace

Canvas::Canvas(double width_mm, double height_mm, Lang lang) : impl_(std::make_unique<Impl>()) {
    impl_->width_mm = width_mm;
    impl_->height_mm = height_mm;
    const cairo_rectangle_t page{0, 0, width_mm * points_per_mm, height_mm * points_per_mm};
    impl_->record.reset(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &page));
    impl_->cairo.reset(cairo_create(impl_->record.get()));
    cairo_scale(impl_->cairo.get(), points_per_mm, points_per_mm);
    cairo_set_line_join(impl_->cairo.get(), CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(impl_->cairo.get(), CAIRO_LINE_CAP_BUTT);
    cairo_set_fill_rule(impl_->cairo.get(), CAIRO_FILL_RULE_EVEN_ODD);

    impl_->pango.reset(pango_cairo_create_context(impl_->cairo.get()));
    PangoContext* pango = impl_->pango.get();
    // The same line breaks on paper and on any screen: nothing is fitted to pixels.
    const std::unique_ptr<cairo_font_options_t, CairoDeleter> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(pango, options.get());
    pango_context_set_round_glyph_positions(pango, FALSE);
    pango_context_set_language(pango, pango_language_from_string(lang == Lang::zh ? "zh-Hans" : "en"));
    box({0, 0, width_mm, height_mm}, {{1, 1, 1}});
}

Canvas::~Canvas() = default;
Canvas::Canvas(Canvas&&) noexcept = default;
Canvas& Canvas::operator=(Canvas&&) noexcept = default;

double Canvas::width() const {
    return impl_->width_mm;
}

double Canvas::height() const {
    return impl_->height_mm;
}

void Canvas::fill(const Polygon& shape, const Fill& fill) {
    cairo_t* cairo = impl_->cairo.get();
    cairo_new_path(cairo);
    add_polygon(cairo, shape);
    set_colour(cairo, fill.colour, fill.opacity);
    cairo_fill(cairo);
}

void Canvas::fill(const MultiPolygon& shape, const Fill& fill) {
    for (const Polygon& polygon : shape)
        this->fill(polygon, fill);
}

void Canvas::hatch(const MultiPolygon& shape, const Hatch& hatch) {
    const Box box = box_of(shape);
    if (box.empty() || hatch.spacing_mm <= 0) return;
    cairo_t* cairo = impl_->cairo.get();
    cairo_save(cairo);
    cairo_new_path(cairo);
    for (const Polygon& polygon : shape)
        add_polygon(cairo, polygon);
    cairo_clip(cairo);
    const double turn = -hatch.angle * std::numbers::pi / 180;
    const Point along{std::cos(turn), std::sin(turn)};
    // Lines stand on a lattice fixed to the page, so that shapes side by side carry the same ones.
    double low = 1e300, high = -1e300, near = 1e300, far = -1e300;
    for (const Point corner : {Point{box.min_x, box.min_y}, Point{box.max_x, box.min_y},
                               Point{box.min_x, box.max_y}, Point{box.max_x, box.max_y}}) {
        const double across = corner.y * along.x - corner.x * along.y;
        const double beside = corner.x * along.x + corner.y * along.y;
        low = std::min(low, across);
        high = std::max(high, across);
        near = std::min(near, beside);
        far = std::max(far, beside);
    }
    const auto first = static_cast<long>(std::ceil(low / hatch.spacing_mm));
    const auto last = static_cast<long>(std::floor(high / hatch.spacing_mm));
    for (long i = first; i <= last; ++i) {
        const double across = static_cast<double>(i) * hatch.spacing_mm;
        cairo_move_to(cairo, near * along.x - across * along.y, near * along.y + across * along.x);
        cairo_line_to(cairo, far * along.x - across * along.y, far * along.y + across * along.x);
    }
    set_pen(cairo, hatch.pen);
    cairo_stroke(cairo);
    cairo_restore(cairo);
}

void Canvas::stroke(const MultiPolygon& shape, const Pen& pen) {
    cairo_t* cairo = impl_->cairo.get();
    cairo_new_path(cairo);
    for (const Polygon& polygon : shape)
        add_polygon(cairo, polygon);
    set_pen(cairo, pen);
    cairo_stroke(cairo);
}

void Canvas::line(const std::vector<Point>& points, const Pen& pen) {
    if (points.size() < 2) return;
    cairo_t* cairo = impl_->cairo.get();
    cairo_new_path(cairo);
    cairo_move_to(cairo, points.front().x, points.front().y);
    for (std::size_t i = 1; i < points.size(); ++i)
        cairo_line_to(cairo, points[i].x, points[i].y);
    set_pen(cairo, pen);
    cairo_stroke(cairo);
}

void Canvas::circle(const Point& centre, double radius_mm, const Fill& fill, const Pen& pen) {
    cairo_t* cairo = impl_->cairo.get();
    cairo_new_path(cairo);
    cairo_arc(cairo, centre.x, centre.y, radius_mm, 0, 2 * std::numbers::pi);
    set_colour(cairo, fill.colour, fill.opacity);
    cairo_fill_preserve(cairo);
    set_pen(cairo, pen);
    cairo_stroke(cairo);
}

void Canvas::box(const Box& box, const Fill& fill) {
    cairo_t* cairo = impl_->cairo.get();
    cairo_new_path(cairo);
    add_box(cairo, box);
    set_colour(cairo, fill.colour, fill.opacity);
    cairo_fill(cairo);
}

void Canvas::frame(const Box& box, const Pen& pen) {
    cairo_t* cairo = impl_->cairo.get();
    cairo_save(cairo);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_MITER);
    cairo_new_path(cairo);
    add_box(cairo, box);
    set_pen(cairo, pen);
    cairo_stroke(cairo);
    cairo_restore(cairo);
}

Canvas::Clip::Clip(Canvas& canvas, const Box& box) : canvas_(canvas) {
    cairo_t* cairo = canvas_.impl_->cairo.get();
    cairo_save(cairo);
    cairo_new_path(cairo);
    add_box(cairo, box);
    cairo_clip(cairo);
}

Canvas::Clip::~Clip() {
    cairo_restore(canvas_.impl_->cairo.get());
}

const std::vector<std::string>& Canvas::missing_glyphs() const {
    return impl_->missing;
}

const Box& Canvas::text_extent() const {
    return impl_->text_extent;
}

}  // namespace bareland
