#include "geo/to_cgcs2000.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "geo/bd09.hpp"
#include "geo/crs.hpp"
#include "geo/error.hpp"
#include "geo/gcj02.hpp"

namespace bareland {
namespace {

TEST(ToCgcs2000, NamesAndUncertainties) {
    EXPECT_EQ(ToCgcs2000("EPSG:4548").name(), "EPSG:4548");
    EXPECT_EQ(ToCgcs2000("gcj02").name(), "GCJ-02");
    EXPECT_EQ(ToCgcs2000("bd09").name(), "BD-09");
    EXPECT_TRUE(ToCgcs2000("bd09").is_geographic());
    EXPECT_FALSE(ToCgcs2000("EPSG:4548").is_geographic());
    EXPECT_EQ(ToCgcs2000("EPSG:4490").extra_uncertainty_m(), 0);
    EXPECT_EQ(ToCgcs2000("EPSG:4326").extra_uncertainty_m(), 0);
    EXPECT_EQ(ToCgcs2000("gcj02").extra_uncertainty_m(), 10);
    EXPECT_EQ(ToCgcs2000("bd09").extra_uncertainty_m(), 15);
    // Krasovsky 1940 without a datum anybody knows.
    const ToCgcs2000 old("+proj=tmerc +lon_0=117 +x_0=500000 +ellps=krass");
    EXPECT_TRUE(old.datum_unknown());
    EXPECT_EQ(old.extra_uncertainty_m(), 200);
    EXPECT_THROW(ToCgcs2000("gcj"), Error);
}

TEST(ToCgcs2000, WebMapsAreInverted) {
    const Point true_place{116.65, 39.9};
    for (const auto& [crs, forward] :
         {std::pair<const char*, std::function<Point(Point)>>{"gcj02", gcj02::from_wgs84},
          {"bd09", bd09::from_wgs84}}) {
        const ToCgcs2000 to(crs);
        const Point back = to.point(forward(true_place), "x");
        EXPECT_NEAR(back.x, true_place.x, 1e-9);
        EXPECT_NEAR(back.y, true_place.y, 1e-9);
        const MultiPolygon square{
            {{forward({116.6, 39.9}), forward({116.7, 39.9}), forward({116.7, 40}), forward({116.6, 39.9})},
             {}}};
        EXPECT_NEAR(to.area(square, "x").at(0).outer.at(2).y, 40, 1e-9);
        EXPECT_EQ(to.line({forward({116.6, 39.9}), forward({116.7, 39.9})}, "x").size(), 2U);
    }
}

// A straight edge of 10 km in the plane is an arc in longitude and latitude: the points put in keep it within
// a millimetre, measured at 1000 places of the true edge.
TEST(ToCgcs2000, LongEdgesKeepTheirPlace) {
    const ToCgcs2000 to("EPSG:4548");
    const Point a{470000, 4410000}, b{480000, 4410000};
    const std::vector<Point> line = to.line({a, b}, "x");
    EXPECT_GT(line.size(), 10U);
    EXPECT_EQ(line.front(), to.point(a, "x"));
    EXPECT_EQ(line.back(), to.point(b, "x"));
    for (int i = 0; i <= 1000; ++i) {
        const Point p = to.point({a.x + (b.x - a.x) * i / 1000, a.y}, "x");
        double nearest = 1e9;
        for (std::size_t k = 0; k + 1 < line.size(); ++k) {
            const Point u = line[k], v = line[k + 1];
            if (p.x < u.x - 1e-12 || p.x > v.x + 1e-12) continue;
            const double t = (p.x - u.x) / (v.x - u.x);
            nearest = std::min(nearest, std::abs(u.y + t * (v.y - u.y) - p.y));
        }
        ASSERT_LT(nearest * 111000, 0.0011) << i;
    }
    // The same line backwards gets the same points.
    std::vector<Point> back = to.line({b, a}, "x");
    std::reverse(back.begin(), back.end());
    EXPECT_EQ(back, line);
}

TEST(ToCgcs2000, NoImageIsAnError) {
    try {
        ToCgcs2000("EPSG:4548").point({1e30, 1e30}, "a.csv, row 5");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3051");
        EXPECT_NE(error.text().en.find("a.csv, row 5"), std::string::npos);
    }
}

}  // namespace
}  // namespace bareland
