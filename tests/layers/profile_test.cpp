#include "layers/profile.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

const std::string minimal = R"(schema = "bareland/profile/1"
scope = "district"
district = "110112"
name = { zh = "通州区", en = "Tongzhou" }
)";

const std::string limit_rule = R"([[rule]]
id = "r1"
kind = "limit"
target = "unit"
measure = "bare_area"
limit = 1000
unit = "m2"
level = "breach"
clause = "第一条"
text = { zh = "{name}{value}{limit}", en = "{name}" }
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("the test's own text lacks " + from);
    return text.replace(at, from.size(), to);
}

class ProfileFile : public ::testing::Test {
  protected:
    Profile load(const std::string& text) { return load_profile(folder_.write("p.toml", text)); }
    // The English message without the folder of the file; checks that it is unusable input.
    std::string error(const std::string& text) {
        try {
            load(text);
        } catch (const Error& error) {
            EXPECT_EQ(error.exit(), Exit::input);
            zh_ = error.text().zh;
            return replaced(error.text().en, folder_.file("p.toml"), "p.toml");
        }
        return "no error";
    }
    test::TempDir folder_;
    std::string zh_;
};

TEST(Profile, BuiltInHasNoThresholds) {
    const Profile profile = default_profile();
    EXPECT_TRUE(profile.rules.empty());
    EXPECT_EQ(profile.rank_key, Figure::uncontrolled_area);
    EXPECT_EQ(profile.round_m2, 1);
    EXPECT_EQ(profile.min_observed_share, 0.8);
    EXPECT_EQ(profile.measure_kind("苫盖"), MeasureKind::temporary);
    EXPECT_EQ(profile.measure_kind(" 压实 "), MeasureKind::temporary);
    EXPECT_EQ(profile.measure_kind("生物覆盖"), MeasureKind::temporary);
    EXPECT_EQ(profile.measure_kind("绿化"), MeasureKind::permanent);
    EXPECT_EQ(profile.measure_kind("硬化"), MeasureKind::permanent);
    EXPECT_FALSE(profile.measure_kind("围挡"));
}

TEST(Profile, FiguresAreNamedAsInTheOutputs) {
    for (int i = 0; i <= static_cast<int>(Figure::uncontrolled_permyriad); ++i) {
        const auto figure = static_cast<Figure>(i);
        EXPECT_EQ(figure_named(figure_name(figure)), figure);
        EXPECT_EQ(is_permyriad(figure), figure_name(figure).ends_with("_permyriad"));
    }
    EXPECT_FALSE(figure_named("uncontrolled_area_m2"));
}

TEST(Profile, TongzhouComesWithTheProgram) {
    const Profile profile = load_profile(std::string(BARELAND_SOURCE_DIR) + "/data/profiles/tongzhou.toml");
    EXPECT_EQ(profile.name.zh, "通州区");
    EXPECT_EQ(profile.scope, Profile::Scope::district);
    EXPECT_EQ(profile.aliases.size(), 22U);
    ASSERT_EQ(profile.rules.size(), 2U);
    EXPECT_EQ(profile.rules[0].n, 10);
    EXPECT_EQ(profile.rules[0].level, Rule::Level::breach);
    EXPECT_EQ(profile.rules[1].n, 30);
    EXPECT_EQ(profile.rules[1].level, Rule::Level::warning);
    for (const Rule& rule : profile.rules) {
        EXPECT_EQ(rule.kind, Rule::Kind::bottom_n);
        EXPECT_EQ(rule.target, Rule::Target::unit);
        EXPECT_EQ(rule.measure, Figure::uncontrolled_area);
    }
    EXPECT_TRUE(profile.names.same("梨园镇", "梨园地区办事处"));
    EXPECT_EQ(profile.names.canonical("于家务回族乡"), "于家务乡");
    // No two of the 22 may be taken for one another.
    for (const auto& [a, others_a] : profile.aliases) {
        for (const auto& [b, others_b] : profile.aliases)
            EXPECT_EQ(profile.names.same(a, b), a == b) << a << b;
    }
    ASSERT_TRUE(profile.reference_extent);
    EXPECT_EQ(*profile.reference_extent, (Extent{116.521, 39.592, 116.948, 40.031}));
}

TEST(Profile, MiyunComesWithTheProgram) {
    const Profile profile = load_profile(std::string(BARELAND_SOURCE_DIR) + "/data/profiles/miyun.toml");
    EXPECT_TRUE(profile.certified.empty());
    EXPECT_TRUE(profile.is_overlay("x", "中关村密云园"));
    EXPECT_FALSE(profile.is_overlay("x", "密云镇"));
    EXPECT_EQ(profile.aliases.size(), 20U);
    ASSERT_EQ(profile.rules.size(), 2U);
    EXPECT_EQ(profile.rules[0].target, Rule::Target::district);
    EXPECT_EQ(profile.rules[0].measure, Figure::bare_area);
    EXPECT_EQ(profile.rules[0].limit, 1e6);
    EXPECT_EQ(profile.rules[1].target, Rule::Target::uncertified_units);
    EXPECT_EQ(profile.rules[1].measure, Figure::bare_permyriad);
    EXPECT_EQ(profile.rules[1].limit, 5);
    for (const auto& [a, others_a] : profile.aliases) {
        for (const auto& [b, others_b] : profile.aliases)
            EXPECT_EQ(profile.names.same(a, b), a == b) << a << b;
    }
}

TEST(Profile, BareNameFindsAShippedProfileAndAPathAFile) {
    EXPECT_EQ(load_profile("miyun").district_id, "110118");
    EXPECT_EQ(load_profile("tongzhou").district_id, "110112");
    try {
        load_profile("tongzou");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::input);
        EXPECT_EQ(
            error.text().en,
            "no profile \"tongzou\": there is no such file, nor is it the name of a profile that comes with "
            "bareland (miyun, tongzhou)");
    }
    EXPECT_THROW(load_profile("nowhere/p.toml"), Error);
}

TEST_F(ProfileFile, ReadsEveryKey) {
    const Profile profile = load(R"(schema = "bareland/profile/1"
scope = "city"
district = "110000"
certified = ["a"]
overlay_units = ["b", "7"]
[name]
zh = "北京市"
en = "Beijing"
[rank]
key = "bare_permyriad"
round_m2 = 0.5
min_observed_share = 0.5
[aliases]
"梨园镇" = ["老梨园"]
[measures]
temporary = ["盖网"]
permanent = []
[status_words]
not_rated = { zh = "缺测", en = "no data" }
[reference]
extent = [116, 39.5, 117, 40]
)" + limit_rule);
    EXPECT_EQ(profile.scope, Profile::Scope::city);
    EXPECT_EQ(profile.rank_key, Figure::bare_permyriad);
    EXPECT_EQ(profile.round_m2, 0.5);
    EXPECT_EQ(profile.min_observed_share, 0.5);
    EXPECT_TRUE(profile.is_certified("1", "a"));
    EXPECT_TRUE(profile.is_overlay("7", "什么"));  // by id
    EXPECT_TRUE(profile.names.same("梨园地区", "老梨园"));
    EXPECT_EQ(profile.measure_kind("盖网"), MeasureKind::temporary);
    EXPECT_FALSE(profile.measure_kind("绿化"));
    EXPECT_EQ(profile.status_words.not_rated.zh, "缺测");
    EXPECT_EQ(profile.status_words.ranked.zh, "参评");
    EXPECT_EQ(*profile.reference_extent, (Extent{116, 39.5, 117, 40}));
    ASSERT_EQ(profile.rules.size(), 1U);
    EXPECT_EQ(profile.rules[0].clause, "第一条");
}

TEST_F(ProfileFile, UnknownKeyNamesTableLineAndClosest) {
    EXPECT_EQ(error(minimal + "\n[rank]\nkey = \"bare_area\"\nround_m = 1\n"),
              "p.toml, line 8: unknown key \"round_m\" in [rank]; the closest known key is \"round_m2\"");
    EXPECT_EQ(zh_.substr(zh_.find("p.toml")),
              "p.toml 第 8 行：[rank] 中没有“round_m”这个键，最接近的是“round_m2”。");
    EXPECT_EQ(error(replaced(minimal, "schema", "shema")),
              "p.toml, line 1: unknown key \"shema\" in the top level; the closest known key is \"schema\"");
    EXPECT_EQ(
        error(minimal + "[measures]\ntemporal = []\n"),
        "p.toml, line 6: unknown key \"temporal\" in [measures]; the closest known key is \"temporary\"");
    EXPECT_EQ(error(minimal + replaced(limit_rule, "clause", "claus")),
              "p.toml, line 13: unknown key \"claus\" in [[rule]] #1; the closest known key is \"clause\"");
    EXPECT_EQ(error(minimal + "[reference]\nbox = []\n"),
              "p.toml, line 6: unknown key \"box\" in [reference]; known keys: extent");
}

TEST_F(ProfileFile, KeysOfTheOtherKindOfRuleAreUnknown) {
    EXPECT_TRUE(error(minimal + limit_rule + "n = 3\n")
                    .starts_with("p.toml, line 15: unknown key \"n\" in [[rule]] #1 (kind = \"limit\""));
}

TEST_F(ProfileFile, WrongValueNamesLineKeyValueAndWhatWasExpected) {
    EXPECT_EQ(error(minimal + "[rank]\nmin_observed_share = 1.5\n"),
              "p.toml, line 6: [rank] min_observed_share = 1.5; expected a number from 0 to 1");
    EXPECT_EQ(error(minimal + "[rank]\nround_m2 = \"1\"\n"),
              "p.toml, line 6: [rank] round_m2 = '1'; expected a number above 0 (m2)");
    EXPECT_EQ(error(minimal + "[rank]\nround_m2 = 0\n"),
              "p.toml, line 6: [rank] round_m2 = 0; expected a number above 0 (m2)");
    EXPECT_EQ(error(minimal + "[rank]\nround_m2 = nan\n"),
              "p.toml, line 6: [rank] round_m2 = nan; expected a number above 0 (m2)");
    EXPECT_EQ(error(replaced(minimal, "\"district\"", "\"county\"")),
              "p.toml, line 2: scope = 'county'; expected one of \"district\", \"city\"");
    EXPECT_EQ(error(minimal + "[measures]\ntemporary = \"苫盖\"\n"),
              "p.toml, line 6: [measures] temporary = '苫盖'; expected an array of texts that are not empty");
    EXPECT_EQ(error(minimal + "[reference]\nextent = [117, 39, 116, 40]\n"),
              "p.toml, line 6: [reference] extent = [ 117, 39, 116, 40 ]; expected [min_lon, min_lat, "
              "max_lon, max_lat] in "
              "degrees");
    EXPECT_NE(error(minimal + "[rank]\nkey = \"uncontrolled\"\n")
                  .find("line 6: [rank] key = 'uncontrolled'; expected one of"),
              std::string::npos);
    EXPECT_EQ(error(minimal + replaced(limit_rule, "unit = \"m2\"", "unit = \"permyriad\"")),
              "p.toml, line 11: [[rule]] #1 (kind = \"limit\") unit = 'permyriad'; expected \"m2\", because "
              "measure is "
              "bare_area");
    EXPECT_EQ(error(replaced(minimal, "\"bareland/profile/1\"", "2")),
              "p.toml, line 1: schema = 2; expected one of \"bareland/profile/1\"");
}

TEST_F(ProfileFile, MissingKeyNamesTableAndWhatWasExpected) {
    EXPECT_EQ(error(replaced(minimal, "district = \"110112\"\n", "")),
              "p.toml, line 1: the top level lacks the key \"district\"; expected a text that is not empty");
    EXPECT_EQ(error(minimal + replaced(limit_rule, "limit = 1000\n", "")),
              "p.toml, line 5: [[rule]] #1 (kind = \"limit\") lacks the key \"limit\"; expected a number not "
              "below 0");
}

TEST_F(ProfileFile, RulesMustMakeSense) {
    const std::string bottom = replaced(replaced(limit_rule, "kind = \"limit\"", "kind = \"bottom_n\""),
                                        "limit = 1000\nunit = \"m2\"\n", "n = 10\n");
    const std::string good =
        replaced(replaced(bottom, "bare_area", "uncontrolled_area"), "{name}{value}{limit}", "{rank}{n}");
    EXPECT_EQ(load(minimal + good).rules.at(0).n, 10);
    EXPECT_NE(error(minimal + bottom).find("a city table has no other figure"), std::string::npos);
    EXPECT_NE(error(minimal + replaced(good, "target = \"unit\"", "target = \"district\""))
                  .find("is not ranked among units"),
              std::string::npos);
    EXPECT_NE(error(minimal + replaced(good, "n = 10", "n = 0")).find("an integer not below 1"),
              std::string::npos);
    EXPECT_NE(error(minimal + replaced(good, "n = 10", "n = 2.0")).find("an integer not below 1"),
              std::string::npos);
    EXPECT_EQ(error(minimal + limit_rule + limit_rule), "p.toml, line 15: the rule id \"r1\" is used twice");
    EXPECT_EQ(error(minimal + replaced(limit_rule, "{limit}", "{limt}")),
              "p.toml, line 14: unknown placeholder {limt} in [[rule]] #1 text.zh; known placeholders: name, "
              "value, limit");
    EXPECT_NE(error(minimal + replaced(limit_rule, "{limit}", "{limit")).find("unknown placeholder"),
              std::string::npos);
}

TEST_F(ProfileFile, AnAliasBelongsToOneUnit) {
    EXPECT_TRUE(error(minimal + "[aliases]\n\"梨园镇\" = [\"老街\"]\n\"永顺镇\" = [\"老 街\"]\n")
                    .starts_with("p.toml, line 7: the alias \"老 街\" belongs to"));
}

TEST_F(ProfileFile, BrokenTomlNamesLineAndColumn) {
    const std::string text = error(minimal + "[rank\nkey = 1\n");
    EXPECT_EQ(text.substr(0, 23), "p.toml, line 5, column ") << text;
    EXPECT_NE(error(minimal + "scope = \"city\"\n").find("p.toml, line 5"),
              std::string::npos);                                                  // twice the same key
    EXPECT_NE(error("\xD6\xD0 = 1\n").find("p.toml, line 1"), std::string::npos);  // GBK, not UTF-8
}

TEST(Profile, JsonHoldsWhatARankingDependsOn) {
    const auto json = nlohmann::json::parse(
        profile_json(load_profile(std::string(BARELAND_SOURCE_DIR) + "/data/profiles/miyun.toml")));
    EXPECT_EQ(json["rank"]["key"], "uncontrolled_area");
    EXPECT_EQ(json["rules"][0]["limit"], 1e6);
    EXPECT_EQ(json["rules"][1]["target"], "uncertified_units");
    EXPECT_EQ(json["rules"][1]["unit"], "permyriad");
    EXPECT_EQ(json["overlay_units"][0], "中关村密云园");
    EXPECT_EQ(json["reference"]["extent"][3], 40.8);
    EXPECT_TRUE(nlohmann::json::parse(profile_json(default_profile()))["reference"].is_null());
}

}  // namespace
}  // namespace bareland
