// What can be wrong with zone recipes and what is found when zones are built (docs/recipes.md).
// BL-3600..3699 errors, BL-4600..4699 findings. Form and rules: geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-360x the recipe as a file (layers/recipe): the arguments are those of the profile_* messages
// -------
inline constexpr Message recipe_unreadable{"BL-3600", Exit::input, "无法读取分区方案 {0}：{1}。",
                                           "cannot read the recipe {0}: {2}"};
inline constexpr Message recipe_syntax{
    "BL-3601", Exit::input, "分区方案 {0} 第 {1} 行第 {2} 列不是正确的 TOML：{3}。文件须为 UTF-8 编码。",
    "{0}, line {1}, column {2}: not valid TOML: {3}; the file must be UTF-8"};
inline constexpr Message recipe_unknown_key{
    "BL-3602", Exit::input, "分区方案 {0} 第 {1} 行：{3} 中没有“{2}”这个键，最接近的是“{4}”。",
    "{0}, line {1}: unknown key \"{2}\" in {5}; the closest known key is \"{4}\""};
inline constexpr Message recipe_strange_key{
    "BL-3603", Exit::input, "分区方案 {0} 第 {1} 行：{3} 中没有“{2}”这个键，可用的键有：{4}。",
    "{0}, line {1}: unknown key \"{2}\" in {5}; known keys: {4}"};
inline constexpr Message recipe_missing_key{"BL-3604", Exit::input,
                                            "分区方案 {0} 第 {1} 行：{2} 缺少键“{3}”，应为{4}。",
                                            "{0}, line {1}: {6} lacks the key \"{3}\"; expected {5}"};
inline constexpr Message recipe_bad_value{"BL-3605", Exit::input,
                                          "分区方案 {0} 第 {1} 行：{2} = {3}，应为{4}。",
                                          "{0}, line {1}: {2} = {3}; expected {5}"};
inline constexpr Message recipe_zone_twice{
    "BL-3606", Exit::input, "分区方案 {0} 第 {1} 行：分区编号“{2}”重复，请改其中一个。",
    "{0}, line {1}: the zone id \"{2}\" is used twice; change one of them"};
inline constexpr Message recipe_no_piece{
    "BL-3607", Exit::input, "分区方案 {0} 第 {1} 行：{2} 没有说明范围，须有以下键之一：{3}。",
    "{0}, line {1}: {2} does not say what it covers; it needs one of the keys {3}"};
inline constexpr Message recipe_two_pieces{
    "BL-3608", Exit::input,
    "分区方案 {0} 第 {1} 行：{2} 同时有“{3}”和“{4}”，只能有一个；几块合并请用 union。",
    "{0}, line {1}: {2} has both \"{3}\" and \"{4}\"; give one, and join several with union"};
inline constexpr Message recipe_synonym_twice{
    "BL-3609", Exit::input, "分区方案 {0} 第 {1} 行：同义名称“{2}”同时属于“{3}”和“{4}”，一个名称只能指一处。",
    "{0}, line {1}: the synonym \"{2}\" belongs to both \"{3}\" and \"{4}\"; a name may mean one thing only"};
inline constexpr Message recipe_zone_unknown{
    "BL-3610", Exit::input, "分区方案 {0} 第 {1} 行：{2} 引用分区“{3}”，它不在本条之前（之前有：{4}）。",
    "{0}, line {1}: {2} refers to the zone \"{3}\", which does not stand before it (before it: {4})"};

// ---- BL-362x names that are not there. {0}: recipe, zone and piece, as a Text, in all of the following
// ------- {1} what, {2} the option
inline constexpr Message zone_needs_layer{"BL-3620", Exit::input, "{0}：需要{1}，请用 {2} 给出。",
                                          "{0}: this needs {1}; give it with {2}"};
// {2} candidates, a sentence with a blank after it, or nothing
inline constexpr Message zone_road_unknown{
    "BL-3621", Exit::input,
    "{0}：线路图层中没有叫“{1}”的线。{2}名称须完全一致；确为同一条的，请写入方案的 [synonyms]。",
    "{0}: no line is called \"{1}\" in the road layers. {2}Names must be exactly the same; where two names "
    "are "
    "one road, say so in [synonyms] of the recipe"};
inline constexpr Message zone_well_unknown{
    "BL-3622", Exit::input,
    "{0}：水源井图层中没有“{1}”。{2}名称须完全一致；确为同一处的，请写入方案的 [synonyms]。",
    "{0}: the wells have no \"{1}\". {2}Names must be exactly the same; where two names are one, say so in "
    "[synonyms] of the recipe"};
inline constexpr Message zone_well_ambiguous{
    "BL-3623", Exit::input, "{0}：叫“{1}”的井有 {2} 眼（编号 {3}），请改写编号，或用 source 指明水源地。",
    "{0}: {2} wells answer to \"{1}\" (ids {3}); write the id, or name their source with the key source"};
inline constexpr Message zone_well_range{
    "BL-3624", Exit::input,
    "{0}：“{1}”不是井号区间，应写成 基岩1#—基岩15# 这样：两端名称相同，号码由小到大。",
    "{0}: \"{1}\" is no range of wells; write it like 基岩1#—基岩15#, the same name at both ends, counting "
    "up"};
inline constexpr Message zone_well_no_radius{
    "BL-3625", Exit::input, "{0}：井“{1}”没有半径，请在方案中写 radius_m，或在水源井图层中补上。",
    "{0}: the well \"{1}\" has no radius; write radius_m into the recipe, or complete the wells"};
inline constexpr Message zone_unit_unknown{
    "BL-3626", Exit::input,
    "{0}：街乡镇图层中没有“{1}”。{2}名称须完全一致；确为同一个的，请写入方案的 [synonyms]。",
    "{0}: the units have no \"{1}\". {2}Names must be exactly the same; where two names are one unit, say so "
    "in "
    "[synonyms] of the recipe"};
inline constexpr Message zone_unit_ambiguous{
    "BL-3627", Exit::input, "{0}：叫“{1}”的街乡镇有 {2} 个（代码 {3}），请改写代码，或只给一个时期的图层。",
    "{0}: {2} units answer to \"{1}\" (ids {3}); write the id, or give the layer of one period"};

// ---- BL-363x lines that do not make a zone (geo/zone_path, geo/zone_face) ----------------------------
inline constexpr Message zone_no_meeting{
    "BL-3630", Exit::input, "{0}：{1}与{2}不相接，最近处相距 {3} 米（{4} 与 {5}），gap_m 允许 {6} 米。",
    "{0}: {1} and {2} do not meet; where they come nearest there are {3} m between them ({4} and {5}), and "
    "gap_m "
    "allows {6} m"};
inline constexpr Message zone_many_meetings{
    "BL-3631", Exit::input, "{0}：{1}与{2}有 {3} 处相接：{4}。请用 at 说明是哪一处。",
    "{0}: {1} and {2} meet at {3} places: {4}; say which one with at"};
inline constexpr Message zone_not_connected{
    "BL-3632", Exit::input, "{0}：{1}在 {2} 与 {3} 之间断开，缺口 {4} 米（{5} 至 {6}），gap_m 允许 {7} 米。",
    "{0}: {1} is broken between {2} and {3}; the gap is {4} m ({5} to {6}), and gap_m allows {7} m"};
inline constexpr Message zone_step_apart{
    "BL-3633", Exit::input, "{0}：上一段止于 {1}，而{2}距该处 {3} 米（在 {4}），gap_m 允许 {5} 米。",
    "{0}: the step before ends at {1}, and {2} is {3} m away from there (at {4}); gap_m allows {5} m"};
inline constexpr Message zone_ring_open{
    "BL-3634", Exit::input, "{0}：没有闭合，终点 {1} 距起点 {2} 有 {3} 米，gap_m 允许 {4} 米。",
    "{0}: the ring does not close; its end {1} is {3} m from its start {2}, and gap_m allows {4} m"};
inline constexpr Message zone_two_ways{
    "BL-3635", Exit::input, "{0}：沿{1}从 {2} 到 {3} 有两条走法，请用 toward 或 turn 说明走哪一边。",
    "{0}: {1} leads from {2} to {3} in two ways; say which one with toward or turn"};
inline constexpr Message zone_wrong_way{
    "BL-3636", Exit::input, "{0}：方案写明沿{1}向{2}，但从 {3} 到 {4} 并不是向{2}。请核对方案和线路。",
    "{0}: the recipe says {2} along {1}, but {4} is not that way from {3}; check the recipe and the lines"};
inline constexpr Message zone_crosses{
    "BL-3637", Exit::input, "{0}：边界在 {1} 自相交叉（{2}），围不成一整块。请核对走向，或用 at 改选相接处。",
    "{0}: the border crosses itself at {1} ({2}) and so encloses no single piece; check the order, or choose "
    "other meetings with at"};
inline constexpr Message zone_no_end{
    "BL-3638", Exit::input, "{0}：{1}有 {2} 个端点（{3}），无法判断是哪一端，请用 toward 说明。",
    "{0}: {1} has {2} ends ({3}), and it is not clear which one is meant; say so with toward"};
inline constexpr Message zone_encloses_nothing{"BL-3639", Exit::input, "{0}：没有围出任何范围。",
                                               "{0}: this encloses nothing"};
inline constexpr Message zone_one_place{"BL-3640", Exit::input,
                                        "{0}：沿{1}的起点和终点是同一处（{2}），没有可走的一段。请核对走向。",
                                        "{0}: along {1} the step begins and ends at one place ({2}), so "
                                        "there is nothing to follow; check the order"};
inline constexpr Message zone_ray_misses{
    "BL-3641", Exit::input, "{0}：从 {1} 向正{2}遇不到{3}，最近处偏 {4} 米（在 {5}），gap_m 允许 {6} 米。",
    "{0}: going due {2} from {1} does not reach {3}, which passes {4} m beside it (at {5}); gap_m allows {6} "
    "m"};

// ---- BL-366x files of a recipe (layers/shapes) ------------------------------------------------
inline constexpr Message zone_file_nothing{
    "BL-3660", Exit::input, "“{0}”的图层“{1}”共 {2} 个要素，没有一个符合 {3}。请核对 where 的字段和取值。",
    "{0}, layer {1}: none of its {2} features has {3}; check the fields and values in where"};
// {2} feature, {3} column or reason
inline constexpr Message zones_file_damaged{
    "BL-3661", Exit::input,
    "分区文件“{0}”的“{1}”表第 {2} 条不完整或有误：{3}。请用 bareland zones build 重新生成。",
    "{0}, layer {1}, feature {2}: {3} is missing or wrong; make the zones file again with bareland zones "
    "build"};

// ---- BL-46xx findings. {0} zone id -----------------------------------------------------------------
inline constexpr Message zone_area_differs{
    "BL-4600", Exit::done,
    "分区“{0}”计算面积 {1:.2f} 平方米，文件写明 {2:.2f} 平方米，相差 {3:+.2f} 平方米（{4:+.2f}%）。",
    "zone \"{0}\": computed {1:.2f} m2, the document states {2:.2f} m2, a difference of {3:+.2f} m2 "
    "({4:+.2f} "
    "%)"};
inline constexpr Message zone_discs_overlap{
    "BL-4601", Exit::done,
    "分区“{0}”的 {1} 个圆分别计算合计 {2:.2f} 平方米，合并后 {3:.2f} 平方米，相互重叠 {4:.2f} 平方米。",
    "zone \"{0}\": its {1} discs sum to {2:.2f} m2; dissolved they cover {3:.2f} m2, so {4:.2f} m2 overlap"};
inline constexpr Message zone_radius_differs{
    "BL-4602", Exit::done, "分区“{0}”：井“{1}”按方案取半径 {2} 米，水源井图层中是 {3} 米。",
    "zone \"{0}\": the well \"{1}\" is taken with the recipe's radius of {2} m; the wells have {3} m"};
inline constexpr Message zone_gap_bridged{
    "BL-4603", Exit::done, "分区“{0}”：{1}有 {2} 米的间隙（{3} 至 {4}），已按 gap_m 连接。",
    "zone \"{0}\": {1} has a gap of {2} m ({3} to {4}), bridged as gap_m allows"};
inline constexpr Message zone_shape_repaired{"BL-4604", Exit::done,
                                             "“{0}”的要素 {1} 不合法（{2}），已自动修复后使用。",
                                             "{0}, feature {1} is invalid ({2}) and was repaired"};

inline constexpr Message zone_carriageway_broken{"BL-4605", Exit::done,
                                                 "分区“{0}”：{1}有一条车行道在 {2} 处中断（最近的另一端相距 "
                                                 "{3} 米，gap_m 为 {4} 米）；中断处以相邻的车行道为界。",
                                                 "zone \"{0}\": a carriageway of {1} breaks off at {2} "
                                                 "(nearest other end {3} m away, gap_m {4} m); where it is "
                                                 "missing the next carriageway bounds the zone"};

}  // namespace bareland::messages
