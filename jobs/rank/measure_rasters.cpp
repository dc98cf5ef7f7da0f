#include <algorithm>
#include <atomic>
#include <tuple>

#include "geo/grid.hpp"
#include "geo/messages.hpp"
#include "geo/overlay.hpp"
#include "jobs/rank/measure.hpp"

namespace bareland::rank {
namespace {

constexpr double border_tolerance_cells = 0.001;  // a tenth of what is promised (0.01 cell)

// Rasters on one lattice (the tiles of a mosaic): their targets are made once, in the cells of the tile that
// comes first by place, so that the order of the files does not change a bit.
struct Lattice {
    Grid grid;  // of that tile
    Crs crs;
    std::vector<std::size_t> rasters;  // ascending
    std::vector<GridOffset> offsets;   // of each in that tile's cells
};

void anchor_at_first_place(Lattice& lattice, const std::vector<RasterInfo>& rasters) {
    const auto before = [](const GridOffset& a, const GridOffset& b) {
        return std::tie(a.row, a.col) < std::tie(b.row, b.col);
    };
    const auto first = std::min_element(lattice.offsets.begin(), lattice.offsets.end(), before);
    const GridOffset origin = *first;
    lattice.grid = rasters[lattice.rasters[static_cast<std::size_t>(first - lattice.offsets.begin())]].grid;
    for (GridOffset& offset : lattice.offsets) {
        offset.col -= origin.col;
        offset.row -= origin.row;
    }
}

// An order of lattices that depends on where they are alone: the areas of zones are measured on the first
// that meets them.
bool by_place(const Lattice& a, const Lattice& b) {
    const auto key = [](const Lattice& lattice) {
        const Affine& g = lattice.grid.cell_to_crs;
        return std::tie(lattice.crs.wkt(), g.a, g.b, g.c, g.d, g.e, g.f);
    };
    return key(a) < key(b);
}

std::vector<Lattice> group_by_lattice(const std::vector<RasterInfo>& rasters) {
    std::vector<Lattice> out;
    for (std::size_t k = 0; k < rasters.size(); ++k) {
        bool placed = false;
        for (Lattice& lattice : out) {
            if (!lattice.crs.equivalent(rasters[k].crs)) continue;
            const auto offset = lattice_offset(lattice.grid, rasters[k].grid);
            if (!offset) continue;
            lattice.rasters.push_back(k);
            lattice.offsets.push_back(*offset);
            placed = true;
            break;
        }
        if (!placed) out.push_back({rasters[k].grid, rasters[k].crs, {k}, {{0, 0}}});
    }
    for (Lattice& lattice : out)
        anchor_at_first_place(lattice, rasters);
    std::sort(out.begin(), out.end(), by_place);
    return out;
}

MultiPolygon outline(const RasterInfo& raster) {
    const auto w = static_cast<double>(raster.grid.cols);
    const auto h = static_cast<double>(raster.grid.rows);
    Ring ring;
    for (const Point& p : {Point{0, 0}, {w, 0}, {w, h}, {0, h}, {0, 0}}) {
        ring.push_back(raster.grid.cell_to_crs.apply(p));
    }
    return {{ring, {}}};
}

// What an earlier raster on another lattice has observed of this one's ground, in this one's cell plane.
MultiPolygon footprint_of(const RasterInfo& earlier, const CellValues& values, const RasterInfo& raster) {
    const Transform there(raster.crs, earlier.crs);
    const MultiPolygon ours_there = transform_borders(
        outline(raster), there, earlier.grid.cell_to_crs.inverse(), border_tolerance_cells, raster.file);
    MultiPolygon pieces = observed_footprint(earlier, values, box_of(ours_there));
    if (pieces.empty()) return {};
    // One piece first, on whole cell corners and so without rounding; only then into the other plane.
    std::vector<MultiPolygon> each;
    for (Polygon& piece : pieces)
        each.push_back({std::move(piece)});
    MultiPolygon footprint = overlay::dissolve(each);
    const auto on_earth = [&](Ring& ring) {
        for (Point& p : ring)
            p = earlier.grid.cell_to_crs.apply(p);
    };
    for (Polygon& polygon : footprint) {
        on_earth(polygon.outer);
        for (Ring& hole : polygon.holes)
            on_earth(hole);
    }
    const Transform here(earlier.crs, raster.crs);
    return transform_borders(footprint, here, raster.grid.cell_to_crs.inverse(), border_tolerance_cells,
                             earlier.file);
}

MultiPolygon shifted(MultiPolygon shape, const GridOffset& offset) {
    if (offset.col == 0 && offset.row == 0) return shape;
    const auto dx = static_cast<double>(offset.col);
    const auto dy = static_cast<double>(offset.row);
    const auto shift = [&](Ring& ring) {
        for (Point& p : ring)
            p = {p.x - dx, p.y - dy};
    };
    for (Polygon& polygon : shape) {
        shift(polygon.outer);
        for (Ring& hole : polygon.holes)
            shift(hole);
    }
    return shape;
}

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
            areas.push_back({background, &here.shapes[t][0], !target.overlap});
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

bool any_meets(const Targets& targets, const Grid& grid, const GridOffset& offset) {
    const Box raster{static_cast<double>(offset.col), static_cast<double>(offset.row),
                     static_cast<double>(offset.col + grid.cols),
                     static_cast<double>(offset.row + grid.rows)};
    for (const auto& shapes : targets.shapes) {
        if (raster.meets(box_of(shapes[0]))) return true;
    }
    return false;
}

Point centre_on_earth(const MultiPolygon& shape, const Crs& crs) {
    const Box box = box_of(shape);
    Point centre{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    Transform(crs, Crs::cgcs2000()).apply({&centre, 1});
    return centre;
}

[[noreturn]] void throw_apart(const Inputs& inputs) {
    MultiPolygon units;
    for (const UnitInput& unit : inputs.units)
        units.insert(units.end(), unit.shape.begin(), unit.shape.end());
    const Point r = centre_on_earth(outline(inputs.rasters.front()), inputs.rasters.front().crs);
    const Point u = centre_on_earth(units, inputs.units_crs);
    const auto degrees = [](double value) { return fmt::format("{:.4f}", value); };
    throw Error(messages::rasters_units_apart, degrees(r.x), degrees(r.y), degrees(u.x), degrees(u.y));
}

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
