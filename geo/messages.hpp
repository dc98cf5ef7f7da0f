// The table of everything bareland can complain about. Codes are stable: they are what scripts, the HTTP
// service and the manual refer to; a code is never reused. BL-1xxx the job failed (exit 1), BL-2xxx wrong
// usage (exit 2), BL-3xxx unusable input (exit 3), BL-4xxx findings (the job goes on). docs/formats.md lists
// them for users.
//
// Each sentence says which file, layer, feature and value, what was expected, and what to do.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-10xx the job failed: outputs, machine -------------------------------------------------
// (layers/output)
inline constexpr Message internal{"BL-1000", Exit::failed,
                                  "程序内部错误：{0}。请把此信息和所用命令报告给维护者。",
                                  "internal error: {0}; please report it with the command used"};
inline constexpr Message output_half_placed{
    "BL-1002", Exit::failed,
    "结果已写好，但在“{0}”中逐个替换文件时失败：{1}。排除原因后请重新运行，程序会先完成这次替换。",
    "the outputs are complete but moving them into {0} one by one failed: {1}; remove the cause and run "
    "again, "
    "which first finishes this move"};

// ---- BL-20xx wrong usage ----------------------------------------------------------------------
// (jobs/*/options)
inline constexpr Message usage{"BL-2000", Exit::usage, "{0}", "{0}"};
inline constexpr Message bad_month{"BL-2001", Exit::usage, "{0} 应写成 YYYY-MM（如 2024-05），而不是“{1}”。",
                                   "{0} must be written YYYY-MM (such as 2024-05), not \"{1}\""};
inline constexpr Message bad_values{"BL-2002", Exit::usage,
                                    "{0} 的取值“{1}”有误：“{2}”既不是整数，也不是从小到大的区间。请写成 "
                                    "1,3-5 这样的形式（负数如 -9999、-3--1）。",
                                    "{0}: \"{1}\" is no list of values: \"{2}\" is neither an integer nor an "
                                    "ascending range; write it like 1,3-5 "
                                    "(negative: -9999, -3--1)"};
inline constexpr Message values_not_disjoint{
    "BL-2003", Exit::usage, "{0} 与 {1} 都含有值 {2}：一个像元值只能属于一类，请从其中一项删去。",
    "{0} and {1} both contain the value {2}: a cell value belongs to one "
    "class; take it out of one of them"};

// ---- BL-30xx unusable input: files as such ---------------------------------------------------
// (layers/raster)
inline constexpr Message raster_missing{"BL-3001", Exit::input,
                                        "找不到栅格文件“{0}”。请检查 --raster 的路径。",
                                        "raster {0}: no such file; check the path given with --raster"};
inline constexpr Message raster_unreadable{
    "BL-3002", Exit::input,
    "栅格文件“{0}”无法打开：{1}。应为 GDAL 能读的栅格（GeoTIFF、IMG 等）；请向提供单位重新索取或先转换格式。",
    "raster {0} cannot be opened: {1}; expected a raster GDAL can read (GeoTIFF, IMG ...); ask for the file "
    "again or "
    "convert it"};
inline constexpr Message raster_no_band{"BL-3003", Exit::input,
                                        "栅格文件“{0}”没有第 {1} 波段，只有 {2} 个波段。请改 --band。",
                                        "raster {0} has no band {1}, only {2}; change --band"};
inline constexpr Message raster_not_classes{
    "BL-3004", Exit::input, "栅格文件“{0}”的像元类型是 {1}，应为整数类别。请提供分类结果。",
    "raster {0} has cells of type {1}, expected whole-number classes; supply the classified raster"};
inline constexpr Message raster_no_crs{
    "BL-3005", Exit::input, "栅格文件“{0}”没有坐标系。请用 --raster-crs 指定，例如 --raster-crs EPSG:4549。",
    "raster {0} has no CRS; name it with --raster-crs, for example --raster-crs EPSG:4549"};
inline constexpr Message raster_no_georeference{
    "BL-3006", Exit::input,
    "栅格文件“{0}”没有地理定位信息（仿射变换参数），无法知道像元在哪里。请提供带定位信息的文件。",
    "raster {0} has no usable geotransform, so nobody knows where its cells are; supply the georeferenced "
    "file"};
inline constexpr Message raster_damaged{
    "BL-3007", Exit::input,
    "栅格文件“{0}”在第 {1} 列、第 {2} 行附近读不出来：{3}。文件可能不完整，请重新传输。",
    "raster {0} cannot be read near column {1}, row {2}: {3}; the file may be cut short, transfer it again"};
inline constexpr Message value_is_nodata{
    "BL-3008", Exit::input,
    "栅格文件“{0}”把 {1} 声明为无数据值，而 {2} 又把它当作类别。请核对类别值，或先去掉文件的无数据声明。",
    "raster {0} declares {1} as its nodata value, yet {2} names it as a class; check the class values, or "
    "remove the "
    "nodata declaration from the file"};
inline constexpr Message rasters_units_apart{"BL-3009", Exit::input,
                                             "栅格与街乡镇范围没有相交：栅格在经度 {0}、纬度 "
                                             "{1}，街乡镇在经度 {2}、纬度 {3}。请检查是否给错文件或坐标系。",
                                             "rasters and units do not meet: the rasters lie at longitude "
                                             "{0}, latitude {1}, the units at longitude {2}, latitude "
                                             "{3}; check the files and their CRSs"};

// BL-3050 .. 3059: coordinate reference systems (geo/crs)
// {0} the definition as written
inline constexpr Message crs_unknown{
    "BL-3050", Exit::input, "无法识别坐标系“{0}”。请写 EPSG 代码（如 EPSG:4490）、WKT 或 PROJ 字符串。",
    "unknown coordinate reference system \"{0}\": give an EPSG code (such as "
    "EPSG:4490), WKT or a PROJ string"};
// {0} what, {1} x, {2} y, {3} from, {4} to
inline constexpr Message not_transformable{
    "BL-3051", Exit::input, "{0}：坐标 ({1}, {2}) 无法由 {3} 转换到 {4}。请检查该数据声明的坐标系是否正确。",
    "{0}: the coordinates ({1}, {2}) have no image from {3} in {4}; check that its coordinate reference "
    "system is "
    "the true one"};
// {0} from, {1} to
inline constexpr Message no_transform{"BL-3052", Exit::input, "{0} 与 {1} 之间没有可用的坐标转换。",
                                      "there is no transformation between {0} and {1}"};
// {0} x, {1} y, {2} CRS
inline constexpr Message area_not_computable{
    "BL-3053", Exit::input,
    "无法计算面积：坐标 ({0}, {1}) 在 {2} 中没有对应的经纬度。请检查该数据声明的坐标系是否正确。",
    "the area cannot be computed: the coordinates ({0}, {1}) have no longitude and latitude in {2}; check "
    "that the "
    "coordinate reference system is the true one"};

// ---- BL-306x unusable input: where the outputs are to go -------------------------------------
// (layers/output_dir)
inline constexpr Message output_not_directory{
    "BL-3060", Exit::input, "输出位置“{0}”已存在，但不是目录。请用 --out 指定一个目录。",
    "the output location {0} exists and is not a directory; give a directory with --out"};
inline constexpr Message output_not_creatable{
    "BL-3061", Exit::input, "无法创建输出目录“{0}”：{1}。请检查上级目录的权限，或用 --out 指定别的目录。",
    "cannot create the output directory {0}: {1}; check the permissions of its parent or give another --out"};
inline constexpr Message output_not_writable{
    "BL-3062", Exit::input, "输出目录“{0}”无法写入：{1}。请检查目录权限，或用 --out 指定别的目录。",
    "cannot write into the output directory {0}: {1}; check its permissions or give another --out"};
inline constexpr Message file_unreadable{"BL-3063", Exit::input,
                                         "无法读取文件“{0}”：{1}。请检查文件是否存在、是否有读取权限。",
                                         "cannot read {0}: {1}; check that the file exists and may be read"};

inline constexpr Message output_failed{
    "BL-3064", Exit::input, "写入“{0}”失败：{1}。原有结果没有改动；排除原因后请重新运行。",
    "cannot write {0}: {1}; earlier outputs are untouched; remove the cause and run again"};
inline constexpr Message stdout_failed{
    "BL-3065", Exit::input, "屏幕输出未能写完：{0}。已写入的结果文件完整有效。",
    "what was to be printed could not be written: {0}; the files written are complete"};

// ---- BL-31xx unusable input: vector layers ----------------------------------------------------
// (layers/vector) {0} is always the file as the user wrote it, {1} mostly the layer; a feature is "12" or "12
// (name=value)".
inline constexpr Message vector_missing{"BL-3101", Exit::input, "找不到文件 {0}。",
                                        "{0}: there is no such file"};
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
inline constexpr Message no_such_field{"BL-3109", Exit::input,
                                       "{0}（图层 {1}）没有字段“{2}”。现有字段：{3}。",
                                       "{0}, layer {1}: there is no field \"{2}\"; there are: {3}"};
inline constexpr Message no_such_field_near{
    "BL-3110", Exit::input, "{0}（图层 {1}）没有字段“{2}”，是否应为“{4}”？现有字段：{3}。",
    "{0}, layer {1}: there is no field \"{2}\"; did you mean \"{4}\"? There are: {3}"};
// {2} the option that supplies it
inline constexpr Message no_crs{
    "BL-3111", Exit::input, "{0}（图层 {1}）没有坐标系信息。请用 {2} 指定，例如 {2} EPSG:4490。",
    "{0}, layer {1} has no coordinate reference system; supply it, such as {2} EPSG:4490"};
inline constexpr Message layer_is_lines{"BL-3112", Exit::input,
                                        "{0}（图层 {1}）是线图层，这里需要面（多边形）图层。",
                                        "{0}, layer {1} is lines, expected polygons"};
inline constexpr Message layer_is_points{"BL-3113", Exit::input,
                                         "{0}（图层 {1}）是点图层，这里需要面（多边形）图层。",
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
inline constexpr Message ring_not_closable{"BL-3117", Exit::input,
                                           "{0}（图层 {1}）的要素 {2} 有一个边界环只有 {3} "
                                           "个不同的点，至少需要 3 个，无法闭合成面。请修正或删除该要素。",
                                           "{0}, layer {1}, feature {2}: a ring has only {3} different "
                                           "points and cannot be closed, 3 are needed; repair or "
                                           "remove the feature"};
// {2} the feature
inline constexpr Message geometry_broken{
    "BL-3118", Exit::input, "{0}（图层 {1}）的要素 {2} 的几何图形无法解析。请修正或删除该要素。",
    "{0}, layer {1}, feature {2}: its geometry cannot be parsed; repair or remove the feature"};
// {2} the encoding
inline constexpr Message text_undecodable{
    "BL-3119", Exit::input,
    "{0}（图层 {1}）的属性文字不是有效的 {2} 编码。请用 --encoding 指定正确的编码，例如 --encoding GBK。",
    "{0}, layer {1}: its text is not valid {2}; give the true encoding, such as --encoding GBK"};
// {0} the encoding
inline constexpr Message encoding_unknown{
    "BL-3120", Exit::input, "--encoding：不认识编码“{0}”。常用的有 UTF-8、GBK、GB18030。",
    "--encoding: unknown encoding \"{0}\"; common ones are UTF-8, GBK, GB18030"};
inline constexpr Message no_features{"BL-3121", Exit::input, "{0}（图层 {1}）中没有面要素。",
                                     "{0}, layer {1} holds no polygons"};
// A layer for which no option names the CRS.
inline constexpr Message no_crs_to_define{
    "BL-3122", Exit::input,
    "{0}（图层 {1}）没有坐标系信息。请先给它定义坐标系（GIS 软件中“定义投影”，或 ogr2ogr -a_srs EPSG:4490 "
    "新文件 原文件），再重新运行。",
    "{0}, layer {1} has no coordinate reference system; define it first (\"define projection\" in a GIS, or "
    "ogr2ogr "
    "-a_srs EPSG:4490 NEW OLD) and run again"};
// {2} the feature, {3} x, {4} y, {5} the CRS
inline constexpr Message not_degrees{
    "BL-3123", Exit::input,
    "{0}（图层 {1}）的要素 {2} 的坐标 ({3}, {4}) 不是经纬度，而该图层的坐标系是 "
    "{5}。坐标系可能写错，或经度与纬度颠倒；请核对后改正。",
    "{0}, layer {1}, feature {2}: ({3}, {4}) is no longitude and latitude, but the layer's CRS is {5}; the "
    "CRS may be "
    "wrong or longitude and latitude exchanged: check and correct it"};

// ---- BL-32xx unusable input: profiles, previous months, city tables -----------------------------
// (layers/profile)
inline constexpr Message profile_not_found{
    "BL-3200", Exit::input, "找不到区配置“{0}”：既没有这个文件，自带的区配置里也没有这个名字（自带：{1}）。",
    "no profile \"{0}\": there is no such file, nor is it the name of a profile that comes with bareland "
    "({1})"};
inline constexpr Message profile_unreadable{"BL-3201", Exit::input, "无法读取区配置 {0}：{1}。",
                                            "cannot read the profile {0}: {2}"};
inline constexpr Message profile_syntax{
    "BL-3202", Exit::input, "区配置 {0} 第 {1} 行第 {2} 列不是正确的 TOML：{3}。文件须为 UTF-8 编码。",
    "{0}, line {1}, column {2}: not valid TOML: {3}; the file must be UTF-8"};
inline constexpr Message profile_unknown_key{
    "BL-3203", Exit::input, "区配置 {0} 第 {1} 行：{3} 中没有“{2}”这个键，最接近的是“{4}”。",
    "{0}, line {1}: unknown key \"{2}\" in {5}; the closest known key is \"{4}\""};
inline constexpr Message profile_strange_key{"BL-3204", Exit::input,
                                             "区配置 {0} 第 {1} 行：{3} 中没有“{2}”这个键，可用的键有：{4}。",
                                             "{0}, line {1}: unknown key \"{2}\" in {5}; known keys: {4}"};
inline constexpr Message profile_missing_key{"BL-3205", Exit::input,
                                             "区配置 {0} 第 {1} 行：{2} 缺少键“{3}”，应为{4}。",
                                             "{0}, line {1}: {6} lacks the key \"{3}\"; expected {5}"};
inline constexpr Message profile_bad_value{"BL-3206", Exit::input,
                                           "区配置 {0} 第 {1} 行：{2} = {3}，应为{4}。",
                                           "{0}, line {1}: {2} = {3}; expected {5}"};
inline constexpr Message profile_alias_twice{
    "BL-3207", Exit::input, "区配置 {0} 第 {1} 行：别名“{2}”同时属于“{3}”和“{4}”，一个名称只能指一个街乡镇。",
    "{0}, line {1}: the alias \"{2}\" belongs to both \"{3}\" and \"{4}\"; a name may mean one unit only"};
inline constexpr Message profile_rule_twice{"BL-3208", Exit::input,
                                            "区配置 {0} 第 {1} 行：规则编号“{2}”重复。",
                                            "{0}, line {1}: the rule id \"{2}\" is used twice"};
inline constexpr Message profile_placeholder{
    "BL-3209", Exit::input, "区配置 {0} 第 {1} 行：{2} 中的占位符 {{{3}}} 无法识别，可用的有：{4}。",
    "{0}, line {1}: unknown placeholder {{{3}}} in {2}; known placeholders: {4}"};

inline constexpr Message previous_unreadable{"BL-3220", Exit::input, "无法读取往月结果 {0}：{1}。",
                                             "cannot read the earlier ranking {0}: {2}"};
inline constexpr Message previous_syntax{"BL-3221", Exit::input,
                                         "往月结果 {0} 在第 {1} 行（第 {2} 字节）处不完整或有误：{3}。应为 "
                                         "bareland rank 写出的 ranking.json，请换用完整的文件。",
                                         "{0} is incomplete or no valid JSON at line {1} (byte {2}): {3}; "
                                         "expected a ranking.json written by bareland "
                                         "rank: use a complete copy"};
inline constexpr Message previous_schema{
    "BL-3222", Exit::input, "{0} 的 schema 是 {1}，应为 \"{2}\"：请给出 bareland rank 写出的 ranking.json。",
    "{0}: schema is {1}, expected \"{2}\": give a ranking.json written by bareland rank"};
inline constexpr Message previous_missing_key{"BL-3223", Exit::input, "往月结果 {0} 缺少 {1}，应为{2}。",
                                              "{0} lacks {1}; expected {3}"};
inline constexpr Message previous_bad_value{"BL-3224", Exit::input, "往月结果 {0} 中 {1} = {2}，应为{3}。",
                                            "{0}: {1} = {2}; expected {4}"};
inline constexpr Message previous_duplicate_id{"BL-3225", Exit::input,
                                               "往月结果 {0} 中编号“{1}”出现了不止一次。",
                                               "{0}: the unit id \"{1}\" occurs more than once"};
inline constexpr Message previous_not_earlier{
    "BL-3226", Exit::input, "{0} 是 {1} 的结果，不早于本次的 {2}：{3} 应给出更早月份的 ranking.json。",
    "{0} is the ranking of {1}, not earlier than this one ({2}): {3} takes the ranking.json of an earlier "
    "month"};

inline constexpr Message table_unreadable{"BL-3240", Exit::input,
                                          "无法读取表格 {0}：{1}。请给出 CSV、XLSX 或 ODS 文件。",
                                          "cannot read the table {0}: {2}; give a CSV, XLSX or ODS file"};
inline constexpr Message table_empty{"BL-3241", Exit::input, "表格 {0} 中没有数据行。",
                                     "the table {0} has no rows of data"};
inline constexpr Message table_no_column{
    "BL-3242", Exit::input, "表格 {0} 中找不到{1}列。表头有：{3}；可用的列名：{4}。",
    "the table {0} has no column for {2}; its headers are: {3}; accepted: {4}"};
inline constexpr Message table_unknown_unit{
    "BL-3243", Exit::input,
    "表格 {0} 的表头“{1}”中单位“{2}”无法识别，可用：㎡、平方米、公顷、亩、万平方米、平方公里。",
    "the table {0}: unknown unit \"{2}\" in the header \"{1}\"; known: m2, ha, km2, ㎡, 平方米, 公顷, 亩, "
    "万平方米, 平方公里"};
inline constexpr Message table_bad_number{
    "BL-3244", Exit::input, "表格 {0} 第 {1} 行“{2}”的未管控裸地面积为“{3}”，应为不小于 0 的数。",
    "the table {0}, line {1}, \"{2}\": its uncontrolled area is \"{3}\"; expected a number not below 0"};
inline constexpr Message table_no_name{"BL-3245", Exit::input, "表格 {0} 第 {1} 行没有街乡镇名称。",
                                       "the table {0}, line {1}: the name of the unit is empty"};
inline constexpr Message table_duplicate{
    "BL-3246", Exit::input,
    "表格 {0} 中“{1}”出现在第 {2} 行和第 {3} 行。不同区的同名街乡镇请用“区”列区分，否则请删去重复行。",
    "the table {0} has \"{1}\" in line {2} and in line {3}; tell units of one name in two districts apart by "
    "a "
    "district column, or remove the repeated row"};

// ---- BL-33xx unusable input: what the ranking needs of its layers --------------------------------
// (jobs/rank)
inline constexpr Message unit_without_geometry{"BL-3309", Exit::input,
                                               "街乡镇文件“{0}”图层“{1}”中“{2}”（代码 {3}，要素 "
                                               "{4}）没有图形，它的面积无从统计。请补上边界，或删除这一行。",
                                               "units {0}, layer {1}: \"{2}\" (id {3}, feature {4}) has no "
                                               "geometry, so nothing can be measured for it; supply its "
                                               "border or remove the row"};
inline constexpr Message no_unit_field{
    "BL-3300", Exit::input,
    "街乡镇文件“{0}”里认不出代码或名称字段；已有字段：{1}。请用 --unit-id、--unit-name 指定。",
    "units {0}: no field looks like an id or a name; the fields are {1}; name them with --unit-id and "
    "--unit-name"};
inline constexpr Message unit_without_id{
    "BL-3301", Exit::input, "街乡镇文件“{0}”图层“{1}”的要素 {2} 在字段“{3}”中没有值。请补上代码或名称。",
    "units {0}, layer {1}: feature {2} has no value in field {3}; fill it in"};
inline constexpr Message one_id_two_names{"BL-3302", Exit::input,
                                          "街乡镇文件“{0}”图层“{1}”中字段“{2}”的同一代码“{3}”有两个名称：“{4}"
                                          "”和“{5}”。请改正代码，或用 --unit-id 指定正确的字段。",
                                          "units {0}, layer {1}: id \"{3}\" in field {2} has two names, "
                                          "\"{4}\" and \"{5}\"; correct the id or name the right "
                                          "field with --unit-id"};
inline constexpr Message no_units{"BL-3303", Exit::input, "街乡镇文件“{0}”图层“{1}”中没有可参评的单位。",
                                  "units {0}, layer {1}: there is no unit to rank"};
inline constexpr Message unit_without_area{
    "BL-3304", Exit::input, "街乡镇文件“{0}”中“{1}”（代码 {2}）的边界修复后没有面积。请核对其边界。",
    "units {0}: the border of \"{1}\" (id {2}) encloses no area; check it"};
inline constexpr Message bad_date{"BL-3305", Exit::input,
                                  "文件“{0}”图层“{1}”的要素 {2}：字段“{3}”的值“{4}”不是日期，应为 "
                                  "2024-05-01、2024/5/1、20240501、2024-05 或 2024年5月1日。",
                                  "{0}, layer {1}, feature {2}: \"{4}\" in field {3} is not a date; expected "
                                  "2024-05-01, 2024/5/1, 20240501, 2024-05 "
                                  "or 2024年5月1日"};
inline constexpr Message no_zone_field{
    "BL-3306", Exit::input, "分区文件“{0}”里没有编号字段（id、编号）；已有字段：{1}。请补上编号字段。",
    "zones {0}: no id field (id, 编号); the fields are {1}; add one"};
inline constexpr Message zone_without_id{
    "BL-3307", Exit::input, "分区文件“{0}”图层“{1}”的要素 {2} 在字段“{3}”中没有编号。请补上。",
    "zones {0}, layer {1}: feature {2} has no id in field {3}; fill it in"};
inline constexpr Message unknown_status{
    "BL-3308", Exit::input,
    "图斑文件“{0}”图层“{1}”的要素 {2}：字段“{3}”的值“{4}”没有列在 --status-map 中。请补上，例如 --status-map "
    "未苫盖=bare,已苫盖=netted。",
    "patches {0}, layer {1}, feature {2}: the value \"{4}\" of field {3} is not in --status-map; add it, for "
    "example "
    "--status-map 未苫盖=bare,已苫盖=netted"};

// ---- BL-40xx findings: geometry of units, masks, zones -----------------------------------------
// (geo/overlay) {0} what (a unit with its id, a file with its feature), {1} GEOS's reason, {2} area moved in
// m2
inline constexpr Message geometry_repaired{"BL-4001", Exit::done,
                                           "{0} 的边界不合法（{1}），已自动修复，面积变动 {2:.2f} 平方米。",
                                           "{0}: invalid border ({1}) repaired, which moved {2:.2f} m2"};
// {0} id and {1} name of the first, {2} id and {3} name of the second, {4} area in m2
inline constexpr Message units_overlap{
    "BL-4002", Exit::done, "{1}（{0}）与 {3}（{2}）的范围重叠 {4:.2f} 平方米，重叠部分在两者中各计一次。",
    "{1} ({0}) and {3} ({2}) overlap by {4:.2f} m2, which counts in both"};
// {0} area in m2
inline constexpr Message units_gap{"BL-4003", Exit::done,
                                   "街道（乡镇）之间有 {0:.2f} 平方米的空隙，不属于任何一个。",
                                   "a gap of {0:.2f} m2 between the units belongs to none"};

// {0} how many, {1} their area in m2
inline constexpr Message more_overlaps{
    "BL-4004", Exit::done, "街乡镇之间另有 {0} 处较小的重叠，共 {1:.2f} 平方米，没有逐一列出。",
    "{0} smaller overlaps of units, {1:.2f} m2 in all, are not listed one by one"};
inline constexpr Message more_gaps{
    "BL-4005", Exit::done, "街乡镇之间另有 {0} 处较小的空隙，共 {1:.2f} 平方米，没有逐一列出。",
    "{0} smaller gaps between units, {1:.2f} m2 in all, are not listed one by one"};

// ---- BL-41xx findings: rasters ------------------------------------------------------------------
// (layers/raster)
inline constexpr Message bare_value_absent{
    "BL-4101", Exit::done,
    "--bare 的值 {0} 在栅格中一个像元也没有；栅格中的值有：{1}。请确认类别值是否正确。",
    "no cell of the rasters has a value of --bare {0}; the values found are {1}; check the class values"};

// ---- BL-43xx findings: what the ranking read of its layers ----------------------------------------
// (jobs/rank)
inline constexpr Message rows_merged{"BL-4300", Exit::done,
                                     "“{0}”（代码 {1}）有 {2} 个要素，已合并为一个单位。",
                                     "\"{0}\" (id {1}) has {2} features; they were merged into one unit"};
inline constexpr Message looks_like_gcj02{
    "BL-4301", Exit::done,
    "街乡镇的范围与区配置的参考范围平均相差 {0:.0f} 米，按 GCJ-02（火星坐标）纠偏后只差 {1:.0f} "
    "米：边界可能取自网络地图，请核实坐标系。",
    "the units' extent misses the profile's reference by {0:.0f} m on average, but only by {1:.0f} m after a "
    "GCJ-02 "
    "inversion; the borders may come from a web map, check their CRS"};
inline constexpr Message unknown_measure{
    "BL-4302", Exit::done,
    "管控图层字段“{0}”的措施“{1}”（共 {2:.2f} 平方米）不在区配置的措施表中，按临时管控计。",
    "controlled: the measure \"{1}\" in field {0} ({2:.2f} m2) is in neither list of the profile; counted as "
    "temporary"};
inline constexpr Message no_measure_field{
    "BL-4303", Exit::done, "没有指定管控图层的措施字段（--measure-field），全部按临时管控计。",
    "no --measure-field given for the controlled layer; all of it is counted as temporary"};
inline constexpr Message unit_without_cover{"BL-4304", Exit::done,
                                            "“{0}”（代码 {1}）范围内没有任何有效影像，不参评。",
                                            "\"{0}\" (id {1}) has no observed cell at all and is not rated"};
inline constexpr Message datums_differ{
    "BL-4307", Exit::done,
    "{0}的坐标系 {1} 与 {2} 的椭球不同（如北京 54、西安 80 与 CGCS2000），而 PROJ "
    "没有两者之间的基准转换参数：位置可能偏差约一百米，请先用当地参数转换。",
    "{0} in {1} and {2} rest on different ellipsoids (such as Beijing 1954 or Xian 1980 and CGCS2000), and "
    "PROJ knows no "
    "datum shift between them: places may be off by about a hundred metres; convert with local parameters "
    "first"};
inline constexpr Message patches_conflict{"BL-4305", Exit::done,
                                          "有 {0} 平方米同时被标为裸露和已苫盖，按裸露计。",
                                          "{0} m2 are marked both bare and netted; they count as bare"};
// {0} the layer in words, {1} how many. No feature is named: findings do not depend on their order.
inline constexpr Message without_geometry{"BL-4306", Exit::done, "{0}中有 {1} 个要素没有图形，未计入。",
                                          "{1} features of {0} have no geometry and were left out"};
inline constexpr Message layer_without_rows{"BL-4308", Exit::done,
                                            "{0}中一个要素也没有，按本月没有处理。请确认文件无误。",
                                            "{0} has no features at all and was taken to say that there are "
                                            "none this month; check that it is the right file"};

// ---- BL-42xx findings: names, months, rules ------------------------------------------------------
// (jobs/rank)
inline constexpr Message near_identical_names{
    "BL-4200", Exit::done,
    "“{0}”（编号 {1}）与“{2}”（编号 {3}）名称几乎相同，可能是同一街乡镇，请核对边界图层。",
    "\"{0}\" (id {1}) and \"{2}\" (id {3}) have nearly the same name and may be one unit: check the units "
    "layer"};
inline constexpr Message certified_unknown{
    "BL-4201", Exit::done, "区配置把“{0}”列为已完成创建，但边界图层中没有这个街乡镇，请核对名称。",
    "the profile lists \"{0}\" as certified, but no unit has that name: check the spelling"};
inline constexpr Message missing_now{
    "BL-4210", Exit::done, "{1} 有“{0}”，本月没有：名称或区划可能已调整。",
    "\"{0}\" is in the table of {1} and missing now: its name or the units may have changed"};
inline constexpr Message missing_then{"BL-4211", Exit::done, "本月有“{0}”，{1} 没有，无法计算变化量。",
                                      "\"{0}\" is missing from the table of {1}: no change can be given"};
inline constexpr Message name_changed{
    "BL-4212", Exit::done, "编号 {0} 本月名为“{1}”，{3} 名为“{2}”：按编号对比，请确认是同一街乡镇。",
    "id {0} is \"{1}\" now and was \"{2}\" in {3}: compared by id, check that it is the same unit"};
inline constexpr Message ambiguous_then{
    "BL-4213", Exit::done, "“{0}”在 {1} 的结果中对应不止一个街乡镇，未作对比。",
    "\"{0}\" answers to several units in the ranking of {1}: not compared"};
inline constexpr Message not_month_before{"BL-4214", Exit::done,
                                          "上期结果是 {0} 的，不是 {1} 的上一个月（{2}）。",
                                          "the previous ranking is of {0}, not of {2}, the month before {1}"};
inline constexpr Message not_year_before{
    "BL-4215", Exit::done, "同比结果是 {0} 的，不是 {1} 的上年同月（{2}）。",
    "the ranking of the year before is of {0}, not of {2}, a year before {1}"};
inline constexpr Message grid_crs_differs{
    "BL-4216", Exit::done, "栅格坐标系与 {0} 不同：本月 {1}，当时 {2}。变化量中含有网格差异。",
    "the raster's CRS differs from {0}: {1} now, {2} then; changes contain the difference of the grids"};
inline constexpr Message grid_cell_differs{
    "BL-4217", Exit::done, "栅格像元与 {0} 不同：本月 {1}，当时 {2}。变化量中含有网格差异。",
    "the raster's cells differ from {0}: {1} now, {2} then; changes contain the difference of the grids"};
inline constexpr Message grid_shifted{"BL-4218", Exit::done,
                                      "栅格与 {0} 的网格错开 {1:.3f} 列、{2:.3f} 行。变化量中含有网格差异。",
                                      "the raster's grid is shifted against {0} by {1:.3f} columns and "
                                      "{2:.3f} rows; changes contain the difference of "
                                      "the grids"};
inline constexpr Message input_kind_differs{
    "BL-4219", Exit::done, "本月与 {0} 的输入不同类（一为栅格，一为图斑），变化量不宜直接对比。",
    "this month and {0} start from different kinds of input (one raster, one patches): changes compare "
    "unlike things"};
inline constexpr Message city_table_differs{
    "BL-4230", Exit::done, "“{0}”在全市表中为 {1} ㎡，本次计算为 {2} ㎡，相差 {3}；已按计算值参与全市排名。",
    "\"{0}\" has {1} m2 in the city table and {2} m2 computed, {3} apart; the computed figure was ranked"};
inline constexpr Message city_table_misses{
    "BL-4231", Exit::done, "全市表中没有“{0}”；参评单位已按计算值补入全市排名，不参评的没有补入。",
    "\"{0}\" is not in the city table; a rated unit was added to the pool with its computed figure, one not "
    "rated was not"};
inline constexpr Message city_table_ambiguous{
    "BL-4232", Exit::done, "“{0}”在全市表中对应不止一行（{1}），无法判定全市名次，请核对全市表。",
    "\"{0}\" answers to several rows of the city table ({1}): its place in the city is not judged; check the "
    "table"};
inline constexpr Message city_table_totals{
    "BL-4233", Exit::done, "全市表中的合计行“{0}”（第 {1} 行）未作为街乡镇计入。",
    "the row \"{0}\" (line {1}) of the city table is a total and was left out"};
inline constexpr Message city_table_near_identical{
    "BL-4234", Exit::done, "全市表第 {1} 行“{0}”与第 {3} 行“{2}”名称几乎相同，可能重复计入，请核对。",
    "the city table's line {1}, \"{0}\", and line {3}, \"{2}\", have nearly the same name and may count one "
    "unit twice"};

// Reasons and wordings that stand inside outputs, not findings of their own.
inline constexpr Message reason_not_rated_now{"BL-4250", Exit::done, "本月不参评", "not rated this month"};
inline constexpr Message reason_not_rated_then{"BL-4251", Exit::done, "{0} 不参评", "not rated in {0}"};
inline constexpr Message reason_area_differs{"BL-4252", Exit::done,
                                             "辖区面积与 {0} 相差 {1:.2f}%（超过 0.1%）",
                                             "its area differs from {0} by {1:.2f} % (more than 0.1 %)"};
inline constexpr Message reason_absent_then{"BL-4253", Exit::done, "{0} 的结果中没有该街乡镇",
                                            "not in the ranking of {0}"};
inline constexpr Message reason_ambiguous_then{"BL-4254", Exit::done,
                                               "{0} 的结果中有不止一个街乡镇对应该名称",
                                               "several units of {0} answer to its name"};
inline constexpr Message reason_district_not_rated{
    "BL-4256", Exit::done, "{0} 有街乡镇不参评，全区数据不完整",
    "in {0} some unit was not rated, so the district's sum is not whole"};
inline constexpr Message not_judged_not_rated{"BL-4260", Exit::done, "{0}本月不参评，未判定。",
                                              "{0} is not rated this month: not judged."};
inline constexpr Message not_judged_no_city{
    "BL-4261", Exit::done, "未提供全市表（--city-table），无法判定是否进入全市后 {0} 名。",
    "no city table (--city-table) was given: whether it is among the bottom {0} of the city is not judged."};
inline constexpr Message small_city{
    "BL-4262", Exit::done, "参与全市排名的只有 {0} 个街乡镇，不多于后 {1} 名的名额：请确认全市表是否完整。",
    "only {0} units take part in the city's ranking, no more than its bottom {1}: check that the city table "
    "is whole."};
inline constexpr Message not_judged_ambiguous{"BL-4263", Exit::done, "{0}在全市表中对应不止一行，未判定。",
                                              "{0} answers to several rows of the city table: not judged."};
inline constexpr Message not_judged_district_partial{
    "BL-4264", Exit::done, "{0}有 {1} 个街乡镇不参评，已观测部分未超限，但全区合计不完整，未判定。",
    "{1} units of {0} are not rated: what was observed keeps the limit, but the sum is not whole, so it is "
    "not judged."};

}  // namespace bareland::messages
