#include "synthetic/bench_cases.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <stdexcept>

#include "synthetic/files.hpp"
#include "synthetic/random.hpp"

namespace bareland::synthetic {
namespace {

namespace fs = std::filesystem;

std::vector<Blob> scatter_clouds(const Box& box, std::size_t count, double median_radius,
                                 std::uint64_t seed) {
    Random random(seed);
    std::vector<Blob> clouds;
    for (std::size_t i = 0; i < count; ++i) {
        const Point centre{random.uniform(box.min_x, box.max_x), random.uniform(box.min_y, box.max_y)};
        clouds.push_back({centre, random.log_normal(median_radius, 0.4)});
    }
    return clouds;
}

TerrainSpec terrain_over(const Box& box, double cell, std::uint64_t seed) {
    TerrainSpec spec;
    spec.left = box.min_x;
    spec.top = box.max_y;
    spec.cell = cell;
    spec.columns = static_cast<int>(std::lround((box.max_x - box.min_x) / cell));
    spec.rows = static_cast<int>(std::lround((box.max_y - box.min_y) / cell));
    spec.seed = seed;
    // The swath's right edge leans like a polar orbit and cuts a corner off.
    const Point corner{box.max_x - 0.10 * (box.max_x - box.min_x), box.min_y};
    spec.coverage = [corner](const Point& p) { return (corner.x - p.x) * 0.97 + (p.y - corner.y) * 0.24; };
    return spec;
}

BenchCase a2() {
    BenchCase result;
    result.name = "a2";
    result.crs = "EPSG:4548";  // CGCS2000 / 3-degree Gauss-Kruger CM 117E, easting without zone number
    const Box box{455000, 4380000, 495000, 4428000};
    result.units.extent = box;
    result.units.seeds = scatter_seeds(box, 22, 2201);
    result.units.columns = 2400;
    result.units.rows = 2880;
    result.units.warp = 2600;
    result.units.wavelength = 9000;
    result.units.octaves = 9;
    result.units.gain = 0.68;
    result.units.vertices = 82'000;
    result.units.seed = 22;
    result.terrain = terrain_over(box, 2, 2202);
    result.terrain.patches = scatter_patches(box, 0.035, 9000, 2203);
    result.terrain.clouds = scatter_clouds(box, 5, 2200, 2204);
    return result;
}

BenchCase b10() {
    BenchCase result;
    result.name = "b10";
    result.crs = "EPSG:32650";
    const Box box{380000, 4370000, 540000, 4540000};
    result.units.extent = box;
    result.units.seeds = scatter_seeds(box, 350, 3501);
    result.units.columns = 6400;
    result.units.rows = 6800;
    result.units.warp = 2600;
    result.units.wavelength = 9000;
    result.units.octaves = 9;
    result.units.gain = 0.68;
    result.units.vertices = 1'200'000;
    result.units.seed = 350;
    result.terrain = terrain_over(box, 10, 3502);
    result.terrain.patches = scatter_patches(box, 0.03, 15000, 3503);
    result.terrain.clouds = scatter_clouds(box, 20, 4500, 3504);
    return result;
}

std::vector<Row> unit_rows(const PartitionSpec& spec) {
    const std::vector<MultiPolygon> shapes = partition(spec);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        // 99: no province has this code.
        rows.push_back({shapes[i], {fmt::format("9900{:05}000", i + 1), fmt::format("虚构镇{}", i + 1)}});
    }
    return rows;
}

// Writes through `write` into a file beside `path` and renames it, unless `path` is there.
void make_once(const std::string& path, const std::function<void(const std::string&)>& write) {
    if (fs::exists(path)) return;
    const fs::path place(path);
    const std::string partial = (place.parent_path() / ("partial_" + place.filename().string())).string();
    write(partial);
    fs::rename(partial, path);
}

}  // namespace

std::vector<BenchCase> bench_cases() {
    std::vector<BenchCase> cases(3);
    cases[0] = a2();
    cases[1] = b10();
    cases[2].name = "a2x10";
    cases[2].base = "a2";
    cases[2].finer = std::sqrt(10.0) * 1.0005;  // a trifle more than ten times the cells
    return cases;
}

std::vector<std::string> make_bench_case(const BenchCase& bench_case, const std::string& folder) {
    fs::create_directories(folder);
    const auto path = [&](const std::string& name, const char* suffix) {
        return folder + "/" + name + suffix;
    };
    if (!bench_case.base.empty()) {
        for (const BenchCase& base : bench_cases()) {
            if (base.name == bench_case.base) make_bench_case(base, folder);
        }
        const std::string target = path(bench_case.name, "_zstd.tif");
        make_once(target, [&](const std::string& partial) {
            write_finer_raster(path(bench_case.base, "_zstd.tif"), partial, "ZSTD", bench_case.finer);
        });
        return {path(bench_case.base, "_units.gpkg"), target};
    }
    const std::string units = path(bench_case.name, "_units.gpkg");
    make_once(units, [&](const std::string& partial) {
        const std::vector<Column> columns{{"id"}, {"name"}};
        write_geopackage(partial, "units", bench_case.crs, columns, unit_rows(bench_case.units));
    });
    const std::string deflate = path(bench_case.name, "_deflate.tif"),
                      zstd = path(bench_case.name, "_zstd.tif");
    if (!fs::exists(deflate) || !fs::exists(zstd)) {
        // Both at once: making the cells takes longer than compressing them.
        const std::string partial = path("partial_" + bench_case.name, "_deflate.tif");
        make_once(zstd, [&](const std::string& partial_zstd) {
            const std::vector<RasterFile> files{{partial, "DEFLATE"}, {partial_zstd, "ZSTD"}};
            write_rasters(Terrain(bench_case.terrain), bench_case.crs, files);
            fs::rename(partial, deflate);
        });
        make_once(deflate, [&](const std::string& partial_deflate) {
            const std::vector<RasterFile> files{{partial_deflate, "DEFLATE"}};
            write_rasters(Terrain(bench_case.terrain), bench_case.crs, files);
        });
    }
    return {units, deflate, zstd};
}

}  // namespace bareland::synthetic
