// Results made by hand, for tests of the ranking.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "jobs/rank/ranking.hpp"

namespace bareland::rank {

// A unit of 1 km2, wholly observed, all its bare land uncontrolled.
inline Unit make_unit(const std::string& id, const std::string& name, double uncontrolled) {
    Unit unit;
    unit.id = id;
    unit.name = name;
    unit.areas.unit = 1e6;
    unit.areas.observed = 1e6;
    unit.areas.bare = uncontrolled;
    unit.areas.uncontrolled = uncontrolled;
    unit.areas.uncontrolled_without_exclusion = uncontrolled;
    return unit;
}

// Units "u0", "u1" ... named 甲街道, 乙街道 ... whose names never answer to one another; the district is
// their sum.
inline Result make_result(const std::vector<double>& uncontrolled) {
    const std::vector<std::string> names{"甲甲", "乙乙", "丙丙", "丁丁", "戊戊",
                                         "己己", "庚庚", "辛辛", "壬壬", "癸癸"};
    Result result;
    result.month = "2024-05";
    result.district = make_unit("110112", "通州区", 0);
    result.district.areas = {};
    for (std::size_t i = 0; i < uncontrolled.size(); ++i) {
        const std::string name =
            names[i % names.size()] + (i < names.size() ? "" : names[i / names.size()]) + "街道";
        result.units.push_back(make_unit(fmt::format("u{}", i), name, uncontrolled[i]));
        result.district.areas.unit += 1e6;
        result.district.areas.observed += 1e6;
        result.district.areas.bare += uncontrolled[i];
        result.district.areas.uncontrolled += uncontrolled[i];
    }
    return result;
}

inline std::vector<std::string> codes(const Result& result) {
    std::vector<std::string> out;
    for (const Finding& finding : result.findings)
        out.push_back(finding.code);
    return out;
}

}  // namespace bareland::rank
