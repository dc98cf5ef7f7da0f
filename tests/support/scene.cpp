#include "tests/support/scene.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <stdexcept>

namespace bareland::testing {
namespace {

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, Close>;

GDALDriver& driver(const char* name) {
    static const bool registered = [] {
        GDALAllRegister();
        return true;
    }();
    GDALDriver* found = registered ? GetGDALDriverManager()->GetDriverByName(name) : nullptr;
    if (found == nullptr) throw std::runtime_error(std::string("GDAL has no driver ") + name);
    return *found;
}

OGRSpatialReference srs_of(const std::string& crs) {
    OGRSpatialReference srs;
    if (srs.SetFromUserInput(crs.c_str()) != OGRERR_NONE) throw std::runtime_error("no such CRS: " + crs);
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
}

void require(bool done, const std::string& what) {
    if (!done) throw std::runtime_error("cannot write " + what);
}

bool is_signed(Storage::Type type) {
    return type == Storage::Type::signed_byte || type == Storage::Type::int16 ||
           type == Storage::Type::float32;
}

double stored_value(Cell cell, const Storage& storage, std::size_t index) {
    switch (cell) {
        case Cell::bare:
            return index % 2 == 0 ? 1 : 3;
        case Cell::netted:
            return 7;
        case Cell::other:
            return static_cast<double>(index % 3 == 0 ? 2 : 5);
        case Cell::unobserved:
            break;
    }
    switch (storage.gaps) {
        case Gaps::value:
            return 9;
        case Gaps::nodata:
            return is_signed(storage.type) ? -9 : 200;
        case Gaps::nan:
            return std::numeric_limits<double>::quiet_NaN();
        case Gaps::mask:
        case Gaps::alpha:
            return 1;  // looks bare, so that a mask that is not heeded shows
    }
    return 0;
}

GDALDataType type_of(Storage::Type type) {
    switch (type) {
        case Storage::Type::int16:
            return GDT_Int16;
        case Storage::Type::uint16:
            return GDT_UInt16;
        case Storage::Type::float32:
            return GDT_Float32;
        default:
            return GDT_Byte;
    }
}

std::unique_ptr<OGRGeometry> ogr_shape(const MultiPolygon& shape) {
    auto out = std::make_unique<OGRMultiPolygon>();
    const auto ring_of = [](const Ring& ring) {
        auto line = std::make_unique<OGRLinearRing>();
        for (const Point& p : ring)
            line->addPoint(p.x, p.y);
        return line;
    };
    for (const Polygon& polygon : shape) {
        auto piece = std::make_unique<OGRPolygon>();
        piece->addRingDirectly(ring_of(polygon.outer).release());
        for (const Ring& hole : polygon.holes)
            piece->addRingDirectly(ring_of(hole).release());
        out->addGeometryDirectly(piece.release());
    }
    return out;
}

}  // namespace

void write_raster(const SceneRaster& raster, const std::string& file) {
    const Storage& storage = raster.storage;
    CPLStringList options;
    if (storage.block_cols > 0) {
        options.SetNameValue("TILED", "YES");
        options.SetNameValue("BLOCKXSIZE", std::to_string(storage.block_cols).c_str());
    }
    if (storage.block_rows > 0)
        options.SetNameValue("BLOCKYSIZE", std::to_string(storage.block_rows).c_str());
    if (storage.type == Storage::Type::signed_byte) options.SetNameValue("PIXELTYPE", "SIGNEDBYTE");
    const bool alpha = storage.gaps == Gaps::alpha;
    if (alpha) options.SetNameValue("ALPHA", "YES");
    const Dataset dataset(driver("GTiff").Create(file.c_str(), raster.cols, raster.rows, alpha ? 2 : 1,
                                                 type_of(storage.type), options.List()));
    require(dataset != nullptr, file);
    const Affine& g = raster.cell_to_crs;
    double transform[6] = {g.a, g.b, g.c, g.d, g.e, g.f};
    require(dataset->SetGeoTransform(transform) == CE_None, file);
    const OGRSpatialReference srs = srs_of(raster.crs);
    require(dataset->SetSpatialRef(&srs) == CE_None, file);
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    if (storage.gaps == Gaps::nodata) {
        require(band.SetNoDataValue(is_signed(storage.type) ? -9 : 200) == CE_None, file);
    }
    std::vector<double> values(raster.cells.size());
    std::vector<std::uint8_t> valid(raster.cells.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = stored_value(raster.cells[i], storage, i);
        // Signed bytes pass through GDAL 3.6 as the same bits, unsigned.
        if (storage.type == Storage::Type::signed_byte && values[i] < 0) values[i] += 256;
        valid[i] = raster.cells[i] == Cell::unobserved ? 0 : 255;
    }
    require(band.RasterIO(GF_Write, 0, 0, raster.cols, raster.rows, values.data(), raster.cols, raster.rows,
                          GDT_Float64, 0, 0, nullptr) == CE_None,
            file);
    GDALRasterBand* validity = alpha ? dataset->GetRasterBand(2) : nullptr;
    if (storage.gaps == Gaps::mask) {
        require(dataset->CreateMaskBand(GMF_PER_DATASET) == CE_None, file);
        validity = band.GetMaskBand();
    }
    if (validity == nullptr) return;
    require(validity->RasterIO(GF_Write, 0, 0, raster.cols, raster.rows, valid.data(), raster.cols,
                               raster.rows, GDT_Byte, 0, 0, nullptr) == CE_None,
            file);
}

// FlatGeobuf keeps coordinates bit for bit, takes any CRS and is written fast.
void write_polygons(const std::string& file, const std::string& crs, const std::vector<SceneRow>& rows) {
    const Dataset dataset(driver("FlatGeobuf").Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    require(dataset != nullptr, file);
    OGRSpatialReference srs = srs_of(crs);
    CPLStringList options;
    options.SetNameValue("SPATIAL_INDEX", "NO");
    OGRLayer* layer = dataset->CreateLayer("shapes", &srs, wkbMultiPolygon, options.List());
    require(layer != nullptr && !rows.empty(), file);
    for (const auto& [name, value] : rows.front().values) {
        OGRFieldDefn field(name.c_str(), OFTString);
        require(layer->CreateField(&field) == OGRERR_NONE, file);
    }
    for (const SceneRow& row : rows) {
        OGRFeature feature(layer->GetLayerDefn());
        feature.SetGeometryDirectly(ogr_shape(row.shape).release());
        for (const auto& [name, value] : row.values)
            feature.SetField(name.c_str(), value.c_str());
        require(layer->CreateFeature(&feature) == OGRERR_NONE, file);
    }
}

rank::Options write_scene(const Scene& scene, const std::string& folder) {
    const auto path = [&](const std::string& name) { return folder + "/" + name; };
    const auto source = [&](const std::string& name) {
        VectorSource out;
        out.file = path(name);
        return out;
    };
    rank::Options options;
    std::vector<SceneRow> rows;
    for (const SceneUnit& unit : scene.units)
        rows.push_back({unit.shape, {{"id", unit.id}, {"name", unit.name}}});
    write_polygons(path("units.fgb"), scene.units_crs, rows);
    options.units = source("units.fgb");
    if (!scene.excluded.shapes.empty()) {
        rows.clear();
        for (const MultiPolygon& shape : scene.excluded.shapes)
            rows.push_back({shape, {}});
        write_polygons(path("excluded.fgb"), scene.excluded.crs, rows);
        options.excluded = source("excluded.fgb");
    }
    rows.clear();
    const auto measure = [&](const MultiPolygon& shape, const char* kind, const char* from, const char* to) {
        rows.push_back({shape, {{"measure", kind}, {"from", from}, {"to", to}}});
    };
    const char* temporary[] = {"苫盖", "压实", "生物覆盖"};
    const char* permanent[] = {"绿化", "硬化"};
    for (std::size_t i = 0; i < scene.temporary.size(); ++i) {
        measure(scene.temporary[i], temporary[i % 3], "2024-05-31", i % 2 == 0 ? "" : "2024-06-01");
    }
    for (std::size_t i = 0; i < scene.permanent.size(); ++i) {
        measure(scene.permanent[i], permanent[i % 2], "", i % 2 == 0 ? "2024-05-01" : "");
    }
    for (const MultiPolygon& shape : scene.unknown)
        measure(shape, "遮阳", "", "");
    for (std::size_t i = 0; i < scene.expired.size(); ++i) {
        measure(scene.expired[i], "绿化", i % 2 == 0 ? "2024-06-01" : "2023-01-01",
                i % 2 == 0 ? "" : "2024-04-30");
    }
    if (!rows.empty()) {
        write_polygons(path("controlled.fgb"), scene.controlled_crs, rows);
        options.controlled = source("controlled.fgb");
        options.measure_field = "measure";
        options.from_field = "from";
        options.to_field = "to";
    }
    rows.clear();
    for (const auto& [id, shape] : scene.zones)
        rows.push_back({shape, {{"id", id}}});
    if (!rows.empty()) {
        write_polygons(path("zones.fgb"), scene.zones_crs, rows);
        options.zones = source("zones.fgb");
    }
    for (std::size_t k = 0; k < scene.rasters.size(); ++k) {
        const std::string file = path("raster" + std::to_string(k) + ".tif");
        write_raster(scene.rasters[k], file);
        options.rasters.push_back(file);
    }
    options.values.bare = ValueSet::parse("1,3", "--bare");
    options.values.netted = ValueSet::parse("7", "--netted");
    options.values.unobserved = ValueSet::parse("9", "--unobserved");
    options.month = Month(2024, 5);
    options.threads = 2;
    return options;
}

}  // namespace bareland::testing
