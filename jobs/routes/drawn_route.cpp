#include "jobs/routes/drawn_route.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/local_metric.hpp"
#include "geo/network/drawn.hpp"
#include "jobs/routes/reading.hpp"

namespace bareland::routes {
namespace {

double to_segment(const Point& place, const Point& a, const Point& b) {
    const LocalMetric metric(place);
    const Point from{a.x - place.x, a.y - place.y};
    const Point to{b.x - place.x, b.y - place.y};
    const double t = metric.nearest_on_edge(from, to);
    return metric.distance(from.x + t * (to.x - from.x), from.y + t * (to.y - from.y));
}

Text far_vertex(std::size_t vertex, double metres, double limit_m) {
    return {
        fmt::format("路线的第 {} 个顶点离最近的道路 {:.0f} 米，超过 {:.0f} 米", vertex + 1, metres, limit_m),
        fmt::format("vertex {} of the route is {:.0f} m from the nearest road, beyond {:.0f} m", vertex + 1,
                    metres, limit_m)};
}

Text leaves_roads(std::span<const Point> line, std::size_t first, std::size_t last) {
    const double metres = geodesic::distance(line[first], line[last]);
    return {fmt::format("路线的第 {} 与第 {} 个顶点之间（{:.0f} 米）不沿道路", first + 1, last + 1, metres),
            fmt::format("between its vertices {} and {} ({:.0f} m) the route follows no road", first + 1,
                        last + 1, metres)};
}

}  // namespace

DrawnRoutes::DrawnRoutes(const Ground& ground, double limit_m) : ground_(ground), limit_m_(limit_m) {}

DrawnRoute DrawnRoutes::follow(std::span<const Point> line, const network::LinkSet& watch) {
    DrawnRoute out;
    const auto alike = [&](network::Index a, network::Index b) {
        const network::Road& one = ground_.network.roads[ground_.network.links[a].road];
        const network::Road& other = ground_.network.roads[ground_.network.links[b].road];
        return watch.has(a) == watch.has(b) && one.name == other.name && one.bridge == other.bridge &&
               one.tunnel == other.tunnel && one.layer == other.layer;
    };
    if (auto path =
            network::drawn_path(ground_.network, *ground_.index, line, network::drawn_tolerance_m, alike)) {
        out.paths.push_back(std::move(*path));
        return out;
    }
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto near = ground_.index->near(line[i], limit_m_, nullptr, 1);
        if (!near.empty()) continue;
        constexpr double far_m = 1e5;
        const auto nearest = ground_.index->near(line[i], far_m, nullptr, 1);
        out.reason = far_vertex(i, nearest.empty() ? far_m : nearest.front().distance_m, limit_m_);
        return out;
    }
    return matched(line, watch);
}

DrawnRoute DrawnRoutes::matched(std::span<const Point> line, const network::LinkSet& watch) {
    if (!matcher_) matcher_ = std::make_unique<matching::Matcher>(ground_.network, *ground_.index);
    std::vector<matching::Sample> samples;
    for (const Point& vertex : line)
        samples.push_back({vertex, 0, {}, {}});
    matching::Options options;
    options.drawn = true;
    options.radius_m = limit_m_;
    options.watch = &watch;
    const matching::Matched matched = matcher_->match(samples, options);
    DrawnRoute out;
    if (matched.matches.empty()) {
        out.reason = leaves_roads(line, 0, line.size() - 1);
        return out;
    }
    if (matched.matches.size() > 1) {
        out.reason = leaves_roads(line, matched.matches[0].last, matched.matches[1].first);
        return out;
    }
    const matching::Match& match = matched.matches.front();
    if (match.first > 0 || match.last + 1 < line.size()) {
        out.reason = match.first > 0 ? leaves_roads(line, 0, match.first)
                                     : leaves_roads(line, match.last, line.size() - 1);
        return out;
    }
    if (const auto reason = off_the_way(line, match, out.snap_m)) {
        out.reason = *reason;
        return out;
    }
    out.confidence = match.confidence;
    out.paths.push_back(match.path);
    if (match.other) out.paths.push_back(*match.other);
    return out;
}

// Between two vertices the way must stay near the line that joins them: then the line stays near the way.
std::optional<Text> DrawnRoutes::off_the_way(std::span<const Point> line, const matching::Match& match,
                                             double& farthest_m) const {
    for (const double metres : match.distance_m)
        farthest_m = std::max(farthest_m, metres);
    for (std::size_t i = 0; i + 1 < match.at_mm.size(); ++i) {
        if (match.at_mm[i] == match.at_mm[i + 1]) continue;
        const auto way = network::line_of(
            ground_.network, stretch(ground_.network, match.path, match.at_mm[i], match.at_mm[i + 1]));
        double here_m = 0;
        for (const Point& place : way)
            here_m = std::max(here_m, to_segment(place, line[i], line[i + 1]));
        if (here_m > limit_m_) return leaves_roads(line, i, i + 1);
        farthest_m = std::max(farthest_m, here_m);
    }
    return std::nullopt;
}

}  // namespace bareland::routes
