#include "layers/previous_month.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "geo/error.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using nlohmann::json;

json unit(const std::string& id, const std::string& name) {
    return {{"id", id},
            {"name", name},
            {"status", "ranked"},
            {"unit_area_m2", 1000.5},
            {"observed_area_m2", 900},
            {"uncontrolled_area_m2", 12.25},
            {"rank", 2},
            {"flags", json::array()}};
}

json ranking() {
    return {{"schema", "bareland/ranking/1"},
            {"month", "2024-04"},
            {"units", {unit("1", "梨园镇"), unit("2", "永顺镇")}},
            {"district", unit("110112", "通州区")},
            {"parameters", {{"rasters", {{{"crs", "EPSG:32650"}}}}, {"balance", "raster"}}}};
}

class RankingFile : public ::testing::Test {
  protected:
    PreviousMonth read(const std::string& text) { return read_previous_month(folder_.write("r.json", text)); }
    std::string error(const std::string& text) {
        try {
            read(text);
        } catch (const Error& error) {
            EXPECT_EQ(error.exit(), Exit::input);
            std::string message = error.text().en;
            const std::size_t at = message.find(folder_.file("r.json"));
            return at == std::string::npos ? message
                                           : message.replace(at, folder_.file("r.json").size(), "r.json");
        }
        return "no error";
    }
    test::TempDir folder_;
};

TEST_F(RankingFile, ReadsWhatAComparisonNeeds) {
    json document = ranking();
    document["units"][1]["status"] = "no_cover";
    document["units"][1]["rank"] = nullptr;
    document["units"][1]["uncontrolled_area_m2"] = nullptr;
    const PreviousMonth month = read(document.dump(1));
    EXPECT_EQ(month.month, Month(2024, 4));
    ASSERT_EQ(month.units.size(), 2U);
    EXPECT_EQ(month.units[0].name, "梨园镇");
    EXPECT_EQ(month.units[0].unit_area, 1000.5);
    EXPECT_EQ(month.units[0].observed_area, 900);
    EXPECT_EQ(month.units[0].uncontrolled_area, 12.25);
    EXPECT_EQ(month.units[0].rank, 2);
    EXPECT_EQ(month.units[1].status, "no_cover");
    EXPECT_FALSE(month.units[1].uncontrolled_area);
    EXPECT_FALSE(month.units[1].rank);
    EXPECT_EQ(month.district.id, "110112");
    EXPECT_EQ(json::parse(month.parameters.at("rasters"))[0]["crs"], "EPSG:32650");
    EXPECT_EQ(month.parameters.at("balance"), "\"raster\"");
}

TEST_F(RankingFile, EveryTruncationIsRefusedWithItsByte) {
    const std::string text = ranking().dump(1);
    for (std::size_t length = 0; length < text.size(); ++length) {
        const std::string message = error(text.substr(0, length));
        EXPECT_NE(message.find(fmt::format("(byte {})", length + 1)), std::string::npos)
            << length << ": " << message;
    }
    const std::string cut = "{\n\"schema\": \"bareland/ranking/1\",\n\"mon";
    EXPECT_NE(error(cut).find(
                  "r.json is incomplete or no valid JSON at line 3 (byte 39): syntax error while parsing"),
              std::string::npos)
        << error(cut);
}

TEST_F(RankingFile, AnotherSchemaIsRefused) {
    json document = ranking();
    document["schema"] = "bareland/ranking/2";
    EXPECT_EQ(error(document.dump()),
              "r.json: schema is \"bareland/ranking/2\", expected \"bareland/ranking/1\": give a "
              "ranking.json written by "
              "bareland rank");
    EXPECT_EQ(error("{\"type\": \"FeatureCollection\"}"),
              "r.json lacks schema; expected \"bareland/ranking/1\"");
    EXPECT_NE(error("[]").find("expected an object"), std::string::npos);
}

TEST_F(RankingFile, EachMissingKeyIsNamedByItsPath) {
    for (const char* key :
         {"id", "name", "status", "unit_area_m2", "observed_area_m2", "uncontrolled_area_m2", "rank"}) {
        json document = ranking();
        document["units"][1].erase(key);
        EXPECT_NE(error(document.dump()).find(fmt::format("r.json lacks units[1].{}; expected", key)),
                  std::string::npos);
    }
    for (const char* key : {"month", "units", "district", "parameters"}) {
        json document = ranking();
        document.erase(key);
        EXPECT_NE(error(document.dump()).find(fmt::format("r.json lacks {}; expected", key)),
                  std::string::npos);
    }
}

TEST_F(RankingFile, WrongValuesAreRefused) {
    const auto with = [&](const json& pointer_and_value) {
        json document = ranking();
        document[json::json_pointer(pointer_and_value[0].get<std::string>())] = pointer_and_value[1];
        return error(document.dump());
    };
    EXPECT_EQ(with({"/units/0/unit_area_m2", "12"}),
              "r.json: units[0].unit_area_m2 = \"12\"; expected a number not below 0 (m2)");
    EXPECT_EQ(with({"/units/0/observed_area_m2", -1}),
              "r.json: units[0].observed_area_m2 = -1; expected a number not below 0 (m2)");
    EXPECT_EQ(with({"/units/0/rank", 0}),
              "r.json: units[0].rank = 0; expected an integer not below 1 or null");
    EXPECT_EQ(with({"/units/0/rank", 1.5}),
              "r.json: units[0].rank = 1.5; expected an integer not below 1 or null");
    EXPECT_EQ(with({"/month", "2024-4"}), "r.json: month = \"2024-4\"; expected a month as YYYY-MM");
    EXPECT_EQ(with({"/units/0/status", "best"}),
              "r.json: units[0].status = \"best\"; expected ranked, not_rated, overlay or no_cover");
    EXPECT_EQ(with({"/units/1/id", "1"}), "r.json: the unit id \"1\" occurs more than once");
}

TEST(PreviousMonth, MissingFileAndFolder) {
    const test::TempDir folder;
    EXPECT_THROW(read_previous_month(folder.file("none.json")), Error);
    EXPECT_THROW(read_previous_month(folder.file("")), Error);
}

}  // namespace
}  // namespace bareland
