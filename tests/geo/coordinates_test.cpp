// Single values and headers of coordinates.
#include "geo/coordinates.hpp"

#include <gtest/gtest.h>

#include <string>

namespace bareland {
namespace {

using coordinates::angle_part_of;
using coordinates::Axis;
using coordinates::axis_of;
using coordinates::parse;
using Form = coordinates::Value::Form;

constexpr double sample = 116 + 39.0 / 60 + 25.3 / 3600;  // 116°39′25.3″

TEST(Coordinate, DegreesMinutesSecondsInAllWritings) {
    for (const char* text : {"116°39′25.3″",
                             "116°39'25.3\"",
                             "116° 39′ 25.3″",
                             "116度39分25.3秒",
                             "116-39-25.3",
                             "116:39:25.3",
                             "116 39 25.3",
                             "E116°39′25.3″",
                             "116°39′25.3″E",
                             "116°39'25.3\" E",
                             "东经116°39′25.3″",
                             "东经 116度39分25.3秒",
                             "东经：116°39′25.3″",
                             "116º39’25.3”",
                             "116˚39´25.3''",
                             "116°39′25.3′′",
                             "１１６°３９′２５．３″",
                             "１１６度３９分２５．３秒",
                             "116：39：25.3",
                             "116－39－25.3",
                             "116—39—25.3",
                             "\u3000116°39′25.3″\u00A0",
                             "116\u3000\u300039 25.3",
                             "e 116 39 25.3",
                             "+116°39′25.3″",
                             "经度116°39′25.3″",
                             "\xE2\x80\xAA"
                             "116°39′25.3″"
                             "\xE2\x80\xAC",
                             "\xEF\xBB\xBF"
                             "116°39′25.3″"}) {
        const auto value = parse(text);
        ASSERT_TRUE(value) << text;
        EXPECT_NEAR(value->number, sample, 1e-12) << text;
        EXPECT_EQ(value->form, Form::dms) << text;
    }
    EXPECT_NEAR(parse("116°39.42′")->number, 116 + 39.42 / 60, 1e-12);
    EXPECT_NEAR(parse("116°39′")->number, 116.65, 1e-12);
    EXPECT_NEAR(parse("0°0′1″")->number, 1.0 / 3600, 1e-15);
}

TEST(Coordinate, Hemispheres) {
    EXPECT_EQ(parse("E116.65")->axis, Axis::longitude);
    EXPECT_EQ(parse("116.65E")->axis, Axis::longitude);
    EXPECT_EQ(parse("北纬39度54分")->axis, Axis::latitude);
    EXPECT_EQ(parse("39.9N")->axis, Axis::latitude);
    EXPECT_EQ(parse("Ｎ39.9")->number, 39.9);
    EXPECT_EQ(parse("39.9S")->number, -39.9);
    EXPECT_EQ(parse("西经116.5")->number, -116.5);
    EXPECT_EQ(parse("W116°30′")->number, -116.5);
    EXPECT_EQ(parse("-116°30′")->number, -116.5);
    EXPECT_FALSE(parse("116.65")->axis);
    EXPECT_FALSE(parse("E116.65E"));
    EXPECT_FALSE(parse("-116.65W"));  // both say west
}

TEST(Coordinate, NumbersAndMetres) {
    EXPECT_EQ(parse("116.657")->number, 116.657);
    EXPECT_EQ(parse("116.657")->form, Form::plain);
    EXPECT_EQ(parse("116.657°")->form, Form::degrees);
    EXPECT_EQ(parse("39512345.678")->number, 39512345.678);
    EXPECT_EQ(parse("4,412,345.678")->number, 4412345.678);
    EXPECT_EQ(parse("4412345.678 m")->form, Form::metres);
    EXPECT_EQ(parse("4412345.678米")->number, 4412345.678);
    EXPECT_EQ(parse("3.9512345E7")->number, 39512345);
    EXPECT_EQ(parse("３９５１２３４５．５")->number, 39512345.5);
}

TEST(Coordinate, RefusesWhatIsNone) {
    for (const char* text : {"",          " ",           "无",          "nan",          "NaN",
                             "inf",       "116°60′",     "116°39′60″",  "116.5°39′",    "116°39.5′25″",
                             "116-39:25", "116 39 25 3", "4 412 345.6", "1,5",          "116.65.3",
                             "°",         "E",           "116°′",       "39′25″",       "116abc",
                             "116,39",    "400°10′",     "--116",       "116 39'25\" x"}) {
        EXPECT_FALSE(parse(text)) << text;
    }
}

TEST(CoordinateHeader, SaysWhichAxis) {
    for (const char* text :
         {"经度", "东经", "经", "Lon", "LONGITUDE", "lng", "经度（E）", "经度(°)", "中心经度", "经度坐标",
          " 经 度 ", "GPS经度", "经度（度分秒）", "坐标（经度）"}) {
        EXPECT_EQ(axis_of(text), Axis::longitude) << text;
    }
    for (const char* text : {"纬度", "北纬", "lat", "Latitude", "纬度(N)"})
        EXPECT_EQ(axis_of(text), Axis::latitude) << text;
    for (const char* text :
         {"东坐标", "E", "东", "Easting", "横坐标", "Y（东）", "东坐标(Y)", "Y坐标（东）", "Ｅ"}) {
        EXPECT_EQ(axis_of(text), Axis::east) << text;
    }
    for (const char* text :
         {"北坐标", "N", "北", "northing", "纵坐标", "X（北）", "X坐标(北)", "北坐标（m）"})
        EXPECT_EQ(axis_of(text), Axis::north) << text;
    for (const char* text : {"X", "x坐标", "坐标X", "X(m)", "X（米）", "POINT_X", "x_coord", "2000坐标X"})
        EXPECT_EQ(axis_of(text), Axis::x) << text;
    for (const char* text : {"Y", "Y坐标", "坐标Y", "y (m)"})
        EXPECT_EQ(axis_of(text), Axis::y) << text;
    for (const char* text :
         {"", "名称", "编号", "半径", "类型", "level", "name", "经营范围", "备注", "东侧道路"})
        EXPECT_FALSE(axis_of(text)) << text;
}

TEST(CoordinateHeader, PartsOfAngles) {
    using Part = std::pair<Axis, int>;
    EXPECT_EQ(angle_part_of("经度度"), Part(Axis::longitude, 0));
    EXPECT_EQ(angle_part_of("经度分"), Part(Axis::longitude, 1));
    EXPECT_EQ(angle_part_of("经度（秒）"), Part(Axis::longitude, 2));
    EXPECT_EQ(angle_part_of("坐标纬度分"), Part(Axis::latitude, 1));
    EXPECT_EQ(angle_part_of("lat_sec"), Part(Axis::latitude, 2));
    EXPECT_FALSE(angle_part_of("部分"));
    EXPECT_FALSE(angle_part_of("X分"));
}

}  // namespace
}  // namespace bareland
