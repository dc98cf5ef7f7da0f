#include "layers/road_nodes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "geo/messages_network.hpp"
#include "geo/network/crossings.hpp"

namespace bareland::registry {
namespace {

// FNV-1a of 64 bits, as a number below zero.
std::int64_t number_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return -1 - static_cast<std::int64_t>(hash >> 1U);
}

std::int64_t node_number(const std::string& text) {
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && number >= 0 ? number : number_of(text);
}

}  // namespace

std::int64_t NodeNumbers::number(const std::string& word) const {
    std::int64_t out = node_number(word);
    for (auto found = joined_.find(out); found != joined_.end(); found = joined_.find(out))
        out = found->second;
    return out;
}

void NodeNumbers::join(const RoadEnds& ends) {
    if (ends.from.empty() || ends.to.empty()) return;
    const std::int64_t a = number(ends.from), b = number(ends.to);
    if (a != b) joined_[std::max(a, b)] = std::min(a, b);
}

void NodeNumbers::put(RoadRecord& road, const RoadEnds& ends, bool at_grade) const {
    if (ends.from.empty() || ends.to.empty()) return;
    road.nodes = {number(ends.from)};
    for (std::size_t k = 1; k + 1 < road.line.size(); ++k) {
        const Point& p = road.line[k];
        const std::string word =
            at_grade ? fmt::format("{} {}", p.x, p.y) : fmt::format("{}\n{}", road.id, k);
        road.nodes.push_back(number_of(word));
    }
    road.nodes.push_back(number(ends.to));
}

std::optional<Finding> roads_apart(const std::vector<RoadRecord>& roads, const std::vector<bool>& at_grade,
                                   const Text& file) {
    const std::vector<network::Crossing> apart = network::crossings_apart(roads, at_grade);
    if (apart.empty()) return std::nullopt;
    const auto name = [&](std::size_t road) {
        return roads[road].name.empty() ? roads[road].id : roads[road].name;
    };
    const network::Crossing& first = apart.front();
    Finding finding = find(messages::roads_cross_apart, "", file, apart.size(), name(first.one),
                           name(first.other), fmt::format("{:.6f}, {:.6f}", first.at.x, first.at.y));
    finding.lon = first.at.x;
    finding.lat = first.at.y;
    return finding;
}

}  // namespace bareland::registry
