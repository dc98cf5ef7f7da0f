// Projects to check: inside and outside the zones, on the edges of discs, beside the loops' roads.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <string>

#include "synthetic/demo_roads.hpp"
#include "synthetic/demo_sources.hpp"
#include "synthetic/files.hpp"
#include "synthetic/random.hpp"

namespace bareland::synthetic {
namespace {

Point place(double x, double y) {
    return transformed({116 + x / 1000, 39 + y / 1000}, demo_vector_crs, demo_crs);
}

// `metres` from the well in a direction (degrees from north, clockwise).
Point from_well(std::span<const DemoWell> wells, const std::string& source, const std::string& name,
                double metres, double azimuth) {
    const auto well = std::find_if(wells.begin(), wells.end(), [&](const DemoWell& w) {
        return w.name == name && (source.empty() || w.source == source);
    });
    if (well == wells.end()) throw std::runtime_error("no such well: " + name);
    const double angle = azimuth * std::numbers::pi / 180;
    return {well->place.x + metres * std::sin(angle), well->place.y + metres * std::cos(angle)};
}

// `aside` metres to the right of the middle of a road's course.
Point beside_road(const std::string& name, double aside) {
    const std::vector<Point> course = course_of(name);
    const std::size_t i = course.size() / 2;
    const Point &a = course[i - 1], &b = course[i];
    const double length = std::hypot(b.x - a.x, b.y - a.y);
    return {(a.x + b.x) / 2 + aside * (b.y - a.y) / length, (a.y + b.y) / 2 - aside * (b.x - a.x) / length};
}

void add_construction_sites(std::vector<DemoProject>& projects) {
    const auto add = [&](const char* name, const Point& at, const char* remark,
                         const char* uncertainty = "") {
        projects.push_back({name, "施工工地", "", "", "", "", uncertainty, remark, at});
    };
    add("虚构甲住宅项目", place(696, 937), "严控区北片内");
    add("虚构乙安置房项目", place(692, 942), "严控区北片内");
    add("虚构丙商业综合体", place(677, 905.5), "严控区南片内");
    add("虚构丁地下管廊", place(668, 902), "严控区南片内");
    add("虚构戊道路大修", beside_road("潞苑西路", 0), "严控区北片的边界道路上");
    add("虚构己雨水管线", beside_road("潞苑西路", 12), "潞苑西路外侧约12米，在两侧范围内");
    add("虚构庚配电站", beside_road("潞苑西路", 27), "潞苑西路外侧约27米");
    add("虚构辛办公楼", beside_road("陈列馆路", -45), "陈列馆路外侧约45米");
    add("虚构壬地铁车站", beside_road("玉带河大街", 19), "玉带河大街外侧约19米", "5");
    add("虚构癸人行天桥", beside_road("滨河中路", -8), "滨河中路旁");
    add("虚构子文化馆", place(720, 900), "潞源街道内");
    add("虚构丑办公区二期", place(735, 915), "潞源街道内");
    add("虚构寅医院", place(700, 915), "重点区域内、严控区外");
    add("虚构卯棚改地块", place(670, 885), "重点区域内、严控区外");
    add("虚构辰停车场", place(720, 945.5), "潞苑东路以东");
    add("虚构巳厂房改造", place(650, 940), "重点区域以西");
    add("虚构午仓库", place(592, 790), "远离各区域");
    add("虚构未产业园", place(600, 765), "远离各区域");
    add("虚构申桥梁", place(720, 806), "远离各区域");
    add("虚构酉变电站", place(845, 800), "远离各区域");
    add("虚构戌公园配套", place(760, 880), "城镇居民区内");
    add("虚构亥泵站", place(745, 944), "二级保护区内");
}

void add_projects_at_wells(std::span<const DemoWell> wells, std::vector<DemoProject>& projects) {
    const auto add = [&](const char* name, const char* type, const Point& at, const char* remark,
                         const char* uncertainty = "") {
        projects.push_back({name, type, "", "", "", "", uncertainty, remark, at});
    };
    add("虚构加油站甲", "工业企业", from_well(wells, "", "水源1#", 199, 310), "距水源1#约199米，半径200米",
        "0.5");
    add("虚构加油站乙", "工业企业", from_well(wells, "", "水源1#", 201, 230), "距水源1#约201米，半径200米",
        "0.5");
    add("虚构洗车场", "工业企业", from_well(wells, "", "水源3#", 203, 90), "距水源3#约203米，误差5米", "5");
    add("虚构印刷厂", "工业企业", from_well(wells, "", "水源10#", 99.4, 0), "距水源10#约99.4米，误差0.3米",
        "0.3");
    add("虚构食品厂", "工业企业", from_well(wells, "", "水源10#", 990, 180),
        "距水源10#约990米，二级保护区边缘", "2");
    add("虚构钢构厂", "工业企业", from_well(wells, "", "傍8#", 1010, 200), "距傍8#约1010米，二级保护区外缘",
        "2");
    add("虚构木材厂", "工业企业", from_well(wells, "", "傍8#", 60, 45), "距傍8#约60米");
    add("虚构农机站", "工业企业", from_well(wells, "", "基岩9#", 49.9, 120), "距基岩9#约49.9米，误差1米",
        "1");
    add("虚构冷库", "工业企业", from_well(wells, "", "基岩13#", 52, 270), "距基岩13#约52米，误差1米", "1");
    add("虚构物流院", "工业企业", from_well(wells, "", "深7#", 150, 0), "二级保护区内");
    add("虚构水厂宿舍", "民用建筑", from_well(wells, "永乐供水有限公司水厂水源地", "1#井", 30, 60),
        "永乐水厂1#井50米内");
    add("虚构修理铺", "工业企业", from_well(wells, "东圣泉供水有限公司水厂水源地", "2#井", 41, 180),
        "东圣泉2#井外41米，半径40米，误差2米", "2");
    add("虚构粮库", "民用建筑", from_well(wells, "次渠供水有限公司水厂水源地", "1#井", 29, 0),
        "次渠水厂1#井29米");
    add("虚构超市", "民用建筑", from_well(wells, "碧海蓝天饮用水有限公司水厂水源地", "1#井", 300, 0),
        "碧海蓝天水厂外300米");
    add("虚构游艺厅", "娱乐场所", place(700, 944.2), "虚构第一小学以北");
    add("虚构网吧", "娱乐场所", place(668, 897.6), "虚构第二小学以北");
    add("虚构化工经营部", "工业企业", place(724.6, 905), "虚构第三中学以东");
}

void add_farms(std::span<const DemoWell> wells, std::vector<DemoProject>& projects) {
    const auto add = [&](const char* name, const char* scale, const char* compliant, const char* species,
                         const Point& at, const char* remark) {
        projects.push_back({name, "养殖场", scale, compliant, species, "", "", remark, at});
    };
    add("虚构甲猪场", "是", "是", "猪", place(756, 976), "二级保护区内，规模化");
    add("虚构乙牛场", "否", "是", "牛", place(750, 973), "二级保护区内，散养合规");
    add("虚构丙鸡场", "否", "否", "鸡", place(764, 970), "二级保护区内，不合规");
    add("虚构丁羊场", "", "", "羊", place(768, 982), "二级保护区内，规模与合规未填");
    add("虚构戊鸭场", "是", "否", "鸭", from_well(wells, "", "水源9#", 70, 200), "水源9#一级保护区内");
    add("虚构己鹅场", "是", "是", "鹅", place(690, 870), "城镇居民区内");
    add("虚构庚驴场", "否", "", "驴", place(650, 900), "城镇居民区内，合规未填");
    add("虚构辛马场", "是", "是", "马", place(850, 760), "禁养区外");
    add("虚构壬养殖小区", "是", "是", "猪", place(690, 690), "禁养区外");
    add("虚构癸渔场", "是", "是", "鱼", place(745, 890), "城镇居民区内，不属所列畜种");
    add("虚构子猪场", "是", "是", "猪", from_well(wells, "三元水厂水源地", "1#井", 25, 90), "三元水厂30米内");
}

void add_village_sources(std::span<const DemoWell> wells, std::vector<DemoProject>& projects) {
    const auto add = [&](const char* name, const char* pollution, const char* village, double metres,
                         double azimuth, const char* remark, const char* uncertainty = "") {
        projects.push_back({name, "污染源", "", "", "", pollution, uncertainty, remark,
                            from_well(wells, village, std::string(village) + "水源井", metres, azimuth)});
    };
    add("虚构甲村公厕", "厕所", "虚构甲村", 18, 40, "村级井30米内");
    add("虚构甲村渗坑", "污水", "虚构甲村", 29.5, 300, "距井约29.5米，误差1米", "1");
    add("虚构乙村垃圾点", "垃圾", "虚构乙村", 33, 90, "距井约33米");
    add("虚构丙村粪污池", "养殖粪污", "虚构丙村", 12, 180, "村级井30米内");
    add("虚构丁村旱厕", "厕所", "虚构丁村", 30.4, 10, "距井约30.4米，误差2米", "2");
    add("虚构丁村料场", "", "虚构丁村", 20, 200, "村级井30米内，污染类别未填");
    add("虚构戊村排水口", "污水", "虚构戊村", 250, 120, "村级井30米外");
    add("虚构己村垃圾房", "垃圾", "虚构己村", 8, 270, "村级井30米内");
}

void add_far_ones(std::vector<DemoProject>& projects) {
    Random random(64);
    constexpr const char* types[] = {"施工工地", "工业企业", "民用建筑"};
    for (int i = 1; i <= 6; ++i) {
        const double x = random.uniform(640, 860), y = random.uniform(680, 820);
        projects.push_back(
            {fmt::format("虚构随机项目{}", i), types[i % 3], "", "", "", "", "", "随机位置", place(x, y)});
    }
}

}  // namespace

std::vector<DemoProject> demo_projects(std::span<const DemoWell> wells) {
    std::vector<DemoProject> projects;
    add_construction_sites(projects);
    add_projects_at_wells(wells, projects);
    add_farms(wells, projects);
    add_village_sources(wells, projects);
    add_far_ones(projects);
    return projects;
}

}  // namespace bareland::synthetic
