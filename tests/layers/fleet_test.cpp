// Vehicles, gates and filed routes out of files.
#include "layers/fleet_files.hpp"

#include "tests/layers/registry_case.hpp"

namespace bareland {
namespace {

class Fleet : public registry_case::RegistryFile {
  protected:
    std::vector<VehicleRecord> vehicles(const std::string& text) { return read_vehicles(csv(text)).records; }
    std::string vehicle_error(const std::string& text) {
        return error([&] { read_vehicles(csv(text)); });
    }
    RegistrySource geojson(const std::string& features) {
        return source(
            folder_.write("r.geojson", R"({"type":"FeatureCollection","features":[)" + features + "]}"));
    }
    static std::string feature(const std::string& properties, const std::string& coordinates,
                               const std::string& type = "LineString") {
        return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":{"type":")" + type +
               R"(","coordinates":)" + coordinates + "}}";
    }
    std::string route_error(const std::string& features) {
        return error([&] { read_routes(geojson(features)); });
    }
};

TEST_F(Fleet, ChineseWordsOfVehicles) {
    const auto records = vehicles(
        "车牌,车型,燃料,排放标准,valid_from,valid_to\n"
        "京A·12345,渣土车,柴油,国五,2024-01-01,2024-12-31\n"
        "京 a23456,重型柴油车,柴油,国Ⅵ,,\n"
        "京AD34567,渣土车,纯电动,-,,\n"
        "京A45678,其他,天然气,6,,\n"
        "京A56789,渣土车,氢燃料,,,\n"
        "京A67890,渣土车,混合动力,国三,,\n");
    ASSERT_EQ(records.size(), 6U);
    EXPECT_EQ(records[0], (VehicleRecord{"京A12345",
                                         VehicleClass::muck_truck,
                                         Energy::diesel,
                                         5,
                                         {Date{2024, 1, 1}, Date{2024, 12, 31}}}));
    EXPECT_EQ(records[1], (VehicleRecord{"京A23456", VehicleClass::heavy_diesel, Energy::diesel, 6, {}}));
    EXPECT_EQ(records[2], (VehicleRecord{"京AD34567", VehicleClass::muck_truck, Energy::electric, {}, {}}));
    EXPECT_EQ(records[3], (VehicleRecord{"京A45678", VehicleClass::other, Energy::gas, 6, {}}));
    EXPECT_EQ(records[4], (VehicleRecord{"京A56789", VehicleClass::muck_truck, Energy::hydrogen, {}, {}}));
    EXPECT_EQ(records[5], (VehicleRecord{"京A67890", VehicleClass::muck_truck, Energy::hybrid, 3, {}}));
}

TEST_F(Fleet, WaysToWriteAStandard) {
    std::string text = "plate,class,energy,emission_standard\n";
    const std::vector<std::pair<std::string, std::optional<int>>> standards{
        {"3", 3},     {"国3", 3},  {"国III", 3}, {"国Ⅲ", 3},          {"国ⅲ", 3},   {"第六阶段", 6},
        {"国六b", 6}, {"国6B", 6}, {"国Ⅴ", 5},   {"国家第五阶段", 5}, {"4.0", 4},   {"National IV", 4},
        {"国一", 1},  {"V", 5},    {"—", {}},    {"无", {}},          {"国七", {}}, {"国五排放标准", 5}};
    for (std::size_t i = 0; i < standards.size(); ++i)
        text += "P" + std::to_string(i) + ",muck_truck,diesel," + standards[i].first + "\n";
    const auto records = vehicles(text);
    ASSERT_EQ(records.size(), standards.size());
    for (std::size_t i = 0; i < standards.size(); ++i)
        EXPECT_EQ(records[i].standard, standards[i].second) << standards[i].first;
}

TEST_F(Fleet, UnknownWordsAreUnknownAndTold) {
    const auto layer =
        read_vehicles(csv("plate,class,energy,emission_standard\n"
                          "A1,渣土车,新能源,国五\nA2,渣土车,新能源,国五\nA3,拖拉机,汽油,国九\n"));
    EXPECT_FALSE(layer.records[0].energy);
    EXPECT_FALSE(layer.records[2].vehicle_class);
    std::vector<std::string> told;
    for (const Finding& finding : layer.findings) {
        if (finding.code == "BL-4992") told.push_back(local(finding.text.en));
    }
    ASSERT_EQ(told.size(), 4U);
    EXPECT_EQ(
        told[0],
        "a.csv: class \"拖拉机\" is not recognised (1 row(s), such as row 4); it counts as unknown, which "
        "exempts nobody");
    EXPECT_NE(told[1].find("\"新能源\" is not recognised (2 row(s), such as row 2)"), std::string::npos)
        << told[1];
}

TEST_F(Fleet, MissingColumnsAreUnknown) {
    const auto records = vehicles("车牌号,能源类型\nA1,柴油\n");
    EXPECT_FALSE(records[0].vehicle_class);
    EXPECT_EQ(records[0].energy, Energy::diesel);
    EXPECT_EQ(vehicle_error("class,energy\nmuck_truck,diesel\n").substr(0, 40),
              "BL-3400 a.csv has no column for plate; i");
}

TEST_F(Fleet, APlateInTwoClassesIsRefused) {
    EXPECT_EQ(
        vehicle_error("plate,class,energy,emission_standard\n"
                      "京A1,渣土车,柴油,5\n京A2,渣土车,柴油,5\n京A·1,重型柴油车,柴油,5\n"),
        "BL-3993 a.csv: plate 京A1 is on record twice at one time, in row 2 (muck truck, diesel, National V, "
        "../..) and in row 4 (heavy diesel vehicle, diesel, National V, ../..); correct one of the rows, or "
        "give their validity");
    // One after the other it is one vehicle that was converted.
    EXPECT_EQ(vehicles("plate,class,energy,valid_from,valid_to\n京A1,渣土车,柴油,,2024-05-31\n"
                       "京A1,渣土车,纯电动,2024-06-01,\n")
                  .size(),
              2U);
    // The same row twice says nothing new.
    const auto layer = read_vehicles(csv("plate,class\n京A1,渣土车\n京A1,渣土车\n"));
    EXPECT_EQ(layer.records.size(), 1U);
    EXPECT_EQ(layer.findings.back().code, "BL-4993");
}

TEST_F(Fleet, HeadersByMap) {
    RegistrySource given = csv("号,种\n京A1,渣土车\n");
    given.map = {{"plate", "号"}, {"class", "种"}};
    EXPECT_EQ(read_vehicles(given).records[0].vehicle_class, VehicleClass::muck_truck);
    given.map = {{"colour", "种"}};
    EXPECT_EQ(error([&] { read_vehicles(given); }),
              "BL-3401 --map: vehicles take no column \"colour\"; there are: plate, class, energy, "
              "emission_standard, valid_from, valid_to");
}

TEST_F(Fleet, EmptyTables) {
    EXPECT_EQ(vehicle_error("plate,class\n"), "BL-3407 a.csv has no rows of data below its header");
    EXPECT_EQ(vehicle_error("plate,class\n,渣土车\n").substr(0, 26), "BL-3410 a.csv, row 2: plat");
}

TEST_F(Fleet, GatesNameTheirSites) {
    const auto records =
        read_gates(csv("id,site_id,lon,lat\nG1,S1,116.65,39.91\nG2,S1,116.66,39.91\n")).records;
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[1].site_id, "S1");
    EXPECT_NEAR(records[1].place.x, 116.66, 1e-12);
    EXPECT_EQ(
        error([&] { read_gates(csv("id,site_id,lon,lat\nG1,S1,116.65,39.91\nG1,S2,116.66,39.91\n")); }),
        "BL-3413 a.csv: the id \"G1\" occurs twice, in row 2 and in row 3; ids must be unique: correct or "
        "remove one");
    EXPECT_EQ(error([&] { read_gates(csv("id,lon,lat\nG1,116.65,39.91\n")); }).substr(0, 40),
              "BL-3400 a.csv has no column for site_id;");
    EXPECT_EQ(error([&] { read_gates(csv("id,site_id,lon,lat\nG1,S1,39.91,116.65\n")); }).substr(0, 7),
              "BL-3431");
}

TEST_F(Fleet, RoutesWithTheirColumns) {
    const auto records =
        read_routes(geojson(feature(R"("id":"r1","plate":"京A·1","site":"S1","date":"2024-05-01")",
                                    "[[116.6,39.9],[116.61,39.9]]") +
                            "," +
                            feature(R"("id":"r2","class":"muck_truck","energy":"electric")",
                                    "[[116.6,39.9],[116.6,39.91],[116.6,39.92]]")))
            .records;
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].plate, "京A1");
    EXPECT_EQ(records[0].date, (Date{2024, 5, 1}));
    EXPECT_EQ(records[0].site_id, "S1");
    EXPECT_EQ(records[1].vehicle_class, VehicleClass::muck_truck);
    EXPECT_EQ(records[1].energy, Energy::electric);
    EXPECT_EQ(records[1].line.size(), 3U);
}

TEST_F(Fleet, RoutesAsWktInATable) {
    const auto records =
        read_routes(
            csv("编号,车牌,日期,geometry\nr1,京A1,2024/5/1,\"LINESTRING (116.6 39.9, 116.61 39.9)\"\n"))
            .records;
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0].date, (Date{2024, 5, 1}));
}

TEST_F(Fleet, PartsThatGoOnAreOneLineAndOthersAreRefused) {
    const auto records =
        read_routes(
            geojson(feature(R"("id":"r1")", "[[[116.6,39.9],[116.61,39.9]],[[116.61,39.9],[116.62,39.9]]]",
                            "MultiLineString")))
            .records;
    EXPECT_EQ(records[0].line.size(), 3U);
    EXPECT_NE(
        route_error(feature(R"("id":"r1")", "[[[116.6,39.9],[116.61,39.9]],[[116.7,39.9],[116.72,39.9]]]",
                            "MultiLineString"))
            .find("BL-3994"),
        std::string::npos);
}

TEST_F(Fleet, BadRoutes) {
    const std::string line = "[[116.6,39.9],[116.61,39.9]]";
    EXPECT_NE(route_error(feature(R"("id":"r1")", line) + "," + feature(R"("id":"r1")", line))
                  .find("the id \"r1\" occurs twice"),
              std::string::npos);
    EXPECT_NE(route_error(feature(R"("id":"r1")", "[[39.9,116.6],[39.9,116.61]]"))
                  .find("longitude and latitude exchanged"),
              std::string::npos);
    EXPECT_NE(route_error(feature(R"("id":"r1")", "[[116.6,39.9],[116.6,39.9]]")).find("BL-3995"),
              std::string::npos);
    EXPECT_NE(route_error("").substr(0, 3), "no ");
    EXPECT_NE(route_error(feature(R"("id":"r1")", "[116.6,39.9]", "Point")).find("expected"),
              std::string::npos);
    EXPECT_NE(route_error(feature(R"("id":"r1","date":"2024-05")", line)).find("one day"), std::string::npos);
    EXPECT_EQ(error([&] { read_routes(source(folder_.file("none.gpkg"))); }).substr(0, 7), "BL-3101");
}

TEST_F(Fleet, RoutesWithoutIdsGoByTheirNumbers) {
    const auto layer = read_routes(geojson(feature(R"("plate":"A1")", "[[116.6,39.9],[116.61,39.9]]")));
    EXPECT_EQ(layer.records[0].id, "0");
    EXPECT_TRUE(std::any_of(layer.findings.begin(), layer.findings.end(),
                            [](const Finding& finding) { return finding.code == "BL-4994"; }));
}

}  // namespace
}  // namespace bareland
