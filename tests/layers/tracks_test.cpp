#include "layers/tracks.hpp"

#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <fstream>

#include "geo/bd09.hpp"
#include "layers/track_time.hpp"
#include "tests/support/temp_dir.hpp"

namespace bareland {
namespace {

class TrackFiles : public testing::Test {
  protected:
    std::string write(const std::string& name, const std::string& content) {
        std::string path = (dir_.path() / name).string();
        std::ofstream(path, std::ios::binary) << content;
        return path;
    }
    static TrackSource source_of(const std::string& file) {
        TrackSource source;
        source.file = RegistrySource::parse(file, "", "--crs", "");
        return source;
    }
    static std::vector<TrackPoint> all(TrackReader& reader) {
        std::vector<TrackPoint> out, block;
        while (reader.read(block))
            out.insert(out.end(), block.begin(), block.end());
        return out;
    }
    std::vector<TrackPoint> read(const TrackSource& source) {
        TrackReader reader(source);
        auto points = all(reader);
        plates_ = reader.plates();
        findings_ = reader.findings();
        return points;
    }
    // The English sentence of the Error that reading throws, without the folder; "" where it throws none.
    std::string complaint(const std::string& content, const std::string& name = "t.csv") {
        const std::string path = write(name, content);
        try {
            read(source_of(path));
        } catch (const Error& error) {
            std::string text = error.text().en;
            const auto at = text.find(path);
            if (at != std::string::npos) text.replace(at, path.size(), name);
            EXPECT_EQ(error.exit(), Exit::input);
            return error.code() + " " + text;
        }
        return {};
    }
    static bool begins(const std::string& text, const std::string& with) { return text.starts_with(with); }
    bool found(const std::string& code) const {
        for (const Finding& finding : findings_) {
            if (finding.code == code) return true;
        }
        return false;
    }

    test::TempDir dir_;
    std::vector<std::string> plates_;
    std::vector<Finding> findings_;
};

TEST(TrackTime, ReadsWhatFilesHave) {
    const auto seconds = [](const char* text) { return parse_moment(text)->seconds; };
    constexpr double morning = 1714552200;  // 2024-05-01 08:30:00 as if UTC: date -u -d ... +%s
    for (const char* text : {"2024-05-01 08:30:00", "2024/5/1 8:30", "2024-05-01T08:30:00", "20240501083000",
                             "2024年5月1日8时30分0秒", "2024年5月1日 8:30:00", " 2024-05-01 08:30:00.000 "}) {
        ASSERT_TRUE(parse_moment(text).has_value()) << text;
        EXPECT_EQ(seconds(text), morning) << text;
        EXPECT_EQ(parse_moment(text)->kind, Moment::Kind::local) << text;
    }
    for (const char* text : {"2024-05-01T08:30:00Z", "2024-05-01T16:30:00+08:00", "2024-05-01 16:30:00 +0800",
                             "2024-05-01T05:00:00-03:30", "1714552200", "1714552200000"}) {
        ASSERT_TRUE(parse_moment(text).has_value()) << text;
        EXPECT_EQ(seconds(text), morning) << text;
        EXPECT_EQ(parse_moment(text)->kind, Moment::Kind::zoned) << text;
    }
    EXPECT_DOUBLE_EQ(seconds("2024-05-01 08:30:00.25"), morning + 0.25);
    for (const char* text : {"", "08:30", "2024-02-30 08:30:00", "2024-05-01 24:30:00", "2024-05-01", "12345",
                             "2024-05-01 08:30:00 CST", "2024-05-01 08:30:00+99:00", "yesterday"})
        EXPECT_FALSE(parse_moment(text).has_value()) << text;
}

TEST(TrackTime, OffsetsAndBack) {
    EXPECT_EQ(parse_utc_offset("+08:00"), 28800);
    EXPECT_EQ(parse_utc_offset("-0330"), -12600);
    EXPECT_EQ(parse_utc_offset("8"), 28800);
    EXPECT_FALSE(parse_utc_offset("+15:00").has_value());
    EXPECT_FALSE(parse_utc_offset("Beijing").has_value());
    EXPECT_EQ(utc_offset_text(-12600), "-03:30");
    EXPECT_EQ(iso_time(1714552200, 28800), "2024-05-01T16:30:00+08:00");
    EXPECT_EQ(iso_time(1714552200 - 0.4, -12600), "2024-05-01T05:00:00-03:30");
    EXPECT_EQ(local_day(1714579200, 28800).text(), "2024-05-02");  // 16:00 UTC
    EXPECT_EQ(local_day(1714579199, 28800).text(), "2024-05-01");
}

TEST_F(TrackFiles, CsvWithChineseHeaders) {
    const auto points = read(source_of(write("t.csv",
                                             "\xEF\xBB\xBF车牌,时间,经度,纬度,速度(km/h),方向\r\n"
                                             "京A·12345,2024-05-01 08:30:00,116.65,39.91,36,90\r\n"
                                             "京a12345,2024-05-01 08:30:10,116.651,39.911,,\r\n"
                                             "\"京B 1\",2024-05-01 08:30:20,116.652,39.912,0,360\r\n")));
    ASSERT_EQ(points.size(), 3U);
    EXPECT_EQ(plates_, (std::vector<std::string>{"京A12345", "京B1"}));
    EXPECT_EQ(points[0].vehicle, points[1].vehicle);
    EXPECT_EQ(points[0].place, (Point{116.65, 39.91}));
    EXPECT_EQ(points[0].seconds, 1714552200 - 8 * 3600);
    EXPECT_EQ(points[0].speed_kmh, 36);
    EXPECT_LT(points[1].speed_kmh, 0);
    EXPECT_LT(points[1].heading, 0);
    EXPECT_EQ(points[2].heading, 360);
    EXPECT_TRUE(found("BL-4970"));  // the offset was assumed
}

TEST_F(TrackFiles, CsvInGb18030WithSemicolonsTitleAndSpeedInMetresASecond) {
    // "轨迹" / "车牌;时间;经度;纬度;速度(m/s)" / "京A1..."
    const std::string gbk =
        "\xB9\xEC\xBC\xA3\n\xB3\xB5\xC5\xC6;\xCA\xB1\xBC\xE4;\xBE\xAD\xB6\xC8;\xCE\xB3\xB6\xC8;"
        "\xCB\xD9\xB6\xC8(m/s)\n"
        "\xBE\xA9"
        "A1;2024-05-01 08:30:00;116.65;39.91;10\n";
    const auto points = read(source_of(write("t.csv", gbk)));
    ASSERT_EQ(points.size(), 1U);
    EXPECT_EQ(plates_, std::vector<std::string>{"京A1"});
    EXPECT_NEAR(points[0].speed_kmh, 36, 1e-4);
}

TEST_F(TrackFiles, MapOffsetAndCrs) {
    const Point truth{116.65, 39.91};
    const Point shifted = bd09::from_wgs84(truth);
    TrackSource source = source_of(write(
        "t.csv", fmt::format("a,b,c,d\n京A1,2024-05-01 08:30:00,{:.9f},{:.9f}\n", shifted.x, shifted.y)));
    source.file.crs = "bd09";
    source.file.map = {{"plate", "a"}, {"time", "b"}, {"lon", "c"}, {"lat", "d"}};
    source.utc_offset_s = 0;
    source.utc_offset_given = true;
    const auto points = read(source);
    EXPECT_EQ(points[0].seconds, 1714552200);
    EXPECT_NEAR(points[0].place.x, truth.x, 1e-8);
    EXPECT_NEAR(points[0].place.y, truth.y, 1e-8);
    EXPECT_TRUE(found("BL-4974"));
    EXPECT_FALSE(found("BL-4970"));
}

TEST_F(TrackFiles, RowsWithoutAFixAreLeftOut) {
    const auto points = read(source_of(write("t.csv",
                                             "plate,time,lon,lat\nA1,1714552200,0,0\n\nA1,1714552210,,\n"
                                             "A1,1714552220,116.65,39.91\n")));
    EXPECT_EQ(points.size(), 1U);
    EXPECT_TRUE(found("BL-4971"));
}

TEST_F(TrackFiles, WhatCannotBeReadIsSaidWithItsRow) {
    const std::string head = "plate,time,lon,lat\n";
    const std::string good = "A1,2024-05-01 08:30:00,116.65,39.91\n";
    EXPECT_PRED2(begins, complaint(head + good + "A1,2024-05-01 08:31:00,east,39.91\n"),
                 "BL-3972 t.csv, row 3: lon is \"east\"; expected a longitude in degrees, such as 116.657: "
                 "correct it");
    EXPECT_PRED2(begins, complaint(head + "A1,noon,116.65,39.91\n"),
                 "BL-3972 t.csv, row 2: time is \"noon\"; expected a time such as 2024-05-01 08:30:00 or "
                 "2024-05-01T08:30:00+08:00: correct it");
    EXPECT_PRED2(begins, complaint(head + "A1,2024-05-01 08:30:00,39.91,116.65\n"),
                 "BL-3973 t.csv, row 2: the longitude is \"39.91\" and the latitude \"116.65\"");
    EXPECT_PRED2(
        begins, complaint(head + good + "A1,2024-05-01T08:30:00Z,116.65,39.91\n"),
        "BL-3974 t.csv: the time in row 3, \"2024-05-01T08:30:00Z\", and that in row 2, \"2024-05-01 08");
    EXPECT_PRED2(begins, complaint(head + good + "A1,2024-05-01"),
                 "BL-3975 t.csv, row 3 has only 2 column(s), fewer than the");
    EXPECT_PRED2(begins, complaint(head + ",2024-05-01 08:30:00,116.65,39.91\n"),
                 "BL-3977 t.csv, row 2: plate is empty; fill it in or remove the row");
    EXPECT_PRED2(begins, complaint(head + "A1,2024-05-01 08:30:00,200,39.91\n"),
                 "BL-3972 t.csv, row 2: lon is \"200\"; ");
    EXPECT_PRED2(begins, complaint(""), "BL-3971 t.csv holds no point of a track; c");
    EXPECT_PRED2(begins, complaint(head), "BL-3971 t.csv holds no point of a track; c");
    EXPECT_PRED2(begins, complaint("plate,lon,lat\nA1,116,39\n"), "BL-3400 t.csv has no column for time;");
    EXPECT_PRED2(begins, complaint("time,lon,lat\n1714552200,116,39\n"),
                 "BL-3400 t.csv has no column for plate;");
    EXPECT_PRED2(begins, complaint("PK\x03\x04 nothing"), "BL-3970 cannot read the tracks t.c");
    const std::string missing = (dir_.path() / "no.csv").string();
    EXPECT_THROW(read(source_of(missing)), Error);
}

TEST_F(TrackFiles, LongFilesComeInBlocksAndAgain) {
    std::string text = "plate,time,lon,lat\n";
    constexpr int rows = 260'000;  // more than one block of the reader
    for (int i = 0; i < rows; ++i)
        text += fmt::format("京A{},{},116.{:06},39.91\n", i % 7, 1714552200 + i, i);
    TrackReader reader(source_of(write("t.csv", text)));
    std::vector<TrackPoint> block;
    std::size_t blocks = 0;
    while (reader.read(block))
        ++blocks;
    EXPECT_GT(blocks, 1U);
    reader.rewind();
    const auto points = all(reader);
    ASSERT_EQ(points.size(), static_cast<std::size_t>(rows));
    for (const int i : {0, 199'999, rows - 1}) {
        EXPECT_EQ(points[static_cast<std::size_t>(i)].seconds, 1714552200 + i);
        EXPECT_EQ(reader.plates()[points[static_cast<std::size_t>(i)].vehicle], fmt::format("京A{}", i % 7));
    }
}

const char* const gpx = R"(<?xml version="1.0"?>
<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
<trk><name>京A·1</name><trkseg>
<trkpt lat="39.91" lon="116.65"><time>2024-05-01T00:30:00Z</time></trkpt>
<trkpt lat="39.92" lon="116.65"><time>2024-05-01T00:31:00Z</time></trkpt>
</trkseg></trk>
<trk><name>京B2</name><trkseg>
<trkpt lat="39.93" lon="116.65"><time>2024-05-01T00:32:00Z</time></trkpt>
</trkseg></trk></gpx>)";

TEST_F(TrackFiles, GpxTakesPlatesFromNamesOrFromTheUser) {
    TrackSource source = source_of(write("t.gpx", gpx));
    auto points = read(source);
    ASSERT_EQ(points.size(), 3U);
    EXPECT_EQ(plates_, (std::vector<std::string>{"京A1", "京B2"}));
    EXPECT_EQ(points[1].seconds, 1714552200 - 8 * 3600 + 60);
    EXPECT_EQ(points[2].place, (Point{116.65, 39.93}));
    source.plate = "京c3";
    points = read(source);
    EXPECT_EQ(plates_, std::vector<std::string>{"京C3"});
    EXPECT_EQ(points[2].vehicle, 0U);
    std::string nameless = gpx;
    for (auto at = nameless.find("<name>"); at != std::string::npos; at = nameless.find("<name>"))
        nameless.erase(at, nameless.find("</name>") + 7 - at);
    EXPECT_EQ(complaint(nameless, "n.gpx"),
              "BL-3976 n.gpx does not say whose track it is; give the plate with --plate");
}

TEST_F(TrackFiles, GeopackagePoints) {
    GDALAllRegister();
    const std::string path = (dir_.path() / "t.gpkg").string();
    {
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
        GDALDataset* dataset = driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
        OGRSpatialReference utm;
        utm.importFromEPSG(32650);
        OGRLayer* layer = dataset->CreateLayer("points", &utm, wkbPoint, nullptr);
        OGRFieldDefn plate("车牌", OFTString);
        OGRFieldDefn time("时间", OFTDateTime);
        layer->CreateField(&plate);
        layer->CreateField(&time);
        OGRFeature feature(layer->GetLayerDefn());
        feature.SetField(0, "京A1");
        feature.SetField(1, 2024, 5, 1, 8, 30, 0.0F, 100);
        OGRPoint point(500'000, 4'400'000);  // on the central meridian, 117 E
        feature.SetGeometry(&point);
        ASSERT_EQ(layer->CreateFeature(&feature), OGRERR_NONE);
        GDALClose(dataset);
    }
    const auto points = read(source_of(path));
    ASSERT_EQ(points.size(), 1U);
    EXPECT_NEAR(points[0].place.x, 117, 1e-9);
    EXPECT_NEAR(points[0].place.y, 39.749, 0.01);
    EXPECT_EQ(points[0].seconds, 1714552200);
}

}  // namespace
}  // namespace bareland
