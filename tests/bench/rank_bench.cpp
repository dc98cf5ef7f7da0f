// The ranking's heart against its floor and against rivals, on made-up data (bareland_bench_data).
//
// Timed ("kernel"): from polygons in memory in the raster's CRS to sums: cell coordinates, binning, coverage,
// cell areas, decoding, counting. The floor: the same windows decoded by the same source and as many threads,
// nothing done. Both run in this process, in turn, several rounds, workers pinned; the median of the rounds'
// ratios is printed.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <vector>

#include "geo/grid.hpp"
#include "geo/workers.hpp"
#include "geo/zonal.hpp"
#include "layers/raster.hpp"
#include "layers/vector.hpp"

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
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

struct Case {
    RasterInfo raster;
    RasterReading reading;
    std::vector<MultiPolygon> units;
};

struct Run {
    double seconds = 0;
    ZonalSums sums;
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

Run kernel(const Case& c, int threads, const std::function<std::unique_ptr<CellSource>()>& open) {
    const auto start = Clock::now();
    const Affine to_cells = c.raster.grid.cell_to_crs.inverse();
    const Transform same(c.raster.crs, c.raster.crs);
    Borders borders(c.raster.grid.cols, c.raster.grid.rows, c.reading.window_rows);
    for (RegionIndex r = 0; r < c.units.size(); ++r) {
        borders.add(r, transform_borders(c.units[r], same, to_cells, 0.001, "units"));
    }
    const Transform to_geographic(c.raster.crs, Crs::cgcs2000());
    const CellAreas areas(c.raster.grid, c.raster.crs, to_geographic);
    Run run;
    run.sums = zonal_sums(borders, areas, plan_of(c, threads), open);
    run.seconds = seconds_since(start);
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

void measure(const std::string& units_file, const std::string& raster_file, int rounds, double limit) {
    const auto reading_start = Clock::now();
    Case c{.raster = inspect_raster(raster_file, 1, ""), .reading = {}, .units = {}};
    VectorSource source;
    source.file = units_file;
    source.crs_option = "--units-crs";
    PolygonLayer layer = read_polygons(source, {"id"});
    for (Feature& feature : layer.features)
        c.units.push_back(std::move(feature.shape));
    CellValues values;
    values.bare = ValueSet::parse("1", "--bare");
    values.netted = ValueSet::parse("2", "--netted");
    values.unobserved = ValueSet::parse("8,9", "--unobserved");
    c.reading = plan_reading(c.raster, values, {});
    const double reading_seconds = seconds_since(reading_start);
    std::printf("%s\n  %zu units, %zu vertices, %.0f Mpx, windows of %d x %d; reading the units: %.2f s\n",
                raster_file.c_str(), c.units.size(), vertex_count(c.units),
                static_cast<double>(c.raster.grid.cols) * static_cast<double>(c.raster.grid.rows) / 1e6,
                c.reading.window_cols, c.reading.window_rows, reading_seconds);
    const auto strip_count =
        static_cast<std::size_t>((c.raster.grid.rows + c.reading.window_rows - 1) / c.reading.window_rows);
    std::vector<std::vector<CellWindow>> strips(strip_count);
    kernel(c, 1,
           [&] { return std::make_unique<NotingSource>(c.reading.open(), strips, c.reading.window_rows); });
    for (const int threads : {1, 2}) {
        std::vector<double> kernels, floors, ratios;
        for (int round = 0; round < rounds; ++round) {
            const double floor = floor_time(c, threads, strips);
            const Run run = kernel(c, threads, c.reading.open);
            floors.push_back(floor);
            kernels.push_back(run.seconds);
            ratios.push_back(run.seconds / floor);
        }
        const auto [low, high] = std::minmax_element(ratios.begin(), ratios.end());
        std::printf("  %d thread%s: floor %.3f s, kernel %.3f s, ratio %.3f (%.3f to %.3f), limit %.2f%s\n",
                    threads, threads == 1 ? " " : "s", median(floors), median(kernels), median(ratios), *low,
                    *high, limit, median(ratios) <= limit ? "" : "  MISSED");
    }
    std::printf("  peak memory so far: %.0f MB\n", peak_megabytes());
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Times the ranking's kernel against the floor of its decoding.");
    std::string data;
    int rounds = 9;
    std::vector<std::string> cases;
    app.add_option("--data", data, "folder made by bareland_bench_data")->required();
    app.add_option("--rounds", rounds, "rounds of floor and kernel in turn");
    app.add_option("--case", cases, "only these files, e.g. a2_deflate");
    CLI11_PARSE(app, argc, argv);
    try {
        for (const auto& [name, limit] : {std::pair{"a2", 1.25}, {"b10", 1.5}}) {
            for (const char* codec : {"deflate", "zstd"}) {
                const std::string file = std::string(name) + "_" + codec;
                if (!cases.empty() && std::find(cases.begin(), cases.end(), file) == cases.end()) continue;
                measure(data + "/" + name + "_units.gpkg", data + "/" + file + ".tif", rounds, limit);
            }
        }
    } catch (const Error& error) {
        std::fprintf(stderr, "bareland_bench: %s: %s\n", error.code().c_str(), error.what());
        return 1;
    }
    return 0;
}
