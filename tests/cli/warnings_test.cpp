// What is odd but usable: exit 0, a finding in every output.
#include <cmath>
#include <nlohmann/json.hpp>

#include "tests/cli/small_case.hpp"

namespace bareland::test {
namespace {

using Json = nlohmann::json;

class Warnings : public SmallCase {
  protected:
    Json findings_of(const Words& words) const { return ranked(words)["findings"]; }
    static std::vector<std::string> codes(const Json& findings) {
        std::vector<std::string> out;
        for (const Json& finding : findings)
            out.push_back(finding["code"]);
        return out;
    }
};

TEST_F(Warnings, BareValueNotInTheRaster) {
    for (const Words& more : {Words{}, Words{"--threads", "3", "--balance", "units"}}) {
        EXPECT_EQ(findings(ranked(without("--bare") + Words{"--bare", "7,20-30"} + more), "BL-4101"),
                  Words{"--bare 的值 7,20-30 在栅格中一个像元也没有；栅格中的值有：0, 1, 2, 3, "
                        "8。请确认类别值是否正确。"});
    }
    EXPECT_EQ(
        findings(ranked(without("--bare") + Words{"--bare", "7", "--lang", "en"}), "BL-4101"),
        Words{"no cell of the rasters has a value of --bare 7; the values found are 0, 1, 2, 3, 8; check the "
              "class values"});
    EXPECT_EQ(findings(ranked(plain), "BL-4101"), Words{});
    // One of several values is absent; a range is there when one of its values is.
    EXPECT_EQ(
        findings(ranked(without("--bare") + Words{"--bare", "1,77", "--lang", "en"}), "BL-4101"),
        Words{
            "no cell of the rasters has a value of --bare 77; the values found are 0, 1, 2, 3, 8; check the "
            "class values"});
    EXPECT_EQ(findings(ranked(without("--bare") + Words{"--bare", "1,3-7"}), "BL-4101"), Words{});
}

TEST_F(Warnings, UnitWithoutCover) {
    EXPECT_EQ(findings(ranked(plain), "BL-4304"),
              Words{"“丙乡”（代码 110112003）范围内没有任何有效影像，不参评。"});
}

TEST_F(Warnings, NothingIsUnderAMeasureThisMonth) {
    write("none.geojson", collection({}));
    const Json nothing = ranked(plain + Words{"--controlled", "none.geojson", "--measure-field", "measure",
                                              "--excluded", "none.geojson"});
    EXPECT_EQ(findings(nothing, "BL-4308"),
              (Words{"管控图层中一个要素也没有，按本月没有处理。请确认文件无误。",
                     "扣除图层中一个要素也没有，按本月没有处理。请确认文件无误。"}));
    EXPECT_EQ(nothing["units"], ranked(plain)["units"]);
}

// Two triangles that meet in a point: half of the box between them. The signed areas cancel.
TEST_F(Warnings, BowTieRepaired) {
    const std::string bow =
        R"({"type":"Polygon","coordinates":[[[116.6,39.8],[116.603,39.806],[116.603,39.8],)"
        R"([116.6,39.806],[116.6,39.8]]]})";
    write("units.geojson", collection({unit("1", "甲", bow), unit("2", "乙", box(3, 6, 0, 6))}));
    const Json whole = ranked(plain);
    const Json& found = whole["findings"];
    ASSERT_EQ(codes(found), Words{"BL-4001"});
    const double box_area = whole["units"][1]["unit_area_m2"];
    EXPECT_NEAR(whole["units"][0]["unit_area_m2"].get<double>(), box_area / 2, box_area * 1e-9);
    EXPECT_NEAR(found[0]["area_m2"].get<double>(), box_area / 2, box_area * 1e-6);
    EXPECT_NEAR(found[0]["lon"].get<double>(), 116.6015, 1e-9);
    EXPECT_NEAR(found[0]["lat"].get<double>(), 39.803, 1e-9);
    EXPECT_NE(found[0]["text"].get<std::string>().find("甲"), std::string::npos);
    EXPECT_EQ(run(plain + Words{"--lang", "en"}).status, 0);
}

TEST_F(Warnings, OpenRingsAreClosedWithoutAWord) {
    write("units.geojson",
          collection({unit("1", "甲",
                           R"({"type":"Polygon","coordinates":[[[116.6,39.8],[116.603,39.8],)"
                           R"([116.603,39.806],[116.6,39.806]]]})"),
                      unit("2", "乙", box(3, 6, 0, 6))}));
    const Json whole = ranked(plain);
    EXPECT_EQ(whole["findings"], Json::array());
    EXPECT_EQ(whole["units"][0]["unit_area_m2"], whole["units"][1]["unit_area_m2"]);
}

TEST_F(Warnings, RowsOfOneUnitMerged) {
    write("units.geojson", collection({unit("1", "甲", box(0, 1, 0, 6)), unit("1", "甲", box(1, 2.5, 0, 6)),
                                       unit("2", "乙", box(2.5, 6, 0, 6))}));
    const Json whole = ranked(plain);
    EXPECT_EQ(findings(whole, "BL-4300"), Words{"“甲”（代码 1）有 2 个要素，已合并为一个单位。"});
    EXPECT_EQ(whole["units"].size(), 2U);
}

TEST_F(Warnings, RowsWithoutGeometry) {
    write("zones.geojson",
          collection({feature(R"({"id":"Z1"})", box(0, 6, 0, 2)), feature(R"({"id":"Z2"})", "null")}));
    EXPECT_EQ(findings(ranked(plain + Words{"--zones", "zones.geojson"}), "BL-4306"),
              Words{"分区图层中有 1 个要素没有图形，未计入。"});
    // A second row of a unit that has a border elsewhere, and a row with nothing in it.
    write("units.geojson",
          collection({unit("1", "甲", box(0, 6, 0, 6)), unit("1", "甲", "null"), unit("", "", "null")}));
    EXPECT_EQ(findings(ranked(plain), "BL-4306"), Words{"街乡镇图层中有 2 个要素没有图形，未计入。"});
}

TEST_F(Warnings, OverlapsGapsAndNearNames) {
    write("units.geojson",
          collection({unit("1", "梨园镇", box(0, 3, 0, 6)), unit("2", "梨园地区办事处", box(2, 6, 0, 2)),
                      unit("3", "丁镇", box(4, 6, 2, 6)), unit("4", "戊镇", box(3, 4, 5, 6)),
                      unit("5", "己镇", box(3, 4, 2, 3))}));
    const Json found = findings_of(plain);
    EXPECT_EQ(codes(found), (Words{"BL-4002", "BL-4003", "BL-4200"}));
    EXPECT_NEAR(found[0]["lon"].get<double>(), 116.6025, 0.0005);
    EXPECT_NEAR(found[0]["lat"].get<double>(), 39.805, 0.001);
    EXPECT_NEAR(found[0]["area_m2"].get<double>(), 2 * 9508.5, 1);
    EXPECT_NEAR(found[1]["lon"].get<double>(), 116.6035, 0.0005);
    EXPECT_NEAR(found[1]["lat"].get<double>(), 39.802, 0.001);
    EXPECT_NEAR(found[1]["area_m2"].get<double>(), 2 * 9508.8, 1);
}

// A rectangle as large as the district of the tongzhou profile; GCJ-02 moves it by about 0.0062, 0.0013
// degrees there.
TEST_F(Warnings, UnitsInGcj02) {
    const auto district = [](double east, double north) {
        const auto at = [&](double lon, double lat) {
            std::string text = "[";
            text += std::to_string(lon + east) + ",";
            return text += std::to_string(lat + north) + "]";
        };
        const std::string south_west = at(116.521, 39.592);
        return collection(
            {unit("1", "甲",
                  R"({"type":"Polygon","coordinates":[[)" + south_west + "," + at(116.948, 39.592) + "," +
                      at(116.948, 40.031) + "," + at(116.521, 40.031) + "," + south_west + "]]}")});
    };
    const Words words = plain + Words{"--profile", "tongzhou"};
    write("units.geojson", district(0, 0));
    EXPECT_EQ(findings(ranked(words), "BL-4301"), Words{});
    write("units.geojson", district(0.0062, 0.0013));
    const std::vector<std::string> found = findings(ranked(words), "BL-4301");
    ASSERT_EQ(found.size(), 1U);
    // root of (0.0062 x 111,320 m x cos 39.8)^2 + (0.0013 x 111,320 m)^2 = 550 m
    EXPECT_EQ(found[0].find("街乡镇的范围与区配置的参考范围平均相差 550 米，按 "
                            "GCJ-02（火星坐标）纠偏后只差 "),
              0U)
        << found[0];
    const Json in_english = ranked(words + Words{"--lang", "en"});
    EXPECT_EQ(findings(in_english, "BL-4301")[0].find(
                  "the units' extent misses the profile's reference by 550 m on average, but only by "),
              0U);
}

TEST_F(Warnings, Measures) {
    write("controlled.geojson", collection({feature(R"({"measure":"洒水"})", box(0, 1, 0, 1))}));
    const Words words = plain + Words{"--controlled", "controlled.geojson"};
    EXPECT_EQ(findings(ranked(words), "BL-4303"),
              Words{"没有指定管控图层的措施字段（--measure-field），全部按临时管控计。"});
    const std::vector<std::string> unknown =
        findings(ranked(words + Words{"--measure-field", "measure"}), "BL-4302");
    ASSERT_EQ(unknown.size(), 1U);
    EXPECT_EQ(unknown[0].find("管控图层字段“measure”的措施“洒水”（共 9508."), 0U) << unknown[0];
}

TEST_F(Warnings, FindingsAreInEveryOutput) {
    const Ran ran = run(without("--bare") + Words{"--bare", "7"});
    EXPECT_NE(ran.out.find("BL-4101"), std::string::npos);
    EXPECT_EQ(ran.err, "");
}

}  // namespace
}  // namespace bareland::test
