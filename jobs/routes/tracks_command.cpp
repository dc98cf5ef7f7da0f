// The command line of `bareland routes tracks`.
#include <memory>

#include "geo/messages_tracks.hpp"
#include "jobs/declaring.hpp"
#include "jobs/routes/subcommands.hpp"
#include "jobs/routes/tracks.hpp"
#include "layers/track_time.hpp"

namespace bareland::routes {
namespace {

struct TracksWords : Words {
    std::string tracks, plate, utc_offset;
};

TracksOptions options_of(const TracksWords& words, Lang lang) {
    TracksOptions options;
    options.sources = sources_of(words);
    options.output = output_of(words, lang);
    options.tracks.file = own_source(words.tracks, words);
    options.tracks.plate = words.plate;
    if (!words.utc_offset.empty()) {
        const auto offset = parse_utc_offset(words.utc_offset);
        if (!offset) throw Error(messages::tracks_bad_offset, words.utc_offset);
        options.tracks.utc_offset_s = *offset;
        options.tracks.utc_offset_given = true;
    }
    return options;
}

}  // namespace

Run add_tracks(CLI::App& routes, Lang lang) {
    const auto words = std::make_shared<TracksWords>();
    TracksWords& w = *words;
    CLI::App* command = routes.add_subcommand(
        "tracks", lang == Lang::zh
                      ? "按 GPS 轨迹核查车辆是否进入严控区，分行程、车辆和日期给出结论"
                      : "whether vehicles kept out of the zone, by their GPS tracks: per trip, vehicle "
                        "and day");
    usage::Declaring say(*command, lang);
    say.group("轨迹", "Tracks");
    say.option("TRACKS", w.tracks, "FILE[:LAYER]",
               "定位点：CSV（车牌、时间、经度、纬度，可有速度、方向）、GPX 或 GPKG",
               "points: CSV (plate, time, lon, lat, perhaps speed_kmh, heading), GPX or GPKG")
        ->required();
    say.option("--crs", w.crs, "CRS",
               "坐标系：gcj02、bd09 或 EPSG:n；不给时 CSV 按 EPSG:4490，其他取文件自带的",
               "CRS: gcj02, bd09 or EPSG:n; else EPSG:4490 for CSV, the file's own for others");
    say.option("--utc-offset", w.utc_offset, "+HH:MM", "没有注明时区的时间的时区，默认 +08:00",
               "time zone of times that do not say theirs; +08:00 by default");
    say.option("--plate", w.plate, "PLATE", "轨迹文件没有车牌时，它是哪辆车",
               "whose track it is, of a file that does not say");
    declare_zone(say, w);
    declare_sources(say, w);
    declare_vehicles(say, w);
    declare_sites(say, w);
    declare_tables(say, w);
    say.group("日期与规定", "Day and rules");
    say.option("--profile", w.profile, "FILE", "区配置：文件，或自带的 tongzhou、miyun；不给时用工作区的",
               "profile of the district: a file, or tongzhou or miyun; the workspace's when not given");
    declare_output(say, w, true);
    command->footer(say.in(
        "例：bareland routes tracks 轨迹.csv --zone strict-a --roads 道路.osm.pbf --zones zones.gpkg "
        "--vehicles "
        "车辆.xlsx --sites 工地.gpkg --crs gcj02 --profile tongzhou --out 结果\n"
        "分区、路网和车辆表都按行程当天有效的版本；时间不带时区时按 --utc-offset。\n"
        "退出状态：0 完成，1 失败，2 用法有误，3 数据不可用，4 有应引导的行程（仅在 --fail-on-breach 时）。",
        "Example: bareland routes tracks tracks.csv --zone strict-a --roads roads.osm.pbf --zones zones.gpkg "
        "--vehicles vehicles.xlsx --sites sites.gpkg --crs gcj02 --profile tongzhou --out result\n"
        "Zones, roads and vehicles are those of the trip's day; times without a zone are read by "
        "--utc-offset.\n"
        "Exit status: 0 done, 1 failed, 2 wrong usage, 3 unusable input, 4 a trip is to be guided (only with "
        "--fail-on-breach)."));
    return [words, lang] { return execute_tracks(options_of(*words, lang)); };
}

}  // namespace bareland::routes
