#include "jobs/sites/command.hpp"

#include <map>
#include <memory>
#include <sstream>

#include "geo/messages_sites.hpp"
#include "jobs/declaring.hpp"
#include "jobs/sites/options.hpp"
#include "jobs/sites/run.hpp"
#include "jobs/usage.hpp"
#include "layers/clock.hpp"

namespace bareland::sites {
namespace {

using usage::Declaring;

// The words of the command line, before they are checked.
struct Words {
    std::string projects, workspace, zones, wells, units;
    std::string crs, zones_crs, wells_crs, units_crs, axes, map, encoding;
    std::string as_of, profile, out, lang;
    int threads = 0;
    bool quiet = false, fail_on_breach = false;
};

using ColumnMap = std::map<std::string, std::string>;

// "name=项目名称,wells.name=井名" by file: "" for the projects, "wells", "zones", "units".
std::map<std::string, ColumnMap> maps_of(const std::string& text) {
    std::map<std::string, ColumnMap> out;
    std::stringstream stream(text);
    for (std::string entry; std::getline(stream, entry, ',');) {
        const auto equals = entry.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == entry.size())
            throw Error(messages::sites_bad_map, entry);
        std::string column = entry.substr(0, equals);
        std::string file;
        if (const auto dot = column.find('.'); dot != std::string::npos) {
            file = column.substr(0, dot);
            column.erase(0, dot + 1);
            if ((file != "wells" && file != "zones" && file != "units") || column.empty())
                throw Error(messages::sites_bad_map, entry);
        }
        if (!out[file].emplace(column, entry.substr(equals + 1)).second)
            throw Error(messages::sites_map_twice, entry.substr(0, equals));
    }
    return out;
}

void check(const Words& words) {
    const bool files = !(words.zones + words.wells + words.units).empty();
    if (words.workspace.empty() && words.zones.empty() && words.wells.empty())
        throw Error(messages::sites_nothing_to_check);
    if (!words.workspace.empty() && files) {
        const char* option = !words.zones.empty() ? "--zones" : !words.wells.empty() ? "--wells" : "--units";
        throw Error(messages::sites_both_sources, option);
    }
    const auto goes_with = [](const std::string& value, const char* option, const std::string& file,
                              const char* file_option) {
        if (!value.empty() && file.empty()) throw Error(messages::sites_option_alone, option, file_option);
    };
    goes_with(words.zones_crs, "--zones-crs", words.zones, "--zones");
    goes_with(words.wells_crs, "--wells-crs", words.wells, "--wells");
    goes_with(words.units_crs, "--units-crs", words.units, "--units");
}

Date day_of(const std::string& text) {
    if (text.empty()) return today();
    const auto day = parse_date(text);
    if (!day || day->first != day->last) throw Error(messages::sites_bad_day, text);
    return day->first;
}

RegistrySource source_of(const std::string& file, const std::string& crs, const char* crs_option,
                         const Words& words, const ColumnMap& map) {
    RegistrySource source = RegistrySource::parse(file, crs, crs_option, words.encoding);
    source.axes = words.axes;
    source.map = map;
    return source;
}

Options options_of(const Words& words, Lang lang) {
    check(words);
    std::map<std::string, ColumnMap> maps = maps_of(words.map);
    for (const auto& [name, file] : {std::pair("zones", &words.zones), std::pair("wells", &words.wells),
                                     std::pair("units", &words.units)}) {
        if (maps.contains(name) && file->empty())
            throw Error(messages::sites_option_alone, fmt::format("--map {}.…", name),
                        fmt::format("--{}", name));
    }
    Options options;
    options.projects = source_of(words.projects, words.crs, "--crs", words, maps[""]);
    options.workspace = words.workspace;
    if (!words.zones.empty())
        options.zones = source_of(words.zones, words.zones_crs, "--zones-crs", words, maps["zones"]);
    if (!words.wells.empty())
        options.wells = source_of(words.wells, words.wells_crs, "--wells-crs", words, maps["wells"]);
    if (!words.units.empty())
        options.units = source_of(words.units, words.units_crs, "--units-crs", words, maps["units"]);
    options.as_of = day_of(words.as_of);
    options.profile = words.profile;
    options.out = words.out;
    options.lang = lang;
    options.threads = words.threads;
    options.quiet = words.quiet;
    options.fail_on_breach = words.fail_on_breach;
    return options;
}

void declare_inputs(Declaring& say, Words& w) {
    say.group("项目", "Projects");
    say.option("PROJECTS", w.projects, "FILE[:LAYER]", "要核查的项目，点或面",
               "the projects to check, points or areas")
        ->required();
    say.option(
        "--crs", w.crs, "CRS",
        "项目的坐标系：EPSG:n、gcj02 或 bd09；不给时取文件自带的，经纬度列按 EPSG:4490",
        "CRS of the projects: EPSG:n, gcj02 or bd09; else the file's own, EPSG:4490 for lon/lat columns");
    say.group("对照", "Checked against");
    say.option("--workspace", w.workspace, "FILE", "工作区，代替下面三个文件",
               "the workspace, instead of the three files below");
    say.option("--zones", w.zones, "FILE[:LAYER]", "分区", "zones");
    say.option("--wells", w.wells, "FILE[:LAYER]", "水源井，按半径成圆", "wells, whose discs are zones");
    say.option("--units", w.units, "FILE[:LAYER]", "街乡镇，用于列出所在地",
               "townships, to say where projects lie");
    say.option("--zones-crs", w.zones_crs, "CRS", "分区的坐标系", "CRS of the zones");
    say.option("--wells-crs", w.wells_crs, "CRS", "水源井的坐标系", "CRS of the wells");
    say.option("--units-crs", w.units_crs, "CRS", "街乡镇的坐标系", "CRS of the townships");
    say.group("表格", "Tables");
    say.option("--map", w.map, "COLUMN=HEADER,...",
               "列与表头的对应，如 name=项目名称,wells.radius_m=保护半径",
               "which header stands for which column, e.g. name=项目名称,wells.radius_m=保护半径");
    say.option("--encoding", w.encoding, "ENCODING", "属性文字的编码，如 GBK",
               "encoding of attribute text, e.g. GBK");
}

}  // namespace

std::function<int()> add_command(CLI::App& app, Lang lang) {
    const auto words = std::make_shared<Words>();
    const auto in = [lang](const char* zh, const char* en) {
        return std::string(lang == Lang::zh ? zh : en);
    };
    CLI::App* sites = app.add_subcommand("sites", in("项目选址核查", "checks of where projects lie"));
    sites->require_subcommand(1);
    CLI::App* command = sites->add_subcommand(
        "check", in("核查项目是否在水源保护区、重点区域等分区内，给出距离、依据和要求",
                    "which zones projects lie in, how far the edges are, and what follows"));
    Declaring say(*command, lang);
    Words& w = *words;
    declare_inputs(say, w);
    say.option("--axes", w.axes, "en|ne", "表格中坐标列的次序：en 东在前，ne 北在前（X 为北）",
               "what x and y columns are: en east first, ne north first (x is northing)")
        ->check(usage::one_of({"en", "ne"}, lang));
    say.group("日期与规定", "Day and rules");
    say.option("--as-of", w.as_of, "YYYY-MM-DD", "按哪一天有效的分区和规定核查，默认今天",
               "the day whose zones and rules hold, today by default");
    say.option("--profile", w.profile, "FILE", "区配置：文件，或自带的 tongzhou、miyun；不给时用工作区的",
               "profile of the district: a file, or tongzhou or miyun; the workspace's when not given");
    say.group("输出", "Output");
    say.option("--out", w.out, "DIR", "输出目录", "output directory")->required();
    // The program's own --lang, for the eyes of whoever reads this help; main has looked at it already.
    say.option("--lang", w.lang, "zh|en", "语言：zh 或 en", "language: zh or en")
        ->check(usage::one_of({"zh", "en"}, lang));
    say.option("--threads", w.threads, "N", "线程数，默认用全部处理器", "threads; all processors by default")
        ->check(usage::whole_number(0, 1024, lang));
    say.flag("--quiet", w.quiet, "不显示进度和表格", "no progress bar, no table");
    say.flag("--fail-on-breach", w.fail_on_breach, "有项目在区内时以状态 4 退出",
             "exit with status 4 when a project is inside a zone");
    command->footer(
        in("例：bareland sites check 项目.xlsx --zones zones.gpkg --wells 水源井.csv --units 街乡镇.gpkg "
           "--profile tongzhou --out 结果\n"
           "结果目录中写出 sites.csv、sites.xlsx、sites.gpkg、sites.json；要么全部更新，要么保持原样。\n"
           "退出状态：0 完成，1 失败，2 用法有误，3 数据不可用，4 有项目在区内（仅在 --fail-on-breach 时）。",
           "Example: bareland sites check projects.xlsx --zones zones.gpkg --wells wells.csv --units "
           "towns.gpkg --profile tongzhou --out result\n"
           "Writes sites.csv, sites.xlsx, sites.gpkg and sites.json into DIR, all of them or none.\n"
           "Exit status: 0 done, 1 failed, 2 wrong usage, 3 unusable input, 4 a project is inside a zone "
           "(only with --fail-on-breach)."));
    return [words, lang] { return execute(options_of(*words, lang)); };
}

}  // namespace bareland::sites
