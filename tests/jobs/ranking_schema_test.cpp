// ranking.json against docs/ranking.schema.json.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "jobs/rank/outputs.hpp"
#include "tests/jobs/sample_result.hpp"
#include "tests/support/json_schema.hpp"

namespace bareland::rank {
namespace {

using Json = nlohmann::json;

class RankingSchema : public ::testing::Test {
  protected:
    std::string complaints(const Json& document) const { return schema_.complaints(document); }
    static Json document() { return Json::parse(ranking_json(test::sample_result(), Lang::zh)); }

    bareland::test::JsonSchema schema_{"ranking.schema.json"};
};

TEST_F(RankingSchema, AcceptsWhatIsWritten) {
    EXPECT_EQ(complaints(document()), "");
    Result bare_minimum;
    bare_minimum.month = "2024-05";
    bare_minimum.units.resize(1);
    EXPECT_EQ(complaints(Json::parse(ranking_json(bare_minimum, Lang::en))), "");
}

TEST_F(RankingSchema, RefusesAMissingKeyAnywhere) {
    const Json whole = document();
    const auto without = [&](const char* place, const std::string& key) {
        Json changed = whole;
        changed[Json::json_pointer(place)].erase(key);
        return complaints(changed);
    };
    for (const char* place : {"", "/units/0", "/units/1/flags/0", "/units/0/zones/一级", "/district",
                              "/balance", "/findings/0", "/inputs/0", "/software"}) {
        for (const auto& [key, value] : whole[Json::json_pointer(place)].items()) {
            EXPECT_NE(without(place, key), "") << place << " " << key;
        }
    }
}

TEST_F(RankingSchema, RefusesUnknownKeysAndWrongValues) {
    const auto with = [&](const char* place, const Json& value) {
        Json changed = document();
        changed[Json::json_pointer(place)] = value;
        return complaints(changed);
    };
    EXPECT_EQ(with("/month", "2024-12"), "");
    EXPECT_NE(with("/month", "2024-13"), "");
    EXPECT_NE(with("/extra", 1), "");
    EXPECT_NE(with("/units/0/extra", 1), "");
    EXPECT_NE(with("/units/0/rank", 1.5), "");
    EXPECT_NE(with("/units/0/rank", 0), "");
    EXPECT_NE(with("/units/0/status", "best"), "");
    EXPECT_NE(with("/units/0/unit_area_m2", nullptr), "");
    EXPECT_NE(with("/units/0/uncontrolled_area_m2", "12"), "");
    EXPECT_NE(with("/district/status", "overlay"), "");
    EXPECT_NE(with("/inputs/0/sha256", "abc"), "");
    EXPECT_NE(with("/findings/0/lon", 200), "");
}

}  // namespace
}  // namespace bareland::rank
