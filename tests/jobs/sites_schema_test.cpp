// sites.json against docs/sites.schema.json. A file of its own: valijson takes long to compile.
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

#include "jobs/sites/outputs.hpp"
#include "tests/jobs/sites_sample.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::sites {
namespace {

using Json = nlohmann::json;

class SitesSchema : public ::testing::Test {
  protected:
    void SetUp() override {
        const Json source =
            Json::parse(test::contents(std::string(BARELAND_SOURCE_DIR) + "/docs/sites.schema.json"));
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

    valijson::Schema schema_;
};

TEST_F(SitesSchema, AcceptsWhatIsWritten) {
    for (const Lang lang : {Lang::zh, Lang::en})
        EXPECT_EQ(complaints(Json::parse(sites_json(test::sample_check(), lang))), "");
}

TEST_F(SitesSchema, RefusesAMissingKeyAnywhere) {
    const Json whole = Json::parse(sites_json(test::sample_check(), Lang::zh));
    for (const char* place : {"", "/summary", "/projects/0", "/projects/0/hits/0", "/projects/3/nearest/0",
                              "/zones/0", "/units/0", "/findings/0", "/inputs/0", "/software"}) {
        for (const auto& [key, value] : whole.at(Json::json_pointer(place)).items()) {
            Json changed = whole;
            changed[Json::json_pointer(place)].erase(key);
            EXPECT_NE(complaints(changed), "") << place << " " << key;
        }
    }
}

TEST_F(SitesSchema, RefusesUnknownKeysAndWrongValues) {
    const Json whole = Json::parse(sites_json(test::sample_check(), Lang::zh));
    const auto with = [&](const char* place, const Json& value) {
        Json changed = whole;
        changed[Json::json_pointer(place)] = value;
        return complaints(changed);
    };
    EXPECT_EQ(with("/projects/0/verdict", "cannot_tell"), "");
    EXPECT_NE(with("/projects/0/verdict", "maybe"), "");
    EXPECT_NE(with("/projects/0/hits/0/extra", 1), "");
    EXPECT_NE(with("/projects/0/hits/0/distance_m", nullptr), "");
    EXPECT_NE(with("/projects/0/hits/0/overlap_share", 2), "");
    EXPECT_NE(with("/projects/0/nearest", Json::array()), "");
    EXPECT_NE(with("/as_of", "2024"), "");
}

}  // namespace
}  // namespace bareland::sites
