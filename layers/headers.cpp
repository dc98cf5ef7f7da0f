#include "layers/headers.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "geo/names.hpp"

namespace bareland {
namespace {

using Unit = std::pair<std::string_view, double>;

constexpr std::array<Unit, 20> area_units{{
    {"㎡", 1},         {"m2", 1},     {"m²", 1},     {"平方米", 1}, {"平米", 1},
    {"公顷", 1e4},     {"ha", 1e4},   {"hm2", 1e4},  {"hm²", 1e4},  {"亩", 1e4 / 15},
    {"万平方米", 1e4}, {"万㎡", 1e4}, {"万m2", 1e4}, {"万m²", 1e4}, {"平方公里", 1e6},
    {"平方千米", 1e6}, {"km2", 1e6},  {"km²", 1e6},  {"k㎡", 1e6},  {"万亩", 1e8 / 15},
}};

constexpr std::array<Unit, 8> length_units{{{"m", 1},
                                            {"米", 1},
                                            {"meter", 1},
                                            {"meters", 1},
                                            {"metres", 1},
                                            {"km", 1e3},
                                            {"公里", 1e3},
                                            {"千米", 1e3}}};

template <std::size_t N>
std::optional<double> find_unit(const std::array<Unit, N>& units, std::string_view text) {
    const auto found =
        std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.first == text; });
    return found == units.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

Header header_of(std::string_view cell) {
    const std::string folded = folded_name(cell);
    const std::size_t open = folded.find_first_of("([");
    if (open == std::string::npos) return {folded, {}};
    const std::size_t close = folded.find_first_of(")]", open);
    std::string unit = folded.substr(open + 1, close == std::string::npos ? close : close - open - 1);
    constexpr std::string_view label = "单位:";  // （单位：公顷）
    if (unit.starts_with(label)) unit.erase(0, label.size());
    return {folded.substr(0, open), unit};
}

std::optional<double> area_unit(std::string_view unit) {
    return find_unit(area_units, unit);
}

std::optional<double> length_unit(std::string_view unit) {
    return find_unit(length_units, unit);
}

}  // namespace bareland
