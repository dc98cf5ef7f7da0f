// `bareland routes exit`: the shortest way out of the zone from each gate.
#include <fmt/format.h>

#include <utility>

#include "geo/messages_routes.hpp"
#include "jobs/routes/judge.hpp"
#include "jobs/routes/places.hpp"
#include "jobs/routes/run.hpp"
#include "jobs/routes/summary.hpp"

namespace bareland::routes {
namespace {

// Exits are asked for on behalf of muck trucks that are not exempt.
constexpr VehicleFacts muck_truck{VehicleClass::muck_truck, Energy::diesel, highest_standard};

class Exits {
  public:
    Exits(Context& context, const Date& day)
        : context_(context),
          day_(day),
          ground_(context.ground(day_)),
          area_(context.closed(day_)),
          access_(context.access(day_, context.rules().truck_of(muck_truck.vehicle_class))) {}

    Result run() {
        Result result;
        result.command = "exit";
        result.as_of = day_;
        for (const SiteRecord& site : context_.sites) {
            const std::vector<GateRecord> gates = context_.gates_of(site);
            if (gates.empty()) result.routes.push_back(without_gate(site));
            for (const GateRecord& gate : gates)
                result.routes.push_back(of_gate(site, gate));
        }
        return result;
    }

  private:
    Route described(const SiteRecord& site, const std::string& id) {
        Route route;
        route.id = id;
        route.site = site.id;
        route.date = day_;
        route.vehicle_class = muck_truck.vehicle_class;
        const Point at = site.place ? *site.place : site.shape.front().outer.front();
        route.units = units_of(context_, at, &site, day_);
        return route;
    }

    Route unknown(Route route, const Text& reason) {
        Trip trip;
        trip.day = day_;
        trip.assumed = muck_truck;
        trip.route = std::move(route);
        trip.route.text = reason;
        return judged(context_, std::move(trip));
    }

    Route without_gate(const SiteRecord& site) {
        return unknown(described(site, site.id),
                       {"工地是面而没有出入口", "the site is an area without a gate"});
    }

    Route of_gate(const SiteRecord& site, const GateRecord& gate) {
        Route route = described(site, gate.id == site.id ? site.id : fmt::format("{}/{}", site.id, gate.id));
        const double limit_m = context_.rules().snap_m.gate;
        const OnNetwork from = on_network(ground_, access_, gate.place, limit_m, context_.gateless(ground_));
        if (from.places.empty()) return unknown(std::move(route), no_street_text(from, limit_m));
        route.snap_m = from.snap_m;
        const auto way = ground_.router->exit(from.places, area_.links, access_.rules());
        if (!way) {
            return unknown(std::move(route), {"没有合法的驶离路径", "there is no legal way out"});
        }
        Trip trip;
        trip.day = day_;
        trip.assumed = muck_truck;
        trip.from = from.places;
        trip.to = {way->to};
        trip.route = std::move(route);
        trip.ways.push_back({*way});
        Route out = judged(context_, std::move(trip));
        if (out.verdict == Verdict::exit_ok) {
            out.suggested = suggestion_of(context_, day_, *way, static_cast<double>(way->length_mm) / 1000);
        }
        return out;
    }

    Context& context_;
    Date day_;
    Ground& ground_;
    const ClosedArea& area_;
    const Access& access_;
};

}  // namespace

Result site_exits(Context& context, const Date& day) {
    return Exits(context, day).run();
}

Result run_exit(const ExitOptions& options) {
    Context context(options.sources);
    require_zones(context, options.sources);
    Result result = site_exits(context, options.as_of);
    complete(result, context, options.sources);
    result.parameters = parameters_of(options, context);
    return result;
}

}  // namespace bareland::routes
