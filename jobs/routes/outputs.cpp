#include "jobs/routes/outputs.hpp"

#include <fmt/format.h>

#include <array>

#include "geo/crs.hpp"
#include "jobs/report/tables.hpp"
#include "jobs/routes/outputs_table.hpp"
#include "jobs/routes/run.hpp"
#include "jobs/routes/tracks_days.hpp"
#include "layers/gpkg.hpp"
#include "layers/os.hpp"

namespace bareland::routes {
namespace {

struct File {
    const char* name;
    Text what;
};
// The JSON is last: where files can only be placed one by one, its presence says that the others are there.
const std::array<File, 4>& files() {
    static const std::array<File, 4> all{
        File{"routes.csv",
             {"每条路线一行，可用 WPS、Excel 打开", "one row a route, for spreadsheets and scripts"}},
        File{"routes.xlsx",
             {"路线、属地汇总、所用分区、核查事项和参数",
              "routes, townships, zones used, findings and parameters"}},
        File{"routes.gpkg",
             {"路线（区内、区外分段）、建议路线、驶入驶出点，可用 QGIS 打开",
              "routes in parts inside and outside, suggested ways, entries and exits as map layers"}},
        File{"routes.json", {"全部结果，用于复核和其他程序", "everything, for review and other programs"}}};
    return all;
}

void write_workbook(OutputDir& directory, const Result& result, Lang lang, const Table& routes) {
    std::vector<Table> sheets{routes};
    if (!result.days.empty()) sheets.push_back(day_table(result, lang));
    if (result.has_units) sheets.push_back(unit_table(result, lang));
    sheets.push_back(zone_table(result, lang));
    sheets.push_back(finding_table(result, lang));
    sheets.push_back(parameter_table(result, lang));
    write_xlsx(directory.file("routes.xlsx"), sheets, lang, {routes.title, report::software_name()},
               directory.staging());
}

MapLayer line_layer(const char* name, const Table& table) {
    MapLayer layer{name, &table, {}, {}, false};
    layer.of_lines = true;
    return layer;
}

void write_map(OutputDir& directory, const Result& result, Lang lang) {
    const Table parts = part_table(result, lang);
    const Table suggestions = suggestion_table(result, lang);
    const Table crossings = crossing_table(result, lang);
    MapLayer part_layer = line_layer("route_parts", parts);
    MapLayer suggestion_layer = line_layer("suggested_ways", suggestions);
    MapLayer crossing_layer{"crossings", &crossings, {}, {}, true};
    for (const Route& route : result.routes) {
        if (route.suggested) suggestion_layer.lines.push_back(route.suggested->line);
        if (!route.reading) continue;
        for (const Part& part : route.reading->parts)
            part_layer.lines.push_back(part.line);
        for (const Crossing& crossing : route.reading->entries)
            crossing_layer.points.push_back(crossing.at);
        for (const Crossing& crossing : route.reading->exits)
            crossing_layer.points.push_back(crossing.at);
    }
    const std::array layers{part_layer, suggestion_layer, crossing_layer};
    write_gpkg(directory.file("routes.gpkg"), layers, Crs::cgcs2000(), lang);
}

}  // namespace

void write_outputs(OutputDir& directory, const Result& result, Lang lang) {
    const Table routes = route_table(result, lang, Reader::people);
    write_csv(directory.file("routes.csv"), routes, lang);
    write_workbook(directory, result, lang, routes);
    write_map(directory, result, lang);
    write_whole(directory.file("routes.json"), routes_json(result, lang));
}

void print_written(std::FILE* stream, const OutputDir& directory, Lang lang) {
    const Text head{"已写入 {}：\n", "Written to {}:\n"};
    fmt::print(stream, fmt::runtime(head.in(lang)), directory.target().string());
    for (const File& file : files())
        fmt::print(stream, "  {:<11} {}\n", file.name, file.what.in(lang));
}

int finish(const Result& result, const Output& output, OutputDir& directory) {
    write_outputs(directory, result, output.lang);
    directory.commit();
    if (!output.quiet) {
        print_routes(stdout, result, output.lang);
        print_written(stdout, directory, output.lang);
    }
    return output.fail_on_breach && breached(result) ? static_cast<int>(Exit::breach) : 0;
}

// An output directory that cannot be written is said before any long work.
int execute_check(const CheckOptions& options) {
    OutputDir directory(options.output.out);
    return finish(run_check(options), options.output, directory);
}

int execute_plan(const PlanOptions& options) {
    OutputDir directory(options.output.out);
    return finish(run_plan(options), options.output, directory);
}

int execute_exit(const ExitOptions& options) {
    OutputDir directory(options.output.out);
    return finish(run_exit(options), options.output, directory);
}

}  // namespace bareland::routes
