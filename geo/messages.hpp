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
// {0} is always the file as the user wrote it, {1} mostly the layer; a feature is "12" or "12 (name=value)".
inline constexpr Message vector_missing{"BL-3101", Exit::input, "找不到文件 {0}。", "{0}: there is no such file"};
inline constexpr Message vector_is_directory{
    "BL-3102", Exit::input, "{0} 是文件夹，不是矢量文件。请写出其中要用的文件（如 .shp、.gpkg、.geojson）。",
    "{0} is a directory, not a vector file; name the file in it (.shp, .gpkg, .geojson ...)"};
inline constexpr Message vector_unsupported{
    "BL-3103", Exit::input, "{0} 不是可识别的矢量数据格式（支持 Shapefile、GeoPackage、GeoJSON 等）。",
    "{0} is in no known vector format (Shapefile, GeoPackage, GeoJSON and others are read)"};
// {1} what GDAL says
inline constexpr Message vector_unreadable{
    "BL-3104", Exit::input, "{0} 无法读取，文件可能已损坏或不完整（{1}）。请重新获取该文件。",
    "{0} cannot be read: it is damaged or cut short ({1}); get the file again"};
// {2} expected, {3} read
inline constexpr Message vector_truncated{
    "BL-3105", Exit::input, "{0}（图层 {1}）应有 {2} 个要素，只读到 {3} 个：文件不完整。请重新获取该文件。",
    "{0}, layer {1}: {2} features are announced, {3} were read: the file is cut short; get it again"};
inline constexpr Message no_layers{"BL-3106", Exit::input, "{0} 中没有带几何图形的图层。",
                                   "{0} holds no layer with geometries"};
// {1} the layers there are
inline constexpr Message several_layers{"BL-3107", Exit::input,
                                        "{0} 含有多个图层：{1}。请写成“{0}:图层名”，指明用哪一个。",
                                        "{0} holds several layers: {1}; say which as {0}:LAYER"};
// {1} the layer asked for, {2} the layers there are
inline constexpr Message no_such_layer{"BL-3108", Exit::input, "{0} 中没有图层“{1}”。现有图层：{2}。",
                                       "{0} holds no layer \"{1}\"; there are: {2}"};
// {2} the field asked for, {3} the fields there are, {4} the closest one
inline constexpr Message no_such_field{"BL-3109", Exit::input, "{0}（图层 {1}）没有字段“{2}”。现有字段：{3}。",
                                       "{0}, layer {1}: there is no field \"{2}\"; there are: {3}"};
inline constexpr Message no_such_field_near{
    "BL-3110", Exit::input, "{0}（图层 {1}）没有字段“{2}”，是否应为“{4}”？现有字段：{3}。",
    "{0}, layer {1}: there is no field \"{2}\"; did you mean \"{4}\"? There are: {3}"};
// {2} the option that supplies it
inline constexpr Message no_crs{"BL-3111", Exit::input,
                                "{0}（图层 {1}）没有坐标系信息。请用 {2} 指定，例如 {2} EPSG:4490。",
                                "{0}, layer {1} has no coordinate reference system; supply it, such as {2} EPSG:4490"};
inline constexpr Message layer_is_lines{"BL-3112", Exit::input, "{0}（图层 {1}）是线图层，这里需要面（多边形）图层。",
                                        "{0}, layer {1} is lines, expected polygons"};
inline constexpr Message layer_is_points{"BL-3113", Exit::input, "{0}（图层 {1}）是点图层，这里需要面（多边形）图层。",
                                         "{0}, layer {1} is points, expected polygons"};
inline constexpr Message layer_is_table{"BL-3114", Exit::input,
                                        "{0}（图层 {1}）只有属性表，没有几何图形，这里需要面（多边形）图层。",
                                        "{0}, layer {1} is a table without geometries, expected polygons"};
// {2} the feature, {3} its geometry type
inline constexpr Message feature_not_polygon{
    "BL-3115", Exit::input, "{0}（图层 {1}）的要素 {2} 是 {3}，这里只接受面（Polygon、MultiPolygon）。",
    "{0}, layer {1}, feature {2} is a {3}, expected polygons"};
// {2} the feature, {3} x, {4} y
inline constexpr Message not_finite{
    "BL-3116", Exit::input, "{0}（图层 {1}）的要素 {2} 含有非有限坐标 ({3}, {4})。请修正或删除该要素。",
    "{0}, layer {1}, feature {2}: the coordinates ({3}, {4}) are not finite; repair or remove the feature"};
// {2} the feature, {3} points
inline constexpr Message ring_not_closable{
    "BL-3117", Exit::input,
    "{0}（图层 {1}）的要素 {2} 有一个边界环只有 {3} 个不同的点，至少需要 3 个，无法闭合成面。请修正或删除该要素。",
    "{0}, layer {1}, feature {2}: a ring has only {3} different points and cannot be closed, 3 are needed; repair or "
    "remove the feature"};
// {2} the feature
inline constexpr Message geometry_broken{
    "BL-3118", Exit::input, "{0}（图层 {1}）的要素 {2} 的几何图形无法解析。请修正或删除该要素。",
    "{0}, layer {1}, feature {2}: its geometry cannot be parsed; repair or remove the feature"};
// {2} the encoding
inline constexpr Message text_undecodable{
    "BL-3119", Exit::input, "{0}（图层 {1}）的属性文字不是有效的 {2} 编码。请用 --encoding 指定正确的编码，例如 --encoding GBK。",
    "{0}, layer {1}: its text is not valid {2}; give the true encoding, such as --encoding GBK"};
// {0} the encoding
inline constexpr Message encoding_unknown{
    "BL-3120", Exit::input, "--encoding：不认识编码“{0}”。常用的有 UTF-8、GBK、GB18030。",
    "--encoding: unknown encoding \"{0}\"; common ones are UTF-8, GBK, GB18030"};
inline constexpr Message no_features{"BL-3121", Exit::input, "{0}（图层 {1}）中没有面要素。",
                                     "{0}, layer {1} holds no polygons"};


// ---- BL-32xx unusable input: profiles, previous months, city tables ----------------------------- (layers/profile)

// ---- BL-40xx findings: geometry of units, masks, zones ----------------------------------------- (geo/overlay)
// {0} what (a unit with its id, a file with its feature), {1} GEOS's reason, {2} area moved in m2
inline constexpr Message geometry_repaired{"BL-4001", Exit::done,
                                           "{0} 的边界不合法（{1}），已自动修复，面积变动 {2:.1f} 平方米。",
                                           "{0}: invalid border ({1}) repaired, which moved {2:.1f} m2"};
// {0} id and {1} name of the first, {2} id and {3} name of the second, {4} area in m2
inline constexpr Message units_overlap{
    "BL-4002", Exit::done, "{1}（{0}）与 {3}（{2}）的范围重叠 {4:.1f} 平方米，重叠部分在两者中各计一次。",
    "{1} ({0}) and {3} ({2}) overlap by {4:.1f} m2, which counts in both"};
// {0} area in m2
inline constexpr Message units_gap{"BL-4003", Exit::done,
                                   "街道（乡镇）之间有 {0:.1f} 平方米的空隙，不属于任何一个。",
                                   "a gap of {0:.1f} m2 between the units belongs to none"};


// ---- BL-41xx findings: rasters ------------------------------------------------------------------ (layers/raster)

// ---- BL-42xx findings: names, months, rules ------------------------------------------------------ (jobs/rank)

}  // namespace bareland::messages
