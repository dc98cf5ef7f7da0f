// However a raster is stored, and whatever tells its gaps: the same areas, and the balance closes.
#include <gtest/gtest.h>

#include <algorithm>

#include "jobs/rank/run.hpp"
#include "tests/support/compare.hpp"
#include "tests/support/earth.hpp"
#include "tests/support/plan.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using namespace testing;
using Type = Storage::Type;

const std::string utm = "EPSG:32650";
const Affine ten_metres{450000, 10, 0, 4419000, 0, -10};

rank::Result ranked(const Scene& scene) {
    const test::TempDir folder;
    return rank::run(write_scene(scene, folder.path().string()));
}

struct Kind {
    const char* name;
    Storage storage;
};
std::ostream& operator<<(std::ostream& out, const Kind& kind) {
    return out << kind.name;
}

class MeasureStorage : public ::testing::TestWithParam<Kind> {};

TEST_P(MeasureStorage, AgreesWithCellPolygons) {
    Scene scene = plan_scene(utm, ten_metres);
    scene.rasters[0].storage = GetParam().storage;
    expect_areas(ranked(scene), expect(scene));
}

INSTANTIATE_TEST_SUITE_P(
    Files, MeasureStorage,
    ::testing::Values(Kind{"byte_value", {Type::byte, Gaps::value, 0, 0}},
                      Kind{"byte_nodata", {Type::byte, Gaps::nodata, 0, 0}},
                      Kind{"byte_mask_band", {Type::byte, Gaps::mask, 0, 0}},
                      Kind{"byte_alpha", {Type::byte, Gaps::alpha, 0, 0}},
                      Kind{"byte_mask_band_tiled", {Type::byte, Gaps::mask, 16, 16}},
                      Kind{"signed_byte_nodata", {Type::signed_byte, Gaps::nodata, 0, 0}},
                      Kind{"signed_byte_value", {Type::signed_byte, Gaps::value, 16, 16}},
                      Kind{"int16_nodata", {Type::int16, Gaps::nodata, 0, 0}},
                      Kind{"int16_mask_band", {Type::int16, Gaps::mask, 16, 16}},
                      Kind{"uint16_value", {Type::uint16, Gaps::value, 0, 1}},
                      Kind{"float32_nan", {Type::float32, Gaps::nan, 0, 0}},
                      Kind{"float32_nodata", {Type::float32, Gaps::nodata, 16, 16}},
                      Kind{"int16_alpha", {Type::int16, Gaps::alpha, 0, 0}},
                      Kind{"float32_alpha", {Type::float32, Gaps::alpha, 0, 3}},
                      Kind{"tiles_16", {Type::byte, Gaps::value, 16, 16}},
                      Kind{"tiles_32_by_16", {Type::byte, Gaps::nodata, 32, 16}},
                      Kind{"strips_of_one_row", {Type::byte, Gaps::value, 0, 1}},
                      Kind{"strips_of_seven_rows", {Type::byte, Gaps::value, 0, 7}},
                      Kind{"one_block", {Type::byte, Gaps::value, 0, plan_rows}},
                      Kind{"one_tile_larger_than_the_raster", {Type::byte, Gaps::value, 512, 512}}),
    [](const auto& tested) { return tested.param.name; });

// 530 x 40 cells in two tiles of 512, the second nearly empty; then other blocks over the same cells.
TEST(MeasureBlocks, RaggedTilesAndAllOtherBlocksAgree) {
    Scene scene = plan_scene(utm, ten_metres);
    const Affine stretch{0, 22, 0, 0, 0, 2};
    const Affine to_cells = ten_metres.inverse();
    const auto stretched = [&](MultiPolygon& shape) {
        shape = mapped(mapped(mapped(shape, to_cells), stretch), ten_metres);
    };
    for (SceneUnit& unit : scene.units)
        stretched(unit.shape);
    for (auto* shapes : {&scene.excluded.shapes, &scene.temporary, &scene.permanent, &scene.unknown}) {
        for (MultiPolygon& shape : *shapes)
            stretched(shape);
    }
    scene.expired.clear();
    scene.zones.clear();
    scene.rasters = {make_raster(utm, ten_metres, 530, 40)};
    scene.rasters[0].storage = {Type::byte, Gaps::value, 512, 512};
    const Expected expected = expect(scene);
    expect_areas(ranked(scene), expected);
    for (const Storage& storage :
         {Storage{Type::byte, Gaps::value, 16, 16}, Storage{Type::byte, Gaps::value, 0, 1},
          Storage{Type::byte, Gaps::mask, 512, 512}, Storage{Type::float32, Gaps::nan, 256, 16},
          Storage{Type::int16, Gaps::nodata, 0, 40}}) {
        scene.rasters[0].storage = storage;
        expect_areas(ranked(scene), expected);
    }
}

// Wider than one window of 4096 columns, in strips.
TEST(MeasureBlocks, WideStrips) {
    Scene scene;
    scene.units_crs = utm;
    scene.units = {
        {"a", "甲镇", false,
         mapped(drawn({{10, -1}, {4096, 0.4}, {9100.3, 2.2}, {8200, 5}, {3, 3.7}}), ten_metres)},
        {"b", "乙镇", false, mapped(drawn({{4090.2, 0.7}, {4101.4, 0.1}, {4099.9, 3.1}}), ten_metres)}};
    scene.rasters = {make_raster(utm, ten_metres, 9000, 4)};
    scene.rasters[0].storage = {Type::byte, Gaps::value, 0, 2};
    expect_areas(ranked(scene), expect(scene));
}

TEST(MeasureBlocks, RastersOfOneAndOfThreeCells) {
    for (const auto& [cols, rows] : {std::pair{1, 1}, {3, 1}, {1, 3}}) {
        Scene scene = plan_scene(utm, ten_metres);
        scene.zones.clear();
        scene.units = {
            {"a", "甲镇", false,
             mapped(drawn({{-0.5, 0.2}, {0.7, -0.3}, {0.4, 0.9}, {-0.2, 1.4}}), ten_metres)},
            {"b", "乙镇", false, mapped(drawn({{0.5, -1}, {5, -1}, {5, 5}, {0.45, 2.5}}), ten_metres)}};
        scene.rasters = {make_raster(utm, ten_metres, cols, rows)};
        for (Cell& cell : scene.rasters[0].cells)
            cell = Cell::bare;
        expect_areas(ranked(scene), expect(scene));
    }
}

// One wholly bare, one wholly netted, one with nothing bare at all.
TEST(MeasureBlocks, UniformRasters) {
    for (const Cell all : {Cell::bare, Cell::netted, Cell::other}) {
        Scene scene = plan_scene(utm, ten_metres);
        std::fill(scene.rasters[0].cells.begin(), scene.rasters[0].cells.end(), all);
        const rank::Result result = ranked(scene);
        if (all == Cell::other) {
            EXPECT_EQ(*result.balance.raster_bare, 0);
            EXPECT_EQ(result.district.areas.bare, 0);
            continue;
        }
        expect_areas(result, expect(scene));
    }
}

// --balance units leaves the raster's own sums out and changes nothing else.
TEST(MeasureBlocks, BalanceOfUnitsOnly) {
    const Scene scene = plan_scene(utm, ten_metres);
    const test::TempDir folder;
    rank::Options options = write_scene(scene, folder.path().string());
    rank::Result whole = rank::run(options);
    options.whole_raster = false;
    const rank::Result units = rank::run(options);
    EXPECT_FALSE(units.balance.raster_bare);
    EXPECT_FALSE(units.balance.outside_units);
    ASSERT_TRUE(whole.balance.raster_bare);
    whole.balance.raster_bare.reset();
    whole.balance.outside_units.reset();
    EXPECT_EQ(settled_json(units), settled_json(whole));
}

}  // namespace
}  // namespace bareland
