// A made-up district with everything that a briefing can know.
#pragma once

#include <string>

#include "jobs/brief/model.hpp"

namespace bareland::test {

inline brief::UnitFacts brief_unit(const std::string& id, const std::string& name, int rank, int ranked,
                                   double uncontrolled, double before) {
    brief::UnitFacts unit;
    unit.id = id;
    unit.name = name;
    unit.status = brief::UnitStatus::ranked;
    unit.status_word = "参评";
    unit.areas.unit = 50e6;
    unit.areas.observed = 49e6;
    unit.areas.controlled_temporary = 800.4;
    unit.areas.controlled_permanent = 199.6;
    unit.areas.controlled = 1000;
    unit.areas.excluded = 500;
    unit.areas.uncontrolled = uncontrolled;
    unit.areas.uncontrolled_without_exclusion = uncontrolled + 500;
    unit.areas.bare = uncontrolled + 1500;
    unit.areas.bare_permyriad = unit.areas.bare / 5e3;
    unit.areas.uncontrolled_permyriad = uncontrolled / 5e3;
    unit.rank = rank;
    unit.rank_from_worst = ranked + 1 - rank;
    unit.change_m2 = uncontrolled - before;
    unit.history = {{Month(2024, 4), before, std::nullopt}, {Month(2024, 5), uncontrolled, rank}};
    return unit;
}

// Eight ranked townships, the worst first, and one that is not rated. All inputs are there.
inline brief::Briefing sample_briefing(Lang lang = Lang::zh) {
    using namespace brief;
    Briefing out;
    out.lang = lang;
    out.month = Month(2024, 5);
    out.previous_month = Month(2024, 4);
    out.district_name = lang == Lang::zh ? "样例区" : "Sample district";
    out.made_at = "2024-06-03T07:30:00+08:00";
    const char* names[] = {"甲镇", "乙镇", "丙街道", "丁街道", "戊乡", "己乡", "庚镇", "辛镇"};
    for (int i = 0; i < 8; ++i) {
        const double uncontrolled = 1234567.6 - 150000.0 * i;
        out.units.push_back(brief_unit("u" + std::to_string(i), names[i], 8 - i, 8, uncontrolled,
                                       uncontrolled + (i % 2 == 0 ? -1000.0 * (i + 1) : 2000.0 * i)));
        out.units.back().previous_rank = 8 - i;
    }
    out.units[0].previous_rank = 5;  // fell to 8
    out.units[3].previous_rank = 8;  // rose to 5
    UnitFacts apart = brief_unit("u8", "壬镇", 0, 0, 10, 10);
    apart.rank.reset();
    apart.rank_from_worst.reset();
    apart.change_m2.reset();
    apart.change_reason = "上月无影像";
    apart.status = UnitStatus::not_rated;
    apart.status_word = "不参评";
    apart.areas.observed = 6.25e6;  // 12.5 %
    out.units.push_back(apart);
    out.ranked_units = 8;

    out.district = brief_unit("", out.district_name, 0, 0, 5676550.8, 5700000.8);
    out.district.rank.reset();
    out.district.rank_from_worst.reset();
    out.district.areas.unit = 906.28e6;
    out.district.areas.uncontrolled_permyriad = 5676550.8 / 906.28e2;

    UnitFacts& worst = out.units.front();
    worst.owner = "甲镇人民政府";
    worst.judgements = {
        {"city-bottom-10", Judgement::Outcome::breach, 4, 10, "某文件第三条",
         "甲镇未管控裸地 1234568 ㎡，全市 333 个街乡镇中倒数第 4，进入后 10 名。"},
        {"city-bottom-30", Judgement::Outcome::warning, 4, 30, "某文件第四条", "甲镇进入后 30 名。"}};
    worst.zones = {{"z1", "重点区域甲", "重点区域", ZoneKind::key, worst.areas}};
    worst.patch_count = 12;
    worst.small_patches = 3;
    worst.small_patch_area = 250.4;
    for (int i = 0; i < 12; ++i) {
        PatchOfUnit patch;
        patch.number = i + 1;
        patch.id = "p" + std::to_string(i);
        patch.area = 9000 - 100.0 * i;
        patch.uncontrolled = patch.area / 2;
        patch.place = {116.7 + 0.001 * i, 39.8};
        patch.zones = {"重点区域甲"};
        worst.patches.push_back(patch);
    }
    worst.duties = {{"围挡高度不低于4米。", "甲公司", "蓝天第一条", "一号工地", false},
                    {"围挡高度不低于4米。", "甲公司", "蓝天第一条", "二号工地", false},
                    {"落实苫盖", "", "", "", false}};
    worst.sites = {{"s1", "一号工地", "落在区内", true, "重点区域甲", "某文件第五条", 12.3, false}};
    worst.routes = {{"r1", "京A12345", "应引导绕行", true, 1520.6, "在管控区内行驶。"}};
    out.district.sites = worst.sites;
    out.district.sites.push_back({"s2", "界外工地", "不在区内", false, "", "", std::nullopt, false});
    out.district.routes = worst.routes;
    out.district.history = {{Month(2024, 4), 5700000.8, std::nullopt},
                            {Month(2024, 5), 5676550.8, std::nullopt}};
    out.district.patch_count = 12;
    out.sources = {{"raster", "bare_2024-05.tif", "2024-05-20", "ab12"},
                   {"units", "townships.gpkg", "", "cd34"}};
    out.findings = {"某处边界有缝隙。"};
    out.map.crs_name = "CGCS2000 / 3-degree Gauss-Kruger CM 117E (EPSG:4548)";
    out.has_patches = out.has_zones = out.has_sites = out.has_routes = true;
    return out;
}

}  // namespace bareland::test
