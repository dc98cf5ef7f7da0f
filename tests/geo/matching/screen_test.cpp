#include "geo/matching/screen.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/geo/matching/drive.hpp"

namespace bareland::matching {
namespace {

using test::driven;
using test::moved;

const Point corner{116.6, 39.9};

// 2 km by 1 km.
ZoneRecord zone() {
    ZoneRecord out;
    out.id = "A";
    Polygon box;
    box.outer = {corner, moved(corner, 2000, 0), moved(corner, 2000, 1000), moved(corner, 0, 1000), corner};
    out.shape = {box};
    return out;
}

bool concerns(const std::vector<Sample>& samples) {
    const std::vector<ZoneRecord> zones{zone()};
    return Screen(zones).concerns(samples);
}

TEST(Screen, WhoDrivesThroughIsSeenHoweverRareThePoints) {
    const std::vector<Point> through{moved(corner, -9000, 500), moved(corner, 11000, 500)};
    for (const double every_m : {50.0, 500.0, 3000.0, 20'000.0})
        EXPECT_TRUE(concerns(driven(through, {.every_m = every_m, .speed_mps = 15}))) << every_m;
    const std::vector<Point> past{moved(corner, -9000, 5000), moved(corner, 11000, 5000)};
    EXPECT_FALSE(concerns(driven(past, {.every_m = 300, .speed_mps = 15})));
    // Twenty minutes without a point: it could have been there and back.
    EXPECT_TRUE(concerns(driven(past, {.every_m = 18'000, .speed_mps = 15})));
    EXPECT_FALSE(concerns({}));
}

TEST(Screen, AWildPointHidesNothing) {
    auto samples =
        driven({moved(corner, -9000, 500), moved(corner, 11'000, 500)}, {.every_m = 7000, .speed_mps = 15});
    ASSERT_TRUE(concerns(samples));
    // Between the two points about the zone a third one, 200 km off.
    Sample wild = samples[1];
    wild.place = moved(wild.place, 0, 200'000);
    wild.seconds = (samples[1].seconds + samples[2].seconds) / 2;
    samples.insert(samples.begin() + 2, wild);
    EXPECT_TRUE(concerns(samples));
}

// Vehicles that wander at up to 100 km/h, seen now and then: those whose true way enters the zone are seen.
TEST(Screen, NoVehicleThatEnteredIsMissedWhateverTheOrderAndTheThreads) {
    const std::vector<ZoneRecord> zones{zone()};
    const Screen screen(zones);
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> u(0, 1);
    std::vector<FleetPoint> points;
    std::vector<bool> entered;
    for (std::uint32_t vehicle = 0; vehicle < 400; ++vehicle) {
        double east = 24'000 * u(random) - 11'000;
        double north = 24'000 * u(random) - 11'500;
        double course = 6.28 * u(random);
        bool inside = false;
        bool known = false;  // and seen again since
        double due = 0;
        const double pause = 10 + 120 * u(random);
        for (double second = 0; second < 1800; second += 2) {
            const double speed = 28 * u(random);
            if (u(random) < 0.02) course = 6.28 * u(random);
            east += 2 * speed * std::cos(course);
            north += 2 * speed * std::sin(course);
            // What happens before the first point nobody can know.
            if (due > 0) inside = inside || (east >= 0 && east <= 2000 && north >= 0 && north <= 1000);
            if (second < due) continue;
            known = inside;
            due = second + pause * (0.5 + u(random));
            points.push_back(FleetPoint::packed(moved(corner, east, north), 1.7e9 + second, vehicle));
        }
        entered.push_back(known);
    }
    std::vector<FleetPoint> shuffled = points;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    std::size_t seen = 0;
    FleetScreening in_order(screen), in_threads(screen), mixed(screen), in_parts(screen);
    in_order.add(points);
    in_threads.add(points, 2);
    mixed.add(shuffled);
    in_parts.add(std::span(points).first(points.size() / 3));
    in_parts.add(std::span(points).subspan(points.size() / 3), 2);
    for (std::uint32_t vehicle = 0; vehicle < entered.size(); ++vehicle) {
        if (entered[vehicle]) {
            EXPECT_TRUE(in_order.concerned(vehicle)) << vehicle;
            EXPECT_TRUE(mixed.concerned(vehicle)) << vehicle;
        }
        EXPECT_EQ(in_order.concerned(vehicle), in_threads.concerned(vehicle));
        EXPECT_EQ(in_order.concerned(vehicle), in_parts.concerned(vehicle));
        seen += in_order.concerned(vehicle) ? 1U : 0U;
    }
    const auto truly = std::count(entered.begin(), entered.end(), true);
    EXPECT_GT(truly, 10);
    EXPECT_EQ(seen, in_order.count());
    EXPECT_LT(seen, 300U);  // it keeps some out
}

// Within v T / 2 + slack of the zone exactly, but for the width of a cell.
TEST(Screen, TheBitmapIsTheZoneWidened) {
    const std::vector<ZoneRecord> zones{zone()};
    const Screen screen(zones, {.max_speed_kmh = 72, .slack_m = 100, .step_s = 60});  // 20 * 30 + 100 m
    const auto near = [&](double south_m) {
        return screen.near(FleetPoint::packed(moved(corner, 1000, -south_m), 0, 0));
    };
    EXPECT_TRUE(near(0));
    EXPECT_TRUE(near(699));
    EXPECT_FALSE(near(1000));
    EXPECT_FALSE(screen.near(FleetPoint::packed({0, 0}, 0, 0)));
    EXPECT_FALSE(Screen({}).near(FleetPoint::packed(corner, 0, 0)));
}

}  // namespace
}  // namespace bareland::matching
