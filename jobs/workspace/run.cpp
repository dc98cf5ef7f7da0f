#include "jobs/workspace/run.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <span>
#include <utility>

#include "geo/messages_network.hpp"
#include "geo/messages_workspace.hpp"
#include "jobs/sites/read.hpp"
#include "layers/sha256.hpp"
#include "layers/utf8.hpp"

namespace bareland::workspace {
namespace {

std::string name_of(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

// Of several files (a shapefile): of what sha256sum prints for them, so that it can be repeated by hand.
std::string hash_of(const std::vector<std::string>& files) {
    if (files.size() == 1) return sha256_of_file(files.front());
    std::string lines;
    for (const std::string& file : files)
        lines += sha256_of_file(file) + "  " + name_of(file) + "\n";
    return sha256_of(lines);
}

InputRecord input_of(const ImportOptions& options, const std::vector<std::string>& files,
                     const std::string& crs) {
    InputRecord input;
    input.role = role_name(options.role);
    input.name = name_of(options.source.source.file);
    if (!options.source.source.layer.empty()) input.name += ":" + options.source.source.layer;
    input.sha256 = hash_of(files);
    input.crs = crs;
    input.text = options.text;
    return input;
}

template <class Record>
using Read = RegistryLayer<Record> (*)(const RegistrySource&);
template <class Record>
using Put = PutReport (Workspace::*)(std::span<const Record>, const InputRecord&, const std::string&);

// How far places may be off for the way their coordinates came by: kept with each record, for a check to add.
template <class Record>
void note_uncertainty(RegistryLayer<Record>& layer, const Profile& profile) {
    if constexpr (requires(Record & record) { record.extra_uncertainty_m; }) {
        const double extra_m = layer.extra_uncertainty_m > 0
                                   ? layer.extra_uncertainty_m
                                   : sites::datum_extra(layer.crs, profile.sites.uncertainty_m.datum);
        for (Record& record : layer.records)
            record.extra_uncertainty_m = extra_m;
    }
}

// Opened for writing at once: what cannot be written is told before a large file is read. Closed meanwhile,
// so that nobody waits.
Profile profile_of(const ImportOptions& options) {
    return Workspace::open(options.workspace, Workspace::Access::write).profile();
}

RegistrySource source_of(const ImportOptions& options, const Profile& profile) {
    RegistrySource source = options.source;
    source.district = profile.reference_extent;
    return source;
}

// `put`: what brings the layer's records into the workspace.
template <class Layer, class Put>
ImportResult stored(const ImportOptions& options, Layer& layer, Put put) {
    ImportResult result;
    result.input = input_of(options, layer.files, layer.crs);
    Workspace workspace = Workspace::open(options.workspace, Workspace::Access::write);
    PutReport report = put(workspace, result.input);
    result.change = std::move(report.change);
    result.findings = std::move(layer.findings);
    result.findings.insert(result.findings.end(), report.findings.begin(), report.findings.end());
    return result;
}

template <class Record>
ImportResult import(const ImportOptions& options, Read<Record> read, Put<Record> put) {
    const Profile profile = profile_of(options);
    RegistryLayer<Record> layer = read(source_of(options, profile));
    note_uncertainty(layer, profile);
    return stored(options, layer, [&](Workspace& workspace, const InputRecord& input) {
        return (workspace.*put)(layer.records, input, "import");
    });
}

// Roads without a date stay behind those that have one.
void say_if_older(const Workspace& workspace, std::vector<Finding>& findings) {
    const auto newest = workspace.roads_version();
    if (newest && newest->date)
        findings.push_back(find(messages::network_without_date, "", newest->date->text()));
}

// What the roads make, with all others of their date.
network::BuildReport built(const Workspace& workspace, const Profile& profile,
                           const std::optional<Date>& date) {
    const Date day = date.value_or(Date{1, 1, 1});  // before all that have one
    const std::vector<RoadRecord> roads = workspace.roads(day);
    const std::vector<TurnBanRecord> bans = workspace.turn_bans(day);
    network::BuildOptions options;
    options.date = date;
    options.join_m = profile.routes.network.join_m;
    options.gap_m = profile.routes.network.gap_m;
    return network::build_network(roads, bans, options).report;
}

ImportResult import_roads(const ImportOptions& options) {
    const Profile profile = profile_of(options);
    RoadLayer layer = read_roads(source_of(options, profile));
    const std::optional<Date> date = options.date ? options.date : layer.date;
    std::optional<network::BuildReport> report;
    ImportResult result = stored(options, layer, [&](Workspace& workspace, const InputRecord& input) {
        PutReport put = workspace.put_roads(layer.records, layer.bans, date, input);
        if (!date) say_if_older(workspace, put.findings);
        report = built(workspace, profile, date);
        return put;
    });
    result.network_date = date;
    result.findings.insert(result.findings.end(), report->findings.begin(), report->findings.end());
    result.network = std::move(report);
    return result;
}

// ---- what is said --------------------------------------------------------------------------------------

Text word_of(Role role) {
    switch (role) {
        case Role::units:
            return {"街乡镇", "units"};
        case Role::zones:
            return {"分区", "zones"};
        case Role::wells:
            return {"水源井", "wells"};
        case Role::sites:
            return {"项目", "sites"};
        case Role::roads:
            break;
    }
    return {"道路", "roads"};
}

void say_line(const Text& text, Lang lang) {
    fmt::print(stdout, "{}\n", valid_utf8(text.in(lang)));
}

// What was recognised has to be seen at once; of a defect that thousands of features share, the first few do.
void say_findings(const std::vector<Finding>& findings, Lang lang) {
    constexpr int listed = 5;
    std::map<std::string, int> told;
    for (const Finding& finding : findings) {
        if (++told[finding.code] > listed) continue;
        const std::string line = fmt::format("  {} {}", finding.code, finding.text.in(lang));
        say_line({line, line}, lang);
    }
    for (const auto& [code, count] : told) {
        if (count <= listed) continue;
        say_line({fmt::format("  {} 另有 {} 条同类。", code, count - listed),
                  fmt::format("  {} {} more of this kind", code, count - listed)},
                 lang);
    }
}

// The nearest of the places where something may be missing between two roads.
void say_gaps(const network::BuildReport& report, Lang lang) {
    constexpr std::size_t listed = 5;
    const auto& gaps = report.suspicious_gaps;
    if (gaps.empty()) return;
    say_line(
        {fmt::format("  可能断开的地方 {} 处（断头路旁另有道路），请核对：", gaps.size()),
         fmt::format("  {} places where roads may be apart by mistake (a dead end with another road beside "
                     "it); look at",
                     gaps.size())},
        lang);
    for (std::size_t i = 0; i < std::min(listed, gaps.size()); ++i) {
        const auto& [place, metres] = gaps[i];
        say_line({fmt::format("    {:.6f}, {:.6f}：相距 {:.1f} 米", place.x, place.y, metres),
                  fmt::format("    {:.6f}, {:.6f}: {:.1f} m", place.x, place.y, metres)},
                 lang);
    }
}

void say_network(const network::BuildReport& report, const std::optional<Date>& date, Lang lang) {
    const Text day = date ? Text{date->text(), "of " + date->text()} : Text{"未注明日期", "without a date"};
    say_line({fmt::format("路网（{}）：道路 {} 条，共 {:.1f} 公里；路口 {} 个，有向路段 {} 条。", day.zh,
                          report.roads, report.length_km, report.junctions, report.links),
              fmt::format("the road network {}: {} roads, {:.1f} km; {} junctions, {} directed links", day.en,
                          report.roads, report.length_km, report.junctions, report.links)},
             lang);
    say_line({fmt::format("  互不连通的部分 {} 个，最大的占总长 {:.1f}%；断头路 {} 处。", report.components,
                          100 * report.largest_share, report.dead_ends),
              fmt::format("  {} parts not connected with each other, the largest has {:.1f} % of the length; "
                          "{} dead ends",
                          report.components, 100 * report.largest_share, report.dead_ends)},
             lang);
    say_line(
        {fmt::format("  不供机动车通行而未采用 {} 条，货车禁行 {} 条；接合端点 {} 处；转向限制 {} "
                     "条，其中限时 {} 条。",
                     report.not_for_motor, report.closed_to_trucks, report.joined_ends, report.bans,
                     report.bans_conditional),
         fmt::format("  {} roads not for motor vehicles left out, {} closed to trucks; {} ends joined; {} "
                     "turn bans, {} of them at certain times",
                     report.not_for_motor, report.closed_to_trucks, report.joined_ends, report.bans,
                     report.bans_conditional)},
        lang);
    say_gaps(report, lang);
}

void say_import(const ImportOptions& options, const ImportResult& result) {
    const ChangeRecord& change = result.change;
    const Text word = word_of(options.role);
    const std::string workspace = name_of(options.workspace);
    say_line(
        {fmt::format("已把 {} 的{}导入工作区 {}：新增 {}，替换 {}，终止旧版本 {}，无变化 {}。",
                     result.input.name, word.zh, workspace, change.added, change.replaced, change.ended,
                     change.unchanged),
         fmt::format("{} of {} are in the workspace {}: {} added, {} replaced, {} earlier versions ended, "
                     "{} unchanged",
                     word.en, result.input.name, workspace, change.added, change.replaced, change.ended,
                     change.unchanged)},
        options.lang);
    if (result.network) say_network(*result.network, result.network_date, options.lang);
    say_findings(result.findings, options.lang);
}

}  // namespace

const char* role_name(Role role) {
    switch (role) {
        case Role::units:
            return "units";
        case Role::zones:
            return "zones";
        case Role::wells:
            return "wells";
        case Role::sites:
            return "sites";
        case Role::roads:
            break;
    }
    return "roads";
}

bool has_validity(Role role) {
    return role == Role::units || role == Role::zones || role == Role::wells;
}

ImportResult run(const ImportOptions& options) {
    switch (options.role) {
        case Role::units:
            return import <UnitRecord>(options, read_units, &Workspace::put_units);
        case Role::zones:
            return import <ZoneRecord>(options, read_zones, &Workspace::put_zones);
        case Role::wells:
            return import <WellRecord>(options, read_wells, &Workspace::put_wells);
        case Role::sites:
            return import <SiteRecord>(options, read_sites, &Workspace::put_sites);
        case Role::roads:
            break;
    }
    return import_roads(options);
}

int execute(const InitOptions& options) {
    Workspace::create(options.workspace, options.profile);
    if (!options.quiet) {
        say_line({fmt::format("已建立工作区 {}。", options.workspace),
                  fmt::format("the workspace {} is ready", options.workspace)},
                 options.lang);
    }
    return 0;
}

int execute(const ImportOptions& options) {
    const ImportResult result = run(options);
    if (!options.quiet) say_import(options, result);
    return 0;
}

}  // namespace bareland::workspace
