// The command line of `bareland routes exit`.
#include <memory>

#include "jobs/declaring.hpp"
#include "jobs/routes/run.hpp"
#include "jobs/routes/subcommands.hpp"

namespace bareland::routes {
namespace {

struct ExitWords : Words {};

ExitOptions options_of(const ExitWords& words, Lang lang) {
    ExitOptions options;
    Words others = words;
    others.sites.clear();
    options.sources = sources_of(others);
    options.sources.sites = own_source(words.sites, words);
    options.output = output_of(words, lang);
    options.as_of = day_of(words.as_of, "--as-of");
    return options;
}

}  // namespace

Run add_exit(CLI::App& routes, Lang lang) {
    const auto words = std::make_shared<ExitWords>();
    ExitWords& w = *words;
    CLI::App* command = routes.add_subcommand(
        "exit", lang == Lang::zh ? "给出严控区内各工地从出口驶离的最短路径"
                                 : "the shortest way out of the zone from each site's gates");
    usage::Declaring say(*command, lang);
    say.group("工地", "Sites");
    say.option("SITES", w.sites, "FILE[:LAYER]", "工地，点或面", "sites, points or areas")->required();
    say.option("--crs", w.crs, "CRS", "工地的坐标系", "CRS of the sites");
    say.option("--gates", w.gates, "FILE[:LAYER]", "工地出入口（点，site_id 列）",
               "gates of sites (points, with site_id)");
    say.option("--gates-crs", w.gates_crs, "CRS", "出入口的坐标系", "CRS of the gates");
    declare_zone(say, w);
    declare_sources(say, w);
    declare_tables(say, w);
    declare_rules(say, w);
    declare_output(say, w, false);
    command->footer(say.in(
        "例：bareland routes exit 工地.gpkg --gates 出入口.csv --zone strict-a --workspace 通州.sqlite "
        "--out 结果",
        "Example: bareland routes exit sites.gpkg --gates gates.csv --zone strict-a --workspace "
        "tongzhou.sqlite --out result"));
    return [words, lang] { return execute_exit(options_of(*words, lang)); };
}

}  // namespace bareland::routes
