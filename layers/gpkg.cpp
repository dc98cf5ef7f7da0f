#include "layers/gpkg.hpp"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_geometry.h>
#include <ogr_srs_api.h>

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
    Writer(const std::filesystem::path& file, const Table& table) : file_(file), table_(table) {}

    void create(const std::string& layer, const Crs& crs, Lang lang);
    void add(const Table::Row& row, const MultiPolygon& shape);
    void close(std::size_t count);

  private:
    void check(bool good) const {
        if (!good) fail();
    }
    [[noreturn]] void fail() const;
    void create_field(const Table::Column& column, Lang lang);
    static void set_field(OGRFeatureH feature, int field, const Table::Value& value);

    std::filesystem::path file_;
    const Table& table_;
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

void Writer::create(const std::string& layer, const Crs& crs, Lang lang) {
    use_gdal();
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    check(driver != nullptr);
    dataset_.reset(GDALCreate(driver, file_.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    check(dataset_ != nullptr);
    const std::unique_ptr<void, decltype(&OSRRelease)> srs(OSRNewSpatialReference(nullptr), OSRRelease);
    check(OSRSetFromUserInput(srs.get(), crs.wkt().c_str()) == OGRERR_NONE);
    OSRSetAxisMappingStrategy(srs.get(), OAMS_TRADITIONAL_GIS_ORDER);
    layer_ = GDALDatasetCreateLayer(dataset_.get(), layer.c_str(), srs.get(), wkbMultiPolygon, nullptr);
    check(layer_ != nullptr);
    for (const Table::Column& column : table_.columns)
        create_field(column, lang);
    check(GDALDatasetStartTransaction(dataset_.get(), FALSE) == OGRERR_NONE);
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

void Writer::add(const Table::Row& row, const MultiPolygon& shape) {
    const std::unique_ptr<void, FeatureDestroyer> feature(OGR_F_Create(OGR_L_GetLayerDefn(layer_)));
    const auto handle = static_cast<OGRFeatureH>(feature.get());
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        set_field(handle, static_cast<int>(i), row.cells.at(i).value);
    }
    if (!shape.empty()) {
        OGRGeometryH geometry = OGRGeometry::ToHandle(ogr::multipolygon_of(shape).release());
        check(OGR_F_SetGeometryDirectly(handle, geometry) == OGRERR_NONE);
    }
    check(OGR_L_CreateFeature(layer_, handle) == OGRERR_NONE);
}

void Writer::close(std::size_t count) {
    check(GDALDatasetCommitTransaction(dataset_.get()) == OGRERR_NONE);
    dataset_.reset();  // extents and the spatial index are written here; it has no return code, only messages
    check(!messages_.failed());
    const Dataset again(
        GDALOpenEx(file_.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
    check(again != nullptr);
    const auto found = OGR_L_GetFeatureCount(GDALDatasetGetLayer(again.get(), 0), TRUE);
    check(found >= 0 && static_cast<std::size_t>(found) == count && !messages_.failed());
}

}  // namespace

void write_gpkg(const std::filesystem::path& file, const std::string& layer, const Table& table,
                std::span<const MultiPolygon* const> shapes, const Crs& crs, Lang lang) {
    if (shapes.size() != table.rows.size())
        throw Error(messages::internal, "gpkg: rows and shapes differ in number");
    Writer writer(file, table);
    writer.create(layer, crs, lang);
    for (std::size_t i = 0; i < shapes.size(); ++i)
        writer.add(table.rows[i], *shapes[i]);
    writer.close(shapes.size());
}

}  // namespace bareland
