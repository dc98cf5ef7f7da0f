// What page templates and the drawing of sheets complain about; continues geo/messages.hpp.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-394x unusable input -------------------------------------------------------------------
// {0} file, {1} reason zh, {2} reason en
inline constexpr Message template_unreadable{
    "BL-3940", Exit::input, "无法读取版面模板 {0}：{1}。请检查 --template 的路径和权限。",
    "cannot read the page template {0}: {2}; check --template and permissions"};
// {0} file, {1} line, {2} parser's words
inline constexpr Message template_not_toml{
    "BL-3941", Exit::input, "版面模板 {0} 第 {1} 行不是正确的 TOML：{2}。请改正该行。",
    "page template {0}, line {1}: not valid TOML ({2}); correct that line"};
// {0} file, {1} line, {2} key, {3} table zh, {4} closest key, {5} table en
inline constexpr Message template_unknown_key{
    "BL-3942", Exit::input, "版面模板 {0} 第 {1} 行：{3} 中没有“{2}”这个键，最接近的是“{4}”。",
    "page template {0}, line {1}: unknown key \"{2}\" in {5}; the closest known key is \"{4}\""};
inline constexpr Message template_strange_key{
    "BL-3943", Exit::input, "版面模板 {0} 第 {1} 行：{3} 中没有“{2}”这个键，可用的键有：{4}。",
    "page template {0}, line {1}: unknown key \"{2}\" in {5}; known keys: {4}"};
// {0} file, {1} line, {2} table zh, {3} key, {4} expected zh, {5} expected en, {6} table en
inline constexpr Message template_missing_key{"BL-3944", Exit::input,
                                              "版面模板 {0} 第 {1} 行：{2} 缺少“{3}”（{4}）。请补上。",
                                              "page template {0}, line {1}: {6} lacks \"{3}\" ({5}); add it"};
// {0} file, {1} line, {2} where, {3} value, {4} expected zh, {5} expected en
inline constexpr Message template_bad_value{"BL-3945", Exit::input,
                                            "版面模板 {0} 第 {1} 行：{2} 的值“{3}”不对，应为{4}。",
                                            "page template {0}, line {1}: {2} is \"{3}\", expected {5}"};
// {0} file, {1} table, {2} faces, {3} package
inline constexpr Message template_no_font{
    "BL-3946", Exit::input,
    "版面模板 {0} 的 {1} 所列字体都没有安装：{2}。请安装其中一种（Debian：apt-get install "
    "{3}），或修改模板。",
    "page template {0}: none of the fonts of {1} is installed: {2}; install one of them (Debian: apt-get "
    "install {3}), "
    "or change the template"};
// {0} file, {1} picture, {2} reason zh, {3} reason en
inline constexpr Message template_bad_logo{
    "BL-3947", Exit::input, "版面模板 {0} 的标志图 {1} 无法读取：{2}。应为 PNG 文件。",
    "page template {0}: cannot read the logo {1}: {3}; it must be a PNG file"};
// {0} name or path, {1} shipped templates
inline constexpr Message template_not_found{
    "BL-3948", Exit::input, "找不到版面模板“{0}”：既没有这个文件，自带的模板中也没有（{1}）。",
    "there is no page template \"{0}\": neither a file nor one that comes with bareland ({1})"};

// {0} unit, {1} id
inline constexpr Message unit_without_shape{
    "BL-3949", Exit::input, "单元“{0}”（{1}）在行政界线中没有图形，无法成图。请用与排名相同的 --units。",
    "unit {0} ({1}) has no shape among the units, so its sheet cannot be drawn; give the --units that the "
    "ranking was "
    "made of"};

// ---- BL-14xx the job failed -------------------------------------------------------------------
// {0} Cairo's words
inline constexpr Message page_not_drawn{"BL-1400", Exit::failed, "版面绘制失败：{0}。请检查内存和 --dpi。",
                                        "the page could not be drawn: {0}; check memory and --dpi"};

// ---- BL-494x findings -------------------------------------------------------------------------
// {0} page, {1} text
inline constexpr Message page_missing_glyph{
    "BL-4940", Exit::done, "{0}：文字“{1}”中有已安装字体都没有的字，图上显示为方框。请安装含该字的字体。",
    "{0}: the text \"{1}\" has a character that no installed font has, so the page shows a box there; "
    "install a font "
    "that has it"};
// {0} page, {1} block zh, {2} block en
inline constexpr Message page_block_cut{
    "BL-4941", Exit::done, "{0}：“{1}”一栏放不下，未印全。全部内容见工作簿。",
    "{0}: \"{2}\" does not fit and is not printed in full; the workbook has all of it"};
// {0} page, {1} names
inline constexpr Message page_labels_left_out{"BL-4942", Exit::done,
                                              "{0}：图面没有空处，以下名称未标注：{1}。",
                                              "{0}: the map has no room for these names: {1}"};

}  // namespace bareland::messages
