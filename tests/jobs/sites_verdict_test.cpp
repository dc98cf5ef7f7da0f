// Distances, relations and verdicts of the project check against closed forms.
#include <gtest/gtest.h>

#include "tests/jobs/sites_cases.hpp"

namespace bareland::sites {
namespace {

using namespace test;  // NOLINT(google-build-using-namespace)

// Key zone 1000 m by 1600 m round the base: seen from its middle parallel the nearest edges are east and
// west.
Inputs key_zone() {
    Inputs inputs;
    inputs.zones.records = {zone("k", "key", box(-500, -800, 500, 800))};
    return inputs;
}

Project one(Inputs inputs, SiteRecord record, Result* out = nullptr) {
    inputs.projects.records = {std::move(record)};
    Result result = checked(inputs);
    Project project = result.projects.at(0);
    if (out != nullptr) *out = std::move(result);
    return project;
}

TEST(SitesPlace, DistanceIsSignedAndToTheEdge) {
    for (const double east : {0.0, -499.0, 400.0, 499.999, 500.001, 750.0, -1200.0}) {
        const Project project = one(key_zone(), place("p", offset(east, 0)));
        ASSERT_EQ(project.nearest.size(), 1U);
        EXPECT_NEAR(project.nearest[0].distance_m, std::abs(east) - 500, 1e-3) << east;
        EXPECT_EQ(project.nearest[0].relation, std::abs(east) < 500 ? Relation::inside : Relation::outside);
    }
}

TEST(SitesPlace, NeedsSurveyWithinTheSumOfUncertainties) {
    struct Case {
        double east;
        Relation relation;
        Verdict verdict;
    };
    // Defaults: 5 m of the project + 5 m of the zone.
    for (const Case& c : {Case{489.9, Relation::inside, Verdict::inside},
                          Case{490.1, Relation::inside, Verdict::needs_survey},
                          Case{509.9, Relation::outside, Verdict::needs_survey},
                          Case{510.1, Relation::outside, Verdict::outside}}) {
        const Project project = one(key_zone(), place("p", offset(c.east, 0)));
        EXPECT_EQ(project.verdict, c.verdict) << c.east;
        EXPECT_EQ(project.nearest[0].verdict, c.verdict);
        EXPECT_EQ(project.nearest[0].relation, c.relation);
        EXPECT_EQ(project.nearest[0].uncertainty_m, 10);
        // Hits hold whatever is not outside.
        EXPECT_EQ(project.hits.size(), c.verdict == Verdict::outside ? 0U : 1U) << c.east;
    }
}

TEST(SitesPlace, ARowsOwnUncertaintyAndWhatTheLayersAdd) {
    Inputs inputs = key_zone();
    SiteRecord record = place("p", offset(495, 0));
    record.uncertainty_m = 0.5;
    EXPECT_EQ(one(inputs, record).nearest[0].uncertainty_m, 5.5);
    EXPECT_EQ(one(inputs, record).verdict, Verdict::needs_survey);
    inputs.zones.records[0].uncertainty_m = 4;
    EXPECT_EQ(one(inputs, record).verdict, Verdict::inside);  // 4.5 < 5
    inputs.projects.extra_m = 2;                              // GCJ-02
    EXPECT_EQ(one(inputs, record).nearest[0].uncertainty_m, 6.5);
    EXPECT_EQ(one(inputs, record).verdict, Verdict::needs_survey);
    inputs.projects.extra_m = 0;
    inputs.zones.extra_m = 3;
    EXPECT_EQ(one(inputs, record).nearest[0].uncertainty_m, 7.5);
    inputs.zones.records[0].extra_uncertainty_m = 4;  // the record says more than its layer
    EXPECT_EQ(one(inputs, record).nearest[0].uncertainty_m, 8.5);
}

TEST(SitesPlace, OnTheEdgeWithoutAnyUncertaintyStillNeedsSurvey) {
    Inputs inputs = key_zone();
    inputs.zones.records[0].uncertainty_m = 0;
    SiteRecord record = place("p", inputs.zones.records[0].shape[0].outer[0]);
    record.uncertainty_m = 0;
    const Project project = one(inputs, record);
    EXPECT_EQ(project.nearest[0].distance_m, 0);
    EXPECT_EQ(project.nearest[0].relation, Relation::inside);
    EXPECT_EQ(project.verdict, Verdict::needs_survey);
}

TEST(SitesPlace, ADiscIsDecidedByDistance) {
    Inputs inputs;
    inputs.profile.sites.uncertainty_m = {0, 0, 0, 0};
    inputs.wells.records = {well("w", "urban", 100, base)};
    for (int i = 0; i < 4; ++i) {
        for (const double off : {-0.001, 0.001}) {
            const double r = 100 + off;
            const Point at = offset(i == 0 ? r : i == 1 ? -r : 0, i == 2 ? r : i == 3 ? -r : 0);
            const Project project = one(inputs, place("p", at));
            EXPECT_EQ(project.verdict, off < 0 ? Verdict::inside : Verdict::outside) << i << " " << off;
            EXPECT_NEAR(project.nearest.at(0).distance_m, off, 1e-5);
        }
    }
}

TEST(SitesPlace, AWellIsItsDiscUnderItsOwnIdAndKind) {
    Inputs inputs;
    inputs.wells.records = {well("城1", "urban", 200, base), well("镇1", "township", 40, offset(3000, 0)),
                            well("村1", "village", 30, offset(0, 3000))};
    Result result;
    const Project project = one(inputs, place("p", offset(0, 150)), &result);
    EXPECT_EQ(hits(result, project), "城1");
    ASSERT_EQ(project.nearest.size(), 3U);
    EXPECT_NEAR(nearest_of(result, project, "water_primary")->distance_m, -50, 1e-3);
    EXPECT_NEAR(nearest_of(result, project, "water_village")->distance_m, 2850 - 30, 0.1);
    EXPECT_NEAR(nearest_of(result, project, "water_township")->distance_m, std::hypot(3000, 150) - 40, 0.5);
    EXPECT_EQ(project.hits[0].uncertainty_m, 6);  // project 5 + well 1
    EXPECT_FALSE(project.hits[0].overlap_m2);
}

TEST(SitesPlace, TheWorstHitIsTheProjectsVerdict) {
    Inputs inputs = key_zone();
    inputs.zones.records.push_back(zone("s", "strict", box(498, -800, 900, 800)));
    Result result;
    const Project project = one(inputs, place("p", offset(480, 0)), &result);
    EXPECT_EQ(hits(result, project), "k");  // 18 m from s
    const Project both = one(inputs, place("p", offset(489, 0)), &result);
    EXPECT_EQ(hits(result, both), "k s");
    EXPECT_EQ(hit_on(result, both, "k")->verdict, Verdict::inside);
    EXPECT_EQ(hit_on(result, both, "s")->verdict, Verdict::needs_survey);
    EXPECT_EQ(both.verdict, Verdict::inside);
}

TEST(SitesArea, OverlapsInSquareMetresAndShares) {
    // 200 m by 100 m, 60 m of it beyond the east edge.
    Result result;
    const Project project = one(key_zone(), area("a", box(360, -50, 560, 50)), &result);
    ASSERT_EQ(project.hits.size(), 1U);
    const Hit& hit = project.hits[0];
    EXPECT_EQ(hit.relation, Relation::partly);
    EXPECT_EQ(hit.verdict, Verdict::inside);
    EXPECT_EQ(hit.distance_m, 0);
    EXPECT_NEAR(*project.area_m2, 20000, 0.5);
    EXPECT_NEAR(*hit.overlap_m2, 14000, 0.5);
    EXPECT_NEAR(*hit.overlap_share, 0.7, 1e-6);
}

TEST(SitesArea, InsideByTheLeastDistanceToTheEdge) {
    const Project project = one(key_zone(), area("a", box(100, -50, 300, 50)));
    EXPECT_EQ(project.hits.at(0).relation, Relation::inside);
    EXPECT_NEAR(project.hits[0].distance_m, -200, 2e-3);
    EXPECT_NEAR(*project.hits[0].overlap_share, 1, 1e-9);
    const Project far = one(key_zone(), area("a", box(600, -50, 700, 50)));
    EXPECT_EQ(far.verdict, Verdict::outside);
    EXPECT_TRUE(far.hits.empty());
    EXPECT_NEAR(far.nearest.at(0).distance_m, 100, 2e-3);
    EXPECT_EQ(*far.nearest[0].overlap_m2, 0);
}

// How deep an area reaches decides, not how near its edge is to the zone's.
TEST(SitesArea, DepthAgainstUncertainty) {
    const auto verdict = [](double west, double east) {
        return one(key_zone(), area("a", box(west, -50, east, 50))).verdict;
    };
    EXPECT_EQ(verdict(511, 600), Verdict::outside);
    EXPECT_EQ(verdict(509, 600), Verdict::needs_survey);  // near
    EXPECT_EQ(verdict(491, 600), Verdict::needs_survey);  // 9 m deep
    EXPECT_EQ(verdict(489, 600), Verdict::inside);        // 11 m deep
    EXPECT_EQ(verdict(493, 499), Verdict::needs_survey);  // wholly inside, nowhere deeper than 7 m
    EXPECT_EQ(verdict(100, 499), Verdict::inside);        // wholly inside, 1 m from the edge, 400 m deep
}

// An area round a small zone: none of its corners is in it.
TEST(SitesArea, SmallZonesInsideAnArea) {
    const auto verdict = [](Inputs inputs) {
        return one(std::move(inputs), area("a", box(-300, -300, 300, 300))).verdict;
    };
    const auto square = [](double half) {
        Inputs inputs;
        inputs.zones.records = {zone("k", "key", box(-half, -4 * half, half, 4 * half))};
        return inputs;
    };
    EXPECT_EQ(verdict(square(9.9)), Verdict::needs_survey);
    EXPECT_EQ(verdict(square(10.1)), Verdict::inside);
    const auto disc = [](double radius) {
        Inputs inputs;
        inputs.wells.records = {well("w", "urban", radius, offset(10, 10))};
        return inputs;
    };
    EXPECT_EQ(verdict(disc(5.9)), Verdict::needs_survey);  // u = 5 + 1
    EXPECT_EQ(verdict(disc(6.1)), Verdict::inside);
}

TEST(SitesArea, DiscsByDistanceToTheWell) {
    Inputs inputs;
    inputs.profile.sites.uncertainty_m = {0, 0, 0, 0};
    inputs.wells.records = {well("w", "urban", 100, base)};
    const auto project = [&](double west, double east) {
        return one(inputs, area("a", box(west, -20, east, 20)));
    };
    EXPECT_EQ(project(100.001, 200).verdict, Verdict::outside);
    EXPECT_EQ(project(99.999, 200).verdict, Verdict::inside);
    EXPECT_EQ(project(99.999, 200).hits.at(0).relation, Relation::partly);
    // The farthest corner of (20, ±20)..(97, ±20): hypot(97, 20) = 99.04.
    EXPECT_EQ(project(20, 97).hits.at(0).relation, Relation::inside);
    EXPECT_NEAR(project(20, 97).hits.at(0).distance_m, std::hypot(97, 20) - 100, 2e-3);
}

TEST(SitesOverride, APlaceInBothIsPrimaryOnly) {
    Inputs inputs;
    inputs.zones.records = {zone("二级", "water_secondary", box(-2000, -2000, 2000, 2000))};
    inputs.wells.records = {well("井", "urban", 200, base)};
    Result result;
    const Project in_both = one(inputs, place("p", offset(150, 0)), &result);
    EXPECT_EQ(hits(result, in_both), "井");
    const Hit* secondary = nearest_of(result, in_both, "water_secondary");
    EXPECT_EQ(secondary->relation, Relation::outside);
    EXPECT_EQ(secondary->verdict, Verdict::outside);
    EXPECT_NEAR(secondary->distance_m, 50, 1e-3);  // where the primary zone ends
    EXPECT_TRUE(secondary->duties.empty());
    // Whether it is in the primary zone is open; that it is in one of them is not.
    const Project edge = one(inputs, place("p", offset(197, 0)), &result);
    EXPECT_EQ(hits(result, edge), "二级 井");
    EXPECT_EQ(hit_on(result, edge, "二级")->verdict, Verdict::inside);
    EXPECT_EQ(hit_on(result, edge, "井")->verdict, Verdict::needs_survey);
    EXPECT_EQ(edge.verdict, Verdict::inside);
    const Project outside = one(inputs, place("p", offset(207, 0)), &result);
    EXPECT_EQ(hits(result, outside), "二级");
}

TEST(SitesOverride, OfAnAreaOnlyWhatIsNotPrimaryCountsAsSecondary) {
    Inputs inputs;
    inputs.zones.records = {zone("一级", "water_primary", box(-100, -100, 100, 100)),
                            zone("二级", "water_secondary", box(-2000, -2000, 2000, 2000))};
    Result result;
    const Project whole = one(inputs, area("a", box(-50, -50, 50, 50)), &result);
    EXPECT_EQ(hits(result, whole), "一级");
    const Project part = one(inputs, area("a", box(60, -50, 160, 50)), &result);
    EXPECT_EQ(hits(result, part), "一级 二级");
    const Hit* primary = hit_on(result, part, "一级");
    const Hit* secondary = hit_on(result, part, "二级");
    EXPECT_NEAR(*primary->overlap_m2, 4000, 0.2);
    EXPECT_NEAR(*secondary->overlap_m2, 6000, 0.2);
    EXPECT_EQ(secondary->relation, Relation::partly);
    EXPECT_NEAR(*primary->overlap_share + *secondary->overlap_share, 1, 1e-9);
    // Round a well: the discs' area is taken off, too.
    inputs.zones.records.erase(inputs.zones.records.begin());
    inputs.wells.records = {well("井", "urban", 100, base)};
    const Project round = one(inputs, area("a", box(-150, -150, 150, 150)), &result);
    EXPECT_NEAR(*hit_on(result, round, "井")->overlap_m2, pi * 1e4, 0.05);
    EXPECT_NEAR(*hit_on(result, round, "二级")->overlap_m2, 9e4 - pi * 1e4, 2);
}

TEST(SitesSchool, CountsFromTheBordersOfTheSchool) {
    Inputs inputs;
    inputs.profile.sites.buffers_m["school"] = 200;
    inputs.zones.records = {zone("校", "school", box(-60, -60, 60, 60))};
    const auto project = [&](double east) { return one(inputs, place("p", offset(east, 0))); };
    EXPECT_NEAR(project(200).nearest.at(0).distance_m, -60, 1e-3);
    EXPECT_NEAR(project(0).nearest.at(0).distance_m, -260, 1e-3);
    EXPECT_EQ(project(200).verdict, Verdict::inside);
    EXPECT_EQ(project(249.9).verdict, Verdict::inside);
    EXPECT_EQ(project(250.1).verdict, Verdict::needs_survey);
    EXPECT_EQ(project(269.9).verdict, Verdict::needs_survey);
    EXPECT_EQ(project(270.1).verdict, Verdict::outside);
    EXPECT_TRUE(project(270.1).hits.empty());
    // Beyond a corner the zone is round.
    const Point diagonal = offset(60 + 200 * std::sqrt(0.5), 60 + 200 * std::sqrt(0.5));
    EXPECT_NEAR(one(inputs, place("p", diagonal)).nearest[0].distance_m, 0, 0.02);

    const Project part = one(inputs, area("a", box(160, -50, 360, 50)));
    EXPECT_EQ(part.hits.at(0).relation, Relation::partly);
    EXPECT_NEAR(*part.hits[0].overlap_m2, 10000, 1);
    const Project away = one(inputs, area("a", box(300, -50, 360, 50)));
    EXPECT_NEAR(away.nearest.at(0).distance_m, 40, 2e-3);
    EXPECT_EQ(away.verdict, Verdict::outside);
}

}  // namespace
}  // namespace bareland::sites
