// `bareland routes plan`: the shortest legal way from one place to another.
#include <fmt/format.h>

#include <utility>

#include "geo/messages_routes.hpp"
#include "jobs/routes/judge.hpp"
#include "jobs/routes/places.hpp"
#include "jobs/routes/run.hpp"
#include "jobs/routes/summary.hpp"
#include "jobs/routes/wording.hpp"

namespace bareland::routes {
namespace {

class Planner {
  public:
    Planner(const PlanOptions& options, Context& context)
        : options_(options), context_(context), day_(options.as_of) {}

    Result run() {
        Result result;
        result.command = "plan";
        result.as_of = day_;
        result.routes.push_back(plan());
        return result;
    }

  private:
    Route plan() {
        Trip trip = described();
        const RouteRules& rules = context_.rules();
        Ground& ground = context_.ground(day_);
        const ClosedArea& area = context_.closed(day_);
        const Access& access = context_.access(day_, rules.truck_of(trip.route.vehicle_class));
        const OnNetwork from = stop_on_network(context_, ground, access, options_.from, "--from");
        const OnNetwork to = stop_on_network(context_, ground, access, options_.to, "--to");
        trip.from = from.places;
        trip.to = to.places;
        trip.route.snap_m = std::max(from.snap_m, to.snap_m);
        trip.route.units = units_of(context_, from.at, nullptr, day_);
        const auto free = ground.router->shortest(from.places, to.places, access.rules());
        std::optional<network::Path> way = free;
        if (keeps_out(*trip.assumed) && !area.zones.empty()) {
            way = ground.router->shortest(from.places, to.places, access.rules(&area.links));
            if (!way) {
                way = ground.router->least_inside(from.places, to.places, area.links, access.rules());
            }
        }
        if (!way) return without_way(std::move(trip), ground, access, {from.street, to.street});
        trip.ways.push_back({*way});
        trip.planned = true;
        const bool assumed_concerned = keeps_out(*trip.assumed);
        Route route = judged(context_, std::move(trip));
        if (route.verdict == Verdict::banned) return route;
        route.suggested = suggestion_of(context_, day_, *way,
                                        static_cast<double>(free ? free->length_mm : way->length_mm) / 1000);
        tell(route, assumed_concerned, !area.zones.empty());
        return route;
    }

    // What is known of the vehicle; what is not is taken so that it is not exempt, and may drive.
    Trip described() {
        Trip trip;
        trip.day = day_;
        trip.route.id = options_.from.text + " > " + options_.to.text;
        trip.route.plate = plain_plate(options_.plate);
        trip.route.date = day_;
        trip.route.site = options_.from.site;
        if (!options_.plate.empty() && context_.vehicle(trip.route.plate, day_) == nullptr)
            throw Error(messages::routes_bad_vehicle, options_.plate);
        fill_vehicle(context_, day_, options_.vehicle_class, {}, {}, trip.route);
        VehicleFacts facts{trip.route.vehicle_class, trip.route.energy, trip.route.standard};
        taken_for_granted_ = !facts.vehicle_class || !facts.energy || !facts.standard;
        if (!facts.vehicle_class) facts.vehicle_class = VehicleClass::heavy_diesel;
        if (!facts.energy) facts.energy = Energy::diesel;
        if (!facts.standard) facts.standard = highest_standard;
        trip.assumed = facts;
        return trip;
    }

    bool keeps_out(const VehicleFacts& facts) const {
        const RouteRules& rules = context_.rules();
        return rules.concerns(*facts.vehicle_class) && !rules.exempts(*facts.vehicle_class, *facts.energy);
    }

    // Not even through the zone. `streets`: where it begins and where it ends.
    static Route without_way(Trip trip, Ground& ground, const Access& access,
                             const std::pair<std::string, std::string>& streets) {
        Route route = std::move(trip.route);
        route.verdict = Verdict::cannot_tell;
        route.obstacles = obstacles_of(ground, trip.from, trip.to, access.rules());
        route.text = obstacle_sentence(route, {"-", "-"});
        const auto& [from, to] = streets;
        route.text.zh +=
            fmt::format("起点在{}，终点在{}，距道路最远 {} 米。", from, to, m_text(*route.snap_m));
        route.text.en += fmt::format(" It begins on {} and ends on {}, {} m from the road at most.", from, to,
                                     m_text(*route.snap_m));
        return route;
    }

    // What was taken for granted of the vehicle, the verdict, the way.
    void tell(Route& route, bool concerned, bool zones) const {
        std::vector<Text> said;
        if (taken_for_granted_ && concerned) {
            said.push_back(options_.plate.empty() ? Text{"只给出车型，按不豁免规划。",
                                                         "Only a class was given: planned as not exempt."}
                                                  : Text{"车辆资料不全，按不豁免规划。",
                                                         "Not all is known of the vehicle: planned as not "
                                                         "exempt."});
        }
        if (zones || route.verdict == Verdict::not_applicable) said.push_back(route.text);
        said.push_back(plan_sentence(*route.suggested, zones));
        route.text = {};
        for (const Text& sentence : said) {
            route.text.zh += sentence.zh;
            route.text.en += (route.text.en.empty() ? "" : " ") + sentence.en;
        }
    }

    const PlanOptions& options_;
    Context& context_;
    Date day_;
    bool taken_for_granted_ = false;
};

}  // namespace

Result planned(Context& context, const PlanOptions& options) {
    return Planner(options, context).run();
}

Result run_plan(const PlanOptions& options) {
    Context context(options.sources);
    Result result = planned(context, options);
    complete(result, context, options.sources);
    result.parameters = parameters_of(options, context);
    return result;
}

}  // namespace bareland::routes
