// ranking.json against docs/ranking.schema.json. A file of its own: valijson takes long to compile.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

// The header-only library is not written for our warnings; GCC 12's false -Wrestrict (its bug 105651) comes
// where the templates are instantiated.
#pragma GCC diagnostic ignored "-Wrestrict"
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wnull-dereference"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

#include "jobs/rank/outputs.hpp"
#include "tests/jobs/sample_result.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::rank {
namespace {

using Json = nlohmann::json;

class RankingSchema : public ::testing::Test {
  protected:
    void SetUp() override {
        const Json source =
            Json::parse(test::contents(std::string(BARELAND_SOURCE_DIR) + "/docs/ranking.schema.json"));
        valijson::SchemaParser(valijson::SchemaParser::kDraft7)
            .populateSchema(valijson::adapters::NlohmannJsonAdapter(source), schema_);
    }
    // What is wrong with the document; empty when nothing is.
    std::string complaints(const Json& document) {
        valijson::ValidationResults results;
        valijson::Validator().validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), &results);
        std::string all;
        valijson::ValidationResults::Error error;
        while (results.popError(error)) {
            for (const std::string& step : error.context)
                all += step;
            all += ": " + error.description + "\n";
        }
        return all;
    }
    static Json document() { return Json::parse(ranking_json(test::sample_result(), Lang::zh)); }

    valijson::Schema schema_;
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
