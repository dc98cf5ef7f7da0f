// Headers of tables: a name, and a unit of measure in brackets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bareland {

struct Header {
    std::string name;  // folded (geo/names.hpp), without the brackets
    std::string unit;  // folded, without "单位："; empty: none
};
// "未管控裸地面积（单位：公顷）" -> 未管控裸地面积, 公顷
Header header_of(std::string_view cell);

// How many m2 (m) a folded unit has; nothing for an unknown one. Areas: ㎡ m2 平方米 公顷 亩 万平方米
// 平方公里 ..., 1 亩 = 10000/15 m2. Lengths: m 米 km 公里 千米.
std::optional<double> area_unit(std::string_view unit);
std::optional<double> length_unit(std::string_view unit);

}  // namespace bareland
