#include "geo/crs.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "geo/error.hpp"

namespace bareland {
namespace {

const char* const krasovsky_albers =
    "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +x_0=0 +y_0=0 +ellps=krass +units=m";

TEST(Crs, ReadsCodesWktAndProjStrings) {
    EXPECT_EQ(Crs("EPSG:4490").name(), "EPSG:4490");
    EXPECT_EQ(Crs("4490").epsg(), 4490);
    EXPECT_TRUE(Crs("epsg:4490").is_geographic());
    EXPECT_FALSE(Crs("EPSG:32650").is_geographic());
    EXPECT_EQ(Crs(Crs("EPSG:32650").wkt()).epsg(), 32650);
    EXPECT_EQ(Crs("+proj=utm +zone=50 +datum=WGS84").epsg(), std::nullopt);
    EXPECT_FALSE(Crs(krasovsky_albers).is_geographic());
    EXPECT_EQ(Crs("EPSG:32650+5773").epsg(), 32650);  // the heights of a compound CRS go
    EXPECT_EQ(Crs::cgcs2000().epsg(), 4490);
}

TEST(Crs, ReadsWholeNamesOnly) {
    EXPECT_EQ(Crs("WGS84").epsg(), 4326);
    EXPECT_EQ(Crs("WGS 84").epsg(), 4326);
    EXPECT_EQ(Crs("China Geodetic Coordinate System 2000").epsg(), 4490);
    EXPECT_EQ(Crs("Xian 1980").epsg(), 4610);
    EXPECT_EQ(Crs("CGCS2000 / 3-degree Gauss-Kruger CM 117E").epsg(), 4548);
    EXPECT_TRUE(Crs("CRS84").is_geographic());
    // PROJ itself takes a piece of a name for the first CRS that has it.
    for (const char* const piece : {"foo", "Kruger", "Beijing"})
        EXPECT_THROW(Crs{piece}, Error) << piece;
}

TEST(Crs, LooksThroughTowgs84) {
    const Crs crs("+proj=longlat +ellps=krass +towgs84=24,-123,-94,0.02,-0.25,-0.13,1.1");
    EXPECT_TRUE(crs.is_geographic());
}

std::string code_of(const std::string& definition) {
    try {
        const Crs crs(definition);
        return "none: " + crs.name();
    } catch (const Error& error) {
        EXPECT_NE(error.text().en.find(definition), std::string::npos);
        EXPECT_NE(error.text().zh.find(definition), std::string::npos);
        return error.code();
    }
}

TEST(Crs, RefusesWhatIsNone) {
    for (const char* const bad :
         {"garbage", "", "EPSG:999999", "+proj=nonsense", "EPSG:4978", "EPSG:5773", "GEOGCS[\"x\""}) {
        EXPECT_EQ(code_of(bad), "BL-3050") << bad;
    }
}

TEST(Crs, EquivalentIgnoresAxisOrder) {
    // EPSG:4508 prints northing first, the PROJ string easting first.
    const Crs gauss_kruger("EPSG:4508");
    EXPECT_TRUE(gauss_kruger.equivalent(Crs("EPSG:4508")));
    EXPECT_TRUE(Crs("EPSG:4326").equivalent(Crs("OGC:CRS84")));
    EXPECT_FALSE(Crs("EPSG:4326").equivalent(Crs("EPSG:4490")));
    EXPECT_FALSE(gauss_kruger.equivalent(Crs("EPSG:4507")));
}

TEST(Transform, GivesEastThenNorthInDegrees) {
    // PROJ 9's own: cs2cs EPSG:4326 EPSG:32650 with 39.9 116.7.
    const Transform utm(Crs("EPSG:4326"), Crs("EPSG:32650"));
    std::vector<Point> p{{116.7, 39.9}};
    utm.apply(p);
    EXPECT_NEAR(p[0].x, 474354.7532, 1e-3);
    EXPECT_NEAR(p[0].y, 4416701.3595, 1e-3);
    utm.apply_inverse(p);
    EXPECT_NEAR(p[0].x, 116.7, 1e-11);
    EXPECT_NEAR(p[0].y, 39.9, 1e-11);
    // On the central meridian the easting is the false easting, whatever the authority's axis order.
    const Transform gauss_kruger(Crs("EPSG:4490"), Crs("EPSG:4508"));
    std::vector<Point> q{{111, 40}};
    gauss_kruger.apply(q);
    EXPECT_NEAR(q[0].x, 500000, 1e-6);
    EXPECT_GT(q[0].y, 4.4e6);
}

TEST(Transform, IdentityPassesBitsUnchanged) {
    EXPECT_TRUE(Transform(Crs("EPSG:4490"), Crs("EPSG:4490")).identity());
    const Transform datum(Crs("EPSG:4326"), Crs("EPSG:4490"));
    EXPECT_TRUE(datum.identity());
    std::vector<Point> p{{116.7, 39.9}};
    datum.apply(p);
    EXPECT_EQ(p[0], (Point{116.7, 39.9}));
    EXPECT_FALSE(Transform(Crs("EPSG:4490"), Crs("EPSG:32650")).identity());
}

TEST(Transform, MarksPointsWithoutImage) {
    const Transform mercator(Crs("EPSG:4326"), Crs("EPSG:3857"));
    std::vector<Point> p{{0, 90}, {400, 100}, {10, 10}};
    mercator.apply(p);
    EXPECT_TRUE(std::isinf(p[1].x) && std::isinf(p[1].y));
    EXPECT_TRUE(std::isfinite(p[2].x) && std::isfinite(p[2].y));
}

TEST(Transform, ClonesWorkInThreads) {
    const Transform original(Crs("EPSG:4490"), Crs("EPSG:32650"));
    std::vector<Point> expected{{116.1, 39.1}, {117.2, 40.2}};
    original.apply(expected);
    std::vector<std::vector<Point>> results(4, std::vector<Point>{{116.1, 39.1}, {117.2, 40.2}});
    std::vector<std::thread> threads;
    for (auto& points : results) {
        threads.emplace_back([&points, copy = original.clone()] {
            for (int i = 0; i < 100; ++i) {
                copy.apply(points);
                if (i < 99) copy.apply_inverse(points);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    for (const auto& points : results) {
        EXPECT_NEAR(points[0].x, expected[0].x, 1e-5);
        EXPECT_NEAR(points[1].y, expected[1].y, 1e-5);
    }
}

TEST(Affine, InverseUndoes) {
    const Affine rotated{400000, 8, 3, 4500000, 2, -9};
    const Affine back = rotated.inverse();
    const Point p = back.apply(rotated.apply({17.25, 1234.5}));
    EXPECT_NEAR(p.x, 17.25, 1e-9);
    EXPECT_NEAR(p.y, 1234.5, 1e-9);
    EXPECT_DOUBLE_EQ(rotated.determinant(), -78);
    EXPECT_THROW((Affine{0, 1, 2, 0, 2, 4}.inverse()), Error);
}

}  // namespace
}  // namespace bareland
