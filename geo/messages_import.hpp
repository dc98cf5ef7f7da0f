// Messages of the imports: units, zones, wells, sites and roads out of files (layers/registry_files.hpp).
// BL-34xx unusable input, BL-44xx findings. The rules are those of geo/messages.hpp. {0} is where it is: the
// file, with sheet or layer and row or feature where there is one, as a Text.
#pragma once

#include "geo/error.hpp"

namespace bareland::messages {

// ---- BL-340x columns
// {1} zh and {2} en word of the column, {3} headers there are, {4} accepted ones, {5} our key
inline constexpr Message import_no_column{
    "BL-3400", Exit::input, "{0} 中找不到{1}列。现有表头：{3}；可用的列名：{4}；也可用 --map {5}=表头 指定。",
    "{0} has no column for {2}; its headers are: {3}; accepted: {4}; or name it with --map {5}=HEADER"};
// {1} the key, {2} those there are
inline constexpr Message import_map_key{"BL-3401", Exit::input, "--map：{0} 没有“{1}”这一项，可用的有：{2}。",
                                        "--map: {0} take no column \"{1}\"; there are: {2}"};
// {1} key, {2} header, {3} headers there are
inline constexpr Message import_map_header{
    "BL-3402", Exit::input, "{0} 没有 --map {1}={2} 所指的表头“{2}”。现有表头：{3}。",
    "{0} has no header \"{2}\", which --map {1}={2} names; its headers are: {3}"};
// {1} header, {2} our key
inline constexpr Message import_header_twice{
    "BL-3403", Exit::input, "{0} 中有两列都可作{1}：“{2}”和“{3}”。请用 --map {4}=表头 指明用哪一列。",
    "{0} has two columns for {1}: \"{2}\" and \"{3}\"; say which with --map {4}=HEADER"};
// {1} name, {2} and {3} rows
inline constexpr Message import_names_no_ids{
    "BL-3404", Exit::input,
    "{0} 没有编号列，而名称“{1}”出现在{2}和{3}，不能代替编号。请增加编号列，或用 --map id=表头 指定一列。",
    "{0} has no column of ids, and the name \"{1}\" occurs in {2} and in {3}, so names cannot serve; add a "
    "column of ids or name one with --map id=HEADER"};
// {1} headers there are
inline constexpr Message import_no_coordinates{
    "BL-3405", Exit::input,
    "{0} 中找不到坐标列。现有表头：{1}；可用：经度/纬度、东坐标/北坐标、横坐标/纵坐标、X/Y，或一列 "
    "WKT（geometry、几何）；也可用 --map x=表头,y=表头 指定。",
    "{0} has no columns of coordinates; its headers are: {1}; accepted: lon/lat, easting/northing, x/y or a "
    "column of WKT (geometry, wkt); or name them with --map x=HEADER,y=HEADER"};
inline constexpr Message import_no_header{
    "BL-3406", Exit::input,
    "{0} 的前 {1} 行中没有能认出的表头。表头应为一行，或上下两行的合并表头；请整理表头后重试。",
    "{0} has no header that is recognised in its first {1} rows; a header is one row, or two rows with "
    "merged cells: tidy it up and try again"};
inline constexpr Message import_no_rows{"BL-3407", Exit::input, "{0} 的表头下面没有数据行。",
                                        "{0} has no rows of data below its header"};

// ---- BL-341x values
// {1} column
inline constexpr Message import_empty_value{
    "BL-3410", Exit::input, "{0}：“{1}”是空的。请补上；如单元格是合并的，请取消合并并逐行填写。",
    "{0}: {1} is empty; fill it in (unmerge merged cells and fill in every row)"};
// {1} column, {2} value, {3} expected
inline constexpr Message import_bad_value{"BL-3411", Exit::input, "{0}：“{1}”为“{2}”，应为{3}。",
                                          "{0}: {1} is \"{2}\"; expected {3}"};
// {1} header, {2} its unit, {3} known ones
inline constexpr Message import_unknown_unit{"BL-3412", Exit::input,
                                             "{0} 的表头“{1}”中单位“{2}”无法识别，可用：{3}。",
                                             "{0}: unknown unit \"{2}\" in the header \"{1}\"; known: {3}"};
// {1} id, {2} and {3} rows
inline constexpr Message import_id_twice{
    "BL-3413", Exit::input, "{0} 中编号“{1}”重复：{2}和{3}。编号应唯一，请改正或删去一个。",
    "{0}: the id \"{1}\" occurs twice, in {2} and in {3}; ids must be unique: correct or remove one"};
// {1} id, {2} and {4} rows, {3} and {5} their validity
inline constexpr Message import_validity_overlaps{
    "BL-3414", Exit::input,
    "{0} 中编号“{1}”有两个版本的有效期重叠：{2}（{3}）和{4}（{5}）。请让前一个在后一个生效的前一天失效。",
    "{0}: the id \"{1}\" has two versions whose validity overlaps, in {2} ({3}) and in {4} ({5}); let the "
    "earlier end on the eve of the later"};
// {1} from, {2} to
inline constexpr Message import_validity_reversed{"BL-3415", Exit::input,
                                                  "{0}：失效日期 {2} 早于生效日期 {1}。",
                                                  "{0}: valid_to {2} lies before valid_from {1}"};

// ---- BL-342x geometry
inline constexpr Message import_no_geometry{"BL-3420", Exit::input, "{0} 没有几何图形。请补上或删除它。",
                                            "{0} has no geometry; supply it or remove the feature"};
// {1} x header, {2} y header
inline constexpr Message import_no_place{"BL-3421", Exit::input,
                                         "{0}：坐标（{1}、{2}）是空的。请补上或删除这一行。",
                                         "{0}: its coordinates ({1}, {2}) are empty; supply them or remove "
                                         "the row"};
inline constexpr Message import_bad_wkt{
    "BL-3422", Exit::input, "{0}：“{1}”不是正确的 WKT。应为 POINT (116.65 39.9)、POLYGON ((…)) 这样的文字。",
    "{0}: {1} is no valid WKT; expected text such as POINT (116.65 39.9) or POLYGON ((...))"};
// {1} what it is, {2} what is expected
inline constexpr Message import_wrong_kind{"BL-3423", Exit::input, "{0} 是{1}，这里需要{2}。",
                                           "{0} is {1}, expected {2}"};
// {1} points
inline constexpr Message import_several_points{"BL-3424", Exit::input,
                                               "{0} 有 {1} 个点，一个记录只能是一个点。请拆成多个记录。",
                                               "{0} has {1} points, but a record is one place; split it"};
inline constexpr Message import_short_line{"BL-3425", Exit::input,
                                           "{0} 的线不足两个不同的点。请修正或删除它。",
                                           "{0}: its line has fewer than two different points; repair or "
                                           "remove it"};
// {1} reason, {2} m2 moved, {3} percent of the area, {4} percent allowed
inline constexpr Message import_repair_too_large{
    "BL-3426", Exit::input,
    "{0} 的边界不合法（{1}），自动修复会使 {2:.2f} 平方米（{3:.2f}%）的面积变动，超过 "
    "{4}%，因此不予导入。请在 GIS 软件中修好后再导入。",
    "{0}: its border is invalid ({1}) and a repair would move {2:.2f} m2 ({3:.2f} %), more than {4} %, so it "
    "is refused; repair it in a GIS and import it again"};
inline constexpr Message import_no_area{"BL-3427", Exit::input, "{0} 的边界不围成任何面积。请修正或删除它。",
                                        "{0}: its border encloses no area; repair or remove it"};
// {1} what was looked for
inline constexpr Message import_layer_empty{"BL-3428", Exit::input, "{0} 中没有{1}。", "{0} holds no {1}"};

// {1} x, {2} y, {3} the CRS
inline constexpr Message import_not_degrees{
    "BL-3429", Exit::input,
    "{0}：坐标 ({1}, {2}) 不是经纬度，而坐标系是 {3}。坐标系可能写错，或经度与纬度颠倒；请核对后改正。",
    "{0}: ({1}, {2}) is no longitude and latitude, but the CRS is {3}; the CRS may be wrong or longitude and "
    "latitude exchanged: check and correct it"};

// ---- BL-343x coordinates
// {1} header, {2} value, {3} expected
inline constexpr Message import_bad_coordinate{"BL-3430", Exit::input, "{0}：{1}为“{2}”，应为{3}。",
                                               "{0}: {1} is \"{2}\"; expected {3}"};
// {1} header, {2} value, {3} other header, {4} other value
inline constexpr Message import_exchanged{
    "BL-3431", Exit::input,
    "{0}：{1}为“{2}”、{3}为“{4}”，经度与纬度似乎颠倒了（中国的经度在 73–136 度、纬度在 3–54 "
    "度）。请改正这两列。",
    "{0}: {1} is \"{2}\" and {3} is \"{4}\": longitude and latitude seem to be exchanged (in China "
    "longitudes "
    "are 73 to 136 and latitudes 3 to 54 degrees); correct the columns"};
// {1} and {2} headers
inline constexpr Message import_axes_ambiguous{
    "BL-3432", Exit::input,
    "{0}：从表头和数值都看不出“{1}”“{2}”哪个是东坐标、哪个是北坐标（测量表中 X 通常为北坐标）。请用 --axes "
    "指明：en 表示 X 向东、Y 向北，ne 表示 X 向北、Y 向东。",
    "{0}: neither headers nor values tell which of \"{1}\" and \"{2}\" is east and which north (in Chinese "
    "survey tables X is northing); say so with --axes: en for x east and y north, ne for x north and y "
    "east"};
// {1} an easting, {2} the option
inline constexpr Message import_no_meridian{
    "BL-3433", Exit::input,
    "{0}：东坐标（如 {1}）不带带号，数据里也没有中央经线，无法确定坐标系。请用 {2} 指定，例如 {2} "
    "EPSG:4548（CGCS2000，中央经线 117°）。",
    "{0}: eastings such as {1} carry no zone prefix and the central meridian is not in the data; give the "
    "CRS, such as {2} EPSG:4548 (CGCS2000, central meridian 117 E)"};
// {1} header, {2} value, {3} first row, {4} its value
inline constexpr Message import_mixed{
    "BL-3434", Exit::input,
    "{0}：{1}为“{2}”，与{3}的“{4}”不是同一种坐标（度与米，或带号不同）。请把不同的坐标分开成两个文件。",
    "{0}: {1} is \"{2}\", which is not the kind of coordinate that {3} has (\"{4}\"): degrees against "
    "metres, or another zone prefix; put them into separate files"};
// {1} value, {2} prefix
inline constexpr Message import_unknown_prefix{
    "BL-3435", Exit::input, "{0}：东坐标“{1}”的带号 {2} 不存在（三度带为 25–45，六度带为 13–23）。请核对。",
    "{0}: the easting \"{1}\" carries the zone prefix {2}, which does not exist (3-degree zones are 25 to "
    "45, 6-degree zones 13 to 23); check it"};
// {1} the option, {2} the CRS, {3} what the coordinates are, {4} what they should be
inline constexpr Message import_crs_contradicts{
    "BL-3436", Exit::input, "{0}：坐标是{3}，而 {1} {2} 需要{4}。请更正 {1}。",
    "{0}: the coordinates are {3}, but {1} {2} takes {4}; correct {1}"};
// {1} east, {2} north, {3} the CRS
inline constexpr Message import_nowhere{
    "BL-3437", Exit::input,
    "{0}：坐标（东 {1}，北 {2}）按 {3} 不在中国境内。请核对数值和坐标系；如是地方坐标系，请先转换到 "
    "CGCS2000。",
    "{0}: the coordinates (east {1}, north {2}) do not lie in China under {3}; check them and the CRS; "
    "convert a local coordinate system to CGCS2000 first"};
// {1} header, {2} value
inline constexpr Message import_axis_contradicts{
    "BL-3438", Exit::input, "{0}：“{1}”应为{3}，而数值“{2}”是{4}。请核对表头与数值。",
    "{0}: \"{1}\" should be {3}, but \"{2}\" is {4}; check header and values"};
// {1} the text
inline constexpr Message import_bad_axes{
    "BL-3439", Exit::input, "--axes 应为 en（X 向东、Y 向北）或 ne（X 向北、Y 向东），而不是“{1}”。",
    "--axes must be en (x east, y north) or ne (x north, y east), not "
    "\"{1}\""};

// ---- BL-44xx findings
// {1} zh and {2} en list of what was recognised
inline constexpr Message columns_recognised{"BL-4400", Exit::done, "{0}：识别的列：{1}。",
                                            "{0}: columns recognised: {1}"};
// {1} and {2} rows
inline constexpr Message merged_header{"BL-4401", Exit::done,
                                       "{0}：表头是合并单元格，占第 {1} 至 {2} 行，已按上下两行合读。",
                                       "{0}: the header has merged cells; rows {1} to {2} were read as one"};
inline constexpr Message degrees_recognised{
    "BL-4402", Exit::done, "{0}：坐标是经纬度（{1}），未注明坐标系，按 CGCS2000（EPSG:4490）读取。",
    "{0}: coordinates are longitude and latitude ({1}) without a "
    "CRS; taken as CGCS2000 (EPSG:4490)"};
// {1} prefix, {2} width of the zones in degrees, {3} the CRS, {4} the column
inline constexpr Message prefix_recognised{
    "BL-4403", Exit::done, "{0}：东坐标（{4}）带有带号 {1}：CGCS2000 {2} 度带第 {1} 带（{3}）。",
    "{0}: eastings ({4}) carry zone prefix {1}: CGCS2000 / {2}-degree zone {1} ({3})"};
// {1} east column, {2} north column
inline constexpr Message axes_recognised{"BL-4404", Exit::done,
                                         "{0}：由数值大小判定“{2}”是北坐标，“{1}”是东坐标。",
                                         "{0}: by their magnitudes \"{2}\" is north and \"{1}\" is east"};
// {1} degrees of the meridian, {2} the CRS
inline constexpr Message meridian_recognised{
    "BL-4405", Exit::done, "{0}：东坐标不带带号；只有中央经线 {1}° 使各点落在本区范围内，按 {2} 读取。",
    "{0}: eastings carry no zone prefix; only the central meridian {1} E puts the places into the district: "
    "taken as {2}"};
inline constexpr Message crs_used{"BL-4406", Exit::done, "{0}：坐标系为 {1}（{2}）。",
                                  "{0}: coordinates are {1} ({2})"};
// {1} GCJ-02 or BD-09, {2} m
inline constexpr Message web_map_inverted{
    "BL-4407", Exit::done, "{0}：{1} 坐标已反算为 CGCS2000，位置另有约 {2} 米的不确定度，计入判定。",
    "{0}: {1} coordinates were inverted to CGCS2000; their further uncertainty of {2} m is carried into "
    "verdicts"};
// {1} CRS, {2} m
inline constexpr Message datum_unknown_shift{
    "BL-4408", Exit::done,
    "{0}：{1} 与 CGCS2000 的椭球不同，而 PROJ 没有两者之间的基准转换参数，坐标按原值采用，另计 {2} "
    "米的不确定度。请用当地参数转换后再导入。",
    "{0}: {1} rests on another ellipsoid than CGCS2000 and PROJ knows no datum shift between them: the "
    "coordinates were taken as they are, with a further uncertainty of {2} m; convert them with local "
    "parameters"};
// {1} how many, {2} the first of them, as Text
inline constexpr Message rows_left_out{"BL-4409", Exit::done,
                                       "{0}：略过 {1} 行（合计、备注或重复的表头），第一处是第 {2} 行“{3}”。",
                                       "{0}: {1} rows were left out (totals, notes, repeated headers), first "
                                       "row {2}, \"{3}\""};
inline constexpr Message ids_from_names{"BL-4410", Exit::done, "{0} 没有编号，以名称作编号。",
                                        "{0} has no ids; its names serve as ids"};
inline constexpr Message names_from_ids{"BL-4411", Exit::done, "{0} 没有名称，以编号作名称。",
                                        "{0} has no names; its ids serve as names"};
inline constexpr Message ids_from_numbers{
    "BL-4412", Exit::done, "{0} 没有编号列，以要素号作编号；重新导出后要素号可能改变。",
    "{0} has no column of ids; feature numbers serve as ids, which may change when the file is made anew"};
// {1} how many, {2} first id
inline constexpr Message roads_split{
    "BL-4413", Exit::done, "{0}：{1} 条道路由多段线组成，各段编号加“/1”“/2”……（第一条：{2}）。",
    "{0}: {1} roads consist of several lines, whose ids got /1, /2 ... (first: {2})"};
// {1} how many, {2} of all, {3} the first
inline constexpr Message outside_district{
    "BL-4414", Exit::done, "{0}：{2} 个位置中有 {1} 个在本区范围之外，第一个是{3}。请核对坐标。",
    "{0}: {1} of {2} places lie outside the district, first {3}; "
    "check their coordinates"};
// {1} encoding
inline constexpr Message encoding_recognised{"BL-4415", Exit::done, "{0}：文字按 {1} 编码读取。",
                                             "{0}: text was read as {1}"};
// {1} number of rows without, {2} first row
inline constexpr Message source_gaps{
    "BL-4416", Exit::done, "{0}：{1} 行的水源地是空的，第一处是{2}。如单元格是合并的，请取消合并并逐行填写。",
    "{0}: {1} rows have no source, first {2}; if cells are merged, unmerge them and fill in every row"};
inline constexpr Message axes_exchanged{"BL-4417", Exit::done, "{0}：按 --axes ne，图形坐标以北在前读取。",
                                        "{0}: by --axes ne its coordinates were read north first"};

}  // namespace bareland::messages
