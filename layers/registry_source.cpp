#include "layers/registry_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "geo/messages_import.hpp"
#include "geo/names.hpp"
#include "layers/vector.hpp"

namespace bareland::registry {
namespace {

// Tables go by their extension: a KMZ and an XLSX begin alike. read_sheets tells what is inside.
bool is_table(const std::string& file) {
    constexpr std::array<std::string_view, 9> extensions{".csv", ".txt", ".tsv", ".xlsx", ".xlsm",
                                                         ".xls", ".et",  ".ods", ".fods"};
    const std::string extension = folded_name(std::filesystem::path(file).extension().string());
    return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

std::string trimmed(const std::optional<std::string>& text) {
    constexpr std::string_view blanks = " \t\r\n";
    if (!text) return {};
    const auto first = text->find_first_not_of(blanks);
    if (first == std::string::npos) return {};
    return text->substr(first, text->find_last_not_of(blanks) - first + 1);
}

Text layer_text(const std::string& file, const std::string& layer) {
    // The one layer of a shapefile or a GeoJSON is called as the file is.
    if (layer.empty() || std::filesystem::path(file).stem() == layer) return {file, file};
    return {file + "（图层 " + layer + "）", file + ", layer " + layer};
}

// Reads a layer through OGR.
class FeatureReader {
  public:
    FeatureReader(const RegistrySource& source, const Role& role)
        : source_(source), role_(role), vector_(source.source) {
        vector_.crs = is_web_map(source.crs) ? "EPSG:4490" : source.crs;
        vector_.crs_option = source.crs_option;
    }

    Rows read() {
        rows_.file = {vector_.file, vector_.file};
        const std::vector<std::string> headers = field_names(vector_);
        rows_.found = find_columns(role_, headers, source_.map, rows_.file);
        require(headers);
        FeatureLayer layer = read_features(vector_, wanted(headers), role_.shapes);
        rows_.file = layer_text(layer.file, layer.name);
        rows_.files = layer.files;
        say_recognised(layer, headers);
        Shaper shaper(source_, is_web_map(source_.crs) ? source_.crs : layer.crs.wkt(), rows_);
        if (source_.crs.empty()) rows_.crs = layer.crs.name();
        for (const Feature& feature : layer.empty_features)
            throw Error(messages::import_no_geometry, row_of(feature).where);
        for (Feature& feature : layer.features)
            add(feature, shaper);
        shaper.finish();
        return std::move(rows_);
    }

  private:
    // Roads may do without ids and names: many have none.
    void require(const std::vector<std::string>& headers) const {
        if (role_.shapes == Shapes::lines) return;
        require_columns(role_, rows_.found, headers, rows_.file);
    }

    std::vector<std::string> wanted(const std::vector<std::string>& headers) const {
        std::vector<std::string> fields;
        for (const Found& found : rows_.found) {
            if (found.index) fields.push_back(headers[*found.index]);
        }
        return fields;
    }

    void say_recognised(const FeatureLayer& layer, const std::vector<std::string>& headers) {
        auto& findings = rows_.findings;
        const std::string columns = recognised(role_, rows_.found, headers);
        if (!columns.empty()) findings.push_back(find(messages::columns_recognised, "", rows_.file, columns));
        if (!layer.encoding.empty())
            findings.push_back(find(messages::encoding_recognised, "", rows_.file, layer.encoding));
        if (!is_web_map(source_.crs)) {
            const Text how = source_.crs.empty() ? Text{"文件所注", "as the file says"}
                                                 : Text{"由 " + source_.crs_option + " 指定",
                                                        "named with " + source_.crs_option};
            findings.push_back(find(messages::crs_used, "", rows_.file, layer.crs.name(), how));
        }
        if (source_.axes == "ne") findings.push_back(find(messages::axes_exchanged, "", rows_.file));
    }

    Row row_of(const Feature& feature) const {
        Row row;
        row.number = std::to_string(feature.fid);
        row.ref = {"要素 " + row.number, "feature " + row.number};
        row.where = {rows_.file.zh + "的" + row.ref.zh, rows_.file.en + ", " + row.ref.en};
        auto value = feature.values.begin();
        for (const Found& found : rows_.found)
            row.values.push_back(found.index ? trimmed(*value++) : found.constant.value_or(""));
        return row;
    }

    void add(Feature& feature, Shaper& shaper) {
        Row row = row_of(feature);
        if (source_.axes == "ne") exchange(feature);
        shaper.set(row, feature.shape, feature.lines, feature.points);
        rows_.rows.push_back(std::move(row));
    }

    static void exchange(Feature& feature) {
        const auto turn = [](std::vector<Point>& points) {
            for (Point& p : points)
                std::swap(p.x, p.y);
        };
        turn(feature.points);
        for (auto& line : feature.lines)
            turn(line);
        for (Polygon& polygon : feature.shape) {
            turn(polygon.outer);
            for (Ring& hole : polygon.holes)
                turn(hole);
        }
    }

    const RegistrySource& source_;
    const Role& role_;
    VectorSource vector_;
    Rows rows_;
};

}  // namespace

Rows read_feature_rows(const RegistrySource& source, const Role& role) {
    return FeatureReader(source, role).read();
}

Rows read_rows(const RegistrySource& source, const Role& role) {
    if (!source.axes.empty() && source.axes != "en" && source.axes != "ne")
        throw Error(messages::import_bad_axes, source.axes);
    check_map(source.map, role);
    RegistrySource named = source;
    named.crs = named_crs(source.crs);
    const bool table = role.placeless || is_table(named.source.file);
    return table ? read_table_rows(named, role) : read_feature_rows(named, role);
}

}  // namespace bareland::registry
