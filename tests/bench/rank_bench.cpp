// The ranking's heart against its floor and against rivals, on made-up data (bareland_bench_data).
//
// Timed ("kernel"): from polygons in memory in the raster's CRS to sums: cell coordinates, binning, coverage,
// cell areas, decoding, counting. The floor: the same windows decoded by the same source and as many threads,
// nothing done. Both run in this process, in turn, several rounds, workers pinned; the median of the rounds'
// ratios is printed. Beside it: reading, transforming (with PROJ's choice of an operation, a fixed cost of
// each pair of datums), hashing, the parts of the kernel, GDAL's rasterize, and the whole command. Every case
// runs in a process of its own, so that its largest memory is its own.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "geo/grid.hpp"
#include "geo/workers.hpp"
#include "geo/zonal.hpp"
#include "layers/raster.hpp"
#include "layers/sha256.hpp"
#include "layers/vector.hpp"
#include "rank_rival.hpp"

namespace {

using namespace bareland;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;  // NOLINT(cppcoreguidelines-pro-type-union-access)
}

struct Case {
    RasterInfo raster;
    RasterReading reading;
    std::vector<MultiPolygon> units;
};

// Seconds of the kernel's parts.
struct Run {
    double total = 0, binning = 0, lattice = 0, sums = 0;
};

ZonalPlan plan_of(const Case& c, int threads) {
    ZonalPlan plan;
    plan.window_rows = c.reading.window_rows;
    plan.window_cols = c.reading.window_cols;
    plan.classes = c.reading.classes;
    plan.regions = c.units.size();
    plan.threads = threads;
    plan.pin_threads = true;
    return plan;
}

Run kernel(const Case& c, const Transform& to_geographic, int threads,
           const std::function<std::unique_ptr<CellSource>()>& open) {
    const auto start = Clock::now();
    Borders borders(c.raster.grid.cols, c.raster.grid.rows, c.reading.window_rows,
                    c.raster.grid.cell_to_crs.inverse());
    std::vector<Borders::Area> areas_of_units;
    for (RegionIndex r = 0; r < c.units.size(); ++r)
        areas_of_units.push_back({r, &c.units[r]});
    borders.add(areas_of_units, threads, true);
    Run run;
    run.binning = seconds_since(start);
    const CellAreas areas(c.raster.grid, c.raster.crs, to_geographic);
    run.lattice = seconds_since(start) - run.binning;
    zonal_sums(borders, areas, plan_of(c, threads), open);
    run.total = seconds_since(start);
    run.sums = run.total - run.binning - run.lattice;
    return run;
}

// Notes which windows are read, strip by strip.
class NotingSource : public CellSource {
  public:
    NotingSource(std::unique_ptr<CellSource> inner, std::vector<std::vector<CellWindow>>& strips,
                 int strip_rows)
        : inner_(std::move(inner)), strips_(strips), strip_rows_(strip_rows) {}
    CellBytes read(const CellWindow& window) override {
        strips_[static_cast<std::size_t>(window.row0 / strip_rows_)].push_back(window);
        return inner_->read(window);
    }

  private:
    std::unique_ptr<CellSource> inner_;
    std::vector<std::vector<CellWindow>>& strips_;
    int strip_rows_;
};

double floor_time(const Case& c, int threads, const std::vector<std::vector<CellWindow>>& strips) {
    const auto start = Clock::now();
    run_workers(threads, strips.size(), true, [&](int, const std::function<std::size_t()>& next) {
        const auto source = c.reading.open();
        for (std::size_t s = next(); s < strips.size(); s = next()) {
            for (const CellWindow& window : strips[s])
                source->read(window);
        }
    });
    return seconds_since(start);
}

std::size_t vertex_count(const std::vector<MultiPolygon>& units) {
    std::size_t count = 0;
    for (const MultiPolygon& unit : units) {
        for (const Polygon& p : unit) {
            count += p.outer.size();
            for (const Ring& hole : p.holes)
                count += hole.size();
        }
    }
    return count;
}

struct Options {
    std::string data;
    std::string command;
    std::string out;
    int rounds = 9;
    bool rival = true;
    std::vector<std::string> cases;
};

struct Wanted {
    std::string name;
    std::string units_file;
    std::string raster_file;
    double limit;  // 0: none
};

Case read_case(const Wanted& wanted) {
    Case c{.raster = inspect_raster(wanted.raster_file, 1, ""), .reading = {}, .units = {}};
    VectorSource source;
    source.file = wanted.units_file;
    source.crs_option = "--units-crs";
    PolygonLayer layer = read_polygons(source, {"id"});
    for (Feature& feature : layer.features)
        c.units.push_back(std::move(feature.shape));
    CellValues values;
    values.bare = ValueSet::parse("1", "--bare");
    values.netted = ValueSet::parse("2", "--netted");
    values.unobserved = ValueSet::parse("8,9", "--unobserved");
    c.reading = plan_reading(c.raster, values, {});
    return c;
}

// What happens before and beside the kernel.
void print_surroundings(const Case& c, const Wanted& wanted, double reading_seconds) {
    auto start = Clock::now();
    const Transform from_geographic(Crs::cgcs2000(), c.raster.crs);
    const double choosing = seconds_since(start);
    const Transform to_geographic(c.raster.crs, Crs::cgcs2000());
    std::vector<MultiPolygon> geographic;
    for (const MultiPolygon& unit : c.units)
        geographic.push_back(transform_borders(unit, to_geographic, Affine{}, 1e-7, "units"));
    const Affine to_cells = c.raster.grid.cell_to_crs.inverse();
    start = Clock::now();
    for (const MultiPolygon& unit : geographic)
        transform_borders(unit, from_geographic, to_cells, 0.01, "units");
    const double transforming = seconds_since(start);
    start = Clock::now();
    sha256_of_file(wanted.units_file);
    sha256_of_file(wanted.raster_file);
    std::printf(
        "  reading units %.3f s, PROJ's choice of a transform %.3f s, transforming them from degrees "
        "%.3f s, hashing the files %.3f s\n",
        reading_seconds, choosing, transforming, seconds_since(start));
}

void compare(const Case& c, const Transform& to_geographic, const Wanted& wanted, int threads, int rounds,
             const std::vector<std::vector<CellWindow>>& strips) {
    std::vector<double> kernels, floors, ratios, binning, lattice;
    for (int round = 0; round < rounds; ++round) {
        const double floor = floor_time(c, threads, strips);
        const Run run = kernel(c, to_geographic, threads, c.reading.open);
        floors.push_back(floor);
        kernels.push_back(run.total);
        binning.push_back(run.binning);
        lattice.push_back(run.lattice);
        ratios.push_back(run.total / floor);
    }
    const auto [low, high] = std::minmax_element(ratios.begin(), ratios.end());
    std::printf(
        "  %d thread%s: floor %.3f s, kernel %.3f s (binning %.3f, lattice %.4f), ratio %.3f (%.3f to "
        "%.3f)",
        threads, threads == 1 ? " " : "s", median(floors), median(kernels), median(binning), median(lattice),
        median(ratios), *low, *high);
    if (wanted.limit > 0) {
        std::printf(", limit %.2f%s", wanted.limit, median(ratios) <= wanted.limit ? "" : "  MISSED");
    }
    std::printf("\n");
}

void measure(const Wanted& wanted, const Options& options) {
    const auto reading_start = Clock::now();
    const Case c = read_case(wanted);
    const double reading_seconds = seconds_since(reading_start);
    std::printf("%s: %zu units, %zu vertices, %.0f Mpx, windows of %d x %d\n", wanted.name.c_str(),
                c.units.size(), vertex_count(c.units),
                static_cast<double>(c.raster.grid.cols) * static_cast<double>(c.raster.grid.rows) / 1e6,
                c.reading.window_cols, c.reading.window_rows);
    const auto strip_count =
        static_cast<std::size_t>((c.raster.grid.rows + c.reading.window_rows - 1) / c.reading.window_rows);
    std::vector<std::vector<CellWindow>> strips(strip_count);
    const Transform to_geographic(c.raster.crs, Crs::cgcs2000());
    kernel(c, to_geographic, 1,
           [&] { return std::make_unique<NotingSource>(c.reading.open(), strips, c.reading.window_rows); });
    for (const int threads : {1, 2})
        compare(c, to_geographic, wanted, threads, options.rounds, strips);
    std::printf("  largest memory %.0f MB, limit 200 MB%s\n", peak_megabytes(),
                peak_megabytes() <= 200 ? "" : "  MISSED");
    print_surroundings(c, wanted, reading_seconds);
    if (options.rival && wanted.limit > 0) {
        const double floor = floor_time(c, 1, strips);
        const double rival = bench::rasterize_and_count(c.raster, c.units, c.reading.window_rows);
        std::printf("  rival: GDAL rasterize by cell centres and a histogram, 1 thread: %.2f s, ratio %.1f\n",
                    rival, rival / floor);
    }
}

void measure_command(const Wanted& wanted, const Options& options) {
    const bench::Command run = bench::run_command(
        {options.command, "rank", "--units", wanted.units_file, "--raster", wanted.raster_file, "--bare", "1",
         "--netted", "2", "--unobserved", "8,9", "--month", "2024-05", "--balance", "units", "--out",
         options.out + "/" + wanted.name, "--quiet"});
    std::printf("  whole command: %.2f s, largest memory %.0f MB, exit code %d\n", run.seconds,
                run.peak_megabytes, run.exit_code);
}

// In a process of its own.
int measure_apart(const Wanted& wanted, const Options& options) {
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        int code = 0;
        try {
            measure(wanted, options);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "bareland_bench: %s\n", error.what());
            code = 1;
        }
        std::fflush(stdout);
        _exit(code);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) < 0) return 1;
    if (!options.command.empty()) measure_command(wanted, options);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

std::vector<Wanted> wanted_cases(const Options& options) {
    std::vector<Wanted> out;
    const auto want = [&](const std::string& name, const std::string& units, double limit) {
        if (!options.cases.empty() &&
            std::find(options.cases.begin(), options.cases.end(), name) == options.cases.end())
            return;
        const std::string raster = options.data + "/" + name + ".tif";
        if (!std::filesystem::exists(raster)) {
            std::printf("%s: not there; bareland_bench_data makes it\n", name.c_str());
            return;
        }
        out.push_back({name, options.data + "/" + units + "_units.gpkg", raster, limit});
    };
    for (const auto& [name, limit] : {std::pair{"a2", 1.25}, {"b10", 1.5}}) {
        for (const char* codec : {"deflate", "zstd"})
            want(std::string(name) + "_" + codec, name, limit);
    }
    want("a2x10_zstd", "a2", 0);
    return out;
}

}  // namespace

int main(int argc, char** argv) {  // NOLINT(bugprone-exception-escape)
    CLI::App app("Times the ranking's kernel against the floor of its decoding, and against rivals.");
    Options options;
    bool no_rival = false;
    app.add_option("--data", options.data, "folder made by bareland_bench_data")->required();
    app.add_option("--rounds", options.rounds, "rounds of floor and kernel in turn");
    app.add_option("--case", options.cases, "only these files, e.g. a2_deflate");
    auto* command = app.add_option("--command", options.command, "the bareland program, to time whole");
    app.add_option("--out", options.out, "an empty folder for the command's outputs")->needs(command);
    app.add_flag("--no-rival", no_rival, "without GDAL's rasterize, which takes long");
    CLI11_PARSE(app, argc, argv);
    options.rival = !no_rival;
    if (!options.command.empty() && options.out.empty()) {
        std::fprintf(stderr, "bareland_bench: --command needs --out\n");
        return 2;
    }
    int code = 0;
    for (const Wanted& wanted : wanted_cases(options))
        code = std::max(code, measure_apart(wanted, options));
    return code;
}
