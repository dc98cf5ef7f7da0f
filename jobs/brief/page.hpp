// Drawn pages of a briefing: what sheets and the overview have in common.
//
// Guarantees: a page is made of the Briefing and the PageTemplate alone; the same ones give the same bytes.
// Every text lies on the page; what does not fit its frame is told in `findings`, never dropped silently.
#pragma once

#include <string>
#include <vector>

#include "geo/cartography/map_view.hpp"
#include "jobs/brief/model.hpp"
#include "layers/canvas.hpp"
#include "layers/template.hpp"

namespace bareland::brief {

// A patch number as it stands on the map, page millimetres.
struct PlacedNumber {
    int number = 0;
    Point at;
};

struct DrawnPage {
    Canvas canvas;
    PageFacts facts;
    cartography::MapView view;  // of the page's map
    Crs crs;                    // of the map
    std::vector<PlacedNumber> numbers{};
    std::vector<Finding> findings{};
};

// The polygons of a map with their boxes, made once for all pages. Refers to the MapData it was made of.
struct MapIndex {
    struct Piece {
        PatchStatus status = PatchStatus::uncontrolled;
        const Polygon* shape = nullptr;
        Box box;
    };
    struct Line {
        const MapLine* line = nullptr;
        Box box;
    };
    std::vector<Piece> patches;
    std::vector<Line> roads;  // the least important first
};
MapIndex index_map(const MapData& map);

// One unit's sheet. `unit` must be one of briefing.units; a unit that the map does not show (no shape) throws
// Error(messages::unit_without_shape).
DrawnPage draw_sheet(const Briefing& briefing, const MapIndex& index, const UnitFacts& unit,
                     const PageTemplate& layout);

// The district's page.
DrawnPage draw_overview(const Briefing& briefing, const PageTemplate& layout);

// The page as PDF with its map's georeference (ISO 32000-2, 12.10: a viewport with a geospatial measure), so
// that viewers and GDAL read coordinates off it.
std::string page_pdf(const DrawnPage& page);
std::string page_png(const DrawnPage& page, double dpi);
// The six lines of the PNG's world file: the map's plane, of the centre of the upper left pixel.
std::string world_file(const DrawnPage& page, double dpi);

}  // namespace bareland::brief
