// A finished page as PDF and PNG, and pictures on it.
#include <cairo-pdf.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "geo/messages_pages.hpp"
#include "layers/canvas_impl.hpp"

namespace bareland {
namespace {

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int length) {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
    return CAIRO_STATUS_SUCCESS;
}

struct Reader {
    const std::string& bytes;
    std::size_t at = 0;
};

cairo_status_t take(void* from, unsigned char* bytes, unsigned int length) {
    auto& reader = *static_cast<Reader*>(from);
    if (reader.bytes.size() - reader.at < length) return CAIRO_STATUS_READ_ERROR;
    std::copy_n(reader.bytes.data() + reader.at, length, reinterpret_cast<char*>(bytes));
    reader.at += length;
    return CAIRO_STATUS_SUCCESS;
}

void require(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw Error(messages::page_not_drawn, std::string(cairo_status_to_string(status)));
    }
}

void replay(cairo_surface_t* record, cairo_surface_t* target, double scale) {
    const CairoContext context(cairo_create(target));
    cairo_scale(context.get(), scale, scale);
    cairo_set_source_surface(context.get(), record, 0, 0);
    cairo_paint(context.get());
    require(cairo_status(context.get()));
}

void describe(cairo_surface_t* surface, cairo_pdf_metadata_t what, const std::string& value) {
    if (!value.empty()) cairo_pdf_surface_set_metadata(surface, what, value.c_str());
}

std::string big_endian(std::uint32_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8)
        out += static_cast<char>((value >> shift) & 0xFFU);
    return out;
}

// The chunk pHYs (PNG specification, 11.3.5.3), which tells programs how large a pixel is.
std::string pixel_size_chunk(double dpi) {
    const std::string per_metre = big_endian(static_cast<std::uint32_t>(std::lround(dpi / 0.0254)));
    const std::string body = "pHYs" + per_metre + per_metre + '\x01';
    const auto sum = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(static_cast<std::uint32_t>(body.size() - 4)) + body +
           big_endian(static_cast<std::uint32_t>(sum));
}

}  // namespace

std::string Canvas::pdf(const PageFacts& facts) const {
    std::string bytes;
    const CairoSurface surface(cairo_pdf_surface_create_for_stream(append, &bytes, width() * points_per_mm,
                                                                   height() * points_per_mm));
    cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
    describe(surface.get(), CAIRO_PDF_METADATA_TITLE, facts.title);
    describe(surface.get(), CAIRO_PDF_METADATA_AUTHOR, facts.author);
    describe(surface.get(), CAIRO_PDF_METADATA_SUBJECT, facts.subject);
    describe(surface.get(), CAIRO_PDF_METADATA_CREATOR, "bareland");
    describe(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, facts.created);
    replay(impl_->record.get(), surface.get(), 1);
    cairo_surface_finish(surface.get());
    require(cairo_surface_status(surface.get()));
    return bytes;
}

std::string Canvas::png(double dpi) const {
    const double scale = dpi / 72;
    const auto pixels = [&](double mm) { return static_cast<int>(std::lround(mm / 25.4 * dpi)); };
    // Without transparency the file is a quarter smaller, and white where nothing is drawn.
    const CairoSurface image(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(width()), pixels(height())));
    require(cairo_surface_status(image.get()));
    replay(impl_->record.get(), image.get(), scale);
    std::string bytes;
    require(cairo_surface_write_to_png_stream(image.get(), append, &bytes));
    constexpr std::size_t after_header = 8 + 25;  // signature and IHDR, which comes first
    bytes.insert(after_header, pixel_size_chunk(dpi));
    return bytes;
}

bool Canvas::picture(const Box& box, const std::string& png) {
    Reader reader{png};
    const CairoSurface image(cairo_image_surface_create_from_png_stream(take, &reader));
    if (cairo_surface_status(image.get()) != CAIRO_STATUS_SUCCESS) return false;
    const double width = cairo_image_surface_get_width(image.get());
    const double height = cairo_image_surface_get_height(image.get());
    if (width < 1 || height < 1) return false;
    const double scale = std::min((box.max_x - box.min_x) / width, (box.max_y - box.min_y) / height);
    cairo_t* cairo = impl_->cairo.get();
    cairo_save(cairo);
    cairo_translate(cairo, (box.min_x + box.max_x - width * scale) / 2,
                    (box.min_y + box.max_y - height * scale) / 2);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, image.get(), 0, 0);
    cairo_paint(cairo);
    cairo_restore(cairo);
    return true;
}

}  // namespace bareland
