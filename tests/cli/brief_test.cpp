// `bareland brief` run as its users run it: all its files, what is left out, and what it refuses.
#include <sys/stat.h>

#include <cstdlib>

#include "tests/cli/small_case.hpp"
#include "tests/support/pages.hpp"

namespace bareland::test {
namespace {

namespace fs = std::filesystem;

constexpr int failed = 1, usage = 2, input = 3;

class BriefCommand : public SmallCase {
  protected:
    void SetUp() override {
        rank(plain + Words{"--controlled", "controlled.geojson", "--measure-field", "measure"} +
             Words{"--excluded", "excluded.geojson", "--zones", "zones.geojson"});
    }
    void rank(const Words& words) const {
        const Ran ran = run(words + Words{"--quiet"});
        ASSERT_EQ(ran.status, 0) << ran.err;
    }
    std::string text_of(const std::string& page) const { return pdf_text(folder / "b" / page); }
    // All text of the parts of an office document.
    std::string parts_of(const std::string& file) const {
        return output_of("cd '" + (folder / "b").string() + "' && unzip -p '" + file + "'");
    }
    bool made(const std::string& name) const { return fs::exists(folder / "b" / name); }

    const Words brief{"brief", "--ranking", "out/ranking.json", "--out", "b"};
    const Words map{"--units", "units.geojson", "--raster", "grid.asc", "--zones", "zones.geojson"};
};

TEST_F(BriefCommand, MakesEverySheetTheOverviewTheWorkbookAndTheBulletin) {
    const Ran ran = run(brief + map + Words{"--dpi", "60"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    EXPECT_NE(ran.out.find("b：4 个版面"), std::string::npos) << ran.out;
    for (const char* name : {"overview.pdf", "overview.png", "overview.pgw", "sheet_110112001_甲街道.pdf",
                             "sheet_110112001_甲街道.png", "sheet_110112002_乙镇.pdf",
                             "sheet_110112003_丙乡.pdf", "briefing.xlsx", "bulletin.docx"})
        EXPECT_TRUE(made(name)) << name;
    // 甲街道 has three and a half bare cells and a netted one; a bare one is excluded, half of one is
    // greened: nobody controls two cells of 9,508.3 m2.
    const std::string sheet = text_of("sheet_110112001_甲街道.pdf");
    for (const char* word : {"甲街道裸地监测图", "2024年5月", "19,017", "乙镇", "Z1", "EPSG:4548", "比例尺"})
        EXPECT_NE(sheet.find(word), std::string::npos) << word << "\n" << sheet;
    EXPECT_NE(text_of("overview.pdf").find("19,017"), std::string::npos);
    EXPECT_NE(parts_of("bulletin.docx").find("19,017"), std::string::npos);
    EXPECT_NE(parts_of("briefing.xlsx").find("甲街道"), std::string::npos);
}

TEST_F(BriefCommand, WhatIsNotGivenIsLeftOutAndNothingElse) {
    ASSERT_EQ(run(brief + Words{"--units", "units.geojson", "--format", "pdf", "--unit", "乙镇"}).status, 0);
    EXPECT_TRUE(made("sheet_110112002_乙镇.pdf"));
    EXPECT_FALSE(made("sheet_110112001_甲街道.pdf"));
    EXPECT_FALSE(made("briefing.xlsx"));
    const std::string sheet = text_of("sheet_110112002_乙镇.pdf");
    EXPECT_EQ(sheet.find("图斑"), std::string::npos) << sheet;
    EXPECT_EQ(sheet.find("重点区域"), std::string::npos) << sheet;
    EXPECT_NE(sheet.find("未管控面积"), std::string::npos) << sheet;

    const Ran papers = run({"brief", "--ranking", "out/ranking.json", "--out", "p", "--format", "docx,xlsx"});
    ASSERT_EQ(papers.status, 0) << papers.err;
    EXPECT_TRUE(fs::exists(folder / "p/bulletin.docx"));
    EXPECT_FALSE(fs::exists(folder / "p/overview.pdf"));
}

TEST_F(BriefCommand, PatchesOfTheMonthTakeTheRastersPlace) {
    Words found = without("--out");
    found.front() = "patches";
    found = found + Words{"--out", "p.gpkg", "--quiet", "--min-patch", "0"};
    ASSERT_EQ(run(found + Words{"--excluded", "excluded.geojson", "--zones", "zones.geojson", "--controlled",
                                "controlled.geojson", "--measure-field", "measure"})
                  .status,
              0);
    const Words with{"--units", "units.geojson", "--patches", "p.gpkg", "--format", "pdf"};
    const Ran ran = run(brief + with);
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(text_of("sheet_110112001_甲街道.pdf").find("116.60"), std::string::npos);

    Words april = plain;
    std::replace(april.begin(), april.end(), std::string("2024-05"), std::string("2024-04"));
    rank(april);
    expect_refused(brief + with, input,
                   "BL-3928: --patches 的 p.gpkg 是 2024-05 的图斑，简报是 2024-04 的。请给出当月的图斑。",
                   "BL-3928: --patches: p.gpkg holds the patches of 2024-05, the briefing is of 2024-04; "
                   "give those of the month");
}

// Borders, zones and the months before come from the workspace; the raster does not.
TEST_F(BriefCommand, ToldFromAWorkspace) {
    write("zones.geojson",
          collection({feature(R"({"id":"Z1","name":"虚构重点区","kind":"key"})", box(0, 6, 0, 2))}));
    const Words in{"--workspace", "w.sqlite"};
    ASSERT_EQ(run({"init", "w.sqlite", "--quiet"}).status, 0);
    for (const char* what : {"units", "zones"})
        ASSERT_EQ(run(Words{"import", what, std::string(what) + ".geojson", "--source", "x", "--quiet"} + in)
                      .status,
                  0);
    for (const char* month : {"2024-04", "2024-05"}) {
        rank(Words{"rank", "--raster", "grid.asc", "--bare", "1", "--netted", "2", "--unobserved", "8",
                   "--month", month, "--out", "out"} +
             in);
    }
    const Ran ran = run(
        Words{"brief", "--month", "2024-05", "--raster", "grid.asc", "--format", "pdf", "--out", "b"} + in);
    ASSERT_EQ(ran.status, 0) << ran.err;
    const std::string sheet = text_of("sheet_110112001_甲街道.pdf");
    for (const char* word : {"最大的2个图斑", "虚构重点区", "未管控面积逐月变化", "33,279"})
        EXPECT_NE(sheet.find(word), std::string::npos) << word << "\n" << sheet;
}

// What may be published names no well, whatever file one searches.
TEST_F(BriefCommand, PublishedFilesNameNoWell) {
    write("zones.geojson",
          collection({feature(R"({"id":"Z1","name":"三号水源井","kind":"water_primary"})", box(0, 6, 0, 2)),
                      feature(R"({"id":"K1","name":"城区重点区域","kind":"key"})", box(0, 6, 0, 6))}));
    rank(plain + Words{"--zones", "zones.geojson"});
    const auto everything = [&](const Words& more) {
        const Ran ran = run(brief + map + Words{"--format", "pdf,xlsx,docx"} + more);
        EXPECT_EQ(ran.status, 0) << ran.err;
        std::string text = ran.out + parts_of("briefing.xlsx") + parts_of("bulletin.docx");
        for (const char* page : {"overview.pdf", "sheet_110112001_甲街道.pdf", "sheet_110112002_乙镇.pdf"})
            text += text_of(page) + output_of("pdfinfo -meta '" + (folder / "b" / page).string() + "'");
        return text;
    };
    const std::string whole = everything({});
    EXPECT_NE(whole.find("三号水源井"), std::string::npos);
    EXPECT_NE(whole.find("城区重点区域"), std::string::npos);
    const std::string published = everything({"--public"});
    EXPECT_EQ(published.find("三号水源井"), std::string::npos);
    EXPECT_NE(published.find("城区重点区域"), std::string::npos);
}

TEST_F(BriefCommand, RefusesWhatIsNotWhatWasRanked) {
    write("grid.asc", std::string(small_grid) + "\n");
    const std::string was = "dbd815e2f3743c58a02bfc3b5eabc0c14a8485afab0fb6f9e16488cedf8992de";
    const std::string is = "9ba304853ce26c2a0cfc7b2ddc4f81a990b96d4252592732deeb8b37ae23128e";
    expect_refused(
        brief + map, input,
        "BL-3930: 影像文件“grid.asc”不是排名所用的那一份：out/ranking.json 记录的 SHA-256 为 " + was +
            "，此文件为 " + is + "。请给出排名时所用的文件，或重新排名。",
        "BL-3930: the raster grid.asc is not the file that was ranked: out/ranking.json records SHA-256 " +
            was + ", this one has " + is + "; give the file that was used, or rank again");
    EXPECT_FALSE(made("overview.pdf"));
}

TEST_F(BriefCommand, RefusesRastersThatMissAUnit) {
    const std::string head = "nrows 6\nyllcorner 39.8\ncellsize 0.001\nNODATA_value 255\n";
    write("west.asc", "ncols 3\nxllcorner 116.6\n" + head + "1 1 1\n1 2 0\n0 0 0\n0 0 0\n0 0 0\n3 0 0\n");
    write("east.asc", "ncols 3\nxllcorner 116.603\n" + head + "0 0 0\n0 0 0\n1 0 0\n2 8 0\n0 0 0\n0 0 255\n");
    write("west.prj", cgcs2000_prj);
    write("east.prj", cgcs2000_prj);
    rank(without("--raster") + Words{"--raster", "west.asc", "east.asc"});
    expect_refused(brief + Words{"--units", "units.geojson", "--raster", "west.asc"}, input,
                   "BL-3939: 影像 west.asc 没有覆盖“乙镇”（代码 "
                   "110112002），而排名中它有影像：请给出排名时所用的全部影像。",
                   "BL-3939: the raster west.asc does not cover \"乙镇\" (id 110112002), which the ranking "
                   "has observed: "
                   "give all rasters that were ranked");
    EXPECT_EQ(
        run(brief + Words{"--units", "units.geojson", "--raster", "west.asc", "east.asc", "--format", "pdf"})
            .status,
        0);
}

TEST_F(BriefCommand, RefusesTemplatesWithUnknownKeysAndFontsThatAreMissing) {
    write("t.toml",
          contents(fs::path(BARELAND_SOURCE_DIR) / "data/templates/default.toml") + "\n[wrong]\na = 1\n");
    const Ran unknown = run(brief + map + Words{"--template", "t.toml", "--lang", "en"});
    EXPECT_EQ(unknown.status, input);
    EXPECT_NE(unknown.err.find("wrong"), std::string::npos) << unknown.err;
    EXPECT_NE(unknown.err.find("t.toml"), std::string::npos) << unknown.err;

    write("fonts.conf", "<?xml version=\"1.0\"?><fontconfig><dir>none</dir></fontconfig>");
    const std::string fonts = (folder / "fonts.conf").string();
    const Ran bare =
        run(brief + map + Words{"--lang", "en"}, [&] { ::setenv("FONTCONFIG_FILE", fonts.c_str(), 1); });
    EXPECT_EQ(bare.status, input);
    EXPECT_NE(bare.err.find("apt-get install fonts-noto-cjk"), std::string::npos) << bare.err;
    EXPECT_FALSE(made("overview.pdf"));
}

TEST_F(BriefCommand, RefusesWrongUsageAndATargetThatCannotBeWritten) {
    expect_refused(
        Words{"brief", "--out", "b"}, usage,
        "BL-2286: 没有给出排名结果：请用 --ranking 指定 ranking.json，或用 --workspace 和 --month "
        "指明工作区中的月份。",
        "BL-2286: there is no ranking: give a ranking.json with --ranking, or name a month of a workspace "
        "with --workspace and --month");
    expect_refused(brief + Words{"--format", "pdf,odt"}, usage,
                   "BL-2285: --format 的“odt”不是可用的值，可用的有：pdf, png, xlsx, docx。",
                   "BL-2285: --format: \"odt\" is none of pdf, png, xlsx, docx");
    expect_refused(brief + Words{"--patches", "p.gpkg", "--raster", "grid.asc"}, usage,
                   "BL-2288: --patches 与 --raster 只能给出其中之一。",
                   "BL-2288: give either --patches or --raster, not both");
    expect_refused(
        brief + Words{"--unit", "丁镇"}, input,
        "BL-3933: --unit 的“丁镇”不在 out/ranking.json 中。其中有：110112001 甲街道, 110112002 乙镇, "
        "110112003 丙乡。",
        "BL-3933: --unit: \"丁镇\" is not in out/ranking.json, which has 110112001 甲街道, 110112002 乙镇, "
        "110112003 丙乡");
    ASSERT_EQ(run({"init", "w.sqlite", "--quiet"}).status, 0);
    const std::string units = (folder / "units.geojson").string();
    expect_refused(
        {"brief", "--workspace", "w.sqlite", "--month", "2024-05", "--out", "b"}, input,
        "BL-3936: 工作区 w.sqlite 中没有 2024-05 的排名。已有的月份：无。请先用 bareland rank --workspace "
        "排名。",
        "BL-3936: the workspace w.sqlite holds no ranking of 2024-05; it has no month; make it with bareland "
        "rank --workspace first");
    expect_refused({"brief", "--ranking", "out/ranking.json", "--out", "units.geojson"}, input,
                   "BL-3060: 输出位置“" + units + "”已存在，但不是目录。请用 --out 指定一个目录。",
                   "BL-3060: the output location " + units +
                       " exists and is not a directory; give a directory with --out");
}

// A name with a character that no font has: the sheets that print it fail, the others are made.
TEST_F(BriefCommand, OneSheetThatFailsDoesNotStopTheOthers) {
    write("units.geojson", collection({unit("110112001", "甲街道", box(0, 2.5, 0, 6)),
                                       unit("110112002", "乙镇", box(2.5, 6, 0, 6)),
                                       unit("110112003", "丙\xEE\x80\x80乡", box(300, 302, 0, 6))}));
    rank(plain);
    const Ran ran = run(brief + Words{"--units", "units.geojson", "--format", "pdf", "--lang", "en"});
    EXPECT_EQ(ran.status, failed);
    EXPECT_NE(ran.err.find("BL-3938: 2 sheets could not be made"), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find("BL-1401"), std::string::npos) << ran.err;
    EXPECT_TRUE(made("sheet_110112001_甲街道.pdf"));
    EXPECT_TRUE(made("sheet_110112002_乙镇.pdf"));
    EXPECT_FALSE(made("overview.pdf"));
}

}  // namespace
}  // namespace bareland::test
