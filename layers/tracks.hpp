// GPS points of a fleet out of a file: CSV of any size, GPX, GeoPackage and whatever else OGR reads as
// points.
//
// Guarantees: places are CGCS2000 longitude and latitude in degrees, times seconds since 1970 in UTC. Points
// come in the order of the file, block by block; memory is that of one block and of the plates. Rows without
// a fix (coordinates empty or 0,0) are left out with a finding; every other value that cannot be read is an
// Error that names file, row and value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "geo/error.hpp"
#include "layers/registry_files.hpp"

namespace bareland {

struct TrackSource {
    // File, layer, encoding, --map, crs: "" (EPSG:4490), a geographic CRS, "gcj02", "bd09".
    RegistrySource file;
    std::string plate;            // of a file that does not say whose track it is; else not used
    int utc_offset_s = 8 * 3600;  // of times that do not say their zone
    bool utc_offset_given = false;
};

struct TrackPoint {
    Point place;
    double seconds = 0;
    std::uint32_t vehicle = 0;  // into TrackReader::plates
    float speed_kmh = -1;       // negative: not said
    float heading = -1;         // degrees clockwise from north; negative: not said
};

class TrackReader {
  public:
    // Opens the file and finds its columns. Errors: not readable, empty, a column that is missing.
    explicit TrackReader(const TrackSource& source);
    ~TrackReader();
    TrackReader(TrackReader&&) noexcept;

    // Replaces `block` by the next points; false when there are none left. Throws
    // Error(messages::tracks_empty) at the end of a file that has none.
    bool read(std::vector<TrackPoint>& block);
    // From the start again; vehicles keep their numbers.
    void rewind();

    const std::vector<std::string>& plates() const;  // upper case, without blanks and dots
    std::vector<Finding> findings() const;           // once everything has been read
    std::vector<std::string> files() const;          // main file first
    std::string crs() const;                         // "EPSG:4490", "GCJ-02"
    double extra_uncertainty_m() const;              // of gcj02 and bd09

    class Rows;  // what a format's reader is

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace bareland
