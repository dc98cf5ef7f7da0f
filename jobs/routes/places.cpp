#include "jobs/routes/places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/messages_routes.hpp"

namespace bareland::routes {
namespace {

constexpr double anywhere_m = 1e5;

}  // namespace

OnNetwork on_network(const Ground& ground, const Access& access, const Point& place, double limit_m) {
    OnNetwork out;
    out.at = place;
    for (const network::Snap& snap : ground.index->gate(place, limit_m, &access.closed())) {
        if (out.places.empty() || snap.distance_m < out.snap_m) out.snap_m = snap.distance_m;
        out.places.push_back(snap.position);
    }
    if (!out.places.empty()) return out;
    const auto nearest = ground.index->near(place, anywhere_m, &access.closed(), 1);
    out.snap_m = nearest.empty() ? anywhere_m : nearest.front().distance_m;
    return out;
}

OnNetwork stop_on_network(Context& context, const Ground& ground, const Access& access, const Stop& stop,
                          const char* option) {
    const double limit_m = context.rules().snap_m.gate;
    std::vector<Point> places;
    if (stop.place) {
        places.push_back(*stop.place);
    } else {
        const SiteRecord* site = context.site(stop.site);
        if (site == nullptr) throw Error(messages::routes_no_such_site, option, stop.text);
        for (const GateRecord& gate : context.gates_of(*site))
            places.push_back(gate.place);
        if (places.empty()) throw Error(messages::routes_no_gate, stop.site);
    }
    OnNetwork out;
    double least_m = anywhere_m;
    for (const Point& place : places) {
        OnNetwork one = on_network(ground, access, place, limit_m);
        if (one.snap_m < least_m || out.places.empty()) out.at = place;
        least_m = std::min(least_m, one.snap_m);
        out.places.insert(out.places.end(), one.places.begin(), one.places.end());
    }
    out.snap_m = least_m;
    if (out.places.empty()) {
        const std::string where = fmt::format("{:.6f},{:.6f}", out.at.x, out.at.y);
        throw Error(messages::routes_too_far, option, where, fmt::format("{:.0f}", least_m),
                    fmt::format("{:.0f}", limit_m));
    }
    return out;
}

}  // namespace bareland::routes
