// Which coordinates a column of pairs holds (geo/coordinates.hpp).
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "geo/coordinates.hpp"
#include "geo/crs.hpp"
#include "geo/messages_import.hpp"
#include "geo/to_cgcs2000.hpp"

namespace bareland::coordinates {
namespace {

constexpr Box china{73, 3, 136, 54};  // with its islands, in whole degrees
// Where nothing but magnitudes tells which column is north: northings of seven digits, as from 15 degrees on.
// Of two columns of six digits either could be one (local systems have such).
constexpr Box seven_digit_north{73, 15, 136, 54};
constexpr double district_margin = 0.1;  // degrees: sites of a district may lie a little outside

bool holds(const Box& box, Point p, double margin = 0) {
    return p.x >= box.min_x - margin && p.x <= box.max_x + margin && p.y >= box.min_y - margin &&
           p.y <= box.max_y + margin;
}

enum class Kind { degrees, metres };

Text kind_text(Kind kind) {
    return kind == Kind::degrees ? Text{"度", "degrees"} : Text{"米", "metres"};
}

struct Parsed {
    Value first;
    Value second;
};

// A CGCS2000 Gauss-Kruger system.
struct Zone {
    int epsg = 0;
    int prefix = 0;    // 0: eastings carry none
    int meridian = 0;  // degrees east
    int width = 3;     // degrees

    std::string crs() const { return fmt::format("EPSG:{}", epsg); }
};

std::optional<Zone> zone_of_prefix(int prefix) {
    if (prefix >= 25 && prefix <= 45) return Zone{4513 + prefix - 25, prefix, prefix * 3, 3};
    if (prefix >= 13 && prefix <= 23) return Zone{4491 + prefix - 13, prefix, prefix * 6 - 3, 6};
    return std::nullopt;
}

Zone zone_of_meridian(int meridian) {
    return {4534 + (meridian - 75) / 3, 0, meridian, 3};
}

class Recogniser {
  public:
    explicit Recogniser(const Question& question) : q_(question) {}

    Answer run() {
        if (!q_.axes.empty() && q_.axes != "en" && q_.axes != "ne")
            throw Error(messages::import_bad_axes, q_.axes);
        parse_all();
        if (kind_of(parsed_.front()) == Kind::degrees) {
            degrees();
        } else {
            metres();
        }
        return std::move(answer_);
    }

  private:
    // ---- values

    static bool reads_as_degrees(const Value& value) {
        if (value.form == Value::Form::degrees || value.form == Value::Form::dms) return true;
        return value.form == Value::Form::plain && std::abs(value.number) <= 180;
    }
    static Kind kind_of(const Parsed& pair) {
        return reads_as_degrees(pair.first) && reads_as_degrees(pair.second) ? Kind::degrees : Kind::metres;
    }

    static Value parse_one(const Text& where, const std::string& header, const std::string& text) {
        if (auto value = parse(text)) return *value;
        throw Error(messages::import_bad_coordinate, where, header, text,
                    Text{"十进制度、度分秒（如 116°39′25.3″）或米",
                         "decimal degrees, degrees-minutes-seconds (such as 116°39′25.3″) or metres"});
    }

    void parse_all() {
        parsed_.reserve(q_.pairs.size());
        for (const Pair& pair : q_.pairs) {
            parsed_.push_back({parse_one(pair.where, q_.first_header, pair.first),
                               parse_one(pair.where, q_.second_header, pair.second)});
        }
        for (std::size_t i = 0; i < parsed_.size(); ++i) {
            require_angle(i, true);
            require_angle(i, false);
        }
        for (std::size_t i = 1; i < parsed_.size(); ++i) {
            if (kind_of(parsed_[i]) == kind_of(parsed_[0])) continue;
            throw_mixed(i, reads_as_degrees(parsed_[i].first) != reads_as_degrees(parsed_[0].first));
        }
    }

    // Under a header of longitudes or latitudes stand degrees, whatever the other rows hold.
    void require_angle(std::size_t row, bool first) const {
        const Axis axis = first ? q_.first : q_.second;
        const Value& value = first ? parsed_[row].first : parsed_[row].second;
        if (axis != Axis::longitude && axis != Axis::latitude) return;
        if (reads_as_degrees(value) && std::abs(value.number) <= 180) return;
        throw_angle(row, axis, first);
    }

    [[noreturn]] void throw_angle(std::size_t row, Axis axis, bool first) const {
        throw Error(
            messages::import_bad_coordinate, q_.pairs[row].where, first ? q_.first_header : q_.second_header,
            first ? q_.pairs[row].first : q_.pairs[row].second,
            axis == Axis::longitude ? Text{"-180 至 180 之间的经度", "a longitude between -180 and 180"}
                                    : Text{"-90 至 90 之间的纬度", "a latitude between -90 and 90"});
    }

    [[noreturn]] void throw_mixed(std::size_t row, bool first) const {
        throw Error(messages::import_mixed, q_.pairs[row].where, first ? q_.first_header : q_.second_header,
                    first ? q_.pairs[row].first : q_.pairs[row].second, q_.pairs[0].where,
                    first ? q_.pairs[0].first : q_.pairs[0].second);
    }

    // ---- which is east

    static bool is_east(Axis axis) { return axis == Axis::east || axis == Axis::longitude; }

    // By headers and --axes; nothing where neither says.
    std::optional<bool> told_first_east() const {
        if (!is_bare(q_.first)) return is_east(q_.first);
        if (!is_bare(q_.second)) return !is_east(q_.second);
        if (q_.axes.empty()) return std::nullopt;
        return (q_.first == Axis::x) == (q_.axes == "en");
    }

    const std::string& east_header(bool first_east) const {
        return first_east ? q_.first_header : q_.second_header;
    }
    const std::string& north_header(bool first_east) const {
        return first_east ? q_.second_header : q_.first_header;
    }
    const std::string& east_text(std::size_t row, bool first_east) const {
        return first_east ? q_.pairs[row].first : q_.pairs[row].second;
    }
    const std::string& north_text(std::size_t row, bool first_east) const {
        return first_east ? q_.pairs[row].second : q_.pairs[row].first;
    }
    static Point placed(const Parsed& pair, bool first_east) {
        return first_east ? Point{pair.first.number, pair.second.number}
                          : Point{pair.second.number, pair.first.number};
    }

    [[noreturn]] void throw_axes() const {
        throw Error(messages::import_axes_ambiguous, q_.file, q_.first_header, q_.second_header);
    }

    void say_axes(bool first_east) {
        answer_.findings.push_back(find(messages::axes_recognised, q_.first_header, q_.file,
                                        east_header(first_east), north_header(first_east)));
    }

    // ---- degrees

    // By N, E, 东经 ... in the values; nothing where no value says.
    std::optional<bool> written_first_east() const {
        for (const Parsed& pair : parsed_) {
            if (pair.first.axis) return *pair.first.axis == Axis::longitude;
            if (pair.second.axis) return *pair.second.axis == Axis::latitude;
        }
        return std::nullopt;
    }

    // Longitudes and latitudes of China are apart: 73 to 136, 3 to 54.
    std::optional<bool> china_first_east() const {
        const auto all = [&](bool first_east) {
            return std::all_of(parsed_.begin(), parsed_.end(),
                               [&](const Parsed& pair) { return holds(china, placed(pair, first_east)); });
        };
        if (all(true)) return true;
        if (all(false)) return false;
        return std::nullopt;
    }

    void degrees() {
        if (!q_.crs.empty() && !is_web_map(q_.crs) && !Crs(q_.crs).is_geographic()) {
            throw Error(messages::import_crs_contradicts, q_.file, q_.crs_option, q_.crs,
                        kind_text(Kind::degrees), kind_text(Kind::metres));
        }
        auto first_east = told_first_east();
        if (!first_east) first_east = written_first_east();
        if (!first_east) {
            first_east = china_first_east();
            if (!first_east) throw_axes();
            say_axes(*first_east);
        }
        for (std::size_t i = 0; i < parsed_.size(); ++i)
            answer_.places.push_back(checked_degrees(i, *first_east));
        const bool dms = std::any_of(parsed_.begin(), parsed_.end(), [](const Parsed& pair) {
            return pair.first.form == Value::Form::dms || pair.second.form == Value::Form::dms;
        });
        const Text form =
            dms ? Text{"度分秒", "degrees, minutes and seconds"} : Text{"十进制度", "decimal degrees"};
        answer_.crs = q_.crs.empty() ? "EPSG:4490" : q_.crs;
        if (q_.crs.empty()) {
            answer_.findings.push_back(find(messages::degrees_recognised, "", q_.file, form));
        } else if (!is_web_map(q_.crs)) {
            answer_.findings.push_back(find(messages::crs_used, "", q_.file, Crs(q_.crs).name(),
                                            Text{form.zh + "，由 " + q_.crs_option + " 指定",
                                                 form.en + ", named with " + q_.crs_option}));
        }
    }

    Point checked_degrees(std::size_t row, bool first_east) const {
        const Parsed& pair = parsed_[row];
        const Point p = placed(pair, first_east);
        const Point other{p.y, p.x};
        const Value& east = first_east ? pair.first : pair.second;
        const Value& north = first_east ? pair.second : pair.first;
        const bool says_other =
            (east.axis && *east.axis != Axis::longitude) || (north.axis && *north.axis != Axis::latitude);
        if (says_other || (!holds(china, p) && holds(china, other))) {
            throw Error(messages::import_exchanged, q_.pairs[row].where, east_header(first_east),
                        east_text(row, first_east), north_header(first_east), north_text(row, first_east));
        }
        if (std::abs(p.y) > 90) throw_angle(row, Axis::latitude, !first_east);
        if (std::abs(p.x) > 180) throw_angle(row, Axis::longitude, first_east);
        return p;
    }

    // ---- metres

    struct Candidate {
        bool first_east = true;
        std::string crs;
        std::optional<Zone> zone;
    };

    void metres() {
        require_metres();
        const std::vector<Candidate> candidates = all_candidates();
        const bool orientation_open = candidates.front().first_east != candidates.back().first_east;
        const Box& country = orientation_open ? seven_digit_north : china;
        std::vector<Candidate> fitting;
        for (const Candidate& candidate : candidates) {
            if (fits(candidate, country, 0)) fitting.push_back(candidate);
        }
        if (fitting.empty()) {
            if (orientation_open) throw_axes();
            throw_nowhere(candidates);
        }
        const bool one_orientation = fitting.front().first_east == fitting.back().first_east;
        const bool first_east = fitting.front().first_east;
        if (fitting.size() > 1 && q_.district) {
            std::erase_if(fitting, [&](const Candidate& candidate) {
                return !fits(candidate, *q_.district, district_margin);
            });
        }
        if (fitting.size() == 1) return accept(fitting.front());
        if (!one_orientation) throw_axes();
        throw Error(messages::import_no_meridian, q_.file, east_text(0, first_east), q_.crs_option);
    }

    void require_metres() const {
        if (is_web_map(q_.crs) || (!q_.crs.empty() && Crs(q_.crs).is_geographic())) {
            throw Error(messages::import_crs_contradicts, q_.file, q_.crs_option, q_.crs,
                        kind_text(Kind::metres), kind_text(Kind::degrees));
        }
        for (std::size_t i = 0; i < parsed_.size(); ++i) {
            require_metres(i, true);
            require_metres(i, false);
        }
    }

    // Of a pair either both are metres or none.
    void require_metres(std::size_t row, bool first) const {
        const Pair& pair = q_.pairs[row];
        if (!reads_as_degrees(first ? parsed_[row].first : parsed_[row].second)) return;
        throw Error(
            messages::import_bad_coordinate, pair.where, first ? q_.first_header : q_.second_header,
            first ? pair.first : pair.second,
            Text{"以米为单位的坐标，与另一列一致", "a coordinate in metres, as the other column has"});
    }

    // The prefix of 8-digit eastings, which must be one for the whole column; 0 for no such column.
    int prefix_of(bool first) const {
        int prefix = 0;
        for (std::size_t i = 0; i < parsed_.size(); ++i) {
            const double number = first ? parsed_[i].first.number : parsed_[i].second.number;
            const int own = number >= 1e7 && number < 1e8 ? static_cast<int>(number / 1e6) : 0;
            if (i == 0) prefix = own;
            if (own != prefix) throw_mixed(i, first);
            if (own != 0 && !zone_of_prefix(own)) {
                throw Error(messages::import_unknown_prefix, q_.pairs[i].where,
                            first ? q_.pairs[i].first : q_.pairs[i].second, own);
            }
        }
        return prefix;
    }

    // Which column may be east: told, or carrying the prefix, or both are tried.
    std::vector<bool> orientations(int first_prefix, int second_prefix) const {
        const auto told = told_first_east();
        if (first_prefix == 0 && second_prefix == 0) {
            return told ? std::vector{*told} : std::vector{true, false};
        }
        const bool first_east = first_prefix != 0;
        if ((told && *told != first_east) || (first_prefix != 0 && second_prefix != 0)) {
            const bool first = told ? !*told : false;  // the column that is north
            throw Error(messages::import_axis_contradicts, q_.pairs[0].where,
                        first ? q_.first_header : q_.second_header,
                        first ? q_.pairs[0].first : q_.pairs[0].second, Text{"北坐标", "northing"},
                        Text{"带有带号的东坐标", "an easting with a zone prefix"});
        }
        return {first_east};
    }

    std::vector<Candidate> all_candidates() const {
        const int first = prefix_of(true);
        const int second = prefix_of(false);
        std::vector<Candidate> candidates;
        for (const bool first_east : orientations(first, second)) {
            const int prefix = first_east ? first : second;
            if (!q_.crs.empty()) {
                candidates.push_back({first_east, q_.crs, std::nullopt});
            } else if (prefix != 0) {
                const Zone zone = *zone_of_prefix(prefix);
                candidates.push_back({first_east, zone.crs(), zone});
            } else {
                for (int meridian = 75; meridian <= 135; meridian += 3) {
                    const Zone zone = zone_of_meridian(meridian);
                    candidates.push_back({first_east, zone.crs(), zone});
                }
            }
        }
        return candidates;
    }

    // Whether more than half of the places lie in the box: a few may be typed wrong. A zone is used at most
    // its own width to either side of its meridian.
    bool fits(const Candidate& candidate, const Box& box, double margin) const {
        const std::vector<Point> points = on_earth(candidate);
        const auto inside = [&](Point p) {
            const auto& zone = candidate.zone;
            return holds(box, p, margin) && (!zone || std::abs(p.x - zone->meridian) <= zone->width);
        };
        return 2 * std::count_if(points.begin(), points.end(), inside) > std::ssize(points);
    }

    // Longitudes and latitudes. All zones are one map, turned to another meridian: it is computed once.
    std::vector<Point> on_earth(const Candidate& candidate) const {
        std::vector<Point> points = projected(candidate);
        if (!candidate.zone) {
            Transform(Crs(candidate.crs), Crs::cgcs2000()).apply(points);
            return points;
        }
        const Zone& zone = *candidate.zone;
        auto& known = zoned_.at(candidate.first_east ? 1 : 0);
        if (known.empty()) {
            for (Point& p : points)
                p.x -= zone.prefix * 1e6;
            Transform(Crs(zone_of_meridian(117).crs()), Crs::cgcs2000()).apply(points);
            known = std::move(points);
        }
        points = known;
        for (Point& p : points)
            p.x += zone.meridian - 117;
        return points;
    }

    std::vector<Point> projected(const Candidate& candidate) const {
        std::vector<Point> points;
        points.reserve(parsed_.size());
        for (const Parsed& pair : parsed_)
            points.push_back(placed(pair, candidate.first_east));
        return points;
    }

    [[noreturn]] void throw_nowhere(const std::vector<Candidate>& candidates) const {
        const bool first_east = candidates.front().first_east;
        const bool one_crs = candidates.front().crs == candidates.back().crs;
        const Text crs = one_crs ? Text{candidates.front().crs, candidates.front().crs}
                                 : Text{"CGCS2000 各三度带", "any CGCS2000 3-degree zone"};
        throw Error(messages::import_nowhere, q_.pairs[0].where, east_text(0, first_east),
                    north_text(0, first_east), crs);
    }

    void accept(const Candidate& candidate) {
        answer_.places = projected(candidate);
        answer_.crs = candidate.crs;
        const std::vector<Point> points = on_earth(candidate);
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (holds(china, points[i])) continue;
            throw Error(messages::import_nowhere, q_.pairs[i].where, east_text(i, candidate.first_east),
                        north_text(i, candidate.first_east), candidate.crs);
        }
        if (!told_first_east()) say_axes(candidate.first_east);
        const auto& zone = candidate.zone;
        if (!zone) {
            answer_.findings.push_back(
                find(messages::crs_used, "", q_.file, Crs(candidate.crs).name(),
                     Text{"由 " + q_.crs_option + " 指定", "named with " + q_.crs_option}));
        } else if (zone->prefix != 0) {
            answer_.findings.push_back(find(messages::prefix_recognised, "", q_.file, zone->prefix,
                                            zone->width, candidate.crs, east_header(candidate.first_east)));
        } else {
            answer_.findings.push_back(
                find(messages::meridian_recognised, "", q_.file, zone->meridian, candidate.crs));
        }
    }

    const Question& q_;
    std::vector<Parsed> parsed_;
    mutable std::array<std::vector<Point>, 2> zoned_;  // in the zone of 117 E, by orientation
    Answer answer_;
};

}  // namespace

bool in_china(Point lon_lat) {
    return holds(china, lon_lat);
}

bool in_district(const Box& district, Point lon_lat) {
    return holds(district, lon_lat, district_margin);
}

Answer recognise(const Question& question) {
    if (question.pairs.empty()) return {{}, question.crs.empty() ? "EPSG:4490" : question.crs, {}};
    return Recogniser(question).run();
}

}  // namespace bareland::coordinates
