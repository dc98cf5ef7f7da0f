// Geodesics against GeographicLib's published test set (on the WGS84 ellipsoid).
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "geo/geodesic.hpp"
#include "tests/shared/ground_truth.hpp"

namespace bareland {
namespace {

TEST(SharedGeodesics, GeodTest) {
    REQUIRE_SHARED_DATA();
    const geodesic::Ellipsoid wgs84(6378137, 298.257223563);
    std::ifstream file(testing::shared_data() + "/vectors/geodtest_100.dat");
    int compared = 0;
    for (std::string line; std::getline(file, line);) {
        std::istringstream fields(line);
        double lat1 = 0, lon1 = 0, azi1 = 0, lat2 = 0, lon2 = 0, azi2 = 0, s12 = 0;
        if (!(fields >> lat1 >> lon1 >> azi1 >> lat2 >> lon2 >> azi2 >> s12)) continue;
        ++compared;
        const Point from{lon1, lat1}, to{lon2, lat2};
        const geodesic::Course course = wgs84.inverse(from, to);
        EXPECT_NEAR(course.length_m, s12, 1e-7) << line;
        const geodesic::Arrival end = wgs84.direct(from, azi1, s12);
        EXPECT_NEAR(end.at.y, lat2, 2e-12) << line;
        // A degree of longitude shrinks to nothing near the poles.
        const double shrink = std::cos(lat2 * 3.14159265358979 / 180);
        EXPECT_NEAR(std::remainder(end.at.x - lon2, 360) * shrink, 0, 2e-12) << line;
        if (s12 < 1.99e7) {  // azimuths are ill-determined between points that are nearly opposite
            EXPECT_NEAR(std::remainder(course.azimuth - azi1, 360), 0, 1e-6) << line;
            EXPECT_NEAR(std::remainder(course.end_azimuth - azi2, 360), 0, 1e-6) << line;
        }
    }
    EXPECT_EQ(compared, 100);
}

}  // namespace
}  // namespace bareland
