#include "layers/fleet_words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "geo/names.hpp"

namespace bareland::fleet {
namespace {

using namespace std::string_view_literals;

template <class T>
using Word = std::pair<std::string_view, T>;

// Spelt as folded_name() leaves them.
constexpr std::array<Word<VehicleClass>, 23> classes{{
    {"muck_truck", VehicleClass::muck_truck},
    {"mucktruck", VehicleClass::muck_truck},
    {"渣土车", VehicleClass::muck_truck},
    {"渣土运输车", VehicleClass::muck_truck},
    {"渣土运输车辆", VehicleClass::muck_truck},
    {"渣土", VehicleClass::muck_truck},
    {"新能源渣土车", VehicleClass::muck_truck},
    {"建筑垃圾运输车", VehicleClass::muck_truck},
    {"建筑垃圾渣土车", VehicleClass::muck_truck},
    {"建筑垃圾渣土车辆", VehicleClass::muck_truck},
    {"heavy_diesel", VehicleClass::heavy_diesel},
    {"heavydiesel", VehicleClass::heavy_diesel},
    {"heavydieselvehicle", VehicleClass::heavy_diesel},
    {"heavydieseltruck", VehicleClass::heavy_diesel},
    {"重型柴油车", VehicleClass::heavy_diesel},
    {"重型柴油货车", VehicleClass::heavy_diesel},
    {"重型柴油车辆", VehicleClass::heavy_diesel},
    {"重柴", VehicleClass::heavy_diesel},
    {"other", VehicleClass::other},
    {"其他", VehicleClass::other},
    {"其它", VehicleClass::other},
    {"其他车辆", VehicleClass::other},
    {"其它车辆", VehicleClass::other},
}};

constexpr std::array<Word<Energy>, 34> energies{{
    {"diesel", Energy::diesel},
    {"柴油", Energy::diesel},
    {"柴油车", Energy::diesel},
    {"gas", Energy::gas},
    {"naturalgas", Energy::gas},
    {"天然气", Energy::gas},
    {"燃气", Energy::gas},
    {"压缩天然气", Energy::gas},
    {"液化天然气", Energy::gas},
    {"cng", Energy::gas},
    {"lng", Energy::gas},
    {"hybrid", Energy::hybrid},
    {"混合动力", Energy::hybrid},
    {"混动", Energy::hybrid},
    {"油电混合", Energy::hybrid},
    {"插电混动", Energy::hybrid},
    {"插电式混合动力", Energy::hybrid},
    {"phev", Energy::hybrid},
    {"hev", Energy::hybrid},
    {"electric", Energy::electric},
    {"纯电动", Energy::electric},
    {"纯电", Energy::electric},
    {"电动", Energy::electric},
    {"电", Energy::electric},
    {"bev", Energy::electric},
    {"hydrogen", Energy::hydrogen},
    {"氢", Energy::hydrogen},
    {"氢能", Energy::hydrogen},
    {"氢燃料", Energy::hydrogen},
    {"氢燃料电池", Energy::hydrogen},
    {"氢能源", Energy::hydrogen},
    {"燃料电池", Energy::hydrogen},
    {"fuelcell", Energy::hydrogen},
    {"fcev", Energy::hydrogen},
}};

constexpr std::array<Word<int>, 38> standards{{
    {"0", 0},   {"零", 0},  {"1", 1},   {"一", 1},  {"i", 1},   {"ⅰ", 1},   {"Ⅰ", 1},   {"2", 2},
    {"二", 2},  {"ii", 2},  {"ⅱ", 2},   {"Ⅱ", 2},   {"3", 3},   {"三", 3},  {"iii", 3}, {"ⅲ", 3},
    {"Ⅲ", 3},   {"4", 4},   {"四", 4},  {"iv", 4},  {"ⅳ", 4},   {"Ⅳ", 4},   {"5", 5},   {"五", 5},
    {"v", 5},   {"ⅴ", 5},   {"Ⅴ", 5},   {"6", 6},   {"六", 6},  {"vi", 6},  {"ⅵ", 6},   {"Ⅵ", 6},
    {"3.0", 3}, {"4.0", 4}, {"5.0", 5}, {"6.0", 6}, {"1.0", 1}, {"2.0", 2},
}};

template <class T, std::size_t N>
std::optional<T> known(const std::array<Word<T>, N>& words, std::string_view folded) {
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const Word<T>& word) { return word.first == folded; });
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

// Takes `affix` off where the text begins (or ends) with it and something is left.
bool drop_front(std::string& text, std::string_view affix) {
    if (!text.starts_with(affix) || text.size() == affix.size()) return false;
    text.erase(0, affix.size());
    return true;
}
bool drop_back(std::string& text, std::string_view affix) {
    if (!text.ends_with(affix) || text.size() == affix.size()) return false;
    text.erase(text.size() - affix.size());
    return true;
}

}  // namespace

std::optional<VehicleClass> class_of(std::string_view word) {
    return known(classes, folded_name(word));
}

std::optional<Energy> energy_of(std::string_view word) {
    return known(energies, folded_name(word));
}

std::optional<int> standard_of(std::string_view word) {
    constexpr std::array fronts{"国家"sv, "national"sv, "china"sv, "国"sv, "第"sv};
    constexpr std::array backs{"排放标准"sv, "标准"sv, "排放"sv, "阶段"sv, "a"sv, "b"sv};
    std::string text = folded_name(word);
    if (text == "一") return std::nullopt;  // a dash, as folding leaves it; 国一 is read below
    for (const std::string_view front : fronts)
        drop_front(text, front);
    for (const std::string_view back : backs)
        drop_back(text, back);
    return known(standards, text);
}

bool is_blank(std::string_view word) {
    constexpr std::array blanks{""sv,     "-"sv,    "--"sv, "/"sv,   "\\"sv,      "一"sv,  "无"sv,
                                "未知"sv, "不详"sv, "空"sv, "n/a"sv, "unknown"sv, "none"sv};
    const std::string folded = folded_name(word);
    return std::find(blanks.begin(), blanks.end(), folded) != blanks.end();
}

}  // namespace bareland::fleet
