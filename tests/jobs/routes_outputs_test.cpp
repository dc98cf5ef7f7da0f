// What the routes commands write and print.
#include "jobs/routes/outputs.hpp"

#include <gdal.h>
#include <ogr_api.h>

#include <nlohmann/json.hpp>

#include "jobs/routes/outputs_table.hpp"
#include "jobs/routes/summary.hpp"
#include "tests/jobs/routes_case.hpp"
#include "tests/support/json_schema.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::routes {
namespace {

using Json = nlohmann::json;
namespace test = bareland::test;

const test::AsciiMap map_drawing(R"(
    P-----W
    |     |
    A--B  |
    |  |  |
    D--C  |
    |     |
    T-----Z
)",
                                 100);

// One route of each kind of outcome.
Result sample() {
    const std::vector<RoadRecord> loop{named(map_drawing, "AB", "北路"), named(map_drawing, "BC", "东路"),
                                       named(map_drawing, "CD", "南路"), named(map_drawing, "DA", "西路")};
    std::vector<RoadRecord> roads = loop;
    roads.push_back(named(map_drawing, "PA", "北街"));
    roads.push_back(named(map_drawing, "DT", "南街"));
    roads.push_back(named(map_drawing, "PWZT", "外路"));
    RoutesCase c(map_drawing, roads);
    c.add_zone("甲区", loop, "ABCD");
    c.context->units = {{"u1", "东乡", {}, map_drawing.area("PWZT")}};
    c.context->has_units = true;
    const auto record = [&](const char* id, const std::vector<Point>& line, VehicleClass vehicle_class,
                            std::optional<Energy> energy) {
        RouteRecord out;
        out.id = id;
        out.plate = std::string("京A") + id;
        out.vehicle_class = vehicle_class;
        out.energy = energy;
        out.standard = 6;
        out.date = Date{2024, 6, 1};
        out.line = line;
        return out;
    };
    const auto muck = VehicleClass::muck_truck;
    const Point gate = c.between('A', 'B', 0.5);
    const std::vector<RouteRecord> records{
        record("1", c.line("PADT"), muck, Energy::diesel),
        record("2", c.line("PWZT"), muck, Energy::diesel),
        record("3", c.line("PADT"), muck, Energy::electric),
        record("4", {gate, c.at('B'), c.at('C'), c.at('D'), c.at('T')}, muck, Energy::diesel),
        record("5", c.line("PADT"), muck, {}),
        record("6", {{116.7, 39.8}, {116.71, 39.8}}, VehicleClass::heavy_diesel, Energy::diesel)};
    Result result = check_routes(*c.context, records, {2024, 6, 2});
    Sources sources;
    sources.zone_ids = {"甲区"};
    complete(result, *c.context, sources);
    result.parameters = common_parameters(sources, result.as_of, *c.context);
    return result;
}

TEST(RoutesJson, IsAsItsSchemaSays) {
    const test::JsonSchema schema("routes.schema.json");
    for (const Lang lang : {Lang::zh, Lang::en})
        EXPECT_EQ(schema.complaints(Json::parse(routes_json(sample(), lang))), "");
    const Json whole = Json::parse(routes_json(sample(), Lang::zh));
    for (const char* place :
         {"", "/summary", "/routes/0", "/routes/0/entries/0", "/routes/0/suggested", "/details/0",
          "/details/0/reading", "/zones/0", "/units/0", "/findings/0", "/software"}) {
        for (const auto& [key, value] : whole.at(Json::json_pointer(place)).items()) {
            Json changed = whole;
            changed[Json::json_pointer(place)].erase(key);
            EXPECT_NE(schema.complaints(changed), "") << place << " " << key;
        }
    }
    Json changed = whole;
    changed["routes"][0]["verdict"] = "illegal";
    EXPECT_NE(schema.complaints(changed), "");
    changed = whole;
    changed["routes"][0]["more"] = 1;
    EXPECT_NE(schema.complaints(changed), "");
}

TEST(RoutesJson, SaysWhatWasFound) {
    const Json json = Json::parse(routes_json(sample(), Lang::en));
    EXPECT_EQ(json["schema"], "bareland/routes/1");
    const auto verdict = [&](std::size_t i) { return json["routes"][i]["verdict"].get<std::string>(); };
    EXPECT_EQ(verdict(0), "should_detour");
    EXPECT_EQ(verdict(1), "clear");
    EXPECT_EQ(verdict(2), "exempt");
    EXPECT_EQ(verdict(3), "exit_not_shortest");
    EXPECT_EQ(verdict(4), "cannot_tell");
    EXPECT_EQ(verdict(5), "cannot_tell");
    const Json& through = json["routes"][0];
    EXPECT_TRUE(through["least_inside_m"].is_null());
    EXPECT_TRUE(through["entries"][0]["time"].is_null());
    EXPECT_EQ(through["roads_inside"], Json::array({"西路"}));
    EXPECT_EQ(through["suggested"]["inside_m"], 0);
    EXPECT_EQ(through["suggested"]["geometry"]["type"], "LineString");
    EXPECT_EQ(through["suggested"]["geometry"]["coordinates"].size(), 4U);
    EXPECT_TRUE(json["routes"][1]["suggested"].is_null());
    EXPECT_EQ(json["routes"][1]["inside_m"], 0);
    EXPECT_GT(json["routes"][2]["inside_m"], 0);
    EXPECT_LT(json["routes"][3]["least_inside_m"], json["routes"][3]["inside_m"]);
    EXPECT_TRUE(json["routes"][5]["inside_m"].is_null());
    EXPECT_TRUE(json["routes"][5]["entries"].is_null());
    EXPECT_EQ(json["details"][4]["possible"], Json::array({"exempt", "should_detour"}));
    // Of five routes of muck trucks one is exempt.
    EXPECT_DOUBLE_EQ(json["summary"]["exempt_share"].get<double>(), 0.2);
    EXPECT_EQ(json["summary"]["cannot_tell"], 2);
    EXPECT_EQ(json["units"][0]["name"], "东乡");
    EXPECT_EQ(json["units"][0]["to_guide"], 2);
    EXPECT_EQ(json["units"][0]["entering"], 4);
}

TEST(RoutesTables, CsvAndMap) {
    const test::TempDir dir;
    OutputDir out(dir / "out");
    write_outputs(out, sample(), Lang::zh);
    out.commit();
    for (const char* name : {"routes.csv", "routes.xlsx", "routes.gpkg", "routes.json"})
        EXPECT_GT(std::filesystem::file_size(dir / "out" / name), 500U) << name;
    const std::string csv = test::contents(dir / "out/routes.csv");
    EXPECT_NE(csv.find("路线编号,车牌,车型,燃料,排放标准,工地,日期,属地,结论,区内里程（米）"),
              std::string::npos)
        << csv;
    EXPECT_NE(csv.find("\n1,京A1,渣土车,柴油,国六,,2024-06-01,东乡,应引导绕行,"), std::string::npos) << csv;
    GDALDatasetH map =
        GDALOpenEx((dir / "out/routes.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(map, nullptr);
    const auto count = [&](const char* layer) {
        OGRLayerH found = GDALDatasetGetLayerByName(map, layer);
        return found == nullptr ? GIntBig{-1} : OGR_L_GetFeatureCount(found, TRUE);
    };
    // Three parts of each of three routes through, one of the one round, two of the one out.
    EXPECT_EQ(count("route_parts"), 12);
    EXPECT_EQ(count("suggested_ways"), 2);
    EXPECT_EQ(count("crossings"), 7);
    GDALClose(map);
}

std::string printed(const Result& result, Lang lang) {
    const test::TempDir dir;
    std::FILE* file = std::fopen(dir.file("out").c_str(), "w");
    print_routes(file, result, lang);
    std::fclose(file);
    return test::contents(dir / "out");
}

TEST(RoutesTerminal, SummaryRoutesAndTownships) {
    const std::string zh = printed(sample(), Lang::zh);
    EXPECT_EQ(zh.find("路线 6 条：豁免 1，已绕行 1，应引导绕行 1，非最短驶离 1，无法判定 2。\n"
                      "渣土车路线中豁免（新能源）的占 20.0%。\n"
                      "所用分区（编号 有效期）：甲区 ../..\n"),
              0U)
        << zh;
    EXPECT_NE(zh.find("东乡"), std::string::npos);
    EXPECT_EQ(zh.find("违法"), std::string::npos);
    const std::string en = printed(sample(), Lang::en);
    EXPECT_EQ(
        en.find(
            "6 routes: 1 exempt, 1 keeps out, 1 should detour, 1 not the shortest exit, 2 cannot tell.\n"),
        0U)
        << en;
}

}  // namespace
}  // namespace bareland::routes
