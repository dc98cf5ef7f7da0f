#include "jobs/zones/command.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "geo/messages.hpp"
#include "jobs/usage.hpp"
#include "jobs/zones/build.hpp"
#include "jobs/zones/registry_command.hpp"

namespace bareland::zones {
namespace {

// The words of the command line, before they are checked.
struct Words {
    std::string recipe;
    std::vector<std::string> roads;
    std::string units, wells, workspace, out;
    std::string roads_crs, units_crs, wells_crs, encoding, lang;
    bool quiet = false;
};

RegistrySource source_of(const std::string& file, const std::string& crs, const char* crs_option,
                         const Words& words) {
    return RegistrySource::parse(file, crs, crs_option, words.encoding);
}

void check(const Words& words) {
    const auto goes_with = [](const std::string& value, const char* option, bool file,
                              const char* file_option) {
        if (value.empty() || file) return;
        throw Error(messages::usage, Text{fmt::format("{} 只用于 {}。", option, file_option),
                                          fmt::format("{} goes with {} only", option, file_option)});
    };
    goes_with(words.roads_crs, "--roads-crs", !words.roads.empty(), "--roads");
    goes_with(words.units_crs, "--units-crs", !words.units.empty(), "--units");
    goes_with(words.wells_crs, "--wells-crs", !words.wells.empty(), "--wells");
}

BuildOptions options_of(const Words& words, Lang lang) {
    check(words);
    BuildOptions options;
    options.recipe = words.recipe;
    for (const std::string& file : words.roads)
        options.roads.push_back(source_of(file, words.roads_crs, "--roads-crs", words));
    if (!words.units.empty()) options.units = source_of(words.units, words.units_crs, "--units-crs", words);
    if (!words.wells.empty()) options.wells = source_of(words.wells, words.wells_crs, "--wells-crs", words);
    options.workspace = words.workspace;
    options.out = words.out;
    options.lang = lang;
    options.quiet = words.quiet;
    return options;
}

void declare_build(CLI::App& command, Words& w, Lang lang) {
    const auto in = [lang](const char* zh, const char* en) {
        return std::string(lang == Lang::zh ? zh : en);
    };
    const std::string inputs = in("输入", "Inputs"), output = in("输出", "Output");
    const auto option = [&](const char* name, auto& value, const char* type, const std::string& group,
                            const char* zh, const char* en) {
        return command.add_option(name, value, in(zh, en))->type_name(type)->group(group);
    };
    option("RECIPE", w.recipe, "FILE", inputs, "分区方案（TOML），写法见 docs/recipes.md",
           "the recipe (TOML), as docs/recipes.md describes it")
        ->required();
    option("--roads", w.roads, "FILE[:LAYER]...", inputs, "道路、铁路、河流、堤等线路，可多个",
           "roads, railways, rivers, dykes; several files may be given")
        ->expected(1, 1000);
    option("--units", w.units, "FILE[:LAYER]", inputs, "街乡镇边界", "borders of the townships");
    option("--wells", w.wells, "FILE[:LAYER]", inputs, "水源井", "wells");
    option("--workspace", w.workspace, "FILE", inputs,
           "工作区：没有另给的线路、街乡镇、水源井取自这里，结果存入其中",
           "the workspace: what is not given otherwise is taken from it, and the zones are kept in it");
    option("--roads-crs", w.roads_crs, "CRS", inputs, "线路的坐标系", "CRS of the roads");
    option("--units-crs", w.units_crs, "CRS", inputs, "街乡镇的坐标系", "CRS of the townships");
    option("--wells-crs", w.wells_crs, "CRS", inputs, "水源井的坐标系", "CRS of the wells");
    option("--encoding", w.encoding, "ENCODING", inputs, "属性文字的编码，如 GBK",
           "encoding of attribute text, e.g. GBK");
    option("--out", w.out, "FILE", output, "分区文件，默认 zones.gpkg；有 --workspace 时可不写",
           "the zones file, zones.gpkg by default; none is written with --workspace alone");
    // The program's own --lang, for the eyes of whoever reads this help; main has looked at it already.
    option("--lang", w.lang, "zh|en", output, "语言：zh 或 en", "language: zh or en")
        ->check(usage::one_of({"zh", "en"}, lang));
    command.add_flag("--quiet", w.quiet, in("不显示报告", "print no report"))->group(output);
    command.footer(
        in("例：bareland zones build 通州2024.toml --roads 道路.gpkg --units 街乡镇.gpkg --out zones.gpkg\n"
           "写出 zones.gpkg、zones_report.json（每一块怎样找到的）、zones_found.gpkg（找到的线和相接处）。\n"
           "方案行不通时只写 zones_found.gpkg，原有的分区文件保持不变。\n"
           "退出状态：0 完成，1 失败，2 用法有误，3 方案或数据不可用。",
           "Example: bareland zones build tongzhou-2024.toml --roads roads.gpkg --units towns.gpkg --out "
           "zones.gpkg\n"
           "Writes zones.gpkg, zones_report.json (how each piece was found) and zones_found.gpkg (lines and "
           "places found).\n"
           "When a recipe does not work out only zones_found.gpkg is written; an earlier zones file stays.\n"
           "Exit status: 0 done, 1 failed, 2 wrong usage, 3 unusable recipe or input."));
}

}  // namespace

std::function<int()> add_command(CLI::App& app, Lang lang) {
    const auto words = std::make_shared<Words>();
    CLI::App* zones = app.add_subcommand(
        "zones", lang == Lang::zh ? "分区：由文件原文生成，查询，比较"
                                  : "zones: built from their legal text, listed, compared");
    zones->require_subcommand(1);
    CLI::App* command =
        zones->add_subcommand("build", lang == Lang::zh ? "按分区方案生成分区的范围和报告"
                                                        : "makes the zones of a recipe, and a report of how");
    declare_build(*command, *words, lang);
    const auto registry = add_registry_commands(*zones, lang);
    return [words, registry, lang] {
        if (const auto status = registry()) return *status;
        return execute_build(options_of(*words, lang));
    };
}

}  // namespace bareland::zones
