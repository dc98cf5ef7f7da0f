// Inside of layers/canvas_*.cpp only.
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "layers/canvas.hpp"

namespace bareland {

struct CairoDeleter {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
using CairoContext = std::unique_ptr<cairo_t, CairoDeleter>;
using CairoSurface = std::unique_ptr<cairo_surface_t, CairoDeleter>;

struct GObjectDeleter {
    void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, GObjectDeleter>;
using LayoutContext = std::unique_ptr<PangoContext, GObjectDeleter>;

inline constexpr double points_per_mm = 72 / 25.4;

struct Canvas::Impl {
    double width_mm = 0;
    double height_mm = 0;
    CairoSurface record;
    CairoContext cairo;  // its unit is the millimetre
    LayoutContext pango;
    std::vector<std::string> missing;
    Box text_extent;

    Layout layout(std::string_view text, const TextStyle& style, Align align, double max_width_mm) const;
    void show(PangoLayout* shown, const TextStyle& style, std::string_view text);
};

}  // namespace bareland
