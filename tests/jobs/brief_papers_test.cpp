// Bulletin and workbook of a briefing, read back and compared with its figures.
#include <cpl_vsi.h>
#include <gtest/gtest.h>

#include <regex>

#include "jobs/brief/bulletin.hpp"
#include "jobs/brief/wording.hpp"
#include "jobs/brief/workbook.hpp"
#include "tests/jobs/brief_sample.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::brief {
namespace {

using test::contents;
using test::sample_briefing;
using test::TempDir;

const PageTemplate& page() {
    static const PageTemplate loaded = load_template("");
    return loaded;
}

bool has(const std::string& text, const std::string& piece) {
    return text.find(piece) != std::string::npos;
}

// ---- the bulletin

// Its paragraphs, a line each, and the table's rows with "|" between cells.
std::string told(const Briefing& briefing) {
    std::string out;
    for (const docx::Block& block : bulletin(briefing, page()).blocks) {
        if (const auto* text = std::get_if<docx::Paragraph>(&block)) {
            for (const docx::Run& run : text->runs)
                out += run.text;
            out += "\n";
            continue;
        }
        for (const auto& row : std::get<docx::Table>(block).rows) {
            for (const docx::Run& run : row)
                out += std::regex_replace(run.text, std::regex("\n"), "") + "|";
            out += "\n";
        }
    }
    return out;
}

TEST(Figures, AreGroupedAndRounded) {
    EXPECT_EQ(square_metres(1234567.6), "1,234,568");
    EXPECT_EQ(square_metres(999.4), "999");
    EXPECT_EQ(square_metres(999.6), "1,000");
    EXPECT_EQ(square_metres(-0.3), "0");
    EXPECT_EQ(square_metres(-123456), "-123,456");
    EXPECT_EQ(square_kilometres(906279999), "906.28");
    EXPECT_EQ(two_decimals(1234.5), "1,234.50");
}

TEST(Bulletin, TellsTheDistrictTheBestAndTheWorst) {
    const std::string text = told(sample_briefing());
    EXPECT_TRUE(text.starts_with("关于2024年5月样例区裸地管控情况的通报\n")) << text;
    EXPECT_TRUE(has(text, "样例区总面积906.28平方公里，本月裸露面积5,678,051平方米")) << text;
    EXPECT_TRUE(has(text,
                    "未管控5,676,551平方米，占总面积的62.64‱；已管控1,000平方米（临时措施800平方米，"
                    "永久措施200平方米）；按规定不计入500平方米。"))
        << text;
    EXPECT_TRUE(has(text, "全区9个街道、乡镇中，参加排名8个，未参加排名1个。")) << text;
    // 1234567.6 - 150000 i, in ‱ of 50 km2
    EXPECT_TRUE(
        has(text,
            "最少的3个单位：辛镇（第1名，184,568平方米，36.91‱）、庚镇（第2名，334,568平方米，66.91‱）、"
            "己乡（第3名，484,568平方米，96.91‱）。"))
        << text;
    EXPECT_TRUE(has(text,
                    "最多的3个单位：甲镇（第8名，1,234,568平方米，246.91‱）、乙镇（第7名，1,084,568平方米，"
                    "216.91‱）、丙街道（第6名，934,568平方米，186.91‱）。"))
        << text;
}

TEST(Bulletin, TellsWhatIsBrokenAndWhatChanged) {
    const std::string text = told(sample_briefing());
    EXPECT_TRUE(has(text,
                    "未达到控制要求的有1项：\n1．甲镇未管控裸地 1234568 ㎡，全市 333 个街乡镇中倒数第 4，"
                    "进入后 10 名（依据：某文件第三条）。\n需要预警的有1项：\n1．甲镇进入后 30 "
                    "名（依据：某文件第四条）。\n"))
        << text;
    // 23450 of 5700000.8
    EXPECT_TRUE(has(text, "与上月（2024年4月）相比，样例区未管控裸地面积减少23,450平方米，下降0.4%。"))
        << text;
    EXPECT_TRUE(has(
        text,
        "增加最多的3个单位：庚镇（增加7,000平方米）、戊乡（增加5,000平方米）、丙街道（增加3,000平方米）。"))
        << text;
    EXPECT_TRUE(has(text,
                    "减少最多的3个单位：辛镇（减少14,000平方米）、己乡（减少10,000平方米）、"
                    "丁街道（减少6,000平方米）。"))
        << text;
    EXPECT_TRUE(has(text, "名次上升最多的1个单位：丁街道（由第8名升至第5名）。")) << text;
    EXPECT_TRUE(has(text, "名次下降最多的1个单位：甲镇（由第5名降至第8名）。")) << text;
    EXPECT_TRUE(has(text, "无法与上月比较的单位：壬镇（上月无影像）。")) << text;
    EXPECT_TRUE(has(text, "1．壬镇：不参评，有效观测面积占辖区面积的12.5%。")) << text;
    EXPECT_FALSE(has(text, "去年同月")) << text;
}

TEST(Bulletin, TellsWhatIsToBeDone) {
    const std::string text = told(sample_briefing());
    EXPECT_TRUE(has(
        text,
        "（一）甲镇（责任单位：甲镇人民政府）\n1．一号工地、二号工地：围挡高度不低于4米（责任单位：甲公司；"
        "依据：蓝天第一条）。\n2．落实苫盖。\n"))
        << text;
    EXPECT_TRUE(has(
        text, "核查项目2个，不符合要求1个。\n1．一号工地：落在区内，重点区域甲（依据：某文件第五条）。\n"))
        << text;
    EXPECT_TRUE(has(text, "1．r1（京A12345）：应引导绕行，管控区内行驶1,521米。\n")) << text;
    EXPECT_TRUE(text.ends_with("\n生态环境局\n2024年6月3日\n")) << text;
    EXPECT_TRUE(has(text, "数据来源：裸地影像（bare_2024-05.tif，2024-05-20）；行政界线（townships.gpkg）。"))
        << text;
}

TEST(Bulletin, TableHasEveryUnit) {
    const std::string text = told(sample_briefing());
    EXPECT_TRUE(has(
        text,
        "名次|街乡镇|辖区面积（km²）|裸露（㎡）|已管控（㎡）|未管控（㎡）|占比（‱）|上月名次|较上月（㎡）|\n"
        "8|甲镇|50.00|1,236,068|1,000|1,234,568|246.91|5|＋1,000|\n"
        "7|乙镇|50.00|1,086,068|1,000|1,084,568|216.91|7|−2,000|\n"))
        << text;
    EXPECT_TRUE(has(text,
                    "\n不参评|壬镇|50.00|1,510|1,000|10|0.00|—|—|\n"
                    "|全区|906.28|5,678,051|1,000|5,676,551|62.64||−23,450|\n"))
        << text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '|'), 9 * 11);
}

TEST(Bulletin, IsLaidOutByTheStandard) {
    const docx::Document document = bulletin(sample_briefing(), page());
    EXPECT_EQ(document.page.top_mm, 37);
    EXPECT_EQ(document.page.left_mm, 28);
    EXPECT_EQ(document.page.text_width_mm, 156);
    EXPECT_EQ(document.page.text_height_mm, 225);
    for (const docx::Style& style : document.styles) {
        if (style.id == "Title") {
            EXPECT_EQ(style.pt, 22);
            EXPECT_EQ(style.align, docx::Align::centre);
        }
        if (style.id != "Normal") continue;
        EXPECT_EQ(style.pt, 16);
        EXPECT_EQ(style.first_line_chars, 2);
        const double height_pt = 225 / 25.4 * 72;
        EXPECT_LE(22 * style.line_pt, height_pt);  // 22 lines fit, 23 do not
        EXPECT_GT(23 * style.line_pt, height_pt);
        const double width_pt = 156 / 25.4 * 72;
        EXPECT_LE(28 * (style.pt + style.spacing_pt), width_pt);
        EXPECT_GT(29 * (style.pt + style.spacing_pt), width_pt);
    }
}

TEST(Bulletin, SaysNothingOfWhatIsNotKnown) {
    Briefing briefing = sample_briefing();
    briefing.has_patches = briefing.has_zones = briefing.has_sites = briefing.has_routes = false;
    briefing.previous_month.reset();
    const auto forget = [](UnitFacts& unit) {
        unit.change_m2.reset();
        unit.previous_rank.reset();
        unit.change_reason.clear();
        unit.duties.clear();
        unit.judgements.clear();
        if (!unit.history.empty()) unit.history.erase(unit.history.begin());
    };
    forget(briefing.district);
    for (UnitFacts& unit : briefing.units)
        forget(unit);
    const std::string text = told(briefing);
    for (const char* word : {"图斑", "上月（", "相比", "工作要求", "控制要求", "核查", "无法"})
        EXPECT_FALSE(has(text, word)) << word << "\n" << text;
    EXPECT_TRUE(has(text, "一、总体情况") && has(text, "二、排名情况") && has(text, "三、未参加排名的单位"))
        << text;
    std::vector<std::string> sheets;
    for (const Table& table : workbook(briefing, page()))
        sheets.push_back(table.name);
    EXPECT_EQ(sheets, (std::vector<std::string>{"总览", "排名", "来源"}));
}

TEST(Bulletin, NamesThoseThatTieAndNobodyTwice) {
    Briefing briefing = sample_briefing();
    briefing.units.resize(5);
    briefing.ranked_units = 5;
    for (std::size_t i = 0; i < 5; ++i) {
        briefing.units[i].rank = i < 2 ? 4 : 1;  // three share the first rank
        briefing.units[i].rank_from_worst = i < 2 ? 1 : 3;
    }
    const std::string text = told(briefing);
    EXPECT_TRUE(has(text, "最少的3个单位：丙街道（第1名"))
        << text;  // of five two would be named, a third ties
    EXPECT_TRUE(has(text, "最多的2个单位：甲镇（第4名")) << text;
    for (UnitFacts& unit : briefing.units)
        unit.rank = unit.rank_from_worst = 1;
    EXPECT_TRUE(has(told(briefing), "最少的5个单位"));
    EXPECT_FALSE(has(told(briefing), "面积最多的"));
}

TEST(Bulletin, SpeaksEnglish) {
    const std::string text = told(sample_briefing(Lang::en));
    EXPECT_TRUE(text.starts_with("Bulletin: control of bare land in Sample district, 2024-05\n")) << text;
    EXPECT_TRUE(has(text, "5,676,551 m² uncontrolled (62.64‱), 1,000 m² controlled")) << text;
    EXPECT_TRUE(has(text, "has shrunk by 23,450 m² (0.4 %).")) << text;
    EXPECT_TRUE(text.ends_with("\nEcology bureau\n2024-06-03\n")) << text;
}

// ---- the workbook

std::string member(const std::filesystem::path& archive, const std::string& part) {
    const std::string path = "/vsizip/{" + archive.string() + "}/" + part;
    std::string text;
    VSILFILE* file = VSIFOpenL(path.c_str(), "rb");
    if (file == nullptr) return text;
    char chunk[4096];
    while (const std::size_t count = VSIFReadL(chunk, 1, sizeof chunk, file))
        text.append(chunk, count);
    VSIFCloseL(file);
    return text;
}

const Table& sheet(const std::vector<Table>& tables, const std::string& name) {
    return *std::find_if(tables.begin(), tables.end(),
                         [&](const Table& table) { return table.name == name; });
}

TEST(Workbook, HasASheetForEachTheme) {
    const std::vector<Table> tables = workbook(sample_briefing(), page());
    std::vector<std::string> names;
    for (const Table& table : tables) {
        names.push_back(table.name);
        for (const Table::Row& row : table.rows)
            EXPECT_EQ(row.cells.size(), table.columns.size()) << table.name;
    }
    EXPECT_EQ(names, (std::vector<std::string>{"总览", "排名", "变化", "图斑", "考核", "分区", "项目", "路线",
                                               "任务", "来源"}));
    EXPECT_EQ(sheet(tables, "排名").rows.size(), 10U);  // nine units and the district
    EXPECT_EQ(sheet(tables, "图斑").rows.size(), 12U);  // all that are known
    EXPECT_TRUE(has(sheet(tables, "图斑").note, "甲镇：不足最小面积的零星裸地3处，共250平方米"));
    EXPECT_EQ(sheet(tables, "项目").rows.size(), 2U);  // the one that lies in no unit too
    EXPECT_EQ(sheet(tables, "任务").rows.size(), 3U);
    const Table::Row& worst = sheet(tables, "排名").rows[0];
    EXPECT_EQ(worst.cells[1].mark, Table::Mark::breach);
    EXPECT_EQ(std::get<std::string>(worst.cells[1].value), "甲镇");
}

TEST(Workbook, IsWrittenWithChartsAndPrintAreas) {
    const TempDir dir;
    write_workbook(dir / "t.xlsx", sample_briefing(), page(), dir.path());
    const std::string book = member(dir / "t.xlsx", "xl/workbook.xml");
    EXPECT_TRUE(has(book, "<sheet name=\"总览\"") && has(book, "<sheet name=\"来源\"")) << book;
    EXPECT_TRUE(has(book, "name=\"_xlnm.Print_Titles\" localSheetId=\"1\">'排名'!$3:$3<")) << book;
    EXPECT_TRUE(std::regex_search(
        book, std::regex("_xlnm.Print_Area\" localSheetId=\"3\">'图斑'!\\$A\\$1:\\$K\\$15<")))
        << book;
    const std::string bars = member(dir / "t.xlsx", "xl/charts/chart1.xml");
    EXPECT_TRUE(has(bars, "<c:barDir val=\"bar\"/>") && has(bars, "<c:f>'排名'!$B$4:$B$11</c:f>")) << bars;
    EXPECT_TRUE(has(bars, "<c:v>1234567.6") && has(bars, "<c:v>甲镇</c:v>")) << bars;
    const std::string district = member(dir / "t.xlsx", "xl/charts/chart2.xml");
    EXPECT_TRUE(has(district, "<c:lineChart>") && has(district, "<c:f>'变化'!$B$4:$C$4</c:f>")) << district;
    const std::string worst = member(dir / "t.xlsx", "xl/charts/chart3.xml");
    EXPECT_TRUE(has(worst, "<c:f>'变化'!$B$9:$C$9</c:f>") && has(worst, "<c:f>'变化'!$B$3:$C$3</c:f>"))
        << worst;
    const std::string overview = member(dir / "t.xlsx", "xl/worksheets/sheet1.xml");
    EXPECT_TRUE(has(overview, "orientation=\"landscape\"") && has(overview, "<drawing ")) << overview;
    EXPECT_TRUE(has(overview, "<v>5676550.8")) << overview;  // unrounded
    EXPECT_TRUE(has(member(dir / "t.xlsx", "docProps/core.xml"), "2024-06-02T23:30:00Z"));
}

TEST(Papers, SameBytesForTheSameBriefing) {
    const TempDir dir;
    for (const char* name : {"a", "b"}) {
        write_workbook(dir / (std::string(name) + ".xlsx"), sample_briefing(), page(), dir.path());
        write_bulletin(dir / (std::string(name) + ".docx"), sample_briefing(), page());
    }
    EXPECT_EQ(contents(dir / "a.xlsx"), contents(dir / "b.xlsx"));
    EXPECT_EQ(contents(dir / "a.docx"), contents(dir / "b.docx"));
}

TEST(Papers, PublishedOnesHaveNoPlates) {
    Briefing briefing = sample_briefing();
    briefing.published = true;
    for (UnitFacts* unit : {&briefing.units[0], &briefing.district}) {
        unit->routes[0].plate.clear();
        unit->routes[0].text.clear();
    }
    EXPECT_FALSE(has(told(briefing), "京A"));
    const std::vector<Table> tables = workbook(briefing, page());
    for (const Table::Column& column : sheet(tables, "路线").columns)
        EXPECT_FALSE(column.key == "plate" || column.key == "explanation");
}

TEST(Papers, TakeAnyName) {
    const TempDir dir;
    Briefing briefing = sample_briefing();
    briefing.district_name = "<区>&{name}\xF0\x9F\x9A\x9B";
    briefing.units[0].name = std::string(2000, 'x') + "\x01\xFF";
    write_workbook(dir / "t.xlsx", briefing, page(), dir.path());
    write_bulletin(dir / "t.docx", briefing, page());
    const std::string body = member(dir / "t.docx", "word/document.xml");
    EXPECT_TRUE(has(body, "&lt;区&gt;&amp;{name}\xF0\x9F\x9A\x9B")) << body.substr(0, 2000);
    EXPECT_FALSE(has(body, "\x01") || has(body, "\xFF"));
    EXPECT_TRUE(has(member(dir / "t.xlsx", "xl/sharedStrings.xml"), "&lt;区&gt;&amp;{name}"));
    briefing.units.clear();  // a district of nothing
    briefing.ranked_units = 0;
    EXPECT_NO_THROW(write_workbook(dir / "t.xlsx", briefing, page(), dir.path()));
    EXPECT_NO_THROW(write_bulletin(dir / "t.docx", briefing, page()));
}

}  // namespace
}  // namespace bareland::brief
