// Sums of ground area over regions and classes of cells.
//
// Guarantees:
//  - For each region: sum over cells of share x ground area, for all cells, unobserved ones, bare ones and
//    netted ones, with exact shares (geo/coverage.hpp) and true cell areas (geo/grid.hpp).
//  - Every window of cells that a region touches is read once; with `whole_raster` every window is.
//  - Sums are integers: within a window exact products of shares and areas (geo/grid.hpp: quanta), across
//    windows multiples of 2^-40 m2. Any number of threads and any order of borders give the same bits.
//  - Memory: the borders, plus a window and a strip's state per thread; it does not grow with the raster.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "geo/classify.hpp"
#include "geo/coverage.hpp"
#include "geo/grid.hpp"

namespace bareland {

// Exact sum of areas: an integer number of 2^-40 m2, so that addition is associative.
class AreaSum {
  public:
    void add(double square_metres);
    AreaSum& operator+=(const AreaSum& other);
    AreaSum& operator-=(const AreaSum& other);
    friend AreaSum operator+(AreaSum a, const AreaSum& b) { return a += b; }
    friend AreaSum operator-(AreaSum a, const AreaSum& b) { return a -= b; }
    double square_metres() const;
    bool operator==(const AreaSum&) const = default;

    __extension__ using Integer = __int128;
    // Adds value x 2^exponent x 2^-40 m2, rounded to the sum's unit; exponent <= 0.
    void add_scaled(Integer value, int exponent);

  private:
    Integer value_ = 0;
};

// A window of the grid's cells as bytes.
struct CellWindow {
    std::int64_t row0 = 0, col0 = 0;
    int rows = 0, cols = 0;
};
struct CellBytes {
    const std::uint8_t* first = nullptr;
    std::ptrdiff_t stride = 0;  // bytes from one row to the next
};

// Delivers windows; one object a thread. Windows asked for are aligned to `ZonalPlan::window_*`.
class CellSource {
  public:
    CellSource() = default;
    CellSource(const CellSource&) = delete;
    CellSource& operator=(const CellSource&) = delete;
    virtual ~CellSource() = default;
    // Valid until the next call. Throws Error when the window cannot be read.
    virtual CellBytes read(const CellWindow& window) = 0;
};

struct RegionSums {
    AreaSum covered;  // all cells, observed or not
    AreaSum unobserved;
    AreaSum bare;    // observed cells of class bare
    AreaSum netted;  // observed cells of class netted
    RegionSums& operator+=(const RegionSums& other);
    RegionSums& operator-=(const RegionSums& other);
    AreaSum observed() const { return covered - unobserved; }
};

struct ZonalPlan {
    int window_rows = 256;  // how the source likes to be read; strips are this high
    int window_cols = 256;
    CellClasses classes;
    std::size_t regions = 0;
    // Region that covers the whole grid where no border says otherwise (the "outside units" region), or
    // no_region.
    RegionIndex background = no_region;
    bool whole_raster = false;  // also sum the raster itself
    int threads = 1;
    bool wide = true;                  // use wide instructions where there are any
    bool pin_threads = false;          // each worker to a processor of its own (benchmarks)
    std::function<void()> strip_done;  // called from workers after each strip; may be empty
    std::function<bool()> stop;        // polled; true abandons the work; may be empty
};

struct ZonalSums {
    std::vector<RegionSums> regions;
    RegionSums raster;  // with whole_raster
    std::uint64_t windows_read = 0;
    bool stopped = false;
};

// `open` is called once by each worker, on its own thread. The first exception of a worker is rethrown.
ZonalSums zonal_sums(const Borders& borders, const CellAreas& areas, const ZonalPlan& plan,
                     const std::function<std::unique_ptr<CellSource>()>& open);

}  // namespace bareland
