// The small case with everything switched on: the figures by hand, the JSON against the stored one, the
// schema, and the table as a spreadsheet reads it.
//
// tests/data/golden/small/ranking.json is what the program wrote when the figures below were checked. After a
// change of the format: BARELAND_WRITE_GOLDEN=1 cli_tests --gtest_filter='Golden.*', and read the difference.
#include <gdal.h>
#include <ogr_api.h>

#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/cli/small_case.hpp"
#include "tests/support/json_schema.hpp"

namespace bareland::test {
namespace {

using Json = nlohmann::json;
using Real = long double;

// The ground area in m2 of a cell of 0.001 degrees in row `row` of the small grid: the zone between two
// parallels of the CGCS2000 ellipsoid (Snyder 1987, 3-12), written here once more, in more digits.
Real cell(int row) {
    const Real a = 6378137.0L, f = 1 / 298.257222101L, e2 = f * (2 - f), e = std::sqrt(e2);
    const Real degree = std::acos(-1.0L) / 180;
    const auto q = [&](Real latitude) {
        const Real s = std::sin(latitude * degree);
        return a * a * (1 - e2) / 2 * (s / (1 - e2 * s * s) + std::atanh(e * s) / e);
    };
    const Real north = 39.806L - 0.001L * row;
    return (q(north) - q(north - 0.001L)) * 0.001L * degree;
}

Real cells(int first_row, int last_row, Real columns) {
    Real sum = 0;
    for (int row = first_row; row <= last_row; ++row)
        sum += cell(row) * columns;
    return sum;
}

class Golden : public SmallCase {
  protected:
    Words everything() const {
        return plain + Words{"--controlled", "controlled.geojson", "--measure-field", "measure",
                             "--excluded",   "excluded.geojson",   "--zones",         "zones.geojson"};
    }
    static void expect_area(const Json& areas, const char* key, Real expected) {
        const double value = areas.at(key).is_number() ? areas.at(key).get<double>() : std::nan("");
        EXPECT_NEAR(value, static_cast<double>(expected),
                    1e-5 + 1e-9 * std::abs(static_cast<double>(expected)))
            << key;
    }
};

void expect_same(const Json& actual, const Json& golden, const std::string& path) {
    if (golden.is_number_float() || actual.is_number_float()) {
        ASSERT_TRUE(actual.is_number() && golden.is_number()) << path;
        const double expected = golden, value = actual;
        EXPECT_NEAR(value, expected, 1e-9 * std::abs(expected)) << path;
        return;
    }
    ASSERT_EQ(actual.type(), golden.type()) << path;
    ASSERT_EQ(actual.size(), golden.size()) << path << "\n" << actual.dump();
    if (golden.is_object()) {
        for (const auto& [key, value] : golden.items()) {
            ASSERT_TRUE(actual.contains(key)) << path << "/" << key;
            expect_same(actual[key], value,
                        path + "/" + key);  // NOLINT(performance-inefficient-string-concatenation)
        }
    } else if (golden.is_array()) {
        for (std::size_t i = 0; i < golden.size(); ++i)
            expect_same(actual[i], golden[i], path + "/" + std::to_string(i));
    } else {
        EXPECT_EQ(actual, golden) << path;
    }
}

TEST_F(Golden, FiguresByHand) {
    const Json whole = ranked(everything());
    // 甲街道, columns 0 to 2.5. Bare: 2.5 cells of row 0, one of row 1; netted: one of row 1. Cell (0, 1) is
    // excluded, half of cell (0, 0) is under 绿化.
    const Json& first = whole["units"][0];
    EXPECT_EQ(first["id"], "110112001");
    EXPECT_EQ(first["status"], "ranked");
    expect_area(first, "unit_area_m2", cells(0, 5, 2.5L));
    expect_area(first, "observed_area_m2", cells(0, 5, 2.5L));
    expect_area(first, "bare_area_m2", 2.5L * cell(0) + 2 * cell(1));
    expect_area(first, "excluded_area_m2", cell(0));
    expect_area(first, "controlled_area_m2", 0.5L * cell(0) + cell(1));
    expect_area(first, "controlled_permanent_area_m2", 0.5L * cell(0));
    expect_area(first, "controlled_temporary_area_m2", cell(1));
    expect_area(first, "uncontrolled_area_m2", cell(0) + cell(1));
    expect_area(first, "uncontrolled_without_exclusion_m2", 2 * cell(0) + cell(1));
    expect_area(first, "uncontrolled_permyriad", 1e4L * (cell(0) + cell(1)) / cells(0, 5, 2.5L));
    EXPECT_EQ(first["rank"], 2);
    EXPECT_EQ(first["rank_from_worst"], 1);
    EXPECT_EQ(first["rank_without_exclusion"], 2);
    expect_area(first["zones"]["Z1"], "unit_area_m2", cells(0, 1, 2.5L));
    expect_area(first["zones"]["Z1"], "uncontrolled_area_m2", cell(0) + cell(1));
    // 乙镇, columns 2.5 to 6. Half a cell of row 0, one of row 2; netted: one of row 3; a cloud and a nodata
    // cell.
    const Json& second = whole["units"][1];
    expect_area(second, "unit_area_m2", cells(0, 5, 3.5L));
    expect_area(second, "observed_area_m2", cells(0, 5, 3.5L) - cell(3) - cell(5));
    expect_area(second, "bare_area_m2", 0.5L * cell(0) + cell(2) + cell(3));
    expect_area(second, "excluded_area_m2", 0);
    expect_area(second, "controlled_temporary_area_m2", cell(3));
    expect_area(second, "controlled_permanent_area_m2", 0);
    expect_area(second, "uncontrolled_area_m2", 0.5L * cell(0) + cell(2));
    EXPECT_EQ(second["rank"], 1);
    expect_area(second["zones"]["Z1"], "uncontrolled_area_m2", 0.5L * cell(0));
    // 丙乡 lies outside the image: nothing is known of it but its area, and it has no rank.
    const Json& third = whole["units"][2];
    EXPECT_EQ(third["status"], "no_cover");
    expect_area(third, "unit_area_m2", cells(0, 5, 2));
    expect_area(third, "observed_area_m2", 0);
    EXPECT_EQ(third["bare_area_m2"], nullptr);
    EXPECT_EQ(third["rank"], nullptr);
    expect_area(whole["district"], "unit_area_m2", cells(0, 5, 8));
    expect_area(whole["district"], "uncontrolled_area_m2", 1.5L * cell(0) + cell(1) + cell(2));
    // The balance closes: all bare and netted cells of the image.
    const Real bare = 3 * cell(0) + 2 * cell(1) + cell(2) + cell(3);
    expect_area(whole["balance"], "raster_bare_m2", bare);
    expect_area(whole["balance"], "in_units_m2", bare);
    expect_area(whole["balance"], "outside_units_m2", 0);
    EXPECT_EQ(whole["balance"]["unit_overlap_m2"], 0);
}

TEST_F(Golden, PatchesByHand) {
    const Json whole =
        ranked({"rank", "--units", "units.geojson", "--patches", "patches.geojson", "--status-field", "状态",
                "--status-map", "未苫盖=bare,已苫盖=netted", "--month", "2024-05", "--out", "out"});
    // Four cells 未苫盖 in 甲街道, one 已苫盖 in 乙镇; all ground counts as observed.
    expect_area(whole["units"][0], "uncontrolled_area_m2", cells(0, 1, 2));
    expect_area(whole["units"][0], "observed_area_m2", cells(0, 5, 2.5L));
    expect_area(whole["units"][1], "uncontrolled_area_m2", 0);
    expect_area(whole["units"][1], "controlled_temporary_area_m2", cell(3));
    expect_area(whole["units"][2], "uncontrolled_area_m2", 0);
    EXPECT_EQ(whole["units"][1]["rank"], 1);
    EXPECT_EQ(whole["units"][2]["rank"], 1);
    EXPECT_EQ(whole["units"][0]["rank"], 3);
}

TEST_F(Golden, JsonIsTheStoredOne) {
    Json whole = ranked(everything());
    ASSERT_EQ(whole["software"]["name"], "bareland");
    for (auto& [key, version] : whole["software"].items())
        version = version.is_string() ? Json("any") : version;
    const std::string file = BARELAND_TEST_DATA "/golden/small/ranking.json";
    if (std::getenv("BARELAND_WRITE_GOLDEN") != nullptr) put(file, whole.dump(2) + "\n");
    const Json golden = Json::parse(contents(file), nullptr, false);
    ASSERT_FALSE(golden.is_discarded()) << file;
    expect_same(whole, golden, "");
}

TEST_F(Golden, JsonFitsItsSchema) {
    const JsonSchema schema("ranking.schema.json");
    const Json whole = ranked(everything());
    EXPECT_EQ(schema.complaints(whole), "");
    for (const char* const profile : {"tongzhou", "miyun"})
        EXPECT_EQ(schema.complaints(ranked(everything() + Words{"--profile", profile, "--lang", "en"})), "")
            << profile;
    EXPECT_EQ(schema.complaints(ranked(everything() + Words{"--balance", "units"})), "");
    Json less = whole;
    less["units"][0].erase("rank");
    EXPECT_NE(schema.complaints(less), "");
}

TEST_F(Golden, CsvLines) {
    ASSERT_EQ(run(everything()).status, 0);
    const std::string csv = contents(folder / "out" / "ranking.csv");
    std::vector<std::string> lines;
    for (std::size_t from = 0, to; (to = csv.find("\r\n", from)) != std::string::npos; from = to + 2)
        lines.push_back(csv.substr(from, to - from));
    ASSERT_EQ(lines.size(), 5U);  // header, three units, the district
    EXPECT_EQ(lines[0].find("\xEF\xBB\xBF"), 0U);
    for (const char* const title : {"街乡镇", "状态", "未管控面积（平方米）", "月份"})
        EXPECT_NE(lines[0].find(title), std::string::npos) << title;
    EXPECT_EQ(lines[1].find("1,110112001,甲街道,参评,2,2,"), 0U) << lines[1];
    EXPECT_EQ(lines[2].find("2,110112002,乙镇,参评,1,1,"), 0U) << lines[2];
    EXPECT_EQ(lines[3].find(",110112003,丙乡,无影像,,,"), 0U) << lines[3];
    EXPECT_NE(lines[4].find("合计"), std::string::npos) << lines[4];
    char uncontrolled[32];
    std::snprintf(uncontrolled, sizeof uncontrolled, ",%.2f,", static_cast<double>(cell(0) + cell(1)));
    EXPECT_NE(lines[1].find(uncontrolled), std::string::npos) << lines[1] << uncontrolled;
}

TEST_F(Golden, WorkbookAndMapReadBack) {
    const Json whole = ranked(everything());
    GDALAllRegister();
    const auto open = [&](const char* name) {
        return GDALOpenEx((folder / "out" / name).c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    };
    GDALDatasetH map = open("ranking.gpkg");
    ASSERT_NE(map, nullptr);
    OGRLayerH layer = GDALDatasetGetLayerByName(map, "ranking");
    ASSERT_NE(layer, nullptr);
    ASSERT_EQ(OGR_L_GetFeatureCount(layer, TRUE), 3);
    OGRFeatureH feature = OGR_L_GetNextFeature(layer);
    EXPECT_EQ(std::string(OGR_F_GetFieldAsString(feature, OGR_F_GetFieldIndex(feature, "name"))), "甲街道");
    EXPECT_EQ(OGR_F_GetFieldAsDouble(feature, OGR_F_GetFieldIndex(feature, "uncontrolled_area_m2")),
              whole["units"][0]["uncontrolled_area_m2"].get<double>());
    OGR_F_Destroy(feature);
    GDALClose(map);

    GDALDatasetH workbook = open("ranking.xlsx");
    ASSERT_NE(workbook, nullptr);
    OGRLayerH sheet = GDALDatasetGetLayer(workbook, 0);
    EXPECT_EQ(std::string(OGR_L_GetName(sheet)), "排名");
    bool name = false, figure = false;
    while (OGRFeatureH row = OGR_L_GetNextFeature(sheet)) {
        for (int i = 0; i < OGR_F_GetFieldCount(row); ++i) {
            name = name || std::string(OGR_F_GetFieldAsString(row, i)) == "甲街道";
            figure = figure || std::abs(OGR_F_GetFieldAsDouble(row, i) -
                                        whole["units"][0]["uncontrolled_area_m2"].get<double>()) < 1e-6;
        }
        OGR_F_Destroy(row);
    }
    EXPECT_TRUE(name);
    EXPECT_TRUE(figure);
    GDALClose(workbook);
}

}  // namespace
}  // namespace bareland::test
