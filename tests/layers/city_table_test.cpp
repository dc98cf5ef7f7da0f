#include "layers/city_table.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <xlsxwriter.h>

#include <memory>

#include "geo/error.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

class CityTableFile : public ::testing::Test {
  protected:
    CityTable read(const std::string& text) { return read_city_table(folder_.write("t.csv", text)); }
    std::string error(const std::string& text) {
        try {
            read(text);
        } catch (const Error& error) {
            EXPECT_EQ(error.exit(), Exit::input);
            std::string message = error.text().en;
            const std::size_t at = message.find(folder_.file("t.csv"));
            return at == std::string::npos ? message
                                           : message.replace(at, folder_.file("t.csv").size(), "t.csv");
        }
        return "no error";
    }
    // Cells as text, in a sheet without a header of the driver's own.
    std::string workbook(const char* driver, const char* name,
                         const std::vector<std::vector<std::string>>& rows) {
        GDALAllRegister();
        std::string path = folder_.file(name);
        GDALDataset* dataset = GetGDALDriverManager()->GetDriverByName(driver)->Create(path.c_str(), 0, 0, 0,
                                                                                       GDT_Unknown, nullptr);
        OGRLayer* notes = dataset->CreateLayer("说明");
        OGRFieldDefn note("说明", OFTString);
        EXPECT_EQ(notes->CreateField(&note), OGRERR_NONE);
        OGRLayer* layer = dataset->CreateLayer("数据");
        for (std::size_t i = 0; i < rows[0].size(); ++i) {
            OGRFieldDefn field(rows[0][i].c_str(), i == 0 ? OFTString : OFTReal);
            layer->CreateField(&field);
        }
        for (std::size_t r = 1; r < rows.size(); ++r) {
            const OGRFeatureUniquePtr feature(OGRFeature::CreateFeature(layer->GetLayerDefn()));
            for (std::size_t i = 0; i < rows[r].size(); ++i)
                feature->SetField(static_cast<int>(i), rows[r][i].c_str());
            EXPECT_EQ(layer->CreateFeature(feature.get()), OGRERR_NONE);
        }
        GDALClose(dataset);
        return path;
    }
    test::TempDir folder_;
};

TEST_F(CityTableFile, ReadsNameAndArea) {
    const CityTable table = read("name,uncontrolled_area_m2\n梨园镇,1234.5\n永顺镇,0\n");
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].name, "梨园镇");
    EXPECT_EQ(table.rows[0].uncontrolled_m2, 1234.5);
    EXPECT_EQ(table.rows[0].line, 2U);
    EXPECT_EQ(table.rows[1].uncontrolled_m2, 0);
    EXPECT_FALSE(table.has_districts);
}

TEST_F(CityTableFile, ConvertsTheUnitInTheHeader) {
    const auto area = [&](const std::string& header) {
        return read("街道乡镇," + header + "\n梨园镇,3\n").rows.at(0).uncontrolled_m2;
    };
    EXPECT_EQ(area("未管控裸地面积"), 3);
    EXPECT_EQ(area("未管控裸地面积（㎡）"), 3);
    EXPECT_EQ(area("未管控裸地面积(m2)"), 3);
    EXPECT_EQ(area("未管控面积（平方米）"), 3);
    EXPECT_EQ(area("未管控面积 ( 公顷 )"), 30000);
    EXPECT_EQ(area("未管控面积（单位：公顷）"), 30000);
    EXPECT_DOUBLE_EQ(area("未管控面积（亩）"), 2000);  // 15 亩 = 1 公顷
    EXPECT_EQ(area("未管控面积（平方公里）"), 3e6);
    EXPECT_EQ(area("未管控面积（万平方米）"), 30000);
    EXPECT_EQ(area("uncontrolled_area (km2)"), 3e6);
    EXPECT_EQ(area("Uncontrolled area (ha)"), 30000);
    EXPECT_TRUE(error("名称,未管控面积（顷）\n梨园镇,3\n")
                    .starts_with("the table t.csv: unknown unit \"顷\" in the header \"未管控面积（顷"));
}

TEST_F(CityTableFile, ReadsTablesAsOfficesKeepThem) {
    // Title row, header with a line break, thousands, merged district cells, an empty line, a total.
    const CityTable table = read(
        "\xEF\xBB\xBF"
        "2024年5月全市各街道乡镇裸地情况\r\n"
        "\r\n"
        "序号,区,街道乡镇,\"未管控裸地面积\n（平方米）\"\r\n"
        "1,通州区, 梨园镇 ,\"1,234,567.5\"\r\n"
        "2,,永顺镇,12\r\n"
        "\r\n"
        "3,密云区,密云镇,7\r\n"
        "合计,,,1234586.5\r\n"
        ",,合计,1\r\n"
        ",全市,,1\r\n");
    ASSERT_EQ(table.rows.size(), 3U);
    EXPECT_TRUE(table.has_districts);
    EXPECT_EQ(table.rows[0].name, "梨园镇");
    EXPECT_EQ(table.rows[0].uncontrolled_m2, 1234567.5);
    EXPECT_EQ(table.rows[0].line, 5U);
    EXPECT_EQ(table.rows[1].district, "通州区");
    EXPECT_EQ(table.rows[2].district, "密云区");
    EXPECT_EQ(table.rows[2].line, 8U);
    ASSERT_EQ(table.totals.size(), 3U);
    EXPECT_EQ(table.totals[0].line, 9U);
}

TEST_F(CityTableFile, ReadsGb18030AndOtherSeparators) {
    const std::unique_ptr<char, decltype(&VSIFree)> gb(
        CPLRecode("街道乡镇;未管控裸地面积（㎡）\n漷县镇;5\n", CPL_ENC_UTF8, "GB18030"), VSIFree);
    const CityTable table = read(gb.get());
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(table.rows[0].name, "漷县镇");
    EXPECT_EQ(read("名称\t未管控面积\n\"漷\"\"县\"\"镇\"\t5\n").rows.at(0).name, "漷\"县\"镇");
}

TEST_F(CityTableFile, ReadsXlsxAndOds) {
    const std::vector<std::vector<std::string>> rows{
        {"街乡镇", "未管控裸地面积（公顷）"}, {"梨园镇", "1.25"}, {"永顺镇", "3"}};
    for (const char* kind : {"XLSX", "ODS"}) {
        const CityTable table =
            read_city_table(workbook(kind, kind == std::string("XLSX") ? "t.xlsx" : "t.ods", rows));
        ASSERT_EQ(table.rows.size(), 2U) << kind;
        EXPECT_EQ(table.rows[0].name, "梨园镇");
        EXPECT_EQ(table.rows[0].uncontrolled_m2, 12500);
        EXPECT_EQ(table.rows[1].uncontrolled_m2, 30000);
        EXPECT_EQ(table.rows[1].line, 3U);
    }
}

// As Excel writes it: rows that were never touched are not in the file at all, numbers may be text.
TEST_F(CityTableFile, ReadsAWorkbookWithTitleAndEmptyRows) {
    const std::string path = folder_.file("excel.xlsx");
    lxw_workbook* book = workbook_new(path.c_str());
    lxw_worksheet* sheet = workbook_add_worksheet(book, "5月");
    worksheet_merge_range(sheet, 0, 0, 0, 2, "2024年5月全市裸地情况", nullptr);
    worksheet_write_string(sheet, 2, 0, "区", nullptr);
    worksheet_write_string(sheet, 2, 1, "街道乡镇", nullptr);
    worksheet_write_string(sheet, 2, 2, "未管控裸地面积\n（㎡）", nullptr);
    worksheet_write_string(sheet, 3, 0, "通州区", nullptr);
    worksheet_write_string(sheet, 3, 1, "梨园镇", nullptr);
    worksheet_write_number(sheet, 3, 2, 1234567.875, nullptr);
    worksheet_write_string(sheet, 5, 1, "永顺镇", nullptr);
    worksheet_write_string(sheet, 5, 2, "1,234.5", nullptr);
    worksheet_write_string(sheet, 6, 1, "合计", nullptr);
    worksheet_write_formula_num(sheet, 6, 2, "=SUM(C4:C6)", nullptr, 1234567.875);
    ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
    const CityTable table = read_city_table(path);
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].uncontrolled_m2, 1234567.875);
    EXPECT_EQ(table.rows[0].line, 4U);
    EXPECT_EQ(table.rows[1].uncontrolled_m2, 1234.5);
    EXPECT_EQ(table.rows[1].district, "通州区");
    EXPECT_EQ(table.rows[1].line, 6U);
    ASSERT_EQ(table.totals.size(), 1U);
    EXPECT_EQ(table.totals[0].line, 7U);
}

TEST_F(CityTableFile, MissingColumnListsHeadersAndWhatIsAccepted) {
    EXPECT_EQ(
        error("名称,裸地\n梨园镇,3\n"),
        "the table t.csv has no column for the uncontrolled area; its headers are: 名称, 裸地; accepted: "
        "未管控裸地面积, 未管控面积, 未管控裸露面积, 未管控裸地, uncontrolled_area_m2, uncontrolled_area");
    EXPECT_TRUE(
        error("地方,未管控面积\n梨园镇,3\n")
            .starts_with("the table t.csv has no column for the unit's name; its headers are: 地方, 未管"));
}

TEST_F(CityTableFile, RefusesWhatIsNoArea) {
    for (const char* cell : {"", "无", "-", "-1", "nan", "inf", "1e400", "12㎡", "\"1,5\"", "\"1234,567\"",
                             "\"1,234,56\"", "0x10", "1.2.3"}) {
        EXPECT_NE(
            error(fmt::format("名称,未管控面积\n梨园镇,{}\n", cell)).find("expected a number not below 0"),
            std::string::npos)
            << cell;
    }
    EXPECT_EQ(error("名称,未管控面积\n\n梨园镇,-5\n"),
              "the table t.csv, line 3, \"梨园镇\": its uncontrolled area is \"-5\"; expected a number not "
              "below 0");
}

TEST_F(CityTableFile, RefusesNamelessRowsDuplicatesAndEmptyTables) {
    EXPECT_EQ(error("名称,未管控面积\n,3\n"), "the table t.csv, line 2: the name of the unit is empty");
    EXPECT_TRUE(error("名称,未管控面积\n城关街道,3\n梨园镇,1\n城关街道 ,4\n")
                    .starts_with("the table t.csv has \"城关街道\" in line 2 and in line 4;"));
    EXPECT_EQ(read("区,名称,未管控面积\n房山区,城关街道,3\n大兴区,城关街道,4\n").rows.size(), 2U);
    EXPECT_NE(
        error("区,名称,未管控面积\n房山区,城关街道,3\n房山区,城关街道,4\n").find("in line 2 and in line 3"),
        std::string::npos);
    EXPECT_EQ(error(""), "the table t.csv has no rows of data");
    EXPECT_EQ(error("名称,未管控面积\n"), "the table t.csv has no rows of data");
    EXPECT_EQ(error("名称,未管控面积\n合计,3\n"), "the table t.csv has no rows of data");
}

TEST_F(CityTableFile, RefusesFilesThatAreNoTables) {
    EXPECT_NE(error("PK\x03\x04 and then nothing").find("no complete XLSX or ODS"), std::string::npos);
    EXPECT_NE(error("\xD0\xCF\x11\xE0 old").find("save it as XLSX"), std::string::npos);
    EXPECT_NE(error(std::string("a\0b", 3)).find("neither text nor a spreadsheet"), std::string::npos);
    EXPECT_NE(error("名称,未管控面积\n\"梨园镇,3\n").find("the quote opened in line 2"), std::string::npos);
    EXPECT_THROW(read_city_table(folder_.file("none.csv")), Error);
}

}  // namespace
}  // namespace bareland
