#include "jobs/rank/targets.hpp"

#include <algorithm>
#include <memory>

#include "geo/overlay.hpp"

namespace bareland::rank {
namespace {

std::vector<MultiPolygon> into_plane(const std::vector<MultiPolygon>& shapes, const Crs& crs,
                                     const Plane& plane, const std::string& what) {
    const Transform transform(crs, plane.crs);
    std::vector<MultiPolygon> out;
    out.reserve(shapes.size());
    for (const MultiPolygon& shape : shapes) {
        out.push_back(transform_borders(shape, transform, plane.after, plane.tolerance, what));
    }
    return out;
}

MultiPolygon dissolved(const MaskInput& mask, const Plane& plane, const std::string& what) {
    if (mask.shapes.empty()) return {};
    return overlay::dissolve(into_plane(mask.shapes, mask.crs, plane, what));
}

std::vector<MultiPolygon> unit_shapes(const Inputs& inputs) {
    std::vector<MultiPolygon> out;
    for (const UnitInput& unit : inputs.units)
        out.push_back(unit.shape);
    return out;
}

}  // namespace

Areas areas_of(const PartSums& sums) {
    const RegionSums& whole = sums[static_cast<std::size_t>(Part::whole)];
    const RegionSums& excluded = sums[static_cast<std::size_t>(Part::excluded)];
    const RegionSums& permanent = sums[static_cast<std::size_t>(Part::permanent)];
    const RegionSums& temporary = sums[static_cast<std::size_t>(Part::temporary)];
    const RegionSums& hidden = sums[static_cast<std::size_t>(Part::excluded_controlled)];
    // A difference of sums that are equal on paper may leave a rounding error below zero behind.
    const auto area = [](const AreaSum& sum) { return std::max(0.0, sum.square_metres()); };
    Areas out;
    out.observed = area(whole.observed());
    out.excluded = area(excluded.bare + excluded.netted);
    out.controlled_permanent = area(permanent.bare + permanent.netted);
    out.controlled_temporary = area(temporary.bare + whole.netted - excluded.netted - permanent.netted);
    out.controlled = out.controlled_permanent + out.controlled_temporary;
    out.uncontrolled = area(whole.bare - excluded.bare - permanent.bare - temporary.bare);
    out.uncontrolled_without_exclusion = area(whole.bare - permanent.bare - temporary.bare - hidden.bare);
    out.bare = area(whole.bare + whole.netted);
    return out;
}

Masks::Masks(const Inputs& inputs, const Plane& plane) {
    const MultiPolygon excluded = dissolved(inputs.excluded, plane, "excluded");
    const MultiPolygon permanent = dissolved(inputs.permanent, plane, "controlled");
    const MultiPolygon temporary = dissolved(inputs.temporary, plane, "controlled");
    // Excluded wins over controlled, permanent over temporary.
    const std::vector<MultiPolygon> stronger = {excluded, permanent};
    const std::vector<MultiPolygon> both = {permanent, temporary};
    set(Part::excluded, excluded);
    set(Part::permanent, overlay::difference(permanent, excluded));
    set(Part::temporary, overlay::difference(temporary, overlay::dissolve(stronger)));
    set(Part::excluded_controlled, overlay::intersection(excluded, overlay::dissolve(both)));
}

Masks::~Masks() = default;

void Masks::set(Part part, MultiPolygon mask) {
    if (mask.empty()) return;
    const auto p = static_cast<std::size_t>(part);
    boxes_[p] = box_of(mask);
    clippers_[p] = std::make_unique<overlay::Clipper>(mask);
    shapes_[p] = std::move(mask);
}

std::array<MultiPolygon, parts> Masks::cut(const MultiPolygon& whole) const {
    std::array<MultiPolygon, parts> out;
    const Box box = box_of(whole);
    for (std::size_t p = 1; p < parts; ++p) {
        if (clippers_[p] && boxes_[p].meets(box)) out[p] = clippers_[p]->intersection(whole);
    }
    out[0] = whole;
    return out;
}

std::vector<MultiPolygon> zones_in_plane(const Inputs& inputs, const Plane& plane) {
    std::vector<MultiPolygon> out;
    for (const ZoneInput& zone : inputs.zones)
        out.push_back(overlay::dissolve(into_plane(zone.shapes, inputs.zones_crs, plane, "zones")));
    return out;
}

Targets make_unit_targets(const Inputs& inputs, const Masks& masks, const Plane& plane) {
    const auto units = into_plane(unit_shapes(inputs), inputs.units_crs, plane, "units");
    const auto overlaps = into_plane(inputs.overlaps, inputs.units_crs, plane, "units");
    Targets out;
    const auto add = [&](Target target, const MultiPolygon& shape) {
        out.targets.push_back(target);
        out.shapes.push_back(masks.cut(shape));
        out.area.emplace_back();
    };
    for (std::size_t i = 0; i < units.size(); ++i) {
        add({i, false, {}}, units[i]);
        if (!overlaps[i].empty()) add({i, true, {}}, overlaps[i]);
    }
    return out;
}

Targets make_targets(const Inputs& inputs, const Plane& plane) {
    const Masks masks(inputs, plane);
    const Transform to_geographic(plane.crs, Crs::cgcs2000());
    const Affine back = plane.after.inverse();
    Targets out = make_unit_targets(inputs, masks, plane);
    const std::size_t whole_units = out.targets.size();
    const auto add = [&](Target target, const MultiPolygon& shape, std::optional<double> area) {
        out.targets.push_back(target);
        out.shapes.push_back(masks.cut(shape));
        out.area.push_back(area);
    };
    const std::vector<MultiPolygon> zones = zones_in_plane(inputs, plane);
    for (std::size_t z = 0; z < zones.size(); ++z) {
        const MultiPolygon& zone = zones[z];
        if (zone.empty()) continue;
        const overlay::Clipper clipper(zone);
        const Box zone_box = box_of(zone);
        const auto add_inside = [&](Target target, const MultiPolygon& shape) {
            if (!zone_box.meets(box_of(shape))) return;
            const MultiPolygon inside = clipper.intersection(shape);
            MultiPolygon on_earth = inside;
            for (Polygon& polygon : on_earth) {
                for (Point& p : polygon.outer)
                    p = back.apply(p);
                for (Ring& hole : polygon.holes) {
                    for (Point& p : hole)
                        p = back.apply(p);
                }
            }
            if (!inside.empty()) add(target, inside, ground_area(on_earth, to_geographic));
        };
        for (std::size_t t = 0; t < whole_units; ++t) {
            const MultiPolygon whole = out.shapes[t][0];  // a copy: adding moves what is there
            add_inside({out.targets[t].unit, out.targets[t].overlap, z}, whole);
        }
    }
    return out;
}

Targets without(const Targets& targets, const MultiPolygon& minus) {
    Targets out = targets;
    if (minus.empty()) return out;
    const overlay::Clipper clipper(minus);
    const Box box = box_of(minus);
    for (auto& shapes : out.shapes) {
        for (MultiPolygon& shape : shapes) {
            if (!shape.empty() && box.meets(box_of(shape))) shape = clipper.difference(shape);
        }
    }
    return out;
}

}  // namespace bareland::rank
