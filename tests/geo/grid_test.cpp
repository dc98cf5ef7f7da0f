#include "geo/grid.hpp"

#include <geodesic.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "geo/ellipsoid.hpp"

namespace bareland {
namespace {

double square_metres(Quanta quanta, const WindowAreas& areas) {
    return std::ldexp(static_cast<double>(quanta), areas.quantum_exponent());
}

// Area of a cell by PROJ's geodesics: its sides, straight in the grid's CRS, cut into pieces so short that
// they are geodesics for the purpose.
double geodesic_cell(const Grid& grid, const Transform& to_geographic, double col, double row, int pieces) {
    std::vector<Point> ring;
    const auto side = [&](Point a, Point b) {
        for (int i = 0; i < pieces; ++i) {
            const double t = static_cast<double>(i) / pieces;
            ring.push_back(grid.cell_to_crs.apply({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t}));
        }
    };
    side({col, row}, {col + 1, row});
    side({col + 1, row}, {col + 1, row + 1});
    side({col + 1, row + 1}, {col, row + 1});
    side({col, row + 1}, {col, row});
    to_geographic.apply(ring);
    geod_geodesic ellipsoid;
    geod_init(&ellipsoid, ellipsoid::semi_major_m, 1 / ellipsoid::inverse_flattening);
    std::vector<double> lats, lons;
    for (const Point& p : ring) {
        lats.push_back(p.y);
        lons.push_back(p.x);
    }
    double area = 0, perimeter = 0;
    geod_polygonarea(&ellipsoid, lats.data(), lons.data(), static_cast<int>(ring.size()), &area, &perimeter);
    return std::abs(area);
}

struct GridCase {
    const char* name;
    const char* crs;
    Affine cell_to_crs;
    std::int64_t cols, rows;
};

// Cells of about 1 km: geodesic areas of small polygons lose digits to cancellation (their sums are kept to
// about 1e-3 m2).
const GridCase grid_cases[] = {
    {"Utm", "EPSG:32650", {430000, 1000, 0, 4480000, 0, -1000}, 70, 60},
    {"GaussKrueger", "EPSG:4548", {430000, 1000, 0, 4480000, 0, -1000}, 70, 60},
    {"WebMercator", "EPSG:3857", {12900000, 1300, 0, 4880000, 0, -1300}, 70, 60},
    {"Albers",
     "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +ellps=GRS80 +units=m",
     {900000, 1000, 0, 4400000, 0, -1000},
     70,
     60},
    {"Geographic", "EPSG:4490", {116.2, 0.01, 0, 40.3, 0, -0.01}, 70, 60},
    {"SouthUp", "EPSG:32650", {430000, 1000, 0, 4420000, 0, 1000}, 70, 60},
    {"Rotated", "EPSG:32650", {430000, 900, 300, 4480000, 250, -950}, 70, 60},
    {"RotatedGeographic", "EPSG:4490", {116.2, 0.01, 0.002, 40.3, 0.003, -0.01}, 70, 60},
};

class Grids : public ::testing::TestWithParam<GridCase> {};
INSTANTIATE_TEST_SUITE_P(All, Grids, ::testing::ValuesIn(grid_cases),
                         [](const auto& named) { return named.param.name; });

TEST_P(Grids, CellsHaveTheirGeodesicAreas) {
    const GridCase& c = GetParam();
    const Grid grid{c.cell_to_crs, c.cols, c.rows};
    const Crs crs(c.crs);
    const Transform to_geographic(crs, Crs::cgcs2000());
    const CellAreas areas(grid, crs, to_geographic);
    WindowAreas window;
    for (const auto& [row0, col0] : {std::pair<std::int64_t, std::int64_t>{0, 0}, {32, 64}}) {
        const int rows = static_cast<int>(std::min<std::int64_t>(32, c.rows - row0));
        const int cols = static_cast<int>(std::min<std::int64_t>(64, c.cols - col0));
        areas.window(row0, col0, rows, cols, window);
        for (int r = 0; r < rows; r += 9) {
            const RowArea& row = window.row(r);
            for (int k = 0; k < cols; k += 5) {
                const double expected = geodesic_cell(grid, to_geographic, static_cast<double>(col0 + k),
                                                      static_cast<double>(row0 + r), 100);
                ASSERT_NEAR(square_metres(row.cell(k), window) / expected, 1, 2e-9) << r << ' ' << k;
            }
        }
    }
}

TEST_P(Grids, WindowsOfAnyShapeAgree) {
    const GridCase& c = GetParam();
    const Grid grid{c.cell_to_crs, c.cols, c.rows};
    const Crs crs(c.crs);
    const CellAreas areas(grid, crs, Transform(crs, Crs::cgcs2000()));
    WindowAreas whole, window;
    const auto total = [&](int window_rows, int window_cols) {
        double sum = 0;
        for (std::int64_t r = 0; r < c.rows; r += window_rows) {
            for (std::int64_t k = 0; k < c.cols; k += window_cols) {
                const int rows = static_cast<int>(std::min<std::int64_t>(window_rows, c.rows - r));
                const int cols = static_cast<int>(std::min<std::int64_t>(window_cols, c.cols - k));
                areas.window(r, k, rows, cols, window);
                Quanta by_rows = 0;
                for (int i = 0; i < rows; ++i) {
                    by_rows += window.row(i).run(0, cols);
                }
                const double area = square_metres(window.total(), window);
                EXPECT_NEAR(square_metres(by_rows, window) / area, 1, 1e-11);
                sum += area;
            }
        }
        return sum;
    };
    const double one = total(60, 70);
    for (const auto& [rows, cols] : {std::pair{16, 16}, {1, 70}, {60, 1}, {7, 33}})
        EXPECT_NEAR(total(rows, cols) / one, 1, 1e-10) << rows << " x " << cols;
}

TEST(GridAreas, GeographicRowsAreClosedForm) {
    const Grid grid{{116, 0.0001, 0, 40, 0, -0.0001}, 512, 512};
    const CellAreas areas(grid, Crs::cgcs2000(), Transform(Crs::cgcs2000(), Crs::cgcs2000()));
    WindowAreas window;
    areas.window(0, 0, 512, 512, window);
    for (const int r : {0, 1, 255, 511}) {
        const RowArea& row = window.row(r);
        // The very latitudes that the geotransform gives: a cell of 1e-4 degrees has but ten digits.
        const double expected = ellipsoid::cell_area(40 - 0.0001 * (r + 1), 40 - 0.0001 * r, 0, 0.0001);
        for (const int c : {0, 77, 511})
            EXPECT_NEAR(square_metres(row.cell(c), window) / expected, 1, 1e-11);
    }
}

TEST(GridAreas, WideWindowsUseTheHigherDegree) {
    const Grid grid{{400000, 100, 0, 4500000, 0, -100}, 1000, 1000};  // 100 km across
    const Crs crs("EPSG:32650");
    const Transform to_geographic(crs, Crs::cgcs2000());
    const CellAreas areas(grid, crs, to_geographic);
    WindowAreas wide, narrow;
    areas.window(0, 0, 1000, 1000, wide);
    for (const int r : {0, 500, 999}) {
        const RowArea& in_wide = wide.row(r);
        for (const int c : {0, 250, 999}) {
            areas.window(r, c, 1, 1, narrow);
            const RowArea& in_narrow = narrow.row(0);
            EXPECT_NEAR(square_metres(in_wide.cell(c), wide) / square_metres(in_narrow.cell(0), narrow), 1,
                        1e-10);
            EXPECT_EQ(in_wide.sides(c), (std::array<Quanta, 2>{in_wide.upto(c), in_wide.upto(c + 1)}));
        }
    }
}

TEST(LatticeOffset, SameLatticeOnly) {
    const Grid outer{{500000, 10, 0, 4400000, 0, -10}, 1000, 1000};
    const auto offset_of = [&](double x, double y, double size) {
        return lattice_offset(outer, {{x, size, 0, y, 0, -size}, 500, 400});
    };
    const auto same = offset_of(500120, 4399950, 10);
    ASSERT_TRUE(same);
    EXPECT_EQ(same->col, 12);
    EXPECT_EQ(same->row, 5);
    EXPECT_EQ(offset_of(499980, 4400030, 10)->col, -2);
    EXPECT_FALSE(offset_of(500125, 4399950, 10));
    EXPECT_FALSE(offset_of(500120, 4399950, 10.001));
}

}  // namespace
}  // namespace bareland
