#include "layers/pdf_georeference.hpp"

#include <fmt/format.h>
#include <ogr_spatialref.h>

#include <array>
#include <charconv>
#include <string_view>

#include "geo/messages_pages.hpp"

namespace bareland {
namespace {

[[noreturn]] void not_understood(const char* what) {
    throw Error(messages::page_not_drawn, fmt::format("the PDF has no {}", what));
}

// The number that follows the last `word`.
std::size_t number_after(const std::string& pdf, std::string_view word) {
    const std::size_t at = pdf.rfind(word);
    if (at == std::string::npos) not_understood(std::string(word).c_str());
    const std::size_t digit = pdf.find_first_of("0123456789", at + word.size());
    if (digit == std::string::npos) not_understood(std::string(word).c_str());
    std::size_t value = 0;
    std::from_chars(pdf.data() + digit, pdf.data() + pdf.size(), value);
    return value;
}

// The object that is the page: its number and its dictionary without the closing brackets.
struct PageObject {
    std::size_t number = 0;
    std::string dictionary;
};

PageObject page_object(const std::string& pdf) {
    const std::size_t type =
        pdf.find("/Type /Page\n") != std::string::npos ? pdf.find("/Type /Page\n") : pdf.find("/Type /Page ");
    if (type == std::string::npos) not_understood("page");
    const std::size_t head = pdf.rfind(" 0 obj", type);
    const std::size_t end = pdf.find("endobj", type);
    if (head == std::string::npos || end == std::string::npos) not_understood("page object");
    std::size_t digit = head;
    while (digit > 0 && pdf[digit - 1] >= '0' && pdf[digit - 1] <= '9')
        --digit;
    PageObject out;
    std::from_chars(pdf.data() + digit, pdf.data() + head, out.number);
    const std::size_t open = pdf.find("<<", head);
    const std::size_t close = pdf.rfind(">>", end);
    if (open == std::string::npos || open > type || close < type) not_understood("page dictionary");
    out.dictionary = pdf.substr(open, close - open);
    return out;
}

// A string of PDF: brackets and backslashes are escaped.
std::string literal(const std::string& text) {
    std::string out = "(";
    for (const char c : text) {
        if (c == '(' || c == ')' || c == '\\') out += '\\';
        out += c;
    }
    return out + ")";
}

std::string coordinate_system(const Crs& crs) {
    // The WKT of GDAL and Acrobat is the one of 2001.
    OGRSpatialReference reference;
    char* text = nullptr;
    if (reference.importFromWkt(crs.wkt().c_str()) != OGRERR_NONE ||
        reference.exportToWkt(&text) != OGRERR_NONE) {
        CPLFree(text);
        not_understood("coordinate system");
    }
    const std::string wkt = text;
    CPLFree(text);
    const std::string code = crs.epsg() ? fmt::format(" /EPSG {}", *crs.epsg()) : "";
    return fmt::format("<< /Type /{}{} /WKT {} >>", crs.is_geographic() ? "GEOGCS" : "PROJCS", code,
                       literal(wkt));
}

std::string viewport(const PdfMap& map, const Crs& crs) {
    constexpr double points = 72 / 25.4;
    const auto from_bottom = [&](double y) { return (map.page_height_mm - y) * points; };
    // Corners in this order: lower left, upper left, upper right, lower right.
    std::array<Point, 4> corners{{{map.world.min_x, map.world.min_y},
                                  {map.world.min_x, map.world.max_y},
                                  {map.world.max_x, map.world.max_y},
                                  {map.world.max_x, map.world.min_y}}};
    Transform(crs, Crs::cgcs2000()).apply(corners);
    std::string places;
    for (const Point& p : corners)
        places += fmt::format("{:.10f} {:.10f} ", p.y, p.x);
    return fmt::format(
        "/VP [ << /Type /Viewport /Name (map) /BBox [ {:.5f} {:.5f} {:.5f} {:.5f} ] "
        "/Measure << /Type /Measure /Subtype /GEO /Bounds [ 0 0 0 1 1 1 1 0 ] /LPTS [ 0 0 0 1 1 1 1 0 ] "
        "/GPTS [ {}] /GCS {} >> >> ]\n",
        map.frame.min_x * points, from_bottom(map.frame.max_y), map.frame.max_x * points,
        from_bottom(map.frame.min_y), places, coordinate_system(crs));
}

}  // namespace

std::string georeferenced_pdf(const std::string& pdf, const PdfMap& map, const Crs& crs) {
    const PageObject page = page_object(pdf);
    const std::size_t previous = number_after(pdf, "startxref");
    const std::size_t trailer = pdf.rfind("trailer");
    const std::size_t open = pdf.find("<<", trailer);
    const std::size_t close = pdf.find(">>", trailer);
    if (trailer == std::string::npos || open == std::string::npos || close == std::string::npos)
        not_understood("trailer");
    std::string out = pdf;
    if (out.back() != '\n') out += '\n';
    const std::size_t object = out.size();
    out += fmt::format("{} 0 obj\n{}{}>>\nendobj\n", page.number, page.dictionary, viewport(map, crs));
    const std::size_t table = out.size();
    out += fmt::format("xref\n{} 1\n{:010} 00000 n \ntrailer\n{}   /Prev {}\n>>\nstartxref\n{}\n%%EOF\n",
                       page.number, object, pdf.substr(open, close - open), previous, table);
    return out;
}

}  // namespace bareland
