#include "jobs/rank/input_words.hpp"

#include <sstream>

#include "geo/messages.hpp"
#include "jobs/declaring.hpp"
#include "jobs/usage.hpp"

namespace bareland::rank {
namespace {

[[noreturn]] void misused(const Text& text) {
    throw Error(messages::usage, text);
}

VectorSource source_of(const std::string& word, const InputWords& words, const std::string& crs,
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

void check_source(const InputWords& words) {
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

CellValues values_of(const InputWords& words) {
    CellValues values;
    if (!words.bare.empty()) values.bare = ValueSet::parse(words.bare, "--bare");
    if (!words.netted.empty()) values.netted = ValueSet::parse(words.netted, "--netted");
    if (!words.unobserved.empty()) values.unobserved = ValueSet::parse(words.unobserved, "--unobserved");
    require_disjoint(values.bare, "--bare", values.netted, "--netted");
    require_disjoint(values.bare, "--bare", values.unobserved, "--unobserved");
    require_disjoint(values.netted, "--netted", values.unobserved, "--unobserved");
    return values;
}

void check_units(const InputWords& words) {
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

}  // namespace

void declare_inputs(usage::Declaring& say, InputWords& w, const Text& workspace) {
    say.group("街乡镇", "Units");
    say.option("--workspace", w.workspace, "FILE", workspace.zh.c_str(), workspace.en.c_str());
    say.option("--units", w.units, "FILE[:LAYER]",
               "街乡镇边界，任何 OGR 能读的面图层；用 --workspace 时可不给",
               "borders of the units, any OGR polygon source; not needed with --workspace");
    say.option("--unit-id", w.unit_id, "FIELD", "代码字段；不给时按常用名识别",
               "id field; found by its usual names when not given");
    say.option("--unit-name", w.unit_name, "FIELD", "名称字段；不给时按常用名识别",
               "name field; found by its usual names when not given");
    say.option("--units-crs", w.units_crs, "CRS", "街乡镇文件的坐标系（文件没写或写错时）",
               "CRS of the units, where the file has none or a wrong one");
    say.option("--encoding", w.encoding, "ENCODING", "属性文字的编码，如 GBK",
               "encoding of attribute text, e.g. GBK");
    say.group("裸地", "Bare land");
    say.option("--raster", w.rasters, "FILE...", "当月分类栅格，可多个；重叠处以先给出的为准",
               "the month's class rasters; where they overlap the first observed value wins")
        ->expected(1, 100000);
    say.option("--band", w.band, "N", "波段，默认 1", "band, 1 by default")
        ->check(usage::whole_number(1, 65535, say.lang()));
    say.option("--bare", w.bare, "VALUES", "裸地的值，如 1,3-5", "values of bare land, e.g. 1,3-5");
    say.option("--netted", w.netted, "VALUES", "苫盖（防尘网）的值", "values of netted ground");
    say.option("--unobserved", w.unobserved, "VALUES", "云、阴影等没有观测到的值",
               "values of cloud, shadow and the like");
    say.option("--raster-crs", w.raster_crs, "CRS", "栅格的坐标系（文件没写或写错时）",
               "CRS of the rasters, where the files have none or a wrong one");
    say.option("--patches", w.patches, "FILE[:LAYER]", "图斑面图层，代替 --raster",
               "polygons of bare land, instead of --raster");
    say.option("--status-field", w.status_field, "FIELD", "图斑的状态字段", "status field of the patches");
    say.option("--status-map", w.status_map, "WORD=CLASS,...", "状态词与类别，如 未苫盖=bare,已苫盖=netted",
               "words of the status field, e.g. 未苫盖=bare,已苫盖=netted");
    say.group("管控与扣除", "Masks and zones");
    say.option("--controlled", w.controlled, "FILE[:LAYER]", "有管控措施的地块",
               "ground under a measure on record");
    say.option("--measure-field", w.measure_field, "FIELD", "措施字段（苫盖、绿化……）",
               "its field with the measure");
    say.option("--from-field", w.from_field, "FIELD", "措施起始日期字段", "its field with the first day");
    say.option("--to-field", w.to_field, "FIELD", "措施截止日期字段", "its field with the last day");
    say.option("--excluded", w.excluded, "FILE[:LAYER]", "扣除的地块，如耕地",
               "ground that is taken out, such as farmland");
    say.option("--zones", w.zones, "FILE[:LAYER]", "分区（重点区域、严控区……），分别统计",
               "zones to report separately");
}

void declare_month(usage::Declaring& say, InputWords& w) {
    say.group("月份与规则", "Month and rules");
    say.option("--month", w.month, "YYYY-MM", "月份 YYYY-MM", "the month, YYYY-MM")->required();
    say.option("--profile", w.profile, "FILE", "区配置：文件，或自带的 tongzhou、miyun",
               "profile of the district: a file, or tongzhou or miyun");
}

void declare_manner(usage::Declaring& say, InputWords& w, std::string& lang) {
    say.option("--lang", lang, "zh|en", "语言：zh 或 en", "language: zh or en")
        ->check(usage::one_of({"zh", "en"}, say.lang()));
    say.option("--threads", w.threads, "N", "线程数，默认用全部处理器", "threads; all processors by default")
        ->check(usage::whole_number(0, 1024, say.lang()));
    say.flag("--quiet", w.quiet, "不显示进度和表格", "no progress bar, no table");
}

Options input_options(const InputWords& words, Lang lang) {
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
    options.profile = words.profile;
    options.lang = lang;
    options.threads = words.threads;
    options.quiet = words.quiet;
    return options;
}

}  // namespace bareland::rank
