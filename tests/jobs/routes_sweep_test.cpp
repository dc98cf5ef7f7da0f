#include <gtest/gtest.h>

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "jobs/routes/sweep.hpp"
#include "tests/support/json_schema.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::routes {
namespace {

using test::contents;
using test::TempDir;

std::string feature(const std::string& properties, const std::string& type, const std::string& coordinates) {
    return fmt::format(
        R"({{"type":"Feature","properties":{{{}}},"geometry":{{"type":"{}","coordinates":{}}}}})", properties,
        type, coordinates);
}
std::string collection(const std::vector<std::string>& features) {
    return fmt::format(R"({{"type":"FeatureCollection","features":[{}]}})", fmt::join(features, ","));
}

// 大街 runs from west to east at 39.9 over the border of two townships at 116.601; site 1 opens on it from
// the south, 40 m east of its western end and 45 m west of the border. Site 2 is far from any road, site 3 an
// area.
struct Case {
    TempDir folder;
    SweepOptions options;

    Case() {
        const std::string roads = folder.write(
            "roads.geojson",
            collection({feature(R"("id":"r1","name":"大街","class":"primary")", "LineString",
                                "[[116.6,39.9],[116.602,39.9]]"),
                        feature(R"("id":"r2","name":"大街","class":"primary","清扫单位":"潞城环卫中心")",
                                "LineString", "[[116.602,39.9],[116.61,39.9]]")}));
        const std::string sites = folder.write(
            "sites.geojson",
            collection({feature(R"("id":"1","name":"甲工地")", "Point", "[116.60047,39.8999]"),
                        feature(R"("id":"2","name":"乙工地")", "Point", "[116.60047,39.88]"),
                        feature(R"("id":"3","name":"丙工地")", "Polygon",
                                "[[[116.6,39.89],[116.601,39.89],[116.601,39.891],[116.6,39.89]]]")}));
        const std::string units = folder.write(
            "units.geojson",
            collection(
                {feature(R"("id":"u1","name":"西街道")", "Polygon",
                         "[[[116.59,39.88],[116.601,39.88],[116.601,39.92],[116.59,39.92],[116.59,39.88]]]"),
                 feature(
                     R"("id":"u2","name":"东镇")", "Polygon",
                     "[[[116.601,39.88],[116.62,39.88],[116.62,39.92],[116.601,39.92],[116.601,39.88]]]")}));
        options.sources.roads = RegistrySource::parse(roads, "", "--roads-crs", "");
        options.sources.units = RegistrySource::parse(units, "", "--units-crs", "");
        options.sources.sites = RegistrySource::parse(sites, "", "--crs", "");
        options.output.out = folder.file("out");
        options.output.quiet = true;
        options.as_of = parse_date("2024-05-01")->first;
    }
};

TEST(RoutesSweep, StretchesSayRoadUnitAndWhereTheyEnd) {
    Case c;
    const SweepResult result = run_sweep(c.options);
    ASSERT_EQ(result.gates.size(), 3U);
    EXPECT_EQ(result.each_side_m, 100);
    const SweptGate& gate = result.gates[0];
    ASSERT_EQ(gate.arms.size(), 2U);
    EXPECT_EQ(gate.gate_id, "1");
    EXPECT_NEAR(gate.snap_m, 11.1, 0.1);
    const SweptArm& left = gate.arms[0];  // westwards, for who leaves to the north
    EXPECT_EQ(left.side, network::SweepArm::Side::left);
    EXPECT_EQ(left.end, network::SweepArm::End::dead_end);
    EXPECT_NEAR(left.length_m, 40.2, 0.1);
    const SweptArm& right = gate.arms[1];
    EXPECT_EQ(right.end, network::SweepArm::End::range);
    EXPECT_EQ(right.length_m, 100);
    ASSERT_EQ(right.parts.size(), 2U);
    EXPECT_EQ(right.parts[0].unit, "西街道");
    EXPECT_EQ(right.parts[1].unit, "东镇");
    EXPECT_NEAR(right.parts[0].to_m, 45.3, 0.1);
    EXPECT_NEAR(right.parts[0].line.back().x, 116.601, 1e-8);
    EXPECT_EQ(right.parts[0].to_m, right.parts[1].from_m);
    EXPECT_EQ(right.parts[1].to_m, 100);
    EXPECT_NEAR(gate.length_m(), 140.2, 0.1);
    EXPECT_NE(gate.text.zh.find("左侧 40 米（大街，至断头路尽头）"), std::string::npos) << gate.text.zh;

    EXPECT_EQ(result.gates[1].status, SweepStatus::no_road);
    EXPECT_EQ(result.gates[2].status, SweepStatus::no_gate);
    std::vector<std::string> codes;
    for (const Finding& finding : result.findings)
        codes.push_back(finding.code);
    EXPECT_NE(std::find(codes.begin(), codes.end(), "BL-4952"), codes.end());
    EXPECT_NE(std::find(codes.begin(), codes.end(), "BL-4953"), codes.end());
}

TEST(RoutesSweep, OutputsAreWholeAndFitTheSchema) {
    Case c;
    c.options.each_side_m = 250;
    EXPECT_EQ(execute_sweep(c.options), 0);
    for (const char* name : {"sweep.csv", "sweep.xlsx", "sweep.gpkg", "sweep.json"})
        EXPECT_GT(contents(c.folder / "out" / name).size(), 100U) << name;
    const auto json = nlohmann::json::parse(contents(c.folder / "out" / "sweep.json"));
    EXPECT_EQ(test::JsonSchema("sweep.schema.json").complaints(json), "");
    EXPECT_EQ(json["range"]["each_side_m"], 250);
    // Beyond 大街's first record the second one of the same name.
    const auto& stretches = json["gates"][0]["arms"][1]["stretches"];
    EXPECT_EQ(stretches.size(), 3U);
    EXPECT_EQ(stretches[2]["road_id"], "r2");
    EXPECT_EQ(stretches[2]["to_m"], 250);
    // Who sweeps is what the roads say, and nobody else's guess.
    EXPECT_EQ(stretches[2]["sweeper"], "潞城环卫中心");
    EXPECT_EQ(stretches[2]["sweepers"], "潞城环卫中心");
    EXPECT_TRUE(stretches[0]["sweeper"].is_null());
    EXPECT_EQ(stretches[0]["sweepers"], "未注明");
}

}  // namespace
}  // namespace bareland::routes
