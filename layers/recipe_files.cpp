#include "layers/recipe_files.hpp"

#include <filesystem>

#include "geo/messages_recipes.hpp"
#include "geo/overlay.hpp"
#include "geo/to_cgcs2000.hpp"
#include "layers/vector.hpp"

namespace bareland {
namespace {

std::string words_of(const std::map<std::string, std::string>& where) {
    std::string out;
    for (const auto& [key, value] : where)
        out += fmt::format("{}{} = \"{}\"", out.empty() ? "" : ", ", key, value);
    return out;
}

bool fits(const Feature& feature, const std::map<std::string, std::string>& where) {
    std::size_t i = 0;
    for (const auto& [key, value] : where) {
        if (feature.values[i++] != value) return false;
    }
    return true;
}

}  // namespace

RecipeShapes read_recipe_shapes(const recipe::FileNeed& need, const std::string& recipe_file) {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(recipe_file).parent_path();
    // Before it is taken apart: "C:" and ':' in names are told by whether the file is there.
    VectorSource source =
        VectorSource::parse(fs::path(need.file).is_absolute() ? need.file : (folder / need.file).string());
    const bool web_map = need.crs == "gcj02" || need.crs == "bd09";
    source.crs = web_map ? "EPSG:4490" : need.crs;
    source.crs_option = "crs";
    std::vector<std::string> fields;
    for (const auto& [key, value] : need.where)
        fields.push_back(key);
    const FeatureLayer layer =
        read_features(source, fields, need.polygons_only ? Shapes::polygons : Shapes::any);
    const ToCgcs2000 to_cgcs2000(web_map ? need.crs : layer.crs.wkt());
    RecipeShapes out;
    out.files = layer.files;
    std::size_t taken = 0;
    for (const Feature& feature : layer.features) {
        if (!fits(feature, need.where)) continue;
        ++taken;
        const std::string what = fmt::format("{} {}", layer.file, feature.fid);
        if (!feature.shape.empty()) {
            overlay::Repair repair = overlay::make_valid(to_cgcs2000.area(feature.shape, what));
            if (repair.changed())
                out.findings.push_back(
                    find(messages::zone_shape_repaired, need.file, layer.file, feature.fid, repair.reason));
            out.shapes.polygons.insert(out.shapes.polygons.end(), repair.shape.begin(), repair.shape.end());
        }
        for (const std::vector<Point>& line : feature.lines)
            out.shapes.lines.push_back(to_cgcs2000.line(line, what));
        for (const Point& point : feature.points)
            out.shapes.points.push_back(to_cgcs2000.point(point, what));
    }
    if (taken == 0) {
        throw Error(messages::zone_file_nothing, layer.file, layer.name, layer.features.size(),
                    words_of(need.where));
    }
    // Several features may overlap: what is handed on is one valid shape.
    out.shapes.polygons = overlay::dissolve(std::span(&out.shapes.polygons, 1));
    return out;
}

}  // namespace bareland
