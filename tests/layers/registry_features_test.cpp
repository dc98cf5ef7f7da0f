// Imports from the formats of GIS programs: shapefile, GeoPackage, GeoJSON, KML.
#include <cpl_conv.h>
#include <cpl_string.h>

#include <filesystem>
#include <limits>

#include "geo/crs.hpp"
#include "tests/layers/registry_case.hpp"

namespace bareland {
namespace {

using RegistryFeatures = registry_case::RegistryFile;
using Said = std::vector<std::string>;

const char* const square = "POLYGON((116.7 39.9,116.8 39.9,116.8 40,116.7 40,116.7 39.9))";

// In projected metres, so that the way back has something to do: 1 mm is 1.2e-8 degrees east, 9e-9 north.
TEST_F(RegistryFeatures, WellsInEveryFormat) {
    Point metres{116.75, 39.95};
    Transform(Crs("EPSG:4490"), Crs("EPSG:4527")).apply({&metres, 1});
    const std::string projected = fmt::format("POINT({:.4f} {:.4f})", metres.x, metres.y);
    struct Format {
        const char* driver;
        const char* name;
        bool keeps_crs;
    };
    for (const Format& format :
         {Format{"ESRI Shapefile", "w.shp", true}, Format{"GPKG", "w.gpkg", true},
          Format{"GeoJSON", "w.geojson", false}, Format{"FlatGeobuf", "w.fgb", true}}) {
        const std::string path = features(
            format.driver, format.name, {"编号", "名称", "类型", "半径"},
            {{format.keeps_crs ? projected : "POINT(116.75 39.95)", {"S1", "水源1#", "城区", "200"}}},
            format.keeps_crs ? 4527 : 4326, wkbPoint, {"ENCODING=UTF-8"}, "w");
        const auto layer = read_wells(source(path));
        ASSERT_EQ(layer.records.size(), 1U) << format.name;
        EXPECT_EQ(layer.records[0].id, "S1") << format.name;
        EXPECT_EQ(layer.records[0].name, "水源1#") << format.name;
        EXPECT_EQ(layer.records[0].kind, "urban");
        EXPECT_EQ(layer.records[0].radius_m, 200);
        EXPECT_NEAR(layer.records[0].place.x, 116.75, 1.2e-8) << format.name;
        EXPECT_NEAR(layer.records[0].place.y, 39.95, 9e-9) << format.name;
        EXPECT_EQ(layer.files.at(0), path);
    }
}

TEST_F(RegistryFeatures, WhatIsRecognisedIsSaid) {
    const std::string path = features("GPKG", "w.gpkg", {"编号", "半径"},
                                      {{"POINT(39480000 4412345)", {"S1", "200"}}}, 4527, wkbPoint);
    EXPECT_EQ(said(read_wells(source(path))),
              (Said{"w.gpkg, layer layer: columns recognised: id = 编号, radius_m = 半径",
                    "w.gpkg, layer layer: coordinates are EPSG:4527 (as the file says)",
                    "w.gpkg, layer layer has no names; its ids serve as names"}));
}

// GBK with and without .cpg, as ArcMap and older surveys' programs leave them.
TEST_F(RegistryFeatures, ShapefilesInGbk) {
    for (const bool cpg : {true, false}) {
        const std::string name = cpg ? "with.shp" : "without.shp";
        const std::string path = features("ESRI Shapefile", name, {"编号", "名称", "类型", "半径"},
                                          {{"POINT(116.75 39.95)", {"漷1", "漷县镇水源井", "村级", "30"}}},
                                          4490, wkbPoint, {"ENCODING=GBK"}, cpg ? "with" : "without");
        if (!cpg) std::filesystem::remove(folder_ / "without.cpg");
        const auto layer = read_wells(source(path));
        EXPECT_EQ(layer.records.at(0).name, "漷县镇水源井") << name;
        EXPECT_EQ(layer.records.at(0).id, "漷1");
        EXPECT_EQ(says(layer, "without.shp: text was read as GB18030"), !cpg);
    }
}

TEST_F(RegistryFeatures, Kml) {
    const std::string text = R"(<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>项目</name>
<Placemark><name>甲项目</name><Point><coordinates>116.7,39.9,12</coordinates></Point></Placemark>
<Placemark><name>乙项目</name><Polygon><outerBoundaryIs><LinearRing><coordinates>
116.7,39.9,0 116.8,39.9,0 116.8,40,0 116.7,39.9,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
</Document></kml>)";
    const auto layer = read_sites(source(folder_.write("p.kml", text)));
    ASSERT_EQ(layer.records.size(), 2U);
    EXPECT_EQ(layer.records[0].id, "甲项目");
    EXPECT_EQ(layer.records[0].place, (Point{116.7, 39.9}));
    EXPECT_EQ(layer.records[1].shape.size(), 1U);
    EXPECT_TRUE(says(layer, "p.kml, layer 项目 has no ids; its names serve as ids"));
}

TEST_F(RegistryFeatures, UnitsAreMergedByIdAsInRank) {
    const std::string path =
        features("GeoJSON", "u.geojson", {"XZQDM", "XZQMC"},
                 {{"POLYGON((116 39,116.1 39,116.1 39.1,116 39))", {"110112001", "中仓街道"}},
                  {"POLYGON((116.5 39,116.6 39,116.6 39.1,116.5 39))", {"110112001", "中仓街道"}},
                  {square, {"110112002", "新华街道"}}},
                 4326);
    const auto layer = read_units(source(path));
    ASSERT_EQ(layer.records.size(), 2U);
    EXPECT_EQ(layer.records[0].shape.size(), 2U);
    EXPECT_EQ(layer.records[1].name, "新华街道");
    EXPECT_TRUE(says(layer, "\"中仓街道\" (id 110112001) has 2 features; they were merged into one unit"));
    const std::string other = features(
        "GeoJSON", "v.geojson", {"代码", "名称"},
        {{"POLYGON((116 39,116.1 39,116.1 39.1,116 39))", {"1", "甲"}}, {square, {"1", "乙"}}}, 4326);
    EXPECT_EQ(error([&] { read_units(source(other)); }),
              "BL-3413 v.geojson, layer layer: the id \"1\" occurs twice, in feature 0 and in feature 1; ids "
              "must be unique: "
              "correct or remove one");
}

TEST_F(RegistryFeatures, RoadsForTrucks) {
    const std::string line = "LINESTRING(116.7 39.9,116.8 39.9)";
    const std::string path =
        features("GPKG", "t.gpkg", {"name", "货车", "限行时间", "限重（吨）", "限高", "限宽", "单行"},
                 {{line, {"甲", "禁行", "", "20", "4.5米", "3", "B"}},
                  {line, {"乙", "仅到达", "no @ (07:00-09:00)", "7500 kg", "0", "", "F"}},
                  {line, {"丙", "", "", "", "不限", "", "T"}}});
    const auto layer = read_roads(source(path));
    ASSERT_EQ(layer.records.size(), 3U);
    EXPECT_EQ(layer.records[0].truck, TruckAccess::no);
    EXPECT_EQ(layer.records[0].maxweight_t, 20);
    EXPECT_EQ(layer.records[0].maxheight_m, 4.5);
    EXPECT_EQ(layer.records[0].maxwidth_m, 3);
    EXPECT_EQ(layer.records[0].oneway, Oneway::no);
    EXPECT_EQ(layer.records[1].truck, TruckAccess::destination);
    EXPECT_EQ(layer.records[1].truck_when, "no @ (07:00-09:00)");
    EXPECT_EQ(layer.records[1].maxweight_t, 7.5);
    EXPECT_EQ(layer.records[1].maxheight_m, std::nullopt) << "0 is no limit";
    EXPECT_EQ(layer.records[1].oneway, Oneway::forward);
    EXPECT_EQ(layer.records[2].truck, TruckAccess::yes);
    EXPECT_EQ(layer.records[2].maxheight_m, std::nullopt);
    EXPECT_EQ(layer.records[2].oneway, Oneway::backward);
    const std::string bad = features("GPKG", "u.gpkg", {"name", "truck", "maxweight_t"},
                                     {{line, {"甲", "sometimes", ""}}, {line, {"乙", "", "heavy"}}});
    EXPECT_EQ(error([&] { read_roads(source(bad)); }),
              "BL-3411 u.gpkg, layer layer, feature 1: truck is \"sometimes\"; expected yes, no or "
              "destination");
}

TEST_F(RegistryFeatures, RoadsWithoutDirections) {
    const std::string path =
        features("GPKG", "w.gpkg", {"name", "flow"}, {{"LINESTRING(116.7 39.9,116.8 39.9)", {"甲", "yes"}}});
    const char* const told =
        "w.gpkg, layer layer has no column of directions: all streets count as two-way; name it with --map "
        "oneway=HEADER, or say with --map oneway==no that they are";
    EXPECT_TRUE(says(read_roads(source(path)), told));
    RegistrySource named = source(path);
    named.map = {{"oneway", "flow"}};
    EXPECT_FALSE(says(read_roads(named), told));
    EXPECT_EQ(read_roads(named).records[0].oneway, Oneway::forward);
    named.map = {{"oneway", "=no"}};
    const auto all = read_roads(named);
    EXPECT_FALSE(says(all, told));
    EXPECT_EQ(all.records[0].oneway, Oneway::no);
    EXPECT_TRUE(says(all, "w.gpkg, layer layer: columns recognised: name = name, oneway = \"no\""));
}

TEST_F(RegistryFeatures, RoadsMeetWhereTheLayerSaysAtGrade) {
    const std::string path = features("GPKG", "x.gpkg", {"name", "at_grade"},
                                      {{"LINESTRING(116.7 39.9,116.8 39.9)", {"甲", "yes"}},
                                       {"LINESTRING(116.75 39.85,116.75 39.95)", {"乙", "是"}},
                                       {"LINESTRING(116.77 39.85,116.77 39.95)", {"丙", ""}}});
    const auto layer = read_roads(source(path));
    EXPECT_EQ(layer.records[0].line.size(), 3U);
    EXPECT_EQ(layer.records[0].line[1], layer.records[1].line[1]);
    EXPECT_EQ(layer.records[2].line.size(), 2U);
    EXPECT_TRUE(says(layer,
                     "x.gpkg, layer layer: roads that cross at grade were connected in 1 places, as "
                     "the layer says"));
}

// 乙 crosses 甲 and 丙 crosses it on a bridge: one place that may be a junction.
TEST_F(RegistryFeatures, CrossingsThatNothingConnectsAreTold) {
    const std::string path = features("GPKG", "x.gpkg", {"name", "bridge"},
                                      {{"LINESTRING(116.7 39.9,116.8 39.9)", {"甲", ""}},
                                       {"LINESTRING(116.75 39.85,116.75 39.95)", {"乙", ""}},
                                       {"LINESTRING(116.77 39.85,116.77 39.95)", {"丙", "yes"}}});
    const auto layer = read_roads(source(path));
    EXPECT_TRUE(
        says(layer,
             "x.gpkg, layer layer: roads cross without a common vertex in 1 places, such as 甲 and "
             "乙 (at 116.750000, 39.900000); they count as not connected there; where they do meet at "
             "grade, say so in a column at_grade (or name it with --map at_grade=HEADER)"));
}

TEST_F(RegistryFeatures, RoadsMeetAtTheNodesTheLayerNames) {
    const std::string path = features(
        "GPKG", "n.gpkg", {"name", "from_node", "终点节点", "清扫单位", "at_grade"},
        {{"LINESTRING(116.7 39.9,116.75 39.91,116.8 39.9)", {"甲", "5000000001", "N2", "环卫中心", ""}},
         {"LINESTRING(116.8 39.9,116.75 39.91,116.7 39.8)", {"乙", "N2", "3", "", ""}},
         {"LINESTRING(116.6 39.7,116.65 39.7)", {"丙", "", "3", "", ""}},
         {"LINESTRING(116.6 39.6,116.7 39.6)", {"丁", "7", "8", "", "yes"}},
         {"LINESTRING(116.65 39.5,116.65 39.65)", {"戊", "9", "10", "", "yes"}},
         {"LINESTRING(116.5 39.5,116.5 39.5)", {"己", "12", "11", "", ""}},
         {"LINESTRING(116.5 39.5,116.5 39.6)", {"庚", "12", "13", "", ""}}});
    RegistrySource mapped = source(path);
    EXPECT_TRUE(read_roads(mapped).records[0].nodes.empty()) << "not by the header alone";
    mapped.map = {{"from_node", "from_node"}, {"to_node", "终点节点"}};
    const auto roads = read_roads(mapped).records;
    ASSERT_EQ(roads.size(), 6U);
    ASSERT_EQ(roads[0].nodes.size(), 3U);
    EXPECT_EQ(roads[0].nodes.front(), 5000000001);
    EXPECT_LT(roads[0].nodes.back(), 0) << "a word";
    EXPECT_EQ(roads[1].nodes.front(), roads[0].nodes.back());
    EXPECT_EQ(roads[1].nodes.back(), 3);
    EXPECT_NE(roads[0].nodes[1], roads[1].nodes[1]) << "one place, but no node of both";
    EXPECT_TRUE(roads[2].nodes.empty()) << "one end is not named";
    ASSERT_EQ(roads[3].nodes.size(), 3U);
    EXPECT_EQ(roads[3].nodes[1], roads[4].nodes[1]) << "at grade";
    EXPECT_EQ(roads[5].nodes.front(), 11) << "one with 12 by a road without length";
    EXPECT_EQ(roads[0].sweeper, "环卫中心");
    EXPECT_EQ(roads[1].sweeper, "");
}

TEST_F(RegistryFeatures, Roads) {
    const std::string path = features(
        "GPKG", "r.gpkg", {"路名", "highway", "oneway", "bridge", "tunnel", "layer", "maxspeed"},
        {{"LINESTRING(116.7 39.9,116.8 39.9)", {"京榆旧线", "primary", "yes", "viaduct", "no", "1", "60"}},
         {"LINESTRING(116.7 39.9,116.8 39.9)", {"", "secondary", "-1", "", "yes", "-1", "50 km/h"}},
         {"MULTILINESTRING((116.7 39.9,116.8 39.9),(116.8 39.9,116.9 39.9))", {"潞苑西路", "", "no"}}});
    const auto layer = read_roads(source(path));
    ASSERT_EQ(layer.records.size(), 4U);
    const RoadRecord& first = layer.records[0];
    EXPECT_EQ(first.id, "1");
    EXPECT_EQ(first.name, "京榆旧线");
    EXPECT_EQ(first.road_class, "primary");
    EXPECT_EQ(first.oneway, Oneway::forward);
    EXPECT_TRUE(first.bridge);
    EXPECT_FALSE(first.tunnel);
    EXPECT_EQ(first.layer, 1);
    EXPECT_EQ(first.maxspeed_kmh, 60);
    EXPECT_EQ(first.line, (std::vector<Point>{{116.7, 39.9}, {116.8, 39.9}}));
    EXPECT_EQ(layer.records[1].oneway, Oneway::backward);
    EXPECT_EQ(layer.records[1].layer, -1);
    EXPECT_TRUE(layer.records[1].tunnel);
    EXPECT_EQ(layer.records[1].maxspeed_kmh, 50);
    EXPECT_EQ(layer.records[2].id, "3/1");
    EXPECT_EQ(layer.records[3].id, "3/2");
    EXPECT_EQ(
        said(layer),
        (Said{"r.gpkg, layer layer: columns recognised: name = 路名, class = highway, oneway = oneway, "
              "bridge = "
              "bridge, tunnel = tunnel, layer = layer, maxspeed = maxspeed",
              "r.gpkg, layer layer: coordinates are EPSG:4490 (as the file says)",
              "r.gpkg, layer layer has no column of ids; feature numbers serve as ids, which may change when "
              "the file is made anew",
              "r.gpkg, layer layer: 1 roads consist of several lines, whose ids got /1, /2 ... (first: "
              "feature 3)"}));
    const std::string bad =
        features("GPKG", "b.gpkg", {"name", "oneway"}, {{"LINESTRING(116.7 39.9,116.8 39.9)", {"甲", "左"}}});
    EXPECT_EQ(error([&] { read_roads(source(bad)); }),
              "BL-3411 b.gpkg, layer layer, feature 1: oneway is \"左\"; expected yes, no or -1");
    // Links of no length are ordinary in road layers.
    const auto dots = read_roads(source(features(
        "GPKG", "d.gpkg", {"name"},
        {{"LINESTRING(116.7 39.9,116.7 39.9)", {"甲"}}, {"LINESTRING(116.7 39.9,116.8 39.9)", {"乙"}}})));
    ASSERT_EQ(dots.records.size(), 1U);
    EXPECT_EQ(dots.records[0].id, "2");
    EXPECT_TRUE(says(dots, "d.gpkg, layer layer: 1 roads without length were left out, first feature 1"));
}

// An edge of 10 km in the plane bows 1.6 m off the straight line of degrees: points put in keep its place.
TEST_F(RegistryFeatures, ProjectedBordersKeepTheirPlace) {
    const std::string path =
        features("GPKG", "z.gpkg", {"id", "name", "kind"},
                 {{"POLYGON((470000 4410000,480000 4410000,480000 4420000,470000 4420000,470000 "
                   "4410000))",
                   {"1", "a", "严控区"}}},
                 4548, wkbPolygon);
    const auto layer = read_zones(source(path));
    EXPECT_EQ(layer.records.at(0).kind, "strict");
    const MultiPolygon plane{
        {{{470000, 4410000}, {480000, 4410000}, {480000, 4420000}, {470000, 4420000}, {470000, 4410000}},
         {}}};
    const double truth = ground_area(plane, Transform(Crs("EPSG:4548"), Crs::cgcs2000()));
    const double kept = ground_area(layer.records[0].shape, Transform(Crs::cgcs2000(), Crs::cgcs2000()));
    EXPECT_NEAR(kept, truth, 40);  // 1 mm along 40 km
    EXPECT_GT(layer.records[0].shape[0].outer.size(), 40U);
}

TEST_F(RegistryFeatures, GeometryThatIsMissingOrOfAnotherKind) {
    const auto sites = [&](const std::string& name, const std::string& wkt,
                           OGRwkbGeometryType type = wkbUnknown) {
        const std::string path = features("GPKG", name, {"id", "name"},
                                          {{"POINT(116.7 39.9)", {"1", "a"}}, {wkt, {"2", "b"}}}, 4490, type);
        return error([&] { read_sites(source(path)); });
    };
    EXPECT_EQ(sites("a.gpkg", ""),
              "BL-3420 a.gpkg, layer layer, feature 2 has no geometry; supply it or remove the feature");
    EXPECT_EQ(sites("b.gpkg", "POINT EMPTY"),
              "BL-3420 b.gpkg, layer layer, feature 2 has no geometry; supply it or remove the feature");
    EXPECT_EQ(sites("c.gpkg", "LINESTRING(116 39,117 40)"),
              "BL-3423 c.gpkg, layer layer, feature 2 (id=2) is a LINESTRING, expected points or polygons");
    EXPECT_EQ(sites("d.gpkg", "MULTIPOINT((116 39),(117 40))"),
              "BL-3424 d.gpkg, layer layer, feature 2 has 2 points, but a record is one place; split it");
    const std::string lines =
        features("GPKG", "l.gpkg", {"id"}, {{"LINESTRING(116 39,117 40)", {"1"}}}, 4490, wkbLineString);
    EXPECT_EQ(error([&] { read_sites(source(lines)); }),
              "BL-3423 l.gpkg, layer layer is lines, expected points or polygons");
    EXPECT_EQ(error([&] { read_zones(source(lines)); }).substr(0, 7), "BL-3400");
    const std::string points =
        features("GPKG", "p.gpkg", {"name"}, {{"POINT(116 39)", {"1"}}}, 4490, wkbPoint);
    EXPECT_EQ(error([&] { read_roads(source(points)); }),
              "BL-3423 p.gpkg, layer layer is points, expected lines");
    EXPECT_EQ(error([&] { read_units(source(points)); }),
              "BL-3113 p.gpkg, layer layer is points, expected polygons");
    EXPECT_EQ(error([&] {
                  read_sites(source(folder_.write("n.geojson", R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"id":1},"geometry":{"type":"Point","coordinates":[116.7,null]}}]})")));
              }).substr(0, 7),
              "BL-3118");
}

TEST_F(RegistryFeatures, NotANumber) {
    const std::string path =
        features("GPKG", "n.gpkg", {"id"}, {{"POINT(116.7 39.9)", {"1"}}}, 4490, wkbPoint);
    {
        const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);  // an extent without end has no place in SQL
        const std::unique_ptr<GDALDataset> dataset(
            GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
        OGRLayer* layer = dataset->GetLayer(0);
        const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        OGRPoint point(116.7, std::numeric_limits<double>::infinity());
        feature->SetGeometry(&point);
        feature->SetField("id", "2");
        ASSERT_EQ(layer->CreateFeature(feature.get()), OGRERR_NONE);
    }
    EXPECT_EQ(error([&] { read_sites(source(path)); }),
              "BL-3116 n.gpkg, layer layer, feature 2 (id=2): the coordinates (116.7, inf) are not finite; "
              "repair or "
              "remove the feature");
}

TEST_F(RegistryFeatures, AxesAndCrs) {
    const std::string turned = features("GeoJSON", "t.geojson", {"id"}, {{"POINT(39.9 116.7)", {"1"}}}, 4326);
    EXPECT_EQ(error([&] { read_sites(source(turned)); }),
              "BL-3428 t.geojson, layer layer, feature 0: (39.9, 116.7) is no longitude and latitude, but "
              "the CRS is EPSG:4326; "
              "the CRS may be wrong or longitude and latitude exchanged: check and correct it");
    RegistrySource s = source(turned);
    s.axes = "ne";
    EXPECT_EQ(read_sites(s).records.at(0).place, (Point{116.7, 39.9}));
    EXPECT_TRUE(
        says(read_sites(s), "t.geojson, layer layer: by --axes ne its coordinates were read north first"));
    // No CRS: said with the option; GCJ-02 under a file that claims WGS 84.
    const std::string none =
        features("ESRI Shapefile", "n.shp", {"id"}, {{"POINT(116.75 39.95)", {"1"}}}, 0, wkbPoint, {}, "n");
    s = source(none);
    s.crs_option = "--wells-crs";
    EXPECT_EQ(error([&] { read_sites(s); }),
              "BL-3111 n.shp, layer n has no coordinate reference system; supply it, such as --wells-crs "
              "EPSG:4490");
    s.crs = "EPSG:4490";
    EXPECT_EQ(read_sites(s).crs, "EPSG:4490");
    s.crs = "gcj02";
    const auto gcj = read_sites(s);
    EXPECT_EQ(gcj.extra_uncertainty_m, 10);
    EXPECT_NEAR(gcj.records.at(0).place->x, 116.75 - 0.0061, 0.0005);  // some 500 m west
    const std::string old =
        features("GPKG", "k.gpkg", {"id"}, {{"POINT(500000 4412345)", {"1"}}}, 4548, wkbPoint);
    s = source(old);
    s.crs = "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=krass";
    EXPECT_EQ(read_sites(s).extra_uncertainty_m, 200);
    EXPECT_NE(said(read_sites(s)).at(2).find("rests on another ellipsoid than CGCS2000"), std::string::npos);
}

TEST_F(RegistryFeatures, InvalidPolygonsAreRepairedOrRefused) {
    // A spike of digitising: 0.1 % of the square.
    const std::string small = features(
        "GeoJSON", "s.geojson", {"id", "name", "kind"},
        {{"POLYGON((116.7 39.9,116.8 39.9,116.8 40,116.75 40,116.751 40.001,116.75 40.001,116.751 40,116.7 "
          "40,116.7 39.9))",
          {"1", "a", "key"}}},
        4326);
    const auto layer = read_zones(source(small));
    ASSERT_EQ(layer.findings.size(), 3U);
    EXPECT_EQ(layer.findings[2].code, "BL-4001");
    EXPECT_NE(
        said(layer)[2].find(
            "s.geojson, layer layer, feature 0: invalid border (Self-intersection) repaired, which moved "),
        std::string::npos);
    EXPECT_TRUE(layer.findings[2].lon);
    const std::string bow = features(
        "GeoJSON", "b.geojson", {"id", "name", "kind"},
        {{"POLYGON((116.7 39.9,116.8 40,116.8 39.9,116.7 40,116.7 39.9))", {"1", "a", "key"}}}, 4326);
    const std::string refused = error([&] { read_zones(source(bow)); });
    EXPECT_EQ(
        refused.substr(0, refused.find(" move ")),
        "BL-3425 b.geojson, layer layer, feature 0: its border is invalid (Self-intersection) and a repair "
        "would");
    EXPECT_NE(refused.find("more than 1 %, so it is refused; repair it in a GIS and import it again"),
              std::string::npos);
}

TEST_F(RegistryFeatures, MissingColumnsAndLayers) {
    const std::string path = features("GPKG", "z.gpkg", {"FID_1", "备注"}, {{square, {"1", "b"}}});
    EXPECT_EQ(error([&] { read_zones(source(path)); }),
              "BL-3400 z.gpkg has no column for id; its headers are: FID_1, 备注; accepted: id, zoneid, "
              "编号, 代码, "
              "编码, 分区编号, code; or name it with --map id=HEADER");
    RegistrySource s = source(path);
    s.map = {{"id", "FID_1"}, {"kind", "备注"}};
    EXPECT_EQ(read_zones(s).records.at(0).kind, "b");
    EXPECT_EQ(error([&] { read_zones(source(folder_.file("none.gpkg"))); }),
              "BL-3101 none.gpkg: there is no such file");
    EXPECT_EQ(error([&] { read_zones(source(path + ":x")); }).substr(0, 7), "BL-3108");
}

}  // namespace
}  // namespace bareland
