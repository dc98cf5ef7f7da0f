// The libraries that numbers depend on, as they run.
#pragma once

#include <string>

namespace bareland {

struct Versions {
    std::string gdal;
    std::string geos;
    std::string proj;
};
Versions library_versions();

}  // namespace bareland
