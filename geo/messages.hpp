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
inline constexpr Message raster_missing{
    "BL-3001", Exit::input, "找不到栅格文件“{0}”。请检查 --raster 的路径。",
    "raster {0}: no such file; check the path given with --raster"};
inline constexpr Message raster_unreadable{
    "BL-3002", Exit::input, "栅格文件“{0}”无法打开：{1}。应为 GDAL 能读的栅格（GeoTIFF、IMG 等）；请向提供单位重新索取或先转换格式。",
    "raster {0} cannot be opened: {1}; expected a raster GDAL can read (GeoTIFF, IMG ...); ask for the file again or "
    "convert it"};
inline constexpr Message raster_no_band{
    "BL-3003", Exit::input, "栅格文件“{0}”没有第 {1} 波段，只有 {2} 个波段。请改 --band。",
    "raster {0} has no band {1}, only {2}; change --band"};
inline constexpr Message raster_not_classes{
    "BL-3004", Exit::input, "栅格文件“{0}”的像元类型是 {1}，应为整数类别。请提供分类结果。",
    "raster {0} has cells of type {1}, expected whole-number classes; supply the classified raster"};
inline constexpr Message raster_no_crs{
    "BL-3005", Exit::input, "栅格文件“{0}”没有坐标系。请用 --raster-crs 指定，例如 --raster-crs EPSG:4549。",
    "raster {0} has no CRS; name it with --raster-crs, for example --raster-crs EPSG:4549"};
inline constexpr Message raster_no_georeference{
    "BL-3006", Exit::input, "栅格文件“{0}”没有地理定位信息（仿射变换参数），无法知道像元在哪里。请提供带定位信息的文件。",
    "raster {0} has no usable geotransform, so nobody knows where its cells are; supply the georeferenced file"};
inline constexpr Message raster_damaged{
    "BL-3007", Exit::input, "栅格文件“{0}”在第 {1} 列、第 {2} 行附近读不出来：{3}。文件可能不完整，请重新传输。",
    "raster {0} cannot be read near column {1}, row {2}: {3}; the file may be cut short, transfer it again"};
inline constexpr Message value_is_nodata{
    "BL-3008", Exit::input, "栅格文件“{0}”把 {1} 声明为无数据值，而 {2} 又把它当作类别。请核对类别值，或先去掉文件的无数据声明。",
    "raster {0} declares {1} as its nodata value, yet {2} names it as a class; check the class values, or remove the "
    "nodata declaration from the file"};
inline constexpr Message rasters_units_apart{
    "BL-3009", Exit::input, "栅格与街乡镇范围没有相交：栅格在经度 {0}、纬度 {1}，街乡镇在经度 {2}、纬度 {3}。请检查是否给错文件或坐标系。",
    "rasters and units do not meet: the rasters lie at longitude {0}, latitude {1}, the units at longitude {2}, latitude "
    "{3}; check the files and their CRSs"};

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
inline constexpr Message bare_value_absent{
    "BL-4101", Exit::done, "--bare 的值 {0} 在栅格中一个像元也没有；栅格中的值有：{1}。请确认类别值是否正确。",
    "no cell of the rasters has a value of --bare {0}; the values found are {1}; check the class values"};

// ---- BL-42xx findings: names, months, rules ------------------------------------------------------ (jobs/rank)

}  // namespace bareland::messages
