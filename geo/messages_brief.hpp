// What `bareland brief` complains about; continues geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-2285 ... 2289 wrong usage --------------------------------------------------------------
// {0} option, {1} value, {2} what is possible
inline constexpr Message brief_bad_word{"BL-2285", Exit::usage, "{0} 的“{1}”不是可用的值，可用的有：{2}。",
                                        "{0}: \"{1}\" is none of {2}"};
inline constexpr Message brief_no_ranking{
    "BL-2286", Exit::usage,
    "没有给出排名结果：请用 --ranking 指定 ranking.json，或用 --workspace 和 --month 指明工作区中的月份。",
    "there is no ranking: give a ranking.json with --ranking, or name a month of a workspace with "
    "--workspace and "
    "--month"};
// {0} option
inline constexpr Message brief_both_sources{
    "BL-2287", Exit::usage, "--workspace 与 {0} 不能同时使用：排名结果要么取自文件，要么取自工作区。",
    "--workspace and {0} do not go together: the ranking comes either from a "
    "file or from a workspace"};

inline constexpr Message brief_patches_or_raster{"BL-2288", Exit::usage,
                                                 "--patches 与 --raster 只能给出其中之一。",
                                                 "give either --patches or --raster, not both"};

// ---- BL-393x unusable input --------------------------------------------------------------------
// {0} role in Chinese, {1} in English, {2} file, {3} expected hash, {4} found hash, {5} ranking
inline constexpr Message brief_other_file{"BL-3930", Exit::input,
                                          "{0}文件“{2}”不是排名所用的那一份：{5} 记录的 SHA-256 为 "
                                          "{3}，此文件为 {4}。请给出排名时所用的文件，或重新排名。",
                                          "{1} {2} is not the file that was ranked: {5} records SHA-256 {3}, "
                                          "this one has {4}; give the file that was used, or "
                                          "rank again"};
// {0} role zh, {1} role en, {2} name, {3} ranking, {4} folders
inline constexpr Message brief_file_not_found{
    "BL-3931", Exit::input,
    "找不到 {3} 所用的{0}文件“{2}”（已在这些文件夹中查找：{4}）。请把它放在其中之一，或用相应的选项指明。",
    "cannot find {1} {2}, which {3} was made with (looked for it in {4}); put it into one of these folders "
    "or name it by "
    "its option"};
// {0} ranking, {1} unit id, {2} name, {3} units file
inline constexpr Message brief_unit_missing{
    "BL-3932", Exit::input,
    "{0} 中的“{2}”（代码 {1}）不在街乡镇文件“{3}”中：两者不是同一套边界，请给出排名时所用的边界。",
    "\"{2}\" (id {1}) of {0} is not in the units {3}: they do not belong together; "
    "give the borders that were ranked"};
// {0} id, {1} ranking, {2} known
inline constexpr Message brief_no_such_unit{"BL-3933", Exit::input,
                                            "--unit 的“{0}”不在 {1} 中。其中有：{2}。",
                                            "--unit: \"{0}\" is not in {1}, which has {2}"};
// {0} file, {1} month of it, {2} month of the briefing
inline constexpr Message brief_history_later{
    "BL-3934", Exit::input,
    "--history 的 {0} 是 {1} 的结果，不早于简报的 {2}。请只给出更早月份的 ranking.json。",
    "--history: {0} is the ranking of {1}, not earlier than the briefing's {2}; give earlier months only"};
inline constexpr Message brief_history_twice{
    "BL-3935", Exit::input, "--history 中 {0} 与 {1} 都是 {2} 的结果。请删去其中之一。",
    "--history: {0} and {1} are both the ranking of {2}; remove one of them"};
// {0} workspace, {1} month, {2} months there are
inline constexpr Message brief_month_missing{
    "BL-3936", Exit::input,
    "工作区 {0} 中没有 {1} 的排名。已有的月份：{2}。请先用 bareland rank --workspace 排名。",
    "the workspace {0} holds no ranking of {1}; it has {2}; make it with bareland rank --workspace first"};
// {0} file, {1} schema found, {2} expected
inline constexpr Message brief_other_schema{
    "BL-3937", Exit::input, "{0} 的 schema 是 {1}，应为 \"{2}\"。请给出 bareland 写出的文件。",
    "{0}: schema is {1}, expected \"{2}\": give a file that bareland wrote"};
// {0} names
inline constexpr Message brief_sheets_failed{"BL-3938", Exit::failed,
                                             "有 {0} 张简报没有做成：{1}。其余的已经写出。",
                                             "{0} sheets could not be made: {1}; the others were written"};
// {0} raster, {1} unit id, {2} name
inline constexpr Message brief_raster_misses_unit{
    "BL-3939", Exit::input,
    "影像 {0} 没有覆盖“{2}”（代码 {1}），而排名中它有影像：请给出排名时所用的全部影像。",
    "the raster {0} does not cover \"{2}\" (id {1}), which the ranking has observed: give all rasters that "
    "were ranked"};

// {0} file, {1} month of it, {2} month of the briefing
inline constexpr Message brief_patches_of_other_month{
    "BL-3928", Exit::input, "--patches 的 {0} 是 {1} 的图斑，简报是 {2} 的。请给出当月的图斑。",
    "--patches: {0} holds the patches of {1}, the briefing is of {2}; give those of the month"};
// {0} file, {1} unit, {2} id, {3} its m2 there, {4} in the ranking, {5} ranking
inline constexpr Message brief_patches_of_other_ground{
    "BL-3929", Exit::input,
    "--patches 的 {0} 在“{1}”（代码 {2}）的图斑共 {3:.0f} ㎡，而 {5} 中该单元裸露面积为 {4:.0f} "
    "㎡：两者不是同一次结果。"
    "请用排名时的输入重新提取图斑。",
    "--patches: {0} has {3:.0f} m2 of patches in \"{1}\" (id {2}), where {5} has {4:.0f} m2 of bare land: "
    "they are "
    "not of one run; find the patches again from what was ranked"};
// {0} texts
inline constexpr Message brief_missing_glyph{
    "BL-1401", Exit::failed,
    "所装字体没有这些文字的字形：{0}。请安装 fonts-noto-cjk 及相应字体，或修改模板。",
    "the installed fonts have no glyphs for {0}; install fonts-noto-cjk and the fonts needed, or change the "
    "template"};

}  // namespace bareland::messages
