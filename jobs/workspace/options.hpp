// What `bareland init` and `bareland import` are asked to do.
#pragma once

#include <optional>
#include <string>

#include "geo/error.hpp"
#include "layers/registry_files.hpp"

namespace bareland::workspace {

inline constexpr const char* usual_workspace = "bareland.sqlite";

struct InitOptions {
    std::string workspace = usual_workspace;
    std::string profile;  // empty: none
    Lang lang = Lang::zh;
    bool quiet = false;
};

enum class Role { units, zones, wells, sites, roads };
const char* role_name(Role role);  // "units"
bool has_validity(Role role);

struct ImportOptions {
    Role role = Role::units;
    RegistrySource source;
    std::string workspace = usual_workspace;
    std::optional<Date> date;  // of a road network; nothing: as the file says
    std::string text;          // --source: where the file comes from, in the officer's words
    Lang lang = Lang::zh;
    bool quiet = false;
};

}  // namespace bareland::workspace
