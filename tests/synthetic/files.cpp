#include "synthetic/files.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>

namespace bareland::synthetic {
namespace {

constexpr int tile = 512;

[[noreturn]] void fail(const std::string& what) {
    throw std::runtime_error(what + ": " + CPLGetLastErrorMsg());
}

OGRSpatialReference reference(const std::string& crs) {
    OGRSpatialReference result;
    result.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    if (result.SetFromUserInput(crs.c_str()) != OGRERR_NONE) fail("unknown CRS " + crs);
    return result;
}

GDALDriver& driver(const char* name) {
    GDALAllRegister();
    GDALDriver* found = GetGDALDriverManager()->GetDriverByName(name);
    if (found == nullptr) throw std::runtime_error(std::string("GDAL has no driver ") + name);
    return *found;
}

struct DatasetCloser {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, DatasetCloser>;

GDALColorTable colours() {
    struct Entry {
        int value;
        GDALColorEntry colour;
    };
    constexpr Entry entries[] = {
        {other, {232, 228, 216, 255}},  {bare, {200, 96, 44, 255}},
        {netted, {46, 190, 90, 255}},   {built, {176, 168, 164, 255}},
        {road, {120, 118, 120, 255}},   {greenhouse, {206, 222, 238, 255}},
        {water, {84, 134, 190, 255}},   {forest, {52, 104, 62, 255}},
        {cloud, {255, 255, 255, 255}},  {shadow, {64, 66, 84, 255}},
        {grass, {158, 186, 108, 255}},  {wheat, {196, 204, 124, 255}},
        {maize, {222, 200, 116, 255}},  {vegetables, {142, 190, 88, 255}},
        {orchard, {110, 150, 84, 255}}, {shrub, {132, 148, 96, 255}},
        {nodata, {0, 0, 0, 0}},
    };
    GDALColorTable table;
    for (const Entry& entry : entries)
        table.SetColorEntry(entry.value, &entry.colour);
    return table;
}

Dataset create_raster(const std::string& path, const std::string& compression, int columns, int rows,
                      const std::string& crs, double left, double top, double cell) {
    char** options = nullptr;
    options = CSLSetNameValue(options, "TILED", "YES");
    options = CSLSetNameValue(options, "BLOCKXSIZE", "512");
    options = CSLSetNameValue(options, "BLOCKYSIZE", "512");
    options = CSLSetNameValue(options, "COMPRESS", compression.c_str());
    Dataset dataset(driver("GTiff").Create(path.c_str(), columns, rows, 1, GDT_Byte, options));
    CSLDestroy(options);
    if (!dataset) fail("cannot create " + path);
    const OGRSpatialReference srs = reference(crs);
    double transform[6] = {left, cell, 0, top, 0, -cell};
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    GDALColorTable table = colours();
    if (dataset->SetSpatialRef(&srs) != CE_None || dataset->SetGeoTransform(transform) != CE_None ||
        band.SetNoDataValue(nodata) != CE_None || band.SetColorTable(&table) != CE_None) {
        fail("cannot describe " + path);
    }
    return dataset;
}

// GDAL says whether the last bytes reached the disk only when asked to flush.
void finish(Dataset dataset, const std::string& path) {
    CPLErrorReset();
    dataset->FlushCache();
    dataset.reset();
    if (CPLGetLastErrorType() == CE_Failure) fail("cannot write " + path);
}

}  // namespace

void write_rasters(const Terrain& terrain, const std::string& crs, std::span<const RasterFile> files) {
    const TerrainSpec& spec = terrain.spec();
    std::vector<Dataset> datasets;
    for (const RasterFile& file : files) {
        datasets.push_back(create_raster(file.path, file.compression, spec.columns, spec.rows, crs, spec.left,
                                         spec.top, spec.cell));
    }
    std::vector<std::uint8_t> cells(static_cast<std::size_t>(tile) * tile);
    for (int row = 0; row < spec.rows; row += tile) {
        for (int column = 0; column < spec.columns; column += tile) {
            // A tile beyond the edge is made whole: what pads it is never read, and costs little.
            terrain.fill(column, row, tile, tile, cells);
            for (std::size_t i = 0; i < datasets.size(); ++i) {
                if (datasets[i]->GetRasterBand(1)->WriteBlock(column / tile, row / tile, cells.data()) !=
                    CE_None) {
                    fail("cannot write " + files[i].path);
                }
            }
        }
    }
    for (std::size_t i = 0; i < datasets.size(); ++i)
        finish(std::move(datasets[i]), files[i].path);
}

void write_finer_raster(const std::string& source, const std::string& target, const std::string& compression,
                        double finer) {
    GDALAllRegister();
    const Dataset from(GDALDataset::Open(source.c_str(), GDAL_OF_RASTER | GDAL_OF_VERBOSE_ERROR));
    double transform[6];
    if (!from || from->GetGeoTransform(transform) != CE_None) fail("cannot read " + source);
    const auto scaled = [&](int cells) { return static_cast<int>(std::ceil(cells * finer)); };
    const int columns = scaled(from->GetRasterXSize()), rows = scaled(from->GetRasterYSize());
    char* wkt = nullptr;
    from->GetSpatialRef()->exportToWkt(&wkt);
    const std::string crs = wkt;
    CPLFree(wkt);
    Dataset to = create_raster(target, compression, columns, rows, crs, transform[0], transform[3],
                               transform[1] / finer);
    // Whole tiles only: the ones at the right and lower edge hold padding.
    const int tile_columns = from->GetRasterXSize() / tile, tile_rows = from->GetRasterYSize() / tile;
    std::vector<std::uint8_t> cells(static_cast<std::size_t>(tile) * tile);
    for (int row = 0; row * tile < rows; ++row) {
        for (int column = 0; column * tile < columns; ++column) {
            if (from->GetRasterBand(1)->ReadBlock(column % tile_columns, row % tile_rows, cells.data()) !=
                    CE_None ||
                to->GetRasterBand(1)->WriteBlock(column, row, cells.data()) != CE_None) {
                fail("cannot write " + target);
            }
        }
    }
    finish(std::move(to), target);
}

namespace {

OGRLinearRing* ogr_ring(const Ring& ring) {
    auto result = std::make_unique<OGRLinearRing>();
    result->setNumPoints(static_cast<int>(ring.size()));
    for (std::size_t i = 0; i < ring.size(); ++i)
        result->setPoint(static_cast<int>(i), ring[i].x, ring[i].y);
    return result.release();
}

std::unique_ptr<OGRGeometry> ogr_shape(const MultiPolygon& shape) {
    auto result = std::make_unique<OGRMultiPolygon>();
    for (const Polygon& polygon : shape) {
        auto part = std::make_unique<OGRPolygon>();
        part->addRingDirectly(ogr_ring(polygon.outer));
        for (const Ring& hole : polygon.holes)
            part->addRingDirectly(ogr_ring(hole));
        result->addGeometryDirectly(part.release());
    }
    return result;
}

struct Date {
    int year, month, day;
};

// YYYY-MM-DD
Date date_of(const std::string& text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        throw std::runtime_error("not a date: " + text);
    return {std::stoi(text.substr(0, 4)), std::stoi(text.substr(5, 2)), std::stoi(text.substr(8, 2))};
}

std::unique_ptr<OGRGeometry> ogr_shape(const std::vector<Point>& line) {
    auto result = std::make_unique<OGRLineString>();
    result->setNumPoints(static_cast<int>(line.size()));
    for (std::size_t i = 0; i < line.size(); ++i)
        result->setPoint(static_cast<int>(i), line[i].x, line[i].y);
    return result;
}

OGRFieldType field_type(Column::Type type) {
    switch (type) {
        case Column::Type::date:
            return OFTDate;
        case Column::Type::integer:
            return OFTInteger;
        case Column::Type::text:
            break;
    }
    return OFTString;
}

void write_row(OGRLayer& layer, std::span<const Column> columns, const std::vector<std::string>& values,
               std::unique_ptr<OGRGeometry> shape) {
    OGRFeature feature(layer.GetLayerDefn());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const int field = static_cast<int>(i);
        if (values.at(i).empty()) {
            feature.SetFieldNull(field);
        } else if (columns[i].type == Column::Type::date) {
            const auto [year, month, day] = date_of(values[i]);
            feature.SetField(field, year, month, day);
        } else {
            feature.SetField(field, values[i].c_str());
        }
    }
    feature.SetGeometryDirectly(shape.release());
    if (layer.CreateFeature(&feature) != OGRERR_NONE) fail("cannot write a feature");
}

const MultiPolygon& geometry_of(const Row& row) {
    return row.shape;
}
const std::vector<Point>& geometry_of(const LineRow& row) {
    return row.line;
}

template <class AnyRow>
void write_layer(const std::string& path, const std::string& layer_name, const std::string& crs,
                 std::span<const Column> columns, std::span<const AnyRow> rows, OGRwkbGeometryType type) {
    std::filesystem::remove(path);
    const CPLConfigOptionSetter fixed_date("OGR_CURRENT_DATE", "2024-06-01T00:00:00.000Z", false);
    Dataset dataset(driver("GPKG").Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!dataset) fail("cannot create " + path);
    OGRSpatialReference srs = reference(crs);
    OGRLayer* layer = dataset->CreateLayer(layer_name.c_str(), &srs, type, nullptr);
    if (layer == nullptr || dataset->StartTransaction() != OGRERR_NONE)
        fail("cannot create a layer in " + path);
    for (const Column& column : columns) {
        OGRFieldDefn field(column.name.c_str(), field_type(column.type));
        if (layer->CreateField(&field) != OGRERR_NONE) fail("cannot create field " + column.name);
    }
    for (const AnyRow& row : rows)
        write_row(*layer, columns, row.values, ogr_shape(geometry_of(row)));
    if (dataset->CommitTransaction() != OGRERR_NONE) fail("cannot write " + path);
    finish(std::move(dataset), path);
}

}  // namespace

void write_geopackage(const std::string& path, const std::string& layer, const std::string& crs,
                      std::span<const Column> columns, std::span<const Row> rows) {
    write_layer(path, layer, crs, columns, rows, wkbMultiPolygon);
}

void write_geopackage(const std::string& path, const std::string& layer, const std::string& crs,
                      std::span<const Column> columns, std::span<const LineRow> rows) {
    write_layer(path, layer, crs, columns, rows, wkbLineString);
}

namespace {

OGRCoordinateTransformation& transformation(const std::string& from, const std::string& to) {
    static std::map<std::pair<std::string, std::string>, std::unique_ptr<OGRCoordinateTransformation>> known;
    auto& entry = known[{from, to}];
    if (!entry) {
        const OGRSpatialReference source = reference(from), target = reference(to);
        entry.reset(OGRCreateCoordinateTransformation(&source, &target));
        if (!entry) fail("cannot transform from " + from + " to " + to);
    }
    return *entry;
}

}  // namespace

Point transformed(const Point& point, const std::string& from, const std::string& to) {
    Point result = point;
    if (transformation(from, to).Transform(1, &result.x, &result.y) == 0) fail("cannot transform a point");
    return result;
}

std::vector<Point> transformed(const std::vector<Point>& line, const std::string& from, const std::string& to,
                               double resolution) {
    std::vector<Point> result;
    for (const Point& point : line) {
        const Point p = transformed(point, from, to);
        result.push_back(
            {std::round(p.x / resolution) * resolution, std::round(p.y / resolution) * resolution});
    }
    return result;
}

MultiPolygon transformed(const MultiPolygon& shape, const std::string& from, const std::string& to,
                         double resolution) {
    MultiPolygon result = shape;
    for (Polygon& polygon : result) {
        polygon.outer = transformed(polygon.outer, from, to, resolution);
        for (Ring& hole : polygon.holes)
            hole = transformed(hole, from, to, resolution);
    }
    return result;
}

}  // namespace bareland::synthetic
