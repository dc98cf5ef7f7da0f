// What the registry commands print and write, word for word.
#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <sstream>

#include "jobs/report/text_table.hpp"
#include "jobs/zones/registry_outputs.hpp"
#include "jobs/zones/registry_text.hpp"
#include "layers/spreadsheet.hpp"
#include "layers/utf8.hpp"
#include "tests/jobs/dossier_sample.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::zones {
namespace {

using namespace test;
using bareland::test::contents;
using bareland::test::TempDir;
using report::text_table;
using report::widest_line;

const Date may = day("2024-05-01");

Registry two_years() {
    Registry out =
        registry_of({zone("strict-a", "strict", rectangle(116.61, 39.91, 116.63, 39.93),
                          valid("2020-02-14", "2023-12-31")),
                     zone("strict-a", "strict", rectangle(116.61, 39.91, 116.64, 39.93), valid("2024-01-01")),
                     zone("p", "water_primary", {}, valid("2020-02-14"))});
    for (ZoneRecord& record : out.zones) {
        record.name = record.kind == "strict" ? "严控区（北片）" : "一级保护区";
        record.level = "区级";
    }
    ZoneRecord& strict = out.zones[1];
    strict.document = "2024 行动计划";
    strict.clause = "蓝天 59";
    strict.owners = {"西关街道"};
    strict.duties = "围挡 4 米加 2 米";
    strict.stated_area_m2 = 5500000;
    strict.links = {{"1", "京榆旧线", 0, {{116.61, 39.93}, {116.64, 39.93}}}};
    out.zones[2].discs = {{"1", {116.66, 39.92}, 200}, {"2", {116.6617, 39.92}, 100}};
    return out;
}

// Against tests/data/golden/zones/NAME.txt, whose figures the other tests work out. After a change of the
// wording: BARELAND_WRITE_GOLDEN=1 jobs_tests --gtest_filter='ZonesReports.*', and read the difference.
void expect_golden(const std::string& name, const std::string& text) {
    const std::filesystem::path file =
        std::filesystem::path(BARELAND_TEST_DATA) / "golden" / "zones" / (name + ".txt");
    if (std::getenv("BARELAND_WRITE_GOLDEN") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        bareland::test::put(file, text);
    }
    EXPECT_EQ(text, contents(file)) << name;
    std::stringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("  BL-")) continue;
        EXPECT_LE(display_width(line), widest_line) << line;
    }
}

TEST(ZonesReports, List) {
    const Registry registry = two_years();
    expect_golden("list.zh", list_report(registry, may, false, Lang::zh));
    expect_golden("list_all.en", list_report(registry, may, true, Lang::en));
    EXPECT_EQ(list_report(registry, day("2019-01-01"), false, Lang::en),
              "zones in force on 2019-01-01: 0; versions on record: 3 (areas in m2)\n");
}

TEST(ZonesReports, Show) {
    Registry registry = two_years();
    SiteRules::Duty duty;
    duty.kind = "water_primary";
    duty.clause = "第 3 条";
    duty.text = {"禁止新建", "nothing new"};
    registry.rules.duties = {duty};
    registry.rules.buffers_m = {{"strict", 20}};
    for (const auto& [lang, ending] : {std::pair(Lang::zh, ".zh"), std::pair(Lang::en, ".en")}) {
        expect_golden(std::string("show_loop") + ending,
                      show_report(shown_zone(registry, "strict-a", may), lang));
        expect_golden(std::string("show_discs") + ending, show_report(shown_zone(registry, "p", may), lang));
    }
}

TEST(ZonesReports, Differences) {
    const Registry registry = two_years();
    expect_golden("diff.en", diff_report(diff_of(registry, day("2020-01-01"), may), Lang::en));
    expect_golden("diff.zh", diff_report(diff_of(registry, day("2023-12-31"), may), Lang::zh));
}

TEST(ZonesReports, Checks) {
    const Registry registry = two_years();
    expect_golden("check.zh", check_report(check_of(registry, may), Lang::zh));
    expect_golden("check.en", check_report(check_of(registry, may), Lang::en));
}

TEST(ZonesReports, LongTextsAreCutToTheLine) {
    Table table;
    table.columns = {{"a", {"甲", "A"}}, {"n", {"数", "N"}, Table::Kind::area}, {"b", {"乙", "B"}}};
    table.rows.resize(1);
    table.rows[0].cells = {{std::string(200, 'x')}, {1234567.8}, {std::string("短")}};
    constexpr std::array<std::string_view, 3> keys{"a", "n", "b"};
    const std::string text = text_table(table, keys, Lang::zh);
    std::stringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        EXPECT_LE(display_width(line), widest_line);
    EXPECT_NE(text.find("x..  1,234,568  短\n"), std::string::npos) << text;
}

Text sheet_names(const std::string& file) {
    Text out;
    for (const Sheet& sheet : read_sheets(file))
        out.zh += sheet.name + ";";
    return out;
}

std::vector<std::string> layer_rows(const std::string& file, const char* layer, const char* field) {
    GDALDatasetH dataset = GDALOpenEx(file.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    EXPECT_NE(dataset, nullptr);
    OGRLayerH opened = GDALDatasetGetLayerByName(dataset, layer);
    EXPECT_NE(opened, nullptr);
    std::vector<std::string> out;
    while (OGRFeatureH feature = OGR_L_GetNextFeature(opened)) {
        EXPECT_NE(OGR_F_GetGeometryRef(feature), nullptr);
        out.push_back(OGR_F_GetFieldAsString(feature, OGR_F_GetFieldIndex(feature, field)));
        OGR_F_Destroy(feature);
    }
    GDALClose(dataset);
    return out;
}

TEST(ZonesOutputs, OfDiff) {
    const TempDir dir;
    const Registry registry = two_years();
    OutputDir out(dir / "out");
    write_diff(out, diff_of(registry, day("2023-12-31"), may), registry, Lang::zh);
    out.commit();
    EXPECT_EQ(sheet_names(dir.file("out/zones_diff.xlsx")).zh, "分区变化;按类型;核查事项;参数;");
    EXPECT_EQ(layer_rows(dir.file("out/zones_diff.gpkg"), "zones_diff", "part"),
              std::vector<std::string>{"added"});
    const std::vector<SheetRow> rows = read_sheets(dir.file("out/zones_diff.csv")).at(0).rows;
    ASSERT_EQ(rows.size(), 4U) << "a header, two zones, the total";
    EXPECT_EQ(rows[0].cells[6], "增加（平方米）");
    EXPECT_EQ(rows[1].cells[6], fmt::format("{:.2f}", area(116.63, 39.91, 116.64, 39.93)));
    EXPECT_EQ(rows[3].cells[0], "合计");
    EXPECT_EQ(diff_written(out, Lang::en),
              fmt::format("Written to {}:\n"
                          "  zones_diff.csv    the table, for spreadsheets\n"
                          "  zones_diff.xlsx   the table, sums by kind, parameters\n"
                          "  zones_diff.gpkg   ground added and removed, as a map layer\n",
                          (dir / "out").string()));
}

TEST(ZonesOutputs, OfCheck) {
    const TempDir dir;
    Registry registry = two_years();
    registry.inputs = {{"zones", "分区.gpkg", std::string(64, 'a'), "EPSG:4490", "", ""}};
    OutputDir none(dir / "none");
    write_check(none, check_of(registry, may), registry, Lang::en);
    none.commit();
    EXPECT_TRUE(layer_rows(dir.file("none/zones_check.gpkg"), "zones_overlaps", "type").empty());
    registry.zones.push_back(zone("strict-b", "strict", rectangle(116.62, 39.92, 116.65, 39.94)));
    OutputDir out(dir / "out");
    write_check(out, check_of(registry, may), registry, Lang::en);
    out.commit();
    EXPECT_EQ(layer_rows(dir.file("out/zones_check.gpkg"), "zones_overlaps", "type"),
              std::vector<std::string>{"same_kind"});
    const std::vector<Sheet> sheets = read_sheets(dir.file("out/zones_check.xlsx"));
    ASSERT_EQ(sheets.size(), 4U);
    const auto& sources = sheets[3].rows;
    const auto has = [&](const std::string& item, const std::string& value) {
        return std::any_of(sources.begin(), sources.end(), [&](const SheetRow& row) {
            return row.cells.size() > 2 && row.cells[1] == item && row.cells[2] == value;
        });
    };
    EXPECT_TRUE(has("as_of", "2024-05-01"));
    EXPECT_TRUE(has("versions", "strict-a 2024-01-01/..\nstrict-b ../..\np 2020-02-14/.."));
    EXPECT_TRUE(has("zones", "分区.gpkg"));
}

TEST(ZonesOutputs, OfADossier) {
    const TempDir dir;
    const Registry registry = source_registry();
    const Dossier dossier = dossier_of(registry, "东里水源", may, 1000, slow_measure);
    OutputDir out(dir.path());
    write_dossier(out, "源.xlsx", dossier, registry, Lang::zh);
    write_dossier(out, "source.json", dossier, registry, Lang::en);
    out.commit();
    EXPECT_EQ(sheet_names(dir.file("源.xlsx")).zh,
              "概况;水源井;分区;街乡镇面积;沿革;周边项目;核查事项;入库记录;参数;");
    EXPECT_TRUE(contents(dir / "source.json").starts_with("{\n  \"schema\": \"bareland/dossier/1\",\n"));
}

}  // namespace
}  // namespace bareland::zones
