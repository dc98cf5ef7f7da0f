// What the registry of zones complains about (`bareland zones list, show, diff, check, dossier`); continues
// geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-221x wrong usage ----------------------------------------------------------------------
// {0} option or argument, {1} text
inline constexpr Message zones_bad_day{
    "BL-2210", Exit::usage, "{0} 应是一个日期，写成 YYYY-MM-DD（如 2024-05-01），而不是“{1}”。",
    "{0} must be a day, written YYYY-MM-DD (such as 2024-05-01), not \"{1}\""};
inline constexpr Message zones_days_reversed{
    "BL-2211", Exit::usage, "zones diff 的两个日期应先早后晚，现在是 {0} 和 {1}。请对调后再运行。",
    "zones diff takes the earlier day first, given were {0} and {1}; swap them"};
// {0} file as given
inline constexpr Message zones_bad_extension{
    "BL-2212", Exit::usage, "一源一档只能写成 .json 或 .xlsx 文件，而不是“{0}”。请改 --out 的文件名。",
    "a dossier is written as .json or .xlsx, not as \"{0}\"; change the name given with --out"};

// ---- BL-38xx unusable input -------------------------------------------------------------------
// {0} id, {1} where it was looked for
inline constexpr Message zone_unknown{
    "BL-3800", Exit::input, "{1}中没有编号或名称为“{0}”的分区。用 bareland zones list --all 查看全部分区。",
    "{1} holds no zone of id or name \"{0}\"; bareland zones list --all shows all there are"};
// {2} the closest one
inline constexpr Message zone_unknown_close{"BL-3801", Exit::input,
                                            "{1}中没有编号或名称为“{0}”的分区，是否应为“{2}”？",
                                            "{1} holds no zone of id or name \"{0}\"; did you mean \"{2}\"?"};
// {0} name, {1} ids
inline constexpr Message zone_ambiguous{"BL-3802", Exit::input,
                                        "名称“{0}”对应多个：{1}。请改用其中一个编号。",
                                        "\"{0}\" is the name of several: {1}; use one of these ids"};
// {0} id, {1} day, {2} versions
inline constexpr Message zone_not_valid{
    "BL-3803", Exit::input,
    "分区“{0}”在 {1} 没有生效的版本，现有版本的有效期为：{2}。请用 --as-of 指定其中的日期。",
    "zone {0} has no version in force on {1}; its versions are of {2}; give a day in one of them with "
    "--as-of"};
// {0} id, {1} where
inline constexpr Message dossier_unknown{
    "BL-3804", Exit::input,
    "{1}中没有名为“{0}”的水源地，也没有这个编号或名称的水源井、分区。请核对后再运行。",
    "{1} holds no water source called \"{0}\", and no well or zone of that id or name; check the spelling"};
// {2} the closest one
inline constexpr Message dossier_unknown_close{
    "BL-3805", Exit::input, "{1}中没有名为“{0}”的水源地，也没有这个编号或名称的水源井、分区，是否应为“{2}”？",
    "{1} holds no water source called \"{0}\", and no well or zone of that id or name; did you mean "
    "\"{2}\"?"};

// ---- BL-48xx findings -------------------------------------------------------------------------
// {0} zone, {1} computed, {2} stated, {3} difference, {4} percent
inline constexpr Message stated_area_differs{
    "BL-4800", Exit::done,
    "{0}：按图形计算的地面面积为 {1} 平方米，文件载明 {2} 平方米，相差 {3} 平方米（{4}%）。",
    "{0}: the computed ground area is {1} m2, the document states {2} m2, a difference of {3} m2 ({4} %)"};
// {0} zone, {1} zone, {2} kind, {3} m2
inline constexpr Message zones_overlap{
    "BL-4801", Exit::done, "{0}与{1}同为{2}，互相重叠 {3} 平方米。请核对两者的边界。",
    "{0} and {1}, both of kind {2}, overlap by {3} m2; check their borders"};
// {0} zone, {1} number of discs, {2} sum, {3} dissolved, {4} overlap
inline constexpr Message discs_overlap{
    "BL-4802", Exit::done,
    "{0}由 {1} 个圆组成：逐个相加 {2} 平方米，合并后 {3} 平方米，圆与圆重叠 {4} 平方米。面积以合并后为准。",
    "{0} consists of {1} discs: {2} m2 added up one by one, {3} m2 dissolved, {4} m2 of overlap; the "
    "dissolved "
    "area holds"};
// {0} zone, {1} m2
inline constexpr Message parts_overlap{
    "BL-4803", Exit::done, "{0}的各部分之间重叠 {1} 平方米，面积只计一次。请核对图形。",
    "parts of {0} overlap by {1} m2, which counts once; check its polygons"};
// {0} primary, {1} secondary, {2} m2
inline constexpr Message primary_over_secondary{
    "BL-4804", Exit::done, "{0}（一级）压盖{1}（二级）{2} 平方米，重叠处一律按一级保护区认定。",
    "{0} (primary) covers {2} m2 of {1} (secondary); there the primary zone holds"};
// {0} zone
inline constexpr Message zone_outside_units{"BL-4805", Exit::done,
                                            "{0}完全不在任何街乡镇内。请核对坐标系和边界。",
                                            "{0} lies outside all units; check its CRS and border"};
// {0} zone, {1} m2, {2} percent
inline constexpr Message zone_partly_outside_units{"BL-4806", Exit::done,
                                                   "{0}有 {1} 平方米（{2}%）不在任何街乡镇内。",
                                                   "{1} m2 ({2} %) of {0} lie outside all units"};
// {0} zone, {1} from, {2} to
inline constexpr Message validity_reversed{
    "BL-4807", Exit::done, "{0}的失效日期 {2} 早于生效日期 {1}，在任何一天都不生效。请更正日期。",
    "{0} ends on {2}, before it begins on {1}, so it is never in force; correct the dates"};
// {0} id, {1} validity, {2} validity
inline constexpr Message versions_overlap{
    "BL-4808", Exit::done,
    "编号“{0}”有两个版本的有效期重叠：{1} 与 {2}。请给前一版本填上失效日期，或改编号。",
    "two versions of id {0} hold at the same time: {1} and {2}; end the earlier one, or change an id"};
// {0} id, {1} last day, {2} next first day
inline constexpr Message versions_gap{
    "BL-4809", Exit::done, "编号“{0}”的两个版本之间有空档：前一版本到 {1} 为止，后一版本从 {2} 起。",
    "versions of id {0} leave days uncovered: one ends on {1}, the next begins on {2}"};
// {0} zone, {1} owner, {2} metres
inline constexpr Message owner_not_met{
    "BL-4810", Exit::done, "{0}的责任单位“{1}”与该分区没有相交。请核对边界或责任单位。",
    "{0} names {1} as its owner but does not meet that unit; check the border or the owners"};
// {0} zone, {1} owner
inline constexpr Message owner_unknown{
    "BL-4811", Exit::done,
    "{0}的责任单位“{1}”不在街乡镇图层中。请核对名称，或在区配置的 [aliases] 中补充别名。",
    "{0} names {1} as its owner, which the unit layer does not hold; check the name, or add an alias to the "
    "profile"};
// {0} zone, {1} unit, {2} m2, {3} percent
inline constexpr Message unit_not_owner{"BL-4812", Exit::done,
                                        "{0}有 {2} 平方米（{3}%）在{1}，而{1}不是该分区的责任单位。",
                                        "{2} m2 ({3} %) of {0} lie in {1}, which is not one of its owners"};
// {0} zone, {1} well
inline constexpr Message disc_without_well{
    "BL-4813", Exit::done, "{0}含有水源井“{1}”的圆，但当日的水源井中没有这眼井。",
    "{0} holds a disc of well {1}, which is not among the wells of the day"};
// {0} zone, {1} well, {2} radius of disc, {3} radius of well, {4} metres between centres
inline constexpr Message disc_differs_from_well{
    "BL-4814", Exit::done,
    "{0}中水源井“{1}”的圆与井表不一致：圆半径 {2} 米，井表 {3} 米，圆心相距 {4} 米。请重新生成该分区。",
    "in {0} the disc of well {1} differs from the table of wells: radius {2} m against {3} m, centres {4} m "
    "apart; build the zone anew"};
// {0} zone
inline constexpr Message zone_without_ground{"BL-4815", Exit::done, "{0}没有图形，无法计算。请补充图形。",
                                             "{0} has no geometry; supply it"};
// {0} day
inline constexpr Message no_zone_on_day{"BL-4816", Exit::done, "{0} 没有生效的分区。",
                                        "no zone is in force on {0}"};
inline constexpr Message units_not_given{
    "BL-4817", Exit::done, "没有街乡镇图层，未核对所在街乡镇和责任单位。可用 --units 给出，或先导入工作区。",
    "there are no units, so places and owners were not checked; give --units, or import them into the "
    "workspace"};

inline constexpr Message sites_not_given{"BL-4818", Exit::done,
                                         "没有项目图层，未列出周边项目。可用 --sites 给出，或先导入工作区。",
                                         "there are no sites, so none near the source are listed; give "
                                         "--sites, or import them into the workspace"};

// {0} well, {1} kind, {2} metres
inline constexpr Message well_radius_of_profile{
    "BL-4819", Exit::done, "水源井“{0}”没有半径，按区配置对类型“{1}”的规定取 {2} 米。",
    "well {0} has no radius; the profile's {2} m for kind \"{1}\" were taken"};
inline constexpr Message well_without_radius{"BL-4820", Exit::done,
                                             "水源井“{0}”没有半径，无法计算保护范围。请补充半径。",
                                             "well {0} has no radius, so its disc is not known; supply it"};

}  // namespace bareland::messages
