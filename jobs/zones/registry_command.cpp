#include "jobs/zones/registry_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "geo/messages.hpp"
#include "geo/messages_zones.hpp"
#include "jobs/usage.hpp"
#include "jobs/zones/registry_outputs.hpp"
#include "jobs/zones/registry_read.hpp"
#include "jobs/zones/registry_text.hpp"
#include "layers/clock.hpp"

namespace bareland::zones {
namespace {

namespace fs = std::filesystem;

// What the words of all five commands have in common, before they are checked.
struct Words {
    std::string workspace, zones, wells, units, sites;
    std::string zones_crs, wells_crs, units_crs, sites_crs;
    std::string encoding, profile, as_of, lang, out;
    std::string id, first, second;
    double within_m = 1000;
    bool all = false;
};

[[noreturn]] void misused(const Text& text) {
    throw Error(messages::usage, text);
}

Date day_of(const std::string& text, const std::string& option) {
    const auto range = parse_date(text);
    if (!range || range->first != range->last) throw Error(messages::zones_bad_day, option, text);
    return range->first;
}

Date as_of(const Words& words) {
    return words.as_of.empty() ? today() : day_of(words.as_of, "--as-of");
}

std::optional<RegistrySource> source_of(const std::string& word, const Words& words, const std::string& crs,
                                        const std::string& crs_option) {
    if (word.empty()) return std::nullopt;
    return RegistrySource::parse(word, crs, crs_option, words.encoding);
}

RegistrySources sources_of(const Words& words, bool wells_suffice) {
    RegistrySources sources;
    sources.zones = source_of(words.zones, words, words.zones_crs, "--zones-crs");
    sources.wells = source_of(words.wells, words, words.wells_crs, "--wells-crs");
    sources.units = source_of(words.units, words, words.units_crs, "--units-crs");
    sources.sites = source_of(words.sites, words, words.sites_crs, "--sites-crs");
    sources.profile = words.profile;
    if (sources.from_files() && !words.workspace.empty()) {
        misused({"--workspace 与 --zones、--wells、--units 不能同时使用：要么取自工作区，要么取自文件。",
                 "--workspace does not go with --zones, --wells and --units: give a workspace or files"});
    }
    if (sources.from_files() && !sources.zones && !(wells_suffice && sources.wells)) {
        misused({"不用工作区时必须用 --zones 给出分区文件。",
                 "without a workspace --zones, the file of the zones, is needed"});
    }
    sources.workspace = words.workspace.empty() ? "bareland.sqlite" : words.workspace;
    return sources;
}

void print(const std::string& text) {
    fmt::print(stdout, "{}", text);
}

// Findings of reading come first: they say how the file was understood.
std::string reading(const Registry& registry, Lang lang) {
    return registry.findings.empty() ? "" : "\n" + finding_lines(registry.findings, lang);
}

int run_list(const Words& words, Lang lang) {
    const Date day = as_of(words);
    const Registry registry = read_registry(sources_of(words, false), {});
    print(list_report(registry, day, words.all, lang) + reading(registry, lang));
    return 0;
}

int run_show(const Words& words, Lang lang) {
    const Date day = as_of(words);
    const Registry registry = read_registry(sources_of(words, false), {});
    print(show_report(shown_zone(registry, words.id, day), lang) + reading(registry, lang));
    return 0;
}

int run_diff(const Words& words, Lang lang) {
    const Date first = day_of(words.first, "DATE1");
    const Date second = day_of(words.second, "DATE2");
    if (second < first) throw Error(messages::zones_days_reversed, first.text(), second.text());
    std::optional<OutputDir> directory;
    const RegistrySources sources = sources_of(words, false);
    if (!words.out.empty()) directory.emplace(words.out);
    const Registry registry = read_registry(sources, {});
    const Diff diff = diff_of(registry, first, second);
    if (directory) {
        write_diff(*directory, diff, registry, lang);
        directory->commit();
    }
    print(diff_report(diff, lang) + reading(registry, lang));
    if (directory) print(diff_written(*directory, lang));
    return 0;
}

int run_check(const Words& words, Lang lang) {
    const Date day = as_of(words);
    std::optional<OutputDir> directory;
    const RegistrySources sources = sources_of(words, false);
    if (!words.out.empty()) directory.emplace(words.out);
    const Registry registry = read_registry(sources, {true, false});
    const Check check = check_of(registry, day);
    if (directory) {
        write_check(*directory, check, registry, lang);
        directory->commit();
    }
    print(check_report(check, lang) + reading(registry, lang));
    if (directory) print(check_written(*directory, lang));
    return 0;
}

fs::path dossier_file(const Words& words) {
    const fs::path file = words.out;
    if (file.filename().empty() || (file.extension() != ".json" && file.extension() != ".xlsx")) {
        throw Error(messages::zones_bad_extension, words.out);
    }
    return fs::absolute(file);
}

int run_dossier(const Words& words, Lang lang) {
    const Date day = as_of(words);
    const fs::path file = dossier_file(words);
    const RegistrySources sources = sources_of(words, true);
    OutputDir directory(file.parent_path());
    const Registry registry = read_registry(sources, {true, true});
    const Dossier dossier = dossier_of(registry, words.id, day, words.within_m);
    write_dossier(directory, file.filename().string(), dossier, registry, lang);
    directory.commit();
    const Text written{"已写入 {}\n", "Written to {}\n"};
    print(dossier_report(dossier, lang) + fmt::format(fmt::runtime(written.in(lang)), file.string()));
    return 0;
}

CLI::Validator metres(Lang lang) {
    const auto check = [lang](const std::string& text) -> std::string {
        double value = 0;
        if (CLI::detail::lexical_cast(text, value) && value >= 0 && value <= 100000) return {};
        return lang == Lang::zh ? fmt::format("应为 0 到 100000 的米数，而不是“{}”。", text)
                                : fmt::format("expected metres from 0 to 100000, not \"{}\".", text);
    };
    return {check, ""};
}

class Commands {
  public:
    Commands(CLI::App& zones, Lang lang) : zones_(zones), lang_(lang) {}
    std::function<std::optional<int>()> add();

  private:
    using Run = int (*)(const Words&, Lang);
    CLI::App* command(const char* name, const char* zh, const char* en, Run run);
    void add_files(CLI::App& app, bool sites);
    void add_as_of(CLI::App& app);
    CLI::Option* option(CLI::App& app, const char* name, std::string& word, const char* type, const char* zh,
                        const char* en);
    std::string in(const char* zh, const char* en) const { return lang_ == Lang::zh ? zh : en; }

    CLI::App& zones_;
    Lang lang_;
    std::shared_ptr<Words> words_ = std::make_shared<Words>();
    std::vector<std::pair<CLI::App*, Run>> runs_;
};

CLI::App* Commands::command(const char* name, const char* zh, const char* en, Run run) {
    CLI::App* app = zones_.add_subcommand(name, in(zh, en));
    runs_.emplace_back(app, run);
    return app;
}

CLI::Option* Commands::option(CLI::App& app, const char* name, std::string& word, const char* type,
                              const char* zh, const char* en) {
    return app.add_option(name, word, in(zh, en))->type_name(type);
}

void Commands::add_files(CLI::App& app, bool sites) {
    Words& w = *words_;
    option(app, "--workspace", w.workspace, "FILE", "工作区，默认 bareland.sqlite",
           "the workspace, bareland.sqlite by default");
    option(app, "--zones", w.zones, "FILE[:LAYER]", "分区文件，不用工作区时",
           "file of zones, instead of a workspace");
    option(app, "--wells", w.wells, "FILE[:LAYER]", "水源井文件", "file of wells");
    option(app, "--units", w.units, "FILE[:LAYER]", "街乡镇文件", "file of units");
    option(app, "--zones-crs", w.zones_crs, "CRS", "分区文件的坐标系：EPSG:n、gcj02 或 bd09",
           "CRS of the zones: EPSG:n, gcj02 or bd09");
    option(app, "--wells-crs", w.wells_crs, "CRS", "水源井文件的坐标系", "CRS of the wells");
    option(app, "--units-crs", w.units_crs, "CRS", "街乡镇文件的坐标系", "CRS of the units");
    if (sites) {
        option(app, "--sites", w.sites, "FILE[:LAYER]", "项目文件，代替工作区中的项目",
               "file of sites, in the workspace's stead");
        option(app, "--sites-crs", w.sites_crs, "CRS", "项目文件的坐标系", "CRS of the sites");
    }
    option(app, "--encoding", w.encoding, "ENCODING", "属性文字的编码，如 GBK",
           "encoding of attribute text, e.g. GBK");
    option(app, "--profile", w.profile, "FILE", "区配置；不给时用工作区自带的",
           "profile of the district; the workspace's own when not given");
    option(app, "--lang", w.lang, "zh|en", "语言：zh 或 en", "language: zh or en")
        ->check(usage::one_of({"zh", "en"}, lang_));
}

void Commands::add_as_of(CLI::App& app) {
    option(app, "--as-of", words_->as_of, "YYYY-MM-DD", "按哪一天的版本，默认今天",
           "the day whose versions count, today by default");
}

std::function<std::optional<int>()> Commands::add() {
    Words& w = *words_;
    CLI::App* list = command("list", "列出某日生效的分区", "the zones in force on a day", run_list);
    list->add_flag("--all", w.all, in("列出全部版本", "all versions"));
    add_as_of(*list);
    add_files(*list, false);

    CLI::App* show = command("show", "显示一个分区的全部信息", "all that is known of one zone", run_show);
    option(*show, "ID", w.id, "", "分区的编号或名称", "id or name of the zone")->required();
    add_as_of(*show);
    add_files(*show, false);

    CLI::App* diff = command("diff", "两个日期之间分区的变化", "what changed between two days", run_diff);
    option(*diff, "DATE1", w.first, "", "较早的日期 YYYY-MM-DD", "the earlier day, YYYY-MM-DD")->required();
    option(*diff, "DATE2", w.second, "", "较晚的日期 YYYY-MM-DD", "the later day, YYYY-MM-DD")->required();
    option(*diff, "--out", w.out, "DIR", "输出目录：变化表和增减范围图层",
           "output directory: the table, and what was added and removed as a layer");
    add_files(*diff, false);

    CLI::App* check = command("check", "核对分区的面积、重叠、日期和责任单位",
                              "areas against the documents, overlaps, dates and owners", run_check);
    option(*check, "--out", w.out, "DIR", "输出目录", "output directory");
    add_as_of(*check);
    add_files(*check, false);

    CLI::App* dossier =
        command("dossier", "水源地一源一档", "all that is known of one water source", run_dossier);
    option(*dossier, "ID", w.id, "", "水源地名称，或水源井、分区的编号",
           "name of the source, or id of a well or zone")
        ->required();
    option(*dossier, "--out", w.out, "FILE", "输出文件，.json 或 .xlsx", "output file, .json or .xlsx")
        ->required();
    dossier
        ->add_option("--within", w.within_m,
                     in("列出多少米以内的项目，默认 1000",
                        "metres round the zones to list projects in, 1000 by default"))
        ->check(metres(lang_))
        ->type_name("METRES");
    add_as_of(*dossier);
    add_files(*dossier, true);

    return [runs = runs_, words = words_, lang = lang_]() -> std::optional<int> {
        for (const auto& [app, run] : runs) {
            if (app->parsed()) return run(*words, lang);
        }
        return std::nullopt;
    };
}

}  // namespace

std::function<std::optional<int>()> add_registry_commands(CLI::App& zones, Lang lang) {
    return Commands(zones, lang).add();
}

}  // namespace bareland::zones
