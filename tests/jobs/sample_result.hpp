// A small, wholly made-up ranking with one of everything the outputs must show.
#pragma once

#include <string>

#include "jobs/rank/result.hpp"

namespace bareland::test {

inline constexpr Message sample_gap{"BL-4901", Exit::done, "“{0}”与相邻街乡镇之间有缝隙", "a gap beside {0}"};
inline constexpr Message sample_name{"BL-4902", Exit::done, "名称“{0}”与“{1}”相近",
                                     "the names {0} and {1} are alike"};

inline MultiPolygon square(double lon, double lat, double side) {
    return {{{{lon, lat}, {lon + side, lat}, {lon + side, lat + side}, {lon, lat + side}, {lon, lat}}, {}}};
}

inline rank::Areas areas(double unit, double excluded, double temporary, double permanent,
                         double uncontrolled) {
    rank::Areas result;
    result.unit = unit;
    result.observed = unit * 0.95;
    result.excluded = excluded;
    result.controlled_temporary = temporary;
    result.controlled_permanent = permanent;
    result.controlled = temporary + permanent;
    result.uncontrolled = uncontrolled;
    result.bare = excluded + result.controlled + uncontrolled;
    result.uncontrolled_without_exclusion = uncontrolled + excluded;
    return result;
}

inline rank::Unit ranked_unit(const std::string& id, const std::string& name, int from_best, int from_worst,
                              const rank::Areas& of, double lon) {
    rank::Unit unit;
    unit.id = id;
    unit.name = name;
    unit.status = rank::Status::ranked;
    unit.areas = of;
    unit.rank = from_best;
    unit.rank_from_worst = from_worst;
    unit.rank_without_exclusion = from_best;
    unit.shape = square(lon, 39.8, 0.1);
    return unit;
}

inline rank::Flag flag(rank::Flag::Level level, std::optional<double> value, std::optional<double> limit) {
    return {"city_bottom",
            level,
            value,
            limit,
            "示例文件第 1 条",
            {"未管控裸地面积居全市后 10 名", "among the 10 worst of the city"}};
}

// Units sorted by id. Three ranked (two equal), one not rated, one without cover, one overlay.
inline rank::Result sample_result() {
    rank::Result result;
    result.month = "2024-05";
    rank::Unit a =
        ranked_unit("110112001000", "甲街道", 1, 2, areas(12e6, 1000.5, 2000.25, 300.125, 45678.9), 116.6);
    rank::Unit b =
        ranked_unit("110112002000", "乙镇", 3, 1, areas(98765432.1, 0, 65432.1, 0, 1234567.25), 116.7);
    rank::Unit c =
        ranked_unit("110112003000", "丙回族乡，\"新区\"", 1, 2, areas(5e6, 0, 0, 0, 45678.9), 116.8);
    rank::Unit d = ranked_unit("110112004000", "丁地区", 0, 0, areas(7e6, 1, 2, 3, 4), 116.9);
    d.status = rank::Status::not_rated;
    d.rank = d.rank_from_worst = d.rank_without_exclusion = std::nullopt;
    rank::Unit e;
    e.id = "110112005000";
    e.name = "戊镇";
    e.areas.unit = 6e6;
    e.shape = square(117.0, 39.8, 0.1);
    rank::Unit f = d;
    f.id = "park";
    f.name = "=示例园区";
    f.status = rank::Status::overlay;
    b.flags.push_back(flag(rank::Flag::Level::breach, 8.0, 10.0));
    b.previous = {2, 12345.5, std::nullopt};
    b.previous_year = {std::nullopt, std::nullopt, Text{"去年同月不参评", "not rated a year ago"}};
    a.previous = {1, -321.0, std::nullopt};
    a.flags.push_back(flag(rank::Flag::Level::warning, 28.0, 30.0));
    c.flags.push_back(
        {"city_bottom", rank::Flag::Level::not_judged, {}, {}, "", {"缺全市排名表", "no city table"}});
    a.zones["二级"] = areas(1e6, 0, 10, 0, 20);
    a.zones["一级"] = areas(5e5, 0, 1, 0, 2);
    result.units = {a, b, c, d, e, f};
    result.district.status = rank::Status::ranked;
    result.district.name = "示例区";
    result.district.areas = areas(128765432.1, 1001.5, 67434.35, 303.125, 1325929.05);
    result.district.previous = {std::nullopt, 12024.5, std::nullopt};
    result.balance = {1400000.5, 1394668.025, 5400.475, 68.0};
    Finding finding = find(sample_gap, "110112001000", "甲街道");
    finding.area_m2 = 12.5;
    finding.lon = 116.65;
    finding.lat = 39.85;
    result.findings = {finding, find(sample_name, "x", "乙镇", "乙乡")};
    result.parameters = {{"bare", "[1,3]"}, {"month", "\"2024-05\""}, {"min_observed_share", "0.8"}};
    result.inputs = {{"units", "towns.gpkg", std::string(64, 'a')},
                     {"raster", "bare.tif", std::string(64, 'b')}};
    result.changes_requested = {"previous", "previous_year"};
    return result;
}

}  // namespace bareland::test
