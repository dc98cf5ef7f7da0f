// What the project check (`bareland sites check`) complains about; continues geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-223x wrong usage ----------------------------------------------------------------------
inline constexpr Message sites_nothing_to_check{
    "BL-2230", Exit::usage,
    "没有给出要对照的分区：请用 --workspace 指定工作区，或用 --zones、--wells 至少给出一个文件。",
    "there is nothing to check against: name a workspace with --workspace, or give a file with --zones or "
    "--wells"};
// {0} option
inline constexpr Message sites_both_sources{
    "BL-2231", Exit::usage,
    "--workspace 与 {0} 不能同时使用：分区、水源井和街乡镇要么取自工作区，要么取自文件。",
    "--workspace and {0} do not go together: zones, wells and units come either from the workspace or from "
    "files"};
inline constexpr Message sites_bad_day{"BL-2232", Exit::usage,
                                       "--as-of 应写成 YYYY-MM-DD（如 2024-05-01），而不是“{0}”。",
                                       "--as-of must be a day written YYYY-MM-DD (such as 2024-05-01), not "
                                       "\"{0}\""};
// {0} option, {1} option it goes with
inline constexpr Message sites_option_alone{"BL-2233", Exit::usage, "{0} 只能与 {1} 一起使用。",
                                            "{0} goes with {1} only"};
inline constexpr Message sites_bad_map{
    "BL-2234", Exit::usage,
    "--map 的“{0}”应写成 列=表头（如 name=项目名称），其他文件的列前加 wells.、zones.、units.（如 "
    "wells.name=井名）。",
    "--map: \"{0}\" must be COLUMN=HEADER (such as name=项目名称), with wells., zones. or units. before "
    "columns of the other files (wells.name=井名)"};
inline constexpr Message sites_map_twice{"BL-2235", Exit::usage, "--map 中“{0}”出现了两次。",
                                         "--map: \"{0}\" is given twice"};

// ---- BL-37xx unusable input -------------------------------------------------------------------
// {0} day, {1} versions there are
inline constexpr Message sites_no_zone_on_day{
    "BL-3700", Exit::input,
    "在 {0} 没有任何生效的分区或水源井，核查没有意义。现有的有：{1}。请用 --as-of 指定日期，或补充数据。",
    "no zone or well is in force on {0}, so there is nothing to check against; there are: {1}; give another "
    "day with --as-of, or supply the data"};
// {0} what, zh; {1} what, en; {2} id; {3}, {4} validities; {5} day
inline constexpr Message sites_versions_overlap{
    "BL-3701", Exit::input,
    "{0}“{2}”有两个版本在 {5} 同时有效（{3} 与 {4}），不知道以哪个为准。请给前一版本填上失效日期，或改编号。",
    "two versions of the {1} {2} are in force on {5} ({3} and {4}), and nobody could say which counts; end "
    "the earlier one, or change an id"};
inline constexpr Message sites_no_geometry{
    "BL-3702", Exit::input, "项目“{0}”（{1}）没有位置，无法核查。请补上坐标或图形，或删去该行。",
    "project {0} ({1}) has no place; supply its coordinates or its border, or remove it"};
// {0} well, {1} kind, {2} kinds there are
inline constexpr Message sites_well_kind{
    "BL-3703", Exit::input,
    "水源井“{0}”的类型是“{1}”，应为以下之一：{2}。请更正类型，或在区配置的 [sites.wells] 中增加。",
    "well {0} is of kind \"{1}\", expected one of {2}; correct it, or add the kind to [sites.wells] of the "
    "profile"};
// {0} well, {1} kind
inline constexpr Message sites_well_radius{
    "BL-3704", Exit::input,
    "水源井“{0}”（{1}）没有保护半径。请在 radius_m（半径）列补上，或在区配置的 [sites.wells] "
    "中给出该类型的半径。",
    "well {0} ({1}) has no radius; fill in its radius_m, or give the radius of its kind in [sites.wells] of "
    "the profile"};
// {0} file, {1} line, {2} rule, {3}, {4} validities
inline constexpr Message site_rules_overlap{
    "BL-3705", Exit::input,
    "区配置 {0} 第 {1} 行：规则“{2}”与另一条同编号或同类分区的规则同时有效（{3} 与 {4}）。请改 valid_from 或 "
    "valid_to。",
    "profile {0}, line {1}: rule {2} holds at the same time as another of its id or for the same kind of "
    "zone ({3} and {4}); change valid_from or valid_to"};
inline constexpr Message sites_no_projects{"BL-3706", Exit::input, "{0} 中没有项目。请检查文件或图层名。",
                                           "{0} holds no project; check the file or the layer"};

// ---- BL-47xx findings -------------------------------------------------------------------------
// {0} how many, {1} day, {2} ids with validity
inline constexpr Message sites_not_in_force{
    "BL-4700", Exit::done, "有 {0} 个分区或水源井版本在 {1} 不生效，未参加核查：{2}。",
    "{0} versions of zones and wells are not in force on {1} and were left out: {2}"};
// {0} rule, {1} how many, {2} reason zh, {3} projects, {4} reason en
inline constexpr Message sites_cannot_tell{
    "BL-4701", Exit::done, "规则 {0}：有 {1} 个项目在相关分区内，但{2}，无法判定：{3}。请补充后重新核查。",
    "rule {0}: {1} project(s) in its zones cannot be judged ({4}): {3}; supply what is missing and check "
    "again"};
// {0} rule, {1} how many, {2} reason zh, {3} projects, {4} reason en
inline constexpr Message sites_not_concerned{
    "BL-4702", Exit::done, "规则 {0}：有 {1} 个项目位于相关分区内，但{2}，该规则不适用，未计入：{3}。",
    "rule {0}: {1} project(s) lie in its zones but it does not concern them ({4}), so they are no hits: {3}"};
// {0} kinds
inline constexpr Message sites_kind_without_rule{
    "BL-4703", Exit::done,
    "区配置没有关于 {0} 类分区的规定，只按位置判定。如应适用本区规定，请用 --profile 指定区配置。",
    "the profile says nothing of zones of kind {0}, so place alone decided; name the district's profile with "
    "--profile where its rules should hold"};
// {0} kinds, {1} day
inline constexpr Message sites_rule_not_in_force{
    "BL-4704", Exit::done, "区配置中关于 {0} 类分区的规定在 {1} 都不生效，只按位置判定。",
    "no wording of the profile's rule for zones of kind {0} is in force on {1}, so place alone decided"};
// {0} id
inline constexpr Message sites_id_shared{
    "BL-4705", Exit::done, "分区与水源井共用编号“{0}”，结果中要靠类型区分。请给其中一个改编号。",
    "a zone and a well share the id {0}, so only the kind tells them apart in the results; change one of "
    "them"};
// {0} how many, {1} ids
inline constexpr Message sites_well_without_kind{
    "BL-4706", Exit::done,
    "有 {0} 眼水源井没有类型，按“water_source”（未分级水源保护范围）列出：{1}。请补上类型。",
    "{0} well(s) have no kind and are listed as \"water_source\": {1}; fill in the kind"};
// {0} file, {1} CRS, {2} metres
inline constexpr Message sites_datum{
    "BL-4707", Exit::done, "{0} 的坐标系 {1} 不以 CGCS2000 为基准，换算误差按 {2} 米计入定位误差。",
    "{0} is in {1}, which does not rest on CGCS2000: {2} m were added to its uncertainty"};
// {0} id, {1} how often
inline constexpr Message sites_project_id_twice{
    "BL-4709", Exit::done, "项目编号“{0}”出现了 {1} 次，各行分别核查。请核对编号。",
    "the project id {0} occurs {1} times; each was checked by itself; check the ids"};
inline constexpr Message sites_without_units{"BL-4710", Exit::done,
                                             "没有街乡镇图层，结果中不列所在街乡镇。可用 --units 给出。",
                                             "there are no units, so no townships are listed; give --units"};
// {0} how many, {1} ids
inline constexpr Message sites_outside_units{
    "BL-4711", Exit::done, "有 {0} 个项目不在任何街乡镇内：{1}。请核对坐标和坐标系。",
    "{0} project(s) lie outside all units: {1}; check coordinates and CRS"};
// {0} kind of well, {1} metres, {2} how many
inline constexpr Message sites_radius_from_profile{
    "BL-4712", Exit::done, "有 {2} 眼 {0} 类水源井没有半径，按区配置取 {1} 米。",
    "{2} well(s) of kind {0} have no radius; the profile's {1} m were taken"};

}  // namespace bareland::messages
