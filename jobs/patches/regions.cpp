#include "jobs/patches/regions.hpp"

#include "geo/overlay.hpp"

namespace bareland::patches {
namespace {

constexpr std::size_t mask_parts = rank::parts - 1;

AreaSum& of_class(RegionSums& sums, Class of) {
    return of == Class::bare ? sums.bare : sums.netted;
}

MultiPolygon less(const MultiPolygon& shape, const MultiPolygon& minus) {
    if (shape.empty() || minus.empty() || !box_of(shape).meets(box_of(minus))) return shape;
    return overlay::difference(shape, minus);
}

}  // namespace

StatusAreas status_areas(const rank::PartSums& sums) {
    const rank::Areas areas = rank::areas_of(sums);
    return {areas.uncontrolled, areas.controlled, areas.excluded};
}

Regions::Regions(const rank::Inputs& inputs, const rank::Plane& plane, MultiPolygon elsewhere)
    : inputs_(inputs), elsewhere_(std::move(elsewhere)) {
    const rank::Masks masks(inputs, plane);
    targets_ = rank::without(rank::make_unit_targets(inputs, masks, plane), elsewhere_);
    for (std::size_t p = 1; p < rank::parts; ++p)
        masks_.push_back(less(masks.shape(static_cast<rank::Part>(p)), elsewhere_));
    for (const MultiPolygon& zone : rank::zones_in_plane(inputs, plane))
        zones_.push_back(less(zone, elsewhere_));
}

std::size_t Regions::size() const {
    return targets_.targets.size() * rank::parts + mask_parts + zones_.size() + 1;
}

std::vector<Borders::Area> Regions::borders() const {
    std::vector<Borders::Area> out;
    RegionIndex region = 0;
    const auto add = [&](const MultiPolygon& shape) { out.push_back({region++, &shape, false}); };
    for (const auto& shapes : targets_.shapes) {
        for (const MultiPolygon& shape : shapes)
            add(shape);
    }
    for (const MultiPolygon& mask : masks_)
        add(mask);
    for (const MultiPolygon& zone : zones_)
        add(zone);
    add(elsewhere_);
    return out;
}

Split Regions::split(const Piece& piece) const {
    Split out;
    const std::size_t first_mask = targets_.targets.size() * rank::parts;
    const std::size_t first_zone = first_mask + mask_parts;
    const std::size_t last = first_zone + zones_.size();
    AreaSum& whole = of_class(out.all[0], piece.of);
    whole = piece.area;
    AreaSum in_units;
    for (const auto& [region, area] : piece.regions) {
        if (region < first_mask) {
            const rank::Target& target = targets_.targets[region / rank::parts];
            const std::size_t part = region % rank::parts;
            const bool overlay = inputs_.units[target.unit].overlay;
            if (part == 0 && !overlay) {
                if (target.overlap) {
                    in_units -= area;
                } else {
                    in_units += area;
                }
            }
            if (target.overlap) continue;
            if (out.units.empty() || out.units.back().first != target.unit)
                out.units.emplace_back(target.unit, rank::PartSums{});
            of_class(out.units.back().second[part], piece.of) = area;
        } else if (region < first_zone) {
            of_class(out.all[region - first_mask + 1], piece.of) = area;
        } else if (region < last) {
            out.zones.emplace_back(region - first_zone, area);
        } else {
            out.elsewhere = area;
        }
    }
    whole -= out.elsewhere;
    out.outside_units = whole - in_units;
    return out;
}

void describe(const Split& split, const rank::Inputs& inputs, Patch& patch) {
    patch.areas = status_areas(split.all);
    patch.status = largest(patch.areas);
    patch.outside_units = std::max(0.0, split.outside_units.square_metres());
    for (const auto& [unit, sums] : split.units)
        patch.units.push_back({inputs.units[unit].id, status_areas(sums)});
    for (const auto& [zone, area] : split.zones)
        patch.zones.push_back({inputs.zones[zone].id, area.square_metres()});
}

}  // namespace bareland::patches
