#include "geo/zone_index.hpp"

#include <geos_c.h>
#include <gtest/gtest.h>
#include <proj.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/geo/edge_oracle.hpp"

namespace bareland {
namespace {

using oracle::box;
using oracle::going;
using oracle::karney;

const Point centre{116.66, 39.91};

struct Zones {
    std::vector<MultiPolygon> shapes;
    std::vector<std::size_t> kinds;

    std::vector<IndexedZone> indexed() const {
        std::vector<IndexedZone> out;
        for (std::size_t i = 0; i < shapes.size(); ++i)
            out.push_back({&shapes[i], {}, kinds[i]});
        return out;
    }
};

// Zones of three kinds with holes, partly over each other.
Zones random_zones(std::uint64_t seed, int count, double spread_m, double radius_m, int corners) {
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> unit(0, 1);
    Zones zones;
    for (int i = 0; i < count; ++i) {
        const Point at = going(centre, 360 * unit(random), spread_m * unit(random));
        zones.shapes.push_back(oracle::holed_star(random, at, radius_m * (0.3 + unit(random)), corners));
        zones.kinds.push_back(static_cast<std::size_t>(i) % 3);
    }
    return zones;
}

double allowed(double metres) {
    return std::abs(metres) <= 1000 ? 0.001 : 0.001 * std::abs(metres);
}

void expect_as_by_brute_force(const Zones& zones, const ZoneIndex& index, const Point& place) {
    ZoneAnswer answer;
    index.at(place, answer);
    std::vector<std::size_t> containing;
    std::vector<double> nearest(3, 1e300);
    for (std::size_t z = 0; z < zones.shapes.size(); ++z) {
        const double expected = oracle::signed_distance(place, zones.shapes[z]);
        if (expected < 0) containing.push_back(z);
        nearest[zones.kinds[z]] = std::min(nearest[zones.kinds[z]], expected);
        const ZoneDistance one = index.distance(place, z);
        EXPECT_EQ(one.zone, z);
        EXPECT_NEAR(one.distance_m, expected, allowed(expected)) << "zone " << z;
        EXPECT_NEAR(karney(place, one.edge), std::abs(one.distance_m), 1e-5);
        EXPECT_LT(oracle::to_border(one.edge, zones.shapes[z]), 1e-6);
    }
    ASSERT_EQ(answer.nearest.size(), 3U);
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_NEAR(answer.nearest[k].distance_m, nearest[k], allowed(nearest[k])) << "kind " << k;
        EXPECT_EQ(zones.kinds[answer.nearest[k].zone], k);
    }
    ASSERT_EQ(answer.containing.size(), containing.size());
    for (std::size_t i = 0; i < containing.size(); ++i) {
        EXPECT_EQ(answer.containing[i].zone, containing[i]);
        EXPECT_LT(answer.containing[i].distance_m, 0);
    }
}

TEST(ZoneIndex, AgreesWithBruteForceOverAllEdges) {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const Zones zones = random_zones(seed, 9, 3000, 1500, 40);
        const auto indexed = zones.indexed();
        const ZoneIndex index(indexed, 3);
        std::mt19937_64 random(seed + 100);
        std::uniform_real_distribution<double> unit(0, 1);
        for (int i = 0; i < 25; ++i) {
            expect_as_by_brute_force(zones, index, going(centre, 360 * unit(random), 6000 * unit(random)));
        }
    }
}

TEST(ZoneIndex, HoldsATenthOfAPercentFarAway) {
    const Zones zones = random_zones(9, 9, 30000, 8000, 60);
    const auto indexed = zones.indexed();
    const ZoneIndex index(indexed, 3);
    std::mt19937_64 random(10);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < 25; ++i)
        expect_as_by_brute_force(zones, index, going(centre, 360 * unit(random), 300000 * unit(random)));
}

TEST(ZoneIndex, FollowsLongEdgesThatBulge) {
    // 40 km edges, straight in longitude and latitude: the geodesics between their ends run up to 20 m beside
    // them.
    Zones zones;
    zones.kinds = {0, 1, 2};
    zones.shapes = {box(116.2, 39.7, 116.7, 40.1),
                    {{{{116.2, 39.7}, {116.7, 39.6}, {116.6, 40.1}, {116.25, 40}, {116.2, 39.7}}, {}}},
                    {{{{116.0, 39.5}, {116.9, 39.55}, {116.5, 40.3}, {116.0, 39.5}}, {}}}};
    const auto indexed = zones.indexed();
    const ZoneIndex index(indexed, 3);
    std::mt19937_64 random(4);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < 40; ++i) {
        const MultiPolygon& shape = zones.shapes[static_cast<std::size_t>(i) % 3];
        const auto edge = static_cast<std::size_t>(3 * unit(random));
        const Point on = oracle::on_line(shape[0].outer[edge], shape[0].outer[edge + 1], unit(random));
        expect_as_by_brute_force(zones, index, going(on, 360 * unit(random), 900 * unit(random)));
    }
}

// GEOS's distance in PROJ's azimuthal equidistant projection round the place, where distances from the place
// are true; edges in pieces of at most 20 m.
class LocalGeos {
  public:
    LocalGeos() : geos_(GEOS_init_r()), proj_(proj_context_create()) {}
    ~LocalGeos() {
        proj_context_destroy(proj_);
        GEOS_finish_r(geos_);
    }
    LocalGeos(const LocalGeos&) = delete;
    LocalGeos& operator=(const LocalGeos&) = delete;

    double distance(const Point& place, const MultiPolygon& shape) const {
        char definition[200];
        std::snprintf(definition, sizeof definition,
                      "+proj=aeqd +a=6378137 +rf=298.257222101 +lon_0=%.15g +lat_0=%.15g", place.x, place.y);
        PJ* plane = proj_create(proj_, definition);
        std::vector<GEOSGeometry*> lines;
        oracle::each_edge(shape, [&](const Point& a, const Point& b) {
            const int pieces = std::max(1, static_cast<int>(std::ceil(karney(a, b) / 20)));
            GEOSCoordSequence* points = GEOSCoordSeq_create_r(geos_, static_cast<unsigned>(pieces) + 1, 2);
            for (int k = 0; k <= pieces; ++k) {
                const Point p = oracle::on_line(a, b, static_cast<double>(k) / pieces);
                const PJ_COORD at =
                    proj_trans(plane, PJ_FWD, proj_coord(proj_torad(p.x), proj_torad(p.y), 0, 0));
                GEOSCoordSeq_setXY_r(geos_, points, static_cast<unsigned>(k), at.xy.x, at.xy.y);
            }
            lines.push_back(GEOSGeom_createLineString_r(geos_, points));
        });
        proj_destroy(plane);
        GEOSGeometry* all = GEOSGeom_createCollection_r(geos_, GEOS_MULTILINESTRING, lines.data(),
                                                        static_cast<unsigned>(lines.size()));
        GEOSGeometry* point = GEOSGeom_createPointFromXY_r(geos_, 0, 0);
        double distance = -1;
        GEOSDistance_r(geos_, all, point, &distance);
        GEOSGeom_destroy_r(geos_, point);
        GEOSGeom_destroy_r(geos_, all);
        return distance;
    }

  private:
    GEOSContextHandle_t geos_;
    PJ_CONTEXT* proj_;
};

TEST(ZoneIndex, AgreesWithGeosInALocalProjectionToAMillimetre) {
    const LocalGeos geos;
    const Zones zones = random_zones(21, 6, 2500, 900, 50);
    const auto indexed = zones.indexed();
    const ZoneIndex index(indexed, 3);
    std::mt19937_64 random(22);
    std::uniform_real_distribution<double> unit(0, 1);
    int near = 0;
    for (int i = 0; i < 60; ++i) {
        const Point place = going(centre, 360 * unit(random), 3500 * unit(random));
        for (std::size_t z = 0; z < zones.shapes.size(); ++z) {
            const double ours = std::abs(index.distance(place, z).distance_m);
            if (ours > 1000) continue;
            ++near;
            ASSERT_NEAR(ours, geos.distance(place, zones.shapes[z]), 0.001);
        }
    }
    EXPECT_GT(near, 100);
}

TEST(ZoneIndex, APlaceOnAnEdgeIsInsideAtDistanceZero) {
    // Quarters of a degree are exact, so these places lie exactly on the edges; the hole has edges, too.
    MultiPolygon shape = box(116, 39, 117, 40);
    shape[0].holes.push_back({{116.25, 39.25}, {116.5, 39.75}, {116.75, 39.25}, {116.25, 39.25}});
    const IndexedZone zone{&shape, {}, 0};
    const ZoneIndex index({&zone, 1}, 1);
    ZoneAnswer answer;
    const std::vector<Point> on{{116, 39},      {117, 40},       {116.5, 39},     {116, 39.5},
                                {116.5, 40},    {117, 39.125},   {116.25, 39.25}, {116.5, 39.25},
                                {116.5, 39.75}, {116.375, 39.5}, {116.625, 39.5}, {116.3125, 39.375}};
    for (const Point& place : on) {
        index.at(place, answer);
        ASSERT_EQ(answer.containing.size(), 1U) << place.x << ' ' << place.y;
        EXPECT_EQ(answer.containing[0].distance_m, 0);
        EXPECT_FALSE(std::signbit(answer.containing[0].distance_m));
        EXPECT_EQ(answer.containing[0].edge, place);
        EXPECT_EQ(answer.nearest[0].distance_m, 0);
    }
    // One step of the last digit aside, the side is still right.
    const double up = std::nextafter(39.0, 40.0), down = std::nextafter(39.0, 38.0);
    index.at({116.5, down}, answer);
    EXPECT_TRUE(answer.containing.empty());
    EXPECT_GE(answer.nearest[0].distance_m, 0);
    index.at({116.5, up}, answer);
    EXPECT_EQ(answer.containing.size(), 1U);
    index.at({116.375, std::nextafter(39.5, 39.0)}, answer);  // into the hole
    EXPECT_TRUE(answer.containing.empty());
    index.at({116.375, std::nextafter(39.5, 40.0)}, answer);
    EXPECT_EQ(answer.containing.size(), 1U);
}

TEST(ZoneIndex, AHoleIsOutsideAndItsEdgeCounts) {
    MultiPolygon shape = box(116, 39, 117, 40);
    shape[0].holes.push_back(box(116.4, 39.4, 116.6, 39.6)[0].outer);
    const IndexedZone zone{&shape, {}, 0};
    const ZoneIndex index({&zone, 1}, 1);
    const ZoneDistance in_hole = index.distance({116.5, 39.5}, 0);
    EXPECT_NEAR(in_hole.distance_m, oracle::to_border({116.5, 39.5}, shape), 8.0);
    EXPECT_GT(in_hole.distance_m, 8000);
    const ZoneDistance beside = index.distance({116.39, 39.5}, 0);
    EXPECT_NEAR(beside.distance_m, -karney({116.39, 39.5}, {116.4, 39.5}), 0.01);
}

TEST(ZoneIndex, OfZonesOfOneKindTheDeepestCountsAndOnlyItsOwnEdges) {
    const std::vector<MultiPolygon> shapes{box(116, 39, 117, 40), box(116.4, 39.4, 116.6, 39.6),
                                           box(117, 39, 118, 40)};
    std::vector<IndexedZone> zones;
    for (const MultiPolygon& shape : shapes)
        zones.push_back({&shape, {}, 0});
    const ZoneIndex index(zones, 1);
    ZoneAnswer answer;
    index.at({116.5, 39.5}, answer);  // nested: 1 lies in 0
    ASSERT_EQ(answer.containing.size(), 2U);
    EXPECT_EQ(answer.containing[0].zone, 0U);
    EXPECT_EQ(answer.containing[1].zone, 1U);
    EXPECT_LT(answer.containing[0].distance_m, -42000);
    EXPECT_NEAR(answer.containing[1].distance_m, -8593, 10);
    EXPECT_EQ(answer.nearest[0].zone, 0U);
    EXPECT_EQ(answer.nearest[0].distance_m, answer.containing[0].distance_m);
    index.at({117, 39.5}, answer);  // on the edge that 0 and 2 share
    ASSERT_EQ(answer.containing.size(), 2U);
    EXPECT_EQ(answer.nearest[0].zone, 0U);
    EXPECT_EQ(answer.nearest[0].distance_m, 0);
}

TEST(ZoneIndex, OfZonesEquallyNearTheFirstIsNamed) {
    // Two zones share the ragged edge that faces the place; whichever comes first is named.
    const Ring shared{{116.5, 39.5}, {116.503, 39.511}, {116.501, 39.523}, {116.5, 39.54}};
    MultiPolygon left{{shared, {}}}, right{{shared, {}}};
    left[0].outer.insert(left[0].outer.end(), {{116.4, 39.52}, {116.5, 39.5}});
    right[0].outer.insert(right[0].outer.end(), {{116.6, 39.52}, {116.5, 39.5}});
    for (const bool swap : {false, true}) {
        const std::vector<IndexedZone> zones{{swap ? &right : &left, {}, 0}, {swap ? &left : &right, {}, 0}};
        const ZoneIndex index(zones, 1);
        ZoneAnswer answer;
        index.at({116.5, 39.6}, answer);  // beyond the tip both have
        EXPECT_EQ(answer.nearest[0].zone, 0U);
    }
}

TEST(ZoneIndex, KindsAndZonesWithNothingInThem) {
    const MultiPolygon shape = box(116, 39, 117, 40), nothing;
    const std::vector<IndexedZone> zones{{&nothing, {}, 0}, {&shape, {}, 2}, {nullptr, {}, 2}};
    const ZoneIndex index(zones, 4);
    ZoneAnswer answer;
    index.at({116.5, 39.5}, answer);
    ASSERT_EQ(answer.nearest.size(), 4U);
    for (const std::size_t kind : {0U, 1U, 3U}) {
        EXPECT_EQ(answer.nearest[kind].zone, no_zone);
        EXPECT_EQ(answer.nearest[kind].distance_m, std::numeric_limits<double>::infinity());
    }
    EXPECT_EQ(answer.nearest[2].zone, 1U);
    EXPECT_EQ(index.distance({116.5, 39.5}, 0).zone, no_zone);
    const ZoneIndex none({}, 2);
    none.at({116.5, 39.5}, answer);
    EXPECT_EQ(answer.nearest.size(), 2U);
    EXPECT_TRUE(answer.containing.empty());
    std::vector<ZoneDistance> within;
    none.within({116.5, 39.5}, 1e9, within);
    EXPECT_TRUE(within.empty());
    EXPECT_TRUE(none.of_area(shape, 100).hits.empty());
}

TEST(ZoneIndex, ADiscIsDecidedByDistanceInAllDirections) {
    for (const double radius : {30.0, 50.0, 100.0, 200.0, 1000.0}) {
        const Disc well{"", centre, radius};
        const IndexedZone zone{nullptr, {&well, 1}, 0};
        const ZoneIndex index({&zone, 1}, 1);
        ZoneAnswer answer;
        for (int azimuth = 0; azimuth < 360; ++azimuth) {
            for (const double off : {-0.001, 0.001}) {
                const Point place = going(centre, azimuth, radius + off);
                index.at(place, answer);
                ASSERT_EQ(answer.containing.size(), off < 0 ? 1U : 0U) << radius << ' ' << azimuth;
                ASSERT_NEAR(answer.nearest[0].distance_m, off, 1e-6);
                ASSERT_NEAR(karney(centre, answer.nearest[0].edge), radius, 1e-5);
                ASSERT_LT(karney(place, answer.nearest[0].edge), 0.00102);
            }
        }
        index.at(centre, answer);
        EXPECT_EQ(answer.nearest[0].distance_m, -radius);
        index.at(going(centre, 77, radius + 5000), answer);
        EXPECT_NEAR(answer.nearest[0].distance_m, 5000, 1e-5);
    }
}

TEST(ZoneIndex, AZoneOfDiscsGoesByTheLeastOfThem) {
    std::mt19937_64 random(31);
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<Disc> discs;
    for (int i = 0; i < 60; ++i) {
        discs.push_back(
            {"", going(centre, 360 * unit(random), 3000 * unit(random)), 30 + 300 * unit(random)});
    }
    // The first forty are one zone, the others zones of their own, of another kind.
    std::vector<IndexedZone> zones{{nullptr, {discs.data(), 40}, 0}};
    for (std::size_t i = 40; i < 60; ++i)
        zones.push_back({nullptr, {&discs[i], 1}, 1});
    const ZoneIndex index(zones, 2);
    ZoneAnswer answer;
    for (int i = 0; i < 500; ++i) {
        const Point place = going(centre, 360 * unit(random), 4000 * unit(random));
        index.at(place, answer);
        double united = 1e300, single = 1e300;
        std::size_t holding = 0;
        for (std::size_t d = 0; d < discs.size(); ++d) {
            const double distance = karney(place, discs[d].centre) - discs[d].radius_m;
            (d < 40 ? united : single) = std::min(d < 40 ? united : single, distance);
            if (d >= 40 && distance <= 0) ++holding;
        }
        holding += united <= 0 ? 1U : 0U;
        ASSERT_NEAR(answer.nearest[0].distance_m, united, 1e-5);
        ASSERT_NEAR(answer.nearest[1].distance_m, single, 1e-5);
        ASSERT_EQ(answer.containing.size(), holding);
    }
}

TEST(ZoneIndex, WithinFindsBothSidesAndNothingElse) {
    Zones zones = random_zones(41, 12, 4000, 1500, 30);
    auto indexed = zones.indexed();
    const Disc well{"", centre, 300};
    indexed.push_back({nullptr, {&well, 1}, 1});
    const ZoneIndex index(indexed, 3);
    std::mt19937_64 random(42);
    std::uniform_real_distribution<double> unit(0, 1);
    std::vector<ZoneDistance> found;
    std::size_t inside = 0, outside = 0;
    for (int i = 0; i < 400; ++i) {
        const Point place = going(centre, 360 * unit(random), 5000 * unit(random));
        const double within = 300 * unit(random);
        index.within(place, within, found);
        std::size_t next = 0;
        for (std::size_t z = 0; z < indexed.size(); ++z) {
            const ZoneDistance one = index.distance(place, z);
            if (std::abs(one.distance_m) > within) continue;
            ASSERT_LT(next, found.size());
            EXPECT_EQ(found[next].zone, z);
            EXPECT_EQ(found[next].distance_m, one.distance_m);
            ++(one.distance_m < 0 ? inside : outside);
            ++next;
        }
        EXPECT_EQ(next, found.size());
    }
    EXPECT_GT(inside, 20U);
    EXPECT_GT(outside, 20U);
    index.within(centre, 300, found);  // from the well to its circle, exactly
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [](const ZoneDistance& d) { return d.zone == 12; }));
    index.within(centre, -1, found);
    EXPECT_TRUE(found.empty());
}

bool same_bytes(const ZoneDistance& a, const ZoneDistance& b) {
    return a.zone == b.zone && std::memcmp(&a.distance_m, &b.distance_m, sizeof a.distance_m) == 0 &&
           std::memcmp(&a.edge, &b.edge, sizeof a.edge) == 0;
}

TEST(ZoneIndex, GivesTheSameBytesHoweverRingsAreWritten) {
    Zones zones = random_zones(51, 9, 3000, 1500, 60);
    zones.shapes[0].insert(zones.shapes[0].end(), zones.shapes[8].begin(), zones.shapes[8].end());
    Zones turned = zones;
    std::mt19937_64 random(52);
    for (MultiPolygon& shape : turned.shapes) {
        std::reverse(shape.begin(), shape.end());
        for (Polygon& polygon : shape) {
            for (Ring* ring : {&polygon.outer, &polygon.holes[0]}) {
                ring->pop_back();
                std::rotate(ring->begin(),
                            ring->begin() + static_cast<std::ptrdiff_t>(random() % ring->size()),
                            ring->end());
                if (random() % 2 == 0) std::reverse(ring->begin(), ring->end());
                ring->push_back(ring->front());
            }
        }
    }
    const auto indexed = zones.indexed(), indexed_turned = turned.indexed();
    const ZoneIndex one(indexed, 3), other(indexed_turned, 3);
    ZoneAnswer a, b;
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < 3000; ++i) {
        const Point place = going(centre, 360 * unit(random), 6000 * unit(random));
        one.at(place, a);
        other.at(place, b);
        ASSERT_EQ(a.containing.size(), b.containing.size());
        ASSERT_TRUE(std::equal(a.containing.begin(), a.containing.end(), b.containing.begin(), same_bytes));
        ASSERT_TRUE(std::equal(a.nearest.begin(), a.nearest.end(), b.nearest.begin(), same_bytes));
    }
}

TEST(ZoneIndex, ThreadsShareIt) {
    const Zones zones = random_zones(61, 9, 3000, 1500, 200);
    const auto indexed = zones.indexed();
    const ZoneIndex index(indexed, 3);
    std::vector<Point> places;
    std::mt19937_64 random(62);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int i = 0; i < 300; ++i)
        places.push_back(going(centre, 360 * unit(random), 5000 * unit(random)));
    std::vector<std::vector<ZoneDistance>> results(4);
    std::vector<std::thread> threads;
    for (std::vector<ZoneDistance>& result : results) {
        threads.emplace_back([&] {
            ZoneAnswer answer;
            for (const Point& place : places) {
                index.at(place, answer);
                result.insert(result.end(), answer.nearest.begin(), answer.nearest.end());
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    for (const std::vector<ZoneDistance>& result : results) {
        ASSERT_EQ(result.size(), results[0].size());
        EXPECT_TRUE(std::equal(result.begin(), result.end(), results[0].begin(), same_bytes));
    }
}

TEST(ZoneIndex, ManyVerticesAndManyRingsAreFoundAsTheyShouldBe) {
    // A comb of 3000 small squares and a ring of 30,000 vertices: every leaf of the tree has its turn.
    MultiPolygon squares;
    for (int i = 0; i < 3000; ++i) {
        const double x = 116 + 0.001 * (i % 60), y = 39 + 0.001 * (i / 60);
        squares.push_back(box(x, y, x + 0.0005, y + 0.0005)[0]);
    }
    Ring circle;
    for (int i = 0; i < 30000; ++i)
        circle.push_back(going(centre, -0.012 * i, 2000));
    circle.push_back(circle.front());
    const MultiPolygon round{{circle, {}}};
    const std::vector<IndexedZone> zones{{&squares, {}, 0}, {&round, {}, 1}};
    const ZoneIndex index(zones, 2);
    for (int i = 0; i < 3000; ++i) {
        const double x = 116 + 0.001 * (i % 60), y = 39 + 0.001 * (i / 60);
        ASSERT_LT(index.distance({x + 0.0002, y + 0.0001}, 0).distance_m, -8);
        ASSERT_NEAR(index.distance({x + 0.0002, y - 0.0001}, 0).distance_m, 11.10, 0.01);
    }
    for (int azimuth = 0; azimuth < 360; azimuth += 7) {
        ASSERT_NEAR(index.distance(going(centre, azimuth, 1500), 1).distance_m, -500, 0.001);
        ASSERT_NEAR(index.distance(going(centre, azimuth, 2500), 1).distance_m, 500, 0.001);
    }
}

}  // namespace
}  // namespace bareland
