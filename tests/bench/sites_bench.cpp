// The project check's engine (geo/zone_index) on made-up data in memory: verdicts a second on one thread, how
// the cost grows with the vertices, and the ratio to the same question put to GEOS's prepared geometries,
// zone by zone. A verdict is all zones that hold a place and the nearest edge of each kind, with its signed
// distance.
#include <geos_c.h>
#include <proj.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <limits>
#include <stdexcept>
#include <vector>

#include "sites_data.hpp"

namespace {

using namespace bareland;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

struct Options {
    std::size_t points = 1000000;
    std::size_t rival_points = 2000;
    int rounds = 3;
    std::uint64_t seed = 20240501;
};

// Of this process: what a busy machine takes away does not count, what it slows down does.
double processor_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

struct Timing {
    double seconds = 0;  // the best round
    double processor = 0;
    std::size_t containing = 0;
    double sum_m = 0;  // of all nearest distances: so that nothing is optimised away
};

Timing time_verdicts(const ZoneIndex& index, const std::vector<Point>& places, int rounds) {
    Timing best;
    for (int round = 0; round < rounds; ++round) {
        Timing timing;
        ZoneAnswer answer;
        const double processor = processor_seconds();
        const auto start = Clock::now();
        for (const Point& place : places) {
            index.at(place, answer);
            timing.containing += answer.containing.size();
            for (const ZoneDistance& nearest : answer.nearest)
                timing.sum_m += nearest.distance_m;
        }
        timing.seconds = seconds_since(start);
        timing.processor = processor_seconds() - processor;
        if (round == 0 || timing.seconds < best.seconds) best = timing;
    }
    return best;
}

// GEOS 3.11 in CGCS2000 / 3-degree Gauss-Krueger CM 117E: per zone a prepared polygon for "contains" and its
// prepared outline for the distance.
class Rival {
  public:
    explicit Rival(const bench::District& district)
        : district_(district),
          geos_(GEOS_init_r()),
          proj_(proj_context_create()),
          to_plane_(proj_create(proj_, "+proj=tmerc +lon_0=117 +x_0=500000 +a=6378137 +rf=298.257222101")) {
        if (to_plane_ == nullptr) throw std::runtime_error("PROJ does not take the projection");
        for (const MultiPolygon& shape : district.shapes) {
            polygons_.push_back(GEOSGeom_createPolygon_r(geos_, ring(shape[0].outer), nullptr, 0));
            outlines_.push_back(GEOSBoundary_r(geos_, polygons_.back()));
            insides_.push_back(GEOSPrepare_r(geos_, polygons_.back()));
            edges_.push_back(GEOSPrepare_r(geos_, outlines_.back()));
        }
        for (const Disc& well : district.wells)
            wells_.push_back(plane(well.centre));
    }
    ~Rival() {
        for (std::size_t i = 0; i < polygons_.size(); ++i) {
            GEOSPreparedGeom_destroy_r(geos_, insides_[i]);
            GEOSPreparedGeom_destroy_r(geos_, edges_[i]);
            GEOSGeom_destroy_r(geos_, outlines_[i]);
            GEOSGeom_destroy_r(geos_, polygons_[i]);
        }
        proj_destroy(to_plane_);
        proj_context_destroy(proj_);
        GEOS_finish_r(geos_);
    }
    Rival(const Rival&) = delete;
    Rival& operator=(const Rival&) = delete;

    std::size_t verdict(const Point& place, std::vector<double>& nearest) const {
        nearest.assign(district_.kinds, std::numeric_limits<double>::infinity());
        const Point at = plane(place);
        GEOSGeometry* point = GEOSGeom_createPointFromXY_r(geos_, at.x, at.y);
        std::size_t containing = 0;
        const auto take = [&](double distance, std::size_t kind) {
            containing += distance <= 0 ? 1U : 0U;
            nearest[kind] = std::min(nearest[kind], distance);
        };
        for (std::size_t i = 0; i < insides_.size(); ++i) {
            double distance = 0;
            GEOSPreparedDistance_r(geos_, edges_[i], point, &distance);
            const bool inside = GEOSPreparedContains_r(geos_, insides_[i], point) == 1;
            take(inside ? -distance : distance, district_.shape_kinds[i]);
        }
        for (std::size_t i = 0; i < wells_.size(); ++i) {
            const double distance = std::hypot(wells_[i].x - at.x, wells_[i].y - at.y);
            take(distance - district_.wells[i].radius_m, district_.well_kinds[i]);
        }
        GEOSGeom_destroy_r(geos_, point);
        return containing;
    }

  private:
    Point plane(const Point& place) const {
        const PJ_COORD at =
            proj_trans(to_plane_, PJ_FWD, proj_coord(proj_torad(place.x), proj_torad(place.y), 0, 0));
        return {at.xy.x, at.xy.y};
    }
    GEOSGeometry* ring(const Ring& source) const {
        GEOSCoordSequence* points = GEOSCoordSeq_create_r(geos_, static_cast<unsigned>(source.size()), 2);
        for (unsigned i = 0; i < source.size(); ++i) {
            const Point p = plane(source[i]);
            GEOSCoordSeq_setXY_r(geos_, points, i, p.x, p.y);
        }
        return GEOSGeom_createLinearRing_r(geos_, points);
    }

    const bench::District& district_;
    GEOSContextHandle_t geos_;
    PJ_CONTEXT* proj_;
    PJ* to_plane_;
    std::vector<GEOSGeometry*> polygons_, outlines_;
    std::vector<const GEOSPreparedGeometry*> insides_, edges_;
    std::vector<Point> wells_;
};

void compare(const bench::District& district, const ZoneIndex& index, const Options& options, double ours_s) {
    const std::vector<Point> places =
        bench::random_places(district.extent, options.rival_points, options.seed + 2);
    const Rival rival(district);
    std::vector<double> nearest;
    ZoneAnswer answer;
    for (const Point& place : {places.front(), places.back()})
        rival.verdict(place, nearest);  // prepares what it prepares when first asked
    std::size_t theirs = 0, ours = 0;
    const double start = processor_seconds();
    for (const Point& place : places)
        theirs += rival.verdict(place, nearest);
    const double rival_s = (processor_seconds() - start) / static_cast<double>(places.size());
    double worst = 0;
    for (const Point& place : places) {
        index.at(place, answer);
        ours += answer.containing.size();
        rival.verdict(place, nearest);
        for (std::size_t k = 0; k < nearest.size(); ++k) {
            if (std::abs(nearest[k]) < 1000)
                worst = std::max(worst, std::abs(nearest[k] - answer.nearest[k].distance_m));
        }
    }
    std::printf(
        "rival: GEOS prepared contains + prepared distance, zone by zone, in Gauss-Krueger: %.1f us a "
        "verdict "
        "(%zu places), ratio %.0f\n",
        rival_s * 1e6, places.size(), rival_s / ours_s);
    std::printf(
        "  places held: ours %zu, theirs %zu; largest difference of a distance below 1 km: %.4f m%s\n", ours,
        theirs, worst, " (their plane's scale included)");
}

void measure(const Options& options) {
    constexpr double wanted = 100000;
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < 30; ++i)
        sizes.push_back(1000 + 19000 * i / 29);
    const bench::District district = bench::make_district(sizes, options.seed);
    const std::vector<IndexedZone> zones = district.zones();
    const auto start = Clock::now();
    const ZoneIndex index(zones, district.kinds);
    const double building = seconds_since(start);
    const std::vector<Point> places = bench::random_places(district.extent, options.points, options.seed + 1);
    const Timing timing = time_verdicts(index, places, options.rounds);
    const auto count = static_cast<double>(places.size());
    std::printf(
        "%zu wells and %zu zones of 1000 to 20000 vertices (%zu in all), %zu kinds; index built in %.3f s\n",
        district.wells.size(), district.shapes.size(), district.vertices(), district.kinds, building);
    std::printf("%zu places, one thread: %.3f s, %.0f verdicts/s (%.2f us each), limit %.0f/s: %s\n",
                places.size(), timing.seconds, count / timing.seconds, timing.seconds / count * 1e6, wanted,
                count / timing.seconds >= wanted ? "met" : "MISSED");
    if (timing.processor < 0.9 * timing.seconds) {
        std::printf(
            "  the machine was busy: the processor was had for %.0f %% of the time, %.0f verdicts/s of it\n",
            100 * timing.processor / timing.seconds, count / timing.processor);
    }
    std::printf("  places lie in %.2f zones on average; mean nearest distance %.1f m\n",
                static_cast<double>(timing.containing) / count,
                timing.sum_m / count / static_cast<double>(district.kinds));
    if (options.rival_points > 0) compare(district, index, options, timing.processor / count);
}

// The same outlines drawn ever finer.
void print_curve(const Options& options) {
    std::printf("vertices    ns a verdict    per doubling    ns / log2(vertices)\n");
    double last = 0, last_log = 0;
    for (const std::size_t total : {1000U, 3000U, 10000U, 30000U, 100000U, 300000U, 1000000U}) {
        const bench::District district = bench::make_district({total / 30}, options.seed);
        const std::vector<IndexedZone> zones = district.zones();
        const ZoneIndex index(zones, district.kinds);
        const std::vector<Point> places =
            bench::random_places(district.extent, options.points / 5, options.seed + 1);
        const Timing timing = time_verdicts(index, places, options.rounds);
        const double ns = timing.processor / static_cast<double>(places.size()) * 1e9;
        const double log = std::log2(static_cast<double>(district.vertices()));
        std::printf("%8zu %15.0f", district.vertices(), ns);
        if (last > 0) {
            std::printf(" %+15.0f", (ns - last) / (log - last_log));
        } else {
            std::printf(" %15s", "");
        }
        std::printf(" %22.1f\n", ns / log);
        last = ns;
        last_log = log;
    }
}

}  // namespace

int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
    CLI::App app("Times verdicts on places against wells and zones, and GEOS on the same question.");
    Options options;
    app.add_option("--points", options.points, "places to judge")->check(CLI::PositiveNumber);
    app.add_option("--rival-points", options.rival_points, "places that GEOS judges; 0: none");
    app.add_option("--rounds", options.rounds, "rounds; the best counts")->check(CLI::PositiveNumber);
    app.add_option("--seed", options.seed, "of the made-up data");
    CLI11_PARSE(app, argc, argv);
    try {
        measure(options);
        print_curve(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bareland_sites_bench: %s\n", error.what());
        return 1;
    }
    return 0;
}
