// What making zones to links of the road network, and sweeping at site exits, complain about; continues
// geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-225x wrong usage ----------------------------------------------------------------------
// {0} as given
inline constexpr Message sweep_bad_range{
    "BL-2250", Exit::usage, "--each-side 应为大于 0、不超过 10000 的米数（如 100），而不是“{0}”。",
    "--each-side must be metres above 0 and at most 10000 (such as 100), not \"{0}\""};

// ---- BL-39xx unusable input -------------------------------------------------------------------
// {0} zone, {1} road, {2} link, {3} {4} place, {5} " of DATE" of the network
inline constexpr Message zone_link_missing{
    "BL-3950", Exit::input,
    "分区“{0}”边界道路“{1}”的路段 {2}（{3:.6f}, {4:.6f} "
    "处）不在路网{5}中，不以其他道路代替。请导入与分区同期的路网"
    "（bareland import roads），或用该路网重新生成分区（bareland zones build）。",
    "zone {0}: link {2} of its loop road {1} (at {3:.6f}, {4:.6f}) is not in the road network{5}, and no "
    "other "
    "road is put in its place; import the network of the zone's time (bareland import roads), or build the "
    "zone anew with this one (bareland zones build)"};
// as above
inline constexpr Message zone_link_elsewhere{
    "BL-3951", Exit::input,
    "分区“{0}”边界道路“{1}”的路段 {2} 在 {3:.6f}, {4:.6f} "
    "处与路网{5}中同编号的道路不重合（相差超过 1 米）。请用同期的路网，或用该路网重新生成分区（bareland "
    "zones build）。",
    "zone {0}: at {3:.6f}, {4:.6f} link {2} of its loop road {1} is not where the road of that id is in the "
    "network{5} (more than 1 m off); use the network of the zone's time, or build the zone anew with this "
    "one "
    "(bareland zones build)"};
// {0} zone, {1} largest gap that is closed, metres
inline constexpr Message zone_edge_open{
    "BL-3952", Exit::input,
    "分区“{0}”有边界路段但没有边线，其边界路段首尾相接（间隙不超过 {1} "
    "米）也围不成区域。请重新生成分区（bareland "
    "zones build）。",
    "zone {0} has links but no edge, and its links, joined across gaps of at most {1} m, enclose nothing; "
    "build the zone anew (bareland zones build)"};

// ---- BL-49xx findings -------------------------------------------------------------------------
// {0} zone, {1} road, {2} its id, {3} how often, {4} {5} place of the first
inline constexpr Message zone_cut_without_junction{
    "BL-4950", Exit::done,
    "道路“{1}”（{2}）在 {4:.6f}, {5:.6f} 等 {3} "
    "处穿过分区“{0}”的边界道路而没有路口，也不是桥梁或隧道：按边线截断，"
    "请核对路网。",
    "road {1} ({2}) crosses the loop of zone {0} without a junction, neither on a bridge nor in a tunnel, "
    "{3} "
    "time(s), first at {4:.6f}, {5:.6f}: it is cut at the edge; check the network"};
// {0} zone
inline constexpr Message zone_without_links{
    "BL-4951", Exit::done, "分区“{0}”内没有路网中的任何道路：路线核查不会涉及它。请核对路网的范围。",
    "zone {0} holds no road of the network, so no route can concern it; check what the network covers"};
// {0} site
inline constexpr Message sweep_no_gate{
    "BL-4952", Exit::done, "工地“{0}”是面，没有给出出入口，无法划定清扫范围。请用 --gates 补充。",
    "site {0} is an area and has no gate, so nobody can say what is to be swept; supply one with --gates"};
// {0} site, {1} gate, {2} limit in metres
inline constexpr Message sweep_no_road{
    "BL-4953", Exit::done,
    "工地“{0}”的出口“{1}”{2} "
    "米内没有货车可行、可开设出口的道路，无法划定清扫范围。请核对坐标和坐标系，或补充道路。",
    "gate {1} of site {0} has no road for trucks within {2} m that a gate may open on, so nobody can say "
    "what is to be swept; check its coordinates and their CRS, or supply the road"};
// {0} metres each side, {1} clause
inline constexpr Message sweep_to_be_confirmed{
    "BL-4954", Exit::done,
    "清扫范围按每侧 {0} 米计，但文件（{1}）没有写明“每侧”：请主管部门确认，或用 --each-side 指定。",
    "{0} m each side are taken, but the document ({1}) does not say \"each side\": have it confirmed, or "
    "give "
    "--each-side"};

}  // namespace bareland::messages
