// Valhalla on the same network and the same questions: lengths and times of plain truck routes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "geo/network/network.hpp"
#include "geo/network/search.hpp"
#include "geo/registry.hpp"

namespace bareland::bench {

struct RivalCase {
    std::string name;  // of the folder for its files
    const std::vector<RoadRecord>& roads;
    const std::vector<TurnBanRecord>& bans;  // conditional ones are left out by both
    std::size_t queries = 100;
    int rounds = 3;
    std::uint64_t seed = 1;
};

// Prints the comparison, each difference of more than 1 % with its reason; where `rival` (the folder with
// route.mjs and its packages) is not there, one sentence that says so. Working files go into `scratch`.
void compare_with_rival(const RivalCase& given, const std::filesystem::path& rival,
                        const std::filesystem::path& scratch);

}  // namespace bareland::bench
