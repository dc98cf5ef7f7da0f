// A made-up month of five units: one wide, one tall with a long name, one tiny, one in two pieces without
// bare land, one more. Plane of EPSG:4548, so every figure can be worked out by hand.
#pragma once

#include "jobs/brief/model.hpp"

namespace bareland::test {

inline MultiPolygon block(double x0, double y0, double x1, double y1) {
    const double x = 480000, y = 4400000;
    return {{{{x + x0, y + y0}, {x + x1, y + y0}, {x + x1, y + y1}, {x + x0, y + y1}, {x + x0, y + y0}}, {}}};
}

inline brief::Briefing sample_month(Lang lang) {
    using namespace brief;
    Briefing out{.lang = lang,
                 .month = Month(2024, 5),
                 .previous_month = Month(2024, 4),
                 .district_name = lang == Lang::zh ? "虚构区" : "Made-up District",
                 .district = {},
                 .units = {},
                 .sources = {},
                 .findings = {},
                 .map = {},
                 .made_at = "2024-06-03T09:30:00+08:00"};
    out.map.crs = Crs("EPSG:4548");
    out.map.crs_name = "CGCS2000 / 3-degree Gauss-Kruger CM 117E (EPSG:4548)";
    out.has_patches = out.has_zones = out.has_roads = true;
    out.sources = {{"units", "townships.gpkg", "2024-01-01", ""}, {"raster", "bare.tif", "", ""}};
    MultiPolygon two = block(0, 6000, 1500, 8000);
    two.push_back(block(3500, 6000, 5000, 7500)[0]);
    out.map.units = {{"1", "张家湾镇", block(0, 0, 8000, 5000)},
                     {"2", "于家务回族乡及国家现代农业科技园区管理委员会", block(8000, 0, 11000, 8000)},
                     {"3", "新华街道", block(0, 5000, 300, 5250)},
                     {"4", "两片镇", two},
                     {"5", "永顺镇", block(300, 5000, 8000, 6000)}};
    out.map.zones = {{"k", "重点区域", ZoneKind::key, block(2000, 1000, 6000, 3000)},
                     {"s", "严控区北片", ZoneKind::strict, block(5000, 3500, 7000, 4500)},
                     {"w", "水源二级保护区", ZoneKind::water_source, block(9000, 7000, 10500, 7900)}};
    out.map.roads = {{"京沈高速公路", 0, {{478000, 4400800}, {495000, 4400800}}},
                     {"", 3, {{481000, 4390000}, {481000, 4410000}}}};
    for (const auto& [x, y, side, status] : {std::tuple{4000, 2000, 300, PatchStatus::uncontrolled},
                                             std::tuple{4400, 2100, 200, PatchStatus::controlled},
                                             std::tuple{1000, 4000, 100, PatchStatus::uncontrolled},
                                             std::tuple{7900, 100, 90, PatchStatus::excluded}}) {
        out.map.patches.push_back({status, block(x, y, x + side, y + side)});
    }
    Transform to_degrees(out.map.crs, Crs::cgcs2000());
    const std::vector<double> uncontrolled{100000, 52345.6, 0, 0, 7000};
    for (std::size_t i = 0; i < out.map.units.size(); ++i) {
        UnitFacts unit;
        unit.id = out.map.units[i].id;
        unit.name = out.map.units[i].name;
        unit.status = UnitStatus::ranked;
        unit.areas.unit = 40e6;
        unit.areas.uncontrolled = uncontrolled[i];
        unit.areas.bare = uncontrolled[i] * 1.5;
        unit.areas.uncontrolled_permyriad = uncontrolled[i] / 40e6 * 1e4;
        unit.rank = 5 - static_cast<int>(i);
        unit.previous_rank = 3;
        unit.change_m2 = i == 0 ? -1234.4 : 55.0;
        for (int month = 1; month <= 5; ++month)
            unit.history.push_back({Month(2024, month), uncontrolled[i] * (1 + 0.1 * (5 - month)), 3});
        out.units.push_back(unit);
    }
    int number = 0;
    UnitFacts& first = out.units[0];
    for (const MapPatch& patch : out.map.patches) {
        PatchOfUnit one;
        one.number = ++number;
        one.status = patch.status;
        const Box box = box_of(patch.shape);
        one.area = (box.max_x - box.min_x) * (box.max_y - box.min_y);
        one.on_map = one.place = {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
        to_degrees.apply({&one.place, 1});
        first.patches.push_back(one);
    }
    first.patch_count = first.patches.size();
    first.judgements = {
        {"r1", Judgement::Outcome::breach, 100000, 80000, "方案第3条", "未管控裸地不超过8万平方米。"},
        {"r2", Judgement::Outcome::kept, 25, 60, "方案第4条", "", "uncontrolled_permyriad"},
        {"r3", Judgement::Outcome::kept, 100000, 10, "方案第6条", "", "uncontrolled_area", true}};
    first.owner = "张家湾镇人民政府";
    first.duties = {{"苫盖或绿化", "属地", "方案第5条", ""}};
    out.ranked_units = 5;
    out.district = out.units[0];
    return out;
}

}  // namespace bareland::test
