// What all routes commands do before and after their trips: facts about vehicles and places, sums, sources.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "jobs/routes/context.hpp"
#include "jobs/routes/options.hpp"
#include "jobs/routes/result.hpp"

namespace bareland::routes {

// Error(routes_no_zone_named) where no zone is named; lists those there are.
void require_zones(const Context& context, const Sources& sources);

// What is on record of the vehicle on that day goes before what the trip says of it; where both speak and
// differ the fact is not known, and a finding says so. A plate that is not on record is a finding.
void fill_vehicle(Context& context, const Date& day, const std::optional<VehicleClass>& vehicle_class,
                  const std::optional<Energy>& energy, const std::optional<int>& standard, Route& route);

// The townships the trip belongs to: those of its site (of an area, of its gates, else of its corners), else
// of its origin.
std::vector<UnitRef> units_of(Context& context, const Point& origin, const SiteRecord* site, const Date& day);

// Zones, networks, townships, the share that is exempt, findings and inputs, once all trips are judged.
void complete(Result& result, Context& context, const Sources& sources);

std::vector<report::Parameter> parameters_of(const CheckOptions& options, const Context& context);
std::vector<report::Parameter> parameters_of(const PlanOptions& options, const Context& context);
std::vector<report::Parameter> parameters_of(const ExitOptions& options, const Context& context);
// Those that every command has; `tracks` adds its own.
std::vector<report::Parameter> common_parameters(const Sources& sources, const Date& as_of,
                                                 const Context& context);
report::Parameter parameter_of(const std::string& key, const std::optional<RegistrySource>& source);

}  // namespace bareland::routes
