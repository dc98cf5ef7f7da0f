#include "rank_rival.hpp"

#include <fcntl.h>
#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <memory>
#include <stdexcept>

#include "layers/gdal_errors.hpp"

namespace bareland::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::unique_ptr<OGRLinearRing> to_ogr(const Ring& ring) {
    auto out = std::make_unique<OGRLinearRing>();
    out->setNumPoints(static_cast<int>(ring.size()));
    for (std::size_t i = 0; i < ring.size(); ++i)
        out->setPoint(static_cast<int>(i), ring[i].x, ring[i].y);
    return out;
}

std::unique_ptr<OGRMultiPolygon> to_ogr(const MultiPolygon& shape) {
    auto out = std::make_unique<OGRMultiPolygon>();
    for (const Polygon& part : shape) {
        auto polygon = std::make_unique<OGRPolygon>();
        polygon->addRingDirectly(to_ogr(part.outer).release());
        for (const Ring& hole : part.holes)
            polygon->addRingDirectly(to_ogr(hole).release());
        out->addGeometryDirectly(polygon.release());
    }
    return out;
}

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
};
using Dataset = std::unique_ptr<GDALDataset, Close>;

Dataset memory_raster(int cols, int rows, const Affine& cell_to_crs, int row0) {
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("MEM");
    Dataset out(driver->Create("", cols, rows, 1, GDT_UInt16, nullptr));
    const Point corner = cell_to_crs.apply({0, static_cast<double>(row0)});
    std::array<double, 6> transform = {corner.x, cell_to_crs.b, cell_to_crs.c,
                                       corner.y, cell_to_crs.e, cell_to_crs.f};
    out->SetGeoTransform(transform.data());
    return out;
}

}  // namespace

double rasterize_and_count(const RasterInfo& raster, const std::vector<MultiPolygon>& units, int strip_rows) {
    use_gdal();
    std::vector<std::unique_ptr<OGRMultiPolygon>> shapes;
    std::vector<Box> boxes;  // in cells
    const Affine to_cells = raster.grid.cell_to_crs.inverse();
    for (const MultiPolygon& unit : units) {
        shapes.push_back(to_ogr(unit));
        const Box box = box_of(unit);
        Box& cells = boxes.emplace_back();
        cells.add(to_cells.apply({box.min_x, box.min_y}));
        cells.add(to_cells.apply({box.max_x, box.max_y}));
    }
    const auto start = Clock::now();
    const Dataset source(GDALDataset::Open(raster.file.c_str(), GDAL_OF_RASTER));
    if (source == nullptr) throw std::runtime_error("cannot open " + raster.file);
    const int cols = static_cast<int>(raster.grid.cols);
    const int rows = static_cast<int>(raster.grid.rows);
    std::vector<std::array<std::uint64_t, 256>> counts(units.size() + 1);
    std::vector<std::uint8_t> cells(static_cast<std::size_t>(cols) * static_cast<std::size_t>(strip_rows));
    for (int row0 = 0; row0 < rows; row0 += strip_rows) {
        const int height = std::min(strip_rows, rows - row0);
        const Dataset strip = memory_raster(cols, height, raster.grid.cell_to_crs, row0);
        std::vector<OGRGeometryH> burnt;
        std::vector<double> values;
        for (std::size_t u = 0; u < units.size(); ++u) {
            if (boxes[u].max_y < row0 || boxes[u].min_y > row0 + height) continue;
            burnt.push_back(OGRGeometry::ToHandle(shapes[u].get()));
            values.push_back(static_cast<double>(u + 1));
        }
        int band = 1;
        if (GDALRasterizeGeometries(GDALDataset::ToHandle(strip.get()), 1, &band,
                                    static_cast<int>(burnt.size()), burnt.data(), nullptr, nullptr,
                                    values.data(), nullptr, nullptr, nullptr) != CE_None ||
            source->GetRasterBand(raster.band)
                    ->RasterIO(GF_Read, 0, row0, cols, height, cells.data(), cols, height, GDT_Byte, 0, 0,
                               nullptr) != CE_None) {
            throw std::runtime_error("the rival failed");
        }
        std::vector<std::uint16_t> line(static_cast<std::size_t>(cols));
        for (int r = 0; r < height; ++r) {
            if (strip->GetRasterBand(1)->RasterIO(GF_Read, 0, r, cols, 1, line.data(), cols, 1, GDT_UInt16, 0,
                                                  0, nullptr) != CE_None) {
                throw std::runtime_error("the rival failed");
            }
            const std::uint8_t* values_of_row =
                cells.data() + static_cast<std::size_t>(r) * static_cast<std::size_t>(cols);
            for (std::size_t c = 0; c < line.size(); ++c)
                ++counts[line[c]][values_of_row[c]];
        }
    }
    const double seconds = seconds_since(start);
    std::uint64_t all = 0;
    for (const auto& of_unit : counts) {
        for (const std::uint64_t n : of_unit)
            all += n;
    }
    if (all != static_cast<std::uint64_t>(cols) * static_cast<std::uint64_t>(rows))
        throw std::runtime_error("the rival lost cells");
    return seconds;
}

Command run_command(const std::vector<std::string>& words) {
    std::vector<char*> argv;
    for (const std::string& word : words)
        argv.push_back(const_cast<char*>(word.c_str()));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    argv.push_back(nullptr);
    const auto start = Clock::now();
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execvp(argv[0], argv.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) < 0) throw std::runtime_error("cannot run " + words[0]);
    return {seconds_since(start),
            static_cast<double>(usage.ru_maxrss) / 1024,  // NOLINT(cppcoreguidelines-pro-type-union-access)
            WIFEXITED(status) ? WEXITSTATUS(status) : 128};
}

}  // namespace bareland::bench
