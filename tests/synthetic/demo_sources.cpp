#include "synthetic/demo_sources.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <string>

#include "synthetic/files.hpp"

namespace bareland::synthetic {
namespace {

// Thousandths of a degree from 116 E, 39 N, as in the plan of the roads.
Point place(double x, double y) {
    return transformed({116 + x / 1000, 39 + y / 1000}, demo_vector_crs, demo_crs);
}

double disc(double radius) {
    return std::numbers::pi * radius * radius;
}

// The common part of two discs of one radius whose centres are `apart`.
double lens(double radius, double apart) {
    return 2 * radius * radius * std::acos(apart / (2 * radius)) -
           apart / 2 * std::sqrt(4 * radius * radius - apart * apart);
}

// How far apart two discs of 200 m have to be for all wells together to cover what is stated: four discs of
// 50 m lie inside them, the others stand alone.
double large_wells_apart() {
    const double overlap = 2 * disc(200) + 9 * disc(100) + 17 * disc(50) - stated_primary_m2 - 4 * disc(50);
    double near = 0, far = 400;
    for (int i = 0; i < 60; ++i) {
        const double middle = (near + far) / 2;
        (lens(200, middle) > overlap ? near : far) = middle;
    }
    return near;
}

std::vector<DemoWell> primary_wells() {
    const Point first = place(752, 976), third{first.x + large_wells_apart(), first.y};
    const auto beside = [](const Point& p, double east, double north) {
        return Point{p.x + east, p.y + north};
    };
    struct Well {
        const char* name;
        double radius_m;
        Point at;
    };
    const std::vector<Well> wells{
        {"水源1#", 200, first},
        {"水源3#", 200, third},
        {"水源6#", 100, place(756, 981)},
        {"水源9#", 100, place(766, 979)},
        {"水源10#", 100, place(762, 948)},
        {"水源18#", 100, place(767, 961)},
        {"水源19#", 100, place(770.5, 967)},
        {"水源30#", 100, place(764, 986)},
        {"水源31#", 100, place(769, 989)},
        {"傍3#", 100, place(774, 956.5)},
        {"傍8#", 100, place(779, 953.5)},
        {"基岩1#", 50, beside(first, 60, 40)},
        {"基岩2#", 50, beside(first, -80, 70)},
        {"基岩3#", 50, beside(third, 50, -60)},
        {"基岩4#", 50, beside(third, 90, 60)},
        {"基岩5#", 50, place(749, 980.5)},
        {"基岩6#", 50, place(751.5, 983)},
        {"基岩7#", 50, place(758, 984)},
        {"基岩8#", 50, place(760.5, 979.5)},
        {"基岩9#", 50, place(762, 974)},
        {"基岩10#", 50, place(756, 971)},
        {"基岩11#", 50, place(759.5, 969)},
        {"基岩12#", 50, place(763, 966)},
        {"基岩13#", 50, place(760.5, 961.5)},
        {"基岩14#", 50, place(764.5, 955)},
        {"基岩15#", 50, place(757, 945.5)},
        {"深6#", 50, place(765.5, 950.5)},
        {"深7#", 50, place(771, 951)},
    };
    std::vector<DemoWell> result;
    for (const Well& well : wells) {
        result.push_back({fmt::format("虚构S{:02}", result.size() + 1), well.name, "东北部水源地（虚构名）",
                          "urban", well.radius_m, well.at});
    }
    return result;
}

struct Plant {
    const char* source;
    double radius_m;
    int wells;
    double x, y;
};

// In the eight townships that the document names; which plant is in which of them it does not say.
constexpr Plant plants[] = {
    {"永乐供水有限公司水厂水源地", 50, 3, 800, 668},
    {"北京市华利晟宏自来水供应有限责任公司水厂水源地", 40, 2, 795, 768},
    {"东圣泉供水有限公司水厂水源地", 40, 2, 862, 808},
    {"于家务乡中心区水厂水源地", 30, 2, 696, 715},
    {"聚富苑水厂水源地", 30, 1, 708, 702},
    {"马驹桥联村水厂水源地", 30, 2, 598, 766},
    {"北京金桥科技产业基地水厂水源地", 30, 1, 566, 767},
    {"马驹桥物流园区水厂水源地", 30, 1, 580, 745},
    {"北京清源供水有限公司水源地", 30, 1, 772, 758},
    {"三元水厂水源地", 30, 1, 780, 648},
    {"次渠供水有限公司水厂水源地", 30, 1, 605, 820},
    {"台湖供水有限责任公司水厂水源地", 30, 2, 618, 836},
    {"碧海蓝天饮用水有限公司水厂水源地", 30, 1, 782, 888},
    {"北京润洁供水有限公司水厂水源地", 30, 1, 792, 906},
    {"碧富源供水有限责任公司水厂水源地", 30, 1, 886, 792},
    {"宋庄龙华供水有限公司水厂供水一厂水源地", 30, 2, 712, 988},
    {"宋庄龙华供水有限公司水厂供水二厂水源地", 30, 1, 728, 1002},
};

void add_plants(std::vector<DemoWell>& wells) {
    constexpr double apart = 65;  // m: the discs of the larger ones overlap
    int plant_number = 0;
    for (const Plant& plant : plants) {
        ++plant_number;
        for (int i = 0; i < plant.wells; ++i) {
            const Point at = place(plant.x, plant.y);
            wells.push_back({fmt::format("虚构T{:02}-{}", plant_number, i + 1),
                             fmt::format("{}#井", i + 1),
                             plant.source,
                             "township",
                             plant.radius_m,
                             {at.x + apart * i, at.y + (i == 1 ? 20 : 0)}});
        }
    }
}

void add_village_wells(std::vector<DemoWell>& wells) {
    constexpr Point at[] = {{688, 795}, {748, 700}, {830, 745}, {905, 815}, {672, 702}, {735, 1012}};
    constexpr const char* names[] = {"虚构甲村", "虚构乙村", "虚构丙村", "虚构丁村", "虚构戊村", "虚构己村"};
    for (std::size_t i = 0; i < std::size(at); ++i) {
        wells.push_back({fmt::format("虚构V{:02}", i + 1), fmt::format("{}水源井", names[i]), names[i],
                         "village", 30, place(at[i].x, at[i].y)});
    }
}

}  // namespace

std::vector<DemoWell> demo_wells() {
    std::vector<DemoWell> wells = primary_wells();
    add_plants(wells);
    add_village_wells(wells);
    return wells;
}

std::vector<DemoZone> demo_schools() {
    struct School {
        const char* name;
        const char* kind;
        double x, y, half_length, half_width, angle;
    };
    constexpr School schools[] = {
        {"虚构第一小学", "小学", 700, 942, 90, 60, 0.1},   {"虚构第二小学", "小学", 668, 895, 70, 55, -0.2},
        {"虚构第三中学", "中学", 720, 905, 140, 90, 0.05}, {"虚构第四中学", "中学", 610, 822, 120, 80, 0.4},
        {"虚构第五小学", "小学", 792, 770, 80, 60, 0},
    };
    std::vector<DemoZone> result;
    for (const School& school : schools) {
        const Point centre = place(school.x, school.y);
        const double c = std::cos(school.angle), s = std::sin(school.angle);
        // An L: a corner of the block is not the school's.
        Ring ring;
        for (const Point& p : {Point{-1, -1}, {1, -1}, {1, 0.3}, {0.2, 0.3}, {0.2, 1}, {-1, 1}, {-1, -1}}) {
            const double u = p.x * school.half_length, v = p.y * school.half_width;
            ring.push_back({centre.x + u * c - v * s, centre.y + u * s + v * c});
        }
        result.push_back(
            {fmt::format("虚构X{:02}", result.size() + 1), school.name, school.kind, {{ring, {}}}});
    }
    return result;
}

}  // namespace bareland::synthetic
