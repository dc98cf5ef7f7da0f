// The table of everything bareland can complain about. Codes are stable: they are what scripts, the HTTP service and
// the manual refer to; a code is never reused. BL-1xxx the job failed (exit 1), BL-2xxx wrong usage (exit 2),
// BL-3xxx unusable input (exit 3), BL-4xxx findings (the job goes on). docs/formats.md lists them for users.
//
// Each sentence says which file, layer, feature and value, what was expected, and what to do.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-10xx the job failed: outputs, machine ------------------------------------------------- (layers/output)
inline constexpr Message internal{"BL-1000", Exit::failed, "程序内部错误：{0}。请把此信息和所用命令报告给维护者。",
                                  "internal error: {0}; please report it with the command used"};
inline constexpr Message output_failed{
    "BL-1001", Exit::failed, "写入“{0}”失败：{1}。原有结果没有改动；排除原因后请重新运行。",
    "cannot write {0}: {1}; earlier outputs are untouched; remove the cause and run again"};
inline constexpr Message output_half_placed{
    "BL-1002", Exit::failed,
    "结果已写好，但在“{0}”中逐个替换文件时失败：{1}。排除原因后请重新运行，程序会先完成这次替换。",
    "the outputs are complete but moving them into {0} one by one failed: {1}; remove the cause and run again, "
    "which first finishes this move"};

// ---- BL-20xx wrong usage ---------------------------------------------------------------------- (jobs/*/options)
inline constexpr Message usage{"BL-2000", Exit::usage, "{0}", "{0}"};

// ---- BL-30xx unusable input: files as such --------------------------------------------------- (layers/raster)


// ---- BL-306x unusable input: where the outputs are to go ------------------------------------- (layers/output_dir)
inline constexpr Message output_not_directory{
    "BL-3060", Exit::input, "输出位置“{0}”已存在，但不是目录。请用 --out 指定一个目录。",
    "the output location {0} exists and is not a directory; give a directory with --out"};
inline constexpr Message output_not_creatable{
    "BL-3061", Exit::input, "无法创建输出目录“{0}”：{1}。请检查上级目录的权限，或用 --out 指定别的目录。",
    "cannot create the output directory {0}: {1}; check the permissions of its parent or give another --out"};
inline constexpr Message output_not_writable{
    "BL-3062", Exit::input, "输出目录“{0}”无法写入：{1}。请检查目录权限，或用 --out 指定别的目录。",
    "cannot write into the output directory {0}: {1}; check its permissions or give another --out"};
inline constexpr Message file_unreadable{
    "BL-3063", Exit::input, "无法读取文件“{0}”：{1}。请检查文件是否存在、是否有读取权限。",
    "cannot read {0}: {1}; check that the file exists and may be read"};

// ---- BL-31xx unusable input: vector layers ---------------------------------------------------- (layers/vector)

// ---- BL-32xx unusable input: profiles, previous months, city tables ----------------------------- (layers/profile)

// ---- BL-40xx findings: geometry of units, masks, zones ----------------------------------------- (geo/overlay)

// ---- BL-41xx findings: rasters ------------------------------------------------------------------ (layers/raster)

// ---- BL-42xx findings: names, months, rules ------------------------------------------------------ (jobs/rank)

}  // namespace bareland::messages
