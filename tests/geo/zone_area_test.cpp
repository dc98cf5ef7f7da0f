#include <geos_c.h>
#include <gtest/gtest.h>
#include <proj.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <thread>
#include <vector>

#include "geo/crs.hpp"
#include "geo/ellipsoid.hpp"
#include "geo/overlay.hpp"
#include "geo/zone_index.hpp"
#include "tests/geo/edge_oracle.hpp"

namespace bareland {
namespace {

using oracle::box;
using oracle::going;
using oracle::karney;

const Point centre{116.66, 39.91};

double ground(const MultiPolygon& shape) {
    const Transform same(Crs::cgcs2000(), Crs::cgcs2000());
    return ground_area(shape, same);
}

// The hit on the only zone there is; outside and infinitely far when there is none.
AreaHit against(const MultiPolygon& area, const IndexedZone& zone, double within_m = 1e6) {
    const ZoneIndex index({&zone, 1}, 1);
    const ZoneIndex::AreaAnswer answer = index.of_area(area, within_m);
    EXPECT_LE(answer.hits.size(), 1U);
    if (answer.hits.empty()) return {};
    EXPECT_EQ(answer.nearest.at(0).distance_m, answer.hits[0].distance_m);
    EXPECT_EQ(answer.nearest.at(0).relation, answer.hits[0].relation);
    return answer.hits[0];
}
AreaHit against(const MultiPolygon& area, const MultiPolygon& shape, double within_m = 1e6) {
    return against(area, {&shape, {}, 0}, within_m);
}

TEST(OfArea, InsidePartlyOutside) {
    const MultiPolygon zone = box(116, 39, 117, 40);
    const MultiPolygon in = box(116.5, 39.5, 116.51, 39.51);
    AreaHit hit = against(in, zone);
    EXPECT_EQ(hit.relation, Relation::inside);
    EXPECT_NEAR(hit.distance_m, -oracle::to_border({116.51, 39.51}, zone), 0.001 * 42000);
    EXPECT_GE(hit.distance_m, -oracle::to_border({116.51, 39.51}, zone) - 0.01);
    EXPECT_NEAR(hit.overlap_m2, ellipsoid::cell_area(39.5, 39.51, 116.5, 116.51), 0.01);
    EXPECT_EQ(hit.overlap_share, 1);

    hit = against(box(116.99, 39.5, 117.03, 39.51), zone);
    EXPECT_EQ(hit.relation, Relation::partly);
    EXPECT_EQ(hit.distance_m, 0);
    EXPECT_NEAR(hit.overlap_m2, ellipsoid::cell_area(39.5, 39.51, 116.99, 117), 0.01);
    EXPECT_NEAR(hit.overlap_share, 0.25, 1e-9);
    EXPECT_EQ(hit.edge.x, 117);

    hit = against(box(117.01, 39.5, 117.02, 39.51), zone);
    EXPECT_EQ(hit.relation, Relation::outside);
    EXPECT_NEAR(hit.distance_m, oracle::to_border({117.01, 39.51}, zone), 0.001);
    EXPECT_EQ(hit.overlap_m2, 0);
    EXPECT_EQ(hit.overlap_share, 0);
    EXPECT_LT(oracle::to_border(hit.edge, zone), 1e-6);
}

TEST(OfArea, WhatOnlyTouchesIsOutsideAtDistanceZero) {
    const MultiPolygon zone = box(116, 39, 117, 40);
    for (const MultiPolygon& area :
         {box(117, 39.5, 117.5, 39.75),  // along an edge
          box(117, 40, 117.5, 40.5),     // at a corner
          MultiPolygon{{{{117, 39.5}, {117.5, 39.25}, {117.5, 39.75}, {117, 39.5}}, {}}}}) {
        const AreaHit hit = against(area, zone, 0);
        EXPECT_EQ(hit.zone, 0U);
        EXPECT_EQ(hit.relation, Relation::outside);
        EXPECT_EQ(hit.distance_m, 0);
        EXPECT_EQ(hit.overlap_m2, 0);
        EXPECT_EQ(hit.edge.x, 117);
    }
}

TEST(OfArea, OverlapsBelowRoundingAreNone) {
    const MultiPolygon zone = box(116, 39, 117, 40);
    const double inwards = 117 - 1e-13, outwards = 117 + 1e-13;  // ten nanometres
    AreaHit hit = against(box(inwards, 39.5, 117.5, 39.75), zone);
    EXPECT_EQ(hit.relation, Relation::outside);
    EXPECT_EQ(hit.overlap_m2, 0);
    EXPECT_EQ(hit.distance_m, 0);
    hit = against(box(116.5, 39.5, outwards, 39.75), zone);
    EXPECT_EQ(hit.relation, Relation::inside);
    EXPECT_EQ(hit.overlap_share, 1);
    EXPECT_EQ(hit.distance_m, 0);
    // A millimetre is no rounding.
    hit = against(box(116.5, 39.5, 117 + 1e-8, 39.75), zone);
    EXPECT_EQ(hit.relation, Relation::partly);
    EXPECT_NEAR(hit.overlap_share, 1 - 2e-8, 1e-9);
    hit = against(box(117 - 1e-8, 39.5, 117.5, 39.75), zone);
    EXPECT_EQ(hit.relation, Relation::partly);
}

TEST(OfArea, InsideUpToTheEdgeIsInsideAtDistanceZero) {
    const MultiPolygon zone = box(116, 39, 117, 40);
    AreaHit hit = against(box(116.5, 39.5, 117, 40), zone);
    EXPECT_EQ(hit.relation, Relation::inside);
    EXPECT_EQ(hit.distance_m, 0);
    EXPECT_EQ(hit.overlap_share, 1);
    hit = against(zone, zone);
    EXPECT_EQ(hit.relation, Relation::inside);
    EXPECT_EQ(hit.distance_m, 0);
}

TEST(OfArea, HolesOfBothAreMinded) {
    MultiPolygon ring = box(116, 39, 117, 40);
    ring[0].holes.push_back(box(116.25, 39.25, 116.75, 39.75)[0].outer);
    // In the hole: outside. Over the hole's edge: partly. The area's hole round the zone's hole: inside.
    EXPECT_EQ(against(box(116.4, 39.4, 116.6, 39.6), ring).relation, Relation::outside);
    EXPECT_NEAR(against(box(116.4, 39.4, 116.6, 39.6), ring).distance_m,
                karney({116.4, 39.6}, {116.25, 39.6}), 20);
    EXPECT_EQ(against(box(116.5, 39.5, 116.875, 39.625), ring).relation, Relation::partly);
    EXPECT_EQ(against(box(116.125, 39.125, 116.875, 39.875), ring).relation, Relation::partly);
    MultiPolygon frame = box(116.125, 39.125, 116.875, 39.875);
    frame[0].holes.push_back(box(116.2, 39.2, 116.8, 39.8)[0].outer);
    const AreaHit hit = against(frame, ring);
    EXPECT_EQ(hit.relation, Relation::inside);
    EXPECT_NEAR(hit.distance_m, -oracle::to_border({116.2, 39.75}, ring), 0.001);
    // The zone in the hole of the area, and the zone within the area.
    MultiPolygon around = box(115, 38, 118, 41);
    EXPECT_EQ(against(around, ring).relation, Relation::partly);
    EXPECT_NEAR(against(around, ring).overlap_m2 / ground(ring), 1, 1e-9);
    around[0].holes.push_back(box(115.5, 38.5, 117.5, 40.5)[0].outer);
    EXPECT_EQ(against(around, ring).relation, Relation::outside);
    EXPECT_GT(against(around, ring).distance_m, 40000);
}

TEST(OfArea, PartsOfAnAreaMayLieApart) {
    const MultiPolygon zone = box(116, 39, 117, 40);
    MultiPolygon area = box(116.4, 39.4, 116.5, 39.5);
    area.push_back(box(117.4, 39.4, 117.5, 39.5)[0]);
    const AreaHit hit = against(area, zone);
    EXPECT_EQ(hit.relation, Relation::partly);
    EXPECT_NEAR(hit.overlap_share, 0.5, 1e-9);
    area[1] = box(116.6, 39.4, 116.7, 39.5)[0];
    EXPECT_EQ(against(area, zone).relation, Relation::inside);
}

TEST(OfArea, ListsWhatIsNearAndTheNearestOfEachKind) {
    const std::vector<MultiPolygon> shapes{box(116, 39, 117, 40), box(116.2, 39.2, 116.8, 39.8),
                                           box(117.5, 39, 118, 40), box(118.5, 39, 119, 40)};
    const Disc well{"", {116.5, 40.2}, 200};
    const std::vector<IndexedZone> zones{{&shapes[0], {}, 0},
                                         {&shapes[1], {}, 0},
                                         {&shapes[2], {}, 1},
                                         {&shapes[3], {}, 1},
                                         {nullptr, {&well, 1}, 2}};
    const ZoneIndex index(zones, 4);
    const MultiPolygon area = box(116.4, 39.4, 116.6, 39.6);
    ZoneIndex::AreaAnswer answer = index.of_area(area, 1000);
    ASSERT_EQ(answer.hits.size(), 2U);
    EXPECT_EQ(answer.hits[0].zone, 0U);
    EXPECT_EQ(answer.hits[1].zone, 1U);
    ASSERT_EQ(answer.nearest.size(), 4U);
    EXPECT_EQ(answer.nearest[0].zone, 0U);  // the deeper one
    EXPECT_EQ(answer.nearest[1].zone, 2U);
    EXPECT_NEAR(answer.nearest[1].distance_m, oracle::to_border({116.6, 39.6}, shapes[2]), 1);
    EXPECT_EQ(answer.nearest[1].relation, Relation::outside);
    EXPECT_EQ(answer.nearest[2].zone, 4U);
    EXPECT_NEAR(answer.nearest[2].distance_m, karney({116.5, 40.2}, {116.5, 39.6}) - 200, 0.3);
    EXPECT_EQ(answer.nearest[3].zone, no_zone);
    answer = index.of_area(area, 80000);
    ASSERT_EQ(answer.hits.size(), 4U);
    EXPECT_EQ(answer.hits[3].zone, 4U);
}

// ---- against GEOS
// --------------------------------------------------------------------------------------------

// GEOS in the transverse Mercator through the place, where a few kilometres are good to 1e-7.
class Plane {
  public:
    explicit Plane(const Point& middle) : geos_(GEOS_init_r()), context_(proj_context_create()) {
        const std::string definition =
            "+proj=tmerc +a=6378137 +rf=298.257222101 +lon_0=" + std::to_string(middle.x);
        plane_ = proj_create(context_, definition.c_str());
    }
    ~Plane() {
        proj_destroy(plane_);
        proj_context_destroy(context_);
        GEOS_finish_r(geos_);
    }
    Plane(const Plane&) = delete;
    Plane& operator=(const Plane&) = delete;

    struct Answer {
        bool intersects, within;
        double distance, to_boundary;
    };
    Answer ask(const MultiPolygon& area, const MultiPolygon& zone) const {
        GEOSGeometry* a = polygons(area);
        GEOSGeometry* z = polygons(zone);
        GEOSGeometry* edge = GEOSBoundary_r(geos_, z);
        Answer answer{GEOSIntersects_r(geos_, a, z) == 1, GEOSWithin_r(geos_, a, z) == 1, 0, 0};
        GEOSDistance_r(geos_, a, z, &answer.distance);
        GEOSDistance_r(geos_, a, edge, &answer.to_boundary);
        for (GEOSGeometry* g : {a, z, edge})
            GEOSGeom_destroy_r(geos_, g);
        return answer;
    }

  private:
    // Edges in pieces of at most 20 m: straight in longitude and latitude is not straight in the plane.
    static Ring finer(const Ring& ring) {
        Ring out;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            const int pieces = std::max(1, static_cast<int>(std::ceil(karney(ring[i], ring[i + 1]) / 20)));
            for (int k = 0; k < pieces; ++k)
                out.push_back(oracle::on_line(ring[i], ring[i + 1], static_cast<double>(k) / pieces));
        }
        out.push_back(ring.back());
        return out;
    }
    GEOSGeometry* ring(const Ring& given) const {
        const Ring source = finer(given);
        GEOSCoordSequence* points = GEOSCoordSeq_create_r(geos_, static_cast<unsigned>(source.size()), 2);
        for (unsigned i = 0; i < source.size(); ++i) {
            const PJ_COORD at = proj_trans(
                plane_, PJ_FWD, proj_coord(proj_torad(source[i].x), proj_torad(source[i].y), 0, 0));
            GEOSCoordSeq_setXY_r(geos_, points, i, at.xy.x, at.xy.y);
        }
        return GEOSGeom_createLinearRing_r(geos_, points);
    }
    GEOSGeometry* polygons(const MultiPolygon& shape) const {
        std::vector<GEOSGeometry*> parts;
        for (const Polygon& polygon : shape) {
            std::vector<GEOSGeometry*> holes;
            for (const Ring& hole : polygon.holes)
                holes.push_back(ring(hole));
            parts.push_back(GEOSGeom_createPolygon_r(geos_, ring(polygon.outer), holes.data(),
                                                     static_cast<unsigned>(holes.size())));
        }
        return GEOSGeom_createCollection_r(geos_, GEOS_MULTIPOLYGON, parts.data(),
                                           static_cast<unsigned>(parts.size()));
    }

    GEOSContextHandle_t geos_;
    PJ_CONTEXT* context_;
    PJ* plane_;
};

TEST(OfArea, AgreesWithGeosInALocalProjection) {
    const Plane plane(centre);
    std::mt19937_64 random(71);
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<MultiPolygon> shapes;
    std::vector<IndexedZone> zones;
    shapes.reserve(8);
    for (int i = 0; i < 8; ++i) {
        shapes.push_back(
            oracle::holed_star(random, going(centre, 360 * unit(random), 1500 * unit(random)), 800, 300));
        zones.push_back({&shapes.back(), {}, static_cast<std::size_t>(i) % 2});
    }
    const ZoneIndex index(zones, 2);
    int count[3] = {0, 0, 0};
    for (int i = 0; i < 150; ++i) {
        const Point at = going(centre, 360 * unit(random), 2500 * unit(random));
        const MultiPolygon area = oracle::holed_star(random, at, i % 2 == 0 ? 30 : 220 * unit(random), 40);
        const ZoneIndex::AreaAnswer answer = index.of_area(area, 1e5);
        ASSERT_EQ(answer.hits.size(), shapes.size());
        std::vector<double> nearest(2, 1e300);
        for (std::size_t z = 0; z < shapes.size(); ++z) {
            const AreaHit& hit = answer.hits[z];
            const Plane::Answer expected = plane.ask(area, shapes[z]);
            ASSERT_EQ(hit.relation != Relation::outside, expected.intersects);
            ASSERT_EQ(hit.relation == Relation::inside, expected.within);
            const double distance = expected.within ? -expected.to_boundary : expected.distance;
            // The plane's scale 5 km from its meridian is off by 3e-7.
            ASSERT_NEAR(hit.distance_m, distance, 0.0005 + 1e-6 * std::abs(distance));
            ASSERT_LT(oracle::to_border(hit.edge, shapes[z]), 1e-5);
            nearest[z % 2] = std::min(nearest[z % 2], hit.distance_m);
            ++count[static_cast<int>(hit.relation)];
            const double common = ground(overlay::intersection(area, shapes[z]));
            ASSERT_NEAR(hit.overlap_m2, common, 1e-6 + 1e-9 * common);
            ASSERT_NEAR(hit.overlap_share, common / ground(area), 1e-9);
        }
        for (std::size_t k = 0; k < 2; ++k)
            ASSERT_EQ(answer.nearest[k].distance_m, nearest[k]);
        // The same nearest zone when none is listed but it is looked for.
        const ZoneIndex::AreaAnswer bare = index.of_area(area, 0);
        for (std::size_t k = 0; k < 2; ++k) {
            ASSERT_EQ(bare.nearest[k].zone, answer.nearest[k].zone);
            ASSERT_NEAR(bare.nearest[k].distance_m, nearest[k], 1e-9);
        }
    }
    EXPECT_GT(count[0], 20);
    EXPECT_GT(count[1], 100);
    EXPECT_GT(count[2], 100);
}

// ---- discs
// ---------------------------------------------------------------------------------------------------

TEST(OfArea, AgainstADiscGoesByDistance) {
    const Disc well{"", centre, 200};
    const IndexedZone zone{nullptr, {&well, 1}, 0};
    std::mt19937_64 random(81);
    std::uniform_real_distribution<double> unit(0, 1);
    int count[3] = {0, 0, 0};
    for (int i = 0; i < 200; ++i) {
        const Point at = going(centre, 360 * unit(random), 400 * unit(random));
        const MultiPolygon area = oracle::holed_star(random, at, 20 + 120 * unit(random), 12);
        const AreaHit hit = against(area, zone);
        double least = oracle::to_border(centre, area), most = 0;
        if (oracle::inside(centre, area)) least = 0;
        for (const Point& p : area[0].outer)
            most = std::max(most, karney(centre, p));
        ++count[static_cast<int>(hit.relation)];
        if (least > 200) {
            ASSERT_EQ(hit.relation, Relation::outside);
            ASSERT_NEAR(hit.distance_m, least - 200, 1e-4);
            ASSERT_EQ(hit.overlap_m2, 0);
        } else if (most < 200) {
            ASSERT_EQ(hit.relation, Relation::inside);
            ASSERT_NEAR(hit.distance_m, most - 200, 1e-4);
            ASSERT_EQ(hit.overlap_share, 1);
        } else {
            ASSERT_EQ(hit.relation, Relation::partly);
            ASSERT_EQ(hit.distance_m, 0);
            ASSERT_GT(hit.overlap_m2, 0);
            ASSERT_LT(hit.overlap_m2, ground(area));
        }
        ASSERT_NEAR(karney(centre, hit.edge), 200, 0.001);
    }
    for (const int relation : {0, 1, 2})
        EXPECT_GT(count[relation], 20);
}

TEST(OfArea, HalfADiscIsHalfItsArea) {
    const Disc well{"", {116.5, 39.5}, 200};
    const IndexedZone zone{nullptr, {&well, 1}, 0};
    const AreaHit half = against(box(116.5, 39, 117, 40), zone);  // the meridian through the well halves it
    EXPECT_EQ(half.relation, Relation::partly);
    EXPECT_NEAR(half.overlap_m2, std::numbers::pi * 200 * 200 / 2, 0.01);
    const AreaHit all = against(box(116, 39, 117, 40), zone);
    EXPECT_EQ(all.relation, Relation::partly);
    EXPECT_NEAR(all.overlap_m2, geodesic::disc_area(well.centre, 200), 0.01);
}

TEST(OfArea, SquareTouchingADiscWithinAMillimetre) {
    const Disc well{"", {116.5, 39.5}, 200};
    const IndexedZone zone{nullptr, {&well, 1}, 0};
    // A square whose western side passes a given distance east of the well.
    const auto square = [&](double metres) {
        const Point side = going(well.centre, 90, metres);
        return box(side.x, 39.49, side.x + 0.01, 39.51);
    };
    AreaHit hit = against(square(199.999), zone);
    EXPECT_EQ(hit.relation, Relation::partly);
    EXPECT_GE(hit.overlap_m2, 0);  // 4 mm2 of segment lie beyond what the polygon can tell
    hit = against(square(200.001), zone);
    EXPECT_EQ(hit.relation, Relation::outside);
    EXPECT_NEAR(hit.distance_m, 0.001, 1e-5);
}

TEST(OfArea, InsideSeveralDiscsTogether) {
    const Point east = going(centre, 90, 200), west = going(centre, 270, 200);
    const std::vector<Disc> discs{{"", west, 300}, {"", east, 300}};
    const IndexedZone zone{nullptr, discs, 0};
    const auto square = [&](double half) {
        const double x = going(centre, 90, half).x - centre.x, y = going(centre, 0, half).y - centre.y;
        return box(centre.x - x, centre.y - y, centre.x + x, centre.y + y);
    };
    // Circles of 300 m round places 400 m apart meet sqrt(300^2 - 200^2) = 223.6 m north of the middle.
    AreaHit hit = against(square(60), zone);  // within each of them: the deeper counts
    EXPECT_EQ(hit.relation, Relation::inside);
    hit = against(square(150), zone);  // in neither alone
    EXPECT_EQ(hit.relation, Relation::inside);
    EXPECT_EQ(hit.overlap_share, 1);
    EXPECT_LT(hit.distance_m, 0);
    const Point lens = going(centre, 0, 223.7);
    const MultiPolygon thin = box(centre.x - 1e-5, centre.y, centre.x + 1e-5, lens.y);
    hit = against(thin, zone);  // pokes out between the discs by 0.1 m
    EXPECT_EQ(hit.relation, Relation::partly);
    EXPECT_GT(hit.overlap_share, 0.99);
    hit = against(square(500), zone);
    EXPECT_EQ(hit.relation, Relation::partly);
    EXPECT_NEAR(hit.overlap_m2, geodesic::union_area(discs), 0.02);
}

TEST(OfArea, ThreadsShareTheIndex) {
    const MultiPolygon shape = box(116, 39, 117, 40);
    const Disc well{"", {116.5, 39.5}, 200};
    const std::vector<IndexedZone> zones{{&shape, {}, 0}, {nullptr, {&well, 1}, 1}};
    const ZoneIndex index(zones, 2);
    const MultiPolygon area = box(116.499, 39.5, 117.001, 39.51);
    std::vector<double> overlaps(3, 0);
    std::vector<std::thread> threads;
    for (double& overlap : overlaps) {
        threads.emplace_back([&] {
            for (int i = 0; i < 5; ++i)
                overlap = index.of_area(area, 100).hits.at(0).overlap_m2;
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_GT(overlaps[0], 0);
    EXPECT_EQ(overlaps[0], overlaps[1]);
    EXPECT_EQ(overlaps[0], overlaps[2]);
}

}  // namespace
}  // namespace bareland
