#include "geo/matching/readings.hpp"

#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"

namespace bareland::matching {
namespace {

// What is so certain needs no better figure.
constexpr double certain_odds = 12;

// Share of the way from a to b at which p lies, 0 to 1.
double share_between(const Point& a, const Point& b, const Point& p) {
    constexpr double radian = 3.14159265358979323846 / 180;
    const double east = std::cos(a.y * radian);
    const double bx = (b.x - a.x) * east;
    const double by = b.y - a.y;
    const double length2 = bx * bx + by * by;
    if (length2 == 0) return 0;
    return std::clamp(((p.x - a.x) * east * bx + (p.y - a.y) * by) / length2, 0.0, 1.0);
}

std::uint64_t between(std::uint64_t a, std::uint64_t b, double share) {
    return a + static_cast<std::uint64_t>(std::llround(static_cast<double>(b - a) * share));
}

Position place_on(const Network& network, const Path& path, std::uint64_t at_mm) {
    std::uint64_t along = at_mm + path.from.along_mm;
    for (const Index link : path.links) {
        const std::uint32_t length = network.links[link].length_mm;
        if (along <= length) return {link, static_cast<std::uint32_t>(along)};
        along -= length;
    }
    return path.to;
}

}  // namespace

Path Readings::path(const Chain& chain, std::vector<std::uint64_t>& at_mm) const {
    Path path;
    const Candidate& first = trellis_.candidates[chain.front().candidate];
    path.from = {first.link, first.along_mm};
    path.links.push_back(first.link);
    std::uint64_t gone = 0;  // up to the beginning of the last link
    for (const Place& place : chain) {
        if (place.step.route.found) {
            for (const Index link : routes_.links(place.step.route)) {
                gone += network_.links[path.links.back()].length_mm;
                path.links.push_back(link);
            }
        }
        path.length_mm = gone + place.step.along_mm - first.along_mm;
        at_mm.push_back(path.length_mm);
    }
    path.to = {path.links.back(), chain.back().step.along_mm};
    return path;
}

Match Readings::match(const Chain& chain, std::span<const Sample> samples,
                      std::span<const std::size_t> standing) const {
    Match out;
    std::vector<std::uint64_t> at;
    out.path = path(chain, at);
    std::vector<std::size_t> places;  // those of samples
    for (std::size_t k = 0; k < chain.size(); ++k) {
        if (trellis_.layers[chain[k].layer].fix->sample != no_sample) places.push_back(k);
    }
    const auto fix_of = [&](std::size_t k) -> const Fix& { return *trellis_.layers[chain[k].layer].fix; };
    if (places.empty()) places.push_back(0);  // of a drawn line: between two vertices that are off the road
    out.first = fix_of(places.front()).after;
    out.last = fix_of(places.back()).after;
    while (out.last + 1 < samples.size() && standing[out.last + 1] != out.last + 1 &&
           standing[out.last + 1] == fix_of(places.back()).sample)
        ++out.last;
    out.at_mm.resize(out.last - out.first + 1);
    out.distance_m.resize(out.at_mm.size());
    for (std::size_t n = 0; n < places.size(); ++n) {
        const std::size_t k = places[n];
        const Fix& fix = fix_of(k);
        const bool has_next = n + 1 < places.size();
        const std::size_t end = has_next ? fix_of(places[n + 1]).after : out.last + 1;
        const std::uint64_t next_at = has_next ? at[places[n + 1]] : at[k];
        out.at_mm[fix.after - out.first] = at[k];
        out.distance_m[fix.after - out.first] = trellis_.candidates[chain[k].candidate].distance_m;
        std::uint64_t last_at = at[k];
        for (std::size_t i = fix.after + 1; i < end; ++i) {
            const Point& next = has_next ? fix_of(places[n + 1]).place : fix.place;
            const std::uint64_t there =
                between(at[k], next_at, share_between(fix.place, next, samples[i].place));
            last_at = std::max(last_at, there);
            out.at_mm[i - out.first] = last_at;
            const Point on = point_at(network_, place_on(network_, out.path, last_at));
            out.distance_m[i - out.first] = geodesic::distance(samples[i].place, on);
        }
    }
    return out;
}

double Readings::metres(const Chain& chain, const Stretch& stretch,
                        const std::function<bool(Index)>& counted) const {
    double sum = 0;
    const auto add = [&](Index link, std::uint32_t mm) {
        if (counted(link)) sum += mm / 1000.0;
    };
    const std::size_t end = std::min(stretch.to, chain.size() - 1);
    for (std::size_t k = std::max<std::size_t>(1, stretch.from); k <= end; ++k) {
        const Step& step = chain[k].step;
        const Index before = trellis_.candidates[chain[k - 1].candidate].link;
        const std::uint32_t before_mm = chain[k - 1].step.along_mm;
        if (!step.route.found) {
            add(before, step.along_mm - before_mm);
            continue;
        }
        add(before, network_.links[before].length_mm - before_mm);
        const auto links = routes_.links(step.route);
        for (const Index link : links.first(links.size() - 1))
            add(link, network_.links[link].length_mm);
        add(links.back(), step.along_mm);
    }
    return sum;
}

double Readings::log_odds(const Chain& chain, const Chain& rival, const Stretch& stretch) const {
    double transitions = 0;
    double emissions = 0;
    for (std::size_t k = stretch.from; k < stretch.to; ++k) {
        emissions += trellis_.candidates[chain[k].candidate].emission -
                     trellis_.candidates[rival[k].candidate].emission;
    }
    for (std::size_t k = stretch.from; k <= std::min(stretch.to, chain.size() - 1); ++k)
        transitions += chain[k].step.transition - rival[k].step.transition;
    const double ratio = options_.offset_m / options_.sigma_m;
    const auto points = static_cast<double>(stretch.to - stretch.from);
    return transitions + emissions / (1 + points * ratio * ratio);
}

std::vector<Readings::Stretch> Readings::stretches(const Chain& chain, const Chain& rival) {
    std::vector<Stretch> out;
    for (std::size_t k = 0; k < chain.size(); ++k) {
        if (chain[k].candidate == rival[k].candidate) continue;
        if (out.empty() || out.back().to != k) out.push_back({k, k});
        out.back().to = k + 1;
    }
    return out;
}

Readings::Rival Readings::rival(const Chain& chain, const Chain& other,
                                const std::function<double(const Stretch&)>& differ) const {
    Rival out{chain, certain_odds, false};
    if (other.size() != chain.size()) return out;
    for (const Stretch& stretch : stretches(chain, other)) {
        const double odds = log_odds(chain, other, stretch);
        if (odds >= out.least_odds && odds >= options_.doubt) continue;
        if (differ(stretch) < options_.differ_m) continue;
        out.least_odds = std::min(out.least_odds, odds);
        if (odds >= options_.doubt) continue;
        out.doubted = true;
        const std::size_t end = std::min(stretch.to + 1, chain.size());
        for (std::size_t k = stretch.from; k < end; ++k)
            out.chain[k] = other[k];
    }
    return out;
}

bool Readings::both_kinds(const Chain& chain, const network::LinkSet& links) const {
    bool some = false;
    bool others = false;
    for (const Place& place : chain) {
        const Layer& layer = trellis_.layers[place.layer];
        for (std::size_t i = layer.first; i < layer.first + layer.count; ++i)
            (links.has(trellis_.candidates[i].link) ? some : others) = true;
    }
    return some && others;
}

double Readings::bias() const {
    // So much that a stretch of four points and more is found whenever its odds are below `doubt`.
    const double ratio = options_.offset_m / options_.sigma_m;
    return options_.doubt * (0.25 + ratio * ratio);
}

void Readings::add_other(Match& match, const Chain& chain, ChainFinder& finder,
                         std::span<const Sample> samples, std::span<const std::size_t> standing) const {
    std::vector<Rival> rivals;
    if (options_.watch != nullptr) {
        const network::LinkSet& watch = *options_.watch;
        if (!both_kinds(chain, watch)) return;
        const auto watched = [&watch](Index link) { return watch.has(link); };
        for (const double sign : {1.0, -1.0}) {
            const Chain other = finder.biased(chain, {sign * bias(), &watch});
            rivals.push_back(rival(chain, other, [&](const Stretch& stretch) {
                return sign * (metres(other, stretch, watched) - metres(chain, stretch, watched));
            }));
        }
    } else {
        network::LinkSet own(network_.links.size());
        for (const Index link : match.path.links)
            own.add(link);
        if (!both_kinds(chain, own)) return;
        const Chain other = finder.biased(chain, {-bias(), &own});
        rivals.push_back(rival(chain, other, [&](const Stretch& stretch) {
            return metres(other, stretch, [&own](Index link) { return !own.has(link); });
        }));
    }
    const auto& nearest = *std::min_element(rivals.begin(), rivals.end(), [](const Rival& a, const Rival& b) {
        return a.least_odds < b.least_odds;
    });
    match.confidence = 1 / (1 + std::exp(-nearest.least_odds));
    if (!nearest.doubted) return;
    Match other = this->match(nearest.chain, samples, standing);
    match.other = std::move(other.path);
    match.other_at_mm = std::move(other.at_mm);
}

}  // namespace bareland::matching
