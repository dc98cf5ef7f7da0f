#include "jobs/rank/values_check.hpp"

#include <set>
#include <string>

#include "geo/messages.hpp"

namespace bareland::rank {
namespace {

std::string text_of(const std::vector<ValueSet::Range>& ranges) {
    std::string text;
    for (const ValueSet::Range& r : ranges) {
        if (!text.empty()) text += ",";
        text += r.first == r.last ? fmt::format("{}", r.first) : fmt::format("{}-{}", r.first, r.last);
    }
    return text;
}

}  // namespace

void check_values(const Inputs& inputs, bool any_bare, std::vector<Finding>& findings) {
    constexpr std::size_t most = 100'000;  // more different values than a class raster has
    constexpr std::size_t listed = 40;
    if (inputs.patches) return;
    const auto asked = inputs.values.bare.ranges();
    std::vector<ValueSet::Range> absent(asked.begin(), asked.end());
    if (any_bare && absent.size() == 1) return;
    std::set<std::int64_t> found;
    for (const RasterInfo& raster : inputs.rasters) {
        const auto values = distinct_values(raster, most, [&](std::int64_t value) {
            std::erase_if(absent, [&](const auto& r) { return r.first <= value && value <= r.last; });
            return absent.empty();
        });
        if (absent.empty()) return;
        found.insert(values.begin(), values.end());
    }
    std::vector<std::string> words;
    for (const std::int64_t value : found) {
        if (words.size() == listed) break;
        words.push_back(fmt::format("{}", value));
    }
    if (found.size() > listed) words.emplace_back("…");
    findings.push_back(
        find(messages::bare_value_absent, "", text_of(absent), fmt::format("{}", fmt::join(words, ", "))));
}

}  // namespace bareland::rank
