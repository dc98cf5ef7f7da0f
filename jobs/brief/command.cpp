#include "jobs/brief/command.hpp"

#include <memory>
#include <sstream>

#include "geo/messages_brief.hpp"
#include "jobs/brief/options.hpp"
#include "jobs/brief/run.hpp"
#include "jobs/declaring.hpp"
#include "jobs/usage.hpp"

namespace bareland::brief {
namespace {

using usage::Declaring;

// The words of the command line, before they are checked.
struct Words {
    std::string ranking, workspace, month, units, zones, roads, patches, sites, routes;
    std::vector<std::string> rasters, history, only;
    std::string template_file, formats = "pdf,png,xlsx,docx", paper = "A4", out, lang;
    int dpi = 300;
    int threads = 0;
    bool publish = false, quiet = false;
};

std::set<Format> formats_of(const std::string& text) {
    static const std::vector<std::pair<std::string, Format>> known{
        {"pdf", Format::pdf}, {"png", Format::png}, {"xlsx", Format::xlsx}, {"docx", Format::docx}};
    std::set<Format> out;
    std::stringstream stream(text);
    for (std::string word; std::getline(stream, word, ',');) {
        bool found = false;
        for (const auto& [name, format] : known) {
            if (word != name) continue;
            out.insert(format);
            found = true;
        }
        if (!found) throw Error(messages::brief_bad_word, "--format", word, "pdf, png, xlsx, docx");
    }
    if (out.empty()) throw Error(messages::brief_bad_word, "--format", text, "pdf, png, xlsx, docx");
    return out;
}

void check(const Words& words) {
    if (words.ranking.empty() && (words.workspace.empty() || words.month.empty()))
        throw Error(messages::brief_no_ranking);
    if (!words.ranking.empty() && !words.month.empty())
        throw Error(messages::brief_both_sources, "--ranking");
    if (!words.patches.empty() && !words.rasters.empty()) throw Error(messages::brief_patches_or_raster);
}

Options options_of(const Words& words, Lang lang) {
    check(words);
    Options options;
    options.ranking = words.ranking;
    options.workspace = words.workspace;
    if (!words.month.empty()) options.month = Month::parse(words.month, "--month");
    options.units = words.units;
    options.zones = words.zones;
    options.roads = words.roads;
    options.rasters = words.rasters;
    options.patches = words.patches;
    options.sites = words.sites;
    options.routes = words.routes;
    options.history = words.history;
    options.only = words.only;
    options.template_file = words.template_file;
    options.formats = formats_of(words.formats);
    options.paper = words.paper == "A3" ? Paper::a3 : Paper::a4;
    options.dpi = words.dpi;
    options.publish = words.publish;
    options.out = words.out;
    options.lang = lang;
    options.threads = words.threads;
    options.quiet = words.quiet;
    return options;
}

void declare_inputs(Declaring& say, Words& w) {
    say.group("当月", "The month");
    say.option("--ranking", w.ranking, "FILE", "bareland rank 写出的 ranking.json",
               "the ranking.json that bareland rank wrote");
    say.option("--workspace", w.workspace, "FILE", "工作区：取其中的边界、分区、道路和往月结果",
               "the workspace: its units, zones, roads and earlier months are used where no file is given");
    say.option("--month", w.month, "YYYY-MM", "取工作区中这个月的排名，代替 --ranking",
               "the month of the workspace to tell, instead of --ranking");
    say.option("--history", w.history, "FILE...", "往月的 ranking.json，用于逐月变化线",
               "ranking.json of earlier months, for the line of months");
    say.group("地图", "Maps");
    say.option("--units", w.units, "FILE[:LAYER]", "排名所用的街乡镇边界", "the units that were ranked");
    say.option("--raster", w.rasters, "FILE...", "排名所用的影像", "the rasters that were ranked");
    say.option("--patches", w.patches, "FILE", "bareland patches 写出的图斑，代替 --raster",
               "patches that bareland patches wrote, instead of --raster");
    say.option("--zones", w.zones, "FILE[:LAYER]", "分区", "zones");
    say.option("--roads", w.roads, "FILE[:LAYER]", "道路", "roads");
    say.group("核查结果", "Checks");
    say.option("--sites", w.sites, "FILE", "bareland sites check 写出的 sites.json",
               "the sites.json that bareland sites check wrote");
    say.option("--routes", w.routes, "FILE", "bareland routes 写出的 routes.json",
               "the routes.json that bareland routes wrote");
}

}  // namespace

std::function<int()> add_command(CLI::App& app, Lang lang) {
    const auto words = std::make_shared<Words>();
    const auto in = [lang](const char* zh, const char* en) {
        return std::string(lang == Lang::zh ? zh : en);
    };
    CLI::App* command = app.add_subcommand(
        "brief",
        in("月度简报：每个街乡镇一张图表，全区总览，工作簿，通报正文",
           "the month's briefings: a sheet for every township, an overview, a workbook, the bulletin"));
    Declaring say(*command, lang);
    Words& w = *words;
    declare_inputs(say, w);
    say.group("版面", "Pages");
    say.option("--template", w.template_file, "FILE", "版式模板，默认用自带的",
               "the template of pages; the one that comes "
               "with bareland by default");
    say.option("--format", w.formats, "LIST", "写出哪些：pdf,png,xlsx,docx，默认全部",
               "what to write: pdf,png,xlsx,docx, all by default");
    say.option("--paper", w.paper, "A4|A3", "纸张，默认 A4", "paper, A4 by default")
        ->check(usage::one_of({"A4", "A3"}, lang));
    say.option("--dpi", w.dpi, "N", "PNG 的分辨率，默认 300", "resolution of PNG pictures, 300 by default")
        ->check(usage::whole_number(30, 1200, lang));
    say.option("--unit", w.only, "ID...", "只做这些街乡镇的图表（编号或名称）",
               "sheets of these units only (ids or names)");
    say.flag("--public", w.publish, "可公开的版本：不含水源井位置和半径、车牌、联系方式",
             "the version that may be published: no well positions or radii, no plates, no contacts");
    say.group("输出", "Output");
    say.option("--out", w.out, "DIR", "输出目录", "output directory")->required();
    // The program's own --lang, for the eyes of whoever reads this help; main has looked at it already.
    say.option("--lang", w.lang, "zh|en", "语言：zh 或 en", "language: zh or en")
        ->check(usage::one_of({"zh", "en"}, lang));
    say.option("--threads", w.threads, "N", "线程数，默认用全部处理器", "threads; all processors by default")
        ->check(usage::whole_number(0, 1024, lang));
    say.flag("--quiet", w.quiet, "不显示进度和清单", "no progress bar, no list");
    command->footer(in(
        "例：bareland brief --ranking 结果/ranking.json --units 街乡镇.gpkg --raster bare.tif --zones "
        "zones.gpkg --out 简报\n"
        "没有给出的内容略去，其余照做。输入文件须是排名时所用的（核对 SHA-256）。\n"
        "退出状态：0 完成，1 有简报没有做成，2 用法有误，3 数据不可用。",
        "Example: bareland brief --ranking out/ranking.json --units towns.gpkg --raster bare.tif --zones "
        "zones.gpkg --out briefing\n"
        "What is not given is left out, and nothing else. Inputs must be the files that were ranked (their "
        "SHA-256 is compared).\n"
        "Exit status: 0 done, 1 a sheet could not be made, 2 wrong usage, 3 unusable input."));
    return [words, lang] { return execute(options_of(*words, lang)); };
}

}  // namespace bareland::brief
