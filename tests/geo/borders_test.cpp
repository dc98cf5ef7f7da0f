// transform_borders and ground_area.
#include <geodesic.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "geo/crs.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/error.hpp"

namespace bareland {
namespace {

const char* const krasovsky_albers =
    "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +x_0=0 +y_0=0 +ellps=krass +units=m";

MultiPolygon box(double x0, double y0, double x1, double y1) {
    return {{{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}}, {}}};
}

double distance_to_segment(Point p, Point a, Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double t = std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

// The greatest distance of the true image of the source's border from the densified one, at 500 places an
// edge.
double worst_deviation(const Ring& source, const Ring& image, const Transform& transform,
                       const Affine& after) {
    double worst = 0;
    for (std::size_t i = 0; i + 1 < source.size(); ++i) {
        for (int k = 0; k < 500; ++k) {
            const double t = k / 500.0;
            std::vector<Point> p{{source[i].x + (source[i + 1].x - source[i].x) * t,
                                  source[i].y + (source[i + 1].y - source[i].y) * t}};
            transform.apply(p);
            const Point at = after.apply(p[0]);
            double nearest = 1e300;
            for (std::size_t j = 0; j + 1 < image.size(); ++j) {
                nearest = std::min(nearest, distance_to_segment(at, image[j], image[j + 1]));
            }
            worst = std::max(worst, nearest);
        }
    }
    return worst;
}

struct Case {
    const char* from;
    const char* to;
    MultiPolygon shape;
    Affine after;
    std::size_t least_points;
};

TEST(TransformBorders, StaysWithinTheTolerance) {
    const Affine ten_metres = Affine{400000, 10, 0, 4500000, 0, -10}.inverse();
    const std::vector<Case> cases{
        {"EPSG:4490", "EPSG:32650", box(116.2, 39.5, 117.4, 40.5), ten_metres, 20},
        {"EPSG:32650", "EPSG:4490", box(400000, 4300000, 600000, 4500000),
         Affine{115, 1e-4, 0, 41, 0, -1e-4}.inverse(), 20},
        {"EPSG:4490", krasovsky_albers, box(115.5, 39.5, 117.5, 41), Affine{0, 90, 0, 0, 0, -90}.inverse(),
         10},
        {"EPSG:3857", "EPSG:4513", box(12.9e6, 4.7e6, 13.1e6, 4.9e6), ten_metres, 20},
        {"EPSG:4490",
         "EPSG:32650",
         {{{{116.5, 39.8}, {116.6, 39.81}, {116.55, 39.9}, {116.5, 39.8}}, {}}},
         ten_metres,
         6},
        // A diagonal through the symmetry centre of transverse Mercator bends like an S: its middle stays
        // put.
        {"EPSG:4490",
         "EPSG:32631",
         {{{{-1, -1}, {7, 1}, {3, 4}, {-1, -1}}, {}}},
         Affine{0, 10, 0, 0, 0, -10}.inverse(),
         20},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(std::string(c.from) + " -> " + c.to);
        const Transform transform{Crs(c.from), Crs(c.to)};
        const MultiPolygon out = transform_borders(c.shape, transform, c.after, 0.01, "test");
        ASSERT_EQ(out.size(), 1U);
        EXPECT_GE(out[0].outer.size(), c.least_points);
        EXPECT_LT(out[0].outer.size(), 5000U);
        EXPECT_EQ(out[0].outer.front(), out[0].outer.back());
        EXPECT_LE(worst_deviation(c.shape[0].outer, out[0].outer, transform, c.after), 0.0101);
    }
}

TEST(TransformBorders, IdentityOnlyAppliesTheGeotransform) {
    const Transform same(Crs("EPSG:32650"), Crs("EPSG:32650"));
    const MultiPolygon out = transform_borders(box(100, 200, 300, 400), same,
                                               Affine{100, 10, 0, 400, 0, -10}.inverse(), 0.01, "test");
    EXPECT_EQ(out[0].outer, (Ring{{0, 20}, {20, 20}, {20, 0}, {0, 0}, {0, 20}}));
}

using Edge = std::pair<Point, Point>;
struct EdgeLess {
    bool operator()(const Edge& l, const Edge& r) const {
        return std::tie(l.first.x, l.first.y, l.second.x, l.second.y) <
               std::tie(r.first.x, r.first.y, r.second.x, r.second.y);
    }
};
std::set<Edge, EdgeLess> edges_of(const Ring& ring, bool reversed) {
    std::set<Edge, EdgeLess> edges;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        edges.insert(reversed ? Edge{ring[i + 1], ring[i]} : Edge{ring[i], ring[i + 1]});
    }
    return edges;
}

// Two units of very different extent share a border whose edges are of all lengths, from metres to 40 km:
// what is added must not depend on the unit, or a gap opens.
TEST(TransformBorders, SharedBordersStaySharedBothWays) {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> step(-9, 0);
    for (const auto& [from, to, scale, x0, y0] : {std::tuple{"EPSG:4490", "EPSG:32650", 1.0, 116.0, 39.0},
                                                  std::tuple{"EPSG:32650", "EPSG:4490", 1e5, 4e5, 4.3e6}}) {
        const Transform transform{Crs(from), Crs(to)};
        const bool degrees = transform.to().is_geographic();
        const Affine cells = degrees ? Affine{115, 1e-4, 0, 41, 0, -1e-4} : Affine{0, 10, 0, 5e6, 0, -10};
        Ring shared;
        double y = y0;
        for (int i = 0; i < 300; ++i) {
            shared.push_back({x0 + scale * (0.5 + 0.01 * std::sin(i)), y});
            y += scale * std::pow(2.0, step(random)) * 0.1;
        }
        Ring east = shared;  // northwards along the border, then round the east
        east.push_back({x0 + scale * 0.7, y});
        east.push_back({x0 + scale * 0.7, y0});
        east.push_back(east.front());
        Ring west(shared.rbegin(), shared.rend());  // southwards, then far round the west
        west.push_back({x0 - scale, y0 - scale});
        west.push_back({x0 - scale, y + scale});
        west.push_back(west.front());
        const auto a = transform_borders({{east, {}}}, transform, cells.inverse(), 0.01, "east");
        const auto b = transform_borders({{west, {}}}, transform, cells.inverse(), 0.01, "west");
        EXPECT_GT(a[0].outer.size(), east.size() + 20);
        const auto mine = edges_of(a[0].outer, false);
        const auto theirs = edges_of(b[0].outer, true);
        std::vector<Edge> common;
        std::set_intersection(mine.begin(), mine.end(), theirs.begin(), theirs.end(),
                              std::back_inserter(common), EdgeLess{});
        // Every piece of the shared border is common: those of `east` beyond its own three sides.
        std::vector<Point> border = shared;
        transform.apply(border);
        for (Point& p : border)
            p = cells.inverse().apply(p);
        std::size_t pieces = 0;
        for (const Point& p : a[0].outer) {
            ++pieces;
            if (p == border.back()) break;
        }
        EXPECT_EQ(common.size(), pieces - 1);
    }
}

TEST(TransformBorders, NamesWhatHasNoImage) {
    const Transform mercator(Crs("EPSG:4326"), Crs("EPSG:3857"));
    try {
        transform_borders(box(10, 80, 20, 100), mercator, Affine{}, 0.01, "units.shp");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3051");
        EXPECT_EQ(error.text().en.rfind("units.shp: the coordinates (20, 100)", 0), 0U) << error.text().en;
    }
}

TEST(TransformBorders, SurvivesTheDateLine) {
    const Transform fiji(Crs("EPSG:32660"), Crs("EPSG:4326"));
    const auto out = transform_borders(box(700000, 8000000, 900000, 8100000), fiji, Affine{}, 1e-6, "fiji");
    EXPECT_LT(out[0].outer.size(), 10000U);
}

// ---- ground_area ----

TEST(GroundArea, GraticuleCellsInGeographicCoordinates) {
    const Transform identity(Crs("EPSG:4490"), Crs::cgcs2000());
    for (const auto& [lat, size] :
         {std::pair{39.9, 1e-4}, {39.9, 0.1}, {0.0, 1.0}, {-33.0, 5.0}, {80.0, 2.0}}) {
        const double expected = ellipsoid::cell_area(lat, lat + size, 116, 116 + size);
        EXPECT_NEAR(ground_area(box(116, lat, 116 + size, lat + size), identity) / expected, 1, 1e-10) << lat;
    }
}

TEST(GroundArea, MercatorBoxesAreGraticuleCells) {
    // In Web Mercator x = a lon, y = a ln tan(45 + lat/2): meridians and parallels are straight.
    const double degree = 3.14159265358979323846 / 180;
    const auto y = [&](double lat) { return 6378137.0 * std::log(std::tan((45 + lat / 2) * degree)); };
    const auto x = [&](double lon) { return 6378137.0 * lon * degree; };
    const Transform inverse(Crs("EPSG:3857"), Crs::cgcs2000());
    for (const double size : {0.01, 0.3, 4.0}) {
        const double expected = ellipsoid::cell_area(39, 39 + size, 116, 116 + size);
        const double area = ground_area(box(x(116), y(39), x(116 + size), y(39 + size)), inverse);
        EXPECT_NEAR(area / expected, 1, 1e-10) << size;
    }
}

TEST(GroundArea, AgreesWithGeodesicPolygons) {
    geod_geodesic earth;
    geod_init(&earth, ellipsoid::semi_major_m, 1 / ellipsoid::inverse_flattening);
    struct {
        const char* crs;
        double x, y;
    } const places[] = {{"EPSG:4490", 116.4, 39.9},
                        {"EPSG:32650", 420000, 4400000},
                        {"EPSG:3857", 12960000, 4850000},
                        {"EPSG:4509", 350000, 4420000},
                        {krasovsky_albers, 960000, 4420000}};
    for (const auto& place : places) {
        SCOPED_TRACE(place.crs);
        const Transform transform{Crs(place.crs), Crs::cgcs2000()};
        const double unit = transform.from().is_geographic() ? 1e-5 : 1;
        const Ring ring{{place.x, place.y},
                        {place.x + 9000 * unit, place.y + 2500 * unit},
                        {place.x + 6500 * unit, place.y + 7700 * unit},
                        {place.x - 1200 * unit, place.y + 6100 * unit},
                        {place.x, place.y}};
        geod_polygon polygon;
        geod_polygon_init(&polygon, 0);
        const int n = 10000;  // pieces of about a metre: a geodesic is off the straight line by 2e-8 m
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            std::vector<Point> pieces;
            for (int k = 0; k < n; ++k) {
                const double t = 1.0 * k / n;
                pieces.push_back({ring[i].x + (ring[i + 1].x - ring[i].x) * t,
                                  ring[i].y + (ring[i + 1].y - ring[i].y) * t});
            }
            transform.apply(pieces);
            for (const Point& p : pieces)
                geod_polygon_addpoint(&earth, &polygon, p.y, p.x);
        }
        double expected = 0;
        geod_polygon_compute(&earth, &polygon, 0, 1, &expected, nullptr);
        EXPECT_NEAR(ground_area({{ring, {}}}, transform) / expected, 1, 1e-10);
        Ring backwards(ring.rbegin(), ring.rend());
        EXPECT_NEAR(ground_area({{backwards, {}}}, transform) / expected, 1, 1e-10);
    }
}

TEST(GroundArea, LongEdgesAreAsExactAsShortOnes) {
    // One edge of 300 km against the same edge cut into 3000.
    for (const char* const crs : {"EPSG:4490", "EPSG:32650", "EPSG:3857", krasovsky_albers}) {
        const Transform transform{Crs(crs), Crs::cgcs2000()};
        const bool degrees = transform.from().is_geographic();
        const MultiPolygon coarse =
            degrees ? MultiPolygon{{{{115, 39}, {118, 40}, {116, 42}, {115, 39}}, {}}}
                    : MultiPolygon{{{{4e5, 4.3e6}, {7e5, 4.4e6}, {5e5, 4.6e6}, {4e5, 4.3e6}}, {}}};
        MultiPolygon fine(1);
        for (std::size_t i = 0; i + 1 < 4; ++i) {
            const Point a = coarse[0].outer[i], b = coarse[0].outer[i + 1];
            for (int k = 0; k < 3000; ++k) {
                fine[0].outer.push_back({a.x + (b.x - a.x) * k / 3000, a.y + (b.y - a.y) * k / 3000});
            }
        }
        fine[0].outer.push_back(coarse[0].outer[0]);
        EXPECT_NEAR(ground_area(coarse, transform) / ground_area(fine, transform), 1, 1e-10) << crs;
    }
}

TEST(GroundArea, SubtractsHolesWhateverTheirOrientation) {
    const Transform identity(Crs("EPSG:4490"), Crs::cgcs2000());
    MultiPolygon shape = box(116, 39, 117, 40);
    shape[0].holes.push_back(box(116.2, 39.2, 116.4, 39.4)[0].outer);
    Ring reversed = box(116.6, 39.6, 116.8, 39.9)[0].outer;
    std::reverse(reversed.begin(), reversed.end());
    shape[0].holes.push_back(reversed);
    const double expected = ellipsoid::cell_area(39, 40, 116, 117) -
                            ellipsoid::cell_area(39.2, 39.4, 116.2, 116.4) -
                            ellipsoid::cell_area(39.6, 39.9, 116.6, 116.8);
    EXPECT_NEAR(ground_area(shape, identity) / expected, 1, 1e-10);
    EXPECT_EQ(ground_area({}, identity), 0);
}

TEST(GroundArea, CrossesTheDateLineInAPlane) {
    // The same box in UTM 60 and, 6 degrees further west, in UTM 59.
    const Transform east(Crs("EPSG:32660"), Crs::cgcs2000());
    const Transform west(Crs("EPSG:32659"), Crs::cgcs2000());
    const MultiPolygon shape = box(700000, 4000000, 900000, 4100000);
    EXPECT_NEAR(ground_area(shape, east) / ground_area(shape, west), 1, 1e-12);
}

TEST(GroundArea, SaysWhereThereIsNone) {
    const Transform inverse(Crs("EPSG:32650"), Crs::cgcs2000());
    try {
        ground_area(box(1e30, 1e30, 2e30, 2e30), inverse);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3053");
    }
}

}  // namespace
}  // namespace bareland
