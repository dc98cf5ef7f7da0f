// Imports from workbooks and from headers of merged cells.
#include <xlsxwriter.h>

#include "tests/layers/registry_case.hpp"

namespace bareland {
namespace {

using RegistryWorkbook = registry_case::RegistryFile;
using Said = std::vector<std::string>;

class Workbook {
  public:
    explicit Workbook(const std::string& path) : book_(workbook_new(path.c_str())) {}
    void sheet(const char* name) { sheet_ = workbook_add_worksheet(book_, name); }
    void text(int row, int column, const char* value) {
        worksheet_write_string(sheet_, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), value,
                               nullptr);
    }
    void number(int row, int column, double value) {
        worksheet_write_number(sheet_, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), value,
                               nullptr);
    }
    void date(int row, int column, int year, int month, int day, const char* format) {
        lxw_format* style = workbook_add_format(book_);
        format_set_num_format(style, format);
        lxw_datetime when{year, month, day, 0, 0, 0};
        worksheet_write_datetime(sheet_, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), &when,
                                 style);
    }
    void merged(int row, int column, int last_row, int last_column, const char* value) {
        worksheet_merge_range(sheet_, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column),
                              static_cast<lxw_row_t>(last_row), static_cast<lxw_col_t>(last_column), value,
                              nullptr);
    }
    void close() { ASSERT_EQ(workbook_close(book_), LXW_NO_ERROR); }

  private:
    lxw_workbook* book_;
    lxw_worksheet* sheet_ = nullptr;
};

TEST_F(RegistryWorkbook, WorkbookWithMergedHeader) {
    const std::string path = folder_.file("a.xlsx");
    Workbook book(path);
    book.sheet("水源井");
    book.merged(0, 0, 0, 5, "通州区水源井一览表");
    book.merged(1, 0, 2, 0, "编号");
    book.merged(1, 1, 2, 1, "名称");
    book.merged(1, 2, 1, 3, "坐标");
    book.text(2, 2, "X");
    book.text(2, 3, "Y");
    book.merged(1, 4, 2, 4, "半径（m）");
    book.merged(1, 5, 2, 5, "生效日期");
    book.text(3, 0, "J1");
    book.text(3, 1, "基岩1#");
    book.number(3, 2, 4412345.678);
    book.number(3, 3, 39480000.125);
    book.number(3, 4, 50);
    book.date(3, 5, 2020, 2, 14, "yyyy\"年\"m\"月\"d\"日\"");
    book.close();
    const auto layer = read_wells(source(path));
    ASSERT_EQ(layer.records.size(), 1U);
    EXPECT_EQ(layer.records[0].id, "J1");
    EXPECT_EQ(layer.records[0].radius_m, 50);
    EXPECT_EQ(layer.records[0].validity.text(), "2020-02-14/..");
    EXPECT_EQ(
        said(layer),
        (Said{"a.xlsx, sheet 水源井: columns recognised: id = 编号, name = 名称, radius_m = 半径（m）, "
              "valid_from "
              "= 生效日期, coordinates = 坐标X, 坐标Y",
              "a.xlsx, sheet 水源井: the header has merged cells; rows 2 to 3 were read as one",
              "a.xlsx, sheet 水源井: by their magnitudes \"坐标X\" is north and \"坐标Y\" is east",
              "a.xlsx, sheet 水源井: eastings (坐标Y) carry zone prefix 39: CGCS2000 / 3-degree zone 39 "
              "(EPSG:4527)"}));
}

// 经度 over 度, 分, 秒, as discharge permits have it; under one more level.
TEST_F(RegistryWorkbook, DegreesMinutesSecondsInTheirOwnColumns) {
    const auto check = [&](const std::string& text) {
        const auto layer = read_sites(csv(text));
        ASSERT_EQ(layer.records.size(), 1U);
        EXPECT_NEAR(layer.records[0].place->x, 116 + 39.0 / 60 + 25.3 / 3600, 1e-12);
        EXPECT_NEAR(layer.records[0].place->y, 39 + 54.0 / 60 + 7.0 / 3600, 1e-12);
    };
    check("编号,名称,经度,,,纬度,,\n,,度,分,秒,度,分,秒\n1,a,116,39,25.3,39,54,7\n");
    check("编号,名称,坐标,,,,,\n,,经度,,,纬度,,\n,,度,分,秒,度,分,秒\n1,a,116,39,25.3,39,54,7\n");
    check("编号,名称,经度度,经度分,经度秒,纬度度,纬度分,纬度秒\n1,a,116,39,25.3,39,54,7\n");
    EXPECT_EQ(
        site_error("编号,名称,经度,,,纬度,,\n,,度,分,秒,度,分,秒\n1,a,116,,25.3,39,54,7\n"),
        "BL-3410 a.csv, row 3: 经度分 is empty; fill it in (unmerge merged cells and fill in every row)");
    EXPECT_EQ(
        site_error("编号,名称,经度,,,纬度,,\n,,度,分,秒,度,分,秒\n1,a,116,61,25.3,39,54,7\n").substr(0, 54),
        "BL-3430 a.csv, row 3: 经度度 is \"116°61′25.3″\"");
}

TEST_F(RegistryWorkbook, SheetsAndDates) {
    const std::string path = folder_.file("b.xlsx");
    Workbook book(path);
    const auto fill = [&](const char* name, int year) {
        book.sheet(name);
        int column = 0;
        for (const char* header : {"编号", "名称", "半径", "经度", "纬度", "生效日期", "失效日期"})
            book.text(0, column++, header);
        book.number(1, 0, 1);
        book.text(1, 1, "a");
        book.text(1, 2, "30米");
        book.number(1, 3, 116.65702777777778);
        book.number(1, 4, 39.9);
        book.date(1, 5, year, 1, 1, "yyyy-mm-dd");
        book.number(1, 6, 45657);  // 2024-12-31, a date cell that lost its format
    };
    book.sheet("说明");
    book.text(0, 0, "坐标系：CGCS2000");
    fill("甲", 2023);
    fill("乙", 2024);
    book.close();
    EXPECT_EQ(error([&] { read_wells(source(path)); }),
              "BL-3107 b.xlsx holds several layers: 甲, 乙; say which as b.xlsx:LAYER");
    EXPECT_EQ(error([&] { read_wells(source(path + ":丙")); }),
              "BL-3108 b.xlsx holds no layer \"丙\"; there are: 说明, 甲, 乙");
    const auto layer = read_wells(source(path + ":乙"));
    ASSERT_EQ(layer.records.size(), 1U);
    EXPECT_EQ(layer.records[0].id, "1");
    EXPECT_EQ(layer.records[0].radius_m, 30);
    EXPECT_NEAR(layer.records[0].place.x, 116.65702777777778, 1e-13);
    EXPECT_EQ(layer.records[0].place.y, 39.9);
    EXPECT_EQ(layer.records[0].validity.text(), "2024-01-01/2024-12-31");
}

}  // namespace
}  // namespace bareland
