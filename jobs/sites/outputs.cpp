#include "jobs/sites/outputs.hpp"

#include <fmt/format.h>

#include <array>

#include "geo/crs.hpp"
#include "geo/geodesic.hpp"
#include "jobs/report/tables.hpp"
#include "jobs/sites/outputs_table.hpp"
#include "layers/gpkg.hpp"
#include "layers/os.hpp"

namespace bareland::sites {
namespace {

struct Output {
    const char* name;
    Text what;
};
// The JSON is last: where files can only be placed one by one, its presence says that the others are there.
const std::array<Output, 4>& outputs() {
    static const std::array<Output, 4> all{
        Output{"sites.csv",
               {"每个项目一行，可用 WPS、Excel 打开", "one row a project, for spreadsheets and scripts"}},
        Output{"sites.xlsx",
               {"项目、涉及分区、最近分区、所用分区、核查事项和参数",
                "projects, hits, nearest zones, zones used, findings and parameters"}},
        Output{"sites.gpkg", {"项目和分区图层，可用 QGIS 打开", "projects and zones as map layers"}},
        Output{"sites.json", {"全部结果，用于复核和其他程序", "everything, for review and other programs"}}};
    return all;
}

void write_workbook(OutputDir& directory, const Result& result, Lang lang, const Table& projects) {
    // A sheet holds 1,048,576 lines; the JSON has all.
    constexpr std::size_t most_rows = 1'000'000;
    std::vector<Table> sheets{projects, hit_table(result, lang)};
    if (Table nearest = nearest_table(result, lang); nearest.rows.size() <= most_rows)
        sheets.push_back(std::move(nearest));
    sheets.push_back(zone_table(result, lang, Reader::people));
    sheets.push_back(finding_table(result, lang));
    sheets.push_back(parameter_table(result, lang));
    write_xlsx(directory.file("sites.xlsx"), sheets, lang, {projects.title, report::software_name()},
               directory.staging());
}

// The zones as they are on a map: discs as polygons, school zones as the schools.
std::vector<MultiPolygon> grounds_of(const Result& result) {
    std::vector<MultiPolygon> out;
    for (const Zone& zone : result.zones)
        out.push_back(zone.discs.empty() ? zone.shape : geodesic::disc_polygons(zone.discs));
    return out;
}

void write_map(OutputDir& directory, const Result& result, Lang lang) {
    const Table all = project_table(result, lang, Reader::programs);
    Table places = all, areas = all;
    places.rows.clear();
    areas.rows.clear();
    MapLayer place_layer{"projects_points", &places, {}, {}, true};
    MapLayer area_layer{"projects_areas", &areas, {}, {}, false};
    for (std::size_t i = 0; i < result.projects.size(); ++i) {
        const Project& project = result.projects[i];
        if (project.place) {
            places.rows.push_back(all.rows[i]);
            place_layer.points.push_back(*project.place);
        } else {
            areas.rows.push_back(all.rows[i]);
            area_layer.shapes.push_back(&project.shape);
        }
    }
    const Table zones = zone_table(result, lang, Reader::programs);
    const std::vector<MultiPolygon> grounds = grounds_of(result);
    MapLayer zone_layer{"zones", &zones, {}, {}, false};
    for (const MultiPolygon& ground : grounds)
        zone_layer.shapes.push_back(&ground);
    std::vector<MapLayer> layers;
    if (!places.rows.empty()) layers.push_back(std::move(place_layer));
    if (!areas.rows.empty()) layers.push_back(std::move(area_layer));
    layers.push_back(std::move(zone_layer));
    write_gpkg(directory.file("sites.gpkg"), layers, Crs::cgcs2000(), lang);
}

}  // namespace

void write_outputs(OutputDir& directory, const Result& result, Lang lang) {
    const Table projects = project_table(result, lang, Reader::people);
    write_csv(directory.file("sites.csv"), projects, lang);
    write_workbook(directory, result, lang, projects);
    write_map(directory, result, lang);
    write_whole(directory.file("sites.json"), sites_json(result, lang));
}

void print_written(std::FILE* stream, const OutputDir& directory, Lang lang) {
    const Text head{"已写入 {}：\n", "Written to {}:\n"};
    fmt::print(stream, fmt::runtime(head.in(lang)), directory.target().string());
    for (const Output& output : outputs()) {
        fmt::print(stream, "  {:<10} {}\n", output.name, output.what.in(lang));
    }
}

}  // namespace bareland::sites
