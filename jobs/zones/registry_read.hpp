// The registry out of the workspace, or straight out of files.
#pragma once

#include <optional>
#include <string>

#include "jobs/zones/registry.hpp"
#include "layers/registry_files.hpp"

namespace bareland::zones {

struct RegistrySources {
    std::string workspace;  // read unless zones, wells or units are given as files
    std::optional<RegistrySource> zones, wells, units;
    std::optional<RegistrySource> sites;  // in the workspace's stead
    std::string profile;                  // empty: the workspace's, else the built-in one
    bool from_files() const { return zones || wells || units; }
};

struct ReadWhat {
    bool wells = false;
    bool sites = false;
};

// Throws what the readers throw.
Registry read_registry(const RegistrySources& sources, const ReadWhat& what);

}  // namespace bareland::zones
