// The [sites] table of profiles.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "layers/profile.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

const std::string head = R"(schema = "bareland/profile/1"
scope = "district"
district = "110112"
name = { zh = "通州区", en = "Tongzhou" }
)";

const std::string rule = R"([[sites.rule]]
id = "well"
test = "pollution"
kinds = ["water_village"]
listed = ["污水"]
valid_from = 2024-01-01
valid_to = 2025-12-31
clause = "c"
)";

SiteRules load(const std::string& text) {
    const test::TempDir folder;
    return load_profile(folder.write("p.toml", head + text)).sites;
}

// The code and the English message without the folder.
std::string error(const std::string& text) {
    const test::TempDir folder;
    const std::string file = folder.write("p.toml", head + text);
    try {
        load_profile(file);
    } catch (const Error& caught) {
        std::string words = caught.code() + " " + caught.text().en;
        const std::size_t at = words.find(file);
        return at == std::string::npos ? words : words.replace(at, file.size(), "p.toml");
    }
    return "no error";
}

TEST(SiteRules, BuiltInKnowsNoDistrict) {
    const SiteRules rules = default_profile().sites;
    EXPECT_EQ(rules.uncertainty_m.project, 5);
    EXPECT_EQ(rules.uncertainty_m.zone, 5);
    EXPECT_EQ(rules.uncertainty_m.well, 1);
    EXPECT_EQ(rules.uncertainty_m.datum, 1);
    EXPECT_TRUE(rules.rules.empty());
    EXPECT_TRUE(rules.duties.empty());
    EXPECT_TRUE(rules.buffers_m.empty());
    EXPECT_EQ(rules.wells.at("urban").zone_kind, "water_primary");
    EXPECT_EQ(rules.wells.at("township").zone_kind, "water_township");
    EXPECT_EQ(rules.wells.at("village").zone_kind, "water_village");
    ASSERT_EQ(rules.overrides.size(), 1U);
    EXPECT_EQ(rules.overrides[0].over, std::vector<std::string>{"water_secondary"});
    EXPECT_EQ(load("").uncertainty_m.project, 5);
}

TEST(SiteRules, ReadsWhatIsThereAndKeepsTheRest) {
    const SiteRules rules = load(R"(
[sites.uncertainty]
project_m = 2.5
[sites.wells]
village = { kind = "water_village", radius_m = 30 }
deep = { kind = "water_primary" }
[sites.buffers]
school = 200
[[sites.override]]
kind = "a"
over = ["b", "c"]
)" + rule + R"(
[[sites.duty]]
kind = "strict"
strength = "mandatory"
unless_in = ["x"]
types = ["工地"]
rule = "well"
valid_from = 2024-01-01
clause = "第一条"
text = { zh = "围挡", en = "hoarding" }
)");
    EXPECT_EQ(rules.uncertainty_m.project, 2.5);
    EXPECT_EQ(rules.uncertainty_m.zone, 5);
    EXPECT_EQ(rules.wells.at("village").radius_m, 30);
    EXPECT_EQ(rules.wells.at("deep").zone_kind, "water_primary");
    EXPECT_EQ(rules.wells.at("urban").zone_kind, "water_primary");
    EXPECT_EQ(rules.buffers_m.at("school"), 200);
    ASSERT_EQ(rules.overrides.size(), 1U);
    EXPECT_EQ(rules.overrides[0].kind, "a");
    ASSERT_EQ(rules.rules.size(), 1U);
    EXPECT_EQ(rules.rules[0].validity.text(), "2024-01-01/2025-12-31");
    EXPECT_FALSE(rules.rules[0].open);
    EXPECT_TRUE(rules.has_rule_for("water_village"));
    ASSERT_EQ(rules.duties.size(), 1U);
    EXPECT_EQ(rules.duties[0].text.zh, "围挡");
    EXPECT_EQ(rules.duties[0].unless_in, std::vector<std::string>{"x"});
    const auto json = nlohmann::json::parse(site_rules_json(rules));
    EXPECT_EQ(json["wells"]["village"]["radius_m"], 30);
    EXPECT_EQ(json["rules"][0]["valid_to"], "2025-12-31");
    EXPECT_EQ(json["duties"][0]["strength"], "mandatory");
}

TEST(SiteRules, MistakesAreToldWithLineAndTable) {
    EXPECT_EQ(
        error("[sites]\nbufers = { school = 200 }\n"),
        "BL-3203 p.toml, line 6: unknown key \"bufers\" in [sites]; the closest known key is \"buffers\"");
    EXPECT_NE(error("[sites.uncertainty]\nzone_m = -1\n").find("BL-3206 "), std::string::npos);
    EXPECT_NE(error("[sites.buffers]\nschool = \"200\"\n").find("BL-3206 "), std::string::npos);
    EXPECT_NE(error("[sites.wells]\nvillage = { radius_m = 30 }\n").find("BL-3205 "), std::string::npos);
    // A key of the other test.
    EXPECT_NE(error(rule + "types = [\"养殖场\"]\n").find("BL-320"), std::string::npos);
    // Quoted dates are no dates.
    EXPECT_NE(error("[[sites.duty]]\nkind = \"k\"\nstrength = \"mandatory\"\nvalid_from = \"2024-01-01\"\n")
                  .find("BL-3206 "),
              std::string::npos);
    EXPECT_NE(error("[[sites.duty]]\nkind = \"k\"\nstrength = \"advisory\"\nrule = \"nobody's\"\n")
                  .find("BL-3206 "),
              std::string::npos);
}

TEST(SiteRules, TwoWordingsOfOneDayAreRefused) {
    std::string second = rule;
    second.replace(second.find("2024-01-01"), 10, "2025-12-31");
    second.replace(second.find("valid_to = 2025-12-31\n"), 22, "");
    EXPECT_EQ(
        error(rule + second),
        "BL-3705 profile p.toml, line 13: rule well holds at the same time as another of its id or for the "
        "same kind of zone (2024-01-01/2025-12-31 and 2025-12-31/..); change valid_from or valid_to");
    second.replace(second.find("2025-12-31"), 10, "2026-01-01");
    EXPECT_EQ(error(rule + second), "no error");
}

}  // namespace
}  // namespace bareland
