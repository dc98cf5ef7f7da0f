// The command line of `bareland routes sweep`.
#include <cmath>
#include <memory>

#include "geo/messages_zone_links.hpp"
#include "geo/numbers.hpp"
#include "jobs/declaring.hpp"
#include "jobs/routes/subcommands.hpp"
#include "jobs/routes/sweep.hpp"

namespace bareland::routes {
namespace {

struct SweepWords : Words {
    std::string each_side;
};

SweepOptions options_of(const SweepWords& words, Lang lang) {
    SweepOptions options;
    Words others = static_cast<const Words&>(words);
    others.sites.clear();
    options.sources = sources_of(others);
    options.sources.sites = own_source(words.sites, words);
    options.output = output_of(words, lang);
    options.as_of = day_of(words.as_of, "--as-of");
    if (!words.each_side.empty()) {
        constexpr double farthest_m = 10'000;
        options.each_side_m = parse_number(words.each_side);
        if (!options.each_side_m || !(*options.each_side_m > 0) || *options.each_side_m > farthest_m)
            throw Error(messages::sweep_bad_range, words.each_side);
    }
    return options;
}

}  // namespace

Run add_sweep(CLI::App& routes, Lang lang) {
    const auto words = std::make_shared<SweepWords>();
    SweepWords& w = *words;
    CLI::App* command = routes.add_subcommand(
        "sweep", lang == Lang::zh ? "划定各工地出口两侧应清扫保洁的路段"
                                  : "the road to be swept each side of every site's exit");
    usage::Declaring say(*command, lang);
    say.group("工地", "Sites");
    say.option("SITES", w.sites, "FILE[:LAYER]", "工地，点或面", "sites, points or areas")->required();
    say.option("--crs", w.crs, "CRS", "工地的坐标系", "CRS of the sites");
    say.option("--gates", w.gates, "FILE[:LAYER]", "工地出入口（点，site_id 列）",
               "gates of sites (points, with site_id)");
    say.option("--gates-crs", w.gates_crs, "CRS", "出入口的坐标系", "CRS of the gates");
    declare_sources(say, w);
    declare_tables(say, w);
    declare_rules(say, w);
    say.option("--each-side", w.each_side, "M", "每侧多少米，代替区配置的规定",
               "metres each side, instead of the profile's");
    declare_output(say, w, false);
    command->footer(
        say.in("例：bareland routes sweep 工地.gpkg --gates 出入口.csv --workspace 通州.sqlite --out 结果\n"
               "结果目录中写出 sweep.csv、sweep.xlsx、sweep.gpkg、sweep.json；要么全部更新，要么保持原样。\n"
               "退出状态：0 完成，1 失败，2 用法有误，3 数据不可用。",
               "Example: bareland routes sweep sites.gpkg --gates gates.csv --workspace tongzhou.sqlite "
               "--out result\n"
               "Writes sweep.csv, sweep.xlsx, sweep.gpkg and sweep.json into DIR, all of them or none.\n"
               "Exit status: 0 done, 1 failed, 2 wrong usage, 3 unusable input."));
    return [words, lang] { return execute_sweep(options_of(*words, lang)); };
}

}  // namespace bareland::routes
