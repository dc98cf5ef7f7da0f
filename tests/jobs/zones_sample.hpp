// Made-up zones, units and wells near 116.6 E, 39.9 N, whose areas can be worked out by hand: rectangles
// between parallels and meridians, and discs.
#pragma once

#include <string>
#include <vector>

#include "geo/ellipsoid.hpp"
#include "jobs/zones/registry.hpp"

namespace bareland::zones::test {

inline MultiPolygon rectangle(double lon0, double lat0, double lon1, double lat1) {
    return {{{{lon0, lat0}, {lon1, lat0}, {lon1, lat1}, {lon0, lat1}, {lon0, lat0}}, {}}};
}

// Closed form; edges along parallels are straight in longitude and latitude.
inline double area(double lon0, double lat0, double lon1, double lat1) {
    return ellipsoid::cell_area(lat0, lat1, lon0, lon1);
}

inline Validity valid(const std::string& from, const std::string& to = "") {
    Validity out;
    if (!from.empty()) out.from = parse_date(from)->first;
    if (!to.empty()) out.to = parse_date(to)->first;
    return out;
}

inline Date day(const std::string& text) {
    return parse_date(text)->first;
}

inline ZoneRecord zone(const std::string& id, const std::string& kind, MultiPolygon shape,
                       const Validity& validity = {}) {
    ZoneRecord out;
    out.id = id;
    out.name = id + "区";
    out.kind = kind;
    out.validity = validity;
    out.shape = std::move(shape);
    return out;
}

inline WellRecord well(const std::string& id, const std::string& source, Point place, double radius_m,
                       const Validity& validity = {}) {
    WellRecord out;
    out.id = id;
    out.name = id + "井";
    out.source = source;
    out.kind = "urban";
    out.radius_m = radius_m;
    out.validity = validity;
    out.place = place;
    return out;
}

inline SiteRecord site(const std::string& id, Point place) {
    SiteRecord out;
    out.id = id;
    out.name = id + "项目";
    out.type = "施工工地";
    out.place = place;
    return out;
}

// West: 116.60 to 116.65; east: 116.65 to 116.70; both 39.90 to 39.95.
inline std::vector<UnitRecord> two_units() {
    return {{"110112001", "西关街道", {}, rectangle(116.60, 39.90, 116.65, 39.95)},
            {"110112002", "东里镇", {}, rectangle(116.65, 39.90, 116.70, 39.95)}};
}

inline Registry registry_of(std::vector<ZoneRecord> zones) {
    Registry out;
    out.place = {"工作区“a.sqlite”", "the workspace a.sqlite"};
    out.zones = std::move(zones);
    out.units = two_units();
    return out;
}

inline std::vector<std::string> codes(const std::vector<Finding>& findings) {
    std::vector<std::string> out;
    for (const Finding& finding : findings)
        out.push_back(finding.code);
    return out;
}

}  // namespace bareland::zones::test
