// What the commands of `bareland routes` are asked to do: the command line, the HTTP service and tests fill
// the same structs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "geo/fleet.hpp"
#include "geo/month.hpp"
#include "layers/registry_files.hpp"

namespace bareland::routes {

// Where everything comes from that all commands need. With a workspace, what is not given as a file is taken
// from it.
struct Sources {
    std::string workspace;
    std::optional<RegistrySource> roads, zones, units, vehicles, sites, gates;
    // Of `roads`.
    std::optional<Date> roads_date;  // else the file's
    std::optional<double> join_m;    // else the profile's
    bool crossings_at_grade = false;
    std::vector<std::string> zone_ids;  // the zones to keep out of
    // One-way streets are driven both ways (Ground::against): what was driven is judged, not what is allowed.
    bool as_driven = false;
    std::string profile;  // empty: the workspace's, else the built-in one
};

// How results are given.
struct Output {
    std::string out;
    Lang lang = Lang::zh;
    bool quiet = false;
    bool fail_on_breach = false;
};

struct CheckOptions {
    Sources sources;
    Output output;
    RegistrySource routes;
    Date as_of;  // of routes without a date
};

// A place of a plan: coordinates, or the id of a site.
struct Stop {
    std::optional<Point> place;
    std::string site;
    std::string text;  // as given
};

struct PlanOptions {
    Sources sources;
    Output output;
    Stop from, to;
    std::string plate;  // empty: vehicle_class
    std::optional<VehicleClass> vehicle_class;
    Date as_of;
};

struct ExitOptions {
    Sources sources;  // sources.sites are those whose exits are asked for
    Output output;
    Date as_of;
};

}  // namespace bareland::routes
