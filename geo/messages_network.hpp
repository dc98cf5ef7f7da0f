// What the import of roads, road networks and their builder complain about; continues geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-224x wrong usage ------------------------------------------------------------------------
// (jobs/workspace) {0} the layer
inline constexpr Message date_without_roads{
    "BL-2240", Exit::usage, "--date 只用于 roads（路网数据的日期）：{0} 请用 --valid-from、--valid-to。",
    "--date is the date of a road network and goes with roads only: {0} have --valid-from and --valid-to"};
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

}  // namespace bareland::messages
