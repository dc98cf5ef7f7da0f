// The words of the command line that say what is counted, and in which month: declared, checked and turned
// into Options in one place, for every command that counts the ranking's ground.
#pragma once

#include <string>
#include <vector>

#include "jobs/rank/options.hpp"

namespace bareland::usage {
class Declaring;
}

namespace bareland::rank {

struct InputWords {
    std::string workspace;
    std::string units, unit_id, unit_name, units_crs, encoding;
    std::vector<std::string> rasters;
    int band = 1;
    std::string bare, netted, unobserved, raster_crs;
    std::string patches, status_field, status_map;
    std::string controlled, measure_field, from_field, to_field, excluded, zones;
    std::string month, profile;
    int threads = 0;
    bool quiet = false;
};

// Units, bare land, masks and zones. `workspace`: what the command does with it, for the help.
void declare_inputs(usage::Declaring& say, InputWords& words, const Text& workspace);
// --month and --profile: opens the group "Month and rules".
void declare_month(usage::Declaring& say, InputWords& words);
// --lang (main has looked at it already), --threads, --quiet.
void declare_manner(usage::Declaring& say, InputWords& words, std::string& lang);

// Throws Error(messages::usage), and what values and months that are none throw.
Options input_options(const InputWords& words, Lang lang);

}  // namespace bareland::rank
