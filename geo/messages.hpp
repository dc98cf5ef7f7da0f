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

// ---- BL-20xx wrong usage ---------------------------------------------------------------------- (jobs/*/options)
inline constexpr Message usage{"BL-2000", Exit::usage, "{0}", "{0}"};

// ---- BL-30xx unusable input: files as such --------------------------------------------------- (layers/raster)

// BL-3050 .. 3059: coordinate reference systems (geo/crs)
// {0} the definition as written
inline constexpr Message crs_unknown{"BL-3050", Exit::input,
                                     "无法识别坐标系“{0}”。请写 EPSG 代码（如 EPSG:4490）、WKT 或 PROJ 字符串。",
                                     "unknown coordinate reference system \"{0}\": give an EPSG code (such as "
                                     "EPSG:4490), WKT or a PROJ string"};
// {0} what, {1} x, {2} y, {3} from, {4} to
inline constexpr Message not_transformable{
    "BL-3051", Exit::input,
    "{0}：坐标 ({1}, {2}) 无法由 {3} 转换到 {4}。请检查该数据声明的坐标系是否正确。",
    "{0}: the coordinates ({1}, {2}) have no image from {3} in {4}; check that its coordinate reference system is "
    "the true one"};
// {0} from, {1} to
inline constexpr Message no_transform{"BL-3052", Exit::input, "{0} 与 {1} 之间没有可用的坐标转换。",
                                      "there is no transformation between {0} and {1}"};
// {0} x, {1} y, {2} CRS
inline constexpr Message area_not_computable{
    "BL-3053", Exit::input,
    "无法计算面积：坐标 ({0}, {1}) 在 {2} 中没有对应的经纬度。请检查该数据声明的坐标系是否正确。",
    "the area cannot be computed: the coordinates ({0}, {1}) have no longitude and latitude in {2}; check that the "
    "coordinate reference system is the true one"};

// ---- BL-31xx unusable input: vector layers ---------------------------------------------------- (layers/vector)

// ---- BL-32xx unusable input: profiles, previous months, city tables ----------------------------- (layers/profile)

// ---- BL-40xx findings: geometry of units, masks, zones ----------------------------------------- (geo/overlay)

// ---- BL-41xx findings: rasters ------------------------------------------------------------------ (layers/raster)

// ---- BL-42xx findings: names, months, rules ------------------------------------------------------ (jobs/rank)

}  // namespace bareland::messages
