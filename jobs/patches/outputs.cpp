#include "jobs/patches/outputs.hpp"

#include <array>
#include <vector>

#include "geo/messages_patches.hpp"
#include "layers/gpkg.hpp"
#include "layers/os.hpp"

namespace bareland::patches {
namespace {

namespace fs = std::filesystem;

void write_geopackage(const fs::path& file, const Result& result, Lang lang) {
    const Table patches = patch_table(result, lang, false);
    const Table units = patch_unit_table(result, lang);
    const Table zones = patch_zone_table(result, lang);
    const Table summary = summary_table(result, lang);
    const Table sensitivity = sensitivity_table(result, lang);
    const Table how = run_table(result, lang);
    MapLayer map{"patches", &patches, {}, {}, false};
    for (const Patch& patch : result.patches)
        map.shapes.push_back(&patch.shape);
    const auto plain = [](const char* name, const Table& table) {
        MapLayer layer{name, &table, {}, {}, false};
        layer.of_nothing = true;
        return layer;
    };
    const std::array<MapLayer, 6> layers{map,
                                         plain("patch_units", units),
                                         plain("patch_zones", zones),
                                         plain("patch_summary", summary),
                                         plain("patch_sensitivity", sensitivity),
                                         plain("patch_run", how)};
    write_gpkg(file, layers, result.crs, lang);
}

}  // namespace

fs::path output_file(const std::string& out) {
    const fs::path file = out;
    const fs::path extension = file.extension();
    if (file.stem().empty() || (extension != ".gpkg" && extension != ".geojson" && extension != ".csv"))
        throw Error(messages::patches_bad_extension, out);
    return fs::absolute(file);
}

void write_output(OutputDir& directory, const std::string& name, const Result& result, Lang lang) {
    const fs::path file = directory.file(name);
    const fs::path extension = fs::path(name).extension();
    if (extension == ".gpkg") {
        write_geopackage(file, result, lang);
    } else if (extension == ".csv") {
        write_csv(file, patch_table(result, lang, true), lang);
    } else {
        write_whole(file, geojson(result, lang));
    }
}

}  // namespace bareland::patches
