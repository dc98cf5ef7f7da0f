// Places, areas and records for the tests of the project check, by metres round one place; worked out with
// the radii of curvature alone, nothing of geo/.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "jobs/sites/run.hpp"

namespace bareland::test {

inline constexpr double pi = 3.14159265358979323846;
inline constexpr Point base{116.65, 39.9};
inline constexpr Date day{2024, 6, 1};

// Radii of curvature of CGCS2000 at a latitude.
inline double meridian_m(double lat) {
    const double f = 1 / 298.257222101, e2 = f * (2 - f), s = std::sin(lat * pi / 180);
    return 6378137.0 * (1 - e2) / std::pow(1 - e2 * s * s, 1.5);
}
inline double vertical_m(double lat) {
    const double f = 1 / 298.257222101, e2 = f * (2 - f), s = std::sin(lat * pi / 180);
    return 6378137.0 / std::sqrt(1 - e2 * s * s);
}

// So many metres east along the parallel and north along the meridian of a place: for less than 2 km the
// geodesic distances are the same to a micrometre along the axes.
inline Point offset(double east, double north, Point from = base) {
    const double middle = from.y + north / meridian_m(from.y) / 2 * 180 / pi;
    const double lat = from.y + north / meridian_m(middle) * 180 / pi;
    const double lon = from.x + east / (vertical_m(from.y) * std::cos(from.y * pi / 180)) * 180 / pi;
    return {lon, lat};
}

// From (west, south) to (east, north), metres from the base.
inline MultiPolygon box(double west, double south, double east, double north) {
    const Point a = offset(west, south), b = offset(east, north);
    return {{{{a.x, a.y}, {b.x, a.y}, {b.x, b.y}, {a.x, b.y}, {a.x, a.y}}, {}}};
}

inline ZoneRecord zone(const std::string& id, const std::string& kind, MultiPolygon shape) {
    ZoneRecord out;
    out.id = id;
    out.name = id + "名";
    out.kind = kind;
    out.clause = "第" + id + "条";
    out.shape = std::move(shape);
    return out;
}

inline WellRecord well(const std::string& id, const std::string& kind, double radius_m, Point at) {
    WellRecord out;
    out.id = id;
    out.name = id;
    out.kind = kind;
    out.radius_m = radius_m;
    out.place = at;
    return out;
}

inline SiteRecord place(const std::string& id, Point at) {
    SiteRecord out;
    out.id = id;
    out.name = id + "项目";
    out.place = at;
    return out;
}

inline SiteRecord area(const std::string& id, MultiPolygon shape) {
    SiteRecord out;
    out.id = id;
    out.shape = std::move(shape);
    return out;
}

inline sites::Result checked(const sites::Inputs& inputs, const Date& on = day) {
    return sites::check_projects(inputs, on, 1);
}

// The hit on a zone; fails the test and gives an empty one where there is none.
inline const sites::Hit* hit_on(const sites::Result& result, const sites::Project& project,
                                const std::string& id) {
    for (const sites::Hit& hit : project.hits) {
        if (result.zones.at(hit.zone).id == id) return &hit;
    }
    return nullptr;
}
inline const sites::Hit* nearest_of(const sites::Result& result, const sites::Project& project,
                                    const std::string& kind) {
    for (const sites::Hit& hit : project.nearest) {
        if (result.zones.at(hit.zone).kind == kind) return &hit;
    }
    return nullptr;
}
// Ids of the zones that were hit, "a b".
inline std::string hits(const sites::Result& result, const sites::Project& project) {
    std::string out;
    for (const sites::Hit& hit : project.hits)
        out += (out.empty() ? "" : " ") + result.zones.at(hit.zone).id;
    return out;
}

}  // namespace bareland::test
