#include "layers/raster.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "geo/error.hpp"
#include "geo/overlay.hpp"
#include "layers/gdal_errors.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

struct Spec {
    int cols = 70, rows = 50;
    GDALDataType type = GDT_Byte;
    std::vector<std::string> options;  // creation options of GTiff
    std::optional<double> nodata;
    Affine transform{500000, 10, 0, 4400000, 0, -10};
    std::string crs = "EPSG:32650";
};

// A class for every place: 0 to 6, with no pattern that a wrong stride or block would repeat.
int class_at(std::int64_t col, std::int64_t row) {
    return static_cast<int>((col * 7 + row * 13 + col * row) % 7);
}

class RasterTest : public ::testing::Test {
  protected:
    std::string write(const std::string& name, const Spec& spec,
                      const std::function<double(int col, int row)>& value = class_at) {
        use_gdal();
        std::string path = folder_.file(name);
        char** options = nullptr;
        for (const std::string& option : spec.options)
            options = CSLAddString(options, option.c_str());
        auto* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
        std::unique_ptr<GDALDataset> dataset(
            driver->Create(path.c_str(), spec.cols, spec.rows, 1, spec.type, options));
        CSLDestroy(options);
        const Affine& t = spec.transform;
        double g[6] = {t.a, t.b, t.c, t.d, t.e, t.f};
        dataset->SetGeoTransform(g);
        if (!spec.crs.empty()) {
            OGRSpatialReference srs;
            srs.SetFromUserInput(spec.crs.c_str());
            dataset->SetSpatialRef(&srs);
        }
        GDALRasterBand* band = dataset->GetRasterBand(1);
        if (spec.nodata) band->SetNoDataValue(*spec.nodata);
        std::vector<double> row(static_cast<std::size_t>(spec.cols));
        for (int r = 0; r < spec.rows; ++r) {
            for (int c = 0; c < spec.cols; ++c)
                row[static_cast<std::size_t>(c)] = value(c, r);
            EXPECT_EQ(band->RasterIO(GF_Write, 0, r, spec.cols, 1, row.data(), spec.cols, 1, GDT_Float64, 0,
                                     0, nullptr),
                      CE_None);
        }
        return path;
    }

    static CellValues values(const char* bare, const char* netted = "", const char* unobserved = "") {
        const auto parsed = [](const char* text) {
            return *text == 0 ? ValueSet{} : ValueSet::parse(text, "--test");
        };
        return {parsed(bare), parsed(netted), parsed(unobserved)};
    }

    // The class of every cell as the sources deliver it: 'b', 'n', '-' (unobserved) or '.'.
    static std::vector<std::string> classes(const RasterInfo& raster, const CellValues& values,
                                            const std::vector<EarlierRaster>& earlier = {}) {
        const RasterReading reading = plan_reading(raster, values, earlier);
        const auto source = reading.open();
        const auto in = [](const std::vector<ByteRange>& ranges, std::uint8_t byte) {
            return std::any_of(ranges.begin(), ranges.end(),
                               [&](const ByteRange& r) { return byte >= r.first && byte <= r.last; });
        };
        std::vector<std::string> out(static_cast<std::size_t>(raster.grid.rows),
                                     std::string(static_cast<std::size_t>(raster.grid.cols), '?'));
        for (std::int64_t r0 = 0; r0 < raster.grid.rows; r0 += reading.window_rows) {
            for (std::int64_t c0 = 0; c0 < raster.grid.cols; c0 += reading.window_cols) {
                CellWindow w{r0, c0, 0, 0};
                w.rows = static_cast<int>(std::min<std::int64_t>(reading.window_rows, raster.grid.rows - r0));
                w.cols = static_cast<int>(std::min<std::int64_t>(reading.window_cols, raster.grid.cols - c0));
                const CellBytes bytes = source->read(w);
                for (int r = 0; r < w.rows; ++r) {
                    for (int c = 0; c < w.cols; ++c) {
                        const std::uint8_t byte = bytes.first[r * bytes.stride + c];
                        char& to = out[static_cast<std::size_t>(r0 + r)][static_cast<std::size_t>(c0 + c)];
                        to = in(reading.classes.unobserved, byte) ? '-'
                             : in(reading.classes.bare, byte)     ? 'b'
                             : in(reading.classes.netted, byte)   ? 'n'
                                                                  : '.';
                    }
                }
            }
        }
        return out;
    }

    static std::string code_of(const std::function<void()>& action) {
        try {
            action();
        } catch (const Error& error) {
            return error.code();
        }
        return "no error";
    }

    test::TempDir folder_;
};

TEST_F(RasterTest, EveryBlockShapeDeliversTheSameClasses) {
    const std::vector<std::vector<std::string>> layouts = {
        {},
        {"BLOCKYSIZE=1"},
        {"BLOCKYSIZE=50"},
        {"TILED=YES", "BLOCKXSIZE=16", "BLOCKYSIZE=16", "COMPRESS=DEFLATE"},
        {"TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=32", "COMPRESS=ZSTD"},
        {"TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=LZW"},
    };
    for (const GDALDataType type : {GDT_Byte, GDT_Int16, GDT_UInt32, GDT_Float32, GDT_Float64}) {
        for (std::size_t i = 0; i < layouts.size(); ++i) {
            Spec spec;
            spec.type = type;
            spec.options = layouts[i];
            spec.nodata = 6;
            const auto path = write(fmt::format("{}_{}.tif", GDALGetDataTypeName(type), i), spec);
            const auto got = classes(inspect_raster(path, 1, ""), values("1,3-4", "2", "5"));
            for (int r = 0; r < spec.rows; ++r) {
                for (int c = 0; c < spec.cols; ++c) {
                    const char expected = ".bnbb--"[class_at(c, r)];
                    ASSERT_EQ(got[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)], expected)
                        << path << " column " << c << " row " << r;
                }
            }
        }
    }
}

TEST_F(RasterTest, NotANumberAndFractionsAreNoClass) {
    Spec spec;
    spec.cols = 4;
    spec.rows = 1;
    spec.type = GDT_Float32;
    const double cells[] = {1, 1.5, std::nan(""), HUGE_VAL};
    const auto path = write("f.tif", spec, [&](int c, int) { return cells[c]; });
    EXPECT_EQ(classes(inspect_raster(path, 1, ""), values("1-2")), std::vector<std::string>{"b.--"});
}

TEST_F(RasterTest, SignedBytesGoBelowZero) {
    Spec spec;
    spec.cols = 3;
    spec.rows = 1;
    spec.options = {"PIXELTYPE=SIGNEDBYTE"};
    const auto path =
        write("s.tif", spec, [](int c, int) { return c == 0 ? 255 : c; });  // 255 is -1 in signed bytes
    EXPECT_EQ(classes(inspect_raster(path, 1, ""), values("-1", "1")), std::vector<std::string>{"bn."});
}

TEST_F(RasterTest, MaskBandHidesCells) {
    Spec spec;
    spec.cols = 40;
    spec.rows = 20;
    const auto path = write("m.tif", spec, [](int, int) { return 1; });
    {
        std::unique_ptr<GDALDataset> dataset(GDALDataset::Open(path.c_str(), GDAL_OF_UPDATE));
        dataset->GetRasterBand(1)->CreateMaskBand(GMF_PER_DATASET);
        std::vector<std::uint8_t> mask(800, 255);
        mask[41] = 0;  // column 1, row 1
        EXPECT_EQ(dataset->GetRasterBand(1)->GetMaskBand()->RasterIO(GF_Write, 0, 0, 40, 20, mask.data(), 40,
                                                                     20, GDT_Byte, 0, 0, nullptr),
                  CE_None);
    }
    const auto got = classes(inspect_raster(path, 1, ""), values("1"));
    EXPECT_EQ(got[1][1], '-');
    EXPECT_EQ(got[1][2], 'b');
    EXPECT_EQ(got[0][1], 'b');
}

TEST_F(RasterTest, EarlierRasterOnTheLatticeGoesFirstWhereItObserved) {
    Spec first, second;
    first.cols = second.cols = 6;
    first.rows = second.rows = 2;
    first.nodata = 0;
    second.transform.a += 20;  // two columns to the east
    const auto a = inspect_raster(write("a.tif", first, [](int c, int) { return c == 3 ? 0 : 2; }), 1, "");
    const auto b = inspect_raster(write("b.tif", second, [](int, int) { return 1; }), 1, "");
    const auto offset = lattice_offset(b.grid, a.grid);
    ASSERT_TRUE(offset);
    EXPECT_EQ(offset->col, -2);
    // a covers b's columns 0 to 3; its own column 3 (b's column 1) saw nothing, so b counts there.
    EXPECT_EQ(classes(b, values("1"), {{a, *offset}}), (std::vector<std::string>{"-b--bb", "-b--bb"}));
}

TEST_F(RasterTest, FootprintIsWhatWasObserved) {
    Spec spec;
    spec.cols = 40;
    spec.rows = 600;  // more than is read at once
    spec.nodata = 0;
    const auto raster = inspect_raster(write("p.tif", spec, class_at), 1, "");
    double observed = 0;
    for (int r = 0; r < 600; ++r) {
        for (int c = 5; c < 40; ++c)
            observed += class_at(c, r) != 0 ? 1 : 0;
    }
    const Box within{5, 0, 100, 1000};
    EXPECT_EQ(overlay::planar_area(observed_footprint(raster, values("1"), within)), observed);
    EXPECT_TRUE(observed_footprint(raster, values("1"), {50, 0, 60, 10}).empty());
}

TEST_F(RasterTest, SaysWhatIsWrongWithAFile) {
    const auto inspect = [](const std::string& path, int band = 1) {
        return code_of([&] { inspect_raster(path, band, ""); });
    };
    EXPECT_EQ(inspect(folder_.file("absent.tif")), "BL-3001");
    std::ofstream(folder_.file("text.tif")) << "not a raster";
    EXPECT_EQ(inspect(folder_.file("text.tif")), "BL-3002");
    Spec spec;
    const auto good = write("good.tif", spec);
    EXPECT_EQ(inspect(good, 2), "BL-3003");
    EXPECT_EQ(inspect(good), "no error");
    spec.type = GDT_CFloat32;
    EXPECT_EQ(inspect(write("complex.tif", spec)), "BL-3004");
    spec.type = GDT_Byte;
    spec.crs = "";
    const auto nowhere = write("nowhere.tif", spec);
    EXPECT_EQ(inspect(nowhere), "BL-3005");
    EXPECT_EQ(code_of([&] { inspect_raster(nowhere, 1, "EPSG:32650"); }), "no error");
    spec.crs = "EPSG:32650";
    spec.transform = {500000, 0, 0, 4400000, 0, 0};
    EXPECT_EQ(inspect(write("flat.tif", spec)), "BL-3006");
}

TEST_F(RasterTest, FileCutShortIsSaidWhenItsBlocksAreRead) {
    Spec spec;
    spec.cols = spec.rows = 600;
    spec.options = {"TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128", "COMPRESS=DEFLATE"};
    const auto path = write("cut.tif", spec);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) * 2 / 3);
    EXPECT_EQ(code_of([&] { classes(inspect_raster(path, 1, ""), values("1")); }), "BL-3007");
}

TEST_F(RasterTest, NodataValueIsNoClass) {
    Spec spec;
    spec.nodata = 1;
    const auto raster = inspect_raster(write("n.tif", spec), 1, "");
    EXPECT_EQ(code_of([&] { plan_reading(raster, values("1-3"), {}); }), "BL-3008");
    EXPECT_EQ(code_of([&] { plan_reading(raster, values("2", "1"), {}); }), "BL-3008");
    EXPECT_EQ(code_of([&] { plan_reading(raster, values("2", "3", "1"), {}); }), "no error");
}

TEST_F(RasterTest, DistinctValuesLeaveNodataOut) {
    Spec spec;
    spec.nodata = 3;
    const auto raster = inspect_raster(write("d.tif", spec), 1, "");
    EXPECT_EQ(distinct_values(raster, 100), (std::vector<std::int64_t>{0, 1, 2, 4, 5, 6}));
}

}  // namespace
}  // namespace bareland
