// What `bareland patches` and its files complain about; continues geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-227x wrong usage ----------------------------------------------------------------------
// {0} as given
inline constexpr Message patches_bad_extension{
    "BL-2270", Exit::usage, "--out 应为以 .gpkg、.geojson 或 .csv 结尾的文件，而不是“{0}”。",
    "--out must be a file whose name ends with .gpkg, .geojson or .csv, not \"{0}\""};
// {0} option
inline constexpr Message patches_drawn{
    "BL-2271", Exit::usage, "{0} 只用于 --raster：用 --patches 时，图斑就是所给的面，不再连通或化简。",
    "{0} goes with --raster only: with --patches the patches are the polygons as they were drawn"};
// {0} option, {1} largest, {2} unit zh, {3} unit en, {4} as given
inline constexpr Message patches_bad_number{"BL-2272", Exit::usage, "{0} 应为 0 到 {1} 的{2}，而不是“{4}”。",
                                            "{0} must be a number of {3} from 0 to {1}, not \"{4}\""};

// ---- BL-396x unusable input -------------------------------------------------------------------
// {0} file, {1} table
inline constexpr Message patches_file_foreign{
    "BL-3960", Exit::input,
    "{0} 不是 bareland patches 写出的 GeoPackage：其中没有表 {1}。请用 bareland patches … --out 图斑.gpkg "
    "重新生成。",
    "{0} is no GeoPackage written by bareland patches: it has no table {1}; make it anew with bareland "
    "patches ... --out patches.gpkg"};
// {0} file, {1} table, {2} row, {3} column
inline constexpr Message patches_file_damaged{
    "BL-3961", Exit::input,
    "{0} 的表 {1} 第 {2} 行的列 {3} 缺失或不是应有的值，文件可能被改动过。请用 bareland patches 重新生成。",
    "{0}, table {1}, row {2}: column {3} is missing or not what it should be; the file seems to have been "
    "changed; make it anew with bareland patches"};

// ---- BL-496x findings -------------------------------------------------------------------------
// {0} how many
inline constexpr Message patches_lattices{
    "BL-4960", Exit::done,
    "栅格分属 {0} "
    "个网格（坐标系、像元或原点不同）。图斑在各网格内分别提取，跨网格的不连成一个，个数可能偏多；"
    "面积不受影响。",
    "the rasters lie on {0} different grids (CRS, cells or origin); patches were found on each by itself and "
    "are not joined across them, so there may be more of them than on one grid; areas are not affected"};
// {0} minimum, {1} how many small ones
inline constexpr Message patches_all_small{
    "BL-4961", Exit::done, "没有一块达到最小面积 {0} 平方米：{1} 块都只计数，未列出。可用 --min-patch 改小。",
    "no piece reaches the minimum of {0} m2: all {1} are counted only; give a smaller one with --min-patch"};

}  // namespace bareland::messages
