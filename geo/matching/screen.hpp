// Which of a fleet's points could concern a zone at all.
//
// Guarantee: no vehicle is passed over that could have been in a zone, between two points either: a vehicle
// that was in it between points p and q, T seconds apart, was not farther than v T / 2 + slack from it at one
// of them, v being the highest speed. Points that are wild (faster than v from the one before) neither hide
// what lies between their neighbours nor stand for it. Nothing is promised of vehicles faster than v.
//
// A pyramid of bitmaps says whether a place is within v T / 2 + slack of a zone, for T, 2 T, 4 T ...; cells
// are set where any of their ground is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/matching/matching.hpp"
#include "geo/registry.hpp"

namespace bareland::matching {

// A point of a fleet, packed: 10^-7 degrees, seconds since 1970.
struct FleetPoint {
    std::int32_t lon = 0, lat = 0;
    std::uint32_t seconds = 0;
    std::uint32_t vehicle = 0;  // numbered from 0

    static FleetPoint packed(const Point& place, double seconds, std::uint32_t vehicle);
    bool operator==(const FleetPoint&) const = default;
};

struct ScreenOptions {
    double max_speed_kmh = 130;
    double slack_m = 150;  // how far a point may be from the road it was on, with the width of roads
    double step_s = 30;    // T of the finest bitmap
};

class Screen {
  public:
    Screen(std::span<const ZoneRecord> zones, const ScreenOptions& options = {});

    // Whether some zone is within v T / 2 + slack, T being the finest step.
    bool near(const FleetPoint& point) const { return levels_.front().holds(point.lon, point.lat); }
    // Whether a vehicle could have been in a zone at one of two points or between them; for points of which
    // neither is near.
    bool between(const FleetPoint& a, const FleetPoint& b) const {
        const std::uint32_t seconds = apart_s(a, b);
        return seconds > step_s_ && between_far(a, b, seconds);
    }
    // Whether they are farther apart than the highest speed allows.
    bool wild(const FleetPoint& a, const FleetPoint& b) const {
        // Most are so close that no time is too short.
        const std::int64_t east = std::int64_t{a.lon} - b.lon;
        const std::int64_t north = std::int64_t{a.lat} - b.lat;
        if (east < close_ && east > -close_ && north < close_ && north > -close_) return false;
        return wild_far(a, b);
    }

    // One vehicle's samples in order of time.
    bool concerns(std::span<const Sample> samples) const;

  private:
    struct Level {
        std::int32_t west = 0, south = 0;  // of the first cell
        std::uint32_t columns = 0, rows = 0;
        unsigned shift = 0;  // a cell is 2^shift units wide and high
        std::vector<std::uint64_t> bits;

        bool holds(std::int32_t lon, std::int32_t lat) const {
            const std::uint32_t column =
                (static_cast<std::uint32_t>(lon) - static_cast<std::uint32_t>(west)) >> shift;
            const std::uint32_t row =
                (static_cast<std::uint32_t>(lat) - static_cast<std::uint32_t>(south)) >> shift;
            if (column >= columns || row >= rows) return false;
            const std::size_t cell = std::size_t{row} * columns + column;
            return ((bits[cell >> 6U] >> (cell & 63U)) & 1U) != 0;
        }
    };
    class Painter;

    // Rounded up: points have whole seconds.
    static std::uint32_t apart_s(const FleetPoint& a, const FleetPoint& b) {
        return (a.seconds > b.seconds ? a.seconds - b.seconds : b.seconds - a.seconds) + 1;
    }
    bool between_far(const FleetPoint& a, const FleetPoint& b, std::uint32_t seconds) const;
    bool wild_far(const FleetPoint& a, const FleetPoint& b) const;

    double metres_per_second_ = 0;
    double slack_m_ = 0;
    std::uint32_t step_s_ = 1;
    std::vector<Level> levels_;
    double east_ = 0, north_ = 0;  // metres a unit, at most
    std::int32_t close_ = 0;       // units that are less than the slack
};

// What has been seen of a fleet.
class FleetScreening {
  public:
    explicit FleetScreening(const Screen& screen) : screen_(&screen) {}

    // Points in any order, those of one vehicle mixed with others, on some threads (0: all processors): each
    // takes some of the vehicles. May be called again with what comes after.
    void add(std::span<const FleetPoint> points, int threads = 1);

    bool concerned(std::uint32_t vehicle) const {
        return vehicle < vehicles_.size() && vehicles_[vehicle].concerned;
    }
    std::size_t count() const;  // of concerned vehicles

  private:
    struct Vehicle {
        FleetPoint last;
        FleetPoint steady;  // the last one that was not wild
        bool seen = false;
        bool concerned = false;
    };
    void take(const FleetPoint& point);

    const Screen* screen_;
    std::vector<Vehicle> vehicles_;
};

}  // namespace bareland::matching
