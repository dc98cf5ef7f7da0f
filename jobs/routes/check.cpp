// `bareland routes check`: routes as filed.
#include <algorithm>
#include <map>
#include <utility>

#include "geo/geodesic.hpp"
#include "geo/messages_routes.hpp"
#include "jobs/routes/drawn_route.hpp"
#include "jobs/routes/judge.hpp"
#include "jobs/routes/run.hpp"
#include "jobs/routes/summary.hpp"
#include "layers/fleet_files.hpp"

namespace bareland::routes {
namespace {

class Checker {
  public:
    Checker(Context& context, const Date& as_of) : context_(context), as_of_(as_of) {}

    Result run(std::span<const RouteRecord> routes) {
        Result result;
        result.command = "check";
        result.as_of = as_of_;
        for (const RouteRecord& record : routes)
            result.routes.push_back(check(record));
        return result;
    }

  private:
    Route check(const RouteRecord& record) {
        Trip trip;
        trip.day = record.date.value_or(as_of_);
        Route& route = trip.route;
        route.id = record.id;
        route.plate = record.plate;
        route.date = record.date;
        route.site = record.site_id;
        fill_vehicle(context_, trip.day, record.vehicle_class, record.energy, record.standard, route);
        const SiteRecord* site = named_site(record);
        trip.gate_unknown = site != nullptr && context_.gates_of(*site).empty();
        follow(record, trip);
        if (site != nullptr) compare_with_gates(record, *site);
        route.units = units_of(context_, record.line.front(), site, trip.day);
        return judged(context_, std::move(trip));
    }

    void follow(const RouteRecord& record, Trip& trip) {
        Ground& ground = context_.ground(trip.day);
        const ClosedArea& area = context_.closed(trip.day);
        auto [drawn, fresh] = drawn_.try_emplace(&ground, ground, context_.rules().snap_m.route);
        DrawnRoute followed = drawn->second.follow(record.line, area.links.touched);
        if (followed.paths.empty()) {
            trip.route.text = followed.reason;
            context_.tell_once(find(messages::routes_not_followed, record.id, record.id, followed.reason));
            return;
        }
        trip.route.snap_m = followed.snap_m;
        trip.route.confidence = followed.confidence;
        for (network::Path& path : followed.paths)
            trip.ways.push_back({std::move(path)});
    }

    const SiteRecord* named_site(const RouteRecord& record) {
        if (record.site_id.empty()) return nullptr;
        const SiteRecord* site = context_.site(record.site_id);
        if (site == nullptr) {
            context_.tell_once(find(messages::routes_site_unknown, record.id, record.id, record.site_id));
        }
        return site;
    }

    // The origin is the first vertex, wherever the gate of the site is; far from it something is wrong.
    void compare_with_gates(const RouteRecord& record, const SiteRecord& site) {
        const double limit_m = context_.rules().snap_m.site_start;
        double nearest_m = -1;
        for (const GateRecord& gate : context_.gates_of(site)) {
            const double metres = geodesic::distance(gate.place, record.line.front());
            if (nearest_m < 0 || metres < nearest_m) nearest_m = metres;
        }
        if (nearest_m <= limit_m) return;
        context_.tell_once(
            find(messages::routes_far_from_gate, record.id, record.id, nearest_m, record.site_id, limit_m));
    }

    Context& context_;
    Date as_of_;
    std::map<const Ground*, DrawnRoutes> drawn_;
};

}  // namespace

Result check_routes(Context& context, std::span<const RouteRecord> routes, const Date& as_of) {
    return Checker(context, as_of).run(routes);
}

Result run_check(const CheckOptions& options) {
    Context context(options.sources);
    require_zones(context, options.sources);
    RegistrySource source = options.routes;
    source.district = context.profile.reference_extent;
    RegistryLayer<RouteRecord> routes = read_routes(source);
    if (routes.records.empty()) throw Error(messages::routes_none, source.source.file);
    for (const std::string& path : routes.files)
        context.files.push_back({"routes", path});
    std::move(routes.findings.begin(), routes.findings.end(), std::back_inserter(context.findings));
    Result result = check_routes(context, routes.records, options.as_of);
    complete(result, context, options.sources);
    result.parameters = parameters_of(options, context);
    return result;
}

}  // namespace bareland::routes
