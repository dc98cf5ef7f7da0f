// The ranking on real data against sums made another way (ground_truth.hpp).
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "geo/messages.hpp"
#include "geo/overlay.hpp"
#include "jobs/rank/run.hpp"
#include "layers/vector.hpp"
#include "tests/shared/ground_truth.hpp"
#include "tests/support/scene.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using namespace testing;

std::string data(const std::string& name) {
    return shared_data() + "/" + name;
}

rank::Options options_for(const std::string& units, const std::vector<std::string>& rasters,
                          const char* bare) {
    rank::Options options;
    options.units = VectorSource::parse(data(units));
    for (const std::string& raster : rasters)
        options.rasters.push_back(data(raster));
    options.values.bare = ValueSet::parse(bare, "--bare");
    options.month = Month(2024, 5);
    options.threads = 2;
    return options;
}

// The borders the areas are counted in: those of the product, straight between the vertices it made (their
// place is tested in tests/geo/crs_test.cpp and, with borders drawn more finely, below).
MultiPolygon in_cells(const rank::Result& result, const rank::Unit& unit, const ByteRaster& raster,
                      double tolerance) {
    const Transform transform(result.units_crs, Crs(raster.crs));
    return transform_borders(unit.shape, transform, raster.cell_to_crs.inverse(), tolerance, unit.id);
}

struct Sums {
    double covered = 0, bare = 0;
};
Sums sums_of(const MultiPolygon& cells, const ByteRaster& raster, const CellGround& ground,
             std::uint8_t bare) {
    Sums out;
    each_cell(cells, raster.cols, raster.rows, [&](int col, int row, double share) {
        const double area = share * ground.at(col, row);
        out.covered += area;
        if (raster.cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(raster.cols) +
                         static_cast<std::size_t>(col)] == bare) {
            out.bare += area;
        }
    });
    return out;
}

constexpr double border_tolerance = 0.001;  // cells: what the product promises ten times over

void expect_units(const rank::Result& result, const ByteRaster& raster, std::uint8_t bare) {
    const CellGround ground(raster);
    double worst = 0;
    for (const rank::Unit& unit : result.units) {
        const Sums want = sums_of(in_cells(result, unit, raster, border_tolerance), raster, ground, bare);
        EXPECT_NEAR(unit.areas.observed, want.covered, 1e-9 * unit.areas.unit) << unit.id;
        EXPECT_NEAR(unit.areas.bare, want.bare, 1e-9 * unit.areas.unit) << unit.id;
        worst = std::max({worst, std::abs(unit.areas.observed - want.covered) / unit.areas.unit,
                          std::abs(unit.areas.bare - want.bare) / unit.areas.unit});
    }
    std::printf("%zu units, largest difference %.1e of the unit's area\n", result.units.size(), worst);
}

void expect_closed(const rank::Balance& b) {
    ASSERT_TRUE(b.raster_bare && b.outside_units);
    EXPECT_NEAR(*b.raster_bare, b.in_units - b.unit_overlap + *b.outside_units, 1e-9 * *b.raster_bare);
}

double bare_of(const ByteRaster& raster, std::uint8_t bare) {
    const CellGround ground(raster);
    double sum = 0;
    for (int row = 0; row < raster.rows; ++row) {
        for (int col = 0; col < raster.cols; ++col) {
            if (raster.cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(raster.cols) +
                             static_cast<std::size_t>(col)] == bare) {
                sum += ground.at(col, row);
            }
        }
    }
    return sum;
}

TEST(SharedTongzhou, FifteenTownships) {
    REQUIRE_SHARED_DATA();
    const rank::Result result =
        rank::run(options_for("tongzhou/townships_synthetic.geojson", {"tongzhou/bare_2024-05.tif"}, "1"));
    ASSERT_EQ(result.units.size(), 15U);
    const ByteRaster raster = read_bytes(data("tongzhou/bare_2024-05.tif"));
    expect_units(result, raster, 1);
    expect_closed(result.balance);
    EXPECT_NEAR(*result.balance.raster_bare, bare_of(raster, 1), 1e-9 * *result.balance.raster_bare);
}

// Borders drawn a thousand times more finely move no unit by more than 0.01 cell along its border.
TEST(SharedTongzhou, FinerBordersChangeNextToNothing) {
    REQUIRE_SHARED_DATA();
    const rank::Result result =
        rank::run(options_for("tongzhou/townships_synthetic.geojson", {"tongzhou/bare_2024-05.tif"}, "1"));
    const ByteRaster raster = read_bytes(data("tongzhou/bare_2024-05.tif"));
    const CellGround ground(raster);
    const rank::Unit& unit = *std::min_element(
        result.units.begin(), result.units.end(),
        [](const rank::Unit& a, const rank::Unit& b) { return a.areas.unit < b.areas.unit; });
    MultiPolygon fine = densified(unit.shape, 5e-4);
    fine = mapped(moved(fine, "EPSG:4326", raster.crs), raster.cell_to_crs.inverse());
    double perimeter = 0;
    for (const Polygon& polygon : fine) {
        for (std::size_t i = 0; i + 1 < polygon.outer.size(); ++i) {
            perimeter += std::hypot(polygon.outer[i + 1].x - polygon.outer[i].x,
                                    polygon.outer[i + 1].y - polygon.outer[i].y);
        }
    }
    const Sums want = sums_of(fine, raster, ground, 1);
    EXPECT_NEAR(unit.areas.observed, want.covered, perimeter * 0.01 * 100);
    EXPECT_NEAR(unit.areas.bare, want.bare, perimeter * 0.01 * 100);
    std::printf("%s: borders drawn finely differ by %.1e of the unit's area\n", unit.id.c_str(),
                std::abs(unit.areas.observed - want.covered) / unit.areas.unit);
}

// The polygons the raster was made from: a cell is bare or not as a whole, so each metre of a patch's border
// may be wrong by a few metres either way, and the errors cancel.
TEST(SharedTongzhou, PatchesAgreeWithTheRasterMadeOfThem) {
    REQUIRE_SHARED_DATA();
    rank::Options options =
        options_for("tongzhou/townships_synthetic.geojson", {"tongzhou/bare_2024-05.tif"}, "1");
    const rank::Result from_raster = rank::run(options);
    options.rasters.clear();
    options.values = {};
    // The layer has no status: a copy with one.
    const PolygonLayer layer =
        read_polygons(VectorSource::parse(data("tongzhou/bare_patches_2024-05.gpkg")), {});
    std::vector<SceneRow> rows;
    for (const Feature& feature : layer.features)
        rows.push_back({feature.shape, {{"status", "bare"}}});
    const test::TempDir folder;
    write_polygons(folder.file("patches.fgb"), "EPSG:32650", rows);
    options.patches = VectorSource::parse(folder.file("patches.fgb"));
    options.status_field = "status";
    options.status_map = {{"bare", rank::PatchStatus::bare}};
    const rank::Result from_patches = rank::run(options);
    double worst = 0;
    for (std::size_t i = 0; i < from_raster.units.size(); ++i) {
        const rank::Areas& a = from_raster.units[i].areas;
        const rank::Areas& b = from_patches.units[i].areas;
        EXPECT_NEAR(a.bare, b.bare, 0.01 * std::max(a.bare, b.bare) + 2000) << from_raster.units[i].id;
        if (b.bare > 1e5) worst = std::max(worst, std::abs(a.bare - b.bare) / b.bare);
    }
    const double all = from_patches.district.areas.bare;
    EXPECT_NEAR(from_raster.district.areas.bare, all, 2e-3 * all);
    std::printf("raster against patches: district %.2e, worst township %.2e of its bare area\n",
                std::abs(from_raster.district.areas.bare - all) / all, worst);
    expect_closed(from_patches.balance);
}

rank::Options beijing(const std::vector<std::string>& rasters) {
    rank::Options options = options_for("beijing-core/units.gpkg", rasters, "1");
    options.unit_id = "id";
    return options;
}

TEST(SharedBeijing, UnitsOn2012) {
    REQUIRE_SHARED_DATA();
    const rank::Result result = rank::run(beijing({"beijing/BJ_2012.tif"}));
    ASSERT_EQ(result.units.size(), 111U);
    expect_units(result, read_bytes(data("beijing/BJ_2012.tif")), 1);
    expect_closed(result.balance);
}

TEST(SharedBeijing, UnitsOn2013) {
    REQUIRE_SHARED_DATA();
    const rank::Result result = rank::run(beijing({"beijing/BJ_2013.tif"}));
    ASSERT_EQ(result.units.size(), 111U);
    expect_units(result, read_bytes(data("beijing/BJ_2013.tif")), 1);
    expect_closed(result.balance);
}

// Both years as one input: two grids that do not align. Neither has a nodata value, so the first file decides
// wherever it reaches, and the second only beyond it.
TEST(SharedBeijing, TwoGridsThatDoNotAlign) {
    REQUIRE_SHARED_DATA();
    const rank::Result first = rank::run(beijing({"beijing/BJ_2012.tif"}));
    const rank::Result both = rank::run(beijing({"beijing/BJ_2012.tif", "beijing/BJ_2013.tif"}));
    ASSERT_EQ(both.units.size(), 111U);
    for (std::size_t i = 0; i < both.units.size(); ++i) {
        EXPECT_NEAR(both.units[i].areas.bare, first.units[i].areas.bare, 1e-9 * first.units[i].areas.unit);
        EXPECT_NEAR(both.units[i].areas.observed, first.units[i].areas.observed,
                    1e-9 * first.units[i].areas.unit);
    }
    expect_closed(both.balance);
    // Every value bare, because neither has urban land at its edges: all of the first raster, and the cells
    // of the second by what lies outside the first's rectangle.
    rank::Options all_values = beijing({"beijing/BJ_2012.tif", "beijing/BJ_2013.tif"});
    all_values.values.bare = ValueSet::parse("0-255", "--bare");
    const rank::Balance balance = rank::run(all_values).balance;
    const ByteRaster a = read_bytes(data("beijing/BJ_2012.tif"));
    const ByteRaster b = read_bytes(data("beijing/BJ_2013.tif"));
    const CellGround ground(b);
    const Affine to_b = b.cell_to_crs.inverse();
    const Point low = to_b.apply(a.cell_to_crs.apply({0, 0}));
    const Point high =
        to_b.apply(a.cell_to_crs.apply({static_cast<double>(a.cols), static_cast<double>(a.rows)}));
    double beyond = 0;
    for (int row = 0; row < b.rows; ++row) {
        const double y = std::max(0.0, std::min(row + 1.0, high.y) - std::max<double>(row, low.y));
        for (int col = 0; col < b.cols; ++col) {
            const double x = std::max(0.0, std::min(col + 1.0, high.x) - std::max<double>(col, low.x));
            beyond += (1 - x * y) * ground.at(col, row);
        }
    }
    const CellGround ground_of_first(a);
    double first_raster = 0;
    for (int row = 0; row < a.rows; ++row) {
        for (int col = 0; col < a.cols; ++col)
            first_raster += ground_of_first.at(col, row);
    }
    EXPECT_GT(beyond, 1e6);
    EXPECT_NEAR(*balance.raster_bare, first_raster + beyond, 1e-9 * *balance.raster_bare);
    expect_closed(balance);
    std::printf("two grids: %.1f m2 of the second beyond the first\n", beyond);
}

// Polygons on São Tomé and Príncipe in a raster of 1.3 billion cells, nearly all of them nodata.
TEST(SharedWorldCover, IslandsInSeconds) {
    REQUIRE_SHARED_DATA();
    const std::string file = "rasters/ESA_WorldCover_10m_2021_v200_N00E006_Map.tif";
    const auto shape = [](Ring ring) {
        ring.push_back(ring.front());
        return MultiPolygon{{std::move(ring), {}}};
    };
    const test::TempDir folder;
    write_polygons(
        folder.file("islands.fgb"), "EPSG:4326",
        {{shape({{6.45, 0.42}, {6.61, 0.43}, {6.78, 0.27}, {6.74, 0.1}, {6.52, -0.01}, {6.45, 0.2}}),
          {{"id", "south-west"}}},
         {shape({{6.61, 0.35}, {6.7, 0.42}, {6.77, 0.31}, {6.7, 0.26}}), {{"id", "town"}}},
         {shape({{7.32, 1.52}, {7.38, 1.72}, {7.47, 1.7}, {7.45, 1.53}}), {{"id", "principe"}}}});
    rank::Options options = options_for("", {file}, "60");
    options.units = VectorSource::parse(folder.file("islands.fgb"));
    options.whole_raster = false;
    const auto start = std::chrono::steady_clock::now();
    const rank::Result result = rank::run(options);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("WorldCover, 3 polygons: %.2f s with hashing the file\n", took.count());
    EXPECT_FALSE(result.balance.raster_bare);
    // Row 0 is at 3 N, column 0 at 6 E; 12,000 cells a degree.
    const int col0 = 5200, row0 = 15000;
    const ByteRaster raster = read_bytes(data(file), col0, row0, 12800, 21000);
    const CellGround ground(raster);
    ASSERT_EQ(result.units.size(), 3U);
    for (const rank::Unit& unit : result.units) {
        const MultiPolygon cells = in_cells(result, unit, raster, border_tolerance);
        double observed = 0, bare = 0;
        each_cell(cells, raster.cols, raster.rows, [&](int col, int row, double share) {
            const std::uint8_t value =
                raster.cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(raster.cols) +
                             static_cast<std::size_t>(col)];
            const double area = share * ground.at(col, row);
            if (value != 0) observed += area;
            if (value == 60) bare += area;
        });
        EXPECT_GT(bare, 0) << unit.id;
        EXPECT_NEAR(unit.areas.observed, observed, 1e-9 * unit.areas.unit) << unit.id;
        EXPECT_NEAR(unit.areas.bare, bare, 1e-9 * unit.areas.unit) << unit.id;
    }
}

// The district's border as it is and as a web map shows it (about 500 m away).
bool warned_of_gcj02(const std::string& file, const std::string& district, const std::string& profile) {
    const PolygonLayer layer = read_polygons(VectorSource::parse(data(file)), {"name"});
    std::vector<SceneRow> rows;
    Box box;
    for (const Feature& feature : layer.features) {
        if (feature.values[0] != district) continue;
        rows.push_back({feature.shape, {{"id", "1"}, {"name", district}}});
        box = box_of(feature.shape);
    }
    const test::TempDir folder;
    write_polygons(folder.file("unit.fgb"), "EPSG:4326", rows);
    SceneRaster raster;
    raster.crs = "EPSG:4326";
    raster.cols = raster.rows = 8;
    raster.cell_to_crs = {box.min_x, (box.max_x - box.min_x) / 8, 0, box.max_y,
                          0,         (box.min_y - box.max_y) / 8};
    raster.cells.assign(64, Cell::bare);
    write_raster(raster, folder.file("bare.tif"));
    rank::Options options = options_for("", {}, "1,3");
    options.units = VectorSource::parse(folder.file("unit.fgb"));
    options.rasters = {folder.file("bare.tif")};
    options.profile = std::string(BARELAND_SOURCE_DIR) + "/data/profiles/" + profile + ".toml";
    const rank::Result result = rank::run(options);
    return std::any_of(result.findings.begin(), result.findings.end(), [](const Finding& finding) {
        return finding.code == messages::looks_like_gcj02.code;
    });
}

TEST(SharedGcj02, BordersFromAWebMapAreTold) {
    REQUIRE_SHARED_DATA();
    EXPECT_TRUE(warned_of_gcj02("beijing/districts_gcj02.geojson", "通州区", "tongzhou"));
    EXPECT_FALSE(warned_of_gcj02("beijing/districts.geojson", "通州区", "tongzhou"));
    EXPECT_TRUE(warned_of_gcj02("beijing/districts_gcj02.geojson", "密云区", "miyun"));
    EXPECT_FALSE(warned_of_gcj02("beijing/districts.geojson", "密云区", "miyun"));
}

}  // namespace
}  // namespace bareland
