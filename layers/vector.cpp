#include "layers/vector.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_import.hpp"
#include "geo/text.hpp"
#include "layers/ogr_access.hpp"
#include "layers/ogr_shapes.hpp"
#include "layers/ogr_text.hpp"

namespace bareland {
namespace {

using ogr::Decoder;
using ogr::OpenLayer;

constexpr const char* guessed_encoding = "GB18030";

bool exists(const std::string& file) {
    VSIStatBufL stat;
    return VSIStatL(file.c_str(), &stat) == 0;
}

std::string decoded(const Decoder& decoder, const std::string& text, const std::string& encoding,
                    const VectorSource& source, const std::string& layer) {
    if (auto utf8 = decoder.decode(text)) return *utf8;
    throw Error(messages::text_undecodable, source.file, layer, encoding);
}

// Names of all fields, UTF-8.
std::vector<std::string> names_of(const OpenLayer& opened, const VectorSource& source) {
    std::vector<std::string> names;
    const OGRFeatureDefn& definition = *opened.layer->GetLayerDefn();
    bool utf8 = true;
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        names.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
        utf8 = utf8 && ogr::is_utf8(names.back());
    }
    if (utf8 && !(opened.raw_text && !source.encoding.empty())) {
        for (std::string& name : names)
            name = ogr::whole_utf8(name);
        return names;
    }
    const std::string encoding = source.encoding.empty() ? guessed_encoding : source.encoding;
    const Decoder decoder(encoding);
    for (std::string& name : names) {
        name = decoded(decoder, name, encoding, source, opened.layer->GetName());
    }
    return names;
}

// Exactly, else without regard to the case of Latin letters.
int find_field(const std::vector<std::string>& names, const std::string& wanted, const VectorSource& source,
               const std::string& layer) {
    auto found = std::find(names.begin(), names.end(), wanted);
    if (found == names.end()) {
        found = std::find_if(names.begin(), names.end(),
                             [&](const std::string& name) { return EQUAL(name.c_str(), wanted.c_str()); });
    }
    if (found != names.end()) return static_cast<int>(found - names.begin());
    if (const auto near = closest(wanted, names)) {
        throw Error(messages::no_such_field_near, source.file, layer, wanted, ogr::listed(names), *near);
    }
    throw Error(messages::no_such_field, source.file, layer, wanted, ogr::listed(names));
}

bool is_points(OGRwkbGeometryType type) {
    return type == wkbPoint || type == wkbMultiPoint;
}
bool is_lines(OGRwkbGeometryType type) {
    return OGR_GT_IsCurve(type) != 0 || type == wkbMultiLineString || type == wkbMultiCurve;
}
bool is_polygons(OGRwkbGeometryType type) {
    return OGR_GT_IsSurface(type) != 0 || type == wkbMultiPolygon || type == wkbMultiSurface;
}

void require_polygons(OGRwkbGeometryType type, const std::string& layer, const VectorSource& source) {
    if (type == wkbNone) throw Error(messages::layer_is_table, source.file, layer);
    if (is_points(type)) throw Error(messages::layer_is_points, source.file, layer);
    if (is_lines(type)) throw Error(messages::layer_is_lines, source.file, layer);
}

// By what the layer declares; where it declares nothing, feature by feature.
void require_shapes(const OpenLayer& opened, const VectorSource& source, Shapes wanted) {
    const std::string layer = opened.layer->GetName();
    const OGRwkbGeometryType type = wkbFlatten(opened.layer->GetGeomType());
    if (wanted == Shapes::polygons) return require_polygons(type, layer, source);
    const auto refuse = [&](const Text& is) {
        throw Error(messages::import_wrong_kind,
                    Text{source.file + "（图层 " + layer + "）", source.file + ", layer " + layer}, is,
                    ogr::shapes_text(wanted));
    };
    if (type == wkbNone) refuse({"没有几何图形的属性表", "a table without geometries"});
    if (wanted == Shapes::any) return;
    if (is_points(type) && wanted == Shapes::lines) refuse({"点图层", "points"});
    if (is_lines(type) && wanted != Shapes::lines) refuse({"线图层", "lines"});
    if (is_polygons(type) && wanted != Shapes::points_or_polygons) refuse({"面图层", "polygons"});
}

// GeoPackage's "undefined" systems and local engineering ones place nothing on the earth.
bool is_placed(const OGRSpatialReference& reference) {
    const char* name = reference.GetName();
    return reference.IsLocal() == FALSE && !(name != nullptr && STARTS_WITH_CI(name, "undefined"));
}

Crs crs_of(const OpenLayer& opened, const VectorSource& source) {
    if (!source.crs.empty()) return Crs(source.crs);
    const OGRSpatialReference* reference = opened.layer->GetSpatialRef();
    if (reference == nullptr || !is_placed(*reference)) {
        const std::string layer = opened.layer->GetName();
        if (source.crs_option.empty()) throw Error(messages::no_crs_to_define, source.file, layer);
        throw Error(messages::no_crs, source.file, layer, source.crs_option);
    }
    OGRSpatialReference flat(*reference);
    if (flat.IsGeographic() != FALSE) flat.DemoteTo2D(nullptr);  // GeoJSON with heights comes as EPSG:4979
    char* raw = nullptr;
    const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
    flat.exportToWkt(&raw, options);
    const std::unique_ptr<char, decltype(&VSIFree)> wkt(raw, VSIFree);
    return Crs(wkt ? wkt.get() : "");
}

// Whether the driver hands coordinates out north (or latitude) first.
bool north_first(const OpenLayer& opened) {
    const OGRSpatialReference* reference = opened.layer->GetSpatialRef();
    if (reference == nullptr) return false;
    const std::vector<int>& mapping = reference->GetDataAxisToSRSAxisMapping();
    if (mapping.size() < 2) return false;
    const auto orientation = [&](std::size_t data_axis) {
        OGRAxisOrientation found = OAO_Other;
        reference->GetAxis(nullptr, std::abs(mapping[data_axis]) - 1, &found);
        return found;
    };
    return orientation(0) == OAO_North && orientation(1) == OAO_East;
}

std::vector<std::string> files_of(GDALDataset& dataset, const std::string& main) {
    const CPLStringList list(dataset.GetFileList());
    std::vector<std::string> files;
    for (int i = 0; i < list.size(); ++i)
        files.emplace_back(list[i]);
    const auto found = std::find(files.begin(), files.end(), main);
    if (found != files.end()) std::rotate(files.begin(), found, found + 1);
    return files;
}

// Reads one layer; each member does one part of it.
class Reader {
  public:
    Reader(const VectorSource& source, const std::vector<std::string>& fields, Shapes wanted,
           NoRows rows = NoRows::refused)
        : source_(source),
          without_rows_(false),
          wanted_(wanted),
          opened_(ogr::open_layer(source)),
          layer_name_(opened_.layer->GetName()) {
        all_names_ = names_of(opened_, source);
        // GeoJSON without features has no fields either.
        without_rows_ = rows == NoRows::allowed && opened_.layer->GetFeatureCount() == 0;
        if (without_rows_) return;
        for (const std::string& field : fields) {
            fields_.push_back(find_field(all_names_, field, source, layer_name_));
        }
    }

    FeatureLayer read() {
        require_shapes(opened_, source_, wanted_);
        FeatureLayer result{source_.file, layer_name_, crs_of(opened_, source_), all_names_, {}, {}, {}, {}};
        swap_ = source_.crs.empty() && north_first(opened_);
        read_features(result);
        require_parsed();
        decode(result.features);
        decode(result.empty_features);
        result.encoding = encoding();
        if (result.features.empty() && !without_rows_) throw_empty();
        result.files = files_of(*opened_.dataset, source_.file);
        return result;
    }

  private:
    [[noreturn]] void throw_empty() const {
        if (wanted_ == Shapes::polygons) throw Error(messages::no_features, source_.file, layer_name_);
        throw Error(
            messages::import_layer_empty,
            Text{source_.file + "（图层 " + layer_name_ + "）", source_.file + ", layer " + layer_name_},
            ogr::shapes_text(wanted_));
    }

    void read_features(FeatureLayer& result) {
        const bool counted = opened_.layer->TestCapability(OLCFastFeatureCount) != FALSE;
        const GIntBig announced = counted ? opened_.layer->GetFeatureCount() : -1;
        GIntBig read = 0;
        opened_.layer->ResetReading();
        while (const OGRFeatureUniquePtr feature{opened_.layer->GetNextFeature()}) {
            ++read;
            add(*feature, result);
        }
        const std::string& failure =
            errors_.first_failure().empty() && json_driver() ? opened_.open_failure : errors_.first_failure();
        if (!failure.empty()) throw Error(messages::vector_unreadable, source_.file, failure);
        if (announced >= 0 && announced != read) {
            throw Error(messages::vector_truncated, source_.file, layer_name_, announced, read);
        }
    }

    void add(const OGRFeature& source, FeatureLayer& result) {
        Feature feature;
        feature.fid = source.GetFID();
        for (const int field : fields_)
            feature.values.push_back(ogr::field_text(source, field));
        weigh_text(source);
        const OGRGeometry* geometry = source.GetGeometryRef();
        if (geometry == nullptr) {
            if (drops_silently(source)) throw_broken(describe(source));
            ++without_geometry_;
        } else {
            ogr::Parts parts =
                ogr::parts_of(*geometry, swap_, {source_.file, layer_name_, describe(source)}, wanted_);
            feature.shape = std::move(parts.polygons);
            feature.lines = std::move(parts.lines);
            feature.points = std::move(parts.points);
        }
        if (feature.shape.empty() && feature.lines.empty() && feature.points.empty()) {
            result.empty_features.push_back(std::move(feature));
        } else {
            result.features.push_back(std::move(feature));
        }
    }

    // "12 (name=value)", by the first field asked for; only where that is readable.
    std::string describe(const OGRFeature& feature) const {
        std::string text = std::to_string(feature.GetFID());
        if (fields_.empty()) return text;
        const auto value = ogr::field_text(feature, fields_[0]);
        if (!value || !ogr::is_utf8(*value)) return text;
        return text + " (" + all_names_[static_cast<std::size_t>(fields_[0])] + "=" + *value + ")";
    }

    [[noreturn]] void throw_broken(const std::string& feature) const {
        throw Error(messages::geometry_broken, source_.file, layer_name_, feature);
    }

    bool json_driver() const { return opened_.driver.find("JSON") != std::string::npos; }

    // OGR's CSV driver turns text that is no geometry into none, without a word.
    bool drops_silently(const OGRFeature& feature) const {
        if (opened_.driver != "CSV") return false;
        for (int i = 0; i < feature.GetFieldCount(); ++i) {
            const char* name = feature.GetFieldDefnRef(i)->GetNameRef();
            const bool holds_wkt = EQUAL(name, "WKT") || STARTS_WITH_CI(name, "_WKT");
            if (holds_wkt && feature.GetFieldAsString(i)[0] != '\0') return true;
        }
        return false;
    }

    // Its GeoJSON drivers do so too: where features came without geometry, a second pass looks at their JSON.
    void require_parsed() {
        if (!json_driver() || without_geometry_ == 0) return;
        const OpenLayer again = ogr::open_layer(source_, true);
        while (const OGRFeatureUniquePtr feature{again.layer->GetNextFeature()}) {
            const char* native = feature->GetNativeData();
            if (feature->GetGeometryRef() != nullptr || native == nullptr) continue;
            if (!has_no_geometry(native)) throw_broken(describe(*feature));
        }
    }

    static bool has_no_geometry(const char* native) {
        const nlohmann::json json = nlohmann::json::parse(native, nullptr, false);
        if (!json.is_object() || !json.contains("geometry")) return json.is_object();
        const nlohmann::json& geometry = json["geometry"];
        if (geometry.is_null()) return true;
        const auto coordinates = geometry.find("coordinates");
        return coordinates != geometry.end() && coordinates->is_array() && coordinates->empty();
    }

    // One value that is no UTF-8 tells that none is: short GBK words can pass for UTF-8 by accident.
    void weigh_text(const OGRFeature& feature) {
        for (int i = 0; utf8_ && i < feature.GetFieldCount(); ++i) {
            if (feature.GetFieldDefnRef(i)->GetType() != OFTString) continue;
            utf8_ = ogr::is_utf8(feature.GetFieldAsString(i));
        }
    }

    // What text is decoded from; empty: it is UTF-8.
    std::string encoding() const {
        const bool told = opened_.raw_text && !source_.encoding.empty();
        if (utf8_ && !told) return {};
        return source_.encoding.empty() ? guessed_encoding : source_.encoding;
    }

    void decode(std::vector<Feature>& features) const {
        const std::string from = encoding();
        if (from.empty()) {
            for_each_text(features, [](std::string& text) { text = ogr::whole_utf8(text); });
            return;
        }
        const Decoder decoder(from);
        for_each_text(features,
                      [&](std::string& text) { text = decoded(decoder, text, from, source_, layer_name_); });
    }

    template <class Visit>
    static void for_each_text(std::vector<Feature>& features, Visit visit) {
        for (Feature& feature : features) {
            for (auto& value : feature.values) {
                if (value) visit(*value);
            }
        }
    }

    const VectorSource& source_;
    bool without_rows_;
    Shapes wanted_;
    ogr::CapturedErrors errors_;
    OpenLayer opened_;
    std::string layer_name_;
    std::vector<std::string> all_names_;
    std::vector<int> fields_;
    bool swap_ = false;
    bool utf8_ = true;
    std::size_t without_geometry_ = 0;
};

}  // namespace

VectorSource VectorSource::parse(const std::string& text) {
    VectorSource source;
    source.file = text;
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0 || exists(text)) return source;
    const std::string file = text.substr(0, colon);
    const std::string layer = text.substr(colon + 1);
    const bool drive = colon == 1 && std::isalpha(static_cast<unsigned char>(text[0])) != 0;
    const bool path_follows = layer.find_first_of("/\\") != std::string::npos;
    // Of a file that is not there, a name with an extension or a folder is still a name: "PG:dbname=x" is
    // neither.
    const bool looks_like_file = !drive && !path_follows && file.find_first_of("./\\") != std::string::npos;
    if (exists(file) || looks_like_file) {
        source.file = file;
        source.layer = layer;
    }
    return source;
}

std::vector<std::string> field_names(const VectorSource& source) {
    const ogr::CapturedErrors errors;
    return names_of(ogr::open_layer(source), source);
}

PolygonLayer read_polygons(const VectorSource& source, const std::vector<std::string>& fields, NoRows rows) {
    return Reader(source, fields, Shapes::polygons, rows).read();
}

FeatureLayer read_features(const VectorSource& source, const std::vector<std::string>& fields,
                           Shapes wanted) {
    return Reader(source, fields, wanted).read();
}

}  // namespace bareland
