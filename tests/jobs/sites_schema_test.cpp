// sites.json against docs/sites.schema.json.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "jobs/sites/outputs.hpp"
#include "tests/jobs/sites_sample.hpp"
#include "tests/support/json_schema.hpp"

namespace bareland::sites {
namespace {

using Json = nlohmann::json;

class SitesSchema : public ::testing::Test {
  protected:
    std::string complaints(const Json& document) const { return schema_.complaints(document); }

    bareland::test::JsonSchema schema_{"sites.schema.json"};
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
