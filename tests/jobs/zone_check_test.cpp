#include "jobs/zones/zone_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numbers>

#include "tests/jobs/zones_sample.hpp"

namespace bareland::zones {
namespace {

using namespace test;
using Strings = std::vector<std::string>;

const Date today = day("2024-05-01");

const Finding& only(const Check& check, const std::string& code) {
    const auto is = [&](const Finding& finding) { return finding.code == code; };
    EXPECT_EQ(std::count_if(check.findings.begin(), check.findings.end(), is), 1) << code;
    return *std::find_if(check.findings.begin(), check.findings.end(), is);
}

TEST(ZoneCheck, FindsNothingWhereNothingIsWrong) {
    Registry registry = registry_of({zone("a", "strict", rectangle(116.61, 39.91, 116.63, 39.93))});
    registry.zones[0].owners = {"西关街道", "区园林绿化局"};
    registry.zones[0].stated_area_m2 = area(116.61, 39.91, 116.63, 39.93);
    const Check check = check_of(registry, today);
    EXPECT_EQ(codes(check.findings), Strings{});
    EXPECT_NEAR(check.zones.at(0).difference_m2.value(), 0, 1e-4);
}

TEST(ZoneCheck, ComparesTheStatedArea) {
    Registry registry = registry_of({zone("a", "strict", rectangle(116.61, 39.91, 116.63, 39.93))});
    const double computed = area(116.61, 39.91, 116.63, 39.93);
    registry.zones[0].stated_area_m2 = 3500000;
    const Check check = check_of(registry, today);
    EXPECT_EQ(codes(check.findings), Strings{"BL-4800"});
    EXPECT_NEAR(check.zones[0].difference_m2.value(), computed - 3500000, 1e-4);
    EXPECT_NEAR(check.zones[0].difference_percent.value(), 100 * (computed / 3500000 - 1), 1e-9);
    const Finding& finding = check.findings[0];
    EXPECT_EQ(
        finding.text.en,
        fmt::format("a区 (a): the computed ground area is {:.2f} m2, the document states 3500000.00 m2, a "
                    "difference of {:+.2f} m2 ({:+.2f} %)",
                    computed, computed - 3500000, 100 * (computed / 3500000 - 1)));
    EXPECT_EQ(
        finding.text.zh,
        fmt::format(
            "“a区”（a）：按图形计算的地面面积为 {:.2f} 平方米，文件载明 3500000.00 平方米，相差 {:+.2f} "
            "平方米（{:+.2f}%）。",
            computed, computed - 3500000, 100 * (computed / 3500000 - 1)));
    EXPECT_NEAR(finding.area_m2.value(), std::abs(computed - 3500000), 1e-4);
    EXPECT_TRUE(finding.lon && *finding.lon > 116.61 && *finding.lon < 116.63);
}

TEST(ZoneCheck, OverlapsOfOneKindAndOfPrimaryOverSecondary) {
    const Registry registry = registry_of(
        {zone("a", "strict", rectangle(116.61, 39.91, 116.63, 39.93)),
         zone("b", "strict", rectangle(116.62, 39.92, 116.64, 39.94)),
         zone("k", "key", rectangle(116.61, 39.91, 116.63, 39.93)),
         zone("w1", "water_primary", rectangle(116.625, 39.91, 116.626, 39.92)),
         zone("w2", "water_secondary", rectangle(116.61, 39.91, 116.63, 39.93)),
         zone("old", "strict", rectangle(116.61, 39.91, 116.63, 39.93), valid("", "2020-01-01"))});
    const Check check = check_of(registry, today);
    EXPECT_EQ(codes(check.findings), (Strings{"BL-4801", "BL-4804"}));
    ASSERT_EQ(check.overlaps.size(), 2U);
    EXPECT_EQ(check.overlaps[0].type, ZoneOverlap::Type::same_kind);
    EXPECT_NEAR(check.overlaps[0].area_m2, area(116.62, 39.92, 116.63, 39.93), 1e-4);
    EXPECT_EQ(check.overlaps[1].type, ZoneOverlap::Type::primary_over_secondary);
    EXPECT_EQ(check.overlaps[1].first->id, "w1");
    EXPECT_NEAR(check.overlaps[1].area_m2, area(116.625, 39.91, 116.626, 39.92), 1e-4);
    EXPECT_NE(check.findings[0].text.zh.find("同为严控区"), std::string::npos);
    EXPECT_NE(check.findings[1].text.zh.find("一律按一级保护区认定"), std::string::npos);
    EXPECT_GT(check.findings[0].lon.value(), 116.62);
}

TEST(ZoneCheck, BordersThatOnlyTouchDoNotOverlap) {
    const Registry registry = registry_of({zone("a", "strict", rectangle(116.61, 39.91, 116.62, 39.93)),
                                           zone("b", "strict", rectangle(116.62, 39.91, 116.64, 39.93))});
    EXPECT_TRUE(check_of(registry, today).findings.empty());
}

TEST(ZoneCheck, DiscsThatOverlapAreToldWithBothSums) {
    Registry registry = registry_of({zone("w", "water_primary", {})});
    registry.zones[0].discs = {{"1", {116.62, 39.92}, 100}, {"2", {116.62, 39.92}, 50}};
    registry.zones[0].stated_area_m2 = 31415.93;
    const Check check = check_of(registry, today);
    EXPECT_EQ(codes(check.findings), Strings{"BL-4802"}) << "the stated area is the dissolved one";
    EXPECT_EQ(
        check.findings[0].text.en,
        "w区 (w) consists of 2 discs: 39269.91 m2 added up one by one, 31415.93 m2 dissolved, 7853.98 m2 of "
        "overlap; the dissolved area holds");
}

TEST(ZoneCheck, PartsOfOneZoneThatOverlap) {
    MultiPolygon shape = rectangle(116.61, 39.91, 116.63, 39.93);
    shape.push_back(rectangle(116.62, 39.92, 116.64, 39.94)[0]);
    const Registry registry = registry_of({zone("a", "redline", shape)});
    const Check check = check_of(registry, today);
    EXPECT_EQ(codes(check.findings), Strings{"BL-4803"});
    EXPECT_NEAR(check.findings[0].area_m2.value(), area(116.62, 39.92, 116.63, 39.93), 1e-4);
    EXPECT_EQ(check.overlaps.at(0).type, ZoneOverlap::Type::parts);
}

TEST(ZoneCheck, ZonesOutsideUnits) {
    const Registry registry = registry_of({zone("far", "key", rectangle(117.0, 39.91, 117.1, 39.93)),
                                           zone("half", "strict", rectangle(116.69, 39.91, 116.71, 39.93))});
    const Check check = check_of(registry, today);
    EXPECT_EQ(codes(check.findings), (Strings{"BL-4805", "BL-4806"}));
    EXPECT_NEAR(check.findings[1].area_m2.value(), area(116.70, 39.91, 116.71, 39.93), 1e-4);
    EXPECT_NE(check.findings[1].text.en.find("(50.00 %)"), std::string::npos);
}

TEST(ZoneCheck, DatesOfVersions) {
    const MultiPolygon shape = rectangle(116.61, 39.91, 116.62, 39.92);
    const auto versions = [&](const Validity& a, const Validity& b) {
        return codes(check_of(registry_of({zone("a", "strict", shape, a), zone("a", "strict", shape, b),
                                           zone("z", "key", shape)}),
                              today)
                         .findings);
    };
    EXPECT_EQ(versions(valid("2020-01-01", "2023-12-31"), valid("2024-01-01")), Strings{});
    EXPECT_EQ(versions(valid("2020-01-01", "2023-12-31"), valid("2023-12-31")), Strings{"BL-4808"});
    EXPECT_EQ(versions(valid("2020-01-01"), valid("2024-01-01")), Strings{"BL-4808"});
    EXPECT_EQ(versions(valid("2024-01-02"), valid("2020-01-01", "2023-12-31")), Strings{"BL-4809"})
        << "2024-01-01 is not covered; the order of the file does not matter";
    EXPECT_EQ(versions(valid("2024-01-02", "2024-01-01"), valid("2024-01-01")), Strings{"BL-4807"});
    EXPECT_EQ(versions(valid("2019-01-01", "2020-02-28"), valid("2020-03-01")), Strings{"BL-4809"})
        << "2020-02-29";
    EXPECT_EQ(versions(valid("2021-01-01", "2021-02-28"), valid("2021-03-01")), Strings{});
}

TEST(ZoneCheck, OwnersMustBeMetAndMetUnitsMustOwn) {
    Registry registry = registry_of({zone("a", "strict", rectangle(116.61, 39.91, 116.66, 39.93))});
    ZoneRecord& strict = registry.zones[0];
    strict.owners = {"西关街道办事处", "区生态环境局"};
    Check check = check_of(registry, today);
    EXPECT_EQ(codes(check.findings), Strings{"BL-4812"});
    EXPECT_NEAR(check.findings[0].area_m2.value(), area(116.65, 39.91, 116.66, 39.93), 1e-4);
    EXPECT_NE(check.findings[0].text.zh.find("（20.00%）在东里镇"), std::string::npos);

    strict.shape = rectangle(116.61, 39.91, 116.63, 39.93);
    strict.owners = {"西关街道", "东里镇"};
    check = check_of(registry, today);
    EXPECT_EQ(codes(check.findings), Strings{"BL-4810"});
    EXPECT_EQ(
        check.findings[0].text.en,
        "a区 (a) names 东里镇 as its owner but does not meet that unit; check the border or the owners");

    strict.owners = {"西关街道", "南门街道"};
    EXPECT_EQ(codes(check_of(registry, today).findings), Strings{"BL-4811"});
    strict.owners = {"区园林绿化局"};
    EXPECT_EQ(codes(check_of(registry, today).findings), Strings{}) << "departments only: no unit is stated";
    const std::map<std::string, Strings> aliases{{"西关街道", {"老西关镇"}}};
    registry.names = UnitNames(aliases);
    strict.owners = {"老西关镇"};
    EXPECT_EQ(codes(check_of(registry, today).findings), Strings{}) << "an alias of the profile";
}

TEST(ZoneCheck, DiscsAgainstTheWellsOfTheDay) {
    Registry registry = registry_of({zone("w", "water_primary", {})});
    registry.zones[0].discs = {
        {"1", {116.62, 39.92}, 50}, {"2", {116.63, 39.92}, 50}, {"3", {116.64, 39.92}, 50}};
    registry.wells = {well("1", "甲", {116.62, 39.92}, 50), well("2", "甲", {116.63, 39.921}, 30),
                      well("3", "甲", {116.64, 39.92}, 50, valid("", "2020-01-01"))};
    const Check check = check_of(registry, today);
    EXPECT_EQ(codes(check.findings), (Strings{"BL-4813", "BL-4814"}));
    EXPECT_NE(check.findings[0].text.en.find("well 3"), std::string::npos);
    EXPECT_NE(check.findings[1].text.en.find("radius 50 m against 30 m, centres 111.0"), std::string::npos)
        << check.findings[1].text.en;
    registry.wells.clear();
    EXPECT_TRUE(check_of(registry, today).findings.empty()) << "without wells nothing is known of them";
}

TEST(ZoneCheck, WhatCannotBeChecked) {
    Registry registry = registry_of({zone("empty", "strict", {})});
    EXPECT_EQ(codes(check_of(registry, today).findings), Strings{"BL-4815"});
    registry.units.clear();
    EXPECT_EQ(codes(check_of(registry, today).findings), (Strings{"BL-4815", "BL-4817"}));
    registry.zones[0].validity = valid("2030-01-01");
    EXPECT_EQ(codes(check_of(registry, today).findings), (Strings{"BL-4816", "BL-4817"}));
}

TEST(ZoneCheck, OnlyOfSomeZones) {
    const Registry registry = registry_of({zone("a", "strict", rectangle(116.61, 39.91, 116.63, 39.93)),
                                           zone("b", "strict", rectangle(116.62, 39.92, 116.64, 39.94)),
                                           zone("far", "key", rectangle(117.0, 39.91, 117.1, 39.93))});
    EXPECT_EQ(codes(check_of(registry, today, {"far"}).findings), Strings{"BL-4805"});
    EXPECT_EQ(codes(check_of(registry, today, {"b"}).findings), Strings{"BL-4801"});
    only(check_of(registry, today), "BL-4801");
}

}  // namespace
}  // namespace bareland::zones
