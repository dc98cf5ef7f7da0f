// Which coordinates a pair of columns holds, and what is said about it.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "geo/coordinates.hpp"
#include "geo/crs.hpp"
#include "geo/error.hpp"

namespace bareland {
namespace {

using coordinates::Answer;
using coordinates::Axis;
using coordinates::Question;
using coordinates::recognise;

const Box tongzhou{116.53, 39.60, 116.94, 40.03};

// 116.65 E, 39.9 N in the Gauss-Kruger map of 117 E: by the textbook series (Snyder, USGS PP 1395, 8-9 to
// 8-14 with k0 = 1) on GRS80, independent of PROJ.
Point textbook(double lon, double lat, double meridian) {
    const double a = 6378137.0, f = 1 / 298.257222101, e2 = f * (2 - f), ep2 = e2 / (1 - e2);
    const double radian = std::numbers::pi / 180;
    const double phi = lat * radian, dl = (lon - meridian) * radian;
    const double s = std::sin(phi), c = std::cos(phi), t = std::tan(phi) * std::tan(phi), g = ep2 * c * c;
    const double n = a / std::sqrt(1 - e2 * s * s), arc = dl * c;
    const double e4 = e2 * e2, e6 = e4 * e2;
    const double m =
        a * ((1 - e2 / 4 - 3 * e4 / 64 - 5 * e6 / 256) * phi -
             (3 * e2 / 8 + 3 * e4 / 32 + 45 * e6 / 1024) * std::sin(2 * phi) +
             (15 * e4 / 256 + 45 * e6 / 1024) * std::sin(4 * phi) - 35 * e6 / 3072 * std::sin(6 * phi));
    const double x = n * (arc + (1 - t + g) * arc * arc * arc / 6 +
                          (5 - 18 * t + t * t + 72 * g - 58 * ep2) * std::pow(arc, 5) / 120);
    const double y = m + n * std::tan(phi) *
                             (arc * arc / 2 + (5 - t + 9 * g + 4 * g * g) * std::pow(arc, 4) / 24 +
                              (61 - 58 * t + t * t + 600 * g - 330 * ep2) * std::pow(arc, 6) / 720);
    return {x + 500000, y};
}

Question question(const std::string& first_header, Axis first, const std::string& second_header, Axis second,
                  const std::vector<std::pair<std::string, std::string>>& values) {
    Question q;
    q.file = {"a.csv", "a.csv"};
    q.first_header = first_header;
    q.second_header = second_header;
    q.first = first;
    q.second = second;
    int line = 2;
    for (const auto& [a, b] : values) {
        q.pairs.push_back({{fmt::format("a.csv 第 {} 行", line), fmt::format("a.csv, row {}", line)}, a, b});
        ++line;
    }
    return q;
}

Question bare(const std::string& x, const std::string& y) {
    return question("X", Axis::x, "Y", Axis::y, {{x, y}});
}

std::string error_of(const Question& q) {
    try {
        const Answer answer = recognise(q);
        return "taken as " + answer.crs;
    } catch (const Error& error) {
        EXPECT_EQ(error.exit(), Exit::input);
        EXPECT_FALSE(error.text().zh.empty());
        return error.code() + " " + error.text().en;
    }
}

std::vector<std::string> said(const Answer& answer) {
    std::vector<std::string> sentences;
    for (const Finding& finding : answer.findings)
        sentences.push_back(finding.text.en);
    return sentences;
}
using Said = std::vector<std::string>;

Point on_earth(const Answer& answer) {
    Point p = answer.places.at(0);
    Transform(Crs(answer.crs), Crs::cgcs2000()).apply({&p, 1});
    return p;
}

// 1 mm in degrees of latitude is 9e-9, in degrees of longitude at 40 N 1.17e-8.
void expect_within_a_millimetre(Point p, double lon, double lat) {
    EXPECT_NEAR(p.x, lon, 1.1e-8);
    EXPECT_NEAR(p.y, lat, 9e-9);
}

TEST(Recognise, DegreesAreCgcs2000) {
    const Answer answer = recognise(
        question("经度", Axis::longitude, "纬度", Axis::latitude, {{"116.65", "39.9"}, {"116.7", "39.8"}}));
    EXPECT_EQ(answer.crs, "EPSG:4490");
    EXPECT_EQ(answer.places.at(1), (Point{116.7, 39.8}));
    EXPECT_EQ(said(answer),
              (Said{"a.csv: coordinates are longitude and latitude (decimal degrees) without a CRS; "
                    "taken as CGCS2000 (EPSG:4490)"}));
}

TEST(Recognise, DegreesMinutesSecondsAreSaid) {
    const Answer answer =
        recognise(question("纬度", Axis::latitude, "经度", Axis::longitude, {{"39°54′00″", "116°39′25.3″"}}));
    EXPECT_DOUBLE_EQ(answer.places.at(0).y, 39.9);
    EXPECT_NEAR(answer.places.at(0).x, 116.65702777777778, 1e-13);
    EXPECT_EQ(said(answer),
              (Said{"a.csv: coordinates are longitude and latitude (degrees, minutes and seconds) "
                    "without a CRS; taken as CGCS2000 (EPSG:4490)"}));
}

TEST(Recognise, BareDegreesByTheirMagnitudesOrHemispheres) {
    const Answer survey = recognise(bare("39.9", "116.65"));
    EXPECT_EQ(survey.places.at(0), (Point{116.65, 39.9}));
    EXPECT_EQ(said(survey).at(0), "a.csv: by their magnitudes \"X\" is north and \"Y\" is east");
    const Answer gis = recognise(bare("116.65", "39.9"));
    EXPECT_EQ(gis.places.at(0), (Point{116.65, 39.9}));
    EXPECT_EQ(said(gis).at(0), "a.csv: by their magnitudes \"Y\" is north and \"X\" is east");
    const Answer written = recognise(bare("N39.9", "E116.65"));
    EXPECT_EQ(written.places.at(0), (Point{116.65, 39.9}));
    EXPECT_EQ(said(written).size(), 1U);  // nothing to be said about axes
    EXPECT_EQ(error_of(bare("10", "20")).substr(0, 7), "BL-3432");
}

TEST(Recognise, NamedCrsOfDegrees) {
    Question q = question("lon", Axis::longitude, "lat", Axis::latitude, {{"116.65", "39.9"}});
    q.crs = "gcj02";
    EXPECT_EQ(recognise(q).crs, "gcj02");
    q.crs = "EPSG:4326";
    EXPECT_EQ(said(recognise(q)),
              (Said{"a.csv: coordinates are EPSG:4326 (decimal degrees, named with --crs)"}));
    q.crs = "EPSG:4548";
    EXPECT_EQ(error_of(q),
              "BL-3436 a.csv: the coordinates are degrees, but --crs EPSG:4548 takes metres; correct --crs");
}

TEST(Recognise, ALatitudeOf116) {
    EXPECT_EQ(
        error_of(question("经度", Axis::longitude, "纬度", Axis::latitude,
                          {{"116.6", "39.8"}, {"39.9", "116.65"}})),
        "BL-3431 a.csv, row 3: 经度 is \"39.9\" and 纬度 is \"116.65\": longitude and latitude seem to be "
        "exchanged (in China longitudes are 73 to 136 and latitudes 3 to 54 degrees); correct the columns");
    EXPECT_EQ(error_of(question("经度", Axis::longitude, "纬度", Axis::latitude, {{"116.6", "116.65"}})),
              "BL-3430 a.csv, row 2: 纬度 is \"116.65\"; expected a latitude between -90 and 90");
    EXPECT_EQ(error_of(question("lat", Axis::latitude, "lon", Axis::longitude, {{"39.8", "1166.5"}})),
              "BL-3430 a.csv, row 2: lon is \"1166.5\"; expected a longitude between -180 and 180");
    // Urumqi exchanged: both are possible degrees, and still it is told.
    EXPECT_EQ(
        error_of(question("lon", Axis::longitude, "lat", Axis::latitude, {{"43.8", "87.6"}})).substr(0, 7),
        "BL-3431");
    EXPECT_EQ(
        error_of(question("lon", Axis::longitude, "lat", Axis::latitude, {{"N39.9", "E116.6"}})).substr(0, 7),
        "BL-3431");
}

TEST(Recognise, ValuesThatAreNone) {
    EXPECT_EQ(
        error_of(question("经度", Axis::longitude, "纬度", Axis::latitude, {{"116.6", "nan"}})),
        "BL-3430 a.csv, row 2: 纬度 is \"nan\"; expected decimal degrees, degrees-minutes-seconds (such as "
        "116°39′25.3″) or metres");
    EXPECT_EQ(
        error_of(question("X", Axis::x, "Y", Axis::y, {{"116.6", "39.9"}, {"4412345", "39512345"}})),
        "BL-3434 a.csv, row 3: X is \"4412345\", which is not the kind of coordinate that a.csv, row 2 has "
        "(\"116.6\"): degrees against metres, or another zone prefix; put them into separate files");
    EXPECT_EQ(
        error_of(question("东", Axis::east, "北", Axis::north, {{"39512345", "44.1"}})),
        "BL-3430 a.csv, row 2: 北 is \"44.1\"; expected a coordinate in metres, as the other column has");
}

TEST(Recognise, TheZonePrefix) {
    const Point place = textbook(116.65, 39.9, 117);
    const std::string north = fmt::format("{:.4f}", place.y);
    const std::string prefixed = fmt::format("39{:.4f}", place.x);
    const Answer answer =
        recognise(question("北坐标", Axis::north, "东坐标", Axis::east, {{north, prefixed}}));
    EXPECT_EQ(answer.crs, "EPSG:4527");
    expect_within_a_millimetre(on_earth(answer), 116.65, 39.9);
    EXPECT_EQ(said(answer),
              (Said{"a.csv: eastings (东坐标) carry zone prefix 39: CGCS2000 / 3-degree zone 39 "
                    "(EPSG:4527)"}));
    EXPECT_EQ(answer.findings.at(0).text.zh,
              "a.csv：东坐标（东坐标）带有带号 39：CGCS2000 3 度带第 39 带（EPSG:4527）。");
    // Bare x and y: X is northing, as Chinese surveyors have it, or east, as map programs do.
    const Answer survey = recognise(bare(north, prefixed));
    expect_within_a_millimetre(on_earth(survey), 116.65, 39.9);
    EXPECT_EQ(said(survey).at(0), "a.csv: by their magnitudes \"X\" is north and \"Y\" is east");
    expect_within_a_millimetre(on_earth(recognise(bare(prefixed, north))), 116.65, 39.9);
    // 6-degree zones: 20 has its meridian at 117 E as well.
    const Answer wide = recognise(bare(north, fmt::format("20{:.4f}", place.x)));
    EXPECT_EQ(wide.crs, "EPSG:4498");
    expect_within_a_millimetre(on_earth(wide), 116.65, 39.9);
    EXPECT_EQ(said(wide).at(1),
              "a.csv: eastings (Y) carry zone prefix 20: CGCS2000 / 6-degree zone 20 (EPSG:4498)");
}

// Every zone's code names that zone, by PROJ's own words.
TEST(Recognise, CodesOfAllZones) {
    for (int zone = 25; zone <= 45; ++zone) {
        const Answer answer = recognise(bare("4400000", fmt::format("{}480000", zone)));
        EXPECT_NE(
            Crs(answer.crs).wkt().find(fmt::format("\"CGCS2000 / 3-degree Gauss-Kruger zone {}\"", zone)),
            std::string::npos)
            << zone << " " << answer.crs;
    }
    for (int zone = 13; zone <= 23; ++zone) {
        const Answer answer = recognise(bare("4400000", fmt::format("{}480000", zone)));
        EXPECT_NE(Crs(answer.crs).wkt().find(fmt::format("\"CGCS2000 / Gauss-Kruger zone {}\"", zone)),
                  std::string::npos)
            << zone << " " << answer.crs;
    }
    for (int meridian = 75; meridian <= 135; meridian += 3) {
        Question q = bare("4400000", "480000");
        q.district = Box{meridian - 0.5, 39.5, meridian - 0.1, 40};
        const Answer answer = recognise(q);
        EXPECT_NE(
            Crs(answer.crs).wkt().find(fmt::format("\"CGCS2000 / 3-degree Gauss-Kruger CM {}E\"", meridian)),
            std::string::npos)
            << meridian << " " << answer.crs;
    }
}

TEST(Recognise, NoPrefixNeedsTheDistrictOrTheCrs) {
    const Point place = textbook(116.65, 39.9, 117);
    const auto text = [](double v) { return fmt::format("{:.4f}", v); };
    Question q = question("北坐标", Axis::north, "东坐标", Axis::east, {{text(place.y), text(place.x)}});
    EXPECT_EQ(
        error_of(q),
        fmt::format(
            "BL-3433 a.csv: eastings such as {} carry no zone prefix and the central meridian is not in "
            "the data; give the CRS, such as --crs EPSG:4548 (CGCS2000, central meridian 117 E)",
            text(place.x)));
    q.district = tongzhou;
    const Answer answer = recognise(q);
    EXPECT_EQ(answer.crs, "EPSG:4548");
    expect_within_a_millimetre(on_earth(answer), 116.65, 39.9);
    EXPECT_EQ(
        said(answer),
        (Said{
            "a.csv: eastings carry no zone prefix; only the central meridian 117 E puts the places into the "
            "district: taken as EPSG:4548"}));
    // A district elsewhere settles nothing.
    q.district = Box{113.5, 22.5, 114.5, 23};
    EXPECT_EQ(error_of(q).substr(0, 7), "BL-3433");
    q.district.reset();
    q.crs = "EPSG:4548";
    EXPECT_EQ(said(recognise(q)), (Said{"a.csv: coordinates are EPSG:4548 (named with --crs)"}));
    // Bare x and y as well, with the axes told by their magnitudes.
    Question both = bare(text(place.y), text(place.x));
    both.district = tongzhou;
    expect_within_a_millimetre(on_earth(recognise(both)), 116.65, 39.9);
    EXPECT_EQ(said(recognise(both)).at(0), "a.csv: by their magnitudes \"X\" is north and \"Y\" is east");
}

TEST(Recognise, AmbiguousAxesNameTheOption) {
    // A local system: six digits both.
    Question q = bare("302345.1", "507890.2");
    const std::string sentence =
        "BL-3432 a.csv: neither headers nor values tell which of \"X\" and \"Y\" is east and which north (in "
        "Chinese survey tables X is northing); say so with --axes: en for x east and y north, ne for x north "
        "and y "
        "east";
    EXPECT_EQ(error_of(q), sentence);
    q.district = tongzhou;
    EXPECT_EQ(error_of(q), sentence);
    q.crs = "EPSG:4548";
    EXPECT_EQ(error_of(q), sentence);
    // --axes decides, and then the place is seen to be none.
    q.axes = "ne";
    EXPECT_EQ(
        error_of(q),
        "BL-3437 a.csv, row 2: the coordinates (east 507890.2, north 302345.1) do not lie in China under "
        "EPSG:4548; check them and the CRS; convert a local coordinate system to CGCS2000 first");
    q.axes = "north";
    EXPECT_EQ(error_of(q),
              "BL-3439 --axes must be en (x east, y north) or ne (x north, y east), not \"north\"");
}

TEST(Recognise, AxesOptionGoesByNamesNotByOrder) {
    Question q = question("Y", Axis::y, "X", Axis::x, {{"39480000", "4400000"}});
    q.axes = "ne";
    EXPECT_EQ(recognise(q).places.at(0), (Point{39480000, 4400000}));
    q.axes = "en";  // x would be east, but y carries the prefix
    EXPECT_EQ(
        error_of(q),
        "BL-3438 a.csv, row 2: \"Y\" should be northing, but \"39480000\" is an easting with a zone prefix; "
        "check header and values");
}

TEST(Recognise, PrefixesThatCannotBe) {
    EXPECT_EQ(
        error_of(bare("4400000", "59480000")),
        "BL-3435 a.csv, row 2: the easting \"59480000\" carries the zone prefix 59, which does not exist "
        "(3-degree zones are 25 to 45, 6-degree zones 13 to 23); check it");
    EXPECT_EQ(
        error_of(question("X", Axis::x, "Y", Axis::y, {{"4400000", "39480000"}, {"4400000", "40480000"}}))
            .substr(0, 36),
        "BL-3434 a.csv, row 3: Y is \"40480000");
    Question q = bare("4400000", "39480000");
    q.crs = "EPSG:4548";
    EXPECT_EQ(error_of(q).substr(0, 7), "BL-3437");
    q.crs = "EPSG:4490";
    EXPECT_EQ(error_of(q),
              "BL-3436 a.csv: the coordinates are metres, but --crs EPSG:4490 takes degrees; correct --crs");
}

// One place typed wrong is named; the rest still tells the system.
TEST(Recognise, OnePlaceOutsideChina) {
    EXPECT_EQ(error_of(question("X", Axis::x, "Y", Axis::y,
                                {{"4400000", "39480000"}, {"4400100", "39480100"}, {"44001000", "39480100"}}))
                  .substr(0, 7),
              "BL-3434");  // a northing of eight digits is no northing
    EXPECT_EQ(
        error_of(question("北", Axis::north, "东", Axis::east,
                          {{"4400000", "39480000"}, {"4400100", "39480100"}, {"9400100", "39480100"}})),
        "BL-3437 a.csv, row 4: the coordinates (east 39480100, north 9400100) do not lie in China under "
        "EPSG:4527; check them and the CRS; convert a local coordinate system to CGCS2000 first");
}

}  // namespace
}  // namespace bareland
