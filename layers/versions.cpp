#include "layers/versions.hpp"

#include <gdal.h>
#include <geos_c.h>
#include <proj.h>

namespace bareland {

Versions library_versions() {
    return {GDALVersionInfo("RELEASE_NAME"), GEOSversion(), proj_info().version};
}

}  // namespace bareland
