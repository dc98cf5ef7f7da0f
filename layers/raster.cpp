#include "layers/raster.hpp"

#include <cpl_string.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <set>

#include "geo/messages.hpp"
#include "layers/gdal_errors.hpp"
#include "layers/os.hpp"
#include "layers/raster_cells.hpp"

namespace bareland {
namespace {

std::string wkt_of(const OGRSpatialReference& srs) {
    char* text = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    if (srs.exportToWkt(&text, options) != OGRERR_NONE) {
        CPLFree(text);
        return {};
    }
    std::string out = text;
    CPLFree(text);
    return out;
}

Crs crs_of(GDALDataset& dataset, const std::string& file, const std::string& override_crs) {
    if (!override_crs.empty()) return Crs(override_crs);
    const OGRSpatialReference* srs = dataset.GetSpatialRef();
    const std::string wkt = srs == nullptr ? std::string() : wkt_of(*srs);
    // A "local" or engineering CRS says nothing of where on Earth the cells are.
    if (wkt.empty() || srs->IsLocal()) throw Error(messages::raster_no_crs, file);
    return Crs(wkt);
}

Affine geotransform_of(GDALDataset& dataset, const std::string& file) {
    double g[6];
    if (dataset.GetGeoTransform(g) != CE_None) throw Error(messages::raster_no_georeference, file);
    const Affine out{g[0], g[1], g[2], g[3], g[4], g[5]};
    if (!std::isfinite(out.a + out.b + out.c + out.d + out.e + out.f) || out.determinant() == 0) {
        throw Error(messages::raster_no_georeference, file);
    }
    return out;
}

// Windows of whole blocks, at least 64 rows and about 256 columns, so that strip images and tiny tiles cost
// little.
void choose_window(const RasterInfo& raster, RasterReading& reading) {
    const auto blocks_for = [](int wanted, int block) { return std::max(1, (wanted + block - 1) / block); };
    reading.window_rows = raster.block_rows * blocks_for(64, raster.block_rows);
    constexpr int widest = 4096;
    if (raster.block_cols >= raster.grid.cols) {
        reading.window_cols = static_cast<int>(std::min<std::int64_t>(widest, raster.grid.cols));
    } else {
        reading.window_cols = raster.block_cols * blocks_for(256, raster.block_cols);
    }
}

// Why a file that is there cannot be opened.
Text reason_not_opened(const std::string& file, const std::string& gdal) {
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) return reason_of(EISDIR);
    if (std::filesystem::exists(file, ignored)) {
        if (::access(file.c_str(), R_OK) != 0) return reason_of(errno);
        if (std::filesystem::file_size(file, ignored) == 0) return {"文件是空的", "the file is empty"};
    }
    if (gdal.empty()) return {"不是已知的栅格格式", "no known raster format"};
    return {gdal, gdal};
}

}  // namespace

GdalDataset open_raster(const std::string& file) {
    use_gdal();
    std::error_code ignored;
    const bool on_disk = std::filesystem::exists(file, ignored);
    const GdalErrors errors;
    GdalDataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
    if (dataset != nullptr) return dataset;
    if (!on_disk && !file.starts_with("/vsi")) throw Error(messages::raster_missing, file);
    throw Error(messages::raster_unreadable, file, reason_not_opened(file, errors.first_failure()));
}

RasterInfo inspect_raster(const std::string& file, int band, const std::string& crs) {
    const GdalDataset dataset = open_raster(file);
    const GdalErrors errors;
    if (dataset->GetRasterCount() == 0)
        throw Error(messages::raster_unreadable, file, Text{"其中没有波段", "it holds no band"});
    if (band < 1 || band > dataset->GetRasterCount()) {
        throw Error(messages::raster_no_band, file, band, dataset->GetRasterCount());
    }
    GDALRasterBand* cells = dataset->GetRasterBand(band);
    const GDALDataType type = cells->GetRasterDataType();
    if (GDALDataTypeIsComplex(type))
        throw Error(messages::raster_not_classes, file, GDALGetDataTypeName(type));
    RasterInfo info{.file = file,
                    .band = band,
                    .grid = {geotransform_of(*dataset, file), cells->GetXSize(), cells->GetYSize()},
                    .crs = crs_of(*dataset, file, crs)};
    cells->GetBlockSize(&info.block_cols, &info.block_rows);
    const char* pixel_type = cells->GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE");
    info.bytes = type == GDT_Byte && (pixel_type == nullptr || !EQUAL(pixel_type, "SIGNEDBYTE"));
    int has_nodata = 0;
    const double nodata = cells->GetNoDataValue(&has_nodata);
    if (has_nodata != 0) info.nodata = nodata;
    info.mask_band = validity_band(*cells) != nullptr;
    char** files = dataset->GetFileList();
    for (char** f = files; f != nullptr && *f != nullptr; ++f)
        info.files.emplace_back(*f);
    CSLDestroy(files);
    if (info.files.empty()) info.files.push_back(file);
    return info;
}

RasterReading plan_reading(const RasterInfo& raster, const CellValues& values,
                           const std::vector<EarlierRaster>& earlier) {
    if (raster.nodata && *raster.nodata == std::floor(*raster.nodata) && std::abs(*raster.nodata) < 9e15) {
        const auto nodata = static_cast<std::int64_t>(*raster.nodata);
        if (values.bare.contains(nodata))
            throw Error(messages::value_is_nodata, raster.file, nodata, "--bare");
        if (values.netted.contains(nodata))
            throw Error(messages::value_is_nodata, raster.file, nodata, "--netted");
    }
    RasterReading reading;
    choose_window(raster, reading);
    const bool raw = raster.bytes && !raster.mask_band && earlier.empty();
    reading.classes = raw ? byte_classes(raster, values) : coded_classes();
    reading.open = [raster, values, earlier, raw, rows = reading.window_rows,
                    cols = reading.window_cols]() -> std::unique_ptr<CellSource> {
        return open_cells(raster, values, earlier, raw, rows, cols);
    };
    return reading;
}

std::vector<std::int64_t> distinct_values(const RasterInfo& raster, std::size_t limit,
                                          const std::function<bool(std::int64_t)>& enough) {
    const GdalDataset dataset = open_raster(raster.file);
    const GdalErrors errors;
    GDALRasterBand* band = dataset->GetRasterBand(raster.band);
    std::set<std::int64_t> found;
    std::vector<double> row(static_cast<std::size_t>(raster.grid.cols));
    bool stop = false;
    for (int r = 0; r < raster.grid.rows && found.size() < limit && !stop; ++r) {
        if (band->RasterIO(GF_Read, 0, r, band->GetXSize(), 1, row.data(), band->GetXSize(), 1, GDT_Float64,
                           0, 0, nullptr) != CE_None) {
            throw Error(messages::raster_damaged, raster.file, 0, r, errors.first_failure());
        }
        std::int64_t last = 0;
        bool any = false;
        for (const double v : row) {
            if (!std::isfinite(v) || (raster.nodata && v == *raster.nodata)) continue;
            const auto value = static_cast<std::int64_t>(std::llround(v));
            if (any && value == last) continue;
            last = value;
            any = true;
            if (found.insert(value).second && enough && enough(value)) stop = true;
        }
    }
    return {found.begin(), found.end()};
}

}  // namespace bareland
