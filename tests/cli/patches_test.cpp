// `bareland patches` run as its users run it.
#include <nlohmann/json.hpp>

#include "tests/cli/small_case.hpp"

namespace bareland::test {
namespace {

class PatchesCommand : public SmallCase {
  protected:
    PatchesCommand() {
        words = without("--out");
        words.front() = "patches";
    }
    Words to(const std::string& file) const { return words + Words{"--out", file}; }
    nlohmann::json written(const Words& more = {}) const {
        const Ran ran = run(to("p.geojson") + more);
        EXPECT_EQ(ran.status, 0) << ran.err;
        return nlohmann::json::parse(contents(folder / "p.geojson"), nullptr, false);
    }

    Words words;
};

// Of the small grid: three bare cells in the first row and the one below them; a bare cell and two netted
// ones by themselves. A cell has 9,508 m2: 111.034 m by 85.634 m, by the series of degrees of latitude and
// longitude.
TEST_F(PatchesCommand, ListsWhatIsThere) {
    const nlohmann::json all = written();
    ASSERT_EQ(all["features"].size(), 4U);
    const nlohmann::json& first = all["features"][0]["properties"];
    EXPECT_EQ(first["number"], 1);
    EXPECT_EQ(first["class"], "bare");
    EXPECT_EQ(first["status"], "uncontrolled");
    EXPECT_NEAR(first["area_m2"].get<double>(), 4 * 9508.3, 2);
    EXPECT_EQ(first["unit_name"], "甲街道");
    ASSERT_EQ(first["by_unit"].size(), 2U);
    EXPECT_NEAR(first["by_unit"][1]["area_m2"].get<double>(), 0.5 * 9508.3, 1);
    // The outer ring of four cells in an L, from the smallest corner on, counter-clockwise.
    EXPECT_EQ(all["features"][0]["geometry"]["coordinates"][0][0].dump(),
              "[[116.6,39.804],[116.601,39.804],[116.601,39.805],[116.603,39.805],[116.603,39.806],"
              "[116.6,39.806],[116.6,39.804]]");
    EXPECT_EQ(all["features"][1]["properties"]["class"], "netted");
    EXPECT_EQ(all["bareland"]["month"], "2024-05");
    EXPECT_EQ(all["bareland"]["inputs"][1]["role"], "raster");
    EXPECT_EQ(written({"--min-patch", "10000"})["features"].size(), 1U);
}

TEST_F(PatchesCommand, PrintsTheSensitivityTable) {
    const Ran ran = run(to("p.csv") + Words{"--lang", "en"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.err, "");
    EXPECT_NE(ran.out.find("2024-05: 4 patches"), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("Listed are the 4 of at least 200 m2"), std::string::npos) << ran.out;
    for (const char* line : {"\n        0       4", "\n      200       4", "\n    1,000       4"})
        EXPECT_NE(ran.out.find(line), std::string::npos) << ran.out;
    EXPECT_EQ(contents(folder / "p.csv").substr(0, 3), "\xEF\xBB\xBF");
    EXPECT_EQ(run(to("q.csv") + Words{"--quiet"}).out, "");
}

TEST_F(PatchesCommand, FilesAreTheSameHoweverManyThreads) {
    for (const char* name : {"a.geojson", "a.csv", "a.gpkg"}) {
        const auto bytes = [&](const char* threads) {
            const auto fixed_date = [] { ::setenv("OGR_CURRENT_DATE", "2024-06-01T00:00:00.000Z", 1); };
            EXPECT_EQ(run(to(name) + Words{"--threads", threads}, fixed_date).status, 0);
            return contents(folder / name);
        };
        const std::string once = bytes("1");
        EXPECT_FALSE(once.empty());
        EXPECT_TRUE(bytes("3") == once) << name;
    }
}

TEST_F(PatchesCommand, PolygonsInsteadOfARaster) {
    Words drawn;
    for (const Words& pair : {Words{"--raster", "grid.asc"}, Words{"--bare", "1"}, Words{"--netted", "2"},
                              Words{"--unobserved", "8"}})
        drawn = drawn + pair;
    Words rest;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (std::find(drawn.begin(), drawn.end(), words[i]) != drawn.end() && words[i].starts_with("--")) {
            ++i;
        } else {
            rest.push_back(words[i]);
        }
    }
    words = rest + Words{"--patches", "patches.geojson", "--status-field",
                         "状态",      "--status-map",    "未苫盖=bare,已苫盖=netted"};
    const nlohmann::json all = written();
    ASSERT_EQ(all["features"].size(), 2U);
    EXPECT_NEAR(all["features"][0]["properties"]["area_m2"].get<double>(), 4 * 9508.3, 2);
    EXPECT_EQ(all["features"][1]["properties"]["status"], "controlled");
    expect_refused(
        to("p.csv") + Words{"--connect", "8"}, 2,
        "BL-2271: --connect 只用于 --raster：用 --patches 时，图斑就是所给的面，不再连通或化简。",
        "BL-2271: --connect goes with --raster only: with --patches the patches are the polygons as "
        "they were drawn");
}

TEST_F(PatchesCommand, RefusesWhatItCannotDo) {
    expect_refused(
        to("p.shp"), 2, "BL-2270: --out 应为以 .gpkg、.geojson 或 .csv 结尾的文件，而不是“p.shp”。",
        "BL-2270: --out must be a file whose name ends with .gpkg, .geojson or .csv, not \"p.shp\"");
    expect_refused(to("p.csv") + Words{"--min-patch", "-1"}, 2,
                   "BL-2272: --min-patch 应为 0 到 1000000000 的平方米数，而不是“-1”。",
                   "BL-2272: --min-patch must be a number of m2 from 0 to 1000000000, not \"-1\"");
    expect_refused(to("p.csv") + Words{"--simplify", "ten"}, 2,
                   "BL-2272: --simplify 应为 0 到 1000 的米数，而不是“ten”。",
                   "BL-2272: --simplify must be a number of metres from 0 to 1000, not \"ten\"");
    EXPECT_EQ(run(to("grid.asc/p.csv")).status, 3);
    EXPECT_EQ(run(to("p.csv") + Words{"--connect", "6"}).status, 2);
    // Nothing was left behind.
    EXPECT_FALSE(std::filesystem::exists(folder / "p.csv"));
}

TEST_F(PatchesCommand, SaysWhenAllAreSmall) {
    const nlohmann::json all = written({"--min-patch", "1e6"});
    EXPECT_TRUE(all["features"].empty());
    EXPECT_EQ(findings(all["bareland"], "BL-4961"),
              std::vector<std::string>{"没有一块达到最小面积 1e+06 平方米：4 块都只计数，未列出。可用 "
                                       "--min-patch 改小。"});
}

}  // namespace
}  // namespace bareland::test
