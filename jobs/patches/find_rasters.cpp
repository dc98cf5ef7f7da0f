#include <algorithm>
#include <atomic>
#include <deque>
#include <utility>

#include "geo/overlay.hpp"
#include "geo/workers.hpp"
#include "jobs/patches/find.hpp"
#include "jobs/patches/outline.hpp"
#include "jobs/rank/lattices.hpp"
#include "layers/raster_mosaic.hpp"

namespace bareland::patches {
namespace {

using rank::Lattice;

constexpr double shape_tolerance_m = 0.001;  // of shapes that have to change their CRS
constexpr double metres_per_degree = 111e3;

// All rasters of a lattice as one grid.
struct Mosaic {
    Grid grid;
    Crs crs;
    std::vector<MosaicTile> tiles;     // in the order given: the first one wins
    std::vector<std::size_t> rasters;  // indices of the tiles' rasters
};

Mosaic mosaic_of(const Lattice& lattice, const std::vector<RasterInfo>& rasters) {
    Mosaic out{lattice.grid, lattice.crs, {}, lattice.rasters};
    std::int64_t first_col = 0, first_row = 0, end_col = 0, end_row = 0;
    for (std::size_t i = 0; i < lattice.rasters.size(); ++i) {
        const GridOffset& at = lattice.offsets[i];
        const Grid& grid = rasters[lattice.rasters[i]].grid;
        first_col = std::min(first_col, at.col);
        first_row = std::min(first_row, at.row);
        end_col = std::max(end_col, at.col + grid.cols);
        end_row = std::max(end_row, at.row + grid.rows);
    }
    for (std::size_t i = 0; i < lattice.rasters.size(); ++i) {
        const GridOffset& at = lattice.offsets[i];
        out.tiles.push_back({rasters[lattice.rasters[i]], {at.col - first_col, at.row - first_row}});
    }
    Affine& g = out.grid.cell_to_crs;
    const Point origin = g.apply({static_cast<double>(first_col), static_cast<double>(first_row)});
    g.a = origin.x;
    g.d = origin.y;
    out.grid.cols = end_col - first_col;
    out.grid.rows = end_row - first_row;
    return out;
}

RasterReading reading_of(const Mosaic& mosaic, const CellValues& values) {
    if (mosaic.tiles.size() == 1) return plan_reading(mosaic.tiles.front().raster, values, {});
    return plan_mosaic(mosaic.tiles, values, mosaic.grid.cols, mosaic.grid.rows);
}

// Where a raster of another lattice counts, in the mosaic's cells: what such rasters that come before a tile
// have observed of it, less what the tiles before it have observed.
MultiPolygon elsewhere_in(const Mosaic& mosaic, const rank::Inputs& inputs) {
    std::vector<MultiPolygon> out;
    for (std::size_t i = 0; i < mosaic.tiles.size(); ++i) {
        const MosaicTile& tile = mosaic.tiles[i];
        std::vector<MultiPolygon> before;
        for (std::size_t j = 0; j < mosaic.rasters[i]; ++j) {
            if (std::find(mosaic.rasters.begin(), mosaic.rasters.end(), j) != mosaic.rasters.end()) continue;
            MultiPolygon one = rank::footprint_of(inputs.rasters[j], inputs.values, tile.raster);
            if (!one.empty()) before.push_back(std::move(one));
        }
        if (before.empty()) continue;
        const auto w = static_cast<double>(tile.raster.grid.cols);
        const auto h = static_cast<double>(tile.raster.grid.rows);
        const MultiPolygon frame{{{{0, 0}, {w, 0}, {w, h}, {0, h}, {0, 0}}, {}}};
        MultiPolygon here = overlay::intersection(overlay::dissolve(before), frame);
        here = rank::shifted(std::move(here), {-tile.offset.col, -tile.offset.row});
        for (std::size_t k = 0; k < i && !here.empty(); ++k) {
            const MosaicTile& earlier = mosaic.tiles[k];
            const MultiPolygon wanted = rank::shifted(here, earlier.offset);
            std::vector<MultiPolygon> observed;
            for (Polygon& piece : observed_footprint(earlier.raster, inputs.values, box_of(wanted)))
                observed.push_back({std::move(piece)});
            if (observed.empty()) continue;
            const MultiPolygon taken =
                rank::shifted(overlay::dissolve(observed), {-earlier.offset.col, -earlier.offset.row});
            here = overlay::difference(here, taken);
        }
        if (!here.empty()) out.push_back(std::move(here));
    }
    return overlay::dissolve(out);
}

// A piece whose shape is wanted.
struct Found {
    Patch patch;
    Point corner;  // its first cell's, in cells; then longitude and latitude
    bool listed = true;
    bool cut = false;  // part of it counts elsewhere
};

// The pieces of one lattice.
class LatticeRun {
  public:
    LatticeRun(const rank::Inputs& inputs, const FindOptions& options, const Lattice& lattice)
        : inputs_(inputs),
          options_(options),
          mosaic_(mosaic_of(lattice, inputs.rasters)),
          reading_(reading_of(mosaic_, inputs.values)),
          outline_(mosaic_.grid.cell_to_crs, Transform(mosaic_.crs, Crs::cgcs2000())) {}

    std::size_t strips() const {
        return static_cast<std::size_t>((mosaic_.grid.rows + reading_.window_rows - 1) /
                                        reading_.window_rows);
    }
    const Crs& crs() const { return mosaic_.crs; }

    // False: no unit meets a raster.
    bool find(const std::function<void()>& strip_done, Gather& gather, const Crs& out, Result& result,
              std::vector<Listed>& listed) {
        const rank::Plane plane{mosaic_.crs, mosaic_.grid.cell_to_crs.inverse(),
                                rank::border_tolerance_cells};
        const Regions regions(inputs_, plane, elsewhere_in(mosaic_, inputs_));
        find(regions, strip_done, gather);
        finish(regions.elsewhere(), out);
        for (Found& found : found_) {
            if (found.listed) {
                listed.push_back({std::move(found.patch), found.corner});
            } else {
                result.small_pieces.push_back({found.patch.status, std::move(found.patch.shape)});
            }
        }
        result.simplified_m2 += simplified_m2_;
        return std::any_of(mosaic_.tiles.begin(), mosaic_.tiles.end(), [&](const MosaicTile& tile) {
            return rank::any_meets(regions.targets(), tile.raster.grid, tile.offset);
        });
    }

  private:
    void find(const Regions& regions, const std::function<void()>& strip_done, Gather& gather) {
        Borders borders(mosaic_.grid.cols, mosaic_.grid.rows, border_rows);
        borders.add(regions.borders(), options_.threads);
        Plan plan;
        plan.window_rows = reading_.window_rows;
        plan.window_cols = reading_.window_cols;
        plan.classes = reading_.classes;
        plan.connect = options_.connect;
        plan.regions = regions.size();
        plan.shapes_from_m2 = options_.small_shapes ? 0 : options_.min_patch_m2;
        plan.threads = options_.threads;
        plan.strip_done = strip_done;
        const CellAreas areas(mosaic_.grid, mosaic_.crs, outline_.to_geographic());
        find_pieces(borders, areas, plan, reading_.open, [&](Piece&& piece) {
            const Split split = regions.split(piece);
            const RegionSums& counted = split.all[0];
            if (counted.bare + counted.netted == AreaSum{}) return;  // all of it counts elsewhere
            const bool listed = gather.add(piece.of, split);
            if (!listed && !options_.small_shapes) return;
            Found& found = found_.emplace_back();
            found.listed = listed;
            found.corner = {static_cast<double>(piece.first_col), static_cast<double>(piece.first_row)};
            found.cut = split.elsewhere != AreaSum{};
            found.patch.of = piece.of;
            found.patch.shape = std::move(piece.shape);
            describe(split, inputs_, found.patch);
        });
    }

    // From shapes along cell edges to shapes as they are written.
    void finish(const MultiPolygon& elsewhere, const Crs& out) {
        const Transform into(mosaic_.crs, out);
        each_found(
            [&](Found& found, const Outline& outline, const Transform&, double&) {
                found.patch.perimeter_m = outline.perimeter(found.patch.shape);
                found.corner = outline.on_earth(found.corner);
            },
            into);
        std::vector<MultiPolygon> exact;
        if (options_.simplify_m > 0) {
            std::vector<MultiPolygon*> shapes;
            for (Found& found : found_) {
                exact.push_back(found.patch.shape);
                shapes.push_back(&found.patch.shape);
            }
            const Point middle{static_cast<double>(mosaic_.grid.cols) / 2,
                               static_cast<double>(mosaic_.grid.rows) / 2};
            simplify(shapes, outline_.metric(middle), options_.simplify_m);
        }
        std::unique_ptr<overlay::Clipper> clipper;
        if (!elsewhere.empty()) clipper = std::make_unique<overlay::Clipper>(elsewhere);
        const double tolerance =
            out.is_geographic() ? shape_tolerance_m / metres_per_degree : shape_tolerance_m;
        each_found(
            [&](Found& found, const Outline& outline, const Transform& to_out, double& moved) {
                Patch& patch = found.patch;
                if (found.cut) {
                    patch.shape = clipper->difference(patch.shape);
                    patch.perimeter_m = outline.perimeter(patch.shape);
                }
                if (!exact.empty()) {
                    MultiPolygon& before = exact[static_cast<std::size_t>(&found - found_.data())];
                    if (found.cut) before = clipper->difference(before);
                    if (before != patch.shape) {
                        patch.simplified_change_m2 = outline.area(patch.shape) - outline.area(before);
                        moved += outline.area(overlay::difference(patch.shape, before)) +
                                 outline.area(overlay::difference(before, patch.shape));
                    }
                }
                if (patch.shape.empty()) return;
                patch.place = outline.place(patch.shape);
                patch.shape = outline.in_crs(patch.shape);
                if (!to_out.identity())
                    patch.shape = transform_borders(patch.shape, to_out, {}, tolerance, "raster");
                patch.shape = overlay::canonical(patch.shape);
            },
            into);
    }

    // On all threads; `moved` adds up to simplified_m2_ in the order of the pieces.
    template <class Body>
    void each_found(const Body& body, const Transform& into) {
        constexpr std::size_t at_once = 64;
        const std::size_t batches = (found_.size() + at_once - 1) / at_once;
        std::vector<double> moved(batches, 0);
        run_workers(options_.threads, batches, false, [&](int, const std::function<std::size_t()>& next) {
            const Outline outline = outline_.clone();
            const Transform into_crs = into.clone();
            for (std::size_t b = next(); b < batches; b = next()) {
                for (std::size_t i = b * at_once; i < std::min(found_.size(), (b + 1) * at_once); ++i)
                    body(found_[i], outline, into_crs, moved[b]);
            }
        });
        for (const double one : moved)
            simplified_m2_ += one;
    }

    const rank::Inputs& inputs_;
    const FindOptions& options_;
    Mosaic mosaic_;
    RasterReading reading_;
    Outline outline_;  // in cells
    std::vector<Found> found_;
    double simplified_m2_ = 0;
};

}  // namespace

std::vector<Listed> find_in_rasters(const rank::Inputs& inputs, const FindOptions& options, Gather& gather,
                                    Result& result) {
    std::deque<LatticeRun> runs;
    std::size_t strips = 0;
    for (const Lattice& lattice : rank::group_by_lattice(inputs.rasters)) {
        runs.emplace_back(inputs, options, lattice);
        strips += runs.back().strips();
    }
    // Shapes of several CRSs have one in common.
    const bool one_crs = std::all_of(runs.begin(), runs.end(), [&](const LatticeRun& run) {
        return run.crs().equivalent(runs.front().crs());
    });
    result.crs = one_crs ? runs.front().crs() : Crs::cgcs2000();
    std::atomic<std::size_t> done{0};
    const auto strip_done = [&] {
        const std::size_t now = done.fetch_add(1) + 1;
        if (options.progress) options.progress(now, strips);
    };
    bool met = false;
    std::vector<Listed> listed;
    for (LatticeRun& run : runs)
        met = run.find(strip_done, gather, result.crs, result, listed) || met;
    if (!met) rank::throw_apart(inputs);
    return listed;
}

}  // namespace bareland::patches
