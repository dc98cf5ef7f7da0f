#include "layers/ogr_columns.hpp"

#include <nlohmann/json.hpp>

#include "layers/gdal_errors.hpp"

namespace bareland::ogr {

std::string Columns::text(const char* name) const {
    const int i = at(name);
    return feature_.IsFieldSetAndNotNull(i) != FALSE ? feature_.GetFieldAsString(i) : "";
}

std::optional<double> Columns::number(const char* name) const {
    const int i = at(name);
    if (feature_.IsFieldSetAndNotNull(i) == FALSE) return std::nullopt;
    return feature_.GetFieldAsDouble(i);
}

double Columns::needed(const char* name) const {
    const auto value = number(name);
    if (!value) damaged(name);
    return *value;
}

std::optional<Date> Columns::day(const char* name) const {
    const std::string value = text(name);
    if (value.empty()) return std::nullopt;
    const auto range = parse_date(value);
    if (!range || range->first != range->last) damaged(name);
    return range->first;
}

std::vector<std::string> Columns::texts(const char* name) const {
    const std::string value = text(name);
    if (value.empty()) return {};
    const auto json = nlohmann::json::parse(value, nullptr, false);
    if (!json.is_array()) damaged(name);
    std::vector<std::string> out;
    for (const auto& entry : json) {
        if (!entry.is_string()) damaged(name);
        out.push_back(entry.get<std::string>());
    }
    return out;
}

Parts Columns::shape(Shapes wanted) const {
    const OGRGeometry* geometry = feature_.GetGeometryRef();
    if (geometry == nullptr) damaged("geom");
    const std::string layer(layer_);
    return parts_of(*geometry, false, {file_, layer, std::to_string(feature_.GetFID())}, wanted);
}

void Columns::damaged(const char* name) const {
    throw Error(damaged_, file_, std::string(layer_), feature_.GetFID(), std::string(name));
}

int Columns::at(const char* name) const {
    const int i = feature_.GetFieldIndex(name);
    if (i < 0) damaged(name);
    return i;
}

bool has_layer(const std::string& file, const char* name) {
    use_gdal();
    const CapturedErrors errors;
    const Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    return dataset && dataset->GetLayerByName(name) != nullptr;
}

void each_row(const std::string& file, const char* name, const Message& damaged,
              const std::function<void(const Columns&)>& visit) {
    VectorSource source;
    source.file = file;
    source.layer = name;
    const OpenLayer opened = open_layer(source);
    const CapturedErrors errors;
    opened.layer->ResetReading();
    while (const OGRFeatureUniquePtr feature{opened.layer->GetNextFeature()})
        visit(Columns(*feature, file, name, damaged));
    if (!errors.first_failure().empty())
        throw Error(damaged, file, std::string(name), 0, errors.first_failure());
}

}  // namespace bareland::ogr
