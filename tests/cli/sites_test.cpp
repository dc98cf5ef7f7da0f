// `bareland sites check` run as its users run it.
#include <nlohmann/json.hpp>

#include "tests/cli/small_case.hpp"

namespace bareland::test {
namespace {

// Zone Z: columns 0 to 3, rows 0 to 3 of the small grid (116.6-116.603 E, 39.803-39.806 N); zone old, until
// 2020; well W of 100 m at 116.61 E, 39.8 N.
class SitesCommand : public SmallCase {
  protected:
    SitesCommand() {
        write("zones.geojson",
              collection({feature(R"({"编号":"Z","名称":"严控","类型":"strict","生效日期":"2024-01-01",)"
                                  R"("依据":"第 59 条"})",
                                  box(0, 3, 0, 3)),
                          feature(R"({"编号":"old","名称":"旧","类型":"key","失效日期":"2020-12-31"})",
                                  box(0, 6, 0, 6))}));
        write("wells.csv", "编号,名称,类型,半径,经度,纬度\nW,水源1#,城区,100,116.61,39.8\n");
        write("projects.csv",
              "编号,名称,经度,纬度,定位误差\n"
              "P1,甲项目,116.6015,39.8045,\n"    // inside Z
              "P2,乙项目,116.60304,39.8045,\n"   // 3.4 m east of it
              "P3,丙项目,116.60304,39.8045,0\n"  // the same, well known: only the edge is uncertain
              "P4,丁项目,116.62,39.79,\n"        // far from everything
              "P5,戊项目,116.61,39.80085,\n");   // 5.6 m inside the well's disc, of which 6 m are uncertain
    }

    nlohmann::json checked(const Words& words) const {
        const Ran ran = run(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        EXPECT_EQ(ran.err, "");
        return nlohmann::json::parse(contents(folder / "out/sites.json"));
    }
    void expect_misused(const Words& words, const std::string& zh, const std::string& en) const {
        expect_refused(words, 2, zh, en);
        EXPECT_FALSE(std::filesystem::exists(folder / "out"));
    }

    Words both{"sites",    "check",     "projects.csv",  "--zones",    "zones.geojson",
               "--wells",  "wells.csv", "--as-of",       "2024-06-01", "--profile",
               "tongzhou", "--units",   "units.geojson", "--out",      "out"};
};

TEST_F(SitesCommand, ChecksAgainstZonesAndWells) {
    const auto json = checked(both);
    const auto& projects = json["projects"];
    ASSERT_EQ(projects.size(), 5U);
    EXPECT_EQ(projects[0]["verdict"], "inside");
    EXPECT_EQ(projects[0]["hits"][0]["zone_id"], "Z");
    EXPECT_EQ(projects[0]["hits"][0]["relation"], "inside");
    EXPECT_EQ(projects[0]["units"], nlohmann::json::array({"110112001"}));
    EXPECT_EQ(projects[1]["verdict"], "needs_survey");
    EXPECT_NEAR(projects[1]["hits"][0]["distance_m"].get<double>(), 0.00004 * 85500, 0.02);
    EXPECT_EQ(projects[1]["hits"][0]["uncertainty_m"], 10);
    EXPECT_EQ(projects[2]["hits"][0]["uncertainty_m"], 5);
    EXPECT_EQ(projects[3]["verdict"], "outside");
    EXPECT_EQ(projects[3]["nearest"].size(), 2U);
    EXPECT_EQ(projects[4]["verdict"], "needs_survey");
    EXPECT_EQ(projects[4]["hits"][0]["zone_id"], "W");
    EXPECT_EQ(projects[4]["hits"][0]["kind"], "water_primary");
    // The zone that ended in 2020 is not among the versions used.
    EXPECT_EQ(json["zones"].size(), 2U);
    EXPECT_EQ(findings(json, "BL-4700").size(), 1U);
    EXPECT_EQ(json["inputs"][0]["name"], "zones.geojson");
    for (const char* file : {"sites.csv", "sites.xlsx", "sites.gpkg"})
        EXPECT_TRUE(std::filesystem::exists(folder / "out" / file)) << file;
}

TEST_F(SitesCommand, AnotherDayAnotherVersion) {
    Words words = both;
    words[8] = "2020-06-01";
    const auto json = checked(words);
    EXPECT_EQ(json["as_of"], "2020-06-01");
    EXPECT_EQ(json["projects"][0]["hits"][0]["zone_id"], "old");
}

TEST_F(SitesCommand, AnyOneOfZonesAndWellsSuffices) {
    EXPECT_EQ(checked({"sites", "check", "projects.csv", "--zones", "zones.geojson", "--as-of", "2024-06-01",
                       "--out", "out"})["zones"]
                  .size(),
              1U);
    EXPECT_EQ(
        checked({"sites", "check", "projects.csv", "--wells", "wells.csv", "--out", "out"})["zones"].size(),
        1U);
}

TEST_F(SitesCommand, ColumnsCanBeNamed) {
    write("odd.csv", "甲,乙,经度,纬度\n1,一号,116.6015,39.8045\n");
    const auto json = checked({"sites", "check", "odd.csv", "--zones", "zones.geojson", "--map",
                               "id=甲,name=乙,zones.name=名称", "--out", "out"});
    EXPECT_EQ(json["projects"][0]["id"], "1");
    EXPECT_EQ(json["projects"][0]["name"], "一号");
}

TEST_F(SitesCommand, FailsOnABreachWhenAsked) {
    EXPECT_EQ(run(both + Words{"--fail-on-breach"}).status, 4);
    EXPECT_TRUE(std::filesystem::exists(folder / "out/sites.json"));
    write("far.csv", "编号,经度,纬度\nP4,116.62,39.79\nP2,116.60304,39.8045\n");
    EXPECT_EQ(
        run({"sites", "check", "far.csv", "--zones", "zones.geojson", "--out", "out", "--fail-on-breach"})
            .status,
        0);
}

TEST_F(SitesCommand, WhatIsPrinted) {
    const Ran zh = run(both);
    EXPECT_EQ(zh.out.find("核查 5 个项目（2024-06-01）：在区内 1 个，需实地测量 3 个，无法判定 0 个，"), 0U)
        << zh.out;
    EXPECT_NE(zh.out.find("W ../..，Z 2024-01-01/.."), std::string::npos) << zh.out;
    EXPECT_EQ(run(both + Words{"--quiet"}).out, "");
}

TEST_F(SitesCommand, UsageErrors) {
    const std::string help_zh = "运行 bareland sites check --help 查看用法。";
    const std::string help_en = " Run bareland sites check --lang en --help for the usage.";
    expect_misused({"sites"},
                   "BL-2000: 缺少子命令，例如 bareland sites check。运行 bareland sites --help 查看用法。",
                   "BL-2000: the command is missing, for example bareland sites check. Run bareland sites "
                   "--lang en --help for the usage.");
    expect_misused({"sites", "chek"},
                   "BL-2000: 没有子命令“chek”，是否应为 check？运行 bareland sites --help 查看用法。",
                   "BL-2000: there is no command \"chek\"; did you mean check? Run bareland sites --lang en "
                   "--help for the usage.");
    expect_misused({"sites", "check"},
                   "BL-2000: 缺少必需的选项：PROJECTS FILE[:LAYER]、--out DIR。" + help_zh,
                   "BL-2000: required and not given: PROJECTS FILE[:LAYER], --out DIR." + help_en);
    expect_misused({"sites", "check", "projects.csv", "--out", "out", "--zone", "z.gpkg"},
                   "BL-2000: 没有 --zone 这个选项，是否应为 --zones？" + help_zh,
                   "BL-2000: there is no option --zone; did you mean --zones?" + help_en);
    expect_misused({"sites", "check", "projects.csv", "--out", "out"},
                   "BL-2230: 没有给出要对照的分区：请用 --workspace 指定工作区，或用 --zones、--wells "
                   "至少给出一个文件。",
                   "BL-2230: there is nothing to check against: name a workspace with --workspace, or give a "
                   "file with --zones or --wells");
    expect_misused({"sites", "check", "projects.csv", "--out", "out", "--workspace", "w", "--wells", "x"},
                   "BL-2231: --workspace 与 --wells "
                   "不能同时使用：分区、水源井和街乡镇要么取自工作区，要么取自文件。",
                   "BL-2231: --workspace and --wells do not go together: zones, wells and units come either "
                   "from the workspace or from files");
    Words day = both;
    day[8] = "2024-06";
    expect_misused(day, "BL-2232: --as-of 应写成 YYYY-MM-DD（如 2024-05-01），而不是“2024-06”。",
                   "BL-2232: --as-of must be a day written YYYY-MM-DD (such as 2024-05-01), not \"2024-06\"");
    expect_misused({"sites", "check", "p", "--out", "out", "--zones", "z", "--wells-crs", "EPSG:4490"},
                   "BL-2233: --wells-crs 只能与 --wells 一起使用。",
                   "BL-2233: --wells-crs goes with --wells only");
    expect_misused({"sites", "check", "p", "--out", "out", "--zones", "z", "--map", "name"},
                   "BL-2234: --map 的“name”应写成 列=表头（如 name=项目名称），其他文件的列前加 "
                   "wells.、zones.、units.（如 wells.name=井名）。",
                   "BL-2234: --map: \"name\" must be COLUMN=HEADER (such as name=项目名称), with wells., "
                   "zones. or units. before columns of the other files (wells.name=井名)");
    expect_misused({"sites", "check", "p", "--out", "out", "--zones", "z", "--map", "id=a,id=b"},
                   "BL-2235: --map 中“id”出现了两次。", "BL-2235: --map: \"id\" is given twice");
}

TEST_F(SitesCommand, AFileThatIsNotThereLeavesNothingBehind) {
    Words words = both;
    words[2] = "absent.csv";
    EXPECT_EQ(run(words).status, 3);
    EXPECT_FALSE(std::filesystem::exists(folder / "out"));
}

}  // namespace
}  // namespace bareland::test
