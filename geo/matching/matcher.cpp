#include <algorithm>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/matching/chain.hpp"
#include "geo/matching/readings.hpp"

namespace bareland::matching {
namespace {

// What a heading costs at most: devices write wrong ones. The factor makes one standard deviation 30 degrees.
constexpr double heading_most = 6;
constexpr double heading_weight = 3.6;

double heading_cost(const Network& network, const network::Snap& snap, double heading) {
    const network::Link& link = network.links[snap.position.link];
    const std::uint32_t from = snap.position.along_mm < 5000 ? 0 : snap.position.along_mm - 5000;
    const std::uint32_t to = std::min(link.length_mm, snap.position.along_mm + 5000);
    const Point a = point_at(network, {snap.position.link, from});
    const Point b = point_at(network, {snap.position.link, to});
    constexpr double radian = 3.14159265358979323846 / 180;
    const double east = (b.x - a.x) * std::cos(a.y * radian);
    const double turn = std::atan2(east, b.y - a.y) - heading * radian;
    return std::min(heading_most, heading_weight * (1 - std::cos(turn)));
}

// What stands with a sample that was dropped was dropped, too.
void list_rest(const Prepared& prepared, Matched& out) {
    const std::size_t count = prepared.standing.size();
    std::vector<std::uint8_t> listed(count, 0);
    for (const Match& match : out.matches)
        std::fill(listed.begin() + static_cast<std::ptrdiff_t>(match.first),
                  listed.begin() + static_cast<std::ptrdiff_t>(match.last) + 1, std::uint8_t{1});
    for (const std::size_t i : out.jumps)
        listed[i] = 1;
    std::vector<std::uint8_t> off(count, 0);
    for (const std::size_t i : out.off_road)
        off[i] = listed[i] = 1;
    for (std::size_t i = 0; i < count; ++i) {
        if (listed[i] == 0) (off[prepared.standing[i]] != 0 ? out.off_road : out.jumps).push_back(i);
    }
}

}  // namespace

struct Matcher::Impl {
    Impl(const Network& net, const SnapIndex& snaps, const network::LinkSet* wrong_ways)
        : network(net), index(snaps), routes(net, wrong_ways) {}

    void add_layer(const Fix& fix, const Options& options, bool gap);
    void match_run(const std::vector<Fix>& run, const Prepared& prepared, std::span<const Sample> samples,
                   const Options& options, Matched& out);

    const Network& network;
    const SnapIndex& index;
    RouteSearch routes;
    Trellis trellis;
};

void Matcher::Impl::add_layer(const Fix& fix, const Options& options, bool gap) {
    const auto snaps = index.near(fix.place, options.radius_m);
    if (snaps.empty()) return;
    Layer layer{&fix, trellis.candidates.size(), 0, gap};
    const double variance = 2 * options.sigma_m * options.sigma_m;
    // Points that are off by anything lie evenly across the radius: the Gaussian's density at its peak is 1
    // here.
    constexpr double root_two_pi = 2.506628274631;
    const double stray =
        options.outliers / (1 - options.outliers) * options.sigma_m * root_two_pi / (2 * options.radius_m);
    for (const network::Snap& snap : snaps) {
        Candidate candidate{snap.position.link, snap.position.along_mm, snap.distance_m, 0};
        candidate.emission = std::log(std::exp(-snap.distance_m * snap.distance_m / variance) + stray);
        if (fix.heading) candidate.emission -= heading_cost(network, snap, *fix.heading);
        trellis.candidates.push_back(candidate);
    }
    layer.count = trellis.candidates.size() - layer.first;
    trellis.layers.push_back(layer);
}

void Matcher::Impl::match_run(const std::vector<Fix>& run, const Prepared& prepared,
                              std::span<const Sample> samples, const Options& options, Matched& out) {
    trellis.layers.clear();
    trellis.candidates.clear();
    bool gap = false;
    for (const Fix& fix : run) {
        gap = gap || fix.gap;
        const std::size_t before = trellis.layers.size();
        add_layer(fix, options, gap);
        if (trellis.layers.size() > before) {
            gap = false;
        } else {
            out.off_road.push_back(fix.after);
        }
    }
    ChainFinder finder(network, routes, trellis, options);
    const Readings readings(network, routes, trellis, options);
    std::vector<std::size_t> skipped;
    for (std::size_t layer = 0; layer < trellis.layers.size();) {
        const Chain chain = finder.longest(layer, skipped);
        layer = chain.back().layer + 1;
        Match match = readings.match(chain, samples, prepared.standing);
        readings.add_other(match, chain, finder, samples, prepared.standing);
        out.matches.push_back(std::move(match));
    }
    for (const std::size_t i : skipped)
        out.jumps.push_back(trellis.layers[i].fix->after);
}

Matcher::Matcher(const Network& network, const SnapIndex& index, const network::LinkSet* against)
    : impl_(std::make_unique<Impl>(network, index, against)) {}
Matcher::~Matcher() = default;
Matcher::Matcher(Matcher&&) noexcept = default;

Matched Matcher::match(std::span<const Sample> samples, const Options& options) {
    Matched out;
    impl_->routes.start(options.beta_m);
    const Prepared prepared = prepare(samples, options);
    out.jumps = prepared.jumps;
    for (const auto& run : prepared.runs)
        impl_->match_run(run, prepared, samples, options, out);
    list_rest(prepared, out);
    const auto ordered = [](std::vector<std::size_t>& list) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    };
    ordered(out.jumps);
    ordered(out.off_road);
    return out;
}

}  // namespace bareland::matching
