// Coordinates for a map in a PDF.
#pragma once

#include <string>

#include "geo/crs.hpp"
#include "geo/geometry.hpp"

namespace bareland {

struct PdfMap {
    Box frame;              // of the map, page millimetres, y down
    Box world;              // what it shows, in the projected CRS
    double page_height_mm;  // of the page
};

// The one-page PDF with a viewport on its map: an incremental update (ISO 32000-1, 7.5.6) whose new page
// object carries /VP with a geospatial /Measure (ISO 32000-2, 12.10: BOUNDS, LPTS, GPTS in longitude and
// latitude, GCS with WKT and EPSG code). `pdf` must be as Canvas::pdf writes it. Throws
// Error(messages::page_not_drawn) when it is not.
std::string georeferenced_pdf(const std::string& pdf, const PdfMap& map, const Crs& crs);

}  // namespace bareland
