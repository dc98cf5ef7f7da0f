#include <algorithm>
#include <atomic>
#include <tuple>

#include "geo/grid.hpp"
#include "geo/messages.hpp"
#include "geo/overlay.hpp"
#include "jobs/rank/lattices.hpp"
#include "jobs/rank/measure.hpp"

namespace bareland::rank {
namespace {

// One raster's contribution.
class RasterRun {
  public:
    RasterRun(const Inputs& inputs, const MeasureOptions& options, std::size_t raster)
        : inputs_(inputs), options_(options), raster_(inputs.rasters[raster]) {
        for (std::size_t j = 0; j < raster; ++j) {
            const RasterInfo& other = inputs.rasters[j];
            const auto offset = raster_.crs.equivalent(other.crs) ? lattice_offset(raster_.grid, other.grid)
                                                                  : std::optional<GridOffset>{};
            if (offset && overlaps(*offset, other)) earlier_.push_back({other, *offset});
            if (!offset) unlike_.push_back(j);
        }
        reading_ = plan_reading(raster_, inputs.values, earlier_);
    }

    std::size_t strips() const {
        return static_cast<std::size_t>((raster_.grid.rows + reading_.window_rows - 1) /
                                        reading_.window_rows);
    }

    // `targets` are in the cell plane of the lattice, where this raster starts at `offset`.
    void measure(const Targets& targets, const GridOffset& offset, const std::function<void()>& strip_done,
                 Measurement& into) {
        std::vector<MultiPolygon> footprints;
        for (const std::size_t j : unlike_) {
            MultiPolygon one = footprint_of(inputs_.rasters[j], inputs_.values, raster_);
            if (!one.empty()) footprints.push_back(std::move(one));
        }
        const MultiPolygon footprint = overlay::dissolve(footprints);
        // Targets that nothing is cut out of need no copy: the borders place them.
        const bool uncut = footprint.empty();
        const Affine to_cells{-static_cast<double>(offset.col), 1, 0, -static_cast<double>(offset.row), 0, 1};
        const Targets cut = uncut ? Targets{} : place(targets, offset, footprint);
        const Targets& here = uncut ? targets : cut;
        Borders borders(raster_.grid.cols, raster_.grid.rows, reading_.window_rows,
                        uncut ? to_cells : Affine{});
        const std::size_t count = here.targets.size();
        const auto background = static_cast<RegionIndex>(count * parts);
        const RegionIndex elsewhere = background + 1;  // what earlier rasters have observed
        add_borders(here, footprint, background, elsewhere, borders);

        ZonalPlan plan;
        plan.window_rows = reading_.window_rows;
        plan.window_cols = reading_.window_cols;
        plan.classes = reading_.classes;
        plan.regions = count * parts + 2;
        plan.background = options_.whole_raster ? background : no_region;
        plan.whole_raster = options_.whole_raster;
        plan.threads = options_.threads;
        plan.strip_done = strip_done;
        plan.stop = options_.stop;
        const Transform to_geographic(raster_.crs, Crs::cgcs2000());
        const CellAreas areas(raster_.grid, raster_.crs, to_geographic);
        const ZonalSums sums = zonal_sums(borders, areas, plan, reading_.open);
        for (std::size_t t = 0; t < count; ++t) {
            Measured& measured = into.targets[here.targets[t]];
            for (std::size_t p = 0; p < parts; ++p)
                measured.sums[p] += sums.regions[t * parts + p];
            if (!measured.area) measured.area = here.area[t];
        }
        if (!options_.whole_raster) return;
        into.whole = true;
        into.whole_bare += sums.raster.bare + sums.raster.netted;
        into.whole_bare -= sums.regions[elsewhere].bare + sums.regions[elsewhere].netted;
        into.outside_bare += sums.regions[background].bare + sums.regions[background].netted;
    }

  private:
    bool overlaps(const GridOffset& offset, const RasterInfo& other) const {
        return offset.col < raster_.grid.cols && offset.row < raster_.grid.rows &&
               offset.col + other.grid.cols > 0 && offset.row + other.grid.rows > 0;
    }

    static Targets place(const Targets& targets, const GridOffset& offset, const MultiPolygon& footprint) {
        Targets here = targets;
        for (auto& shapes : here.shapes) {
            for (MultiPolygon& shape : shapes)
                shape = shifted(std::move(shape), offset);
        }
        return without(here, footprint);
    }

    void add_borders(const Targets& here, const MultiPolygon& footprint, RegionIndex background,
                     RegionIndex elsewhere, Borders& borders) const {
        std::vector<Borders::Area> areas;
        for (std::size_t t = 0; t < here.targets.size(); ++t) {
            for (std::size_t p = 0; p < parts; ++p)
                areas.push_back({static_cast<RegionIndex>(t * parts + p), &here.shapes[t][p]});
            const Target& target = here.targets[t];
            if (!options_.whole_raster || target.zone || inputs_.units[target.unit].overlay) continue;
            // Outside = everything - units + what units overlap.
            areas.push_back({background, here.shapes[t].data(), !target.overlap});
        }
        if (options_.whole_raster) {
            areas.push_back({background, &footprint, true});
            areas.push_back({elsewhere, &footprint});
        }
        borders.add(areas, options_.threads);
    }

    const Inputs& inputs_;
    const MeasureOptions& options_;
    const RasterInfo& raster_;
    std::vector<EarlierRaster> earlier_;  // on the same lattice, overlapping
    std::vector<std::size_t> unlike_;     // on other lattices
    RasterReading reading_;
};

}  // namespace

Measurement measure_rasters(const Inputs& inputs, const MeasureOptions& options) {
    Measurement out;
    std::vector<RasterRun> runs;
    std::size_t strips = 0;
    for (std::size_t k = 0; k < inputs.rasters.size(); ++k) {
        runs.emplace_back(inputs, options, k);
        strips += runs.back().strips();
    }
    std::atomic<std::size_t> done{0};
    const auto strip_done = [&] {
        const std::size_t now = done.fetch_add(1) + 1;
        if (options.progress) options.progress(now, strips);
    };
    bool met = false;
    for (const Lattice& lattice : group_by_lattice(inputs.rasters)) {
        const Plane plane{lattice.crs, lattice.grid.cell_to_crs.inverse(), border_tolerance_cells};
        const Targets targets = make_targets(inputs, plane);
        for (std::size_t i = 0; i < lattice.rasters.size(); ++i) {
            const std::size_t k = lattice.rasters[i];
            met = met || any_meets(targets, inputs.rasters[k].grid, lattice.offsets[i]);
            runs[k].measure(targets, lattice.offsets[i], strip_done, out);
        }
    }
    if (!met) throw_apart(inputs);
    return out;
}

}  // namespace bareland::rank
