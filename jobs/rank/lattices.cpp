#include "jobs/rank/lattices.hpp"

#include <algorithm>
#include <tuple>

#include "geo/grid.hpp"
#include "geo/messages.hpp"
#include "geo/overlay.hpp"

namespace bareland::rank {
namespace {

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

bool by_place(const Lattice& a, const Lattice& b) {
    const auto key = [](const Lattice& lattice) {
        const Affine& g = lattice.grid.cell_to_crs;
        return std::tie(lattice.crs.wkt(), g.a, g.b, g.c, g.d, g.e, g.f);
    };
    return key(a) < key(b);
}

Point centre_on_earth(const MultiPolygon& shape, const Crs& crs) {
    const Box box = box_of(shape);
    Point centre{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    Transform(crs, Crs::cgcs2000()).apply({&centre, 1});
    return centre;
}

}  // namespace

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

bool any_meets(const Targets& targets, const Grid& grid, const GridOffset& offset) {
    const Box raster{static_cast<double>(offset.col), static_cast<double>(offset.row),
                     static_cast<double>(offset.col + grid.cols),
                     static_cast<double>(offset.row + grid.rows)};
    for (const auto& shapes : targets.shapes) {
        if (raster.meets(box_of(shapes[0]))) return true;
    }
    return false;
}

void throw_apart(const Inputs& inputs) {
    MultiPolygon units;
    for (const UnitInput& unit : inputs.units)
        units.insert(units.end(), unit.shape.begin(), unit.shape.end());
    const Point r = centre_on_earth(outline(inputs.rasters.front()), inputs.rasters.front().crs);
    const Point u = centre_on_earth(units, inputs.units_crs);
    const auto degrees = [](double value) { return fmt::format("{:.4f}", value); };
    throw Error(messages::rasters_units_apart, degrees(r.x), degrees(r.y), degrees(u.x), degrees(u.y));
}

}  // namespace bareland::rank
