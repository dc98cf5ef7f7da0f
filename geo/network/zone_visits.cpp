// What of a way lies in a zone.
#include <algorithm>

#include "geo/network/zone_links.hpp"

namespace bareland::network {
namespace {

using Role = ZoneSpan::Role;

// A stretch of the way within one span.
struct Stay {
    std::size_t at = 0;  // into Path::links
    Index link = 0;
    std::uint32_t from_mm = 0, to_mm = 0;  // along the link
    std::uint64_t path_mm = 0;             // along the path, where it begins
    Role role = Role::inside;
};

bool crossing_only(const std::vector<Stay>& stays) {
    return std::all_of(stays.begin(), stays.end(),
                       [](const Stay& s) { return s.role == Role::junction || s.role == Role::corner; });
}

Visit visit_of(const Network& network, const ZoneLinks& zone, const Path& path,
               const std::vector<Stay>& stays) {
    Visit visit;
    const Stay& first = stays.front();
    const Stay& last = stays.back();
    visit.entry = {first.link, first.from_mm};
    visit.exit = {last.link, last.to_mm};
    visit.first = first.at;
    visit.last = last.at;
    visit.from_mm = first.path_mm;
    visit.to_mm = last.path_mm + (last.to_mm - last.from_mm);
    visit.begins_inside = visit.from_mm == 0 && zone.holds(visit.entry);
    visit.ends_inside = visit.to_mm == path.length_mm && zone.holds(visit.exit);
    visit.over_or_under =
        std::all_of(stays.begin(), stays.end(), [](const Stay& s) { return s.role == Role::grade; });
    const bool crossing = crossing_only(stays) && !visit.begins_inside && !visit.ends_inside;
    for (const Stay& stay : stays) {
        if (!crossing && zone.counts(stay.role)) visit.inside_mm += stay.to_mm - stay.from_mm;
        if (!crossing && stay.role == Role::junction) continue;
        const Index road = network.links[stay.link].road;
        if (std::find(visit.roads.begin(), visit.roads.end(), road) == visit.roads.end())
            visit.roads.push_back(road);
    }
    return visit;
}

}  // namespace

std::vector<Visit> visits(const Network& network, const ZoneLinks& zone, const Path& path) {
    std::vector<Visit> out;
    std::vector<Stay> stays;
    std::uint64_t gone = 0;
    std::uint64_t left_at = 0;  // where the last stay ended, along the path
    for (std::size_t i = 0; i < path.links.size(); ++i) {
        const Index link = path.links[i];
        const std::uint32_t from = i == 0 ? path.from.along_mm : 0;
        const std::uint32_t to =
            i + 1 == path.links.size() ? path.to.along_mm : network.links[link].length_mm;
        if (to <= from) continue;
        for (const ZoneSpan& span : zone.of(link)) {
            const Stay stay{i,
                            link,
                            std::max(from, span.from_mm),
                            std::min(to, span.to_mm),
                            gone + (std::max(from, span.from_mm) - from),
                            span.role};
            if (stay.from_mm >= stay.to_mm) continue;
            if (!stays.empty() && left_at != stay.path_mm) {
                out.push_back(visit_of(network, zone, path, stays));
                stays.clear();
            }
            stays.push_back(stay);
            left_at = stay.path_mm + (stay.to_mm - stay.from_mm);
        }
        gone += to - from;
    }
    if (!stays.empty()) out.push_back(visit_of(network, zone, path, stays));
    return out;
}

std::uint64_t inside_mm(std::span<const Visit> visits) {
    std::uint64_t sum = 0;
    for (const Visit& visit : visits)
        sum += visit.inside_mm;
    return sum;
}

}  // namespace bareland::network
