#include "geo/fleet.hpp"

#include <array>
#include <utility>

#include "geo/names.hpp"

namespace bareland {
namespace {

template <class T>
struct Named {
    T value;
    const char* key;
    const char* zh;
    const char* en;
};

constexpr std::array<Named<VehicleClass>, 3> classes{
    {{VehicleClass::muck_truck, "muck_truck", "渣土车", "muck truck"},
     {VehicleClass::heavy_diesel, "heavy_diesel", "重型柴油车", "heavy diesel vehicle"},
     {VehicleClass::other, "other", "其他车辆", "other vehicle"}}};

constexpr std::array<Named<Energy>, 5> energies{{{Energy::diesel, "diesel", "柴油", "diesel"},
                                                 {Energy::gas, "gas", "天然气", "gas"},
                                                 {Energy::hybrid, "hybrid", "混合动力", "hybrid"},
                                                 {Energy::electric, "electric", "纯电动", "electric"},
                                                 {Energy::hydrogen, "hydrogen", "氢燃料", "hydrogen"}}};

template <class T, std::size_t N>
const Named<T>& entry(const std::array<Named<T>, N>& all, T value) {
    return all.at(static_cast<std::size_t>(value));
}

template <class T, std::size_t N>
std::optional<T> named(const std::array<Named<T>, N>& all, std::string_view key) {
    for (const Named<T>& one : all) {
        if (key == one.key) return one.value;
    }
    return std::nullopt;
}

}  // namespace

const char* class_key(VehicleClass value) {
    return entry(classes, value).key;
}

const char* energy_key(Energy value) {
    return entry(energies, value).key;
}

std::optional<VehicleClass> class_named(std::string_view key) {
    return named(classes, key);
}

std::optional<Energy> energy_named(std::string_view key) {
    return named(energies, key);
}

Text class_text(VehicleClass value) {
    return {entry(classes, value).zh, entry(classes, value).en};
}

Text energy_text(Energy value) {
    return {entry(energies, value).zh, entry(energies, value).en};
}

Text standard_text(int standard) {
    constexpr std::array<std::pair<const char*, const char*>, highest_standard + 1> words{
        {{"国零", "before National I"},
         {"国一", "National I"},
         {"国二", "National II"},
         {"国三", "National III"},
         {"国四", "National IV"},
         {"国五", "National V"},
         {"国六", "National VI"}}};
    const auto& [zh, en] = words.at(static_cast<std::size_t>(standard - lowest_standard));
    return {zh, en};
}

std::string plain_plate(std::string_view plate) {
    std::string bare(plate);
    // The dot that Chinese plates are printed with, and what is typed for it.
    for (const std::string_view dot : {"·", "•", "・", "－", "—", "-", "."}) {
        for (auto at = bare.find(dot); at != std::string::npos; at = bare.find(dot))
            bare.erase(at, dot.size());
    }
    std::string out = folded_name(bare);
    for (char& c : out) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return out;
}

}  // namespace bareland
