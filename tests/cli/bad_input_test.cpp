// Input nobody can use: exit 3, one sentence with file, layer, feature, value and what to do; no output.
#include <gdal.h>
#include <ogr_api.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <cpl_string.h>

#include <gdal_utils.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/cli/small_case.hpp"

namespace bareland::test {
namespace {

constexpr int bad_input = 3;

class BadInput : public SmallCase {
  protected:
    void expect_unusable(const Words& words, const std::string& zh, const std::string& en) const {
        expect_refused(words, bad_input, zh, en);
        EXPECT_FALSE(std::filesystem::exists(folder / "out"));
    }
    void expect_bad_units(const std::string& units, const std::string& zh, const std::string& en) const {
        write("units.geojson", units);
        expect_unusable(plain, zh, en);
    }
    std::string at(const std::string& name) const { return (folder / name).string(); }

    void translate(const std::string& from, const std::string& to, const Words& options) const {
        GDALAllRegister();
        CPLStringList list;
        for (const std::string& option : options)
            list.AddString(option.c_str());
        GDALDatasetH source = GDALOpenEx(at(from).c_str(), GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr);
        ASSERT_NE(source, nullptr);
        GDALDatasetH target = nullptr;
        if (GDALGetRasterCount(source) > 0) {
            GDALTranslateOptions* how = GDALTranslateOptionsNew(list.List(), nullptr);
            target = GDALTranslate(at(to).c_str(), source, how, nullptr);
            GDALTranslateOptionsFree(how);
        } else {
            GDALVectorTranslateOptions* how = GDALVectorTranslateOptionsNew(list.List(), nullptr);
            target = GDALVectorTranslate(at(to).c_str(), nullptr, 1, &source, how, nullptr);
            GDALVectorTranslateOptionsFree(how);
        }
        ASSERT_NE(target, nullptr);
        GDALClose(target);
        GDALClose(source);
    }
    void cut(const std::string& name, std::uintmax_t bytes) const {
        std::filesystem::resize_file(folder / name, bytes);
    }
};

// ---- rasters

TEST_F(BadInput, RasterMissing) {
    expect_unusable(without("--raster") + Words{"--raster", "无.tif"},
                    "BL-3001: 找不到栅格文件“无.tif”。请检查 --raster 的路径。",
                    "BL-3001: raster 无.tif: no such file; check the path given with --raster");
}

TEST_F(BadInput, RasterThatIsNone) {
    const auto refused = [&](const std::string& name, const std::string& zh, const std::string& en) {
        expect_unusable(
            without("--raster") + Words{"--raster", name},
            "BL-3002: 栅格文件“" + name + "”无法打开：" + zh +
                "。应为 GDAL 能读的栅格（GeoTIFF、IMG 等）；请向提供单位重新索取或先转换格式。",
            "BL-3002: raster " + name + " cannot be opened: " + en +
                "; expected a raster GDAL can read (GeoTIFF, IMG ...); ask for the file again or convert it");
    };
    write("empty.tif", "");
    refused("empty.tif", "文件是空的", "the file is empty");
    refused("units.geojson", "不是已知的栅格格式", "no known raster format");
    std::filesystem::create_directory(folder / "sub");
    refused("sub", "这是一个目录", "it is a directory");
}

TEST_F(BadInput, RasterCutInsideATile) {
    translate("grid.asc", "whole.tif",
              {"-of", "GTiff", "-ot", "Byte", "-outsize", "512", "512", "-co", "TILED=YES", "-co",
               "BLOCKXSIZE=256", "-co", "BLOCKYSIZE=256"});
    const auto size = std::filesystem::file_size(folder / "whole.tif");
    const Words tiled = without("--raster") + Words{"--raster", "cut.tif"};
    std::filesystem::copy_file(folder / "whole.tif", folder / "cut.tif");
    EXPECT_EQ(run(tiled).status, 0);
    std::filesystem::remove_all(folder / "out");
    for (const std::uintmax_t kept : {size - 1, size - 1000, size / 2, size / 4}) {
        std::filesystem::copy_file(folder / "whole.tif", folder / "cut.tif",
                                   std::filesystem::copy_options::overwrite_existing);
        cut("cut.tif", kept);
        for (const char* const threads : {"1", "3"}) {
            const Ran ran = run(tiled + Words{"--threads", threads});
            EXPECT_EQ(ran.status, bad_input) << kept << " " << ran.err;
            EXPECT_EQ(ran.err.find("bareland: BL-3007: 栅格文件“cut.tif”在第 "), 0U)
                << kept << " " << ran.err;
            EXPECT_NE(ran.err.find("文件可能不完整，请重新传输。\n"), std::string::npos) << ran.err;
            EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
        }
        EXPECT_FALSE(std::filesystem::exists(folder / "out"));
    }
    cut("cut.tif", 8);  // only the header is left
    EXPECT_EQ(run(tiled).err.find("bareland: BL-3002: 栅格文件“cut.tif”无法打开："), 0U);
}

TEST_F(BadInput, RasterWithoutCrs) {
    std::filesystem::remove(folder / "grid.prj");
    expect_unusable(
        plain, "BL-3005: 栅格文件“grid.asc”没有坐标系。请用 --raster-crs 指定，例如 --raster-crs EPSG:4549。",
        "BL-3005: raster grid.asc has no CRS; name it with --raster-crs, for example --raster-crs EPSG:4549");
    EXPECT_EQ(run(plain + Words{"--raster-crs", "EPSG:4490"}).status, 0);
}

TEST_F(BadInput, RasterWithoutTheBand) {
    expect_unusable(plain + Words{"--band", "2"},
                    "BL-3003: 栅格文件“grid.asc”没有第 2 波段，只有 1 个波段。请改 --band。",
                    "BL-3003: raster grid.asc has no band 2, only 1; change --band");
}

TEST_F(BadInput, BareIsNodata) {
    expect_unusable(
        without("--bare") + Words{"--bare", "255"},
        "BL-3008: 栅格文件“grid.asc”把 255 声明为无数据值，而 --bare "
        "又把它当作类别。请核对类别值，或先去掉文件的无数据声明。",
        "BL-3008: raster grid.asc declares 255 as its nodata value, yet --bare names it as a class; check "
        "the class values, or remove the nodata declaration from the file");
}

TEST_F(BadInput, RasterAndUnitsApart) {
    expect_bad_units(
        collection({unit("1", "甲", box(1000, 1001, 0, 1))}),
        "BL-3009: 栅格与街乡镇范围没有相交：栅格在经度 116.6030、纬度 39.8030，街乡镇在经度 "
        "117.6005、纬度 39.8055。请检查是否给错文件或坐标系。",
        "BL-3009: rasters and units do not meet: the rasters lie at longitude 116.6030, latitude 39.8030, "
        "the units at longitude 117.6005, latitude 39.8055; check the files and their CRSs");
    // Also when only what units touch is read.
    EXPECT_EQ(run(plain + Words{"--balance", "units"}).status, bad_input);
}

// ---- units: the file

TEST_F(BadInput, UnitsMissing) {
    const Words units = without("--units");
    expect_unusable(units + Words{"--units", "无.shp"}, "BL-3101: 找不到文件 无.shp。",
                    "BL-3101: 无.shp: there is no such file");
    expect_unusable(units + Words{"--units", "无.gpkg:乡镇"}, "BL-3101: 找不到文件 无.gpkg。",
                    "BL-3101: 无.gpkg: there is no such file");
    expect_unusable(
        units + Words{"--units", "."},
        "BL-3102: . 是文件夹，不是矢量文件。请写出其中要用的文件（如 .shp、.gpkg、.geojson）。",
        "BL-3102: . is a directory, not a vector file; name the file in it (.shp, .gpkg, .geojson ...)");
    expect_unusable(units + Words{"--units", "grid.prj"},
                    "BL-3103: grid.prj 不是可识别的矢量数据格式（支持 Shapefile、GeoPackage、GeoJSON 等）。",
                    "BL-3103: grid.prj is in no known vector format (Shapefile, GeoPackage, GeoJSON and "
                    "others are read)");
}

TEST_F(BadInput, UnitsEmpty) {
    write("units.geojson", "");
    expect_unusable(
        plain, "BL-3104: units.geojson 无法读取，文件可能已损坏或不完整（文件是空的）。请重新获取该文件。",
        "BL-3104: units.geojson cannot be read: it is damaged or cut short (it is empty); get the file "
        "again");
    expect_bad_units(collection({}), "BL-3121: units.geojson（图层 units）中没有面要素。",
                     "BL-3121: units.geojson, layer units holds no polygons");
}

// Wherever the file is cut: never a table made from half of the units, never a crash.
TEST_F(BadInput, UnitsCutShort) {
    for (const std::string& name : Words{"u.gpkg", "u.shp", "u.geojson"}) {
        if (name == "u.geojson") {
            std::filesystem::copy_file(folder / "units.geojson", folder / name);
        } else {
            translate("units.geojson", name, {});
        }
        const Words words = without("--units") + Words{"--units", name};
        const std::string whole = contents(folder / name);
        ASSERT_EQ(run(words).status, 0) << name;
        std::filesystem::remove_all(folder / "out");
        for (const double share : {0.02, 0.3, 0.5, 0.7, 0.9}) {
            put(folder / name,
                whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))));
            const Ran ran = run(words);
            EXPECT_EQ(ran.status, bad_input) << name << " " << share << " " << ran.err;
            EXPECT_EQ(ran.err.find("bareland: BL-31"), 0U) << name << " " << share << " " << ran.err;
            EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
            EXPECT_FALSE(std::filesystem::exists(folder / "out"));
        }
    }
}

TEST_F(BadInput, NotPermitted) {
    if (::geteuid() != 0) GTEST_SKIP() << "takes root, to become somebody else";
    ASSERT_EQ(::chmod((folder / "units.geojson").c_str(), 0), 0);
    const Ran vector = run(plain, become_nobody);
    if (vector.status == 127) GTEST_SKIP() << "nobody may not run the program";
    EXPECT_EQ(vector.status, bad_input);
    EXPECT_EQ(vector.err.find("bareland: BL-3061"), 0U) << vector.err;  // its folder is refused before
    std::filesystem::create_directory(folder / "open");
    ASSERT_EQ(::chmod((folder / "open").c_str(), 0777), 0);
    const Words words = without("--out") + Words{"--out", "open"};
    EXPECT_EQ(
        run(words, become_nobody).err,
        "bareland: BL-3063: 无法读取文件“units.geojson”：没有权限。请检查文件是否存在、是否有读取权限。\n");
    ASSERT_EQ(::chmod((folder / "units.geojson").c_str(), 0644), 0);
    ASSERT_EQ(::chmod((folder / "grid.asc").c_str(), 0), 0);
    EXPECT_EQ(run(words, become_nobody).err,
              "bareland: BL-3002: 栅格文件“grid.asc”无法打开：没有权限。应为 GDAL "
              "能读的栅格（GeoTIFF、IMG 等）；请向提供单位重新索取或先转换格式。\n");
}

TEST_F(BadInput, UnitsWithoutCrs) {
    translate("units.geojson", "u.shp", {});
    std::filesystem::remove(folder / "u.prj");
    const Words words = without("--units") + Words{"--units", "u.shp"};
    expect_unusable(
        words, "BL-3111: u.shp（图层 u）没有坐标系信息。请用 --units-crs 指定，例如 --units-crs EPSG:4490。",
        "BL-3111: u.shp, layer u has no coordinate reference system; supply it, such as --units-crs "
        "EPSG:4490");
    EXPECT_EQ(run(words + Words{"--units-crs", "EPSG:4490"}).status, 0);
}

// No option names the CRS of the other layers: the sentence says how to define it.
TEST_F(BadInput, OtherLayersWithoutCrs) {
    translate("zones.geojson", "z.shp", {});
    std::filesystem::remove(folder / "z.prj");
    const std::string zh =
        "BL-3122: z.shp（图层 z）没有坐标系信息。请先给它定义坐标系（GIS 软件中“定义投影”，或 ogr2ogr -a_srs "
        "EPSG:4490 "
        "新文件 原文件），再重新运行。";
    const std::string en =
        "BL-3122: z.shp, layer z has no coordinate reference system; define it first (\"define projection\" "
        "in a GIS, "
        "or ogr2ogr -a_srs EPSG:4490 NEW OLD) and run again";
    for (const char* const option : {"--controlled", "--excluded", "--zones"})
        expect_unusable(plain + Words{option, "z.shp"}, zh, en);
    expect_unusable({"rank", "--units", "units.geojson", "--patches", "z.shp", "--status-field", "id",
                     "--status-map", "Z1=bare", "--month", "2024-05", "--out", "out"},
                    zh, en);
}

TEST_F(BadInput, UnknownCrs) {
    for (const char* const wrong : {"EPSG:99999", "foo", "北京54"}) {
        const std::string crs = wrong;
        expect_unusable(
            plain + Words{"--units-crs", crs},
            "BL-3050: 无法识别坐标系“" + crs + "”。请写 EPSG 代码（如 EPSG:4490）、WKT 或 PROJ 字符串。",
            "BL-3050: unknown coordinate reference system \"" + crs +
                "\": give an EPSG code (such as EPSG:4490), WKT or a PROJ string");
    }
}

TEST_F(BadInput, LayersAndFields) {
    translate("units.geojson", "u.gpkg", {"-nln", "街乡镇"});
    const Words units = without("--units");
    expect_unusable(units + Words{"--units", "u.gpkg:街道"},
                    "BL-3108: u.gpkg 中没有图层“街道”。现有图层：街乡镇。",
                    "BL-3108: u.gpkg holds no layer \"街道\"; there are: 街乡镇");
    EXPECT_EQ(run(units + Words{"--units", "u.gpkg:街乡镇", "--quiet"}).status, 0);
    std::filesystem::remove_all(folder / "out");
    translate("zones.geojson", "u.gpkg", {"-nln", "分区", "-update"});
    expect_unusable(units + Words{"--units", "u.gpkg"},
                    "BL-3107: u.gpkg 含有多个图层：街乡镇, 分区。请写成“u.gpkg:图层名”，指明用哪一个。",
                    "BL-3107: u.gpkg holds several layers: 街乡镇, 分区; say which as u.gpkg:LAYER");
    expect_unusable(
        plain + Words{"--unit-name", "nome"},
        "BL-3110: units.geojson（图层 units）没有字段“nome”，是否应为“name”？现有字段：id, name。",
        "BL-3110: units.geojson, layer units: there is no field \"nome\"; did you mean \"name\"? There are: "
        "id, name");
    expect_unusable(
        plain + Words{"--unit-id", "行政区划"},
        "BL-3109: units.geojson（图层 units）没有字段“行政区划”。现有字段：id, name。",
        "BL-3109: units.geojson, layer units: there is no field \"行政区划\"; there are: id, name");
    expect_bad_units(
        collection({feature(R"({"街":"a"})", box(0, 1, 0, 1))}),
        "BL-3300: 街乡镇文件“units.geojson”里认不出代码或名称字段；已有字段：街。请用 --unit-id、--unit-name "
        "指定。",
        "BL-3300: units units.geojson: no field looks like an id or a name; the fields are 街; name them "
        "with --unit-id and --unit-name");
}

// ---- units: rows and geometries

TEST_F(BadInput, LinesAndPoints) {
    const std::string line = R"({"type":"LineString","coordinates":[[116.6,39.8],[116.7,39.8]]})";
    const std::string point = R"({"type":"Point","coordinates":[116.6,39.8]})";
    expect_bad_units(collection({unit("1", "甲", line)}),
                     "BL-3112: units.geojson（图层 units）是线图层，这里需要面（多边形）图层。",
                     "BL-3112: units.geojson, layer units is lines, expected polygons");
    expect_bad_units(collection({unit("1", "甲", point)}),
                     "BL-3113: units.geojson（图层 units）是点图层，这里需要面（多边形）图层。",
                     "BL-3113: units.geojson, layer units is points, expected polygons");
    expect_bad_units(
        collection({unit("1", "甲", box(0, 1, 0, 1)), unit("2", "乙", line)}),
        "BL-3115: units.geojson（图层 units）的要素 1 (id=2) 是 "
        "LINESTRING，这里只接受面（Polygon、MultiPolygon）。",
        "BL-3115: units.geojson, layer units, feature 1 (id=2) is a LINESTRING, expected polygons");
}

TEST_F(BadInput, OneIdTwoNames) {
    expect_bad_units(
        collection({unit("1", "甲", box(0, 1, 0, 1)), unit("1", "乙", box(1, 2, 0, 1))}),
        "BL-3302: 街乡镇文件“units.geojson”图层“units”中字段“id”的同一代码“1”有两个名称：“甲”和“乙”。请改正代"
        "码，或用 --unit-id 指定正确的字段。",
        "BL-3302: units units.geojson, layer units: id \"1\" in field id has two names, \"甲\" and \"乙\"; "
        "correct the id or name the right field with --unit-id");
}

TEST_F(BadInput, RowsWithoutIdOrBorder) {
    expect_bad_units(
        collection({feature(R"({"id":null,"name":"甲"})", box(0, 1, 0, 1))}),
        "BL-3301: 街乡镇文件“units.geojson”图层“units”的要素 0 在字段“id”中没有值。请补上代码或名称。",
        "BL-3301: units units.geojson, layer units: feature 0 has no value in field id; fill it in");
    // A unit must not vanish from the table without a word.
    const std::string zh =
        "BL-3309: 街乡镇文件“units.geojson”图层“units”中“乙”（代码 2，要素 "
        "1）没有图形，它的面积无从统计。请补上边界，或删除"
        "这一行。";
    const std::string en =
        "BL-3309: units units.geojson, layer units: \"乙\" (id 2, feature 1) has no geometry, so nothing can "
        "be "
        "measured for it; supply its border or remove the row";
    const std::string there_and_back =
        R"({"type":"Polygon","coordinates":[[[116.6,39.8],[116.7,39.8],[116.6,39.8]]]})";
    for (const std::string& nothing : {std::string("null"), there_and_back})
        expect_bad_units(collection({unit("1", "甲", box(0, 1, 0, 1)), unit("2", "乙", nothing)}), zh, en);
    expect_bad_units(collection({unit("1", "甲",
                                      R"({"type":"Polygon","coordinates":[[[116.6,39.8],[116.61,39.8],)"
                                      R"([116.605,39.8],[116.6,39.8]]]})")}),
                     "BL-3304: 街乡镇文件“units.geojson”中“甲”（代码 1）的边界修复后没有面积。请核对其边界。",
                     "BL-3304: units units.geojson: the border of \"甲\" (id 1) encloses no area; check it");
}

TEST_F(BadInput, CoordinatesThatAreNone) {
    const auto with = [&](const std::string& x) {
        return collection({unit("1", "甲",
                                R"({"type":"Polygon","coordinates":[[[116.6,39.8],[)" + x +
                                    R"(,39.8],[116.603,39.806],[116.6,39.8]]]})")});
    };
    for (const auto& [written, shown] :
         {std::pair<std::string, std::string>{"NaN", "nan"}, {"1e400", "inf"}, {"-1e400", "-inf"}}) {
        expect_bad_units(with(written),
                         "BL-3116: units.geojson（图层 units）的要素 0 (id=1) 含有非有限坐标 (" + shown +
                             ", 39.8)。请修正或删除该要素。",
                         "BL-3116: units.geojson, layer units, feature 0 (id=1): the coordinates (" + shown +
                             ", 39.8) are not finite; repair or remove the feature");
    }
    // Metres, or latitude first, under a CRS of degrees: the unit would lie nowhere and look unobserved.
    expect_bad_units(
        with("466000"),
        "BL-3123: units.geojson（图层 units）的要素 0 的坐标 (466000, 39.8) 不是经纬度，而该图层的坐标系是 "
        "EPSG:4490。坐标系可能写错，或经度与纬度颠倒；请核对后改正。",
        "BL-3123: units.geojson, layer units, feature 0: (466000, 39.8) is no longitude and latitude, but "
        "the layer's CRS is EPSG:4490; the CRS may be wrong or longitude and latitude exchanged: check and "
        "correct it");
}

TEST_F(BadInput, RingsThatCannotBeClosed) {
    expect_bad_units(
        collection({unit("1", "甲", R"({"type":"Polygon","coordinates":[[[116.6,39.8],[116.7,39.8]]]})")}),
        "BL-3117: units.geojson（图层 units）的要素 0 (id=1) 有一个边界环只有 2 个不同的点，至少需要 3 "
        "个，无法闭合成面。请修正或删除该要素。",
        "BL-3117: units.geojson, layer units, feature 0 (id=1): a ring has only 2 different points and "
        "cannot be closed, 3 are needed; repair or remove the feature");
}

// ---- the other inputs

TEST_F(BadInput, Dates) {
    write("controlled.geojson",
          collection({feature(R"({"measure":"绿化","since":"去年"})", box(0, 1, 0, 1))}));
    expect_unusable(
        plain + Words{"--controlled", "controlled.geojson", "--from-field", "since"},
        "BL-3305: 文件“controlled.geojson”图层“controlled”的要素 0：字段“since”的值“去年”不是日期，应为 "
        "2024-05-01、2024/5/1、20240501、2024-05 或 2024年5月1日。",
        "BL-3305: controlled.geojson, layer controlled, feature 0: \"去年\" in field since is not a date; "
        "expected 2024-05-01, 2024/5/1, 20240501, 2024-05 or 2024年5月1日");
}

TEST_F(BadInput, StatusOfPatches) {
    expect_unusable(
        {"rank", "--units", "units.geojson", "--patches", "patches.geojson", "--status-field", "状态",
         "--status-map", "未苫盖=bare", "--month", "2024-05", "--out", "out"},
        "BL-3308: 图斑文件“patches.geojson”图层“patches”的要素 1：字段“状态”的值“已苫盖”没有列在 "
        "--status-map "
        "中。请补上，例如 --status-map 未苫盖=bare,已苫盖=netted。",
        "BL-3308: patches patches.geojson, layer patches, feature 1: the value \"已苫盖\" of field 状态 is "
        "not in --status-map; add it, for example --status-map 未苫盖=bare,已苫盖=netted");
}

TEST_F(BadInput, Profiles) {
    expect_unusable(
        plain + Words{"--profile", "tongzou"},
        "BL-3200: 找不到区配置“tongzou”：既没有这个文件，自带的区配置里也没有这个名字（自带：miyun, "
        "tongzhou）。",
        "BL-3200: no profile \"tongzou\": there is no such file, nor is it the name of a profile that comes "
        "with bareland (miyun, tongzhou)");
    write("p.toml", "schema = \"bareland/profile/1\"\nscop = \"city\"\n");
    expect_unusable(
        plain + Words{"--profile", "p.toml"},
        "BL-3203: 区配置 p.toml 第 2 行：顶层 中没有“scop”这个键，最接近的是“scope”。",
        "BL-3203: p.toml, line 2: unknown key \"scop\" in the top level; the closest known key is \"scope\"");
}

TEST_F(BadInput, PreviousMonths) {
    const std::string expected_zh = "应为 bareland rank 写出的 ranking.json，请换用完整的文件。\n";
    ASSERT_EQ(run(without("--month") + Words{"--month", "2024-04"}).status, 0);
    std::filesystem::rename(folder / "out", folder / "april");
    const std::string whole = contents(folder / "april" / "ranking.json");
    for (const double share : {0.1, 0.5, 0.99}) {
        write("cut.json",
              whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))));
        for (const char* const option : {"--previous", "--previous-year"}) {
            const Ran ran = run(plain + Words{option, "cut.json"});
            EXPECT_EQ(ran.status, bad_input);
            EXPECT_EQ(ran.err.find("bareland: BL-3221: 往月结果 cut.json 在第 "), 0U) << ran.err;
            EXPECT_NE(ran.err.find(expected_zh), std::string::npos) << ran.err;
        }
    }
    expect_unusable(plain + Words{"--previous", "无.json"}, "BL-3220: 无法读取往月结果 无.json：文件不存在。",
                    "BL-3220: cannot read the earlier ranking 无.json: no such file");
    write("list.json", "[]");
    expect_unusable(plain + Words{"--previous", "list.json"},
                    "BL-3224: 往月结果 list.json 中 整个内容 = []，应为一个对象。",
                    "BL-3224: list.json: the whole = []; expected an object");
    expect_unusable(
        without("--month") + Words{"--month", "2024-04", "--previous", "april/ranking.json"},
        "BL-3226: april/ranking.json 是 2024-04 的结果，不早于本次的 2024-04：--previous 应给出更早月份的 "
        "ranking.json。",
        "BL-3226: april/ranking.json is the ranking of 2024-04, not earlier than this one (2024-04): "
        "--previous takes the ranking.json of an earlier month");
}

TEST_F(BadInput, OutputThatIsNoFolder) {
    write("a file", "kept");
    const Words words = without("--out");
    const std::string file = at("a file");
    expect_refused(words + Words{"--out", "a file"}, bad_input,
                   "BL-3060: 输出位置“" + file + "”已存在，但不是目录。请用 --out 指定一个目录。",
                   "BL-3060: the output location " + file +
                       " exists and is not a directory; give a directory with --out");
    expect_refused(
        words + Words{"--out", "a file/x"}, bad_input,
        "BL-3061: 无法创建输出目录“" + file +
            "/x”：路径中有一级不是目录。请检查上级目录的权限，或用 --out "
            "指定别的目录。",
        "BL-3061: cannot create the output directory " + file +
            "/x: a part of the path is not a directory; check the permissions of its parent or give another "
            "--out");
    EXPECT_EQ(contents(folder / "a file"), "kept");
}

TEST_F(BadInput, OutputThatIsNotWritable) {
    if (::geteuid() != 0) GTEST_SKIP() << "takes root, to become somebody else";
    std::filesystem::create_directory(folder / "closed");
    const Ran ran = run(without("--out") + Words{"--out", "closed"}, become_nobody);
    if (ran.status == 127) GTEST_SKIP() << "nobody may not run the program";
    EXPECT_EQ(ran.status, bad_input);
    EXPECT_EQ(ran.err, "bareland: BL-3062: 输出目录“" + at("closed") +
                           "”无法写入：没有权限。请检查目录权限，或用 --out 指定别的目录。\n");
    EXPECT_EQ(run(without("--out") + Words{"--out", "closed/x", "--lang", "en"}, become_nobody).err,
              "bareland: BL-3061: cannot create the output directory " + at("closed/x") +
                  ": permission denied; check the permissions of its parent or give another --out\n");
}

}  // namespace
}  // namespace bareland::test
