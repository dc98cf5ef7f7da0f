#include "synthetic/demo.hpp"
#include "support/temp_dir.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace bareland::synthetic {
namespace {

namespace fs = std::filesystem;

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, Close>;

Dataset open(const fs::path& path, unsigned flags) {
    GDALAllRegister();
    return Dataset(GDALDataset::Open(path.c_str(), flags | GDAL_OF_VERBOSE_ERROR));
}

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

// Everything a layer says: SRS, fields and every feature as text.
std::vector<std::string> content_of(const fs::path& path) {
    const Dataset dataset = open(path, GDAL_OF_VECTOR);
    std::vector<std::string> content;
    if (!dataset || dataset->GetLayerCount() != 1) return content;
    OGRLayer& layer = *dataset->GetLayer(0);
    content.emplace_back(layer.GetName());
    char* wkt = nullptr;
    layer.GetSpatialRef()->exportToWkt(&wkt);
    content.emplace_back(wkt);
    CPLFree(wkt);
    for (const auto& feature : layer) {
        std::string text;
        for (int i = 0; i < layer.GetLayerDefn()->GetFieldCount(); ++i) {
            text += std::string(layer.GetLayerDefn()->GetFieldDefn(i)->GetNameRef()) + "=" +
                    (feature->IsFieldSetAndNotNull(i) ? feature->GetFieldAsString(i) : "NULL") + "; ";
        }
        char* geometry = nullptr;
        feature->GetGeometryRef()->exportToWkt(&geometry);
        content.push_back(text + geometry);
        CPLFree(geometry);
    }
    return content;
}

struct Cells {
    std::vector<std::uint8_t> values;
    std::vector<double> transform = std::vector<double>(6);
    double nodata_value = -1;
};
Cells cells_of(const fs::path& path) {
    const Dataset dataset = open(path, GDAL_OF_RASTER);
    Cells cells;
    if (!dataset) return cells;
    dataset->GetGeoTransform(cells.transform.data());
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    cells.nodata_value = band.GetNoDataValue();
    const int width = band.GetXSize(), height = band.GetYSize();
    cells.values.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    if (band.RasterIO(GF_Read, 0, 0, width, height, cells.values.data(), width, height, GDT_Byte, 0, 0,
                      nullptr) != CE_None) {
        cells.values.clear();
    }
    return cells;
}

const fs::path committed = fs::path(BARELAND_SOURCE_DIR) / "data" / "demo";

TEST(Demo, CommittedFilesAreWhatTheGeneratorMakes) {
    const test::TempDir fresh;
    write_demo(fresh.path());
    std::set<std::string> made, there;
    for (const auto& entry : fs::directory_iterator(fresh.path()))
        made.insert(entry.path().filename());
    for (const auto& entry : fs::directory_iterator(committed))
        there.insert(entry.path().filename());
    there.erase("README.md");
    EXPECT_EQ(made, there);
    for (const std::string& name : made) {
        SCOPED_TRACE(name);
        const fs::path a = fresh.path() / name, b = committed / name;
        if (a.extension() == ".tif") {
            const Cells mine = cells_of(a), theirs = cells_of(b);
            ASSERT_FALSE(mine.values.empty());
            EXPECT_TRUE(mine.values == theirs.values);
            EXPECT_EQ(mine.transform, theirs.transform);
            EXPECT_EQ(mine.nodata_value, theirs.nodata_value);
        } else if (a.extension() == ".gpkg") {
            const std::vector<std::string> mine = content_of(a);
            ASSERT_GT(mine.size(), 2U);
            EXPECT_EQ(mine, content_of(b));
        } else {
            EXPECT_EQ(bytes_of(a), bytes_of(b));
        }
    }
}

TEST(Demo, IsSmallEnoughToBeCommitted) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::directory_iterator(committed))
        bytes += entry.file_size();
    EXPECT_LT(bytes, 3'000'000U);
}

TEST(Demo, GeoPackagesHaveTheSameBytesEachTime) {
    const test::TempDir first, second;
    write_demo(first.path());
    write_demo(second.path());
    for (const char* name : {"townships.gpkg", "farmland.gpkg", "controlled.gpkg", "zones.gpkg", "roads.gpkg",
                             "schools.gpkg", "bare_2024-04.tif"}) {
        EXPECT_TRUE(bytes_of(first.path() / name) == bytes_of(second.path() / name)) << name;
    }
}

// The committed townships, in degrees as they are stored: valid, and neighbours share every edge.
TEST(Demo, TownshipsAreValidAndShareTheirBorders) {
    const Dataset dataset = open(committed / "townships.gpkg", GDAL_OF_VECTOR);
    ASSERT_TRUE(dataset);
    std::map<std::tuple<double, double, double, double>, int> edges;
    std::set<std::string> ids, names;
    double sum = 0;
    OGRMultiPolygon all;
    for (const auto& feature : *dataset->GetLayer(0)) {
        ids.insert(feature->GetFieldAsString("id"));
        names.insert(feature->GetFieldAsString("name"));
        const OGRMultiPolygon& shape = *feature->GetGeometryRef()->toMultiPolygon();
        EXPECT_TRUE(shape.IsValid());
        sum += shape.get_Area();
        for (const OGRPolygon* polygon : shape) {
            all.addGeometry(polygon);
            for (const OGRLinearRing* ring : polygon) {
                for (int i = 0; i + 1 < ring->getNumPoints(); ++i) {
                    ++edges[{ring->getX(i), ring->getY(i), ring->getX(i + 1), ring->getY(i + 1)}];
                }
            }
        }
    }
    EXPECT_EQ(ids.size(), 22U);
    EXPECT_EQ(names.size(), 22U);
    for (const std::string& id : ids)
        EXPECT_EQ(id.size(), 12U);
    std::size_t shared = 0, rim = 0;
    for (const auto& [edge, times] : edges) {
        EXPECT_EQ(times, 1);
        const auto [ax, ay, bx, by] = edge;
        ++(edges.contains({bx, by, ax, ay}) ? shared : rim);
    }
    EXPECT_GT(shared, 2 * rim);
    // No gap, no overlap: the union has the sum of the areas and one ring.
    const std::unique_ptr<OGRGeometry> united(all.UnionCascaded());
    ASSERT_TRUE(united);
    ASSERT_EQ(wkbFlatten(united->getGeometryType()), wkbPolygon);
    EXPECT_EQ(united->toPolygon()->getNumInteriorRings(), 0);
    EXPECT_NEAR(united->toPolygon()->get_Area(), sum, 1e-12);
}

TEST(Demo, FiguresArePlausible) {
    const DemoData data = demo_data();
    ASSERT_EQ(data.months.size(), 2U);
    std::set<double> values;
    for (const DemoMonth& month : data.months) {
        const std::vector<DemoTally> rows = tally(data, month);
        std::size_t not_rated = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            SCOPED_TRACE(month.month + " " + data.units[i].name);
            const DemoTally& row = rows[i];
            EXPECT_DOUBLE_EQ(row.bare_m2, row.excluded_m2 + row.controlled_m2 + row.uncontrolled_m2);
            EXPECT_GT(row.uncontrolled_m2, 0);
            EXPECT_LT(row.uncontrolled_m2, 1.5e6);
            EXPECT_LT(row.uncontrolled_m2 / row.unit_m2 * 1e4, 70);
            if (row.observed_m2 / row.unit_m2 < 0.8) ++not_rated;
            if (month.month == "2024-04") values.insert(row.uncontrolled_m2);
        }
        EXPECT_EQ(not_rated, month.month == "2024-05" ? 1U : 0U);
        // The city's worst ten and thirty have some of ours, and not all.
        std::vector<CityRow> city = city_rows(data, rows, month.month);
        ASSERT_EQ(city.size(), 330U);
        std::sort(city.begin(), city.end(),
                  [](const CityRow& a, const CityRow& b) { return a.uncontrolled_m2 > b.uncontrolled_m2; });
        const auto ours = [&](std::ptrdiff_t n) {
            return std::count_if(city.begin(), city.begin() + n,
                                 [](const CityRow& row) { return row.district == "通州区"; });
        };
        EXPECT_GE(ours(10), 1);
        EXPECT_LE(ours(10), 4);
        EXPECT_GT(ours(30), ours(10));
        EXPECT_LE(ours(30), 8);
    }
    EXPECT_GE(values.size(), 21U) << "ties by accident";
}

TEST(Demo, MeasuresAreValidInTheirMonths) {
    DemoMeasure measure{"M1", "苫盖", "2023-11-15", "2024-04-20", {}};
    EXPECT_FALSE(measure.valid_in("2023-10"));
    EXPECT_TRUE(measure.valid_in("2023-11"));
    EXPECT_TRUE(measure.valid_in("2024-04"));
    EXPECT_FALSE(measure.valid_in("2024-05"));
    measure.valid_to.clear();
    EXPECT_TRUE(measure.valid_in("2030-01"));
}

TEST(Burn, TakesTheCellsWhoseCentreIsInside) {
    TerrainSpec grid;
    grid.left = 0;
    grid.top = 40;
    grid.columns = 4;
    grid.rows = 4;
    std::vector<std::uint8_t> cells(16, 0);
    // A triangle with a right angle at the lower left; centres at 5, 15, 25, 35: inside where x + y < 38.
    burn({{{{0, 0}, {38, 0}, {0, 38}, {0, 0}}, {{{12, 12}, {18, 12}, {18, 18}, {12, 18}, {12, 12}}}}}, grid,
         7, cells);
    const std::vector<std::uint8_t> expected{0, 0, 0, 0,   //
                                             7, 0, 0, 0,   // y = 25: x = 5
                                             7, 0, 0, 0,   // y = 15: x = 5; 15 is in the hole
                                             7, 7, 7, 0};  // y = 5: x = 5, 15, 25
    EXPECT_EQ(cells, expected);
}

}  // namespace
}  // namespace bareland::synthetic
