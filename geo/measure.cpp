#include "geo/measure.hpp"

#include "geo/crs.hpp"
#include "geo/geodesic.hpp"
#include "geo/overlay.hpp"

namespace bareland {

double geodesic_length(std::span<const Point> line) {
    double sum = 0;
    for (std::size_t i = 1; i < line.size(); ++i)
        sum += geodesic::distance(line[i - 1], line[i]);
    return sum;
}

double perimeter(const MultiPolygon& shape) {
    double sum = 0;
    for (const Polygon& polygon : shape) {
        sum += geodesic_length(polygon.outer);
        for (const Ring& hole : polygon.holes)
            sum += geodesic_length(hole);
    }
    return sum;
}

MultiPolygon ground_of(const ZoneRecord& zone) {
    return zone.discs.empty() ? overlay::make_valid(zone.shape).shape : geodesic::disc_polygons(zone.discs);
}

double area_on_ground(const MultiPolygon& shape) {
    if (shape.empty()) return 0;
    static const Crs degrees = Crs::cgcs2000();
    return ground_area(shape, Transform(degrees, degrees));
}

}  // namespace bareland
