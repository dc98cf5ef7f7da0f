#include "jobs/rank/command.hpp"

#include <memory>

#include "jobs/declaring.hpp"
#include "jobs/rank/input_words.hpp"
#include "jobs/rank/run.hpp"
#include "jobs/usage.hpp"

namespace bareland::rank {
namespace {

// The words of the command line, before they are checked.
struct Words {
    InputWords inputs;
    std::string previous, previous_year, city_table, balance = "raster";
    std::string out, lang;
    bool fail_on_breach = false;
};

Options options_of(const Words& words, Lang lang) {
    Options options = input_options(words.inputs, lang);
    options.previous = words.previous;
    options.previous_year = words.previous_year;
    options.city_table = words.city_table;
    options.whole_raster = words.balance == "raster";
    options.out = words.out;
    options.fail_on_breach = words.fail_on_breach;
    return options;
}

}  // namespace

std::function<int()> add_command(CLI::App& app, Lang lang) {
    const auto words = std::make_shared<Words>();
    Words& w = *words;
    CLI::App* rank = app.add_subcommand(
        "rank", lang == Lang::zh
                    ? "每月裸地排名：按街乡镇统计裸露、已管控、未管控面积并排名"
                    : "the monthly ranking: bare, controlled and uncontrolled area of every township");
    usage::Declaring say(*rank, lang);
    declare_inputs(say, w.inputs,
                   {"工作区：取用其中当月有效的街乡镇和分区、往月排名、区配置，并存入本月排名",
                    "the workspace: its units and zones of the month, earlier months and profile are "
                    "used where no file is given, and the month is stored in it"});
    declare_month(say, w.inputs);
    say.option("--previous", w.previous, "FILE", "上月的 ranking.json", "last month's ranking.json");
    say.option("--previous-year", w.previous_year, "FILE", "去年同月的 ranking.json",
               "ranking.json of the same month last year");
    say.option("--city-table", w.city_table, "FILE", "全市各街乡镇未管控面积表，用于判断后 N 名",
               "uncontrolled area of every unit of the city, to judge bottom-N rules");
    say.option("--balance", w.balance, "raster|units", "raster：核对整幅影像；units：只读街乡镇所在部分",
               "raster: balance the whole raster; units: read only what units touch")
        ->check(usage::one_of({"raster", "units"}, say.lang()));
    say.group("输出", "Output");
    say.option("--out", w.out, "DIR", "输出目录", "output directory")->required();
    declare_manner(say, w.inputs, w.lang);
    say.flag("--fail-on-breach", w.fail_on_breach, "有超标时以状态 4 退出",
             "exit with status 4 when a rule is breached");
    rank->footer(say.in(
        "例：bareland rank --units 街乡镇.gpkg --raster 裸地.tif --bare 1 --netted 2 --month 2024-05 --out "
        "结果\n"
        "结果目录中写出 ranking.csv、ranking.xlsx、ranking.gpkg、ranking.json；要么全部更新，要么保持原样。\n"
        "退出状态：0 完成，1 失败，2 用法有误，3 数据不可用，4 有超标（仅在 --fail-on-breach 时）。",
        "Example: bareland rank --units towns.gpkg --raster bare.tif --bare 1 --netted 2 --month 2024-05 "
        "--out "
        "result\n"
        "Writes ranking.csv, ranking.xlsx, ranking.gpkg and ranking.json into DIR, all of them or none.\n"
        "Exit status: 0 done, 1 failed, 2 wrong usage, 3 unusable input, 4 a rule is breached (only with "
        "--fail-on-breach)."));
    return [words, lang] { return execute(options_of(*words, lang)); };
}

}  // namespace bareland::rank
