// Rules by attributes, wordings by date, duties: with the profiles that come with bareland.
#include <gtest/gtest.h>

#include <algorithm>

#include "jobs/sites/concern.hpp"
#include "tests/jobs/sites_cases.hpp"

namespace bareland::sites {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)
using Answer = Concern::Answer;

const Profile& tongzhou() {
    static const Profile profile =
        load_profile(std::string(BARELAND_SOURCE_DIR) + "/data/profiles/tongzhou.toml");
    return profile;
}

Answer livestock(const std::string& type, std::optional<bool> large, std::optional<bool> compliant,
                 const std::string& species) {
    SiteRecord farm;
    farm.type = type;
    farm.large_scale = large;
    farm.compliant = compliant;
    farm.species = species;
    return concern_of(*rule_named(tongzhou().sites, "livestock-ban", day), farm).answer;
}

TEST(SitesRule, LivestockConcernsLargeOrNonCompliantFarms) {
    EXPECT_EQ(livestock("养殖场", true, true, "猪"), Answer::yes);
    EXPECT_EQ(livestock("养殖小区", true, false, "奶牛"), Answer::yes);
    EXPECT_EQ(livestock("养殖场", false, false, "蛋鸡"), Answer::yes);
    EXPECT_EQ(livestock("养殖场", false, true, "猪"), Answer::no);
    EXPECT_EQ(livestock("Farm", true, std::nullopt, "Pigs"), Answer::yes);
    // One of the two suffices to ban, both are needed to be free.
    EXPECT_EQ(livestock("养殖场", std::nullopt, false, "羊"), Answer::yes);
    EXPECT_EQ(livestock("养殖场", std::nullopt, true, "羊"), Answer::unknown);
    EXPECT_EQ(livestock("养殖场", false, std::nullopt, "羊"), Answer::unknown);
    EXPECT_EQ(livestock("养殖场", std::nullopt, std::nullopt, "羊"), Answer::unknown);
    EXPECT_EQ(livestock("养殖场", true, true, ""), Answer::unknown);
    EXPECT_EQ(livestock("养殖场", false, true, ""), Answer::no);
    // The list ends in 等.
    EXPECT_EQ(livestock("养殖场", true, true, "兔"), Answer::unknown);
    EXPECT_EQ(livestock("farm", true, true, "pigeon"), Answer::unknown);
    // No farm, and what nobody said.
    EXPECT_EQ(livestock("住宅小区", std::nullopt, std::nullopt, ""), Answer::no);
    EXPECT_EQ(livestock("", std::nullopt, std::nullopt, ""), Answer::unknown);
    EXPECT_EQ(livestock("", true, std::nullopt, "鸭"), Answer::yes);
}

Answer pollution(const std::string& words, const Date& on) {
    SiteRecord site;
    site.pollution = words;
    return concern_of(*rule_named(tongzhou().sites, "village-well", on), site).answer;
}

TEST(SitesRule, PollutionByTheWordingOfTheDay) {
    const Date then{2025, 12, 31}, now{2026, 1, 1};
    for (const Date& on : {then, now}) {
        EXPECT_EQ(pollution("污水", on), Answer::yes);
        EXPECT_EQ(pollution("生活垃圾", on), Answer::yes);
        EXPECT_EQ(pollution("渗厕", on), Answer::yes);
        EXPECT_EQ(pollution("Garbage", on), Answer::yes);
        EXPECT_EQ(pollution("无", on), Answer::no);
        EXPECT_EQ(pollution("", on), Answer::unknown);
        EXPECT_EQ(pollution("无；污水", on), Answer::yes);
    }
    EXPECT_EQ(pollution("厕所", then), Answer::yes);
    EXPECT_EQ(pollution("厕所", now), Answer::unknown);  // does it leak?
    EXPECT_EQ(pollution("养殖粪污", then), Answer::yes);
    EXPECT_EQ(pollution("养殖粪污", now), Answer::unknown);
    EXPECT_EQ(pollution("养殖场", then), Answer::unknown);  // 等污染源
    EXPECT_EQ(pollution("养殖场", now), Answer::yes);
    EXPECT_EQ(pollution("加油站", then), Answer::unknown);
    EXPECT_EQ(pollution("加油站", now), Answer::no);
}

// One project at the middle of zones.
struct Case {
    Inputs inputs;
    Result result;
    Case() { inputs.profile = tongzhou(); }
    const Project& run(SiteRecord record, const Date& on = day) {
        inputs.projects.records = {std::move(record)};
        result = checked(inputs, on);
        return result.projects.at(0);
    }
    bool found(const char* code) const {
        return std::any_of(result.findings.begin(), result.findings.end(),
                           [&](const Finding& finding) { return finding.code == code; });
    }
};

SiteRecord farm(std::optional<bool> large, std::optional<bool> compliant, const std::string& species) {
    SiteRecord out = place("场", base);
    out.type = "养殖场";
    out.large_scale = large;
    out.compliant = compliant;
    out.species = species;
    return out;
}

TEST(SitesRule, FarmsInTheNoBreedingZone) {
    Case c;
    c.inputs.zones.records = {zone("禁", "livestock_ban", box(-900, -900, 900, 900))};
    const Project& banned = c.run(farm(true, true, "猪"));
    EXPECT_EQ(banned.verdict, Verdict::inside);
    ASSERT_EQ(banned.hits.size(), 1U);
    EXPECT_EQ(banned.hits[0].clauses, (std::vector<std::string>{"第禁条", "通政办发〔2020〕5号"}));
    ASSERT_EQ(banned.hits[0].duties.size(), 1U);
    EXPECT_EQ(banned.hits[0].duties[0].zh.find("【必须】禁止规模化"), 0U);

    const Project& untold = c.run(farm(true, true, ""));
    EXPECT_EQ(untold.verdict, Verdict::cannot_tell);
    EXPECT_EQ(untold.hits.size(), 1U);
    EXPECT_TRUE(c.found("BL-4701"));

    // A small compliant farm is no hit; where it lies is still told.
    const Project& small = c.run(farm(false, true, "猪"));
    EXPECT_EQ(small.verdict, Verdict::outside);
    EXPECT_TRUE(small.hits.empty());
    ASSERT_EQ(small.nearest.size(), 1U);
    EXPECT_EQ(small.nearest[0].relation, Relation::inside);
    EXPECT_EQ(small.nearest[0].verdict, Verdict::outside);
    EXPECT_NEAR(small.nearest[0].distance_m, -900, 0.2);
    EXPECT_TRUE(c.found("BL-4702"));

    // Before the rule was in force place alone decides, and that is said.
    EXPECT_EQ(c.run(farm(false, true, "猪"), {2020, 2, 13}).verdict, Verdict::inside);
    EXPECT_TRUE(c.found("BL-4704"));
}

TEST(SitesRule, WithoutAProfilePlaceAloneDecidesAndThatIsSaid) {
    Case c;
    c.inputs.profile = default_profile();
    c.inputs.zones.records = {zone("禁", "livestock_ban", box(-900, -900, 900, 900))};
    EXPECT_EQ(c.run(farm(false, true, "猪")).verdict, Verdict::inside);
    EXPECT_TRUE(c.found("BL-4703"));
}

TEST(SitesRule, TheWaterZonesArePartsOfTheNoBreedingZone) {
    Case c;
    c.inputs.wells.records = {well("井", "urban", 100, base)};
    const auto bans = [](const Project& project) {
        const auto& duties = project.hits.at(0).duties;
        return std::count_if(duties.begin(), duties.end(), [](const Text& duty) {
            return duty.zh.find("禁止规模化") != std::string::npos;
        });
    };
    EXPECT_EQ(bans(c.run(farm(true, true, "猪"))), 1);
    EXPECT_EQ(bans(c.run(farm(false, true, "猪"))), 0);  // in the zone all the same
    EXPECT_EQ(c.run(farm(false, true, "猪")).verdict, Verdict::inside);
    const Project& untold = c.run(farm({}, {}, "猪"));
    EXPECT_EQ(bans(untold), 1);
    EXPECT_NE(untold.hits[0].duties[0].zh.find("是否适用待核实"), std::string::npos);
}

TEST(SitesRule, VillageWells) {
    Case c;
    c.inputs.wells.records = {well("村井", "village", 0, base)};
    SiteRecord toilet = place("厕", offset(20, 0));
    toilet.pollution = "厕所";
    EXPECT_EQ(c.run(toilet, {2024, 6, 1}).verdict, Verdict::inside);
    EXPECT_NE(c.result.projects[0].hits[0].duties.at(0).zh.find("无厕所"), std::string::npos);
    EXPECT_EQ(c.result.zones[0].radius_m, 30);  // the profile's
    EXPECT_TRUE(c.found("BL-4712"));
    EXPECT_EQ(c.run(toilet, {2026, 6, 1}).verdict, Verdict::cannot_tell);
    EXPECT_NE(c.result.projects[0].hits[0].duties.at(0).zh.find("无渗厕"), std::string::npos);
    toilet.pollution = "渗厕";
    EXPECT_EQ(c.run(toilet, {2026, 6, 1}).verdict, Verdict::inside);
    toilet.pollution = "无";
    EXPECT_EQ(c.run(toilet, {2026, 6, 1}).verdict, Verdict::outside);
    toilet.pollution = "";
    EXPECT_EQ(c.run(toilet).verdict, Verdict::cannot_tell);
    // Near the edge the survey comes first.
    toilet.place = offset(28, 0);
    EXPECT_EQ(c.run(toilet).verdict, Verdict::needs_survey);
}

TEST(SitesRule, StrictSitesMustWhatOthersOfTheKeyZoneShould) {
    Case c;
    c.inputs.zones.records = {zone("重点", "key", box(-900, -900, 900, 900)),
                              zone("严控", "strict", box(-300, -300, 300, 300))};
    const auto count = [](const Hit& hit, const char* words) {
        return std::count_if(hit.duties.begin(), hit.duties.end(),
                             [&](const Text& duty) { return duty.zh.find(words) != std::string::npos; });
    };
    SiteRecord site = place("工地", base);
    site.type = "施工工地";
    const Project& strict = c.run(site);
    EXPECT_EQ(hits(c.result, strict), "严控 重点");
    EXPECT_EQ(count(*hit_on(c.result, strict, "严控"), "【必须】加装高度为4米"), 1);
    EXPECT_EQ(count(*hit_on(c.result, strict, "严控"), "【必须】按照环场长度和高度"), 1);
    EXPECT_TRUE(hit_on(c.result, strict, "重点")->duties.empty());

    site.place = offset(600, 0);
    const Project& key_only = c.run(site);
    EXPECT_EQ(hits(c.result, key_only), "重点");
    EXPECT_EQ(count(key_only.hits[0], "【提倡】结合实际情况加装"), 1);
    EXPECT_EQ(count(key_only.hits[0], "【提倡】积极推广使用环场喷淋"), 1);
    EXPECT_EQ(count(key_only.hits[0], "【必须】"), 0);

    // While it is open whether it is in the strict zone, both are told.
    site.place = offset(298, 0);
    const Project& open = c.run(site);
    EXPECT_EQ(count(*hit_on(c.result, open, "严控"), "【必须】"), 2);
    EXPECT_EQ(count(*hit_on(c.result, open, "重点"), "【提倡】"), 4);

    site.type = "餐饮";  // the measures are for construction sites
    site.place = base;
    EXPECT_TRUE(c.run(site).hits.at(0).duties.empty());
    site.type = "";
    EXPECT_FALSE(c.run(site).hits.at(0).duties.empty());
    // The zone's own words come first.
    c.inputs.zones.records[1].duties = "本区要求";
    EXPECT_EQ(hit_on(c.result, c.run(site), "严控")->duties, (std::vector<Text>{{"本区要求", "本区要求"}}));
}

TEST(SitesRule, MiyunHasItsOwn) {
    const Profile miyun = load_profile(std::string(BARELAND_SOURCE_DIR) + "/data/profiles/miyun.toml");
    ASSERT_NE(rule_for(miyun.sites, "water_village", {2023, 6, 1}), nullptr);
    EXPECT_EQ(rule_for(miyun.sites, "livestock_ban", day), nullptr);
    EXPECT_EQ(miyun.sites.wells.at("village").radius_m, 30);
    EXPECT_TRUE(miyun.sites.buffers_m.empty());
}

}  // namespace
}  // namespace bareland::sites
