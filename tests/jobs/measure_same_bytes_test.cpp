// Units, district, balance and findings have the same bytes whatever the threads, the order of features, and
// where rings start and which way they run.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "jobs/rank/run.hpp"
#include "tests/support/compare.hpp"
#include "tests/support/earth.hpp"
#include "tests/support/plan.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using namespace testing;

const std::string utm = "EPSG:32650";

std::string bytes(const Scene& scene, int threads = 2) {
    const test::TempDir folder;
    rank::Options options = write_scene(scene, folder.path().string());
    options.threads = threads;
    return settled_json(rank::run(options));
}

// 120 x 90 cells of 10 m in small tiles, so that several strips and windows are shared among threads; borders
// and masks in degrees, drawn coarsely, so that they bend on their way.
Scene large_scene() {
    const Affine grid{450000, 10, 0, 4419000, 0, -10};
    Scene scene = plan_scene(utm, grid);
    const Affine stretch{0, 5, 0, 0, 0, 4.5};
    const auto into_degrees = [&](MultiPolygon& shape) {
        const MultiPolygon cells = mapped(shape, grid.inverse());
        shape = moved(mapped(mapped(cells, stretch), grid), utm, "EPSG:4490");
    };
    for (SceneUnit& unit : scene.units)
        into_degrees(unit.shape);
    for (auto* shapes :
         {&scene.excluded.shapes, &scene.temporary, &scene.permanent, &scene.unknown, &scene.expired}) {
        for (MultiPolygon& shape : *shapes)
            into_degrees(shape);
    }
    for (auto& [id, shape] : scene.zones)
        into_degrees(shape);
    scene.units_crs = scene.excluded.crs = scene.controlled_crs = scene.zones_crs = "EPSG:4490";
    // A bow tie, to have a repair among the findings; a second row of a unit.
    scene.units.push_back(
        {"g", "庚街道", false,
         mapped(drawn({{116.41, 39.88}, {116.414, 39.89}, {116.414, 39.88}, {116.41, 39.887}}), {})});
    scene.units.push_back(
        {"g", "庚街道", false, mapped(drawn({{116.405, 39.88}, {116.408, 39.89}, {116.408, 39.88}}), {})});
    scene.rasters = {make_raster(utm, grid, 120, 90)};
    scene.rasters[0].storage = {Storage::Type::byte, Gaps::value, 16, 16};
    return scene;
}

void start_elsewhere(Ring& ring, std::size_t by, bool reverse) {
    ring.pop_back();
    std::rotate(ring.begin(), ring.begin() + static_cast<std::ptrdiff_t>(by % ring.size()), ring.end());
    if (reverse) std::reverse(ring.begin(), ring.end());
    ring.push_back(ring.front());
}

template <class Change>
void each_shape(Scene& scene, Change change) {
    for (SceneUnit& unit : scene.units)
        change(unit.shape);
    for (auto* shapes :
         {&scene.excluded.shapes, &scene.temporary, &scene.permanent, &scene.unknown, &scene.expired}) {
        for (MultiPolygon& shape : *shapes)
            change(shape);
    }
    for (auto& [id, shape] : scene.zones)
        change(shape);
}

TEST(MeasureBytes, AnyNumberOfThreads) {
    const Scene scene = large_scene();
    const std::string one = bytes(scene, 1);
    for (const int threads : {2, 3, 5, 16})
        EXPECT_EQ(bytes(scene, threads), one) << threads << " threads";
}

TEST(MeasureBytes, AnyOrderOfFeatures) {
    Scene scene = large_scene();
    const std::string given = bytes(scene);
    std::mt19937 random(7);
    for (int i = 0; i < 4; ++i) {
        std::shuffle(scene.units.begin(), scene.units.end(), random);
        std::shuffle(scene.excluded.shapes.begin(), scene.excluded.shapes.end(), random);
        std::shuffle(scene.zones.begin(), scene.zones.end(), random);
        std::shuffle(scene.temporary.begin(), scene.temporary.end(), random);
        std::shuffle(scene.permanent.begin(), scene.permanent.end(), random);
        std::shuffle(scene.unknown.begin(), scene.unknown.end(), random);
        ASSERT_EQ(bytes(scene), given) << "order " << i;
    }
}

TEST(MeasureBytes, RingsStartedElsewhere) {
    Scene scene = large_scene();
    const std::string given = bytes(scene);
    std::size_t by = 1;
    each_shape(scene, [&](MultiPolygon& shape) {
        for (Polygon& polygon : shape) {
            start_elsewhere(polygon.outer, by++, false);
            for (Ring& hole : polygon.holes)
                start_elsewhere(hole, by++, false);
        }
    });
    EXPECT_EQ(bytes(scene), given);
}

TEST(MeasureBytes, RingsReversedAndPiecesShuffled) {
    Scene scene = large_scene();
    const std::string given = bytes(scene);
    each_shape(scene, [&](MultiPolygon& shape) {
        for (Polygon& polygon : shape) {
            start_elsewhere(polygon.outer, 0, true);
            for (Ring& hole : polygon.holes)
                start_elsewhere(hole, 0, true);
        }
        std::reverse(shape.begin(), shape.end());
    });
    EXPECT_EQ(bytes(scene), given);
}

// Zones of one id, excluded polygons and measures may also arrive cut in other pieces; units may not gain by
// it.
TEST(MeasureBytes, RunTwice) {
    const Scene scene = large_scene();
    EXPECT_EQ(bytes(scene), bytes(scene));
}

}  // namespace
}  // namespace bareland
