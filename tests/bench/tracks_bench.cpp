// GPS tracks: screening a fleet's points in memory, reading them from CSV, and matching, each against its
// limit. The city of the other benchmarks; vehicles drive at random with 10 m of noise.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "geo/geodesic.hpp"
#include "geo/matching/matching.hpp"
#include "geo/matching/screen.hpp"
#include "geo/network/build.hpp"
#include "layers/registry_files.hpp"
#include "layers/tracks.hpp"
#include "routes_city.hpp"
#include "tests/synthetic/random.hpp"

namespace {

using namespace bareland;
using namespace bareland::matching;
using network::Index;
using network::Network;
using Clock = std::chrono::steady_clock;

constexpr double screening_limit = 20e6;  // points a second on two threads
constexpr double matching_limit = 40e3;   // on one

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Of this thread: what a busy machine takes away does not count, what it slows down does.
double processor_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

struct Settings {
    int blocks = 146;  // 90,000 directed links
    std::size_t fleet_points = 20'000'000;
    std::size_t vehicles = 20'000;
    std::size_t csv_rows = 2'000'000;
    std::size_t tracks = 600;
    int rounds = 3;
    std::uint64_t seed = 20240501;
};

const char* verdict(bool met) {
    return met ? "met" : "MISSED";
}

// ---- screening

std::vector<FleetPoint> make_fleet(const Box& extent, const Settings& options) {
    synthetic::Random random(options.seed);
    struct Vehicle {
        Point at;
        double course;
    };
    std::vector<Vehicle> vehicles(options.vehicles);
    const double width = extent.max_x - extent.min_x;
    const double height = extent.max_y - extent.min_y;
    // A city three times as wide as the network: most of a fleet is elsewhere.
    for (Vehicle& vehicle : vehicles)
        vehicle = {
            {extent.min_x + random.uniform(-1, 2) * width, extent.min_y + random.uniform(-1, 2) * height},
            random.uniform(0, 6.283)};
    std::vector<FleetPoint> points;
    points.reserve(options.fleet_points);
    for (std::size_t i = 0; i < options.fleet_points; ++i) {
        Vehicle& vehicle = vehicles[i % vehicles.size()];
        vehicle.at.x += 0.0013 * std::cos(vehicle.course);  // 10 s at 40 km/h
        vehicle.at.y += 0.001 * std::sin(vehicle.course);
        if (random.chance(1.0 / 32)) vehicle.course = random.uniform(0, 6.283);
        points.push_back(FleetPoint::packed(vehicle.at,
                                            1.7e9 + 10.0 * static_cast<double>(i / vehicles.size()),
                                            static_cast<std::uint32_t>(i % vehicles.size())));
    }
    return points;
}

ZoneRecord make_zone(const Box& extent) {
    ZoneRecord zone;
    zone.id = "A";
    const Point middle{(extent.min_x + extent.max_x) / 2, (extent.min_y + extent.max_y) / 2};
    Polygon polygon;
    constexpr int corners = 600;
    for (int i = 0; i <= corners; ++i) {
        const double angle = 6.283185307179586 * (i % corners) / corners;
        const double radius = 0.15 + 0.02 * std::sin(7 * angle);
        polygon.outer.push_back({middle.x + radius * (extent.max_x - extent.min_x) * std::cos(angle),
                                 middle.y + radius * (extent.max_y - extent.min_y) * std::sin(angle)});
    }
    zone.shape = {polygon};
    return zone;
}

void measure_screening(const Box& extent, const Settings& options) {
    const std::vector<ZoneRecord> zones{make_zone(extent)};
    auto start = Clock::now();
    const Screen screen(zones);
    std::printf("screen made in %.0f ms\n", 1e3 * seconds_since(start));
    const std::vector<FleetPoint> points = make_fleet(extent, options);
    for (const int threads : {1, 2}) {
        double best = 1e300;
        std::size_t concerned = 0;
        for (int round = 0; round < options.rounds; ++round) {
            FleetScreening screening(screen);
            start = Clock::now();
            screening.add(points, threads);
            best = std::min(best, seconds_since(start));
            concerned = screening.count();
        }
        const double rate = static_cast<double>(points.size()) / best;
        std::printf("screening on %d thread(s): %.1f million points a second", threads, rate / 1e6);
        if (threads == 2)
            std::printf(", limit %.0f: %s", screening_limit / 1e6, verdict(rate >= screening_limit));
        std::printf("\n");
        if (threads == 2)
            std::printf("  %zu of %zu vehicles concern the zone\n", concerned, options.vehicles);
    }
}

// ---- reading

void measure_reading(const Box& extent, const Settings& options) {
    const auto path =
        std::filesystem::temp_directory_path() /
        ("bareland-tracks-bench-" + std::to_string(Clock::now().time_since_epoch().count()) + ".csv");
    {
        std::FILE* file = std::fopen(path.c_str(), "wb");
        if (file == nullptr) throw std::runtime_error("cannot write " + path.string());
        std::fputs("车牌,时间,经度,纬度,速度,方向\n", file);
        for (std::size_t i = 0; i < options.csv_rows; ++i) {
            const std::size_t second = i / 500 % 86'400;
            std::fprintf(file, "京A%05zu,2024-05-01 %02zu:%02zu:%02zu,%.6f,%.6f,%zu,%zu\n", i % 500,
                         second / 3600, second / 60 % 60, second % 60,
                         extent.min_x + 1e-7 * static_cast<double>(i % 99'991),
                         extent.min_y + 1e-7 * static_cast<double>(i % 77'773), i % 80, i % 360);
        }
        std::fclose(file);
    }
    TrackSource source;
    source.file = RegistrySource::parse(path.string(), "", "--crs", "");
    std::size_t points = 0;
    const auto start = Clock::now();
    const double processor = processor_seconds();
    {
        TrackReader reader(source);
        std::vector<TrackPoint> block;
        while (reader.read(block))
            points += block.size();
    }
    const double bytes = static_cast<double>(std::filesystem::file_size(path));
    const double used = processor_seconds() - processor;
    std::printf(
        "reading CSV on one thread: %.1f million rows, %.0f MB a second (%.2f s, %.2f s of the processor)\n",
        static_cast<double>(points) / used / 1e6, bytes / used / 1e6, seconds_since(start), used);
    std::filesystem::remove(path);
}

// ---- matching

struct Walk {
    network::Path truth;
    std::vector<Sample> samples;
};

Walk make_walk(const Network& network, double every_m, synthetic::Random& random) {
    Walk walk;
    double gone = 0;
    Index state = static_cast<Index>(random.below(network.links.size()));
    while (gone < 6000) {
        const Index link = network.state_link[state];
        walk.truth.links.push_back(link);
        gone += network.links[link].length_mm / 1000.0;
        const auto turns = network.turns_of(state);
        if (turns.empty()) break;
        state = turns[random.below(turns.size())].to;
    }
    const Index last = walk.truth.links.back();
    walk.truth.from = {walk.truth.links.front(), 0};
    walk.truth.to = {last, network.links[last].length_mm};
    const std::vector<Point> line = line_of(network, walk.truth);
    double before = 0;
    double wanted = 0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double metres = geodesic::distance(line[i - 1], line[i]);
        for (; wanted <= before + metres; wanted += every_m) {
            const Point p = geodesic::towards(line[i - 1], line[i], metres, wanted - before);
            Sample sample;
            sample.place = {p.x + 10 * random.normal() / 85'000, p.y + 10 * random.normal() / 111'000};
            sample.seconds = wanted / 12;
            walk.samples.push_back(sample);
        }
        before += metres;
    }
    return walk;
}

// The share of the length of what was driven between the first and the last corner.
struct Share {
    double all = 0, right = 0;
    void add(const Network& network, const Walk& walk, const Matched& matched) {
        std::map<Index, int> found;
        for (const Match& match : matched.matches) {
            for (const Index link : match.path.links)
                ++found[link];
        }
        for (std::size_t i = 1; i + 1 < walk.truth.links.size(); ++i) {
            const Index link = walk.truth.links[i];
            all += network.links[link].length_mm;
            if (found[link]-- > 0) right += network.links[link].length_mm;
        }
    }
};

void measure_matching(const Network& legal, const Settings& options) {
    auto start = Clock::now();
    const Driven driven = with_wrong_ways(legal);
    const SnapIndex index(driven.network);
    Matcher matcher(driven.network, index, &driven.against);
    std::printf("%zu directed links; index and matcher made in %.2f s\n", driven.network.links.size(),
                seconds_since(start));
    for (const double every_m : {50.0, 100.0, 150.0}) {
        synthetic::Random random(options.seed);
        std::vector<Walk> walks;
        for (std::size_t i = 0; i < options.tracks; ++i)
            walks.push_back(make_walk(legal, every_m, random));
        std::size_t points = 0;
        Share share;
        // Every track is new to the matcher but for the streets that it shares with earlier ones.
        const double processor = processor_seconds();
        std::vector<Matched> all;
        for (const Walk& walk : walks)
            all.push_back(matcher.match(walk.samples));
        const double used = processor_seconds() - processor;
        for (std::size_t i = 0; i < walks.size(); ++i) {
            points += walks[i].samples.size();
            share.add(legal, walks[i], all[i]);
        }
        const double rate = static_cast<double>(points) / used;
        std::printf(
            "matching at %3.0f m: %.0f points a second on one thread, limit %.0f: %s; %.2f %% of the length "
            "right\n",
            every_m, rate, matching_limit, verdict(rate >= matching_limit), 100 * share.right / share.all);
    }
}

// The road network of central Beijing among the shared data.
void measure_beijing(const Settings& options) {
    const char* const folder = std::getenv("BARELAND_SHARED_DATA");  // NOLINT(concurrency-mt-unsafe)
    if (folder == nullptr) {
        std::printf("central Beijing: not measured, BARELAND_SHARED_DATA does not say where the data are\n");
        return;
    }
    const std::string file = std::string(folder) + "/beijing-core/roads.gpkg";
    const network::Built built =
        network::build_network(read_roads(RegistrySource::parse(file, "", "--crs", "")).records, {});
    std::printf("central Beijing: ");
    measure_matching(built.network, options);
}

}  // namespace

int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
    CLI::App app("Times screening, reading and matching of GPS tracks.");
    Settings options;
    app.add_option("--blocks", options.blocks, "blocks a side of the city");
    app.add_option("--fleet-points", options.fleet_points, "points to screen")->check(CLI::PositiveNumber);
    app.add_option("--vehicles", options.vehicles, "vehicles of the fleet")->check(CLI::PositiveNumber);
    app.add_option("--csv-rows", options.csv_rows, "rows to read")->check(CLI::PositiveNumber);
    app.add_option("--tracks", options.tracks, "tracks to match")->check(CLI::PositiveNumber);
    app.add_option("--rounds", options.rounds, "rounds of screening; the best counts")
        ->check(CLI::PositiveNumber);
    app.add_option("--seed", options.seed, "of city and vehicles");
    CLI11_PARSE(app, argc, argv);
    try {
        const bench::City city = bench::make_city(options.blocks, options.seed);
        const network::Built built = network::build_network(city.roads, city.bans);
        measure_screening(city.extent, options);
        measure_reading(city.extent, options);
        measure_matching(built.network, options);
        measure_beijing(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bareland_tracks_bench: %s\n", error.what());
        return 1;
    }
    return 0;
}
