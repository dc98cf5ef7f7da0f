// What reading tracks and judging them (`bareland routes tracks`) complains about; continues
// geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-2255 wrong usage ----------------------------------------------------------------------
// {0} value
inline constexpr Message tracks_bad_offset{
    "BL-2255", Exit::usage, "--utc-offset 应写成 +08:00 这样的时区（-14:00 至 +14:00），而不是“{0}”。",
    "--utc-offset must be an offset such as +08:00, from -14:00 to +14:00, not \"{0}\""};

// ---- BL-397x unusable input -------------------------------------------------------------------
// {0} file, {1} reason
inline constexpr Message tracks_unreadable{"BL-3970", Exit::input,
                                           "无法读取轨迹文件 {0}：{1}。请给出 CSV、GPX 或 GPKG 文件。",
                                           "cannot read the tracks {0}: {1}; give a CSV, GPX or GPKG file"};
inline constexpr Message tracks_empty{"BL-3971", Exit::input,
                                      "轨迹文件 {0} 中没有定位点。请检查文件或图层名。",
                                      "{0} holds no point of a track; check the file or the layer"};
// {0} file, {1} row, {2} column, {3} value, {4} expected
inline constexpr Message tracks_bad_value{"BL-3972", Exit::input,
                                          "{0} 第 {1} 行：{2}为“{3}”，应为{4}。请改正。",
                                          "{0}, row {1}: {2} is \"{3}\"; expected {4}: correct it"};
// {0} file, {1} row, {2} longitude, {3} latitude
inline constexpr Message tracks_exchanged{
    "BL-3973", Exit::input,
    "{0} 第 {1} 行：经度为“{2}”、纬度为“{3}”，经度与纬度似乎颠倒了（中国的经度在 73–136 度、纬度在 3–54 "
    "度）。请改正两列，或用 --map lon=表头,lat=表头 指明。",
    "{0}, row {1}: the longitude is \"{2}\" and the latitude \"{3}\", which seem to be exchanged (in China "
    "longitudes are 73 to 136 and latitudes 3 to 54 degrees); correct the columns, or name them with --map "
    "lon=HEADER,lat=HEADER"};
// {0} file, {1} row, {2} value, {3} the earlier row, {4} its value
inline constexpr Message tracks_zones_mixed{
    "BL-3974", Exit::input,
    "{0} 第 {1} 行的时间“{2}”与第 {3} "
    "行的“{4}”写法不同：一个带时区，一个不带，无法对齐。请统一为都带或都不带时区。",
    "{0}: the time in row {1}, \"{2}\", and that in row {3}, \"{4}\", are of two kinds: one says its time "
    "zone and one does not, so they cannot be put in order; write all of them with, or all without"};
// {0} file, {1} first fields of the row, {2} row
inline constexpr Message tracks_short_row{"BL-3975", Exit::input,
                                          "{0} 第 {2} 行只有 {1} 列，少于表头。文件可能不完整，请重新导出。",
                                          "{0}, row {2} has only {1} column(s), fewer than the header: the "
                                          "file may be cut short, so export it again"};
// {0} file
inline constexpr Message tracks_no_plate{"BL-3976", Exit::input,
                                         "{0} 没有说明是哪辆车：请用 --plate 给出车牌。",
                                         "{0} does not say whose track it is; give the plate with --plate"};
// {0} file, {1} row, {2} column
inline constexpr Message tracks_empty_value{"BL-3977", Exit::input,
                                            "{0} 第 {1} 行：{2}是空的。请补上或删去该行。",
                                            "{0}, row {1}: {2} is empty; fill it in or remove the row"};
// {0} file, {1} CRS
inline constexpr Message tracks_crs{
    "BL-3978", Exit::input,
    "{0}：轨迹的坐标系“{1}”不能用于经纬度列。请用 gcj02、bd09，或 EPSG:4490、EPSG:4326 等经纬度坐标系。",
    "{0}: the CRS \"{1}\" is none of longitudes and latitudes; give gcj02, bd09, or a geographic one such as "
    "EPSG:4490 or EPSG:4326"};
// {0} file, {1} how many vehicles, {2} how many of their points, {3} most
inline constexpr Message tracks_too_many{
    "BL-3979", Exit::input,
    "{0}：{1} 辆车的轨迹可能与分区有关，共 {2} 个定位点，超过可处理的 {3} 个。请按日期或车辆分成几个文件。",
    "{0}: the tracks of {1} vehicle(s) may concern the zone, {2} points in all, more than the {3} that can "
    "be "
    "worked on at once; divide the file by day or by vehicle"};

// ---- BL-497x findings -------------------------------------------------------------------------
// {0} file, {1} offset
inline constexpr Message tracks_offset_assumed{
    "BL-4970", Exit::done, "{0}：时间没有注明时区，按 UTC{1} 处理；如不是，请用 --utc-offset 指定。",
    "{0}: its times do not say their time zone and were taken for UTC{1}; if they are not, give "
    "--utc-offset"};
// {0} file, {1} how many, {2} first row
inline constexpr Message tracks_without_fix{
    "BL-4971", Exit::done, "{0}：{1} 行没有定位（坐标为空或为 0,0），已略过，第一行是第 {2} 行。",
    "{0}: {1} row(s) without a fix (coordinates empty, or 0,0) were left out, first row {2}"};
// {0} file, {1} how many
inline constexpr Message tracks_duplicates{"BL-4972", Exit::done,
                                           "{0}：{1} 个定位点与同车同时同地的点重复，已略过。",
                                           "{0}: {1} point(s) repeat another of the same vehicle, time and "
                                           "place and were left out"};
// {0} file, {1} columns
inline constexpr Message tracks_columns{"BL-4973", Exit::done, "{0}：识别的列为 {1}。",
                                        "{0}: columns recognised: {1}"};
// {0} file, {1} CRS name, {2} metres
inline constexpr Message tracks_web_map{
    "BL-4974", Exit::done, "{0}：坐标按 {1} 还原，误差可达 {2} 米，平行道路之间的结论请注意。",
    "{0}: its coordinates were turned back from {1}, which is good to {2} m; mind verdicts between parallel "
    "roads"};
// {0} how many vehicles, {1} of how many
inline constexpr Message tracks_screened{
    "BL-4975", Exit::done, "{1} 辆车中有 {0} 辆不可能到过分区，未逐点匹配，结果中不列出。",
    "{0} of {1} vehicle(s) cannot have been in the zone; their points were not matched and they are not "
    "listed"};
// {0} trip, {1} how many
inline constexpr Message tracks_jumps{
    "BL-4977", Exit::done, "行程 {0}：{1} 个定位点因速度不可能而剔除。",
    "trip {0}: {1} point(s) that no vehicle could reach in time were dropped"};
// {0} trip, {1} how many
inline constexpr Message tracks_gaps{"BL-4978", Exit::done,
                                     "行程 {0}：轨迹在 {1} 处中断，中断处的走法不详，只能按可能的走法判定。",
                                     "trip {0}: the track is broken in {1} place(s), where nobody knows how "
                                     "it went; it was judged by the ways "
                                     "that are possible"};
// {0} trip, {1} share
inline constexpr Message tracks_off_road{
    "BL-4979", Exit::done, "行程 {0}：{1} 的定位点附近没有道路，未参加匹配。",
    "trip {0}: {1} of its points have no road near and were not matched"};
// {0} file
inline constexpr Message tracks_no_trip{
    "BL-4980", Exit::done, "{0}：没有可判定的行程（车辆都没有离开停车地点）。",
    "{0}: there is no trip to judge (no vehicle left the place it stood at)"};

}  // namespace bareland::messages
