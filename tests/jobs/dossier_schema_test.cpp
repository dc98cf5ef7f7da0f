// The dossier's JSON against docs/dossier.schema.json.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "jobs/zones/dossier_outputs.hpp"
#include "tests/jobs/dossier_sample.hpp"
#include "tests/support/json_schema.hpp"

namespace bareland::zones {
namespace {

using namespace test;
using Json = nlohmann::json;

class DossierSchema : public ::testing::Test {
  protected:
    std::string complaints(const Json& document) const { return schema_.complaints(document); }
    static Registry full_registry() {
        Registry registry = source_registry();
        registry.zones[0].links = {{"7", "京榆旧线", 0, {{116.64, 39.91}, {116.68, 39.91}}}};
        registry.inputs = {
            {"wells", "井.csv", std::string(64, 'a'), "EPSG:4490", "水务局", "2024-05-01T00:00:00Z"}};
        registry.events = {{"2024-05-01T00:00:00Z", "import", "wells", "4"}};
        return registry;
    }
    static Json document(const Registry& registry, const std::string& asked = "东里水源") {
        return Json::parse(dossier_json(dossier_of(registry, asked, day("2024-05-01"), 1000, slow_measure),
                                        registry, Lang::zh));
    }

    bareland::test::JsonSchema schema_{"dossier.schema.json"};
};

TEST_F(DossierSchema, AcceptsWhatIsWritten) {
    const Registry registry = full_registry();
    EXPECT_EQ(complaints(document(registry)), "");
    EXPECT_EQ(complaints(document(registry, "k")), "");
    Registry bare;
    bare.place = registry.place;
    bare.wells = {well("1", "", {116.66, 39.92}, 0)};
    const Json least = document(bare, "1");
    EXPECT_EQ(complaints(least), "");
    EXPECT_TRUE(least["sites"].is_null());
    EXPECT_TRUE(least["discs"].is_null());
    EXPECT_TRUE(least["source"].is_null());
}

TEST_F(DossierSchema, HoldsTheFigures) {
    const Registry registry = full_registry();
    const Json json = document(registry);
    EXPECT_EQ(json["wells"].size(), 3U);
    EXPECT_EQ(json["wells"][1]["uncertainty_m"], 2.0);
    EXPECT_EQ(json["zones"][1]["valid_from"], "2024-01-01");
    EXPECT_EQ(json["zones"][1]["owners"], Json::array({"东里镇"}));
    EXPECT_EQ(json["zones"][1]["discs"]["count"], 2);
    EXPECT_EQ(json["zones"][2]["roads"][0]["road"], "京榆旧线");
    EXPECT_EQ(json["sites"][0]["hits"][0]["relation"], "inside");
    EXPECT_EQ(json["records"][0]["action"], "import");
    EXPECT_EQ(json["inputs"][0]["source"], "水务局");
}

TEST_F(DossierSchema, RefusesAMissingOrUnknownKeyAnywhere) {
    const Json whole = document(full_registry());
    for (const char* place :
         {"", "/wells/0", "/wells/0/units/0", "/discs", "/zones/1", "/zones/1/discs", "/zones/2/extent",
          "/zones/2/roads/0", "/zones/2/roads/0/carriageways/0", "/history/0", "/sites/0", "/sites/0/hits/0",
          "/findings/0", "/records/0", "/inputs/0", "/software"}) {
        ASSERT_TRUE(whole.contains(Json::json_pointer(place))) << place;
        for (const auto& [key, value] : whole[Json::json_pointer(place)].items()) {
            Json changed = whole;
            changed[Json::json_pointer(place)].erase(key);
            EXPECT_NE(complaints(changed), "") << place << " " << key;
        }
        Json changed = whole;
        changed[Json::json_pointer(place)]["extra"] = 1;
        EXPECT_NE(complaints(changed), "") << place;
    }
}

}  // namespace
}  // namespace bareland::zones
