#include "layers/tables.hpp"

#include <cpl_vsi.h>
#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <limits>

#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using Kind = Table::Kind;
using test::contents;
using test::TempDir;

Table::Row row(std::vector<Table::Value> values, Table::Role role = Table::Role::body) {
    Table::Row result;
    result.role = role;
    for (Table::Value& value : values)
        result.cells.push_back({std::move(value)});
    return result;
}

Table sample() {
    Table table;
    table.name = "排名";
    table.title = "2024年5月裸地排名";
    table.note = "说明";
    table.frozen_columns = 1;
    table.columns = {{"name", {"街乡镇", "Township"}},
                     {"rank", {"名次", "Rank"}, Kind::integer},
                     {"area", {"面积（平方米）", "Area (m2)"}, Kind::area},
                     {"share", {"占比（‱）", "Share"}, Kind::permyriad},
                     {"change", {"变化", "Change"}, Kind::change}};
    table.rows = {row({std::string("甲街道"), std::int64_t{1}, 1234567.891, 4.56789, -1234.5}),
                  row({std::string("乙,\"新\"\n镇"), std::int64_t{2}, 0.0, 0.0, -0.0001}),
                  row({std::string("丙镇"), {}, {}, {}, {}}, Table::Role::apart),
                  row({std::string("合计"), {}, 1234567.891, 4.0, 0.0}, Table::Role::total)};
    table.rows[0].cells[0].mark = Table::Mark::breach;
    table.rows[1].cells[0].mark = Table::Mark::warning;
    return table;
}

TEST(Csv, HasTheseBytes) {
    const TempDir dir;
    write_csv(dir / "t.csv", sample(), Lang::zh);
    EXPECT_EQ(contents(dir / "t.csv"),
              "\xEF\xBB\xBF"
              "街乡镇,名次,面积（平方米）,占比（‱）,变化\r\n"
              "甲街道,1,1234567.89,4.5679,-1234.50\r\n"
              "\"乙,\"\"新\"\"\n镇\",2,0.00,0.0000,0.00\r\n"
              "丙镇,,,,\r\n"
              "合计,,1234567.89,4.0000,0.00\r\n");
    write_csv(dir / "t.csv", sample(), Lang::en);
    EXPECT_EQ(contents(dir / "t.csv").substr(3, 40), "Township,Rank,\"Area (m2)\",Share,Change\r\n");
}

TEST(Csv, TextThatASpreadsheetWouldChangeIsGuarded) {
    const auto text = [](const std::string& value) { return csv_text(value, Kind::text); };
    EXPECT_EQ(text("=1+1"), "'=1+1");
    EXPECT_EQ(text("+86"), "'+86");
    EXPECT_EQ(text("-1"), "'-1");
    EXPECT_EQ(text("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(text("\tx"), "'\tx");
    EXPECT_EQ(text("甲=乙"), "甲=乙");
    EXPECT_EQ(text("110112001000"), "110112001000\t");
    EXPECT_EQ(text("11011200100"), "11011200100");
    EXPECT_EQ(text("007"), "007\t");
    EXPECT_EQ(text("0"), "0");
    EXPECT_EQ(text("\xB1"), "\xEF\xBF\xBD");
    EXPECT_EQ(csv_text(-5.0, Kind::change), "-5.00");  // a number is no formula
}

TEST(Csv, RefusesNumbersThatAreNone) {
    EXPECT_THROW(csv_text(std::numeric_limits<double>::quiet_NaN(), Kind::area), Error);
    EXPECT_THROW(csv_text(std::numeric_limits<double>::infinity(), Kind::number), Error);
}

std::string member(const std::filesystem::path& archive, const std::string& part) {
    const std::string path = "/vsizip/" + archive.string() + "/" + part;
    std::string text;
    VSILFILE* file = VSIFOpenL(path.c_str(), "rb");
    if (file == nullptr) return text;
    char chunk[4096];
    while (const std::size_t count = VSIFReadL(chunk, 1, sizeof chunk, file))
        text.append(chunk, count);
    VSIFCloseL(file);
    return text;
}

bool has(const std::string& text, const std::string& piece) {
    return text.find(piece) != std::string::npos;
}

TEST(Xlsx, ReadsBackThroughAnotherLibrary) {
    const TempDir dir;
    Table second = sample();
    second.name = "参数";
    write_xlsx(dir / "t.xlsx", std::vector{sample(), second}, Lang::zh, {"标题", "bareland 1.2.3"},
               dir.path());
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 1)
        << "temporary files are left";

    GDALAllRegister();
    GDALDatasetH book = GDALOpenEx((dir / "t.xlsx").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(book, nullptr);
    ASSERT_EQ(GDALDatasetGetLayerCount(book), 2);
    OGRLayerH sheet = GDALDatasetGetLayer(book, 0);
    EXPECT_STREQ(OGR_L_GetName(sheet), "排名");
    std::vector<std::vector<std::string>> rows;
    OGR_L_ResetReading(sheet);
    while (OGRFeatureH feature = OGR_L_GetNextFeature(sheet)) {
        std::vector<std::string> values;
        for (int i = 0; i < OGR_F_GetFieldCount(feature); ++i) {
            values.emplace_back(OGR_F_IsFieldSetAndNotNull(feature, i) ? OGR_F_GetFieldAsString(feature, i)
                                                                       : "");
        }
        rows.push_back(values);
        OGR_F_Destroy(feature);
    }
    GDALClose(book);
    const auto found = [&](const std::string& name) {
        for (const auto& values : rows) {
            if (values.at(0) == name) return values;
        }
        return std::vector<std::string>{};
    };
    EXPECT_EQ(found("街乡镇"),
              (std::vector<std::string>{"街乡镇", "名次", "面积\n（平方米）", "占比\n（‱）", "变化"}));
    ASSERT_EQ(found("甲街道").size(), 5U);
    EXPECT_EQ(std::stod(found("甲街道")[2]), 1234567.891);  // unrounded
    EXPECT_EQ(std::stod(found("甲街道")[4]), -1234.5);
    EXPECT_EQ(found("丙镇"), (std::vector<std::string>{"丙镇", "", "", "", ""}));
    EXPECT_FALSE(found("合计").empty());
}

TEST(Xlsx, IsFormatted) {
    const TempDir dir;
    write_xlsx(dir / "t.xlsx", std::vector{sample()}, Lang::zh, {"标题", "bareland 1.2.3"}, dir.path());
    const std::string sheet = member(dir / "t.xlsx", "xl/worksheets/sheet1.xml");
    EXPECT_TRUE(has(sheet, "<pane xSplit=\"1\" ySplit=\"3\" topLeftCell=\"B4\"")) << sheet;
    EXPECT_TRUE(has(sheet, "state=\"frozen\""));
    EXPECT_TRUE(has(sheet, "<autoFilter ref=\"A3:E6\"/>"));  // the three units, not the total
    EXPECT_TRUE(has(sheet, "<row r=\"8\""));                 // the total, below an empty line
    EXPECT_FALSE(has(sheet, "<row r=\"7\""));
    EXPECT_TRUE(has(sheet, "orientation=\"landscape\""));
    const std::string styles = member(dir / "t.xlsx", "xl/styles.xml");
    EXPECT_TRUE(has(styles, "FFFFC7CE") && has(styles, "FFFFE699"));  // breach, warning
    EXPECT_TRUE(has(styles, "formatCode=\"#,##0\"") && has(styles, "formatCode=\"0.00\"")) << styles;
    EXPECT_TRUE(has(styles, "+#,##0;-#,##0;0"));
    EXPECT_TRUE(has(member(dir / "t.xlsx", "docProps/custom.xml"), "bareland 1.2.3"));
}

TEST(Xlsx, WritesTextsThatLookLikeFormulasAsText) {
    const TempDir dir;
    Table table = sample();
    table.rows = {row({std::string("=HYPERLINK(\"x\")"), {}, {}, {}, {}}),
                  row({std::string("\xFF") + std::string(40000, 'x'), {}, {}, {}, {}})};
    write_xlsx(dir / "t.xlsx", std::vector{table}, Lang::en, {"t", "s"}, dir.path());
    EXPECT_FALSE(has(member(dir / "t.xlsx", "xl/worksheets/sheet1.xml"), "<f>"));
    EXPECT_TRUE(has(member(dir / "t.xlsx", "xl/sharedStrings.xml"), "=HYPERLINK"));
}

Table long_table() {
    Table table = sample();
    const Table::Row some = row({std::string("甲街道"), std::int64_t{1}, 1234567.891, 4.56789, -1234.5});
    for (int i = 0; i < 400; ++i)
        table.rows.push_back(some);
    return table;
}

// Every limit on the size of a file from nothing upward: an Error or a whole workbook, never a short one.
TEST(Xlsx, NoticesThatTheDiskIsFull) {
    const TempDir dir;
    const std::vector<Table> tables(1, long_table());
    write_xlsx(dir / "whole.xlsx", tables, Lang::zh, {"t", "s"}, dir.path());
    const std::string whole = member(dir / "whole.xlsx", "xl/worksheets/sheet1.xml");
    const auto size = std::filesystem::file_size(dir / "whole.xlsx");
    ASSERT_GT(whole.size(), 2 * size) << "the limit must be able to strike the temporary files alone";
    int failures = 0;
    int successes = 0;
    for (rlim_t limit = 1; limit < 2 * whole.size(); limit = limit * 5 / 4 + 100) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit bytes{limit, limit};
            ::setrlimit(RLIMIT_FSIZE, &bytes);
            try {
                write_xlsx(dir / "t.xlsx", tables, Lang::zh, {"t", "s"}, dir.path());
            } catch (const Error& error) {
                ::_exit(error.code() == "BL-3064" && has(error.text().zh, "t.xlsx") ? 1 : 2);
            }
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFEXITED(status)) << limit;
        ASSERT_NE(WEXITSTATUS(status), 2) << limit;
        if (WEXITSTATUS(status) == 0) {
            ++successes;
            ASSERT_EQ(member(dir / "t.xlsx", "xl/worksheets/sheet1.xml"), whole) << limit;
            std::filesystem::remove(dir / "t.xlsx");
        } else {
            ++failures;
        }
    }
    EXPECT_GT(failures, 5);
    EXPECT_GT(successes, 0);
}

}  // namespace
}  // namespace bareland
