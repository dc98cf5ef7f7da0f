#include "jobs/routes/tracks_way.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/network/zone_links.hpp"

namespace bareland::routes {
namespace {

using matching::Match;
using matching::Matched;
using matching::Sample;
using network::Path;
using network::Position;

constexpr double mm = 0.001;

Timing timing_of(std::span<const Sample> samples, const Match& match,
                 const std::vector<std::uint64_t>& at_mm) {
    Timing out;
    for (std::size_t i = match.first; i <= match.last; ++i)
        out.knots.push_back({at_mm[i - match.first], samples[i].seconds});
    return out;
}

// `way` and then `next`, which begins where it ends.
void append(TimedPath& way, const Path& next, const Timing& timing) {
    const std::uint64_t before = way.path.length_mm;
    way.path.links.insert(way.path.links.end(), next.links.begin() + 1, next.links.end());
    way.path.to = next.to;
    way.path.length_mm += next.length_mm;
    for (const Timing::Knot& knot : timing.knots)
        way.timing.knots.push_back({before + knot.at_mm, knot.seconds});
}

matching::Options options_of(const RouteRules::Trips& trips, double extra_sigma_m,
                             const network::LinkSet& watch) {
    matching::Options out;
    out.sigma_m = std::hypot(trips.sigma_m, extra_sigma_m);
    out.offset_m = std::hypot(out.offset_m, extra_sigma_m);
    out.beta_m = trips.beta_m;
    out.radius_m = trips.radius_m + extra_sigma_m;
    out.gap_s = trips.gap_s;
    out.max_speed_kmh = trips.max_speed_kmh;
    // Odds of the confidence that is asked for; it never is certainty.
    const double confidence = std::clamp(trips.least_confidence, 0.5, 0.9999);
    out.doubt = std::log(confidence / (1 - confidence));
    out.watch = &watch;
    return out;
}

// How well the points fit the ways they were laid on.
struct Fit {
    std::size_t points = 0;    // from the first to the last that was laid on a road
    std::size_t off_road = 0;  // of them, without a road near
    double rms_m = 0;          // from the others to their places
    double farthest_m = 0;
};

bool among(const std::vector<std::size_t>& sorted, std::size_t sample) {
    return std::binary_search(sorted.begin(), sorted.end(), sample);
}

Fit fit_of(const Matched& matched) {
    Fit out;
    const std::size_t first = matched.matches.front().first;
    const std::size_t last = matched.matches.back().last;
    out.points = last - first + 1;
    out.off_road =
        static_cast<std::size_t>(std::count_if(matched.off_road.begin(), matched.off_road.end(),
                                               [&](std::size_t i) { return i > first && i < last; }));
    std::size_t count = 0;
    for (const Match& match : matched.matches) {
        for (std::size_t i = match.first; i <= match.last; ++i) {
            if (among(matched.off_road, i) || among(matched.jumps, i)) continue;
            const double metres = match.distance_m[i - match.first];
            out.farthest_m = std::max(out.farthest_m, metres);
            out.rms_m += metres * metres;
            ++count;
        }
    }
    out.rms_m = count == 0 ? 0 : std::sqrt(out.rms_m / static_cast<double>(count));
    return out;
}

// Why points that hardly fit the roads say nothing of what was driven: most likely they are in another CRS,
// and the chain of places is then as sure of itself as ever.
std::optional<Text> misfit(const Fit& fit, const RouteRules::Trips& rules, double sigma_m) {
    if (static_cast<double>(fit.off_road) > rules.most_off_road * static_cast<double>(fit.points)) {
        return Text{fmt::format("途中 {} 个定位点有 {} 个附近没有道路，请核对坐标系（--crs）和道路",
                                fit.points, fit.off_road),
                    fmt::format("{} of the {} points on its way have no road near: check their CRS (--crs) "
                                "and the roads",
                                fit.off_road, fit.points)};
    }
    constexpr double most_sigmas = 3;
    if (fit.rms_m > most_sigmas * sigma_m) {
        return Text{fmt::format("定位点离道路 {:.0f} 米（均方根），与道路对不上，请核对坐标系（--crs）和道路",
                                fit.rms_m),
                    fmt::format("its points lie {:.0f} m (root mean square) off the roads: check their CRS "
                                "(--crs) and the roads",
                                fit.rms_m)};
    }
    return std::nullopt;
}

}  // namespace

double Timing::seconds_at(std::uint64_t at_mm) const {
    const auto after = std::lower_bound(knots.begin(), knots.end(), at_mm,
                                        [](const Knot& knot, std::uint64_t at) { return knot.at_mm < at; });
    if (after == knots.begin()) return after->seconds;
    if (after == knots.end()) return knots.back().seconds;
    const Knot& before = *(after - 1);
    const double share =
        static_cast<double>(at_mm - before.at_mm) / static_cast<double>(after->at_mm - before.at_mm);
    return before.seconds + share * (after->seconds - before.seconds);
}

struct TrackLayer::Impl {
    Impl(Ground& on, const ClosedArea& closed, const RouteRules& its, double extra_sigma_m)
        : ground(on),
          area(closed),
          rules(its),
          matcher(on.network, *on.index, &on.against),
          options(options_of(its.trips, extra_sigma_m, closed.links.touched)) {}

    bool inside(const Path& path) const {
        return network::inside_mm(network::visits(ground.network, area.links, path)) > 0;
    }

    // The shortest way over a break; by roads closed to trucks where there is no other.
    std::optional<Path> bridge(const Position& from, const Position& to, const Access& access) const {
        if (auto path = ground.router->shortest({from}, {to}, access.rules())) return path;
        network::Rules open;
        return ground.router->shortest({from}, {to}, open);
    }

    // Another way over the break that goes the other way about the zone and takes no longer than there was
    // time.
    std::optional<Path> other_bridge(const Path& first, double seconds, const Access& access) const {
        const double most_mm = rules.trips.max_speed_kmh / 3.6 * seconds / mm;
        std::optional<Path> other =
            inside(first) ? ground.router->shortest({first.from}, {first.to}, access.rules(&area.links))
                          : through(first, most_mm, access);
        if (!other || static_cast<double>(other->length_mm) > most_mm) return std::nullopt;
        return other;
    }

    // A way by the zone's link that is least out of the way as the crow flies.
    std::optional<Path> through(const Path& first, double most_mm, const Access& access) const {
        const Point from = point_at(ground.network, first.from);
        const Point to = point_at(ground.network, first.to);
        double least_m = most_mm * mm;
        std::optional<Position> by;
        for (const network::ZoneSpan& span : area.links.spans) {
            if (!area.links.counts(span.role) || access.closed().has(span.link)) continue;
            const Position middle{span.link, span.from_mm + (span.to_mm - span.from_mm) / 2};
            const Point place = ground.network.junctions[ground.network.links[span.link].tail];
            const double metres = geodesic::distance(from, place) + geodesic::distance(place, to);
            if (metres >= least_m) continue;
            least_m = metres;
            by = middle;
        }
        if (!by) return std::nullopt;
        auto there = ground.router->shortest({first.from}, {*by}, access.rules());
        const auto back = ground.router->shortest({*by}, {first.to}, access.rules());
        if (!there || !back) return std::nullopt;
        TimedPath whole{std::move(*there), {}};
        append(whole, *back, {});
        return whole.path;
    }

    // Whether other readings of matches or of breaks exist, all of them taken at once.
    Laid joined(std::span<const Sample> samples, const Matched& matched, const Access& access) const;

    Ground& ground;
    const ClosedArea& area;
    const RouteRules& rules;
    matching::Matcher matcher;
    matching::Options options;
};

Laid TrackLayer::Impl::joined(std::span<const Sample> samples, const Matched& matched,
                              const Access& access) const {
    Laid out;
    TimedPath first, other;
    bool differs = false;
    for (const Match& match : matched.matches) {
        const Timing timing = timing_of(samples, match, match.at_mm);
        const Path& second_path = match.other ? *match.other : match.path;
        const Timing second = match.other ? timing_of(samples, match, match.other_at_mm) : timing;
        differs = differs || match.other.has_value();
        out.confidence = std::min(out.confidence, match.confidence);
        if (first.path.links.empty()) {
            first = {match.path, timing};
            other = {second_path, second};
            continue;
        }
        ++out.gaps;
        const double seconds = timing.knots.front().seconds - first.timing.knots.back().seconds;
        const auto way = bridge(first.path.to, match.path.from, access);
        const auto from_other = bridge(other.path.to, second_path.from, access);
        if (!way || !from_other) {
            out.reason = {"轨迹中断的两端之间没有道路相连",
                          "no roads join the two ends of a break in the track"};
            return out;
        }
        const auto about = other_bridge(*from_other, seconds, access);
        differs = differs || about.has_value();
        append(first, *way, {});
        append(first, match.path, timing);
        append(other, about ? *about : *from_other, {});
        append(other, second_path, second);
    }
    out.ways.push_back(std::move(first));
    if (differs) out.ways.push_back(std::move(other));
    return out;
}

TrackLayer::TrackLayer(Ground& ground, const ClosedArea& area, const RouteRules& rules, double extra_sigma_m)
    : impl_(std::make_unique<Impl>(ground, area, rules, extra_sigma_m)) {}
TrackLayer::~TrackLayer() = default;

Laid TrackLayer::lay(std::span<const Sample> samples, const Access& access) {
    const Matched matched = impl_->matcher.match(samples, impl_->options);
    Laid out;
    if (matched.matches.empty()) {
        out.reason = {"定位点附近没有道路", "there is no road near its points"};
    } else {
        const Fit fit = fit_of(matched);
        if (const auto reason = misfit(fit, impl_->rules.trips, impl_->options.sigma_m)) {
            out.reason = *reason;
        } else {
            out = impl_->joined(samples, matched, access);
            out.snap_m = fit.farthest_m;
        }
    }
    out.jumps = matched.jumps.size();
    out.off_road = matched.off_road.size();
    return out;
}

}  // namespace bareland::routes
