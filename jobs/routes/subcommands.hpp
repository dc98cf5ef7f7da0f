// The commands of `bareland routes`, each with its command line in a file of its own, and what their command
// lines share. They are registered in command.cpp.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "jobs/routes/options.hpp"

namespace CLI {
class App;
}
namespace bareland::usage {
class Declaring;
}

namespace bareland::routes {

// A command once it has been parsed: runs it and returns the exit status.
using Run = std::function<int()>;

// Each adds its command to `routes`.
Run add_check(CLI::App& routes, Lang lang);
Run add_plan(CLI::App& routes, Lang lang);
Run add_exit(CLI::App& routes, Lang lang);
Run add_tracks(CLI::App& routes, Lang lang);
Run add_sweep(CLI::App& routes, Lang lang);

// The words of the command line that all have in common, before they are checked.
struct Words {
    std::string workspace, roads, zones, units, vehicles, sites, gates;
    std::string roads_crs, zones_crs, units_crs, sites_crs, gates_crs;
    std::string crs;  // of the command's own input
    std::string map, encoding, profile, as_of, out, lang;
    std::string roads_date;
    std::vector<std::string> zone_ids;
    std::optional<double> join_m;
    bool at_grade = false;
    bool quiet = false, fail_on_breach = false;
};

// Options by group, in the order of the help.
void declare_sources(usage::Declaring& say, Words& words);   // --workspace, --roads, --zones, --units ...
void declare_vehicles(usage::Declaring& say, Words& words);  // --vehicles
void declare_sites(usage::Declaring& say, Words& words);     // --sites, --gates
void declare_zone(usage::Declaring& say, Words& words);      // --zone
void declare_tables(usage::Declaring& say, Words& words);    // --map, --encoding
void declare_rules(usage::Declaring& say, Words& words);     // --as-of, --profile
void declare_output(usage::Declaring& say, Words& words, bool breach);  // --out, --lang, --quiet

// `own`: what --map calls the command's own input's columns without a prefix ("routes"). Usage Errors.
Sources sources_of(const Words& words);
Output output_of(const Words& words, Lang lang);
RegistrySource own_source(const std::string& file, const Words& words);
Date day_of(const std::string& text, const char* option);  // today for none
// "116.65,39.91", or the id of a site.
Stop stop_of(const std::string& text, const char* option);

}  // namespace bareland::routes
