#include "jobs/sites/outputs.hpp"

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include <nlohmann/json.hpp>

#include "jobs/sites/outputs_table.hpp"
#include "layers/output_dir.hpp"
#include "layers/utf8.hpp"
#include "tests/jobs/sites_sample.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::sites {
namespace {

using Json = nlohmann::ordered_json;
using test::sample_check;

std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> out;
    for (const auto& [key, value] : object.items())
        out.push_back(key);
    return out;
}

TEST(SitesJson, HasTheKeysOfItsSchemaInOrder) {
    const Json json = Json::parse(sites_json(sample_check(), Lang::zh));
    EXPECT_EQ(keys_of(json),
              (std::vector<std::string>{"schema", "as_of", "summary", "projects", "zones", "units",
                                        "findings", "parameters", "inputs", "software"}));
    EXPECT_EQ(json["schema"], "bareland/sites/1");
    EXPECT_EQ(keys_of(json["projects"][0]),
              (std::vector<std::string>{"id", "name", "units", "verdict", "hits", "nearest"}));
    const std::vector<std::string> hit{"zone_id",    "kind",       "relation",      "verdict",
                                       "distance_m", "overlap_m2", "overlap_share", "uncertainty_m",
                                       "clause",     "duties"};
    EXPECT_EQ(keys_of(json["projects"][0]["hits"][0]), hit);
    EXPECT_EQ(keys_of(json["projects"][0]["nearest"][0]), hit);
}

TEST(SitesJson, SaysWhatWasFound) {
    const Json json = Json::parse(sites_json(sample_check(), Lang::en));
    EXPECT_EQ(json["as_of"], "2024-06-01");
    EXPECT_EQ(json["summary"].dump(),
              R"({"projects":4,"inside":1,"needs_survey":1,"cannot_tell":1,"outside":1})");
    const Json& area = json["projects"][0];
    EXPECT_EQ(area["id"], "A1");
    EXPECT_EQ(area["units"], Json::array({"110112001"}));
    EXPECT_EQ(area["hits"][0]["zone_id"], "严控");
    EXPECT_EQ(area["hits"][0]["relation"], "partly");
    EXPECT_NEAR(area["hits"][0]["overlap_share"].get<double>(), 0.5, 1e-4);
    EXPECT_EQ(area["hits"][0]["duties"].size(), 4U);
    EXPECT_EQ(area["hits"][0]["clause"], "第严控条; 通州区 2024 年行动计划 蓝天");
    EXPECT_EQ(json["projects"][1]["verdict"], "needs_survey");
    EXPECT_TRUE(json["projects"][1]["hits"][0]["overlap_m2"].is_null());
    EXPECT_EQ(json["projects"][2]["verdict"], "cannot_tell");
    EXPECT_EQ(json["projects"][3]["hits"], Json::array());
    ASSERT_EQ(json["projects"][3]["nearest"].size(), 3U);
    EXPECT_EQ(json["projects"][3]["nearest"][0]["kind"], "school");
    EXPECT_EQ(json["projects"][3]["nearest"][2]["zone_id"], "村井");
    EXPECT_EQ(json["projects"][3]["nearest"][2]["duties"], Json::array());
    // The versions used; the well of 2020 is none of them.
    ASSERT_EQ(json["zones"].size(), 3U);
    EXPECT_EQ(json["zones"][0]["id"], "严控");
    EXPECT_EQ(json["zones"][0]["valid_from"], "2024-01-01");
    EXPECT_TRUE(json["zones"][0]["valid_to"].is_null());
    EXPECT_EQ(json["zones"][1]["from"], "well");
    EXPECT_EQ(json["zones"][2]["buffer_m"], 200);
}

TEST(SitesTables, CsvForPeople) {
    const test::TempDir dir;
    const Result result = sample_check();
    write_csv(dir / "s.csv", project_table(result, Lang::zh, Reader::people), Lang::zh);
    const std::string csv = test::contents(dir / "s.csv");
    EXPECT_NE(csv.find("项目编号,项目名称,类型,所在街乡镇,结论,涉及的分区,分区编号"), std::string::npos);
    EXPECT_NE(csv.find("\nA1,,,甲镇,在区内,严控,严控,严控名,严控区,部分在内,0,10,"), std::string::npos)
        << csv;
    EXPECT_NE(csv.find("\nP2,P2项目,,甲镇,需实地测量,严控,严控,严控名,严控区,在外,5,10,,,"),
              std::string::npos)
        << csv;
    EXPECT_NE(csv.find("\n'=P4,"), std::string::npos);  // no formula
    EXPECT_EQ(hit_table(result, Lang::zh).rows.size(), 3U);
    EXPECT_EQ(nearest_table(result, Lang::zh).rows.size(), 12U);
    EXPECT_EQ(zone_table(result, Lang::zh, Reader::people).rows.size(), 3U);
}

TEST(SitesOutputs, AllFilesOrNone) {
    const test::TempDir dir;
    {
        OutputDir out(dir / "out");
        write_outputs(out, sample_check(), Lang::zh);
    }
    EXPECT_FALSE(std::filesystem::exists(dir / "out"));
    OutputDir out(dir / "out");
    write_outputs(out, sample_check(), Lang::zh);
    out.commit();
    for (const char* name : {"sites.csv", "sites.xlsx", "sites.gpkg", "sites.json"})
        EXPECT_GT(std::filesystem::file_size(dir / "out" / name), 500U) << name;

    GDALDatasetH map =
        GDALOpenEx((dir / "out/sites.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(map, nullptr);
    const auto count = [&](const char* layer, OGRwkbGeometryType type) {
        OGRLayerH found = GDALDatasetGetLayerByName(map, layer);
        if (found == nullptr) return GIntBig{-1};
        EXPECT_EQ(OGR_L_GetGeomType(found), type);
        return OGR_L_GetFeatureCount(found, TRUE);
    };
    EXPECT_EQ(count("projects_points", wkbPoint), 3);
    EXPECT_EQ(count("projects_areas", wkbMultiPolygon), 1);
    EXPECT_EQ(count("zones", wkbMultiPolygon), 3);
    OGRLayerH places = GDALDatasetGetLayerByName(map, "projects_points");
    OGRFeatureH first = OGR_L_GetNextFeature(places);
    EXPECT_STREQ(OGR_F_GetFieldAsString(first, OGR_F_GetFieldIndex(first, "verdict")), "needs_survey");
    EXPECT_NEAR(OGR_G_GetY(OGR_F_GetGeometryRef(first), 0), 39.9, 1e-9);
    OGR_F_Destroy(first);
    GDALClose(map);
}

std::string printed(const Result& result, Lang lang) {
    const test::TempDir dir;
    std::FILE* file = std::fopen(dir.file("out").c_str(), "w");
    print_check(file, result, lang, false);
    std::fclose(file);
    return test::contents(dir / "out");
}

TEST(SitesTerminal, SummaryVersionsAndHits) {
    const std::string zh = printed(sample_check(), Lang::zh);
    EXPECT_EQ(zh.find("核查 4 个项目（2024-06-01）：在区内 1 个，需实地测量 1 个，无法判定 1 个，不在区内 1 "
                      "个。\n所用分区 3 个（编号 有效期）：严控 2024-01-01/..，村井 ../..，校 ../..\n"),
              0U)
        << zh;
    EXPECT_NE(zh.find("\nA1            在区内      严控  严控区            部分在内         0.0  10.0       "
                      "5,000\nP2  "),
              std::string::npos)
        << zh;
    const std::string en = printed(sample_check(), Lang::en);
    EXPECT_EQ(
        en.find("4 projects checked as of 2024-06-01: 1 inside, 1 need survey, 1 cannot tell, 1 outside.\n"),
        0U)
        << en;
}

}  // namespace
}  // namespace bareland::sites
