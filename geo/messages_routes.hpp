// What the truck routes' jobs (`bareland routes`) complain about; continues geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-226x wrong usage ----------------------------------------------------------------------
// {0} what, zh; {1} what, en; {2} option
inline constexpr Message routes_missing_source{
    "BL-2260", Exit::usage, "缺少{0}：请用 --workspace 指定工作区，或用 {2} 给出文件。",
    "there is no {1}: name a workspace with --workspace, or give a file with {2}"};
// {0} option, {1} option it goes with
inline constexpr Message routes_option_alone{"BL-2261", Exit::usage, "{0} 只能与 {1} 一起使用。",
                                             "{0} goes with {1} only"};
// {0} option, {1} value
inline constexpr Message routes_bad_day{"BL-2262", Exit::usage,
                                        "{0} 应写成 YYYY-MM-DD（如 2024-05-01），而不是“{1}”。",
                                        "{0} must be a day written YYYY-MM-DD (such as 2024-05-01), not "
                                        "\"{1}\""};
// {0} entry, {1} prefixes
inline constexpr Message routes_bad_map{
    "BL-2263", Exit::usage,
    "--map 的“{0}”应写成 列=表头（如 plate=车牌号），其他文件的列前加文件名和点（{1}，如 "
    "vehicles.plate=号牌）。",
    "--map: \"{0}\" must be COLUMN=HEADER (such as plate=车牌号), with the file's word and a dot before "
    "columns "
    "of the other files ({1}, as in vehicles.plate=号牌)"};
inline constexpr Message routes_map_twice{"BL-2264", Exit::usage, "--map 中“{0}”出现了两次。",
                                          "--map: \"{0}\" is given twice"};
// {0} zones there are
inline constexpr Message routes_no_zone_named{"BL-2265", Exit::usage,
                                              "请用 --zone 指明要绕行的分区编号。现有分区：{0}。",
                                              "say with --zone which zones to keep out of; there are: {0}"};
// {0} option, {1} value
inline constexpr Message routes_bad_place{
    "BL-2266", Exit::usage, "{0} 的“{1}”应为 经度,纬度（如 116.65,39.91），或工地的编号。",
    "{0}: \"{1}\" must be LON,LAT (such as 116.65,39.91) or the id of a site"};
// {0} option, {1} value
inline constexpr Message routes_place_exchanged{
    "BL-2267", Exit::usage, "{0} 的“{1}”似乎颠倒了经度和纬度：应先写经度，再写纬度。",
    "{0}: \"{1}\" seems to have latitude before longitude; write the longitude first"};
// {0} value
inline constexpr Message routes_bad_vehicle{
    "BL-2268", Exit::usage,
    "--vehicle 的“{0}”既不是车辆表中的车牌，也不是车型（muck_truck 渣土车、heavy_diesel "
    "重型柴油车、other）。",
    "--vehicle: \"{0}\" is neither a plate of the vehicles' table nor a class (muck_truck, heavy_diesel, "
    "other)"};
// {0} option, {1} value
inline constexpr Message routes_no_such_site{"BL-2269", Exit::usage,
                                             "{0} 的“{1}”不是经纬度，工地表中也没有这个编号。",
                                             "{0}: \"{1}\" is neither LON,LAT nor the id of a site on file"};

// ---- BL-399x unusable input -------------------------------------------------------------------
// {0} zone, {1} zones there are
inline constexpr Message routes_unknown_zone{"BL-3990", Exit::input, "没有编号为“{0}”的分区。现有分区：{1}。",
                                             "there is no zone {0}; there are: {1}"};
// {0} zone, {1} day, {2} versions
inline constexpr Message routes_zone_not_in_force{
    "BL-3991", Exit::input,
    "分区“{0}”在 {1} 没有生效的版本（现有：{2}），无法判定这一天的路线。请补充分区，或改日期。",
    "zone {0} has no version in force on {1} (there are: {2}), so routes of that day cannot be judged; "
    "supply "
    "the zone or change the date"};
// {0} zone, {1}, {2} validities, {3} day
inline constexpr Message routes_zone_twice{
    "BL-3992", Exit::input,
    "分区“{0}”有两个版本在 {3} 同时有效（{1} 与 {2}），不知道以哪个为准。请给前一版本填上失效日期。",
    "two versions of zone {0} are in force on {3} ({1} and {2}), and nobody could say which counts; end the "
    "earlier one"};
// {0} plate, {1}, {2} rows, {3}, {4} classes, {5}, {6} validities
inline constexpr Message fleet_plate_twice{"BL-3993", Exit::input,
                                           "{0}：车牌“{1}”在{2}（{4}，{6}）和{3}（{5}，{7}"
                                           "）同时有效，不知道以哪一行为准。请改正其中一行，或填写有效期。",
                                           "{0}: plate {1} is on record twice at one time, in {2} ({4}, {6}) "
                                           "and in {3} ({5}, {7}); correct one of the "
                                           "rows, or give their validity"};
// {0} where, {1} parts
inline constexpr Message fleet_route_parts{
    "BL-3994", Exit::input, "{0}：路线由 {1} 条不相连的线组成，应为一条从起点到终点的线。请连接后重试。",
    "{0}: the route consists of {1} separate lines; it must be one line from its origin to its destination"};
// {0} where
inline constexpr Message fleet_route_point{
    "BL-3995", Exit::input, "{0}：路线没有长度，应有至少两个不同的点。请重画或删除。",
    "{0}: the route has no length; it needs two different points at least: draw it again or remove it"};
// {0} gate id, {1} site
inline constexpr Message fleet_gate_without_site{
    "BL-3996", Exit::input, "出入口“{0}”的 site_id“{1}”不在工地表中。请改正出入口或补充工地。",
    "gate {0} belongs to site {1}, which is not on file; correct the gate or supply the site"};
// {0} file
inline constexpr Message routes_none{"BL-3997", Exit::input, "{0} 中没有记录。请检查文件或图层名。",
                                     "{0} holds no record; check the file or the layer"};
// {0} option, {1} site, {2} road, {3} distance to any other zh, {4} en, {5} limit
inline constexpr Message routes_gate_barred{
    "BL-3989", Exit::input,
    "{0}：工地“{1}”的出入口附近只有“{2}”，这一等级的道路不开设出入口，离其他货车可行道路 {3}，超过 {5} "
    "米的限值。请给出实际的出入口，或补充道路。",
    "{0}: beside the gate of site {1} there is only {2}, a road of a class that no gate opens on, and any "
    "other road for trucks is {4} away, beyond the limit of {5} m; give the gate where it is, or supply the "
    "road"};
// {0} option, {1} place, {2} distance to the nearest road zh, {3} en, {4} limit
inline constexpr Message routes_too_far{
    "BL-3998", Exit::input,
    "{0}（{1}）离最近的货车可行道路 {2}，超过 {4} 米的限值。请核对坐标和坐标系，或补充道路。",
    "{0} ({1}) is {3} from the nearest road for trucks, beyond the limit of {4} m; check coordinates and "
    "CRS, "
    "or supply the road"};
// {0} site
inline constexpr Message routes_no_gate{
    "BL-3999", Exit::input, "工地“{0}”是一个面而没有出入口，不知道从哪里出发。请用 --gates 给出它的出入口。",
    "site {0} is an area without a gate, so nobody can say where vehicles leave it; give its gate with "
    "--gates"};

// ---- BL-499x findings -------------------------------------------------------------------------
// {0} network, {1} its date, {2} day
inline constexpr Message routes_network_younger{
    "BL-4990", Exit::done, "{0}的路网日期为 {1}，晚于路线日期 {2}：当时的道路可能与现在不同，请核对。",
    "the roads of {0} are of {1}, younger than the day of the route, {2}: roads may have been different "
    "then"};
// {0} zone
inline constexpr Message routes_zone_derived{
    "BL-4991", Exit::done,
    "分区“{0}”只有多边形，没有边界道路的路段：按多边形范围推定区内路段，边界附近的结论请核对。",
    "zone {0} is a polygon without links of a loop: its links were derived from the polygon, so check "
    "verdicts "
    "near its edge"};
// {0} file, {1} column, {2} value, {3} how many, {4} first row
inline constexpr Message fleet_word_unknown{
    "BL-4992", Exit::done, "{0}：{1}“{2}”无法识别（{3} 行，如{4}），按未知处理，不会因此豁免。",
    "{0}: {1} \"{2}\" is not recognised ({3} row(s), such as {4}); it counts as unknown, which exempts "
    "nobody"};
// {0} file, {1} how many, {2} first
inline constexpr Message fleet_rows_repeated{
    "BL-4993", Exit::done, "{0}：有 {1} 行与前面的行重复（如{2}），只计一次。",
    "{0}: {1} row(s) repeat an earlier one (such as {2}) and count once"};
// {0} file
inline constexpr Message routes_numbered{"BL-4994", Exit::done, "{0} 没有编号列，路线以要素序号为编号。",
                                         "{0} has no ids: routes go by the numbers of their features"};
// {0} route, {1} reason
inline constexpr Message routes_not_followed{
    "BL-4995", Exit::done, "路线“{0}”无法对应到道路，不能判定：{1}。请核对坐标系、重画路线或补充道路。",
    "route {0} cannot be laid on the roads, so it is not judged: {1}; check its CRS, draw it again or supply "
    "the "
    "roads"};
// {0} route, {1} roads
inline constexpr Message routes_over_or_under{
    "BL-4996", Exit::done, "路线“{0}”经桥梁或隧道从分区上方或下方穿过：{1}。",
    "route {0} crosses over or under the zone on bridges or in tunnels: {1}"};
// {0} plate, {1} day
inline constexpr Message routes_plate_unknown{
    "BL-4997", Exit::done,
    "车牌“{0}”在 {1} 不在车辆表中：车型、燃料和排放标准不详，不会因此豁免。请补充车辆表。",
    "plate {0} is not in the vehicles' table on {1}: class, energy and standard are unknown, which exempts "
    "nobody; supply it"};
// {0} route, {1} what, {2} stated, {3} on record
inline constexpr Message routes_facts_differ{
    "BL-4998", Exit::done, "路线“{0}”所填的{1}为“{2}”，车辆表为“{3}”，按不详处理。请核对。",
    "route {0} states the {1} as {2}, the vehicles' table says {3}: it counts as unknown; check both"};
// {0} plate, {1} energy
inline constexpr Message routes_class_contradicts{
    "BL-4999", Exit::done,
    "“{0}”登记为重型柴油车，燃料却是{1}。请核对车辆表；豁免只限渣土车，按登记的车型判定。",
    "{0} is on record as a heavy diesel vehicle that runs on {1}; check the table: the class as it stands "
    "was "
    "judged, and only muck trucks are exempt"};
// {0} route, {1} site
inline constexpr Message routes_site_unknown{"BL-4985", Exit::done,
                                             "路线“{0}”所填的工地“{1}”不在工地表中。请核对。",
                                             "route {0} names site {1}, which is not on file; check it"};
// {0} route, {1} metres, {2} site, {3} limit
inline constexpr Message routes_far_from_gate{
    "BL-4986", Exit::done,
    "路线“{0}”的起点离工地“{2}”最近的出入口 {1:.0f} 米，超过 {3:.0f} 米：判定以路线起点为准，请核对。",
    "route {0} begins {1:.0f} m from the nearest gate of site {2}, more than {3:.0f} m: its own beginning "
    "was "
    "judged; check it"};
inline constexpr Message routes_without_units{
    "BL-4987", Exit::done, "没有街乡镇图层，不能按属地汇总。可用 --units 给出。",
    "there are no units, so nothing is summed up by townships; give "
    "--units"};

}  // namespace bareland::messages
