#include "geo/local_metric.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/geo/edge_oracle.hpp"

namespace bareland {
namespace {

using oracle::going;
using oracle::karney;

const double latitudes[] = {0.0, 3.0, 22.0, 40.0, 53.0, -35.0, 65.0};

TEST(LocalMetric, IsAsExactAsItsHeaderSays) {
    std::mt19937_64 random(1);
    std::uniform_real_distribution<double> unit(0, 1);
    for (const double latitude : latitudes) {
        for (int i = 0; i < 2000; ++i) {
            const Point place{116 + unit(random), latitude + unit(random)};
            const double length = 20000 * unit(random);
            const Point at = going(place, 360 * unit(random), length);
            const LocalMetric metric(place);
            const double dx = at.x - place.x, dy = at.y - place.y;
            const double tangent = 1 + std::pow(std::tan(latitude * 0.01745), 2);
            ASSERT_NEAR(metric.model(dx, dy), length,
                        1e-8 + std::pow(length / 6.4e6, 2) * length / 6 * tangent);
            ASSERT_NEAR(metric.distance(dx, dy), length,
                        length < 1000   ? 1e-7
                        : length < 5000 ? 3e-6
                                        : 1e-4)
                << latitude << ' ' << length;
        }
    }
}

TEST(LocalMetric, StretchBoundsThePlaneByTheGeodesic) {
    std::mt19937_64 random(2);
    std::uniform_real_distribution<double> unit(0, 1);
    double tightest = 2;
    for (const double latitude : latitudes) {
        for (int i = 0; i < 5000; ++i) {
            const Point place{116 + unit(random), latitude + unit(random)};
            const double length = 600000 * std::pow(unit(random), 4);
            const Point at = going(place, 360 * unit(random), length);
            const LocalMetric metric(place);
            const double dx = at.x - place.x, dy = at.y - place.y;
            // Any box that holds the point is at most this far, by its scale at either end in latitude.
            const double plane = std::hypot(dx * (metric.c0() + dy * metric.c1()), dy * metric.m0());
            ASSERT_LE(plane, metric.stretch(length) * length * (1 + 1e-9) + 1e-8)
                << latitude << ' ' << length;
            if (length > 1000 && length < 20000) {
                tightest = std::min(tightest, metric.stretch(length));
                ASSERT_LT(metric.stretch(length), 1.0001);  // or the search would look at everything
            }
        }
    }
    EXPECT_GT(tightest, 1);
}

TEST(LocalMetric, BulgeBoundsWhatEdgesDoBesideTheirChords) {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> unit(0, 1);
    for (const double latitude : latitudes) {
        for (int i = 0; i < 2000; ++i) {
            const Point place{116 + unit(random), latitude + unit(random)};
            const Point a = going(place, 360 * unit(random), 50000 * std::pow(unit(random), 3));
            const Point b = going(a, 360 * unit(random), 50000 * std::pow(unit(random), 3));
            const LocalMetric metric(place);
            const auto plane = [&](const Point& p) {
                const double dx = p.x - place.x, dy = p.y - place.y;
                return Point{metric.east(dx, dy), metric.north(dy)};
            };
            const Point from = plane(a), to = plane(b);
            const double length = std::hypot(to.x - from.x, to.y - from.y);
            const double bound = metric.bulge(length * length, std::hypot(from.x, from.y));
            for (const double t : {0.1, 0.3, 0.5, 0.8}) {
                const Point on = plane(oracle::on_line(a, b, t)), chord = oracle::on_line(from, to, t);
                ASSERT_LE(std::hypot(on.x - chord.x, on.y - chord.y), bound + 1e-9) << latitude;
            }
        }
    }
}

TEST(LocalMetric, FindsTheNearestPointOfAnEdge) {
    std::mt19937_64 random(4);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < 600; ++i) {
        const Point place{116 + unit(random), 40 + unit(random)};
        const Point a = going(place, 360 * unit(random), 3000 * unit(random));
        const Point b = going(a, 360 * unit(random), 100000 * std::pow(unit(random), 4));
        const LocalMetric metric(place);
        const double t =
            metric.nearest_on_edge({a.x - place.x, a.y - place.y}, {b.x - place.x, b.y - place.y});
        ASSERT_GE(t, 0);
        ASSERT_LE(t, 1);
        ASSERT_NEAR(karney(place, oracle::on_line(a, b, t)), oracle::to_edge(place, a, b), 1e-5);
    }
}

TEST(Widened, HoldsEverythingWithinTheDistance) {
    Box box;
    box.add({116, 39});
    box.add({116.2, 39.1});
    for (const double metres : {1.0, 500.0, 100000.0}) {
        const Box wide = widened(box, metres);
        for (int azimuth = 0; azimuth < 360; azimuth += 5) {
            for (const Point& corner :
                 {Point{116, 39}, Point{116.2, 39.1}, Point{116, 39.1}, Point{116.2, 39}}) {
                const Point p = going(corner, azimuth, metres);
                ASSERT_TRUE(wide.min_x <= p.x && p.x <= wide.max_x && wide.min_y <= p.y && p.y <= wide.max_y);
            }
        }
        EXPECT_LT(wide.max_x - 116.2, metres / 111000 / std::cos(39.1 * 0.01745) * 1.1);
    }
}

}  // namespace
}  // namespace bareland
