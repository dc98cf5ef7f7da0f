// The command line of `bareland routes plan`.
#include <memory>

#include "jobs/declaring.hpp"
#include "jobs/routes/run.hpp"
#include "jobs/routes/subcommands.hpp"
#include "layers/fleet_files.hpp"

namespace bareland::routes {
namespace {

struct PlanWords : Words {
    std::string from, to, vehicle;
};

PlanOptions options_of(const PlanWords& words, Lang lang) {
    PlanOptions options;
    options.sources = sources_of(words);
    options.output = output_of(words, lang);
    options.from = stop_of(words.from, "--from");
    options.to = stop_of(words.to, "--to");
    options.vehicle_class = class_word(words.vehicle);
    if (!options.vehicle_class) options.plate = words.vehicle;
    options.as_of = day_of(words.as_of, "--as-of");
    return options;
}

}  // namespace

Run add_plan(CLI::App& routes, Lang lang) {
    const auto words = std::make_shared<PlanWords>();
    PlanWords& w = *words;
    CLI::App* command = routes.add_subcommand(
        "plan", lang == Lang::zh ? "给出两地之间绕行严控区的最短路线，或说明为什么没有"
                                 : "the shortest way that keeps out of the zone, or why there is none");
    usage::Declaring say(*command, lang);
    say.group("行程", "The trip");
    say.option("--from", w.from, "LON,LAT|SITE", "起点：经度,纬度（CGCS2000），或工地编号",
               "where it begins: longitude,latitude (CGCS2000), or the id of a site")
        ->required();
    say.option("--to", w.to, "LON,LAT|SITE", "终点", "where it ends")->required();
    say.option(
           "--vehicle", w.vehicle, "PLATE|CLASS",
           "车牌（见 --vehicles），或车型 muck_truck、heavy_diesel、other；只给车型时按不豁免规划",
           "a plate of --vehicles, or a class: muck_truck, heavy_diesel, other; a class is planned for as "
           "not exempt")
        ->required();
    declare_zone(say, w);
    declare_sources(say, w);
    declare_vehicles(say, w);
    declare_sites(say, w);
    declare_tables(say, w);
    declare_rules(say, w);
    declare_output(say, w, false);
    command->footer(say.in(
        "例：bareland routes plan --from 116.62,39.90 --to S-014 --vehicle muck_truck --zone strict-a "
        "--workspace 通州.sqlite --out 结果",
        "Example: bareland routes plan --from 116.62,39.90 --to S-014 --vehicle muck_truck --zone strict-a "
        "--workspace tongzhou.sqlite --out result"));
    return [words, lang] { return execute_plan(options_of(*words, lang)); };
}

}  // namespace bareland::routes
