// Text on a canvas, by Pango.
#include <fontconfig/fontconfig.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "layers/canvas_impl.hpp"

namespace bareland {
namespace {

struct DescriptionDeleter {
    void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
struct AttributesDeleter {
    void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
};
using Attributes = std::unique_ptr<PangoAttrList, AttributesDeleter>;

bool is_latin(char c) {
    return c > ' ' && c < 127;
}

// The Latin face for runs of ASCII. Not for whole texts by a list of families: a Latin face also has
// quotation marks and dashes, which in Chinese must be full width.
void use_latin_face(PangoAttrList* list, std::string_view text, const std::string& family) {
    for (std::size_t i = 0; i < text.size();) {
        if (!is_latin(text[i])) {
            ++i;
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && (is_latin(text[end]) || text[end] == ' '))
            ++end;
        PangoAttribute* attribute = pango_attr_family_new(family.c_str());
        attribute->start_index = static_cast<guint>(i);
        attribute->end_index = static_cast<guint>(end);
        pango_attr_list_insert(list, attribute);
        i = end;
    }
}

double in_mm(int pango_units) {
    return static_cast<double>(pango_units) / PANGO_SCALE;
}

PangoAlignment pango_alignment(Align align) {
    if (align == Align::left) return PANGO_ALIGN_LEFT;
    return align == Align::centre ? PANGO_ALIGN_CENTER : PANGO_ALIGN_RIGHT;
}

Size size_of(PangoLayout* layout) {
    PangoRectangle logical;
    pango_layout_get_extents(layout, nullptr, &logical);
    return {in_mm(logical.width), in_mm(logical.height)};
}

}  // namespace

Layout Canvas::Impl::layout(std::string_view text, const TextStyle& style, Align align,
                            double max_width_mm) const {
    Layout out(pango_layout_new(pango.get()));
    const std::unique_ptr<PangoFontDescription, DescriptionDeleter> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), style.face.family.c_str());
    pango_font_description_set_absolute_size(font.get(), style.size_mm * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.face.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(out.get(), font.get());
    const Attributes list(pango_attr_list_new());
    if (!style.face.latin.empty()) use_latin_face(list.get(), text, style.face.latin);
    // Absolute, so that a line's height does not depend on which faces happen to be on it.
    const int line_height = static_cast<int>(std::lround(style.size_mm * style.line_spacing * PANGO_SCALE));
    pango_attr_list_insert(list.get(), pango_attr_line_height_new_absolute(line_height));
    pango_layout_set_attributes(out.get(), list.get());
    pango_layout_set_text(out.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_alignment(out.get(), pango_alignment(align));
    if (max_width_mm > 0) {
        pango_layout_set_width(out.get(), static_cast<int>(std::floor(max_width_mm * PANGO_SCALE)));
        pango_layout_set_wrap(out.get(), PANGO_WRAP_WORD_CHAR);
    }
    return out;
}

void Canvas::Impl::show(PangoLayout* shown, const TextStyle& style, std::string_view text) {
    cairo_t* context = cairo.get();
    if (pango_layout_get_unknown_glyphs_count(shown) > 0 &&
        std::find(missing.begin(), missing.end(), text) == missing.end()) {
        missing.emplace_back(text);
    }
    double x = 0, y = 0;
    cairo_get_current_point(context, &x, &y);
    if (style.halo_mm > 0) {
        cairo_save(context);
        pango_cairo_layout_path(context, shown);
        cairo_set_source_rgb(context, style.halo.red, style.halo.green, style.halo.blue);
        cairo_set_line_width(context, 2 * style.halo_mm);
        cairo_set_dash(context, nullptr, 0, 0);
        cairo_stroke(context);
        cairo_restore(context);
        cairo_move_to(context, x, y);
    }
    cairo_set_source_rgb(context, style.colour.red, style.colour.green, style.colour.blue);
    pango_cairo_show_layout(context, shown);

    // Where it stands on the page: the corners of its box, through whatever turns the context.
    PangoRectangle ink;
    pango_layout_get_extents(shown, &ink, nullptr);
    for (const double dx : {in_mm(ink.x), in_mm(ink.x + ink.width)}) {
        for (const double dy : {in_mm(ink.y), in_mm(ink.y + ink.height)}) {
            double px = x + dx, py = y + dy;
            cairo_user_to_device(context, &px, &py);
            text_extent.add({px / points_per_mm, py / points_per_mm});
        }
    }
}

Size Canvas::measure(std::string_view text, const TextStyle& style, double max_width_mm) const {
    return size_of(impl_->layout(text, style, Align::left, max_width_mm).get());
}

Size Canvas::text(const Point& at, std::string_view text, const TextStyle& style, Align align,
                  double max_width_mm) {
    const Layout layout = impl_->layout(text, style, align, max_width_mm);
    const Size size = size_of(layout.get());
    const double box = max_width_mm > 0 ? max_width_mm : size.width;
    double left = at.x;
    if (align == Align::centre) left -= box / 2;
    if (align == Align::right) left -= box;
    cairo_move_to(impl_->cairo.get(), left, at.y);
    impl_->show(layout.get(), style, text);
    return size;
}

void Canvas::turned_text(const Point& centre, std::string_view text, const TextStyle& style, double angle) {
    const Layout layout = impl_->layout(text, style, Align::left, 0);
    const Size size = size_of(layout.get());
    cairo_t* cairo = impl_->cairo.get();
    cairo_save(cairo);
    cairo_translate(cairo, centre.x, centre.y);
    cairo_rotate(cairo, angle * std::numbers::pi / 180);
    cairo_move_to(cairo, -size.width / 2, -size.height / 2);
    impl_->show(layout.get(), style, text);
    cairo_restore(cairo);
}

bool font_installed(const std::string& family) {
    struct Pattern {
        FcPattern* pattern = FcPatternCreate();
        ~Pattern() { FcPatternDestroy(pattern); }
    } wanted;
    struct Wish {
        FcObjectSet* objects = FcObjectSetBuild(FC_FAMILY, static_cast<char*>(nullptr));
        ~Wish() { FcObjectSetDestroy(objects); }
    } wish;
    FcPatternAddString(wanted.pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>(family.c_str()));
    FcFontSet* found = FcFontList(nullptr, wanted.pattern, wish.objects);
    const bool installed = found != nullptr && found->nfont > 0;
    if (found != nullptr) FcFontSetDestroy(found);
    return installed;
}

}  // namespace bareland
