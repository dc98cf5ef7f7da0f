#include "geo/matching/trips.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/geo/matching/drive.hpp"

namespace bareland::matching {
namespace {

using test::driven;
using test::moved;

const Point yard{116.6, 39.9};

// Drives 2 km, stands for `stop_s` with 10 m of noise, drives back.
std::vector<Sample> there_and_back(double stop_s) {
    const Point far = moved(yard, 2000, 0);
    auto samples = driven({yard, far}, {.every_m = 100, .speed_mps = 10});
    for (double gone = 20; gone < stop_s; gone += 20) {
        Sample standing = samples.back();
        standing.place = moved(far, std::fmod(gone, 17) - 8, std::fmod(gone, 13) - 6);
        standing.seconds = 200 + gone;
        samples.push_back(standing);
    }
    const auto back = driven({far, yard}, {.every_m = 100, .speed_mps = 10, .start_s = 200 + stop_s});
    samples.insert(samples.end(), back.begin(), back.end());
    return samples;
}

TEST(Trips, AreCutAtStopsThatAreLongEnough) {
    const auto shorter = cut_trips(there_and_back(240), {});
    ASSERT_EQ(shorter.size(), 1U);
    const auto samples = there_and_back(400);
    const auto longer = cut_trips(samples, {});
    ASSERT_EQ(longer.size(), 2U);
    EXPECT_EQ(longer[0].first, 0U);
    EXPECT_EQ(longer[0].begins, Trip::End::track);
    EXPECT_EQ(longer[0].ends, Trip::End::stop);
    EXPECT_EQ(longer[1].begins, Trip::End::stop);
    EXPECT_EQ(longer[1].last, samples.size() - 1);
    EXPECT_LT(geodesic::distance(longer[0].to, moved(yard, 2000, 0)), 10);
    EXPECT_EQ(longer[0].to, longer[1].from);
}

TEST(Trips, ALongSilenceAtOnePlaceIsAStopAndElsewhereAGap) {
    auto samples = driven({yard, moved(yard, 2000, 0)}, {.every_m = 100, .speed_mps = 10});
    auto rest = driven({moved(yard, 2030, 0), moved(yard, 4000, 0)}, {.every_m = 100, .start_s = 5000});
    auto same = samples;
    same.insert(same.end(), rest.begin(), rest.end());
    const auto stop = cut_trips(same, {});
    ASSERT_EQ(stop.size(), 2U);
    EXPECT_EQ(stop[0].ends, Trip::End::stop);
    rest = driven({moved(yard, 5000, 0), moved(yard, 7000, 0)}, {.every_m = 100, .start_s = 5000});
    samples.insert(samples.end(), rest.begin(), rest.end());
    const auto gap = cut_trips(samples, {});
    ASSERT_EQ(gap.size(), 2U);
    EXPECT_EQ(gap[0].ends, Trip::End::gap);
    EXPECT_EQ(gap[1].begins, Trip::End::gap);
    EXPECT_EQ(gap[1].from, rest.front().place);
    // A silence of twenty minutes while driving stays within the trip.
    auto silent = driven({yard, moved(yard, 2000, 0)}, {.every_m = 100, .speed_mps = 10});
    rest = driven({moved(yard, 5000, 0), moved(yard, 7000, 0)}, {.every_m = 100, .start_s = 1400});
    silent.insert(silent.end(), rest.begin(), rest.end());
    EXPECT_EQ(cut_trips(silent, {}).size(), 1U);
}

TEST(Trips, AWildPointDoesNotEndAStopNorMakeATrip) {
    auto samples = there_and_back(700);
    samples[35].place = moved(yard, 2000, 900);
    EXPECT_EQ(cut_trips(samples, {}).size(), 2U);
    EXPECT_TRUE(cut_trips({}, {}).empty());
    std::vector<Sample> standing(30);
    for (std::size_t i = 0; i < standing.size(); ++i) {
        standing[i].place = moved(yard, static_cast<double>(i % 5), 0);
        standing[i].seconds = 30.0 * static_cast<double>(i);
    }
    EXPECT_TRUE(cut_trips(standing, {}).empty());
}

TEST(Trips, OrderAndDuplicatesDoNotMatter) {
    const auto sorted = there_and_back(400);
    auto mixed = sorted;
    mixed.insert(mixed.end(), sorted.begin(), sorted.begin() + 10);
    std::shuffle(mixed.begin(), mixed.end(), std::mt19937(3));
    EXPECT_EQ(sort_and_deduplicate(mixed), 10U);
    ASSERT_EQ(mixed.size(), sorted.size());
    EXPECT_EQ(cut_trips(mixed, {}), cut_trips(sorted, {}));
}

TEST(Trips, TheSiteIsTheNearestAreaPlaceOrGate) {
    SiteRecord area;
    area.id = "area";
    Polygon square;
    square.outer = {yard, moved(yard, 200, 0), moved(yard, 200, 200), moved(yard, 0, 200), yard};
    area.shape = {square};
    SiteRecord point;
    point.id = "point";
    point.place = moved(yard, 600, 0);
    const std::vector<SiteRecord> sites{area, point};
    const std::vector<SiteFinder::Gate> gates{{moved(yard, 900, 0), 0}};
    const SiteFinder finder(sites, gates);
    EXPECT_EQ(finder.at(moved(yard, 100, 100), 0), 0U);
    EXPECT_EQ(finder.at(moved(yard, 300, 100), 150), 0U);  // 100 m from the area
    EXPECT_EQ(finder.at(moved(yard, 500, 0), 150), 1U);    // 100 m from the place
    EXPECT_EQ(finder.at(moved(yard, 1000, 0), 150), 0U);   // 100 m from the area's gate
    EXPECT_FALSE(finder.at(moved(yard, 100, -400), 150).has_value());
    EXPECT_FALSE(SiteFinder({}, {}).at(yard, 1000).has_value());
}

}  // namespace
}  // namespace bareland::matching
