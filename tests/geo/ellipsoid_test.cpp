#include "geo/ellipsoid.hpp"

#include <geodesic.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace bareland::ellipsoid {
namespace {

TEST(AuthalicQ, GivesTheWholeEllipsoid) {
    // CGCS2000's b = 6356752.314140356 m; surface = 2 pi a^2 (1 + (1-e^2)/e atanh e).
    const double f = 1 / inverse_flattening;
    const double e = std::sqrt(f * (2 - f));
    const double surface =
        2 * std::numbers::pi * semi_major_m * semi_major_m * (1 + (1 - e * e) / e * std::atanh(e));
    EXPECT_NEAR(4 * std::numbers::pi * authalic_q(90) / surface, 1, 1e-15);
    EXPECT_NEAR(surface / 1e6, 510065621.7, 0.1);  // km2, as published for GRS80
    EXPECT_EQ(authalic_q(0), 0);
    EXPECT_EQ(authalic_q(-40), -authalic_q(40));
}

// dq/dlat = M N cos(lat) with M, N the radii of curvature: Simpson's rule over that, not the closed form.
double integrated(double lat0, double lat1) {
    const double f = 1 / inverse_flattening;
    const double e2 = f * (2 - f);
    const auto density = [&](double degrees) {
        const double lat = degrees * std::numbers::pi / 180;
        const double w2 = 1 - e2 * std::sin(lat) * std::sin(lat);
        return semi_major_m * semi_major_m * (1 - e2) / (w2 * w2) * std::cos(lat);
    };
    const int steps = 2000;
    const double h = (lat1 - lat0) / steps;
    double sum = density(lat0) + density(lat1);
    for (int i = 1; i < steps; ++i)
        sum += (i % 2 == 1 ? 4 : 2) * density(lat0 + i * h);
    return sum * h / 3 * std::numbers::pi / 180;
}

TEST(AuthalicQ, IsTheIntegralOfTheRadiiOfCurvature) {
    for (const double lat : {-75.0, -10.0, 1.0, 39.9, 60.0, 89.0}) {
        EXPECT_NEAR(authalic_q(lat) / integrated(0, lat), 1, 1e-12) << lat;
    }
}

TEST(CellArea, EqualsTheDifferenceOfQ) {
    const double expected = (authalic_q(41) - authalic_q(39)) * 2.5 * std::numbers::pi / 180;
    EXPECT_NEAR(cell_area(39, 41, 115, 117.5) / expected, 1, 1e-14);
    EXPECT_DOUBLE_EQ(cell_area(41, 39, 115, 117.5), -cell_area(39, 41, 115, 117.5));
    EXPECT_DOUBLE_EQ(cell_area(-41, -39, 115, 117.5), cell_area(39, 41, 115, 117.5));
}

TEST(CellArea, LosesNoDigitsOnTinyCells) {
    // A cell of half a metre: halving it again and again must give a quarter each time.
    const double step = 4.5e-6;
    const double whole = cell_area(39.9, 39.9 + step, 116, 116 + step);
    double parts = 0;
    for (int i = 0; i < 64; ++i) {
        const double lat = 39.9 + step * i / 64;
        parts += cell_area(lat, 39.9 + step * (i + 1) / 64, 116, 116 + step);
    }
    // 39.9 + step is itself only known to 7e-15 degrees, 1.6e-9 of the step.
    EXPECT_NEAR(parts / whole, 1, 1e-11);
    EXPECT_NEAR(whole / (integrated(39.9, 39.9 + step) * step * std::numbers::pi / 180), 1, 1e-8);
}

TEST(CellArea, AgreesWithGeodesicPolygon) {
    // The parallels as 40,000 short geodesics.
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, semi_major_m, 1 / inverse_flattening);
    geod_polygon polygon;
    geod_polygon_init(&polygon, 0);
    const int n = 40000;
    for (int i = 0; i <= n; ++i)
        geod_polygon_addpoint(&ellipsoid, &polygon, 39, 116 + 1.0 * i / n);
    for (int i = n; i >= 0; --i)
        geod_polygon_addpoint(&ellipsoid, &polygon, 40, 116 + 1.0 * i / n);
    double area = 0;
    geod_polygon_compute(&ellipsoid, &polygon, 0, 1, &area, nullptr);
    EXPECT_NEAR(cell_area(39, 40, 116, 117) / area, 1, 1e-11);
}

}  // namespace
}  // namespace bareland::ellipsoid
