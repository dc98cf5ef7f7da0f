// `bareland zones list, show, diff, check, dossier` as their users run them.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/command.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::test {
namespace {

class ZonesCommands : public ::testing::Test {
  protected:
    void SetUp() override {
        dir_.write("zones.geojson", R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"id":"a","name":"严控区","kind":"strict","valid_from":"2020-02-14","valid_to":"2023-12-31"},
"geometry":{"type":"Polygon","coordinates":[[[116.61,39.91],[116.63,39.91],[116.63,39.93],[116.61,39.93],[116.61,39.91]]]}},
{"type":"Feature","properties":{"id":"a","name":"严控区","kind":"strict","valid_from":"2024-01-01"},
"geometry":{"type":"Polygon","coordinates":[[[116.61,39.91],[116.64,39.91],[116.64,39.93],[116.61,39.93],[116.61,39.91]]]}},
{"type":"Feature","properties":{"id":"s","name":"二级保护区","kind":"water_secondary"},
"geometry":{"type":"Polygon","coordinates":[[[116.65,39.91],[116.68,39.91],[116.68,39.93],[116.65,39.93],[116.65,39.91]]]}}]})");
        dir_.write("wells.csv",
                   "编号,名称,水源地,类型,半径,经度,纬度\n"
                   "1,一号井,东里水源,urban,200,116.66,39.92\n"
                   "2,二号井,东里水源,urban,100,116.6617,39.92\n");
        dir_.write("sites.csv",
                   "编号,名称,类型,经度,纬度\n"
                   "P1,加油站,加油站,116.6601,39.9202\n"
                   "P2,远处,工地,116.4,39.9\n");
    }
    Ran run(const Words& words) const { return run_bareland(Words{"zones"} + words, dir_.path()); }
    Ran on_file(const Words& words) const { return run(words + Words{"--zones", "zones.geojson"}); }
    static void expect_error(const Ran& ran, int status, const std::string& sentence) {
        EXPECT_EQ(ran.status, status);
        EXPECT_EQ(ran.out, "");
        EXPECT_EQ(ran.err, "bareland: " + sentence + "\n");
    }
    bool there(const std::string& name) const { return std::filesystem::exists(dir_ / name); }

    TempDir dir_;
};

TEST_F(ZonesCommands, ListTheVersionsOfADay) {
    const Ran then = on_file({"list", "--as-of", "2022-05-01", "--lang", "en"});
    EXPECT_EQ(then.status, 0) << then.err;
    EXPECT_TRUE(
        then.out.starts_with("zones in force on 2022-05-01: 2; versions on record: 3 (areas in m2)\n"));
    EXPECT_NE(then.out.find("2020-02-14  2023-12-31  3,797,040"), std::string::npos) << then.out;
    EXPECT_EQ(then.out.find("5,695,560\na"), std::string::npos);
    const Ran all = on_file({"list", "--all"});
    EXPECT_NE(all.out.find("已失效"), std::string::npos) << all.out;
}

TEST_F(ZonesCommands, ShowAZoneByItsName) {
    const Ran ran = on_file({"show", "严控区", "--as-of", "2024-05-01"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(ran.out.starts_with("严控区，2024-05-01 的版本\n")) << ran.out;
    EXPECT_NE(ran.out.find("5695559.88 平方米"), std::string::npos);
}

TEST_F(ZonesCommands, DiffWritesAllFilesOrNone) {
    const Ran ran = on_file({"diff", "2022-05-01", "2024-05-01", "--out", "out", "--lang", "en"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.out.find("0 new, 1 changed, 0 gone, 1 unchanged"), std::string::npos) << ran.out;
    for (const char* name : {"out/zones_diff.csv", "out/zones_diff.xlsx", "out/zones_diff.gpkg"})
        EXPECT_TRUE(there(name)) << name;
    const Ran full = run_bareland(
        {"zones", "diff", "2022-05-01", "2024-05-01", "--out", "full", "--zones", "zones.geojson"},
        dir_.path(), [] { limit_file_size(8192); });
    EXPECT_EQ(full.status, 3);
    EXPECT_TRUE(full.err.starts_with("bareland: BL-3064: ")) << full.err;
    EXPECT_FALSE(there("full"));
}

TEST_F(ZonesCommands, CheckExitsZeroWithFindings) {
    const Ran ran = on_file({"check", "--as-of", "2024-05-01", "--out", "out", "--lang", "en"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.out.find("BL-4817"), std::string::npos) << ran.out;
    EXPECT_TRUE(there("out/zones_check.gpkg"));
}

TEST_F(ZonesCommands, DossierOfASource) {
    dir_.write("source.json", "old");
    const Words words{"dossier",   "东里水源", "--wells",    "wells.csv", "--sites",
                      "sites.csv", "--as-of",  "2024-05-01", "--out",     "source.json"};
    const Ran ran = on_file(words);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(ran.out.starts_with("东里水源：2024-05-01 在用水源井 2 眼，生效分区 1 个")) << ran.out;
    const auto json = nlohmann::json::parse(contents(dir_ / "source.json"));
    EXPECT_EQ(json["wells"].size(), 2U);
    EXPECT_EQ(json["zones"][0]["link"], "contains");
    ASSERT_EQ(json["sites"].size(), 1U);
    EXPECT_EQ(json["sites"][0]["id"], "P1");
    EXPECT_EQ(json["sites"][0]["hits"][0]["relation"], "inside");
    EXPECT_EQ(json["inputs"].size(), 3U);

    const Ran book = run({"dossier", "1", "--wells", "wells.csv", "--out", "源.xlsx"});
    EXPECT_EQ(book.status, 0) << book.err;
    EXPECT_TRUE(there("源.xlsx")) << "wells alone suffice";
}

TEST_F(ZonesCommands, SayWhatIsWrong) {
    const Ran none = run({"list"});
    EXPECT_EQ(none.status, 3);
    EXPECT_TRUE(none.err.starts_with("bareland: BL-3500: ")) << none.err;
    expect_error(
        on_file({"diff", "2024-01-01", "2020-01-01"}), 2,
        "BL-2211: zones diff 的两个日期应先早后晚，现在是 2024-01-01 和 2020-01-01。请对调后再运行。");
    expect_error(on_file({"list", "--as-of", "2024-05"}), 2,
                 "BL-2210: --as-of 应是一个日期，写成 YYYY-MM-DD（如 2024-05-01），而不是“2024-05”。");
    expect_error(on_file({"diff", "2024-02-30", "2024-05-01", "--lang", "en"}), 2,
                 "BL-2210: DATE1 must be a day, written YYYY-MM-DD (such as 2024-05-01), not \"2024-02-30\"");
    expect_error(on_file({"show", "二级保护"}), 3,
                 "BL-3801: 文件“zones.geojson”中没有编号或名称为“二级保护”的分区，是否应为“二级保护区”？");
    expect_error(
        on_file({"dossier", "a", "--out", "a.txt", "--lang", "en"}), 2,
        "BL-2212: a dossier is written as .json or .xlsx, not as \"a.txt\"; change the name given with "
        "--out");
    expect_error(
        on_file({"list", "--workspace", "w.sqlite", "--lang", "en"}), 2,
        "BL-2000: --workspace does not go with --zones, --wells and --units: give a workspace or files");
    expect_error(run({"list", "--units", "zones.geojson", "--lang", "en"}), 2,
                 "BL-2000: without a workspace --zones, the file of the zones, is needed");
    EXPECT_EQ(on_file({"dossier", "a", "--out", "a.json", "--within", "far"}).status, 2);
    EXPECT_FALSE(there("a.json"));
    EXPECT_EQ(run({}).status, 2);
}

}  // namespace
}  // namespace bareland::test
