#include "jobs/workspace/command.hpp"

#include <CLI/CLI.hpp>
#include <array>
#include <memory>
#include <sstream>
#include <utility>

#include "geo/messages.hpp"
#include "geo/messages_network.hpp"
#include "geo/messages_workspace.hpp"
#include "jobs/usage.hpp"
#include "jobs/workspace/options.hpp"
#include "jobs/workspace/run.hpp"

namespace bareland::workspace {
namespace {

constexpr std::array roles = {Role::units, Role::zones, Role::wells, Role::sites, Role::roads};

// The words of `import`, before they are checked.
struct Words {
    std::string role, file, workspace = usual_workspace;
    std::string crs, axes, encoding, map, valid_from, valid_to, date, source, lang;
    bool quiet = false;
};

Role role_of(const std::string& name) {
    for (const Role role : roles) {
        if (name == role_name(role)) return role;
    }
    throw Error(messages::internal, "no layer " + name);  // CLI11 has checked it
}

// "name=名称,id=编号": what our columns are called in the file.
std::map<std::string, std::string> map_of(const std::string& text) {
    std::map<std::string, std::string> out;
    std::stringstream stream(text);
    for (std::string entry; std::getline(stream, entry, ',');) {
        const auto equals = entry.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == entry.size())
            throw Error(messages::bad_map, entry);
        if (!out.emplace(entry.substr(0, equals), entry.substr(equals + 1)).second)
            throw Error(messages::map_twice, entry.substr(0, equals));
    }
    return out;
}

// A month stands for its first day as a start and for its last day as an end.
std::optional<DateRange> days_of(const std::string& text, const char* option) {
    if (text.empty()) return std::nullopt;
    const auto days = parse_date(text);
    if (!days) throw Error(messages::bad_day, option, text);
    return days;
}

Validity validity_of(const Words& words, Role role) {
    const auto from = days_of(words.valid_from, "--valid-from");
    const auto to = days_of(words.valid_to, "--valid-to");
    if ((from || to) && !has_validity(role)) throw Error(messages::without_validity, words.role);
    Validity validity;
    if (from) validity.from = from->first;
    if (to) validity.to = to->last;
    if (from && to && *validity.to < *validity.from)
        throw Error(messages::days_reversed, validity.from->text(), validity.to->text());
    return validity;
}

std::optional<Date> date_of(const Words& words, Role role) {
    if (words.date.empty()) return std::nullopt;
    if (role != Role::roads) throw Error(messages::date_without_roads, words.role);
    const auto days = parse_date(words.date);
    if (!days || days->first != days->last) throw Error(messages::network_day, words.date);
    return days->first;
}

ImportOptions options_of(const Words& words, Lang lang) {
    ImportOptions options;
    options.role = role_of(words.role);
    RegistrySource& source = options.source;
    source.source = VectorSource::parse(words.file);
    source.source.encoding = words.encoding;
    source.source.crs_option = "--crs";
    source.crs = words.crs;
    source.axes = words.axes;
    source.map = map_of(words.map);
    source.validity = validity_of(words, options.role);
    options.date = date_of(words, options.role);
    options.workspace = words.workspace;
    options.text = words.source;
    options.lang = lang;
    options.quiet = words.quiet;
    return options;
}

// Words in the language of the help.
class In {
  public:
    explicit In(Lang lang) : lang_(lang) {}
    std::string operator()(const char* zh, const char* en) const { return lang_ == Lang::zh ? zh : en; }

  private:
    Lang lang_;
};

// The program's own --lang, for the eyes of whoever reads this help; main has looked at it already.
void add_common(CLI::App& command, std::string& lang_word, bool& quiet, Lang lang) {
    const In in(lang);
    command.add_option("--lang", lang_word, in("语言：zh 或 en", "language: zh or en"))
        ->check(usage::one_of({"zh", "en"}, lang))
        ->type_name("zh|en");
    command.add_flag("--quiet", quiet, in("成功时不显示任何内容", "say nothing when all went well"));
}

}  // namespace

std::function<int()> add_init(CLI::App& app, Lang lang) {
    const auto options = std::make_shared<InitOptions>();
    const auto lang_word = std::make_shared<std::string>();
    const In in(lang);
    CLI::App* init =
        app.add_subcommand("init", in("新建工作区：保存街乡镇、分区、水源井、道路和各月排名的文件",
                                      "make a workspace, the file that keeps units, zones, wells, "
                                      "roads and rankings"));
    init->add_option("WORKSPACE", options->workspace,
                     in("工作区文件，默认 bareland.sqlite；已存在的文件不会被覆盖",
                        "the file, bareland.sqlite by default; one that exists is not replaced"))
        ->type_name("FILE");
    init->add_option("--profile", options->profile,
                     in("区配置：文件，或自带的 tongzhou、miyun；保存在工作区中",
                        "profile of the district, kept in the workspace: a file, or tongzhou or miyun"))
        ->type_name("FILE");
    add_common(*init, *lang_word, options->quiet, lang);
    init->footer(in("例：bareland init 通州.sqlite --profile tongzhou",
                    "Example: bareland init tongzhou.sqlite --profile tongzhou"));
    return [options, lang_word, lang] {
        options->lang = lang;
        return execute(*options);
    };
}

std::function<int()> add_import(CLI::App& app, Lang lang) {
    const auto words = std::make_shared<Words>();
    Words& w = *words;
    const In in(lang);
    CLI::App* import = app.add_subcommand(
        "import", in("把街乡镇、分区、水源井、项目或道路的文件导入工作区",
                     "bring a file of units, zones, wells, sites or roads into the workspace"));
    std::vector<std::string> names;
    for (const Role role : roles)
        names.emplace_back(role_name(role));
    import->add_option("LAYER", w.role, in("导入为哪一类", "what the file holds"))
        ->required()
        ->check(usage::one_of(names, lang))
        ->type_name("units|zones|wells|sites|roads");
    import
        ->add_option(
            "FILE", w.file,
            in("Shapefile、GeoPackage、GeoJSON、KML、CSV、XLSX、ODS；道路也可以是 OSM 数据（.osm.pbf 等）",
               "Shapefile, GeoPackage, GeoJSON, KML, CSV, XLSX or ODS; roads also OSM data "
               "(.osm.pbf ...)"))
        ->required()
        ->type_name("FILE[:LAYER]");
    const auto option = [&](const char* name, std::string& value, const char* type, const char* zh,
                            const char* en) {
        return import->add_option(name, value, in(zh, en))->type_name(type);
    };
    option("--workspace", w.workspace, "FILE", "工作区，默认 bareland.sqlite",
           "the workspace, bareland.sqlite by default");
    option("--crs", w.crs, "CRS", "坐标系：EPSG:n、gcj02 或 bd09；不给时取文件自带的，经纬度列按 EPSG:4490",
           "CRS: EPSG:n, gcj02 or bd09; else the file's own, EPSG:4490 for lon/lat columns");
    option("--axes", w.axes, "en|ne", "表格中坐标列的次序：en 东在前，ne 北在前（X 为北）",
           "what x and y columns are: en east first, ne north first (x is northing)")
        ->check(usage::one_of({"en", "ne"}, lang));
    option("--encoding", w.encoding, "ENCODING", "文字的编码，如 GBK", "encoding of text, e.g. GBK");
    option("--map", w.map, "COLUMN=HEADER,...", "列与表头的对应，如 name=名称,radius_m=保护半径",
           "which header stands for which column, e.g. name=名称,radius_m=保护半径");
    option("--valid-from", w.valid_from, "DATE", "文件没写时的生效日期",
           "first day, where the file has none");
    option("--valid-to", w.valid_to, "DATE", "文件没写时的失效日期", "last day, where the file has none");
    option("--date", w.date, "DATE",
           "路网数据的日期（roads）：同一日期的文件是一个路网；不给时取 OSM 文件自带的",
           "the day road data are of: files of one day are one network; else as an OSM file says");
    option("--source", w.source, "TEXT", "来源说明，记入工作区的历史",
           "where the file comes from, for the workspace's history");
    add_common(*import, w.lang, w.quiet, lang);
    import->footer(
        in("例：bareland import zones 水源保护区.shp --crs EPSG:4549 --valid-from 2020-02-14 --source "
           "通政办发〔2020〕5号\n"
           "同编号、同生效日期的记录被替换；较晚生效的使前一版本于前一日终止。要么全部导入，要么保持原样。\n"
           "退出状态：0 完成，1 失败（如另一个程序正在写入），2 用法有误，3 数据不可用。",
           "Example: bareland import zones zones.shp --crs EPSG:4549 --valid-from 2020-02-14 --source "
           "\"notice 2020/5\"\n"
           "A record replaces the one of its id and first day; one that starts later ends the version before "
           "it on the eve. All of the file is taken in, or nothing.\n"
           "Exit status: 0 done, 1 failed (another program is writing, say), 2 wrong usage, 3 unusable "
           "input."));
    return [words, lang] { return execute(options_of(*words, lang)); };
}

}  // namespace bareland::workspace
