#include "jobs/routes/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "geo/messages_routes.hpp"

namespace bareland::routes {
namespace {

// One fact from the record and from the trip: the record's where the trip says nothing, and the other way
// round; where they differ, unknown.
template <class T, class Word>
std::optional<T> agreed(const std::optional<T>& on_record, const std::optional<T>& stated, const Text& what,
                        Word word, const Route& route, Context& context) {
    if (!on_record || !stated || *on_record == *stated) return on_record ? on_record : stated;
    context.tell_once(find(messages::routes_facts_differ, route.id + " " + what.en, route.id, what,
                           word(*stated), word(*on_record)));
    return std::nullopt;
}

// Whether class and energy contradict each other: a heavy diesel vehicle that runs on something else.
void check_contradiction(const Route& route, Context& context) {
    const bool contradicts = route.vehicle_class == VehicleClass::heavy_diesel && route.energy &&
                             *route.energy != Energy::diesel && *route.energy != Energy::hybrid;
    if (!contradicts) return;
    const std::string& key = route.plate.empty() ? route.id : route.plate;
    context.tell_once(find(messages::routes_class_contradicts, key, key, energy_text(*route.energy)));
}

void add_units(std::vector<UnitRef>& to, Context& context, const Point& place, const Date& day) {
    for (const UnitRecord* unit : context.units_at(place, day)) {
        const UnitRef ref{unit->id, unit->name};
        if (std::find(to.begin(), to.end(), ref) == to.end()) to.push_back(ref);
    }
}

void sum_units(Result& result) {
    std::map<std::string, UnitRow> rows;
    std::map<std::string, std::set<std::string>> sites;
    for (const Route& route : result.routes) {
        const double inside_m = route.reading ? route.reading->inside_m : 0;
        for (const UnitRef& unit : route.units) {
            UnitRow& row = rows[unit.id];
            row.id = unit.id;
            row.name = unit.name;
            ++row.routes;
            if (inside_m > 0) ++row.entering;
            if (is_breach(route.verdict)) ++row.to_guide;
            if (route.verdict == Verdict::exempt) ++row.exempt;
            if (route.verdict == Verdict::cannot_tell) ++row.cannot_tell;
            row.inside_m += inside_m;
            if (inside_m > 0 && !route.site.empty()) sites[unit.id].insert(route.site);
        }
    }
    for (auto& [id, row] : rows) {
        row.sites.assign(sites[id].begin(), sites[id].end());
        result.units.push_back(std::move(row));
    }
}

// Of the trips of vehicles that the exemption is for, those that are exempt. Plans and exits are asked for,
// not driven: they have no share.
std::optional<double> share_exempt(const Result& result, const RouteRules& rules) {
    if (result.command == "plan" || result.command == "exit") return std::nullopt;
    std::size_t all = 0, exempt = 0;
    for (const Route& route : result.routes) {
        const auto& classes = rules.exempt_classes;
        const bool meant = route.vehicle_class &&
                           std::find(classes.begin(), classes.end(), *route.vehicle_class) != classes.end();
        if (!meant) continue;
        ++all;
        if (route.verdict == Verdict::exempt) ++exempt;
    }
    if (all == 0) return std::nullopt;
    return static_cast<double>(exempt) / static_cast<double>(all);
}

void say_crossings(Result& result) {
    for (const Route& route : result.routes) {
        if (!route.reading || route.reading->over_or_under.empty()) continue;
        result.findings.push_back(find(messages::routes_over_or_under, route.id, route.id,
                                       fmt::format("{}", fmt::join(route.reading->over_or_under, ", "))));
    }
}

}  // namespace

void require_zones(const Context& context, const Sources& sources) {
    if (!sources.zone_ids.empty()) return;
    const std::string there =
        context.zone_ids.empty() ? "-" : fmt::format("{}", fmt::join(context.zone_ids, ", "));
    throw Error(messages::routes_no_zone_named, there);
}

void fill_vehicle(Context& context, const Date& day, const std::optional<VehicleClass>& vehicle_class,
                  const std::optional<Energy>& energy, const std::optional<int>& standard, Route& route) {
    const VehicleRecord* known = route.plate.empty() ? nullptr : context.vehicle(route.plate, day);
    if (known == nullptr) {
        if (!route.plate.empty()) {
            context.tell_once(find(messages::routes_plate_unknown, route.plate, route.plate, day.text()));
        }
        route.vehicle_class = vehicle_class;
        route.energy = energy;
        route.standard = standard;
    } else {
        route.vehicle_class =
            agreed(known->vehicle_class, vehicle_class, {"车型", "class"}, class_text, route, context);
        route.energy = agreed(known->energy, energy, {"燃料", "energy"}, energy_text, route, context);
        route.standard = agreed(known->standard, standard, {"排放标准", "emission standard"}, standard_text,
                                route, context);
    }
    check_contradiction(route, context);
}

std::vector<UnitRef> units_of(Context& context, const Point& origin, const SiteRecord* site,
                              const Date& day) {
    std::vector<UnitRef> out;
    if (site == nullptr) {
        add_units(out, context, origin, day);
        return out;
    }
    for (const GateRecord& gate : context.gates_of(*site))
        add_units(out, context, gate.place, day);
    if (!out.empty() || site->shape.empty()) return out;
    for (const Polygon& polygon : site->shape) {
        for (const Point& corner : polygon.outer)
            add_units(out, context, corner, day);
    }
    return out;
}

void complete(Result& result, Context& context, const Sources& sources) {
    result.has_units = context.has_units;
    sum_units(result);
    result.exempt_share = share_exempt(result, context.rules());
    result.zones = context.zones_used();
    result.networks = context.networks_used();
    if (!sources.zone_ids.empty() && !context.has_units)
        context.tell_once(find(messages::routes_without_units, ""));
    result.findings = context.findings;
    say_crossings(result);
    report::sort_findings(result.findings);
    result.inputs = report::hashed(context.files);
    result.inputs.insert(result.inputs.end(), context.imported.begin(), context.imported.end());
}

std::size_t Counts::all() const {
    std::size_t sum = 0;
    for (const std::size_t n : by_verdict)
        sum += n;
    return sum;
}

Counts counts_of(const Result& result) {
    Counts counts;
    for (const Route& route : result.routes)
        ++counts.by_verdict.at(static_cast<std::size_t>(route.verdict));
    return counts;
}

bool breached(const Result& result) {
    return std::any_of(result.routes.begin(), result.routes.end(),
                       [](const Route& route) { return is_breach(route.verdict); });
}

}  // namespace bareland::routes
