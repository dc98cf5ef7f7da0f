// Messages of the workspace and of `init` and `import`. See geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-12xx the job failed ---------------------------------------------------------------------
// (layers/workspace) Nothing is wrong with any input: the same command works a little later.
// {0} workspace, {1} seconds
inline constexpr Message workspace_busy{
    "BL-1200", Exit::failed,
    "工作区“{0}”正由另一个程序写入，等了 {1} 秒仍未结束；本次没有写入任何内容。请待对方完成后再运行。",
    "another program is writing to the workspace {0} and did not finish within {1} seconds; nothing was "
    "written; run again when it is done"};
// {0} month, {1} workspace, {2} why
inline constexpr Message month_not_stored{
    "BL-1201", Exit::failed,
    "输出目录中的结果已全部写好，但 {0} 的排名没有存入工作区“{1}”：{2} 请排除原因后重新运行同一命令。",
    "the outputs are complete, but the ranking of {0} was not stored in the workspace {1}: {2}; remove the "
    "cause and run the same command again"};

// ---- BL-22xx wrong usage ------------------------------------------------------------------------
// (jobs/workspace) {0} option, {1} its text
inline constexpr Message bad_day{"BL-2200", Exit::usage,
                                 "{0} 应为日期，如 2024-05-01、2024/5/1 或 2024年5月1日，而不是“{1}”。",
                                 "{0} must be a date, such as 2024-05-01 or 2024/5/1, not \"{1}\""};
// {0} first day, {1} last day
inline constexpr Message days_reversed{"BL-2201", Exit::usage,
                                       "--valid-to（{1}）早于 --valid-from（{0}），请核对。",
                                       "--valid-to ({1}) is before --valid-from ({0}); check them"};
// {0} the entry
inline constexpr Message bad_map{
    "BL-2202", Exit::usage, "--map 的“{0}”应写成 列=表头，各项以逗号隔开，例如 name=名称,id=编号。",
    "--map: \"{0}\" must be COLUMN=HEADER, entries parted by commas, for example name=名称,id=编号"};
// {0} the column
inline constexpr Message map_twice{"BL-2203", Exit::usage, "--map 中“{0}”出现了两次。",
                                   "--map: \"{0}\" is given twice"};
// {0} the layer
inline constexpr Message without_validity{
    "BL-2204", Exit::usage, "--valid-from、--valid-to 只用于 units、zones 和 wells：{0} 没有有效期。",
    "--valid-from and --valid-to go with units, zones and wells only: {0} have no validity"};

// ---- BL-35xx unusable input: the workspace file -------------------------------------------------
// (layers/workspace) {0} is always the workspace as the user wrote it
inline constexpr Message workspace_missing{
    "BL-3500", Exit::input, "找不到工作区文件“{0}”。请用 --workspace 指定，或先用 bareland init {0} 新建。",
    "there is no workspace {0}; name one with --workspace, or make it with bareland init {0}"};
inline constexpr Message workspace_not_sqlite{
    "BL-3501", Exit::input,
    "“{0}”不是 bareland 工作区，连 SQLite 数据库也不是。请指定由 bareland init 建立的文件。",
    "{0} is no bareland workspace, nor any SQLite database; name a file made by bareland init"};
inline constexpr Message workspace_foreign{
    "BL-3502", Exit::input,
    "“{0}”是 SQLite 数据库，但不是 bareland 工作区（可能是其他软件的文件或 GeoPackage）。请指定由 bareland "
    "init 建立的文件；其中的图层可用 bareland import 导入。",
    "{0} is an SQLite database but no bareland workspace (another program's file, perhaps a GeoPackage); "
    "name "
    "a file made by bareland init; layers of this one can be read with bareland import"};
// {1} its schema version, {2} ours
inline constexpr Message workspace_newer{
    "BL-3503", Exit::input,
    "工作区“{0}”的结构版本是 {1}，由更新的 bareland 建立；本程序只认识到版本 {2}。请升级 bareland。",
    "the workspace {0} has schema version {1}, made by a newer bareland; this one knows versions up to {2}; "
    "upgrade bareland"};
// {1} its schema version, {2} ours
inline constexpr Message workspace_older{
    "BL-3504", Exit::input,
    "工作区“{0}”的结构版本是 {1}，需要升级到 {2}，但文件或所在目录不可写。请由有写权限的人先运行一次任意 "
    "bareland 命令。",
    "the workspace {0} has schema version {1} and must be brought to {2}, but the file or its directory "
    "cannot be written; let somebody who may write it run any bareland command on it first"};
inline constexpr Message workspace_exists{
    "BL-3505", Exit::input, "“{0}”已经存在，没有改动。请换一个文件名，或先移走原文件。",
    "{0} exists already and was left as it is; choose another name or move the file away first"};
// {1} why
inline constexpr Message workspace_read_only{
    "BL-3506", Exit::input, "工作区“{0}”无法写入：{1}。请检查文件及所在目录的写权限。",
    "the workspace {0} cannot be written: {1}; check the permissions of the file and of its directory"};
// {1} why
inline constexpr Message workspace_unreadable{
    "BL-3507", Exit::input, "工作区“{0}”无法读取：{1}。文件可能已损坏，请恢复备份。",
    "the workspace {0} cannot be read: {1}; the file may be damaged: restore a copy"};
// {1} why
inline constexpr Message workspace_write_failed{
    "BL-3508", Exit::input, "写入工作区“{0}”失败：{1}。工作区原有内容没有改动；排除原因后请重新运行。",
    "cannot write to the workspace {0}: {1}; what it held is untouched; remove the cause and run again"};
// {1} why
inline constexpr Message workspace_not_creatable{
    "BL-3509", Exit::input, "无法建立工作区“{0}”：{1}。请检查目录是否存在、是否可写、是否有空间。",
    "cannot make the workspace {0}: {1}; check that its directory exists, may be written and has room"};
inline constexpr Message workspace_is_directory{"BL-3510", Exit::input,
                                                "“{0}”是目录，工作区应是一个文件，如 {0}/bareland.sqlite。",
                                                "{0} is a directory; a workspace is a file, such as "
                                                "{0}/bareland.sqlite"};
inline constexpr Message workspace_changed{
    "BL-3511", Exit::input, "工作区“{0}”所在目录只读，而文件在读取过程中被别人改动。请稍后重新运行。",
    "the workspace {0} lies in a directory that cannot be written, and somebody changed it while it was "
    "read; "
    "run again"};

// BL-3520 .. records that cannot be taken in
// {0} file, {1} what (a zone ...), {2} id, {3} and {4} validities
inline constexpr Message versions_overlap{
    "BL-3520", Exit::input,
    "{0} 中{1}“{2}”有两条记录，有效期重叠（{3} 与 {4}）。请改正编号，或改正生效、失效日期。",
    "{0}: {1} \"{2}\" is there twice with overlapping validity ({3} and {4}); correct the id or the dates"};
// {0} file, {1} what, {2} id, {3} its validity, {4} that of the version in the workspace
inline constexpr Message version_runs_into_later{
    "BL-3521", Exit::input,
    "{0} 中{1}“{2}”的有效期 {3} 与工作区中较晚的版本（{4}）重叠。请把失效日期改在该版本生效之前，或不填。",
    "{0}: {1} \"{2}\", valid {3}, runs into the later version in the workspace ({4}); let it end before that "
    "one starts, or leave its end open"};
// {0} file, {1} what, {2} id
inline constexpr Message record_twice{"BL-3522", Exit::input,
                                      "{0} 中{1}“{2}”出现了不止一次，编号必须唯一。请改正编号。",
                                      "{0}: {1} \"{2}\" is there more than once; ids must be unique"};
// {0} file, {1} what, {2} name
inline constexpr Message record_without_id{"BL-3523", Exit::input, "{0} 中{1}“{2}”没有编号。请补上。",
                                           "{0}: {1} \"{2}\" has no id; supply it"};
// {0} file, {1} what, {2} id, {3} first day, {4} last day
inline constexpr Message record_ends_before_start{
    "BL-3524", Exit::input, "{0} 中{1}“{2}”的失效日期 {4} 早于生效日期 {3}。请改正。",
    "{0}: {1} \"{2}\" ends on {4}, before it starts on {3}; correct the dates"};
// {0} workspace, {1} day
inline constexpr Message no_units_on_day{
    "BL-3530", Exit::input,
    "工作区“{0}”中没有在 {1} 有效的街乡镇。请先用 bareland import units 导入，或用 --units 给出文件。",
    "the workspace {0} has no units valid on {1}; bring them in with bareland import units, or give a file "
    "with --units"};

// ---- BL-45xx findings ---------------------------------------------------------------------------
// {0} what, {1} id, {2} start of the later version, {3} last day
inline constexpr Message version_ends_for_later{
    "BL-4500", Exit::done, "{0}“{1}”在工作区中有自 {2} 起的较晚版本，因此本版本止于 {3}。",
    "{0} \"{1}\" has a later version from {2} on in the workspace, so this one ends on {3}"};
// {0} what, {1} id, {2} validity of the new version, {3} how long the version before was to hold
inline constexpr Message version_leaves_gap{
    "BL-4501", Exit::done,
    "{0}“{1}”的新版本（{2}）提前结束了原版本，而原版本本应{3}：新版本失效之后没有有效版本，请核对日期。",
    "{0} \"{1}\": the new version ({2}) ends the one before it, which was to hold {3}; after the new one "
    "nothing is valid: check the dates"};

}  // namespace bareland::messages
