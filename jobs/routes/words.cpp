// What the command lines of `bareland routes` share (jobs/routes/subcommands.hpp).
#include <array>
#include <cmath>
#include <sstream>

#include "geo/messages_routes.hpp"
#include "geo/numbers.hpp"
#include "jobs/declaring.hpp"
#include "jobs/routes/subcommands.hpp"
#include "jobs/usage.hpp"
#include "layers/clock.hpp"

namespace bareland::routes {
namespace {

using ColumnMap = std::map<std::string, std::string>;
using usage::Declaring;

constexpr std::array file_words{"roads", "zones", "units", "vehicles", "sites", "gates"};

std::string prefixes() {
    std::string out;
    for (const char* word : file_words)
        out += fmt::format("{}{}.", out.empty() ? "" : ", ", word);
    return out;
}

// "plate=车牌号,vehicles.plate=号牌" by file; "" for the command's own input.
std::map<std::string, ColumnMap> maps_of(const std::string& text) {
    std::map<std::string, ColumnMap> out;
    std::stringstream stream(text);
    for (std::string entry; std::getline(stream, entry, ',');) {
        const auto equals = entry.find('=');
        if (equals == std::string::npos || equals == 0 || equals + 1 == entry.size())
            throw Error(messages::routes_bad_map, entry, prefixes());
        std::string column = entry.substr(0, equals);
        std::string file;
        if (const auto dot = column.find('.'); dot != std::string::npos) {
            file = column.substr(0, dot);
            column.erase(0, dot + 1);
            const bool known = std::any_of(file_words.begin(), file_words.end(),
                                           [&](const char* word) { return file == word; });
            if (!known || column.empty()) throw Error(messages::routes_bad_map, entry, prefixes());
        }
        if (!out[file].emplace(column, entry.substr(equals + 1)).second)
            throw Error(messages::routes_map_twice, entry.substr(0, equals));
    }
    return out;
}

std::optional<RegistrySource> file_source(const char* word, const std::string& file, const std::string& crs,
                                          const Words& words) {
    auto maps = maps_of(words.map);
    const std::string option = fmt::format("--{}", word);
    if (file.empty()) {
        if (maps.contains(word))
            throw Error(messages::routes_option_alone, fmt::format("--map {}.…", word), option);
        if (!crs.empty()) throw Error(messages::routes_option_alone, option + "-crs", option);
        return std::nullopt;
    }
    RegistrySource source = RegistrySource::parse(file, crs, option + "-crs", words.encoding);
    source.map = maps[word];
    return source;
}

Date one_day(const std::string& text, const char* option) {
    const auto day = parse_date(text);
    if (!day || day->first != day->last) throw Error(messages::routes_bad_day, option, text);
    return day->first;
}

}  // namespace

void declare_sources(Declaring& say, Words& w) {
    say.group("道路、分区和街乡镇", "Roads, zones and townships");
    say.option("--workspace", w.workspace, "FILE", "工作区；没有另给文件的都取自这里",
               "the workspace; what is not given as a file is taken from it");
    say.option("--roads", w.roads, "FILE[:LAYER]", "道路：OSM（.osm.pbf）或任何线图层",
               "roads: OSM (.osm.pbf) or any layer of lines");
    say.option("--zones", w.zones, "FILE[:LAYER]", "分区（zones build 写出的文件，或多边形图层）",
               "zones (as zones build wrote them, or a layer of polygons)");
    say.option("--units", w.units, "FILE[:LAYER]", "街乡镇，用于按属地汇总", "townships, to sum up by them");
    say.option("--roads-crs", w.roads_crs, "CRS", "道路的坐标系", "CRS of the roads");
    say.option("--zones-crs", w.zones_crs, "CRS", "分区的坐标系", "CRS of the zones");
    say.option("--units-crs", w.units_crs, "CRS", "街乡镇的坐标系", "CRS of the townships");
    say.option("--roads-date", w.roads_date, "YYYY-MM-DD", "--roads 的数据日期", "the date of --roads");
    say.option("--join", w.join_m, "M", "线图层：端点相距不超过这么多米的道路相接，默认按区配置",
               "layers of lines: ends this near to each other, in metres, are one junction; by default what "
               "the profile says")
        ->check(CLI::Range(0.0, 100.0));
    say.flag("--at-grade", w.at_grade, "线图层：道路交叉处为平交",
             "layers of lines: roads that cross meet at grade");
}

void declare_vehicles(Declaring& say, Words& w) {
    say.group("车辆和工地", "Vehicles and sites");
    say.option("--vehicles", w.vehicles, "FILE[:SHEET]", "车辆表：车牌、车型、燃料、排放标准",
               "table of vehicles: plate, class, energy, emission standard");
}

void declare_sites(Declaring& say, Words& w) {
    say.group("车辆和工地", "Vehicles and sites");
    say.option("--sites", w.sites, "FILE[:LAYER]", "工地，点或面", "sites, points or areas");
    say.option("--gates", w.gates, "FILE[:LAYER]", "工地出入口（点，site_id 列）",
               "gates of sites (points, with site_id)");
    say.option("--sites-crs", w.sites_crs, "CRS", "工地的坐标系", "CRS of the sites");
    say.option("--gates-crs", w.gates_crs, "CRS", "出入口的坐标系", "CRS of the gates");
}

void declare_zone(Declaring& say, Words& w) {
    say.group("道路、分区和街乡镇", "Roads, zones and townships");
    say.option("--zone", w.zone_ids, "ID...", "要绕行的分区编号，可多个",
               "ids of the zones to keep out of; several are one area")
        ->expected(1, 1000);
}

void declare_tables(Declaring& say, Words& w) {
    say.group("表格", "Tables");
    say.option("--map", w.map, "COLUMN=HEADER,...",
               "列与表头的对应，如 plate=车牌号,vehicles.energy=能源类型",
               "which header stands for which column, e.g. plate=车牌号,vehicles.energy=能源类型");
    say.option("--encoding", w.encoding, "ENCODING", "属性文字的编码，如 GBK",
               "encoding of attribute text, e.g. GBK");
}

void declare_rules(Declaring& say, Words& w) {
    say.group("日期与规定", "Day and rules");
    say.option("--as-of", w.as_of, "YYYY-MM-DD", "没有日期的路线按哪一天判定，默认今天",
               "the day of routes that have none, today by default");
    say.option("--profile", w.profile, "FILE", "区配置：文件，或自带的 tongzhou、miyun；不给时用工作区的",
               "profile of the district: a file, or tongzhou or miyun; the workspace's when not given");
}

void declare_output(Declaring& say, Words& w, bool breach) {
    say.group("输出", "Output");
    say.option("--out", w.out, "DIR", "输出目录", "output directory")->required();
    // The program's own --lang, for the eyes of whoever reads this help; main has looked at it already.
    say.option("--lang", w.lang, "zh|en", "语言：zh 或 en", "language: zh or en")
        ->check(usage::one_of({"zh", "en"}, say.lang()));
    say.flag("--quiet", w.quiet, "不显示进度和表格", "no progress bar, no table");
    if (breach) {
        say.flag(
            "--fail-on-breach", w.fail_on_breach, "有应引导绕行、非最短驶离或不得通行的，以状态 4 退出",
            "exit with status 4 when a trip should detour, does not leave by the shortest way or may not "
            "drive");
    }
}

Sources sources_of(const Words& words) {
    Sources out;
    out.workspace = words.workspace;
    out.roads = file_source("roads", words.roads, words.roads_crs, words);
    out.zones = file_source("zones", words.zones, words.zones_crs, words);
    out.units = file_source("units", words.units, words.units_crs, words);
    out.vehicles = file_source("vehicles", words.vehicles, {}, words);
    out.sites = file_source("sites", words.sites, words.sites_crs, words);
    out.gates = file_source("gates", words.gates, words.gates_crs, words);
    if (!out.roads && words.workspace.empty())
        throw Error(messages::routes_missing_source, "道路", "road", "--roads");
    if (!words.roads_date.empty() && !out.roads)
        throw Error(messages::routes_option_alone, "--roads-date", "--roads");
    if (!words.roads_date.empty()) out.roads_date = one_day(words.roads_date, "--roads-date");
    out.join_m = words.join_m;
    out.crossings_at_grade = words.at_grade;
    out.zone_ids = words.zone_ids;
    out.profile = words.profile;
    return out;
}

Output output_of(const Words& words, Lang lang) {
    return {words.out, lang, words.quiet, words.fail_on_breach};
}

RegistrySource own_source(const std::string& file, const Words& words) {
    RegistrySource source = RegistrySource::parse(file, words.crs, "--crs", words.encoding);
    source.map = maps_of(words.map)[""];
    return source;
}

Date day_of(const std::string& text, const char* option) {
    return text.empty() ? today() : one_day(text, option);
}

Stop stop_of(const std::string& text, const char* option) {
    Stop stop;
    stop.text = text;
    const auto comma = text.find(',');
    const auto x = comma == std::string::npos ? std::nullopt : parse_number(text.substr(0, comma));
    const auto y = comma == std::string::npos ? std::nullopt : parse_number(text.substr(comma + 1));
    if (!x || !y) {
        // Two numbers were meant where there is a comma.
        if (comma != std::string::npos) throw Error(messages::routes_bad_place, option, text);
        stop.site = text;
        return stop;
    }
    const bool possible = std::abs(*x) <= 180 && std::abs(*y) <= 90;
    const bool exchanged = std::abs(*y) <= 180 && std::abs(*x) <= 90 && std::abs(*y) > 90;
    if (exchanged) throw Error(messages::routes_place_exchanged, option, text);
    if (!possible) throw Error(messages::routes_bad_place, option, text);
    stop.place = Point{*x, *y};
    return stop;
}

}  // namespace bareland::routes
