// Patches against the ranking of the same scene, against GDAL's polygons, and against numbers worked by hand.
#include <gdal_alg.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/overlay.hpp"
#include "jobs/patches/outputs.hpp"
#include "jobs/patches/run.hpp"
#include "jobs/rank/run.hpp"
#include "layers/patches_file.hpp"
#include "tests/support/earth.hpp"
#include "tests/support/plan.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using namespace testing;
using patches::Patch;

const std::string utm = "EPSG:32650";
const Affine ten_metres{450000, 10, 0, 4419000, 0, -10};

patches::Result found(const Scene& scene, const test::TempDir& folder,
                      const std::function<void(patches::Options&)>& change = {}) {
    patches::Options options;
    options.input = write_scene(scene, folder.path().string());
    options.min_patch_m2 = 0;
    if (change) change(options);
    return patches::run(options);
}

patches::Result found(const Scene& scene, const std::function<void(patches::Options&)>& change = {}) {
    const test::TempDir folder;
    return found(scene, folder, change);
}

// Every unit's figures are the ranking's, whether pieces are listed or not; and the patches' own add up.
void expect_as_ranked(const Scene& scene, double tolerance = 1e-6, bool drawn = false) {
    const test::TempDir folder;
    patches::Options options;
    options.input = write_scene(scene, folder.path().string());
    if (drawn) {
        SceneRow a{scene.excluded.shapes.at(0), {{"s", "a"}}}, b{scene.temporary.at(0), {{"s", "b"}}};
        SceneRow c{scene.permanent.at(0), {{"s", "a"}}};
        write_polygons(folder.file("drawn.fgb"), scene.excluded.crs, {a, b, c});
        options.input.rasters.clear();
        options.input.values = {};
        options.input.patches = VectorSource::parse(folder.file("drawn.fgb"));
        options.input.status_field = "s";
        options.input.status_map = {{"a", rank::PatchStatus::bare}, {"b", rank::PatchStatus::netted}};
    }
    const rank::Result ranked = rank::run(options.input);
    for (const double minimum : {0.0, 350.0}) {
        options.min_patch_m2 = minimum;
        const patches::Result result = patches::run(options);
        ASSERT_EQ(result.units.size(), ranked.units.size());
        std::map<std::string, double> listed;
        double whole = 0;
        for (const Patch& patch : result.patches) {
            EXPECT_GE(patch.areas.all(), minimum);
            whole += patch.areas.all();
            for (const patches::PatchInUnit& part : patch.units)
                listed[part.unit] += part.areas.uncontrolled;
        }
        for (std::size_t i = 0; i < ranked.units.size(); ++i) {
            const rank::Areas& areas = ranked.units[i].areas;
            const patches::UnitPatches& unit = result.units[i];
            EXPECT_EQ(unit.id, ranked.units[i].id);
            EXPECT_NEAR(unit.areas.uncontrolled, areas.uncontrolled, tolerance) << unit.id;
            EXPECT_NEAR(unit.areas.controlled, areas.controlled, tolerance) << unit.id;
            EXPECT_NEAR(unit.areas.excluded, areas.excluded, tolerance) << unit.id;
            EXPECT_NEAR(listed[unit.id], unit.listed.areas.uncontrolled, tolerance) << unit.id;
            EXPECT_NEAR(unit.listed.areas.all() + unit.small.areas.all(), areas.bare, tolerance) << unit.id;
        }
        const double small = result.small.areas.all();
        EXPECT_NEAR(whole + small, *ranked.balance.raster_bare, tolerance);
        EXPECT_NEAR(result.outside_units, *ranked.balance.outside_units, tolerance);
    }
}

SceneRaster cut(const SceneRaster& whole, int col, int row, int cols, int rows) {
    SceneRaster out = whole;
    const Point at = whole.cell_to_crs.apply({static_cast<double>(col), static_cast<double>(row)});
    out.cell_to_crs.a = at.x;
    out.cell_to_crs.d = at.y;
    out.cols = cols;
    out.rows = rows;
    out.cells.clear();
    for (int r = 0; r < rows; ++r) {
        for (int c = 0; c < cols; ++c)
            out.cells.push_back(whole.at(col + c, row + r));
    }
    return out;
}

TEST(Patches, UnitsAreThoseOfTheRanking) {
    expect_as_ranked(plan_scene(utm, ten_metres));
    expect_as_ranked(plan_scene("EPSG:4490", {116.4, 1e-4, 0, 39.9, 0, -1e-4}));
    expect_as_ranked(plan_scene(utm, {450000, 8, 3, 4419000, 2, -9}));
}

TEST(Patches, UnitsOfMosaicsAreThoseOfTheRanking) {
    Scene scene = plan_scene(utm, ten_metres);
    const auto at = [](double col, double row) {
        const Point p = ten_metres.apply({col, row});
        return Affine{p.x, 10, 0, p.y, 0, -10};
    };
    scene.rasters = {make_raster(utm, ten_metres, 15, 14, 1), make_raster(utm, at(8, 5), 16, 15, 2),
                     make_raster(utm, at(3, -2), 12, 22, 3)};
    expect_as_ranked(scene);
    // Half a cell apart, and a third one on the lattice of the first.
    scene.rasters = {make_raster(utm, ten_metres, 15, 14, 1), make_raster(utm, at(8.5, 5.5), 14, 13, 2),
                     make_raster(utm, at(10, 4), 14, 16, 3)};
    expect_as_ranked(scene, 2e-5);
}

TEST(Patches, PolygonsAreSplitAsTheRankingSplitsThem) {
    expect_as_ranked(plan_scene(utm, ten_metres), 1e-4, true);
}

TEST(Patches, TilesHangTogetherAsTheWhole) {
    Scene scene = plan_scene(utm, ten_metres);
    const patches::Result whole = found(scene);
    const SceneRaster raster = scene.rasters[0];
    scene.rasters = {cut(raster, 10, 7, 14, 13), cut(raster, 0, 0, 10, 7), cut(raster, 10, 0, 14, 7),
                     cut(raster, 0, 7, 10, 13)};
    const patches::Result tiles = found(scene);
    ASSERT_EQ(tiles.patches.size(), whole.patches.size());
    for (std::size_t i = 0; i < whole.patches.size(); ++i) {
        EXPECT_EQ(tiles.patches[i].shape, whole.patches[i].shape);
        EXPECT_NEAR(tiles.patches[i].areas.all(), whole.patches[i].areas.all(), 1e-6);
    }
}

TEST(Patches, StorageAndThreadsChangeNoByte) {
    Scene scene = plan_scene(utm, ten_metres);
    scene.rasters = {make_raster(utm, ten_metres, 120, 90)};
    const auto bytes = [&](int cols, int rows, int threads) {
        scene.rasters[0].storage = {Storage::Type::byte, Gaps::value, cols, rows};
        patches::Result result = found(scene, [&](patches::Options& options) {
            options.input.threads = threads;
            options.simplify_m = 12;
        });
        result.parameters.clear();
        result.inputs.clear();
        return patches::geojson(result, Lang::zh);
    };
    const std::string all = bytes(0, 0, 1);
    EXPECT_EQ(bytes(0, 3, 4), all);
    EXPECT_EQ(bytes(16, 16, 2), all);
    EXPECT_EQ(bytes(64, 32, 3), all);
}

// ---- GDAL's polygons of the same cells

struct Polygonized {
    std::size_t count = 0;
    std::vector<double> areas;  // planar, ascending
};

Polygonized polygonized(const std::string& file, bool eight, const std::vector<int>& values) {
    const GDALDatasetUniquePtr raster(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER));
    const GDALDatasetUniquePtr memory(
        GetGDALDriverManager()->GetDriverByName("Memory")->Create("", 0, 0, 0, GDT_Unknown, nullptr));
    OGRLayer* layer = memory->CreateLayer("p", nullptr, wkbPolygon, nullptr);
    OGRFieldDefn field("v", OFTInteger);
    layer->CreateField(&field);
    char* eight_way[] = {const_cast<char*>("8CONNECTED=8"), nullptr};
    EXPECT_EQ(GDALPolygonize(raster->GetRasterBand(1), nullptr, layer, 0, eight ? eight_way : nullptr,
                             nullptr, nullptr),
              CE_None);
    Polygonized out;
    for (const auto& feature : *layer) {
        if (std::count(values.begin(), values.end(), feature->GetFieldAsInteger(0)) == 0) continue;
        ++out.count;
        out.areas.push_back(feature->GetGeometryRef()->toPolygon()->get_Area());
    }
    std::sort(out.areas.begin(), out.areas.end());
    return out;
}

TEST(Patches, AsManyAndAsLargeAsGdalPolygonizeFinds) {
    for (const int connect : {4, 8}) {
        Scene scene = plan_scene(utm, ten_metres);
        scene.rasters = {make_raster(utm, ten_metres, 80, 60, connect)};
        // One value a class: GDAL keeps the values 1 and 3 apart.
        for (Cell& cell : scene.rasters[0].cells)
            cell = cell == Cell::unobserved ? Cell::other : cell;
        const test::TempDir folder;
        const patches::Result result = found(scene, folder, [&](patches::Options& options) {
            options.connect = connect;
            options.input.values.bare = ValueSet::parse("1", "--bare");
        });
        std::string raster;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            if (entry.path().extension() == ".tif") raster = entry.path().string();
        ASSERT_FALSE(raster.empty());
        const Polygonized gdal = polygonized(raster, connect == 8, {1, 7});
        ASSERT_EQ(result.patches.size(), gdal.count);
        std::vector<double> areas;
        for (const Patch& patch : result.patches)
            areas.push_back(overlay::planar_area(patch.shape));
        std::sort(areas.begin(), areas.end());
        for (std::size_t i = 0; i < areas.size(); ++i)
            EXPECT_NEAR(areas[i], gdal.areas[i], 1e-6);
    }
}

// ---- by hand: 4 x 2 cells of 0.001 degrees
//
//     b b . n      b bare, n netted; unit A: columns 0 to 1.5, unit B: the rest of columns to 4;
//     b . . n      excluded: row 1 of column 0; zone Z: row 0.

Scene small_scene() {
    const auto area = [](double west, double east, double north, double south) {
        const auto x = [](double col) { return 116 + col * 0.001; };
        const auto y = [](double row) { return 40 - row * 0.001; };
        return drawn({{x(west), y(north)}, {x(east), y(north)}, {x(east), y(south)}, {x(west), y(south)}});
    };
    Scene scene;
    scene.units_crs = scene.zones_crs = scene.controlled_crs = scene.excluded.crs = "EPSG:4490";
    scene.units = {{"A", "甲镇", false, area(0, 1.5, 0, 2)}, {"B", "乙镇", false, area(1.5, 4, 0, 1)}};
    scene.excluded.shapes = {area(0, 1, 1, 2)};
    scene.zones = {{"Z", area(0, 4, 0, 1)}};
    using enum Cell;
    scene.rasters = {{"EPSG:4490",
                      {116, 0.001, 0, 40, 0, -0.001},
                      4,
                      2,
                      {bare, bare, other, netted, bare, other, other, netted},
                      {}}};
    return scene;
}

TEST(Patches, AreasByHand) {
    const patches::Result result = found(small_scene());
    // Cells of one row are equally large.
    const Transform same(Crs::cgcs2000(), Crs::cgcs2000());
    const double upper =
        ground_area(drawn({{116, 40}, {116.001, 40}, {116.001, 39.999}, {116, 39.999}}), same);
    const double lower =
        ground_area(drawn({{116, 39.999}, {116.001, 39.999}, {116.001, 39.998}, {116, 39.998}}), same);
    ASSERT_EQ(result.patches.size(), 2U);
    const Patch& bare = result.patches[0];
    EXPECT_EQ(bare.number, 1);
    EXPECT_EQ(bare.of, patches::Class::bare);
    EXPECT_EQ(bare.status, patches::Status::uncontrolled);
    EXPECT_NEAR(bare.areas.uncontrolled, 2 * upper, 1e-6);
    EXPECT_NEAR(bare.areas.excluded, lower, 1e-6);
    ASSERT_EQ(bare.units.size(), 2U);
    EXPECT_NEAR(bare.units[0].areas.uncontrolled, 1.5 * upper, 1e-6);
    EXPECT_NEAR(bare.units[0].areas.excluded, lower, 1e-6);
    EXPECT_NEAR(bare.units[1].areas.uncontrolled, 0.5 * upper, 1e-6);
    EXPECT_EQ(bare.units[1].areas.excluded, 0);
    ASSERT_EQ(bare.zones.size(), 1U);
    EXPECT_NEAR(bare.zones[0].area, 2 * upper, 1e-6);
    // Six sides of cells: two along the parallel of the top, one each below, three down each side in all.
    const double degree_lat = 111035, degree_lon = 85394;
    EXPECT_NEAR(bare.perimeter_m, 0.001 * (4 * degree_lon + 4 * degree_lat), 1);
    // Netted ground is controlled; half of it lies in no unit.
    const Patch& netted = result.patches[1];
    EXPECT_EQ(netted.status, patches::Status::controlled);
    EXPECT_NEAR(netted.areas.controlled, upper + lower, 1e-6);
    EXPECT_NEAR(netted.outside_units, lower, 1e-6);
    EXPECT_EQ(netted.areas.uncontrolled, 0);
    EXPECT_NEAR(netted.place.x, 116.0035, 1e-9);
}

TEST(Patches, SmallOnesAreCounted) {
    const test::TempDir folder;
    const patches::Result result = found(small_scene(), folder, [&](patches::Options& options) {
        options.min_patch_m2 = 20000;
        options.small_shapes = true;
        options.input.profile =
            folder.write("p.toml",
                         "schema = \"bareland/profile/1\"\nscope = \"district\"\ndistrict = \"d\"\n"
                         "[name]\nzh = \"区\"\nen = \"D\"\n[patches]\nsensitivity_m2 = [0, 20000, 1e6]\n");
    });
    ASSERT_EQ(result.patches.size(), 1U);
    EXPECT_EQ(result.small.count, 1U);
    EXPECT_EQ(result.units[1].small.count, 1U);
    EXPECT_EQ(result.units[1].listed.count, 1U);
    ASSERT_EQ(result.small_pieces.size(), 1U);
    EXPECT_EQ(result.small_pieces[0].status, patches::Status::controlled);
    ASSERT_EQ(result.sensitivity.size(), 3U);
    EXPECT_EQ(result.sensitivity[0].listed, 2U);
    EXPECT_EQ(result.sensitivity[1].small, 1U);
    EXPECT_NEAR(result.sensitivity[1].small_m2, result.small.areas.all(), 1e-9);
    EXPECT_EQ(result.sensitivity[2].listed, 0U);
}

TEST(Patches, SimplifyingSaysWhatItMoved) {
    Scene scene = plan_scene(utm, ten_metres);
    scene.rasters = {make_raster(utm, ten_metres, 60, 50, 7)};
    const patches::Result exact = found(scene);
    const patches::Result simple = found(scene, [](patches::Options& options) { options.simplify_m = 12; });
    ASSERT_EQ(simple.patches.size(), exact.patches.size());
    const Transform to_geographic(exact.crs, Crs::cgcs2000());
    double moved = 0;
    for (std::size_t i = 0; i < exact.patches.size(); ++i) {
        const Patch &a = exact.patches[i], &b = simple.patches[i];
        EXPECT_EQ(b.areas, a.areas);
        EXPECT_EQ(b.perimeter_m, a.perimeter_m);
        EXPECT_NEAR(ground_area(b.shape, to_geographic) - ground_area(a.shape, to_geographic),
                    b.simplified_change_m2, 1e-6);
        moved += ground_area(overlay::difference(a.shape, b.shape), to_geographic) +
                 ground_area(overlay::difference(b.shape, a.shape), to_geographic);
    }
    EXPECT_GT(moved, 100);
    EXPECT_NEAR(simple.simplified_m2, moved, 1e-6 * moved);
}

// ---- the file

TEST(PatchesFile, IsReadBackAsItWasFound) {
    Scene scene = plan_scene(utm, ten_metres);
    const test::TempDir folder;
    const patches::Result result = found(scene, folder, [](patches::Options& options) {
        options.min_patch_m2 = 150;
        options.simplify_m = 8;
    });
    OutputDir directory(folder.path() / "out");
    patches::write_output(directory, "p.gpkg", result, Lang::zh);
    directory.commit();
    const PatchesFile file = read_patches_file((folder.path() / "out" / "p.gpkg").string());
    EXPECT_EQ(file.month, result.month);
    EXPECT_EQ(file.min_patch_m2, 150);
    EXPECT_TRUE(file.crs.equivalent(result.crs));
    ASSERT_EQ(file.patches.size(), result.patches.size());
    for (std::size_t i = 0; i < file.patches.size(); ++i) {
        const Patch &a = file.patches[i], &b = result.patches[i];
        EXPECT_EQ(a.number, b.number);
        EXPECT_EQ(a.of, b.of);
        EXPECT_EQ(a.status, b.status);
        EXPECT_EQ(a.shape, b.shape);
        EXPECT_NEAR(a.areas.all(), b.areas.all(), 0.015);
        EXPECT_NEAR(a.perimeter_m, b.perimeter_m, 0.005);
        EXPECT_NEAR(a.simplified_change_m2, b.simplified_change_m2, 0.005);
        EXPECT_NEAR(a.place.x, b.place.x, 1e-7);
        ASSERT_EQ(a.units.size(), b.units.size());
        for (std::size_t k = 0; k < a.units.size(); ++k) {
            EXPECT_EQ(a.units[k].unit, b.units[k].unit);
            EXPECT_NEAR(a.units[k].areas.excluded, b.units[k].areas.excluded, 0.005);
        }
        ASSERT_EQ(a.zones.size(), b.zones.size());
    }
    ASSERT_EQ(file.small.size(), result.units.size());
    EXPECT_EQ(file.small[0].count, result.units[0].small.count);
    EXPECT_NE(file.inputs.find("sha256"), std::string::npos);
}

TEST(PatchesFile, OthersAreRefused) {
    const test::TempDir folder;
    Scene scene = plan_scene(utm, ten_metres);
    write_scene(scene, folder.path().string());
    const auto code = [](const std::string& file) {
        try {
            read_patches_file(file);
        } catch (const Error& error) {
            return error.code();
        }
        return std::string("none");
    };
    EXPECT_EQ(code(folder.file("units.fgb")), "BL-3960");
    EXPECT_NE(code(folder.file("nothing.gpkg")), "BL-3960");
}

}  // namespace
}  // namespace bareland
