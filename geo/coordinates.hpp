// Coordinates as people write them, and which of the CGCS2000 systems they are in.
//
// Guarantee: nothing is guessed silently. Whatever is not said by headers or by the user is either decided by
// the values alone, with a Finding that says so, or an Error that names the option which decides it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/error.hpp"
#include "geo/geometry.hpp"

namespace bareland::coordinates {

// China with its islands, in whole degrees: its longitudes and latitudes do not overlap, so exchanged ones
// are seen.
bool in_china(Point lon_lat);
// Whether a place is in a district's box or so near that it may well belong there (0.1 degrees).
bool in_district(const Box& district, Point lon_lat);

// ---- one value

enum class Axis { longitude, latitude, east, north, x, y };
// x and y say nothing of direction: in Chinese survey tables X is northing.
inline bool is_bare(Axis axis) {
    return axis == Axis::x || axis == Axis::y;
}

// What a header says: 经度, 东经, lng, Longitude (E) ...; 东坐标, 横坐标, E, easting; 北坐标, 纵坐标, N;
// X坐标, point_x. What stands in brackets decides where the rest does not: "X（北）". Case, blanks, full
// width and units do not matter. Nothing for every other header.
std::optional<Axis> axis_of(std::string_view header);

// Part of an angle that has a column of its own ("经度" over "度", "分", "秒", read as "经度度" ...): 0,
// 1, 2. "经度" is degrees too: whether it is the whole angle is told by whether there are minutes beside it.
std::optional<std::pair<Axis, int>> angle_part_of(std::string_view header);

struct Value {
    enum class Form {
        plain,    // a bare number: degrees or metres
        degrees,  // a number with a degree sign or a hemisphere
        dms,      // degrees, minutes and perhaps seconds
        metres,   // a number with its unit
    };
    double number = 0;  // degrees, negative in the west and south; metres
    Form form = Form::plain;
    std::optional<Axis> axis;  // longitude or latitude where the text says so: E, 北纬 ...
};

// 116.657, 116.657°, 116°39′25.3″, 116°39'25.3", 116度39分25.3秒, 116-39-25.3, 116:39:25.3, 116 39 25.3,
// 116°39.42′, E116°39′25.3″, 116.657E, 东经116度39分, 4412345.678, 4,412,345.678, 500123.4m; blanks and full
// width anywhere. Nothing where the text is none of these, minutes or seconds are 60 or more, or a part that
// has finer ones behind it is no whole number.
std::optional<Value> parse(std::string_view text);

// ---- a column of pairs

struct Pair {
    Text where;  // for messages: "a.csv, row 5"
    std::string first;
    std::string second;
};

struct Question {
    Text file;  // for messages: "a.csv"
    std::string first_header, second_header;
    Axis first = Axis::x, second = Axis::y;
    std::vector<Pair> pairs;
    std::string axes;  // "", "en": x east, y north; "ne": x north, y east
    std::string crs;   // "", a CRS definition, "gcj02", "bd09"
    std::string crs_option = "--crs";
    std::optional<Box> district;  // longitudes and latitudes
};

struct Answer {
    std::vector<Point> places;  // x east, y north, in `crs`
    std::string crs;            // definition, "gcj02" or "bd09"
    std::vector<Finding> findings;
};

// The steps: degrees or metres (all pairs alike); which column is east (headers, --axes, hemispheres,
// magnitudes); which CRS (crs, the zone prefix of 8-digit eastings, the only central meridian that puts most
// places into the district). EPSG: 3-degree zones 25-45 with prefix are 4513-4533, central meridians 75-135 E
// without are 4534-4554; 6-degree zones 13-23 with prefix are 4491-4501. Metres must lie in China.
// Errors (exit 3): a value that is no coordinate, degrees and metres mixed, longitude and latitude exchanged,
// axes ambiguous (names --axes), meridian unknown (names the CRS option), prefix unknown, places outside
// China, contradictions between headers, values and options.
Answer recognise(const Question& question);

}  // namespace bareland::coordinates
