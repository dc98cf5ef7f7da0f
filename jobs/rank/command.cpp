#include "jobs/rank/command.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <sstream>

#include "geo/messages.hpp"
#include "jobs/rank/options.hpp"
#include "jobs/rank/run.hpp"
#include "jobs/usage.hpp"

namespace bareland::rank {
namespace {

// The words of the command line, before they are checked.
struct Words {
    std::string workspace;
    std::string units, unit_id, unit_name, units_crs, encoding;
    std::vector<std::string> rasters;
    int band = 1;
    std::string bare, netted, unobserved, raster_crs;
    std::string patches, status_field, status_map;
    std::string controlled, measure_field, from_field, to_field, excluded, zones;
    std::string month, previous, previous_year, city_table, profile, balance = "raster";
    std::string out, lang;
    int threads = 0;
    bool quiet = false, fail_on_breach = false;
};

[[noreturn]] void misused(const Text& text) {
    throw Error(messages::usage, text);
}

VectorSource source_of(const std::string& word, const Words& words, const std::string& crs,
                       const std::string& crs_option) {
    VectorSource source = VectorSource::parse(word);
    source.crs = crs;
    source.crs_option = crs_option;
    source.encoding = words.encoding;
    return source;
}

std::map<std::string, PatchStatus> status_map_of(const std::string& text) {
    std::map<std::string, PatchStatus> out;
    std::stringstream stream(text);
    for (std::string entry; std::getline(stream, entry, ',');) {
        const auto equals = entry.rfind('=');
        const std::string status = equals == std::string::npos ? "" : entry.substr(equals + 1);
        if (status != "bare" && status != "netted") {
            misused({fmt::format(
                         "--status-map 的“{}”应写成 词=bare 或 词=netted，例如 未苫盖=bare,已苫盖=netted。",
                         entry),
                     fmt::format("--status-map: \"{}\" must be WORD=bare or WORD=netted, for example "
                                 "未苫盖=bare,已苫盖=netted",
                                 entry)});
        }
        const bool fresh =
            out.emplace(entry.substr(0, equals), status == "bare" ? PatchStatus::bare : PatchStatus::netted)
                .second;
        if (!fresh) {
            misused({fmt::format("--status-map 中“{}”出现了两次。", entry.substr(0, equals)),
                     fmt::format("--status-map: \"{}\" is given twice", entry.substr(0, equals))});
        }
    }
    return out;
}

void check_source(const Words& words) {
    const bool rasters = !words.rasters.empty();
    const bool patches = !words.patches.empty();
    if (rasters == patches) {
        misused({"--raster 与 --patches 必须给出一个，且只能给出一个。",
                 "give either --raster or --patches, one of the two"});
    }
    if (rasters && words.bare.empty()) {
        misused({"用 --raster 时必须用 --bare 指定裸地的类别值，例如 --bare 1,3-5。",
                 "--raster needs --bare, the class values of bare land, for example --bare 1,3-5"});
    }
    if (patches && (words.status_field.empty() || words.status_map.empty())) {
        misused({"用 --patches 时必须给出 --status-field 和 --status-map。",
                 "--patches needs --status-field and --status-map"});
    }
    if (patches && !(words.bare + words.netted + words.unobserved).empty()) {
        misused({"--bare、--netted、--unobserved 只用于 --raster。",
                 "--bare, --netted and --unobserved go with --raster only"});
    }
    if (rasters && !(words.status_field + words.status_map).empty()) {
        misused({"--status-field、--status-map 只用于 --patches。",
                 "--status-field and --status-map go with --patches only"});
    }
    if (words.controlled.empty() && !(words.measure_field + words.from_field + words.to_field).empty()) {
        misused({"--measure-field、--from-field、--to-field 只用于 --controlled。",
                 "--measure-field, --from-field and --to-field go with --controlled only"});
    }
}

CellValues values_of(const Words& words) {
    CellValues values;
    if (!words.bare.empty()) values.bare = ValueSet::parse(words.bare, "--bare");
    if (!words.netted.empty()) values.netted = ValueSet::parse(words.netted, "--netted");
    if (!words.unobserved.empty()) values.unobserved = ValueSet::parse(words.unobserved, "--unobserved");
    require_disjoint(values.bare, "--bare", values.netted, "--netted");
    require_disjoint(values.bare, "--bare", values.unobserved, "--unobserved");
    require_disjoint(values.netted, "--netted", values.unobserved, "--unobserved");
    return values;
}

void check_units(const Words& words) {
    if (!words.units.empty()) return;
    if (words.workspace.empty()) {
        misused({"必须给出 --units（街乡镇文件），或用 --workspace 指定保存着街乡镇的工作区。",
                 "give --units, a file of the units, or --workspace, which keeps them"});
    }
    if (!(words.unit_id + words.unit_name + words.units_crs).empty()) {
        misused({"--unit-id、--unit-name、--units-crs 只用于 --units。",
                 "--unit-id, --unit-name and --units-crs go with --units only"});
    }
}

Options options_of(const Words& words, Lang lang) {
    check_units(words);
    check_source(words);
    Options options;
    options.workspace = words.workspace;
    if (!words.units.empty()) options.units = source_of(words.units, words, words.units_crs, "--units-crs");
    options.unit_id = words.unit_id;
    options.unit_name = words.unit_name;
    options.rasters = words.rasters;
    options.raster_crs = words.raster_crs;
    options.band = words.band;
    options.values = values_of(words);
    // Masks, zones and patches have no CRS option of their own: they come from GIS files that carry one.
    const auto optional_source = [&](const std::string& word) {
        return word.empty() ? std::optional<VectorSource>{} : source_of(word, words, "", "");
    };
    options.patches = optional_source(words.patches);
    options.status_field = words.status_field;
    options.status_map = status_map_of(words.status_map);
    options.controlled = optional_source(words.controlled);
    options.measure_field = words.measure_field;
    options.from_field = words.from_field;
    options.to_field = words.to_field;
    options.excluded = optional_source(words.excluded);
    options.zones = optional_source(words.zones);
    options.month = Month::parse(words.month, "--month");
    options.previous = words.previous;
    options.previous_year = words.previous_year;
    options.city_table = words.city_table;
    options.profile = words.profile;
    options.whole_raster = words.balance == "raster";
    options.out = words.out;
    options.lang = lang;
    options.threads = words.threads;
    options.quiet = words.quiet;
    options.fail_on_breach = words.fail_on_breach;
    return options;
}

}  // namespace

std::function<int()> add_command(CLI::App& app, Lang lang) {
    const auto words = std::make_shared<Words>();
    const auto text = [lang](const char* zh, const char* en) {
        return std::string(lang == Lang::zh ? zh : en);
    };
    CLI::App* rank = app.add_subcommand(
        "rank", text("每月裸地排名：按街乡镇统计裸露、已管控、未管控面积并排名",
                     "the monthly ranking: bare, controlled and uncontrolled area of every township"));
    const std::string units = text("街乡镇", "Units"), land = text("裸地", "Bare land"),
                      masks = text("管控与扣除", "Masks and zones"),
                      month = text("月份与规则", "Month and rules"), output = text("输出", "Output");
    rank->add_option("--workspace", words->workspace,
                     text("工作区：取用其中当月有效的街乡镇和分区、往月排名、区配置，并存入本月排名",
                          "the workspace: its units and zones of the month, earlier months and profile are "
                          "used where no file is given, and the month is stored in it"))
        ->type_name("FILE")
        ->group(units);
    rank->add_option("--units", words->units,
                     text("街乡镇边界，任何 OGR 能读的面图层；用 --workspace 时可不给",
                          "borders of the units, any OGR polygon source; not needed with --workspace"))
        ->type_name("FILE[:LAYER]")
        ->group(units);
    rank->add_option(
            "--unit-id", words->unit_id,
            text("代码字段；不给时按常用名识别", "id field; found by its usual names when not given"))
        ->type_name("FIELD")
        ->group(units);
    rank->add_option(
            "--unit-name", words->unit_name,
            text("名称字段；不给时按常用名识别", "name field; found by its usual names when not given"))
        ->type_name("FIELD")
        ->group(units);
    rank->add_option("--units-crs", words->units_crs,
                     text("街乡镇文件的坐标系（文件没写或写错时）",
                          "CRS of the units, where the file has none or a wrong one"))
        ->type_name("CRS")
        ->group(units);
    rank->add_option("--encoding", words->encoding,
                     text("属性文字的编码，如 GBK", "encoding of attribute text, e.g. GBK"))
        ->type_name("ENCODING")
        ->group(units);
    rank->add_option("--raster", words->rasters,
                     text("当月分类栅格，可多个；重叠处以先给出的为准",
                          "the month's class rasters; where they overlap the first observed value wins"))
        ->type_name("FILE...")
        ->expected(1, 100000)
        ->group(land);
    rank->add_option("--band", words->band, text("波段，默认 1", "band, 1 by default"))
        ->check(usage::whole_number(1, 65535, lang))
        ->type_name("N")
        ->group(land);
    rank->add_option("--bare", words->bare, text("裸地的值，如 1,3-5", "values of bare land, e.g. 1,3-5"))
        ->type_name("VALUES")
        ->group(land);
    rank->add_option("--netted", words->netted, text("苫盖（防尘网）的值", "values of netted ground"))
        ->type_name("VALUES")
        ->group(land);
    rank->add_option("--unobserved", words->unobserved,
                     text("云、阴影等没有观测到的值", "values of cloud, shadow and the like"))
        ->type_name("VALUES")
        ->group(land);
    rank->add_option("--raster-crs", words->raster_crs,
                     text("栅格的坐标系（文件没写或写错时）",
                          "CRS of the rasters, where the files have none or a wrong one"))
        ->type_name("CRS")
        ->group(land);
    rank->add_option("--patches", words->patches,
                     text("图斑面图层，代替 --raster", "polygons of bare land, instead of --raster"))
        ->type_name("FILE[:LAYER]")
        ->group(land);
    rank->add_option("--status-field", words->status_field,
                     text("图斑的状态字段", "status field of the patches"))
        ->type_name("FIELD")
        ->group(land);
    rank->add_option("--status-map", words->status_map,
                     text("状态词与类别，如 未苫盖=bare,已苫盖=netted",
                          "words of the status field, e.g. 未苫盖=bare,已苫盖=netted"))
        ->type_name("WORD=CLASS,...")
        ->group(land);
    rank->add_option("--controlled", words->controlled,
                     text("有管控措施的地块", "ground under a measure on record"))
        ->type_name("FILE[:LAYER]")
        ->group(masks);
    rank->add_option("--measure-field", words->measure_field,
                     text("措施字段（苫盖、绿化……）", "its field with the measure"))
        ->type_name("FIELD")
        ->group(masks);
    rank->add_option("--from-field", words->from_field,
                     text("措施起始日期字段", "its field with the first day"))
        ->type_name("FIELD")
        ->group(masks);
    rank->add_option("--to-field", words->to_field, text("措施截止日期字段", "its field with the last day"))
        ->type_name("FIELD")
        ->group(masks);
    rank->add_option("--excluded", words->excluded,
                     text("扣除的地块，如耕地", "ground that is taken out, such as farmland"))
        ->type_name("FILE[:LAYER]")
        ->group(masks);
    rank->add_option("--zones", words->zones,
                     text("分区（重点区域、严控区……），分别统计", "zones to report separately"))
        ->type_name("FILE[:LAYER]")
        ->group(masks);
    rank->add_option("--month", words->month, text("月份 YYYY-MM", "the month, YYYY-MM"))
        ->required()
        ->type_name("YYYY-MM")
        ->group(month);
    rank->add_option("--previous", words->previous, text("上月的 ranking.json", "last month's ranking.json"))
        ->type_name("FILE")
        ->group(month);
    rank->add_option("--previous-year", words->previous_year,
                     text("去年同月的 ranking.json", "ranking.json of the same month last year"))
        ->type_name("FILE")
        ->group(month);
    rank->add_option("--city-table", words->city_table,
                     text("全市各街乡镇未管控面积表，用于判断后 N 名",
                          "uncontrolled area of every unit of the city, to judge bottom-N rules"))
        ->type_name("FILE")
        ->group(month);
    rank->add_option("--profile", words->profile,
                     text("区配置：文件，或自带的 tongzhou、miyun",
                          "profile of the district: a file, or tongzhou or miyun"))
        ->type_name("FILE")
        ->group(month);
    rank->add_option("--balance", words->balance,
                     text("raster：核对整幅影像；units：只读街乡镇所在部分",
                          "raster: balance the whole raster; units: read only what units touch"))
        ->check(usage::one_of({"raster", "units"}, lang))
        ->type_name("raster|units")
        ->group(month);
    rank->add_option("--out", words->out, text("输出目录", "output directory"))
        ->required()
        ->type_name("DIR")
        ->group(output);
    // The program's own --lang, for the eyes of whoever reads this help; main has looked at it already.
    rank->add_option("--lang", words->lang, text("语言：zh 或 en", "language: zh or en"))
        ->check(usage::one_of({"zh", "en"}, lang))
        ->type_name("zh|en")
        ->group(output);
    rank->add_option("--threads", words->threads,
                     text("线程数，默认用全部处理器", "threads; all processors by default"))
        ->check(usage::whole_number(0, 1024, lang))
        ->type_name("N")
        ->group(output);
    rank->add_flag("--quiet", words->quiet, text("不显示进度和表格", "no progress bar, no table"))
        ->group(output);
    rank->add_flag("--fail-on-breach", words->fail_on_breach,
                   text("有超标时以状态 4 退出", "exit with status 4 when a rule is breached"))
        ->group(output);
    rank->footer(text(
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
