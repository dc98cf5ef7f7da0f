#include "geo/overlay.hpp"
#include "jobs/rank/measure.hpp"

namespace bareland::rank {
namespace {

constexpr double border_tolerance_m = 0.001;
constexpr double metres_per_degree = 111e3;

std::vector<MultiPolygon> transformed(const std::vector<MultiPolygon>& shapes, const Transform& transform,
                                      const Plane& plane) {
    std::vector<MultiPolygon> out;
    for (const MultiPolygon& shape : shapes) {
        out.push_back(transform_borders(shape, transform, plane.after, plane.tolerance, "patches"));
    }
    return out;
}

// Dissolved patches of one class, asked for their ground area inside a shape.
class PatchClass {
  public:
    PatchClass(MultiPolygon shape, const Transform& to_geographic)
        : shape_(std::move(shape)), box_(box_of(shape_)), clipper_(shape_), to_geographic_(to_geographic) {}

    double inside(const MultiPolygon& where) const {
        if (shape_.empty() || where.empty() || !box_.meets(box_of(where))) return 0;
        return ground_area(clipper_.intersection(where), to_geographic_);
    }
    double outside(const MultiPolygon& where) const {
        if (shape_.empty()) return 0;
        return ground_area(overlay::difference(shape_, where), to_geographic_);
    }
    double all() const { return shape_.empty() ? 0 : ground_area(shape_, to_geographic_); }

  private:
    MultiPolygon shape_;
    Box box_;
    overlay::Clipper clipper_;
    const Transform& to_geographic_;
};

}  // namespace

Measurement measure_patches(const Inputs& inputs, const MeasureOptions& options) {
    const PatchInput& patches = *inputs.patches;
    const double tolerance =
        patches.crs.is_geographic() ? border_tolerance_m / metres_per_degree : border_tolerance_m;
    const Plane plane{patches.crs, Affine{}, tolerance};
    const Transform same(patches.crs, patches.crs);
    const Transform to_geographic(patches.crs, Crs::cgcs2000());
    const Targets targets = make_targets(inputs, plane);
    // A place drawn as bare and as netted counts as bare: the weaker claim of control wins.
    const MultiPolygon bare_shape = overlay::dissolve(transformed(patches.bare, same, plane));
    const MultiPolygon all_netted = overlay::dissolve(transformed(patches.netted, same, plane));
    const MultiPolygon netted_shape = overlay::difference(all_netted, bare_shape);
    const PatchClass bare(bare_shape, to_geographic);
    const PatchClass netted(netted_shape, to_geographic);

    Measurement out;
    out.patch_conflict_m2 = ground_area(overlay::intersection(all_netted, bare_shape), to_geographic);
    for (std::size_t t = 0; t < targets.targets.size(); ++t) {
        Measured measured;
        for (std::size_t p = 0; p < parts; ++p) {
            const MultiPolygon& shape = targets.shapes[t][p];
            if (shape.empty()) continue;
            if (p == 0) measured.sums[p].covered.add(ground_area(shape, to_geographic));
            measured.sums[p].bare.add(bare.inside(shape));
            measured.sums[p].netted.add(netted.inside(shape));
        }
        measured.area = targets.area[t];
        out.targets[targets.targets[t]] = measured;
        if (options.progress) options.progress(t + 1, targets.targets.size());
        if (options.stop && options.stop()) return out;
    }
    if (!options.whole_raster) return out;
    std::vector<MultiPolygon> units;
    for (std::size_t t = 0; t < targets.targets.size(); ++t) {
        const Target& target = targets.targets[t];
        if (!target.zone && !target.overlap && !inputs.units[target.unit].overlay) {
            units.push_back(targets.shapes[t][0]);
        }
    }
    const MultiPolygon all_units = overlay::dissolve(units);
    out.whole = true;
    out.whole_bare.add(bare.all() + netted.all());
    out.outside_bare.add(bare.outside(all_units) + netted.outside(all_units));
    return out;
}

}  // namespace bareland::rank
