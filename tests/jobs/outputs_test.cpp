#include "jobs/rank/outputs.hpp"

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "jobs/rank/outputs_table.hpp"
#include "jobs/report/tables.hpp"
#include "jobs/report/terminal.hpp"
#include "layers/utf8.hpp"
#include "tests/jobs/sample_result.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::rank {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using test::contents;
using test::sample_result;
using test::TempDir;

void write(const fs::path& target, const Result& result, Lang lang) {
    OutputDir directory(target);
    write_outputs(directory, result, lang);
    directory.commit();
}

std::vector<std::string> keys(const Json& object) {
    std::vector<std::string> found;
    for (const auto& [key, value] : object.items())
        found.push_back(key);
    return found;
}

// The keys in the words and order of docs/formats.md.
const std::vector<std::string> unit_keys{"id",
                                         "name",
                                         "status",
                                         "unit_area_m2",
                                         "observed_area_m2",
                                         "bare_area_m2",
                                         "excluded_area_m2",
                                         "controlled_area_m2",
                                         "controlled_temporary_area_m2",
                                         "controlled_permanent_area_m2",
                                         "uncontrolled_area_m2",
                                         "uncontrolled_without_exclusion_m2",
                                         "bare_permyriad",
                                         "uncontrolled_permyriad",
                                         "rank",
                                         "rank_from_worst",
                                         "rank_without_exclusion",
                                         "previous_rank",
                                         "uncontrolled_change_m2",
                                         "change_reason",
                                         "previous_year_rank",
                                         "previous_year_uncontrolled_change_m2",
                                         "previous_year_change_reason",
                                         "flags",
                                         "zones"};

TEST(RankingJson, HasAllKeysInOrder) {
    const Json json = Json::parse(ranking_json(sample_result(), Lang::zh));
    EXPECT_EQ(keys(json), (std::vector<std::string>{"schema", "month", "units", "district", "balance",
                                                    "findings", "parameters", "inputs", "software"}));
    for (const Json& unit : json["units"])
        EXPECT_EQ(keys(unit), unit_keys);
    EXPECT_EQ(keys(json["district"]), unit_keys);
    EXPECT_EQ(keys(json["balance"]), (std::vector<std::string>{"raster_bare_m2", "in_units_m2",
                                                               "outside_units_m2", "unit_overlap_m2"}));
    EXPECT_EQ(keys(json["findings"][0]), (std::vector<std::string>{"code", "text", "area_m2", "lon", "lat"}));
    EXPECT_EQ(keys(json["units"][1]["flags"][0]),
              (std::vector<std::string>{"rule", "level", "value", "limit", "clause", "text"}));
    EXPECT_EQ(keys(json["units"][0]["zones"]["一级"]),
              std::vector<std::string>(unit_keys.begin() + 3, unit_keys.begin() + 12));
    EXPECT_EQ(keys(json["parameters"]), (std::vector<std::string>{"bare", "month", "min_observed_share"}));
}

TEST(RankingJson, SaysWhatTheResultSays) {
    const Result result = sample_result();
    const Json json = Json::parse(ranking_json(result, Lang::zh));
    EXPECT_EQ(json["schema"], "bareland/ranking/1");
    EXPECT_EQ(json["month"], "2024-05");
    const Json& second = json["units"][1];
    EXPECT_EQ(second["name"], "乙镇");
    EXPECT_EQ(second["status"], "ranked");
    EXPECT_EQ(second["uncontrolled_area_m2"].get<double>(), 1234567.25);
    EXPECT_EQ(second["uncontrolled_permyriad"].get<double>(), 1234567.25 / 98765432.1 * 1e4);
    EXPECT_EQ(second["rank"].dump(), "3");  // an integer
    EXPECT_EQ(second["previous_rank"], 2);
    EXPECT_EQ(second["uncontrolled_change_m2"], 12345.5);
    EXPECT_TRUE(second["change_reason"].is_null());
    EXPECT_TRUE(second["previous_year_uncontrolled_change_m2"].is_null());
    EXPECT_EQ(second["previous_year_change_reason"], "去年同月不参评");
    EXPECT_EQ(second["flags"][0]["level"], "breach");
    EXPECT_EQ(second["flags"][0]["limit"], 10.0);
    EXPECT_TRUE(json["units"][2]["flags"][0]["clause"].is_null());
    EXPECT_EQ(json["units"][0]["zones"]["二级"]["controlled_temporary_area_m2"], 10.0);

    const Json& uncovered = json["units"][4];  // nothing is known of it but its own area
    EXPECT_EQ(uncovered["status"], "no_cover");
    EXPECT_EQ(uncovered["unit_area_m2"], 6e6);
    EXPECT_EQ(uncovered["observed_area_m2"], 0.0);
    EXPECT_TRUE(uncovered["bare_area_m2"].is_null());
    EXPECT_TRUE(uncovered["uncontrolled_permyriad"].is_null());
    EXPECT_EQ(json["units"][3]["uncontrolled_area_m2"], 4.0);  // not rated, but what was seen is told

    EXPECT_TRUE(json["district"]["id"].is_null());
    EXPECT_EQ(json["district"]["status"], "ranked");
    EXPECT_EQ(json["district"]["bare_area_m2"].get<double>(), result.district.areas.bare);
    EXPECT_EQ(json["parameters"]["bare"], Json::parse("[1,3]"));
    EXPECT_EQ(json["findings"][0]["lon"], 116.65);
    EXPECT_TRUE(json["findings"][1]["lon"].is_null());
    EXPECT_EQ(json["inputs"][1]["role"], "raster");
    EXPECT_EQ(json["software"]["name"], "bareland");
    EXPECT_FALSE(json["software"]["gdal"].get<std::string>().empty());
    EXPECT_EQ(Json::parse(ranking_json(result, Lang::en))["findings"][0]["text"], "a gap beside 甲街道");
}

TEST(RankingJson, NumbersReadBackToTheSameDouble) {
    Result result = sample_result();
    double value = 1.0 / 3;
    for (Unit& unit : result.units) {
        unit.areas.observed = value;
        value = value * 1e3 / 7 + 1e-7;
    }
    const Json json = Json::parse(ranking_json(result, Lang::zh));
    for (std::size_t i = 0; i < result.units.size(); ++i) {
        EXPECT_EQ(json["units"][i]["observed_area_m2"].get<double>(), result.units[i].areas.observed);
    }
    EXPECT_EQ(ranking_json(result, Lang::zh), ranking_json(result, Lang::zh));
}

TEST(RankingJson, NullsTheBalanceThatWasNotTaken) {
    Result result = sample_result();
    result.balance = {std::nullopt, 5.0, std::nullopt, -0.0};
    const std::string text = ranking_json(result, Lang::zh);
    const Json json = Json::parse(text);
    EXPECT_TRUE(json["balance"]["raster_bare_m2"].is_null());
    EXPECT_TRUE(json["balance"]["outside_units_m2"].is_null());
    EXPECT_EQ(json["balance"]["unit_overlap_m2"].dump(), "0.0");
}

TEST(RankingJson, RefusesWhatIsNoNumberAndRepairsWhatIsNoText) {
    Result result = sample_result();
    result.inputs[0].name = "\xB1\xB1.tif";  // GBK
    EXPECT_NE(ranking_json(result, Lang::zh).find("\xEF\xBF\xBD"), std::string::npos);
    result.units[0].areas.bare = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(ranking_json(result, Lang::zh), Error);
    result = sample_result();
    result.parameters[0].json = "[1,";
    EXPECT_THROW(ranking_json(result, Lang::zh), Error);
}

TEST(WorstFirst, RankedThenNotRatedThenUncoveredThenOverlay) {
    const Result result = sample_result();
    std::vector<std::string> names;
    for (const Unit* unit : worst_first(result))
        names.push_back(unit->name);
    EXPECT_EQ(names, (std::vector<std::string>{"乙镇", "甲街道", "丙回族乡，\"新区\"", "丁地区", "戊镇",
                                               "=示例园区"}));
}

std::vector<std::string> lines(const std::string& text, const std::string& end) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t next = text.find(end, at);
        found.push_back(text.substr(at, next - at));
        at = next == std::string::npos ? text.size() : next + end.size();
    }
    return found;
}

TEST(RankingCsv, HasTheseLines) {
    const TempDir dir;
    write(dir / "out", sample_result(), Lang::zh);
    const std::vector<std::string> csv = lines(contents(dir / "out/ranking.csv"), "\r\n");
    ASSERT_EQ(csv.size(), 8U);
    EXPECT_EQ(csv[0],
              "\xEF\xBB\xBF名次（末位起）,编号,街乡镇,状态,名次（由少到多）,名次（不扣除，由少到多）,"
              "辖区面积（平方米）,"
              "有效观测面积（平方米）,裸露面积（平方米）,其中：扣除面积（平方米）,其中：已管控面积（平方米）,"
              "已管控：临时措施（平方米）,已管控：永久措施（平方米）,未管控面积（平方米）,"
              "未管控面积（不扣除，平方米）,"
              "裸露面积占比（‱）,未管控面积占比（‱）,上月名次（由少到多）,未管控面积较上月变化（平方米）,"
              "较上月无法比较的原因,去年同月名次（由少到多）,未管控面积较去年同月变化（平方米）,"
              "较去年同月无法比较的原因,判定,月份");
    // 1299999.35 = 65432.1 + 1234567.25; 1299999.35 / 98765432.1 = 131.6249 per 10,000, 1234567.25: 124.9999.
    EXPECT_EQ(
        csv[1],
        "1,\"110112002000\t\",乙镇,参评,3,3,98765432.10,93827160.49,1299999.35,0.00,65432.10,65432.10,0.00,"
        "1234567.25,1234567.25,131.6249,124.9999,2,12345.50,,,,去年同月不参评,"
        "\"超标：未管控裸地面积居全市后 10 名\",2024年5月");
    EXPECT_EQ(csv[5], ",\"110112005000\t\",戊镇,无影像,,,6000000.00,0.00,,,,,,,,,,,,,,,,,2024年5月");
    EXPECT_EQ(csv[6].substr(0, 30), std::string(",park,'=示例园区,只列不排").substr(0, 30));
    EXPECT_EQ(csv[7].substr(0, 20), std::string(",,\"示例区 合计\"").substr(0, 20));
    const auto commas = std::count(csv[0].begin(), csv[0].end(), ',');
    EXPECT_EQ(std::count(csv[7].begin(), csv[7].end(), ','), commas);
}

TEST(RankingCsv, LeavesOutComparisonsThatWereNotAskedFor) {
    Result result = sample_result();
    result.changes_requested = {"previous_year"};
    const Table table = ranking_table(result, Lang::en);
    std::set<std::string> found;
    for (const Table::Column& column : table.columns) {
        found.insert(column.key);
        EXPECT_EQ(std::count_if(column.title.en.begin(), column.title.en.end(), [](char c) { return c < 0; }),
                  0);
    }
    EXPECT_FALSE(found.contains("uncontrolled_change_m2"));
    EXPECT_TRUE(found.contains("previous_year_uncontrolled_change_m2"));
}

std::string field(OGRFeatureH feature, const std::string& name) {
    const int index = OGR_F_GetFieldIndex(feature, name.c_str());
    if (index < 0) return "no such field";
    return OGR_F_IsFieldSetAndNotNull(feature, index) ? OGR_F_GetFieldAsString(feature, index) : "null";
}

TEST(RankingGpkg, HasEveryUnitWithTheKeysOfTheJson) {
    const TempDir dir;
    const Result result = sample_result();
    write(dir / "out", result, Lang::zh);
    GDALAllRegister();
    GDALDatasetH dataset =
        GDALOpenEx((dir / "out/ranking.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(dataset, nullptr);
    OGRLayerH layer = GDALDatasetGetLayerByName(dataset, "ranking");
    ASSERT_NE(layer, nullptr);
    EXPECT_EQ(OGR_L_GetFeatureCount(layer, TRUE), 6);
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (const std::string& key : unit_keys)
        EXPECT_GE(OGR_FD_GetFieldIndex(definition, key.c_str()), 0) << key;
    const Json json = Json::parse(ranking_json(result, Lang::zh));
    for (std::size_t i = 0; OGRFeatureH feature = OGR_L_GetNextFeature(layer); ++i) {
        const Json& unit = json["units"][i];
        EXPECT_EQ(field(feature, "id"), unit["id"]);
        EXPECT_EQ(field(feature, "status"), unit["status"]);
        EXPECT_EQ(Json::parse(field(feature, "flags")), unit["flags"]);
        EXPECT_EQ(Json::parse(field(feature, "zones")), unit["zones"]);
        for (const std::string& key : unit_keys) {
            if (!unit[key].is_number()) continue;
            const int index = OGR_F_GetFieldIndex(feature, key.c_str());
            EXPECT_EQ(OGR_F_GetFieldAsDouble(feature, index), unit[key].get<double>()) << key;
        }
        EXPECT_NEAR(OGR_G_Area(OGR_F_GetGeometryRef(feature)), 0.01, 1e-12);
        OGR_F_Destroy(feature);
    }
    GDALClose(dataset);
}

TEST(RankingXlsx, HasItsSheets) {
    const TempDir dir;
    for (const Lang lang : {Lang::zh, Lang::en}) {
        write(dir / "out", sample_result(), lang);
        GDALDatasetH book =
            GDALOpenEx((dir / "out/ranking.xlsx").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
        ASSERT_NE(book, nullptr);
        std::vector<std::string> names;
        for (int i = 0; i < GDALDatasetGetLayerCount(book); ++i) {
            names.emplace_back(OGR_L_GetName(GDALDatasetGetLayer(book, i)));
        }
        const std::vector<std::string> zh{"排名", "分区", "判定", "核查事项", "参数"};
        const std::vector<std::string> en{"Ranking", "Zones", "Verdicts", "Findings", "Parameters"};
        EXPECT_EQ(names, lang == Lang::zh ? zh : en);
        std::string all;
        OGRLayerH parameters = GDALDatasetGetLayer(book, 4);
        while (OGRFeatureH feature = OGR_L_GetNextFeature(parameters)) {
            for (int i = 0; i < OGR_F_GetFieldCount(feature); ++i) {
                all += OGR_F_GetFieldAsString(feature, i) + std::string("|");
            }
            OGR_F_Destroy(feature);
        }
        GDALClose(book);
        for (const std::string& piece :
             {std::string("min_observed_share|0.8|"), std::string("|2024-05|"),
              "|towns.gpkg|" + std::string(64, 'a'), std::string("|1394668.0"), std::string("|GDAL|")}) {
            EXPECT_NE(all.find(piece), std::string::npos) << piece << " in " << all;
        }
    }
}

// What print_ranking puts on a stream that is no terminal.
std::string printed(const Result& result, Lang lang, bool colour = false) {
    char* text = nullptr;
    std::size_t size = 0;
    std::FILE* stream = ::open_memstream(&text, &size);
    print_ranking(stream, result, lang, colour);
    std::fclose(stream);
    std::string copy(text, size);
    std::free(text);
    return copy;
}

TEST(Terminal, ChineseTable) {
    EXPECT_EQ(printed(sample_result(), Lang::zh),
              R"(示例区2024年5月裸地排名，末位在前（面积：平方米）

  末位起  街乡镇               未管控   占比‱   不扣除时       裸露  已管控   较上月  较去年  由少到多  判定
--------------------------------------------------------------------------------------------------------------
       1  乙镇              1,234,567  125.00  1,234,567  1,299,999  65,432  +12,346       -         3  超标
       2  甲街道               45,679   38.07     46,679     48,980   2,300     -321       -         1  预警
       2  丙回族乡，"新区"     45,679   91.36     45,679     45,679       0        -       -         1  未判定
--------------------------------------------------------------------------------------------------------------
  不参评  丁地区                    4    0.01          5         10       5        -       -         -
  无影像  戊镇                      -       -          -          -       -        -       -         -
只列不排  =示例园区                 4    0.01          5         10       5        -       -         -
--------------------------------------------------------------------------------------------------------------
          示例区 合计       1,325,929  102.97  1,326,931  1,394,668  67,737  +12,025       -

  超标  乙镇  未管控裸地面积居全市后 10 名
  预警  甲街道  未管控裸地面积居全市后 10 名

平衡校验：影像裸露 1,400,001 = 各街乡镇合计 1,394,668 - 重叠 68 + 街乡镇以外 5,400
需要核查的事项 2 条（全部见 ranking.json 和 ranking.xlsx）：
  BL-4901 “甲街道”与相邻街乡镇之间有缝隙
  BL-4902 名称“乙镇”与“乙乡”相近
)");
}

TEST(Terminal, EnglishTableKeepsTo120Columns) {
    Result result = sample_result();
    for (Unit& unit : result.units) {
        unit.name = "A township with a very long name indeed";
        unit.areas.uncontrolled *= 1e5;
        unit.areas.uncontrolled_without_exclusion *= 1e5;
        unit.areas.bare *= 1e5;
        unit.areas.unit *= 1e5;
    }
    const std::string text = printed(result, Lang::en);
    for (const std::string& line : lines(text, "\n"))
        EXPECT_LE(display_width(line), 120U) << line;
    EXPECT_NE(text.find("A township with a very.."), std::string::npos) << text;
    EXPECT_NE(text.find("Uncontrolled"), std::string::npos);
    EXPECT_NE(text.find("123,456,725,000"), std::string::npos);
    EXPECT_NE(text.find("2 findings (all of them in ranking.json and ranking.xlsx):"), std::string::npos);
    for (const char c : text)
        ASSERT_TRUE(c != '\033');
}

TEST(Terminal, ColoursOnlyWhenToldTo) {
    const std::string text = printed(sample_result(), Lang::zh, true);
    EXPECT_NE(text.find("\033[31m       1  乙镇"), std::string::npos);
    EXPECT_NE(text.find("\033[33m       2  甲街道"), std::string::npos);
    EXPECT_NE(text.find("\033[2m  不参评"), std::string::npos);
    EXPECT_EQ(std::count(text.begin(), text.end(), '\033') % 2, 0);
    const TempDir dir;
    std::FILE* file = std::fopen((dir / "f").c_str(), "w");
    EXPECT_FALSE(report::colour_wanted(file));
    std::fclose(file);
}

TEST(Terminal, SaysWhatWasNotChecked) {
    Result result = sample_result();
    result.balance.raster_bare = result.balance.outside_units = std::nullopt;
    result.findings.clear();
    const std::string text = printed(result, Lang::zh);
    EXPECT_NE(text.find("未核对全图"), std::string::npos);
    EXPECT_NE(text.find("没有需要核查的事项"), std::string::npos);
}

}  // namespace
}  // namespace bareland::rank
