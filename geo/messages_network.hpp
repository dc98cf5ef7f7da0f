// What the import of roads, road networks and their builder complain about; continues geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-224x wrong usage ------------------------------------------------------------------------
// (jobs/workspace) {0} the layer
inline constexpr Message date_without_roads{
    "BL-2240", Exit::usage, "--date 是路网数据的日期，只用于 roads，不能用于 {0}，请去掉。",
    "--date is the date of a road network and goes with roads only, not with {0}; leave it out"};
// {0} its text
inline constexpr Message network_day{
    "BL-2241", Exit::usage, "--date 应为某一天，如 2024-05-01，而不是“{0}”。请写明路网数据的日期。",
    "--date must be a day, such as 2024-05-01, not \"{0}\"; name the day the road data are of"};

// ---- BL-39xx unusable input -----------------------------------------------------------------------
// (geo/network/bytes) Caught by whoever keeps the bytes: they are made again.
inline constexpr Message prepared_damaged{
    "BL-3900", Exit::input,
    "保存的路网中间数据已损坏，或由其他版本的程序写成。删除后重新运行，程序会重新生成。",
    "what was kept of the road network is damaged, or another version of the program wrote it; remove it and "
    "run again, and it is made anew"};

// (layers/osm_file, layers/osm_roads) {0} file, {1} why
inline constexpr Message osm_unreadable{
    "BL-3910", Exit::input,
    "“{0}”无法作为 OpenStreetMap 数据读取：{1}。文件可能不完整（下载中断）或不是 OSM 数据，请重新获取。",
    "{0} cannot be read as OpenStreetMap data: {1}; it may be cut short (a broken download) or no OSM data; "
    "get it again"};
// {0} file
inline constexpr Message osm_history{
    "BL-3911", Exit::input,
    "“{0}”是含有历史版本的 OSM 文件：同一条路有多个版本。请使用某一天的普通数据（如 .osm.pbf）。",
    "{0} is an OSM history file, with several versions of a way; use ordinary data of one day (.osm.pbf)"};
// {0} file, {1} ways with highway
inline constexpr Message osm_without_roads{
    "BL-3912", Exit::input,
    "“{0}”中没有机动车可以通行的道路（带 highway 的路有 {1} 条）。请确认文件完整、范围正确。",
    "{0} has no road for motor vehicles ({1} ways have highway); check that it is complete and of the right "
    "area"};
// {0} file, {1} way
inline constexpr Message osm_way_twice{
    "BL-3913", Exit::input, "“{0}”中 way {1} 出现了两次。请使用未经拼接的 OSM 数据。",
    "{0} has the way {1} twice; use OSM data that were not pasted together"};
// {0} option, {1} file
inline constexpr Message osm_option{
    "BL-2242", Exit::usage, "{0} 不能用于 OSM 数据“{1}”：其坐标系为 WGS 84，标签含义固定，请去掉该选项。",
    "{0} does not go with the OSM data {1}: they are in WGS 84 and their tags have fixed meanings; leave it "
    "out"};

// ---- BL-49xx findings -----------------------------------------------------------------------------
// (geo/network/build) {0} node, {1} places
inline constexpr Message node_in_two_places{
    "BL-4900", Exit::done,
    "路网中编号为 {0} 的节点位于 {1} "
    "个相距超过 1 米的位置：按不同的节点处理（可能是两份数据各自编号，请核对）。",
    "the node {0} of the road network lies in {1} places more than 1 m apart: they are taken for different "
    "nodes (two sources that number alike, perhaps; check them)"};
// {0} turn ban, {1} road
inline constexpr Message ban_road_missing{
    "BL-4901", Exit::done, "转向限制 {0} 涉及的道路 {1} 不在路网中（或不供机动车通行）：该限制没有采用。",
    "the turn ban {0} names the road {1}, which is not in the network (or not for motor vehicles): it is not "
    "used"};
// {0} turn ban
inline constexpr Message ban_does_not_connect{
    "BL-4902", Exit::done,
    "转向限制 {0} 的各条道路不能按其方向依次连通（或其节点不在这些道路上）：该限制没有采用。",
    "the roads of the turn ban {0} do not follow one another in the directions they may be driven (or its "
    "node is not on them): it is not used"};

// (geo/network/conditions) {0} the whole text, {1} what of it
inline constexpr Message condition_unread{
    "BL-4903", Exit::done,
    "限行时间“{0}”中的“{1}”无法解读：按始终有效处理。请核对该限制，必要时在数据中改写。",
    "\"{1}\" of the condition \"{0}\" cannot be read: it counts as holding always; check it, and rewrite it "
    "in the data if need be"};
// {0} the text
inline constexpr Message condition_holidays{
    "BL-4904", Exit::done, "限行时间“{0}”中关于法定节假日、寒暑假的部分没有采用（程序不含节假日历）。",
    "what \"{0}\" says of public or school holidays is left out (there is no calendar of them)"};

// (jobs/workspace) {0} date of the newest network
inline constexpr Message network_without_date{
    "BL-4905", Exit::done,
    "导入的道路没有日期，视为早于所有注明日期的路网（最新为 {0}）：只用于更早的日期。请用 --date "
    "注明数据日期。",
    "the roads have no date and count as older than all networks that have one (the newest is of {0}): they "
    "serve earlier days only; name the day of the data with --date"};
// (layers/osm_roads) {0} file, {1} how many ways, {2} classes and counts
inline constexpr Message osm_not_for_motor{"BL-4910", Exit::done,
                                           "{0}：{1} 条路（way）不供机动车通行，没有采用：{2}。",
                                           "{0}: {1} ways are not for motor vehicles and left out: {2}"};
// {0} file, {1} how many, {2} the first, {3} of which without any line
inline constexpr Message osm_nodes_missing{
    "BL-4911", Exit::done,
    "{0}：{1} 条路（第一条为 way {2}）引用了文件中没有的节点：只保留有节点的路段，其中 {3} "
    "条没有剩下任何路段。数据可能是按范围截取的，截取范围应大于所需范围。",
    "{0}: {1} ways (the first is way {2}) refer to nodes that are not in the file: what there is of them is "
    "kept, of {3} nothing; the file is an extract, perhaps, and should reach further than what is needed"};
// {0} file, {1} how many, {2} key, {3} the first: way and value
inline constexpr Message osm_value_unread{
    "BL-4912", Exit::done, "{0}：{2} 的 {1} 个取值无法解读（第一个为 way {3}），没有采用。",
    "{0}: {1} values of {2} cannot be read (the first is way {3}) and are left out"};
// {0} file, {1} how many, {2} the first
inline constexpr Message osm_restriction_incomplete{
    "BL-4913", Exit::done, "{0}：{1} 条转向限制（第一条为 relation {2}）涉及文件中没有的路，没有采用。",
    "{0}: {1} turn restrictions (the first is relation {2}) name ways that are not in the file and are not "
    "used"};
// {0} file, {1} how many, {2} the first
inline constexpr Message osm_restriction_malformed{
    "BL-4914", Exit::done,
    "{0}：{1} 条转向限制（第一条为 relation {2}）缺少 from、via 或 to，或类型不明，没有采用。",
    "{0}: {1} turn restrictions (the first is relation {2}) lack from, via or to, or are of no known kind, "
    "and "
    "are not used"};

// (layers/registry_files) {0} file
inline constexpr Message roads_without_directions{
    "BL-4920", Exit::done,
    "{0} 没有单行方向的列：所有道路按双向通行处理。如有该列，请用 --map oneway=表头 "
    "指明；确实都是双向的，用 --map oneway==no 写明。",
    "{0} has no column of directions: all streets count as two-way; name it with --map oneway=HEADER, or say "
    "with --map oneway==no that they are"};
// {0} file, {1} how many
inline constexpr Message roads_meet_at_grade{
    "BL-4921", Exit::done, "{0}：按“平交”列，在 {1} 处把交叉的道路相互接通。",
    "{0}: roads that cross at grade were connected in {1} places, as the layer says"};
// {0} file, {1} how many, {2} and {3} two roads, {4} where
inline constexpr Message roads_cross_apart{
    "BL-4922", Exit::done,
    "{0}：有 {1} 处道路相交而没有公共顶点，如 {2} 与 {3}（{4}），按立体交叉、互不连通处理。确为平面交叉的，"
    "请在“平交”列注明，或用 --map at_grade=表头 指明该列。",
    "{0}: roads cross without a common vertex in {1} places, such as {2} and {3} (at {4}); they count as not "
    "connected there; where they do meet at grade, say so in a column at_grade (or name it with --map "
    "at_grade=HEADER)"};

}  // namespace bareland::messages
