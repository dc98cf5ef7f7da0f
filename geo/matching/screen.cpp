#include "geo/matching/screen.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "geo/geodesic.hpp"
#include "geo/local_metric.hpp"
#include "geo/workers.hpp"
#include "geo/zone_index.hpp"

namespace bareland::matching {
namespace {

constexpr double units = 1e7;  // a degree
// Bitmaps: the finest step and those 2, 4 ... 1024 times as long; after more than that a vehicle could be
// anywhere.
constexpr unsigned levels = 11;
constexpr double most_cells = 1 << 21U;

std::int32_t to_units(double degrees) {
    return static_cast<std::int32_t>(std::lround(std::clamp(degrees, -200.0, 200.0) * units));
}

// The zones with the links of their loops as discs round pieces of them: links may lie outside the shape.
struct ZoneGround {
    explicit ZoneGround(std::span<const ZoneRecord> zones) {
        for (const ZoneRecord& zone : zones) {
            box(zone.shape);
            for (const Disc& disc : zone.discs)
                add_disc(disc.centre, disc.radius_m);
            for (const LoopLink& link : zone.links) {
                for (std::size_t i = 1; i < link.line.size(); ++i) {
                    const Point& a = link.line[i - 1];
                    const Point& b = link.line[i];
                    add_disc({(a.x + b.x) / 2, (a.y + b.y) / 2}, geodesic::distance(a, b) / 2 + 1);
                }
            }
        }
        for (const ZoneRecord& zone : zones) {
            if (!zone.shape.empty()) indexed.push_back({&zone.shape, {}, 0});
        }
        if (!discs.empty()) indexed.push_back({nullptr, discs, 0});
    }
    void box(const MultiPolygon& shape) {
        const Box its = box_of(shape);
        if (its.empty()) return;
        bounds.add({its.min_x, its.min_y});
        bounds.add({its.max_x, its.max_y});
    }
    void add_disc(const Point& centre, double radius_m) {
        discs.push_back({"", centre, radius_m});
        const Box around = widened({centre.x, centre.y, centre.x, centre.y}, radius_m);
        bounds.add({around.min_x, around.min_y});
        bounds.add({around.max_x, around.max_y});
    }

    std::vector<Disc> discs;
    std::vector<IndexedZone> indexed;
    Box bounds;
};

}  // namespace

// Sets the cells within a margin of the zones, block by block: a block whose middle is too far away for all
// of it is left, one that is near enough for all of it is filled.
class Screen::Painter {
  public:
    Painter(const ZoneIndex& index, Level& level, double margin_m)
        : index_(index), level_(level), margin_m_(margin_m) {}

    void paint() {
        const std::uint32_t size = std::bit_ceil(std::max(level_.columns, level_.rows));
        paint(0, 0, size);
    }

  private:
    Point corner(std::uint32_t column, std::uint32_t row) const {
        const double cell = static_cast<double>(std::uint64_t{1} << level_.shift) / units;
        return {level_.west / units + column * cell, level_.south / units + row * cell};
    }

    void paint(std::uint32_t column, std::uint32_t row, std::uint32_t size) {
        if (column >= level_.columns || row >= level_.rows) return;
        const Point low = corner(column, row);
        const Point high = corner(column + size, row + size);
        const Point middle{(low.x + high.x) / 2, (low.y + high.y) / 2};
        const double half_m =
            1.001 * std::max({geodesic::distance(middle, low), geodesic::distance(middle, high),
                              geodesic::distance(middle, {low.x, high.y}),
                              geodesic::distance(middle, {high.x, low.y})}) +
            1;
        index_.at(middle, answer_);
        const double distance = answer_.nearest.front().distance_m;
        if (distance > margin_m_ + half_m) return;
        if (size == 1 || distance + half_m <= margin_m_) {
            fill(column, row, size);
            return;
        }
        const std::uint32_t half = size / 2;
        paint(column, row, half);
        paint(column + half, row, half);
        paint(column, row + half, half);
        paint(column + half, row + half, half);
    }

    void fill(std::uint32_t column, std::uint32_t row, std::uint32_t size) {
        for (std::uint32_t y = row; y < std::min(row + size, level_.rows); ++y) {
            for (std::uint32_t x = column; x < std::min(column + size, level_.columns); ++x) {
                const std::size_t cell = std::size_t{y} * level_.columns + x;
                level_.bits[cell >> 6U] |= std::uint64_t{1} << (cell & 63U);
            }
        }
    }

    const ZoneIndex& index_;
    Level& level_;
    double margin_m_;
    ZoneAnswer answer_;
};

FleetPoint FleetPoint::packed(const Point& place, double seconds, std::uint32_t vehicle) {
    return {to_units(place.x), to_units(place.y),
            static_cast<std::uint32_t>(std::clamp(seconds, 0.0, 4294967295.0)), vehicle};
}

Screen::Screen(std::span<const ZoneRecord> zones, const ScreenOptions& options)
    : metres_per_second_(options.max_speed_kmh / 3.6),
      slack_m_(options.slack_m),
      step_s_(static_cast<std::uint32_t>(std::max(1.0, options.step_s))) {
    const ZoneGround ground(zones);
    levels_.resize(levels);
    // The longest metres a unit has anywhere near: at the equator.
    east_ = 111'320 / units;
    north_ = 111'700 / units;
    close_ = static_cast<std::int32_t>(slack_m_ / north_);
    if (ground.bounds.empty()) return;
    const ZoneIndex index(ground.indexed, 1);
    for (unsigned i = 0; i < levels; ++i) {
        Level& level = levels_[i];
        const double margin = metres_per_second_ * step_s_ * std::ldexp(0.5, static_cast<int>(i)) + slack_m_;
        const Box box = widened(ground.bounds, margin + 10);
        // Cells a tenth of the margin wide, or so many that a bitmap stays in the cache.
        double cell =
            std::max(margin / 10 / (111'000 / units),
                     std::sqrt((box.max_x - box.min_x) * (box.max_y - box.min_y) / most_cells) * units);
        level.shift = std::min(30U, static_cast<unsigned>(std::bit_width(static_cast<std::uint32_t>(cell))));
        level.west = to_units(box.min_x);
        level.south = to_units(box.min_y);
        const auto cells = [&](double low, double high) {
            return static_cast<std::uint32_t>(static_cast<std::uint64_t>((high - low) * units + 2) >>
                                              level.shift) +
                   1;
        };
        level.columns = cells(box.min_x, box.max_x);
        level.rows = cells(box.min_y, box.max_y);
        level.bits.assign((std::size_t{level.columns} * level.rows + 63) / 64, 0);
        Painter(index, level, margin).paint();
    }
}

bool Screen::between_far(const FleetPoint& a, const FleetPoint& b, std::uint32_t seconds) const {
    const auto level = static_cast<unsigned>(std::bit_width((seconds - 1) / step_s_));
    if (level >= levels) return true;
    return levels_[level].holds(a.lon, a.lat) || levels_[level].holds(b.lon, b.lat);
}

bool Screen::wild_far(const FleetPoint& a, const FleetPoint& b) const {
    const double east = (static_cast<double>(a.lon) - b.lon) * east_;
    const double north = (static_cast<double>(a.lat) - b.lat) * north_;
    const double most = metres_per_second_ * apart_s(a, b) + 2 * slack_m_;
    return east * east + north * north > most * most;
}

bool Screen::concerns(std::span<const Sample> samples) const {
    std::vector<FleetPoint> points;
    points.reserve(samples.size());
    for (const Sample& sample : samples)
        points.push_back(FleetPoint::packed(sample.place, sample.seconds - samples.front().seconds, 0));
    FleetScreening screening(*this);
    screening.add(points);
    return screening.concerned(0);
}

// ---- fleets

void FleetScreening::take(const FleetPoint& point) {
    Vehicle& vehicle = vehicles_[point.vehicle];
    if (vehicle.concerned) return;
    vehicle.concerned = screen_->near(point);
    if (!vehicle.seen) {
        vehicle.last = vehicle.steady = point;
        vehicle.seen = true;
        return;
    }
    const bool wild = screen_->wild(vehicle.steady, point);
    vehicle.concerned = vehicle.concerned || screen_->between(vehicle.last, point) ||
                        (!(vehicle.steady == vehicle.last) && screen_->between(vehicle.steady, point));
    vehicle.last = point;
    if (!wild) vehicle.steady = point;
}

void FleetScreening::add(std::span<const FleetPoint> points, int threads) {
    std::uint32_t most = 0;
    for (const FleetPoint& point : points)
        most = std::max(most, point.vehicle);
    if (!points.empty() && most >= vehicles_.size()) vehicles_.resize(std::size_t{most} + 1);
    const auto workers = static_cast<std::uint32_t>(threads > 0 ? threads : available_processors());
    if (workers == 1) {
        for (const FleetPoint& point : points)
            take(point);
        return;
    }
    // Neighbours go to one thread: two threads never write to one line of the cache.
    constexpr unsigned together = 6;
    run_workers(static_cast<int>(workers), workers, false,
                [&](int, const std::function<std::size_t()>& next) {
                    for (std::size_t worker = next(); worker < workers; worker = next()) {
                        for (const FleetPoint& point : points) {
                            if ((point.vehicle >> together) % workers == worker) take(point);
                        }
                    }
                });
}

std::size_t FleetScreening::count() const {
    return static_cast<std::size_t>(
        std::count_if(vehicles_.begin(), vehicles_.end(), [](const Vehicle& v) { return v.concerned; }));
}

}  // namespace bareland::matching
