// Shortest legal ways on a made-up city: detours round a zone of 30 % of each side with A* and landmarks,
// against plain Dijkstra on the same questions in the same run.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "geo/network/build.hpp"
#include "geo/network/bytes.hpp"
#include "geo/network/search.hpp"
#include "geo/network/snap.hpp"
#include "jobs/routes/context.hpp"
#include "jobs/routes/run.hpp"
#include "layers/registry_files.hpp"
#include "routes_city.hpp"
#include "routes_rival.hpp"
#include "tests/synthetic/random.hpp"

namespace {

using namespace bareland;
using namespace bareland::network;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// Of this thread, in milliseconds: what a busy machine takes away does not count, what it slows down does.
double processor_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Options {
    std::vector<int> blocks{146, 464};
    std::size_t queries = 300;
    std::size_t rival_queries = 20;  // that Dijkstra answers, too
    std::size_t landmarks = 16;
    int rounds = 5;
    std::uint64_t seed = 20240501;
    std::string rival, scratch = "build/bench-rival";
    std::size_t compared = 100;  // with the rival
};

struct Limits {
    double p50_ms = 0, p95_ms = 0;
};
constexpr double loading_limit_s = 0.3;
constexpr double verdict_limit_ms = 1;

const char* verdict(bool met) {
    return met ? "met" : "MISSED";
}

struct Question {
    Places from, to;
};

// Of sorted or unsorted values.
double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

// Both directions of a street outside the zone.
Places random_place(const Network& network, const ZoneLinks& zone, synthetic::Random& random) {
    for (;;) {
        const auto link = static_cast<Index>(random.below(network.links.size()));
        if (zone.touched.has(link)) continue;
        const Position at{link, network.links[link].length_mm / 2};
        return {at, on_twin(network, at)};
    }
}

bool enters(const Path& path, const ZoneLinks& zone) {
    return std::any_of(path.links.begin(), path.links.end(),
                       [&](Index link) { return zone.touched.has(link); });
}

// Each question's best processor time of several rounds, in milliseconds.
template <class Search>
std::vector<double> best_times(const std::vector<Question>& questions, int rounds, const Search& search) {
    std::vector<double> best(questions.size(), std::numeric_limits<double>::infinity());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < questions.size(); ++i) {
            const double start = processor_ms();
            search(questions[i]);
            best[i] = std::min(best[i], processor_ms() - start);
        }
    }
    return best;
}

struct Questions {
    std::vector<Question> detours;  // whose shortest open way enters the zone
    std::vector<Question> any;
    double longer = 0;  // how much longer a detour is on average
};

Questions draw(const Network& network, Router& router, const ZoneLinks& zone, const Options& options) {
    synthetic::Random random(options.seed + 1);
    Rules rules;
    rules.avoid = &zone;
    Questions out;
    while (out.detours.size() < options.queries) {
        const Question question{random_place(network, zone, random), random_place(network, zone, random)};
        const auto open = router.shortest(question.from, question.to);
        const auto detour = router.shortest(question.from, question.to, rules);
        if (!open || !detour) continue;
        if (out.any.size() < options.queries) out.any.push_back(question);
        if (!enters(*open, zone)) continue;
        out.detours.push_back(question);
        out.longer += static_cast<double>(detour->length_mm) / static_cast<double>(open->length_mm) - 1;
    }
    out.longer /= static_cast<double>(out.detours.size());
    return out;
}

void print_times(const char* what, const std::vector<double>& times) {
    std::printf("  %-44s p50 %8.3f ms, p95 %8.3f ms", what, percentile(times, 0.5), percentile(times, 0.95));
}

void compare(const Network& network, Router& router, const ZoneLinks& zone,
             const std::vector<Question>& questions, const std::vector<double>& ours,
             const Options& options) {
    std::vector<Question> some = questions;
    some.resize(std::min(some.size(), options.rival_queries));
    Rules rules;
    rules.avoid = &zone;
    std::size_t unequal = 0;
    const std::vector<double> times = best_times(some, 1, [&](const Question& question) {
        const auto path = dijkstra(network, question.from, question.to, rules);
        const auto mine = router.shortest(question.from, question.to, rules);
        if (!path || !mine || path->length_mm != mine->length_mm) ++unequal;
    });
    std::vector<double> plain = best_times(some, 2, [&](const Question& question) {
        (void)dijkstra(network, question.from, question.to, rules);
    });
    std::vector<double> ratios;
    for (std::size_t i = 0; i < some.size(); ++i)
        ratios.push_back(plain[i] / ours[i]);
    print_times("the same, plain Dijkstra", plain);
    std::printf("; ratio p50 %.1f; %zu of %zu costs differ\n", percentile(ratios, 0.5), unequal, some.size());
    if (unequal > 0) throw std::runtime_error("a detour is not as long as Dijkstra's");
}

// From bytes as the workspace keeps them to a network that can be searched.
void measure_loading(const Network& network, const Landmarks& landmarks, int rounds) {
    const std::string roads = to_bytes(network), bounds = to_bytes(landmarks);
    double best = std::numeric_limits<double>::infinity();
    double index_s = best;
    for (int round = 0; round < rounds; ++round) {
        auto start = Clock::now();
        const Network read = network_from_bytes(roads);
        const Landmarks marks = landmarks_from_bytes(bounds, read.junctions.size());
        const Router router(read, marks);
        best = std::min(best, seconds_since(start));
        start = Clock::now();
        const SnapIndex index(read);
        index_s = std::min(index_s, seconds_since(start));
    }
    std::printf(
        "  loading it prepared (%.0f MB): %.3f s, limit %.1f s: %s; the index of places %.3f s more\n",
        static_cast<double>(roads.size() + bounds.size()) / 1e6, best, loading_limit_s,
        verdict(best <= loading_limit_s), index_s);
}

// A line over the network's own vertices with a thousand of them and more, as a plan is written out.
std::vector<Point> long_line(const Network& network, synthetic::Random& random) {
    for (;;) {
        Path walk;
        auto state = static_cast<Index>(random.below(network.links.size()));
        std::size_t points = 1;
        while (points < 1000) {
            const Index link = network.state_link[state];
            walk.links.push_back(link);
            points += network.links[link].point_count - 1;
            const auto turns = network.turns_of(state);
            if (turns.empty()) break;
            state = turns[random.below(turns.size())].to;
        }
        if (points < 1000) continue;
        const Index last = walk.links.back();
        walk.from = {walk.links.front(), 0};
        walk.to = {last, network.links[last].length_mm};
        return line_of(network, walk);
    }
}

// The zone as a polygon on the roads: from the line to the verdict with all that is told of it.
void measure_verdict(const Network& network, const Box& extent, const Options& options) {
    const std::string name = "bench";
    routes::Context context(routes::ground_of(Network(network), {name, name}));
    ZoneRecord zone;
    zone.id = "A";
    zone.name = "A";
    const double x = (extent.min_x + extent.max_x) / 2, y = (extent.min_y + extent.max_y) / 2;
    const double dx = 0.15 * (extent.max_x - extent.min_x), dy = 0.15 * (extent.max_y - extent.min_y);
    zone.shape = {
        {{{x - dx, y - dy}, {x + dx, y - dy}, {x + dx, y + dy}, {x - dx, y + dy}, {x - dx, y - dy}}, {}}};
    context.zones = {zone};
    const Date day{2024, 5, 1};
    (void)context.closed(day);  // laid on the network once
    synthetic::Random random(options.seed + 2);
    std::vector<double> times;
    std::size_t entering = 0;
    for (int i = 0; i < 40; ++i) {
        RouteRecord route;
        route.id = "r";
        route.vehicle_class = VehicleClass::muck_truck;
        route.energy = Energy::diesel;
        route.standard = 5;
        route.line = long_line(network, random);
        double best = std::numeric_limits<double>::infinity();
        for (int round = 0; round < options.rounds; ++round) {
            const double start = processor_ms();
            const routes::Result result = routes::check_routes(context, std::span(&route, 1), day);
            best = std::min(best, processor_ms() - start);
            const auto& reading = result.routes.front().reading;
            if (round == 0 && reading && reading->inside_m > 0) ++entering;
        }
        times.push_back(best);
    }
    print_times("verdict of a route of 1,000 vertices", times);
    std::printf(", limit %.0f ms: %s; %zu of %zu enter the zone\n", verdict_limit_ms,
                verdict(percentile(times, 0.5) <= verdict_limit_ms), entering, times.size());
}

void measure(const char* name, const Network& network, const Box& extent, const Limits& limits,
             const Options& options) {
    auto start = Clock::now();
    const Landmarks landmarks = make_landmarks(network, options.landmarks);
    const double preparing = seconds_since(start);
    start = Clock::now();
    Router router(network, landmarks);
    const double opening = seconds_since(start);
    const ZoneLinks zone = bench::square_zone(network, extent, 0.3);
    std::printf("%s: %zu directed links, %zu junctions, %zu turns, %zu further states\n", name,
                network.links.size(), network.junctions.size(), network.turns.size(),
                network.states() - network.links.size());
    std::printf("  %zu landmarks in %.2f s; router in %.3f s; zone of %zu links\n",
                landmarks.junctions.size(), preparing, opening, zone.spans.size());
    const Questions questions = draw(network, router, zone, options);
    Rules rules;
    rules.avoid = &zone;
    std::size_t settled = 0;
    const auto ask = [&](const Question& question) {
        (void)router.shortest(question.from, question.to, rules);
        settled += router.settled();
    };
    const std::vector<double> ours = best_times(questions.detours, options.rounds, ask);
    print_times("detours round the zone", ours);
    const bool met = percentile(ours, 0.5) <= limits.p50_ms && percentile(ours, 0.95) <= limits.p95_ms;
    std::printf(", limits %.0f and %.0f ms: %s\n", limits.p50_ms, limits.p95_ms, verdict(met));
    std::printf("    %zu questions whose open way enters the zone; %.1f %% longer; %.0f labels each\n",
                questions.detours.size(), 100 * questions.longer,
                static_cast<double>(settled) / static_cast<double>(options.rounds) /
                    static_cast<double>(questions.detours.size()));
    compare(network, router, zone, questions.detours, ours, options);
    print_times("any two places, zone avoided", best_times(questions.any, options.rounds, ask));
    std::printf("\n");
    measure_loading(network, landmarks, options.rounds);
    measure_verdict(network, extent, options);
}

// The road network of central Beijing among the shared data.
void measure_beijing(const Options& options) {
    const char* const folder = std::getenv("BARELAND_SHARED_DATA");  // NOLINT(concurrency-mt-unsafe)
    if (folder == nullptr) {
        std::printf("central Beijing: not measured, BARELAND_SHARED_DATA does not say where the data are\n");
        return;
    }
    const std::string file = std::string(folder) + "/beijing-core/roads.gpkg";
    std::vector<RoadRecord> roads = read_roads(RegistrySource::parse(file, "", "--crs", "")).records;
    const Built built = build_network(roads, {});
    Box extent;
    for (const Point& p : built.network.junctions)
        extent.add(p);
    measure("central Beijing", built.network, extent, {1, 5}, options);
    bench::compare_with_rival({"beijing", roads, {}, options.compared, 3, options.seed}, options.rival,
                              options.scratch);
}

}  // namespace

int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
    CLI::App app("Times shortest legal ways round a zone, and plain Dijkstra on the same questions.");
    Options options;
    app.add_option("--blocks", options.blocks, "blocks a side of each city");
    app.add_option("--queries", options.queries, "questions")->check(CLI::PositiveNumber);
    app.add_option("--rival-queries", options.rival_queries, "questions that Dijkstra answers, too");
    app.add_option("--landmarks", options.landmarks, "landmarks")->check(CLI::PositiveNumber);
    app.add_option("--rounds", options.rounds, "rounds; each question's best counts")
        ->check(CLI::PositiveNumber);
    app.add_option("--seed", options.seed, "of the made-up city");
    app.add_option("--rival", options.rival, "folder with the rival's route.mjs and its packages");
    app.add_option("--scratch", options.scratch, "folder for the rival's files");
    app.add_option("--compared", options.compared, "questions for the rival")->check(CLI::PositiveNumber);
    CLI11_PARSE(app, argc, argv);
    try {
        for (const int blocks : options.blocks) {
            const bench::City city = bench::make_city(blocks, options.seed);
            const auto start = Clock::now();
            const Built built = build_network(city.roads, city.bans);
            std::printf("city of %d x %d blocks built in %.1f s\n", blocks, blocks, seconds_since(start));
            const Limits limits = built.network.links.size() < 300'000 ? Limits{1, 5} : Limits{5, 40};
            measure("generated city", built.network, city.extent, limits, options);
            bench::compare_with_rival(
                {"city" + std::to_string(blocks), city.roads, city.bans, options.compared, 3, options.seed},
                options.rival, options.scratch);
            std::printf("\n");
        }
        measure_beijing(options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bareland_routes_bench: %s\n", error.what());
        return 1;
    }
    return 0;
}
