// Finding patches against GDALPolygonize, on made-up rasters of 20,000 x 20,000 cells (made once, on disk).
//
// Timed, ours: from the file to all polygons in memory in the raster's CRS, with ground areas, on two
// threads. GDAL's: from the file to polygons in a layer in memory; what is not bare is masked out, so that it
// need not draw the rest. Each run is a process of its own, so that its largest memory is its own; the two
// take turns, and the median of the rounds' ratios is printed. Both must find the same number of pieces.
#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "geo/patches/patches.hpp"
#include "layers/gdal_errors.hpp"
#include "layers/raster.hpp"

namespace {

using namespace bareland;
using Clock = std::chrono::steady_clock;

constexpr int side = 20000;

// `across` x `across` pieces, one to a square of the grid: rows of uneven length about a middle column, so
// that each hangs together.
class Pieces {
  public:
    explicit Pieces(int across) : across_(across), square_(side / across) {}

    std::size_t count() const {
        return static_cast<std::size_t>(across_) * static_cast<std::size_t>(across_);
    }
    void row(int y, std::vector<std::uint8_t>& out) const {
        std::fill(out.begin(), out.end(), std::uint8_t{0});
        const int within = y % square_;
        const int margin = square_ / 10 + 1;
        if (within < margin || within >= square_ - margin) return;
        for (int piece = 0; piece < across_; ++piece) {
            const int middle = piece * square_ + square_ / 2;
            const int most = square_ / 2 - margin;
            const int left = 1 + static_cast<int>(hashed(piece, y, 1) % static_cast<unsigned>(most));
            const int right = 1 + static_cast<int>(hashed(piece, y, 2) % static_cast<unsigned>(most));
            std::fill(out.begin() + middle - left, out.begin() + middle + right, std::uint8_t{1});
        }
    }

  private:
    static unsigned hashed(int piece, int y, unsigned seed) {
        // Rows come in steps of a few cells: land is not noise.
        unsigned h =
            static_cast<unsigned>(piece) * 2654435761U + static_cast<unsigned>(y / 3) * 40503U + seed;
        h ^= h >> 15;
        h *= 2246822519U;
        h ^= h >> 13;
        return h;
    }
    int across_, square_;
};

struct CloseDataset {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, CloseDataset>;

void write_raster(const std::string& file, const Pieces& pieces) {
    use_gdal();
    const char* const options[] = {"TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "COMPRESS=LZW", nullptr};
    const std::string fresh = file + ".part";
    {
        const Dataset out(GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
            fresh.c_str(), side, side, 1, GDT_Byte, const_cast<char**>(options)));
        double transform[] = {400000, 2, 0, 4440000, 0, -2};
        out->SetGeoTransform(transform);
        OGRSpatialReference srs;
        srs.importFromEPSG(32650);
        out->SetSpatialRef(&srs);
        constexpr int at_once = 512;
        std::vector<std::uint8_t> rows(static_cast<std::size_t>(side) * at_once);
        std::vector<std::uint8_t> line(side);
        for (int y = 0; y < side; y += at_once) {
            const int height = std::min(at_once, side - y);
            for (int r = 0; r < height; ++r) {
                pieces.row(y + r, line);
                std::copy(line.begin(), line.end(), rows.begin() + std::ptrdiff_t{r} * side);
            }
            if (out->GetRasterBand(1)->RasterIO(GF_Write, 0, y, side, height, rows.data(), side, height,
                                                GDT_Byte, 0, 0, nullptr) != CE_None)
                throw std::runtime_error("cannot write " + fresh);
        }
    }
    std::filesystem::rename(fresh, file);
}

std::size_t find_ours(const std::string& file, int threads) {
    const RasterInfo raster = inspect_raster(file, 1, "");
    CellValues values;
    values.bare = ValueSet::parse("1", "--bare");
    const RasterReading reading = plan_reading(raster, values, {});
    const Transform to_geographic(raster.crs, Crs::cgcs2000());
    const CellAreas areas(raster.grid, raster.crs, to_geographic);
    const Borders borders(raster.grid.cols, raster.grid.rows, patches::border_rows);
    patches::Plan plan;
    plan.window_rows = reading.window_rows;
    plan.window_cols = reading.window_cols;
    plan.classes = reading.classes;
    plan.threads = threads;
    std::vector<MultiPolygon> found;
    AreaSum area;
    const auto move = [&](Ring& ring) {
        for (Point& p : ring)
            p = raster.grid.cell_to_crs.apply(p);
    };
    patches::find_pieces(borders, areas, plan, reading.open, [&](patches::Piece&& piece) {
        area += piece.area;
        for (Polygon& polygon : piece.shape) {
            move(polygon.outer);
            std::for_each(polygon.holes.begin(), polygon.holes.end(), move);
        }
        found.push_back(std::move(piece.shape));
    });
    if (area == AreaSum{}) throw std::runtime_error("nothing found");
    return found.size();
}

std::size_t find_gdal(const std::string& file) {
    use_gdal();
    const Dataset raster(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER));
    const Dataset memory(
        GetGDALDriverManager()->GetDriverByName("Memory")->Create("", 0, 0, 0, GDT_Unknown, nullptr));
    OGRLayer* layer = memory->CreateLayer("p", nullptr, wkbPolygon, nullptr);
    OGRFieldDefn field("v", OFTInteger);
    layer->CreateField(&field);
    GDALRasterBand* band = raster->GetRasterBand(1);
    if (GDALPolygonize(band, band, layer, 0, nullptr, nullptr, nullptr) != CE_None)
        throw std::runtime_error("GDALPolygonize failed");
    return static_cast<std::size_t>(layer->GetFeatureCount());
}

struct Run {
    double seconds = 0;
    double megabytes = 0;
    std::size_t pieces = 0;
};

// In a process of its own.
Run apart(const std::function<std::size_t()>& work) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    const pid_t child = fork();
    if (child == 0) {
        Run run;
        const auto start = Clock::now();
        run.pieces = work();
        run.seconds = std::chrono::duration<double>(Clock::now() - start).count();
        const bool told = write(ends[1], &run, sizeof run) == static_cast<ssize_t>(sizeof run);
        _exit(told ? 0 : 1);
    }
    close(ends[1]);
    Run run;
    const bool heard = child > 0 && read(ends[0], &run, sizeof run) == static_cast<ssize_t>(sizeof run);
    close(ends[0]);
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    if (!heard || status != 0) throw std::runtime_error("a run failed");
    run.megabytes =
        static_cast<double>(usage.ru_maxrss) / 1024;  // NOLINT(cppcoreguidelines-pro-type-union-access)
    return run;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void measure(const std::string& folder, int across, int rounds, int threads, double limit) {
    const Pieces pieces(across);
    const std::string file = fmt::format("{}/patches_{}.tif", folder, pieces.count());
    if (!std::filesystem::exists(file)) {
        apart([&] {
            write_raster(file, pieces);
            return pieces.count();
        });
    }
    std::vector<double> ratios;
    Run ours, gdal;
    for (int i = 0; i < rounds; ++i) {
        ours = apart([&] { return find_ours(file, threads); });
        gdal = apart([&] { return find_gdal(file); });
        if (ours.pieces != gdal.pieces) throw std::runtime_error("the two find different pieces");
        ratios.push_back(ours.seconds / gdal.seconds);
    }
    const double ratio = median(ratios);
    std::printf(
        "%9zu pieces: bareland %6.2f s, %5.0f MB; GDALPolygonize %6.2f s, %5.0f MB; ratio %.2f "
        "(limit %.1f) %s\n",
        ours.pieces, ours.seconds, ours.megabytes, gdal.seconds, gdal.megabytes, ratio, limit,
        ratio <= limit ? "ok" : "TOO SLOW");
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Finding patches against GDALPolygonize");
    std::string folder = "build/bench-data";
    int rounds = 3, threads = 2;
    app.add_option("--data", folder, "where the rasters are, or are made");
    app.add_option("--rounds", rounds, "of both, in turn");
    app.add_option("--threads", threads, "of bareland");
    CLI11_PARSE(app, argc, argv);
    try {
        std::filesystem::create_directories(folder);
        std::printf("patches of %d x %d cells, %d threads, median of %d rounds\n", side, side, threads,
                    rounds);
        measure(folder, 100, rounds, threads, 0.5);
        measure(folder, 1000, rounds, threads, 0.8);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
