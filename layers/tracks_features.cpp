// Points of GPX files and of layers that OGR reads.
#include <algorithm>
#include <map>

#include "geo/messages_tracks.hpp"
#include "layers/ogr_access.hpp"
#include "layers/ogr_text.hpp"
#include "layers/tracks_rows.hpp"

namespace bareland::tracks {
namespace {

constexpr std::size_t block_rows = 1 << 16U;
constexpr const char* gpx_points = "track_points";
constexpr const char* gpx_track = "track_fid";

bool is_gpx(const std::string& file) {
    constexpr std::string_view extension = ".gpx";
    if (file.size() < extension.size()) return false;
    const std::string end = file.substr(file.size() - extension.size());
    return std::equal(end.begin(), end.end(), extension.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

class FeatureRows : public TrackReader::Rows {
  public:
    FeatureRows(const TrackSource& source, Assembler& assembler)
        : source_(source.file.source), gpx_(is_gpx(source_.file)) {
        if (gpx_ && source_.layer.empty()) source_.layer = gpx_points;
        opened_ = ogr::open_layer(source_);
        std::vector<std::string> headers;
        const OGRFeatureDefn& fields = *opened_.layer->GetLayerDefn();
        for (int i = 0; i < fields.GetFieldCount(); ++i)
            headers.emplace_back(fields.GetFieldDefn(i)->GetNameRef());
        if (gpx_) read_track_names();
        by_name_ = gpx_ && source.plate.empty();
        if (by_name_ && names_.empty()) throw Error(messages::tracks_no_plate, source_.file);
        TrackSource asked = source;
        if (by_name_) asked.plate = "-";  // only so that no column of plates is asked for
        Columns found = find_columns(headers, asked, false, true);
        if (gpx_) found.at[plate].reset();
        if (by_name_) {
            const auto track = std::find(headers.begin(), headers.end(), gpx_track);
            if (track == headers.end()) throw Error(messages::tracks_no_plate, source_.file);
            found.at[plate] = static_cast<std::size_t>(track - headers.begin());
            found.headers[plate] = *track;
        }
        found.at[lon].reset();
        found.at[lat].reset();
        at_of_ = found.at;
        assembler.set_columns(found);
        if (source.file.crs.empty()) assembler.set_crs(layer_crs());
        if (opened_.raw_text) assembler.set_encoding(source_.encoding);
    }

    bool read(std::vector<TrackPoint>& block, Assembler& assembler) override {
        const ogr::CapturedErrors errors;
        std::size_t rows = 0;
        while (rows < block_rows) {
            const OGRFeatureUniquePtr feature{opened_.layer->GetNextFeature()};
            if (!feature) {
                if (!errors.first_failure().empty())
                    throw Error(messages::tracks_unreadable, source_.file,
                                Text{errors.first_failure(), errors.first_failure()});
                return rows > 0;
            }
            ++rows;
            ++row_;
            if (const auto point = point_of(*feature, assembler)) block.push_back(*point);
        }
        return true;
    }

    void rewind() override {
        opened_.layer->ResetReading();
        row_ = 0;
    }

    std::vector<std::string> files() const override { return {source_.file}; }

  private:
    // The layer's own; WGS 84 of a GPX and of a layer that does not say.
    std::string layer_crs() const {
        const OGRSpatialReference* reference = opened_.layer->GetSpatialRef();
        if (reference == nullptr || gpx_) return "EPSG:4326";
        const char* authority = reference->GetAuthorityName(nullptr);
        const char* code = reference->GetAuthorityCode(nullptr);
        if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
        char* raw = nullptr;
        reference->exportToWkt(&raw);
        const std::unique_ptr<char, decltype(&VSIFree)> wkt(raw, VSIFree);
        return wkt ? wkt.get() : "EPSG:4326";
    }

    void read_track_names() {
        VectorSource tracks = source_;
        tracks.layer = "tracks";
        const ogr::OpenLayer layer = ogr::open_layer(tracks);
        const int name = layer.layer->GetLayerDefn()->GetFieldIndex("name");
        std::int64_t number = 0;
        while (const OGRFeatureUniquePtr feature{layer.layer->GetNextFeature()}) {
            if (name >= 0 && feature->IsFieldSetAndNotNull(name) != 0)
                names_[number] = feature->GetFieldAsString(name);
            ++number;
        }
    }

    std::optional<TrackPoint> point_of(const OGRFeature& feature, Assembler& assembler) {
        texts_.fill({});
        Values values{};
        for (std::size_t i = 0; i < columns; ++i) {
            if (at_of_[i]) texts_[i] = ogr::field_text(feature, static_cast<int>(*at_of_[i])).value_or("");
            values[i] = texts_[i];
        }
        if (by_name_) {
            const auto name = names_.find(std::strtoll(texts_[plate].c_str(), nullptr, 10));
            if (name == names_.end()) throw Error(messages::tracks_no_plate, source_.file);
            texts_[plate] = name->second;
            values[plate] = texts_[plate];
        }
        const OGRGeometry* shape = feature.GetGeometryRef();
        const std::size_t row = row_;
        if (shape == nullptr || shape->IsEmpty()) return assembler.point(values, Point{0, 0}, row);
        if (wkbFlatten(shape->getGeometryType()) != wkbPoint) {
            throw Error(
                messages::tracks_unreadable, source_.file,
                Text{fmt::format("第 {} 个要素不是点", row), fmt::format("feature {} is no point", row)});
        }
        const OGRPoint& point = *shape->toPoint();
        return assembler.point(values, Point{point.getX(), point.getY()}, row);
    }

    VectorSource source_;
    bool gpx_;
    bool by_name_ = false;
    ogr::OpenLayer opened_;
    Found at_of_;
    std::map<std::int64_t, std::string> names_;  // of GPX tracks, by their number
    std::size_t row_ = 0;
    std::array<std::string, columns> texts_;
};

}  // namespace

std::unique_ptr<TrackReader::Rows> open_features(const TrackSource& source, Assembler& assembler) {
    return std::make_unique<FeatureRows>(source, assembler);
}

}  // namespace bareland::tracks
