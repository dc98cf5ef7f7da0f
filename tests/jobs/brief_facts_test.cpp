// From a ranking to what a briefing says: figures, how rules came out, months, and what may be published.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "jobs/brief/facts.hpp"
#include "jobs/brief/map_data.hpp"
#include "jobs/brief/sources.hpp"
#include "layers/sha256.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland::brief {
namespace {

struct Row {
    std::string id, name, status = "ranked";
    double unit = 1e6, uncontrolled = 0;
    std::string rank = "1", worst = "1", change = "null", flags = "[]", zones = "{}";
};

std::string json_of(const Row& row) {
    return fmt::format(
        R"({{"id":"{}","name":"{}","status":"{}","unit_area_m2":{},"observed_area_m2":{},"bare_area_m2":{},)"
        R"("excluded_area_m2":0,"controlled_area_m2":50,"controlled_temporary_area_m2":20,"controlled_permanent_area_m2":30,)"
        R"("uncontrolled_area_m2":{},"uncontrolled_without_exclusion_m2":{},"bare_permyriad":1,"uncontrolled_permyriad":2,)"
        R"("rank":{},"rank_from_worst":{},"rank_without_exclusion":{},"previous_rank":null,"uncontrolled_change_m2":{},)"
        R"("change_reason":null,"previous_year_rank":null,"previous_year_uncontrolled_change_m2":null,)"
        R"("previous_year_change_reason":null,"flags":{},"zones":{}}})",
        row.id, row.name, row.status, row.unit, row.unit, row.uncontrolled + 50, row.uncontrolled,
        row.uncontrolled, row.rank, row.worst, row.rank, row.change, row.flags, row.zones);
}

std::string ranking_json(const std::string& month, const std::vector<Row>& rows,
                         const std::string& inputs = "[]", const std::string& parameters = "{}") {
    std::string units;
    for (const Row& row : rows)
        units += (units.empty() ? "" : ",") + json_of(row);
    return fmt::format(
        R"({{"schema":"bareland/ranking/1","month":"{}","units":[{}],"district":{},"balance":{{}},)"
        R"("findings":[{{"code":"BL-4001","text":"重叠","area_m2":null,"lon":null,"lat":null}}],)"
        R"("parameters":{},"inputs":{},"software":{{}}}})",
        month, units,
        json_of({.id = "1", .name = "某区", .status = "not_rated", .rank = "null", .worst = "null"}),
        parameters, inputs);
}

Rule bottom(const std::string& id, int n, Rule::Level level) {
    Rule rule;
    rule.id = id;
    rule.kind = Rule::Kind::bottom_n;
    rule.n = n;
    rule.level = level;
    rule.clause = "条款" + id;
    return rule;
}

Profile two_rules() {
    Profile profile;
    profile.rules = {bottom("ten", 10, Rule::Level::breach), bottom("thirty", 30, Rule::Level::warning)};
    return profile;
}

const std::string ten_breached =
    R"([{"rule":"ten","level":"breach","value":900,"limit":10,"clause":"条款ten","text":"倒数第 3"}])";

TEST(BriefFacts, UnitsStandWorstFirstAndUnratedLast) {
    const RankingFile ranking = parse_ranking_file(
        ranking_json("2024-05",
                     {{.id = "a", .name = "甲镇", .uncontrolled = 10, .worst = "2"},
                      {.id = "b", .name = "乙镇", .status = "not_rated", .rank = "null", .worst = "null"},
                      {.id = "c", .name = "丙镇", .uncontrolled = 900, .rank = "2", .worst = "1"}}),
        "r.json");
    const Briefing briefing = facts_of(ranking, Profile(), {}, Lang::zh);
    ASSERT_EQ(briefing.units.size(), 3U);
    EXPECT_EQ(briefing.units[0].name + briefing.units[1].name + briefing.units[2].name, "丙镇甲镇乙镇");
    EXPECT_EQ(briefing.ranked_units, 2U);
    EXPECT_DOUBLE_EQ(briefing.units[0].areas.uncontrolled_permyriad, 9.0);  // 900 of 1,000,000 m2
    EXPECT_DOUBLE_EQ(briefing.units[0].areas.bare, 950);
    EXPECT_EQ(briefing.units[2].status_word, "不参评");
    EXPECT_FALSE(briefing.previous_month);
    EXPECT_EQ(briefing.findings, std::vector<std::string>{"重叠"});
}

// Among the bottom 10 is among the bottom 30, though the ranking tells it once only.
TEST(BriefFacts, EveryRuleIsToldWithItsOutcome) {
    const RankingFile ranking = parse_ranking_file(
        ranking_json("2024-05",
                     {{.id = "a", .name = "甲镇", .uncontrolled = 900, .flags = ten_breached},
                      {.id = "b", .name = "乙镇", .uncontrolled = 3, .worst = "2"},
                      {.id = "c", .name = "丙镇", .status = "no_cover", .rank = "null", .worst = "null"}}),
        "r.json");
    const Briefing briefing = facts_of(ranking, two_rules(), {}, Lang::en);
    using Outcome = Judgement::Outcome;
    const auto outcomes = [&](std::size_t i) {
        std::vector<Outcome> out;
        for (const Judgement& judgement : briefing.units[i].judgements)
            out.push_back(judgement.outcome);
        return out;
    };
    EXPECT_EQ(outcomes(0), (std::vector{Outcome::breach, Outcome::warning}));
    EXPECT_EQ(briefing.units[0].judgements[1].text, "倒数第 3");
    EXPECT_EQ(briefing.units[0].judgements[1].clause, "条款thirty");
    EXPECT_EQ(outcomes(1), (std::vector{Outcome::kept, Outcome::kept}));
    EXPECT_EQ(outcomes(2), (std::vector{Outcome::not_judged, Outcome::not_judged}));
    EXPECT_TRUE(briefing.district.judgements.empty());
}

TEST(BriefFacts, TwelveMonthsAtMostMatchedByIdThenName) {
    std::vector<PreviousMonth> history;
    for (int i = 1; i <= 14; ++i) {
        const std::string month = fmt::format("{}-{:02}", i <= 12 ? 2023 : 2024, i <= 12 ? i : i - 12);
        const std::string id = i == 14 ? "old" : "a";
        history.push_back(parse_previous_month(
            ranking_json(month, {{.id = id, .name = "甲镇", .uncontrolled = 100.0 * i, .rank = "4"}}),
            month));
    }
    const RankingFile ranking = parse_ranking_file(
        ranking_json("2024-03", {{.id = "a", .name = "甲镇", .uncontrolled = 7}}), "r.json");
    const Briefing briefing = facts_of(ranking, Profile(), history, Lang::zh);
    const auto& line = briefing.units[0].history;
    ASSERT_EQ(line.size(), 12U);
    EXPECT_EQ(line.front().month.text(), "2023-04");
    EXPECT_EQ(line[10].month.text(), "2024-02");
    EXPECT_EQ(line[10].uncontrolled, 1400.0);  // by name
    EXPECT_EQ(line[10].rank, 4);
    EXPECT_EQ(line.back().uncontrolled, 7.0);
}

TEST(BriefSources, AnotherFileThanTheRankedOneIsRefused) {
    const test::TempDir folder;
    std::ofstream(folder / "towns.geojson") << "one";
    std::ofstream(folder / "other.geojson") << "two";
    const std::string inputs =
        fmt::format(R"([{{"role":"units","name":"towns.geojson","sha256":"{}"}}])", sha256_of("one"));
    const RankingFile ranking =
        parse_ranking_file(ranking_json("2024-05", {{.id = "a", .name = "甲"}}, inputs,
                                        R"({"units":{"file":"towns.geojson","layer":null},)"
                                        R"("unit_id":"code","bare":"1,3-5"})"),
                           "ranking.json");
    Options options;
    options.units = (folder / "towns.geojson").string();
    const rank::Options ranked = ranked_with(ranking, options);
    EXPECT_EQ(ranked.unit_id, "code");
    EXPECT_EQ(ranked.values.bare.text(), "1,3-5");
    EXPECT_EQ(ranked.month.text(), "2024-05");
    options.units = (folder / "other.geojson").string();
    try {
        ranked_with(ranking, options);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.text().en, "the units " + options.units +
                                       " is not the file that was ranked: ranking.json records "
                                       "SHA-256 " +
                                       sha256_of("one") + ", this one has " + sha256_of("two") +
                                       "; give the file that was used, or rank again");
        EXPECT_EQ(error.exit(), Exit::input);
    }
}

TEST(BriefSources, MasksAreLookedForBesideWhatWasGiven) {
    const test::TempDir folder;
    std::ofstream(folder / "bare.tif") << "raster";
    const std::string inputs = fmt::format(R"([{{"role":"raster","name":"bare.tif","sha256":"{}"}},)"
                                           R"({{"role":"controlled","name":"c.gpkg","sha256":"{}"}}])",
                                           sha256_of("raster"), sha256_of("mask"));
    const RankingFile ranking = parse_ranking_file(
        ranking_json(
            "2024-05", {{.id = "a", .name = "甲"}}, inputs,
            R"({"controlled":{"file":"c.gpkg","layer":"m"},"measure_field":"measure","excluded":null})"),
        "ranking.json");
    Options options;
    options.rasters = {(folder / "bare.tif").string()};
    EXPECT_THROW(ranked_with(ranking, options), Error);
    std::ofstream(folder / "c.gpkg") << "mask";
    const rank::Options ranked = ranked_with(ranking, options);
    ASSERT_TRUE(ranked.controlled);
    EXPECT_EQ(ranked.controlled->file, (folder / "c.gpkg").string());
    EXPECT_EQ(ranked.controlled->layer, "m");
    EXPECT_EQ(ranked.measure_field, "measure");
    EXPECT_FALSE(ranked.excluded);
}

UnitRecord unit_record(const std::string& id, double lon) {
    return {
        id, id, {}, {{{{lon, 39.8}, {lon + 0.1, 39.8}, {lon + 0.1, 39.9}, {lon, 39.9}, {lon, 39.8}}, {}}}};
}

TEST(BriefMap, IsDrawnInTheThreeDegreeZoneOfTheDistrict) {
    MapRecords records;
    records.units = {unit_record("a", 116.6), unit_record("b", 116.7)};
    EXPECT_EQ(map_data_of(records, "").crs_name,
              "EPSG:4548, CGCS2000 / 3-degree Gauss-Kruger CM 117E");  // 117 E
    EXPECT_EQ(map_data_of(records, "EPSG:32650").crs_name, "EPSG:32650, WGS 84 / UTM zone 50N");
    records.units = {unit_record("a", 87.5)};
    EXPECT_EQ(map_data_of(records, "").crs_name,
              "EPSG:4538, CGCS2000 / 3-degree Gauss-Kruger CM 87E");  // 87 E
    const MapData map = map_data_of(records, "");
    ASSERT_EQ(map.units.size(), 1U);
    const Point corner = map.units[0].shape[0].outer[0];
    EXPECT_GT(corner.x, 500000);  // east of the central meridian, x east
    EXPECT_NEAR(corner.y, 4.41e6, 2e4);
}

TEST(BriefMap, UnitsThatTheRankingHasMustBeThere) {
    const RankingFile ranking = parse_ranking_file(
        ranking_json("2024-05", {{.id = "a", .name = "甲"}, {.id = "b", .name = "乙"}}), "r.json");
    EXPECT_NO_THROW(require_same_units(ranking, {unit_record("b", 116), unit_record("a", 117)}, "u.gpkg"));
    try {
        require_same_units(ranking, {unit_record("a", 116)}, "u.gpkg");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.text().en,
                  "\"乙\" (id b) of r.json is not in the units u.gpkg: they do not belong together; give the "
                  "borders that "
                  "were ranked");
    }
}

}  // namespace
}  // namespace bareland::brief
