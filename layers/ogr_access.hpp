// Opening OGR sources: one place that registers GDAL, keeps it silent and tells why something cannot be
// opened. For layers/*.cpp only.
#pragma once

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <string>
#include <vector>

#include "layers/vector.hpp"

namespace bareland::ogr {

// While it lives, what GDAL reports on this thread is kept here and nothing is printed.
class CapturedErrors {
  public:
    CapturedErrors();
    ~CapturedErrors();
    CapturedErrors(const CapturedErrors&) = delete;
    CapturedErrors& operator=(const CapturedErrors&) = delete;

    const std::string& first_failure() const {
        return failure_;
    }  // empty when there was none (warnings do not count)
    void clear() { failure_.clear(); }

  private:
    static void CPL_STDCALL handle(CPLErr level, CPLErrorNum number, const char* message);
    std::string failure_;
};

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

struct OpenLayer {
    Dataset dataset;
    OGRLayer* layer = nullptr;  // the dataset's
    std::string driver;         // short name, "ESRI Shapefile"
    // Attribute text comes as the bytes of the file: whoever reads decodes it.
    bool raw_text = false;
    std::string open_failure;  // what GDAL complained about though it opened the file
};

// The layer `source` names. `native`: GeoJSON features keep their JSON (GetNativeData).
// Errors: missing, directory, unknown format, damaged, no layer, several layers, no such layer.
OpenLayer open_layer(const VectorSource& source, bool native = false);

// "a, b, c"
std::string listed(const std::vector<std::string>& names);

}  // namespace bareland::ogr
