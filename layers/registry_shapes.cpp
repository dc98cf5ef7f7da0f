// Shapes of the registry in CGCS2000 (layers/registry_source.hpp).
#include <cmath>
#include <utility>

#include "geo/crs.hpp"
#include "geo/messages.hpp"
#include "geo/messages_import.hpp"
#include "geo/overlay.hpp"
#include "layers/registry_source.hpp"

namespace bareland::registry {
namespace {

// A repair may move this share of the area and no more: sliver loops of digitising are well below it, a
// border whose pieces are closed wrongly is above.
constexpr double largest_repair_percent = 1;

double area_m2(const MultiPolygon& shape) {
    return shape.empty() ? 0 : ground_area(shape, Transform(Crs::cgcs2000(), Crs::cgcs2000()));
}

std::string name_of(const Row& row) {
    return row.where.en;
}

}  // namespace

Shaper::Shaper(const RegistrySource& source, const std::string& crs, Rows& rows)
    : source_(source), to_cgcs2000_(crs), rows_(rows) {
    rows.crs = to_cgcs2000_.is_web_map() ? crs : to_cgcs2000_.name();
    rows.extra_uncertainty_m = to_cgcs2000_.extra_uncertainty_m();
}

// Metres under a geographic CRS, and longitude and latitude exchanged.
void Shaper::check_degrees(const Row& row, Point p) const {
    if (!to_cgcs2000_.is_geographic()) return;
    constexpr double rounding = 1e-6;
    const bool possible = std::abs(p.x) <= 360 + rounding && std::abs(p.y) <= 90 + rounding;
    if (possible && (coordinates::in_china(p) || !coordinates::in_china({p.y, p.x}))) return;
    throw Error(messages::import_not_degrees, row.where, p.x, p.y, to_cgcs2000_.name());
}

void Shaper::set(Row& row, const MultiPolygon& polygons, const std::vector<std::vector<Point>>& lines,
                 const std::vector<Point>& points) {
    if (!polygons.empty()) {
        for (const Polygon& polygon : polygons) {
            for (const Point& p : polygon.outer)
                check_degrees(row, p);
        }
        row.shape = area(row, to_cgcs2000_.area(polygons, name_of(row)));
        count(row, row.shape.front().outer.front());
    } else if (!lines.empty()) {
        for (const std::vector<Point>& line : lines) {
            check_degrees(row, line.front());
            row.lines.push_back(to_cgcs2000_.line(line, name_of(row)));
        }
        count(row, row.lines.front().front());
    } else if (points.size() == 1) {
        check_degrees(row, points.front());
        row.place = to_cgcs2000_.point(points.front(), name_of(row));
        count(row, *row.place);
    } else {
        throw Error(messages::import_several_points, row.where, points.size());
    }
}

MultiPolygon Shaper::area(const Row& row, const MultiPolygon& shape) {
    MultiPolygon canonical = overlay::canonical(shape);
    overlay::Repair repair = overlay::make_valid(canonical);
    if (!repair.changed()) return canonical;
    const double after = area_m2(repair.shape);
    if (!(after > 0)) throw Error(messages::import_no_area, row.where);
    // What a repair moves has no one measure where the border crosses itself; the change of the area that the
    // rings lay claim to is what an officer would compare.
    const double before = area_m2(canonical);
    const double moved = std::abs(after - before);
    const double percent = 100 * moved / after;
    if (percent > largest_repair_percent) {
        throw Error(messages::import_repair_too_large, row.where, repair.reason, moved, percent,
                    largest_repair_percent);
    }
    Finding finding = find(messages::geometry_repaired, row.number, row.where, repair.reason, moved);
    finding.area_m2 = moved;
    if (repair.where) {
        finding.lon = repair.where->x;
        finding.lat = repair.where->y;
    }
    rows_.findings.push_back(std::move(finding));
    return overlay::canonical(repair.shape);
}

void Shaper::count(const Row& row, Point p) {
    ++places_;
    if (!source_.district) return;
    const Extent& d = *source_.district;
    const bool inside = coordinates::in_district({d.min_lon, d.min_lat, d.max_lon, d.max_lat}, p);
    if (inside) return;
    if (outside_++ == 0) first_outside_ = row.ref;
}

void Shaper::finish() {
    auto& findings = rows_.findings;
    if (to_cgcs2000_.is_web_map()) {
        findings.push_back(find(messages::web_map_inverted, "", rows_.file, to_cgcs2000_.name(),
                                to_cgcs2000_.extra_uncertainty_m()));
    }
    if (to_cgcs2000_.datum_unknown()) {
        findings.push_back(find(messages::datum_unknown_shift, "", rows_.file, to_cgcs2000_.name(),
                                to_cgcs2000_.extra_uncertainty_m()));
    }
    if (outside_ > 0) {
        findings.push_back(
            find(messages::outside_district, "", rows_.file, outside_, places_, first_outside_));
    }
}

}  // namespace bareland::registry
