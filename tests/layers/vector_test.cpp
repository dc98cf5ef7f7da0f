#include "layers/vector.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geo/error.hpp"
#include "tests/layers/vector_files.hpp"

namespace bareland {
namespace {

using vector_files::Folder;

VectorSource source(const std::string& file) {
    VectorSource s;
    s.file = file;
    s.crs_option = "--units-crs";
    return s;
}

// The Error reading raises, as "CODE sentence" with the folder's path taken out.
std::string error_of(const Folder& folder, const VectorSource& s,
                     const std::vector<std::string>& fields = {}) {
    try {
        const PolygonLayer layer = read_polygons(s, fields);
        return fmt::format("read {}", layer.features.size());
    } catch (const Error& error) {
        std::string text = error.code() + " " + error.text().en;
        const std::string prefix = folder.file("");
        for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
            text.erase(at, prefix.size());
        }
        EXPECT_FALSE(error.text().zh.empty());
        EXPECT_EQ(error.exit(), Exit::input);
        return text;
    }
}

std::string feature(const std::string& properties, const std::string& geometry) {
    return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":)" + geometry + "}";
}
std::string polygon(const std::string& rings) {
    return R"({"type":"Polygon","coordinates":[)" + rings + "]}";
}
std::string collection(const std::string& features, const std::string& more = "") {
    return R"({"type":"FeatureCollection",)" + more + R"("features":[)" + features + "]}";
}
const char* const unit_square = "[[0,0],[1,0],[1,1],[0,1],[0,0]]";

struct Column {
    const char* name;
    OGRFieldType type;
};
using Fill = std::function<void(OGRFeature&, int)>;

// Writes `count` squares [i, i+1] x [0, 1] with OGR.
void write_squares(const std::string& file, const char* driver, int count, const std::vector<Column>& columns,
                   const Fill& fill, const char* layer_option = nullptr, bool with_crs = true) {
    GDALAllRegister();
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    std::unique_ptr<GDALDataset> dataset(
        GetGDALDriverManager()->GetDriverByName(driver)->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    ASSERT_TRUE(dataset);
    OGRSpatialReference wgs84;
    wgs84.importFromEPSG(4326);
    wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    CPLStringList options;
    if (layer_option != nullptr) options.AddString(layer_option);
    OGRLayer* layer = dataset->CreateLayer("towns", with_crs ? &wgs84 : nullptr, wkbPolygon, options.List());
    ASSERT_NE(layer, nullptr);
    for (const Column& column : columns) {
        OGRFieldDefn definition(column.name, column.type);
        ASSERT_EQ(layer->CreateField(&definition), OGRERR_NONE);
    }
    for (int i = 0; i < count; ++i) {
        const OGRFeatureUniquePtr row(OGRFeature::CreateFeature(layer->GetLayerDefn()));
        OGRLinearRing ring;
        const double x = i;
        for (const auto& [px, py] : {std::pair{x, 0.0}, {x + 1, 0.0}, {x + 1, 1.0}, {x, 1.0}, {x, 0.0}}) {
            ring.addPoint(px, py);
        }
        OGRPolygon square;
        square.addRing(&ring);
        row->SetGeometry(&square);
        fill(*row, i);
        ASSERT_EQ(layer->CreateFeature(row.get()), OGRERR_NONE);
    }
}

// ---- what the user writes ----

TEST(VectorSource, SplitsFileAndLayer) {
    const Folder folder;
    const std::string file = folder.write("a.gpkg", "x");
    EXPECT_EQ(VectorSource::parse(file + ":towns").file, file);
    EXPECT_EQ(VectorSource::parse(file + ":towns").layer, "towns");
    EXPECT_EQ(VectorSource::parse(file).layer, "");
    const std::string odd = folder.write("b:c.gpkg", "x");
    EXPECT_EQ(VectorSource::parse(odd).file, odd);
    EXPECT_EQ(VectorSource::parse(odd + ":乡镇").file, odd);
    EXPECT_EQ(VectorSource::parse(odd + ":乡镇").layer, "乡镇");
    // Files that are not there keep a sensible name for the message.
    EXPECT_EQ(VectorSource::parse("missing.gpkg:towns").file, "missing.gpkg");
    EXPECT_EQ(VectorSource::parse("C:\\data\\a.gpkg").file, "C:\\data\\a.gpkg");
    EXPECT_EQ(VectorSource::parse("C:/data/a.gpkg").layer, "");
    EXPECT_EQ(VectorSource::parse("PG:dbname=bureau").file, "PG:dbname=bureau");
}

// ---- what is read ----

TEST(ReadPolygons, GeoJson) {
    const Folder folder;
    const std::string file = folder.write(
        "u.geojson",
        collection(feature(R"("code":110112005000,"name":"张家湾镇","share":0.1,"none":null)",
                           polygon(unit_square)) +
                   "," + feature(R"("code":2,"name":"b")", "null") + "," +
                   feature(R"("code":3,"name":"c")",
                           R"({"type":"MultiPolygon","coordinates":[[[[5,5,9],[6,5,9],[6,6,9],[5,5,9]]],)"
                           R"([[[0,0],[9,0],[9,9],[0,0]],[[1,0.5],[2,0.5],[2,1],[1,0.5]]]]})")));
    const PolygonLayer layer = read_polygons(source(file), {"name", "code", "share", "none"});
    EXPECT_EQ(layer.name, "u");
    EXPECT_EQ(layer.crs.epsg(), 4326);  // RFC 7946
    EXPECT_EQ(layer.fields, (std::vector<std::string>{"code", "name", "share", "none"}));
    EXPECT_EQ(layer.files, (std::vector<std::string>{file}));
    EXPECT_EQ(layer.empty_features.size(), 1U);
    ASSERT_EQ(layer.features.size(), 2U);
    EXPECT_EQ(layer.features[0].values,
              (std::vector<std::optional<std::string>>{"张家湾镇", "110112005000", "0.1", std::nullopt}));
    EXPECT_EQ(layer.features[0].shape[0].outer, (Ring{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}));
    ASSERT_EQ(layer.features[1].shape.size(), 2U);
    EXPECT_EQ(layer.features[1].shape[0].outer[0], (Point{5, 5}));  // heights are dropped
    EXPECT_EQ(layer.features[1].shape[1].holes.size(), 1U);
}

TEST(ReadPolygons, CrsMemberOverrideAndNone) {
    const Folder folder;
    const char* const member =
        R"("crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32650"}},)";
    const std::string file =
        folder.write("u.geojson", collection(feature("\"a\":1", polygon(unit_square)), member));
    EXPECT_EQ(read_polygons(source(file), {}).crs.epsg(), 32650);
    VectorSource overridden = source(file);
    overridden.crs = "EPSG:4490";
    EXPECT_EQ(read_polygons(overridden, {}).crs.epsg(), 4490);
    const std::string csv = folder.write("u.csv", "id,WKT\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n");
    EXPECT_EQ(error_of(folder, source(csv)),
              "BL-3111 u.csv, layer u has no coordinate reference system; supply it, such as --units-crs "
              "EPSG:4490");
    VectorSource supplied = source(csv);
    supplied.crs = "4490";
    EXPECT_EQ(read_polygons(supplied, {"id"}).features.at(0).values.at(0), "1");
    supplied.crs = "nonsense";
    EXPECT_EQ(error_of(folder, supplied).substr(0, 7), "BL-3050");
}

TEST(ReadPolygons, HeightsLeaveTheCrsFlat) {
    const Folder folder;
    const std::string file = folder.write(
        "z.geojson", collection(feature("\"a\":1", polygon("[[0,0,5],[1,0,5],[1,1,5],[0,0,5]]"))));
    EXPECT_EQ(read_polygons(source(file), {}).crs.epsg(), 4326);
}

TEST(ReadPolygons, LatitudeFirstComesOutEastFirst) {
    // GML in EPSG:4326 as a URN: latitude first in the file.
    const Folder folder;
    const std::string file = folder.write("u.gml", R"(<?xml version="1.0"?>
<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml/3.2" gml:id="c">
<ogr:featureMember><ogr:town gml:id="town.0"><ogr:geometryProperty>
<gml:Polygon gml:id="g" srsName="urn:ogc:def:crs:EPSG::4326"><gml:exterior><gml:LinearRing>
<gml:posList>39 116 39 117 40 117 39 116</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>
</ogr:geometryProperty><ogr:name>a</ogr:name></ogr:town></ogr:featureMember></ogr:FeatureCollection>)");
    const PolygonLayer layer = read_polygons(source(file), {"name"});
    EXPECT_EQ(layer.features.at(0).shape.at(0).outer, (Ring{{116, 39}, {117, 39}, {117, 40}, {116, 39}}));
}

TEST(ReadPolygons, GeoPackageWithDatesAndSeveralLayers) {
    const Folder folder;
    const std::string file = folder.file("u.gpkg");
    write_squares(file, "GPKG", 3,
                  {{"name", OFTString},
                   {"day", OFTDate},
                   {"at", OFTDateTime},
                   {"code", OFTInteger64},
                   {"km2", OFTReal}},
                  [](OGRFeature& row, int i) {
                      row.SetField("name", fmt::format("镇{}", i).c_str());
                      row.SetField("day", 2024, 5, 1 + i);
                      row.SetField("at", 2024, 5, 1, 13, 7, 5.25F, 100);
                      row.SetField("code", static_cast<GIntBig>(110112005001) + i);
                      row.SetField("km2", 7.5 + i / 2.0);
                  });
    const PolygonLayer layer = read_polygons(source(file), {"NAME", "day", "at", "code", "km2"});
    EXPECT_EQ(layer.name, "towns");
    ASSERT_EQ(layer.features.size(), 3U);
    EXPECT_EQ(layer.features[1].values,
              (std::vector<std::optional<std::string>>{"镇1", "2024-05-02", "2024-05-01T13:07:05.250Z",
                                                       "110112005002", "8"}));
    EXPECT_EQ(field_names(source(file)), (std::vector<std::string>{"name", "day", "at", "code", "km2"}));
    {
        GDALAllRegister();
        const std::unique_ptr<GDALDataset> dataset(
            GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
        dataset->CreateLayer("zones", nullptr, wkbPolygon, nullptr);
        dataset->CreateLayer("styles", nullptr, wkbNone, nullptr);
    }
    EXPECT_EQ(error_of(folder, source(file)),
              "BL-3107 u.gpkg holds several layers: towns, zones; say which as u.gpkg:LAYER");
    VectorSource chosen = source(file);
    chosen.layer = "town";
    EXPECT_EQ(error_of(folder, chosen), "BL-3108 u.gpkg holds no layer \"town\"; there are: towns, zones");
    chosen.layer = "zones";
    EXPECT_EQ(error_of(folder, chosen).substr(0, 7), "BL-3111");  // "undefined" is no CRS
    chosen.layer = "towns";
    EXPECT_EQ(error_of(folder, chosen), "read 3");
}

TEST(ReadPolygons, FieldNotThere) {
    const Folder folder;
    const std::string file =
        folder.write("u.geojson", collection(feature(R"("town":"a","乡镇代码":1)", polygon(unit_square))));
    EXPECT_EQ(error_of(folder, source(file), {"twon"}),
              "BL-3110 u.geojson, layer u: there is no field \"twon\"; did you mean \"town\"? There are: "
              "town, 乡镇代码");
    EXPECT_EQ(error_of(folder, source(file), {"population"}),
              "BL-3109 u.geojson, layer u: there is no field \"population\"; there are: town, 乡镇代码");
    EXPECT_EQ(error_of(folder, source(file), {"TOWN"}), "read 1");
}

TEST(ReadPolygons, CurvesBecomeChords) {
    const Folder folder;
    VectorSource s = source(folder.write(
        "c.csv", "id,WKT\n1,\"CURVEPOLYGON(CIRCULARSTRING(0 0,1000 1000,2000 0,1000 -1000,0 0))\"\n"));
    s.crs = "EPSG:32650";
    const Ring ring = read_polygons(s, {}).features.at(0).shape.at(0).outer;
    ASSERT_GT(ring.size(), 1000U);
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const double mx = (ring[i].x + ring[i + 1].x) / 2 - 1000, my = (ring[i].y + ring[i + 1].y) / 2;
        EXPECT_NEAR(std::hypot(mx, my), 1000, 0.003);
    }
}

TEST(ReadPolygons, CollectionsOfPolygonsOnly) {
    const Folder folder;
    const auto csv = [&](const std::string& wkt) {
        VectorSource s = source(folder.write("g.csv", "id,WKT\n7,\"" + wkt + "\"\n"));
        s.crs = "EPSG:4490";
        return s;
    };
    const VectorSource polygons =
        csv("GEOMETRYCOLLECTION(POLYGON((0 0,1 0,1 1,0 0)),MULTIPOLYGON(((5 5,6 5,6 6,5 5))))");
    EXPECT_EQ(read_polygons(polygons, {}).features.at(0).shape.size(), 2U);
    EXPECT_EQ(error_of(folder, csv("GEOMETRYCOLLECTION(POLYGON((0 0,1 0,1 1,0 0)),POINT(1 1))"), {"id"}),
              "BL-3115 g.csv, layer g, feature 1 (id=7) is a POINT, expected polygons");
    EXPECT_EQ(error_of(folder, csv("LINESTRING(0 0,1 1)")),
              "BL-3115 g.csv, layer g, feature 1 is a LINESTRING, expected polygons");
}

TEST(ReadPolygons, LinesPointsAndTables) {
    const Folder folder;
    const auto geojson = [&](const std::string& geometry) {
        return source(folder.write("l.geojson", collection(feature("\"a\":1", geometry))));
    };
    EXPECT_EQ(error_of(folder, geojson(R"({"type":"LineString","coordinates":[[0,0],[1,1]]})")),
              "BL-3112 l.geojson, layer l is lines, expected polygons");
    EXPECT_EQ(error_of(folder, geojson(R"({"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]})")),
              "BL-3112 l.geojson, layer l is lines, expected polygons");
    EXPECT_EQ(error_of(folder, geojson(R"({"type":"Point","coordinates":[0,0]})")),
              "BL-3113 l.geojson, layer l is points, expected polygons");
    EXPECT_EQ(error_of(folder, source(folder.write("t.csv", "id,name\n1,a\n"))),
              "BL-3114 t.csv, layer t is a table without geometries, expected polygons");
    EXPECT_EQ(error_of(folder, source(folder.write("e.geojson", collection("")))),
              "BL-3121 e.geojson, layer e holds no polygons");
    EXPECT_EQ(error_of(folder, source(folder.write("n.geojson", collection(feature("\"a\":1", "null"))))),
              "BL-3121 n.geojson, layer n holds no polygons");
}

// ---- rings and coordinates ----

TEST(ReadPolygons, ClosesRingsThatLackTheLastPoint) {
    const Folder folder;
    const std::string file = folder.write(
        "u.geojson",
        collection(feature("\"a\":1", polygon("[[0,0],[4,0],[4,4],[0,4]],[[1,1],[2,1],[2,2]]"))));
    const PolygonLayer layer = read_polygons(source(file), {});
    EXPECT_EQ(layer.features.at(0).shape.at(0).outer, (Ring{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}));
    EXPECT_EQ(layer.features.at(0).shape.at(0).holes.at(0), (Ring{{1, 1}, {2, 1}, {2, 2}, {1, 1}}));
}

TEST(ReadPolygons, OpenRingsWithTooFewPoints) {
    const Folder folder;
    for (const auto& [ring, count] :
         {std::pair{"[[0,0],[1,0]]", "2"}, {"[[0,0],[1,0],[0,0],[1,0]]", "2"}, {"[[3,3]]", "1"}}) {
        const std::string file =
            folder.write("u.geojson", collection(feature("\"town\":\"a\"", polygon(unit_square)) + "," +
                                                 feature("\"town\":\"梨园\"", polygon(ring))));
        EXPECT_EQ(error_of(folder, source(file), {"town"}),
                  std::string("BL-3117 u.geojson, layer u, feature 1 (town=梨园): a ring has only ") + count +
                      " different points and cannot be closed, 3 are needed; repair or remove the feature")
            << ring;
    }
}

TEST(ReadPolygons, ClosedRingsThatEncloseNothingAreDropped) {
    const Folder folder;
    const std::string there_and_back = "[[2,2],[3,2],[2,2]]";
    const std::string file = folder.write(
        "u.geojson",
        collection(feature("\"a\":1", polygon("[[0,0],[4,0],[4,4],[0,4],[0,0]]," + there_and_back)) + "," +
                   feature("\"a\":2", polygon(there_and_back)) + "," +
                   feature("\"a\":3", polygon("[[3,3],[3,3],[3,3],[3,3]]"))));
    const PolygonLayer layer = read_polygons(source(file), {"a"});
    ASSERT_EQ(layer.features.size(), 1U);
    EXPECT_TRUE(layer.features[0].shape.at(0).holes.empty());
    EXPECT_EQ(layer.empty_features.size(), 2U);
}

TEST(ReadPolygons, CoordinatesThatAreNotFinite) {
    const Folder folder;
    for (const char* const bad : {"NaN", "1e999", "-Infinity"}) {
        const std::string file = folder.write(
            "u.geojson",
            collection(feature("\"town\":\"a\"", polygon(fmt::format("[[0,0],[{},0],[1,1],[0,0]]", bad)))));
        const std::string error = error_of(folder, source(file), {"town"});
        EXPECT_EQ(error.substr(0, 76),
                  std::string("BL-3116 u.geojson, layer u, feature 0 (town=a): the coordinates (") +
                      error.substr(65, 11))
            << bad;
        EXPECT_NE(error.find(" 0) are not finite"), std::string::npos) << error;
    }
    // A GeoPackage stores whatever bits it is given.
    const std::string gpkg = folder.file("u.gpkg");
    write_squares(gpkg, "GPKG", 3, {{"name", OFTString}}, [](OGRFeature& row, int i) {
        if (i != 1) return;
        auto* square = row.GetGeometryRef()->toPolygon();
        square->getExteriorRing()->setPoint(2, std::numeric_limits<double>::quiet_NaN(), 1);
    });
    EXPECT_EQ(error_of(folder, source(gpkg)),
              "BL-3116 u.gpkg, layer towns, feature 2: the coordinates (nan, 1) are not finite; repair or "
              "remove the "
              "feature");
}

TEST(ReadPolygons, GeometriesTheDriverDropsSilently) {
    const Folder folder;
    const std::string good = feature("\"town\":\"a\"", polygon(unit_square)) + ",";
    for (const char* const bad : {R"({"type":"Polygon","coordinates":[[[0,0],[null,0],[1,1],[0,0]]]})",
                                  R"({"type":"Polygon","coordinates":[[[0,0],null,[1,1],[0,0]]]})",
                                  R"({"type":"Polygon","coordinates":[[0,0],[1,0],[1,1],[0,0]]})",
                                  R"({"type":"Poly","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]})"}) {
        const std::string file = folder.write("u.geojson", collection(good + feature("\"town\":\"b\"", bad)));
        EXPECT_EQ(error_of(folder, source(file), {"town"}),
                  "BL-3118 u.geojson, layer u, feature 1 (town=b): its geometry cannot be parsed; repair or "
                  "remove the "
                  "feature")
            << bad;
    }
    for (const char* const bad :
         {R"({"type":"Polygon","coordinates":[[[0,0],["x",0],[1,1],[0,0]]]})", R"({"type":"Polygon"})"}) {
        const std::string file = folder.write("u.geojson", collection(good + feature("\"town\":\"b\"", bad)));
        EXPECT_EQ(error_of(folder, source(file), {"town"}).substr(0, 7), "BL-3104") << bad;
    }
    VectorSource csv = source(folder.write(
        "u.csv", "id,WKT\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n2,\"POLYGON((0 0,nan 0,1 1,0 0))\"\n"));
    csv.crs = "EPSG:4490";
    EXPECT_EQ(error_of(folder, csv, {"id"}).substr(0, 46), "BL-3118 u.csv, layer u, feature 2 (id=2): its ");
    csv.file = folder.write("v.csv", "id,WKT\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n2,\n");
    EXPECT_EQ(error_of(folder, csv, {"id"}), "read 1");
}

// ---- files ----

TEST(ReadPolygons, MissingDirectoryUnknown) {
    const Folder folder;
    EXPECT_EQ(error_of(folder, source(folder.file("no.gpkg"))), "BL-3101 no.gpkg: there is no such file");
    std::filesystem::create_directory(folder.file("shapes"));
    EXPECT_EQ(
        error_of(folder, source(folder.file("shapes"))),
        "BL-3102 shapes is a directory, not a vector file; name the file in it (.shp, .gpkg, .geojson ...)");
    EXPECT_EQ(
        error_of(folder, source(folder.write("note.txt", "hello"))),
        "BL-3103 note.txt is in no known vector format (Shapefile, GeoPackage, GeoJSON and others are read)");
    EXPECT_EQ(error_of(folder, source(folder.write("u.gpkg", ""))),
              "BL-3104 u.gpkg cannot be read: it is damaged or cut short (it is empty); get the file again");
}

TEST(ReadPolygons, CutShort) {
    const Folder folder;
    const auto named = [](OGRFeature& row, int i) { row.SetField("name", std::to_string(i).c_str()); };
    for (const double share : {0.02, 0.2, 0.5, 0.9, 0.99}) {
        SCOPED_TRACE(share);
        std::string features;
        for (int i = 0; i < 300; ++i) {
            if (i > 0) features += ",";
            features += feature(fmt::format("\"name\":{}", i), polygon(unit_square));
        }
        const std::string json = folder.write("u.geojson", collection(features));
        folder.cut("u.geojson", share);
        EXPECT_EQ(error_of(folder, source(json)).substr(0, 7), "BL-3104");

        folder.remove("u.gpkg");
        write_squares(folder.file("u.gpkg"), "GPKG", 300, {{"name", OFTString}}, named);
        folder.cut("u.gpkg", share);
        const std::string gpkg = error_of(folder, source(folder.file("u.gpkg")), {"name"});
        EXPECT_EQ(gpkg.substr(0, 6), "BL-310") << gpkg;

        for (const char* const part : {"u.shp", "u.shx", "u.dbf"}) {
            for (const char* const old : {"u.shp", "u.shx", "u.dbf", "u.prj", "u.cpg"})
                folder.remove(old);
            write_squares(folder.file("u.shp"), "ESRI Shapefile", 300, {{"name", OFTString}}, named);
            ASSERT_EQ(error_of(folder, source(folder.file("u.shp")), {"name"}), "read 300");
            folder.cut(part, share);
            const std::string shp = error_of(folder, source(folder.file("u.shp")), {"name"});
            EXPECT_EQ(shp.substr(0, 6), "BL-310") << part << ": " << shp;
        }
    }
}

TEST(ReadPolygons, ShapefileListsItsFiles) {
    const Folder folder;
    write_squares(folder.file("u.shp"), "ESRI Shapefile", 2, {{"name", OFTString}}, [](OGRFeature&, int) {});
    const PolygonLayer layer = read_polygons(source(folder.file("u.shp")), {});
    ASSERT_GE(layer.files.size(), 4U);
    EXPECT_EQ(layer.files[0], folder.file("u.shp"));
    EXPECT_NE(std::find(layer.files.begin(), layer.files.end(), folder.file("u.dbf")), layer.files.end());
    folder.remove("u.prj");
    EXPECT_EQ(error_of(folder, source(folder.file("u.shp"))).substr(0, 7), "BL-3111");
}

// ---- text ----

class Encodings : public testing::Test {
  protected:
    // A shapefile of two towns in GBK, field name included.
    void write_gbk(bool with_cpg) {
        write_squares(
            file_, "ESRI Shapefile", 2, {{"乡镇", OFTString}},
            [](OGRFeature& row, int i) { row.SetField(0, i == 0 ? "联通" : "漷县镇"); }, "ENCODING=GBK");
        if (!with_cpg) folder_.remove("u.cpg");
    }
    VectorSource encoded(const std::string& encoding) const {
        VectorSource s = source(file_);
        s.encoding = encoding;
        return s;
    }
    static void expect_towns(const VectorSource& s) {
        const PolygonLayer layer = read_polygons(s, {"乡镇"});
        EXPECT_EQ(layer.features.at(0).values.at(0), "联通");
        EXPECT_EQ(layer.features.at(1).values.at(0), "漷县镇");
        EXPECT_EQ(layer.fields, (std::vector<std::string>{"乡镇"}));
        EXPECT_EQ(field_names(s), layer.fields);
    }

    Folder folder_;
    std::string file_ = folder_.file("u.shp");
};

TEST_F(Encodings, GbkWithCpg) {
    write_gbk(true);
    expect_towns(encoded(""));
}

TEST_F(Encodings, GbkGuessedWithoutCpg) {
    write_gbk(false);
    expect_towns(encoded(""));  // 联通 in GBK is also valid UTF-8: the other name decides
}

TEST_F(Encodings, GbkUnderTheAnsiLanguageDriver) {
    write_gbk(false);
    std::string table = folder_.read("u.dbf");
    table[29] = 87;
    folder_.write("u.dbf", table);
    expect_towns(encoded(""));
}

TEST_F(Encodings, GbkAsTold) {
    for (const char* const name : {"GBK", "gb18030", "936", "CP936"}) {
        write_gbk(false);
        expect_towns(encoded(name));
        folder_.write("u.cpg", "ISO-8859-1");  // a wrong declaration is overruled
        expect_towns(encoded(name));
        for (const char* const old : {"u.shp", "u.shx", "u.dbf", "u.prj", "u.cpg"})
            folder_.remove(old);
    }
}

TEST_F(Encodings, Utf8WithoutCpg) {
    write_squares(
        file_, "ESRI Shapefile", 2, {{"乡镇", OFTString}},
        [](OGRFeature& row, int i) { row.SetField(0, i == 0 ? "联通" : "漷县镇"); }, "ENCODING=UTF-8");
    folder_.remove("u.cpg");
    expect_towns(encoded(""));
}

TEST_F(Encodings, WrongOnesAreErrors) {
    write_gbk(false);
    EXPECT_EQ(error_of(folder_, encoded("UTF-8")),
              "BL-3119 u.shp, layer u: its text is not valid UTF-8; give the true encoding, such as "
              "--encoding GBK");
    EXPECT_EQ(error_of(folder_, encoded("KLINGON")),
              "BL-3120 --encoding: unknown encoding \"KLINGON\"; common ones are UTF-8, GBK, GB18030");
    std::string table = folder_.read("u.dbf");
    table[table.size() - 60] = '\xFF';  // 0xFF begins nothing, neither in UTF-8 nor in GB18030
    folder_.write("u.dbf", table);
    EXPECT_EQ(error_of(folder_, encoded(""), {"乡镇"}).substr(0, 7), "BL-3119");
}

TEST_F(Encodings, TextCutInTheMiddleOfACharacter) {
    std::string longest;
    for (int i = 0; i < 90; ++i)
        longest += "镇";
    write_squares(
        file_, "ESRI Shapefile", 1, {{"name", OFTString}},
        [&](OGRFeature& row, int) { row.SetField(0, longest.c_str()); }, "ENCODING=UTF-8");
    std::string table = folder_.read("u.dbf");
    const std::size_t text = table.find("镇");
    ASSERT_NE(text, std::string::npos);
    // GDAL itself leaves whole characters only: 84 of three bytes. Other programs cut where the field ends.
    ASSERT_EQ(table.substr(text + 249, 3), "镇");
    table[text + 249] = 'x';
    table[text + 250] = longest[0];
    table[text + 251] = longest[1];
    folder_.write("u.dbf", table);
    folder_.remove("u.cpg");
    EXPECT_EQ(read_polygons(encoded(""), {"name"}).features.at(0).values.at(0), longest.substr(0, 249) + "x");
}

TEST(ReadPolygons, PrintsNothing) {
    const Folder folder;
    const std::string bad =
        folder.write("u.geojson", collection(feature("\"a\":1", polygon("[[0,0],[\"x\",0],[1,1]]"))));
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    error_of(folder, source(bad));
    error_of(folder, source(folder.write("cut.geojson", "{\"type\":\"FeatureCollection\",\"features\":[")));
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

}  // namespace
}  // namespace bareland
