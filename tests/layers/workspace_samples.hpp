// Made-up records round one place, for tests of the workspace.
#pragma once

#include <string>
#include <utility>

#include "layers/workspace.hpp"

namespace bareland::test {

inline Validity from(int year) {
    return {Date{year, 1, 1}, std::nullopt};
}
inline Validity between(int first, int last) {
    return {Date{first, 1, 1}, Date{last, 12, 31}};
}

inline MultiPolygon square(double west, double south, double side = 0.01) {
    const double east = west + side, north = south + side;
    return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}, {}}};
}

inline MultiPolygon with_hole() {
    const double third = 1.0 / 3;  // no finite binary fraction
    Polygon polygon{{{116.6, 39.8}, {116.7 + third / 100, 39.8}, {116.7, 39.9}, {116.6, 39.9}, {116.6, 39.8}},
                    {{{116.62, 39.82}, {116.62, 39.84}, {116.64, 39.84}, {116.64, 39.82}, {116.62, 39.82}}}};
    return {std::move(polygon), square(116.8, 39.8).front()};
}

inline InputRecord input(const std::string& role, const std::string& name = "文件.shp") {
    return {role, name, std::string(64, 'a'), "EPSG:4549", "区规自分局 2024", "2024-05-01T08:00:00Z"};
}

inline UnitRecord unit(const std::string& id, const std::string& name, Validity validity = {},
                       MultiPolygon shape = square(116.6, 39.8)) {
    return {id, name, validity, std::move(shape)};
}

inline ZoneRecord zone(const std::string& id, Validity validity, double west = 116.6) {
    ZoneRecord zone;
    zone.id = id;
    zone.name = "严控区";
    zone.kind = "strict";
    zone.validity = validity;
    zone.shape = square(west, 39.8);
    return zone;
}

// Every member set.
inline ZoneRecord full_zone() {
    ZoneRecord zone;
    zone.id = "一级-1";
    zone.name = "一级保护区“傍8#”，含引号'与\"";
    zone.kind = "water_primary";
    zone.level = "一级";
    zone.validity = between(2020, 2024);
    zone.document = "通政办发〔2020〕5号";
    zone.clause = "三（一）";
    zone.duties = "禁止新建；\n禁止扩建";
    zone.owners = {"区生态环境局", "宋庄镇"};
    zone.stated_area_m2 = 620707.89;
    zone.uncertainty_m = 0.1;
    zone.extra_uncertainty_m = 0.7;
    zone.shape = with_hole();
    zone.edge = square(116.605, 39.805, 0.001);
    zone.discs = {{"傍8#", {116.7123456789012, 39.9123456789012}, 100}, {"傍3#", {116.71, 39.91}, 50.5}};
    zone.links = {{"17", "京榆旧线", 1, {{116.6, 39.8}, {116.61, 39.81}, {116.62, 39.8}}},
                  {"3", "陈列馆路", 0, {{116.62, 39.8}, {116.6, 39.8}}}};
    return zone;
}

inline WellRecord well(const std::string& id, Validity validity = {}) {
    WellRecord well;
    well.id = id;
    well.name = "基岩" + id;
    well.source = "水源地";
    well.kind = "urban";
    well.radius_m = 50;
    well.validity = validity;
    well.uncertainty_m = 1.5;
    well.extra_uncertainty_m = 0.5;
    well.place = {116.7 + 1.0 / 7, 39.9};
    return well;
}

inline SiteRecord site_place(const std::string& id) {
    SiteRecord site;
    site.id = id;
    site.name = "养殖场";
    site.type = "farm";
    site.uncertainty_m = 5;
    site.extra_uncertainty_m = 1;
    site.large_scale = true;
    site.compliant = false;
    site.species = "猪";
    site.pollution = "养殖粪污";
    site.place = Point{116.65, 39.85};
    return site;
}

inline SiteRecord site_area(const std::string& id) {
    SiteRecord site;
    site.id = id;
    site.name = "工地";
    site.shape = with_hole();
    return site;
}

inline RoadRecord road(const std::string& id, Oneway oneway = Oneway::backward) {
    RoadRecord road;
    road.id = id;
    road.name = "通胡大街";
    road.road_class = "primary";
    road.oneway = oneway;
    road.bridge = true;
    road.tunnel = false;
    road.layer = -1;
    road.maxspeed_kmh = 60;
    road.line = {{116.6, 39.8}, {116.6 + 1.0 / 3, 39.81}};
    return road;
}

// Every member set.
inline RoadRecord truck_road(const std::string& id, TruckAccess truck = TruckAccess::no) {
    RoadRecord full = road(id, Oneway::forward);
    full.truck = truck;
    full.truck_when = "no @ (Mo-Fr 07:00-09:00; 17:00-20:00)";
    full.maxweight_t = 7.5;
    full.maxheight_m = 4.2;
    full.maxwidth_m = 2.1;
    full.nodes = {1, 9'223'372'036'854'775'807};
    full.sweeper = "潞城环卫中心";
    return full;
}

inline TurnBanRecord turn_ban(const std::string& id) {
    TurnBanRecord ban;
    ban.id = id;
    ban.only = true;
    ban.from = "1";
    ban.to = "2";
    ban.via_roads = {"3", "4/2"};
    ban.except = "psv;hgv";
    ban.when = "Mo-Fr 07:00-09:00";
    return ban;
}

}  // namespace bareland::test
