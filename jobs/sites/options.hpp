// What `bareland sites check` is asked to do: the command line, the HTTP service and tests fill the same
// struct.
#pragma once

#include <optional>
#include <string>

#include "geo/error.hpp"
#include "geo/month.hpp"
#include "layers/registry_files.hpp"

namespace bareland::sites {

struct Options {
    RegistrySource projects;
    std::string workspace;  // empty: zones, wells and units come from the files below
    std::optional<RegistrySource> zones;
    std::optional<RegistrySource> wells;
    std::optional<RegistrySource> units;

    Date as_of;
    std::string profile;  // empty: the workspace's, else the built-in one

    std::string out;
    Lang lang = Lang::zh;
    int threads = 0;  // 0: as many as there are processors
    bool quiet = false;
    bool fail_on_breach = false;
};

}  // namespace bareland::sites
