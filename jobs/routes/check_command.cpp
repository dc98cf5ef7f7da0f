// The command line of `bareland routes check`.
#include <memory>

#include "jobs/declaring.hpp"
#include "jobs/routes/run.hpp"
#include "jobs/routes/subcommands.hpp"

namespace bareland::routes {
namespace {

struct CheckWords : Words {
    std::string routes;
};

CheckOptions options_of(const CheckWords& words, Lang lang) {
    CheckOptions options;
    options.sources = sources_of(words);
    options.output = output_of(words, lang);
    options.routes = own_source(words.routes, words);
    options.as_of = day_of(words.as_of, "--as-of");
    return options;
}

}  // namespace

Run add_check(CLI::App& routes, Lang lang) {
    const auto words = std::make_shared<CheckWords>();
    CheckWords& w = *words;
    CLI::App* command = routes.add_subcommand(
        "check", lang == Lang::zh ? "核查申报的路线是否绕行严控区，给出结论、依据和建议路线"
                                  : "whether filed routes keep out of the zone, and which way to go instead");
    usage::Declaring say(*command, lang);
    say.group("路线", "Routes");
    say.option("ROUTES", w.routes, "FILE[:LAYER]", "申报的路线，线图层：编号、车牌或车型、工地、日期",
               "routes as filed, a layer of lines: id, plate or class, site, date")
        ->required();
    say.option("--crs", w.crs, "CRS", "路线的坐标系：EPSG:n、gcj02 或 bd09；不给时取文件自带的",
               "CRS of the routes: EPSG:n, gcj02 or bd09; else the file's own");
    declare_zone(say, w);
    declare_sources(say, w);
    declare_vehicles(say, w);
    declare_sites(say, w);
    declare_tables(say, w);
    declare_rules(say, w);
    declare_output(say, w, true);
    command->footer(say.in(
        "例：bareland routes check 路线.geojson --zone strict-a --roads 道路.osm.pbf --zones zones.gpkg "
        "--vehicles 车辆.xlsx --sites 工地.gpkg --profile tongzhou --out 结果\n"
        "结果目录中写出 routes.csv、routes.xlsx、routes.gpkg、routes.json；要么全部更新，要么保持原样。\n"
        "退出状态：0 完成，1 失败，2 用法有误，3 数据不可用，4 有应引导的路线（仅在 --fail-on-breach 时）。",
        "Example: bareland routes check routes.geojson --zone strict-a --roads roads.osm.pbf --zones "
        "zones.gpkg "
        "--vehicles vehicles.xlsx --sites sites.gpkg --profile tongzhou --out result\n"
        "Writes routes.csv, routes.xlsx, routes.gpkg and routes.json into DIR, all of them or none.\n"
        "Exit status: 0 done, 1 failed, 2 wrong usage, 3 unusable input, 4 a trip is to be guided (only with "
        "--fail-on-breach)."));
    return [words, lang] { return execute_check(options_of(*words, lang)); };
}

}  // namespace bareland::routes
