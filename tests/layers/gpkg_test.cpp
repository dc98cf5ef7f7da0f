#include "layers/gpkg.hpp"

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

using Kind = Table::Kind;
using test::TempDir;

Table sample() {
    Table table;
    table.columns = {{"id", {"编号", "Id"}},
                     {"rank", {"名次", "Rank"}, Kind::integer},
                     {"area_m2", {"面积", "Area"}, Kind::area},
                     {"flags", {"判定", "Verdicts"}, Kind::json}};
    Table::Row first;
    first.cells = {{std::string("甲")}, {std::int64_t{3}}, {0.1}, {std::string("[{\"a\":1}]")}};
    Table::Row second;
    second.cells = {{std::string("乙")}, {}, {}, {}};
    table.rows = {first, second};
    return table;
}

MultiPolygon with_hole() {
    return {{{{0, 0}, {10, 0}, {10, 8}, {0, 8}, {0, 0}}, {{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}}},
            {{{20, 0}, {21, 0}, {21, 1}, {20, 1}, {20, 0}}, {}}};
}

TEST(Gpkg, ReadsBackWhatWasWritten) {
    const TempDir dir;
    const MultiPolygon shape = with_hole();
    const MultiPolygon none;
    const Crs crs("EPSG:32650");
    ::testing::internal::CaptureStderr();
    write_gpkg(dir / "t.gpkg", "ranking", sample(), std::vector{&shape, &none}, crs, Lang::zh);
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 1) << "a journal is left";

    GDALDatasetH dataset = GDALOpenEx((dir / "t.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(dataset, nullptr);
    OGRLayerH layer = GDALDatasetGetLayerByName(dataset, "ranking");
    ASSERT_NE(layer, nullptr);
    EXPECT_EQ(OGR_L_GetGeomType(layer), wkbMultiPolygon);
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(layer);
    ASSERT_NE(srs, nullptr);
    EXPECT_STREQ(OSRGetAuthorityCode(srs, nullptr), "32650");
    ASSERT_EQ(OGR_L_GetFeatureCount(layer, TRUE), 2);

    OGRFeatureH first = OGR_L_GetNextFeature(layer);
    EXPECT_STREQ(OGR_F_GetFieldAsString(first, OGR_F_GetFieldIndex(first, "id")), "甲");
    EXPECT_EQ(OGR_F_GetFieldAsInteger64(first, OGR_F_GetFieldIndex(first, "rank")), 3);
    EXPECT_EQ(OGR_F_GetFieldAsDouble(first, OGR_F_GetFieldIndex(first, "area_m2")), 0.1);
    EXPECT_STREQ(OGR_F_GetFieldAsString(first, OGR_F_GetFieldIndex(first, "flags")), "[{\"a\":1}]");
    OGRGeometryH geometry = OGR_F_GetGeometryRef(first);
    EXPECT_DOUBLE_EQ(OGR_G_Area(geometry), 10 * 8 - 1 + 1);
    EXPECT_EQ(OGR_G_GetGeometryCount(geometry), 2);
    OGREnvelope box;
    OGR_G_GetEnvelope(geometry, &box);
    EXPECT_EQ(box.MaxX, 21);
    EXPECT_EQ(box.MaxY, 8);
    OGR_F_Destroy(first);

    OGRFeatureH second = OGR_L_GetNextFeature(layer);
    EXPECT_TRUE(OGR_F_IsFieldNull(second, OGR_F_GetFieldIndex(second, "rank")));
    EXPECT_EQ(OGR_F_GetGeometryRef(second), nullptr);
    OGR_F_Destroy(second);
    GDALClose(dataset);
}

TEST(Gpkg, SeveralLayersOfPolygonsAndPoints) {
    const TempDir dir;
    const MultiPolygon shape = with_hole();
    const Table table = sample();
    const std::vector<MapLayer> layers{{"areas", &table, {&shape, &shape}, {}, false},
                                       {"places", &table, {}, {{116.5, 39.5}, {117, 40}}, true}};
    write_gpkg(dir / "t.gpkg", layers, Crs::cgcs2000(), Lang::en);
    GDALDatasetH dataset = GDALOpenEx((dir / "t.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(dataset, nullptr);
    ASSERT_EQ(GDALDatasetGetLayerCount(dataset), 2);
    OGRLayerH places = GDALDatasetGetLayerByName(dataset, "places");
    ASSERT_NE(places, nullptr);
    EXPECT_EQ(OGR_L_GetGeomType(places), wkbPoint);
    ASSERT_EQ(OGR_L_GetFeatureCount(places, TRUE), 2);
    OGRFeatureH first = OGR_L_GetNextFeature(places);
    EXPECT_EQ(OGR_G_GetX(OGR_F_GetGeometryRef(first), 0), 116.5);
    EXPECT_EQ(OGR_G_GetY(OGR_F_GetGeometryRef(first), 0), 39.5);
    EXPECT_EQ(OGR_F_GetFieldAsInteger64(first, OGR_F_GetFieldIndex(first, "rank")), 3);
    OGR_F_Destroy(first);
    EXPECT_EQ(OGR_L_GetFeatureCount(GDALDatasetGetLayerByName(dataset, "areas"), TRUE), 2);
    GDALClose(dataset);
}

TEST(Gpkg, KeepsLongitudeFirstInAGeographicCrs) {
    const TempDir dir;
    const MultiPolygon shape{{{{116, 39}, {117, 39}, {117, 40}, {116, 39}}, {}}};
    Table table = sample();
    table.rows.resize(1);
    write_gpkg(dir / "t.gpkg", "ranking", table, std::vector{&shape}, Crs::cgcs2000(), Lang::en);
    GDALDatasetH dataset = GDALOpenEx((dir / "t.gpkg").c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
    ASSERT_NE(dataset, nullptr);
    OGRLayerH layer = GDALDatasetGetLayer(dataset, 0);
    EXPECT_STREQ(OSRGetAuthorityCode(OGR_L_GetSpatialRef(layer), nullptr), "4490");
    OGREnvelope box;
    ASSERT_EQ(OGR_L_GetExtent(layer, &box, TRUE), OGRERR_NONE);
    EXPECT_EQ(box.MinX, 116);
    EXPECT_EQ(box.MinY, 39);
    GDALClose(dataset);
}

TEST(Gpkg, FailsAloudWhenTheFileCannotBeMade) {
    const TempDir dir;
    const MultiPolygon shape = with_hole();
    ::testing::internal::CaptureStderr();
    try {
        write_gpkg(dir / "absent/t.gpkg", "ranking", sample(), std::vector{&shape, &shape}, Crs::cgcs2000(),
                   Lang::zh);
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), "BL-3064");
        EXPECT_NE(error.text().zh.find("t.gpkg"), std::string::npos);
    }
    EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST(Gpkg, NoticesThatTheDiskIsFull) {
    const TempDir dir;
    MultiPolygon shape(1);
    for (int i = 0; i < 20000; ++i)
        shape[0].outer.push_back({i * 0.001, (i % 2) * 0.5 + 1});
    shape[0].outer.push_back({10, -5});
    shape[0].outer.push_back(shape[0].outer.front());
    write_gpkg(dir / "whole.gpkg", "ranking", sample(), std::vector{&shape, &shape}, Crs::cgcs2000(),
               Lang::zh);
    const auto size = std::filesystem::file_size(dir / "whole.gpkg");
    ASSERT_GT(size, 500000U);
    for (const rlim_t limit :
         std::vector<rlim_t>{1, 4096, 20000, 90000, 110000, 200000, 400000, size - 4096}) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit bytes{limit, limit};
            ::setrlimit(RLIMIT_FSIZE, &bytes);
            try {
                write_gpkg(dir / "t.gpkg", "ranking", sample(), std::vector{&shape, &shape}, Crs::cgcs2000(),
                           Lang::zh);
            } catch (const Error& error) {
                ::_exit(error.code() == "BL-3064" ? 1 : 2);
            }
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFEXITED(status)) << limit;
        EXPECT_EQ(WEXITSTATUS(status), 1) << limit;
        std::filesystem::remove(dir / "t.gpkg");
    }
}

}  // namespace
}  // namespace bareland
