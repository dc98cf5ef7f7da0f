// Imports from CSV and spreadsheets as offices keep them.
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include "tests/layers/registry_case.hpp"

namespace bareland {
namespace {

using RegistryTable = registry_case::RegistryFile;
using Said = std::vector<std::string>;

TEST_F(RegistryTable, WellsInChinese) {
    const auto layer =
        read_wells(csv("编号,名称,水源地,类型,半径（米）,经度,纬度,生效日期\n"
                       "S1,水源1#,通州水源地,城区,200,116.75,39.95,2020-02-14\n"
                       "S3,水源3#,通州水源地,乡镇,\"1,000\",\"116°39′25.3″\",39°54′36″,2020年2月14日\n"));
    ASSERT_EQ(layer.records.size(), 2U);
    const WellRecord& first = layer.records[0];
    EXPECT_EQ(first.id, "S1");
    EXPECT_EQ(first.name, "水源1#");
    EXPECT_EQ(first.source, "通州水源地");
    EXPECT_EQ(first.kind, "urban");
    EXPECT_EQ(first.radius_m, 200);
    EXPECT_EQ(first.place, (Point{116.75, 39.95}));
    EXPECT_EQ(first.validity.text(), "2020-02-14/..");
    EXPECT_FALSE(first.uncertainty_m);
    EXPECT_EQ(layer.records[1].kind, "township");
    EXPECT_EQ(layer.records[1].radius_m, 1000);
    EXPECT_NEAR(layer.records[1].place.x, 116.65702777777778, 1e-12);
    EXPECT_NEAR(layer.records[1].place.y, 39.91, 1e-12);
    EXPECT_EQ(layer.crs, "EPSG:4490");
    EXPECT_EQ(layer.files, (Said{folder_.file("a.csv")}));
    EXPECT_EQ(
        said(layer),
        (Said{"a.csv: columns recognised: id = 编号, name = 名称, source = 水源地, kind = 类型, radius_m = "
              "半径（米）, valid_from = 生效日期, coordinates = 经度, 纬度",
              "a.csv: coordinates are longitude and latitude (degrees, minutes and seconds) without a CRS; "
              "taken as CGCS2000 (EPSG:4490)"}));
}

TEST_F(RegistryTable, WellsInEnglishInAnyOrderAndCase) {
    const auto layer = read_wells(
        csv("LAT; Lng ;Radius_M;KIND;Name;ID;uncertainty (m)\n39.95;116.75;0.2km;Village;w;7;5\n"));
    ASSERT_EQ(layer.records.size(), 1U);
    EXPECT_EQ(layer.records[0].id, "7");
    EXPECT_EQ(layer.records[0].radius_m, 200);
    EXPECT_EQ(layer.records[0].kind, "village");
    EXPECT_EQ(layer.records[0].uncertainty_m, 5);
    EXPECT_EQ(layer.records[0].place, (Point{116.75, 39.95}));
}

TEST_F(RegistryTable, UnitsInHeadersAndFullWidth) {
    const auto layer = read_wells(csv(
        "　编 号　,名称,保护半径(公里),Ｘ坐标,Ｙ坐标,类型\n１,井,０．０３,4412345.678,39480000.5,村级\n"));
    ASSERT_EQ(layer.records.size(), 1U);
    EXPECT_EQ(layer.records[0].id, "１");  // ids stay as they are written
    EXPECT_NEAR(layer.records[0].radius_m, 30, 1e-9);
    EXPECT_EQ(layer.crs, "EPSG:4527");
    EXPECT_TRUE(says(
        layer, "a.csv: eastings (Ｙ坐标) carry zone prefix 39: CGCS2000 / 3-degree zone 39 (EPSG:4527)"));
    EXPECT_EQ(well_error("编号,半径(尺),经度,纬度\n1,30,116,39\n"),
              "BL-3412 a.csv: unknown unit \"尺\" in the header \"半径(尺)\"; known: m, 米, km, 公里");
}

TEST_F(RegistryTable, SitesWithWhatTheRulesNeed) {
    const auto layer =
        read_sites(csv("项目编号,项目名称,项目类型,定位误差,是否规模化,是否合规,畜种,污染类别,经度,纬度\n"
                       "P1,甲,养殖场,10,是,否,猪,养殖粪污,116.7,39.9\n"
                       "P2,乙,工地,,,,,,116.8,39.8\n"));
    ASSERT_EQ(layer.records.size(), 2U);
    const SiteRecord& farm = layer.records[0];
    EXPECT_EQ(farm.type, "养殖场");
    EXPECT_EQ(farm.uncertainty_m, 10);
    EXPECT_EQ(farm.large_scale, true);
    EXPECT_EQ(farm.compliant, false);
    EXPECT_EQ(farm.species, "猪");
    EXPECT_EQ(farm.pollution, "养殖粪污");
    EXPECT_EQ(farm.place, (Point{116.7, 39.9}));
    EXPECT_FALSE(layer.records[1].large_scale);
    EXPECT_FALSE(layer.records[1].uncertainty_m);
}

TEST_F(RegistryTable, MapNamesColumns) {
    RegistrySource s = csv("序号,对象,东西向,南北向\n1,甲,116.7,39.9\n");
    s.map = {{"id", "序号"}, {"name", "对象"}, {"lon", "东西向"}, {"lat", "南北向"}};
    const auto layer = read_sites(s);
    EXPECT_EQ(layer.records.at(0).id, "1");
    EXPECT_EQ(layer.records.at(0).place, (Point{116.7, 39.9}));
    s.map["lat"] = "纬向";
    EXPECT_EQ(error([&] { read_sites(s); }),
              "BL-3402 a.csv has no header \"纬向\", which --map lat=纬向 names; its headers are: 序号, "
              "对象, 东西向, "
              "南北向");
    s.map["latitude"] = "南北向";
    EXPECT_EQ(
        error([&] { read_sites(s); }),
        "BL-3401 --map: sites take no column \"latitude\"; there are: id, name, type, uncertainty_m, scale, "
        "compliant, species, pollution, x, y, lon, lat, geometry");
}

TEST_F(RegistryTable, MissingColumns) {
    EXPECT_EQ(
        well_error("编号,名称,经度,纬度\n1,a,116,39\n"),
        "BL-3400 a.csv has no column for radius_m; its headers are: 编号, 名称, 经度, 纬度; accepted: "
        "radiusm, "
        "radius, 半径, 保护半径, 保护区半径, 保护范围半径, 一级保护区半径, 保护范围; or name it with --map "
        "radius_m=HEADER");
    EXPECT_EQ(
        site_error("编号,名称,地址\n1,a,b\n"),
        "BL-3405 a.csv has no columns of coordinates; its headers are: 编号, 名称, 地址; accepted: lon/lat, "
        "easting/northing, x/y or a column of WKT (geometry, wkt); or name them with --map "
        "x=HEADER,y=HEADER");
    EXPECT_EQ(
        zone_error("id,name,kind\n1,a,key\n"),
        "BL-3400 a.csv has no column for the geometry (WKT); its headers are: id, name, kind; accepted: "
        "geometry, wkt, geom, 几何, 几何图形; or name it with --map geometry=HEADER");
    EXPECT_EQ(site_error("a,b\n1,2\n"),
              "BL-3406 a.csv has no header that is recognised in its first 10 rows; a header is one row, or "
              "two rows "
              "with merged cells: tidy it up and try again");
    EXPECT_EQ(site_error("编号,名称,经度,纬度\n"), "BL-3407 a.csv has no rows of data below its header");
    EXPECT_EQ(
        site_error("编号,名称,名称,经度,纬度\n1,a,b,116,39\n"),
        "BL-3403 a.csv has two columns for name: \"名称\" and \"名称\"; say which with --map name=HEADER");
    EXPECT_EQ(site_error("编号,名称,经度,GPS经度,纬度\n1,a,116,116,39\n"),
              "BL-3403 a.csv has two columns for coordinates: \"经度\" and \"GPS经度\"; say which with --map "
              "lon=HEADER");
}

TEST_F(RegistryTable, BadValues) {
    const std::string header = "编号,名称,类型,半径,经度,纬度,生效日期,失效日期\n";
    EXPECT_EQ(well_error(header + "1,a,城区,0,116.7,39.9,,\n"),
              "BL-3411 a.csv, row 2: radius_m is \"0\"; expected a number of metres above 0");
    EXPECT_EQ(well_error(header + "1,a,城区,三十,116.7,39.9,,\n"),
              "BL-3411 a.csv, row 2: radius_m is \"三十\"; expected a number of metres above 0");
    EXPECT_EQ(
        well_error(header + "1,a,城区,,116.7,39.9,,\n"),
        "BL-3410 a.csv, row 2: radius_m is empty; fill it in (unmerge merged cells and fill in every row)");
    EXPECT_EQ(
        well_error(header + "1,a,县级,30,116.7,39.9,,\n"),
        "BL-3411 a.csv, row 2: kind is \"县级\"; expected urban, township or village (城区, 乡镇, 村级)");
    EXPECT_EQ(well_error(header + "1,a,城区,30,116.7,39.9,去年,\n"),
              "BL-3411 a.csv, row 2: valid_from is \"去年\"; expected a date such as 2024-05-01, 2024/5/1, "
              "20240501, "
              "2024-05 or 2024年5月1日");
    EXPECT_EQ(well_error(header + "1,a,城区,30,116.7,39.9,2024-05-01,2024-04\n"),
              "BL-3415 a.csv, row 2: valid_to 2024-04-30 lies before valid_from 2024-05-01");
    EXPECT_EQ(well_error(header + "1,a,城区,30,,,,\n"),
              "BL-3421 a.csv, row 2: its coordinates (经度, 纬度) are empty; supply them or remove the row");
    EXPECT_EQ(well_error(header + "1,a,城区,30,116.7,,,\n"),
              "BL-3410 a.csv, row 2: 纬度 is empty; fill it in (unmerge merged cells and fill in every row)");
    EXPECT_EQ(well_error(header + "1,a,城区,30,NaN,39.9,,\n").substr(0, 37),
              "BL-3430 a.csv, row 2: 经度 is \"NaN\"");
    EXPECT_EQ(well_error(header + "1,a,城区,30,39.9,116.7,,\n").substr(0, 21), "BL-3431 a.csv, row 2:");
    EXPECT_EQ(site_error("编号,名称,规模化,经度,纬度\n1,a,大概,116.7,39.9\n"),
              "BL-3411 a.csv, row 2: scale is \"大概\"; expected yes or no (是, 否)");
    EXPECT_EQ(site_error("编号,名称,定位误差,经度,纬度\n1,a,-5,116.7,39.9\n"),
              "BL-3411 a.csv, row 2: uncertainty_m is \"-5\"; expected a length in metres, not below 0");
}

TEST_F(RegistryTable, Ids) {
    EXPECT_EQ(
        site_error("编号,名称,经度,纬度\n1,a,116.7,39.9\n\n1,b,116.8,39.9\n"),
        "BL-3413 a.csv: the id \"1\" occurs twice, in row 2 and in row 4; ids must be unique: correct or "
        "remove one");
    EXPECT_EQ(site_error("编号,名称,经度,纬度\n1,a,116.7,39.9\n,b,116.8,39.9\n"),
              "BL-3410 a.csv, row 3: id is empty; fill it in (unmerge merged cells and fill in every row)");
    EXPECT_EQ(site_error("名称,经度,纬度\na,116.7,39.9\na,116.8,39.9\n"),
              "BL-3404 a.csv has no column of ids, and the name \"a\" occurs in row 2 and in row 3, so names "
              "cannot "
              "serve; add a column of ids or name one with --map id=HEADER");
    const auto by_name = read_sites(csv("名称,经度,纬度\na,116.7,39.9\nb,116.8,39.9\n"));
    EXPECT_EQ(by_name.records.at(1).id, "b");
    EXPECT_TRUE(says(by_name, "a.csv has no ids; its names serve as ids"));
    const auto by_id = read_sites(csv("编号,经度,纬度\n1,116.7,39.9\n"));
    EXPECT_EQ(by_id.records.at(0).name, "1");
    EXPECT_TRUE(says(by_id, "a.csv has no names; its ids serve as names"));
}

TEST_F(RegistryTable, VersionsOfOneWell) {
    const std::string header = "编号,名称,半径,经度,纬度,生效日期,失效日期\n";
    EXPECT_EQ(
        read_wells(csv(header + "1,a,30,116.7,39.9,2020-01-01,2023-12-31\n1,a,50,116.7,39.9,2024-01-01,\n"))
            .records.size(),
        2U);
    EXPECT_EQ(
        well_error(header + "1,a,30,116.7,39.9,2020-01-01,2024-01-01\n1,a,50,116.7,39.9,2024-01-01,\n"),
        "BL-3414 a.csv: the id \"1\" has two versions whose validity overlaps, in row 2 "
        "(2020-01-01/2024-01-01) and in row 3 (2024-01-01/..); let the earlier end on the eve of the later");
}

// A title, a note, thousands, section headings, a total and a signature: an office's own CSV in GB18030.
TEST_F(RegistryTable, AnOfficesCsv) {
    const std::string text =
        "通州区建设项目清单,,,,\n"
        "填报单位：某街道,,,,\n"
        "序号,编号,项目名称,东坐标（m）,北坐标（m）\n"
        "一、在建,,,,\n"
        "1,P-1,漷县项目,\"39,480,000.5\",\"4,412,345.25\"\n"
        "序号,编号,项目名称,东坐标（m）,北坐标（m）\n"
        "2,P-2,永顺项目,39480100,4412400\n"
        "合计,2,,,\n"
        "注：坐标为 CGCS2000,,,,\n";
    const std::unique_ptr<char, decltype(&VSIFree)> gb(CPLRecode(text.c_str(), CPL_ENC_UTF8, "GB18030"),
                                                       VSIFree);
    RegistrySource s = csv(gb.get());
    const auto layer = read_sites(s);
    ASSERT_EQ(layer.records.size(), 2U);
    EXPECT_EQ(layer.records[0].name, "漷县项目");
    EXPECT_EQ(
        said(layer),
        (Said{
            "a.csv: columns recognised: id = 编号, name = 项目名称, coordinates = 东坐标（m）, 北坐标（m）",
            "a.csv: text was read as GB18030",
            "a.csv: 4 rows were left out (totals, notes, repeated headers), first row 4, \"一、在建\"",
            "a.csv: eastings (东坐标（m）) carry zone prefix 39: CGCS2000 / 3-degree zone 39 (EPSG:4527)"}));
    s.source.encoding = "GBK";
    EXPECT_EQ(read_sites(s).records[0].name, "漷县项目");
    s.source.encoding = "UTF-8";
    EXPECT_EQ(
        error([&] { read_sites(s); }),
        "BL-3119 a.csv, layer CSV: its text is not valid UTF-8; give the true encoding, such as --encoding "
        "GBK");
}

// A row is left out for what it says, never for what it lacks.
TEST_F(RegistryTable, RowsWithoutPlaceAreNotLost) {
    const std::string header = "编号,名称,经度,纬度\n1,a,116.7,39.9\n";
    for (const char* row :
         {"2,,,\n", ",Summer resort,,\n", ",说明书印刷厂,,\n", "2,注塑厂,,\n", ",一品楼,,\n"}) {
        EXPECT_EQ(
            site_error(header + row),
            "BL-3421 a.csv, row 3: its coordinates (经度, 纬度) are empty; supply them or remove the row")
            << row;
    }
    for (const char* row :
         {"合计,1,,\n", ",小计,,\n", "Total,1,,\n", "注：坐标为实测,,,\n", "备注,,,\n", "填表人：张三,,,\n",
          "二、已完工,,,\n", "（二）已完工,,,\n", "编号,名称,经度,纬度\n", "注1：无,,,\n"}) {
        const auto layer = read_sites(csv(header + row));
        EXPECT_EQ(layer.records.size(), 1U) << row;
        EXPECT_EQ(layer.findings.at(1).code, "BL-4409") << row;
    }
}

TEST_F(RegistryTable, BareAxesAndTheDistrict) {
    RegistrySource s = csv("编号,名称,X,Y\n1,a,4417000,470000\n2,b,4417100,470100\n3,c,4517100,470100\n");
    EXPECT_EQ(
        error([&] { read_sites(s); }),
        "BL-3433 a.csv: eastings such as 470000 carry no zone prefix and the central meridian is not in the "
        "data; give the CRS, such as --crs EPSG:4548 (CGCS2000, central meridian 117 E)");
    s.district = Extent{116.53, 39.60, 116.94, 40.03};
    const auto layer = read_sites(s);
    EXPECT_EQ(layer.crs, "EPSG:4548");
    EXPECT_EQ(
        said(layer),
        (Said{
            "a.csv: columns recognised: id = 编号, name = 名称, coordinates = X, Y",
            "a.csv: by their magnitudes \"X\" is north and \"Y\" is east",
            "a.csv: eastings carry no zone prefix; only the central meridian 117 E puts the places into the "
            "district: taken as EPSG:4548",
            "a.csv: 1 of 3 places lie outside the district, first row 4; check their coordinates"}));
    EXPECT_EQ(error([&] {
                  RegistrySource local = csv("编号,X,Y\n1,302345,507890\n");
                  local.district = s.district;
                  read_sites(local);
              }).substr(0, 14),
              "BL-3432 a.csv:");
}

TEST_F(RegistryTable, WebMapsOnlyWhenNamed) {
    RegistrySource s = csv("编号,名称,经度,纬度\n1,a,116.41024449916938,39.91640428150164\n");
    EXPECT_EQ(read_sites(s).extra_uncertainty_m, 0);
    s.crs = "gcj02";
    const auto gcj = read_sites(s);
    EXPECT_NEAR(gcj.records[0].place->x, 116.404, 1e-8);
    EXPECT_NEAR(gcj.records[0].place->y, 39.915, 1e-8);
    EXPECT_EQ(gcj.extra_uncertainty_m, 10);
    EXPECT_EQ(gcj.crs, "gcj02");
    EXPECT_EQ(
        said(gcj).at(1),
        "a.csv: GCJ-02 coordinates were inverted to CGCS2000; their further uncertainty of 10 m is carried "
        "into verdicts");
    s.crs = "GCJ-02";
    EXPECT_EQ(read_sites(s).crs, "gcj02");
    s.crs = "bd09";
    EXPECT_EQ(read_sites(s).extra_uncertainty_m, 15);
    EXPECT_NE(read_sites(s).records[0].place, gcj.records[0].place);
}

TEST_F(RegistryTable, GeometryAsWkt) {
    const auto layer =
        read_zones(csv("id,name,类型,级别,依据,文件,责任单位,公布面积（公顷）,几何\n"
                       "1,甲,一级保护区,市级,第三条,通政办发〔2020〕5号,水务局、生态环境局,62.5,"
                       "\"POLYGON((116.7 39.9,116.8 39.9,116.8 40,116.7 39.9))\"\n"
                       "2,乙,特别区,,,,,,\"MULTIPOLYGON(((116 39,117 39,117 40,116 39)))\"\n"));
    ASSERT_EQ(layer.records.size(), 2U);
    EXPECT_EQ(layer.records[0].kind, "water_primary");
    EXPECT_EQ(layer.records[0].level, "市级");
    EXPECT_EQ(layer.records[0].clause, "第三条");
    EXPECT_EQ(layer.records[0].document, "通政办发〔2020〕5号");
    EXPECT_EQ(layer.records[0].owners, (Said{"水务局", "生态环境局"}));
    EXPECT_EQ(layer.records[0].stated_area_m2, 625000);
    EXPECT_EQ(layer.records[1].kind, "特别区");
    EXPECT_EQ(layer.records[0].shape.at(0).outer.size(), 4U);
    EXPECT_EQ(
        zone_error("id,name,kind,wkt\n1,a,key,POLYGON((0 0\n"),
        "BL-3422 a.csv, row 2: wkt is no valid WKT; expected text such as POINT (116.65 39.9) or POLYGON "
        "((...))");
    EXPECT_EQ(zone_error("id,name,kind,wkt\n1,a,key,POINT(116 39)\n"),
              "BL-3115 a.csv, layer a, feature 2 is a POINT, expected polygons");
    EXPECT_EQ(zone_error("id,name,kind,wkt\n1,a,key,POLYGON EMPTY\n"),
              "BL-3420 a.csv, row 2 has no geometry; supply it or remove the feature");
    EXPECT_EQ(site_error("id,name,wkt\n1,a,POINT(nan 39)\n").substr(0, 7), "BL-3422");
    EXPECT_EQ(
        zone_error("id,name,kind,wkt\n1,a,key,\"POLYGON((480000 4400000,481000 4400000,481000 "
                   "4401000,480000 4400000))\"\n"),
        "BL-3111 a.csv, layer wkt has no coordinate reference system; supply it, such as --crs EPSG:4490");
    const auto site =
        read_sites(csv("id,name,wkt\n1,a,POINT(116.5 39)\n2,b,\"POLYGON((116 39,117 39,117 40,116 39))\"\n"));
    EXPECT_EQ(site.records[0].place, (Point{116.5, 39}));
    EXPECT_FALSE(site.records[1].place);
    EXPECT_EQ(site.records[1].shape.size(), 1U);
}

TEST_F(RegistryTable, ZonesOfOneIdAndOverlappingValidity) {
    const std::string header = "id,name,kind,valid_from,valid_to,wkt\n";
    const std::string square = ",\"POLYGON((116.7 39.9,116.8 39.9,116.8 40,116.7 39.9))\"\n";
    EXPECT_EQ(zone_error(header + "a,甲,key,2020-01-01," + square + "a,甲,key,2024-01-01," + square),
              "BL-3414 a.csv: the id \"a\" has two versions whose validity overlaps, in row 2 "
              "(2020-01-01/..) and in "
              "row 3 (2024-01-01/..); let the earlier end on the eve of the later");
    EXPECT_EQ(
        read_zones(csv(header + "a,甲,key,2020-01-01,2023-12-31" + square + "a,甲,key,2024-01-01," + square))
            .records.size(),
        2U);
    RegistrySource s = csv(header + "a,甲,key,," + square);
    s.validity.from = Date{2020, 2, 14};
    EXPECT_EQ(read_zones(s).records[0].validity.text(), "2020-02-14/..");
}

TEST_F(RegistryTable, MergedSourcesAreTold) {
    const auto layer =
        read_wells(csv("编号,名称,水源地,半径,经度,纬度\n1,a,甲水厂,30,116.7,39.9\n2,b,,30,116.8,39.9\n"));
    EXPECT_TRUE(
        says(layer,
             "a.csv: 1 rows have no source, first row 3; if cells are merged, unmerge them and fill in every "
             "row"));
}

TEST_F(RegistryTable, AxesOptionIsChecked) {
    RegistrySource s = csv("编号,X,Y\n1,4412345,39480000\n");
    s.axes = "xy";
    EXPECT_EQ(error([&] { read_sites(s); }),
              "BL-3439 --axes must be en (x east, y north) or ne (x north, y east), not \"xy\"");
}

}  // namespace
}  // namespace bareland
