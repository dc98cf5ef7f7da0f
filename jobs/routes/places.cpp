#include "jobs/routes/places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geo/messages_routes.hpp"

namespace bareland::routes {
namespace {

constexpr double anywhere_m = 1e5;

std::string road_at(const Ground& ground, const network::Snap& snap) {
    const network::Road& road = ground.network.roads[ground.network.links[snap.position.link].road];
    return road.name.empty() ? road.id : road.name;
}

// Metres to the nearest road; what lies beyond what is searched is not made a figure of.
Text distance_text(double metres) {
    if (metres >= anywhere_m)
        return {fmt::format("超过 {:.0f} 公里", anywhere_m / 1000),
                fmt::format("more than {:.0f} km", anywhere_m / 1000)};
    return {fmt::format("{:.0f} 米", metres), fmt::format("{:.0f} m", metres)};
}

}  // namespace

OnNetwork on_network(const Ground& ground, const Access& access, const Point& place, double limit_m,
                     const network::Gateless& gateless) {
    OnNetwork out;
    out.at = place;
    for (const network::Snap& snap : ground.index->gate(place, limit_m, &access.closed(), &gateless)) {
        if (out.places.empty() || snap.distance_m < out.snap_m) {
            out.snap_m = snap.distance_m;
            out.street = road_at(ground, snap);
        }
        out.places.push_back(snap.position);
    }
    if (!out.places.empty()) return out;
    network::LinkSet closed = access.closed();
    const auto barred = ground.index->near(place, limit_m, &closed, 1);
    if (!barred.empty()) out.barred = road_at(ground, barred.front());
    closed.add(gateless.never);
    const auto nearest = ground.index->near(place, anywhere_m, &closed, 1);
    out.snap_m = nearest.empty() ? anywhere_m : nearest.front().distance_m;
    return out;
}

Text no_street_text(const OnNetwork& gate, double limit_m) {
    const Text metres = distance_text(gate.snap_m);
    if (gate.barred.empty()) {
        return {fmt::format("出入口离最近的道路 {}，超过 {:.0f} 米", metres.zh, limit_m),
                fmt::format("its gate is {} from the nearest road, beyond {:.0f} m", metres.en, limit_m)};
    }
    return {fmt::format("出入口附近的“{}”不开设出入口，离其他道路 {}，超过 {:.0f} 米", gate.barred, metres.zh,
                        limit_m),
            fmt::format("no gate opens on {}, and its gate is {} from any other road, beyond {:.0f} m",
                        gate.barred, metres.en, limit_m)};
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
        OnNetwork one =
            on_network(ground, access, place, limit_m, context.gateless(ground, stop.place.has_value()));
        if (one.snap_m < least_m || out.places.empty()) {
            out.at = place;
            out.street = one.street;
            out.barred = one.barred;
        }
        least_m = std::min(least_m, one.snap_m);
        out.places.insert(out.places.end(), one.places.begin(), one.places.end());
    }
    out.snap_m = least_m;
    if (out.places.empty()) {
        const std::string where = fmt::format("{:.6f},{:.6f}", out.at.x, out.at.y);
        const Text metres = distance_text(least_m);
        const std::string limit = fmt::format("{:.0f}", limit_m);
        if (!out.barred.empty()) {
            throw Error(messages::routes_gate_barred, option, stop.site, out.barred, metres.zh, metres.en,
                        limit);
        }
        throw Error(messages::routes_too_far, option, where, metres.zh, metres.en, limit);
    }
    return out;
}

}  // namespace bareland::routes
