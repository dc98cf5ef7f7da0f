// What the formats that tracks come in have in common. For layers/tracks*.cpp only.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "geo/to_cgcs2000.hpp"
#include "layers/track_time.hpp"
#include "layers/tracks.hpp"

namespace bareland::tracks {

enum Column : std::size_t { plate, time, date, lon, lat, speed, heading, columns };

// Where the columns stand; nothing for what the file has not.
using Found = std::array<std::optional<std::size_t>, columns>;

struct Columns {
    Found at;
    std::array<std::string, columns> headers;  // as the file has them, for messages
    double speed_factor = 1;                   // to km/h
};

// Throws Error(messages::import_no_column) and what registry::find_columns throws. `places`: there are two
// columns of coordinates; `plates`: somebody must say whose track it is.
Columns find_columns(std::span<const std::string> headers, const TrackSource& source, bool places,
                     bool plates);
// How many of the columns some row of headers has.
std::size_t recognised(std::span<const std::string> headers, const TrackSource& source);

// One row as text, empty where there is none.
using Values = std::array<std::string_view, columns>;

// Makes points of rows and keeps what there is to say about the file.
class Assembler {
  public:
    explicit Assembler(const TrackSource& source);

    void set_columns(const Columns& found) { found_ = found; }
    // The text of plates is in this encoding; empty: UTF-8.
    // Of a layer that says it itself, where the user has not.
    void set_crs(const std::string& crs);
    void set_encoding(const std::string& encoding) { encoding_ = encoding; }

    // Nothing for a row without a fix.
    std::optional<TrackPoint> point(const Values& values, std::size_t row);
    // The same with a place that has been read already.
    std::optional<TrackPoint> point(const Values& values, const Point& place, std::size_t row);

    const std::vector<std::string>& plates() const { return plates_; }
    const ToCgcs2000& crs() const { return *crs_; }
    void restart();  // the findings are counted anew
    std::vector<Finding> findings() const;

  private:
    [[noreturn]] void refuse(std::size_t row, Column column, std::string_view value,
                             const Text& expected) const;
    void check_degrees(const Point& place, std::size_t row) const;
    double degrees(const Values& values, Column column, std::size_t row) const;
    double moment(const Values& values, std::size_t row);
    std::optional<Moment> quick(std::string_view text);
    std::uint32_t vehicle(std::string_view text, std::size_t row);
    float number(const Values& values, Column column, double most, const Text& expected,
                 std::size_t row) const;
    std::string header(Column column) const;

    TrackSource source_;
    std::string file_;
    std::unique_ptr<ToCgcs2000> crs_;
    bool plain_crs_ = true;  // coordinates stay as they are
    Columns found_;
    std::string encoding_;

    std::vector<std::string> plates_;
    std::unordered_map<std::string, std::uint32_t> by_plate_;
    std::unordered_map<std::string, std::uint32_t> by_bytes_;  // of the file
    std::string last_bytes_;
    std::uint32_t last_vehicle_ = 0;
    bool has_last_ = false;

    std::string last_day_;  // "2024-05-01", and its midnight
    double last_midnight_ = 0;
    struct Seen {
        std::size_t row = 0;
        std::string text;
    };
    std::optional<Seen> local_, zoned_;  // the first of each kind
    std::size_t without_fix_ = 0, first_without_fix_ = 0;
    std::string joined_;  // of date and time
};

}  // namespace bareland::tracks

namespace bareland {

// A format's reader.
class TrackReader::Rows {
  public:
    virtual ~Rows() = default;
    virtual bool read(std::vector<TrackPoint>& block, tracks::Assembler& assembler) = 0;
    virtual void rewind() = 0;
    virtual std::vector<std::string> files() const = 0;
};

namespace tracks {
std::unique_ptr<TrackReader::Rows> open_csv(const TrackSource& source, Assembler& assembler);
std::unique_ptr<TrackReader::Rows> open_features(const TrackSource& source, Assembler& assembler);
}  // namespace tracks

}  // namespace bareland
