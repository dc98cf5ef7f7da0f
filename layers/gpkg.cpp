#include "layers/gpkg.hpp"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_geometry.h>
#include <ogr_srs_api.h>

#include <array>
#include <memory>

#include "geo/messages.hpp"
#include "layers/gdal_errors.hpp"
#include "layers/ogr_shapes.hpp"
#include "layers/utf8.hpp"

namespace bareland {
namespace {

struct DatasetCloser {
    void operator()(void* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<void, DatasetCloser>;

struct FeatureDestroyer {
    void operator()(void* feature) const { OGR_F_Destroy(static_cast<OGRFeatureH>(feature)); }
};

class Writer {
  public:
    explicit Writer(const std::filesystem::path& file) : file_(file) {}

    void create();
    void add_layer(const MapLayer& layer, const Crs& crs, Lang lang);
    void close(std::span<const MapLayer> layers);

  private:
    void check(bool good) const {
        if (!good) fail();
    }
    [[noreturn]] void fail() const;
    void create_layer(const MapLayer& layer, const Crs& crs, Lang lang);
    void create_field(const Table::Column& column, Lang lang);
    void add(const Table& table, const Table::Row& row, OGRGeometryH geometry);
    static void set_field(OGRFeatureH feature, int field, const Table::Value& value);

    std::filesystem::path file_;
    GdalErrors messages_;
    Dataset dataset_;
    OGRLayerH layer_ = nullptr;
};

void Writer::fail() const {
    throw Error(messages::output_failed, file_.filename().string(), gdal_reason(messages_.first_failure()));
}

OGRFieldType field_type(Table::Kind kind) {
    switch (kind) {
        case Table::Kind::text:
        case Table::Kind::long_text:
        case Table::Kind::json:
            return OFTString;
        case Table::Kind::integer:
            return OFTInteger64;
        default:
            return OFTReal;
    }
}

void Writer::create_field(const Table::Column& column, Lang lang) {
    const std::unique_ptr<void, decltype(&OGR_Fld_Destroy)> field(
        OGR_Fld_Create(column.key.c_str(), field_type(column.kind)), OGR_Fld_Destroy);
    if (column.kind == Table::Kind::json) OGR_Fld_SetSubType(field.get(), OFSTJSON);
    OGR_Fld_SetAlternativeName(field.get(), column.title.in(lang).c_str());
    check(OGR_L_CreateField(layer_, field.get(), FALSE) == OGRERR_NONE);
}

void Writer::create() {
    use_gdal();
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    check(driver != nullptr);
    dataset_.reset(GDALCreate(driver, file_.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    check(dataset_ != nullptr);
}

void Writer::create_layer(const MapLayer& layer, const Crs& crs, Lang lang) {
    const std::unique_ptr<void, decltype(&OSRRelease)> srs(OSRNewSpatialReference(nullptr), OSRRelease);
    check(OSRSetFromUserInput(srs.get(), crs.wkt().c_str()) == OGRERR_NONE);
    OSRSetAxisMappingStrategy(srs.get(), OAMS_TRADITIONAL_GIS_ORDER);
    const OGRwkbGeometryType type = layer.of_nothing  ? wkbNone
                                    : layer.of_points ? wkbPoint
                                    : layer.of_lines  ? wkbLineString
                                                      : wkbMultiPolygon;
    layer_ = GDALDatasetCreateLayer(dataset_.get(), layer.name.c_str(),
                                    layer.of_nothing ? nullptr : srs.get(), type, nullptr);
    check(layer_ != nullptr);
    for (const Table::Column& column : layer.table->columns)
        create_field(column, lang);
}

void Writer::set_field(OGRFeatureH feature, int field, const Table::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) {
        OGR_F_SetFieldString(feature, field, valid_utf8(*text).c_str());
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        OGR_F_SetFieldInteger64(feature, field, *integer);
    } else if (const auto* number = std::get_if<double>(&value)) {
        OGR_F_SetFieldDouble(feature, field, *number);
    } else {
        OGR_F_SetFieldNull(feature, field);
    }
}

OGRGeometryH geometry_of(const Point& point) {
    OGRGeometryH out = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(out, 0, point.x, point.y);
    return out;
}

OGRGeometryH geometry_of(const std::vector<Point>& line) {
    OGRGeometryH out = OGR_G_CreateGeometry(wkbLineString);
    OGR_G_SetPointCount(out, static_cast<int>(line.size()));
    for (std::size_t i = 0; i < line.size(); ++i)
        OGR_G_SetPoint_2D(out, static_cast<int>(i), line[i].x, line[i].y);
    return out;
}

// Takes the geometry; none when it is null.
void Writer::add(const Table& table, const Table::Row& row, OGRGeometryH geometry) {
    const std::unique_ptr<void, FeatureDestroyer> feature(OGR_F_Create(OGR_L_GetLayerDefn(layer_)));
    const auto handle = static_cast<OGRFeatureH>(feature.get());
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        set_field(handle, static_cast<int>(i), row.cells.at(i).value);
    }
    if (geometry != nullptr) check(OGR_F_SetGeometryDirectly(handle, geometry) == OGRERR_NONE);
    check(OGR_L_CreateFeature(layer_, handle) == OGRERR_NONE);
}

void Writer::add_layer(const MapLayer& layer, const Crs& crs, Lang lang) {
    const Table& table = *layer.table;
    const std::size_t geometries = layer.of_points  ? layer.points.size()
                                   : layer.of_lines ? layer.lines.size()
                                                    : layer.shapes.size();
    if (!layer.of_nothing && geometries != table.rows.size())
        throw Error(messages::internal, "gpkg: rows and shapes differ in number");
    create_layer(layer, crs, lang);
    check(GDALDatasetStartTransaction(dataset_.get(), FALSE) == OGRERR_NONE);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        OGRGeometryH geometry = nullptr;
        if (layer.of_nothing) {
            // none
        } else if (layer.of_points) {
            geometry = geometry_of(layer.points[i]);
        } else if (layer.of_lines) {
            if (!layer.lines[i].empty()) geometry = geometry_of(layer.lines[i]);
        } else if (!layer.shapes[i]->empty()) {
            geometry = OGRGeometry::ToHandle(ogr::multipolygon_of(*layer.shapes[i]).release());
        }
        add(table, table.rows[i], geometry);
    }
    check(GDALDatasetCommitTransaction(dataset_.get()) == OGRERR_NONE);
}

void Writer::close(std::span<const MapLayer> layers) {
    dataset_.reset();  // extents and the spatial index are written here; it has no return code, only messages
    check(!messages_.failed());
    const Dataset again(
        GDALOpenEx(file_.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
    check(again != nullptr);
    for (const MapLayer& layer : layers) {
        OGRLayerH written = GDALDatasetGetLayerByName(again.get(), layer.name.c_str());
        check(written != nullptr);
        const auto found = OGR_L_GetFeatureCount(written, TRUE);
        check(found >= 0 && static_cast<std::size_t>(found) == layer.table->rows.size() &&
              !messages_.failed());
    }
}

}  // namespace

void write_gpkg(const std::filesystem::path& file, std::span<const MapLayer> layers, const Crs& crs,
                Lang lang) {
    Writer writer(file);
    writer.create();
    for (const MapLayer& layer : layers)
        writer.add_layer(layer, crs, lang);
    writer.close(layers);
}

void write_gpkg(const std::filesystem::path& file, const std::string& layer, const Table& table,
                std::span<const MultiPolygon* const> shapes, const Crs& crs, Lang lang) {
    const std::array<MapLayer, 1> one{MapLayer{layer, &table, {shapes.begin(), shapes.end()}, {}, false}};
    write_gpkg(file, one, crs, lang);
}

}  // namespace bareland
